/* cmd_translated.c: sarflow translated: record which original a translation stands for. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/edit.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	const char *path = command_word(l, 0);
	if (!command_value(l, "translator"))
		return fault_advise(fault_make(FAULT_USAGE, "say who translated it"), REMEDY("", "translator",
			"NAME"));
	TRY(env_open_desk(sc, env, &d));
	TRY(edit_translated(d, path, command_value(l, "of"), command_value(l, "translator"), command_value(l, "on"),
	                    command_flag(l, "extract") ? "extract" : "full"));
	term_say(env, "{file} is recorded as a translation of the present original; save it with: {command}\n", path,
	         remedy_line(sc, REMEDY("save")));
	return NULL;
}

static const struct command_option options[] = {
	{ "translator", 't', "NAME", "who translated it" },
	{ "of", 0, "FILE", "the original; else the text of the same element in another language" },
	{ "on", 0, "DAY", "when; else today" },
	{ "extract", 0, NULL, "it translates an extract, not the full text" },
	{ 0 },
};

const struct command cmd_translated = {
	.name = "translated", .args = "FILE", .brief = "record which original a translation stands for",
	.help = "An original in another language lies beside the element's file: evidence/C-x.ja.md beside "
	        "evidence/C-x.md.\n"
	        "This writes into the translation's front matter which original it is of, "
	        "with a digest of the whole and of\n"
	        "each section, so that a check can name the sections that moved since.",
	.example = "sarflow translated evidence/I-quality-assurance.md --translator \"Mika Ito\"", .options = options,
	.min_words = 1,
	.max_words = 1, .run = run,
};
