/* trust.c: a file of allowed signers, as OpenSSH reads one, and whether it names who signed. */
#include "base/base.h"
#include "base/file.h"
#include "store/signing.h"
#include "verify/verify_private.h"
#include <strings.h>

/* A line: whose (a list of patterns), for what, on which days, and the key.  NULL: for all. */
struct line { const char *principals, *spaces, *after, *before, *base64; };
struct verify_trust { struct { struct line *at; size_t count, cap; } lines; };

/* --- reading --- */

/* A word, whose quoted parts may hold blanks; the quotes are taken off. */
static const char *take_word(struct scope *sc, const char **at)
{
	struct buf *b = buf_new(sc);
	bool quoted = false;
	const char *s = *at + strspn(*at, " \t");
	for (; *s && (quoted || (*s != ' ' && *s != '\t')); s++)
		if (*s == '"')
			quoted = !quoted;
		else
			buf_char(b, *s);
	*at = s;
	return b->at;
}

/* NAME="VALUE" among options; commas stand within quotes as well, so the value ends at its quote. */
static const char *find_option(struct scope *sc, const char *options, const char *name)
{
	size_t n = strlen(name);
	bool quoted = false;
	for (const char *s = options; *s; s++) {
		bool begins = !quoted && (s == options || s[-1] == ',');
		if (begins && strncasecmp(s, name, n) == 0 && s[n] == '=' && s[n + 1] == '"')
			return scope_copy_bytes(sc, s + n + 2, strcspn(s + n + 2, "\""));
		quoted = quoted != (*s == '"');
	}
	return NULL;
}

/* A word among options, such as cert-authority, whatever stands beside it. */
static bool has_word(const char *options, const char *word)
{
	size_t n = strlen(word);
	bool quoted = false;
	for (const char *s = options; *s; s++) {
		bool begins = !quoted && (s == options || s[-1] == ',');
		if (begins && strncasecmp(s, word, n) == 0 && (s[n] == ',' || !s[n]))
			return true;
		quoted = quoted != (*s == '"');
	}
	return false;
}

/* Options as they stand, quotes and all: what comes before the type of the key. */
static const char *take_options(struct scope *sc, const char **at)
{
	const char *s = *at + strspn(*at, " \t"), *from = s;
	bool quoted = false;
	for (; *s && (quoted || (*s != ' ' && *s != '\t')); s++)
		quoted = quoted != (*s == '"');
	*at = s;
	return scope_copy_bytes(sc, from, (size_t)(s - from));
}

static bool read_line(struct scope *sc, const char *text, struct line *out)
{
	struct sshsig_key key;
	const char *at = text, *options = "";
	*out = (struct line){ .principals = take_word(sc, &at) };
	const char *rest = at + strspn(at, " \t");
	if (!signing_key_read(sc, rest, &key)) {
		options = take_options(sc, &at);
		rest = at + strspn(at, " \t");
		if (!signing_key_read(sc, rest, &key) || has_word(options, "cert-authority"))
			return false;
	}
	out->spaces = find_option(sc, options, "namespaces");
	out->after = find_option(sc, options, "valid-after");
	out->before = find_option(sc, options, "valid-before");
	out->base64 = key.base64;
	return true;
}

const struct fault *verify_trust_read(struct scope *sc, const char *path, const struct verify_trust **out)
{
	enum { MOST = 1024 * 1024 };
	struct verify_trust *t = NEW(sc, struct verify_trust);
	const char *bytes = NULL;
	size_t len = 0, number = 0;
	*out = t;
	TRY(file_read(sc, path, MOST, &bytes, &len));
	for (const char *at = bytes; *at; at += at[strcspn(at, "\n")] ? strcspn(at, "\n") + 1 : strcspn(at, "\n")) {
		const char *text = scope_copy_bytes(sc, at, strcspn(at, "\r\n"));
		struct line line;
		number++;
		if (!text[strspn(text, " \t")] || text[strspn(text, " \t")] == '#')
			continue;
		if (!read_line(sc, text, &line))
			return fault_make(FAULT_USAGE,
			                  "line {number} of {file} names no key that can be used; write it as "
				"ssh-keygen reads allowed signers", number, path);
		*LIST_ADD(sc, &t->lines) = line;
	}
	return NULL;
}

/* --- asking --- */

static bool fits(const char *pattern, size_t n, const char *text)
{
	if (n == 0)
		return !*text;
	if (*pattern == '*')
		return fits(pattern + 1, n - 1, text) || (*text && fits(pattern, n, text + 1));
	return *text && (*pattern == '?' || strncasecmp(pattern, text, 1) == 0) && fits(pattern + 1, n - 1, text + 1);
}

/* A list with commas; a pattern behind ! that fits says no. */
static bool is_listed(const char *list, const char *text)
{
	bool found = false;
	for (const char *s = list; *s; s += s[strcspn(s, ",")] ? strcspn(s, ",") + 1 : strcspn(s, ",")) {
		bool against = *s == '!';
		if (!fits(s + against, strcspn(s, ",") - against, text))
			continue;
		if (against)
			return false;
		found = true;
	}
	return found;
}

/* A day alone is its beginning, so that it ended the day before; with hours behind it, that day is one of its own. */
static bool ends_before(const char *compact, const char *day)
{
	char plain[9];
	snprintf(plain, sizeof plain, "%.4s%.2s%.2s", day, day + 5, day + 8);
	int order = strncmp(compact, plain, 8);
	return order < 0 || (order == 0 && strspn(compact + 8, "0Zz") == strlen(compact + 8));
}

/* YYYYMMDD, whatever comes behind, against YYYY-MM-DD. */
static int compare_day(const char *compact, const char *day)
{
	char plain[9];
	snprintf(plain, sizeof plain, "%.4s%.2s%.2s", day, day + 5, day + 8);
	return strncmp(compact, plain, 8);
}

bool verify_trusts(const struct verify_trust *t, const char *email, const char *base64, const char *space,
                   const char *first, const char *last)
{
	for (size_t i = 0; i < t->lines.count; i++) {
		const struct line *l = &t->lines.at[i];
		if (strcmp(l->base64, base64) == 0 && (!email || is_listed(l->principals, email))
		    && (!l->spaces || is_listed(l->spaces, space))
		    && (!l->after || !first || compare_day(l->after, first) <= 0)
		    && (!l->before || !last || !ends_before(l->before, last)))
			return true;
	}
	return false;
}

/* --- the whole --- */

static const struct phrase *find_gap(struct verifying *v)
{
	const struct verify *out = v->out;
	if (v->otherwise.count + v->strange.count)
		return phrase_new(v->sc, "{count} {count:signature was|signatures were} not judged",
		                  v->otherwise.count + v->strange.count);
	if (out->signed_events < out->events)
		return phrase_new(v->sc, "{count} of {events} events {count:is|are} not signed",
			out->events - out->signed_events, out->events);
	for (size_t i = 0; i < out->signers.count; i++) {
		const struct verify_signer *s = &out->signers.at[i];
		if (s->events && !verify_trusts(v->trust, s->email, s->base64, "git", s->first, s->last))
			return phrase_new(v->sc, "{key} is not named as a key of {person} for its days", s->fingerprint,
				s->name);
	}
	for (size_t i = 0; i < v->keys.count; i++) {
		const struct verify_key *k = &v->keys.at[i];
		if (k->unbound && (k->mixed || !verify_trusts(v->trust, k->email, k->key.base64, "git", NULL, NULL)))
			return phrase_new(v->sc, "{key} is not named as a key of {person} for its days",
			                  k->key.fingerprint,
				k->email);
	}
	return NULL;
}

void verify_origin(struct verifying *v)
{
	if (!v->trust)
		return;
	v->out->origin_why = v->out->events ? find_gap(v) : phrase_new(v->sc, "there is no event");
	v->out->origin = v->out->origin_why ? VERIFY_UNPROVEN : VERIFY_PROVEN;
}
