/* cmd_export.c: sarflow export: what is handed over. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/act.h"
#include "desk/desk.h"
#include "render/handover.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	struct show_folder *folder = NULL;
	char digest[DIGEST_TEXT];
	const char *path = command_value(l, "output");
	int number;
	TRY(command_number(l, "submittal", &number));
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of_submittal(d, number, &v));
	v->supply = command_value(l, "supply");
	const char *name = scope_printf(sc, "%s-submittal-%d", v->package->id, v->submittal);
	TRY(show_folder_open(sc, path ? path : show_beside(sc, desk_name(d), name), false, &folder));
	const char *workbook = scope_printf(sc, "%s-checklist.xlsx", name);
	struct sink sink = show_folder_sink(folder);
	TRY(show_folder_close(folder, handover_write(sc, v, v->template->profiles.at[0].name, workbook, &sink,
	                                             digest)));
	if (!command_flag(l, "no-record"))
		TRY(act_exported(d, v->submittal, v->template->profiles.at[0].name, digest));
	term_printf(env, "%s/%s\n%s/index.html\n%s/SHA256SUMS (SHA-256 %s)\n", folder->final, workbook, folder->final,
	            folder->final, digest);
	return NULL;
}

static const struct command_option options[] = {
	{ "submittal", 0, "N", "which submittal; else the newest" },
	{ "output", 'o', "FOLDER", "where to; else ID-submittal-N beside the package; it must not exist" },
	{ "supply", 0, "FOLDER", "where the content lies that is kept by reference" },
	{ "no-record", 0, NULL, "make it again without an event in the journal" },
	{ 0 },
};

const struct command cmd_export = {
	.name = "export", .args = "", .brief = "what is handed over: checklist workbook, pages, manifest",
	.help = "Makes the folder of a sealed submittal: the checklist workbook (the template's first profile), "
	        "a page for each\n"
	        "element and register, the attachments, manifest.csv and SHA256SUMS. It shows no findings, "
	        "no scores and\n"
	        "no internal history. The same submittal gives the same bytes. The journal records its digest.",
	.example = "sarflow export -o /share/handover", .options = options, .run = run,
};
