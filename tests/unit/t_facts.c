/* t_facts.c: every row of every table that rules and sheets ask, of packages that hold something of each kind.
 *
 * tests/golden/facts/NAME.txt has them written down; UPDATE=1 writes them anew. */
#include "unit.h"
#include "richer.h"
#include "base/buf.h"
#include "base/date.h"
#include "check/check_private.h"
#include "check/facts_private.h"

/* --- the tables, written down --- */

struct dump { struct scope *sc; struct buf *out; struct names tables; };

static const struct fault *take_row(void *context, const struct sql_row *row)
{
	struct dump *d = context;
	for (int i = 0; i < row->count; i++)
		buf_printf(d->out, "%s%s", i ? " | " : "  ", row->texts[i]);
	buf_text(d->out, "\n");
	return NULL;
}

static void put_table(struct dump *d, struct sql *facts, const char *table)
{
	struct names columns = {0};
	struct buf *query = buf_new(d->sc);
	OK(sql_names(d->sc, facts, scope_printf(d->sc, "SELECT * FROM \"%s\"", table), &columns));
	buf_printf(d->out, "%s: %s\n", table, list_join(d->sc, &columns, ", "));
	for (size_t i = 0; i < columns.count; i++)
		buf_printf(query, "%s quote(\"%s\")", i ? "," : "SELECT", columns.at[i]);
	buf_printf(query, " FROM \"%s\" ORDER BY rowid", table);
	OK(sql_select(facts, query->at, 0, take_row, d));
}

static const struct fault *take_name(void *context, const struct sql_row *row)
{
	struct dump *d = context;
	*LIST_ADD(d->sc, &d->tables) = scope_copy(d->sc, row->texts[0]);
	return NULL;
}

static void put_facts(struct dump *d, struct sql *facts, const char *title)
{
	buf_printf(d->out, "== %s\n", title);
	d->tables.count = 0;
	OK(sql_select(facts, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid", 1, take_name, d));
	assert_true(d->tables.count > 20);
	for (size_t i = 0; i < d->tables.count; i++)
		put_table(d, facts, d->tables.at[i]);
	OK(sql_select(facts, "SELECT sql FROM sqlite_master WHERE type = 'index' ORDER BY rowid", 1, take_row, d));
}

static void hold(struct scope *sc, const char *now, const char *name)
{
	const char *path = path_join(sc, unit_root(sc, "tests/golden/facts"), name), *then = "";
	size_t len = 0;
	if (getenv("UPDATE"))
		OK(file_write(path, now, strlen(now)));
	OK(file_read(sc, path, 1 << 22, &then, &len));
	for (size_t i = 0, line = 1; now[i] || then[i]; line += now[i++] == '\n')
		EXPECT(now[i] == then[i], "%s:%zu: now %.200s", path, line, now + i);
}

/* --- of a package as it is --- */

static void use(struct scope *sc, struct package *p, const struct template *t)
{
	struct store *s = richer_store(sc);
	richer_put(sc, s, "package.yaml", "format: 1\nid: P-9\ntemplate: tiny\ncategory: II\ntitle: The site\n");
	package_add_use(p, &(struct package_use){ .of = &t->uses.at[0], .id = "P-9", .version = "0123456",
		.pinned_on = "2026-02-03", .newer = phrase_new(p->sc, "{count:page|pages} {pages}", 2, "1-2"),
		.package = richer_load(sc, s, t) });
}

static void as_it_is(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char *const row[] = { "1", "x" }, *const *const rows[] = { row, row };
	const struct facts_table extra[] = { { "manifest", "a, b", 2, rows, 2 }, { "gauges", "a, b", 2, rows, 2 } };
	struct dump d = { sc, buf_new(sc), {0} };
	const struct template *t = richer_template(sc);
	struct package *p = richer_load(sc, richer_store(sc), t);
	struct sql *facts = NULL;
	int day = 0;
	assert_true(date_parse("2026-11-23", &day));
	use(sc, p, t);
	OK(facts_load(sc, p, day, false, extra, countof(extra), &facts));
	put_facts(&d, facts, "as it is, with tables of a workbook");
	hold(sc, d.out->at, "whole.txt");
	d.out = buf_new(sc);
	OK(facts_load(sc, p, day, true, extra, 1, &facts));
	buf_text(d.out, "== handed over\n");
	put_table(&d, facts, "answers");
	hold(sc, d.out->at, "handed-over.txt");
}

/* What is used is found on the line that names it, be it the first. */
static void lines_of_uses(void **state)
{
	(void)state;
	static const struct { const char *text; int line; } table[] = {
		{ "uses:\n  profile: P-9\nformat: 1\nid: X\ntemplate: tiny\ncategory: I\n", 2 },
		{ "format: 1\nid: X\ntemplate: tiny\ncategory: I\nuses:\n  profile: P-9\n", 6 },
		{ "format: 1\nid: X\ntemplate: tiny\ncategory: I\nuses:\n  other: P-8\n", 1 },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		struct store *s = store_memory(sc);
		struct sql *facts = NULL;
		struct dump d = { sc, buf_new(sc), {0} };
		richer_put(sc, s, "package.yaml", table[i].text);
		OK(facts_load(sc, richer_load(sc, s, richer_template(sc)), 20000, false, NULL, 0, &facts));
		put_table(&d, facts, "uses");
		HAS(d.out->at, scope_printf(sc, "'profile' | 'Profile of the site' | '%s' | '' | '' | '' | '' | '' | "
			"'package.yaml' | %d\n", i < 2 ? "P-9" : "", table[i].line));
	}
}

/* Long registers have an index for whatever is looked up in them, short ones have none. */
static void long_registers(void **state)
{
	(void)state;
	SCOPE(sc);
	for (int rows = 30; rows <= 31; rows++) {
		const struct template *t = richer_template(sc);
		struct store *s = richer_store(sc);
		struct buf *steps = buf_new(sc);
		struct sql *facts = NULL;
		struct dump d = { sc, buf_new(sc), {0} };
		buf_text(steps, "step,gauge\n");
		for (int i = 0; i < rows; i++)
			buf_printf(steps, "%d,G-%d\n", i, i);
		richer_put(sc, s, "registers/steps.csv", steps->at);
		OK(facts_load(sc, richer_load(sc, s, t), 0, false, NULL, 0, &facts));
		OK(sql_select(facts, "SELECT sql FROM sqlite_master WHERE name LIKE 'steps%by%' ORDER BY name", 1,
			take_row, &d));
		SAME(d.out->at, rows == 30 ? "" : "  CREATE INDEX \"steps_by0\" ON \"steps\" (\"step\")\n"
		                                  "  CREATE INDEX \"steps_by1\" ON \"steps\" (\"gauge\")\n");
	}
}

/* --- of what could not be read --- */

/* Cells of each type that cannot be read, two in one row, a whole column, a whole table, and in a used package. */
static const struct { const char *name, *path, *text; } unread[] = {
	{ "date", "registers/gauges.csv", "gauge,made,due,parts\nG-1,2001,someday,SJZ02\nG-2,1999,2026-05-06,SJZ04\n" },
	{ "integer", "registers/gauges.csv", "gauge,made,weight\nG-1,many,1\nG-2,7,2\nG-3,8,3\n" },
	{ "two", "registers/gauges.csv", "gauge,made,good,kind\nG-1,many,perhaps,yes\nG-2,,,\n"
	                                 "G-3,,possibly,caliper\n" },
	{ "format", "registers/gauges.csv", "gauge,nsn\nG-1,28\nG-2,2840-01-999-9909\n" },
	{ "pages", "registers/steps.csv", "step,gauge,seen,answered\n1,G-1,x-y,Z9\n2,G-2,3,A1\n" },
	{ "list", "registers/steps.csv", "step,gauge,sizes\n1,G-1,1;two;3\n2,G-2,8\n" },
	{ "key", "registers/steps.csv", "step,gauge,sizes\none,G-1,1;2\n2,G-2,8\n" },
	{ "column", "registers/steps.csv", "step,gauge,sized\n1,G-1,1\n2,G-2,8\n" },
	{ "table", "registers/steps.csv", "step;gauge;sizes\n1;G-1;1\n2;G-2;8\n" },
};

static const char *of_world(struct scope *sc, const struct package *p, enum facts_world world, const char *table)
{
	struct dump d = { sc, buf_new(sc), {0} };
	struct sql *facts = NULL;
	OK(facts_load_world(sc, p, 20000, world, &facts));
	EXPECT(facts, "too large a world for %s", table);
	put_table(&d, facts, table);
	return d.out->at;
}

/* The tables that are otherwise than written. */
static void put_unread(struct buf *out, const struct package *p, enum facts_world world, const char *title)
{
	static const char *const tables[] = { "gauges", "evidence", "steps", "screening", "gauges_parts",
		"gauges_sheet", "steps_sizes", "steps_turns", "steps_seen", "uses_profile_gauges",
		"uses_profile_evidence", "uses_other_gauges" };
	buf_printf(out, "== %s\n", title);
	for (size_t i = 0; i < countof(tables); i++) {
		SCOPE(turn);
		const char *now = of_world(turn, p, world, tables[i]);
		if (strcmp(now, of_world(turn, p, FACTS_WRITTEN, tables[i])) != 0)
			buf_text(out, now);
	}
}

static void what_could_not_be_read(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = richer_template(sc);
	struct buf *out = buf_new(sc);
	for (size_t i = 0; i < countof(unread); i++) {
		SCOPE(turn);
		struct store *s = richer_store(turn);
		richer_put(turn, s, unread[i].path, unread[i].text);
		struct package *p = richer_load(turn, s, t);
		assert_true(p->unread.count > 0);
		put_unread(out, p, FACTS_UNKNOWN, scope_printf(turn, "%s: unknown", unread[i].name));
		put_unread(out, p, FACTS_ANY, scope_printf(turn, "%s: tried", unread[i].name));
	}
	hold(sc, out->at, "unread.txt");
}

static void what_could_not_be_read_elsewhere(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = richer_template(sc);
	struct buf *out = buf_new(sc);
	struct package *p = richer_load(sc, richer_store(sc), t);
	struct store *s = richer_store(sc);
	richer_put(sc, s, unread[0].path, unread[0].text);
	package_add_use(p, &(struct package_use){ .of = &t->uses.at[0], .id = "P-9", .version = "", .pinned_on = "",
		.package = richer_load(sc, s, t) });
	put_unread(out, p, FACTS_UNKNOWN, "unknown");
	put_unread(out, p, FACTS_ANY, "tried");
	hold(sc, out->at, "unread-elsewhere.txt");
}

/* So many that nobody can try them all: the world is not made. */
static void too_many_to_try(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = richer_template(sc);
	struct store *s = richer_store(sc);
	struct buf *rows = buf_new(sc);
	struct sql *facts = NULL;
	buf_text(rows, "gauge,made,weight,due,good,kind,nsn,sheet\n");
	for (int i = 0; i < 400; i++)
		buf_printf(rows, "G-%d,x,y,z,x,y,z,x\n", i);
	richer_put(sc, s, "registers/gauges.csv", rows->at);
	struct package *p = richer_load(sc, s, t);
	OK(facts_load_world(sc, p, 20000, FACTS_ANY, &facts));
	assert_null(facts);
	OK(facts_load_world(sc, p, 20000, FACTS_UNKNOWN, &facts));
	assert_non_null(facts);
}

/* --- of a package that is made up --- */

#define NAMES(...) { (const char *[]){ __VA_ARGS__ }, countof(((const char *[]){ __VA_ARGS__ })), 0 }

static void made_up(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = richer_template(sc);
	struct store *s = store_memory(sc);
	richer_put(sc, s, "package.yaml", "format: 1\nid: X\ntemplate: tiny\ncategory: I\n");
	struct package *p = richer_load(sc, s, t);
	const struct template_given *bad = NULL;
	struct dump d = { sc, buf_new(sc), {0} };
	struct sql *facts = NULL;
	const struct template_given rows[] = {
		{ .table = "steps", .columns = NAMES("step", "sizes", "seen"), .values = NAMES("1", "2;0x", "1-2") },
		{ .table = "package", .columns = NAMES("id", "title"), .values = NAMES("Y", "007") },
		{ .table = "identity", .columns = NAMES("field", "value"), .values = NAMES("nsn", "5") },
		{ .table = "identity", .columns = NAMES("field", "position", "value"), 
		  .values = NAMES("nsn", "2", "1.5") },
		{ .table = "steps", .columns = NAMES("gauge"), .values = NAMES("G") },
		{ .table = "uses_profile_gauges", .columns = NAMES("gauge", "made"), .values = NAMES("05", "05") },
		{ .table = "uses_profile_gauges", .columns = NAMES("gauge", "made", "line"),
		  .values = NAMES("0.5", "nan", "9") },
		{ .table = "uses_profile_gauges", .columns = NAMES("gauge", "made"), .values = NAMES("", "0") },
		{ .table = "elements", .columns = NAMES("id"), .values = NAMES("Q") },
	};
	OK(facts_make(sc, p, 20000, rows, countof(rows), &facts, &bad));
	assert_null(bad);
	put_facts(&d, facts, "made up");
	hold(sc, d.out->at, "made-up.txt");
	const struct { struct template_given row; const char *says; } wrong[] = {
		{ { .table = "steps", .columns = NAMES("stop"), .values = NAMES("1") },
		  "register steps has no column \"stop\"" },
		{ { .table = "identity", .columns = NAMES("stop"), .values = NAMES("1") },
		  "table identity has no column \"stop\"" },
		{ { .table = "nowhere", .columns = NAMES("x"), .values = NAMES("1") },
		  "there is no table \"nowhere\"" },
		{ { .table = "x'; --", .columns = NAMES("x"), .values = NAMES("1") },
		  "there is no table \"x'; --\"" },
		{ { .table = "X", .columns = NAMES("x"), .values = NAMES("1") }, "there is no table \"X\"" },
	};
	for (size_t i = 0; i < countof(wrong); i++) {
		const struct template_given two[] = { rows[0], wrong[i].row, rows[1] };
		const struct fault *f = facts_make(sc, p, 20000, two, countof(two), &facts, &bad);
		FAILS(f, FAULT_CORRUPT);
		HAS(f->text, wrong[i].says);
		assert_ptr_equal(bad, &two[1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_it_is), cmocka_unit_test(lines_of_uses),
		cmocka_unit_test(long_registers), cmocka_unit_test(what_could_not_be_read),
		cmocka_unit_test(what_could_not_be_read_elsewhere), cmocka_unit_test(too_many_to_try),
		cmocka_unit_test(made_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
