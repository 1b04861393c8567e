/* adopt.c: what a template that is adopted asks less than the one before: told, whoever was allowed to adopt it. */
#include "base/base.h"
#include "verify/verify_private.h"

struct lowering { struct scope *sc; struct names rules, guards, lines; };

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
}

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

static void compare_workflows(struct lowering *l, const struct workflow *a, const struct workflow *b)
{
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		compare_guards(l, event_kind_name((enum event_kind)i), &a->acts[i].guards, &b->acts[i].guards);
	for (size_t i = 0; i < a->transition_count; i++) {
		const struct workflow_transition *old = &a->transitions[i], *now = NULL;
		for (size_t k = 0; k < b->transition_count && !now; k++)
			if (strcmp(b->transitions[k].action, old->action) == 0)
				now = &b->transitions[k];
		if (now)                /* an action that is gone leads nowhere */
			compare_guards(l, old->action, &old->guards, &now->guards);
	}
}

void verify_adopted(struct verifying *v, const struct template *before, const struct template *after)
{
	SCOPE(turn);
	struct lowering l = { .sc = turn };
	compare_rules(&l, before, after);
	compare_requirements(&l, before, after);
	compare_workflows(&l, &before->workflow, &after->workflow);
	if (l.rules.count)
		verify_tell(v, template_lowered, "the template adopted here asks {count} {count:rule|rules} less, or "
			"otherwise: {rules}", l.rules.count, list_join(turn, &l.rules, ", "));
	if (l.guards.count)
		verify_tell(v, template_lowered, "the template adopted here has {count} {count:guard|guards} less, or "
			"with other words: {guards}", l.guards.count, list_join(turn, &l.guards, ", "));
	if (l.lines.count)
		verify_tell(v, template_lowered, "the template adopted here has {count} checklist {count:line|lines} "
			"less: {lines}", l.lines.count, list_join(turn, &l.lines, ", "));
	if (after->waivers.days > before->waivers.days)
		verify_tell(v, template_lowered, "under the template adopted here a waiver lasts {days} "
			"{days:day|days}, and {before} before", after->waivers.days, before->waivers.days);
}
