/* t_sql.c: the database of rules: reading only, no clock, no dice, never without end. */
#include "unit.h"
#include "base/buf.h"
#include "text/sql.h"
#include <pthread.h>
#include <time.h>

static const struct sql_limits usual = {
	.steps = 100000000, .memory = 512 << 20, .stored = 1 << 30, .value = 128 << 20
};

static struct sql *filled_within(struct scope *sc, const struct sql_limits *limits)
{
	struct sql *s = NULL;
	struct sql_insert *in = NULL;
	OK(sql_open(sc, limits, "2026-03-04", "2026-10-30", &s));
	OK(sql_run(s, "CREATE TABLE t (name TEXT NOT NULL, n INTEGER NOT NULL, x NOT NULL)"));
	OK(sql_insert_into(sc, s, "t", 3, &in));
	static const char *const names[] = { "caliper", "検査", "" };
	for (int i = 0; i < 3; i++) {
		sql_bind_text(in, 0, names[i]);
		sql_bind_integer(in, 1, i);
		sql_bind_number(in, 2, i + 0.5);
		OK(sql_put(in));
	}
	OK(sql_close_for_changes(s));
	return s;
}

static struct sql *filled(struct scope *sc) { return filled_within(sc, &usual); }

static const struct fault *collect(void *context, const struct sql_row *row)
{
	struct buf *b = context;
	for (int i = 0; i < row->count; i++)
		buf_printf(b, "%s%s%s", i ? "," : "", row->texts[i], row->is_number[i] ? "#" : "");
	buf_char(b, ';');
	return NULL;
}

static const char *select_(struct scope *sc, struct sql *s, const char *query)
{
	struct buf *b = buf_new(sc);
	OK(sql_select(s, query, 0, collect, b));
	return b->at;
}

static void note_read(void *context, const char *table, const char *column)
{
	buf_printf(context, "%s.%s;", table, column);
}

/* What a query reads, in the deepest of its queries too; a later query is not told. */
static void reads(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql *s = filled(sc);
	struct buf *b = buf_new(sc);
	OK(sql_reads(s, "SELECT a.name FROM t a WHERE NOT EXISTS (SELECT 1 FROM t b WHERE b.x > 1)", note_read, b));
	HAS(b->at, "t.name;");
	HAS(b->at, "t.x;");
	EXPECT(!strstr(b->at, "t.n;"), "it reads no n: %s", b->at);
	buf_clear(b);
	OK(sql_reads(s, "SELECT count(*) FROM t", note_read, b));
	HAS(b->at, "t.;");
	buf_clear(b);
	OK(sql_try(s, "SELECT n FROM t", 1));
	EXPECT(b->len == 0, "nobody is told: %s", b->at);
	EXPECT(sql_reads(s, "SELECT nothing FROM t", note_read, b), "a query that does not run is a fault");
}

static void refused(struct sql *s, const char *query, const char *part)
{
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	const struct fault *f = sql_select(s, query, 0, collect, b);
	EXPECT(f, "this ran: %s", query);
	HAS(f->text, part);
}

static void rows(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql *s = filled(sc);
	SAME(select_(sc, s, "SELECT name, n, x FROM t ORDER BY n"), "caliper,0#,0.5#;検査,1#,1.5#;,2#,2.5#;");
	SAME(select_(sc, s, "SELECT NULL, 'a' WHERE 1"), ",a;");
	SAME(select_(sc, s, "SELECT name FROM t WHERE n > 5"), "");
	SAME(select_(sc, s, "SELECT count(*) FROM t; "), "3#;");
	SAME(select_(sc, s, "SELECT 1 -- said\n"), "1#;");
	SAME(select_(sc, s, "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 4) SELECT "
	                    "group_concat(n, '') FROM c"), "1234;");
}

static void double_quotes_are_no_text(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql *s = filled(sc);
	refused(s, "SELECT \"hello\"", "hello");
	refused(s, "SELECT name FROM t WHERE name = \"caliper\"", "caliper");
	refused(s, "SELECT nmae FROM t", "nmae");
	refused(s, "SELECT name FROM tt", "tt");
	SAME(select_(sc, s, "SELECT \"name\" FROM \"t\" WHERE n = 0"), "caliper;");
}

static void no_clock_and_no_dice(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql *s = filled(sc);
	static const char *const calls[] = { "date('now')", "date()", "date('2026-01-01')", "time('now')",
	                                     "datetime('now')", "julianday('now')",
		"strftime('%Y', 'now')", "unixepoch()", "random()", "randomblob(4)", "RANDOM()", "Date('now')",
			"CURRENT_DATE", "CURRENT_TIME",
		"CURRENT_TIMESTAMP", "current_timestamp", "abs(random())", "load_extension('x')",
			"hex(randomblob(2))" };
	for (size_t i = 0; i < countof(calls); i++)
		refused(s, scope_printf(sc, "SELECT %s", calls[i]), "not authorized");
	refused(s, "SELECT name FROM t ORDER BY random()", "not authorized");
	refused(s, "SELECT name FROM t WHERE name < date('now')", "not authorized");
}

static void nothing_changes(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql *s = filled(sc);
	static const char *const statements[] = { "INSERT INTO t VALUES ('x', 1, 1)", "UPDATE t SET n = 1",
	                                          "DELETE FROM t", "DROP TABLE t",
		"CREATE TABLE u (a)", "CREATE TEMP TABLE u (a)", "CREATE VIEW v AS SELECT 1",
			"CREATE INDEX i ON t (n)", "PRAGMA query_only=0",
		"PRAGMA table_info(t)", "PRAGMA journal_mode", "ATTACH '/etc/passwd' AS x", "ATTACH ':memory:' AS x",
			"DETACH main", "VACUUM",
		"VACUUM INTO '/tmp/x'", "ANALYZE", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT x",
			"ALTER TABLE t ADD COLUMN z",
		"REPLACE INTO t VALUES ('x', 1, 1)", "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
		"CREATE VIRTUAL TABLE f USING fts5(a)", "SELECT * FROM pragma_table_info('t')",
			"WITH w AS (SELECT 1) INSERT INTO t SELECT 'a', 1, 1" };
	for (size_t i = 0; i < countof(statements); i++)
		refused(s, statements[i], "");
	assert_non_null(sql_run(s, "INSERT INTO t VALUES ('x', 1, 1)"));
	SAME(select_(sc, s, "SELECT count(*) FROM t"), "3#;");
}

static void one_query(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql *s = filled(sc);
	refused(s, "", "no query");
	refused(s, "  \n-- only\n", "no query");
	refused(s, "SELECT 1; SELECT 2", "second");
	refused(s, "SELECT 1; DROP TABLE t", "second");
	refused(s, "SELEC 1", "syntax");
	OK(sql_try(s, "SELECT name, n, x FROM t", 3));
	FAILS(sql_try(s, "SELECT name, n FROM t", 3), FAULT_CORRUPT);
	HAS(sql_try(s, "SELECT name, n FROM t", 3)->text, "2 columns; 3 are wanted");
	struct buf *b = buf_new(sc);
	FAILS(sql_select(s, "SELECT 1", 3, collect, b), FAULT_CORRUPT);
	SAME(b->at, "");
}

static void never_without_end(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql *s = filled(sc);
	clock_t start = clock();
	refused(s, "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c", "steps");
	assert_true(clock() - start < 120 * CLOCKS_PER_SEC);
	/* And the next query has steps again. */
	SAME(select_(sc, s, "SELECT count(*) FROM t"), "3#;");
	refused(s, "SELECT hex(zeroblob(2000000000))", "");
}

/* Rows that pile up before they are sorted: what a query takes is bounded, and is there again for the next one. */
static const char piling[] = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 40000) "
	"SELECT hex(zeroblob(500 + n % 7)) AS h FROM c ORDER BY h DESC";

static void ignore_rows(struct sql *s, const char *query)
{
	SCOPE(sc);
	OK(sql_select(s, query, 1, collect, buf_new(sc)));
}

static void each_database_has_its_own_bounds(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql_limits small = usual;
	small.memory = 4 << 20;
	struct sql *s = filled_within(sc, &small), *large = filled(sc);
	for (int i = 0; i < 3; i++) {
		refused(s, piling, "more than 4 MiB of memory");
		SAME(select_(sc, s, "SELECT count(*) FROM t"), "3#;");
		ignore_rows(large, piling);
	}
	small.memory = usual.memory;
	small.steps = 20000;
	s = filled_within(sc, &small);
	refused(s, piling, "steps");
	ignore_rows(large, piling);
	small.steps = usual.steps;
	small.value = 2000;
	s = filled_within(sc, &small);
	refused(s, "SELECT hex(zeroblob(1001))", "too big");
	SAME(select_(sc, s, "SELECT length(hex(zeroblob(900)))"), "1800#;");
}

static void what_is_stored_is_bounded(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql_limits small = usual;
	small.stored = 1 << 20;
	struct sql *s = NULL;
	struct sql_insert *in = NULL;
	const struct fault *f = NULL;
	char text[1000];
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	OK(sql_open(sc, &small, "2026-03-04", "2026-10-30", &s));
	OK(sql_run(s, "CREATE TABLE t (a TEXT NOT NULL)"));
	OK(sql_insert_into(sc, s, "t", 1, &in));
	int rows = 0;
	for (; !f && rows < 5000; rows++) {
		sql_bind_text(in, 0, text);
		f = sql_put(in);
	}
	FAILS(f, FAULT_REFUSED);
	HAS(f->text, "more than 1 MiB");
	assert_in_range(rows, 700, 1100);
}

static void days(void **state)
{
	(void)state;
	static const struct { const char *call, *value; } table[] = {
		{ "as_of()", "2026-03-04" }, { "horizon()", "2026-10-30" }, { "day_add(as_of(), 1)", "2026-03-05" },
		{ "day_add('2024-02-28', 1)", "2024-02-29" }, { "day_add('2026-03-04', -365)", "2025-03-04" },
			{ "day_add('', 1)", "" },
		{ "day_add('2026-3-4', 1)", "" }, { "day_add('2026-03-04', 400000)", "" }, { "day_add(NULL, 1)", "" },
		{ "days_between('2026-03-04', '2026-03-05')", "1#" }, { "days_between('2026-03-05', '2026-03-04')",
		                                                        "-1#" },
		{ "days_between('x', '2026-03-04')", "" }, { "days_between(as_of(), horizon())", "240#" },
		{ "parse_day('令和8年3月4日')", "2026-03-04" }, { "parse_day('2026/3/4')", "2026-03-04" },
			{ "parse_day('03/04/2026')", "" },
		{ "parse_day('2026-03-04')", "2026-03-04" }, { "parse_day(NULL)", "" },
		{ "text_has_word('Brazing and coating', 'brazing')", "1#" }, { "text_has_word('Brazing', 'braz')",
			"0#" },
		{ "text_has_word('x-ray, FPI', 'FPI')", "1#" }, { "text_has_word('FPI2', 'FPI')", "0#" },
			{ "text_has_word('2FPI', 'FPI')", "0#" },
		{ "text_has_word('abFPI FPI', 'FPI')", "1#" }, { "text_has_word('', 'x')", "0#" },
			{ "text_has_word('x', '')", "0#" },
		{ "text_has_word(NULL, NULL)", "0#" }, { "text_has_word('heat treatment', 'heat treatment')", "1#" },
	};
	SCOPE(sc);
	struct sql *s = filled(sc);
	for (size_t i = 0; i < countof(table); i++) {
		const char *got = select_(sc, s, scope_printf(sc, "SELECT %s", table[i].call));
		EXPECT(strcmp(got, scope_printf(sc, "%s;", table[i].value)) == 0, "%s is %s", table[i].call, got);
	}
}

static const struct fault *stop(void *context, const struct sql_row *row)
{
	(void)row;
	++*(int *)context;
	return fault_make(FAULT_REFUSED, "enough");
}

static void a_visitor_may_stop(void **state)
{
	(void)state;
	SCOPE(sc);
	int seen = 0;
	FAILS(sql_select(filled(sc), "SELECT name FROM t", 0, stop, &seen), FAULT_REFUSED);
	assert_int_equal(seen, 1);
}

static void null_in_a_table_is_a_fault(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sql *s = NULL;
	struct sql_insert *in = NULL;
	OK(sql_open(sc, &usual, "2026-03-04", "2026-10-30", &s));
	OK(sql_run(s, "CREATE TABLE t (a TEXT NOT NULL)"));
	OK(sql_insert_into(sc, s, "t", 1, &in));
	sql_bind_text(in, 0, NULL);
	FAILS(sql_put(in), FAULT_CORRUPT);
	sql_bind_text(in, 0, "a");
	OK(sql_put(in));
	assert_non_null(sql_insert_into(sc, s, "none", 1, &in));
	assert_non_null(sql_insert_into(sc, s, "t", 2, &in));
}

/* A database that one thread filled and another closes: the other gave back more than it took, and may take again. */
struct handing { struct scope *sc; const char *rows; };

static void *close_and_ask(void *context)
{
	struct handing *h = context;
	scope_close(h->sc);
	h->sc = scope_open();
	h->rows = select_(h->sc, filled(h->sc), "SELECT n FROM t ORDER BY n");
	return NULL;
}

static void what_another_thread_took(void **state)
{
	(void)state;
	struct handing h = { scope_open(), NULL };
	pthread_t thread;
	filled(h.sc);
	assert_int_equal(pthread_create(&thread, NULL, close_and_ask, &h), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_string_equal(h.rows, "0#;1#;2#;");
	scope_close(h.sc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_another_thread_took),
		cmocka_unit_test(rows), cmocka_unit_test(reads), cmocka_unit_test(double_quotes_are_no_text),
			cmocka_unit_test(no_clock_and_no_dice),
		cmocka_unit_test(nothing_changes), cmocka_unit_test(one_query), cmocka_unit_test(never_without_end),
			cmocka_unit_test(days),
		cmocka_unit_test(each_database_has_its_own_bounds), cmocka_unit_test(what_is_stored_is_bounded),
		cmocka_unit_test(a_visitor_may_stop), cmocka_unit_test(null_in_a_table_is_a_fault),
	};
	return cmocka_run_group_tests_name("sql", tests, NULL, NULL);
}
