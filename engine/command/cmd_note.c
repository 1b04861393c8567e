/* cmd_note.c: sarflow note: a note in the journal. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/papers.h"
#include "desk/act.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	TRY(papers_read(sc, env, l, &o));
	if (command_word(l, 0) && o.note)
		return fault_make(FAULT_USAGE, "the note is there twice, as a word and with {option}; say it once",
		                  "--note");
	if (command_word(l, 0))
		o.note = command_word(l, 0);
	if (!o.note || !*o.note)
		return fault_advise(fault_make(FAULT_USAGE, "write the note"), REMEDY("note", "", "TEXT"));
	o = (struct act_options){ .role = o.role, .note = o.note };
	TRY(env_open_desk(sc, env, &d));
	TRY(act_note(d, &o));
	term_say(env, "noted\n");
	return NULL;
}

static const struct command_option options[] = {
	PAPERS_ROLE, PAPERS_NOTE, { 0 },
};

const struct command cmd_note = {
	.name = "note", .args = "[TEXT]", .brief = "add a note to the journal",
	.help = "The note becomes part of the history; it changes no state.",
	.example = "sarflow note \"Called SASPO, they expect a receipt next week\"", .options = options,
	.max_words = 1, .run = run,
};
