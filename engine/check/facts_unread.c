/* facts_unread.c: a register as it is in a world where a cell that could not be read is unknown, or anything. */
#include "base/base.h"
#include "base/list.h"
#include "base/lookup.h"
#include "check/facts_private.h"

/* Beyond every number a register holds, and a sum of 20000 of them is still an integer. */
static const char *const far_numbers[] = { "-1000000000000", "1000000000000" };
static const char *const far_days[] = { "1900-01-01", "9999-12-31" };
static const char *const yes_or_no[] = { "yes", "no" };

struct values { struct scope *sc; struct names *names; struct lookup *seen; };

static void add(struct values *v, const char *value)
{
	if (*value && lookup_add(v->seen, value, v->names->count))
		*LIST_ADD(v->sc, v->names) = value;
}

static void add_all(struct values *v, const char *const *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add(v, values[i]);
}

static const char *every_page(struct scope *sc, const struct package *p)
{
	int most = 1;
	for (size_t i = 0; i < p->attachments.count; i++)
		most = p->attachments.at[i].pages > most ? p->attachments.at[i].pages : most;
	return scope_printf(sc, "1-%d", most);
}

/* What the type allows, whatever stands elsewhere. */
static void add_of_type(struct values *v, const struct package *p, const struct template_column *c)
{
	switch (c->type) {
	case TEMPLATE_INTEGER: case TEMPLATE_NUMBER: add_all(v, far_numbers, countof(far_numbers)); break;
	case TEMPLATE_DATE: add_all(v, far_days, countof(far_days)); break;
	case TEMPLATE_YES_NO: add_all(v, yes_or_no, countof(yes_or_no)); break;
	case TEMPLATE_CHOICE: add_all(v, c->choices.at, c->choices.count); break;
	case TEMPLATE_PAGES: add(v, every_page(v->sc, p)); break;
	case TEMPLATE_REQUIREMENT:
		for (size_t i = 0; i < template_requirements(p->template)->count; i++)
			add(v, template_requirements(p->template)->at[i].id);
		break;
	case TEMPLATE_FORMAT:
		for (size_t i = 0; i < p->identity.count; i++)
			add(v, p->identity.at[i].value);
		break;
	case TEMPLATE_TEXT: case TEMPLATE_ATTACHMENT: break;
	}
}

/* May a value of one column be looked for in the other? */
static bool is_alike(const struct template_column *a, const struct template_column *b)
{
	return strcmp(a->name, b->name) == 0 || (a->type == b->type && a->format == b->format
		&& a->type != TEMPLATE_TEXT && a->type != TEMPLATE_CHOICE && a->type != TEMPLATE_YES_NO);
}

static void add_of_package(struct values *v, const struct package *p, const struct template_column *wanted)
{
	for (size_t r = 0; r < p->template->registers.count; r++)
		for (size_t c = 0; c < p->registers[r].of->column_count; c++)
			for (size_t i = 0; is_alike(wanted, &p->registers[r].of->columns[c])
			     && i < p->registers[r].rows.count && v->names->count <= FACTS_COPIES; i++)
				add(v, p->registers[r].rows.at[i].cells[c]);
}

/* Each value that a cell could be, as far as it makes a difference: the ends of its type, and what stands in other
 * cells that a rule may hold it against. */
static const struct names *values_of(struct filling *f, const struct package *p, const struct template_column *c,
                                     const char *written)
{
	struct values v = { f->sc, NEW(f->sc, struct names), lookup_new(f->sc) };
	add_of_type(&v, p, c);
	add_of_package(&v, f->p, c);
	for (size_t i = 0; i < f->p->uses.count; i++)
		add_of_package(&v, f->p->uses.at[i].package, c);
	if (!c->list)
		return v.names;
	struct names *all = NEW(f->sc, struct names);           /* a list may hold all of them at once */
	*LIST_ADD(f->sc, all) = scope_printf(f->sc, "%s;%s", written, list_join(f->sc, v.names, ";"));
	return all;
}

struct doubts { size_t count; int columns[64]; const struct names *values[64]; };

static const char **copy_cells(struct scope *sc, const struct package_register *r, size_t row)
{
	const char **cells = NEWS(sc, const char *, r->of->column_count);
	memcpy(cells, r->rows.at[row].cells, r->of->column_count * sizeof *cells);
	return cells;
}

/* The row once for each choice of values: counted through like the wheels of a meter. */
static void add_copies(struct filling *f, struct package_register *out, const struct package_register *r, size_t row,
                       const struct doubts *d)
{
	size_t wheels[countof(d->columns)] = { 0 }, turned = 0;
	while (turned < d->count && f->copies <= FACTS_COPIES) {
		const char **cells = copy_cells(f->sc, r, row);
		for (size_t k = 0; k < d->count; k++)
			cells[d->columns[k]] = d->values[k]->count ? d->values[k]->at[wheels[k]] : "";
		*LIST_ADD(f->sc, &out->rows) = (struct package_row){ r->rows.at[row].line, cells };
		f->copies++;
		for (turned = 0; turned < d->count; turned++) {
			if (++wheels[turned] < d->values[turned]->count)
				break;
			wheels[turned] = 0;
		}
	}
}

/* The cells of one row that could not be read; *at is where the search in package.unread goes on. */
static void find_doubts(struct filling *f, const struct package *p, const struct package_register *r, size_t row,
                        size_t *at, struct doubts *d)
{
	d->count = 0;
	for (; *at < p->unread.count && p->unread.at[*at].register_ == r; ++*at) {
		const struct package_unread *u = &p->unread.at[*at];
		if (u->row == PACKAGE_ALL)
			continue;
		if (u->row > (int)row)
			return;
		if (d->count == countof(d->columns)) {          /* nobody could try so many */
			f->copies = FACTS_COPIES + 1;
			continue;
		}
		d->columns[d->count] = u->column;
		if (f->world == FACTS_ANY && f->copies <= FACTS_COPIES)
			d->values[d->count] = values_of(f, p, &r->of->columns[u->column],
			                                r->rows.at[row].cells[u->column]);
		d->count++;
	}
}

const struct package_register *facts_in_world(struct filling *f, const struct package *p,
                                              const struct package_register *r)
{
	size_t at = 0;
	struct doubts d;
	while (at < p->unread.count && p->unread.at[at].register_ != r)
		at++;
	if (f->world == FACTS_WRITTEN || at == p->unread.count)
		return r;
	struct package_register *out = NEW(f->sc, struct package_register);
	*out = (struct package_register){ .of = r->of, .path = r->path, .present = r->present };
	for (size_t i = 0; i < r->rows.count; i++) {
		find_doubts(f, p, r, i, &at, &d);
		if (d.count && f->world == FACTS_ANY) {
			add_copies(f, out, r, i, &d);
			continue;
		}
		const char **cells = d.count ? copy_cells(f->sc, r, i) : r->rows.at[i].cells;
		for (size_t k = 0; k < d.count; k++)
			cells[d.columns[k]] = NULL;
		*LIST_ADD(f->sc, &out->rows) = (struct package_row){ r->rows.at[i].line, cells };
	}
	return out;
}
