/* workbook.c: workbook.yaml: profiles, sheets, columns. */
#include "base/base.h"
#include "template/template_private.h"
#include "text/unicode.h"
#include <strings.h>

/* As spreadsheets take them: "History" is a sheet of Excel's own, and an apostrophe at an end is part of no name. */
static bool sheet_name_is_valid(const char *s)
{
	size_t n = strlen(s);
	return n > 0 && unicode_units(s) <= 31 && !strpbrk(s, "[]:*?/\\") && *s != '\'' && s[n - 1] != '\''
	       && s[strspn(s, " ")] && strcasecmp(s, "sarflow") != 0 && strcasecmp(s, "history") != 0;
}

static void read_columns(struct template_reader *r, const struct yaml *list, struct template_sheet *out)
{
	out->columns = NEWS(r->sc, struct template_sheet_column, list->count + 1);
	for (size_t i = 0; i < list->count; i++) {
		const struct yaml *c = list->items[i];
		struct template_sheet_column *column = &out->columns[out->column_count++];
		if (!template_keys(r, c, "head width type side choices"))
			continue;
		const char *side = template_plain(r, c, "side", "applicant");
		*column = (struct template_sheet_column){ .head = template_words(r, c, "head", ""),
			.width = template_integer(r, c, "width", 0),
			.authority = strcmp(side, "authority") == 0 || strcmp(side, "government") == 0,
			.choices = template_names(r, c, "choices") };
		if (!column->authority && strcmp(side, "applicant"))
			template_complain(r, template_at(c, "side"), "the side of a column is applicant or authority");
		template_type(r, c, &column->type);
		if (column->width < 0 || column->width > 255)
			template_complain(r, template_at(c, "width"), "a column is 1 to 255 characters wide");
	}
}

/* name: its key under `sheets`; NULL where it is written out in a profile and names itself. */
static void read_sheet(struct template *t, struct template_reader *r, const char *name, const struct yaml *map,
                       struct template_sheet *out)
{
	const struct yaml *columns = yaml_get(map, "columns");
	*out = (struct template_sheet){ .name = name ? name : "", .place = template_place(r, map) };
	if (!template_keys(r, map, name ? "title register sql columns style landscape group"
	                   : "name title register sql columns style landscape group"))
		return;
	*out = (struct template_sheet){ .name = name ? name : template_required_text(r, map, "name"),
		.title = template_words(r, map, "title", ""), .sql = template_plain(r, map, "sql", NULL),
		.form = strcmp(template_plain(r, map, "style", ""), "form") == 0,
		.landscape = template_flag(r, map, "landscape", false),
		.group = template_integer(r, map, "group", 0),
		.place = template_place(r, yaml_get(map, "sql") ? yaml_get(map, "sql") : map) };
	if (!sheet_name_is_valid(out->name))
		template_complain(r, map, "a sheet's name has at most 31 letters, none of []:*?/\\, no ' at an "
			"end, and is not sarflow or History");
	if (*template_plain(r, map, "style", "") && !out->form)
		template_complain(r, yaml_get(map, "style"), "the style of a sheet is form, or left out");
	const char *shown = template_plain(r, map, "register", NULL);
	if (out->group < 0 || (columns && columns->kind == YAML_LIST && (size_t)out->group > columns->count))
		template_complain(r, template_at(map, "group"), "group is a column of the result, from 1");
	if (shown && !(out->shown = template_register(t, shown)))
		template_complain(r, yaml_get(map, "register"), "there is no register \"{register}\"", shown);
	if (!*out->title.in[0])
		out->title = out->shown ? out->shown->title : template_words(r, NULL, "", out->name);
	if (!shown == !out->sql)
		template_complain(r, map, "sheet {name} needs either sql or register", out->name);
	if (out->sql && (!columns || columns->kind != YAML_LIST))
		template_complain(r, map, "sheet {name} needs columns", out->name);
	if (columns && columns->kind == YAML_LIST)
		read_columns(r, columns, out);
}

/* A sheet of a profile: one of `sheets` by its name, or written out in place. */
static const struct template_sheet *find_sheet(struct template *t, struct template_reader *r, const struct yaml *item)
{
	if (item->kind == YAML_MAP) {
		struct template_sheet *own = NEW(r->sc, struct template_sheet);
		read_sheet(t, r, NULL, item, own);
		return own;
	}
	for (size_t i = 0; i < t->sheets.count && item->kind == YAML_TEXT; i++)
		if (strcmp(t->sheets.at[i].name, item->text) == 0)
			return &t->sheets.at[i];
	template_complain(r, item, "there is no sheet \"{sheet}\" under sheets", item->text);
	return NULL;
}

static void read_profile(struct template *t, struct template_reader *r, const char *name, const struct yaml *map)
{
	const struct yaml *sheets = yaml_get(map, "sheets");
	if (!template_keys(r, map, "title sheets"))
		return;
	if (!sheets || sheets->kind != YAML_LIST || sheets->count == 0) {
		template_complain(r, map, "profile {name} has no sheets", name);
		return;
	}
	struct template_profile *out = LIST_ADD(r->sc, &t->profiles);
	*out = (struct template_profile){ .name = name, .title = template_title(r, map, name) };
	out->sheets = NEWS(r->sc, const struct template_sheet *, sheets->count);
	for (size_t k = 0; k < sheets->count; k++) {
		const struct template_sheet *s = find_sheet(t, r, sheets->items[k]);
		for (size_t b = 0; s && b < out->sheet_count; b++)
			if (strcasecmp(out->sheets[b]->name, s->name) == 0)
				template_complain(r, sheets->items[k], "two sheets are called {name}", s->name);
		if (s)
			out->sheets[out->sheet_count++] = s;
	}
}

void template_read_workbook(struct template *t, const struct template_files *files, struct scope *sc,
                            struct findings *fs)
{
	struct template_reader r = { sc, NULL, fs, &t->languages };
	const struct yaml *root = template_root(&r, files, "workbook.yaml");
	if (!root || !template_keys(&r, root, "sheets profiles"))
		return;
	const struct yaml *sheets = template_map(&r, root, "sheets"), *map = template_map(&r, root, "profiles");
	for (size_t i = 0; sheets && i < sheets->count; i++) {
		struct template_sheet *s = LIST_ADD(sc, &t->sheets);
		read_sheet(t, &r, sheets->keys[i], sheets->items[i], s);
	}
	for (size_t i = 0; map && i < map->count; i++)
		read_profile(t, &r, map->keys[i], map->items[i]);
	if (t->profiles.count == 0)
		template_complain(&r, root, "no profile is defined");
}
