/* adopt.c: what a template that is adopted asks less, or lets be done besides, than the one before: told, whoever was
 * allowed to adopt it. */
#include "base/base.h"
#include "verify/verify_private.h"

/* asks: what else is asked less or otherwise; ways, roles: what may be done besides, and by whom. */
struct lowering { struct scope *sc; struct names rules, guards, lines, asks, ways, roles; };

#define NOTE(l, list, ...) (*LIST_ADD((l)->sc, &(l)->list) = scope_printf((l)->sc, __VA_ARGS__))

static void compare_rules(struct lowering *l, const struct template *a, const struct template *b)
{
	const struct template_rules *before = template_rules(a);
	for (size_t i = 0; i < before->count; i++) {
		const struct template_rule *old = &before->at[i], *now = template_rule(b, old->id);
		if (!now)
			*LIST_ADD(l->sc, &l->rules) = scope_printf(l->sc, "%s (-)", old->id);
		else if (now->level < old->level)
			*LIST_ADD(l->sc, &l->rules) = scope_printf(l->sc, "%s (%s)", old->id,
				finding_level_name(now->level));
		else if (strcmp(now->sql, old->sql) != 0)
			*LIST_ADD(l->sc, &l->rules) = scope_printf(l->sc, "%s (SQL)", old->id);
	}
}

static void compare_requirements(struct lowering *l, const struct template *a, const struct template *b)
{
	const struct template_requirements *before = template_requirements(a);
	for (size_t i = 0; i < before->count; i++)
		if (!template_requirement(b, before->at[i].id))
			*LIST_ADD(l->sc, &l->lines) = before->at[i].id;
		else if (!before->at[i].conditional && template_requirement(b, before->at[i].id)->conditional)
			NOTE(l, asks, "%s: conditional", before->at[i].id);
}

/* --- what a package must hold, and what a sign-off covers --- */

static int weigh(const char *need) { return *need == 'R' ? 2 : *need == 'C' ? 1 : 0; }

static void compare_need(struct lowering *l, const struct template *a, const struct template *b,
                         const struct template_element *old, const struct template_element *now)
{
	for (size_t i = 0; i < a->categories.count; i++)
		for (size_t k = 0; k < b->categories.count; k++)
			if (strcmp(a->categories.at[i].id, b->categories.at[k].id) == 0
			    && weigh(now->need[k]) < weigh(old->need[i]))
				NOTE(l, asks, "%s, %s: %s -> %s", old->id, a->categories.at[i].id, old->need[i],
				     now->need[k]);
}

static void compare_elements(struct lowering *l, const struct template *a, const struct template *b)
{
	for (size_t i = 0; i < a->elements.count; i++) {
		const struct template_element *old = &a->elements.at[i], *now = template_element(b, old->id);
		if (now)
			compare_need(l, a, b, old, now);
		else
			NOTE(l, asks, "%s (-)", old->id);
	}
	if (a->whole_is_signed && !b->whole_is_signed)
		NOTE(l, asks, "%s (-)", TEMPLATE_WHOLE);
}

static void compare_registers(struct lowering *l, const struct template *a, const struct template *b)
{
	for (size_t i = 0; i < a->registers.count; i++) {
		const struct template_register *old = &a->registers.at[i], *now = template_register(b, old->name);
		if (!now)
			NOTE(l, asks, "%s (-)", old->name);
		else if (now->internal && !old->internal)
			NOTE(l, asks, "%s: internal", old->name);
		else if (old->required && !now->required)
			NOTE(l, asks, "%s: required (-)", old->name);
	}
	for (size_t i = 0; i < a->waivers.never.count; i++)
		if (!list_has(&b->waivers.never, a->waivers.never.at[i]))
			NOTE(l, asks, "waivers: never: %s (-)", a->waivers.never.at[i]);
}

/* --- what is asked before an act, and who may do it --- */

static bool same_argument(const struct workflow_argument *a, const struct workflow_guard *g)
{
	const struct names *other = workflow_argument(g, a->name);
	bool same = other && other->count == a->values.count;
	for (size_t i = 0; same && i < a->values.count; i++)
		same = strcmp(a->values.at[i], other->at[i]) == 0;
	return same;
}

static bool has_guard(const struct workflow_guards *all, const struct workflow_guard *g)
{
	for (size_t i = 0; i < all->count; i++) {
		bool same = strcmp(all->at[i].name, g->name) == 0 && all->at[i].count == g->count;
		for (size_t k = 0; same && k < g->count; k++)
			same = same_argument(&g->arguments[k], &all->at[i]);
		if (same)
			return true;
	}
	return false;
}

static void compare_guards(struct lowering *l, const char *action, const struct workflow_guards *before,
                           const struct workflow_guards *after)
{
	for (size_t i = 0; i < before->count; i++)
		if (!has_guard(after, &before->at[i]))
			*LIST_ADD(l->sc, &l->guards) = scope_printf(l->sc, "%s: %s", action, before->at[i].name);
}

static void compare_roles(struct lowering *l, const char *action, const struct names *before, const struct names *after)
{
	for (size_t i = 0; i < after->count; i++)
		if (!list_has(before, after->at[i]))
			NOTE(l, roles, "%s: %s", action, after->at[i]);
}

static void compare_acts(struct lowering *l, const struct workflow *a, const struct workflow *b)
{
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		const char *kind = event_kind_name((enum event_kind)i);
		const struct workflow_act *old = &a->acts[i], *now = &b->acts[i];
		compare_guards(l, kind, &old->guards, &now->guards);
		if (!old->anyone && now->anyone)
			NOTE(l, roles, "%s: any", kind);
		else if (!old->anyone)
			compare_roles(l, kind, &old->roles, &now->roles);
	}
	compare_guards(l, "draft", &a->draft, &b->draft);
	if (b->vouch.count)
		compare_roles(l, "vouch", &a->vouch.roles, &b->vouch.roles);
	if (b->vouch.count && b->vouch.count < a->vouch.count)
		NOTE(l, asks, "vouch: %d -> %d", a->vouch.count, b->vouch.count);
}

static const struct workflow_transition *called(const struct workflow *w, const char *action)
{
	for (size_t i = 0; i < w->transition_count; i++)
		if (strcmp(w->transitions[i].action, action) == 0)
			return &w->transitions[i];
	return NULL;
}

/* A way is an action from a state to another; an action that is gone leads nowhere. */
static void compare_ways(struct lowering *l, const struct workflow_transition *old,
                         const struct workflow_transition *now)
{
	const char *to = now->to ? now->to : "previous", *before = !old ? "" : old->to ? old->to : "previous";
	for (size_t i = 0; i < now->from.count; i++)
		if (!old || strcmp(to, before) != 0 || !list_has(&old->from, now->from.at[i]))
			NOTE(l, ways, "%s: %s -> %s", now->action, now->from.at[i], to);
}

static void compare_transitions(struct lowering *l, const struct workflow *a, const struct workflow *b)
{
	static const char *const evidence[] = { [WORKFLOW_NONE] = "none", [WORKFLOW_HEAD] = "head",
		[WORKFLOW_RECORD] = "record" };
	for (size_t i = 0; i < b->transition_count; i++) {
		const struct workflow_transition *now = &b->transitions[i], *old = called(a, now->action);
		compare_ways(l, old, now);
		if (!old)
			continue;
		compare_guards(l, old->action, &old->guards, &now->guards);
		compare_roles(l, old->action, &old->roles, &now->roles);
		if (old->evidence != now->evidence)
			NOTE(l, asks, "%s: %s -> %s", old->action, evidence[old->evidence], evidence[now->evidence]);
		if (old->reported != now->reported)
			NOTE(l, asks, "%s: %s", old->action, now->reported ? "reported" : "reported (-)");
	}
}

static void compare_clocks(struct lowering *l, const struct workflow *a, const struct workflow *b)
{
	for (size_t i = 0; i < a->state_count; i++) {
		const struct workflow_state *old = &a->states[i], *now = workflow_state(b, old->id);
		if (now && now->clock.days != old->clock.days)
			NOTE(l, asks, "%s: clock: %d -> %d", old->id, old->clock.days, now->clock.days);
	}
}

static void tell_lowered(struct verifying *v, struct lowering *l)
{
	if (l->rules.count)
		verify_tell(v, template_lowered, "the template adopted here asks {count} {count:rule|rules} less, or "
			"otherwise: {rules}", l->rules.count, list_join(l->sc, &l->rules, ", "));
	if (l->guards.count)
		verify_tell(v, template_lowered, "the template adopted here has {count} {count:guard|guards} less, or "
			"with other words: {guards}", l->guards.count, list_join(l->sc, &l->guards, ", "));
	if (l->lines.count)
		verify_tell(v, template_lowered, "the template adopted here has {count} checklist {count:line|lines} "
			"less: {lines}", l->lines.count, list_join(l->sc, &l->lines, ", "));
	if (l->asks.count)
		verify_tell(v, template_lowered, "the template adopted here asks {count} {count:thing|things} less, "
			"or otherwise: {asked}", l->asks.count, list_join(l->sc, &l->asks, ", "));
	if (l->ways.count)
		verify_tell(v, template_lowered, "the template adopted here has {count} {count:way|ways} more: {ways}",
			l->ways.count, list_join(l->sc, &l->ways, ", "));
	if (l->roles.count)
		verify_tell(v, template_lowered, "the template adopted here lets {count} {count:role|roles} do more: "
			"{roles}", l->roles.count, list_join(l->sc, &l->roles, ", "));
}

void verify_adopted(struct verifying *v, const struct template *before, const struct template *after)
{
	SCOPE(turn);
	struct lowering l = { .sc = turn };
	compare_rules(&l, before, after);
	compare_requirements(&l, before, after);
	compare_elements(&l, before, after);
	compare_registers(&l, before, after);
	compare_acts(&l, &before->workflow, &after->workflow);
	compare_transitions(&l, &before->workflow, &after->workflow);
	compare_clocks(&l, &before->workflow, &after->workflow);
	tell_lowered(v, &l);
	if (after->waivers.days > before->waivers.days)
		verify_tell(v, template_lowered, "under the template adopted here a waiver lasts {days} "
			"{days:day|days}, and {before} before", after->waivers.days, before->waivers.days);
}
