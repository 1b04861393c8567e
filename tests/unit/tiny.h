/* tiny.h: a template as small as the format allows, and a package that fits it; for unit tests and fuzzers. */
#ifndef TINY_H
#define TINY_H
#include "base/base.h"
#include "base/list.h"
#include "template/template.h"

static const struct { const char *path, *text; } tiny_files[] = {
	{ "checklist.yaml",
	  "requirements:\n"
	  "  A1: {element: A, text: {en: The letter is signed, ja: 署名}, level: required, basis: P}\n"
	  "  A2: {element: A, text: A second signature, level: conditional, basis: B}\n"
	  "  C1: {element: C, text: Routing, basis: B}\n"
	  "  C2: {element: C, text: Machines, basis: B}\n"
	  "  C3: {element: C, text: Inspection, basis: B}\n"
	  "  C4: {element: C, text: Outside, level: conditional, categories: [I], basis: D}\n"
	  "  C12: {element: C, text: Records, basis: B}\n"
	  "  J1: {element: J, text: Similar, basis: P}\n" },
	{ "evidence/A.md", "---\nelement: A\n---\n# Letter\n\n## A1 Signed\n\n<!-- who, "
	                   "when -->\n\n## A2 Second\n\nWrite here who signs second.\n" },
	{ "evidence/C.md", "# Repair\n\n## C1 Routing\n\n## C2 Machines\n\n## C3 Inspection\n\n*Say* how.\n\n## C4 "
	                   "Outside\n\n## C12 Records\n" },
	{ "evidence/J.md", "# Similar\n\n## J1\n" },
	{ "rules.yaml",
	  "rules:\n"
	  "  gauge-due:\n"
	  "    title: {en: Gauges are calibrated, ja: 校正}\n"
	  "    level: error\n"
	  "    basis: P\n"
	  "    fix: Calibrate it.\n"
	  "    sql: |\n"
	  "      SELECT g.file, g.line, 'gauge ' || g.gauge || ' was due on ' || g.due AS message\n"
	  "      FROM gauges g\n"
	  "      WHERE g.due <> '' AND g.due < as_of()\n"
	  "  part-known:\n"
	  "    title: Parts are named\n"
	  "    fix: Name the part.\n"
	  "    level: warning\n"
	  "    basis: D\n"
	  "    sql: |\n"
	  "      SELECT p.file, p.line, 'part ' || p.item || ' is unknown' AS message\n"
	  "      FROM gauges_parts p WHERE p.item NOT IN (SELECT value FROM identity WHERE field = "
	  "'part_numbers.cage')\n" },
	{ "cases.yaml",
	  "as_of: 2026-11-23\n"
	  "cases:\n"
	  "  gauge-due:\n"
	  "    bad: [{gauges: {gauge: G1, due: 2026-11-22}}]\n"
	  "    good: [{gauges: {gauge: G1, due: 2026-11-23}}]\n"
	  "  part-known:\n"
	  "    bad: [{gauges: {gauge: G1, parts: P1;P2}, identity: {field: part_numbers.cage, value: P1}}]\n"
	  "    good: [{gauges: {gauge: G1, parts: P1}, identity: {field: part_numbers.cage, value: P1}}]\n" },
	{ "template.yaml",
	  "format: 1\n"
	  "name: tiny\n"
	  "title: {en: Tiny, ja: 小}\n"
	  "requirement_document: {issuer: X, document: DOC-1, revision: A, date: 2020-01-28}\n"
	  "words: {placeholder: [TODO, TBD], not_applicable: [Not applicable, N/A, 該当なし]}\n"
	  "founder_role: manager\n"
	  "horizon_days: 100\n"
	  "roles:\n"
	  "  manager: {en: Manager, ja: 管理者}\n"
	  "  quality: Quality\n"
	  "formats:\n"
	  "  nsn: {pattern: '\\d{4}-\\d{2}-\\d{3}-\\d{4}', example: 2840-01-999-9902, says: NSN as 1234-12-123-1234, "
	  "basis: P}\n"
	  "identity:\n"
	  "  nsn: {title: {en: Stock Number, ja: 番号}, format: nsn, required: true}\n"
	  "  part_numbers.cage: {title: CAGE, required: true}\n"
	  "  marking: {title: Marking}\n"
	  "categories:\n"
	  "  I: One\n"
	  "  II: {en: Two, ja: 二}\n"
	  "package: {title: {en: Itself, ja: 自身}}\n"
	  "elements:\n"
	  "  A: {title: {en: Letter, ja: 手紙}, file: evidence/A.md, need: {I: R, II: R}, basis: P}\n"
	  "  C: {title: Repair, file: evidence/C.md, need: {I: R, II: C}, basis: P}\n"
	  "  J: {title: Similar, file: evidence/J.md, need: {I: '-', II: R}, basis: D}\n"
	  "registers:\n"
	  "  gauges:\n"
	  "    title: Gauges\n"
	  "    element: C\n"
	  "    required: true\n"
	  "    key: [gauge]\n"
	  "    columns:\n"
	  "      gauge: {title: Gauge, required: true, width: 8}\n"
	  "      made: {title: Year made, type: integer}\n"
	  "      weight: {type: number}\n"
	  "      due: {title: Due, type: date}\n"
	  "      good: {type: yes_no}\n"
	  "      kind: {type: choice, choices: [caliper, micrometer]}\n"
	  "      nsn: {type: format, format: nsn}\n"
	  "      parts: {type: text, list: true}\n"
	  "      drawing: {type: attachment}\n"
	  "      sheet: {type: pages}\n"
	  "  evidence:\n"
	  "    title: Evidence\n"
	  "    requirement_column: requirement\n"
	  "    key: [requirement, attachment]\n"
	  "    columns:\n"
	  "      requirement: {type: requirement, required: true}\n"
	  "      attachment: {type: attachment, required: true}\n"
	  "      pages: {type: pages}\n"
	  "      shows: {type: text}\n"
	  "attach: {register: evidence, file_column: attachment, asks: [shows]}\n"
	  "marking: {field: marking}\n" },
	{ "workbook.yaml",
	  "profiles:\n"
	  "  submittal:\n"
	  "    title: Checklist\n"
	  "    sheets:\n"
	  "      - name: Checklist\n"
	  "        title: Checklist\n"
	  "        sql: |\n"
	  "          SELECT id, text, answered FROM requirements ORDER BY position\n"
	  "        columns:\n"
	  "          - {head: No., width: 6}\n"
	  "          - {head: {en: Text, ja: 文}}\n"
	  "          - {head: Finding, side: government, choices: [Pass, Fail]}\n"
	  "      - {name: Gauges, register: gauges}\n" },
	{ "workflow.yaml",
	  "format: 1\n"
	  "initial: draft\n"
	  "acts:\n"
	  "  appoint: [manager]\n"
	  "  sign-off: [quality]\n"
	  "  note: any\n"
	  "states:\n"
	  "  draft: {title: Draft, owner: applicant}\n"
	  "  sent: {title: {en: Sent, ja: 送付}, owner: government, clock: {days: 30, basis: D, says: ours}}\n"
	  "  held: {title: Held, owner: applicant, remembers: true}\n"
	  "  done: {title: Done, owner: government, final: true}\n"
	  "transitions:\n"
	  "  - action: send\n"
	  "    title: {en: Send, ja: 送る}\n"
	  "    from: [draft]\n"
	  "    to: sent\n"
	  "    roles: [manager]\n"
	  "    evidence: head\n"
	  "    guards:\n"
	  "      - no_findings: {level: error}\n"
	  "      - signed_off: {role: quality, count: 1, elements: [A, C]}\n"
	  "      - valid_until: {register: gauges, column: due, days: 10}\n"
	  "  - {action: hold, from: [draft, sent], to: held, roles: [manager, quality], evidence: record}\n"
	  "  - {action: resume, from: [held], to: previous, roles: [manager], effects: [new_round]}\n"
	  "  - {action: finish, from: any, except: [draft], to: done, roles: [manager], reported: true}\n" },
};

/* The package: it fits the template in category I, but C2, C4 and C12 are not answered. */
static const struct { const char *path, *text; } tiny_package[] = {
	{ "package.yaml", "format: 1\nid: P-1\ntemplate: tiny\ncategory: I\ntitle: A part\ntime_zone: "
	                  "\"+09:00\"\nmarking: FICTITIOUS\n"
	                  "nsn: 2840-01-999-9902\npart_numbers:\n  - {cage: SJZ02}\n  - {cage: SJZ03}\n" },
	{ "evidence/A.md", "---\nelement: A\nsigned_on: 2026-03-04\nprepared_by: [A, "
	                   "B]\n---\n# Letter\n\n## A1 Signed\n\nSigned by Kenji Mori.\n\n"
	                   "## A2 Second\n\nNot applicable: one signature is enough\n" },
	{ "evidence/C.md", "# Repair\n\n## C1 Routing\n\nSee [the drawing](../attachments/C/drawing.pdf).\n\n## C3 "
	                   "Inspection\n\nEach one.\n" },
	{ "registers/gauges.csv", "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
	                          "G-1,2001,1.5,2026-12-31,yes,caliper,2840-01-999-9902,SJZ02;SJZ03,"
	                          "attachments/C/drawing.pdf,2-3\n"
	                          "G-2,,,,,,,,,\n" },
	{ "registers/evidence.csv", "requirement,attachment,pages,shows\n" },
};

static inline struct template_files *tiny_template(struct scope *sc)
{
	struct template_files *files = NEW(sc, struct template_files);
	for (size_t i = 0; i < countof(tiny_files); i++)
		*LIST_ADD(sc, files) = (struct template_file){ tiny_files[i].path, tiny_files[i].text,
		                                               strlen(tiny_files[i].text) };
	return files;
}
#endif
