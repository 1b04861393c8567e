/* cmd_remark_list.c: sarflow remark list: which remarks wait, and where they stand now. */
#include "base/base.h"
#include "command/command.h"
#include "command/remarks.h"
#include "desk/desk.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of_remarks(d, command_value(l, "version"), &v));
	remarks_list(env, v, command_flag(l, "all"), command_flag(l, "mine"));
	return NULL;
}

static const struct command_option options[] = {
	{ "all", 'a', NULL, "closed ones, too" },
	{ "mine", 0, NULL, "those for me or my roles" },
	{ "version", 'v', "VERSION", "where they stand in that version; else in the work tree" },
	{ 0 },
};

const struct command cmd_remark_list = {
	.name = "remark list", .args = "", .brief = "the remarks that wait, the worst first",
	.help = "Those that have lost their place come first, then by how grave they are. The line is where the\n"
	        "passage stands now.",
	.example = "sarflow remark list --mine", .options = options, .pages = true, .run = run,
};
