/* cmd_key_list.c: sarflow key list: whose keys count here. */
#include "base/base.h"
#include "command/command.h"
#include "command/show.h"
#include "command/term.h"
#include "desk/act.h"
#include "render/json.h"
#include "view/keys.h"

static void show_row(const struct env *env, const struct keys_row *r)
{
	SCOPE(turn);
	term_pad(env, r->state == KEYS_COUNTS ? TERM_BOLD : TERM_DIM, r->person, 22);
	term_printf(env, " %s\n%22s ", r->fingerprint, "");
	term_say_phrase(env, keys_say(turn, r));
	term_say(env, " (event {event.12})\n", r->event);
}

static void show_vouched(const struct env *env, const struct keys_vouched *v)
{
	SCOPE(turn);
	term_pad(env, TERM_DIM, v->person, 22);
	term_printf(env, " %s\n%22s ", v->fingerprint, "");
	term_say(env, "trusted by {people}; counts when {count} have said so\n", list_join(turn, &v->by, ", "),
	         v->count);
}

/* Whether what this person does here will count. */
static const struct fault *show_own(struct scope *sc, const struct env *env, struct desk *d)
{
	struct act_signer s;
	if (!env->person.email)
		return NULL;
	TRY(act_signs_with(d, &s));
	if (s.fingerprint && s.counts)
		term_say(env, "you sign with {key}, which counts for you\n", s.fingerprint);
	else if (s.fingerprint)
		term_say(env, "you sign with {key}, which does not count for you yet: who may appoint trusts it\n  "
		              "{command}\n",
			s.fingerprint, remedy_line(sc, REMEDY("key trust", "", s.line ? s.line : "FILE", "for",
			scope_printf(sc, "%s <%s>", env->person.name, env->person.email))));
	else
		term_say(env, "you do not sign what you do here\n  {command}\n", remedy_line(sc, REMEDY("key new")));
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	(void)l;
	TRY(env_open_desk(sc, env, &d));
	const struct keys_list *list = keys_of(sc, d);
	if (env->json) {
		show_json(env, json_of_keys(sc, list));
		return NULL;
	}
	if (!list->rows.count)
		term_say(env, "no key counts in this package yet\n");
	for (size_t i = 0; i < list->rows.count; i++)
		show_row(env, &list->rows.at[i]);
	for (size_t i = 0; i < list->vouched.count; i++)
		show_vouched(env, &list->vouched.at[i]);
	return show_own(sc, env, d);
}

const struct command cmd_key_list = {
	.name = "key list", .args = "", .brief = "whose keys count, since when, and which have ended",
	.help = "Compare a key with its owner by another way, such as the telephone: the letters behind SHA256 are its "
	        "name,\n"
	        "of a certificate and of OpenPGP the fingerprint that openssl and gpg show.",
	.example = "sarflow key list", .pages = true, .json = true, .run = run,
};
