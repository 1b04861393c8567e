/* cmd_sign.c: sarflow sign: sign off elements' present content. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/act.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct env here = *env;
	struct desk *d = NULL;
	struct names elements = {0};
	const char *list = command_value(l, "elements"), *meaning = command_value(l, "meaning");
	size_t count = 0;
	for (const char *s = list; s && *s; s += strcspn(s, ",") + (s[strcspn(s, ",")] == ','))
		*LIST_ADD(sc, &elements) = scope_copy_bytes(sc, s, strcspn(s, ","));
	if (command_word(l, 0) && !(here.world.directory = command_package(sc, env, command_word(l, 0))))
		return fault_make(FAULT_NOT_FOUND, "{folder} is no package", command_word(l, 0));
	TRY(env_open_desk(sc, &here, &d));
	TRY(act_sign(d, command_value(l, "role"), &elements, meaning ? meaning : "reviewed and agreed",
	             command_value(l, "read"), &count));
	term_say(env, "signed {count} {count:element|elements}\n", count);
	return NULL;
}

static const struct command_option options[] = {
	{ "role", 'r', "ROLE", "sign in this of your roles" },
	{ "elements", 'e', "C,E", "only these elements; else all that the category uses" },
	{ "read", 0, "VERSION", "the version you have read; refused where an element changed since" },
	{ "meaning", 'm', "TEXT", "what the sign-off means; else: reviewed and agreed" },
	{ 0 },
};

const struct command cmd_sign = {
	.name = "sign", .args = "[PACKAGE]", .brief = "sign off elements' present content",
	.help = "A sign-off covers the content of each element as it is in the newest saved version: its document, "
	        "its\n"
	        "registers, its attachments. Change a word, a cell or a file, and the sign-offs on that element end, "
	        "and\n"
	        "only those. packages/README.md says what counts as a change. With --read VERSION\n"
	        "nothing is signed that came after what you have read.",
	.example = "sarflow sign --role quality --elements C,E --meaning \"reviewed against the traveler\"",
	.options = options, .max_words = 1, .run = run,
};
