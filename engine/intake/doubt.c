/* doubt.c: a list of what is to be looked at. */
#include "base/base.h"
#include "base/list.h"
#include "intake/doubt.h"
#include "text/workbook.h"

struct doubts *doubt_list(struct scope *sc)
{
	struct doubts *d = NEW(sc, struct doubts);
	d->sc = sc;
	return d;
}

void doubt_add(struct doubts *d, enum finding_level level, const char *sheet, int row, int column,
               const struct phrase *says)
{
	doubt_add_remedy(d, level, sheet, row, column, says, NULL);
}

void doubt_add_remedy(struct doubts *d, enum finding_level level, const char *sheet, int row, int column,
                      const struct phrase *says, const struct remedy *remedy)
{
	*LIST_ADD(d->sc, d) = (struct doubt){ level, sheet ? scope_copy(d->sc, sheet) : "", row, column,
	                                      phrase_keep(d->sc, says), remedy_keep(d->sc, remedy) };
}

size_t doubt_count(const struct doubts *d, enum finding_level level)
{
	size_t n = 0;
	for (size_t i = 0; i < d->count; i++)
		n += d->at[i].level == level;
	return n;
}

const char *doubt_place(struct scope *sc, const struct doubt *d)
{
	if (!d->row)
		return d->sheet;
	return scope_printf(sc, *d->sheet ? "%s!%s" : "%s%s", d->sheet,
	                    d->column ? workbook_place(sc, d->row, d->column) : scope_printf(sc, "%d", d->row));
}

static int by_kind(const struct doubt *a, const struct doubt *b)
{
	int sheet = strcmp(a->sheet, b->sheet);
	if (a->level != b->level)
		return a->level > b->level ? -1 : 1;
	if (sheet != 0)
		return sheet;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return strcmp(a->says->english, b->says->english);
}

static int in_order(const void *x, const void *y)
{
	const struct doubt *a = x, *b = y;
	int kind = by_kind(a, b);
	return kind ? kind : (a->row > b->row) - (a->row < b->row);
}

void doubt_sort(struct doubts *d)
{
	if (d->count > 1)
		qsort(d->at, d->count, sizeof *d->at, in_order);
}

bool doubt_group(const struct doubts *d, size_t from, size_t *count)
{
	*count = 0;
	while (from + *count < d->count && by_kind(&d->at[from], &d->at[from + *count]) == 0)
		++*count;
	return *count > 0;
}
