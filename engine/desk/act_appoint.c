/* act_appoint.c: who may act, in which roles. */
#include "base/base.h"
#include "desk/act_private.h"

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
	for (size_t i = 0; i < addresses->count; i++)
		ACT_SET(ADDRESS, addresses->at[i]);
	/* an appointment says all keys: those that nobody speaks of stay with who goes on acting */
	const struct names *held = keys->count || !known || !roles->count ? keys : &known->keys;
	for (size_t i = 0; i < held->count; i++)
		ACT_SET(KEY, held->at[i]);
	return act_finish(a);
}

const struct fault *act_appoint(struct desk *d, const char *person, const struct names *roles,
                                const struct names *addresses, const struct names *keys)
{
	return ACT_AGAIN(d, appoint_once(d, person, roles, addresses, keys));
}
