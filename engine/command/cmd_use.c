/* cmd_use.c: sarflow use: rest on another package, pinned at one version. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/changes.h"
#include "command/show.h"
#include "desk/act.h"
#include "desk/desk.h"
#include "view/renewal.h"

/* The package by the folder given, else the one beside this that package.yaml names. */
static const struct fault *find_used(struct scope *sc, const struct env *env, struct desk *d, const struct package *p,
                                     const char *alias, const char *folder, struct desk **out)
{
	const char *wanted = package_value(p, scope_printf(sc, "uses.%s", alias));
	struct env there = *env;
	if (!folder && !*wanted)
		return fault_advise(
		    fault_make(FAULT_USAGE,
		               "say which package is \"{alias}\", or write its id into package.yaml under uses", alias),
		    REMEDY("use", "", alias, "", "FOLDER"));
	if (!folder)
		return desk_beside(d, wanted, out);
	there.world.directory = command_folder(sc, env, folder);
	TRY(env_open_desk(sc, &there, out));
	const char *id = desk_fold(*out)->package;
	if (*wanted && strcmp(wanted, id) != 0)
		return fault_make(FAULT_REFUSED,
		                  "package.yaml names {wanted} as \"{alias}\", this is {package}; correct one of both",
		                  wanted, alias, id);
	return NULL;
}

static void show_uses(const struct env *env, const struct desk *d, const struct package *p)
{
	for (size_t i = 0; i < desk_template(d)->uses.count; i++) {
		const struct template_use *use = &desk_template(d)->uses.at[i];
		const struct package_use *u = package_use(p, use->alias);
		term_pad(env, TERM_BOLD, use->alias, 14);
		if (!u) {
			term_say(env, "not pinned; {title}\n", term_mark(TERM_DIM, use->title.in[desk_language(d)]));
			continue;
		}
		SCOPE(turn);
		if (u->newer)
			term_say(env,
			         "{package} at version {version.7}, pinned on {day}; there is a newer state, see: "
			         "{command}\n",
			         u->id, u->version, u->pinned_on,
			         term_mark(TERM_YELLOW, remedy_line(turn, REMEDY("use", "update", ""))));
		else
			term_say(env, "{package} at version {version.7}, pinned on {day}\n", u->id, u->version,
			         u->pinned_on);
	}
	if (desk_template(d)->uses.count == 0)
		term_say(env, "this template uses no other package\n");
}

static const struct fault *agree(struct scope *sc, const struct env *env, bool *yes)
{
	const char *answer = NULL;
	struct env errors = *env;
	errors.out = env->err;
	term_say(&errors, "pin this state? [y/N] ");
	fflush(env->err);
	TRY(term_read(sc, env, &answer));
	*yes = answer && (*answer == 'y' || *answer == 'Y');
	return NULL;
}

static const struct fault *pin(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d,
                               struct package *p,
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
		/* what was stopped behind its event ends here */
		const struct fault *f = act_use(d, use, used, &pinned);
		if (f && f->code != FAULT_REFUSED)
			return f;
		term_say(env, "{package} is pinned at its newest usable state, version {version.7}\n", u->id,
		         u->version);
		return NULL;
	}
	if (again && !command_flag(l, "update"))
		return fault_advise(fault_make(FAULT_REFUSED, "{package} is pinned at version {version.7}; "
		                                              "see what a newer state would change",
		                               u->id, u->version), REMEDY("use", "", use->alias, "update", ""));
	if (again) {
		/* What changes before it does: rows and fields of the used package, then findings that come and go. */
		struct renewal r;
		TRY(renewal_of(d, p, use, used, next, &r));
		changes_show(env, r.compare, desk_language(d), false);
		show_findings_differ(env, r.before, r.after);
	}
	if (again && !yes && env->in_terminal)
		TRY(agree(sc, env, &yes));
	if (again && !yes)
		return fault_advise(fault_make(FAULT_REFUSED, "nothing was changed; to pin this state, agree"),
		                    REMEDY("use", "", use->alias, "update", "", "yes", ""));
	const struct fault *f = act_use(d, use, used, &pinned);
	show_shut(env, desk_shut(d));
	TRY(f);
	term_say(env, "{package} now rests on {used} at version {version.7}, as \"{alias}\"\n", p->id,
		desk_fold(used)->package, pinned.hex, use->alias);
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct package *p = NULL;
	struct store_id id;
	if (command_flag(l, "yes") && !command_flag(l, "update"))
		return fault_make(FAULT_USAGE, "{option} goes with {other}", "--yes", "--update");
	TRY(env_open_desk(sc, env, &d));
	TRY(desk_package(d, NULL, &p, &id));
	const char *alias = command_word(l, 0);
	if (!alias && command_flag(l, "update") && desk_template(d)->uses.count == 1)
		alias = desk_template(d)->uses.at[0].alias;
	if (!alias && command_flag(l, "update") && desk_template(d)->uses.count > 1)
		return fault_advise(fault_make(FAULT_USAGE, "say which"), REMEDY("use", "", "ALIAS", "update", ""));
	if (!alias) {
		show_uses(env, d, p);
		return NULL;
	}
	const struct template_use *use = template_use(desk_template(d), alias);
	if (!use)
		return fault_advise(fault_make(FAULT_USAGE, "the template {template} uses nothing as \"{alias}\"",
			desk_template(d)->name, alias), REMEDY("use"));
	return pin(sc, env, l, d, p, use);
}

static const struct command_option options[] = {
	{ "update", 'u', NULL, "show what a newer state would change, then pin it" },
	{ "yes", 'y', NULL, "with --update: do not ask" },
	{ 0 },
};

const struct command cmd_use = {
	.name = "use", .args = "[ALIAS [FOLDER]]", .brief = "rest on another package, such as the company profile",
	.help = "Pins one version of another package, copies it into this repository, "
	        "and records it in the journal. Rules\n"
	        "read its registers. Without FOLDER it is the package beside this one that package.yaml names under "
	        "uses.\n"
	        "A newer state changes nothing until it is pinned: --update shows first what would change, "
	        "in the used\n"
	        "package and in the findings here. Without ALIAS it lists what is pinned.",
	.example = "sarflow use profile ../HOSHIZORA-OKUTAMA", .options = options, .max_words = 2, .run = run,
};
