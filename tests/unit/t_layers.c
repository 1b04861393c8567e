/* t_layers.c: YAML trees laid over each other, templates that lie on others, and what differs between two packages. */
#include "unit.h"
#include "tiny.h"
#include "compare/compare.h"
#include "package/package.h"
#include "store/store.h"
#include "text/yaml.h"

static const struct yaml *tree(struct scope *sc, const char *text, const char *file)
{
	const struct yaml *out = NULL;
	struct yaml_mistake mistake;
	assert_true(yaml_read(sc, text, strlen(text), 1, &out, &mistake));
	yaml_name(out, file);
	return out;
}

/* A tree as one line: {a: 1, b: [2, 3]}. */
static void print(struct buf *b, const struct yaml *y)
{
	if (y->kind == YAML_TEXT)
		buf_text(b, y->null ? "~" : y->text);
	for (size_t i = 0; i < y->count; i++) {
		buf_text(b, i ? ", " : y->kind == YAML_MAP ? "{" : "[");
		if (y->kind == YAML_MAP)
			buf_printf(b, "%s: ", y->keys[i]);
		print(b, y->items[i]);
	}
	if (y->kind != YAML_TEXT)
		buf_text(b, y->count == 0 ? (y->kind == YAML_MAP ? "{}" : "[]") : y->kind == YAML_MAP ? "}" : "]");
}

static const char *laid(struct scope *sc, const char *under, const char *over)
{
	struct buf *b = buf_new(sc);
	print(b, yaml_lay(sc, tree(sc, under, "under"), tree(sc, over, "over"), "action"));
	return b->at;
}

static void trees_are_laid_over_each_other(void **state)
{
	(void)state;
	static const struct { const char *under, *over, *wanted; } table[] = {
		{ "a: 1", "b: 2", "{a: 1, b: 2}" },
		{ "a: 1\nb: 2", "b: 3\nc: 4", "{a: 1, b: 3, c: 4}" },
		{ "a: {x: 1, y: 2}", "a: {y: 3}", "{a: {x: 1, y: 3}}" },
		{ "a: 1\nb: 2", "a:\n", "{b: 2}" },                          /* an empty value takes the key away */
		{ "a: 1", "a: ''", "{a: }" },                                 /* an empty text does not */
		{ "a: [1, 2]", "a: [3]", "{a: [3]}" },                        /* plain lists are replaced */
		{ "a: {x: 1}", "a: 2", "{a: 2}" },
		{ "a: 2", "a: {x: 1}", "{a: {x: 1}}" },
		{ "t: [{action: go, to: a, roles: [m]}, {action: stop, to: b}]",
		  "t: [{action: stop, to: c}, {action: new, to: d}]",
		  "{t: [{action: go, to: a, roles: [m]}, {action: stop, to: c}, {action: new, to: d}]}" },
		{ "t: [{name: a}]", "t: [{name: b}]", "{t: [{name: b}]}" },   /* not named by "action" */
		{ "t: [{action: go}]", "t: [x]", "{t: [x]}" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		SAME(laid(sc, table[i].under, table[i].over), table[i].wanted);
	}
}

static void each_node_keeps_its_file_and_line(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct yaml *root = yaml_lay(sc, tree(sc, "a:\n  x: 1\n  y: 2\n", "under"), tree(sc, "\n\na:\n  y: 3\n",
		"over"), "action");
	const struct yaml *a = yaml_get(root, "a");
	SAME(yaml_get(a, "x")->file, "under");
	assert_int_equal(yaml_get(a, "x")->line, 2);
	SAME(yaml_get(a, "y")->file, "over");
	assert_int_equal(yaml_get(a, "y")->line, 4);
	assert_ptr_equal(yaml_lay(sc, NULL, root, "action"), root);
	assert_ptr_equal(yaml_lay(sc, root, NULL, "action"), root);
	assert_null(yaml_lay(sc, NULL, NULL, "action"));
}

/* --- templates on templates --- */

static void put(struct scope *sc, struct template_files *files, const char *path, const char *text)
{
	*LIST_ADD(sc, files) = (struct template_file){ path, text, strlen(text) };
}

static void a_template_lies_on_another(void **state)
{
	(void)state;
	SCOPE(sc);
	struct template_files *files = NEW(sc, struct template_files);
	const struct template *t = NULL;
	for (size_t i = 0; i < countof(tiny_files); i++)
		put(sc, files, scope_printf(sc, "base/%s", tiny_files[i].path), tiny_files[i].text);
	put(sc, files, "template.yaml", "format: 1\nbase: ../tiny\nname: over\ntitle: Over\nelements:\n  J:\nroles:\n  "
	                                "extra: Extra\n");
	put(sc, files, "checklist.yaml", "requirements:\n  J1:\n  C3: {text: How it is inspected}\n  A3: {element: A, "
	                                 "text: Third, basis: D}\n");
	put(sc, files, "rules.yaml", "rules:\n  part-known:\n  gauge-due: {level: warning}\n");
	put(sc, files, "workflow.yaml", "transitions:\n  - {action: hold, roles: [extra]}\n");
	put(sc, files, "evidence/A.md", "# Another letter\n");
	OK(template_read_fit(sc, files, &t));
	SAME(t->name, "over");
	assert_null(template_element(t, "J"));
	assert_null(template_requirement(t, "J1"));
	SAME(template_requirement(t, "C3")->text.in[0], "How it is inspected");
	SAME(template_requirement(t, "C1")->text.in[0], "Routing");
	SAME(template_requirement(t, "A3")->text.in[0], "Third");
	assert_null(template_rule(t, "part-known"));
	assert_int_equal(template_rule(t, "gauge-due")->level, FINDING_WARNING);
	SAME(template_rule(t, "gauge-due")->place.file, "base/rules.yaml");
	const struct workflow_transition *hold = workflow_find(&t->workflow, "draft", "hold");
	SAME(hold->roles.at[0], "extra");
	SAME(hold->to, "held");
	SAME(template_files_find(files, "evidence/A.md")->bytes, "# Another letter\n");
	assert_non_null(template_files_find(files, "evidence/C.md"));
	assert_null(template_files_find(files, "evidence/X.md"));
}

static void folders_are_read_with_what_they_lie_on(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template_files *files = NULL;
	OK(template_files_read(sc, unit_root(sc, "templates/repair"), &files));
	assert_non_null(template_files_find(files, "base/rules.yaml"));
	assert_non_null(template_files_find(files, "base/base/rules.yaml"));
	for (size_t i = 1; i < files->count; i++)
		assert_true(strcmp(files->at[i - 1].path, files->at[i].path) < 0);
}

/* --- what differs --- */

static struct package *load(struct scope *sc, const char *identity, const char *gauges)
{
	const struct template *t = NULL;
	struct store *s = store_memory(sc);
	struct source *source = NULL;
	struct package *p = NULL;
	OK(template_read_fit(sc, tiny_template(sc), &t));
	OK(store_write(sc, s, "package.yaml", identity, strlen(identity)));
	OK(store_write(sc, s, "registers/gauges.csv", gauges, strlen(gauges)));
	OK(store_source_work(sc, s, &source));
	OK(package_load(sc, t, source, &p));
	return p;
}

static const char *differ(struct scope *sc, const char *id_a, const char *csv_a, const char *id_b, const char *csv_b)
{
	static const char signs[] = { '+', '-', '~', '>' };
	struct buf *b = buf_new(sc);
	const struct compare *compare = compare_packages(sc, load(sc, id_a, csv_a), load(sc, id_b, csv_b));
	for (size_t i = 0; i < compare->changes.count; i++) {
		const struct compare_change *c = &compare->changes.at[i];
		buf_printf(b, "%c%s %s%s%s %s>%s\n", signs[c->kind], path_base(c->file), c->what, c->column ? " " : "",
		           c->column ? c->column : "",
		           c->before, c->after);
	}
	return b->at;
}

static void what_differs_is_told_by_name_and_key(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *id = "format: 1\nid: P-1\ntemplate: tiny\ncategory: I\n", *csv = "gauge,made\nG-1,2001\nG-2,2002\n";
	SAME(differ(sc, id, csv, id, csv), "");
	SAME(differ(sc, id, csv, id, "gauge,made\nG-2,2002\nG-1,2001\n"), ">gauges.csv G-1 line 2>line 3\n");
	SAME(differ(sc, id, csv, id, "gauge,made\nG-1,2003\nG-3,\n"),
	     "~gauges.csv G-1 made 2001>2003\n+gauges.csv G-3 >\n-gauges.csv G-2 2002>\n");
	SAME(differ(sc, id, csv, "format: 1\nid: P-2\ntemplate: tiny\ncategory: I\nnsn: x\n", csv),
	     "~package.yaml id P-1>P-2\n+package.yaml nsn >x\n");
	assert_int_equal(compare_packages(sc, NULL, load(sc, id, csv))->changes.count, 4 + 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trees_are_laid_over_each_other), cmocka_unit_test(each_node_keeps_its_file_and_line),
		cmocka_unit_test(a_template_lies_on_another), cmocka_unit_test(folders_are_read_with_what_they_lie_on),
		cmocka_unit_test(what_differs_is_told_by_name_and_key),
	};
	return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
