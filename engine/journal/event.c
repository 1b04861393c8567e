/* event.c: the codec.  Two tables: what a field looks like, what a kind holds. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/list.h"
#include "base/path.h"
#include "journal/event.h"
#include <ctype.h>
#include <stdarg.h>

enum form { PERSON, WORD, DATE, DIGEST, COMMIT, EMAIL, TEXT, FILE_NAME, COVER, NUMBER };
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

static const struct { const char *trailer; size_t len; enum form form; } fields[] = {
#define X(id, trailer, form) { trailer ": ", sizeof trailer + 1, FORM_##form },
	EVENT_FIELDS(X)
#undef X
};

static const char *const kinds[] = {
#define X(id, name) name,
	EVENT_KINDS(X)
#undef X
};

#define F(id) (UINT64_C(1) << EVENT_##id##_FIELD)
#define COMMON (F(PERSON) | F(ROLE) | F(AS_OF))
static const uint64_t repeated = F(GRANTED) | F(ADDRESS) | F(KEY) | F(COVERS) | F(REQUIREMENT);
static const uint64_t must[] = {
	[EVENT_OPEN] = COMMON | F(PACKAGE) | F(TEMPLATE) | F(SNAPSHOT),
	[EVENT_APPOINT] = COMMON | F(APPOINTEE),
	[EVENT_TRANSITION] = COMMON | F(ACTION) | F(FROM) | F(TO),
	[EVENT_SIGN_OFF] = COMMON | F(EVIDENCE) | F(MEANING) | F(CANON) | F(COVERS),
	[EVENT_USE] = COMMON | F(ALIAS) | F(USED) | F(PINNED),
	[EVENT_ADOPT] = COMMON | F(TEMPLATE) | F(SNAPSHOT) | F(MAPPED),
	[EVENT_SEAL] = COMMON | F(EVIDENCE) | F(SUBMITTAL) | F(MANIFEST),
	[EVENT_EXPORTED] = COMMON | F(SUBMITTAL) | F(PROFILE) | F(RESULT),
	[EVENT_DELIVERED] = COMMON | F(SUBMITTAL) | F(OCCURRED) | F(MEANS),
	[EVENT_NOTE] = COMMON | F(NOTE),
	[EVENT_LETTER] = COMMON | F(LETTER) | F(DIRECTION) | F(OCCURRED),
	[EVENT_WAIVE] = COMMON | F(FINDING) | F(RULE) | F(UNTIL) | F(NOTE) | F(EVIDENCE),
	[EVENT_UNWAIVE] = COMMON | F(FINDING),
	[EVENT_PURGE] = COMMON | F(PATH) | F(CONTENT) | F(NOTE),
	[EVENT_REMARK] = COMMON | F(REMARK) | F(SEVERITY) | F(NOTE),
	[EVENT_ANSWER] = COMMON | F(REMARK) | F(DISPOSITION),
	[EVENT_CLOSE] = COMMON | F(REMARK),
	[EVENT_REOPEN] = COMMON | F(REMARK) | F(NOTE),
};
static const uint64_t may[] = {
	[EVENT_APPOINT] = F(GRANTED) | F(ADDRESS) | F(KEY),
	[EVENT_TRANSITION] = F(DUE) | F(EVIDENCE) | F(REPORTED_BY) | F(OCCURRED) | F(RECEIVED) | F(LETTER) | F(NOTE),
	[EVENT_DELIVERED] = F(LETTER) | F(NOTE),
	[EVENT_LETTER] = F(REPORTED_BY) | F(RECEIVED) | F(NOTE),
	[EVENT_USE] = F(TEMPLATE) | F(SNAPSHOT),
	[EVENT_WAIVE] = F(PATH),
	[EVENT_UNWAIVE] = F(NOTE),
	[EVENT_REMARK] = F(OWNER) | F(DUE) | F(PATH) | F(CONTENT) | F(ELEMENT) | F(REQUIREMENT) | F(EXACT) | F(PREFIX) | F(SUFFIX) | F(ROW)
	                 | F(PAGE) | F(EVIDENCE) | F(REPORTED_BY) | F(OCCURRED) | F(RECEIVED) | F(FILED_IN) | F(THEIRS),
	[EVENT_ANSWER] = F(EVIDENCE) | F(DUPLICATE) | F(NOTE),
	[EVENT_CLOSE] = F(NOTE) | F(REPORTED_BY) | F(OCCURRED) | F(RECEIVED),
	[EVENT_REOPEN] = F(REPORTED_BY) | F(OCCURRED) | F(RECEIVED),
	[EVENT_KIND_COUNT] = 0,
};

struct event *event_new(struct scope *sc, enum event_kind kind)
{
	struct event *ev = NEW(sc, struct event);
	ev->kind = kind;
	ev->id = "";
	return ev;
}

static void put_value(struct scope *sc, struct event *ev, enum event_field field, const char *text)
{
	if (ev->count == ev->cap)
		ev->values = list_grow(sc, ev->values, &ev->cap, sizeof *ev->values);
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
	for (const unsigned char *u = (const unsigned char *)s; *u; ) {
		int more = *u < 0x80 ? 0 : *u >= 0xc2 && *u < 0xe0 ? 1 : *u >= 0xe0 && *u < 0xf0 ? 2 : *u >= 0xf0 && *u < 0xf5 ? 3 : -1;
		if (more < 0 || *u < 0x20 || *u == 0x7f || (*u == 0xc2 && u[1] < 0xa0) || (*u == 0xe0 && u[1] < 0xa0) || (*u == 0xed && u[1] >= 0xa0)
		    || (*u == 0xf0 && u[1] < 0x90) || (*u == 0xf4 && u[1] >= 0x90))
			return false;
		for (u++; more > 0; more--, u++)
			if ((*u & 0xc0) != 0x80)
				return false;
	}
	return true;
}

static bool is_trimmed(const char *s) { return *s && !isspace((unsigned char)*s) && !isspace((unsigned char)s[strlen(s) - 1]); }

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

static bool fits(enum form form, const char *s)
{
	int day;
	switch (form) {
	case PERSON:    return is_person(s);
	case WORD:      return event_word_is_valid(s);
	case DATE:      return date_parse(s, &day);
	case DIGEST:    return digest_is_valid(s);
	case COMMIT:    return strspn(s, "0123456789abcdef") == 40 && !s[40];
	case EMAIL:     return is_email(s);
	case TEXT:      return is_trimmed(s) && is_line(s);
	case FILE_NAME: return path_is_safe(s) && is_trimmed(s) && is_line(s);
	case NUMBER:    return strspn(s, "0123456789") == strlen(s) && *s != '0' && *s && strlen(s) < 7;
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

const char *event_mistake(struct scope *sc, const struct event *ev)
{
	uint64_t seen = 0;
	for (size_t i = 0; i < ev->count; i++) {
		uint64_t bit = UINT64_C(1) << ev->values[i].field;
		const char *name = fields[ev->values[i].field].trailer;
		if (!((must[ev->kind] | may[ev->kind]) & bit))
			return scope_printf(sc, "%.*s does not belong to \"%s\"", (int)strcspn(name, ":"), name, kinds[ev->kind]);
		if ((seen & bit) && !(repeated & bit))
			return scope_printf(sc, "%.*s stands twice", (int)strcspn(name, ":"), name);
		if (!fits(fields[ev->values[i].field].form, ev->values[i].text))
			return scope_printf(sc, "\"%s\" is no value for %.*s", ev->values[i].text, (int)strcspn(name, ":"), name);
		seen |= bit;
	}
	uint64_t missing = must[ev->kind] & ~seen;
	for (size_t i = 0; missing && i < EVENT_FIELD_COUNT; i++)
		if (missing & (UINT64_C(1) << i))
			return scope_printf(sc, "%.*s is missing", (int)strcspn(fields[i].trailer, ":"), fields[i].trailer);
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

#define GET(field) (event_get(ev, EVENT_##field##_FIELD) ? event_get(ev, EVENT_##field##_FIELD) : "?")

/* Texts one after the other, ended by NULL: this runs for every event of every reading, and printf is slow. */
static void say(struct buf *b, const char *first, ...)
{
	va_list ap;
	va_start(ap, first);
	for (const char *s = first; s; s = va_arg(ap, const char *))
		buf_text(b, s);
	va_end(ap);
}

static void put_subject(struct buf *b, const struct event *ev)
{
	switch (ev->kind) {
	case EVENT_OPEN:      say(b, "open: ", GET(PACKAGE), " from template ", GET(TEMPLATE), NULL); break;
	case EVENT_APPOINT:
		say(b, "appoint: ", GET(APPOINTEE), ": ", NULL);
		put_list(b, ev, EVENT_GRANTED_FIELD, "no role any more");
		break;
	case EVENT_TRANSITION:
		say(b, event_get(ev, EVENT_REPORTED_BY_FIELD) ? "reported: " : "transition: ", GET(ACTION), ": ", GET(FROM), " -> ",
		    GET(TO), NULL);
		break;
	case EVENT_SIGN_OFF:
		say(b, "sign-off: ", GET(ROLE), ": ", NULL);
		put_list(b, ev, EVENT_COVERS_FIELD, "nothing");
		break;
	case EVENT_USE:       say(b, "use: ", GET(USED), " as ", GET(ALIAS), NULL); break;
	case EVENT_ADOPT:     say(b, "adopt: template ", GET(TEMPLATE), NULL); break;
	case EVENT_SEAL:      say(b, "seal: submittal ", GET(SUBMITTAL), NULL); break;
	case EVENT_EXPORTED:  say(b, "exported: submittal ", GET(SUBMITTAL), ", profile ", GET(PROFILE), NULL); break;
	case EVENT_DELIVERED: say(b, "delivered: submittal ", GET(SUBMITTAL), NULL); break;
	case EVENT_NOTE:      say(b, "note", NULL); break;
	case EVENT_LETTER:    say(b, "letter: ", GET(DIRECTION), ": ", GET(LETTER), NULL); break;
	case EVENT_WAIVE:     say(b, "waive: ", GET(RULE), " until ", GET(UNTIL), NULL); break;
	case EVENT_UNWAIVE:   say(b, "unwaive: ", GET(FINDING), NULL); break;
	case EVENT_PURGE:     say(b, "purge: ", GET(PATH), NULL); break;
	case EVENT_REMARK:
		say(b, event_get(ev, EVENT_REPORTED_BY_FIELD) ? "deficiency: " : "remark: ", GET(REMARK), ", ", GET(SEVERITY), NULL);
		break;
	case EVENT_ANSWER:    say(b, "answer: remark ", GET(REMARK), ": ", GET(DISPOSITION), NULL); break;
	case EVENT_CLOSE:     say(b, "close: remark ", GET(REMARK), NULL); break;
	case EVENT_REOPEN:    say(b, "reopen: remark ", GET(REMARK), NULL); break;
	case EVENT_KIND_COUNT: break;
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
	say(b, "\n\nSar-Event: ", kinds[ev->kind], "\n", NULL);
	for (size_t i = 0; i < ev->count; i++) {
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

struct event *event_decode(struct scope *sc, const char *message, struct buf *scratch, const char **why)
{
	static const char head[] = "\n\nSar-Event: ";
	char *copy = scope_copy(sc, message), *line = strstr(copy, head);
	struct event *ev = NEW(sc, struct event);
	ev->id = "";
	*why = "it is not written as an event";
	if (!line)
		return NULL;
	line += strlen(head);
	char *end = strchr(line, '\n');
	if (!end)
		return NULL;
	*end = '\0';
	if (!event_kind_parse(line, &ev->kind))
		return NULL;
	size_t from = 0;
	for (line = end + 1; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			return NULL;
		*end = '\0';
		if (!decode_line(sc, ev, line, &from))
			return NULL;
	}
	const char *mistake = event_mistake(sc, ev);
	if (mistake) {
		*why = mistake;
		return NULL;
	}
	buf_clear(scratch);
	encode(scratch, ev);
	return strcmp(scratch->at, message) == 0 ? ev : NULL;
}

const char *event_kind_name(enum event_kind kind) { return kinds[kind]; }

bool event_kind_parse(const char *name, enum event_kind *out)
{
	for (size_t i = 0; i < countof(kinds); i++)
		if (strcmp(name, kinds[i]) == 0) {
			*out = (enum event_kind)i;
			return true;
		}
	return false;
}
