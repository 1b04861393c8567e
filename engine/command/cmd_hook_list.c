/* cmd_hook_list.c: sarflow hook list: the addresses there are. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"
#include "web/hooks.h"

static void show(const struct env *env, const struct hooks_one *h)
{
	SCOPE(turn);
	char *packages = scope_copy(turn, h->packages);
	for (char *c = packages; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	term_printf(env, "%s  ", h->mark);
	term_put(env, TERM_BOLD, h->url);
	term_printf(env, "\n   ");
	term_say(env, "of {address}, since {day}", h->email, h->made);
	if (*h->kinds)
		term_say(env, "; only {kinds}", h->kinds);
	if (*packages)
		term_say(env, "; only of {packages}", packages);
	term_printf(env, "\n");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	struct hooks_list all = {0};
	(void)l;
	TRY(users_open(sc, env, false, &a));
	TRY(hooks_read(sc, a, &all));
	for (size_t i = 0; i < all.count; i++)
		show(env, &all.at[i]);
	if (!all.count)
		term_say(env, "no address is told of events\n");
	return NULL;
}

const struct command cmd_hook_list = {
	.name = "hook list", .args = "", .brief = "the addresses that are told of events",
	.help = "Secrets are not shown. Each address is called by the mark before it.",
	.example = "sarflow -C /srv/sar hook list", .alone = true, .run = run,
};
