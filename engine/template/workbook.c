/* workbook.c: workbook.yaml: profiles, sheets, columns. */
#include "base/base.h"
#include "base/buf.h"
#include "template/template_private.h"
#include "text/unicode.h"
#include <ctype.h>
#include <strings.h>

/* As spreadsheets take them: "History" is a sheet of Excel's own, and an apostrophe at an end is part of no name. */
static bool sheet_name_is_valid(const char *s)
{
	size_t n = strlen(s);
	return n > 0 && unicode_units(s) <= 31 && !strpbrk(s, "[]:*?/\\") && *s != '\'' && s[n - 1] != '\''
	       && s[strspn(s, " ")] && strcasecmp(s, "sarflow") != 0 && strcasecmp(s, "history") != 0;
}

/* One of a few words, by its place in the list; otherwise where the key is absent, and where it is none of them. */
static int read_word(struct template_reader *r, const struct yaml *map, const char *key, const char *const *words,
                     size_t count, int otherwise)
{
	const char *text = template_plain(r, map, key, NULL);
	struct names all = {0};
	for (size_t i = 0; text && i < count; i++) {
		if (strcmp(words[i], text) == 0)
			return (int)i + 1;
		*LIST_ADD(r->sc, &all) = words[i];
	}
	if (text)
		template_complain(r, template_at(map, key), "\"{key}\" is one of these: {words}", key,
			list_join(r->sc, &all, ", "));
	return otherwise;
}

/* In the orders of their enums, from the second on. */
static const char *const takes[] = { "verdict", "finding", "severity", "comment" };
static const char *const abouts[] = { "requirement", "remark" };
static const char *const papers[] = { "letter", "a4", "tabloid", "a3" };

/* Small letters and digits of any script as they are, all else one hyphen; "column-3" where nothing is left. */
static const char *key_of_head(struct scope *sc, const char *head, size_t number)
{
	struct buf *b = buf_new(sc);
	size_t n;
	for (const char *s = head; *s; s += n) {
		bool letter = unicode_is_letter(unicode_at(s, &n));
		if (letter && n == 1)
			buf_char(b, (char)tolower((unsigned char)*s));
		else if (letter)
			buf_put(b, s, n);
		else if (b->len && b->at[b->len - 1] != '-')
			buf_char(b, '-');
	}
	while (b->len && b->at[b->len - 1] == '-')
		b->at[--b->len] = '\0';
	return b->len ? b->at : scope_printf(sc, "column-%zu", number);
}

static bool key_is_valid(const char *s) { return *s && !s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-")]; }

static bool has_key(const struct template_sheet *s, size_t before, const char *key)
{
	for (size_t i = 0; i < before; i++)
		if (strcmp(s->columns[i].key, key) == 0)
			return true;
	return false;
}

/* Two heads may be the same, two keys not: of the heads' own keys the later one is counted. */
static const char *read_key(struct template_reader *r, const struct yaml *c, const struct template_sheet *s, size_t at)
{
	const char *given = template_plain(r, c, "key", NULL);
	const char *usual = key_of_head(r->sc, s->columns[at].head.in[0], at + 1), *key = given ? given : usual;
	if (given && !key_is_valid(given))
		template_complain(r, template_at(c, "key"), "the key of a column has small letters from a to z, "
			"digits, - and _");
	if (given && has_key(s, at, given))
		template_complain(r, template_at(c, "key"), "two columns have the key \"{key}\"", given);
	for (int n = 2; !given && has_key(s, at, key); n++)
		key = scope_printf(r->sc, "%s-%d", usual, n);
	return key;
}

/* What comes back from the authority is understood by these words: one that nothing stands for would be lost. */
static void check_answers(const struct template *t, struct template_reader *r, const struct yaml *c,
                          const struct template_sheet_column *column)
{
	if (column->takes && !column->authority)
		template_complain(r, template_at(c, "takes"), "only a column of the authority takes anything: side: "
			"authority");
	if (column->raises.count && column->takes != TEMPLATE_TAKES_VERDICT)
		template_complain(r, template_at(c, "raises"), "only a verdict raises a deficiency: takes: verdict");
	for (size_t i = 0; i < column->raises.count; i++)
		if (!list_has(&column->choices, column->raises.at[i]))
			template_complain(r, template_at(c, "raises"), "\"{word}\" is none of the column's choices",
				column->raises.at[i]);
	for (size_t i = 0; column->takes == TEMPLATE_TAKES_SEVERITY && i < column->choices.count; i++)
		if (template_severity_called(t, column->choices.at[i]) < 0)
			template_complain(r, template_at(c, "choices"), "\"{word}\" is no severity of remarks",
				column->choices.at[i]);
}

static void read_column(const struct template *t, struct template_reader *r, const struct yaml *c,
                        struct template_sheet *out)
{
	struct template_sheet_column *column = &out->columns[out->column_count++];
	*column = (struct template_sheet_column){ .key = "" };
	if (!template_keys(r, c, "head key width type side choices takes raises link optional"))
		return;
	const char *side = template_plain(r, c, "side", "applicant");
	*column = (struct template_sheet_column){ .head = template_words(r, c, "head", ""),
		.width = template_integer(r, c, "width", 0),
		.authority = strcmp(side, "authority") == 0 || strcmp(side, "government") == 0,
		.optional = template_flag(r, c, "optional", false), .link = template_integer(r, c, "link", 0),
		.takes = (enum template_takes)read_word(r, c, "takes", takes, countof(takes), TEMPLATE_TAKES_NOTHING),
		.choices = template_names(r, c, "choices"), .raises = template_names(r, c, "raises") };
	column->key = read_key(r, c, out, out->column_count - 1);
	if (!column->authority && strcmp(side, "applicant") != 0)
		template_complain(r, template_at(c, "side"), "the side of a column is applicant or authority");
	template_type(r, c, &column->type);
	if (column->width < 0 || column->width > 255)
		template_complain(r, template_at(c, "width"), "a column is 1 to 255 characters wide");
	if ((size_t)column->link > out->result_count)
		out->result_count = (size_t)column->link;
	check_answers(t, r, c, column);
}

static void read_columns(const struct template *t, struct template_reader *r, const struct yaml *list,
                         struct template_sheet *out)
{
	out->columns = NEWS(r->sc, struct template_sheet_column, list->count + 1);
	out->result_count = list->count;
	for (size_t i = 0; i < list->count; i++)
		read_column(t, r, list->items[i], out);
}

static void read_block(struct template_reader *r, const struct yaml *map, struct template_sheet *out)
{
	const struct yaml *list = yaml_get(map, "block");
	if (list && list->kind != YAML_LIST && !list->null)
		template_complain(r, list, "a list is wanted for \"{key}\"", "block");
	for (size_t i = 0; list && list->kind == YAML_LIST && i < list->count; i++) {
		const struct yaml *item = list->items[i];
		if (!template_keys(r, item, "key head choices"))
			continue;
		const char *key = template_required_text(r, item, "key");
		for (size_t k = 0; k < out->block.count; k++)
			if (strcmp(out->block.at[k].key, key) == 0)
				template_complain(r, item, "\"{word}\" stands twice in the list \"{key}\"", key,
					"block");
		if (*key && !key_is_valid(key))
			template_complain(r, template_at(item, "key"), "the key of a column has small letters from a "
				"to z, digits, - and _");
		*LIST_ADD(r->sc, &out->block) = (struct template_sheet_field){ key, template_words(r, item, "head",
			key), template_names(r, item, "choices"), template_place(r, item) };
	}
}

/* A row of their own is read back only where something in it can say what is wrong. */
static void check_spare(struct template_reader *r, const struct yaml *map, const struct template_sheet *s)
{
	enum { MOST = 1000 };
	bool open = false;
	for (size_t i = 0; i < s->column_count; i++)
		open = open || s->columns[i].takes == TEMPLATE_TAKES_FINDING
		       || s->columns[i].takes == TEMPLATE_TAKES_COMMENT;
	if (s->spare > MOST)
		template_complain(r, template_at(map, "spare"), "a sheet has at most {most} spare rows", MOST);
	if (s->spare && !open)
		template_complain(r, template_at(map, "spare"), "spare rows want a column that takes a finding or a "
			"comment");
}

/* name: its key under `sheets`; NULL where it is written out in a profile and names itself. */
static void read_sheet(struct template *t, struct template_reader *r, const char *name, const struct yaml *map,
                       struct template_sheet *out)
{
	const struct yaml *columns = yaml_get(map, "columns");
	*out = (struct template_sheet){ .name = name ? name : "", .place = template_place(r, map) };
	if (!template_keys(r, map, name ? "title register sql columns style landscape group about spare block paper"
	                   : "name title register sql columns style landscape group about spare block paper"))
		return;
	*out = (struct template_sheet){ .name = name ? name : template_required_text(r, map, "name"),
		.title = template_words(r, map, "title", ""), .sql = template_plain(r, map, "sql", NULL),
		.form = strcmp(template_plain(r, map, "style", ""), "form") == 0,
		.landscape = template_flag(r, map, "landscape", false),
		.group = template_integer(r, map, "group", 0), .spare = template_integer(r, map, "spare", 0),
		.about = (enum template_about)read_word(r, map, "about", abouts, countof(abouts), 0),
		.paper = (enum template_paper)read_word(r, map, "paper", papers, countof(papers), 0),
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
		read_columns(t, r, columns, out);
	read_block(r, map, out);
	check_spare(r, map, out);
}

/* A sheet of a profile: one of `sheets` by its name, or written out in place. */
static const struct template_sheet *find_sheet(struct template *t, struct template_reader *r, const struct yaml *item)
{
	if (item->kind == YAML_MAP) {
		struct template_sheet *own = NEW(r->sc, struct template_sheet);
		read_sheet(t, r, NULL, item, own);
		return own;
	}
	for (size_t i = 0; i < t->parts->sheets.count && item->kind == YAML_TEXT; i++)
		if (strcmp(t->parts->sheets.at[i].name, item->text) == 0)
			return &t->parts->sheets.at[i];
	template_complain(r, item, "there is no sheet \"{sheet}\" under sheets", item->text);
	return NULL;
}

static void read_profile(struct template *t, struct template_reader *r, const char *name, const struct yaml *map)
{
	const struct yaml *sheets = yaml_get(map, "sheets");
	if (!template_keys(r, map, "title sheets paper"))
		return;
	if (!sheets || sheets->kind != YAML_LIST || sheets->count == 0) {
		template_complain(r, map, "profile {name} has no sheets", name);
		return;
	}
	struct template_profile *out = LIST_ADD(r->sc, &t->parts->profiles);
	*out = (struct template_profile){ .name = name, .title = template_title(r, map, name),
		.paper = (enum template_paper)read_word(r, map, "paper", papers, countof(papers), 0) };
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
		struct template_sheet *s = LIST_ADD(sc, &t->parts->sheets);
		read_sheet(t, &r, sheets->keys[i], sheets->items[i], s);
	}
	for (size_t i = 0; map && i < map->count; i++)
		read_profile(t, &r, map->keys[i], map->items[i]);
	if (t->parts->profiles.count == 0)
		template_complain(&r, root, "no profile is defined");
}
