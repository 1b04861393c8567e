/* shape.c: the columns of registers and sheets, as people call them. */
#include "base/base.h"
#include "base/lookup.h"
#include "intake/shape.h"
#include "intake/value.h"

static void add_titles(struct scope *sc, const struct template *t, const struct words *w, struct names *out)
{
	for (size_t i = 0; i < t->languages.count; i++)
		if (*w->in[i] && !list_has(out, w->in[i]))
			*LIST_ADD(sc, out) = w->in[i];
}

/* Of two columns called the same, as far as letters go, none is found by it: the second takes nothing away. */
static void index_heads(struct scope *sc, struct shape *s)
{
	s->heads = lookup_new(sc);
	for (size_t c = 0; c < s->column_count; c++)
		lookup_add(s->heads, value_bare(sc, s->columns[c].key), c);
	for (size_t c = 0; c < s->column_count; c++)
		for (size_t i = 0; i < s->columns[c].heads.count; i++)
			lookup_add(s->heads, value_bare(sc, s->columns[c].heads.at[i]), c);
}

const struct shape *shape_of_register(struct scope *sc, const struct template *t,
                                                  const struct template_register *r)
{
	struct shape *s = NEW(sc, struct shape);
	*s = (struct shape){ .name = r->name, .of = r, .column_count = r->column_count };
	*LIST_ADD(sc, &s->titles) = r->name;
	add_titles(sc, t, &r->title, &s->titles);
	s->columns = NEWS(sc, struct shape_column, r->column_count);
	for (size_t c = 0; c < r->column_count; c++) {
		s->columns[c] = (struct shape_column){ .key = r->columns[c].name, .of = &r->columns[c] };
		add_titles(sc, t, &r->columns[c].title, &s->columns[c].heads);
	}
	index_heads(sc, s);
	return s;
}

static const struct shape *of_query(struct scope *sc, const struct template *t,
                                                const struct template_sheet *sheet)
{
	struct shape *s = NEW(sc, struct shape);
	*s = (struct shape){ .name = sheet->name, .sheet = sheet, .column_count = sheet->column_count,
	                           .columns = NEWS(sc, struct shape_column, sheet->column_count) };
	add_titles(sc, t, &sheet->title, &s->titles);
	for (size_t c = 0; c < sheet->column_count; c++) {
		s->columns[c] = (struct shape_column){ .key = sheet->columns[c].key };
		add_titles(sc, t, &sheet->columns[c].head, &s->columns[c].heads);
	}
	index_heads(sc, s);
	return s;
}

const struct shape *shape_of_sheet(struct scope *sc, const struct template *t,
                                               const struct template_sheet *sheet)
{
	if (!sheet->shown)
		return of_query(sc, t, sheet);
	struct shape *s = (struct shape *)(uintptr_t)shape_of_register(sc, t, sheet->shown);
	s->sheet = sheet;
	s->name = sheet->name;
	return s;
}
