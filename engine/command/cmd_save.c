/* cmd_save.c: sarflow save: the work tree as a version. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/edit.h"

static void show_file(const struct env *env, const char *sign, const char *path)
{
	term_pad(env, TERM_PLAIN, term_text(env, sign), 8);
	term_printf(env, " %s\n", path);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct store_id id;
	static const char *const signs[] = { "added", "changed", "removed" };
	const struct store_change *changes = NULL;
	size_t count = 0;
	TRY(env_open_desk(sc, env, &d));
	if (command_flag(l, "dry-run")) {
		TRY(edit_changes(d, &changes, &count));
		for (size_t i = 0; i < count; i++)
			show_file(env, signs[changes[i].kind], changes[i].path);
		return NULL;
	}
	if (!command_value(l, "message") || !*command_value(l, "message"))
		return fault_advise(fault_make(FAULT_USAGE, "say what changed"), REMEDY("save", "message",
			"what changed"));
	TRY(edit_save(d, command_value(l, "message"), command_flag(l, "remove"), &changes, &count, &id));
	for (size_t i = 0; i < count; i++)
		show_file(env, signs[changes[i].kind], changes[i].path);
	for (size_t i = 0; i < edit_brought(d)->count; i++)
		term_say(env, "{file} took what main had gained without this folder\n", edit_brought(d)->at[i]);
	if (id.hex[0])
		term_say(env, "saved version {version.7}\n", id.hex);
	else
		term_say(env, "nothing has changed since the last version\n");
	return NULL;
}

static const struct command_option options[] = {
	{ "message", 'm', "TEXT", "what changed, for the history" },
	{ "remove", 0, NULL, "let the version lose files that are gone, attachments or many" },
	{ "dry-run", 'n', NULL, "only show which files would be saved" },
	{ 0 },
};

const struct command cmd_save = {
	.name = "save", .args = "", .brief = "save the work tree as a version",
	.help = "Commits package.yaml, evidence/, registers/ and attachments/ to the branch main, byte for byte,\n"
	        "attachments as Git LFS pointers. Stock git sees a clean tree afterwards.\n"
	        "Files that are gone are named. Where an attachment is gone, or more than five files, nothing is\n"
	        "saved unless --remove says so. A merge that git began is ended, with both sides as parents.\n"
	        "Where main moved on without this folder, files you did not touch take what main has; one that\n"
	        "was changed on both sides is named, and nothing is saved.",
	.example = "sarflow save -m \"operation 240: plating supplier corrected\"", .options = options, .run = run,
};
