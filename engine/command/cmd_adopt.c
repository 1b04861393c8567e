/* cmd_adopt.c: sarflow adopt: take a newer template. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/act.h"
#include "desk/edit.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	const struct template *t = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(edit_template(sc, &env->world, command_word(l, 0) ? command_word(l, 0) : desk_fold(d)->template_name, &t));
	const char *state = command_value(l, "state") ? command_value(l, "state") : desk_fold(d)->state;
	const struct fault *f = act_adopt(d, t, state);
	show_shut(env, desk_shut(d));
	TRY(f);
	term_say(env, "adopted template {name}; the package stands in \"{state}\"\n", t->name, desk_fold(d)->state);
	return NULL;
}

static const struct command_option options[] = {
	{ "state", 0, "STATE", "the state of the new template in which the package then stands" },
	{ 0 },
};

const struct command cmd_adopt = {
	.name = "adopt", .args = "[TEMPLATE]", .brief = "take a newer version of the template",
	.help = "A package keeps the template it was made with. This brings in the one that is installed now, "
	        "and says\n"
	        "which of its states takes the place of the present one. Evidence is not touched.",
	.example = "sarflow adopt repair --state drafting", .options = options, .max_words = 1, .run = run,
};
