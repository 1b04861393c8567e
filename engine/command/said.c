/* said.c: reading the options and the number that the sub-words of remark share. */
#include "base/base.h"
#include "command/said.h"
#include "command/show.h"

const struct fault *said_read(struct scope *sc, const struct env *env, const struct command_line *l,
                              struct act_options *o)
{
	size_t len;
	*o = (struct act_options){ .role = command_value(l, "role"), .reported_by = command_value(l, "by"),
		.occurred = command_value(l, "dated"), .received = command_value(l, "received"),
		.note = command_value(l, "text") };
	if (!o->note || strcmp(o->note, "-") != 0)
		return NULL;
	TRY(show_read_file(sc, env, "-", &o->note, &len));
	return strlen(o->note) == len ? NULL : fault_make(FAULT_USAGE, "what comes on the standard input is no text");
}

const struct fault *said_number(const struct command_line *l, int *number)
{
	const char *words = command_word(l, 0);
	*number = strspn(words, "0123456789") == strlen(words) && strlen(words) <= 6 ? atoi(words) : 0;
	return *number ? NULL : fault_advise(fault_make(FAULT_USAGE, "name the remark by its number"),
	                                     REMEDY(l->command->name, "", "3"));
}
