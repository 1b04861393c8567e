/* remarks_closed.c: no remark of a severity, or a worse one, waits for anything. */
#include "base/base.h"
#include "guard/guard.h"
#include "compare/remark.h"
#include "store/store.h"

/* The authority closes its deficiencies itself, after it has the answer. */
static bool waits(const struct fold_remark *r)
{
	return r->state == FOLD_OPEN || (r->state == FOLD_ANSWERED && !r->reported_by);
}

static bool counts(const struct guard_case *c, const struct workflow_guard *g, const struct fold_remark *r)
{
	return waits(r) && remark_is_at_least(c->package->template, r, guard_text(g, "severity", ""));
}

static const struct phrase *tell(struct scope *sc, const struct fold_remark *r, const struct remark_place *at)
{
	const struct phrase *state = r->state == FOLD_OPEN ? PHRASE("not answered") : PHRASE("answered and not closed");
	const struct phrase *which = r->theirs ? PHRASE("{severity}, number {theirs} of the letter",
	                                                phrase_bare(r->severity), r->theirs)
	                                       : PHRASE("{severity}", phrase_bare(r->severity));
	return phrase_keep(sc, at->gone ? PHRASE("remark {number} ({which}) is {state}, its place is gone: {place}",
	                                         r->number, which, state, at->where)
	                                : PHRASE("remark {number} ({which}) is {state}: {place}", r->number, which,
	                                         state, at->where));
}

static const struct fault *read_version(const struct guard_case *c, const char *version, struct package **out)
{
	struct store_id id = {""};
	struct source *source = NULL;
	snprintf(id.hex, sizeof id.hex, "%s", version);
	TRY(store_source_at(c->sc, c->store, &id, &source));
	return package_load(c->sc, c->package->template, source, out);
}

/* A change that settled a remark must be there still: it may have been taken back after the remark was closed. */
static const struct fault *judge_change(const struct guard_case *c, const struct fold_remark *r,
                                        struct guard_reasons *out)
{
	const struct fold_answer *last = r->state != FOLD_OPEN && r->answers.count
		? &r->answers.at[r->answers.count - 1] : NULL;
	const char *base = r->evidence;
	struct package *before = NULL;
	if (!last || strcmp(last->disposition, "changed") != 0)
		return NULL;
	for (size_t i = 0; i + 1 < r->answers.count; i++)
		base = r->answers.at[i].version ? r->answers.at[i].version : base;
	if (!base)
		return NULL;
	TRY(read_version(c, base, &before));
	if (remark_touched(c->sc, compare_packages(c->sc, before, c->package), r))
		return NULL;
	struct remark_place at;
	remark_find(c->sc, c->package, r, &at);
	guard_shut(c, out, (struct place){ .file = at.file, .line = at.line },
	           PHRASE("remark {number} was answered by a change, and nothing of it is left: {place}", r->number,
	                  at.where))->remedy = remedy_keep(c->sc, REMEDY("remark reopen", "",
		scope_printf(c->sc, "%d", r->number), "text", "WHY"));
	return NULL;
}

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	for (size_t i = 0; i < c->fold->remarks.count; i++) {
		const struct fold_remark *r = &c->fold->remarks.at[i];
		struct remark_place at;
		if (remark_is_at_least(c->package->template, r, guard_text(g, "severity", "")))
			TRY(judge_change(c, r, out));
		if (!counts(c, g, r))
			continue;
		remark_find(c->sc, c->package, r, &at);
		guard_shut(c, out, (struct place){ .file = at.file, .line = at.line }, tell(c->sc, r, &at));
	}
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	size_t closed = 0;
	(void)g;
	for (size_t i = 0; i < c->fold->remarks.count; i++)
		closed += c->fold->remarks.at[i].state == FOLD_CLOSED;
	return phrase_new(c->sc, "{count} {count:remark|remarks}, {closed} of them closed", c->fold->remarks.count,
	                  closed);
}

static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	const struct guard_case *c = p->c;
	(void)reasons;
	for (size_t i = 0; i < c->fold->remarks.count; i++) {
		const struct fold_remark *r = &c->fold->remarks.at[i];
		const char *number = scope_printf(c->sc, "%d", r->number);
		struct remark_place at;
		if (!counts(c, g, r))
			continue;
		remark_find(c->sc, c->package, r, &at);
		if (r->state == FOLD_OPEN)
			guard_plan_add(p, tell(c->sc, r, &at), REMEDY("remark answer", "", number, "changed", ""),
			               guard_plan_actors(p, EVENT_ANSWER));
		if (!r->reported_by)
			guard_plan_add(p, PHRASE("look at the answer and close remark {number}", r->number),
			               REMEDY("remark close", "", number),
			               guard_plan_actors(p, EVENT_CLOSE));
	}
}

const struct guard guard_remarks_closed = {
	.form = { "remarks_closed", { { "severity", GUARD_SEVERITY, true } },
	          .needs = { EVENT_ANSWER, EVENT_CLOSE } },
	.stage = GUARD_SETTLE,
	.says = "remarks of this severity or a worse one are closed, those of the authority answered, and their "
	        "changes stand",
	.judge = judge, .tells = tells, .steps = add_steps,
};
