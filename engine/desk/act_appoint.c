/* act_appoint.c: who may act, in which roles. */
#include "base/base.h"
#include "desk/act_private.h"
#include "journal/fold_keys.h"
#include "store/signing.h"
#include <strings.h>

/* An address says who acts: where two had the same, what the one did would stand under the name of the other. */
static const struct fault *set_addresses(struct acting *a, const char *email, const struct names *addresses)
{
	const struct fold *f = a->desk->journal->fold;
	for (size_t i = 0; i < addresses->count; i++) {
		const struct fold_person *other = fold_person(f, addresses->at[i]);
		if (other && strcasecmp(other->email, email) != 0)
			return fault_make(FAULT_REFUSED, "{address} is an address of {person} <{own}>; each person has "
				"addresses of their own", addresses->at[i], other->name, other->email);
		ACT_SET(ADDRESS, addresses->at[i]);
	}
	return NULL;
}

/* Who signs is known by the key: it is one, and nobody else's.  As at trusting one. */
static const struct fault *judge_key(const struct acting *a, const char *email, const char *line)
{
	struct sshsig_key key;
	const struct fold_key *k = NULL;
	const char *day = event_get(a->event, EVENT_AS_OF_FIELD);
	if (!fold_keys_is_line(line) || !signing_key_read(a->sc, line, &key))
		return fault_advise(fault_make(FAULT_USAGE, "\"{key}\" is no public key; give the whole line "
			"of a file .pub, or appoint first and trust the file then", line),
			REMEDY("key trust", "", "FILE", "for", "NAME <ADDRESS>"));
	if (fold_keys_say(a->desk->journal->fold, email, key.base64, day, &k) == FOLD_KEY_OTHER)
		return fault_advise(fault_make(FAULT_REFUSED, "{key} is the key of {person}; each person has a key of "
			"their own", key.fingerprint, k->name), REMEDY("key list"));
	return NULL;
}

/* An appointment says all keys: those that nobody speaks of stay with who goes on acting. */
static const struct fault *set_keys(struct acting *a, const char *email, const struct fold_person *known, bool acts,
                                    const struct names *keys)
{
	const struct names *held = keys->count || !known || !acts ? keys : &known->keys;
	for (size_t i = 0; i < keys->count; i++)
		TRY(judge_key(a, email, keys->at[i]));
	for (size_t i = 0; i < held->count; i++)
		ACT_SET(KEY, held->at[i]);
	return NULL;
}

static const struct fault *appoint_once(struct desk *d, const char *person, const struct names *roles,
                                        const struct names *addresses, const struct names *keys)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	const char *name = NULL, *email = NULL;
	TRY(act_begin(a, sc, d, EVENT_APPOINT));
	TRY(act_choose_role(a, NULL));
	if (!event_person(sc, person, &name, &email))
		return fault_make(FAULT_USAGE, "\"{person}\" is no person; write 'NAME <ADDRESS>'", person);
	const struct fold_person *known = fold_person(d->journal->fold, email);
	if (known && strcmp(known->email, email) != 0)
		return fault_make(FAULT_REFUSED, "{address} is another address of {person} <{own}>", email,
			known->name, known->email);
	ACT_SET(APPOINTEE, person);
	for (size_t i = 0; i < roles->count; i++) {
		if (!template_role(d->template, roles->at[i]))
			return fault_make(FAULT_USAGE, "the template has no role \"{role}\"", roles->at[i]);
		ACT_SET(GRANTED, roles->at[i]);
	}
	TRY(set_addresses(a, email, addresses));
	TRY(set_keys(a, email, known, roles->count > 0, keys));
	return act_finish(a);
}

const struct fault *act_appoint(struct desk *d, const char *person, const struct names *roles,
                                const struct names *addresses, const struct names *keys)
{
	return ACT_AGAIN(d, appoint_once(d, person, roles, addresses, keys));
}
