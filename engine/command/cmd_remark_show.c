/* cmd_remark_show.c: sarflow remark show: one remark and all that was said about it. */
#include "base/base.h"
#include "command/command.h"
#include "command/remarks.h"
#include "command/said.h"
#include "command/show.h"
#include "render/json.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	int number;
	TRY(said_number(l, &number));
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of_remark(d, command_value(l, "version"), number, &v));
	if (env->json)
		show_json(env, json_of_remark(sc, &v->remarks.at[0]));
	else
		remarks_show(env, &v->remarks.at[0]);
	return NULL;
}

static const struct command_option options[] = {
	{ "version", 'v', "VERSION", "where it stands in that version; else in the work tree" },
	{ 0 },
};

const struct command cmd_remark_show = {
	.name = "remark show", .args = "N", .brief = "one remark and all that was said about it",
	.help = "The place, who said it and when, the words, then each answer, closing and opening again.",
	.example = "sarflow remark show 3", .options = options, .min_words = 1, .max_words = 1, .pages = true,
	.json = true,
	.run = run,
};
