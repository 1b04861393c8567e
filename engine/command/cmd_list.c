/* cmd_list.c: sarflow list: the packages of a folder. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "desk/packages.h"
#include "desk/templates.h"
#include "render/json.h"
#include "view/listing.h"

static void show_row(const struct env *env, const struct listing_row *r)
{
	term_pad(env, TERM_BOLD, r->package, 24);
	term_pad(env, TERM_PLAIN, r->template, 16);
	term_pad(env, TERM_PLAIN, r->title, 28);
	term_pad(env, TERM_PLAIN, r->owner, 22);
	term_say(env, " since {day}\n", r->since);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *folder = command_word(l, 0) ? command_folder(sc, env, command_word(l, 0)) : env->world.directory;
	struct names folders = {0};
	struct listing list = {0};
	struct desk_templates *templates = desk_templates_new(sc);
	TRY(packages_in(sc, folder, &folders));
	for (size_t i = 0; i < folders.count; i++) {
		SCOPE(turn);
		struct env here = *env;
		struct desk *d = NULL;
		here.world.directory = folders.at[i];
		here.templates = templates;
		const struct fault *f = env_open_desk(turn, &here, &d);
		if (f) {
			struct env errors = *env;
			errors.out = env->err;
			term_fault(&errors, scope_printf(turn, "sarflow: %s", path_base(folders.at[i])), f);
			continue;
		}
		listing_add(sc, d, &list);
	}
	if (env->json) {
		show_json(env, json_of_listing(sc, &list));
		return NULL;
	}
	for (size_t i = 0; i < list.count; i++)
		show_row(env, &list.at[i]);
	if (list.count == 0)
		term_say(env, "no packages in {folder}; try: {command}\n", folder,
		         remedy_line(sc, REMEDY("new", "", "ID")));
	return NULL;
}

const struct command cmd_list = {
	.name = "list", .args = "[FOLDER]", .brief = "the packages of a folder and where they stand",
	.help = "Looks at each folder below FOLDER (or the present one) that is a package.",
	.example = "sarflow list ~/sar", .max_words = 1, .pages = true, .json = true, .run = run,
};
