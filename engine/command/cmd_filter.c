/* cmd_filter.c: sarflow filter: git's clean and smudge filters for attachments. */
#include "base/base.h"
#include "command/command.h"
#include "desk/edit.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	bool clean = strcmp(command_word(l, 0), "clean") == 0;
	if (!clean && strcmp(command_word(l, 0), "smudge") != 0)
		return fault_make(FAULT_USAGE, "git calls this with clean or smudge");
	return edit_filter(sc, &env->world, clean, env->in, env->out);
}

const struct command cmd_filter = {
	.name = "filter", .args = "clean|smudge", .brief = "git's filter for attachments", .inner = true,
	.help = "git calls this for files below attachments/: clean turns content into a Git LFS pointer and keeps "
	        "the\n"
	        "content in .git/lfs/objects, smudge turns a pointer back. sarflow new sets it up.",
	.example = "git config filter.lfs.clean \"sarflow filter clean %f\"", .min_words = 1, .max_words = 2,
	.run = run,
};
