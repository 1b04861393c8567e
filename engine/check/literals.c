/* literals.c: the words that a query compares its columns with, held against what the template knows.
 *
 * A choice, field or category that is misspelt in a query is never found in any row, and the rule is silent for ever.
 * No SQL is understood here but what is needed for that: which tables a query names and by what alias, and a column
 * that stands beside a text in quotes. */
#include "base/base.h"
#include "base/list.h"
#include "check/check_private.h"
#include <ctype.h>
#include <strings.h>

enum kind { END, NAME, TEXT, SIGN };
struct token { enum kind kind; const char *text; int line; };   /* TEXT: what stands between the quotes */
struct tokens { struct token *at; size_t count, cap; };

/* A table that the query reads, by the name it is called by. */
struct alias { const char *name, *table; };
struct aliases { struct alias *at; size_t count, cap; };

struct query {
	struct scope *sc;
	const struct template *t;
	const struct phrase *who;       /* "rule x" */
	struct place place;             /* of its first line */
	struct tokens tokens;
	struct aliases aliases;
	struct names columns, tables;   /* that the query makes itself: what they hold is not the template's */
	struct findings *out;
};

/* --- words and signs --- */

static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* Only as long as it is: a query may hold very many. */
static const char *read_text(struct scope *sc, const char **s, char quote)
{
	const char *begin = ++*s;
	for (; **s && (**s != quote || (*s)[1] == quote); ++*s)
		*s += **s == quote;
	char *out = scope_copy_bytes(sc, begin, (size_t)(*s - begin)), *to = out;
	for (const char *c = out; *c; c++) {
		c += *c == quote;
		*to++ = *c;
	}
	*s += **s == quote;
	*to = '\0';
	return out;
}

static void skip_blanks(const char **s, int *line)
{
	for (; isspace((unsigned char)**s) || strncmp(*s, "--", 2) == 0 || strncmp(*s, "/*", 2) == 0; ) {
		const char *end = **s == '-' ? strchr(*s, '\n') : **s == '/' ? strstr(*s + 2, "*/") : *s + 1;
		end = !end ? *s + strlen(*s) : end + (**s == '/' ? 2 : 0);
		for (; *s < end; ++*s)
			*line += **s == '\n';
	}
}

static void tokenize(struct query *q, const char *s)
{
	int line = 0;
	for (skip_blanks(&s, &line); *s; skip_blanks(&s, &line)) {
		struct token *t = LIST_ADD(q->sc, &q->tokens);
		const char *begin = s;
		t->line = line;
		if (*s == '\'' || *s == '"') {
			t->kind = *s == '"' ? NAME : TEXT;
			t->text = read_text(q->sc, &s, *s);
			for (; begin < s; begin++)
				line += *begin == '\n';
			continue;
		}
		for (t->kind = is_word(*s) ? NAME : SIGN; t->kind == NAME && is_word(*s); s++)
			;
		if (t->kind == SIGN)
			s += strchr("<>=!|", *s) && s[1] && strchr("<>=|", s[1]) ? 2 : 1;
		t->text = scope_copy_bytes(q->sc, begin, (size_t)(s - begin));
	}
}

/* Before the first and behind the last there is one that is nothing. */
static const struct token *token_at(const struct query *q, size_t i)
{
	static const struct token end = { END, "", 0 };
	return i < q->tokens.count ? &q->tokens.at[i] : &end;
}

static bool is(const struct query *q, size_t i, const char *word)
{
	const struct token *t = token_at(q, i);
	return (t->kind == NAME || t->kind == SIGN) && strcasecmp(t->text, word) == 0;
}

/* --- tables --- */

static bool has_name(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcasecmp(names->at[i], name) == 0)
			return true;
	return false;
}

/* WITH name AS (...), name (column, ...) AS MATERIALIZED (...): what stands before an AS that a query follows. */
static void find_with(struct query *q, size_t as)
{
	size_t open = as + 1 + is(q, as + 1, "NOT");
	open += is(q, open, "MATERIALIZED");
	if (!is(q, open, "("))
		return;
	size_t i = as - 1;
	if (is(q, i, ")"))
		for (; i > 0 && !is(q, i, "("); i--)
			if (token_at(q, i)->kind == NAME)
				*LIST_ADD(q->sc, &q->columns) = token_at(q, i)->text;
	i -= i > 0 && is(q, i, "(");
	*LIST_ADD(q->sc, &q->tables) = token_at(q, i)->text;
}

/* What is called something: a column or table AS name, or a value or a query with a name behind it. */
static void find_made(struct query *q)
{
	for (size_t i = 0; i < q->tokens.count; i++) {
		bool as = is(q, i, "AS"), closed = is(q, i - as, ")");          /* a function, or a query */
		const struct token *name = token_at(q, i + 1), *before = token_at(q, i);
		bool listed = is(q, i + 2, ",") || is(q, i + 2, "FROM");
		if (as)
			find_with(q, i);
		if (name->kind != NAME)
			continue;
		if (as || (listed && (closed || before->kind == TEXT || is(q, i, "END"))))
			*LIST_ADD(q->sc, &q->columns) = name->text;
		if (closed)
			*LIST_ADD(q->sc, &q->tables) = name->text;
	}
}

static void find_tables(struct query *q)
{
	for (size_t i = 0; i < q->tokens.count; i++) {
		bool named = is(q, i, "FROM") || is(q, i, "JOIN") || is(q, i, ",");
		const struct token *table = token_at(q, i + 1);
		if (!named || table->kind != NAME || is(q, i + 2, ".") || is(q, i + 2, "("))
			continue;
		size_t next = i + 2 + is(q, i + 2, "AS");
		*LIST_ADD(q->sc, &q->aliases) = (struct alias){ table->text, table->text };
		if (token_at(q, next)->kind == NAME)     /* a word of SQL calls nothing, and nothing is called so */
			*LIST_ADD(q->sc, &q->aliases) = (struct alias){ token_at(q, next)->text, table->text };
	}
}

/* --- what a column can hold --- */

static void add_words(struct scope *sc, struct names *out, const char *words)
{
	for (const char *s = words; *s; s += strspn(s, "|")) {
		size_t n = strcspn(s, "|");
		*LIST_ADD(sc, out) = scope_copy_bytes(sc, s, n);
		s += n;
	}
}

#define ADD_ALL(list, member) \
	for (size_t i = 0; i < (list).count; i++) \
		*LIST_ADD(sc, out) = (list).at[i].member

static void add_elements(struct scope *sc, const struct template *t, struct names *out) { ADD_ALL(t->elements, id); }
static void add_requirements(struct scope *sc, const struct template *t, struct names *out)
{
	ADD_ALL(*template_requirements(t), id);
}
static void add_categories(struct scope *sc, const struct template *t, struct names *out)
{
	ADD_ALL(t->categories, id);
}
static void add_formats(struct scope *sc, const struct template *t, struct names *out) { ADD_ALL(t->formats, name); }
static void add_lists(struct scope *sc, const struct template *t, struct names *out) { ADD_ALL(t->codes, list); }
static void add_codes(struct scope *sc, const struct template *t, struct names *out) { ADD_ALL(t->codes, code); }
static void add_groups(struct scope *sc, const struct template *t, struct names *out) { ADD_ALL(t->codes, group); }
static void add_questions(struct scope *sc, const struct template *t, struct names *out)
{
	ADD_ALL(t->screening.questions, id);
}

/* Of package.yaml: the template's fields, those of every package, and the packages that are used. */
static void add_fields(struct scope *sc, const struct template *t, struct names *out)
{
	ADD_ALL(t->fields, name);
	add_words(sc, out, "format|id|template|category|title|time_zone|language|marking");
	for (size_t i = 0; i < t->uses.count; i++)
		*LIST_ADD(sc, out) = scope_printf(sc, "uses.%s", t->uses.at[i].alias);
}

static void add_answers(struct scope *sc, const struct template *t, struct names *out)
{
	for (size_t i = 0; i < t->screening.questions.count; i++)
		for (size_t k = 0; k < t->screening.questions.at[i].choices.count; k++)
			*LIST_ADD(sc, out) = t->screening.questions.at[i].choices.at[k];
}

typedef void add_known(struct scope *, const struct template *, struct names *);
/* Of the tables that every package has (templates/README.md); words: what the program itself writes there. */
static const struct { const char *table, *column; add_known *known; const char *words; } fixed[] = {
	{ "package", "category", add_categories, "" }, { "categories", "id", add_categories, "" },
	{ "identity", "field", add_fields, "" }, { "fields", "field", add_fields, "" },
	{ "questions", "field", add_fields, "" }, { "questions", "id", add_questions, "" },
	{ "elements", "id", add_elements, "" }, { "sections", "element", add_elements, "" },
	{ "requirements", "element", add_elements, "" }, { "front_matter", "element", add_elements, "" },
	{ "texts", "element", add_elements, "" }, { "mentions", "element", add_elements, "" },
	{ "attachments", "element", add_elements, "" }, { "requirements", "id", add_requirements, "" },
	{ "sections", "requirement", add_requirements, "" }, { "answers", "requirement", add_requirements, "" },
	{ "mentions", "format", add_formats, "" }, { "codes", "list", add_lists, "" },
	{ "codes", "code", add_codes, "" },
	{ "codes", "group_", add_groups, "" }, { "elements", "need", NULL, "R|C|-" },
	{ "requirements", "need", NULL, "R|C|-" }, { "elements", "present", NULL, "yes|no" },
	{ "attachments", "present", NULL, "yes|no" }, { "texts", "companion", NULL, "yes|no" },
	{ "links", "exists_", NULL, "yes|no" }, { "answers", "kind", NULL, "section|attachment" },
	{ "sections", "state", NULL, "answered|unanswered|not applicable" },
	{ "requirements", "answered", NULL, "yes|no|not applicable" },
	{ "findings", "level", NULL, "error|warning|note" },
};

/* The column of a register, or of a list column's side table under `item`. */
static const struct template_column *column_of(const struct template *t, const char *table, const char *column)
{
	for (size_t i = 0; i < t->registers.count; i++) {
		const struct template_register *r = &t->registers.at[i];
		size_t n = strlen(r->name);
		if (strncmp(r->name, table, n) != 0)
			continue;
		int at = !table[n] ? template_column(r, column)
		         : table[n] == '_' && strcmp(column, "item") == 0 ? template_column(r, table + n + 1) : -1;
		if (at >= 0)
			return &r->columns[at];
	}
	return NULL;
}

/* What can stand in a column; none: anything.  A template without such things knows nothing of them either. */
static struct names known_values(struct scope *sc, const struct template *t, const char *table, const char *column)
{
	struct names out = {0};
	const struct template_register *answers = t->screening.into;
	const struct template_column *c = column_of(t, table, column);
	if (c && c->list && strcmp(c->name, column) == 0)       /* several in one text */
		return out;
	if (c && c->type == TEMPLATE_YES_NO)
		add_words(sc, &out, "yes|no");
	for (size_t i = 0; c && i < c->choices.count; i++)
		*LIST_ADD(sc, &out) = c->choices.at[i];
	if (answers && strcmp(answers->name, table) == 0 && strcmp(column, "question") == 0)
		add_questions(sc, t, &out);
	if (answers && strcmp(answers->name, table) == 0 && strcmp(column, "answer") == 0)
		add_answers(sc, t, &out);
	for (size_t i = 0; i < countof(fixed); i++)
		if (strcmp(fixed[i].table, table) == 0 && strcmp(fixed[i].column, column) == 0) {
			if (fixed[i].known)
				fixed[i].known(sc, t, &out);
			add_words(sc, &out, fixed[i].words);
		}
	return out;
}

/* --- a column beside a text --- */

/* "a.b" or "b", whose last word is at `i`; is_one: and no part of something longer. */
struct column { const char *alias, *name; bool is_one; };

/* Is what stands before it only a part of a longer value, or of one that is compared in another way? */
static bool goes_on(const struct query *q, size_t i)
{
	static const char *const words[] = { "||", "+", "-", "*", "/", "%", "COLLATE" };
	for (size_t k = 0; k < countof(words); k++)
		if (is(q, i, words[k]))
			return true;
	return false;
}

static struct column column_at(const struct query *q, size_t i)
{
	struct column c = { NULL, token_at(q, i)->text, token_at(q, i)->kind == NAME };
	size_t first = i;
	if (i >= 2 && is(q, i - 1, ".")) {
		c.alias = token_at(q, i - 2)->text;
		first = i - 2;
	}
	bool joined = is(q, first - 1, "||") || is(q, first - 1, "+") || is(q, first - 1, "-");
	c.is_one = c.is_one && !joined && !goes_on(q, i + 1);
	return c;
}

/* Is the text one that the column can hold, in any of the tables it may be of? */
static bool can_hold(struct scope *turn, const struct query *q, struct column c, const char *text, struct names *known)
{
	bool any = false;
	if (c.alias ? has_name(&q->tables, c.alias) : has_name(&q->columns, c.name))
		return true;
	for (size_t i = 0; i < q->aliases.count; i++) {
		const struct alias *a = &q->aliases.at[i];
		if ((c.alias ? strcmp(a->name, c.alias) != 0 : strcmp(a->name, a->table) != 0)
		    || has_name(&q->tables, a->table))
			continue;
		struct names values = known_values(turn, q->t, a->table, c.name);
		bool known_table = template_register(q->t, a->table), has = column_of(q->t, a->table, c.name);
		if (values.count == 0 && (has || (c.alias && !known_table)))
			return true;
		if (list_has(&values, text))
			return true;
		any = any || values.count;
		if (values.count)
			*known = values;
	}
	return !any;
}

/* Of a column and the text at `i`. */
static void judge(struct query *q, struct column c, size_t i)
{
	SCOPE(turn);
	enum { SHOWN = 12 };
	struct names known = {0};
	const struct token *text = token_at(q, i);
	bool is_one = c.is_one && text->kind == TEXT && !goes_on(q, i + 1) && !is(q, i - 1, "||");
	if (!is_one || !*text->text || can_hold(turn, q, c, text->text, &known))
		return;
	struct place at = { q->place.file, q->place.line + text->line, 0 };
	if (known.count <= SHOWN)
		finding_add(q->out, FINDING_template_invalid, at, PHRASE("{who} compares {column} with \"{value}\"; "
			"there are only: {list}", q->who, c.name, text->text, list_join(turn, &known, ", ")));
	else
		finding_add(q->out, FINDING_template_invalid, at, PHRASE("{who} compares {column} with \"{value}\", "
			"which the template does not have", q->who, c.name, text->text));
}

static void judge_list(struct query *q, struct column c, size_t i)
{
	for (; token_at(q, i)->kind == TEXT; i += 2) {
		judge(q, c, i);
		if (!is(q, i + 1, ","))
			return;
	}
}

/* CASE column WHEN 'a' THEN ... WHEN 'b' ... END, with what lies within passed over. */
static void judge_case(struct query *q, struct column c, size_t i)
{
	for (int depth = 0; i < q->tokens.count && depth >= 0; i++) {
		if (depth == 0 && is(q, i, "WHEN"))
			judge(q, c, i + 1);
		depth += is(q, i, "CASE") - is(q, i, "END");
	}
}

static bool is_comparison(const struct query *q, size_t i)
{
	return is(q, i, "=") || is(q, i, "==") || is(q, i, "<>") || is(q, i, "!=") || is(q, i, "IS");
}

static void judge_at(struct query *q, size_t i)
{
	struct column c = column_at(q, i);
	size_t next = i + 1 + is(q, i + 1, "NOT");
	if (is_comparison(q, i + 1))
		judge(q, c, i + 2 + is(q, i + 2, "NOT"));
	else if (is(q, next, "IN") && is(q, next + 1, "("))
		judge_list(q, c, next + 2);
	size_t first = c.alias ? i - 2 : i;
	if (is(q, first - 1, "CASE") && is(q, i + 1, "WHEN"))
		judge_case(q, c, i + 1);
	if (is_comparison(q, first - 1))
		judge(q, c, first - 2);
}

void check_literals(struct scope *sc, const struct template *t, const char *sql, const struct phrase *who,
                    struct place place, struct findings *out)
{
	struct query q = { .sc = sc, .t = t, .who = who, .place = place, .out = out };
	tokenize(&q, sql);
	find_made(&q);
	find_tables(&q);
	for (size_t i = 0; i < q.tokens.count; i++)
		if (q.tokens.at[i].kind == NAME && !is(&q, i + 1, "."))
			judge_at(&q, i);
}
