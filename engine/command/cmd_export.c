/* cmd_export.c: sarflow export: what is handed over. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/act.h"
#include "desk/desk.h"
#include "render/handover.h"
#include "view/statement.h"
#include <fcntl.h>
#include <unistd.h>

/* What is made, and under which name; the guards are asked before the first byte of it is written. */
static const struct fault *choose(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d,
                                  struct view **v, const char **name)
{
	int number;
	bool draft = command_flag(l, "draft");
	TRY(command_number(l, "submittal", &number));
	if (draft && number)
		return fault_make(FAULT_USAGE, "a draft is of the newest saved version, not of a submittal");
	if (draft)
		TRY(view_of_draft(d, v));
	else
		TRY(view_of_submittal(d, number, v));
	const struct fault *f = draft ? act_may_draft(d, (*v)->package) : act_may_export(d, (*v)->submittal);
	show_shut(env, desk_shut(d));
	TRY(f);
	*name = handover_name(sc, *v);
	return NULL;
}

static void close_file(void *p) { close((int)(intptr_t)p); }

/* The workbook itself goes with the event: what comes back is compared with it. */
static const struct fault *record(struct scope *sc, struct desk *d, const struct view *v, const char *workbook,
                                  const char *sums)
{
	const char *name = path_base(workbook);
	struct act_export made = { .profile = template_profiles(v->template)->at[0].name, .sums = sums,
	                           .made = handover_digest(v, name),
	                           .workbook = { name, open(workbook, O_RDONLY | O_CLOEXEC) } };
	if (made.workbook.fd < 0)
		return fault_errno("{file}", workbook);
	scope_defer(sc, close_file, (void *)(intptr_t)made.workbook.fd);
	return act_exported(d, v->submittal, &made);
}

/* An export that was stopped between the folder and the journal is done again, and recorded once; whether the last one
 * was stopped before or behind that, the act sees itself. */
static bool is_recorded(const struct desk *d, int submittal, const char *sums)
{
	return !desk_was_interrupted(d) && act_export_of(d, submittal, sums);
}

/* --- signing what is handed over --- */

static const struct fault *sign(void *desk, struct scope *sc, const char *space, const char *bytes, size_t len,
                                const char **armour)
{
	return act_sign_bytes(desk, sc, space, bytes, len, armour);
}

static const struct fault *envelop(void *desk, struct scope *sc, const char *space, const char *type,
                                   const char *payload, const char **json)
{
	return act_envelop(desk, sc, space, type, payload, json);
}

/* Who signs what they do signs what they hand over. */
static const struct fault *find_signer(struct scope *sc, struct desk *d, const struct view *v,
                                       struct handover_signer **out)
{
	struct act_signer who;
	struct statement *s = NEW(sc, struct statement);
	*out = NULL;
	TRY(act_signs_with(d, &who));
	if (!who.fingerprint || v->draft)
		return NULL;
	TRY(statement_of(sc, d, v, s));
	*out = NEW(sc, struct handover_signer);
	**out = (struct handover_signer){ d, sign, envelop, s };
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	struct show_folder *folder = NULL;
	struct handover_signer *signer = NULL;
	char digest[DIGEST_TEXT];
	const char *path = command_value(l, "output"), *name = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(choose(sc, env, l, d, &v, &name));
	v->supply = command_value(l, "supply");
	TRY(find_signer(sc, d, v, &signer));
	TRY(show_folder_open(sc, path ? path : show_beside(sc, desk_name(d), name), false, &folder));
	const char *workbook = handover_workbook(sc, v);
	struct sink sink = show_folder_sink(folder);
	TRY(show_folder_close(folder, handover_write(sc, v, template_profiles(v->template)->at[0].name, workbook, &sink,
	                                             signer, digest)));
	bool records = !v->draft && !command_flag(l, "no-record");
	if (folder->found && (!records || is_recorded(d, v->submittal, digest)))
		return show_folder_taken(folder->final);
	if (records)
		TRY(record(sc, d, v, path_join(sc, folder->final, workbook), digest));
	term_printf(env, "%s/%s\n%s/index.html\n%s/%s (SHA-256 %s)\n", folder->final, workbook, folder->final,
	            folder->final, handover_sums(v), digest);
	if (signer)
		term_printf(env, "%s/%s%s\n", folder->final, handover_sums(v), HANDOVER_SIGNATURE);
	return NULL;
}

static const struct command_option options[] = {
	{ "submittal", 0, "N", "which submittal; else the newest" },
	{ "output", 'o', "FOLDER", "where to; else ID-submittal-N beside the package; it must not exist" },
	{ "supply", 0, "FOLDER", "where the content lies that is kept by reference" },
	{ "draft", 0, NULL, "a look at the newest saved version: stamped DRAFT, nothing is sealed or recorded" },
	{ "no-record", 0, NULL, "make it again without an event in the journal" },
	{ 0 },
};

const struct command cmd_export = {
	.name = "export", .args = "", .brief = "what is handed over: checklist workbook, pages, manifest",
	.help = "Makes the folder of a sealed submittal: the checklist workbook (the template's first profile), "
	        "a page for each\n"
	        "element and register, the attachments, manifest.csv and SHA256SUMS. It shows no findings, "
	        "no scores and\n"
	        "no internal history. The same submittal gives the same bytes. The journal records its digest.\n"
	        "With --draft it shows what would be handed over, before any seal: every page and sheet says DRAFT, "
	        "and nothing\n"
	        "is recorded. Who signs what they do signs SHA256SUMS as well: packages/VERIFY.md says how to check "
	        "it.",
	.example = "sarflow export -o /share/handover", .options = options, .run = run,
};
