/* why.c: guards one by one, then the steps. */
#include "base/base.h"
#include "base/buf.h"
#include "desk/desk_private.h"
#include "guard/guard.h"
#include "view/why.h"

struct asking {
	struct desk *d;
	struct guard_case c;
	const struct workflow_guards *guards;
	enum event_kind kind;           /* of an act; a transition else */
	struct guard_plan plan;
	struct why *out;
};

/* --- the way to the state --- */

/* Breadth first over the workflow: what leads to a state that has the action, whatever its guards. */
static const struct workflow_state *find_way(struct asking *w, const char *action, struct names *way)
{
	const struct fold *f = w->c.fold;
	const struct workflow *k = f->workflow;
	struct scope *sc = w->d->sc;
	const char **queue = NEWS(sc, const char *, k->state_count + 1), **by = NEWS(sc, const char *,
		k->state_count + 1);
	size_t *parent = NEWS(sc, size_t, k->state_count + 1), head = 0, count = 0;
	queue[count++] = f->state;
	for (; head < count; head++) {
		if (workflow_find(k, queue[head], action)) {
			struct names back = {0};
			for (size_t at = head; at != 0; at = parent[at])
				*LIST_ADD(sc, &back) = by[at];
			while (back.count > 0)
				*LIST_ADD(sc, way) = back.at[--back.count];
			return workflow_state(k, queue[head]);
		}
		for (size_t i = 0; i < k->transition_count; i++) {
			const struct workflow_transition *t = &k->transitions[i];
			const char *to = t->to ? t->to : head == 0 ? fold_target(f, t) : NULL;
			bool known = !to || !list_has(&t->from, queue[head]);
			for (size_t q = 0; q < count && !known; q++)
				known = strcmp(queue[q], to) == 0;
			if (known)
				continue;
			parent[count] = head;
			by[count] = t->action;
			queue[count++] = to;
		}
	}
	return NULL;
}

/* --- guards --- */

static const char *write_arguments(struct scope *sc, const struct workflow_guard *g)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < g->count; i++) {
		const struct names *v = &g->arguments[i].values;
		buf_printf(b, "%s%s: %s%s%s", i ? ", " : "{", g->arguments[i].name, v->count > 1 ? "[" : "",
		           list_join(sc, v, ", "),
		           v->count > 1 ? "]" : "");
	}
	buf_text(b, g->count ? "}" : "");
	return b->at;
}

static const struct fault *judge(struct asking *w)
{
	const struct workflow_guards *all = w->guards;
	w->out->open = true;
	for (size_t i = 0; i < all->count; i++) {
		const struct guard *g = guard_find(all->at[i].name);
		struct why_guard *k = LIST_ADD(w->d->sc, &w->out->guards);
		if (!g)
			return fault_make(FAULT_CORRUPT, "this program has no guard \"{guard}\"", all->at[i].name);
		*k = (struct why_guard){ .guard = &all->at[i], .says = g->says,
		                         .arguments = write_arguments(w->d->sc, &all->at[i]) };
		TRY(g->judge(&w->c, k->guard, &k->reasons));
		if (k->reasons.count == 0)
			k->evidence = g->tells(&w->c, k->guard);
		w->out->open = w->out->open && k->reasons.count == 0;
	}
	return NULL;
}

/* --- steps --- */

static void first_steps(struct asking *w)
{
	const struct workflow *k = w->c.fold->workflow;
	for (size_t i = 0; i < w->out->before.count; i++) {
		const struct workflow_transition *t = NULL;
		for (size_t m = 0; m < k->transition_count && !t; m++)
			if (strcmp(k->transitions[m].action, w->out->before.at[i]) == 0)
				t = &k->transitions[m];
		guard_plan_add(&w->plan, PHRASE("first: {action}", t->title.in[w->d->language]),
		               REMEDY("why", "", t->action),
		               guard_plan_roles(&w->plan, &t->roles));
	}
}

static void plan_stage(struct asking *w, enum guard_stage stage)
{
	for (size_t i = 0; i < w->out->guards.count; i++) {
		const struct why_guard *k = &w->out->guards.at[i];
		const struct guard *g = guard_find(k->guard->name);
		if (g->stage != stage)
			continue;
		if (g->steps)
			g->steps(&w->plan, k->guard, &k->reasons);
		for (size_t r = 0; !g->steps && r < k->reasons.count; r++)
			guard_plan_mend(&w->plan, &k->reasons.at[r]);
	}
}

static const struct fault *plan_save(struct asking *w)
{
	struct guard_plan *p = &w->plan;
	const struct store_change *changes = NULL;
	size_t unsaved = 0;
	if (w->d->store->work)
		TRY(store_changes(w->d->sc, w->d->store, &changes, &unsaved));
	bool dirty = unsaved > 0;
	if (p->content || dirty)
		guard_plan_add(p, p->content ? PHRASE("save the changes")
		               : PHRASE("save the work tree: it has changes that are not saved"),
		               REMEDY("save", "message", "what changed"), PHRASE("anyone who writes"));
	p->content = p->content || dirty;
	return NULL;
}

/* --- acts that are no transitions --- */

static const struct { const char *command; enum event_kind kind; } acts[] = {
	{ "seal", EVENT_SEAL }, { "export", EVENT_EXPORTED }, { "deliver", EVENT_DELIVERED },
	{ "adopt", EVENT_ADOPT }, { "use", EVENT_USE }, { "purge", EVENT_PURGE },
};

static const char *act_title(enum event_kind kind)
{
	switch (kind) {
	case EVENT_SEAL:      return WORD("seal the newest saved version");
	case EVENT_EXPORTED:  return WORD("make what is handed over");
	case EVENT_DELIVERED: return WORD("hand it over and record the delivery");
	case EVENT_ADOPT:     return WORD("take a newer template");
	case EVENT_USE:       return WORD("pin another package");
	default:              return WORD("remove an attachment's content");
	}
}

bool why_act(const char *command, enum event_kind *kind)
{
	for (size_t i = 0; i < countof(acts); i++)
		if (strcmp(acts[i].command, command) == 0) {
			*kind = acts[i].kind;
			return true;
		}
	return false;
}

/* An act as a transition that leads nowhere; NULL if no act with guards, or open to somebody, is called so. */
static const struct workflow_transition *find_act(struct asking *w, const char *action)
{
	if (!why_act(action, &w->kind))
		return NULL;
	const struct workflow_act *act = &w->c.fold->workflow->acts[w->kind];
	struct workflow_transition *t = NEW(w->d->sc, struct workflow_transition);
	*t = (struct workflow_transition){ .action = action, .roles = act->roles, .guards = act->guards };
	t->title.in[w->d->language] = phrase_word(template_speaks(w->d->template, w->d->language), act_title(w->kind));
	return t;
}

/* The act itself, with the options that it or a guard asks for. */
static void plan_act(struct asking *w)
{
	const struct workflow_transition *t = w->out->transition;
	if (w->out->is_act) {
		guard_plan_add(&w->plan, PHRASE("{action}", w->out->title), REMEDY(t->action),
		               guard_plan_actors(&w->plan, w->kind));
		return;
	}
	const char *words[REMEDY_WORDS] = { "do", "", t->action };
	struct remedy act = { 3, words };
	static const char *const reported[] = { "by", "OFFICE, NAME", "on", "DAY", "received", "DAY" };
	for (size_t i = 0; t->reported && i < countof(reported); i++)
		words[act.count++] = reported[i];
	for (size_t i = 0; i < w->out->guards.count; i++) {
		const char *option = guard_find(w->out->guards.at[i].guard->name)->option;
		if (option && act.count + 2 <= REMEDY_WORDS) {
			words[act.count++] = option;
			words[act.count++] = "FILE";
		}
	}
	const char *title = t->title.in[w->d->language];
	guard_plan_add(&w->plan, PHRASE("{action}", *title ? title : t->action), &act, guard_plan_roles(&w->plan,
		&t->roles));
}

static const struct fault *plan(struct asking *w)
{
	w->plan.c = &w->c;
	first_steps(w);
	for (enum guard_stage stage = GUARD_EDIT; stage < GUARD_STAGES; stage++) {
		plan_stage(w, stage);
		if (stage == GUARD_EDIT)
			TRY(plan_save(w));
	}
	plan_act(w);
	w->out->steps = w->plan.steps;
	return NULL;
}

const struct fault *why_of(struct desk *d, const char *action, struct why **out)
{
	struct asking w = { .d = d, .out = NEW(d->sc, struct why) };
	struct package *p = NULL;
	struct store_id head = {""};
	struct findings *fs = NULL;
	const struct fold *f = d->journal->fold;
	TRY(store_tip(d->store, STORE_MAIN, &head));
	TRY(desk_package(d, head.hex[0] ? head.hex : NULL, &p, &head));
	TRY(desk_check(d, p, &fs));
	w.c = (struct guard_case){ .sc = d->sc, .store = d->store, .package = p, .evidence = &head, .findings = fs,
	                           .fold = f, .as_of = d->today,
	                           .asking = true };
	const struct workflow_state *s = find_way(&w, action, &w.out->before);
	const struct workflow_transition *act = s ? NULL : find_act(&w, action);
	if (!s && !act)
		return fault_advise(fault_make(FAULT_NOT_FOUND, "no way leads from state \"{state}\" to an action "
			"\"{action}\"", f->state, action), REMEDY("next"));
	w.out->is_act = act != NULL;
	w.out->transition = act ? act : workflow_find(f->workflow, s->id, action);
	w.guards = &w.out->transition->guards;
	w.out->title = w.out->transition->title.in[d->language];
	w.out->state = f->state;
	w.out->from = act ? f->state : s->id;
	w.out->to = act ? f->state : w.out->before.count ? w.out->transition->to : fold_target(f, w.out->transition);
	TRY(judge(&w));
	TRY(plan(&w));
	*out = w.out;
	return NULL;
}
