/* cmd_purge.c: sarflow purge: remove the content of an attachment or a letter, and keep the trace. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/act.h"

/* What git checked out elsewhere is not written to: somebody may be at work there. */
static const struct fault *tell_beside(struct scope *sc, const struct env *env, const struct desk *d)
{
	struct names folders = {0};
	TRY(desk_work_trees(sc, d, &folders));
	for (size_t i = 0; i < folders.count; i++)
		term_say(env, "it may still lie in {folder}, another work tree of this package: remove the file "
			"there, or the whole folder (git worktree remove --force)\n", folders.at[i]);
	return NULL;
}

static void tell_unnamed(const struct env *env, const struct act_unnamed *u)
{
	term_say(env, "removed the content {digest.12} ({size} bytes) from this copy of the package: no version and no "
		"event named it, and a note in the journal tells of it\nother copies, backups and outputs keep what "
		"they have: remove it there as well\n", u->digest, u->size);
	if (*u->files)
		term_say(env, "{files} held it: what the newest version has there stands there now, or nothing\n",
			u->files);
	if (u->led)
		term_say(env, "another branch, a stash or git's log (reflog) still names it, and holds none of it\n");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o = { .role = command_value(l, "role"), .note = command_value(l, "reason") };
	if (!o.note || !*o.note)
		return fault_advise(fault_make(FAULT_USAGE, "say why"), REMEDY("", "reason", "TEXT"));
	TRY(env_open_desk(sc, env, &d));
	const struct act_unnamed *unnamed = NULL;
	const struct fault *f = act_purge(d, command_word(l, 0), &o, &unnamed);
	show_shut(env, desk_shut(d));
	TRY(f);
	if (unnamed)
		tell_unnamed(env, unnamed);
	else
		term_say(env, "removed the content of {file} from this copy of the package; pointer and journal "
			"stay\nother copies, backups and outputs keep what they have: remove it there as well\n",
			command_word(l, 0));
	return tell_beside(sc, env, d);
}

static const struct command_option options[] = {
	{ "reason", 'm', "TEXT", "why, and who told you to" },
	{ "role", 'r', "ROLE", "do it in this of your roles" },
	{ 0 },
};

const struct command cmd_purge = {
	.name = "purge", .args = "FILE", .brief = "remove an attachment's or a letter's content, after a spill",
	.help = "Removes the content of an attachment from the work tree and from the store, "
	        "in every version. Its pointer\n"
	        "(name, size, digest) stays as the trace, and the journal says who removed it, when and why. The same\n"
	        "content cannot be attached again. Other copies of the package are not reached, nor other work trees "
	        "(git\n"
	        "worktree), which are named. Where the file was replaced, renamed or removed since, all that it held "
	        "is listed;\n"
	        "name by its digest what is to go. What was never saved goes by its digest as well, wherever in the "
	        "package it\n"
	        "lies; as the journal never named it, a note tells of that. A letter is named letters/NAME, or as the "
	        "workbook\n"
	        "of an export by the id of its event or by the digest of its content.",
	.example = "sarflow purge attachments/B/drawing-sheet-4.pdf --reason \"Statement D, no release; "
	           "export officer\"",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
