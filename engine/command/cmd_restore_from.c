/* cmd_restore_from.c: sarflow restore-from: a package from a backup. */
#include "base/base.h"
#include "command/backups.h"
#include "command/command.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct backup b;
	TRY(backup_read(sc, &env->world, &env->person, env_progress(sc, env),
	                command_folder(sc, env, command_word(l, 0)), command_word(l, 1), &b));
	backups_show(env, &b, true);
	return NULL;
}

const struct command cmd_restore_from = {
	.name = "restore-from", .args = "COPY [NAME]", .brief = "a package from a backup",
	.help = "Makes the package NAME (else as the copy is called) in this folder from a copy that sarflow backup "
	        "wrote, or from\n"
	        "any bare clone that has the journal. Content that is not what its digest says is left out and told.",
	.example = "sarflow restore-from /media/safe/sar/F110-NOZ-001.git", .min_words = 1, .max_words = 2, .run = run,
};
