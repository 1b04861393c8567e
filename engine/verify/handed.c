/* handed.c: who signed what was handed over: the list of digests, and the statement about it. */
#include "base/base.h"
#include "base/file.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/path.h"
#include "journal/fold_keys.h"
#include "store/signing.h"
#include "verify/verify_private.h"

#define SPACE "sarflow-submittal"
enum { MOST = 16 * 1024 * 1024 };
static const char statement[] = "statement.dsse.json", signers[] = "allowed_signers";

#define fails(file, ...) \
	finding_add(out->findings, FINDING_export_differs, (struct place){ (file), 0, 0 }, PHRASE(__VA_ARGS__))

bool verify_is_beside(const char *list, const char *path)
{
	size_t n = strlen(list);
	return strcmp(path, statement) == 0 || strcmp(path, signers) == 0
	       || (strncmp(path, list, n) == 0 && strcmp(path + n, ".sig") == 0);
}

/* --- whose key --- */

static void tell_owner(struct scope *sc, struct verify *out, const char *file, const struct sshsig_key *key,
                       const struct verifying *v, const struct verify_trust *trust)
{
	const struct fold *f = v && v->desk && v->desk->journal ? v->desk->journal->fold : NULL;
	const struct fold_key *k = f ? fold_keys_bound(f, NULL, key->base64) : NULL;
	if (f && !k)
		finding_add(out->findings, FINDING_signature_unbound, (struct place){ file, 0, 0 },
			PHRASE("it is signed with {key}, which is bound to nobody", key->fingerprint));
	out->handed_by = key->fingerprint;
	if (!trust || out->origin == VERIFY_UNPROVEN)
		return;
	bool known = verify_trusts(trust, k ? k->email : NULL, key->base64, SPACE, NULL, NULL);
	out->origin = known ? VERIFY_PROVEN : VERIFY_UNPROVEN;
	if (!known)
		out->origin_why = phrase_new(sc, "what was handed over is signed with {key}, which is not named",
			key->fingerprint);
}

/* --- the list --- */

static bool judge_list(struct scope *sc, const char *folder, const char *list, const char *sums, size_t len,
                       const struct names *held, struct verify *out, struct sshsig_key *key)
{
	const char *file = scope_printf(sc, "%s.sig", list), *armour = NULL;
	const struct phrase *why = NULL;
	size_t n = 0;
	struct stat st;
	bool there;
	if (MISSED(file_see(path_join(sc, folder, file), &st, &there)) || !there)
		return false;
	const struct fault *f = file_read(sc, path_join(sc, folder, file), MOST, &armour, &n);
	const struct signing_judge how = { NULL, SPACE, held };
	enum signing_judged verdict = MISSED(f) ? SIGNING_BAD
		: signing_judge(sc, &how, armour, n, sums, len, key, &why);
	if (verdict == SIGNING_BAD)
		fails(file, "{why}", f ? verify_words(sc, f) : why);
	if (verdict == SIGNING_UNKNOWN)
		finding_add(out->gaps, FINDING_signature_unjudged, (struct place){ file, 0, 0 },
			PHRASE("it cannot be judged: {why}", why));
	if (verdict == SIGNING_STRANGER)
		finding_add(out->gaps, FINDING_signature_unjudged, (struct place){ file, 0, 0 },
			PHRASE("its key is not in it; name the package as well, whose journal may hold it"));
	return verdict == SIGNING_GOOD;
}

/* --- the statement --- */

/* What DSSE signs: the type and both lengths in front. */
static struct buf *signed_bytes(struct scope *sc, const char *type, const char *payload, size_t len)
{
	struct buf *b = buf_new(sc);
	buf_printf(b, "DSSEv1 %zu %s %zu ", strlen(type), type, len);
	buf_put(b, payload, len);
	return b;
}

static const char *member(const struct json *o, const char *key)
{
	const struct json *m = o ? json_member(o, key) : NULL;
	return m && json_kind(m) == JSON_KIND_TEXT ? json_text(m) : "";
}

static const struct json *first(const struct json *o, const char *key)
{
	const struct json *m = o ? json_member(o, key) : NULL;
	return m && json_kind(m) == JSON_KIND_ARRAY && json_count(m) == 1 ? json_item(m, 0) : NULL;
}

static bool speaks_of(struct scope *sc, const char *payload, size_t len, const char *list, const char *digest)
{
	const struct json *root = NULL;
	if (MISSED(json_read(sc, statement, payload, len, MOST, &root)))
		return false;           /* then it speaks of nothing */
	const struct json *subject = first(root, "subject");
	return strcmp(member(subject, "name"), list) == 0
	       && strcmp(member(subject ? json_member(subject, "digest") : NULL, "sha256"), digest) == 0;
}

/* Bare, or armoured where a program made it: by the key that signed the list. */
static bool is_signed_by(struct scope *sc, const struct sshsig_key *key, const struct names *held, const struct buf *b,
                         const char *sig, size_t len)
{
	const struct signing_judge how = { NULL, SPACE, held };
	const struct phrase *why = NULL;
	struct sshsig_key who;
	if (strncmp(sig, "-----BEGIN ", 11) != 0)
		return sshsig_raw_holds(sc, key, b->at, b->len, sig, len);
	return signing_judge(sc, &how, sig, len, b->at, b->len, &who, &why) == SIGNING_GOOD
	       && strcmp(who.base64, key->base64) == 0;
}

static void judge_statement(struct scope *sc, const char *folder, const char *list, const char *digest,
                            const struct sshsig_key *key, const struct names *held, struct verify *out)
{
	const char *path = path_join(sc, folder, statement), *bytes = NULL, *payload = NULL, *sig = NULL;
	size_t len = 0, n = 0, m = 0;
	const struct json *root = NULL;
	struct stat st;
	bool there;
	if (MISSED(file_see(path, &st, &there)) || !there)
		return;
	/* whatever is wrong with the file, it is no statement: that is the finding */
	if (MISSED(file_read(sc, path, MOST, &bytes, &len)) || MISSED(json_read(sc, statement, bytes, len, MOST, &root))
	    || !sshsig_base64_read(sc, member(root, "payload"), &payload, &n)
	    || !sshsig_base64_read(sc, member(first(root, "signatures"), "sig"), &sig, &m)) {
		fails(statement, "it is no envelope with a statement");
		return;
	}
	const struct buf *b = signed_bytes(sc, member(root, "payloadType"), payload, n);
	if (!key || !is_signed_by(sc, key, held, b, sig, m))
		fails(statement, "it is not signed with the key that signed {list}", list);
	if (!speaks_of(sc, payload, n, list, digest))
		fails(statement, "it speaks of another list of digests than {list}", list);
}

void verify_handed(struct scope *sc, const char *folder, const char *list, const char *sums, size_t len,
                   struct verify *out, struct verifying *against, const struct verify_trust *trust)
{
	struct sshsig_key key;
	char digest[DIGEST_TEXT];
	digest_bytes(sums, len, digest);
	const struct names none = {0}, *held = against ? &against->held : &none;
	bool good = judge_list(sc, folder, list, sums, len, held, out, &key);
	if (good)
		tell_owner(sc, out, scope_printf(sc, "%s.sig", list), &key, against, trust);
	else if (trust && out->origin != VERIFY_UNPROVEN) {
		out->origin = VERIFY_UNPROVEN;
		out->origin_why = phrase_new(sc, "what was handed over is not signed");
	}
	judge_statement(sc, folder, list, digest, good ? &key : NULL, held, out);
}
