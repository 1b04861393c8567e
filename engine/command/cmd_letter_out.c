/* cmd_letter_out.c: sarflow letter out: file a letter sent. */
#include "base/base.h"
#include "command/command.h"
#include "command/papers.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	return papers_file_letter(sc, env, l, "out");
}

static const struct command_option options[] = {
	{ "on", 0, "DAY", "the day it was sent" },
	PAPERS_LETTER, PAPERS_NOTE, PAPERS_ROLE, { 0 },
};

const struct command cmd_letter_out = {
	.name = "letter out", .args = "", .brief = "file a letter sent",
	.help = "Keeps a letter sent that moves no state.",
	.example = "sarflow letter out --letter question.pdf --on 2026-10-02", .options = options, .run = run,
};
