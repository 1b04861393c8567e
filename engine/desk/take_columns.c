/* take_columns.c: which head of a stranger's list is which column of ours: columns.csv.
 *
 * A line a head, in order, so that what two people say merges as lines do. */
#include "base/base.h"
#include "base/buf.h"
#include "desk/take_private.h"
#include "intake/value.h"
#include "text/csv.h"

static const char file[] = "columns.csv";

static bool is_same(const struct taken_name *a, const struct taken_name *b)
{
	return strcmp(a->shape, b->shape) == 0 && strcmp(a->head, b->head) == 0 && strcmp(a->key, b->key) == 0;
}

static bool is_said(const struct taken_names *all, const struct taken_name *n)
{
	for (size_t i = 0; i < all->count; i++)
		if (is_same(&all->at[i], n))
			return true;
	return false;
}

const struct taken_names *take_names(struct take *k, const struct taken_names *said)
{
	struct scope *sc = k->desk->sc;
	struct taken_names *all = NEW(sc, struct taken_names);
	for (size_t i = 0; said && i < said->count; i++)
		if (!is_said(&k->said, &said->at[i]))
			*LIST_ADD(sc, &k->said) = said->at[i];
	for (size_t i = 0; i < k->said.count; i++)
		*LIST_ADD(sc, all) = k->said.at[i];
	for (size_t i = 0; i < k->package->heads.count; i++) {
		const struct package_head *h = &k->package->heads.at[i];
		if (h->counts)
			*LIST_ADD(sc, all) = (struct taken_name){ h->register_, h->head, h->column, h->line };
	}
	return all;
}

/* Was a head of that name read so? */
static bool is_used(const struct take *k, const struct taken_name *n)
{
	for (size_t i = 0; i < k->tables.count; i++) {
		const struct taken *t = k->tables.at[i].taken;
		for (size_t h = 0; t && h < t->heads.count; h++) {
			const struct taken_name *said = t->heads.at[h].said;
			if (t->heads.at[h].of >= 0 && said && !said->line && is_same(said, n))
				return true;
		}
	}
	return false;
}

/* One name may be meant for several registers: it is enough that one of them has it. */
static bool is_used_anywhere(const struct take *k, const struct taken_name *n)
{
	bool used = false;
	for (size_t i = 0; i < k->said.count && !used; i++)
		used = strcmp(k->said.at[i].head, n->head) == 0 && is_used(k, &k->said.at[i]);
	return used;
}

static void tell_unused(struct take *k)
{
	struct names told = {0};
	for (size_t i = 0; i < k->said.count; i++) {
		const struct taken_name *n = &k->said.at[i];
		if (list_has(&told, n->head) || is_used_anywhere(k, n))
			continue;
		*LIST_ADD(k->desk->sc, &told) = n->head;
		doubt_add(k->doubts, FINDING_WARNING, "", 0, 0, PHRASE("no table that was taken has a column with the "
			"head \"{head}\"; nothing is remembered of it", n->head));
	}
}

/* --- the file --- */

static int in_order(const void *a, const void *b)
{
	const struct package_head *x = a, *y = b;
	int by_register = strcmp(x->register_, y->register_), by_head = strcmp(x->head, y->head);
	return by_register ? by_register : by_head ? by_head : strcmp(x->column, y->column);
}

static void put_line(struct buf *out, const char *register_, const char *head, const char *column)
{
	csv_put(out, register_);
	buf_char(out, ',');
	csv_put(out, head);
	buf_char(out, ',');
	csv_put(out, column);
	buf_char(out, '\n');
}

static bool is_of_head(struct scope *sc, const struct package_head *h, const struct taken_name *n)
{
	return strcmp(h->register_, n->shape) == 0 && strcmp(value_bare(sc, h->head), value_bare(sc, n->head)) == 0;
}

/* What was said before of the same head goes. */
static void put_said(struct package_head *lines, size_t *count, const struct taken_name *n)
{
	SCOPE(turn);
	size_t kept = 0;
	for (size_t i = 0; i < *count; i++)
		if (!is_of_head(turn, &lines[i], n))
			lines[kept++] = lines[i];
	lines[kept++] = (struct package_head){ .register_ = n->shape, .head = n->head, .column = n->key };
	*count = kept;
}

static const struct fault *write_lines(struct take *k, struct package_head *lines, size_t count)
{
	struct buf *out = buf_new(k->desk->sc);
	const char *bytes = NULL;
	size_t len = 0;
	qsort(lines, count, sizeof *lines, in_order);
	put_line(out, "register", "head", "column");
	for (size_t i = 0; i < count; i++)
		put_line(out, lines[i].register_, lines[i].head, lines[i].column);
	TRY(take_bytes(k, file, &bytes, &len));
	return len == out->len && memcmp(bytes, out->at, len) == 0 ? NULL : take_file(k, file, out->at, out->len);
}

const struct fault *take_remember(struct take *k)
{
	const struct package *p = k->package;
	struct package_head *lines = NEWS(k->desk->sc, struct package_head, p->heads.count + k->said.count + 1);
	size_t count = 0, used = 0;
	for (; count < p->heads.count; count++)
		lines[count] = p->heads.at[count];
	for (size_t i = 0; i < k->said.count; i++)
		if (is_used(k, &k->said.at[i]) && ++used)
			put_said(lines, &count, &k->said.at[i]);
	tell_unused(k);
	if (used && p->heads_broken)
		doubt_add(k->doubts, FINDING_WARNING, file, 0, 0, PHRASE("the file cannot be read whole, so which "
			"column is which is not remembered in it: mend it first"));
	return used && !p->heads_broken ? write_lines(k, lines, count) : NULL;
}
