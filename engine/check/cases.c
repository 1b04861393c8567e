/* cases.c: the cases of a template's rules: what should fire does, and what should not does not. */
#include "base/base.h"
#include "check/check_private.h"
#include "check/facts_private.h"

struct trial { struct scope *sc; const struct template *t; const struct package *nothing; struct findings *out; };

static const struct fault *run(struct scope *turn, const struct trial *l, const struct template_case *c,
                               const struct template_rule *rule, struct findings **found,
                               const struct template_given **bad)
{
	struct sql *facts = NULL;
	*found = finding_list(turn);
	TRY(facts_make(turn, l->nothing, c->as_of, c->rows.at, c->rows.count, &facts, bad));
	return check_rule(facts, l->nothing, rule, true, *found);
}

static void judge(const struct trial *l, const struct template_case *c, bool *fired)
{
	SCOPE(turn);
	const struct template_rule *rule = template_rule(l->t, c->rule);
	struct findings *found = NULL;
	const struct template_given *bad = NULL;
	const struct fault *f = run(turn, l, c, rule, &found, &bad);
	if (f)
		finding_add(l->out, FINDING_template_invalid, bad ? bad->place : c->place,
		            PHRASE("a case of rule {id}: {mistake}", c->rule, &f->says[f->depth - 1]));
	else if (c->fires && !found->count)
		finding_add(l->out, FINDING_template_invalid, c->place, PHRASE("rule {id} is silent in this case, "
			"which is given as bad", c->rule));
	else if (!c->fires && found->count)
		finding_add(l->out, FINDING_template_invalid, c->place, PHRASE("rule {id} speaks in this case, "
			"which is given as good: {message}", c->rule, found->at[0].message));
	for (size_t i = 0; c->fires && found && i < found->count; i++)
		for (size_t k = 0; found->at[i].says && k < rule->says.count; k++)
			fired[k] = fired[k] || strcmp(rule->says.at[k].words.in[0], found->at[i].says->english) == 0;
}

/* A rule that nothing fires looks like a rule that holds. */
static void demand(const struct trial *l, const struct template_rule *rule, size_t bad, size_t good, const bool *fired)
{
	enum finding_id id = l->t->format > 1 ? FINDING_template_invalid : FINDING_template_weak;
	if (!bad && !good)
		finding_add(l->out, id, rule->place, PHRASE("rule {id} has no cases: give rows that should fire it and "
			"rows that should not, in cases.yaml under \"bad\" and \"good\"", rule->id));
	else if (!bad)
		finding_add(l->out, id, rule->place, PHRASE("no case shows that rule {id} speaks: give rows that "
			"should fire it, in cases.yaml under \"bad\"", rule->id));
	else if (!good)
		finding_add(l->out, id, rule->place, PHRASE("no case shows that rule {id} can be kept: give rows that "
			"should not fire it, in cases.yaml under \"good\"", rule->id));
	for (size_t k = 0; bad && k < rule->says.count; k++)
		if (!fired[k])
			finding_add(l->out, id, rule->says.at[k].place, PHRASE("no case of rule {id} fires this "
				"message", rule->id));
}

void check_cases(struct scope *sc, const struct template *t, const struct package *nothing, struct findings *out)
{
	struct trial l = { sc, t, nothing, out };
	const struct template_cases *cases = template_read_cases(sc, t, out);
	const struct template_rules *rules = template_rules(t);
	for (size_t i = 0; i < rules->count; i++) {
		SCOPE(turn);
		const struct template_rule *rule = &rules->at[i];
		bool *fired = NEWS(turn, bool, rule->says.count + 1);
		size_t counts[] = { 0, 0 };
		for (size_t k = 0; k < cases->count; k++)
			if (strcmp(cases->at[k].rule, rule->id) == 0) {
				judge(&l, &cases->at[k], fired);
				counts[cases->at[k].fires]++;
			}
		demand(&l, rule, counts[true], counts[false], fired);
	}
}
