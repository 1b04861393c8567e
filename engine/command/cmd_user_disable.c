/* cmd_user_disable.c: sarflow user disable: an account that lets nobody in. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	const char *name = NULL, *email = NULL;
	bool again = command_flag(l, "again");
	TRY(users_person(sc, command_word(l, 0), true, &name, &email));
	TRY(users_open(sc, env, false, &a));
	TRY(accounts_disable(a, email, !again));
	if (again)
		term_say(env, "{address} may enter again\n", email);
	else
		term_say(env, "{address} may not enter any more, and is out wherever they were in\n", email);
	return NULL;
}

static const struct command_option options[] = {
	{ "again", 0, NULL, "let the person in again, with the password they had" },
	{ 0 },
};

const struct command cmd_user_disable = {
	.name = "user disable", .args = "ADDRESS", .brief = "let a person enter no more",
	.help = "Every session of the person ends at once. Roles in packages stay as they are.",
	.example = "sarflow -C /srv/sar user disable sachiko.endo@minato-turbine.example", .options = options,
	.min_words = 1, .max_words = 1, .alone = true, .run = run,
};
