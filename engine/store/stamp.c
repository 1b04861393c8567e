/* stamp.c: RFC 3161: a request, an answer taken apart, and the programs that carry and judge them. */
#include "base/base.h"
#include "base/date.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include "base/tool.h"
#include "store/stamp.h"
#include <ctype.h>
#include <fcntl.h>
#include <unistd.h>

/* --- the request --- */

static unsigned digit(char c) { return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10); }

/* TimeStampReq: version 1, the imprint, and that the certificate is wanted; RFC 3161, 2.4.1. */
void stamp_request(const char *digest, unsigned char out[STAMP_REQUEST])
{
	static const unsigned char head[] = { 0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60,
		0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 };
	static const unsigned char tail[] = { 0x01, 0x01, 0xff };
	memcpy(out, head, sizeof head);
	for (size_t i = 0; i < 32; i++)
		out[sizeof head + i] = (unsigned char)(digit(digest[2 * i]) << 4 | digit(digest[2 * i + 1]));
	memcpy(out + sizeof head + 32, tail, sizeof tail);
}

/* --- the answer, taken apart --- */

enum { INTEGER = 0x02, OCTETS = 0x04, OBJECT = 0x06, TIME = 0x18, SEQUENCE = 0x30, SET = 0x31, EXPLICIT = 0xa0 };
struct der { const unsigned char *at, *end; };

/* The next value, if it has this tag and lies inside; the rest stays.  Lengths as DER writes them, below 2^24. */
static bool take(struct der *d, unsigned tag, struct der *out)
{
	if (d->end - d->at < 2 || d->at[0] != tag)
		return false;
	size_t len = d->at[1], more = len & 0x80 ? len & 0x7f : 0;
	const unsigned char *at = d->at + 2;
	if (more > 3 || (len & 0x80 && !more) || (size_t)(d->end - at) < more)
		return false;
	for (size_t i = 0; i < more; i++)
		len = i ? len << 8 | at[i] : at[i];
	at += more;
	if ((size_t)(d->end - at) < len)
		return false;
	*out = (struct der){ at, at + len };
	d->at = at + len;
	return true;
}

static bool is(const struct der *d, const char *bytes, size_t len)
{
	return (size_t)(d->end - d->at) == len && memcmp(d->at, bytes, len) == 0;
}

static bool take_object(struct der *d, const char *bytes, size_t len)
{
	struct der id;
	return take(d, OBJECT, &id) && is(&id, bytes, len);
}

#define SIGNED_DATA "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define TST_INFO "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04"
#define SHA256 "\x60\x86\x48\x01\x65\x03\x04\x02\x01"
#define OF(name) (name), sizeof(name) - 1

/* From the token to what is signed in it: ContentInfo, SignedData, EncapsulatedContentInfo. */
static bool open_token(struct der *resp, struct der *info)
{
	struct der content, wrapped, data, skipped, inner, octets;
	return take(resp, SEQUENCE, &content) && take_object(&content, OF(SIGNED_DATA))
	       && take(&content, EXPLICIT, &wrapped) && take(&wrapped, SEQUENCE, &data)
	       && take(&data, INTEGER, &skipped) && take(&data, SET, &skipped)
	       && take(&data, SEQUENCE, &inner) && take_object(&inner, OF(TST_INFO)) && take(&inner, EXPLICIT, &wrapped)
	       && take(&wrapped, OCTETS, &octets) && take(&octets, SEQUENCE, info);
}

static bool take_imprint(struct der *info, char digest[DIGEST_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	struct der imprint, how, octets;
	if (!take(info, SEQUENCE, &imprint) || !take(&imprint, SEQUENCE, &how) || !take_object(&how, OF(SHA256))
	    || !take(&imprint, OCTETS, &octets) || octets.end - octets.at != 32)
		return false;
	for (size_t i = 0; i < 32; i++) {
		digest[2 * i] = digits[octets.at[i] >> 4];
		digest[2 * i + 1] = digits[octets.at[i] & 15];
	}
	digest[64] = '\0';
	return true;
}

/* "20261123093000Z", with a part of a second or without. */
static bool take_time(struct der *info, int64_t *out)
{
	struct der t;
	char day[DATE_TEXT];
	int number, part[3];
	if (!take(info, TIME, &t) || t.end - t.at < 15 || t.end[-1] != 'Z' || (t.end - t.at > 15 && t.at[14] != '.'))
		return false;
	for (size_t i = 0; i < 14; i++)
		if (!isdigit(t.at[i]))
			return false;
	const char *s = (const char *)t.at;
	snprintf(day, sizeof day, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
	for (size_t i = 0; i < 3; i++)
		part[i] = (s[8 + 2 * i] - '0') * 10 + s[9 + 2 * i] - '0';
	if (!date_parse(day, &number) || part[0] > 23 || part[1] > 59 || part[2] > 60)
		return false;
	*out = (int64_t)number * 86400 + part[0] * 3600 + part[1] * 60 + part[2];
	return true;
}

bool stamp_read(struct scope *sc, const void *bytes, size_t len, struct stamp *out, const struct phrase **why)
{
	struct der all = { bytes, (const unsigned char *)bytes + len }, resp, status, number, info, skipped;
	*out = (struct stamp){ "", 0 };
	*why = phrase_new(sc, "it is no answer of an authority that stamps the time (RFC 3161)");
	if (!take(&all, SEQUENCE, &resp) || all.at != all.end || !take(&resp, SEQUENCE, &status)
	    || !take(&status, INTEGER, &number) || number.end - number.at != 1)
		return false;
	if (*number.at > 1) {           /* 0: granted, 1: granted with changes */
		*why = phrase_new(sc, "the authority did not stamp it: it answered with status {number}",
		                  (int)*number.at);
		return false;
	}
	return open_token(&resp, &info) && take(&info, INTEGER, &skipped) && take(&info, OBJECT, &skipped)
	       && take_imprint(&info, out->digest) && take(&info, INTEGER, &skipped) && take_time(&info, &out->time);
}

/* --- programs --- */

static void close_file(void *p) { close((int)(intptr_t)p); }

static const struct fault *write_open(struct scope *sc, const char *folder, const char *name, const void *bytes,
                                      size_t len, const char **path, int *fd)
{
	*path = path_join(sc, folder, name);
	TRY(file_write(*path, bytes, len));
	*fd = open(*path, O_RDONLY | O_CLOEXEC);
	if (*fd < 0)
		return fault_errno("{path}", *path);
	scope_defer(sc, close_file, (void *)(intptr_t)*fd);
	return NULL;
}

const struct fault *stamp_ask(struct scope *sc, const char *tmp, const char *url, const char *digest,
                              const char **bytes, size_t *len)
{
	SCOPE(turn);
	static const struct tool_bounds bounds = { .seconds = 40, .memory = (size_t)1 << 30, .output = STAMP_MOST };
	const char *folder = NULL, *path = NULL;
	unsigned char request[STAMP_REQUEST];
	int fd = -1;
	if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
		return fault_make(FAULT_USAGE, "\"{address}\" is no address of an authority; it begins with "
			"https:// or http://", url);
	if (!tool_is_here("curl"))
		return fault_make(FAULT_SYSTEM, "curl is not on this machine, and it carries the request; "
			"install it, or send the request another way");
	TRY(temporary_room(turn, tmp, &folder));
	stamp_request(digest, request);
	TRY(write_open(turn, folder, "request.tsq", request, sizeof request, &path, &fd));
	const char *argv[] = { "curl", "-q", "--silent", "--fail", "--proto", "=http,https", "--max-time", "30",
		"--max-filesize", "65536", "--header", "Content-Type: application/timestamp-query", "--header",
		"Accept: application/timestamp-reply", "--data-binary", "@-", "--output", "-", "--", url, NULL };
	*bytes = tool_read(sc, argv, fd, &bounds, len);
	return *bytes ? NULL : fault_make(FAULT_SYSTEM, "{address} gave no stamp; nothing was recorded. Try again "
		"later, or send the request another way", url);
}

enum stamp_signed stamp_judge(struct scope *sc, const char *tmp, const void *bytes, size_t len, const struct stamp *s,
                              const char *authorities)
{
	SCOPE(turn);
	static const struct tool_bounds bounds = { .seconds = 20, .memory = (size_t)1 << 30, .output = 64 * 1024 };
	const char *folder = NULL, *path = NULL;
	size_t said = 0;
	int fd = -1;
	(void)sc;
	/* it is told as not judged */
	if (!tool_is_here("openssl") || FAILED(temporary_room(turn, tmp, &folder))
	    || FAILED(write_open(turn, folder, "stamp.tsr", bytes, len, &path, &fd)))
		return STAMP_UNKNOWN;
	const char *time = scope_printf(turn, "%lld", (long long)s->time);
	const char *argv[] = { "openssl", "ts", "-verify", "-digest", s->digest, "-in", path, "-CAfile", authorities,
		"-attime", time, NULL };
	return tool_read(turn, argv, fd, &bounds, &said) ? STAMP_SIGNED : STAMP_UNSIGNED;
}
