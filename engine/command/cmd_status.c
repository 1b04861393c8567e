/* cmd_status.c: sarflow status: where it stands, who has the ball, until when, what is missing. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/json.h"
#include "view/fallen.h"
#include "view/view.h"

static void label(const struct env *env, const char *word) { term_pad(env, TERM_DIM, word, 12); }

static void show_elements(struct scope *sc, const struct env *env, const struct view *v)
{
	for (size_t i = 0; i < v->template->elements.count; i++) {
		const struct template_element *e = &v->template->elements.at[i];
		size_t applies, done, errors = 0, warnings = 0;
		if (*package_need(v->package, e) == '-')
			continue;
		view_progress(v, e, &applies, &done);
		for (size_t k = 0; k < v->findings->count; k++)
			if (strcmp(v->findings->at[k].element, e->id) == 0 && !v->findings->at[k].waived) {
				errors += v->findings->at[k].level == FINDING_ERROR;
				warnings += v->findings->at[k].level == FINDING_WARNING;
			}
		term_say(env, "  ");
		term_pad(env, TERM_BOLD, e->id, 3);
		term_pad(env, TERM_PLAIN, e->title.in[v->language], 56);
		term_say(env, " %2zu of %2zu answered", done, applies);
		if (errors)
			term_put(env, TERM_RED, errors == 1 ? "  1 error" : scope_printf(sc, "  %zu errors", errors));
		if (warnings)
			term_say(env, "  %zu warning%s", warnings, warnings > 1 ? "s" : "");
		term_say(env, "\n");
	}
}

/* Through which version it fell, and the first of its changes. */
static void show_fall(const struct env *env, const struct fallen *f)
{
	if (f->count == 0)
		return;
	const struct compare_change *k = &f->compare->changes.at[f->first];
	if (*f->version) {
		term_say(env, "              since version %.7s of %s by ", f->version, f->day);
		term_put(env, TERM_PLAIN, f->author);
		term_say(env, " (");
		term_put(env, TERM_DIM, f->message);
		term_say(env, "): ");
	} else {
		term_say(env, "              by what is not saved yet: ");
	}
	term_say(env, "%s ", compare_kind_name(k->kind));
	term_put(env, TERM_PLAIN, k->file);
	if (k->line)
		term_say(env, ":%d", k->line);
	if (*k->what && strcmp(k->what, k->file) != 0) {
		term_say(env, ", ");
		term_put(env, TERM_PLAIN, k->what);
	}
	if (f->count > 1)
		term_say(env, ", and %zu more", f->count - 1);
	term_say(env, "; all of it: sarflow diff %.7s%s%.7s\n", f->signed_version, *f->version ? " " : "", f->version);
}

static void show_sign_offs(const struct env *env, const struct view *v)
{
	size_t standing = 0, fallen = 0;
	for (size_t i = 0; i < v->sign_offs.count; i++) {
		standing += v->sign_offs.at[i].stands;
		fallen += !v->sign_offs.at[i].stands;
	}
	label(env, "Sign-offs");
	term_say(env, "%zu stand", standing);
	if (fallen)
		term_say(env, ", %zu fell when the content changed", fallen);
	term_say(env, "\n");
	for (size_t i = 0; i < v->sign_offs.count; i++)
		if (!v->sign_offs.at[i].stands) {
			const struct fold_sign_off *s = v->sign_offs.at[i].by;
			term_say(env, "            fallen: element ");
			term_put(env, TERM_YELLOW, s->element);
			term_say(env, ", %s, ", s->role);
			term_put(env, TERM_PLAIN, s->name);
			term_say(env, ", signed on %s\n", s->as_of);
			show_fall(env, v->sign_offs.at[i].fall);
		}
}

static void show_remarks(const struct env *env, const struct view *v)
{
	const struct view_remark_counts n = view_count_remarks(v);
	if (v->remarks.count == 0)
		return;
	label(env, "Remarks");
	term_say(env, "%zu open, %zu answered, %zu closed", n.open, n.answered, n.closed);
	if (n.orphans)
		term_put(env, TERM_RED, n.orphans == 1 ? "; 1 has lost its place" : "; some have lost their place");
	term_say(env, " (sarflow remark)\n");
}

static void show_people(const struct env *env, const struct view *v)
{
	label(env, "People");
	for (size_t i = 0; i < v->fold->people.count; i++) {
		const struct fold_person *p = &v->fold->people.at[i];
		term_say(env, i ? ", " : "");
		term_put(env, TERM_PLAIN, p->name);
		term_say(env, " (");
		for (size_t k = 0; k < p->roles.count; k++)
			term_say(env, "%s%s", k ? ", " : "", p->roles.at[k]);
		term_say(env, "%s)", p->roles.count ? "" : "no role any more");
	}
	term_say(env, "\n");
}

static void show_uses(struct scope *sc, const struct env *env, const struct view *v)
{
	for (size_t i = 0; i < v->template->uses.count; i++) {
		const struct package_use *u = package_use(v->package, v->template->uses.at[i].alias);
		label(env, "Uses");
		if (!u) {
			term_put(env, TERM_YELLOW, scope_printf(sc, "no %s yet", v->template->uses.at[i].alias));
			term_say(env, " (sarflow use %s)\n", v->template->uses.at[i].alias);
			continue;
		}
		term_put(env, TERM_PLAIN, u->id);
		term_say(env, " at version %.7s%s\n", u->version, u->newer ? "; a newer state exists (sarflow use --update)" : "");
	}
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
	term_say(env, "  ");
	term_put(env, TERM_PLAIN, v->package->title);
	term_say(env, "\n");
	label(env, "Template");
	term_put(env, TERM_PLAIN, v->template->title.in[v->language]);
	term_say(env, ", category %s\n", v->package->category);
	label(env, "State");
	term_put(env, TERM_GREEN, v->state->title.in[v->language]);
	term_say(env, " since %s; the ball is with the %s", v->fold->entered_on,
	         template_owner(sc, v->template, v->state, v->language));
	if (v->state->authority && v->fold->last_heard)
		term_say(env, ", last heard %s", v->fold->last_heard);
	term_say(env, "\n");
	if (v->due) {
		label(env, "Due");
		term_put(env, TERM_YELLOW, v->due);
		if (v->fold->due)
			term_say(env, " (the day the letter sets)\n");
		else
			term_say(env, " (%d days, basis %s: ", v->state->clock.days, v->state->clock.basis), term_put(env, TERM_PLAIN, v->state->clock.says),
			term_say(env, ")\n");
	}
	label(env, "Evidence");
	term_say(env, "%s%s", v->version_name, v->unsaved ? "" : ", all saved");
	if (v->unsaved)
		term_say(env, ", %zu file%s not saved (sarflow save)", v->unsaved, v->unsaved > 1 ? "s" : "");
	term_say(env, "%s\n", v->ahead ? "; main is ahead of the evidence bound last" : "");
	label(env, "Submittals");
	term_say(env, "%zu sealed, round %d\n", v->fold->seals.count, v->fold->round);
	show_people(env, v);
	show_sign_offs(env, v);
	show_remarks(env, v);
	label(env, "Findings");
	show_counts(env, v->findings);
	term_say(env, "%s\n", v->findings->count ? " (sarflow check)" : "");
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
