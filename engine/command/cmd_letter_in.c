/* cmd_letter_in.c: sarflow letter in: file a letter received. */
#include "base/base.h"
#include "command/command.h"
#include "command/papers.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	return papers_file_letter(sc, env, l, "in");
}

static const struct command_option options[] = {
	{ "on", 0, "DAY", "the day it bears" },
	{ "by", 0, "TEXT", "the office and person it is from" },
	{ "received", 0, "DAY", "the day you received it" },
	PAPERS_LETTER, PAPERS_NOTE, PAPERS_ROLE, { 0 },
};

const struct command cmd_letter_in = {
	.name = "letter in", .args = "", .brief = "file a letter received",
	.help = "Keeps a letter received that moves no state. What it asks for is recorded with\n"
	        "`sarflow remark add --letter NAME`.",
	.example = "sarflow letter in --letter reply.pdf --on 2026-10-02 --by 'SASPO, J. Doe' --received 2026-10-05",
	.options = options, .run = run,
};
