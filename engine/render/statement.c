/* statement.c: an in-toto statement of what was reviewed, and the keys of who signed. */
#include "base/base.h"
#include "base/json.h"
#include "render/statement.h"

static void put_review(struct json *array, const struct fold_sign_off *s)
{
	struct json *o = json_add_object(array);
	json_put_text(o, "element", s->element);
	json_put_text(o, "canonicalForm", s->canon);
	json_put_text(o, "sha256", s->digest);
	json_put_text(o, "role", s->role);
	json_put_text(o, "person", s->name);
	json_put_text(o, "address", s->email);
	json_put_text(o, "on", s->as_of);
	json_put_text(o, "meaning", s->meaning);
	json_put_text(o, "version", s->evidence);
	json_put_text(o, "event", s->event);
}

const char *statement_words(struct scope *sc, const struct statement *s, const char *sums, const char *digest)
{
	struct buf *out = buf_new(sc);
	struct json *root = json_make_object(sc);
	json_put_text(root, "_type", "https://in-toto.io/Statement/v1");
	struct json *subject = json_add_object(json_put_array(root, "subject"));
	json_put_text(subject, "name", sums);
	json_put_text(json_put_object(subject, "digest"), "sha256", digest);
	json_put_text(root, "predicateType", "urn:sarflow:submittal:1");
	struct json *p = json_put_object(root, "predicate");
	json_put_text(p, "package", s->package);
	json_put_text(p, "template", s->template);
	json_put_text(p, "templateSnapshot", s->snapshot);
	json_put_number(p, "submittal", s->submittal);
	json_put_text(p, "sealedOn", s->sealed_on);
	json_put_text(p, "sealEvent", s->seal);
	json_put_text(p, "sealCommit", s->seal_commit);
	json_put_text(p, "version", s->evidence);
	struct json *reviews = json_put_array(p, "reviews");
	for (size_t i = 0; i < s->reviews.count; i++)
		put_review(reviews, s->reviews.at[i].by);
	json_write(root, out);
	return out->at;
}

/* "2026-11-23" as OpenSSH writes a day; of a last day, the day behind it is the first that is too late. */
static void put_day(struct buf *b, const char *option, const char *day, const char *time)
{
	if (*day)
		buf_printf(b, ",%s=\"%.4s%.2s%.2s%s\"", option, day, day + 5, day + 8, time);
}

const char *statement_signers(struct scope *sc, const struct statement *s)
{
	struct buf *b = buf_new(sc);
	buf_text(b, "# The keys that the journal binds to people. Compare each with its owner by another way.\n");
	for (size_t i = 0; i < s->keys->rows.count; i++) {
		const struct keys_row *r = &s->keys->rows.at[i];
		/* ssh-keygen reads no other kinds */
		if (*r->ended || strcmp(r->type, "x509") == 0 || strcmp(r->type, "openpgp") == 0)
			continue;
		buf_printf(b, "%s namespaces=\"git," STATEMENT_NAMESPACE "\"", r->email);
		put_day(b, "valid-after", r->from, "");
		put_day(b, "valid-before", r->until, "235959");
		buf_printf(b, " %s\n", r->line);
	}
	return b->at;
}
