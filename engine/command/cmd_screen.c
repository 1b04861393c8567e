/* cmd_screen.c: sarflow screen: go or no-go, before work is spent. */
#include "base/base.h"
#include "command/command.h"
#include "command/screening.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	(void)l;
	TRY(env_open_desk(sc, env, &d));
	if (desk_template(d)->screening.questions.count == 0)
		return fault_make(FAULT_REFUSED, "the template %s asks nothing before work begins",
		                  desk_template(d)->name);
	return screening_show(sc, env, d);
}

const struct command cmd_screen = {
	.name = "screen", .args = "", .brief = "go or no-go: what decides before work is spent",
	.help = "Shows the template's questions on one page, with the answers of the register of the screening, what the\n"
	        "codes mean, and what stands against going on. STOP: an error stands against it. ASK: a question is open,\n"
	        "or a warning wants an answer first. GO: nothing stands against it.",
	.example = "sarflow -C F100-SEAL-001 screen", .pages = true, .run = run,
};
