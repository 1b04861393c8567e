/* listing.c: one package's line of a listing. */
#include "base/base.h"
#include "base/list.h"
#include "desk/desk_private.h"
#include "view/listing.h"

void listing_add(struct scope *sc, struct desk *d, struct listing *out)
{
	const struct fold *f = d->journal->fold;
	const struct workflow_state *s = workflow_state(f->workflow, f->state);
	*LIST_ADD(sc, out) = (struct listing_row){
		.package = scope_copy(sc, f->package), .template = scope_copy(sc, f->template_name),
		.state = scope_copy(sc, f->state), .since = scope_copy(sc, f->entered_on),
		.title = scope_copy(sc, s->title.in[d->language]),
		.owner = scope_copy(sc, template_owner(d->sc, d->template, s, d->language)), .authority = s->authority,
	};
}
