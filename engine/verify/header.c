/* header.c: a commit byte for byte, as git-commit-tree writes one; what else may stand there is told, not believed. */
#include "base/base.h"
#include "verify/verify_private.h"
#include <ctype.h>

struct reading { const char *at, *end; };

/* The line behind a word and a blank; false if it is another line. */
static bool take_line(struct reading *r, const char *word, struct verify_text *out)
{
	size_t n = strlen(word);
	const char *end = memchr(r->at, '\n', (size_t)(r->end - r->at));
	if (!end || (size_t)(end - r->at) <= n || memcmp(r->at, word, n) != 0 || r->at[n] != ' ')
		return false;
	*out = (struct verify_text){ r->at + n + 1, (size_t)(end - r->at) - n - 1 };
	r->at = end + 1;
	return true;
}

static bool take_id(struct reading *r, const char *word, struct store_id *out)
{
	struct verify_text t;
	struct reading before = *r;
	if (!take_line(r, word, &t))
		return false;
	if (t.len != 40 || strspn(t.at, "0123456789abcdef") < 40) {
		*r = before;
		return false;
	}
	memcpy(out->hex, t.at, 40);
	out->hex[40] = '\0';
	return true;
}

static bool is_number(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	return n > 0 && n < 12 && (n == 1 || *s != '0');
}

/* "Name <address> seconds +0900" and nothing else; the zone in minutes. */
static bool is_person(const struct verify_text *t, int *zone)
{
	const char *open = memchr(t->at, '<', t->len), *end = t->at + t->len;
	const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;
	const char *last = end - 5;
	if (!close || open < t->at + 1 || open[-1] != ' ' || memchr(open + 1, '<', (size_t)(end - open - 1))
	    || memchr(close + 1, '>', (size_t)(end - close - 1)) || end - close < 9 || close[1] != ' '
	    || last[-1] != ' ' || !is_number(close + 2, (size_t)(last - close) - 3))
		return false;
	if ((*last != '+' && *last != '-'))
		return false;
	for (int i = 1; i < 5; i++)
		if (!isdigit((unsigned char)last[i]))
			return false;
	int minutes = ((last[1] - '0') * 10 + last[2] - '0') * 60 + (last[3] - '0') * 10 + last[4] - '0';
	*zone = *last == '-' ? -minutes : minutes;
	return last[3] < '6' && minutes <= 14 * 60 && (minutes || *last == '+');
}

/* A signature: armour from its first line to its last, each further line behind a blank. */
static bool is_signature(const char *at, size_t len)
{
	static const char begin[] = "-----BEGIN ", end[] = "-----END ";
	const char *last = at + len;
	while (last > at && last[-1] != '\n')
		last--;
	size_t rest = len - (size_t)(last - at);
	return len > sizeof begin && memcmp(at, begin, sizeof begin - 1) == 0 && rest > sizeof end
	       && last[0] == ' ' && memcmp(last + 1, end, sizeof end - 1) == 0;
}

/* Headers behind git's own: a name, a value, further lines behind a blank. */
static bool take_others(struct reading *r, const char *bytes, struct verify_header *h)
{
	while (r->at < r->end && *r->at != '\n') {
		const char *line = r->at, *blank = memchr(line, ' ', (size_t)(r->end - line)), *stop;
		while ((stop = memchr(r->at, '\n', (size_t)(r->end - r->at))) != NULL) {
			r->at = stop + 1;
			if (r->at >= r->end || *r->at != ' ')
				break;
		}
		if (!stop || !blank || blank == line || blank > stop)
			return false;
		struct verify_text name = { line, (size_t)(blank - line) };
		if (name.len == 6 && memcmp(line, "gpgsig", 6) == 0 && !h->is_signed) {
			h->is_signed = true;
			h->signature = (struct verify_text){ blank + 1, (size_t)(r->at - 1 - (blank + 1)) };
			h->signature_from = (size_t)(line - bytes);
			h->signature_to = (size_t)(r->at - bytes);
			h->signature_ends = is_signature(h->signature.at, h->signature.len);
		} else if (!h->other.len) {
			h->other = name;
		}
	}
	return r->at < r->end;
}

const struct phrase *verify_header_read(struct scope *sc, const char *bytes, size_t len, struct verify_header *h)
{
	struct reading r = { bytes, bytes + len };
	struct store_id parent;
	int zone;
	*h = (struct verify_header){ 0 };
	if (memchr(bytes, '\0', len))
		return phrase_new(sc, "its commit holds a byte that ends the text for some programs and not for "
			"others");
	if (!take_id(&r, "tree", &h->tree))
		return phrase_new(sc, "its commit does not begin as git writes one");
	while (take_id(&r, "parent", &parent)) {
		if (h->parent_count == VERIFY_PARENTS)
			return phrase_new(sc, "its commit has more than {most} parents", VERIFY_PARENTS);
		h->parents[h->parent_count++] = parent;
	}
	if (!take_line(&r, "author", &h->author) || !is_person(&h->author, &h->zone))
		return phrase_new(sc, "the author of its commit is not written as git writes one");
	if (!take_line(&r, "committer", &h->committer) || !is_person(&h->committer, &zone))
		return phrase_new(sc, "the committer of its commit is not written as git writes one");
	if (!take_others(&r, bytes, h))
		return phrase_new(sc, "the headers of its commit are not written as git writes them");
	h->message = (size_t)(r.at + 1 - bytes);
	return NULL;
}
