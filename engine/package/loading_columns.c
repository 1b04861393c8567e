/* loading_columns.c: columns.csv, held against the template's registers. */
#include "base/base.h"
#include "package/loading_private.h"
#include "text/csv.h"

static const char file[] = "columns.csv";

static void complain(struct loading *l, int line, const struct phrase *says)
{
	finding_add(l->p->findings, FINDING_column_head, (struct place){ file, line }, says);
}

static bool is_title(const struct csv_row *r)
{
	return r->count == 3 && strcmp(r->cells[0], "register") == 0 && strcmp(r->cells[1], "head") == 0
	       && strcmp(r->cells[2], "column") == 0;
}

/* Is there such a column?  Another version of the template may know what this one does not: the line stays. */
static bool judge_names(struct loading *l, const struct package_head *h)
{
	const struct template_register *r = template_register(l->p->template, h->register_);
	if (r && template_column(r, h->column) >= 0 && *h->head)
		return true;
	complain(l, h->line, r ? PHRASE("the register {register} has no column \"{column}\"", h->register_, h->column)
		: PHRASE("the template has no register \"{register}\"", h->register_));
	return false;
}

static void read_row(struct loading *l, const struct csv_row *r)
{
	if (r->count != 3) {
		complain(l, r->line, PHRASE("three cells are wanted here: register, head, column"));
		l->p->heads_broken = true;
		return;
	}
	struct package_head *h = LIST_ADD(l->sc, &l->p->heads);
	*h = (struct package_head){ r->cells[0], r->cells[1], r->cells[2], r->line, false };
	h->counts = judge_names(l, h);
}

/* Of each line the first one of the same head; itself, where it is that. */
static size_t *firsts_of(struct scope *sc, const struct package *p)
{
	struct lookup *names = lookup_new(sc);
	size_t *first = NEWS(sc, size_t, p->heads.count + 1);
	for (size_t i = 0; i < p->heads.count; i++) {
		const struct package_head *h = &p->heads.at[i];
		const char *name = scope_printf(sc, "%s\n%s", h->register_, h->head);
		first[i] = lookup_add(names, name, i) ? i : lookup_find(names, name);
	}
	return first;
}

/* Two people may have said two things of one head: then neither counts until one of the lines is gone. */
static void judge_twice(struct loading *l)
{
	SCOPE(turn);
	struct package *p = l->p;
	const size_t *first = firsts_of(turn, p);
	bool *split = NEWS(turn, bool, p->heads.count + 1);
	for (size_t i = 0; i < p->heads.count; i++) {
		const struct package_head *h = &p->heads.at[i], *before = &p->heads.at[first[i]];
		if (strcmp(before->column, h->column) == 0)
			continue;
		split[first[i]] = true;
		complain(l, h->line, PHRASE("line {line} says of the same head that it is {column}: neither counts; "
			"remove one", before->line, before->column));
	}
	for (size_t i = 0; i < p->heads.count; i++)
		p->heads.at[i].counts = p->heads.at[i].counts && !split[first[i]];
}

const struct fault *loading_columns(struct loading *l)
{
	const char *text = NULL;
	size_t len = 0;
	TRY(loading_text(l, file, true, &text, &len));
	l->p->heads_broken = loading_entry(l, file) && !text;
	if (!text)
		return NULL;
	const struct csv *csv = csv_read(l->sc, text, len);
	for (size_t i = 0; i < csv->mistake_count; i++)
		complain(l, csv->mistakes[i].line, csv->mistakes[i].says);
	l->p->heads_broken = csv->mistake_count > 0;
	for (size_t i = 0; i < csv->count; i++)
		if (!is_title(&csv->rows[i]))
			read_row(l, &csv->rows[i]);
	judge_twice(l);
	return NULL;
}
