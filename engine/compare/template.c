/* template.c: what a newer template asks that the older did not. */
#include "compare/compare_private.h"

static struct compare_change *tell(struct compare_state *c, enum compare_kind kind, const char *what,
                                   const char *column, const char *before, const char *after)
{
	struct compare_change *k = compare_tell(c, kind, COMPARE_TEMPLATE, compare_say(c, "template {template}",
		c->out->after->template->name));
	k->what = what;
	k->column = column;
	k->before = before;
	k->after = after;
	return k;
}

/* The words of a line in a language, "" if its template has none in it. */
static const char *text_in(const struct template_requirement *r, const struct template *t, const char *language)
{
	int at = template_language(t, language);
	return at < 0 ? "" : r->text.in[at];
}

/* The first language in which the words differ. */
static size_t differs_in(const struct template_requirement *old, const struct template_requirement *new,
                         const struct template *a, const struct template *b)
{
	size_t k = 0;
	while (k < b->languages.count && strcmp(text_in(old, a, b->languages.at[k]), new->text.in[k]) == 0)
		k++;
	return k;
}

static void compare_requirements(struct compare_state *c, const struct template *a, const struct template *b)
{
	const struct template_requirements *before = template_requirements(a), *after = template_requirements(b);
	for (size_t i = 0; i < after->count; i++) {
		const struct template_requirement *r = &after->at[i], *old = template_requirement(a, r->id);
		const char *what = compare_say(c, "checklist line {line}", r->id);
		size_t k = old ? differs_in(old, r, a, b) : 0;
		if (!old)
			tell(c, COMPARE_ADDED, what, NULL, "", r->text.in[0])->element = r->element;
		else if (k < b->languages.count)
			tell(c, COMPARE_CHANGED, what, NULL, text_in(old, a, b->languages.at[k]),
			     r->text.in[k])->element = r->element;
	}
	for (size_t i = 0; i < before->count; i++)
		if (!template_requirement(b, before->at[i].id))
			tell(c, COMPARE_REMOVED, compare_say(c, "checklist line {line}", before->at[i].id),
			     NULL, before->at[i].text.in[0], "")->element
				= template_element(b, before->at[i].element->id);
}

static void compare_rules(struct compare_state *c, const struct template *a, const struct template *b)
{
	const struct template_rules *before = template_rules(a), *after = template_rules(b);
	for (size_t i = 0; i < after->count; i++) {
		const struct template_rule *r = &after->at[i], *old = template_rule(a, r->id);
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
	for (size_t i = 0; i < before->count; i++)
		if (!template_rule(b, before->at[i].id))
			tell(c, COMPARE_REMOVED, compare_say(c, "rule {rule}", before->at[i].id), NULL,
			     before->at[i].title.in[0], "");
}

void compare_template(struct compare_state *c)
{
	if (!c->out->before || strcmp(c->out->before->template->snapshot, c->out->after->template->snapshot) == 0)
		return;
	compare_requirements(c, c->out->before->template, c->out->after->template);
	compare_rules(c, c->out->before->template, c->out->after->template);
}
