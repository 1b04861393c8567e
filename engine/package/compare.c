/* compare.c: fields by name, rows by key. */
#include "base/base.h"
#include "base/buf.h"
#include "package/compare.h"

struct comparing { struct scope *sc; const char *file; struct compare_changes *out; };

static void tell(struct comparing *c, enum compare_kind kind, const char *what, const char *column, const char *before,
                 const char *after)
{
	*LIST_ADD(c->sc, c->out) = (struct compare_change){ kind, c->file, what, column, before, after };
}

static const char *find_value(const struct package *p, const struct package_value *like)
{
	for (size_t i = 0; p && i < p->identity.count; i++)
		if (strcmp(p->identity.at[i].field, like->field) == 0 && p->identity.at[i].position == like->position)
			return p->identity.at[i].value;
	return NULL;
}

static void compare_identity(struct comparing *c, const struct package *before, const struct package *after)
{
	c->file = "package.yaml";
	for (size_t i = 0; i < after->identity.count; i++) {
		const struct package_value *v = &after->identity.at[i];
		const char *old = find_value(before, v);
		if (!old)
			tell(c, COMPARE_ADDED, v->field, NULL, "", v->value);
		else if (strcmp(old, v->value) != 0)
			tell(c, COMPARE_CHANGED, v->field, NULL, old, v->value);
	}
	for (size_t i = 0; before && i < before->identity.count; i++)
		if (!find_value(after, &before->identity.at[i]))
			tell(c, COMPARE_REMOVED, before->identity.at[i].field, NULL, before->identity.at[i].value, "");
}

/* The key of a row as people read it; it also finds the row in the other state, whose columns may stand elsewhere. */
static const char *key_of(struct scope *sc, const struct template_register *of, const struct package_register *r, size_t row)
{
	struct buf *b = buf_new(sc);
	for (size_t k = 0; k < of->key_count; k++) {
		int at = template_column(r->of, of->columns[of->key[k]].name);
		buf_printf(b, "%s%s", k ? ", " : "", at < 0 ? "" : r->rows.at[row].cells[at]);
	}
	return b->at;
}

struct keys { const char *key; size_t row; };

static int by_key(const void *a, const void *b)
{
	const struct keys *x = a, *y = b;
	int d = strcmp(x->key, y->key);
	return d ? d : (x->row > y->row) - (x->row < y->row);
}

static int same_key(const void *a, const void *b) { return strcmp(((const struct keys *)a)->key, ((const struct keys *)b)->key); }

static struct keys *sort_keys(struct scope *sc, const struct template_register *of, const struct package_register *r)
{
	struct keys *keys = NEWS(sc, struct keys, r->rows.count + 1);
	for (size_t i = 0; i < r->rows.count; i++)
		keys[i] = (struct keys){ key_of(sc, of, r, i), i };
	if (r->rows.count)
		qsort(keys, r->rows.count, sizeof *keys, by_key);
	return keys;
}

static void compare_cells(struct comparing *c, const char *key, const struct package_register *a, size_t ra,
                          const struct package_register *b, size_t rb)
{
	for (size_t i = 0; i < b->of->column_count; i++) {
		int at = template_column(a->of, b->of->columns[i].name);
		const char *before = at < 0 ? "" : a->rows.at[ra].cells[at], *after = b->rows.at[rb].cells[i];
		if (strcmp(before, after) != 0)
			tell(c, COMPARE_CHANGED, key, b->of->columns[i].name, before, after);
	}
}

static const struct package_register empty;

static void compare_register(struct comparing *c, const struct package_register *a, const struct package_register *b)
{
	const struct template_register *of = b->of ? b->of : a->of;
	struct keys *old = sort_keys(c->sc, of, a), *new = sort_keys(c->sc, of, b);
	c->file = a->of ? a->path : b->path;
	for (size_t i = 0; i < b->rows.count; i++) {
		const struct keys mine = { key_of(c->sc, of, b, i), 0 };
		const struct keys *was = a->rows.count ? bsearch(&mine, old, a->rows.count, sizeof *old, same_key) : NULL;
		if (was)
			compare_cells(c, mine.key, a, was->row, b, i);
		else
			tell(c, COMPARE_ADDED, mine.key, NULL, "", "");
	}
	for (size_t i = 0; i < a->rows.count; i++) {
		const struct keys mine = { key_of(c->sc, of, a, i), 0 };
		if (b->rows.count == 0 || !bsearch(&mine, new, b->rows.count, sizeof *new, same_key))
			tell(c, COMPARE_REMOVED, mine.key, NULL, "", "");
	}
}

void compare_packages(struct scope *sc, const struct package *before, const struct package *after, struct compare_changes *out)
{
	struct comparing c = { sc, "", out };
	compare_identity(&c, before, after);
	for (size_t i = 0; i < after->template->registers.count; i++) {
		const struct package_register *b = &after->registers[i];
		const struct package_register *a = before ? package_register(before, b->of->name) : NULL;
		compare_register(&c, a ? a : &empty, b);
	}
	for (size_t i = 0; before && i < before->template->registers.count; i++)
		if (!package_register(after, before->registers[i].of->name))
			compare_register(&c, &before->registers[i], &empty);
}
