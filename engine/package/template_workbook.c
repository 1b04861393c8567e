/* template_workbook.c: workbook.yaml: profiles, sheets, columns. */
#include "base/base.h"
#include "package/template_reader.h"

static bool sheet_name_is_valid(const char *s)
{
	size_t letters = 0;
	for (const char *c = s; *c; c++)
		letters += ((unsigned char)*c & 0xc0) != 0x80;
	return letters > 0 && letters <= 31 && !strpbrk(s, "[]:*?/\\") && *s != '\'';
}

static void read_columns(struct template_reader *r, const struct yaml *list, struct template_sheet *out)
{
	out->columns = NEWS(r->sc, struct template_sheet_column, list->count + 1);
	for (size_t i = 0; i < list->count; i++) {
		const struct yaml *c = list->items[i];
		struct template_sheet_column *column = &out->columns[out->column_count++];
		if (!template_keys(r, c, "head width type side choices"))
			continue;
		const char *side = yaml_text(c, "side", "applicant");
		*column = (struct template_sheet_column){ .head = template_words(r, c, "head", ""),
			.width = yaml_integer(c, "width", 0), .government = strcmp(side, "government") == 0,
			.choices = template_names(r, c, "choices") };
		if (strcmp(side, "government") && strcmp(side, "applicant"))
			template_complain(r, c, "the side of a column is applicant or government");
		template_type(r, c, &column->type);
		if (column->width < 0 || column->width > 255)
			template_complain(r, c, "a column is 1 to 255 characters wide");
	}
}

static void read_sheet(struct template *t, struct template_reader *r, const struct yaml *map, struct template_sheet *out)
{
	const struct yaml *columns = yaml_get(map, "columns");
	if (!template_keys(r, map, "name title register sql columns style landscape group"))
		return;
	*out = (struct template_sheet){ .name = template_required_text(r, map, "name"),
		.title = template_words(r, map, "title", ""), .sql = yaml_text(map, "sql", NULL),
		.form = strcmp(yaml_text(map, "style", ""), "form") == 0, .landscape = yaml_flag(map, "landscape", false),
		.group = yaml_integer(map, "group", 0), .line = map->line };
	if (!sheet_name_is_valid(out->name))
		template_complain(r, map, "a sheet's name has at most 31 letters, none of []:*?/\\");
	const char *shown = yaml_text(map, "register", NULL);
	if (shown && !(out->shown = template_register(t, shown)))
		template_complain(r, map, "there is no register \"%s\"", shown);
	if (!*out->title.en)
		out->title = out->shown ? out->shown->title : (struct template_words){ out->name, out->name };
	if (!shown == !out->sql)
		template_complain(r, map, "sheet %s needs either sql or register", out->name);
	if (out->sql && (!columns || columns->kind != YAML_LIST))
		template_complain(r, map, "sheet %s needs columns", out->name);
	if (columns && columns->kind == YAML_LIST)
		read_columns(r, columns, out);
	if (yaml_get(map, "sql"))
		out->line = yaml_get(map, "sql")->line;
}

void template_read_workbook(struct template *t, const struct template_files *files, struct scope *sc, struct findings *fs)
{
	struct template_reader r = { sc, NULL, fs };
	const struct yaml *root = template_root(&r, files, "workbook.yaml");
	if (!root || !template_keys(&r, root, "profiles"))
		return;
	const struct yaml *map = template_map(&r, root, "profiles");
	for (size_t i = 0; map && i < map->count; i++) {
		const struct yaml *profile = map->items[i], *sheets = yaml_get(profile, "sheets");
		if (!template_keys(&r, profile, "title sheets"))
			continue;
		if (!sheets || sheets->kind != YAML_LIST || sheets->count == 0) {
			template_complain(&r, profile, "profile %s has no sheets", map->keys[i]);
			continue;
		}
		struct template_profile *out = LIST_ADD(sc, &t->profiles);
		*out = (struct template_profile){ .name = map->keys[i], .title = template_words(&r, profile, "title", map->keys[i]) };
		out->sheets = NEWS(sc, struct template_sheet, sheets->count);
		for (size_t k = 0; k < sheets->count; k++) {
			read_sheet(t, &r, sheets->items[k], &out->sheets[out->sheet_count++]);
			for (size_t b = 0; b < k; b++)
				if (out->sheets[b].name && out->sheets[k].name && strcmp(out->sheets[b].name, out->sheets[k].name) == 0)
					template_complain(&r, sheets->items[k], "two sheets are called %s", out->sheets[k].name);
		}
	}
	if (t->profiles.count == 0)
		template_complain(&r, root, "no profile is defined");
}
