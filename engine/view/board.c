/* board.c: one package's line of the board. */
#include "base/base.h"
#include "desk/desk_private.h"
#include "view/board.h"
#include "view/inbox.h"
#include "view/seals.h"

static void count(const struct view *v, struct board_row *out)
{
	const struct view_remark_counts remarks = view_count_remarks(v);
	for (size_t i = 0; i < v->template->elements.count; i++) {
		const struct view_count *n = view_progress(v, &v->template->elements.at[i]);
		out->done += n->done;
		out->applies += n->applies;
	}
	out->errors = v->findings->errors;
	out->warnings = v->findings->warnings;
	out->remarks = remarks.open + remarks.answered;
	out->stand = v->seals->stand;
	out->asked = v->seals->asked;
}

const struct fault *board_add(struct scope *sc, struct desk *d, struct board *out)
{
	struct view *v = NULL;
	struct store_id tip = {""};
	struct inbox_items items = {0};
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	TRY(view_of(d, tip.hex[0] ? "main" : NULL, &v));
	if (tip.hex[0])
		TRY(inbox_add(sc, d, &items));
	const struct fold *f = v->fold;
	struct board_row row = {
		.package = scope_copy(sc, f->package), .title = scope_copy(sc, v->package->title),
		.state = scope_copy(sc, f->state), .since = scope_copy(sc, f->entered_on),
		.due = scope_copy(sc, v->due ? v->due : ""),
		.last = scope_copy(sc, v->events.at[v->events.count - 1].day),
		.marking = scope_copy(sc, v->package->marking),
		.state_title = scope_copy(sc, v->state->title.in[v->language]),
		.owner = scope_copy(sc, template_owner(d->sc, v->template, v->state, v->language)),
		.authority = v->state->authority, .final = v->state->final, .today = d->today,
		.waits = inbox_waits(&items),
		.stops = v->screening && v->screening->verdict == SCREENING_STOP,
	};
	count(v, &row);
	*LIST_ADD(sc, out) = row;
	return NULL;
}
