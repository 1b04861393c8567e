/* papers.c: reading --letter, --note, --by, --on, --received, --role. */
#include "base/base.h"
#include "base/path.h"
#include "command/papers.h"
#include "command/show.h"

const struct command_option papers_options[] = {
	{ "role", 'r', "ROLE", "act in this of your roles" },
	{ "by", 0, "TEXT", "reported: the Government's office and person" },
	{ "on", 0, "DAY", "reported: the day it happened" },
	{ "received", 0, "DAY", "reported: the day you received it" },
	{ "letter", 0, "FILE", "the letter or call note" },
	{ "note", 'm', "TEXT", "a note; - reads it from the standard input" },
	{ "means", 0, "TEXT", "deliver: how it was handed over" },
	{ "submittal", 0, "N", "deliver: which submittal; else the newest" },
	{ 0 },
};

const struct fault *papers_read(struct scope *sc, const struct env *env, const struct command_line *l, struct act_options *o)
{
	const char *letter = command_value(l, "letter");
	size_t len;
	*o = (struct act_options){ .role = command_value(l, "role"), .reported_by = command_value(l, "by"),
		.occurred = command_value(l, "on"), .received = command_value(l, "received"), .note = command_value(l, "note") };
	if (o->note && strcmp(o->note, "-") == 0)
		TRY(show_read_file(sc, env, "-", &o->note, &len));
	if (!letter)
		return NULL;
	o->letter.name = path_base(letter);
	return show_read_file(sc, env, letter, &o->letter.bytes, &o->letter.len);
}
