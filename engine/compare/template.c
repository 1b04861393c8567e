/* template.c: what a newer template asks that the older did not. */
#include "compare/compare_private.h"

static void tell(struct compare_state *c, enum compare_kind kind, const char *what, const char *column,
                 const char *before, const char *after)
{
	struct compare_change *k = compare_tell(c, kind, COMPARE_TEMPLATE, compare_say(c, "template {template}",
		c->out->after->template->name));
	k->what = what;
	k->column = column;
	k->before = before;
	k->after = after;
}

static void compare_requirements(struct compare_state *c, const struct template *a, const struct template *b)
{
	for (size_t i = 0; i < b->requirements.count; i++) {
		const struct template_requirement *r = &b->requirements.at[i], *old = template_requirement(a, r->id);
		const char *what = compare_say(c, "checklist line {line}", r->id);
		if (!old)
			tell(c, COMPARE_ADDED, what, NULL, "", r->text.in[0]);
		else if (strcmp(old->text.in[0], r->text.in[0]) != 0)
			tell(c, COMPARE_CHANGED, what, NULL, old->text.in[0], r->text.in[0]);
	}
	for (size_t i = 0; i < a->requirements.count; i++)
		if (!template_requirement(b, a->requirements.at[i].id))
			tell(c, COMPARE_REMOVED, compare_say(c, "checklist line {line}", a->requirements.at[i].id),
			     NULL,
			     a->requirements.at[i].text.in[0], "");
}

static void compare_rules(struct compare_state *c, const struct template *a, const struct template *b)
{
	for (size_t i = 0; i < b->rules.count; i++) {
		const struct template_rule *r = &b->rules.at[i], *old = template_rule(a, r->id);
		const char *what = compare_say(c, "rule {rule}", r->id);
		if (!old) {
			tell(c, COMPARE_ADDED, what, NULL, "", r->title.in[0]);
			continue;
		}
		if (strcmp(old->title.in[0], r->title.in[0]) != 0)
			tell(c, COMPARE_CHANGED, what, NULL, old->title.in[0], r->title.in[0]);
		if (old->level != r->level)
			tell(c, COMPARE_CHANGED, what, "level", finding_level_name(old->level),
			     finding_level_name(r->level));
		if (strcmp(old->sql, r->sql) != 0)
			tell(c, COMPARE_CHANGED, what, "query", compare_say(c, "another query"),
			     compare_say(c, "the query of now"));
	}
	for (size_t i = 0; i < a->rules.count; i++)
		if (!template_rule(b, a->rules.at[i].id))
			tell(c, COMPARE_REMOVED, compare_say(c, "rule {rule}", a->rules.at[i].id), NULL,
			     a->rules.at[i].title.in[0], "");
}

void compare_template(struct compare_state *c)
{
	if (!c->out->before || strcmp(c->out->before->template->snapshot, c->out->after->template->snapshot) == 0)
		return;
	compare_requirements(c, c->out->before->template, c->out->after->template);
	compare_rules(c, c->out->before->template, c->out->after->template);
}
