/* fallen.c: looking for the version that ended a sign-off. */
#include "base/base.h"
#include "base/date.h"
#include "desk/desk_private.h"
#include "view/fallen.h"

enum { LOOKED_AT = 40 };        /* versions that changed the element since; older ones are not looked at */

struct version { struct store_id id; const char *author, *message; int64_t time; size_t place; };
struct placing { struct versions *versions; size_t seen; };
struct versions { struct scope *sc; struct version *at; size_t count, cap; };
/* What was read and compared already: one change ends many sign-offs. */
struct read_version { const char *id; struct package *package; };
struct pair { const struct package *from, *to; const struct compare *compare; };
struct finding_out {
	struct desk *d;
	struct { struct read_version *at; size_t count, cap; } read;
	struct { struct pair *at; size_t count, cap; } pairs;
};

static const struct fault *read_version(struct finding_out *w, const char *id, struct package **out)
{
	struct store_id found;
	for (size_t i = 0; i < w->read.count; i++)
		if (strcmp(w->read.at[i].id, id) == 0) {
			*out = w->read.at[i].package;
			return NULL;
		}
	TRY(desk_package(w->d, id, out, &found));
	*LIST_ADD(w->d->sc, &w->read) = (struct read_version){ id, *out };
	return NULL;
}

static const struct compare *compare_pair(struct finding_out *w, const struct package *from, const struct package *to)
{
	for (size_t i = 0; i < w->pairs.count; i++)
		if (w->pairs.at[i].from == from && w->pairs.at[i].to == to)
			return w->pairs.at[i].compare;
	const struct compare *c = compare_packages(w->d->sc, from, to);
	*LIST_ADD(w->d->sc, &w->pairs) = (struct pair){ from, to, c };
	return c;
}

static const struct fault *take(void *context, const struct store_commit *c)
{
	struct versions *v = context;
	for (size_t i = 0; i < v->count; i++)
		if (strcmp(v->at[i].id.hex, c->id.hex) == 0)
			return NULL;
	*LIST_ADD(v->sc, v) = (struct version){ c->id, scope_copy(v->sc, c->author_name),
		scope_copy_bytes(v->sc, c->message, strcspn(c->message, "\n")), c->time, 0 };
	return NULL;
}

/* Times may be equal, or a clock was wrong: the place in the history counts. */
static const struct fault *take_place(void *context, const struct store_commit *c)
{
	struct placing *p = context;
	for (size_t i = 0; i < p->versions->count; i++)
		if (strcmp(p->versions->at[i].id.hex, c->id.hex) == 0)
			p->versions->at[i].place = p->seen;
	p->seen++;
	return NULL;
}

/* Versions after the signed one that changed a file of the element, in the order in which they were made. */
static const struct fault *list_versions(struct desk *d, const struct fold_sign_off *s,
                                         const struct template_element *e,
                                         const struct store_id *to, struct versions *out)
{
	struct store_id from = {""};
	snprintf(from.hex, sizeof from.hex, "%s", s->evidence);
	TRY(store_touched(d->sc, d->store, to, e->file, &from, take, out));
	TRY(store_touched(d->sc, d->store, to, scope_printf(d->sc, "attachments/%s", e->id), &from, take, out));
	for (size_t i = 0; i < d->template->registers.count; i++) {
		const struct template_register *r = &d->template->registers.at[i];
		if (r->requirement_column || (r->element && strcmp(r->element, e->id) == 0))
			TRY(store_touched(d->sc, d->store, to, scope_printf(d->sc, "registers/%s.csv", r->name), &from,
			                  take, out));
	}
	struct placing placing = { out, 0 };
	return out->count > 1 ? store_touched(d->sc, d->store, to, "", &from, take_place, &placing) : NULL;
}

static int oldest_first(const void *a, const void *b)
{
	const struct version *x = a, *y = b;
	return (x->place < y->place) - (x->place > y->place);
}

static void find_changes(const struct template_element *e, struct fallen *out)
{
	const struct compare_changes *all = &out->compare->changes;
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].element && strcmp(all->at[i].element->id, e->id) == 0) {
			if (out->count++ == 0)
				out->first = i;
		}
}

/* now: what the sign-off is held against. */
static const struct fault *find(struct finding_out *w, const struct fold_sign_off *s, const struct package *now,
                                struct fallen *out)
{
	struct desk *d = w->d;
	const struct template_element *e = template_element(d->template, s->element);
	struct versions all = { .sc = d->sc };
	struct package *signed_one = NULL, *p = NULL;
	struct store_id tip = {""};
	char digest[DIGEST_TEXT], *day = scope_alloc(d->sc, DATE_TEXT, 1);
	*out = (struct fallen){ .version = "", .signed_version = s->evidence ? s->evidence : "", .day = "",
	                        .author = "", .message = "" };
	if (!e || !s->evidence)
		return NULL;
	TRY(read_version(w, s->evidence, &signed_one));
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	TRY(list_versions(d, s, e, &tip, &all));
	if (all.count)
		qsort(all.at, all.count, sizeof *all.at, oldest_first);
	for (size_t i = all.count > LOOKED_AT ? all.count - LOOKED_AT : 0; i < all.count; i++) {
		TRY(read_version(w, all.at[i].id.hex, &p));
		package_canon(p, e, digest);
		if (strcmp(digest, s->digest) == 0)
			continue;
		date_print(date_at(all.at[i].time, d->offset), day);
		out->version = all.at[i].id.hex;
		out->day = day;
		out->author = all.at[i].author;
		out->message = all.at[i].message;
		now = p;
		break;
	}
	out->compare = compare_pair(w, signed_one, now);
	find_changes(e, out);
	return NULL;
}

static bool is_same(const struct fold_sign_off *a, const struct fold_sign_off *b)
{
	return strcmp(a->element, b->element) == 0 && strcmp(a->digest, b->digest) == 0
	       && a->evidence && b->evidence && strcmp(a->evidence, b->evidence) == 0;
}

const struct fault *fallen_take(struct desk *d, struct view *v)
{
	struct finding_out w = { .d = d };
	for (size_t i = 0; i < v->sign_offs.count; i++) {
		struct view_sign_off *s = &v->sign_offs.at[i];
		if (s->stands)
			continue;
		for (size_t k = 0; k < i && !s->fall; k++)      /* several sign one content at one version */
			if (v->sign_offs.at[k].fall && is_same(v->sign_offs.at[k].by, s->by))
				s->fall = v->sign_offs.at[k].fall;
		if (s->fall)
			continue;
		struct fallen *f = NEW(d->sc, struct fallen);
		TRY(find(&w, s->by, v->package, f));
		s->fall = f;
	}
	return NULL;
}
