/* cmd_render.c: sarflow render: the package as pages and the working workbook. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/handover.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	struct show_folder *folder = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of(d, command_value(l, "version"), &v));
	const char *path = command_value(l, "output");
	if (!path)
		path = show_beside(sc, desk_name(d), scope_printf(sc, "%s-pages", v->package->id));
	TRY(show_folder_open(sc, path, true, &folder));
	const struct template_profiles *profiles = template_profiles(v->template);
	const char *profile = profiles->count > 1 ? profiles->at[1].name : NULL;
	struct sink sink = show_folder_sink(folder);
	TRY(show_folder_close(folder, handover_write_inner(sc, v, profile, "working.xlsx", &sink)));
	term_printf(env, "%s/index.html\n", folder->final);
	if (profile)
		term_printf(env, "%s/working.xlsx\n", folder->final);
	return NULL;
}

static const struct command_option options[] = {
	{ "output", 'o', "FOLDER", "where to; else ID-pages beside the package; one made before is replaced" },
	{ "version", 'v', "VERSION", "a saved version in place of the work tree" },
	{ 0 },
};

const struct command cmd_render = {
	.name = "render", .args = "", .brief = "the package as pages to read, and the working workbook",
	.help = "Writes a static site that works from a file share without a server, and working.xlsx: for the team, "
	        "with\n"
	        "findings, history and sign-offs. What is handed over is made by `sarflow export`.",
	.example = "sarflow render -o /share/F110-NOZ-001", .options = options, .run = run,
};
