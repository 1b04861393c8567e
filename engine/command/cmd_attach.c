/* cmd_attach.c: sarflow attach: take files in as evidence. */
#include "base/base.h"
#include "base/path.h"
#include "command/attaching.h"
#include "command/command.h"
#include "command/incoming.h"
#include "command/show.h"
#include "command/term.h"
#include "desk/edit.h"
#include "intake/gather.h"
#include "intake/listed.h"
#include "render/json.h"

/* What a run did, for people. */
static void show_done(const struct env *env, const struct attaching *a)
{
	SCOPE(turn);
	size_t done = 0;
	for (size_t i = 0; i < a->files.count; i++)
		done += a->files.at[i].what != ATTACHING_THERE;
	const char *save = remedy_line(turn, REMEDY("save"));
	attaching_show(env, a);
	if (done == 0)
		term_say(env, "nothing is to do: {count} {count:file is|files are} there already\n", a->files.count);
	else if (a->files.count == 1)
		term_say(env, "attached {file}; save it with: {command}\n", a->files.at[0].path, save);
	else
		term_say(env, "attached {count} {count:file|files}; save them with: {command}\n", done, save);
}

/* What it would do, with all that stands against it: then the status says so, and there is no fault. */
static void show_look(struct scope *sc, const struct env *env, const struct desk *d, const struct attaching *a)
{
	struct env here = *env;
	here.err = env->out;
	attaching_show(env, a);
	const struct fault *f = attaching_fault(sc, &here, a, desk_template(d), desk_language(d));
	if (f)
		term_fault(&here, "sarflow attach", f);
}

/* The files that a list names, seen from its folder. */
static const struct fault *gather_list(struct scope *sc, const struct env *env, const struct desk *d, const char *list,
                                       struct attaching_wishes *wishes, struct attaching *out)
{
	struct workbook *book = NULL;
	size_t n = (size_t)(path_base(list) - list);
	TRY(incoming_read(sc, env, list, &book));
	const struct fault *f = listed_read(sc, desk_template(d), book, n ? scope_copy_bytes(sc, list, n) : ".", wishes,
	                                    out);
	return f ? fault_while(f, "{file}", list) : NULL;
}

static const struct fault *check_words(const struct command_line *l)
{
	bool list = command_value(l, "from");
	if (list && l->words.count)
		return fault_make(FAULT_USAGE, "the list says which files: leave out {file}, or the list",
			l->words.at[0]);
	if (!list && l->words.count == 0)
		return fault_advise(fault_make(FAULT_USAGE, "say which files"), REMEDY("attach", "", "FILE", "element",
			"E"));
	return list || command_value(l, "element") ? NULL
	       : fault_advise(fault_make(FAULT_USAGE, "say which element the file belongs to"),
	                      REMEDY("", "element", "E"));
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct attaching_wishes wishes = {0};
	struct attaching out = {0};
	struct names set = command_values(sc, l, "set");
	const struct edit_attach how = { .element = command_value(l, "element"), .name = command_value(l, "name"),
		.set = &set, .only_look = command_flag(l, "dry-run"),
		.how = (command_flag(l, "replace") ? STORE_REPLACE : 0)
		       | (command_flag(l, "reference") ? STORE_REFERENCE : 0) };
	TRY(check_words(l));
	TRY(env_open_desk(sc, env, &d));
	TRY(command_value(l, "from") ? gather_list(sc, env, d, command_value(l, "from"), &wishes, &out)
		: gather_files(sc, &l->words, &wishes, &out));
	TRY(edit_attach(d, &wishes, &how, &out));
	if (!how.only_look && out.refused)
		return attaching_fault(sc, env, &out, desk_template(d), desk_language(d));
	if (env->json)
		show_json(env, json_of_attaching(sc, &out));
	else if (how.only_look)
		show_look(sc, env, d, &out);
	else
		show_done(env, &out);
	l->status = how.only_look && out.refused;
	return NULL;
}

static const struct command_option options[] = {
	{ "element", 'e', "E", "the element they belong to" },
	{ "set", 's', "COLUMN=VALUE", "a column of the template's register, for all of the files", true },
	{ "from", 0, "LIST", "the files that a table names, and what it says of each (.csv, .xlsx)" },
	{ "name", 0, "NAME", "another name for the one file (ASCII: it is handed over under it)" },
	{ "dry-run", 'n', NULL, "only show what would be attached, and what stands against it" },
	{ "replace", 0, NULL, "put files in the place of attachments of the same name" },
	{ "reference", 0, NULL, "keep digest and size only; content stays where it is and is handed over from there" },
	{ 0 },
};

const struct command cmd_attach = {
	.name = "attach", .args = "[FILE...]", .brief = "take files or folders in as evidence",
	.help = "Copies files of any size into attachments/E/ and adds a row for each to the register that the\n"
	        "template names. Of a folder all files are taken; its sub-folders stay, as folders below\n"
	        "attachments/E/. What systems and programs leave in folders is left, and told; a link that leads\n"
	        "out of the folder is refused.\n"
	        "What stands on their pages (distribution statement, export warning, CUI, legend), their origin and\n"
	        "their release are said once for all of them with --set, empty where there is none. Leave them\n"
	        "out, and you are told which are missing and what each takes.\n"
	        "With --from a table says it file by file: a column `file` (seen from the table's folder), and any\n"
	        "of `element`, `name` and the columns of the registers, by name or title. It goes before --set.\n"
	        "Title and language that a PDF says of itself fill a column of which nobody said anything, where\n"
	        "the template wants that; look whether they are right.\n"
	        "All of it is looked at before a byte is stored: if anything stands against one file, none is\n"
	        "attached. A file that is there already is no hindrance: after an interruption do the same again.\n"
	        "What the template lets nobody bring in without a release is refused. With --reference a controlled\n"
	        "file stays in its vault: the package knows its digest, and `sarflow export --supply FOLDER` hands\n"
	        "it over.",
	.example = "sarflow attach traveler.pdf --element L\n"
	           "sarflow attach scans/ -e L --dry-run\n"
	           "sarflow attach scans/ -e L -s language=en -s distribution=none -s export_warning=yes -s cui= \\\n"
	           "    -s dissemination=none -s legend=own -s origin=own -s released_by=\n"
	           "sarflow attach --from scans/list.xlsx -e L",
	.options = options, .max_words = 10000, .json = true, .run = run,
};
