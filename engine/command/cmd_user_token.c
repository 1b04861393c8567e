/* cmd_user_token.c: sarflow user token: words by which a program asks the API in a person's name. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"
#include "web/tokens.h"

enum { DAYS = 90 };

static const struct fault *make(struct scope *sc, const struct env *env, struct command_line *l, struct accounts *a,
                                const char *email)
{
	const char *text = NULL;
	int days = 0;
	TRY(command_number(l, "days", &days));
	TRY(tokens_add(sc, a, email, command_value(l, "new"), command_flag(l, "act"), days ? days : DAYS,
	               env->world.now, &text));
	if (env->out_terminal)
		term_say(env, "The token of {address}; it is not shown again: ", email);
	term_printf(env, "%s\n", text);
	return NULL;
}

static void show(const struct env *env, const struct tokens_one *t)
{
	term_printf(env, "%s  ", t->mark);
	term_put(env, TERM_BOLD, t->name);
	term_printf(env, "\n   ");
	if (t->over)
		term_say(env, "over since {day}; ", t->ends);
	else if (t->acts)
		term_say(env, "may act until {day}; ", t->ends);
	else
		term_say(env, "may read until {day}; ", t->ends);
	if (*t->seen)
		term_say(env, "made {day}, came last on {seen}\n", t->made, t->seen);
	else
		term_say(env, "made {day}, never came\n", t->made);
}

static const struct fault *list(struct scope *sc, const struct env *env, struct accounts *a, const char *email)
{
	struct tokens_list all = {0};
	TRY(tokens_list(sc, a, email, env->world.now, &all));
	for (size_t i = 0; i < all.count; i++)
		show(env, &all.at[i]);
	if (!all.count)
		term_say(env, "{address} has no token\n", email);
	return NULL;
}

static const struct fault *check(const struct command_line *l)
{
	static const char *const of_new[] = { "act", "days", NULL };
	const char *other = command_first(l, of_new);
	if (command_value(l, "new") && command_value(l, "revoke"))
		return fault_make(FAULT_USAGE, "{option} does not go with {other}", "--new", "--revoke");
	if (other && !command_value(l, "new"))
		return fault_make(FAULT_USAGE, "--{option} goes with {other}", other, "--new");
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	const char *name = NULL, *email = NULL, *mark = command_value(l, "revoke");
	TRY(check(l));
	TRY(users_person(sc, command_word(l, 0), true, &name, &email));
	TRY(users_open(sc, env, false, &a));
	if (command_value(l, "new"))
		return make(sc, env, l, a, email);
	if (!mark)
		return list(sc, env, a, email);
	TRY(tokens_revoke(a, email, mark));
	term_say(env, "the token {mark} of {address} lets nobody in any more\n", mark, email);
	return NULL;
}

static const struct command_option options[] = {
	{ "new", 0, "NAME", "make one, which is called so" },
	{ "act", 0, NULL, "with --new: it may act as the person may, and not only read" },
	{ "days", 0, "N", "with --new: it is good for so many days, 366 at most; else 90" },
	{ "revoke", 0, "MARK", "end the one that stands behind this mark" },
	{ 0 },
};

const struct command cmd_user_token = {
	.name = "user token", .args = "ADDRESS", .brief = "by which programs ask in a person's name",
	.help = "Lists the person's tokens, or makes or ends one. A program sends it to /api/v1 as \"Authorization: "
	        "Bearer\n"
	        "TOKEN\" and can then see and do what the person can, in no page. It is shown once and kept as a "
	        "digest. A\n"
	        "new password, or disabling the account, ends all of a person's. Nothing is signed with a person's "
	        "key by it.",
	.example = "sarflow -C /srv/sar user token sachiko.endo@minato-turbine.example --new 'PLM bridge' --act --days "
	           "30\nsarflow -C /srv/sar user token sachiko.endo@minato-turbine.example --revoke 3f2a9c01d4e5",
	.options = options, .min_words = 1, .max_words = 1, .alone = true, .run = run,
};
