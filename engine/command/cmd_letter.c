/* cmd_letter.c: sarflow letter: file a letter in the journal. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/papers.h"
#include "desk/act.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	const char *direction = command_word(l, 0);
	TRY(papers_read(sc, env, l, &o));
	if ((strcmp(direction, "in") && strcmp(direction, "out")) || !o.letter.name || !o.occurred)
		return fault_make(FAULT_USAGE, "use: sarflow letter in|out --letter FILE --on DAY");
	TRY(env_open_desk(sc, env, &d));
	TRY(act_letter(d, direction, &o));
	term_say(env, "filed %s\n", o.letter.name);
	return NULL;
}

static const struct command_option options[] = {
	PAPERS_ROLE, PAPERS_REPORTED, PAPERS_LETTER, PAPERS_NOTE, { 0 },
};

const struct command cmd_letter = {
	.name = "letter", .args = "in|out", .brief = "file a letter in the journal",
	.help = "Keeps a letter received (in) or sent (out) that moves no state. A letter that does is given to\n"
	        "`sarflow do ACTION --letter FILE`.",
	.example = "sarflow letter in --letter reply.pdf --on 2026-10-02 --by 'SASPO, J. Doe'", .options = options,
	.min_words = 1, .max_words = 1, .run = run,
};
