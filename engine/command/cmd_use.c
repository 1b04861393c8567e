/* cmd_use.c: sarflow use: rest on another package, pinned at one version. */
#include "base/base.h"
#include "base/path.h"
#include "base/term.h"
#include "command/command.h"
#include "command/changes.h"
#include "command/show.h"
#include "desk/act.h"
#include "compare/compare.h"
#include "desk/desk.h"

/* The package by the folder given, else the one beside this that package.yaml names. */
static const struct fault *find_used(struct scope *sc, const struct env *env, struct desk *d, const struct package *p,
                                     const char *alias, const char *folder, struct desk **out)
{
	const char *wanted = package_value(p, scope_printf(sc, "uses.%s", alias));
	struct env there = *env;
	if (!folder && !*wanted)
		return fault_make(FAULT_USAGE, "say which package: sarflow use %s FOLDER; or write its id into package.yaml: uses: {%s: ID}",
		                  alias, alias);
	if (!folder)
		return desk_beside(d, wanted, out);
	there.directory = command_folder(sc, env, folder);
	TRY(desk_open(sc, &there, out));
	const char *id = (*out)->journal->fold->package;
	if (*wanted && strcmp(wanted, id) != 0)
		return fault_make(FAULT_REFUSED, "package.yaml names %s as \"%s\", this is %s; correct one of both", wanted, alias, id);
	return NULL;
}

static void show_uses(const struct env *env, const struct desk *d, const struct package *p)
{
	for (size_t i = 0; i < d->template->uses.count; i++) {
		const struct template_use *use = &d->template->uses.at[i];
		const struct package_use *u = package_use(p, use->alias);
		term_pad(env, TERM_BOLD, use->alias, 14);
		if (!u) {
			term_say(env, "not pinned; ");
			term_put(env, TERM_DIM, use->title.in[d->language]);
			term_say(env, "\n");
			continue;
		}
		term_put(env, TERM_PLAIN, u->id);
		term_say(env, " at version %.7s, pinned on %s", u->version, u->pinned_on);
		if (u->newer)
			term_put(env, TERM_YELLOW, "; there is a newer state, see: sarflow use --update");
		term_say(env, "\n");
	}
	if (d->template->uses.count == 0)
		term_say(env, "this template uses no other package\n");
}

/* What changes before it does: rows and fields of the used package, then findings that come and go. */
static const struct fault *show_changes(struct scope *sc, const struct env *env, struct desk *d, struct package *now,
                                        const struct template_use *use, struct desk *used, struct package *next)
{
	const struct package_use *u = package_use(now, use->alias);
	struct package *then = NULL;
	struct store_id id, pinned = {""};
	struct findings *before = NULL, *after = NULL;
	struct fold_uses others = {0};
	changes_show(env, compare_packages(sc, u ? u->package : NULL, next), d->language, false);
	for (size_t i = 0; i < d->journal->fold->uses.count; i++)
		if (strcmp(d->journal->fold->uses.at[i].alias, use->alias) != 0)
			*LIST_ADD(sc, &others) = d->journal->fold->uses.at[i];
	TRY(desk_usable(used, use, &pinned));
	TRY(desk_package_with(d, NULL, &others, &then, &id));
	package_add_use(then, &(struct package_use){ .of = use, .id = used->journal->fold->package, .version = pinned.hex, .pinned_on = "",
	                                             .package = next });
	TRY(desk_check(d, now, &before));
	TRY(desk_check(d, then, &after));
	show_findings_differ(env, before, after);
	return NULL;
}

static const struct fault *agree(struct scope *sc, const struct env *env, bool *yes)
{
	const char *answer = NULL;
	fprintf(env->err, "pin this state? [y/N] ");
	fflush(env->err);
	TRY(term_read(sc, env, &answer));
	*yes = answer && (*answer == 'y' || *answer == 'Y');
	return NULL;
}

static const struct fault *pin(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d, struct package *p,
                               const struct template_use *use)
{
	struct desk *used = NULL;
	struct package *next = NULL;
	struct store_id pinned = {""}, id;
	bool again = package_use(p, use->alias) != NULL, yes = command_flag(l, "yes");
	TRY(find_used(sc, env, d, p, use->alias, command_word(l, 1), &used));
	TRY(desk_usable(used, use, &pinned));
	TRY(desk_package(used, pinned.hex, &next, &id));
	const struct package_use *u = package_use(p, use->alias);
	if (again && strcmp(u->version, pinned.hex) == 0) {
		term_say(env, "%s is pinned at its newest usable state, version %.7s\n", u->id, u->version);
		return NULL;
	}
	if (again && !command_flag(l, "update"))
		return fault_make(FAULT_REFUSED, "%s is pinned at version %.7s; see what a newer state would change with: sarflow use %s --update",
		                  u->id, u->version, use->alias);
	if (again)
		TRY(show_changes(sc, env, d, p, use, used, next));
	if (again && !yes && env->in_terminal)
		TRY(agree(sc, env, &yes));
	if (again && !yes)
		return fault_make(FAULT_REFUSED, "nothing was changed; pin this state with: sarflow use %s --update --yes", use->alias);
	TRY(act_use(d, use, used));
	term_say(env, "%s now rests on %s at version %.7s, as \"%s\"\n", p->id, used->journal->fold->package, pinned.hex, use->alias);
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct package *p = NULL;
	struct store_id id;
	if (command_flag(l, "yes") && !command_flag(l, "update"))
		return fault_make(FAULT_USAGE, "--yes goes with --update");
	TRY(desk_open(sc, env, &d));
	TRY(desk_package(d, NULL, &p, &id));
	const char *alias = command_word(l, 0);
	if (!alias && command_flag(l, "update") && d->template->uses.count == 1)
		alias = d->template->uses.at[0].alias;
	if (!alias && command_flag(l, "update") && d->template->uses.count > 1)
		return fault_make(FAULT_USAGE, "say which: sarflow use ALIAS --update");
	if (!alias) {
		show_uses(env, d, p);
		return NULL;
	}
	const struct template_use *use = template_use(d->template, alias);
	if (!use)
		return fault_make(FAULT_USAGE, "the template %s uses nothing as \"%s\"; see: sarflow use", d->template->name, alias);
	return pin(sc, env, l, d, p, use);
}

static const struct command_option options[] = {
	{ "update", 'u', NULL, "show what a newer state would change, then pin it" },
	{ "yes", 'y', NULL, "with --update: do not ask" },
	{ 0 },
};

const struct command cmd_use = {
	.name = "use", .args = "[ALIAS [FOLDER]]", .brief = "rest on another package, such as the company profile",
	.help = "Pins one version of another package, copies it into this repository, and records it in the journal. Rules\n"
	        "read its registers. Without FOLDER it is the package beside this one that package.yaml names under uses.\n"
	        "A newer state changes nothing until it is pinned: --update shows first what would change, in the used\n"
	        "package and in the findings here. Without ALIAS it lists what is pinned.",
	.example = "sarflow use profile ../HOSHIZORA-OKUTAMA", .options = options, .max_words = 2, .run = run,
};
