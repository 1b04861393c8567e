/* cmd_status.c: sarflow status: where it stands, who has the ball, until when, what is missing. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/json.h"
#include "view/fallen.h"
#include "view/view.h"

static void label(const struct env *env, const char *word)
{
	term_pad(env, TERM_DIM, term_text(env, word), 11);
	term_printf(env, " ");
}

static void show_elements(struct scope *sc, const struct env *env, const struct view *v)
{
	struct reader r = term_reader(env);
	for (size_t i = 0; i < v->template->elements.count; i++) {
		const struct template_element *e = &v->template->elements.at[i];
		if (*package_need(v->package, e) == '-')
			continue;
		const struct view_count *n = view_progress(v, e);
		term_printf(env, "  ");
		term_pad(env, TERM_BOLD, e->id, 3);
		term_pad(env, TERM_PLAIN, e->title.in[v->language], 56);
		term_say(env, " {done} of {all} answered", scope_printf(sc, "%2zu", n->done),
		         scope_printf(sc, "%2zu", n->applies));
		if (n->errors)
			term_put(env, TERM_RED, phrase_text(sc, &r, PHRASE("  {count} {count:error|errors}",
				n->errors)));
		if (n->warnings)
			term_say(env, "  {count} {count:warning|warnings}", n->warnings);
		term_printf(env, "\n");
	}
}

/* Through which version it fell, and the first of its changes. */
static void show_fall(const struct env *env, const struct fallen *f)
{
	if (f->count == 0)
		return;
	SCOPE(turn);
	const struct compare_change *k = &f->compare->changes.at[f->first];
	const char *place = k->line ? scope_printf(turn, "%s:%d", k->file, k->line) : k->file;
	if (*k->what && strcmp(k->what, k->file) != 0)
		place = scope_printf(turn, "%s, %s", place, k->what);
	const struct phrase *kind = phrase_keep(turn, phrase_bare(compare_kind_name(k->kind)));
	const struct phrase *what = f->count > 1 ? phrase_new(turn, "{kind} {place}, and {count} more", kind, place,
	                                                      f->count - 1)
	                                         : phrase_new(turn, "{kind} {place}", kind, place);
	if (*f->version)
		term_say(env, "              since version {version.7} of {day} by {person} ({message}): {change}; "
		              "all of it: {command}\n", f->version,
		         f->day, f->author, term_mark(TERM_DIM, f->message), what,
		         scope_printf(turn, "sarflow diff %.7s %.7s", f->signed_version, f->version));
	else if (f->event && f->event->kind == EVENT_USE)
		term_say(env, "              since {day}, when {person} pinned another state of {package}: {change}\n",
		         event_get(f->event, EVENT_AS_OF_FIELD), event_get(f->event, EVENT_PERSON_FIELD),
		         event_get(f->event, EVENT_USED_FIELD), what);
	else if (f->event)
		term_say(env, "              since {day}, when {person} adopted another template: {change}\n",
		         event_get(f->event, EVENT_AS_OF_FIELD), event_get(f->event, EVENT_PERSON_FIELD), what);
	else
		term_say(env, "              by what is not saved yet: {change}; all of it: {command}\n", what,
		         scope_printf(turn, "sarflow diff %.7s", f->signed_version));
}

static void show_sign_offs(const struct env *env, const struct view *v)
{
	size_t standing = 0, fallen = 0;
	for (size_t i = 0; i < v->sign_offs.count; i++) {
		standing += v->sign_offs.at[i].stands;
		fallen += !v->sign_offs.at[i].stands;
	}
	label(env, WORD("Sign-offs"));
	if (fallen)
		term_say(env, "{standing} stand, {fallen} fell when the content changed\n", standing, fallen);
	else
		term_say(env, "{standing} stand\n", standing);
	for (size_t i = 0; i < v->sign_offs.count; i++)
		if (!v->sign_offs.at[i].stands) {
			const struct fold_sign_off *s = v->sign_offs.at[i].by;
			term_say(env, "            fallen: element {element}, {role}, {person}, signed on {day}\n",
			         term_mark(TERM_YELLOW, s->element), s->role,
			         s->name, s->as_of);
			show_fall(env, v->sign_offs.at[i].fall);
		}
}

static void show_remarks(const struct env *env, const struct view *v)
{
	SCOPE(turn);
	struct reader r = term_reader(env);
	const struct view_remark_counts n = view_count_remarks(v);
	if (v->remarks.count == 0)
		return;
	label(env, WORD("Remarks"));
	term_say(env, "{open} open, {answered} answered, {closed} closed", n.open, n.answered, n.closed);
	if (n.orphans)
		term_put(env, TERM_RED, phrase_text(turn, &r, PHRASE("; {count} {count:has lost its place|have lost "
		                                                     "their place}", n.orphans)));
	term_printf(env, " (%s)\n", "sarflow remark");
}

static void show_people(const struct env *env, const struct view *v)
{
	label(env, WORD("People"));
	for (size_t i = 0; i < v->fold->people.count; i++) {
		const struct fold_person *p = &v->fold->people.at[i];
		term_printf(env, "%s", i ? ", " : "");
		term_put(env, TERM_PLAIN, p->name);
		term_printf(env, " (");
		for (size_t k = 0; k < p->roles.count; k++)
			term_printf(env, "%s%s", k ? ", " : "", p->roles.at[k]);
		term_printf(env, "%s)", p->roles.count ? "" : term_text(env, WORD("no role any more")));
	}
	term_printf(env, "\n");
}

static void show_uses(struct scope *sc, const struct env *env, const struct view *v)
{
	struct reader r = term_reader(env);
	for (size_t i = 0; i < v->template->uses.count; i++) {
		const struct package_use *u = package_use(v->package, v->template->uses.at[i].alias);
		label(env, WORD("Uses"));
		if (!u) {
			term_put(env, TERM_YELLOW,
			         phrase_text(sc, &r, PHRASE("no {alias} yet", v->template->uses.at[i].alias)));
			term_printf(env, " (sarflow use %s)\n", v->template->uses.at[i].alias);
			continue;
		}
		if (u->newer)
			term_say(env, "{package} at version {version.7}; a newer state exists ({command})\n", u->id,
			         u->version, "sarflow use --update");
		else
			term_say(env, "{package} at version {version.7}\n", u->id, u->version);
	}
}

static void show_state(struct scope *sc, const struct env *env, const struct view *v)
{
	const char *owner = template_owner(sc, v->template, v->state, v->language);
	const struct phrase_hole state = term_mark(TERM_GREEN, v->state->title.in[v->language]);
	label(env, WORD("State"));
	if (v->state->authority && v->fold->last_heard)
		term_say(env, "{state} since {day}; the ball is with the {owner}, last heard {heard}\n", state,
		         v->fold->entered_on, owner, v->fold->last_heard);
	else
		term_say(env, "{state} since {day}; the ball is with the {owner}\n", state, v->fold->entered_on, owner);
	if (!v->due)
		return;
	label(env, WORD("Due"));
	if (v->fold->due)
		term_say(env, "{day} (the day the letter sets)\n", term_mark(TERM_YELLOW, v->due));
	else
		term_say(env, "{day} ({days} days, basis {basis}: {says})\n", term_mark(TERM_YELLOW, v->due),
		         v->state->clock.days, v->state->clock.basis,
		         v->state->clock.says.in[v->language]);
}

static void show_evidence(const struct env *env, const struct view *v)
{
	label(env, WORD("Evidence"));
	if (v->unsaved)
		term_say(env, "{version}, {count} {count:file|files} not saved ({command})", v->version_name,
		         v->unsaved, "sarflow save");
	else
		term_say(env, "{version}, all saved", v->version_name);
	if (v->ahead)
		term_say(env, "; main is ahead of the evidence bound last");
	term_printf(env, "\n");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of(d, command_value(l, "version"), &v));
	TRY(fallen_take(d, v));
	if (env->json) {
		show_json(env, json_of_status(sc, v));
		return NULL;
	}
	term_put(env, TERM_BOLD, v->package->id);
	term_printf(env, "  ");
	term_put(env, TERM_PLAIN, v->package->title);
	term_printf(env, "\n");
	label(env, WORD("Template"));
	term_say(env, "{template}, category {category}\n", v->template->title.in[v->language], v->package->category);
	show_state(sc, env, v);
	show_evidence(env, v);
	label(env, WORD("Submittals"));
	term_say(env, "{count} sealed, round {round}\n", v->fold->seals.count, v->fold->round);
	show_people(env, v);
	show_sign_offs(env, v);
	show_remarks(env, v);
	label(env, WORD("Findings"));
	show_counts(env, v->findings);
	term_printf(env, "%s\n", v->findings->count ? " (sarflow check)" : "");
	show_uses(sc, env, v);
	show_elements(sc, env, v);
	return NULL;
}

static const struct command_option options[] = {
	{ "version", 'v', "VERSION", "a saved version in place of the work tree" },
	{ 0 },
};

const struct command cmd_status = {
	.name = "status", .args = "", .brief = "where it stands, who has the ball, what is missing",
	.help = "Shows the state worked out from the journal, the day it is due, the work tree's evidence by element,\n"
	        "sign-offs that stand or fell, and the count of findings.",
	.example = "sarflow -C F110-NOZ-001 status", .options = options, .pages = true, .json = true, .run = run,
};
