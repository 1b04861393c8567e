/* cmd_user_sessions.c: sarflow user sessions: where a person is signed in, and an end to one of these. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	struct accounts_sessions all = {0};
	const char *name = NULL, *email = NULL, *mark = command_value(l, "end");
	TRY(users_person(sc, command_word(l, 0), true, &name, &email));
	TRY(users_open(sc, env, false, &a));
	if (mark) {
		TRY(accounts_end_session(a, email, mark));
		term_say(env, "the session {mark} of {address} has ended\n", mark, email);
		return NULL;
	}
	TRY(accounts_sessions(sc, a, email, NULL, env->world.now, &all));
	for (size_t i = 0; i < all.count; i++)
		term_say(env, "{mark}  signed in {begun}, seen last {seen} (UTC)\n", all.at[i].mark, all.at[i].begun,
		         all.at[i].seen);
	if (!all.count)
		term_say(env, "{address} is signed in nowhere\n", email);
	return NULL;
}

static const struct command_option options[] = {
	{ "end", 0, "MARK", "end the session that stands behind this mark, and no other" },
	{ 0 },
};

const struct command cmd_user_sessions = {
	.name = "user sessions", .args = "ADDRESS", .brief = "where a person is signed in",
	.help = "One line a browser. A person ends their own at the page /sessions; a new password ends all of them.",
	.example = "sarflow -C /srv/sar user sessions sachiko.endo@minato-turbine.example\n"
	           "sarflow -C /srv/sar user sessions sachiko.endo@minato-turbine.example --end 3f2a9c01d4e5",
	.options = options,
	.min_words = 1, .max_words = 1, .alone = true, .run = run,
};
