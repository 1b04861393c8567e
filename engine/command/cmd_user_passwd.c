/* cmd_user_passwd.c: sarflow user passwd: a new password for a person. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	const char *name = NULL, *email = NULL, *password = NULL;
	TRY(users_person(sc, command_word(l, 0), true, &name, &email));
	TRY(users_open(sc, env, false, &a));
	TRY(users_ask_password(sc, env, &password));
	TRY(accounts_set_password(a, email, password));
	term_say(env, "{address} has a new password, and is out wherever they were in\n", email);
	return NULL;
}

const struct command cmd_user_passwd = {
	.name = "user passwd", .args = "ADDRESS", .brief = "a new password for a person",
	.help = "Asked for as `user add` does. Every session of the person ends.",
	.example = "sarflow -C /srv/sar user passwd sachiko.endo@minato-turbine.example",
	.min_words = 1, .max_words = 1, .alone = true, .run = run,
};
