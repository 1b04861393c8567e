/* cmd_hole.c: a command that saves without the lock. */
#include "base/base.h"
#include "command/command.h"
#include "desk/edit.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct store_id id;
	TRY(env_open_desk(sc, env, &d));
	return store_save(sc, d->store, NULL, command_word(l, 0), &id);
}

const struct command cmd_hole = { .name = "hole", .args = "", .brief = "", .help = "", .example = "",
	.max_words = 1, .run = run };
