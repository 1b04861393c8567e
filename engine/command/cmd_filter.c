/* cmd_filter.c: sarflow filter: git's clean and smudge filters for attachments. */
#include "base/base.h"
#include "command/command.h"
#include "command/filter_process.h"
#include "command/term.h"
#include "desk/edit.h"

struct one {
	const struct env *env;
	struct desk *desk;
};

static const struct fault *filter(void *context, const char *path, bool clean, FILE *in, FILE *out)
{
	const struct one *one = context;
	return edit_filter(one->desk, path, clean, in, out);
}

static void tell(void *context, const struct fault *f)
{
	const struct one *one = context;
	struct env to = *one->env;
	to.out = to.err;
	term_fault(&to, "sarflow filter", f);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *how = command_word(l, 0);
	const char *name = command_word(l, 1) ? command_word(l, 1) : "the standard input";
	struct one one = { .env = env };
	bool clean = strcmp(how, "clean") == 0, process = strcmp(how, "process") == 0;
	if (!clean && !process && strcmp(how, "smudge") != 0)
		return fault_make(FAULT_USAGE, "git calls this with clean, smudge or process");
	TRY(edit_filtering(sc, &env->world, &one.desk));
	return process ? filter_process(&(struct filter_process){ env->in, env->out, desk_temporary(one.desk), filter,
	                                                          tell, &one })
	       : edit_filter(one.desk, name, clean, env->in, env->out);
}

const struct command cmd_filter = {
	.name = "filter", .args = "clean|smudge|process", .brief = "git's filter for attachments", .inner = true,
	.help = "git calls this for files below attachments/: clean turns content into a Git LFS pointer and keeps "
	        "the\n"
	        "content in .git/lfs/objects, smudge turns a pointer back; process does both for all files of one "
	        "git\n"
	        "command. sarflow new sets it up, sarflow doctor sets it up in a clone. Content that is not here is\n"
	        "not fetched: git lfs pull does that.",
	.example = "git config filter.lfs.process \"sarflow filter process\"", .min_words = 1, .max_words = 2,
	.run = run,
};
