/* cmd_list.c: sarflow list: the packages of a folder. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "desk/packages.h"

static void show_line(const struct env *env, const struct desk *d, bool first)
{
	SCOPE(turn);
	const struct fold *f = desk_fold(d);
	const struct workflow_state *s = workflow_state(f->workflow, f->state);
	if (env->json) {
		fprintf(env->out, "%s\n  {", first ? "" : ",");
		show_json(env, "package", f->package, false);
		show_json(env, "template", f->template_name, false);
		show_json(env, "state", f->state, false);
		show_json(env, "owner", s->authority ? "authority" : "applicant", false);
		show_json(env, "since", f->entered_on, true);
		fprintf(env->out, "}");
		return;
	}
	term_pad(env, TERM_BOLD, f->package, 24);
	term_pad(env, TERM_PLAIN, f->template_name, 16);
	term_pad(env, TERM_PLAIN, s->title.in[desk_language(d)], 28);
	term_pad(env, TERM_PLAIN, template_owner(turn, desk_template(d), s, desk_language(d)), 22);
	term_say(env, " since %s\n", f->entered_on);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *folder = command_word(l, 0) ? command_folder(sc, env, command_word(l, 0)) : env->world.directory;
	struct names folders = {0};
	size_t shown = 0;
	TRY(packages_in(sc, folder, &folders));
	if (env->json)
		fprintf(env->out, "[");
	for (size_t i = 0; i < folders.count; i++) {
		SCOPE(turn);
		struct env here = *env;
		struct desk *d = NULL;
		here.world.directory = folders.at[i];
		const struct fault *f = env_open_desk(turn, &here, &d);
		if (f) {
			struct env errors = *env;
			errors.out = env->err;
			term_say(&errors, "sarflow: %s: %s\n", path_base(folders.at[i]), f->text);
			continue;
		}
		show_line(env, d, shown++ == 0);
	}
	if (env->json)
		fprintf(env->out, "%s]\n", shown ? "\n" : "");
	else if (shown == 0)
		term_say(env, "no packages in %s; make one with: sarflow new ID\n", folder);
	return NULL;
}

const struct command cmd_list = {
	.name = "list", .args = "[FOLDER]", .brief = "the packages of a folder and where they stand",
	.help = "Looks at each folder below FOLDER (or the present one) that is a package.",
	.example = "sarflow list ~/sar", .max_words = 1, .pages = true, .run = run,
};
