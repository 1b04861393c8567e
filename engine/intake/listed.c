/* listed.c: a table of files. */
#include "base/base.h"
#include "base/lookup.h"
#include "intake/gather.h"
#include "intake/listed.h"
#include "intake/taken.h"
#include "intake/value.h"

enum { FILE_COLUMN, ELEMENT_COLUMN, NAME_COLUMN, OWN_COLUMNS };

/* How people head these three. */
static const char *const heads[OWN_COLUMNS][10] = {
	{ "file", "path", "file name", "filename", "ファイル", "ファイル名", "パス", "資料", NULL },
	{ "element", "SAR element", "要素", NULL },
	{ "name", "new name", "name in the package", "名前", "保存名", "添付名", NULL },
};
static const char *const keys[OWN_COLUMNS] = { "file", "element", "name" };

struct listing {
	struct scope *sc;
	const struct template *t;
	const char *folder;
	struct attaching_wishes *wishes;
	struct attaching *out;
	const struct taken *table;
};

/* --- what its columns may be --- */

struct columns { struct shape_column *at; size_t count, cap; };

static void add_register(struct scope *sc, const struct template *t, const struct template_register *r,
                         const char *file_column, const struct names *only, struct columns *to)
{
	for (size_t c = 0; c < r->column_count; c++) {
		const struct template_column *of = &r->columns[c];
		bool kept = r == t->attach.into && t->attach.kept_column && strcmp(of->name,
			t->attach.kept_column) == 0;
		if (strcmp(of->name, file_column) == 0 || kept)
			continue;
		struct shape_column *out = LIST_ADD(sc, to);
		*out = (struct shape_column){ .key = scope_printf(sc, "%s.%s", r->name, of->name), .of = of };
		bool plain = !only || list_has(only, of->name);
		if (plain)
			*LIST_ADD(sc, &out->heads) = of->name;
		for (size_t k = 0; plain && k < t->languages.count; k++)
			*LIST_ADD(sc, &out->heads) = of->title.in[k];
	}
}

/* Names of the further registers go first, as they do with --set: of two that are called the same the first is meant,
 * and the other by its register in front. */
static const struct shape *shape_of(struct scope *sc, const struct template *t)
{
	struct shape *s = NEW(sc, struct shape);
	struct columns columns = {0};
	for (size_t i = 0; i < OWN_COLUMNS; i++) {
		struct shape_column *own = LIST_ADD(sc, &columns);
		*own = (struct shape_column){ .key = keys[i] };
		for (size_t k = 0; heads[i][k]; k++)
			*LIST_ADD(sc, &own->heads) = heads[i][k];
	}
	for (size_t i = 0; t->attach.into && i < t->attach.also.count; i++)
		add_register(sc, t, t->attach.also.at[i].into, t->attach.also.at[i].file_column,
		             &t->attach.also.at[i].columns, &columns);
	if (t->attach.into)
		add_register(sc, t, t->attach.into, t->attach.file_column, NULL, &columns);
	*s = (struct shape){ .name = "list", .columns = columns.at, .column_count = columns.count,
		.heads = lookup_new(sc) };
	for (size_t c = 0; c < columns.count; c++) {
		lookup_add(s->heads, value_bare(sc, columns.at[c].key), c);
		for (size_t k = 0; k < columns.at[c].heads.count; k++)
			lookup_add(s->heads, value_bare(sc, columns.at[c].heads.at[k]), c);
	}
	return s;
}

/* --- its lines --- */

static void refuse(const struct listing *l, enum fault_code code, const struct phrase *says)
{
	*LIST_ADD(l->sc, &l->out->problems) = (struct attaching_problem){ code, phrase_keep(l->sc, says), NULL };
}

static const char *own_cell(const struct listing *l, const struct taken_row *row, size_t column)
{
	return row->cells[column] ? value_trimmed(l->sc, row->cells[column]->text) : "";
}

static void take_cell(const struct listing *l, const struct taken_row *row, size_t column, struct attaching_wish *w)
{
	const struct shape_column *c = &l->table->shape->columns[column];
	struct value v = value_read(l->sc, l->t, c->of, row->cells[column]);
	bool wrong = v.level == FINDING_ERROR && v.says;
	if (wrong)
		refuse(l, FAULT_USAGE, PHRASE("line {line}, {column}: {what}", row->number, c->of->name, v.says));
	else if (v.says)
		*LIST_ADD(l->sc, &w->notes) = phrase_new(l->sc, "{column}: {what}", c->of->name, v.says);
	if (v.text && !wrong)
		*LIST_ADD(l->sc, &w->set) = scope_printf(l->sc, "%s=%s", c->key, v.text);
}

static void take_row(const struct listing *l, const struct taken_row *row)
{
	const char *path = own_cell(l, row, FILE_COLUMN), *file = NULL, *name = NULL;
	const char *other = own_cell(l, row, NAME_COLUMN), *element = own_cell(l, row, ELEMENT_COLUMN);
	if (!*path) {
		refuse(l, FAULT_USAGE, PHRASE("line {line} names no file", row->number));
		return;
	}
	const struct fault *f = gather_listed(l->sc, l->folder, path, &file, &name);
	if (f) {
		refuse(l, f->code, PHRASE("line {line}: {what}", row->number, &f->says[f->depth - 1]));
		return;
	}
	struct attaching_wish *w = LIST_ADD(l->sc, l->wishes);
	*w = (struct attaching_wish){ .file = file, .name = *other ? other : name,
		.element = *element ? element : NULL, .line = row->number };
	for (size_t c = OWN_COLUMNS; c < l->table->shape->column_count; c++)
		if (row->cells[c])
			take_cell(l, row, c, w);
}

/* Columns that have no place here are told, with those that they may be. */
static void tell_heads(const struct listing *l)
{
	for (size_t i = 0; i < l->table->heads.count; i++) {
		const struct taken_head *h = &l->table->heads.at[i];
		if (h->of >= 0)
			continue;
		const char *near = list_join(l->sc, &h->near, ", ");
		*LIST_ADD(l->sc, &l->out->notes) = h->near.count
			? phrase_new(l->sc,
				"no column is called \"{head}\", and its {count} {count:cell is|cells are} not "
			             "taken; it may be one of these: {near}", h->text, h->filled, near)
			: phrase_new(l->sc,
				"no column is called \"{head}\", and its {count} {count:cell is|cells are} not "
			             "taken", h->text, h->filled);
	}
}

static void tell_doubts(const struct listing *l, const struct doubts *doubts)
{
	for (size_t i = 0; i < doubts->count; i++) {
		const struct doubt *d = &doubts->at[i];
		const struct phrase *says = phrase_new(l->sc, "{place}: {what}", doubt_place(l->sc, d), d->says);
		if (d->level == FINDING_ERROR)
			refuse(l, FAULT_USAGE, says);
		else
			*LIST_ADD(l->sc, &l->out->notes) = says;
	}
}

static bool names_files(const struct taken *t) { return t && t->column_of[FILE_COLUMN]; }

const struct fault *listed_read(struct scope *sc, const struct template *t, const struct workbook *book,
                                const char *folder, struct attaching_wishes *wishes, struct attaching *out)
{
	struct listing l = { sc, t, folder, wishes, out, NULL };
	const struct shape *shape = shape_of(sc, t);
	struct doubts *doubts = NULL;
	for (size_t i = 0; i < book->sheet_count && !l.table; i++) {
		doubts = doubt_list(sc);
		const struct taken *table = taken_read(sc, &book->sheets[i], &shape, 1, NULL, doubts);
		l.table = names_files(table) ? table : NULL;
	}
	if (!l.table)
		return fault_make(FAULT_USAGE, "has no table with a column \"{column}\" and another one", keys[0]);
	tell_doubts(&l, doubts);
	tell_heads(&l);
	if (l.table->rows.count > GATHER_FILES)
		return fault_make(FAULT_REFUSED, "has more than {most} lines; divide it", GATHER_FILES);
	for (size_t i = 0; i < l.table->rows.count; i++)
		take_row(&l, &l.table->rows.at[i]);
	return NULL;
}
