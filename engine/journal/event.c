/* event.c: the codec.  Two tables: what a field looks like, what a kind holds. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/list.h"
#include "base/path.h"
#include "base/utf8.h"
#include "journal/event.h"
#include <assert.h>
#include <ctype.h>

enum form { PERSON, WORD, DATE, DIGEST, COMMIT, EMAIL, TEXT, FILE_NAME, COVER, NUMBER, IDENTITY, REGION };
#define FORM_FILE FILE_NAME
#define FORM_PERSON PERSON
#define FORM_WORD WORD
#define FORM_DATE DATE
#define FORM_DIGEST DIGEST
#define FORM_COMMIT COMMIT
#define FORM_EMAIL EMAIL
#define FORM_TEXT TEXT
#define FORM_COVER COVER
#define FORM_NUMBER NUMBER
#define FORM_IDENTITY IDENTITY
#define FORM_REGION REGION

static const struct { const char *trailer; size_t len; enum form form; } fields[] = {
#define X(id, trailer, form) { trailer ": ", sizeof trailer + 1, FORM_##form },
	EVENT_FIELDS(X)
#undef X
};

/* What a kind holds: one entry a kind.  says: the first line of its message; @ stands for the first value of the next
 * of
 * `of`, * for the first words of all its values.  reported: in place of it where an office is named. */
enum { BARRED, NEEDED, ALLOWED };
#define MUST(id) [EVENT_##id##_FIELD] = NEEDED
#define MAY(id) [EVENT_##id##_FIELD] = ALLOWED
#define OF(id) EVENT_##id##_FIELD
#define COMMON MUST(ID), MUST(PERSON), MUST(ROLE), MUST(AS_OF)
#define REPORT MAY(REPORTED_BY), MAY(OCCURRED), MAY(RECEIVED)
#define PAPER MAY(LETTER), MAY(LETTER_DATE), MAY(LETTER_REF), MAY(LETTER_FROM)
static const struct { const char *name, *says,
                      *reported; enum event_field of[3]; unsigned char holds[EVENT_FIELD_COUNT]; } kinds[] = {
	[EVENT_OPEN] = { "open", "open: @ from template @", NULL, { OF(PACKAGE), OF(TEMPLATE) },
		{ COMMON, MUST(EDITION), MUST(PACKAGE), MUST(TEMPLATE), MUST(SNAPSHOT) } },
	[EVENT_APPOINT] = { "appoint", "appoint: @: *", NULL, { OF(APPOINTEE), OF(GRANTED) },
		{ COMMON, MUST(APPOINTEE), MAY(GRANTED), MAY(ADDRESS), MAY(KEY) } },
	[EVENT_TRANSITION] = { "transition", "transition: @: @ -> @", "reported: @: @ -> @",
	                       { OF(ACTION), OF(FROM), OF(TO) },
		{ COMMON, MUST(ACTION), MUST(FROM), MUST(TO), MAY(DUE), MAY(EVIDENCE), REPORT, PAPER,
		  MAY(NOTE) } },
	[EVENT_SIGN_OFF] = { "sign-off", "sign-off: @: *", NULL, { OF(ROLE), OF(COVERS) },
		{ COMMON, MUST(EVIDENCE), MUST(MEANING), MUST(CANON), MUST(COVERS) } },
	[EVENT_USE] = { "use", "use: @ as @", NULL, { OF(USED), OF(ALIAS) },
		{ COMMON, MUST(ALIAS), MUST(USED), MUST(PINNED), MAY(TEMPLATE), MAY(SNAPSHOT) } },
	[EVENT_ADOPT] = { "adopt", "adopt: template @", NULL, { OF(TEMPLATE) },
		{ COMMON, MUST(EDITION), MUST(TEMPLATE), MUST(SNAPSHOT), MUST(MAPPED) } },
	[EVENT_SEAL] = { "seal", "seal: submittal @", NULL, { OF(SUBMITTAL) },
		{ COMMON, MUST(EVIDENCE), MUST(SUBMITTAL), MUST(MANIFEST) } },
	[EVENT_EXPORTED] = { "exported", "exported: submittal @, profile @", NULL, { OF(SUBMITTAL), OF(PROFILE) },
		{ COMMON, MUST(SUBMITTAL), MUST(PROFILE), MUST(RESULT), MUST(WORKBOOK) } },
	[EVENT_DELIVERED] = { "delivered", "delivered: submittal @", NULL, { OF(SUBMITTAL) },
		{ COMMON, MUST(SUBMITTAL), MUST(OCCURRED), MUST(MEANS), PAPER, MAY(NOTE) } },
	[EVENT_NOTE] = { "note", "note", NULL, { 0 }, { COMMON, MUST(NOTE) } },
	[EVENT_LETTER] = { "letter", "letter: @: @", NULL, { OF(DIRECTION), OF(LETTER) },
		{ COMMON, MUST(LETTER), MAY(LETTER_DATE), MAY(LETTER_REF), MAY(LETTER_FROM), MUST(DIRECTION),
			MUST(OCCURRED), MAY(REPORTED_BY), MAY(RECEIVED), MAY(NOTE) } },
	[EVENT_WAIVE] = { "waive", "waive: @ until @", NULL, { OF(RULE), OF(UNTIL) },
		{ COMMON, MUST(FINDING), MUST(RULE), MUST(UNTIL), MUST(NOTE), MUST(EVIDENCE), MAY(PATH) } },
	[EVENT_UNWAIVE] = { "unwaive", "unwaive: @", NULL, { OF(FINDING) }, { COMMON, MUST(FINDING), MAY(NOTE) } },
	[EVENT_PURGE] = { "purge", "purge: @", NULL, { OF(PATH) }, { COMMON, MUST(PATH), MUST(CONTENT), MUST(NOTE) } },
	[EVENT_REMARK] = { "remark", "remark @: @", "deficiency @: @", { OF(ID), OF(SEVERITY) },
		{ COMMON, MUST(SEVERITY), MUST(NOTE), MAY(OWNER), MAY(DUE), MAY(PATH), MAY(CONTENT),
		  MAY(ELEMENT), MAY(REQUIREMENT), MAY(EXACT), MAY(PREFIX), MAY(SUFFIX), MAY(ROW), MAY(COLUMN),
		  	MAY(FIELD), MAY(PAGE), MAY(REGION), MAY(NEWEST),
		  MAY(EVIDENCE), REPORT, MAY(FILED_IN), MAY(THEIRS) } },
	[EVENT_REPLY] = { "reply", "reply: remark @", NULL, { OF(REMARK) }, { COMMON, MUST(REMARK), MUST(NOTE) } },
	[EVENT_ANSWER] = { "answer", "answer: remark @: @", NULL, { OF(REMARK), OF(DISPOSITION) },
		{ COMMON, MUST(REMARK), MUST(DISPOSITION), MAY(EVIDENCE), MAY(DUPLICATE), MAY(NOTE) } },
	[EVENT_CLOSE] = { "close", "close: remark @", NULL, { OF(REMARK) },
		{ COMMON, MUST(REMARK), MAY(NOTE), REPORT } },
	[EVENT_REOPEN] = { "reopen", "reopen: remark @", NULL, { OF(REMARK) },
		{ COMMON, MUST(REMARK), MUST(NOTE), REPORT } },
	[EVENT_TRUST] = { "trust", "trust: a key of @", NULL, { OF(APPOINTEE) },
		{ COMMON, MUST(APPOINTEE), MUST(KEY), MAY(VALID_FROM), MAY(UNTIL), MAY(NOTE) } },
	[EVENT_REVOKE] = { "revoke", "revoke: a key of @", NULL, { OF(APPOINTEE) },
		{ COMMON, MUST(APPOINTEE), MUST(KEY), MUST(OCCURRED), MUST(NOTE) } },
	[EVENT_STAMPED] = { "stamped", "stamped: submittal @", NULL, { OF(SUBMITTAL) },
		{ COMMON, MUST(SUBMITTAL), MUST(OCCURRED), MAY(MEANS) } },
};
_Static_assert(countof(kinds) == EVENT_KIND_COUNT, "each kind of event has an entry");

static const bool repeated[EVENT_FIELD_COUNT] = {
	[OF(GRANTED)] = true, [OF(ADDRESS)] = true, [OF(KEY)] = true, [OF(COVERS)] = true, [OF(REQUIREMENT)] = true,
};

struct event *event_new(struct scope *sc, enum event_kind kind)
{
	struct event *ev = NEW(sc, struct event);
	ev->kind = kind;
	ev->id = "";
	return ev;
}

void event_draw(struct scope *sc, struct event *ev, const char *seed, const char *behind)
{
	char digest[DIGEST_TEXT];
	struct buf *b = buf_new(sc);
	assert(!event_get(ev, EVENT_ID_FIELD));
	buf_printf(b, "%s\n%s\n%s\n", seed, behind, kinds[ev->kind].name);
	for (size_t i = 0; i < ev->count; i++)
		buf_printf(b, "%s\n", ev->values[i].text);
	digest_bytes(b->at, b->len, digest);
	event_set(sc, ev, EVENT_ID_FIELD, scope_copy_bytes(sc, digest, EVENT_IDENTITY));
}

static void put_value(struct scope *sc, struct event *ev, enum event_field field, const char *text)
{
	if (ev->count == ev->cap)
		ev->values = list_grow(sc, ev->values, &ev->cap, sizeof *ev->values);
	assert(field < EVENT_FIELD_COUNT);
	size_t at = ev->count++;
	for (; at > 0 && ev->values[at - 1].field > field; at--)
		ev->values[at] = ev->values[at - 1];
	ev->values[at] = (struct event_value){ field, text };
}

void event_set(struct scope *sc, struct event *ev, enum event_field field, const char *value)
{
	if (value && *value)
		put_value(sc, ev, field, scope_copy(sc, value));
}

const char *event_get(const struct event *ev, enum event_field field)
{
	for (size_t i = 0; i < ev->count; i++)
		if (ev->values[i].field == field)
			return ev->values[i].text;
	return NULL;
}

const char *event_next(const struct event *ev, enum event_field field, size_t *at)
{
	while (*at < ev->count)
		if (ev->values[(*at)++].field == field)
			return ev->values[*at - 1].text;
	return NULL;
}

/* UTF-8 without control characters of C0 and C1: git shows messages as they are. */
static bool is_line(const char *s)
{
	for (size_t n; *s; s += n) {
		unsigned char first = (unsigned char)*s;
		n = utf8_length(s);
		if (n == 0 || first < 0x20 || first == 0x7f || (first == 0xc2 && (unsigned char)s[1] < 0xa0))
			return false;
	}
	return true;
}

static bool is_trimmed(const char *s)
{
	return *s && !isspace((unsigned char)*s) && !isspace((unsigned char)s[strlen(s) - 1]);
}

static bool is_email(const char *s)
{
	const char *at = strchr(s, '@');
	return at && at > s && at[1] && !strchr(at + 1, '@') && !strpbrk(s, " <>,;\"") && is_line(s);
}

bool event_person_is_valid(const char *name, const char *email)
{
	return is_trimmed(name) && is_line(name) && !strpbrk(name, "<>") && is_email(email);
}

static bool is_person(const char *s)
{
	const char *open = strchr(s, '<');
	size_t n = strlen(s);
	char email[256];
	if (!open || open < s + 2 || open[-1] != ' ' || s[n - 1] != '>' || n - (size_t)(open - s) - 2 >= sizeof email
	    || !is_trimmed(s) || isspace((unsigned char)open[-2]))
		return false;
	size_t len = n - (size_t)(open - s) - 2;
	memcpy(email, open + 1, len);
	email[len] = '\0';
	return is_email(email) && is_line(s);
}

bool event_person(struct scope *sc, const char *person, const char **name, const char **email)
{
	if (!is_person(person))
		return false;
	const char *open = strchr(person, '<');
	*name = scope_copy_bytes(sc, person, (size_t)(open - person) - 1);
	*email = scope_copy_bytes(sc, open + 1, strlen(open) - 2);
	return true;
}

bool event_word_is_valid(const char *s)
{
	size_t n = strlen(s);
	if (n == 0 || n > 100)
		return false;
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("-_.+", *s))
			return false;
	return true;
}

bool event_region(const char *s, int region[4])
{
	for (int i = 0; i < 4; i++) {
		size_t n = strspn(s, "0123456789");
		if (n < 1 || n > 4 || (*s == '0' && n > 1) || s[n] != (i < 3 ? ' ' : '\0'))
			return false;
		region[i] = atoi(s);
		s += n + 1;
	}
	return region[2] > 0 && region[3] > 0 && region[0] + region[2] <= EVENT_REGION
	       && region[1] + region[3] <= EVENT_REGION;
}

static bool fits(enum form form, const char *s)
{
	int day, region[4];
	switch (form) {
	case PERSON:    return is_person(s);
	case WORD:      return event_word_is_valid(s);
	case DATE:      return date_parse(s, &day);
	case DIGEST:    return digest_is_valid(s);
	case COMMIT:    return strspn(s, "0123456789abcdef") == 40 && !s[40];
	case EMAIL:     return is_email(s);
	case TEXT:      return is_trimmed(s) && is_line(s);
	case FILE_NAME: return path_is_safe(s) && is_trimmed(s) && is_line(s);
	case IDENTITY:  return strspn(s, "0123456789abcdef") == EVENT_IDENTITY && !s[EVENT_IDENTITY];
	case NUMBER:    return strspn(s, "0123456789") == strlen(s) && *s != '0' && *s && strlen(s) < 7;
	case REGION:    return event_region(s, region);
	case COVER: {
		const char *blank = strchr(s, ' ');
		char word[101];
		if (!blank || (size_t)(blank - s) >= sizeof word)
			return false;
		memcpy(word, s, (size_t)(blank - s));
		word[blank - s] = '\0';
		return event_word_is_valid(word) && digest_is_valid(blank + 1);
	}
	}
	return false;
}

static const char *trailer_name(struct scope *sc, enum event_field field)
{
	return scope_copy_bytes(sc, fields[field].trailer, fields[field].len - 2);
}

const struct phrase *event_mistake(struct scope *sc, const struct event *ev)
{
	bool seen[EVENT_FIELD_COUNT] = { false };
	for (size_t i = 0; i < ev->count; i++) {
		enum event_field field = ev->values[i].field;
		if (kinds[ev->kind].holds[field] == BARRED)
			return phrase_new(sc, "{field} does not belong to \"{kind}\"", trailer_name(sc, field),
			                  kinds[ev->kind].name);
		if (seen[field] && !repeated[field])
			return phrase_new(sc, "{field} stands twice", trailer_name(sc, field));
		if (!fits(fields[field].form, ev->values[i].text))
			return phrase_new(sc, "\"{value}\" is no value for {field}", ev->values[i].text,
			                  trailer_name(sc, field));
		seen[field] = true;
	}
	for (enum event_field field = 0; field < EVENT_FIELD_COUNT; field++)
		if (kinds[ev->kind].holds[field] == NEEDED && !seen[field])
			return phrase_new(sc, "{field} is missing", trailer_name(sc, field));
	return NULL;
}

static void put_list(struct buf *b, const struct event *ev, enum event_field field, const char *none)
{
	size_t at = 0, n = 0;
	for (const char *v; (v = event_next(ev, field, &at)) != NULL; n++)
		buf_printf(b, "%s%.*s", n ? ", " : "", (int)strcspn(v, " "), v);
	if (n == 0)
		buf_text(b, none);
}

/* Bytes put one after the other: this runs for every event of every reading, and printf is slow. */
static void put_subject(struct buf *b, const struct event *ev)
{
	const enum event_field *of = kinds[ev->kind].of;
	bool reported = kinds[ev->kind].reported && event_get(ev, EVENT_REPORTED_BY_FIELD);
	const char *s = reported ? kinds[ev->kind].reported : kinds[ev->kind].says;
	for (size_t n; *s; s += n) {
		n = strcspn(s, "@*");
		buf_put(b, s, n);
		if (s[n] == '@') {
			const char *value = event_get(ev, *of++);
			buf_text(b, value ? value : "?");
		} else if (s[n] == '*') {
			put_list(b, ev, *of++, "no role any more");
		}
		n += s[n] != '\0';
	}
}

const char *event_subject(struct scope *sc, const struct event *ev)
{
	struct buf *b = buf_new(sc);
	put_subject(b, ev);
	return b->at;
}

static void encode(struct buf *b, const struct event *ev)
{
	put_subject(b, ev);
	buf_text(b, "\n\nSar-Event: ");
	buf_text(b, kinds[ev->kind].name);
	buf_char(b, '\n');
	for (size_t i = 0; i < ev->count; i++) {
		assert(i == 0 || ev->values[i - 1].field <= ev->values[i].field);
		buf_put(b, fields[ev->values[i].field].trailer, fields[ev->values[i].field].len);
		buf_text(b, ev->values[i].text);
		buf_char(b, '\n');
	}
}

const char *event_encode(struct scope *sc, const struct event *ev)
{
	struct buf *b = buf_new(sc);
	encode(b, ev);
	return b->at;
}

/* One trailer line, cut in place; the field is the one at or behind from, since they come in order. */
static bool decode_line(struct scope *sc, struct event *ev, char *line, size_t *from)
{
	if (strncmp(line, "Sar-", 4) != 0)
		return false;
	for (size_t i = *from; i < EVENT_FIELD_COUNT; i++) {
		if (line[4] != fields[i].trailer[4] || strncmp(line, fields[i].trailer, fields[i].len) != 0)
			continue;
		*from = i;
		put_value(sc, ev, (enum event_field)i, line + fields[i].len);
		return true;
	}
	return false;
}

const char *event_unknown_kind(struct scope *sc, const char *message)
{
	static const char head[] = "\n\nSar-Event: ";
	enum event_kind known;
	const char *at = strstr(message, head);
	if (!at)
		return NULL;
	at += strlen(head);
	const char *name = scope_copy_bytes(sc, at, strcspn(at, "\n"));
	return event_word_is_valid(name) && !event_kind_parse(name, &known) ? name : NULL;
}

static struct event *no_event(struct scope *sc, const struct phrase **why)
{
	*why = phrase_new(sc, "it is not written as an event");
	return NULL;
}

struct event *event_decode(struct scope *sc, const char *message, struct buf *scratch, const struct phrase **why)
{
	static const char head[] = "\n\nSar-Event: ";
	char *copy = scope_copy(sc, message), *line = strstr(copy, head);
	struct event *ev = NEW(sc, struct event);
	ev->id = "";
	if (!line)
		return no_event(sc, why);
	line += strlen(head);
	char *end = strchr(line, '\n');
	if (!end)
		return no_event(sc, why);
	*end = '\0';
	if (!event_kind_parse(line, &ev->kind))
		return no_event(sc, why);
	size_t from = 0;
	for (line = end + 1; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			return no_event(sc, why);
		*end = '\0';
		if (!decode_line(sc, ev, line, &from))
			return no_event(sc, why);
	}
	*why = event_get(ev, EVENT_ID_FIELD) ? event_mistake(sc, ev)
		: phrase_new(sc, "it was made before edition 1 of sarflow, which does not read it any more");
	if (*why)
		return NULL;
	buf_clear(scratch);
	encode(scratch, ev);
	return strcmp(scratch->at, message) == 0 ? ev : no_event(sc, why);
}

const char *event_kind_name(enum event_kind kind) { return kinds[kind].name; }

bool event_kind_parse(const char *name, enum event_kind *out)
{
	for (size_t i = 0; i < countof(kinds); i++)
		if (strcmp(name, kinds[i].name) == 0) {
			*out = (enum event_kind)i;
			return true;
		}
	return false;
}
