/* signatures.c: whether a signature is of the bytes it stands in, and whose its key was at that place. */
#include "base/base.h"
#include "journal/fold_keys.h"
#include "store/signing.h"
#include "verify/verify_private.h"

/* --- the signature alone --- */

/* As it was before git put it into a header: no blank before each further line. */
static const char *unfold(struct scope *sc, const struct verify_text *t, size_t *len)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < t->len; i++)
		if (i == 0 || t->at[i] != ' ' || t->at[i - 1] != '\n')
			buf_char(b, t->at[i]);
	*len = b->len;
	return b->at;
}

/* What was signed: the commit without this header. */
static struct buf *payload(struct scope *sc, const char *bytes, size_t len, const struct verify_header *h)
{
	struct buf *b = buf_new(sc);
	buf_put(b, bytes, h->signature_from);
	buf_put(b, bytes + h->signature_to, len - h->signature_to);
	return b;
}

static size_t keep_key(struct verifying *v, const struct sshsig_key *k)
{
	size_t at = lookup_find(v->key_places, k->base64);
	if (at != LOOKUP_NONE)
		return at;
	struct verify_key *out = LIST_ADD(v->sc, &v->keys);
	*out = (struct verify_key){ .key = { scope_copy(v->sc, k->type), scope_copy(v->sc, k->base64),
		scope_copy(v->sc, k->fingerprint), NULL } };
	lookup_add(v->key_places, out->key.base64, v->keys.count - 1);
	return v->keys.count - 1;
}

static struct verify_signature judge(struct scope *sc, struct verifying *v, const struct store_object *o,
                                     const struct verify_header *h, const char *armour, size_t len,
                                     const struct phrase **why)
{
	static const enum verify_signed judged[] = { [SIGNING_GOOD] = VERIFY_SIGNED,
		[SIGNING_BAD] = VERIFY_SIGNED_WRONG, [SIGNING_UNKNOWN] = VERIFY_SIGNED_OTHERWISE,
		[SIGNING_STRANGER] = VERIFY_SIGNED_STRANGE };
	const struct signing_judge how = { v->store->tmp, "git", &v->held };
	struct sshsig_key key;
	const struct buf *bytes = payload(sc, o->bytes, o->len, h);
	enum verify_signed state = judged[signing_judge(sc, &how, armour, len, bytes->at, bytes->len, &key, why)];
	if (state == VERIFY_SIGNED_OTHERWISE && !v->otherwise.why)
		v->otherwise.why = phrase_keep(v->sc, *why);
	return (struct verify_signature){ state, state == VERIFY_SIGNED ? (uint32_t)keep_key(v, &key) : 0 };
}

struct verify_signature verify_signature_read(struct scope *sc, struct verifying *v, const struct store_object *o,
                                              const struct verify_header *h, const struct phrase **why)
{
	size_t len;
	if (!h->is_signed || !h->signature_ends)        /* what does not end is told with its header */
		return (struct verify_signature){ h->is_signed ? VERIFY_SIGNED_STRANGE : VERIFY_UNSIGNED, 0 };
	const char *armour = unfold(sc, &h->signature, &len);
	if (signing_needs_known(armour))
		return (struct verify_signature){ VERIFY_SIGNED_LATER, 0 };
	return judge(sc, v, o, h, armour, len, why);
}

/* It is read once more: of many, little is kept. */
struct verify_signature verify_signature_later(struct scope *sc, struct verifying *v, const struct store_id *commit,
                                               const struct phrase **why)
{
	struct store_object o;
	struct verify_header h;
	size_t len;
	/* it was read before; what has become of it since is not for this to tell */
	if (MISSED(store_object(sc, v->store, commit, &o)) || verify_header_read(sc, o.bytes, o.len, &h)
	    || !h.signature_ends) {
		v->otherwise.why = phrase_new(v->sc, "it cannot be read any more");
		return (struct verify_signature){ VERIFY_SIGNED_OTHERWISE, 0 };
	}
	const char *armour = unfold(sc, &h.signature, &len);
	return judge(sc, v, &o, &h, armour, len, why);
}

/* Whether an event that holds one may stand is judged later: here it is only what a signature is held against. */
void verify_keys_held(struct verifying *v, const char *message)
{
	static const char trailer[] = "\nSar-Key: ";
	for (const char *at = message; (at = strstr(at, trailer)) != NULL; ) {
		SCOPE(turn);
		struct sshsig_key key;
		at += sizeof trailer - 1;
		const char *line = scope_copy_bytes(turn, at, strcspn(at, "\n"));
		if (lookup_find(v->held_places, line) != LOOKUP_NONE || !signing_key_read(turn, line, &key)
		    || signing_is_ssh(&key))
			continue;
		*LIST_ADD(v->sc, &v->held) = scope_copy(v->sc, line);
		lookup_add(v->held_places, v->held.at[v->held.count - 1], v->held.count - 1);
	}
}

/* --- whose key --- */

static struct verify_signer *signer(struct verifying *v, size_t key, const struct fold_key *bound)
{
	struct verify *out = v->out;
	const char *fingerprint = v->keys.at[key].key.fingerprint;
	for (size_t i = 0; i < out->signers.count; i++)
		if (strcmp(out->signers.at[i].fingerprint, fingerprint) == 0
		    && strcmp(out->signers.at[i].email, bound->email) == 0)
			return &out->signers.at[i];
	struct verify_signer *s = LIST_ADD(v->sc, &out->signers);
	*s = (struct verify_signer){ scope_copy(v->sc, bound->name), scope_copy(v->sc, bound->email), fingerprint,
		v->keys.at[key].key.type, v->keys.at[key].key.base64, 0, 0, "", "" };
	return s;
}

/* --- events --- */

static void count_unjudged(struct verify_unjudged *u, size_t number)
{
	if (!u->count++ || !u->first)
		u->first = number;
}

static void count_well(struct verifying *v, size_t key, const struct fold_key *bound, const char *day)
{
	v->out->signed_well++;
	struct verify_signer *s = signer(v, key, bound);
	s->events++;
	if (!*s->first)
		snprintf(s->first, sizeof s->first, "%s", day);
	snprintf(s->last, sizeof s->last, "%s", day);
	v->keys.at[key].last = v->number;
	snprintf(v->keys.at[key].last_day, sizeof v->keys.at[key].last_day, "%s", day);
}

static void judge_key(struct verifying *v, const struct fold *f, const char *email, const char *day, size_t key)
{
	struct verify_key *k = &v->keys.at[key];
	const char *name = k->key.fingerprint;
	const struct fold_key *bound = NULL;
	switch (fold_keys_say(f, email, k->key.base64, day, &bound)) {
	case FOLD_KEY_COUNTS:
		count_well(v, key, bound, day);
		return;
	case FOLD_KEY_OTHER:
		verify_tell(v, signature_other, "it is signed with {key}, the key of {person} <{address}>", name,
			bound->name, bound->email);
		return;
	case FOLD_KEY_ENDED:
		verify_tell(v, signature_ended, "it is signed with {key}, which was not {person}'s key any more", name,
			bound->name);
		return;
	case FOLD_KEY_REVOKED:
		verify_tell(v, signature_ended, "it is signed with {key}, which was revoked on {day}", name,
			bound->ended_on);
		return;
	case FOLD_KEY_EXPIRED:
		verify_tell(v, signature_ended, "it is signed with {key}, which counted until {day}", name,
			bound->until);
		return;
	case FOLD_KEY_EARLY:
		verify_tell(v, signature_ended, "it is signed with {key}, which counts from {day} on", name,
			bound->from);
		return;
	case FOLD_KEY_UNBOUND:
		k->first = k->unbound++ ? k->first : v->number;
		k->mixed = k->mixed || (k->email && strcmp(k->email, email) != 0);
		k->email = scope_copy(v->sc, email);
	}
}

void verify_signed_event(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	const char *name = NULL, *email = NULL;
	const struct fold *f = d->journal->fold;
	const struct verify_signature *s = &verify_seen_of(v, ev)->signature;
	event_person(turn, event_get(ev, EVENT_PERSON_FIELD), &name, &email);
	const struct fold_person *p = fold_person(f, email);
	if (s->state == VERIFY_SIGNED)
		judge_key(v, f, email, event_get(ev, EVENT_AS_OF_FIELD), s->key);
	else if (s->state == VERIFY_UNSIGNED && p && p->keys.count)
		v->lacking_first = v->lacking++ ? v->lacking_first : v->number;
	if (s->state == VERIFY_SIGNED_OTHERWISE)
		count_unjudged(&v->otherwise, v->number);
	if (s->state == VERIFY_SIGNED_STRANGE)
		count_unjudged(&v->strange, v->number);
}

struct guard_signer verify_signer_of(struct scope *sc, const struct verifying *v, const struct event *ev)
{
	const char *name = NULL, *email = "";
	const struct verify_signature *s = &verify_seen_of(v, ev)->signature;
	event_person(sc, event_get(ev, EVENT_PERSON_FIELD), &name, &email);
	if (s->state != VERIFY_SIGNED)
		return (struct guard_signer){ .how = s->state == VERIFY_SIGNED_OTHERWISE ? GUARD_SIGNED_UNJUDGED
			: s->state == VERIFY_SIGNED_STRANGE ? GUARD_SIGNED_OTHERWISE : GUARD_UNSIGNED,
			.email = email };
	const struct sshsig_key *k = &v->keys.at[s->key].key;
	return (struct guard_signer){ GUARD_SIGNED, k->base64, k->fingerprint, email };
}

/* --- versions: main's, and those that came with it --- */

static void take_version(struct verifying *v, const struct store_id *id, const struct verify_header *h,
                         struct verify_signature s, const struct phrase *why)
{
	const char *open = memchr(h->committer.at, '<', h->committer.len);
	if (s.state == VERIFY_SIGNED_WRONG)
		verify_tell_of(v, signature_bad, "objects", "version {id.12}: {why}", id->hex, why);
	if (s.state == VERIFY_SIGNED_OTHERWISE)
		count_unjudged(&v->otherwise, 0);
	if (s.state == VERIFY_SIGNED_STRANGE)
		count_unjudged(&v->strange, 0);
	if (s.state == VERIFY_SIGNED)
		*LIST_ADD(v->sc, &v->signed_versions) = (struct verify_signed_version){ *id, s.key,
			scope_copy_bytes(v->sc, open + 1, strcspn(open + 1, ">")) };
}

void verify_signed_version(struct verifying *v, const struct store_id *id, const struct store_object *o,
                           const struct verify_header *h)
{
	SCOPE(turn);
	const struct phrase *why = NULL;
	struct verify_signature s = verify_signature_read(turn, v, o, h, &why);
	if (s.state == VERIFY_SIGNED_LATER)
		*LIST_ADD(v->sc, &v->later_versions) = *id;
	else
		take_version(v, id, h, s, why);
}

static void take_later_versions(struct verifying *v)
{
	for (size_t i = 0; i < v->later_versions.count; i++) {
		SCOPE(turn);
		const struct store_id *id = &v->later_versions.at[i];
		const struct phrase *why = NULL;
		struct store_object o;
		struct verify_header h;
		struct verify_signature s = verify_signature_later(turn, v, id, &why);
		/* it was read and taken apart before */
		if (!MISSED(store_object(turn, v->store, id, &o)) && !verify_header_read(turn, o.bytes, o.len, &h))
			take_version(v, id, &h, s, why);
	}
}

/* A version has no place in the journal: a key that was ever theirs is. */
static void judge_version(struct verifying *v, const struct fold *f, const struct verify_signed_version *s)
{
	struct verify_key *k = &v->keys.at[s->key];
	const struct fold_person *p = fold_person(f, s->email);
	const struct fold_key *own = p ? fold_keys_bound(f, p->email, k->key.base64) : NULL;
	const struct fold_key *other = fold_keys_bound(f, NULL, k->key.base64);
	if (own)
		signer(v, s->key, own)->versions++;
	else if (other)
		verify_tell_of(v, signature_other, "objects", "version {id.12} is by {address}, and is signed with "
			"{key}, the key of {person}", s->id.hex, s->email, k->key.fingerprint, other->name);
	else
		k->versions++;
}

/* --- what is said once of many --- */

static void tell_unbound(struct verifying *v, const struct fold *f, const struct verify_key *k)
{
	const struct fold_person *p = k->unbound ? fold_person(f, k->email) : NULL;
	const struct fold_key *later = p ? fold_keys_bound(f, p->email, k->key.base64) : NULL;
	if (later)
		verify_tell_phrase(v, FINDING_signature_early, "journal", k->first, PHRASE("{count} {count:event is|"
			"events are} signed with {key} before it was bound to {person}", k->unbound, k->key.fingerprint,
			later->name));
	else if (k->unbound)
		verify_tell_phrase(v, FINDING_signature_unbound, "journal", k->first, PHRASE("{count} {count:event is|"
			"events are} signed with {key}, which is bound to nobody", k->unbound, k->key.fingerprint));
	if (k->versions)
		verify_tell_of(v, version_unbound, "objects", "{count} {count:version is|versions are} signed with "
			"{key}, which is bound to nobody here", k->versions, k->key.fingerprint);
}

/* What was signed between the day a key was lost and the day somebody said so. */
static void tell_doubtful(struct verifying *v, const struct fold *f, const struct verify_key *k)
{
	const struct fold_key *bound = k->last ? fold_keys_bound(f, NULL, k->key.base64) : NULL;
	if (bound && bound->revoked_from && strcmp(k->last_day, bound->revoked_from) >= 0)
		verify_tell_phrase(v, FINDING_signature_doubtful, "journal", k->last,
		                   PHRASE("it is of {day}, and signed "
			"with {key} of {person}, which is not to be believed from {from} on", k->last_day,
			k->key.fingerprint, bound->name, bound->revoked_from));
}

void verify_signatures(struct verifying *v)
{
	const struct fold *f = v->desk->journal ? v->desk->journal->fold : NULL;
	take_later_versions(v);
	if (!f)
		return;
	for (size_t i = 0; i < v->signed_versions.count; i++)
		judge_version(v, f, &v->signed_versions.at[i]);
	for (size_t i = 0; i < v->keys.count; i++) {
		tell_unbound(v, f, &v->keys.at[i]);
		tell_doubtful(v, f, &v->keys.at[i]);
	}
	if (v->lacking)
		verify_tell_phrase(v, FINDING_signature_lacking, "journal", v->lacking_first, PHRASE("{count} "
			"{count:event|events} of people with bound keys {count:is|are} not signed", v->lacking));
	if (v->strange.count)
		verify_tell_phrase(v, FINDING_signature_unbound, "journal", v->strange.first, PHRASE("{count} "
			"{count:signature is|signatures are} by keys that no event here holds, so nobody can judge "
			"{count:it|them}", v->strange.count));
	if (v->otherwise.count)
		verify_gap_phrase(v, FINDING_signature_unjudged, "journal", v->otherwise.first, PHRASE("{count} "
			"{count:signature|signatures} cannot be judged: {why}", v->otherwise.count, v->otherwise.why));
}
