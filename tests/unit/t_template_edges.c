/* t_template_edges.c: lists where maps are wanted, empty names: a finding, no crash and no endless loop. */
#include "unit.h"
#include "tiny.h"

static const struct { const char *path, *from, *to; } list[] = {
	{ "template.yaml", "roles:\n  manager: {en: Manager, ja: 管理者}\n  quality: Quality\n",
	  "roles: [manager, quality]\n" },
	{ "template.yaml", "formats:\n  nsn:", "formats:\n  - nsn:" },
	{ "template.yaml", "identity:\n  nsn: {title: {en: Stock Number, ja: 番号}, format: nsn, "
	                   "required: true}\n  part_numbers.cage: {title: CAGE, required: true}\n  marking: {title: "
	                   "Marking}\n", "identity: [nsn]\n" },
	{ "template.yaml", "categories:\n  I: One\n  II: {en: Two, ja: 二}\n", "categories: [I, II]\n" },
	{ "template.yaml", "need: {I: R, II: C}", "need: [R, C]" },
	{ "template.yaml", "gauge: {title: Gauge, required: true, width: 8}", "gauge: Gauge" },
	{ "checklist.yaml", "requirements:\n", "requirements: [x]\nold:\n" },
	{ "rules.yaml", "rules:\n", "rules: [x]\nold:\n" },
	{ "workflow.yaml", "acts:\n  appoint: [manager]\n  sign-off: [quality]\n  note: any\n", "acts: [appoint]\n" },
	{ "workflow.yaml", "draft: {title: Draft, owner: applicant}", "draft: Draft" },
	{ "workflow.yaml", "- action: send\n    title: {en: Send, ja: 送る}\n", "- action: send\n    titel: x\n" },
	{ "workflow.yaml", "no_findings: {level: error}", "no_findings: {'': error}" },
	{ "workbook.yaml", "profiles:\n  submittal:\n", "profiles:\n  - submittal:\n" },
	{ "workbook.yaml", "- {name: Gauges, register: gauges}", "- Gauges" },
	{ "workbook.yaml", "          - {head: No., width: 6}\n", "          - No.\n" },
};

static const char *replace(struct scope *sc, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	assert_non_null(at);
	return scope_printf(sc, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void each_shape_is_a_finding(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(list); i++) {
		SCOPE(sc);
		struct template_files *files = tiny_template(sc);
		struct findings *fs = finding_list(sc);
		for (size_t k = 0; k < files->count; k++)
			if (strcmp(files->at[k].path, list[i].path) == 0) {
				files->at[k].bytes = replace(sc, files->at[k].bytes, list[i].from, list[i].to);
				files->at[k].len = strlen(files->at[k].bytes);
			}
		template_read(sc, files, fs);
		assert_true(fs->errors > 0);
		const struct finding *first = fs->at;
		while (first->level != FINDING_ERROR)
			first++;
		assert_string_equal(first->place.file, list[i].path);
		assert_true(first->place.line > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_shape_is_a_finding) };
	return cmocka_run_group_tests_name("template edges", tests, NULL, NULL);
}
