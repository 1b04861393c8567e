/* t_line.c: every command's descriptor is whole, its examples parse, and a line is walked once. */
#include "unit.h"
#include "base/buf.h"
#include "command/command.h"
#include "command/near.h"

/* A line as a shell would take it apart: blanks, quotes, a backslash; up to a > or the end. */
static struct names split(struct scope *sc, const char *text)
{
	struct names out = {0};
	for (const char *s = text; *(s += strspn(s, " ")) && *s != '>'; ) {
		char *word = scope_alloc(sc, strlen(s) + 1, 1), *w = word, quote = 0;
		for (; *s && (quote || *s != ' '); s++) {
			if (quote ? *s == quote : *s == '"' || *s == '\'')
				quote = quote ? 0 : *s;
			else
				*w++ = *s == '\\' && quote != '\'' && s[1] ? *++s : *s;
		}
		*w = '\0';
		*LIST_ADD(sc, &out) = word;
	}
	return out;
}

static const struct fault *parse(struct scope *sc, const char *text, struct command_line *l)
{
	struct names words = split(sc, text);
	return command_parse(sc, (int)words.count, words.at, l);
}

/* --- descriptors --- */

#define COMMAND(name) extern const struct command cmd_##name;
#include "commands.def"
#undef COMMAND
static const struct { const char *file; const struct command *command; } files[] = {
#define COMMAND(name) { #name, &cmd_##name },
#include "commands.def"
#undef COMMAND
};

static size_t count_subwords(const struct command *c)
{
	size_t n = 0;
	for (const struct command *const *t = command_table; *t; t++)
		n += command_subword(c, *t) != NULL;
	return n;
}

static void descriptors_are_whole(void **state)
{
	(void)state;
	SCOPE(sc);
	for (size_t i = 0; i < countof(files); i++) {
		const struct command *c = files[i].command;
		char *file = scope_copy(sc, c->name);
		for (char *s = file; *s; s++)
			*s = *s == ' ' || *s == '-' ? '_' : *s;
		SAME(files[i].file, file);
		assert_ptr_equal(command_find(c->name), c);
		EXPECT(c->args && *c->brief && *c->help && *c->example, "%s tells all", c->name);
		EXPECT((c->run == NULL) == (count_subwords(c) > 0), "%s runs, or has sub-words", c->name);
		EXPECT(!c->without || command_find(scope_printf(sc, "%s %s", c->name, c->without)), "%s: %s",
		       c->name, c->without);
		EXPECT(c->run || !c->options, "%s: its sub-words have the options", c->name);
		EXPECT(c->min_words <= c->max_words, "%s", c->name);
	}
}

/* No name and no letter means two things in one line. */
static void options_are_plain(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(files); i++) {
		struct { const struct command_option *of[64]; size_t count; } seen = {0};
		const struct command_option *lists[] = { command_globals, files[i].command->options };
		for (size_t k = 0; k < countof(lists); k++)
			for (const struct command_option *o = lists[k]; o && o->name; o++) {
				EXPECT(*o->name && *o->says && (!o->value || *o->value), "%s: %s", files[i].file,
				       o->name);
				EXPECT(o->name[1] || o->letter == *o->name, "%s: -%s", files[i].file, o->name);
				EXPECT(!o->repeats || o->value, "%s: a flag needs no repeating: %s", files[i].file,
				       o->name);
				for (size_t n = 0; n < seen.count; n++)
					EXPECT(strcmp(seen.of[n]->name, o->name) != 0
					       && (!o->letter || seen.of[n]->letter != o->letter),
					       "%s: --%s and --%s", files[i].file, seen.of[n]->name, o->name);
				assert_true(seen.count < countof(seen.of));
				seen.of[seen.count++] = o;
			}
	}
}

/* An example that goes on behind a backslash is one line. */
static void examples_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(files); i++) {
		const struct command *c = files[i].command;
		for (const char *s = c->example; *s && !c->inner; s += *s == '\n') {
			SCOPE(turn);
			struct command_line l;
			struct buf *b = buf_new(turn);
			for (; *s && *s != '\n'; s++) {
				if (*s == '\\' && s[1] == '\n')
					s++;
				else
					buf_char(b, *s);
			}
			EXPECT(strncmp(b->at, "sarflow ", 8) == 0, "%s: %s", c->name, b->at);
			const struct fault *f = parse(turn, b->at + 8, &l);
			EXPECT(!f, "%s: %s: %s", c->name, b->at, f->text);
			EXPECT(l.command == c || command_subword(c, l.command), "%s: %s", c->name, b->at);
		}
	}
}

/* --- lines --- */

static void values_are_no_options(void **state)
{
	(void)state;
	static const struct { const char *line, *command, *option, *value; } list[] = {
		{ "note -m -h", "note", "note", "-h" },
		{ "note -m --json", "note", "note", "--json" },
		{ "note -m --", "note", "note", "--" },
		{ "note --note=--help", "note", "note", "--help" },
		{ "note --note=", "note", "note", "" },
		{ "note -m ''", "note", "note", "" },
		{ "note --note=a=b", "note", "note", "a=b" },
		{ "note --note -C", "note", "note", "-C" },
		{ "remark add -m -C", "remark add", "text", "-C" },
		{ "remark add -m x --page -1", "remark add", "page", "-1" },
		{ "--as --json note x", "note", "as", "--json" },
		{ "-C -h note x", "note", "C", "-h" },
		{ "note x -C there", "note", "C", "there" },
		{ "-C here note x -C there", "note", "C", "there" },
		{ "--lang=ja --lang en log", "log", "lang", "en" },
		{ "check --as-of=2027-01-01", "check", "as-of", "2027-01-01" },
		{ "--as-of= check", "check", "as-of", "" },
		{ "remark --all", "remark list", "all", "" },
		{ "remark", "remark list", NULL, NULL },
		{ "-C x remark --json list --all", "remark list", "json", "" },
		{ "remark -C x add -m y", "remark add", "C", "x" },
		{ "remark --lang ja", "remark list", "lang", "ja" },
		{ "--help remark add", "remark add", "help", "" },
		{ "remark -h add", "remark add", "help", "" },
		{ "remark --help", "remark", "help", "" },
		{ "", "help", NULL, NULL },
		{ "--json", "help", "json", "" },
		{ "next -a -a --all", "next", "all", "" },
	};
	for (size_t i = 0; i < countof(list); i++) {
		SCOPE(turn);
		struct command_line l;
		const struct fault *f = parse(turn, list[i].line, &l);
		EXPECT(!f, "%s: %s", list[i].line, f->text);
		EXPECT(strcmp(l.command->name, list[i].command) == 0, "%s: %s", list[i].line, l.command->name);
		if (!list[i].option)
			continue;
		const char *value = command_value(&l, list[i].option);
		EXPECT(value && strcmp(value, list[i].value) == 0, "%s: %s", list[i].line, value ? value : "not given");
		EXPECT(command_flag(&l, "json") == (strcmp(list[i].option, "json") == 0), "%s: only what was said",
		       list[i].line);
	}
}

static void words_are_words(void **state)
{
	(void)state;
	static const struct { const char *line, *command, *first; size_t count; } list[] = {
		{ "note -- --help", "note", "--help", 1 },
		{ "note -- --", "note", "--", 1 },
		{ "-- note -m", "note", "-m", 1 },
		{ "note -- -C", "note", "-C", 1 },
		{ "note -", "note", "-", 1 },
		{ "note ''", "note", "", 1 },
		{ "note log", "note", "log", 1 },
		{ "remark -- show 3", "remark show", "3", 1 },
		{ "help remark add", "help", "remark", 2 },
		{ "why -a here release", "why", "here", 2 },
	};
	for (size_t i = 0; i < countof(list); i++) {
		SCOPE(turn);
		struct command_line l;
		const struct fault *f = parse(turn, list[i].line, &l);
		EXPECT(!f, "%s: %s", list[i].line, f->text);
		EXPECT(strcmp(l.command->name, list[i].command) == 0, "%s: %s", list[i].line, l.command->name);
		EXPECT(l.words.count == list[i].count && strcmp(command_word(&l, 0), list[i].first) == 0, "%s",
		       list[i].line);
		EXPECT(!command_flag(&l, "help") && !command_word(&l, list[i].count), "%s", list[i].line);
	}
}

static void all_of_what_repeats(void **state)
{
	(void)state;
	SCOPE(sc);
	struct command_line l;
	OK(parse(sc, "new X -t repair -s a=1 --set b=2 --set=c=", &l));
	struct names set = command_values(sc, &l, "set");
	SAME(list_join(sc, &set, " "), "a=1 b=2 c=");
	assert_int_equal(command_values(sc, &l, "title").count, 0);
}

static void mistakes_say_how_it_is_meant(void **state)
{
	(void)state;
	static const struct { const char *line, *says, *command; } list[] = {
		{ "save --mesage x", "there is no option --mesage; did you mean --message?", "save" },
		{ "save --mesage=x", "there is no option --mesage; did you mean --message?", "save" },
		{ "save -message x", "there is no option -message; did you mean --message?", "save" },
		{ "save --mess x", "did you mean --message?", "save" },
		{ "save --jsno", "did you mean --json?", "save" },
		{ "save -mx", "there is no option -mx; a value stands apart: -m TEXT", "save" },
		{ "save -C=x", "a value stands apart: -C FOLDER", "save" },
		{ "save --C x", "there is no option --C", "save" },
		{ "save --m x", "there is no option --m", "save" },
		{ "save -x", "there is no option -x; try: sarflow save --help", "save" },
		{ "save ---", "there is no option ---; try: sarflow save --help", "save" },
		{ "save --=x", "there is no option --; try: sarflow save --help", "save" },
		{ "save -m", "-m wants TEXT", "save" },
		{ "save --message", "--message wants TEXT", "save" },
		{ "save -n --as", "--as wants 'NAME <ADDRESS>'", "save" },
		{ "-C", "-C wants FOLDER", NULL },
		{ "save -m a -m b", "-m is given twice; say it once", "save" },
		{ "save --message a --message=b", "--message is given twice; say it once", "save" },
		{ "save -m '' -m b", "-m is given twice; say it once", "save" },
		{ "save --dry-run=yes", "--dry-run takes no value", "save" },
		{ "save --json=", "--json takes no value", "save" },
		{ "save now", "\"now\" is one word too many; use: sarflow save; try: sarflow save --help", "save" },
		{ "do", "a word is missing; use: sarflow do ACTION; try: sarflow do --help", "do" },
		{ "stauts", "there is no command \"stauts\"; did you mean status?", NULL },
		{ "expl", "did you mean explain?", NULL },
		{ "frobnicate", "there is no command \"frobnicate\"; try: sarflow help", NULL },
		{ "''", "there is no command \"\"; try: sarflow help", NULL },
		{ "'remark add'", "there is no command", NULL },
		{ "--version", "there is no option --version; did you mean sarflow version?", NULL },
		{ "--all next", "there is no option --all; try: sarflow help", NULL },
		{ "remark ad", "\"ad\" is none of add, answer, close, drafts, drop, export, list, reopen, reply, send, "
		               "show, take, withdraw",
		  "remark" },
		{ "remark anwser 3", "did you mean answer?", "remark" },
		{ "remark 3", "is none of", "remark" },
		{ "remark list --severity x", "there is no option --severity; it goes with: remark add",
			"remark list" },
		{ "remark --severity x list", "it goes with: remark add", "remark list" },
		{ "remark withdraw 1 --version x",
			"it goes with: remark add, remark answer, remark export, remark list",
			"remark withdraw" },
		{ "remark list --mien", "did you mean --mine?", "remark list" },
		{ "remark list all", "\"all\" is one word too many; use: sarflow remark list;", "remark list" },
		{ "remark close", "a word is missing; use: sarflow remark close N;", "remark close" },
		{ "template", "say which: graph, lint, list; try: sarflow template --help", "template" },
		{ "template --svg graph x", "say which: graph, lint, list", "template" },
		{ "template list --svg", "it goes with: template graph", "template list" },
		{ "letter out --received 2026-01-01", "it goes with: letter in", "letter out" },
	};
	for (size_t i = 0; i < countof(list); i++) {
		SCOPE(turn);
		struct command_line l;
		const struct fault *f = parse(turn, list[i].line, &l);
		EXPECT(f && f->code == FAULT_USAGE, "%s: %s", list[i].line, f ? f->text : "it is taken");
		const char *says =
		    f->remedy ? scope_printf(turn, "%s; try: %s", f->text, remedy_line(turn, f->remedy)) : f->text;
		EXPECT(strstr(says, list[i].says), "%s: %s", list[i].line, says);
		const char *name = l.command ? l.command->name : "none";
		EXPECT(strcmp(name, list[i].command ? list[i].command : "none") == 0, "%s: %s", list[i].line, name);
	}
}

static void the_language_of_a_mistake(void **state)
{
	(void)state;
	static const char *const apart[] = { "stauts", "--lang", "ja" }, *const one[] = { "--lang=ja", "stauts" };
	SAME(command_language(countof(apart), apart), "ja");
	SAME(command_language(countof(one), one), "ja");
	assert_null(command_language(2, apart));
	assert_null(command_language(0, NULL));
}

static void numbers_count_from_1(void **state)
{
	(void)state;
	static const struct { const char *line; int number; } list[] = {
		{ "export", 0 }, { "export --submittal 1", 1 }, { "export --submittal 999999", 999999 },
		{ "export --submittal 0", -1 },
		{ "export --submittal 1000000", -1 }, { "export --submittal=", -1 }, { "export --submittal x", -1 },
		{ "export --submittal -1", -1 }, { "export --submittal 1x", -1 }, { "export --submittal ' 1'", -1 },
	};
	for (size_t i = 0; i < countof(list); i++) {
		SCOPE(turn);
		struct command_line l;
		int number;
		OK(parse(turn, list[i].line, &l));
		const struct fault *f = command_number(&l, "submittal", &number);
		EXPECT(f ? list[i].number == -1 && strcmp(f->text,
		                                          "--submittal counts from 1") == 0 : list[i].number == number,
		       "%s: %s %d", list[i].line, f ? f->text : "", number);
	}
}

static void the_nearest(void **state)
{
	(void)state;
	SCOPE(sc);
	struct names names = {0};
	static const char *const list[] = { "add", "answer", "as", "as-of", "message", "requirement", "role", "row" };
	static const struct { const char *word, *name; } pairs[] = {
		{ "add", "add" }, { "adds", "add" }, { "ad", NULL }, { "dad", "add" }, { "ass", "as" },
		{ "x", NULL }, { "", NULL },
		{ "rew", "row" }, { "asof", "as-of" }, { "mesage", "message" }, { "messages", "message" },
		{ "emssgae", "message" },
		{ "req", "requirement" }, { "requiermetn", "requirement" }, { "ro", NULL }, { "whatever", NULL },
		{ "0123456789012345678901234567890123456789x", NULL },
		{ "0123456789012345678901234567890123456789", NULL },
	};
	for (size_t i = 0; i < countof(list); i++)
		*LIST_ADD(sc, &names) = list[i];
	for (size_t i = 0; i < countof(pairs); i++) {
		const char *near = near_find(&names, pairs[i].word);
		EXPECT(pairs[i].name ? near && strcmp(near, pairs[i].name) == 0 : !near, "%s: %s", pairs[i].word,
		       near ? near : "none");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(descriptors_are_whole), cmocka_unit_test(options_are_plain),
		cmocka_unit_test(examples_parse),
		cmocka_unit_test(values_are_no_options), cmocka_unit_test(words_are_words),
		cmocka_unit_test(all_of_what_repeats),
		cmocka_unit_test(mistakes_say_how_it_is_meant), cmocka_unit_test(the_language_of_a_mistake),
		cmocka_unit_test(numbers_count_from_1),
		cmocka_unit_test(the_nearest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
