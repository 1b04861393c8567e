/* take_table.c: tables into registers: a stranger's, and those of our own workbooks. */
#include "base/base.h"
#include "desk/take_private.h"
#include "intake/identity.h"
#include "text/token.h"

static const struct fault *put_table(struct take *k, const struct merge *m)
{
	const char *bytes = NULL;
	size_t len = 0;
	struct buf *out = buf_new(k->desk->sc);
	if (m->rows.count == 0)
		return NULL;
	TRY(take_bytes(k, m->now->path, &bytes, &len));
	TRY(merge_write(k->desk->sc, m, bytes, len, out));
	return take_file(k, m->now->path, out->at, out->len);
}

/* --- a stranger's tables --- */

/* What was passed over, and what it may be. */
static void tell_head(struct take *k, const struct taken *t, const struct taken_head *h)
{
	struct scope *sc = k->desk->sc;
	const char *near = list_join(sc, &h->near, ", "), *first = h->near.count ? h->near.at[0] : "COLUMN";
	const struct remedy *remedy = REMEDY("", "column", scope_printf(sc, "%s=%s", h->text, first));
	const struct phrase *says = phrase_new(sc, "no column of {register} is called \"{head}\"; its {count} "
		"{count:cell is|cells are} not taken", t->shape->name, h->text, h->filled);
	if (h->near.count)
		says = phrase_new(sc, "no column of {register} is called \"{head}\"; its {count} {count:cell is|cells "
			"are} not "
			"taken; it may be one of these: {near}", t->shape->name, h->text, h->filled, near);
	doubt_add_remedy(k->doubts, FINDING_WARNING, t->sheet->name, t->head_row, h->column, says, remedy);
}

/* What another person may have said long ago. */
static void tell_remembered(struct take *k, const struct taken *t, const struct taken_head *h)
{
	doubt_add(k->doubts, FINDING_NOTE, t->sheet->name, t->head_row, h->column, PHRASE("\"{head}\" is taken as "
		"{column}, as line {line} of columns.csv says", h->text, h->said->key, h->said->line));
}

static void tell_heads(struct take *k, const struct taken *t)
{
	for (size_t i = 0; i < t->heads.count; i++) {
		const struct taken_head *h = &t->heads.at[i];
		if (h->of < 0)
			tell_head(k, t, h);
		else if (h->said && h->said->line)
			tell_remembered(k, t, h);
	}
}

static void tell_rows(struct take *k, const struct taken *t)
{
	size_t hidden = 0, struck = 0;
	int first_hidden = 0, first_struck = 0;
	for (size_t i = 0; i < t->rows.count; i++) {
		const struct taken_row *r = &t->rows.at[i];
		first_hidden = r->hidden && !hidden ? r->number : first_hidden;
		first_struck = r->struck && !struck ? r->number : first_struck;
		hidden += r->hidden;
		struck += r->struck;
	}
	if (t->sheet->hidden)
		doubt_add(k->doubts, FINDING_WARNING, t->sheet->name, 0, 0,
			PHRASE("this sheet is hidden; it is taken as well"));
	if (hidden)
		doubt_add(k->doubts, FINDING_WARNING, t->sheet->name, first_hidden, 0, PHRASE("{count} hidden "
			"{count:row is|rows are} taken as well, this one first", hidden));
	if (struck)
		doubt_add(k->doubts, FINDING_WARNING, t->sheet->name, first_struck, 0,
			PHRASE("{count} {count:row|rows} of "
			"words struck through {count:is|are} taken as well, this one first", struck));
}

static const struct fault *shapes_of(struct take *k, const char *only, const struct shape *const **out,
                                     size_t *count)
{
	const struct template *t = k->desk->template;
	const struct shape **shapes = NEWS(k->desk->sc, const struct shape *, t->registers.count + 1);
	*count = 0;
	for (size_t i = 0; i < t->registers.count; i++)
		if (!only || strcmp(t->registers.at[i].name, only) == 0)
			shapes[(*count)++] = shape_of_register(k->desk->sc, t, &t->registers.at[i]);
	*out = shapes;
	return *count ? NULL : fault_make(FAULT_USAGE, "the template has no register \"{register}\"", only ? only : "");
}

static struct take_table *add_table(struct take *k, const char *file, const struct workbook_sheet *sheet)
{
	struct take_table *out = LIST_ADD(k->desk->sc, &k->tables);
	out->file = scope_copy(k->desk->sc, file);
	out->sheet = scope_copy(k->desk->sc, sheet->name);
	return out;
}

static const struct fault *take_strange(struct take *k, const char *file, const struct workbook *book,
                                        const struct take_wish *wish)
{
	const struct shape *const *shapes = NULL;
	const struct taken_names *names = take_names(k, wish->names);
	size_t count = 0, found = 0;
	TRY(shapes_of(k, wish->register_, &shapes, &count));
	for (size_t i = 0; i < book->sheet_count; i++) {
		const struct workbook_sheet *sheet = &book->sheets[i];
		struct take_table *table = sheet->row_count ? add_table(k, file, sheet) : NULL;
		const struct taken *t = table ? taken_read(k->desk->sc, sheet, shapes, count, names, k->doubts)
			: NULL;
		if (!t)
			continue;
		found++;
		tell_heads(k, t);
		tell_rows(k, t);
		table->taken = t;
		table->merge = merge_table(k->desk->sc, k->package, t, NULL, wish->whole, k->doubts);
		TRY(put_table(k, table->merge));
	}
	return found ? NULL : fault_advise(fault_make(FAULT_NOT_FOUND,
		"{file} has no table with the columns of a register "
		"of this package", file), wish->register_ ? NULL : REMEDY("", "register", "NAME"));
}

/* --- a workbook of ours --- */

/* What a hidden sheet remembers: the register as it was when the workbook was written; NULL: it is none of those. */
static const char *was_of(const struct workbook_sheet *sheet)
{
	static const char key[] = "sarflow was=";
	const char *first = workbook_cell(sheet, 1, 1)->text;
	return strncmp(first, key, strlen(key)) == 0 ? first + strlen(key) : NULL;
}

static const struct merge_base *base_of(struct take *k, const struct workbook *book, const struct template_sheet *of,
                                        const struct package *was)
{
	for (size_t i = 0; i < book->sheet_count; i++) {
		const char *name = was_of(&book->sheets[i]);
		if (name && strcmp(name, of->name) == 0)
			return merge_base_read(k->desk->sc, of->shown, &book->sheets[i]);
	}
	return was ? merge_base_of(k->desk->sc, of->name, package_register(was, of->shown->name)) : NULL;
}

static bool has_base(const struct workbook *book)
{
	for (size_t i = 0; i < book->sheet_count; i++)
		if (was_of(&book->sheets[i]))
			return true;
	return false;
}

/* Sheets that show a register, by the name they have in a workbook of this profile. */
static struct template_sheet sheet_called(const struct take *k, const char *key)
{
	const struct template_sheets *sheets = template_sheets(k->desk->template);
	for (size_t i = 0; i < sheets->count; i++)
		if (sheets->at[i].shown && strcmp(sheets->at[i].name, key) == 0)
			return sheets->at[i];
	return (struct template_sheet){ .name = key, .shown = template_register(k->desk->template, key) };
}

static const struct fault *take_own_sheet(struct take *k, const char *file, const struct workbook *book,
                                          const struct workbook_sheet *sheet, const struct package *was)
{
	const char *key = taken_sheet_key(k->desk->sc, sheet);
	const struct template_sheet of = sheet_called(k, key ? key : sheet->name);
	struct take_table *table = of.shown ? add_table(k, file, sheet) : NULL;
	if (!table)
		return NULL;
	struct shape *shape = (struct shape *)(uintptr_t)shape_of_register(k->desk->sc,
		k->desk->template, of.shown);
	shape->name = of.name;
	const struct shape *const shapes[] = { shape };
	const struct merge_base *base = base_of(k, book, &of, was);
	table->taken = taken_read(k->desk->sc, sheet, shapes, 1, NULL, k->doubts);
	if (!table->taken)
		return NULL;
	table->based = base != NULL;
	tell_heads(k, table->taken);
	table->merge = merge_table(k->desk->sc, k->package, table->taken, base, false, k->doubts);
	return put_table(k, table->merge);
}

static const struct fault *judge_identity(const struct take *k, const char *file, const struct identity *who)
{
	if (strcmp(who->package, k->package->id) != 0)
		return fault_make(FAULT_REFUSED, "{file} belongs to the package {package}, not to {own}", file,
			who->package,
			k->package->id);
	if (who->form > TOKEN_FORM)
		return fault_make(FAULT_REFUSED, "{file} was made by a newer sarflow; use that one to read it", file);
	if (who->form < TOKEN_FORM)
		return fault_make(FAULT_REFUSED, "{file} was made by an older sarflow, which made no workbooks that "
			"can be read back",
			file);
	if (who->submittal)
		return fault_advise(fault_make(FAULT_REFUSED, "{file} is the workbook of submittal {number}, which the "
			"authority returns", file, who->submittal), REMEDY("return", "", file));
	return NULL;
}

static const struct fault *take_own(struct take *k, const char *file, const struct workbook *book,
                                    const struct identity *who)
{
	struct package *was = NULL;
	struct store_id id;
	TRY(judge_identity(k, file, who));
	if (*who->version)
		TRY(desk_package(k->desk, who->version, &was, &id));
	else if (!has_base(book))
		doubt_add(k->doubts, FINDING_WARNING, "", 0, 0, PHRASE("the workbook was made from files that were "
			"not saved, so "
			"nobody can say what was changed in it: it is held against the package as it is now"));
	for (size_t i = 0; i < book->sheet_count; i++)
		if (!was_of(&book->sheets[i]) && strcmp(book->sheets[i].name, "sarflow") != 0)
			TRY(take_own_sheet(k, file, book, &book->sheets[i], was));
	return NULL;
}

const struct fault *take_workbook(struct take *k, const char *file, const struct workbook *book,
                                  const struct take_wish *wish)
{
	struct identity who;
	if (!identity_read(k->desk->sc, book, &who))
		return take_strange(k, file, book, wish);
	return take_own(k, file, book, &who);
}
