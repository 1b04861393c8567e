/* act_keys.c: keys of people, trusted and revoked; and who signs an act. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "desk/act_private.h"
#include "journal/fold_keys.h"
#include "store/mend.h"
#include "store/passkey.h"
#include "store/signing.h"
#include <strings.h>

/* --- who signs what is done --- */

/* What verify would say of it for ever is said before it is done. */
static const struct fault *refuse_key(const struct acting *a, const struct guard_signer *s)
{
	const char *day = event_get(a->event, EVENT_AS_OF_FIELD);
	const struct fold_key *k = NULL;
	switch (fold_keys_say(a->desk->journal->fold, s->email, s->key, day, &k)) {
	case FOLD_KEY_OTHER:
		return fault_advise(fault_make(FAULT_REFUSED, "it would be signed with {key}, "
		                                              "the key of {person}: each "
			"signs with their own key, so let {other} do it, or sign with the key of {other}",
			s->fingerprint, k->name, a->person.name), REMEDY("key list"));
	case FOLD_KEY_REVOKED:
		return fault_advise(fault_make(FAULT_REFUSED, "it would be signed with {key}, which was revoked on "
			"{day}; make a new key and let it be trusted", s->fingerprint, k->ended_on),
			REMEDY("key new"));
	case FOLD_KEY_ENDED:
		return fault_advise(fault_make(FAULT_REFUSED, "it would be signed with {key}, which ended on {day}; "
			"let it be trusted again, or make a new one", s->fingerprint, k->ended_on), REMEDY("key list"));
	case FOLD_KEY_EXPIRED:
		return fault_advise(fault_make(FAULT_REFUSED, "it would be signed with {key}, which counted until "
			"{day}; let it be trusted for longer, or make a new one", s->fingerprint, k->until),
			REMEDY("key list"));
	case FOLD_KEY_EARLY:
		return fault_advise(fault_make(FAULT_REFUSED, "it would be signed with {key}, which counts from {day} "
			"on", s->fingerprint, k->from), REMEDY("key list"));
	case FOLD_KEY_COUNTS: case FOLD_KEY_UNBOUND: break;
	}
	return NULL;
}

const struct fault *act_take_signer(struct acting *a)
{
	struct desk *d = a->desk;
	struct signing how;
	struct sshsig_key key;
	struct guard_signer *s = NEW(d->sc, struct guard_signer);
	TRY(store_signing(a->sc, d->store, &a->person, &how));
	enum signing_kind kind = d->passkey && sshsig_key_read(d->sc, d->passkey, &key) ? SIGNING_KEY
		: signing_who(d->sc, &how, &key);
	*s = (struct guard_signer){ .how = kind == SIGNING_KEY ? GUARD_SIGNED
		: kind == SIGNING_NONE ? GUARD_UNSIGNED : GUARD_SIGNED_OTHERWISE,
		.email = scope_copy(d->sc, a->person.email) };
	d->signer = s;
	if (kind != SIGNING_KEY)
		return NULL;
	s->key = key.base64;
	s->fingerprint = key.fingerprint;
	return refuse_key(a, s);
}

/* --- passkeys --- */

const char *act_passkey_line(struct scope *sc, const char *public_key, const char *host)
{
	return passkey_line(sc, public_key, host);
}

const char *act_passkey(struct scope *sc, const struct desk *d, const char *host)
{
	const struct fold *f = d->journal->fold;
	const struct fold_person *p = d->person.email ? fold_person(f, d->person.email) : NULL;
	char today[DATE_TEXT];
	date_print(d->today, today);
	for (size_t i = f->keys.count; p && i-- > 0; ) {
		const struct fold_key *k = &f->keys.at[i];
		bool stands = strcasecmp(k->email, p->email) == 0 && !k->ended_on;
		const char *own = stands ? passkey_host(sc, k->line) : NULL;
		struct sshsig_key key;
		if (own && strcmp(own, host) == 0 && sshsig_key_read(sc, k->line, &key)
		    && fold_keys_say(f, p->email, key.base64, today, NULL) == FOLD_KEY_COUNTS)
			return k->line;
	}
	return NULL;
}

void act_sign_by(struct desk *d, const char *line, int64_t at, const struct act_touch *touch)
{
	d->passkey = line;
	d->touch = touch;
	d->world.now = at;
}

const char *act_challenge(const struct desk *d) { return d->challenge; }

/* --- trusting and revoking --- */

/* Where somebody holds no role that may do it alone, the role in which they may do it with others. */
static const struct fault *choose_role(struct acting *a, const struct fold_person *of)
{
	const struct fold *f = a->desk->journal->fold;
	const struct fold_person *p = fold_person(f, a->person.email);
	for (size_t i = 0; p && i < p->roles.count; i++)
		if (fold_keys_trusts_alone(f, p->roles.at[i]))
			return act_choose_role(a, p->roles.at[i]);
	for (size_t i = 0; p && i < p->roles.count; i++)
		if (a->event->kind == EVENT_REVOKE ? p == of : list_has(&f->workflow->vouch.roles, p->roles.at[i])) {
			ACT_SET(ROLE, p->roles.at[i]);
			return NULL;
		}
	return act_choose_role(a, NULL);
}

static const struct fault *find_person(const struct acting *a, const char *person, const struct fold_person **out)
{
	SCOPE(turn);
	const char *name = NULL, *email = person;
	event_person(turn, person, &name, &email);
	*out = fold_person(a->desk->journal->fold, email);
	return *out ? NULL : fault_advise(fault_make(FAULT_REFUSED, "{person} is not appointed to this package",
	                                             person),
		REMEDY("appoint", "", "'NAME <ADDRESS>'", "role", "ROLE"));
}

static const struct fault *check_day(const char *day)
{
	return !day || date_parse(day, &(int){ 0 }) ? NULL
		: fault_make(FAULT_USAGE, "\"{day}\" is no day; write YYYY-MM-DD", day);
}

/* A key that says of itself when it ends counts no day longer. */
static const struct fault *take_key(const struct acting *a, const struct act_key *k, struct sshsig_key *key,
                                    const char **until)
{
	char ends[DATE_TEXT] = "";
	if (k->file)
		TRY(signing_read_file(a->sc, a->desk->store->tmp, k->file, key, ends));
	else if (!sshsig_key_read(a->sc, k->line, key))
		return fault_make(FAULT_USAGE, "this is no public key as ssh-keygen writes one, in a file .pub");
	if (*ends && (!*until || strcmp(ends, *until) < 0))
		*until = scope_copy(a->sc, ends);
	return NULL;
}

static const struct fault *trust_once(struct desk *d, const struct act_key *k, struct act_trusted *out)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct sshsig_key key;
	const struct fold_person *of = NULL;
	const char *until = k->until;
	TRY(act_begin(a, sc, d, EVENT_TRUST));
	TRY(find_person(a, k->person ? k->person : a->person.email, &of));
	TRY(choose_role(a, of));
	TRY(check_day(k->from));
	TRY(check_day(k->until));
	TRY(take_key(a, k, &key, &until));
	ACT_SET(APPOINTEE, scope_printf(sc, "%s <%s>", of->name, of->email));
	ACT_SET(KEY, signing_key_line(sc, &key));
	ACT_SET(VALID_FROM, k->from);
	ACT_SET(UNTIL, until);
	TRY(act_add_papers(a, &(struct act_options){ .note = k->note }));
	TRY(act_finish(a));
	*out = (struct act_trusted){ scope_copy(d->sc, key.fingerprint), scope_copy(d->sc, of->name),
		fold_keys_lacking(d->journal->fold, a->event), strcasecmp(of->email, a->person.email) == 0 };
	return NULL;
}

const struct fault *act_trust(struct desk *d, const struct act_key *k, struct act_trusted *out)
{
	return ACT_AGAIN(d, trust_once(d, k, out));
}

/* A key that counts, by its fingerprint (the first letters are enough), its line, or its person where that has one. */
static bool is_meant(struct scope *sc, const struct fold_key *k, const char *words)
{
	struct sshsig_key key, given;
	size_t n = strlen(words);
	const char *name, *email = words;
	event_person(sc, words, &name, &email);
	if (k->ended_on || !signing_key_read(sc, k->line, &key))
		return false;
	if (signing_key_read(sc, words, &given))
		return strcmp(given.base64, key.base64) == 0;
	const char *name_of = key.fingerprint, *rest = strncmp(name_of, "SHA256:", 7) == 0 ? name_of + 7 : name_of;
	return strcasecmp(email, k->email) == 0
	       || (n >= 8 && (strncmp(name_of, words, n) == 0 || strncmp(rest, words, n) == 0));
}

static const struct fault *find_key(struct scope *sc, const struct fold *f, const char *words,
                                    const struct fold_key **out)
{
	size_t count = 0;
	for (size_t i = 0; i < f->keys.count; i++)
		if (is_meant(sc, &f->keys.at[i], words)) {
			*out = &f->keys.at[i];
			count++;
		}
	return count == 1 ? NULL : fault_advise(count ? fault_make(FAULT_USAGE, "\"{words}\" means {count} keys; name "
		"one by its fingerprint", words, count) : fault_make(FAULT_NOT_FOUND,
		                                                     "no key that counts here is called "
		"\"{words}\"", words), REMEDY("key list"));
}

static const struct fault *revoke_once(struct desk *d, const char *words, const char *from, const char *note,
                                       const char **whose)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	const struct fold_key *k = NULL;
	TRY(act_begin(a, sc, d, EVENT_REVOKE));
	TRY(find_key(sc, d->journal->fold, words, &k));
	TRY(choose_role(a, fold_person(d->journal->fold, k->email)));
	TRY(check_day(from));
	*whose = scope_copy(d->sc, k->name);
	ACT_SET(APPOINTEE, scope_printf(sc, "%s <%s>", k->name, k->email));
	ACT_SET(KEY, k->line);
	ACT_SET(OCCURRED, from ? from : event_get(a->event, EVENT_AS_OF_FIELD));
	TRY(act_add_papers(a, &(struct act_options){ .note = note }));
	return act_finish(a);
}

const struct fault *act_revoke(struct desk *d, const char *words, const char *from, const char *note,
                               const char **whose)
{
	return ACT_AGAIN(d, revoke_once(d, words, from, note, whose));
}

/* --- this copy's settings --- */

const struct fault *act_sign_with(struct desk *d, const char *key) { return store_sign_with(d->store, key); }

const struct fault *act_sign_everywhere(const char *settings, const char *key)
{
	return store_sign_everywhere(settings, key);
}

static struct act_signer describe(struct desk *d, const char *email, const struct sshsig_key *key)
{
	char today[DATE_TEXT];
	date_print(d->today, today);
	const char *line = signing_is_ssh(key) ? signing_key_line(d->sc, key) : NULL;
	return (struct act_signer){ key->fingerprint, line,
		fold_keys_say(d->journal->fold, email, key->base64, today, NULL) == FOLD_KEY_COUNTS };
}

const struct fault *act_signs_with(struct desk *d, struct act_signer *out)
{
	struct store_person person;
	struct signing how;
	struct sshsig_key key;
	*out = (struct act_signer){ 0 };
	TRY(desk_person(d, &person));
	TRY(store_signing(d->sc, d->store, &person, &how));
	if (signing_who(d->sc, &how, &key) == SIGNING_KEY)
		*out = describe(d, person.email, &key);
	return NULL;
}

const struct fault *act_key_in(struct desk *d, const char *public, struct act_signer *out)
{
	struct store_person person;
	struct sshsig_key key;
	TRY(desk_person(d, &person));
	if (!signing_read_public(d->sc, public, &key))
		return fault_make(FAULT_NOT_FOUND, "there is no public key {file}", public);
	*out = describe(d, person.email, &key);
	return NULL;
}

const struct fault *act_make_key(struct scope *sc, const char *file, const char *comment, bool asks)
{
	return signing_new_key(sc, file, comment, asks);
}

/* --- what is handed over --- */

static const struct fault *how_signed(struct desk *d, struct signing *how)
{
	struct store_person person;
	TRY(desk_person(d, &person));
	return store_signing(d->sc, d->store, &person, how);
}

const struct fault *act_sign_bytes(struct desk *d, struct scope *sc, const char *space, const char *bytes, size_t len,
                                   const char **armour)
{
	struct signing how;
	TRY(how_signed(d, &how));
	return signing_make(sc, &how, d->store->tmp, space, bytes, len, armour);
}

/* The bare signature where the key is used here; where a program alone can use it (an agent, a card), the armour that
 * the program makes. */
static const struct fault *sign_envelope(struct desk *d, struct scope *sc, const struct signing *how, const char *space,
                                         const struct buf *bytes, const char **sig)
{
	unsigned char made[64];
	const char *armour = NULL;
	if (signing_raw(sc, how, bytes->at, bytes->len, made)) {
		*sig = sshsig_base64(sc, made, sizeof made);
		return NULL;
	}
	TRY(signing_make(sc, how, d->store->tmp, space, bytes->at, bytes->len, &armour));
	*sig = sshsig_base64(sc, armour, strlen(armour));
	return NULL;
}

/* DSSE v1: what is signed says its type and both lengths. */
const struct fault *act_envelop(struct desk *d, struct scope *sc, const char *space, const char *type,
                                const char *payload, const char **json)
{
	struct signing how;
	struct sshsig_key key;
	const char *sig = NULL;
	struct buf *signed_bytes = buf_new(sc), *out = buf_new(sc);
	*json = NULL;
	TRY(how_signed(d, &how));
	buf_printf(signed_bytes, "DSSEv1 %zu %s %zu %s", strlen(type), type, strlen(payload), payload);
	if (signing_who(sc, &how, &key) != SIGNING_KEY)
		return NULL;
	TRY(sign_envelope(d, sc, &how, space, signed_bytes, &sig));
	struct json *root = json_make_object(sc);
	json_put_text(root, "payloadType", type);
	json_put_text(root, "payload", sshsig_base64(sc, payload, strlen(payload)));
	struct json *one = json_add_object(json_put_array(root, "signatures"));
	json_put_text(one, "keyid", key.fingerprint);
	json_put_text(one, "sig", sig);
	json_write(root, out);
	*json = out->at;
	return NULL;
}
