/* bench.h: what the bench programs share: a clock, and a package made of strings.
 *
 * Each program is called as  NAME setup FOLDER | ours FOLDER | floor FOLDER
 * and prints the seconds of the work itself.  ours is sarflow's library,
 * floor the bare library doing the same work on the same input. */
#ifndef BENCH_H
#define BENCH_H
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "template/template.h"

static inline double bench_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline void bench_must(const struct fault *f)
{
	if (!f)
		return;
	fprintf(stderr, "bench: %s\n", f->text);
	exit(1);
}

/* One document of about 1 KB: headings, prose, a list, a link; every tenth holds a table, which bare cmark reads as
 * a paragraph. */
static inline const char *bench_document(struct scope *sc, int number)
{
	const char *table = number % 10 ? "The limits are 0.50 to 0.57 mm for the diameter, gauge PGS-12, "
	                                  "and 0.30 mm for the "
		"position, measured on\nthe machine CMM-03; both are taken from the register of characteristics.\n\n"
		: "| Characteristic | Limit | Gauge |\n|---|---|---|\n| Diameter | 0.50 to 0.57 mm | PGS-12 |\n| "
		  "Position | 0.30 mm | CMM-03 |\n\n";
	return scope_printf(sc,
		"# Element %d\n\n## E%d How the work is done\n\nThe operation follows *work standard* WS-%04d, "
		"revision C. Each step is "
		"done by an authorised person\nand recorded in the traveler; the traveler carries the lot, "
		"the serial number and the date.\n\n"
		"- clean and dry the part, then look at it under white light at ten times magnification\n- apply the "
		"penetrant for at "
		"least ten minutes, wash with water below 40 degrees\n- develop for ten minutes, "
		"inspect under `UV-A` above 1000 uW/cm2\n\n"
		"%sThe limits come from [the drawing](../attachments/B/drawing.pdf), "
		"sheet 4. A part outside the limits is **held** and the\n"
		"engineer in charge decides within two days. Nothing is reworked without a written instruction. The "
		"record is kept for "
		"ten years in the quality office.\n\nCalibration of every gauge is traceable to the national standard; "
		"the register lists "
		"the due days.\n", number, number, number, table);
}

/* A template with that many elements, a checklist line each, and one register of operations. */
static inline const struct template_files *bench_template(struct scope *sc, int elements)
{
	struct template_files *files = NEW(sc, struct template_files);
	struct buf *t = buf_new(sc), *c = buf_new(sc);
	buf_text(t, "format: 1\nname: bench\ntitle: Bench\nrequirement_document: {document: X, "
	            "revision: A}\nfounder_role: manager\n"
	            "horizon_days: 240\nroles: {manager: Manager}\nidentity: {}\ncategories: {I: One}\nelements:\n");
	buf_text(c, "requirements:\n");
	for (int i = 1; i <= elements; i++) {
		buf_printf(t, "  E%d: {title: 'Element %d', file: evidence/E%d.md, need: {I: R}, basis: D}\n", i, i, i);
		buf_printf(c, "  E%d: {element: E%d, text: 'The work of element %d is described', basis: D}\n", i, i,
		           i);
		const char *skeleton = scope_printf(sc, "# Element %d\n\n## E%d\n", i, i);
		*LIST_ADD(sc, files) = (struct template_file){ scope_printf(sc, "evidence/E%d.md", i), skeleton,
		                                               strlen(skeleton) };
	}
	buf_text(t, "registers:\n  operations:\n    title: Operations\n    element: E1\n    key: [op_no]\n    "
	            "columns:\n"
	            "      op_no: {title: No., type: integer, required: true}\n      description: {title: "
	            "Description}\n"
	            "      machine: {title: Machine}\n      place: {title: Place, type: choice, choices: [in-house, "
	            "outside]}\n"
	            "      supplier: {title: Supplier}\n      performed: {title: Day, "
	            "type: date}\n      remark: {title: Remark}\n"
	            "  suppliers:\n    title: Suppliers\n    element: E1\n    key: [supplier]\n    columns:\n      "
	            "supplier: {title: Supplier}\n");
	static const char rules[] =
		"rules:\n  supplier-listed:\n    level: warning\n    basis: D\n    sql: |\n"
		"      SELECT o.file, o.line, 'operation ' || o.op_no || ' names no listed supplier' FROM operations "
		"o\n"
		"      WHERE o.supplier <> '' AND NOT EXISTS (SELECT 1 FROM suppliers s WHERE s.supplier = "
		"o.supplier)\n"
		"  outside-named:\n    level: warning\n    basis: D\n    sql: |\n"
		"      SELECT o.file, o.line, 'operation ' || o.op_no || ' is outside but names nobody' FROM "
		"operations o\n"
		"      WHERE o.place = 'outside' AND o.supplier = ''\n"
		"  not-ahead:\n    level: warning\n    basis: D\n    sql: |\n"
		"      SELECT o.file, o.line, 'operation ' || o.op_no || ' lies ahead' FROM operations o WHERE "
		"o.performed > as_of()\n";
	static const char workflow[] =
		"format: 1\ninitial: a\nacts: {note: any, appoint: [manager]}\nstates:\n  a: {title: A, "
		"owner: applicant}\n"
		"  b: {title: B, owner: applicant}\ntransitions:\n  - {action: go, from: [a], to: b, "
		"roles: [manager]}\n"
		"  - {action: back, from: [b], to: a, roles: [manager]}\n";
	static const char workbook[] =
		"profiles:\n  submittal:\n    title: T\n    sheets:\n      - name: Checklist\n        sql: |\n"
		"          SELECT id, element, text, need, basis, answered, 'A statement by the applicant of some "
		"length', id, element, "
		"'evidence/file.html, section 3', '', '' FROM requirements ORDER BY position\n        columns:\n"
		"          - {head: A, width: 8}\n          - {head: B, width: 8}\n          - {head: C, "
		"width: 40}\n          - {head: D, width: 6}\n"
		"          - {head: E, width: 6}\n          - {head: F, width: 8}\n          - {head: G, "
		"width: 40}\n          - {head: H, width: 8}\n"
		"          - {head: I, width: 8}\n          - {head: J, width: 30}\n          - {head: K, width: 12, "
		"side: government, choices: [Pass, Fail]}\n"
		"          - {head: L, width: 30, side: government}\n";
	*LIST_ADD(sc, files) = (struct template_file){ "template.yaml", t->at, t->len };
	*LIST_ADD(sc, files) = (struct template_file){ "checklist.yaml", c->at, c->len };
	*LIST_ADD(sc, files) = (struct template_file){ "rules.yaml", rules, strlen(rules) };
	*LIST_ADD(sc, files) = (struct template_file){ "workflow.yaml", workflow, strlen(workflow) };
	*LIST_ADD(sc, files) = (struct template_file){ "workbook.yaml", workbook, strlen(workbook) };
	return files;
}

static inline const char *bench_identity(void)
{
	return "format: 1\nid: BENCH-001\ntemplate: bench\ncategory: I\ntitle: Bench\ntime_zone: \"+09:00\"\n";
}
#endif
