/* cmd_screen.c: sarflow screen: go or no-go, before work is spent. */
#include "base/base.h"
#include "command/command.h"
#include "command/screening.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/json.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct screening *s = NULL;
	(void)l;
	TRY(env_open_desk(sc, env, &d));
	TRY(screening_take(d, &s));
	if (env->json)
		show_json(env, json_of_screening(sc, s));
	else
		screening_show(env, s);
	return NULL;
}

const struct command cmd_screen = {
	.name = "screen", .args = "", .brief = "go or no-go: what decides before work is spent",
	.help = "Shows the template's questions on one page, with the answers of the register of the screening, "
	        "what the\n"
	        "codes mean, and what stands against going on. STOP: an error stands against it. ASK: a question is "
	        "open,\n"
	        "or a warning wants an answer first. GO: nothing stands against it.",
	.example = "sarflow -C F100-SEAL-001 screen", .pages = true, .json = true, .run = run,
};
