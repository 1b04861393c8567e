/* seals.c: elements by roles, from what the transitions' guards ask for. */
#include "base/base.h"
#include "guard/guard.h"
#include "view/seals.h"

static const char signed_off[] = "signed_off";

static bool covers(const struct view *v, const struct workflow_guard *g, const struct template_element *e)
{
	const struct names *elements = workflow_argument(g, "elements");
	bool all = !elements || (elements->count == 1 && strcmp(elements->at[0], "all") == 0);
	return all ? e != &v->template->whole || v->template->whole_is_signed : list_has(elements, e->id);
}

static bool is_asked(const struct view *v, const char *role, const struct template_element *e)
{
	const struct workflow *w = v->fold->workflow;
	for (size_t i = 0; i < w->transition_count; i++)
		for (size_t k = 0; k < w->transitions[i].guards.count; k++) {
			const struct workflow_guard *g = &w->transitions[i].guards.at[k];
			if (strcmp(g->name, signed_off) == 0 && strcmp(guard_role(g), role) == 0
			    && (!e || covers(v, g, e)))
				return true;
		}
	return false;
}

/* Of several people's in one role, one that stands counts. */
static struct seals_cell look(const struct view *v, const char *role, const struct template_element *e)
{
	struct seals_cell out = { SEALS_WAITS, NULL };
	if (!is_asked(v, role, e))
		return (struct seals_cell){ SEALS_NOT_ASKED, NULL };
	for (size_t i = 0; i < v->sign_offs.count && out.state != SEALS_STANDS; i++) {
		const struct view_sign_off *s = &v->sign_offs.at[i];
		if (strcmp(s->by->element, e->id) == 0 && strcmp(s->by->role, role) == 0)
			out = (struct seals_cell){ s->stands ? SEALS_STANDS : SEALS_FELL, s->by->as_of };
	}
	return out;
}

static void add_row(struct scope *sc, const struct view *v, struct seals *out, const struct template_element *e)
{
	struct seals_row *row = LIST_ADD(sc, &out->rows);
	*row = (struct seals_row){ e, NEWS(sc, struct seals_cell, out->roles.count + 1) };
	for (size_t i = 0; i < out->roles.count; i++) {
		row->cells[i] = look(v, out->roles.at[i], e);
		out->asked += row->cells[i].state != SEALS_NOT_ASKED;
		out->stand += row->cells[i].state == SEALS_STANDS;
		out->fell += row->cells[i].state == SEALS_FELL;
	}
}

const struct seals *seals_of(struct scope *sc, const struct view *v)
{
	struct seals *out = NEW(sc, struct seals);
	for (size_t i = 0; i < v->template->roles.count; i++)
		if (is_asked(v, v->template->roles.at[i].id, NULL))
			*LIST_ADD(sc, &out->roles) = v->template->roles.at[i].id;
	for (size_t i = 0; i < template_unit_count(v->template); i++) {
		const struct template_element *e = template_unit(v->template, i);
		bool used = e == &v->template->whole ? v->template->whole_is_signed
		                                     : *package_need(v->package, e) != '-';
		if (used)
			add_row(sc, v, out, e);
	}
	return out;
}
