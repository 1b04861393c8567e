/* papers.c: reading --letter, --note, --by, --on, --received, --role. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/papers.h"
#include "command/show.h"

const struct fault *papers_read(struct scope *sc, const struct env *env, const struct command_line *l,
                                struct act_options *o)
{
	const char *letter = command_value(l, "letter");
	size_t len;
	*o = (struct act_options){ .role = command_value(l, "role"), .reported_by = command_value(l, "by"),
		.occurred = command_value(l, "on"), .received = command_value(l, "received"),
		.letter_date = command_value(l, "letter-date"), .letter_reference = command_value(l, "letter-ref"),
		.due = command_value(l, "due"), .note = command_value(l, "note") };
	if (o->note && strcmp(o->note, "-") == 0)
		TRY(show_read_file(sc, env, "-", &o->note, &len));
	if (!letter && (o->letter_date || o->letter_reference))
		return fault_advise(fault_make(FAULT_USAGE, "a letter's day and number go with the letter"),
			REMEDY("", "letter", "FILE"));
	if (!letter)
		return NULL;
	o->letter.name = path_base(letter);
	return show_read_file(sc, env, letter, &o->letter.bytes, &o->letter.len);
}

const struct fault *papers_file_letter(struct scope *sc, const struct env *env, const struct command_line *l,
                                       const char *direction)
{
	struct desk *d = NULL;
	struct act_options o;
	TRY(papers_read(sc, env, l, &o));
	if (!o.letter.name || !o.occurred)
		return fault_advise(fault_make(FAULT_USAGE, "say which letter and when"),
		                    REMEDY(scope_printf(sc, "letter %s", direction), "letter", "FILE", "on", "DAY"));
	TRY(env_open_desk(sc, env, &d));
	TRY(act_letter(d, direction, &o));
	term_say(env, "filed {letter}\n", o.letter.name);
	return NULL;
}
