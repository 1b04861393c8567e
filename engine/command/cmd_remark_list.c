/* cmd_remark_list.c: sarflow remark list: which remarks wait, and where they stand now. */
#include "base/base.h"
#include "command/command.h"
#include "command/remarks.h"
#include "command/show.h"
#include "command/term.h"
#include "desk/desk.h"
#include "render/json.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of_remarks(d, command_value(l, "version"), &v));
	bool all = command_flag(l, "all");
	size_t closed = view_keep_remarks(v, all, command_flag(l, "mine"), env->person.email);
	if (env->json)
		show_json(env, json_of_remarks(sc, v));
	else if (v->remarks.count)
		remarks_show_list(env, v);
	else if (closed && !all)
		term_say(env, "no remark waits; closed ones: {command}\n",
		         remedy_line(sc, REMEDY("remark list", "all", "")));
	else
		term_say(env, "no remark waits\n");
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
	.example = "sarflow remark list --mine", .options = options, .pages = true, .json = true, .run = run,
};
