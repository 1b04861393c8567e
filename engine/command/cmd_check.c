/* cmd_check.c: sarflow check: all findings. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/json.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct package *p = NULL;
	struct findings *fs = NULL;
	struct store_id id;
	enum finding_level least = FINDING_NOTE;
	const char *level = command_value(l, "level");
	if (level && !finding_level_parse(level, &least))
		return fault_make(FAULT_USAGE, "a level is error, warning or note");
	TRY(env_open_desk(sc, env, &d));
	TRY(desk_package(d, command_value(l, "version"), &p, &id));
	TRY(desk_check(d, p, &fs));
	l->status = fs->worst == FINDING_ERROR;
	if (env->json) {
		show_json(env, json_of_findings(sc, fs));
		return NULL;
	}
	show_findings(env, fs, least);
	show_rules(env, fs, least);
	const struct phrase *tally = finding_tally(sc, fs, false);
	if (*package_version(p))
		term_say(env, "version {version.7}: {tally}\n", package_version(p), tally);
	else
		term_say(env, "work tree: {tally}\n", tally);
	return NULL;
}

static const struct command_option options[] = {
	{ "version", 'v', "VERSION", "a saved version in place of the work tree" },
	{ "level", 0, "LEVEL", "show error, warning (and error), or note (all)" },
	{ 0 },
};

const struct command cmd_check = {
	.name = "check", .args = "", .brief = "what is wrong with the package",
	.help = "Reads the work tree, runs every rule of the template and prints\n"
	        "  file:line:column: level: message [rule, basis]\n"
	        "Basis: P primary text read, S secondary text, B trade knowledge, D our design. Exit status 1 if there "
	        "is\n"
	        "an error. Rules see today, or the day of --as-of. Where there are many findings,\n"
	        "their number by rule follows, with those on top that others may follow from. Without a package.yaml\n"
	        "that can be read no rule is asked.",
	.example = "sarflow check --as-of 2027-06-01", .options = options, .pages = true, .json = true, .run = run,
};
