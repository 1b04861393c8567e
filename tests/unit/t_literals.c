/* t_literals.c: the words that a query compares columns with, held against what the columns can hold. */
#include "unit.h"
#include "richer.h"
#include "base/buf.h"
#include "check/check_private.h"

#define FROM "SELECT file, line FROM "
#define MISSPELT "compares state with \"answerd\"; there are only: answered, unanswered, not applicable"

/* A query, the line of it that is told, and what; "": nothing. */
static const struct { const char *sql; int line; const char *says; } queries[] = {
	{ FROM "sections WHERE state = 'answerd'", 0, MISSPELT },
	{ FROM "sections WHERE state == 'answerd'", 0, MISSPELT },
	{ FROM "sections WHERE state <> 'answerd'", 0, MISSPELT },
	{ FROM "sections WHERE state != 'answerd'", 0, MISSPELT },
	{ FROM "sections WHERE state IS 'answerd'", 0, MISSPELT },
	{ FROM "sections WHERE state is not 'answerd'", 0, MISSPELT },
	{ FROM "sections WHERE 'answerd' = state", 0, MISSPELT },
	{ FROM "sections s WHERE 'answerd' IS s.state", 0, MISSPELT },
	{ FROM "sections WHERE state IN ('answerd')", 0, MISSPELT },
	{ FROM "sections WHERE state IN ('answered', 'answerd')", 0, MISSPELT },
	{ FROM "sections WHERE state NOT IN ('answerd', 'answered')", 0, MISSPELT },
	{ FROM "sections\nWHERE\n state = 'answerd'", 2, MISSPELT },
	{ FROM "sections -- x\n/* 'a\n'*/\nWHERE state\n=\n'answerd'", 5, MISSPELT },
	{ FROM "sections WHERE heading = 'a\nb' AND state = 'answerd'", 1, MISSPELT },
	{ FROM "sections WHERE \"heading\" = 'it''s' AND \"state\" = 'answerd'", 0, MISSPELT },
	{ FROM "sections WHERE CASE state WHEN 'answerd' THEN 1 END", 0, MISSPELT },
	{ FROM "sections s WHERE CASE s.state WHEN 'answered' THEN 1 WHEN 'answerd' THEN 2 END", 0, MISSPELT },
	{ FROM "sections WHERE CASE state WHEN 'answered' THEN CASE line WHEN 'x' THEN 1 END WHEN 'answerd' THEN 2 END",
	  0, MISSPELT },
	{ FROM "sections WHERE CASE state WHEN 'answered' THEN 1 END = 1 OR CASE line WHEN 'answerd' THEN 1 END",
	  0, "" },
	{ FROM "sections WHERE CASE line WHEN 1 THEN CASE state WHEN 'answered' THEN 1 END WHEN 'answerd' THEN 2 END",
	  0, "" },
	{ "SELECT s.file, s.line FROM texts t, sections s WHERE s.state = 'answerd'", 0, MISSPELT },
	{ "SELECT s.file, s.line FROM texts t JOIN sections AS s ON s.file = t.file AND s.state = 'answerd'",
	  0, MISSPELT },
	{ "SELECT state, file, line FROM texts, sections WHERE state = 'answerd'", 0, MISSPELT },
	{ "WITH w AS (SELECT file, line FROM texts) SELECT s.file, s.line FROM sections s, w WHERE s.state = 'answerd'",
	  0, MISSPELT },
	{ "WITH w(file, line) AS (SELECT file, line FROM texts) SELECT s.file, s.line FROM sections s, w "
	  "WHERE s.state = 'answerd'", 0, MISSPELT },
	{ "SELECT file, line FROM sections WHERE state = 'answered' UNION SELECT file, line FROM sections "
	  "WHERE state = 'answerd'", 0, MISSPELT },
	{ "SELECT count(*) FROM sections WHERE state = 'answerd'", 0, MISSPELT },
	{ "SELECT 'answerd' WHERE 'answerd' = (SELECT state FROM sections)", 0, "" },
	{ FROM "sections WHERE (state) = 'answerd'", 0, "" },
	{ FROM "sections WHERE state = ''", 0, "" },
	{ FROM "sections WHERE state = 'answered'", 0, "" },
	{ FROM "sections WHERE state = 'not applicable' OR state IN ('unanswered')", 0, "" },
	{ FROM "sections WHERE state < 'answerd' OR state LIKE 'answerd' OR state IN (heading, 'answerd')", 0, "" },
	{ FROM "sections WHERE state = heading AND heading = 'answerd'", 0, "" },
	{ FROM "sections WHERE state || '!' = 'answerd'", 0, "" },
	{ FROM "sections WHERE 'x' || state = 'answerd'", 0, "" },
	{ FROM "sections WHERE heading || s.state = 'answerd'", 0, "" },
	{ FROM "sections WHERE 1 + state = 'answerd' OR 1 - state = 'answerd'", 0, "" },
	{ FROM "sections WHERE state = 'answerd' || '!'", 0, "" },
	{ FROM "sections WHERE 'an' || 'swerd' = state", 0, "" },
	{ FROM "sections WHERE state = 'answerd' COLLATE NOCASE", 0, "" },
	{ FROM "sections WHERE state + 1 = 'answerd' OR state * 1 = 'answerd' OR state / 1 = 'answerd'", 0, "" },
	{ FROM "sections WHERE state % 1 = 'answerd' OR state - 1 = 'answerd'", 0, "" },
	{ FROM "sections WHERE state = 'answerd' + 1", 0, "" },
	{ FROM "texts WHERE state = 'answerd'", 0, "" },
	{ FROM "nowhere WHERE state = 'answerd'", 0, "" },
	{ FROM "nowhere n WHERE n.state = 'answerd'", 0, "" },
	{ FROM "sections WHERE lower(state) = 'answerd'", 0, "" },
	{ "SELECT lower(state) state, file, line FROM sections WHERE state = 'answerd'", 0, "" },
	{ "SELECT 'x' state, file, line FROM sections WHERE state = 'answerd'", 0, "" },
	{ "SELECT file, line, CASE line WHEN 1 THEN 'x' END state FROM sections WHERE state = 'answerd'", 0, "" },
	{ "SELECT file, line, heading AS state FROM sections WHERE state = 'answerd'", 0, "" },
	{ "SELECT file, heading as STATE, line FROM sections WHERE state = 'answerd'", 0, "" },
	{ "WITH w AS (SELECT 1) SELECT file, line FROM w WHERE w.state = 'answerd'", 0, "" },
	{ "WITH w AS MATERIALIZED (SELECT 1) SELECT file, line FROM w WHERE w.state = 'answerd'", 0, "" },
	{ "WITH sections AS NOT MATERIALIZED (SELECT 1) "
	  "SELECT file, line FROM sections WHERE sections.state = 'answerd'",
	  0, "" },
	{ "WITH sections(file, line, state) AS (SELECT 1, 2, 3) "
	  "SELECT file, line FROM sections s WHERE s.state = 'answerd'",
	  0, "" },
	{ "WITH a AS (SELECT 1), sections AS (SELECT 2) "
	  "SELECT file, line FROM sections WHERE sections.state = 'answerd'",
	  0, "" },
	{ FROM "(SELECT file, line, 'x' FROM texts) sections WHERE sections.state = 'answerd'", 0, "" },
	{ FROM "(SELECT file, line, 'x' FROM texts) AS sections WHERE sections.state = 'answerd'", 0, "" },
	{ FROM "sections s, texts s WHERE s.state = 'answerd'", 0, "" },

	/* what each table's columns can hold */
	{ FROM "package WHERE category = 'III'", 0, "compares category with \"III\"; there are only: I, II" },
	{ FROM "categories WHERE id = 'i'", 0, "compares id with \"i\"; there are only: I, II" },
	{ FROM "elements WHERE id = 'B'", 0, "compares id with \"B\"; there are only: A, C, J" },
	{ FROM "elements WHERE need = 'N'", 0, "compares need with \"N\"; there are only: R, C, -" },
	{ FROM "elements WHERE present = 'maybe'", 0, "compares present with \"maybe\"; there are only: yes, no" },
	{ FROM "sections WHERE element = 'B'", 0, "compares element with \"B\"; there are only: A, C, J" },
	{ FROM "front_matter WHERE element = 'B'", 0, "compares element with \"B\"; there are only: A, C, J" },
	{ FROM "texts WHERE element = 'B'", 0, "compares element with \"B\"; there are only: A, C, J" },
	{ FROM "texts WHERE companion = 'none'", 0, "compares companion with \"none\"; there are only: yes, no" },
	{ FROM "mentions WHERE element = 'B'", 0, "compares element with \"B\"; there are only: A, C, J" },
	{ FROM "mentions WHERE format = 'tms'", 0, "compares format with \"tms\"; there are only: nsn" },
	{ FROM "attachments WHERE element = 'B'", 0, "compares element with \"B\"; there are only: A, C, J" },
	{ FROM "attachments WHERE present = 'B'", 0, "compares present with \"B\"; there are only: yes, no" },
	{ FROM "links WHERE exists_ = 'B'", 0, "compares exists_ with \"B\"; there are only: yes, no" },
	{ FROM "answers WHERE kind = 'row'", 0, "compares kind with \"row\"; there are only: section, attachment" },
	{ FROM "answers WHERE requirement = 'C5'",
	  0, "compares requirement with \"C5\"; there are only: A1, A2, C1, C2, C3, "
	  "C4, C12, J1" },
	{ FROM "sections WHERE requirement = 'C5'",
	  0, "compares requirement with \"C5\"; there are only: A1, A2, C1, C2, "
	  "C3, C4, C12, J1" },
	{ FROM "requirements WHERE id = 'C5'",
	  0, "compares id with \"C5\"; there are only: A1, A2, C1, C2, C3, C4, C12, J1" },
	{ FROM "requirements WHERE element = 'B'", 0, "compares element with \"B\"; there are only: A, C, J" },
	{ FROM "requirements WHERE need = 'X'", 0, "compares need with \"X\"; there are only: R, C, -" },
	{ FROM "requirements WHERE answered = 'X'",
	  0, "compares answered with \"X\"; there are only: yes, no, not applicable" },
	{ FROM "codes WHERE list = 'amc'",
	  0, "compares list with \"amc\"; there are only: distribution, distribution, amsc" },
	{ FROM "codes WHERE code = 'E'", 0, "compares code with \"E\"; there are only: none, D, K" },
	{ FROM "codes WHERE group_ = 'E'", 0, "compares group_ with \"E\"; there are only: free, closed, one" },
	{ FROM "questions WHERE id = 'X'", 0, "compares id with \"X\"; there are only: strict, number, sure" },
	{ FROM "questions WHERE field = 'X'", 0, "compares field with \"X\", which the template does not have" },
	{ FROM "fields WHERE field = 'X'", 0, "compares field with \"X\", which the template does not have" },
	{ FROM "identity WHERE field = 'X'", 0, "compares field with \"X\", which the template does not have" },
	{ FROM "identity WHERE field IN ('nsn', 'part_numbers.cage', 'marking', 'format', 'id', 'template', "
	  "'category', 'title', 'time_zone', 'language', 'uses.profile', 'uses.other')", 0, "" },
	{ FROM "findings WHERE level = 'X'", 0, "compares level with \"X\"; there are only: error, warning, note" },
	{ FROM "gauges WHERE kind = 'ruler'", 0, "compares kind with \"ruler\"; there are only: caliper, micrometer" },
	{ FROM "gauges WHERE good = 'maybe'", 0, "compares good with \"maybe\"; there are only: yes, no" },
	{ FROM "gauges WHERE gauge = 'anything' AND due = 'anything' AND parts = 'x'", 0, "" },
	{ FROM "gauges_parts WHERE item = 'anything' AND gauge = 'x'", 0, "" },
	{ FROM "screening WHERE question = 'X'", 0,
	  "compares question with \"X\"; there are only: strict, number, sure" },
	{ FROM "screening WHERE answer = 'X'", 0, "compares answer with \"X\"; there are only: none, D, sure, "
	  "unsure" },
	{ FROM "screening WHERE source = 'X'", 0, "" },
	{ FROM "gauges, sections WHERE state = 'X' OR element = 'B'",
	  0, "compares state with \"X\"; there are only: answered, "
	  "unanswered, not applicable" },
	{ FROM "gauges, elements WHERE kind = 'A'",
	  0, "compares kind with \"A\"; there are only: caliper, micrometer" },
	{ FROM "gauges g, elements e WHERE e.kind = 'A'", 0, "" },
	{ FROM "elements, requirements WHERE id = 'C12' AND id = 'J'", 0, "" },
	{ FROM "steps_flags WHERE item = 'maybe'", 0, "compares item with \"maybe\"; there are only: yes, no" },
	{ FROM "steps_flags WHERE step = 'maybe' OR gauge = 'maybe'", 0, "" },
	{ FROM "stepsxflags WHERE item = 'maybe'", 0, "" },
	{ FROM "steps WHERE flags = 'maybe'", 0, "" },
	{ ") AS w (SELECT 1)", 0, "" },
	{ "|| state = 'answerd' FROM sections", 0, "" },
	{ "SELECT state IN ('answered') 'answerd', file FROM sections", 0, "" },
	{ "SELECT CASE WHEN state = heading THEN 1 WHEN 'answerd' THEN 2 END FROM sections", 0, "" },
	{ "= state FROM sections", 0, "" },
	{ "state = 'answerd' FROM sections", 0, MISSPELT },
	{ "'answerd' = state FROM sections", 0, MISSPELT },
	{ FROM "sections WHERE 'answerd' = state || '!' OR 'answerd' = state COLLATE NOCASE", 0, "" },
	{ FROM "steps, elements WHERE element = 'A'", 0, "" },
};

static const char *told(struct scope *sc, const struct template *t, const char *sql)
{
	struct findings *fs = finding_list(sc);
	struct buf *out = buf_new(sc);
	check_literals(sc, t, sql, PHRASE("rule {id}", "x"), (struct place){ "rules.yaml", 100, 0 }, fs);
	for (size_t i = 0; i < fs->count; i++)
		buf_printf(out, "%s:%d: %s: %s\n", fs->at[i].place.file, fs->at[i].place.line, fs->at[i].rule,
		           fs->at[i].message);
	return out->at;
}

static void words_of_queries(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = richer_template(sc);
	for (size_t i = 0; i < countof(queries); i++) {
		const char *now = told(sc, t, queries[i].sql);
		const char *first = !*queries[i].says ? ""
			: scope_printf(sc, "rules.yaml:%d: template-invalid: rule x %s\n", 100 + queries[i].line,
			               queries[i].says);
		size_t n = strlen(first);
		EXPECT(n ? strncmp(now, first, n) == 0 : !*now, "%s\nwanted %snow    %s", queries[i].sql, first, now);
	}
}

/* Whatever a query is, also one that is cut off anywhere, it is read to its end and no further. */
static void cut_off_anywhere(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = richer_template(sc);
	for (size_t i = 0; i < countof(queries); i++)
		for (size_t n = strlen(queries[i].sql); n > 0; n--) {
			SCOPE(turn);
			const char *now = told(turn, t, scope_copy_bytes(turn, queries[i].sql, n));
			EXPECT(!*now || strstr(now, " compares "), "%s: %s", queries[i].sql, now);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words_of_queries), cmocka_unit_test(cut_off_anywhere) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
