/* cmd_backup.c: sarflow backup: packages copied whole to a safe place. */
#include "base/base.h"
#include "base/path.h"
#include "command/backups.h"
#include "command/command.h"
#include "command/term.h"
#include "desk/packages.h"

static const struct fault *back_up(const struct env *env, const char *folder, const char *place)
{
	SCOPE(turn);
	struct env here = *env;
	struct desk *d = NULL;
	struct backup b;
	here.world.directory = folder;
	TRY(env_open_desk(turn, &here, &d));
	TRY(backup_write(d, place, &b));
	backups_show(env, &b, false);
	return NULL;
}

/* Each is tried; one that fails does not keep the others from it. */
static const struct fault *back_up_all(struct scope *sc, const struct env *env, const char *place,
                                       struct command_line *l)
{
	struct names folders = {0};
	TRY(packages_in(sc, env->world.directory, &folders));
	if (folders.count == 0)
		return fault_make(FAULT_NOT_FOUND, "{folder} is no package and holds none", env->world.directory);
	for (size_t i = 0; i < folders.count; i++) {
		const struct fault *f = back_up(env, folders.at[i], place);
		if (!f)
			continue;
		struct env errors = *env;
		errors.out = env->err;
		term_fault(&errors, scope_printf(sc, "sarflow: %s", path_base(folders.at[i])), f);
		l->status = 1;
	}
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *place = command_folder(sc, env, command_word(l, 0));
	struct desk *d = NULL;
	const struct fault *f = env_open_desk(sc, env, &d);
	if (!f)
		return back_up(env, env->world.directory, place);
	return f->code == FAULT_NOT_FOUND && !packages_is_one(env->world.directory)
		? back_up_all(sc, env, place, l) : f;
}

const struct command cmd_backup = {
	.name = "backup", .args = "FOLDER", .brief = "copy a package, or all of a folder, to a safe place",
	.help = "Writes FOLDER/NAME.git, a bare git repository: all versions, the journal, and the content of "
	        "attachments and\n"
	        "letters. Done again, it copies what is new, and anew what is damaged in the copy. What is not saved "
	        "is not in it,\n"
	        "and is told. Content that was purged is removed from the copy as well. A copy that holds another "
	        "history is never\n"
	        "written over.\n"
	        "In a folder of packages it copies each of them.",
	.example = "sarflow backup /media/safe/sar", .min_words = 1, .max_words = 1, .run = run,
};
