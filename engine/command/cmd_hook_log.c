/* cmd_hook_log.c: sarflow hook log: what an address was told, and what it answered. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"
#include "web/hooks.h"

static void show(const struct env *env, const struct hooks_message *m)
{
	term_printf(env, "%6s  %s  ", m->id, m->at);
	term_put(env, TERM_PLAIN, m->package);
	term_printf(env, "  %s  %.12s  ", m->kind, m->event);
	if (m->state == HOOKS_SENT)
		term_say(env, "sent, {count} {count:try|tries}: {answer}\n", m->tries, m->answer);
	else if (m->state == HOOKS_GIVEN_UP)
		term_say(env, "given up after {count} {count:try|tries}: {answer}\n", m->tries, m->answer);
	else if (m->tries)
		term_say(env, "waits, {count} {count:try|tries} so far: {answer}\n", m->tries, m->answer);
	else
		term_say(env, "waits\n");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	struct hooks_messages all = {0};
	TRY(users_open(sc, env, false, &a));
	TRY(hooks_messages(sc, a, command_word(l, 0), &all));
	for (size_t i = 0; i < all.count; i++)
		show(env, &all.at[i]);
	if (!all.count)
		term_say(env, "nothing was to be told yet\n");
	return NULL;
}

const struct command cmd_hook_log = {
	.name = "hook log", .args = "MARK", .brief = "what an address was told, and what it answered",
	.help = "The newest first: 200 that were sent or given up, and all that wait.", .pages = true,
	.example = "sarflow -C /srv/sar hook log 3f2a9c01d4e5", .min_words = 1, .max_words = 1, .alone = true,
	.run = run,
};
