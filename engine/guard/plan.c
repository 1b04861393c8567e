/* plan.c: steps, and who may take them. */
#include "base/base.h"
#include "base/buf.h"
#include "guard/guard.h"

void guard_plan_add(struct guard_plan *p, const struct phrase *says, const struct remedy *remedy,
                    const struct phrase *who)
{
	struct scope *sc = p->c->sc;
	*LIST_ADD(sc, &p->steps) = (struct guard_step){ phrase_keep(sc, says), "", remedy_keep(sc, remedy),
	                                                phrase_keep(sc, who) };
}

/* --- who may --- */

/* "Quality (Yui Tanaka, Ren Abe)": a role and who holds it. */
static const struct phrase *tell_role(const struct guard_plan *p, const char *role)
{
	const struct fold *f = p->c->fold;
	struct names holders = {0};
	for (size_t i = 0; i < f->people.count; i++)
		if (list_has(&f->people.at[i].roles, role))
			*LIST_ADD(p->c->sc, &holders) = f->people.at[i].name;
	const char *title = guard_role_title(p->c, role);
	return phrase_keep(p->c->sc, holders.count ? PHRASE("{role} ({holders})", title, list_join(p->c->sc, &holders,
		", "))
	                                           : PHRASE("{role} (nobody is appointed)", title));
}

const struct phrase *guard_plan_roles(const struct guard_plan *p, const struct names *roles)
{
	const struct phrase *out = roles->count ? tell_role(p, roles->at[0]) : PHRASE("nobody");
	for (size_t i = 1; i < roles->count; i++)
		out = phrase_new(p->c->sc, "{one}, or {other}", out, tell_role(p, roles->at[i]));
	return phrase_keep(p->c->sc, out);
}

const struct phrase *guard_plan_actors(const struct guard_plan *p, enum event_kind kind)
{
	const struct workflow_act *act = &p->c->fold->workflow->acts[kind];
	return act->anyone ? phrase_new(p->c->sc, "anyone appointed") : guard_plan_roles(p, &act->roles);
}

/* --- mending --- */

static const struct phrase *writer_of(const struct guard_plan *p, const struct template_element *e)
{
	const struct package_document *d = e ? package_document(p->c->package, e->id) : NULL;
	const char *writer = d ? package_front(d, "prepared_by") : "";
	return phrase_keep(p->c->sc, *writer ? PHRASE("{writer}", writer) : e ? PHRASE("who writes element {element}",
		e->id)
	                                     : PHRASE("who writes it"));
}

static bool is_told(const struct guard_plan *p, const struct phrase *says)
{
	SCOPE(turn);
	const char *text = phrase_text(turn, NULL, says);
	for (size_t i = 0; i < p->steps.count; i++)
		if (strcmp(phrase_text(turn, NULL, p->steps.at[i].says), text) == 0)
			return true;
	return false;
}

void guard_plan_mend(struct guard_plan *p, const struct guard_reason *r)
{
	struct scope *sc = p->c->sc;
	const struct template_element *e = package_element_at(p->c->package, r->place.file);
	const struct phrase *says = phrase_keep(sc, r->place.line  ? PHRASE("{file}:{line}: {reason}", r->place.file,
		r->place.line, r->says)
	                                            : *r->place.file ? PHRASE("{file}: {reason}", r->place.file,
		r->says) : r->says);
	if (e && !list_has(&p->edited, e->id))
		*LIST_ADD(sc, &p->edited) = e->id;
	p->content = true;
	if (is_told(p, says))
		return;
	guard_plan_add(p, says, r->remedy, writer_of(p, e));
	p->steps.at[p->steps.count - 1].how = r->how;
}
