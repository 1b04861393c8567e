/* t_checked.c: what is found in a template that can be read: rules, their cases, sheets, skeletons, what it uses.
 *
 * Each slip is put in a template without a mistake, and all that is then found is held against
 * tests/golden/check/template.txt; UPDATE=1 writes it anew. */
#include "unit.h"
#include "richer.h"
#include "base/buf.h"
#include "check/check.h"

struct edit { const char *path, *from, *to; };

#define RULE(from, to) { "rules.yaml", from, to }
#define CASE(from, to) { "cases.yaml", from, to }
#define WORK(from, to) { "workbook.yaml", from, to }
#define TMPL(from, to) { "template.yaml", from, to }
#define TEXT(file, from, to) { "evidence/" file ".md", from, to }

/* A rule with two messages, and cases that fire both. */
#define TWO_SAY RULE("    sql: |\n      SELECT p.file, p.line, 'part ' || p.item || ' is unknown' AS message\n", \
	"    says:\n      unknown: {en: 'part {part} is unknown', ja: '{part} は不明'}\n" \
	"      other: {en: 'part {part} is not {line}', ja: '{part} は {line} ではない'}\n    sql: |\n" \
	"      SELECT p.file, p.line, p.item AS part, iif(p.item = 'P2', 'unknown', 'other') AS says\n")
#define TWO_CASES CASE("parts: P1;P2}, ", "parts: P3;P2}, ")

static const struct edit slips[][4] = {
	{ TMPL("name: tiny", "name: tiny") },
	/* skeletons */
	{ TEXT("A", "## A1 Signed", "## Signed") },
	{ TEXT("A", "## A2 Second", "## Second") },
	{ TEXT("C", "## C4 Outside\n\n", "") },
	{ TEXT("C", "\n\n## C12 Records", "") },
	{ TEXT("J", "## J1", "# J") },
	{ TEXT("C", "## C12", "## C13") },
	{ TEXT("C", "## C2 Machines", "## C1 Machines") },
	{ TEXT("A", "element: A", "element: [A") },
	{ TEXT("C", "*Say* how.", "[x](gone.md)") },
	{ TEXT("C", "*Say* how.", "[x](https://x.example/) <b>raw</b>") },
	/* what nobody will see */
	{ TMPL("need: {I: '-', II: R}", "need: {I: '-', II: '-'}") },
	{ TMPL("need: {I: R, II: C}", "need: {I: '-', II: C}") },
	{ { "checklist.yaml", "J1: {element: J, ", "J1: {element: J, categories: [I], " } },
	{ { "checklist.yaml", "A1: {element: A, ", "A1: {element: A, categories: [II], " } },
	{ TMPL("horizon_days: 100\n", ""), RULE("g.due < as_of()", "g.due < horizon()"),
	  RULE("p.item NOT IN", "horizon() > '' AND p.item NOT IN") },
	{ TMPL("horizon_days: 100\n", "horizon_days: 1\n"), RULE("g.due < as_of()", "g.due < horizon()") },
	{ TMPL("screening:\n  register", "waivers: {days: 10, never: [none-such, gauge-due, csv-cell, gauge]}\n"
	       "screening:\n  register") },
	/* queries */
	{ TWO_SAY, TWO_CASES },
	{ TWO_SAY },
	{ TWO_SAY, TWO_CASES, RULE("p.item AS part, iif", "p.item AS port, iif") },
	{ TWO_SAY, TWO_CASES, RULE("'other') AS says", "'other') AS said") },
	{ TWO_SAY, TWO_CASES, RULE("p.item AS part, iif", "p.item AS part, p.gauge AS held, p.gauge, iif") },
	{ TWO_SAY, TWO_CASES, RULE("SELECT p.file, p.line, p.item", "SELECT p.line, p.file, p.item") },
	{ TWO_SAY, TWO_CASES, RULE("SELECT p.file, p.line, p.item", "SELECT p.file AS place, p.line, p.item") },
	{ TWO_SAY, TWO_CASES, RULE("SELECT p.file, p.line, p.item", "SELECT p.file, p.line AS number, p.item") },
	{ TWO_SAY, TWO_CASES, RULE("SELECT p.file, p.line, p.item AS part, iif(p.item = 'P2', 'unknown', 'other') "
	                           "AS says", "SELECT p.file") },
	{ TWO_SAY, TWO_CASES, RULE("SELECT p.file, p.line, p.item AS part, iif(p.item = 'P2', 'unknown', 'other') "
	                           "AS says", "SELECT p.line") },
	{ TWO_SAY, TWO_CASES, RULE("iif(p.item = 'P2', 'unknown', 'other')", "'third'") },
	{ TWO_SAY, TWO_CASES, RULE("'part {part} is not {line}', ja: '{part} は",
	                           "'part {item} is not {line}', ja: '{item} は") },
	{ RULE("SELECT g.file, g.line, 'gauge '", "SELECT g.line, g.file, 'gauge '") },
	{ RULE("SELECT g.file, g.line, 'gauge '", "SELECT g.file AS line, g.line AS file, 'gauge '") },
	{ RULE("SELECT g.file, g.line, 'gauge '", "SELECT g.file AS a, g.line AS b, 'gauge '") },
	{ RULE("SELECT g.file, g.line, 'gauge '", "SELECT g.file, 'gauge '") },
	{ RULE("g.due < as_of()", "g.dew < as_of()") },
	{ RULE("g.due < as_of()", "g.due < as_of() AND g.kind <> 'ruler'") },
	/* cases */
	{ CASE("    bad: [{gauges: {gauge: G1, due: 2026-11-22}}]\n", "") },
	{ CASE("    good: [{gauges: {gauge: G1, due: 2026-11-23}}]\n", "") },
	{ CASE("  gauge-due:\n    bad: [{gauges: {gauge: G1, due: 2026-11-22}}]\n"
	       "    good: [{gauges: {gauge: G1, due: 2026-11-23}}]\n", "") },
	{ CASE("due: 2026-11-22", "due: 2026-11-24") },
	{ CASE("due: 2026-11-23}}", "due: 2026-11-21}}") },
	{ CASE("gauge: G1, due: 2026-11-22", "gauge: G1, dew: 2026-11-22") },
	{ CASE("{gauges: {gauge: G1, due: 2026-11-22}", "{gouges: {gauge: G1, due: 2026-11-22}") },
	{ CASE("gauge-due:", "gauge-dew:") },
	{ TWO_SAY, RULE("    sql: |\n      SELECT g.file, g.line, 'gauge ' || g.gauge || ' was due on ' || g.due AS "
	                "message\n",
	                "    says: {en: '{gauge} {due}', ja: '{gauge} {due}'}\n    sql: |\n"
	                "      SELECT g.file, g.line, g.gauge, g.due\n"), TMPL("format: 1", "format: 2"),
	  CASE("    bad: [{gauges: {gauge: G1, due: 2026-11-22}}]\n", "") },
	/* sheets */
	{ WORK("SELECT id, text, answered", "SELECT id, text, basis") },
	{ WORK("SELECT id, text, answered FROM requirements ORDER",
	       "SELECT id, text, answered FROM requirements WHERE need = 'X' ORDER") },
	{ WORK("SELECT id, text, answered", "SELECT id, text") },
	{ WORK("SELECT id, text, answered FROM requirements ORDER BY position",
	       "SELECT level, rule, line FROM findings") },
	{ WORK("SELECT id, text, answered FROM requirements ORDER BY position",
	       "SELECT path, sha256, size FROM manifest") },
	{ WORK("register: gauges}", "register: screening}") },
	{ WORK("      - {name: Gauges, register: gauges}\n", "  inner:\n    title: Inner\n    sheets:\n"
	       "      - {name: Screening, register: screening}\n      - name: Found\n        title: Found\n"
	       "        sql: SELECT level, basis FROM findings\n        columns: [{head: Level}, {head: Basis}]\n"
	       "      - name: Bad\n        title: Bad\n        sql: SELECT levle FROM findings\n"
	       "        columns: [{head: Level}]\n") },
};

static const char *told(struct scope *sc, const struct findings *fs)
{
	struct buf *out = buf_new(sc);
	for (size_t i = 0; i < fs->count; i++)
		buf_printf(out, "%s:%d: %s: %s: %s\n", fs->at[i].place.file, fs->at[i].place.line,
		           finding_level_name(fs->at[i].level), fs->at[i].rule, fs->at[i].message);
	return out->at;
}

static void edit_file(struct scope *sc, struct template_files *files, const struct edit *e)
{
	bool done = false;
	for (size_t i = 0; i < files->count; i++) {
		struct template_file *f = &files->at[i];
		const char *at = strcmp(f->path, e->path) == 0 ? strstr(f->bytes, e->from) : NULL;
		if (!at)
			continue;
		f->bytes = scope_printf(sc, "%.*s%s%s", (int)(at - f->bytes), f->bytes, e->to, at + strlen(e->from));
		f->len = strlen(f->bytes);
		done = true;
	}
	EXPECT(done, "\"%s\" is not in %s", e->from, e->path);
}

static void hold(struct scope *sc, const char *now, const char *name)
{
	const char *path = path_join(sc, unit_root(sc, "tests/golden/check"), name), *then = "";
	size_t len = 0;
	if (getenv("UPDATE"))
		OK(file_write(path, now, strlen(now)));
	OK(file_read(sc, path, 1 << 22, &then, &len));
	for (size_t i = 0, line = 1; now[i] || then[i]; line += now[i++] == '\n')
		EXPECT(now[i] == then[i], "%s:%zu: now %.200s", path, line, now + i);
}

static void slips_in_a_template(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *out = buf_new(sc);
	for (size_t i = 0; i < countof(slips); i++) {
		SCOPE(turn);
		struct template_files *files = richer_template_files(turn);
		struct findings *fs = finding_list(turn);
		const struct edit *last = slips[i];
		for (size_t k = 0; k < countof(slips[i]) && slips[i][k].path; k++) {
			last = &slips[i][k];
			edit_file(turn, files, last);
		}
		const struct template *t = template_read(turn, files, fs);
		EXPECT(fs->errors == 0, "%s: %s", last->to, told(turn, fs));
		OK(check_template(turn, t, fs));
		finding_sort(fs);
		buf_printf(out, "== %s: %s\n%s", last->path, *last->to ? last->to : last->from, told(turn, fs));
	}
	hold(sc, out->at, "template.txt");
}

/* What one template wants of another. */
static void what_is_used(void **state)
{
	(void)state;
	SCOPE(sc);
	static const struct edit wants[] = {
		TMPL("name: tiny", "name: tiny"),
		TMPL("states: [sent]\n    reads:\n", "states: [sunk, sent, sank]\n    reads:\n"),
		TMPL("gauges: [gauge, made, due]", "gauges: [guage, made, dew]"),
		TMPL("gauges: [gauge, made, due]\n      evidence: [attachment]",
		     "gouges: [gauge]\n      evidence: [attached]"),
	};
	struct buf *out = buf_new(sc);
	for (size_t i = 0; i < countof(wants); i++) {
		struct template_files *files = richer_template_files(sc);
		edit_file(sc, files, &wants[i]);
		const struct template *t = template_read(sc, files, finding_list(sc)), *used = richer_template(sc);
		buf_printf(out, "== %s\n", wants[i].to);
		for (size_t k = 0; k < t->uses.count; k++) {
			struct findings *fs = finding_list(sc);
			check_template_use(&t->uses.at[k], used, fs);
			buf_text(out, told(sc, fs));
		}
	}
	struct findings *fs = finding_list(sc);
	check_template_use(&richer_template(sc)->uses.at[0], NULL, fs);
	buf_printf(out, "== nothing beside\n%s", told(sc, fs));
	hold(sc, out->at, "uses.txt");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(slips_in_a_template), cmocka_unit_test(what_is_used) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
