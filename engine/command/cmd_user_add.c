/* cmd_user_add.c: sarflow user add: an account for a person. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	const char *name = NULL, *email = NULL, *password = NULL;
	TRY(users_person(sc, command_word(l, 0), false, &name, &email));
	TRY(users_ask_password(sc, env, &password));
	TRY(users_open(sc, env, true, &a));
	TRY(accounts_add(a, name, email, password, env->world.now));
	term_say(env, "{person} <{address}> may enter now\n", name, email);
	return NULL;
}

const struct command cmd_user_add = {
	.name = "user add", .args = "PERSON", .brief = "let a person enter",
	.help = "The password is asked for, or is the first line of the input: 12 letters or more. It is kept as\n"
	        "Argon2id makes it, in .sarflow/accounts.db of the folder that holds the packages.",
	.example = "sarflow -C /srv/sar user add 'Sachiko Endo <sachiko.endo@minato-turbine.example>'",
	.min_words = 1, .max_words = 1, .alone = true, .run = run,
};
