/* t_phrase.c: holes are filled, and every phrase of the program stands in the catalogue, in each language. */
#include "unit.h"
#include "base/phrase.h"
#include "base/remedy.h"
#include "command/command.h"
#include "compare/compare.h"
#include "compare/remark.h"
#include "guard/guard.h"
#include "view/screening.h"
#include "view/waivers.h"

static const struct reader japanese = { .language = "ja" };

/* The section holds the number of holes as a digit, then the key; NULs between. */
static const char *next_phrase(const char *at)
{
	while (at < __stop_phrases && !*at)
		at++;
	return at < __stop_phrases ? at : NULL;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

/* Is there a word to translate, beside holes, signs and digits? */
static bool has_words(const char *s)
{
	for (bool hole = false; *s; s++) {
		if (*s == '{' && s[1] != '{')
			hole = true;
		else if (*s == '}' || *s == ':')        /* the forms behind a colon are words */
			hole = false;
		else if (!hole && is_letter(*s) && is_letter(s[1]))
			return true;
	}
	return false;
}

/* --- the catalogue --- */

struct wanted { struct scope *sc; struct names keys; size_t bad; };

static void want(struct wanted *w, const char *english)
{
	const struct phrase_entry *e = english && has_words(english) ? phrase_find(english) : NULL;
	if (!english || !has_words(english) || list_has(&w->keys, english))
		return;
	*LIST_ADD(w->sc, &w->keys) = english;
	if (e)
		return;
	w->bad++;
	print_error("no translation: msgid \"");
	for (const char *s = english; *s; s++)
		print_error(*s == '\n' ? "\\n" : *s == '"' ? "\\\"" : *s == '\\' ? "\\\\" : "%c", *s);
	print_error("\"\n");
}

static void want_options(struct wanted *w, const struct command_option *list)
{
	for (const struct command_option *o = list; o && o->name; o++)
		want(w, o->says);
}

static void want_command(struct wanted *w, const struct command *c)
{
	want(w, c->brief);
	want(w, c->help);
	want_options(w, c->options);
}

static void want_tables(struct wanted *w)
{
	for (const struct command *const *c = command_table; *c; c++)
		want_command(w, *c);
	want_options(w, command_globals);
	for (enum template_type t = TEMPLATE_TEXT; t <= TEMPLATE_REQUIREMENT; t++)
		want(w, template_type_name(t));
	for (int i = 0; i < FINDING_COUNT; i++) {
		enum finding_level level;
		const char *means, *fix;
		assert_true(finding_explain(finding_id_name(w->sc, (enum finding_id)i), &level, &means, &fix));
		want(w, means);
		want(w, fix);
	}
	for (const struct guard *const *g = guard_table; *g; g++)
		want(w, (*g)->says);
	for (enum finding_level l = FINDING_NOTE; l <= FINDING_ERROR; l++)
		want(w, finding_level_name(l));
	for (enum compare_kind k = COMPARE_ADDED; k <= COMPARE_MOVED; k++)
		want(w, compare_kind_name(k));
	for (enum fold_remark_state s = FOLD_OPEN; s <= FOLD_CLOSED; s++)
		want(w, remark_state_name(s));
	for (enum screening_verdict v = SCREENING_GO; v <= SCREENING_STOP; v++)
		want(w, screening_verdict_name(v));
	for (enum waivers_state s = WAIVERS_IN_FORCE; s <= WAIVERS_ENDED; s++)
		want(w, waivers_state_name(s));
	for (int b = 0; b < MARKDOWN_EMPTY + 1; b++)
		want(w, b == MARKDOWN_RULE ? "horizontal rule" : markdown_block_name((enum markdown_block)b));
	static const char *const words[] = { "changed", "no-change", "clarified", "duplicate", "answer", "close",
	                                     "reopen" };
	for (size_t i = 0; i < countof(words); i++)
		want(w, words[i]);
}

static void every_phrase_is_in_the_catalogue(void **state)
{
	(void)state;
	SCOPE(sc);
	struct wanted w = { .sc = sc };
	size_t phrases = 0;
	for (const char *at = __start_phrases; (at = next_phrase(at)) != NULL; at += strlen(at), phrases++) {
		struct phrase_name names[PHRASE_HOLES];
		int count = phrase_names(at + 1, names);
		EXPECT(count == at[0] - '0', "%d holes in \"%s\", %c are filled", count, at + 1, at[0]);
		want(&w, at + 1);
	}
	assert_true(phrases > 100);
	want_tables(&w);
	assert_int_equal(w.bad, 0);
	size_t idle = 0;
	for (size_t i = 0; i < phrase_catalogue_count; i++)
		if (!list_has(&w.keys, phrase_catalogue[i].english)) {
			print_error("nothing says: \"%s\"\n", phrase_catalogue[i].english);
			idle++;
		}
	assert_int_equal(idle, 0);
}

static void the_catalogue_is_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < phrase_catalogue_count; i++) {
		const struct phrase_entry *e = &phrase_catalogue[i];
		EXPECT(i == 0 || strcmp(e[-1].english, e->english) < 0, "not in order: \"%s\"", e->english);
		assert_ptr_equal(phrase_find(e->english), e);
		for (size_t l = 0; phrase_languages[l]; l++) {
			EXPECT(phrase_fits(e->english, e->in[l]), "other holes: \"%s\": \"%s\"", e->english, e->in[l]);
			EXPECT(strcmp(e->english, e->in[l]) != 0, "not translated: \"%s\"", e->english);
		}
	}
}

/* --- holes --- */

static const char *say(struct scope *sc, const struct phrase *p) { return phrase_text(sc, NULL, p); }

/* The sentences of this test hold no words of their own, so that the catalogue need not know them. */
static void holes_are_filled(void **state)
{
	(void)state;
	SCOPE(sc);
	size_t n = 1;
	SAME(say(sc, PHRASE("{role}: {elements}", "quality", "A, B")), "quality: A, B");
	SAME(say(sc, PHRASE("{count} {count:error|errors}", n)), "1 error");
	SAME(say(sc, PHRASE("{count} {count:error|errors}", 0)), "0 errors");
	SAME(phrase_text(sc, &japanese, PHRASE("{count} {count:error|errors}", 2)),
	     "\xe8\xaa\xa4\xe3\x82\x8a" "2\xe4\xbb\xb6");
	SAME(say(sc, PHRASE("{count}/{count}", n)), "1/1");
	SAME(say(sc, PHRASE("{version.7}", "0123456789")), "0123456");
	SAME(say(sc, PHRASE("{version.7}", "012")), "012");
	SAME(say(sc, PHRASE("{{{text}}", "x")), "{x}");
	SAME(say(sc, PHRASE("{what}; +{count}", PHRASE("{a}, {b}", 1, "two"), UINT64_C(18))), "1, two; +18");
	SAME(say(sc, PHRASE("{a} {b}", (const char *)NULL, "{c}")), " {c}");     /* what fills a hole is no phrase */
	SAME(say(sc, PHRASE("")), "");
}

static void a_kept_phrase_outlives_its_texts(void **state)
{
	(void)state;
	SCOPE(sc);
	char text[] = "one", word[] = "two";
	const struct phrase *p = phrase_new(sc, "{what}: {text}, {word}", PHRASE("{inner}", text), text,
	                                    phrase_bare(word));
	memset(text, 'x', sizeof text - 1);
	memset(word, 'x', sizeof word - 1);
	SAME(say(sc, p), "one: one, two");
	assert_true(phrase_is_key(p->english));
	memcpy(word, "two", sizeof word);
	const struct fault *f = fault_make(FAULT_REFUSED, "{what}: {word}", "this", phrase_bare(word));
	memset(word, 'x', sizeof word - 1);
	SAME(fault_say(sc, NULL, f), "this: two");
}

static void names_of_holes(void **state)
{
	(void)state;
	struct phrase_name names[PHRASE_HOLES];
	assert_int_equal(phrase_names("{a} {b} {a:x|y} {{c}", names), 2);
	assert_int_equal(phrase_names("plain", names), 0);
	static const char *const bad[] = { "{", "{}", "{a", "{A}", "{a b}", "{a:{b}}",
	                                   "{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}" };
	for (size_t i = 0; i < countof(bad); i++)
		EXPECT(phrase_names(bad[i], names) == -1, "\"%s\"", bad[i]);
}

static void a_translation_has_the_holes_of_its_english(void **state)
{
	(void)state;
	assert_true(phrase_fits("{a} of {b}", "{b}: {a:x|y}"));
	assert_true(phrase_fits("{a} of {b}", "all"));
	assert_false(phrase_fits("{a} of {b}", "{a} {c}"));
	assert_false(phrase_fits("{a}", "{ab}"));
	assert_false(phrase_fits("{a}", "{a"));
	assert_false(phrase_fits("{a", "a"));
}

static const char *own(const void *context, const char *english)
{
	return strcmp(english, "page") == 0 ? context : NULL;
}

static void who_reads(void **state)
{
	(void)state;
	const struct reader german = { "de", own, "Seite" };
	SAME(phrase_word(NULL, "error"), "error");
	SAME(phrase_word(&german, "page"), "Seite");
	SAME(phrase_word(&german, "error"), "error");
	SAME(phrase_word(&japanese, "error"), "誤り");
	SAME(phrase_word(&japanese, "no such key"), "no such key");
}

static void a_fault_is_said_in_the_readers_language(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct fault *f = fault_make(FAULT_NOT_FOUND, "there is no folder {folder}", "x");
	f = fault_advise(fault_while(f, "{file}", "list.csv"), REMEDY("save", "message", "WHY"));
	SAME(f->text, "list.csv: there is no folder x");
	SAME(fault_say(sc, &japanese, f), "list.csv: フォルダー x がありません");
	assert_int_equal(f->remedy->count, 3);
	SAME(f->remedy->words[2], "WHY");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_phrase_is_in_the_catalogue), cmocka_unit_test(the_catalogue_is_sound),
			cmocka_unit_test(holes_are_filled),
		cmocka_unit_test(a_kept_phrase_outlives_its_texts), cmocka_unit_test(names_of_holes),
		cmocka_unit_test(a_translation_has_the_holes_of_its_english),
			cmocka_unit_test(who_reads),
		cmocka_unit_test(a_fault_is_said_in_the_readers_language),
	};
	return cmocka_run_group_tests_name("phrase", tests, NULL, NULL);
}
