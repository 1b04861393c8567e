/* cmd_remark_send.c: sarflow remark send: all drafts as one review. */
#include "base/base.h"
#include "command/command.h"
#include "command/said.h"
#include "command/term.h"
#include "desk/drafts.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct drafts *drafts = NULL;
	size_t count = 0;
	TRY(env_open_desk(sc, env, &d));
	TRY(drafts_open(sc, d, NULL, &drafts));
	TRY(drafts_send(drafts, command_value(l, "role"), &count));
	int last = (int)desk_fold(d)->remarks.count;
	for (int i = 0; i < (int)count; i++)
		term_say(env, "remark {number}\n", last - (int)count + 1 + i);
	if (!count)
		term_say(env, "no draft waits; write one: {command}\n",
		         remedy_line(sc, REMEDY("remark add", "draft", "", "text", "TEXT")));
	return NULL;
}

static const struct command_option options[] = { SAID_ROLE, { 0 } };

const struct command cmd_remark_send = {
	.name = "remark send", .args = "", .brief = "send all your drafts together, as one review",
	.help = "Each becomes a remark on the newest saved version. Where one cannot be recorded, none is, and the "
	        "reason\n"
	        "names it. Sent twice, nothing is recorded twice.",
	.example = "sarflow remark send", .options = options, .run = run,
};
