/* cases.c: cases.yaml: rows that fire a rule, and rows that do not. */
#include "base/base.h"
#include "base/date.h"
#include "template/template_private.h"

struct reading { struct template_reader r; const struct template *t; struct template_cases *out; int as_of; };

static int read_day(struct reading *c, const struct yaml *map, int otherwise)
{
	const struct yaml *day = yaml_get(map, "as_of");
	int out = otherwise;
	if (day && (day->kind != YAML_TEXT || !date_parse(day->text, &out)))
		template_complain(&c->r, day, "a day is written 2026-11-23");
	return out;
}

static void read_row(struct reading *c, const char *table, const struct yaml *map, struct template_case *out)
{
	struct template_given row = { .table = table, .place = template_place(&c->r, map) };
	if (map->kind != YAML_MAP) {
		template_complain(&c->r, map, "a row of a case is written {{COLUMN: VALUE, …}");
		return;
	}
	for (size_t i = 0; i < map->count; i++) {
		*LIST_ADD(c->r.sc, &row.columns) = map->keys[i];
		*LIST_ADD(c->r.sc, &row.values) = map->items[i]->text;
		if (map->items[i]->kind != YAML_TEXT)
			template_complain(&c->r, map->items[i], "plain words are wanted in the column \"{column}\"",
			                  map->keys[i]);
	}
	*LIST_ADD(c->r.sc, &out->rows) = row;
}

static void read_case(struct reading *c, const char *rule, const struct yaml *map, bool fires)
{
	if (map->kind != YAML_MAP) {
		template_complain(&c->r, map, "a case is written TABLE: {{COLUMN: VALUE, …}");
		return;
	}
	struct template_case *out = LIST_ADD(c->r.sc, c->out);
	*out = (struct template_case){ .rule = rule, .fires = fires, .as_of = read_day(c, map, c->as_of),
	                               .place = template_place(&c->r, map) };
	for (size_t i = 0; i < map->count; i++) {
		const struct yaml *rows = map->items[i];
		if (strcmp(map->keys[i], "as_of") == 0)
			continue;
		if (rows->kind != YAML_LIST)
			read_row(c, map->keys[i], rows, out);
		for (size_t k = 0; rows->kind == YAML_LIST && k < rows->count; k++)
			read_row(c, map->keys[i], rows->items[k], out);
	}
}

static void read_side(struct reading *c, const char *rule, const struct yaml *map, const char *side, bool fires)
{
	const struct yaml *list = yaml_get(map, side);
	if (list && list->kind != YAML_LIST)
		template_complain(&c->r, list, "cases are a list: - TABLE: {{COLUMN: VALUE, …}");
	for (size_t i = 0; list && list->kind == YAML_LIST && i < list->count; i++)
		read_case(c, rule, list->items[i], fires);
}

const struct template_cases *template_read_cases(struct scope *sc, const struct template *t, struct findings *fs)
{
	struct reading c = { { sc, NULL, fs, &t->languages }, t, NEW(sc, struct template_cases), 0 };
	const struct yaml *root = template_file(t, "cases.yaml") ? template_root(&c.r, t->files, "cases.yaml") : NULL;
	if (!root || !template_keys(&c.r, root, "as_of cases"))
		return c.out;
	date_parse("2026-01-01", &c.as_of);     /* for rules that ask for no day */
	c.as_of = read_day(&c, root, c.as_of);
	const struct yaml *map = template_map(&c.r, root, "cases");
	for (size_t i = 0; map && i < map->count; i++) {
		const struct yaml *rule = map->items[i];
		bool known = template_rule(t, map->keys[i]);
		/* A rule that a template takes away from the one below goes with its cases. */
		if (!known && !template_is_below(rule))
			template_complain(&c.r, rule, "there is no rule \"{rule}\"", map->keys[i]);
		if (!known || !template_keys(&c.r, rule, "bad good"))
			continue;
		read_side(&c, map->keys[i], rule, "bad", true);
		read_side(&c, map->keys[i], rule, "good", false);
	}
	return c.out;
}
