/* compare.c: fields, attachments, and the order of all changes. */
#include "compare/compare_private.h"
#include "text/diff.h"

const char *compare_kind_name(enum compare_kind k)
{
	return (const char *const[]){ "added", "removed", "changed", "moved" }[k];
}

const char *compare_place_name(enum compare_place p)
{
	return (const char *const[]){ "field", "front matter", "text", "row", "attachment", "template", "pin" }[p];
}

struct compare_change *compare_tell(struct compare_state *c, enum compare_kind kind, enum compare_place place,
                                    const char *file)
{
	struct compare_change *k = LIST_ADD(c->sc, &c->out->changes);
	*k = (struct compare_change){ .kind = kind, .place = place, .file = file, .requirements = "", .what = "",
	                              .before = "", .after = "" };
	return k;
}

/* --- fields --- */

/* A value and the number of its field: fields in the order in which they first stand, the new ones first. */
struct valued { uint32_t field; size_t at; const struct package_value *value; };
struct valueds { struct valued *at; size_t count; };

static int by_field(const void *a, const void *b)
{
	const struct valued *x = a, *y = b;
	return x->field != y->field ? (x->field > y->field) - (x->field < y->field) : (x->at > y->at) - (x->at < y->at);
}

static struct valueds sort_values(struct scope *sc, struct diff_names *fields, const struct package_values *in)
{
	struct valueds out = { NEWS(sc, struct valued, (in ? in->count : 0) + 1), in ? in->count : 0 };
	for (size_t i = 0; i < out.count; i++)
		out.at[i] = (struct valued){ diff_intern(fields, in->at[i].field, strlen(in->at[i].field)), i,
		                             &in->at[i] };
	if (out.count)
		qsort(out.at, out.count, sizeof *out.at, by_field);
	return out;
}

/* Where the values of this field end. */
static size_t field_end(const struct valueds *v, size_t from, uint32_t field)
{
	while (from < v->count && v->at[from].field == field)
		from++;
	return from;
}

struct fields {
	struct compare_state *c;
	enum compare_place place;
	const char *file;
	const struct template_element *element;
};

static void tell_value(const struct fields *f, const struct package_value *before, const struct package_value *after)
{
	enum compare_kind kind = !before ? COMPARE_ADDED : !after ? COMPARE_REMOVED : COMPARE_CHANGED;
	struct compare_change *k = compare_tell(f->c, kind, f->place, f->file);
	k->line = after ? after->line : before->line;
	k->element = f->element;
	k->what = after ? after->field : before->field;
	k->before = before ? before->value : "";
	k->after = after ? after->value : "";
}

static uint32_t *number_values(struct scope *sc, struct diff_names *names, const struct valued *v, size_t count)
{
	uint32_t *out = NEWS(sc, uint32_t, count + 1);
	for (size_t i = 0; i < count; i++)
		out[i] = diff_intern(names, v[i].value->value, strlen(v[i].value->value));
	return out;
}

/* The values of one field: one that goes from the middle of a list does not change those behind it. */
static void compare_field(const struct fields *f, const struct valued *a, size_t n, const struct valued *b, size_t m)
{
	SCOPE(turn);
	struct diff_names *names = diff_names(turn);
	struct diff_runs same = {0};
	diff_align(turn, number_values(turn, names, a, n), n, number_values(turn, names, b, m), m, &same);
	size_t i = 0, k = 0;
	for (size_t r = 0; r <= same.count; r++) {
		size_t to_a = r < same.count ? same.at[r].a : n, to_b = r < same.count ? same.at[r].b : m;
		while (i < to_a || k < to_b) {
			const struct package_value *old = i < to_a ? a[i++].value : NULL,
				*new = k < to_b ? b[k++].value : NULL;
			tell_value(f, old, new);
		}
		i += r < same.count ? same.at[r].len : 0;
		k += r < same.count ? same.at[r].len : 0;
	}
}

void compare_values(struct compare_state *c, enum compare_place place, const char *file,
                    const struct template_element *element,
                    const struct package_values *before, const struct package_values *after)
{
	SCOPE(turn);
	struct fields f = { c, place, file, element };
	struct diff_names *names = diff_names(turn);
	struct valueds b = sort_values(turn, names, after), a = sort_values(turn, names, before);
	for (size_t i = 0, k = 0; i < a.count || k < b.count; ) {
		uint32_t field = k == b.count || (i < a.count && a.at[i].field < b.at[k].field) ? a.at[i].field
			: b.at[k].field;
		size_t to_a = field_end(&a, i, field), to_b = field_end(&b, k, field);
		compare_field(&f, a.at + i, to_a - i, b.at + k, to_b - k);
		i = to_a;
		k = to_b;
	}
}

/* What lists from outside call our columns: "equipment: Next due" is the field, the column its value. */
static const struct package_values *values_of_heads(struct scope *sc, const struct package *p)
{
	struct package_values *out = NEW(sc, struct package_values);
	for (size_t i = 0; p && i < p->heads.count; i++) {
		const struct package_head *h = &p->heads.at[i];
		*LIST_ADD(sc, out) = (struct package_value){ scope_printf(sc, "%s: %s", h->register_, h->head),
			h->column, 1, h->line };
	}
	return out;
}

/* --- attachments --- */

static const char *describe(const struct compare_state *c, const struct package_attachment *a)
{
	const char *digest = *a->entry->digest ? a->entry->digest : "?";
	return a->pages ? compare_say(c, "{size} bytes, {pages} {pages:page|pages}, SHA-256 {digest.12}",
	                              a->entry->size, a->pages, digest)
	                : compare_say(c, "{size} bytes, SHA-256 {digest.12}", a->entry->size, digest);
}

/* Attachments of the old state that the new one has not at their path, in order of content. */
struct gone { const struct package_attachment *attachment; bool moved; };

static int by_digest(const void *a, const void *b)
{
	const struct package_attachment *x = ((const struct gone *)a)->attachment,
		*y = ((const struct gone *)b)->attachment;
	int d = strcmp(x->entry->digest, y->entry->digest);
	return d ? d : strcmp(x->entry->path, y->entry->path);
}

static size_t list_gone(struct scope *sc, const struct package *before, const struct package *after, struct gone **out)
{
	size_t count = 0;
	*out = NEWS(sc, struct gone, before ? before->attachments.count + 1 : 1);
	for (size_t i = 0; before && i < before->attachments.count; i++)
		if (!package_attachment(after, before->attachments.at[i].entry->path))
			(*out)[count++].attachment = &before->attachments.at[i];
	if (count)
		qsort(*out, count, sizeof **out, by_digest);
	return count;
}

/* The first with this content that is not the origin of another one already. */
static const struct package_attachment *take_origin(struct gone *gone, size_t count, const char *digest)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (strcmp(gone[mid].attachment->entry->digest, digest) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; *digest && low < count && strcmp(gone[low].attachment->entry->digest, digest) == 0; low++)
		if (!gone[low].moved) {
			gone[low].moved = true;
			return gone[low].attachment;
		}
	return NULL;
}

static void compare_attachments(struct compare_state *c)
{
	SCOPE(turn);
	const struct package *before = c->out->before, *after = c->out->after;
	struct gone *gone;
	size_t count = list_gone(turn, before, after, &gone);
	for (size_t i = 0; i < after->attachments.count; i++) {
		const struct package_attachment *a = &after->attachments.at[i],
			*b = before ? package_attachment(before, a->entry->path) : NULL;
		if (b && strcmp(a->entry->digest, b->entry->digest) == 0)
			continue;
		const struct package_attachment *from = b ? NULL : take_origin(gone, count, a->entry->digest);
		struct compare_change *k = compare_tell(c, b ? COMPARE_CHANGED : from ? COMPARE_MOVED : COMPARE_ADDED,
		                                        COMPARE_ATTACHMENT,
		                                        a->entry->path);
		k->element = a->element;
		k->what = a->entry->path;
		k->before = b ? describe(c, b) : from ? from->entry->path : "";
		k->after = from ? a->entry->path : describe(c, a);
		if (b)
			compare_pdf(c, b, a);
	}
	for (size_t i = 0; i < count; i++) {
		const struct package_attachment *b = gone[i].attachment;
		if (gone[i].moved)
			continue;
		struct compare_change *k = compare_tell(c, COMPARE_REMOVED, COMPARE_ATTACHMENT, b->entry->path);
		k->element = b->element ? template_element(after->template, b->element->id) : NULL;
		k->what = b->entry->path;
		k->before = describe(c, b);
	}
}

/* --- all of it --- */

/* By element, the package as a whole first; within one, in the order in which they were told. */
static void sort_changes(struct compare_state *c)
{
	SCOPE(turn);
	const struct template *t = c->out->after->template;
	struct compare_changes sorted = {0}, *all = &c->out->changes;
	for (size_t e = 0; e <= t->elements.count; e++)
		for (size_t i = 0; i < all->count; i++)
			if (all->at[i].element == (e ? &t->elements.at[e - 1] : NULL))
				*LIST_ADD(turn, &sorted) = all->at[i];
	if (sorted.count)
		memcpy(all->at, sorted.at, sorted.count * sizeof *sorted.at);
}

struct compare *compare_packages(struct scope *sc, const struct package *before, const struct package *after)
{
	struct compare *out = NEW(sc, struct compare);
	struct compare_state c = { sc, out };
	*out = (struct compare){ .before = before, .after = after };
	compare_template(&c);
	compare_values(&c, COMPARE_FIELD, "package.yaml", NULL, before ? &before->identity : NULL, &after->identity);
	compare_documents(&c);
	compare_registers(&c);
	compare_values(&c, COMPARE_FIELD, "columns.csv", NULL, values_of_heads(sc, before), values_of_heads(sc, after));
	compare_attachments(&c);
	compare_uses(&c);
	sort_changes(&c);
	return out;
}
