/* remarks.c: what an event says of a remark: its place, whether an answer came after it, and whose word ended it. */
#include "base/base.h"
#include "verify/verify_private.h"

#define GET(field) event_get(ev, EVENT_##field##_FIELD)

static struct store_id id_of(const char *hex)
{
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", hex ? hex : "");
	return id;
}

/* --- its place --- */

/* What a report says to rest on is an event that holds a letter. */
static void judge_filed(struct verifying *v, struct desk *d, const char *filed)
{
	for (size_t i = 0; i < d->journal->count; i++) {
		const struct event *ev = d->journal->events[i];
		if (strcmp(GET(ID), filed) == 0 && GET(LETTER) && ev->happened)
			return;
	}
	verify_tell(v, event_unfounded, "it rests on the letter of event {event}, and there is none", filed);
}

static void judge_place(struct verifying *v, struct desk *d, const struct event *ev)
{
	size_t at = 0;
	struct source_entry e = {0};
	struct store_id evidence = id_of(GET(EVIDENCE));
	if (template_severity(d->template, GET(SEVERITY)) < 0)
		verify_tell(v, event_unfounded, "the template knows no remark \"{severity}\"", GET(SEVERITY));
	if (GET(ELEMENT) && !template_element(d->template, GET(ELEMENT)))
		verify_tell(v, event_unfounded, "the template has no element \"{element}\"", GET(ELEMENT));
	for (const char *line; (line = event_next(ev, EVENT_REQUIREMENT_FIELD, &at)) != NULL; )
		if (!template_requirement(d->template, line))
			verify_tell(v, event_unfounded, "the template has no checklist line \"{line}\"", line);
	if (GET(FILED_IN))
		judge_filed(v, d, GET(FILED_IN));
	if (!GET(PATH) || !evidence.hex[0])
		return;
	if (MISSED(store_kept(v->store, &evidence, GET(PATH), &e)))     /* told in the words of this place */
		verify_tell(v, event_unfounded, "it speaks of {file}, which version {version.12} does not have",
			GET(PATH), evidence.hex);
	else if (GET(CONTENT) && strcmp(GET(CONTENT), e.digest) != 0)
		verify_tell(v, event_unfounded, "it speaks of {file} as {content.12}, and version {version.12} has "
			"{held.12}", GET(PATH), GET(CONTENT), evidence.hex, e.digest);
}

/* --- what was done about it --- */

/* The version that a change is held against, as the desk does: where the remark was made, or last answered by one. */
static const char *base_version(const struct fold_remark *r)
{
	const char *base = r->newest ? r->newest : r->evidence;
	for (size_t i = 0; i < r->answers.count; i++)
		base = r->answers.at[i].version ? r->answers.at[i].version : base;
	return base;
}

static void judge_answer(struct verifying *v, const struct event *ev, const struct fold_remark *r)
{
	const char *base = base_version(r);
	struct store_id id = id_of(GET(EVIDENCE)), from = id_of(base);
	if (strcmp(GET(DISPOSITION), "changed") != 0 || !base)
		return;
	if (strcmp(id.hex, from.hex) == 0 || !verify_follows(v, &id, &from))
		verify_tell(v, event_unfounded, "it answers remark {number} by a change, and version {version.12} does "
			"not come after {base.12}, where the remark stands", r->number, id.hex, from.hex);
}

/* Four eyes are not asked of what the authority did, and of a remark of our own the authority does nothing: as an act
 * of our own it must be open as well. */
static void judge_reported(struct verifying *v, struct desk *d, const struct event *ev, const struct fold_remark *r)
{
	SCOPE(turn);
	struct event own = *ev;
	own.values = NEWS(turn, struct event_value, ev->count);
	own.count = 0;
	for (size_t i = 0; i < ev->count; i++)
		if (ev->values[i].field != EVENT_REPORTED_BY_FIELD)
			own.values[own.count++] = ev->values[i];
	const struct phrase *why = fold_judge(turn, d->journal->fold, &own, &d->journal->resolver);
	if (why)
		verify_tell(v, event_unfounded, "it says that the authority did it, and the authority did not make "
			"remark {number}: {why}", r->number, why);
	else
		verify_tell(v, event_doubtful, "it says that the authority did it, and the authority did not make "
			"remark {number}", r->number);
}

void verify_remark(struct verifying *v, struct desk *d, const struct event *ev)
{
	const struct fold_remark *r = GET(REMARK) ? fold_remark_called(d->journal->fold, GET(REMARK)) : NULL;
	if (ev->kind == EVENT_REMARK)
		judge_place(v, d, ev);
	if (r && ev->kind == EVENT_ANSWER)
		judge_answer(v, ev, r);
	if (r && GET(REPORTED_BY) && !r->reported_by)
		judge_reported(v, d, ev, r);
}
