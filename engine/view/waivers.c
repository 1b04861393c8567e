/* waivers.c: gathering waivers from the journal. */
#include "base/base.h"
#include "base/date.h"
#include "base/list.h"
#include "desk/desk_private.h"
#include "view/waivers.h"

enum { SHORTEST = 4 };          /* digits of an id that may name a finding */

const char *waivers_state_name(enum waivers_state state)
{
	static const char *const names[] = { [WAIVERS_IN_FORCE] = "in force", [WAIVERS_EXPIRED] = "expired",
		[WAIVERS_WITHDRAWN] = "withdrawn", [WAIVERS_ENDED] = "ended: the finding or its content changed" };
	return names[state];
}

static const struct finding *find_finding(const struct findings *fs, const char *id)
{
	for (size_t i = 0; i < fs->count; i++)
		if (strcmp(fs->at[i].id, id) == 0)
			return &fs->at[i];
	return NULL;
}

static enum waivers_state state_of(const struct desk *d, const struct finding *present, const struct fold_waiver *w)
{
	int until = 0;
	date_parse(w->until, &until);
	if (w->withdrawn_on)
		return WAIVERS_WITHDRAWN;
	return until < d->today ? WAIVERS_EXPIRED : present ? WAIVERS_IN_FORCE : WAIVERS_ENDED;
}

const struct fault *waivers_of(struct desk *d, struct waivers *out)
{
	const struct fold *f = d->journal->fold;
	struct package *p = NULL;
	struct store_id id;
	struct findings *fs = NULL;
	TRY(desk_package(d, NULL, &p, &id));
	TRY(desk_check(d, p, &fs));
	for (size_t i = 0; i < f->waivers.count; i++) {
		const struct fold_waiver *w = &f->waivers.at[i];
		struct waivers_row *row = LIST_ADD(d->sc, out);
		const struct finding *present = find_finding(fs, w->finding);
		*row = (struct waivers_row){ .of = w, .present = present, .state = state_of(d, present, w) };
		row->reason = desk_event_text(d->sc, d, w->event, "note.md");
		row->message = desk_event_text(d->sc, d, w->event, "finding.txt");
	}
	return fault_missed();
}

const char *waivers_find(struct desk *d, const char *digits)
{
	const struct fold *f = d->journal->fold;
	for (size_t i = 0; i < f->waivers.count; i++) {
		const struct fold_waiver *w = &f->waivers.at[i];
		if (strlen(digits) >= SHORTEST && strncmp(w->finding, digits, strlen(digits)) == 0 && !w->withdrawn_on)
			return w->finding;
	}
	return NULL;
}
