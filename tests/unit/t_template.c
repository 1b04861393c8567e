/* t_template.c: templates are read whole, and each slip is found with its file and line. */
#include "unit.h"
#include "tiny.h"
#include "check/check.h"
#include <signal.h>
#include <sys/wait.h>

static const struct template *read_all(struct scope *sc, const struct template_files *files, struct findings *fs)
{
	const struct template *t = template_read(sc, files, fs);
	if (fs->errors == 0)
		OK(check_template(sc, t, fs));
	return t;
}

static void show(const struct findings *fs)
{
	for (size_t i = 0; i < fs->count; i++)
		print_error("%s:%d: %s\n", fs->at[i].place.file, fs->at[i].place.line, fs->at[i].message);
}

static void the_shipped_templates_fit(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *root = unit_root(sc, "templates");
	const char *const *names = NULL;
	size_t count = 0, fit = 0;
	OK(file_names(sc, root, &names, &count));
	for (size_t i = 0; i < count; i++) {
		const struct template_files *files = NULL;
		const char *folder = path_join(sc, root, names[i]);
		if (!file_exists(path_join(sc, folder, "template.yaml")))
			continue;
		OK(template_files_read_all(sc, folder, &files));
		struct findings *fs = finding_list(sc);
		const struct template *t = read_all(sc, files, fs);
		show(fs);
		assert_int_equal(fs->count, 0);
		SAME(t->name, names[i]);
		assert_true(t->elements.count > 0 && template_requirements(t)->count > 0
		            && template_rules(t)->count > 0 && template_profiles(t)->count > 0);
		fit++;
	}
	assert_true(fit >= 1);
	const struct template_files *files = NULL;
	FAILS(template_files_read(sc, path_join(sc, root, "no-such"), &files), FAULT_NOT_FOUND);
}

static void what_the_tiny_one_says(void **state)
{
	(void)state;
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	const struct template *t = read_all(sc, tiny_template(sc), fs);
	assert_int_equal(fs->count, 0);		/* English and Japanese are in the catalogue */
	SAME(t->name, "tiny");
	SAME(t->title.in[1], "小");
	SAME(t->requirement_document.revision, "A");
	assert_int_equal(t->horizon_days, 100);
	SAME(template_role(t, "quality")->title.in[1], "Quality");
	assert_null(template_role(t, "nobody"));
	assert_int_equal(template_category(t, "II"), 1);
	assert_int_equal(template_category(t, "III"), -1);
	SAME(template_element(t, "J")->need[0], "-");
	assert_null(template_element(t, "B"));
	const struct template_register *g = template_register(t, "gauges");
	assert_int_equal(template_column(g, "due"), 3);
	assert_int_equal(template_column(g, "none"), -1);
	assert_int_equal(g->columns[3].type, TEMPLATE_DATE);
	assert_true(g->columns[0].key && !g->columns[1].key && g->columns[7].list);
	SAME(g->columns[5].choices.at[1], "micrometer");
	assert_int_equal(template_register(t, "evidence")->key_count, 2);
	SAME(template_need(t, template_requirement(t, "A1"), 0), "R");
	SAME(template_need(t, template_requirement(t, "A2"), 0), "C");
	SAME(template_need(t, template_requirement(t, "C1"), 1), "C");
	SAME(template_need(t, template_requirement(t, "C4"), 1), "-");
	SAME(template_need(t, template_requirement(t, "J1"), 0), "-");
	SAME(template_need(t, template_requirement(t, "J1"), 1), "R");
	SAME(template_need(t, template_requirement(t, "J1"), -1), "-");
	assert_int_equal(template_rules(t)->at[0].level, FINDING_ERROR);
	assert_int_equal(template_rules(t)->at[0].place.line, 8);
	assert_true(template_profile(t, "submittal")->sheets[0]->columns[2].authority);
	assert_ptr_equal(template_profile(t, "submittal")->sheets[1]->shown, g);
	SAME(template_profile(t, "submittal")->sheets[0]->columns[0].key, "no");
	assert_int_equal(template_profile(t, "submittal")->sheets[0]->columns[2].takes, TEMPLATE_TAKES_NOTHING);
	SAME(t->attach.asks.at[0], "shows");
	SAME(t->marking_field, "marking");
	SAME(template_element(t, "A")->title.in[template_language(t, "ja")], "手紙");
	SAME(template_element(t, "A")->title.in[0], "Letter");
	const struct workflow *w = &t->workflow;
	assert_int_equal(w->state_count, 4);
	assert_true(workflow_state(w, "sent")->authority && workflow_state(w, "held")->remembers
	            && workflow_state(w, "done")->final);
	assert_int_equal(workflow_state(w, "sent")->clock.days, 30);
	assert_null(workflow_find(w, "held", "resume")->to);
	assert_true(workflow_find(w, "held", "resume")->new_round);
	assert_non_null(workflow_find(w, "held", "finish"));
	assert_null(workflow_find(w, "draft", "finish"));
	assert_null(workflow_find(w, "done", "finish"));
	assert_int_equal(workflow_find(w, "draft", "send")->guards.count, 3);
	SAME(workflow_argument(&workflow_find(w, "draft", "send")->guards.at[1], "elements")->at[1], "C");
	assert_true(w->acts[EVENT_NOTE].anyone);
	assert_false(w->acts[EVENT_SEAL].anyone);
}

/* A copy of a template with a text put in place of another. */
static struct template_files *changed(struct scope *sc, const struct template_files *files, const char *path,
                                      const char *from, const char *to)
{
	struct template_files *out = NEW(sc, struct template_files);
	bool done = false;
	for (size_t i = 0; i < files->count; i++) {
		struct template_file f = files->at[i];
		const char *at = strcmp(f.path, path) == 0 ? strstr(f.bytes, from) : NULL;
		if (at) {
			f.bytes = scope_printf(sc, "%.*s%s%s", (int)(at - f.bytes), f.bytes, to, at + strlen(from));
			f.len = strlen(f.bytes);
			done = true;
		}
		*LIST_ADD(sc, out) = f;
	}
	EXPECT(done, "\"%s\" is not in %s", from, path);
	return out;
}

/* The line of a file on which a text stands first. */
static int line_of(const struct template_files *files, const char *path, const char *text)
{
	const struct template_file *f = template_files_find(files, path);
	const char *at = strstr(f->bytes, text);
	int line = 1;
	EXPECT(at, "\"%s\" is not in %s", text, path);
	for (const char *c = f->bytes; c < at; c++)
		line += *c == '\n';
	return line;
}

static void expect(struct scope *sc, const struct template_files *files, const char *path, int line,
                   const char *message)
{
	struct findings *fs = finding_list(sc);
	bool found = false;
	read_all(sc, files, fs);
	for (size_t i = 0; i < fs->count && !found; i++)
		found = strcmp(fs->at[i].place.file, path) == 0 && fs->at[i].place.line == line
			&& strstr(fs->at[i].message, message)
		        && strcmp(fs->at[i].rule, "template-invalid") == 0 && fs->at[i].level == FINDING_ERROR;
	if (!found)
		show(fs);
	EXPECT(found, "wanted %s:%d: %s", path, line, message);
	const struct template *t = NULL;
	if (strstr(message, "does not run") != NULL)
		return;
	FAILS(template_read_fit(sc, files, &t), FAULT_CORRUPT);
	const struct fault *f = template_open(sc, files, &t);
	FAILS(f ? f : template_complete(t), FAULT_CORRUPT);
}

/* path, what stands there, what is put in its place, on which line it is found, in which words */
static const struct { const char *path, *from, *to, *at, *message; } slips[] = {
	{ "template.yaml", "format: 1\n", "format: 3\n", "format: 3", "format 1 and 2" },
	{ "template.yaml", "horizon_days", "horizn_days", "horizn_days", "\"horizn_days\" is not known here" },
	{ "template.yaml", "name: tiny\n", "", "format:", "\"name\" is missing" },
	{ "template.yaml", "founder_role: manager", "founder_role: nobody", "founder_role", "\"nobody\" is no role" },
	{ "template.yaml", "pattern: '\\d{4}-", "pattern: '(\\d{4}-", "pattern:", "the pattern is wrong" },
	{ "template.yaml", "example: 2840-01-999-9902", "example: 2840-01-999-990", "example:",
	  "does not match the pattern" },
	{ "template.yaml", "NSN as 1234-12-123-1234, basis: P", "x, basis: X", "pattern:", "basis must be" },
	{ "template.yaml", "format: nsn, required: true}", "format: nsm, required: true}", "format: nsm",
	  "no format \"nsm\"" },
	{ "template.yaml", "CAGE, required: true}", "CAGE, requird: true}", "requird", "\"requird\" is not known" },
	{ "template.yaml", "need: {I: R, II: C}", "need: {I: R}", "need: {I: R}", "category II" },
	{ "template.yaml", "need: {I: R, II: C}", "need: {I: X, II: C}", "need: {I: X", "a need is R" },
	{ "template.yaml", "need: {I: R, II: C}", "need: {I: R, II: C, III: R}", "III: R", "no category \"III\"" },
	{ "template.yaml", "file: evidence/J.md", "file: J.md", "J.md", "evidence/NAME.md" },
	{ "template.yaml", "file: evidence/J.md", "file: evidence/../x.md", "../x.md", "evidence/NAME.md" },
	{ "template.yaml", "file: evidence/J.md", "file: evidence/K.md", "evidence/K.md", "skeleton" },
	{ "template.yaml", "  gauges:\n    title", "  identity:\n    title", "  identity:\n    title",
	  "cannot name a register" },
	{ "template.yaml", "  gauges:\n    title", "  Gauges;drop:\n    title", "  Gauges;drop",
	  "cannot name a register" },
	{ "template.yaml", "    element: C\n", "    element: Z\n", "element: Z", "no element \"Z\"" },
	{ "template.yaml", "    element: C\n", "", "  gauges:\n", "belongs to no element" },
	{ "template.yaml", "key: [gauge]", "key: [gage]", "key: [gage]", "no column \"gage\"" },
	{ "template.yaml", "    key: [gauge]\n", "", "  gauges:", "needs a key" },
	{ "template.yaml", "type: integer", "type: whole", "Year made", "no type \"whole\"" },
	{ "template.yaml", "choices: [caliper, micrometer]", "width: 3", "type: choice", "needs choices" },
	{ "template.yaml", "type: format, format: nsn", "type: format", "nsn: {type: format}", "needs a format" },
	{ "template.yaml", "      made: {title", "      line: {title", "line: {title", "cannot name a column" },
	{ "template.yaml", "      made: {title", "      Made: {title", "Made: {title", "cannot name a column" },
	{ "template.yaml", "      made: {title", "      gauge: {title", "gauge: {title: Year", "twice" },
	{ "template.yaml", "requirement_column: requirement", "requirement_column: req", "requirement_column:",
	  "no column \"req\"" },
	{ "template.yaml", "attach: {register: evidence", "attach: {register: documents", "attach:",
	  "no register \"documents\"" },
	{ "template.yaml", "asks: [shows]", "asks: [marking]", "attach:", "no column \"marking\"" },
	{ "template.yaml", "date: 2020-01-28", "date: 2020-1-28", "date: 2020-1-28", "YYYY-MM-DD" },
	{ "template.yaml", "ja: 小", "de: Klein", "de: Klein", "\"de\" is none of the template" },
	{ "template.yaml", "title: {en: Tiny", "title: {en: [Tiny", "ja: 小", "" },
	{ "template.yaml", "founder_role: manager\n", "founder_role: manager\nlanguages: [english]\n", "languages:",
	  "ISO 639" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\nlanguages: [en, ja, de, fr, it, es, nl]\n", "languages:", "at most 6 languages" },
	{ "template.yaml", "founder_role: manager\n", "founder_role: manager\nparties: {applicant: us, them: x}\n",
	  "parties:", "\"them\" is not known" },
	{ "template.yaml", "founder_role: manager\n", "founder_role: manager\ncodes: {x: {A: {title: One}}}\n",
	  "{title: One}", "basis must be" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\ncodes: {x: {A: {titel: One, basis: P}}}\n", "{titel", "\"titel\" is not known" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\nuses: {x: {template: y, reads: {certs: []}}}\n", "reads:", "name the columns" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\nuses: {x: {template: y, reads: {certs: [a-b]}}}\n", "[a-b]", "is no column" },
	{ "template.yaml", "founder_role: manager\n", "founder_role: manager\nuses: {X: {template: y}}\n", "X: {",
	  "cannot name a used package" },
	{ "template.yaml", "founder_role: manager\n", "founder_role: manager\nuses: {x: {reads: {certs: [a]}}}\n",
	  "x: {", "\"template\" is missing" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\nscreening: {register: gauges, questions: {q: {text: Q, basis: D}}}\n",
		"{register: gauges", "needs the columns question, answer and source" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\nscreening: {register: gages, questions: {q: {text: Q, basis: D}}}\n",
		"{register: gages", "no register \"gages\"" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\nscreening: {register: gauges, questions: {q: {text: Q, basis: D, codes: [y]}}}\n",
		"codes: [y]", "no code list \"y\"" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\nscreening: {register: gauges, questions: {q: {text: Q, basis: D, field: zip}}}\n",
		"field: zip", "no field \"zip\"" },
	{ "template.yaml", "founder_role: manager\n",
	  "founder_role: manager\nscreening: {register: gauges, questions: {q: {basis: D}}}\n", "q: {basis",
		"has no text" },
	{ "template.yaml", "founder_role: manager\n", "founder_role: manager\nwaivers: {never: [x]}\n", "waivers:",
	  "the longest time in days" },
	{ "template.yaml", "choices: [caliper, micrometer]", "codes: tools", "codes: tools", "no code list \"tools\"" },
	{ "template.yaml", "  I: One\n", "  I: {title: One, ofered: false}\n", "ofered", "\"ofered\" is not known" },
	{ "template.yaml", "    element: C\n", "    element: C\n    internal: true\n", "  gauges:",
	  "can be one of them" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], refuses: [{column: marking, values: [x], unless: shows, "
	                                    "says: No}]", "refuses", "no column \"marking\"" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], refuses: [{column: shows, unless: pages, says: No}]",
	  "refuses", "names its values" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], proposes: {colour: title}", "attach:",
	  "no column \"colour\"" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], proposes: {shows: author}", "attach:",
	  "it does not say \"author\"" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], also: gauges", "attach:", "other registers are a list" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], also: [{register: evidence}]", "attach:",
	  "no other register \"evidence\"" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], also: [{register: none}]", "attach:",
	  "no other register \"none\"" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], also: [{register: gauges}]", "attach:",
	  "no column \"attachment\"" },
	{ "template.yaml", "asks: [shows]",
	  "asks: [shows], also: [{register: gauges, file_column: drawing, columns: [size]}]", "attach:",
	  "no column \"size\"" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], also: [{register: gauges, colums: [due]}]", "attach:",
	  "\"colums\" is not known" },
	{ "template.yaml", "asks: [shows]", "asks: [shows], kept_column: kept", "attach:", "no column \"kept\"" },
	{ "template.yaml", "key: [requirement, attachment]\n    columns:\n",
	  "key: [requirement, page]\n    columns:\n      page: {}\n",
	  "  evidence:", "column \"page\" of its own" },
	{ "checklist.yaml", "element: J, text", "element: K, text", "J1:", "belongs to no element" },
	{ "checklist.yaml", "  J1: {", "  j1: {", "j1:", "cannot name a requirement" },
	{ "checklist.yaml", "  J1: {", "  J: {", "J: {", "cannot name a requirement" },
	{ "checklist.yaml", "level: conditional, basis: B", "level: maybe, basis: B", "A2:",
	  "required or conditional" },
	{ "checklist.yaml", "text: Machines, ", "", "C2:", "has no text" },
	{ "checklist.yaml", "categories: [I]", "categories: [VI]", "C4:", "no category \"VI\"" },
	{ "checklist.yaml", "  C2: {", "  C1: {", "C1: {element: C, text: Machines", "twice" },
	{ "checklist.yaml", "text: Similar, basis: P", "text: Similar", "J1:", "basis must be" },
	{ "rules.yaml", "level: error", "level: fatal", "level: fatal", "error, warning or note" },
	{ "rules.yaml", "basis: P", "basis: D", "gauge-due:", "say why" },
	{ "rules.yaml", "basis: P", "basis: P\n    blocks: yes", "blocks: yes", "\"blocks\" is not known" },
	{ "rules.yaml", "g.due < as_of()", "g.dew < as_of()", "g.dew", "does not run: no such column: g.dew" },
	{ "rules.yaml", "g.due < as_of()", "g.due < date('now')", "date('now')", "does not run: not authorized" },
	{ "rules.yaml", "g.due <> ''", "g.due <> \"\"", "g.due <> \"\"", "does not run" },
	{ "rules.yaml", "SELECT g.file, g.line,", "SELECT g.file,", "SELECT g.file",
	  "does not run: the query returns 2 columns" },
	{ "rules.yaml", "FROM gauges g\n", "FROM gages g\n", "FROM gages", "does not run: no such table: gages" },
	{ "rules.yaml", "g.due < as_of()\n", "g.due < as_of(); DROP TABLE gauges\n", "SELECT g.file",
	  "does not run: one query" },
	{ "rules.yaml", "g.due < as_of()\n", "g.due < as_of() ORDER BY random()\n", "random()",
	  "does not run: not authorized" },
	{ "rules.yaml", "SELECT p.file, p.line", "DELETE FROM gauges --", "FROM gauges_parts", "does not run" },
	{ "workflow.yaml", "initial: draft", "initial: nowhere", "format: 1", "\"nowhere\" is no state" },
	{ "workflow.yaml", "initial: draft\n", "", "format: 1", "\"initial\" is missing" },
	{ "workflow.yaml", "  done: {", "  lost: {title: Lost, owner: applicant, final: true}\n  done: {", "lost:",
	  "\"lost\" cannot be reached" },
	{ "workflow.yaml", "from: [held], to: previous, roles: [manager], effects: [new_round]}\n  - {action: finish, "
	                   "from: any, except: [draft]",
	  "from: [draft], to: sent, roles: [manager]}\n  - {action: finish, from: any, except: [held]", "held: {",
	  "nothing leads out of state \"held\"" },
	{ "workflow.yaml", "title: Draft, owner: applicant", "title: Draft, owner: both", "draft:",
	  "applicant or authority" },
	{ "workflow.yaml", "title: Draft, owner", "titel: Draft, owner", "titel", "\"titel\" is not known" },
	{ "workflow.yaml", "    to: sent\n", "    to: snet\n", "action: send", "\"snet\", which is no state" },
	{ "workflow.yaml", "    from: [draft]\n", "    from: [draff]\n", "action: send",
	  "\"draff\", which is no state" },
	{ "workflow.yaml", "    from: [draft]\n", "    from: [draft, done]\n", "action: send", "which is final" },
	{ "workflow.yaml", "    from: [draft]\n", "    from: []\n", "action: send", "leads from no state" },
	{ "workflow.yaml", "    roles: [manager]\n", "    roles: [boss]\n", "roles: [boss]", "no role \"boss\"" },
	{ "workflow.yaml", "    roles: [manager]\n", "", "action: send", "nobody may do" },
	{ "workflow.yaml", "evidence: head", "evidence: tail", "evidence: tail", "head, record or none" },
	{ "workflow.yaml", "from: [held], to: previous", "from: [sent], to: previous", "action: resume",
	  "remembers: true" },
	{ "workflow.yaml", "action: hold, from: [draft, sent]", "action: send, from: [draft, sent]", "{action: send",
	  "stands twice" },
	{ "workflow.yaml", "effects: [new_round]", "effects: [new_year]", "action: resume", "no effect \"new_year\"" },
	{ "workflow.yaml", "no_findings: {level: error}", "no_finding: {level: error}", "no_finding:",
	  "no guard \"no_finding\"" },
	{ "workflow.yaml", "no_findings: {level: error}", "no_findings: {}", "no_findings:", "needs \"level\"" },
	{ "workflow.yaml", "no_findings: {level: error}", "no_findings: {level: fatal}", "no_findings:",
	  "error, warning or note" },
	{ "workflow.yaml", "no_findings: {level: error}", "no_findings: {levl: error, level: error}", "no_findings:",
	  "does not know \"levl\"" },
	{ "workflow.yaml", "- no_findings: {level: error}", "- no_findings", "- no_findings", "a guard is written" },
	{ "workflow.yaml", "- no_findings: {level: error}", "- remarks_closed: {severity: grave}", "remarks_closed:",
	  "no severity \"grave\" under remarks" },
	{ "workflow.yaml", "- no_findings: {level: error}", "- remarks_closed: {}", "remarks_closed:",
	  "needs \"severity\"" },
	{ "workflow.yaml", "- no_findings: {level: error}", "- remarks_closed: {severity: major, role: quality}",
	  "remarks_closed:", "does not know \"role\"" },
	{ "template.yaml", "marking: {field: marking}", "marking: {field: marking}\nremarks: {severities: {}}",
	  "remarks:", "the worst first" },
	{ "template.yaml", "marking: {field: marking}", "marking: {field: marking}\nremarks: {levels: {a: A}}",
	  "remarks:", "levels" },
	{ "template.yaml", "marking: {field: marking}",
	  "marking: {field: marking}\nremarks: {severities: {'very bad': A}}", "very bad", "cannot name a severity" },
	{ "workflow.yaml", "signed_off: {role: quality", "signed_off: {role: boss", "signed_off:", "no role \"boss\"" },
	{ "workflow.yaml", "elements: [A, C]", "elements: [A, Z]", "signed_off:", "no element \"Z\"" },
	{ "workflow.yaml", "register: gauges, column: due", "register: gages, column: due", "valid_until:",
	  "no register \"gages\"" },
	{ "workflow.yaml", "column: due", "column: dew", "valid_until:", "no column \"dew\"" },
	{ "workflow.yaml", "  appoint: [manager]", "  appont: [manager]", "appont:", "is no act" },
	{ "workflow.yaml", "  appoint: [manager]", "  open: [manager]", "open:", "is no act" },
	{ "workflow.yaml", "  appoint: [manager]", "  appoint: [boss]", "appoint:", "no role \"boss\"" },
	{ "workflow.yaml", "clock: {days: 30,", "clock: {days: none,", "days: none", "needs its days" },
	{ "workflow.yaml", "  held: {", "  previous: {", "previous: {", "no state can be called" },
	{ "workbook.yaml", "side: government", "side: theirs", "Finding", "applicant or authority" },
	{ "workbook.yaml", "register: gauges", "register: gages", "name: Gauges", "no register \"gages\"" },
	{ "workbook.yaml", "{name: Gauges,", "{name: Checklist,", "{name: Checklist", "two sheets" },
	{ "workbook.yaml", "{name: Gauges,", "{name: 'a/b',", "a/b", "a sheet's name" },
	{ "workbook.yaml", "{name: Gauges,", "{name: abcdefghijklmnopqrstuvwxyz123456,", "abcdef", "a sheet's name" },
	{ "workbook.yaml", "name: Gauges, register: gauges", "name: Gauges", "name: Gauges",
	  "either sql or register" },
	{ "workbook.yaml", "SELECT id, text, answered", "SELECT id, text", "SELECT id",
	  "does not run: the query returns 2" },
	{ "workbook.yaml", "FROM requirements", "FROM findings", "SELECT id",
	  "does not run: no such table: findings" },
	{ "workflow.yaml", "days: 10}", "days: ten}", "valid_until:", "\"days\" wants a whole number" },
	{ "workflow.yaml", "count: 1,", "count: three,", "signed_off:",
	  "\"count\" wants a whole number, not \"three\"" },
	{ "workflow.yaml", "count: 1,", "count: 1, not_author: yes,", "signed_off:", "true or false" },
	{ "workflow.yaml", "{level: error}", "{level: error, files: [registers/gages.csv]}", "no_findings:",
	  "no file \"registers/gages.csv\"" },
	{ "workflow.yaml", "column: due", "column: kind", "valid_until:", "holds no days" },
	{ "workflow.yaml", "sign-off: [quality]", "sign-off: [manager]", "action: send", "who may not sign" },
	{ "workflow.yaml", "except: [draft]", "except: [draff]", "except:", "\"draff\" is no state" },
	{ "workflow.yaml", "      - no_findings: {level: error}", "      - clock_run_out: {}", "action: send",
	  "which has none" },
	{ "workflow.yaml", "      - no_findings: {level: error}", "      - sealed: {}", "action: send",
	  "for \"seal\", which nobody may do" },
	{ "workflow.yaml", "  held: {", "  h\xc3\xa4ld: {", "h\xc3\xa4ld: {", "cannot name a state" },
	{ "template.yaml", "  quality: Quality", "  quality: Quality\n  qualit\xc3\xa4t: Q", "qualit\xc3\xa4t",
	  "cannot name a role" },
	{ "template.yaml", "marking: {field: marking}", "marking: {field: maarking}", "marking: {field",
	  "no field \"maarking\"" },
	{ "template.yaml", "file: evidence/J.md", "file: evidence/A.md", "evidence/A.md, need: {I: '-'",
	  "has this file already" },
	{ "template.yaml", "made: {title: Year made, type: integer}", "made: {title: Year made, width: 500}",
	  "Year made", "255" },
	{ "template.yaml", "parts: {type: text, list: true}", "parts: {type: text, choices: [a]}", "parts:",
	  "say type: choice" },
	{ "checklist.yaml", "  J1: {", "  J01: {", "J01: {", "cannot name a requirement" },
	{ "template.yaml", "horizon_days: 100\n", "horizon_days: 270 days\n", "horizon_days",
	  "\"horizon_days\" wants a whole number, not \"270 days\"" },
	{ "template.yaml", "horizon_days: 100\n", "horizon_days: -1\n", "horizon_days",
	  "wants a whole number" },
	{ "template.yaml", "horizon_days: 100\n", "horizon_days: [90]\n", "horizon_days",
	  "wants a whole number" },
	{ "template.yaml", "made: {title: Year made, type: integer}", "made: {title: Year made, required: True}",
	  "Year made", "\"required\" is true or false, not \"True\"" },
	{ "template.yaml", "made: {title: Year made, type: integer}", "made: {title: Year made, list: ture}",
	  "Year made", "\"list\" is true or false" },
	{ "template.yaml", "    element: C\n", "    element: C\n    internal: on\n", "internal",
	  "\"internal\" is true" },
	{ "template.yaml", "  I: One\n", "  I: {title: One, offered: 0}\n", "offered", "\"offered\" is true or false" },
	{ "workbook.yaml", "width: 6", "width: wide", "width: wide", "wants a whole number" },
	{ "workbook.yaml", "{name: Gauges,", "{name: SARflow,", "SARflow", "is not sarflow" },
	{ "workbook.yaml", "{name: Gauges,", "{name: CHECKLIST,", "{name: CHECKLIST", "two sheets" },
	{ "workbook.yaml", "profiles:\n", "sheets:\n  Tools: {register: tools}\nprofiles:\n", "Tools:",
	  "no register \"tools\"" },
	{ "workbook.yaml", "width: 6", "width: 600", "width: 600", "255" },
	{ "workbook.yaml", "side: government", "side: government, takes: grade", "Finding", "verdict, finding, sev" },
	{ "workbook.yaml", "width: 6", "width: 6, takes: comment", "takes: comment",
	  "only a column of the authority" },
	{ "workbook.yaml", "side: government", "side: government, raises: [Fail]", "raises", "only a verdict" },
	{ "workbook.yaml", "side: government", "side: government, takes: verdict, raises: [Bad]", "raises",
	  "\"Bad\" is none of the column's choices" },
	{ "workbook.yaml", "side: government", "side: government, takes: severity", "takes",
	  "\"Pass\" is no severity" },
	{ "workbook.yaml", "width: 6", "width: 6, key: No.", "key: No.", "small letters" },
	{ "workbook.yaml", "head: Finding,", "head: Finding, key: same}\n          - {head: Twice, key: same,",
	  "Twice",
	  "two columns have the key \"same\"" },
	{ "workbook.yaml", "name: Checklist\n", "name: Checklist\n        about: line\n", "about: line",
	  "requirement, remark" },
	{ "workbook.yaml", "name: Checklist\n", "name: Checklist\n        paper: a5\n", "paper: a5",
	  "letter, a4, tab" },
	{ "workbook.yaml", "name: Checklist\n", "name: Checklist\n        spare: 3\n", "spare: 3",
	  "takes a finding" },
	{ "workbook.yaml", "name: Checklist\n", "name: Checklist\n        spare: 1001\n", "spare: 1001",
	  "at most 1000" },
	{ "workbook.yaml", "name: Checklist\n", "name: Checklist\n        block: [{key: A}]\n", "block:",
	  "small letters" },
	{ "workbook.yaml", "name: Checklist\n", "name: Checklist\n        block: [{key: a}, {key: a}]\n", "block:",
	  "twice" },
	{ "workbook.yaml", "width: 6", "width: 6, link: 4", "SELECT id", "does not run: the query returns 3" },
};

static void each_slip_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(slips); i++) {
		SCOPE(sc);
		struct template_files *files = changed(sc, tiny_template(sc), slips[i].path, slips[i].from,
		                                       slips[i].to);
		expect(sc, files, slips[i].path, line_of(files, slips[i].path, slips[i].at), slips[i].message);
	}
}

/* What a workbook is asked for, and what stands there where nothing is said. */
static void a_sheet_says_what_comes_back(void **state)
{
	(void)state;
	SCOPE(sc);
	struct template_files *files = changed(sc, tiny_template(sc), "workbook.yaml",
		"          - {head: Finding, side: government, choices: [Pass, Fail]}\n",
		"          - {head: Verdict, side: authority, takes: verdict, choices: [Pass, Fail], raises: [Fail]}\n"
		"          - {head: 'What, exactly?', side: authority, takes: finding, optional: true, link: 6}\n"
		"          - {head: 'What (exactly)', side: authority}\n        about: requirement\n        spare: 4\n"
		"        paper: a3\n        block:\n          - {key: day, head: Day}\n");
	struct findings *fs = finding_list(sc);
	const struct template *t = template_read(sc, files, fs);
	assert_int_equal(fs->errors, 0);
	const struct template_profile *p = template_profile(t, "submittal");
	const struct template_sheet *s = p->sheets[0];
	assert_int_equal(p->paper, TEMPLATE_PAPER_UNSAID);
	assert_int_equal(s->paper, TEMPLATE_PAPER_A3);
	assert_int_equal(s->about, TEMPLATE_ABOUT_REQUIREMENT);
	assert_int_equal(s->spare, 4);
	assert_int_equal(s->column_count, 5);
	assert_int_equal(s->result_count, 6);
	SAME(s->block.at[0].head.in[1], "Day");
	assert_int_equal(s->columns[2].takes, TEMPLATE_TAKES_VERDICT);
	SAME(s->columns[2].raises.at[0], "Fail");
	assert_int_equal(s->columns[3].takes, TEMPLATE_TAKES_FINDING);
	assert_true(s->columns[3].optional && s->columns[3].link == 6);
	SAME(s->columns[3].key, "what-exactly");
	SAME(s->columns[4].key, "what-exactly-2");
	assert_int_equal(template_severity_called(t, "MAJOR"), template_severity(t, "major"));
	assert_int_equal(template_severity_called(t, "Wrong"), -1);
}

static void a_missing_or_broken_file_is_found(void **state)
{
	(void)state;
	static const char *const names[] = { "template.yaml", "checklist.yaml", "rules.yaml", "workflow.yaml",
	                                     "workbook.yaml" };
	static const struct { const char *text, *message; int line; } broken[] = {
		{ "", "holds no keys", 1 }, { "x\n", "holds no keys", 1 }, { "a: 1\nb: [\n", "", 3 },
			{ "a: \xff\n", "not UTF-8", 1 },
		{ "a: &x 1\n", "anchors", 1 }, { "a: 1\na: 2\n", "twice", 2 },
	};
	for (size_t n = 0; n < countof(names); n++) {
		SCOPE(sc);
		struct template_files *files = tiny_template(sc), *without = NEW(sc, struct template_files);
		for (size_t i = 0; i < files->count; i++)
			if (strcmp(files->at[i].path, names[n]) != 0)
				*LIST_ADD(sc, without) = files->at[i];
		expect(sc, without, names[n], 1, "the file is missing");
		for (size_t b = 0; b < countof(broken); b++) {
			for (size_t i = 0; i < files->count; i++)
				if (strcmp(files->at[i].path, names[n]) == 0)
					files->at[i] = (struct template_file){ names[n], broken[b].text,
						strlen(broken[b].text) };
			expect(sc, files, names[n], broken[b].line, broken[b].message);
		}
	}
}

static void slips_in_the_shipped_one(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template_files *files = NULL;
	OK(template_files_read_all(sc, unit_root(sc, "templates/repair"), &files));
	static const struct { const char *path, *from, *to, *at, *message; } table[] = {
		{ "template.yaml", "\nname: repair", "\nname: repair\nfounder_role: nobody", "\nfounder_role:",
		  "is no role" },
		{ "template.yaml", "\ncategories:\n", "\nrolls: 1\ncategories:\n", "rolls: 1",
		  "\"rolls\" is not known" },
		/* what lies below is found in its own file */
		{ "base/rules.yaml", "WHERE o.place = 'outside'", "WHERE o.plaice = 'outside'",
		  "o.plaice",
			"does not run: no such column: o.plaice" },
		{ "template.yaml", "\ntitle: {en: Repair", "\ntitle: {fr: x, en: Repair", "{fr: x",
		  "\"fr\" is none of the template's languages" },
		{ "base/template.yaml", "element: B\n    required: true", "element: Q\n    required: true",
		  "element: Q", "no element \"Q\"" },
		{ "workflow.yaml", "\nstates:\n", "\nstates:\n  island: {title: Island, owner: applicant}\n",
		  "island:", "cannot be reached" },
		{ "rules.yaml", "\nrules:\n", "\nrules:\n  bad: {title: x, level: note, basis: D, says: x, "
		                              "sql: SELECT 1 FROM nothing_here}\n", "  bad:", "does not run" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		struct template_files *copy = changed(sc, files, table[i].path, table[i].from, table[i].to);
		int line = line_of(copy, table[i].path, table[i].at);
		expect(sc, copy, table[i].path, line + (table[i].at[0] == '\n'), table[i].message);
	}
}

/* Does the process end where this is asked of a template? */
static bool ends(const struct template *t, void (*ask)(const struct template *))
{
	int status = 0;
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		if (!freopen("/dev/null", "w", stderr))
			_exit(2);
		ask(t);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void ask_lines(const struct template *t) { (void)template_requirements(t); }
static void ask_line(const struct template *t) { (void)template_requirement(t, "A1"); }
static void ask_rules(const struct template *t) { (void)template_rules(t); }
static void ask_rule(const struct template *t) { (void)template_rule(t, "none"); }
static void ask_profiles(const struct template *t) { (void)template_profiles(t); }
static void ask_profile(const struct template *t) { (void)template_profile(t, "none"); }

static void what_is_not_read_yet_is_read_when_asked_for(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *whole = NULL, *t = NULL;
	OK(template_read_fit(sc, tiny_template(sc), &whole));
	OK(template_open(sc, tiny_template(sc), &t));
	assert_int_equal(template_requirements(t)->count, template_requirements(whole)->count);
	OK(template_open(sc, tiny_template(sc), &t));
	assert_non_null(template_requirement(t, "A1"));
	OK(template_open(sc, tiny_template(sc), &t));
	assert_int_equal(template_rules(t)->count, template_rules(whole)->count);
	OK(template_open(sc, tiny_template(sc), &t));
	assert_non_null(template_rule(t, template_rules(whole)->at[0].id));
	OK(template_open(sc, tiny_template(sc), &t));
	assert_int_equal(template_profiles(t)->count, template_profiles(whole)->count);
	OK(template_open(sc, tiny_template(sc), &t));
	assert_non_null(template_profile(t, "submittal"));
	OK(template_complete(t));
	assert_true(template_rules(whole)->count > 0 && template_profiles(whole)->count > 0);
}

static void what_cannot_be_read_is_not_taken_for_none(void **state)
{
	(void)state;
	SCOPE(sc);
	static void (*const asks[])(const struct template *) = { ask_lines, ask_line, ask_rules, ask_rule,
	                                                         ask_profiles, ask_profile };
	static const struct { const char *path, *from, *to; } broken[] = {
		{ "rules.yaml", "rules:", "rulez:" }, { "checklist.yaml", "requirements:", "requirments:" },
		{ "workbook.yaml", "profiles:", "profiles: x\nprofilez:" }, { "rules.yaml", "rules:", "rules: [" },
	};
	for (size_t i = 0; i < countof(broken); i++) {
		const struct template *t = NULL;
		OK(template_open(sc, changed(sc, tiny_template(sc), broken[i].path, broken[i].from, broken[i].to), &t));
		for (size_t k = 0; k < countof(asks); k++)
			EXPECT(ends(t, asks[k]), "%s, %zu", broken[i].path, k);
		for (int again = 0; again < 2; again++) {
			const struct fault *f = template_complete(t);
			FAILS(f, FAULT_CORRUPT);
			HAS(f->text, broken[i].path);
		}
		EXPECT(ends(t, ask_rules), "%s, asked before", broken[i].path);
	}
	const struct template *fit = NULL;
	OK(template_open(sc, tiny_template(sc), &fit));
	for (size_t k = 0; k < countof(asks); k++)
		EXPECT(!ends(fit, asks[k]), "%zu", k);
}

/* A guard that names a rule nobody knows would stand open. */
static void rules_that_guards_name_are_looked_for(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = NULL;
	const char *from = "no_findings: {level: error", *to = "no_findings: {rules: [nobody-knows-it], level: error";
	OK(template_open(sc, changed(sc, tiny_template(sc), "workflow.yaml", from, to), &t));
	const struct fault *f = template_complete(t);
	FAILS(f, FAULT_CORRUPT);
	HAS(f->text, "workflow.yaml");
	HAS(f->text, "nobody-knows-it");
}

static void the_snapshot_is_of_names_and_contents(void **state)
{
	(void)state;
	SCOPE(sc);
	char one[DIGEST_TEXT], two[DIGEST_TEXT];
	template_files_digest(tiny_template(sc), one);
	SAME(template_read(sc, tiny_template(sc), finding_list(sc))->snapshot, one);
	template_files_digest(changed(sc, tiny_template(sc), "rules.yaml", "Calibrate it.", "Calibrate it!"), two);
	assert_string_not_equal(one, two);
	struct template_files *files = tiny_template(sc);
	files->at[1].path = "evidence/B.md";
	template_files_digest(files, two);
	assert_string_not_equal(one, two);
	/* What stands at the end of one file cannot move to the next. */
	struct template_file a[] = { { "a", "12", 2 }, { "b", "3", 1 } }, b[] = { { "a", "1", 1 }, { "b", "23", 2 } };
	template_files_digest(&(struct template_files){ a, 2, 2 }, one);
	template_files_digest(&(struct template_files){ b, 2, 2 }, two);
	assert_string_not_equal(one, two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_templates_fit), cmocka_unit_test(what_the_tiny_one_says),
			cmocka_unit_test(each_slip_is_found),
		cmocka_unit_test(a_sheet_says_what_comes_back),
		cmocka_unit_test(a_missing_or_broken_file_is_found), cmocka_unit_test(slips_in_the_shipped_one),
		cmocka_unit_test(what_is_not_read_yet_is_read_when_asked_for),
		cmocka_unit_test(what_cannot_be_read_is_not_taken_for_none),
		cmocka_unit_test(rules_that_guards_name_are_looked_for),
		cmocka_unit_test(the_snapshot_is_of_names_and_contents),
	};
	return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
