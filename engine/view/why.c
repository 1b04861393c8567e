/* why.c: guards one by one, then the steps. */
#include "base/base.h"
#include "base/buf.h"
#include "desk/desk_private.h"
#include "guard/guard.h"
#include "view/why.h"

struct asking { struct desk *d; struct guard_case c; struct why *out; struct names edited; bool content; };

/* --- who may --- */

static void put_role(struct asking *w, struct buf *b, const char *role)
{
	const struct fold *f = w->c.fold;
	size_t count = 0;
	buf_printf(b, "%s%s", b->len ? ", or " : "", role);
	for (size_t i = 0; i < f->people.count; i++)
		if (list_has(&f->people.at[i].roles, role))
			buf_printf(b, "%s%s", count++ ? ", " : " (", f->people.at[i].name);
	buf_text(b, count ? ")" : " (nobody is appointed)");
}

static const char *who_of(struct asking *w, const struct names *roles)
{
	struct buf *b = buf_new(w->d->sc);
	for (size_t i = 0; i < roles->count; i++)
		put_role(w, b, roles->at[i]);
	return b->at;
}

static const char *who_acts(struct asking *w, enum event_kind kind)
{
	const struct workflow_act *act = &w->c.fold->workflow->acts[kind];
	return act->anyone ? "anyone appointed" : who_of(w, &act->roles);
}

static void step(struct asking *w, const char *what, const char *command, const char *who)
{
	*LIST_ADD(w->d->sc, &w->out->steps) = (struct why_step){ what, "", command, who };
}

/* --- the way to the state --- */

/* Breadth first over the workflow: what leads to a state that has the action, whatever its guards. */
static const struct workflow_state *find_way(struct asking *w, const char *action, struct names *way)
{
	const struct fold *f = w->c.fold;
	const struct workflow *k = f->workflow;
	struct scope *sc = w->d->sc;
	const char **queue = NEWS(sc, const char *, k->state_count + 1), **by = NEWS(sc, const char *, k->state_count + 1);
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
		buf_printf(b, "%s%s: %s%s%s", i ? ", " : "{", g->arguments[i].name, v->count > 1 ? "[" : "", list_join(sc, v, ", "),
		           v->count > 1 ? "]" : "");
	}
	buf_text(b, g->count ? "}" : "");
	return b->at;
}

static const struct fault *judge(struct asking *w)
{
	const struct workflow_transition *t = w->out->transition;
	w->out->open = true;
	for (size_t i = 0; i < t->guard_count; i++) {
		const struct guard *g = guard_find(t->guards[i].name);
		struct why_guard *k = LIST_ADD(w->d->sc, &w->out->guards);
		if (!g)
			return fault_make(FAULT_CORRUPT, "this sarflow has no guard \"%s\"", t->guards[i].name);
		*k = (struct why_guard){ .guard = &t->guards[i], .says = g->says, .arguments = write_arguments(w->d->sc, &t->guards[i]), .evidence = "" };
		TRY(g->judge(&w->c, k->guard, &k->reasons));
		if (k->reasons.count == 0)
			k->evidence = g->tells(&w->c, k->guard);
		w->out->open = w->out->open && k->reasons.count == 0;
	}
	return NULL;
}

/* --- steps --- */

static const struct template_element *element_of(const struct package *p, const char *file)
{
	const struct template *t = p->template;
	const struct package_attachment *a = package_attachment(p, file);
	for (size_t i = 0; i < t->elements.count; i++)
		if (strcmp(t->elements.at[i].file, file) == 0)
			return &t->elements.at[i];
	for (size_t i = 0; i < t->registers.count; i++)
		if (strcmp(p->registers[i].path, file) == 0)
			return t->registers.at[i].element ? template_element(t, t->registers.at[i].element) : NULL;
	return a ? a->element : NULL;
}

static void edit(struct asking *w, const struct guard_reason *r)
{
	struct scope *sc = w->d->sc;
	const struct template_element *e = element_of(w->c.package, r->place.file);
	const struct package_document *d = e ? package_document(w->c.package, e->id) : NULL;
	const char *place = r->place.line ? scope_printf(sc, "%s:%d: ", r->place.file, r->place.line)
	                    : *r->place.file ? scope_printf(sc, "%s: ", r->place.file) : "";
	if (e && !list_has(&w->edited, e->id))
		*LIST_ADD(sc, &w->edited) = e->id;
	w->content = true;
	for (size_t i = 0; i < w->out->steps.count; i++)        /* two guards may say the same */
		if (strcmp(w->out->steps.at[i].what, scope_printf(sc, "%s%s", place, r->message)) == 0)
			return;
	const char *how = "";
	for (size_t i = 0; i < w->c.findings->count && !*how; i++)
		if (strcmp(w->c.findings->at[i].place.file, r->place.file) == 0 && w->c.findings->at[i].place.line == r->place.line
		    && strstr(r->message, w->c.findings->at[i].message))
			how = w->c.findings->at[i].fix;
	const char *writer = d ? package_front(d, "prepared_by") : "";
	step(w, scope_printf(sc, "%s%s", place, r->message), "", *writer ? writer : e ? scope_printf(sc, "who writes element %s", e->id) : "who writes it");
	w->out->steps.at[w->out->steps.count - 1].how = how;
}

static void settle_remarks(struct asking *w)
{
	for (size_t i = 0; i < w->out->guards.count; i++) {
		const struct why_guard *k = &w->out->guards.at[i];
		if (strcmp(k->guard->name, "remarks_closed") != 0)
			continue;
		for (size_t r = 0; r < k->reasons.count; r++) {
			int number = atoi(k->reasons.at[r].message + strcspn(k->reasons.at[r].message, "0123456789"));
			const struct fold_remark *m = fold_remark(w->c.fold, number);
			if (m && m->state == FOLD_OPEN)
				step(w, k->reasons.at[r].message, scope_printf(w->d->sc, "sarflow remark answer %d --changed", number), who_acts(w, EVENT_ANSWER));
			if (m && !m->reported_by)
				step(w, scope_printf(w->d->sc, "look at the answer and close remark %d", number), scope_printf(w->d->sc, "sarflow remark close %d", number),
				     who_acts(w, EVENT_CLOSE));
		}
	}
}

/* What the guard asks for and either is missing or will fall with the edits. */
static void sign(struct asking *w, const struct why_guard *k)
{
	struct scope *sc = w->d->sc;
	const struct template *t = w->c.package->template;
	const char *role = guard_text(k->guard, "role", "");
	const struct names *wanted = workflow_argument(k->guard, "elements"), roles = { &role, 1, 1 };
	bool all = !wanted || (wanted->count == 1 && strcmp(wanted->at[0], "all") == 0);
	struct names elements = {0};
	for (size_t i = 0; i < t->elements.count; i++) {
		const struct template_element *e = &t->elements.at[i];
		if (*package_need(w->c.package, e) == '-' || !(all || list_has(wanted, e->id)))
			continue;
		const struct names one = { (const char **)(uintptr_t)&e->id, 1, 1 };
		struct workflow_argument arguments[8];
		struct workflow_guard only = { k->guard->name, arguments, 0 };
		struct guard_reasons reasons = {0};
		for (size_t a = 0; a < k->guard->count && only.count < countof(arguments) - 1; a++)
			if (strcmp(k->guard->arguments[a].name, "elements") != 0)
				arguments[only.count++] = k->guard->arguments[a];
		arguments[only.count++] = (struct workflow_argument){ "elements", one };
		if (guard_find(only.name)->judge(&w->c, &only, &reasons))
			continue;
		if (reasons.count || list_has(&w->edited, e->id))
			*LIST_ADD(sc, &elements) = e->id;
	}
	if (elements.count == 0)
		return;
	size_t count = (size_t)atoi(guard_text(k->guard, "count", "1"));
	step(w, scope_printf(sc, "read and sign %s%s%s", list_join(sc, &elements, ", "), count > 1 ? scope_printf(sc, ", %zu persons", count) : "",
	                     strcmp(guard_text(k->guard, "not_author", "false"), "true") == 0 ? "; not those who wrote it" : ""),
	     scope_printf(sc, "sarflow sign --role %s --elements %s", role, list_join(sc, &elements, ",")), who_of(w, &roles));
}

static bool wants(const struct why *k, const char *guard, bool shut)
{
	for (size_t i = 0; i < k->guards.count; i++)
		if (strcmp(k->guards.at[i].guard->name, guard) == 0 && (!shut || k->guards.at[i].reasons.count))
			return true;
	return false;
}

static void last_steps(struct asking *w)
{
	struct scope *sc = w->d->sc;
	const struct workflow_transition *t = w->out->transition;
	bool seal = wants(w->out, "sealed", true) || (wants(w->out, "sealed", false) && w->content);
	if (seal)
		step(w, "seal the newest saved version", "sarflow seal", who_acts(w, EVENT_SEAL));
	if (wants(w->out, "delivered", true) || (wants(w->out, "delivered", false) && seal))
		step(w, "hand it over and record the delivery", "sarflow deliver --means TEXT --on DAY", who_acts(w, EVENT_DELIVERED));
	for (size_t i = 0; i < w->out->guards.count; i++) {
		const struct why_guard *k = &w->out->guards.at[i];
		if (strcmp(k->guard->name, "clock_run_out") == 0 && k->reasons.count)
			step(w, scope_printf(sc, "wait: %s", k->reasons.at[0].message), "", "nobody can shorten it");
	}
	const char *options = t->reported ? " --by 'OFFICE, NAME' --on DAY --received DAY" : "", *letter = wants(w->out, "letter_attached", false) ? " --letter FILE" : "";
	step(w, *t->title.in[w->d->language] ? t->title.in[w->d->language] : t->action, scope_printf(sc, "sarflow do %s%s%s", t->action, options, letter),
	     who_of(w, &t->roles));
}

static void plan(struct asking *w)
{
	for (size_t i = 0; i < w->out->before.count; i++) {
		const struct workflow_transition *t = NULL;
		for (size_t k = 0; k < w->c.fold->workflow->transition_count && !t; k++)
			if (strcmp(w->c.fold->workflow->transitions[k].action, w->out->before.at[i]) == 0)
				t = &w->c.fold->workflow->transitions[k];
		step(w, scope_printf(w->d->sc, "first: %s", t->title.in[w->d->language]), scope_printf(w->d->sc, "sarflow why %s", t->action), who_of(w, &t->roles));
	}
	for (size_t i = 0; i < w->out->guards.count; i++) {
		const struct why_guard *k = &w->out->guards.at[i];
		if (guard_find(k->guard->name)->stage != GUARD_EDIT || strcmp(k->guard->name, "remarks_closed") == 0)
			continue;
		for (size_t r = 0; r < k->reasons.count; r++)
			edit(w, &k->reasons.at[r]);
	}
	const struct store_change *changes = NULL;
	size_t unsaved = 0;
	bool dirty = !store_changes(w->d->sc, w->d->store, &changes, &unsaved) && unsaved > 0;
	if (w->content || dirty)
		step(w, dirty && !w->content ? "save the work tree: it has changes that are not saved" : "save the changes", "sarflow save -m \"what changed\"",
		     "anyone who writes");
	w->content = w->content || dirty;
	settle_remarks(w);
	for (size_t i = 0; i < w->out->guards.count; i++)
		if (guard_find(w->out->guards.at[i].guard->name)->stage == GUARD_SIGN)
			sign(w, &w->out->guards.at[i]);
	last_steps(w);
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
	w.c = (struct guard_case){ .sc = d->sc, .store = d->store, .package = p, .evidence = &head, .findings = fs, .fold = f, .as_of = d->today,
	                           .asking = true };
	const struct workflow_state *s = find_way(&w, action, &w.out->before);
	if (!s)
		return fault_make(FAULT_NOT_FOUND, "no way leads from state \"%s\" to an action \"%s\"; see what there is: sarflow next", f->state, action);
	w.out->transition = workflow_find(f->workflow, s->id, action);
	w.out->title = w.out->transition->title.in[d->language];
	w.out->state = f->state;
	w.out->from = s->id;
	w.out->to = w.out->before.count ? w.out->transition->to : fold_target(f, w.out->transition);
	TRY(judge(&w));
	plan(&w);
	*out = w.out;
	return NULL;
}
