/* signed.c: the act is signed with a key that counts for who does it. */
#include "base/base.h"
#include "base/date.h"
#include "guard/guard.h"
#include "journal/fold_keys.h"

static const struct phrase *tell_unsigned(const struct guard_case *c)
{
	return phrase_keep(c->sc, c->signer->how == GUARD_SIGNED_OTHERWISE
		? PHRASE("it is signed with a key that cannot be told, and only one that is bound counts here")
		: PHRASE("it is not signed, and here it must be"));
}

static const struct phrase *tell_key(const struct guard_case *c, enum fold_key_state state, const struct fold_key *k)
{
	const char *key = c->signer->fingerprint;
	switch (state) {
	case FOLD_KEY_OTHER:
		return phrase_new(c->sc, "{key} is the key of {person}", key, k->name);
	case FOLD_KEY_REVOKED:
		return phrase_new(c->sc, "{key} was revoked on {day}", key, k->ended_on);
	case FOLD_KEY_ENDED:
		return phrase_new(c->sc, "{key} ended on {day}", key, k->ended_on);
	case FOLD_KEY_EARLY:
		return phrase_new(c->sc, "{key} counts from {day} on", key, k->from);
	case FOLD_KEY_EXPIRED:
		return phrase_new(c->sc, "{key} counted until {day}", key, k->until);
	case FOLD_KEY_COUNTS: case FOLD_KEY_UNBOUND: break;
	}
	return phrase_new(c->sc, "{key} is bound to nobody here: somebody who may must trust it first", key);
}

static const struct remedy *remedy(const struct guard_case *c)
{
	return remedy_keep(c->sc, c->signer->how == GUARD_SIGNED ? REMEDY("key list") : REMEDY("key new"));
}

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	char today[DATE_TEXT];
	const struct fold_key *k = NULL;
	const struct guard_signer *s = c->signer;
	const struct fold_person *p = s ? fold_person(c->fold, s->email) : NULL;
	if (!s || s->how == GUARD_SIGNED_UNJUDGED || (guard_flag(g, "once_bound") && (!p || !p->keys.count)))
		return NULL;
	date_print(c->as_of, today);
	enum fold_key_state state = s->how == GUARD_SIGNED ? fold_keys_say(c->fold, s->email, s->key, today, &k)
		: FOLD_KEY_UNBOUND;
	if (state != FOLD_KEY_COUNTS)
		guard_shut(c, out, (struct place){ .file = "" }, s->how == GUARD_SIGNED ? tell_key(c, state, k)
			: tell_unsigned(c))->remedy = remedy(c);
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return phrase_new(c->sc, "looked at when it is done");
}

const struct guard guard_signed = {
	.form = { "signed", { { "once_bound", GUARD_FLAG, false } }, .plain = true },
	.stage = GUARD_ACT,
	.says = "the act is signed with a key that counts for who does it (once_bound: of those who have a key)",
	.alone = true, .judge = judge, .tells = tells,
};
