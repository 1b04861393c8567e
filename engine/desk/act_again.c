/* act_again.c: an act that is done again, because the first time it was stopped, or failed, when it was recorded.
 *
 * The lock says where the journal stood when the last process began.  If
 * just one event came since, by this person, of this kind and of this
 * day, the act is judged on the journal without it; when that leads to
 * the same words and the same files, it is what was done. */
#include "base/base.h"
#include "base/date.h"
#include "desk/act_private.h"

struct desk_again {
	bool may;                       /* the first of two tries */
	const struct event *event;      /* what may be this act's; NULL: nothing */
	const struct fault *outcome;
};

void act_again_begin(struct desk *d)
{
	if (!d->again)
		d->again = NEW(d->sc, struct desk_again);
	*d->again = (struct desk_again){ .may = true };
}

bool act_again_settles(struct desk *d, const struct fault *outcome)
{
	struct desk_again *again = d->again;
	bool tried = again->event != NULL;
	*again = (struct desk_again){ .outcome = outcome };
	if (!outcome)
		d->store->interrupted = false;
	return !outcome || !tried;
}

const struct fault *act_again_outcome(const struct desk *d) { return d->again->outcome; }

const struct event *act_again_event(const struct desk *d) { return d->again ? d->again->event : NULL; }

/* Was it recorded by the process that had the lock last? */
static bool is_behind(const struct desk *d, const char *before)
{
	const struct store_id *at = d->store->before;
	return strcmp(before, at[0].hex) == 0 || strcmp(before, at[1].hex) == 0;
}

static bool says(const struct event *ev, enum event_field field, const char *value)
{
	const char *own = event_get(ev, field);
	return own && strcmp(own, value) == 0;
}

const struct fault *act_again_look(struct acting *a, enum event_kind kind)
{
	struct desk *d = a->desk;
	const struct journal *j = d->journal;
	const struct event *last = j->count > 1 ? j->events[j->count - 1] : NULL;
	char today[DATE_TEXT];
	if (!d->again || !d->again->may || !d->store->interrupted || !last)
		return NULL;
	date_print(d->today, today);
	const char *before = j->events[j->count - 2]->id;
	const char *person = scope_printf(a->sc, "%s <%s>", a->person.name, a->person.email);
	if (last->kind != kind || !last->happened || strcmp(last->id, j->tip.hex) != 0 || !is_behind(d, before)
	    || !says(last, EVENT_PERSON_FIELD, person) || !says(last, EVENT_AS_OF_FIELD, today))
		return NULL;
	d->again->event = last;
	return desk_go_back(d, before);
}

static const struct fault *differs(void)
{
	return fault_make(FAULT_CONFLICT, "somebody else wrote to this package at the same moment; try again");
}

const struct fault *act_again_compare(struct acting *a)
{
	struct desk *d = a->desk;
	const struct event *done = d->again->event;
	if (strcmp(event_encode(a->sc, a->event), event_encode(a->sc, done)) != 0)
		return differs();
	for (size_t i = 0; i < a->files.count; i++) {
		const char *bytes = NULL;
		size_t len = 0;
		TRY(journal_file(a->sc, d->journal, done, a->files.at[i].name, &bytes, &len));
		if (len != a->files.at[i].len || memcmp(bytes, a->files.at[i].bytes, len) != 0)
			return differs();
	}
	*a->happened = true;
	return desk_refresh(d, false);
}
