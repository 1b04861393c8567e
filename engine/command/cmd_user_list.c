/* cmd_user_list.c: sarflow user list: the accounts there are. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"

static void show(const struct env *env, const struct accounts_person *p)
{
	term_printf(env, "%s  ", p->disabled ? "-" : "+");
	term_put(env, TERM_BOLD, p->email);
	term_printf(env, "  ");
	term_put(env, TERM_PLAIN, p->name);
	term_printf(env, "\n   ");
	if (p->disabled)
		term_say(env, "may not enter; ");
	if (*p->seen)
		term_say(env, "came last on {day}, {count} {count:session|sessions} now\n", p->seen, p->sessions);
	else
		term_say(env, "added on {day}, never came\n", p->added);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	struct accounts_people all = {0};
	(void)l;
	TRY(users_open(sc, env, false, &a));
	TRY(accounts_list(sc, a, env->world.now, &all));
	for (size_t i = 0; i < all.count; i++)
		show(env, &all.at[i]);
	return NULL;
}

const struct command cmd_user_list = {
	.name = "user list", .args = "", .brief = "who may enter, and when they last came",
	.help = "By address; those who may not enter any more stand there as well.",
	.example = "sarflow -C /srv/sar user list", .alone = true, .run = run,
};
