/* cmd_render.c: sarflow render: the package as pages and the working workbook. */
#include "base/base.h"
#include "base/path.h"
#include "base/term.h"
#include "command/command.h"
#include "command/show.h"
#include "package/desk.h"
#include "render/site.h"
#include "render/xlsx.h"
#include <unistd.h>

static const struct fault *copy_attachments(const struct view *v, struct show_folder *folder)
{
	for (size_t i = 0; i < v->package->attachments.count; i++) {
		const struct package_attachment *a = &v->package->attachments.at[i];
		int fd = -1;
		if (!a->entry->present)
			continue;
		TRY(view_open(v, a, &fd));
		const struct fault *f = show_folder_copy(folder, fd, a->entry->path);
		close(fd);
		TRY(f);
	}
	return NULL;
}

static const struct fault *write_all(struct scope *sc, const struct view *v, struct show_folder *folder, bool workbook)
{
	struct site_sink sink = { show_folder_put, folder };
	TRY(copy_attachments(v, folder));
	if (workbook)
		TRY(xlsx_write(sc, v, "working", path_join(sc, folder->temporary, "working.xlsx")));
	return site_render(sc, v, &sink);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	struct show_folder *folder = NULL;
	TRY(desk_open(sc, env, &d));
	TRY(view_of(d, command_value(l, "version"), &v));
	const char *path = command_value(l, "output");
	if (!path)
		path = scope_printf(sc, "%s-pages", v->package->id);
	TRY(show_folder_open(sc, path, true, &folder));
	bool workbook = template_profile(v->template, "working") != NULL;
	TRY(show_folder_close(folder, write_all(sc, v, folder, workbook)));
	term_say(env, "%s/index.html\n", folder->final);
	if (workbook)
		term_say(env, "%s/working.xlsx\n", folder->final);
	return NULL;
}

static const struct command_option options[] = {
	{ "output", 'o', "FOLDER", "where to; else ID-pages here; one made before is replaced" },
	{ "version", 'v', "VERSION", "a saved version in place of the work tree" },
	{ 0 },
};

const struct command cmd_render = {
	.name = "render", .args = "", .brief = "the package as pages to read, and the working workbook",
	.help = "Writes a static site that works from a file share without a server, and working.xlsx: for the team, with\n"
	        "findings, history and sign-offs. What is handed over is made by `sarflow export`.",
	.example = "sarflow render -o /share/F110-NOZ-001", .options = options, .run = run,
};
