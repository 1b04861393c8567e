/* cmd_template_lint.c: sarflow template lint: each mistake of a template. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "check/check.h"
#include "desk/edit.h"
#include "render/json.h"

/* Templates whose packages are used lie in the same folder as this one, or nobody can tell. */
static void check_uses(struct scope *sc, const struct env *env, const char *folder, const struct template *t,
                       struct findings *fs)
{
	for (size_t i = 0; i < t->uses.count; i++) {
		const struct template_use *u = &t->uses.at[i];
		const struct template *used = NULL;
		const char *beside = strchr(folder, '/') || !env->world.templates
		                     ? path_join(sc, path_join(sc, folder, ".."), u->template) : u->template;
		/* what is wrong with that one is told where it is looked at itself */
		if (package_id_is_valid(u->template) && FAILED(edit_template(sc, &env->world, beside, &used)))
			used = NULL;
		check_template_use(u, used, fs);
	}
}

static void show_lint(const struct env *env, const struct template *t, const struct findings *fs)
{
	show_findings(env, fs, FINDING_NOTE);
	SCOPE(turn);
	const struct phrase *what = phrase_new(
	    turn, "{elements} elements, {lines} checklist lines, {registers} registers, {rules} rules, {states} states",
	    t->elements.count, template_requirements(t)->count, t->registers.count, template_rules(t)->count,
	    t->workflow.state_count);
	if (fs->warnings)
		term_say(env, "{template}: {count} {count:mistake|mistakes}, {warnings} {warnings:warning|warnings}\n",
		         what, fs->errors, fs->warnings);
	else
		term_say(env, "{template}: {count} {count:mistake|mistakes}\n", what, fs->errors);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *folder = command_word(l, 0);
	const struct template_files *files = NULL;
	struct findings *fs = finding_list(sc);
	const char *path = strchr(folder, '/') || !env->world.templates ? folder : path_join(sc, env->world.templates,
		folder);
	TRY(template_files_read_all(sc, path, &files));
	const struct template *t = template_read(sc, files, fs);
	if (!fs->errors)
		TRY(check_template(sc, t, fs));
	if (!fs->errors)
		check_uses(sc, env, folder, t, fs);
	finding_sort(fs);
	if (env->json)
		show_json(env, json_of_findings(sc, fs));
	else
		show_lint(env, t, fs);
	l->status = fs->errors > 0;
	return NULL;
}

const struct command cmd_template_lint = {
	.name = "template lint", .args = "NAME", .brief = "check a template",
	.help = "Reads a template (a name, or a path with a /), tries every rule and sheet, and says each mistake\n"
	        "with file and line. Exit status 1 if there is one.",
	.example = "sarflow template lint templates/repair", .min_words = 1, .max_words = 1, .json = true,
	.alone = true, .run = run,
};
