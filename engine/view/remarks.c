/* remarks.c: the remarks as they are shown. */
#include "base/base.h"
#include "view/view_private.h"

static const char *name_of_letter(const struct desk *d, const char *id)
{
	for (size_t i = 0; id && i < d->journal->count; i++)
		if (strcmp(event_get(d->journal->events[i], EVENT_ID_FIELD), id) == 0) {
			const char *name = event_get(d->journal->events[i], EVENT_LETTER_FIELD);
			return name ? name : "";
		}
	return "";
}

static const char *name_of_owner(const struct desk *d, const struct view *v, const char *owner)
{
	const char *name = NULL, *email;
	const struct template_role *role = owner ? template_role(v->template, owner) : NULL;
	if (role)
		return role->title.in[v->language];
	return owner && event_person(d->sc, owner, &name, &email) ? name : "";
}

/* Of the file it stands in now. */
static const struct template_element *element_of(const struct package *p, const struct fold_remark *r,
                                                 const struct remark_place *at)
{
	const struct template *t = p->template;
	const struct template_requirement *q = r->requirements.count == 1 ? template_requirement(t,
		r->requirements.at[0]) : NULL;
	const struct template_element *of_file = *at->file ? package_element_at(p, at->file) : NULL;
	return of_file ? of_file : r->element ? template_element(t, r->element) : q ? q->element : NULL;
}

/* What waits comes first, and of that what has lost its place. */
static int rank(const struct view_remark *r)
{
	return r->of->state == FOLD_CLOSED ? 3 : r->at.gone ? 0 : 1 + (r->of->state == FOLD_ANSWERED);
}

static _Thread_local const struct template *sorting;

static int by_urgency(const void *x, const void *y)
{
	const struct view_remark *a = x, *b = y;
	int d = rank(a) - rank(b);
	if (!d) d = template_severity(sorting, a->of->severity) - template_severity(sorting, b->of->severity);
	if (!d) d = strcmp(a->of->due ? a->of->due : "9999", b->of->due ? b->of->due : "9999");
	return d ? d : a->of->number - b->of->number;
}

const struct fault *view_take_remarks(struct desk *d, struct view *v)
{
	const struct fold *f = d->journal->fold;
	for (size_t i = 0; i < f->remarks.count; i++) {
		const struct fold_remark *r = &f->remarks.at[i];
		struct view_remark *out = LIST_ADD(d->sc, &v->remarks);
		*out = (struct view_remark){ .of = r, .text = "", .reason = "", .owner = name_of_owner(d, v, r->owner),
		                             .letter = name_of_letter(d, r->filed_in) };
		remark_find(d->sc, v->package, r, &out->at);
		out->element = element_of(v->package, r, &out->at);
		out->text = desk_event_text(d->sc, d, r->event, "note.md");
		if (r->answers.count)
			out->reason = desk_event_text(d->sc, d, r->answers.at[r->answers.count - 1].event, "note.md");
	}
	sorting = v->template;
	if (v->remarks.count)
		qsort(v->remarks.at, v->remarks.count, sizeof *v->remarks.at, by_urgency);
	return fault_missed();
}

const struct fault *view_take_thread(struct desk *d, struct view_remark *out)
{
	for (size_t i = 0; i < d->journal->count; i++) {
		const struct event *ev = d->journal->events[i];
		const char *id = event_get(ev, EVENT_REMARK_FIELD), *note = event_get(ev, EVENT_NOTE_FIELD);
		const char *other = event_get(ev, EVENT_DUPLICATE_FIELD);
		const struct fold_remark *twin = other ? fold_remark_called(d->journal->fold, other) : NULL;
		const char *text = NULL, *name, *email;
		if (!ev->happened || !id || strcmp(id, out->of->id) != 0
		    || !event_person(d->sc, event_get(ev, EVENT_PERSON_FIELD), &name, &email))
			continue;
		if (note)
			text = desk_event_text(d->sc, d, ev->id, note);
		*LIST_ADD(d->sc, &out->thread) = (struct view_turn){
			event_get(ev, EVENT_AS_OF_FIELD), event_kind_name(ev->kind),
			event_get(ev, EVENT_DISPOSITION_FIELD), event_get(ev, EVENT_EVIDENCE_FIELD),
			twin ? scope_printf(d->sc, "%d", twin->number) : NULL, name, text };
	}
	return fault_missed();
}

size_t view_keep_remarks(struct view *v, bool all, bool mine, const char *email)
{
	const struct fold_person *me = email ? fold_person(v->fold, email) : NULL;
	size_t kept = 0, closed = 0;
	for (size_t i = 0; i < v->remarks.count; i++) {
		const struct fold_remark *r = v->remarks.at[i].of;
		closed += r->state == FOLD_CLOSED;
		if ((all || r->state != FOLD_CLOSED) && (!mine || remark_is_for(v->fold, me, r)))
			v->remarks.at[kept++] = v->remarks.at[i];
	}
	v->remarks.count = kept;
	return closed;
}

const struct fault *view_take_threads(struct desk *d, struct view *v, bool theirs)
{
	size_t kept = 0;
	for (size_t i = 0; i < v->remarks.count; i++)
		if (!theirs || v->remarks.at[i].of->reported_by)
			v->remarks.at[kept++] = v->remarks.at[i];
	v->remarks.count = kept;
	for (size_t i = 0; i < kept; i++)
		TRY(view_take_thread(d, &v->remarks.at[i]));
	return NULL;
}

struct view_remark_counts view_count_remarks(const struct view *v)
{
	struct view_remark_counts n = {0};
	for (size_t i = 0; i < v->remarks.count; i++) {
		const struct view_remark *k = &v->remarks.at[i];
		n.open += k->of->state == FOLD_OPEN;
		n.answered += k->of->state == FOLD_ANSWERED;
		n.closed += k->of->state == FOLD_CLOSED;
		n.orphans += k->at.gone && k->of->state != FOLD_CLOSED;
	}
	return n;
}

/* --- the table of a comment-resolution matrix --- */

static const char *number(struct scope *sc, int n) { return scope_printf(sc, "%d", n); }
static const char *or_empty(const char *s) { return s ? s : ""; }

/* The answer in force; NULL while it is open, for the first time or again. */
static const struct fold_answer *last_answer(const struct fold_remark *r)
{
	return r->answers.count && r->state != FOLD_OPEN ? &r->answers.at[r->answers.count - 1] : NULL;
}

static const char *describe_answer(struct scope *sc, const struct reader *r, const struct fold_answer *a)
{
	if (!a)
		return "";
	return a->duplicate_of ? phrase_text(sc, r, PHRASE("duplicate of {number}", a->duplicate_of))
	       : a->version ? phrase_text(sc, r, PHRASE("{disposition}, version {version.7}",
	                                                phrase_bare(a->disposition), a->version))
	       : phrase_word(r, a->disposition);
}

/* All that was said, a line a turn: "2026-11-24 Naoki Abe, answer changed, version 8c1f2e0: done". */
static const char *describe_thread(struct scope *sc, const struct reader *r, const struct view_remark *k)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < k->thread.count; i++) {
		const struct view_turn *t = &k->thread.at[i];
		buf_printf(b, "%s%s %s, %s", i ? "\n" : "", t->day, t->person, phrase_word(r, t->kind));
		if (t->duplicate_of)
			buf_printf(b, " %s", phrase_text(sc, r, PHRASE("duplicate of {number}", t->duplicate_of)));
		else if (t->disposition)
			buf_printf(b, " %s", phrase_word(r, t->disposition));
		if (t->version)
			buf_printf(b, ", %.7s", t->version);
		if (t->text && *t->text)
			buf_printf(b, ": %s", t->text);
		while (b->len && b->at[b->len - 1] == '\n')
			b->at[--b->len] = '\0';
	}
	return b->at;
}

struct facts_table view_remarks_table(struct scope *sc, const struct view *v)
{
	enum { COLUMNS = 21 };
	const char *const **rows = NEWS(sc, const char *const *, v->remarks.count + 1);
	for (size_t i = 0; i < v->remarks.count; i++) {
		const struct view_remark *k = &v->remarks.at[i];
		const struct fold_remark *r = k->of;
		const struct fold_answer *a = last_answer(r);
		const char **cells = NEWS(sc, const char *, COLUMNS);
		const char *const values[COLUMNS] = { number(sc, r->number), r->severity, remark_state_name(r->state),
		                                      k->at.gone ? "yes" : "no",
			phrase_text(sc, v->reader, k->at.where), list_join(sc, &r->requirements, ", "),
				or_empty(r->exact), k->text, r->reported_by ? r->reported_by : r->name,
			r->reported_by ? r->occurred : r->as_of, or_empty(r->theirs), k->letter, k->owner,
				or_empty(r->due), describe_answer(sc, v->reader, a), a ? k->reason : "",
			a ? a->name : "", a ? a->as_of : "", or_empty(r->closed_on), or_empty(r->closed_by),
				describe_thread(sc, v->reader, k) };
		memcpy(cells, values, sizeof values);
		rows[i] = cells;
	}
	return (struct facts_table){ "remarks", "number INTEGER NOT NULL, severity TEXT NOT NULL, state TEXT NOT NULL, "
	                                        "orphan TEXT NOT NULL, "
		"place TEXT NOT NULL, requirements TEXT NOT NULL, quote TEXT NOT NULL, text TEXT NOT NULL, "
		"raised_by TEXT NOT NULL, "
		"raised_on TEXT NOT NULL, their_number TEXT NOT NULL, letter TEXT NOT NULL, owner TEXT NOT NULL, "
		"due TEXT NOT NULL, "
		"disposition TEXT NOT NULL, answer TEXT NOT NULL, answered_by TEXT NOT NULL, "
		"answered_on TEXT NOT NULL, closed_on TEXT NOT NULL, closed_by TEXT NOT NULL, thread TEXT NOT NULL",
		COLUMNS, rows, v->remarks.count };
}
