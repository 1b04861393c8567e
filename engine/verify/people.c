/* people.c: whether an event names people so that nobody takes one for another: names, addresses, keys, vouchers. */
#include "base/base.h"
#include "journal/fold_keys.h"
#include "store/signing.h"
#include "verify/verify_private.h"
#include <strings.h>

#define GET(field) event_get(ev, EVENT_##field##_FIELD)

/* --- names: an address says who it is, and a name what people read --- */

static const struct fold_person *named(const struct fold *f, const char *name, const struct fold_person *but)
{
	for (size_t i = 0; i < f->people.count; i++)
		if (&f->people.at[i] != but && strcmp(f->people.at[i].name, name) == 0)
			return &f->people.at[i];
	return NULL;
}

/* A name of one's own, spelled otherwise, is told once. */
static void judge_name(struct verifying *v, const struct fold *f, const struct event *ev)
{
	SCOPE(turn);
	const char *name = "", *email = "", *person = GET(PERSON);
	event_person(turn, person, &name, &email);
	const struct fold_person *p = fold_person(f, email);
	if (!p || strcmp(p->name, name) == 0)
		return;
	const struct fold_person *other = named(f, name, p);
	if (other) {
		verify_tell(v, event_author, "it bears the name of {person}, whose address is {address}, and is by "
			"{email}", other->name, other->email, email);
	} else if (lookup_find(v->names, person) == LOOKUP_NONE) {
		lookup_add(v->names, scope_copy(v->sc, person), 0);
		verify_tell(v, event_doubtful, "it is by {person}, who was appointed as {name}", person, p->name);
	}
}

/* --- addresses: each is one person's --- */

static void judge_address(struct verifying *v, const struct fold *f, const char *email, const struct fold_person *of)
{
	const struct fold_person *p = fold_person(f, email);
	if (!p || p == of)
		return;
	if (p->roles.count)
		verify_tell(v, event_unfounded, "{address} is an address of {person} already", email, p->name);
	else
		verify_tell(v, event_doubtful, "{address} was an address of {person}, who has no role any more", email,
			p->name);
}

/* By its own address alone: another's list may hold it. */
static const struct fold_person *appointed(const struct fold *f, const char *email)
{
	for (size_t i = 0; i < f->people.count; i++)
		if (strcasecmp(f->people.at[i].email, email) == 0)
			return &f->people.at[i];
	return NULL;
}

/* --- keys: each is one person's --- */

static void judge_key(struct verifying *v, const struct fold *f, const char *line, const char *email)
{
	SCOPE(turn);
	struct sshsig_key key;
	const struct fold_key *other = NULL;
	if (!fold_keys_is_line(line) || !signing_key_read(turn, line, &key)) {
		verify_tell(v, event_unfounded, "it binds a key that is none: {line}", line);
		return;
	}
	for (size_t i = 0; i < f->keys.count; i++)
		if (!f->keys.at[i].ended_on && fold_keys_same(f->keys.at[i].line, key.base64)
		    && strcasecmp(f->keys.at[i].email, email) != 0)
			other = &f->keys.at[i];
	if (other)
		verify_tell(v, event_unfounded, "it binds {key}, which is the key of {person}", key.fingerprint,
			other->name);
}

static void judge_appoint(struct verifying *v, const struct fold *f, const struct event *ev)
{
	SCOPE(turn);
	const char *name = "", *email = "";
	size_t addresses = 0, keys = 0;
	event_person(turn, GET(APPOINTEE), &name, &email);
	const struct fold_person *of = appointed(f, email);
	judge_address(v, f, email, of);
	for (const char *s; (s = event_next(ev, EVENT_ADDRESS_FIELD, &addresses)) != NULL; )
		judge_address(v, f, s, of);
	for (const char *s; (s = event_next(ev, EVENT_KEY_FIELD, &keys)) != NULL; )
		judge_key(v, f, s, email);
}

/* The fold knows who vouched by the address as it was spelled then. */
static void judge_voucher(struct verifying *v, const struct fold *f, const struct event *ev)
{
	SCOPE(turn);
	const char *name = "", *email = "", *whose = "";
	struct sshsig_key key;
	event_person(turn, GET(PERSON), &name, &email);
	const struct fold_person *by = fold_person(f, email);
	event_person(turn, GET(APPOINTEE), &name, &whose);
	const struct fold_person *of = fold_person(f, whose);
	if (!by || !of || fold_keys_trusts_alone(f, GET(ROLE)) || !signing_key_read(turn, GET(KEY), &key))
		return;
	for (size_t i = 0; i < f->vouchers.count; i++)
		if (strcasecmp(f->vouchers.at[i].by, by->email) == 0
		    && strcasecmp(f->vouchers.at[i].of, of->email) == 0
		    && fold_keys_same(f->vouchers.at[i].line, key.base64)) {
			verify_tell(v, event_unfounded, "{person} has said so before, with the address spelled "
				"otherwise; another person must say it as well", by->name);
			return;
		}
}

/* --- what is said twice --- */

static void judge_twice(struct verifying *v, const struct event *ev, enum event_field field)
{
	for (size_t i = 0; i < ev->count; i++)
		for (size_t k = 0; ev->values[i].field == field && k < i; k++)
			if (ev->values[k].field == field && strcmp(ev->values[k].text, ev->values[i].text) == 0) {
				verify_tell(v, event_doubtful, "it says \"{value}\" twice", ev->values[i].text);
				return;
			}
}

void verify_people(struct verifying *v, struct desk *d, const struct event *ev)
{
	const struct fold *f = d->journal->fold;
	judge_name(v, f, ev);
	judge_twice(v, ev, EVENT_GRANTED_FIELD);
	judge_twice(v, ev, EVENT_COVERS_FIELD);
	if (ev->kind == EVENT_APPOINT)
		judge_appoint(v, f, ev);
	if (ev->kind == EVENT_TRUST)
		judge_voucher(v, f, ev);
}
