/* edit_attach_rows.c: the rows that attached files get: what a person said, what a file says, what lacks. */
#include "base/base.h"
#include "base/lookup.h"
#include "desk/edit_attach.h"
#include "text/word.h"

/* --- answers --- */

/* Each is of a column that there is, and a value that it takes. */
void edit_plan_check_answers(const struct edit_plan *p, const struct names *set, struct attaching_problems *to)
{
	for (size_t i = 0; i < set->count; i++) {
		struct edit_answer a;
		if (!edit_targets_find(p->targets, set->at[i], &a)) {
			edit_plan_refuse(p, to, FAULT_USAGE, REMEDY("", "set", "COLUMN=VALUE"),
				PHRASE("\"{given}\": the register "
				"{register} has no such column", set->at[i], p->targets->at[0].into->name));
			continue;
		}
		const struct phrase *mistake = *a.value ? package_cell_mistake(p->sc, p->d->template, a.column, a.value)
			: NULL;
		if (mistake)
			edit_plan_refuse(p, to, FAULT_USAGE, NULL,
				PHRASE("{column} \"{value}\": {mistake}", a.column->name, a.value,
				mistake));
	}
}

/* What is said of the file alone goes first, then what is said of all.  A blank that a list has in a column says that
 * there is none, where nobody says more and the column can do without. */
static void put_answers(const struct edit_plan *p, const struct names *set, bool blanks, struct attaching_row *rows)
{
	for (size_t i = 0; i < set->count; i++) {
		struct edit_answer a;
		if (!edit_targets_find(p->targets, set->at[i], &a))
			continue;
		const char **cell = &rows[a.target].cells[a.at];
		if (!*cell && (*a.value ? !blanks : blanks && !a.column->required))
			*cell = a.value;
	}
}

/* --set COLUMN= says that there is none. */
static void put_shared(const struct edit_plan *p, struct attaching_row *rows)
{
	for (size_t i = 0; i < p->how->set->count; i++) {
		struct edit_answer a;
		if (edit_targets_find(p->targets, p->how->set->at[i], &a) && !rows[a.target].cells[a.at])
			rows[a.target].cells[a.at] = a.value;
	}
}

static bool is_wanted(const struct edit_target *t, const struct attaching_row *row)
{
	bool any = !t->columns;
	for (size_t i = 0; t->columns && i < t->columns->count; i++) {
		const char *cell = row->cells[template_column(t->into, t->columns->at[i])];
		any = any || (cell && *cell);
	}
	return any;
}

/* Of two lines about one row, what either says; what both say must be the same. */
static void merge_row(const struct edit_plan *p, struct attaching_file *f, struct attaching_row *into,
                      const struct attaching_row *from, int line)
{
	for (size_t c = 0; c < into->into->column_count; c++) {
		const char *a = into->cells[c], *b = from->cells[c];
		if (a && b && *a && *b && strcmp(a, b) != 0)
			edit_plan_refuse(p, &f->problems, FAULT_USAGE, NULL,
				PHRASE("lines {line} and {other} of the list are about "
				"{file} and differ in {column}: \"{a}\", \"{b}\"", f->line, line, f->file,
				into->into->columns[c].name, a, b));
		else if (!a || !*a)
			into->cells[c] = b ? b : a;
	}
}

static bool same_key(const struct attaching_row *a, const struct attaching_row *b)
{
	const struct template_register *r = a->into;
	for (size_t k = 0; k < r->key_count; k++) {
		const char *x = a->cells[r->key[k]], *y = b->cells[r->key[k]];
		if (strcmp(x ? x : "", y ? y : "") != 0)
			return false;
	}
	return true;
}

static void add_row(const struct edit_plan *p, struct attaching_file *f, const struct attaching_row *row, int line)
{
	for (size_t i = 0; i < f->rows.count; i++)
		if (f->rows.at[i].into == row->into && same_key(&f->rows.at[i], row)) {
			merge_row(p, f, &f->rows.at[i], row, line);
			return;
		}
	*LIST_ADD(p->sc, &f->rows) = *row;
}

void edit_plan_make_rows(const struct edit_plan *p, struct attaching_file *f, const struct attaching_wish *w)
{
	const struct edit_targets *all = p->targets;
	struct attaching_row *rows = NEWS(p->sc, struct attaching_row, all->count + 1);
	for (size_t i = 0; i < all->count; i++)
		rows[i] = (struct attaching_row){ .into = all->at[i].into,
			.cells = NEWS(p->sc, const char *, all->at[i].into->column_count + 1),
			.proposed = NEWS(p->sc, bool, all->at[i].into->column_count + 1) };
	put_answers(p, &w->set, false, rows);
	put_shared(p, rows);
	put_answers(p, &w->set, true, rows);
	for (size_t i = 0; i < all->count; i++) {
		if (!is_wanted(&all->at[i], &rows[i]))
			continue;
		rows[i].cells[all->at[i].file_column] = f->path;
		add_row(p, f, &rows[i], w->line);
	}
}

/* --- what the file says --- */

static const char *fact_of(const struct edit_plan *p, const struct attaching_file *f, enum template_fact fact,
                           const struct template_column *of)
{
	switch (fact) {
	case TEMPLATE_FACT_TITLE: return f->title;
	case TEMPLATE_FACT_LANGUAGE: return f->language;
	case TEMPLATE_FACT_PAGES:
		return f->pages == 0 ? "" : of->type == TEMPLATE_PAGES && f->pages > 1
		       ? scope_printf(p->sc, "1-%d", f->pages) : scope_printf(p->sc, "%d", f->pages);
	}
	return "";
}

/* A value that the column does not take is none; of a language its first part may do. */
static const char *fitting(const struct edit_plan *p, const struct template_column *of, const char *value,
                           enum template_fact fact)
{
	if (*value && fact == TEMPLATE_FACT_LANGUAGE && package_cell_mistake(p->sc, p->d->template, of, value))
		value = scope_copy_bytes(p->sc, value, strcspn(value, "-"));
	return *value && !package_cell_mistake(p->sc, p->d->template, of, value) ? value : NULL;
}

static void propose(const struct edit_plan *p, const struct attaching_file *f, struct attaching_row *row)
{
	for (size_t i = 0; i < p->d->template->attach.proposes.count; i++) {
		const struct template_proposal *from = &p->d->template->attach.proposes.at[i];
		int c = template_column(row->into, from->column);
		if (row->cells[c])
			continue;
		const struct template_column *of = &row->into->columns[c];
		row->cells[c] = fitting(p, of, fact_of(p, f, from->fact, of), from->fact);
		row->proposed[c] = row->cells[c] != NULL;
	}
}

/* --- against the register --- */

/* The template's word at the door: what may not come in, and why. */
static void check_refusals(const struct edit_plan *p, struct attaching_file *f, const struct attaching_row *row)
{
	for (size_t i = 0; i < p->d->template->attach.refusals.count; i++) {
		const struct template_refusal *r = &p->d->template->attach.refusals.at[i];
		const char *value = row->cells[template_column(row->into, r->column)];
		const char *reason = row->cells[template_column(row->into, r->unless)];
		for (size_t k = 0; value && k < r->values.count; k++)
			if (word_is_in(value, r->values.at[k]) && (!reason || !*reason || strcmp(reason, "none") == 0))
				edit_plan_refuse(p, &f->problems, FAULT_REFUSED, NULL,
					PHRASE("{column} \"{value}\": {says}", r->column,
					value, r->says.in[p->d->language]));
	}
}

static void count_lack(const struct edit_plan *p, const struct template_register *into,
	const struct template_column *of)
{
	for (size_t i = 0; i < p->out->lacks.count; i++)
		if (p->out->lacks.at[i].of == of) {
			p->out->lacks.at[i].files++;
			return;
		}
	*LIST_ADD(p->sc, &p->out->lacks) = (struct attaching_lack){ into, of, 1 };
}

/* Of the first register what the template asks for, of others what their rows cannot do without. */
static void check_lacks(const struct edit_plan *p, const struct edit_target *t, const struct attaching_row *row)
{
	const struct names *asks = &p->d->template->attach.asks;
	for (size_t i = 0; !t->columns && i < asks->count; i++) {
		int c = template_column(row->into, asks->at[i]);
		if (!row->cells[c])
			count_lack(p, row->into, &row->into->columns[c]);
	}
	for (size_t c = 0; t->columns && c < row->into->column_count; c++)
		if (row->into->columns[c].required && (!row->cells[c] || !*row->cells[c]))
			count_lack(p, row->into, &row->into->columns[c]);
}

/* A value must not be lost because the table has no place for it. */
static void check_header(const struct edit_plan *p, struct attaching_file *f, const struct edit_target *t,
                         const struct attaching_row *row)
{
	for (size_t c = 0; c < row->into->column_count; c++)
		if (row->cells[c] && *row->cells[c] && !edit_rows_has(t->rows, c))
			edit_plan_refuse(p, &f->problems, FAULT_REFUSED, NULL,
				PHRASE("registers/{name}.csv has no column \"{column}\" "
				"for \"{value}\"; add it to the header first", row->into->name,
					row->into->columns[c].name,
				row->cells[c]));
}

static bool names_pages(const struct edit_target *t, const struct attaching_row *row)
{
	for (size_t k = 0; k < row->into->key_count; k++) {
		const char *cell = row->cells[row->into->key[k]];
		if (row->into->key[k] != t->file_column && cell && *cell)
			return true;
	}
	return false;
}

/* A row of the register with the same key; where this one is about the whole file, any about it. */
static size_t find_row(const struct edit_target *t, const struct attaching_file *f, const struct attaching_row *row)
{
	size_t at = edit_rows_find(t->rows, row->cells);
	return at != LOOKUP_NONE || names_pages(t, row) ? at : edit_rows_about(t->rows, f->path);
}

/* Rows that are there are left alone, and told where they say otherwise. */
static void compare_row(const struct edit_plan *p, struct attaching_file *f, const struct edit_target *t,
                        const struct attaching_row *row, size_t at)
{
	for (size_t c = 0; c < row->into->column_count; c++) {
		const char *is = edit_rows_cell(t->rows, at, c), *said = row->cells[c];
		if (said && strcmp(said, is) != 0 && c != t->file_column)
			*LIST_ADD(p->sc, &f->notes) = phrase_new(p->sc, "its row in registers/{name}.csv has {column} "
				"\"{is}\" and not \"{said}\"; change it there", row->into->name,
				row->into->columns[c].name, is, said);
	}
}

static bool has_answer(const struct edit_target *t, const struct attaching_row *row)
{
	for (size_t c = 0; c < row->into->column_count; c++)
		if (row->cells[c] && c != t->file_column)
			return true;
	return false;
}

static void judge_row(const struct edit_plan *p, struct attaching_file *f, struct attaching_row *row)
{
	const struct edit_target *t = edit_targets_of(p->targets, row->into);
	size_t at = find_row(t, f, row);
	row->there = at != LOOKUP_NONE;
	if (row->there)
		compare_row(p, f, t, row, at);
	else if (f->what == ATTACHING_REPLACED && !has_answer(t, row))
		row->there = true;              /* who only replaces a file was never asked about it */
	if (!t->columns)
		check_refusals(p, f, row);
	if (row->there)
		return;
	if (!t->columns)
		propose(p, f, row);
	edit_attach_keep(p->d->template, row, p->how->how);
	check_lacks(p, t, row);
	check_header(p, f, t, row);
}

void edit_plan_judge_rows(const struct edit_plan *p)
{
	for (size_t i = 0; i < p->out->files.count; i++) {
		struct attaching_file *f = &p->out->files.at[i];
		bool all = true;
		for (size_t k = 0; k < f->rows.count; k++) {
			judge_row(p, f, &f->rows.at[k]);
			all = all && f->rows.at[k].there;
		}
		if (f->what == ATTACHING_ROWS && all)
			f->what = ATTACHING_THERE;
	}
}

