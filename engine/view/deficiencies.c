/* deficiencies.c: what the authority found in earlier rounds, beside each line, as it may be handed back. */
#include "base/base.h"
#include "text/unicode.h"
#include "view/view_private.h"

/* Where an event stands in the journal; SIZE_MAX if it does not. */
static size_t place_of(const struct desk *d, const char *event)
{
	for (size_t i = 0; i < d->journal->count; i++)
		if (strcmp(d->journal->events[i]->id, event) == 0)
			return i;
	return SIZE_MAX;
}

static const struct fault *read_words(struct desk *d, const char *event, const char **out)
{
	const struct event ev = { .id = event };
	size_t len = 0, bad;
	*out = "";
	const struct fault *f = journal_file(d->sc, d->journal, &ev, "note.md", out, &len);
	if (f && f->code != FAULT_NOT_FOUND)
		return f;
	if (f || !unicode_is_valid(*out, strlen(*out), &bad))
		*out = "";
	return NULL;
}

/* The answer in force when so many events had come: what came later is of a later round. */
static const struct fold_answer *answer_then(const struct desk *d, const struct fold_remark *r, size_t events)
{
	const struct fold_answer *out = NULL;
	for (size_t i = 0; i < events; i++) {
		const struct event *ev = d->journal->events[i];
		const char *of = event_get(ev, EVENT_REMARK_FIELD);
		if (!ev->happened || !of || strcmp(of, r->id) != 0)
			continue;
		if (ev->kind == EVENT_REOPEN)
			out = NULL;
		for (size_t k = 0; ev->kind == EVENT_ANSWER && k < r->answers.count; k++)
			if (strcmp(r->answers.at[k].event, ev->id) == 0)
				out = &r->answers.at[k];
	}
	return out;
}

/* Under which line's heading a passage stands: who pointed at a passage named no line. */
static const char *line_of_passage(const struct package *p, const struct remark_place *at)
{
	const struct package_document *doc = *at->file ? package_text(p, at->file) : NULL;
	for (size_t i = 0; doc && i < doc->sections.count; i++)
		if (strcmp(doc->sections.at[i].heading->text, at->heading) == 0)
			return doc->sections.at[i].requirement->id;
	return "";
}

static void add(struct desk *d, struct view *v, const struct view_deficiency *of, const char *requirement)
{
	const struct template_requirement *q = template_requirement(v->template, requirement);
	struct view_deficiency *out = LIST_ADD(d->sc, &v->deficiencies);
	*out = *of;
	out->requirement = requirement;
	out->element = q ? q->element->id : of->element;
}

static const struct fault *take(struct desk *d, struct view *v, const struct fold_remark *r, size_t events)
{
	struct remark_place at;
	struct view_deficiency one = { .number = r->number, .theirs = r->theirs ? r->theirs : "",
		.raised_by = r->reported_by, .raised_on = r->occurred ? r->occurred : r->as_of };
	const struct fold_answer *a = answer_then(d, r, events);
	const struct template_element *e = r->path ? package_element_at(v->package, r->path) : NULL;
	remark_find(d->sc, v->package, r, &at);
	one.place = phrase_text(d->sc, template_speaks(v->template, 0), at.where);
	one.element = e ? e->id : r->element ? r->element : "";
	one.answer = one.disposition = one.answered_on = "";
	TRY(read_words(d, r->event, &one.text));
	if (a) {
		TRY(read_words(d, a->event, &one.answer));
		one.disposition = phrase_word(template_speaks(v->template, 0), a->disposition);
		one.answered_on = a->as_of;
	}
	for (size_t i = 0; i < r->requirements.count; i++)
		add(d, v, &one, r->requirements.at[i]);
	if (r->requirements.count == 0)
		add(d, v, &one, line_of_passage(v->package, &at));
	return NULL;
}

const struct fault *view_take_deficiencies(struct desk *d, struct view *v, const char *until)
{
	size_t last = until ? place_of(d, until) : SIZE_MAX, events = last < d->journal->count ? last + 1
		: d->journal->count;
	for (size_t i = 0; i < d->journal->fold->remarks.count; i++) {
		const struct fold_remark *r = &d->journal->fold->remarks.at[i];
		if (r->reported_by && place_of(d, r->event) < events)
			TRY(take(d, v, r, events));
	}
	return NULL;
}

struct facts_table view_deficiencies_table(struct scope *sc, const struct view *v)
{
	enum { COLUMNS = 11 };
	const char *const **rows = NEWS(sc, const char *const *, v->deficiencies.count + 1);
	for (size_t i = 0; i < v->deficiencies.count; i++) {
		const struct view_deficiency *k = &v->deficiencies.at[i];
		const char **cells = NEWS(sc, const char *, COLUMNS);
		const char *const values[COLUMNS] = { scope_printf(sc, "%d", k->number), k->requirement, k->element,
			k->place, k->theirs, k->text, k->raised_by, k->raised_on, k->disposition, k->answer,
			k->answered_on };
		memcpy(cells, values, sizeof values);
		rows[i] = cells;
	}
	return (struct facts_table){ "deficiencies", "number INTEGER NOT NULL, requirement TEXT NOT NULL, "
		"element TEXT NOT NULL, place TEXT NOT NULL, their_number TEXT NOT NULL, text TEXT NOT NULL, "
		"raised_by TEXT NOT NULL, raised_on TEXT NOT NULL, disposition TEXT NOT NULL, answer TEXT NOT NULL, "
		"answered_on TEXT NOT NULL", COLUMNS, rows, v->deficiencies.count };
}
