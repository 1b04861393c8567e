/* cmd_hook_add.c: sarflow hook add: an address that is told from now on. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"
#include "web/hooks.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	struct hooks_one made;
	const char *name = NULL, *email = NULL;
	const struct names kinds = command_values(sc, l, "event"), packages = command_values(sc, l, "package");
	TRY(users_person(sc, command_word(l, 0), true, &name, &email));
	TRY(users_open(sc, env, false, &a));
	const struct hooks_wish wish = { email, command_word(l, 1), &kinds, &packages };
	TRY(hooks_add(sc, a, &env->world, &wish, &made));
	if (env->out_terminal)
		term_say(env, "It is told from now on. Its mark, and its secret, which is not shown again:\n");
	term_printf(env, "%s %s\n", made.mark, made.secret);
	return NULL;
}

static const struct command_option options[] = {
	{ "event", 0, "KIND", "only events of this kind, as sarflow log --json names it", true },
	{ "package", 0, "ID", "only of this package", true },
	{ 0 },
};

const struct command cmd_hook_add = {
	.name = "hook add", .args = "ADDRESS URL", .brief = "tell an address of the web of events from now on",
	.help = "ADDRESS is of a person with an account. Each event is sent to URL by POST, as a small JSON object. "
	        "Its head\n"
	        "Sarflow-Signature is t=SECONDS,v1=HEX: HMAC-SHA256 by the secret over SECONDS, a dot and the body. "
	        "Whoever\n"
	        "gets it compares that, refuses what is older than some minutes, and answers 200 within ten seconds. "
	        "Else it\n"
	        "is tried again, after 5 seconds and then longer and longer up to an hour, ten times in all; after "
	        "that it is\n"
	        "given up. The same may come twice: Sarflow-Delivery then is the same. No redirect is followed.",
	.example = "sarflow -C /srv/sar hook add sachiko.endo@minato-turbine.example \\\n"
	           "    https://plm.minato-turbine.example/sar --event transition --event seal --package F110-NOZ-001",
	.options = options, .min_words = 2, .max_words = 2, .alone = true, .run = run,
};
