/* t_word_words.c: no word of a document vanishes.  Documents made at random, of words that Markdown would take for
 * its own; each of them is read back from the proposal, or stands in a notice. */
#include "worded.h"
#include "intake/word_private.h"
#include "text/markdown/markdown.h"
#include "text/markdown/quote.h"

enum { ROUNDS = 60, PARTS = 12, DEEPEST = 3 };

static uint32_t seed;
static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static const char *const words[] = {
	"a*b",      "**",
	"*",        "_x_",
	"__",       "`",
	"``b`",     "[a](b)",
	"[",        "]",
	"<T1",      "<b>",
	"<!--",     "-->",
	"&amp;",    "|",
	"||",       "1.",
	"12)",      "#",
	"##",       "-",
	"---",      "+",
	">",        "===",
	"~~~",      "\\\\",
	"!",        "![x]",
	"検査",     "「承認」",
	"注意。",   "（不可）",
	"ロット",   "a_b",
	"x_",       "10",
	"mm",       "https://x.example/a_b",
	"$x$",      ":",
	"word",     "another",
	"0.50",     "é",
	"\xc2\xa0", "Ａ",
	"|---|",    "\\\\|",
	"<br>",     "<sup>",
	"{x}",      "\xe3\x80\x80",
	"\t",       "…",
	"’",
};

struct made { struct buf *json; struct names *said; struct scope *sc; };

static void put_word(struct made *m)
{
	const char *word = words[any(countof(words))];
	buf_printf(m->json, "{'t':'Str','c':'%s'}", strcmp(word, "\t") == 0 ? "\\t" : word);
	*LIST_ADD(m->sc, m->said) = scope_copy(m->sc, strncmp(word, "\\\\", 2) == 0 ? word + 1 : word);
}

static void put_inlines(struct made *m, int depth)
{
	static const char *const around[] = { "Strong", "Emph", "Superscript", "Subscript", "Underline", "Strikeout" };
	for (uint32_t i = 0, n = 1 + any(5); i < n; i++) {
		buf_text(m->json, i ? "," : "");
		uint32_t what = any(12);
		if (what < 6 || depth >= DEEPEST) {
			put_word(m);
		} else if (what < 8) {
			buf_printf(m->json, "{'t':'%s'}", what == 6 ? "Space" : any(4) ? "SoftBreak" : "LineBreak");
		} else if (what == 8) {
			buf_text(m->json, any(2) ? "{'t':'Link','c':[['',[],[]],["
			                         : "{'t':'Span','c':[['',['insertion'],[]],[");
			bool link = m->json->at[m->json->len - 20] == 'L' ||
			            strstr(m->json->at + m->json->len - 30, "Link");
			put_inlines(m, DEEPEST);
			buf_text(m->json, link ? "],['https://x.example/',''] ]}" : "]]}");
		} else {
			buf_printf(m->json, "{'t':'%s','c':[", around[any(countof(around))]);
			put_inlines(m, depth + 1);
			buf_text(m->json, "]}");
		}
	}
}

static void put_blocks(struct made *m, int depth);

static void put_rows(struct made *m, int depth)
{
	for (uint32_t r = 0, rows = 1 + any(3); r < rows; r++) {
		buf_text(m->json, r ? ",[['',[],[]],[" : "[['',[],[]],[");
		for (uint32_t c = 0, cells = 1 + any(3); c < cells; c++) {
			buf_printf(m->json, "%s[['',[],[]],{'t':'AlignDefault'},%u,%u,[", c ? "," : "", 1 + any(2),
			           1 + any(2));
			put_blocks(m, depth + 1);
			buf_text(m->json, "]]");
		}
		buf_text(m->json, "]]");
	}
}

static void put_list(struct made *m, int depth)
{
	bool ordered = any(2);
	static const char *const styles[] = { "Decimal", "LowerAlpha", "UpperRoman" }, *const ends[] = {
		"Period", "OneParen", "TwoParens"
	};
	if (ordered)
		buf_printf(m->json, "{'t':'OrderedList','c':[[%u,{'t':'%s'},{'t':'%s'}],[", any(12), styles[any(3)],
		           ends[any(3)]);
	else
		buf_text(m->json, "{'t':'BulletList','c':[");
	for (uint32_t i = 0, n = 1 + any(3); i < n; i++) {
		buf_text(m->json, i ? ",[" : "[");
		put_blocks(m, depth + 1);
		buf_char(m->json, ']');
	}
	buf_text(m->json, ordered ? "]]}" : "]}");
}

static void put_block(struct made *m, int depth)
{
	uint32_t what = any(depth >= DEEPEST ? 4 : 8);
	if (what < 3) {
		buf_printf(m->json, "{'t':'%s','c':[", what ? "Para" : "Plain");
		put_inlines(m, 0);
		buf_text(m->json, "]}");
	} else if (what == 3) {
		buf_printf(m->json, "{'t':'Header','c':[%u,['',[],[]],[", 1 + any(4));
		put_inlines(m, 0);
		buf_text(m->json, "]]}");
	} else if (what == 4) {
		buf_text(m->json, "{'t':'Table','c':[['',[],[]],[null,[]],[],[['',[],[]],[]],[[['',[],[]],0,[],[");
		put_rows(m, depth);
		buf_text(m->json, "]]],[['',[],[]],[]]]}");
	} else if (what == 5) {
		buf_text(m->json, "{'t':'BlockQuote','c':[");
		put_blocks(m, depth + 1);
		buf_text(m->json, "]}");
	} else {
		put_list(m, depth);
	}
}

static void put_blocks(struct made *m, int depth)
{
	for (uint32_t i = 0, n = 1 + any(depth ? 2 : PARTS); i < n; i++) {
		buf_text(m->json, i ? "," : "");
		put_block(m, depth);
	}
}

/* Letters may stand beside others, so that a word is looked for as a part of what is read. */
static bool is_read(struct scope *sc, const struct markdown *m, const char *word)
{
	const char *wanted = markdown_quote_words(sc, word);
	return !*wanted || markdown_quote_count(sc, m, wanted) > 0;
}

static void every_word_is_read_back(void **state)
{
	(void)state;
	const char *more = getenv("ROUNDS");
	for (uint32_t round = 1, last = more ? (uint32_t)atoi(more) : ROUNDS; round <= last; round++) {
		SCOPE(sc);
		seed = round * 2654435761u;
		struct names said = {0};
		struct made made = { buf_new(sc), &said, sc };
		put_blocks(&made, 0);
		const struct word_proposal *p = worded(sc, made.json->at);
		const struct markdown *m = markdown_read(sc, worded_body(p), strlen(worded_body(p)), 1);
		const struct markdown_mistake *mistakes = NULL;
		for (size_t i = 0; i < said.count; i++)
			EXPECT(is_read(sc, m, said.at[i]), "%u: \"%s\" is not in\n%s\nof\n%s", round, said.at[i],
			       worded_body(p), made.json->at);
		EXPECT(markdown_mistakes(m, &mistakes) == 0, "%u: line %d: %s: %s", round, mistakes->line,
		       phrase_text(sc, NULL, mistakes->says), worded_body(p));
		EXPECT(!memchr(p->text, 1, p->len) && !memchr(p->text, 2, p->len), "%u: a mark is left", round);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_word_is_read_back) };
	return cmocka_run_group_tests_name("word words", tests, NULL, NULL);
}
