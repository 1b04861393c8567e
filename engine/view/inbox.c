/* inbox.c: looking at one package with one person's eyes. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "guard/guard.h"
#include "view/inbox.h"
#include "view/view_private.h"
#include "view/why.h"

enum { SHOWN = 80 };           /* bytes of a remark */

struct looking {
	struct scope *sc;
	struct desk *d;
	const struct view *v;
	const struct fold_person *me;
	struct inbox_items *out;
};

static void add(struct looking *l, const char *due, const struct phrase *says, const struct remedy *remedy)
{
	char today[DATE_TEXT];
	date_print(l->d->today, today);
	*LIST_ADD(l->sc, l->out) = (struct inbox_item){ .package = scope_copy(l->sc, l->v->package->id),
		.due = due ? scope_copy(l->sc, due) : "", .overdue = due && strcmp(due, today) < 0,
		.says = phrase_keep(l->sc, says), .remedy = remedy_keep(l->sc, remedy),
		.marking = scope_copy(l->sc, l->v->package->marking) };
}

static void add_open(struct looking *l, const struct phrase *says, const struct remedy *remedy)
{
	add(l, NULL, says, remedy);
	l->out->at[l->out->count - 1].may = true;
}

static bool may_act(const struct looking *l, enum event_kind kind)
{
	const struct workflow_act *act = &l->v->fold->workflow->acts[kind];
	for (size_t i = 0; i < l->me->roles.count; i++)
		if (act->anyone || list_has(&act->roles, l->me->roles.at[i]))
			return true;
	return false;
}

static void look_at_remarks(struct looking *l)
{
	for (size_t i = 0; i < l->v->remarks.count; i++) {
		const struct view_remark *k = &l->v->remarks.at[i];
		const struct fold_remark *r = k->of;
		const struct fold_answer *a = r->answers.count ? &r->answers.at[r->answers.count - 1] : NULL;
		const char *number = scope_printf(l->sc, "%d", r->number);
		/* an authority's waits for the answer that the state waits for */
		const char *due = r->reported_by && !(r->due && *r->due) ? l->v->due : r->due;
		if (r->state == FOLD_OPEN && remark_is_for(l->v->fold, l->me, r))
			add(l, due, PHRASE("answer remark {number} ({severity}, {place}): {text}", r->number,
			                      phrase_bare(r->severity), k->at.where,
			                      utf8_first_line(l->sc, k->text, SHOWN)), REMEDY("remark show", "",
				number));
		else if (r->state == FOLD_ANSWERED && !r->reported_by && fold_person(l->v->fold, r->email) == l->me
		         && may_act(l, EVENT_CLOSE)
		         && (fold_person(l->v->fold, a->email) != l->me || strcmp(a->email, r->email) == 0))
			add(l, r->due, PHRASE("look at the answer to your remark {number} and close it: {disposition}",
			                      r->number,
			                      phrase_bare(a->disposition)), REMEDY("remark show", "", number));
	}
}

/* Elements that a transition out of this state wants signed by one of my roles. */
static const struct fault *look_at_signatures(struct looking *l, const struct workflow_transition *t,
                                              struct guard_case *c, struct names *told)
{
	for (size_t i = 0; i < t->guards.count; i++) {
		struct guard_reasons reasons = {0};
		const struct guard *g = guard_find(t->guards.at[i].name);
		const char *role = guard_role(&t->guards.at[i]);
		if (!g || g->stage != GUARD_SIGN || !list_has(&l->me->roles, role) || list_has(told, role))
			continue;
		TRY(g->judge(c, &t->guards.at[i], &reasons));
		if (reasons.count == 0)
			continue;
		*LIST_ADD(l->sc, told) = role;
		const struct phrase *first = reasons.at[0].says;
		const struct template_role *r = template_role(l->v->template, role);
		const char *as = r ? r->title.in[l->v->language] : role;
		add(l, l->v->due, reasons.count > 1 ? PHRASE("read and sign as {role}: {reason}, and {count} more",
		                                             as, first, reasons.count - 1)
		                                    : PHRASE("read and sign as {role}: {reason}", as, first),
			REMEDY("sign", "role", role));
	}
	return NULL;
}

/* Is nothing of it shut?  The package is checked last, and only for what else would be open. */
static const struct fault *is_open(struct looking *l, const struct workflow_guards *guards, struct guard_case *c,
                                   bool *open)
{
	struct guard_reasons reasons = {0};
	struct findings *fs = NULL;
	TRY(guard_judge_some(c, guards, false, &reasons));
	if (guard_checks(guards) && reasons.count == 0) {
		if (!c->findings) {
			TRY(desk_check(l->d, l->v->package, &fs));
			c->findings = fs;
		}
		TRY(guard_judge_some(c, guards, true, &reasons));
	}
	*open = reasons.count == 0;
	return NULL;
}

/* The first step of the first guard that waits for an act of ours, which is no transition; NULL if none does. */
static const struct fault *find_step(struct guard_case *c, const struct workflow_guards *guards,
                                     const struct guard_step **out)
{
	*out = NULL;
	for (size_t i = 0; i < guards->count && !*out; i++) {
		struct guard_plan plan = { .c = c };
		struct guard_reasons reasons = {0};
		const struct guard *g = guard_find(guards->at[i].name);
		if (!g || (g->stage != GUARD_SEAL && g->stage != GUARD_DELIVER) || !g->steps)
			continue;
		TRY(g->judge(c, &guards->at[i], &reasons));
		if (reasons.count)
			g->steps(&plan, &guards->at[i], &reasons);
		if (plan.steps.count)
			*out = &plan.steps.at[0];
	}
	return NULL;
}

/* Seal, make what is handed over, deliver: what a transition out of this state waits for, and that act for others. */
static const struct fault *look_at_acts(struct looking *l, const struct workflow_transition *t, struct guard_case *c,
                                        struct names *told)
{
	const struct guard_step *step = NULL;
	enum event_kind kind;
	bool open = true;
	TRY(find_step(c, &t->guards, &step));
	for (; step && step->remedy && !list_has(told, step->remedy->words[0])
	       && why_act(step->remedy->words[0], &kind);) {
		const struct workflow_guards *guards = &l->v->fold->workflow->acts[kind].guards;
		const struct guard_step *before = NULL;
		*LIST_ADD(l->sc, told) = scope_copy(l->sc, step->remedy->words[0]);
		TRY(is_open(l, guards, c, &open));
		if (open && may_act(l, kind))
			add(l, l->v->due, step->says, step->remedy);
		TRY(find_step(c, guards, &before));
		step = open ? NULL : before;
	}
	return NULL;
}

static bool is_mine(const struct looking *l, const struct workflow_transition *t)
{
	for (size_t i = 0; i < l->me->roles.count; i++)
		if (list_has(&t->roles, l->me->roles.at[i]))
			return true;
	return false;
}

/* Did it wait for something that is true now?  A letter only comes with it. */
static bool waited(const struct workflow_transition *t)
{
	for (size_t i = 0; i < t->guards.count; i++)
		if (!guard_find(t->guards.at[i].name)->option)
			return true;
	return false;
}

/* What waited is their turn; the others may be taken on any day. */
static const struct fault *look_at_move(struct looking *l, const struct workflow_transition *t, struct guard_case *c)
{
	bool open = false;
	if (is_mine(l, t) && !t->reported)
		TRY(is_open(l, &t->guards, c, &open));
	if (open && waited(t))
		add(l, l->v->due, PHRASE("the way is open: {action}", t->title.in[l->v->language]),
		    REMEDY("do", "", t->action));
	else if (open)
		add_open(l, PHRASE("you may: {action}", t->title.in[l->v->language]), REMEDY("do", "", t->action));
	return NULL;
}

static const struct fault *look_at_moves(struct looking *l)
{
	struct names told = {0}, acts = {0};
	const struct fold *f = l->v->fold;
	struct store_id tip = {""};
	TRY(store_tip(l->d->store, STORE_MAIN, &tip));
	struct guard_case c = { .sc = l->sc, .store = l->d->store, .package = l->v->package, .evidence = &tip,
	                        .fold = f,
	                        .as_of = l->d->today, .asking = true };
	for (size_t i = 0; i < f->workflow->transition_count; i++) {
		const struct workflow_transition *t = &f->workflow->transitions[i];
		if (!list_has(&t->from, f->state))
			continue;
		TRY(look_at_move(l, t, &c));
		TRY(look_at_acts(l, t, &c, &acts));
		TRY(look_at_signatures(l, t, &c, &told));
	}
	return NULL;
}

const struct fault *inbox_add(struct scope *sc, struct desk *d, struct inbox_items *out)
{
	const struct fold *f = d->journal->fold;
	struct looking l = { .sc = sc, .d = d, .out = out,
	                     .me = d->person.email ? fold_person(f, d->person.email) : NULL };
	struct view *v = NULL;
	if (!l.me)
		return NULL;
	TRY(view_of_remarks(d, "main", &v));
	view_take_state(d, v);
	l.v = v;
	look_at_remarks(&l);
	TRY(look_at_moves(&l));
	if (v->due && list_has(&l.me->roles, f->workflow->founder_role))
		add(&l, v->due, PHRASE("the clock of \"{state}\" runs out", v->state->title.in[v->language]),
		    REMEDY("next"));
	return NULL;
}

static int by_day(const void *x, const void *y)
{
	SCOPE(turn);
	const struct inbox_item *a = x, *b = y;
	if (a->may != b->may)
		return a->may ? 1 : -1;
	int d = strcmp(*a->due ? a->due : "9999", *b->due ? b->due : "9999");
	if (!d) d = strcmp(a->package, b->package);
	return d ? d : strcmp(phrase_text(turn, NULL, a->says), phrase_text(turn, NULL, b->says));
}

size_t inbox_waits(const struct inbox_items *items)
{
	size_t n = 0;
	for (size_t i = 0; i < items->count; i++)
		n += !items->at[i].may;
	return n;
}

void inbox_sort(struct inbox_items *items)
{
	if (items->count)
		qsort(items->at, items->count, sizeof *items->at, by_day);
}
