/* cmd_hook_remove.c: sarflow hook remove: an address that is told no more. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"
#include "web/hooks.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	TRY(users_open(sc, env, false, &a));
	TRY(hooks_remove(a, command_word(l, 0)));
	term_say(env, "{mark} is told nothing any more\n", command_word(l, 0));
	return NULL;
}

const struct command cmd_hook_remove = {
	.name = "hook remove", .args = "MARK", .brief = "tell an address nothing any more",
	.help = "What waits for it goes, too.", .example = "sarflow -C /srv/sar hook remove 3f2a9c01d4e5",
	.min_words = 1, .max_words = 1, .alone = true, .run = run,
};
