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
struct read_version { const char *id; struct desk_moment moment; struct package *package; };
struct read_moment { const char *event; struct desk_moment moment; };
struct pair { const struct package *from, *to; const struct compare *compare; };
struct finding_out {
	struct desk *d;
	struct { struct read_version *at; size_t count, cap; } read;
	struct { struct read_moment *at; size_t count, cap; } moments;
	struct { struct pair *at; size_t count, cap; } pairs;
};

static const struct fault *read_moment(struct finding_out *w, const char *event, struct desk_moment *out)
{
	for (size_t i = 0; i < w->moments.count; i++)
		if (strcmp(w->moments.at[i].event, event) == 0) {
			*out = w->moments.at[i].moment;
			return NULL;
		}
	TRY(desk_moment_at(w->d, event, out));
	/* the same pins read once more are the same: so that what was read with them is found again */
	for (size_t i = 0; i < w->moments.count; i++)
		if (w->moments.at[i].moment.template == out->template && desk_same_uses(w->moments.at[i].moment.uses,
			out->uses))
			out->uses = w->moments.at[i].moment.uses;
	*LIST_ADD(w->d->sc, &w->moments) = (struct read_moment){ event, *out };
	return NULL;
}

static const struct fault *read_version(struct finding_out *w, const char *id, const struct desk_moment *m,
                                        struct package **out)
{
	struct store_id found;
	for (size_t i = 0; i < w->read.count; i++)
		if (strcmp(w->read.at[i].id, id) == 0 && w->read.at[i].moment.template == m->template
		    && w->read.at[i].moment.uses == m->uses) {
			*out = w->read.at[i].package;
			return NULL;
		}
	TRY(desk_package_at(w->d, id, m, out, &found));
	*LIST_ADD(w->d->sc, &w->read) = (struct read_version){ id, *m, *out };
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
		bool whole = e == &d->template->whole && !r->element;
		if (whole || r->requirement_column || (r->element && strcmp(r->element, e->id) == 0))
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
		if (strcmp(all->at[i].element ? all->at[i].element->id : TEMPLATE_WHOLE, e->id) == 0) {
			if (out->count++ == 0)
				out->first = i;
		}
}

static bool is_signed(const struct package *p, const struct fold_sign_off *s)
{
	const struct template_element *e = template_unit_called(p->template, s->element);
	char digest[DIGEST_TEXT] = "";
	if (e)
		package_canon(p, e, digest);
	return strcmp(digest, s->digest) == 0;
}

/* The first version that was saved since and holds something else; NULL in *culprit: none does. */
static const struct fault *find_version(struct finding_out *w, const struct fold_sign_off *s,
                                        const struct template_element *e, const struct desk_moment *then,
                                        struct package **culprit, struct fallen *out)
{
	struct desk *d = w->d;
	struct versions all = { .sc = d->sc };
	struct package *p = NULL;
	struct store_id tip = {""};
	char *day = scope_alloc(d->sc, DATE_TEXT, 1);
	*culprit = NULL;
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	TRY(list_versions(d, s, e, &tip, &all));
	if (all.count)
		qsort(all.at, all.count, sizeof *all.at, oldest_first);
	for (size_t i = all.count > LOOKED_AT ? all.count - LOOKED_AT : 0; i < all.count; i++) {
		TRY(read_version(w, all.at[i].id.hex, then, &p));
		if (is_signed(p, s))
			continue;
		date_print(date_at(all.at[i].time, d->offset), day);
		out->version = all.at[i].id.hex;
		out->day = day;
		out->author = all.at[i].author;
		out->message = all.at[i].message;
		*culprit = p;
		return NULL;
	}
	return NULL;
}

/* The first event since that made the signed version say something else: another pin, another template. */
static const struct fault *find_event(struct finding_out *w, const struct fold_sign_off *s, struct package **culprit,
                                      struct fallen *out)
{
	struct desk *d = w->d;
	struct package *p = NULL;
	bool since = false;
	for (size_t i = 0; i < d->journal->count; i++) {
		const struct event *ev = d->journal->events[i];
		struct desk_moment m;
		bool matters = since && ev->happened && (ev->kind == EVENT_USE || ev->kind == EVENT_ADOPT);
		since = since || strcmp(ev->id, s->event) == 0;
		if (!matters)
			continue;
		TRY(read_moment(w, ev->id, &m));
		TRY(read_version(w, s->evidence, &m, &p));
		if (is_signed(p, s))
			continue;
		out->event = ev;
		*culprit = p;
		return NULL;
	}
	return NULL;
}

/* now: what the sign-off is held against. */
static const struct fault *find(struct finding_out *w, const struct fold_sign_off *s, const struct package *now,
                                struct fallen *out)
{
	const struct template_element *e = template_unit_called(w->d->template, s->element);
	struct package *signed_one = NULL, *culprit = NULL;
	struct desk_moment then;
	*out = (struct fallen){ .version = "", .signed_version = s->evidence ? s->evidence : "", .day = "",
	                        .author = "", .message = "" };
	if (!e || !s->evidence)
		return NULL;
	TRY(read_moment(w, s->event, &then));
	TRY(read_version(w, s->evidence, &then, &signed_one));
	TRY(find_version(w, s, e, &then, &culprit, out));
	if (!culprit)
		TRY(find_event(w, s, &culprit, out));
	out->compare = compare_pair(w, signed_one, culprit ? culprit : now);
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
