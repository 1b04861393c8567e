/* docx.c: a Word file in the child that reads it.
 *
 * Of the XML only tags and text are told apart: what is asked is which
 * words there are, and whether a text box, furigana or a page head is
 * around them.  The answer is a line each: a letter, and text behind it. */
#include "base/buf.h"
#include "base/helper.h"
#include "base/list.h"
#include "text/docx.h"
#include "text/docx_private.h"
#include "text/unicode.h"
#include "text/zip.h"
#include <strings.h>

enum { SECONDS = 4, MEMORY = 448 << 20, PART = 128 << 20, WORDS = 64 << 20, TEXT_PART = 96 << 20 };
static const struct zip_bounds bounds = { .parts = 20000, .bytes = (size_t)1 << 30, .ratio = 400 };

/* --- tags and text --- */

const char *docx_read_tag(const char *s, const char *end, struct docx_tag *t)
{
	char quote = '\0';
	const char *name = s + 1 + (s[1] == '/');
	t->closes = s[1] == '/';
	for (s++; s < end && (quote || *s != '>'); s++)
		if (quote ? *s == quote : *s == '"' || *s == '\'')
			quote = quote ? '\0' : *s;
	t->opens = !t->closes;
	t->closes = t->closes || s[-1] == '/';
	t->end = s;
	t->name = name;
	t->name_len = strcspn(name, " \t\r\n/>");
	const char *colon = memchr(name, ':', t->name_len);
	if (colon) {
		t->name_len -= (size_t)(colon + 1 - name);
		t->name = colon + 1;
	}
	return s < end ? s + 1 : end;
}

bool docx_is(const struct docx_tag *t, const char *name)
{
	return strlen(name) == t->name_len && memcmp(t->name, name, t->name_len) == 0;
}

/* Does the value of an attribute of this local name begin so, whatever its case? */
static bool has_value(const struct docx_tag *t, const char *attribute, const char *value)
{
	size_t n = strlen(attribute);
	for (const char *s = t->name; s + n + 2 < t->end; s++)
		if (strncmp(s, attribute, n) == 0 && s[n] == '=' && (s[-1] == ' ' || s[-1] == ':'))
			return strncasecmp(s + n + 2, value, strlen(value)) == 0;
	return false;
}

static void put_character(struct buf *out, unsigned long c)
{
	if (c < 0x80) {
		buf_char(out, c < ' ' ? ' ' : (char)c);
		return;
	}
	if (c < 0x800) {
		buf_char(out, (char)(0xc0 | c >> 6));
	} else if (c < 0x10000) {
		buf_char(out, (char)(0xe0 | c >> 12));
		buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
	} else {
		buf_char(out, (char)(0xf0 | (c >> 18 & 7)));
		buf_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_char(out, (char)(0x80 | (c & 0x3f)));
}

/* A reference as &lt; or &#x3042;: its length, 0 if there is none. */
static size_t put_reference(struct buf *out, const char *s)
{
	static const struct { const char *name; char c; } known[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
	};
	for (size_t i = 0; i < countof(known); i++)
		if (strncmp(s, known[i].name, strlen(known[i].name)) == 0) {
			buf_char(out, known[i].c);
			return strlen(known[i].name);
		}
	if (strncmp(s, "&#", 2) != 0)
		return 0;
	char *end;
	unsigned long c = s[2] == 'x' ? strtoul(s + 3, &end, 16) : strtoul(s + 2, &end, 10);
	if (*end != ';' || c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	put_character(out, c);
	return (size_t)(end + 1 - s);
}

static void put_text(struct buf *out, const char *s, const char *end)
{
	while (s < end) {
		size_t n = *s == '&' ? put_reference(out, s) : 0;
		if (n == 0)
			buf_char(out, (unsigned char)*s < ' ' ? ' ' : *s);
		s += n ? n : 1;
	}
}

/* --- the words of a part --- */

const char *docx_value(struct scope *sc, const struct docx_tag *t, const char *attribute)
{
	size_t n = strlen(attribute);
	for (const char *s = t->name; s + n + 2 < t->end; s++) {
		if (strncmp(s, attribute, n) != 0 || s[n] != '=' || !strchr(" :\t\r\n", s[-1]))
			continue;
		const char *from = s + n + 2, *to = memchr(from, s[n + 1], (size_t)(t->end - from));
		struct buf *out = buf_new(sc);
		put_text(out, from, to ? to : t->end);
		return out->at;
	}
	return NULL;
}

/* paragraph: the letter of the part.  counted: what the properties of this paragraph say so far; numbers NULL: in this
 * part nothing is counted. */
struct scan {
	struct scope *sc;
	struct buf *answer;
	char paragraph;
	int skipped, boxes, readings;
	bool text;
	struct docx_numbers *numbers;
	struct docx_counted counted;
	bool waits, properties, row, gone;      /* gone: this row of a table was deleted */
	int before;                             /* inside what properties were before a change */
};

/* Signs of Wingdings that people tick and count by; whose code is that in Unicode's private area. */
static void put_sign(struct buf *answer, const struct docx_tag *t)
{
	static const struct { const char *code, *sign; } known[] = {
		{ "F0FC", "\xe2\x9c\x93" }, { "F0FB", "\xe2\x9c\x97" }, { "F0FE", "\xe2\x98\x91" },
		{ "F0FD", "\xe2\x98\x92" }, { "F0A8", "\xe2\x96\xa1" }, { "F06F", "\xe2\x96\xa1" },
		{ "F0E0", "\xe2\x86\x92" }, { "F06C", "\xe2\x97\x8f" },
	};
	const char *sign = "\xef\xbf\xbd";
	for (size_t i = 0; i < countof(known); i++)
		if (has_value(t, "char", known[i].code))
			sign = known[i].sign;
	buf_printf(answer, "s%s\n", sign);
}

/* The letter of what the words stand in: a paragraph of the body, of a box, of a page head or foot. */
static void begin_paragraph(struct scan *s) { buf_printf(s->answer, "%c\n", s->boxes ? 'b' : s->paragraph); }

/* --- its number --- */

/* All of its properties are known: = a heading, # its number, ? a number that cannot be told. */
static void tell_number(struct scan *s)
{
	if (!s->waits || !s->numbers)
		return;
	s->waits = s->properties = false;
	s->counted.changed = s->counted.changed || s->gone;
	const char *number = docx_numbers_next(s->numbers, &s->counted, s->boxes > 0);
	if (docx_numbers_is_heading(s->numbers, &s->counted))
		buf_text(s->answer, "=\n");
	if (number)
		buf_printf(s->answer, "%c%s\n", *number ? '#' : '?', number);
}

static int level_in(struct scan *s, const struct docx_tag *t)
{
	const char *value = docx_value(s->sc, t, "val");
	return value && *value && strspn(value, "0123456789") == strlen(value) ? atoi(value) : -1;
}

static void take_property(struct scan *s, const struct docx_tag *t)
{
	if (docx_is(t, "pStyle"))
		s->counted.style = docx_value(s->sc, t, "val");
	else if (docx_is(t, "numId"))
		s->counted.list = docx_value(s->sc, t, "val");
	else if (docx_is(t, "ilvl"))
		s->counted.level = s->counted.level < 0 ? level_in(s, t) : s->counted.level;
	else if (docx_is(t, "del") || docx_is(t, "moveFrom") || docx_is(t, "vanish"))
		s->counted.changed = true;
}

/* The properties stand first in a paragraph; where something else does, there are none. */
static void take_number_tag(struct scan *s, const struct docx_tag *t)
{
	int step = t->opens && !t->closes ? 1 : t->closes && !t->opens ? -1 : 0;
	if (docx_is(t, "trPr"))
		s->row = step > 0;
	else if (docx_is(t, "tr"))
		s->gone = false;
	else if (s->row && docx_is(t, "del"))
		s->gone = true;
	if (docx_is(t, "p") && step > 0) {
		s->counted = (struct docx_counted){ .level = -1 };
		s->waits = true;
		s->properties = false;
	} else if (s->waits && docx_is(t, "pPr") && step > 0) {
		s->properties = true;
	} else if (s->waits && docx_is(t, "pPrChange")) {
		s->before += step;
	} else if (s->waits && (!s->properties || (docx_is(t, "pPr") && step < 0 && !s->before))) {
		tell_number(s);
	} else if (s->waits && t->opens && !s->before) {
		take_property(s, t);
	}
}

/* What stands for a second time for older programs, and what was moved away. */
static bool is_skipped(const struct docx_tag *t)
{
	return docx_is(t, "Fallback") || docx_is(t, "moveFrom") || docx_is(t, "del");
}

static void take_tag(struct scan *s, const struct docx_tag *t)
{
	int step = t->opens && !t->closes ? 1 : t->closes && !t->opens ? -1 : 0;
	if (is_skipped(t))
		s->skipped += step;
	else if (docx_is(t, "txbxContent"))
		s->boxes += step;
	else if (docx_is(t, "rt"))
		s->readings += step;
	else if (docx_is(t, "t"))
		s->text = step > 0;
	if (s->skipped)
		return;
	if ((docx_is(t, "p") && step > 0) || (docx_is(t, "txbxContent") && step < 0))
		begin_paragraph(s);
	else if (t->opens && (docx_is(t, "OLEObject") || docx_is(t, "altChunk")))
		buf_text(s->answer, "o\n");
	else if (t->opens && (docx_is(t, "chart") || docx_is(t, "relIds")))
		buf_text(s->answer, "g\n");
	else if (t->opens && docx_is(t, "sym"))
		put_sign(s->answer, t);
	if (s->numbers)
		take_number_tag(s, t);
}

static const char *past(const char *s, const char *mark)
{
	const char *found = strstr(s, mark);
	return found ? found + strlen(mark) : s + strlen(s);
}

static const char *take_special(const char *s)
{
	return strncmp(s, "<!--", 4) == 0 ? past(s, "-->") : s[1] == '?' ? past(s, "?>") : past(s, ">");
}

static void scan_words(struct scan *s, const char *at, size_t len)
{
	const char *end = at + len;
	while (at < end) {
		struct docx_tag t;
		const char *open = memchr(at, '<', (size_t)(end - at));
		open = open ? open : end;
		if (s->text && !s->skipped && open > at) {
			buf_char(s->answer, s->readings ? 'r' : 't');
			put_text(s->answer, at, open);
			buf_char(s->answer, '\n');
		}
		if (open == end)
			return;
		if (open[1] == '!' || open[1] == '?') {
			at = take_special(open);
			continue;
		}
		at = docx_read_tag(open, end, &t);
		take_tag(s, &t);
	}
}

/* Does a style of headings number them? */
static bool counts_headings(const char *at, size_t len)
{
	const char *end = at + len;
	bool heading = false;
	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		struct docx_tag t;
		at = docx_read_tag(at, end, &t);
		if (docx_is(&t, "style"))
			heading = false;
		else if (docx_is(&t, "name"))
			heading = has_value(&t, "val", "heading ");
		else if (heading && docx_is(&t, "numPr"))
			return true;
	}
	return false;
}

static bool begins(const char *s, const char *with) { return strncasecmp(s, with, strlen(with)) == 0; }

/* The letter of a part that holds words; 's' of the styles; 0 of all others. */
static char kind_of(const char *name)
{
	return begins(name, "word/document") ? 'p' : begins(name, "word/header") ? 'h'
		: begins(name, "word/footer") ? 'f' : begins(name, "word/styles") ? 's' : '\0';
}

/* What the numbers hang on is read before the words, wherever it stands in the file. */
static enum zip_state read_numbers(const struct zip_parts *parts, struct docx_numbers *numbers)
{
	static const struct { const char *name; void (*read)(struct docx_numbers *, const char *, size_t); } of[] = {
		{ "word/styles.xml", docx_numbers_styles }, { "word/numbering.xml", docx_numbers_lists },
	};
	enum zip_state state = ZIP_FINE;
	for (size_t i = 0; !state && i < parts->count; i++)
		for (size_t k = 0; !state && k < countof(of); k++) {
			SCOPE(turn);
			const char *bytes = "";
			size_t len = 0;
			if (strcasecmp(parts->at[i].name, of[k].name) != 0)
				continue;
			state = zip_part_read(turn, parts, &parts->at[i], TEXT_PART, &bytes, &len);
			if (!state)
				of[k].read(numbers, bytes, len);
		}
	return state;
}

static enum zip_state tell_words(struct scope *sc, int file, struct buf *answer)
{
	const struct zip_parts *parts = NULL;
	struct docx_numbers *numbers = docx_numbers_new(sc);
	enum zip_state state = zip_parts_open(sc, file, &bounds, &parts);
	bool found = false;
	if (!state)
		state = read_numbers(parts, numbers);
	for (size_t i = 0; !state && i < parts->count; i++) {
		SCOPE(turn);
		const char *name = parts->at[i].name, *bytes = "";
		size_t n = strlen(name), len = 0;
		char kind = n > 4 && strcasecmp(name + n - 4, ".xml") == 0 ? kind_of(name) : '\0';
		if (!kind)
			continue;
		state = zip_part_read(turn, parts, &parts->at[i], TEXT_PART, &bytes, &len);
		struct scan s = { .sc = sc, .answer = answer, .paragraph = kind,
			.numbers = kind == 'p' ? numbers : NULL };
		found = found || kind == 'p';
		if (!state && kind != 's')
			scan_words(&s, bytes, len);
		else if (!state && counts_headings(bytes, len))
			buf_text(answer, "c\n");
	}
	return state ? state : found ? ZIP_FINE : ZIP_NO_PART;
}

/* --- jobs: the state, then the answer --- */

static void put_answer(struct buf *answer, enum zip_state state, const char *bytes, size_t len)
{
	buf_char(answer, (char)('A' + (int)state));
	buf_put(answer, bytes, state ? 0 : len);
}

static bool run_words(const struct helper_input *input, struct buf *answer)
{
	SCOPE(sc);
	struct buf *told = buf_new(sc);
	enum zip_state state = tell_words(sc, input->files[0], told);
	put_answer(answer, state, told->at, told->len);
	return true;
}

static bool run_part(const struct helper_input *input, struct buf *answer)
{
	SCOPE(sc);
	const struct zip_parts *parts = NULL;
	const char *bytes = "";
	size_t len = 0;
	enum zip_state state = zip_parts_open(sc, input->files[0], &bounds, &parts);
	const struct zip_part *part = state ? NULL : zip_parts_find(parts, input->argument);
	if (!state)
		state = part ? zip_part_read(sc, parts, part, PART, &bytes, &len) : ZIP_NO_PART;
	put_answer(answer, state, bytes, len);
	return true;
}

const struct helper_job docx_words_job = { "words of a Word file", run_words, zip_load };
static const struct helper_job part_job = { "part of a Word file", run_part, zip_load };

const struct fault *docx_start(void) { return helper_start(&docx_words_job); }

/* --- the answer --- */

static const struct fault *judge(enum zip_state state)
{
	switch (state) {
	case ZIP_FINE:
		return NULL;
	case ZIP_NO_LIBRARY:
		return fault_make(FAULT_SYSTEM, "cannot be read: the library libzip is missing");
	case ZIP_NO_PART:
		return fault_make(FAULT_CORRUPT, "is no Word document inside; open it in Word and save it as .docx");
	case ZIP_ENCRYPTED:
		return fault_make(FAULT_USAGE, "has a password; open it in Word and save it without one");
	case ZIP_PARTS: case ZIP_SIZE:
		return fault_make(FAULT_CORRUPT, "holds more than can be read; take it in parts");
	case ZIP_NO_ZIP: case ZIP_DAMAGED: case ZIP_NAME: case ZIP_TWICE:
		break;
	}
	return fault_make(FAULT_CORRUPT, "is damaged; open it in Word and save it again, or ask for another copy");
}

static const struct fault *run(struct scope *sc, const struct helper_job *job, int fd, const char *argument,
                               size_t most, const char **answer, size_t *len)
{
	const struct helper_limits limits = { SECONDS, MEMORY, most + 1 };
	return helper_run(sc, job, &(struct helper_input){ &fd, 1, argument, strlen(argument) + 1 }, &limits, answer,
	                  len);
}

/* How it went; the answer goes on behind it. */
static const struct fault *take_state(const char **answer, size_t *len, const char *part)
{
	if (*len == 0 || **answer < 'A' || **answer > 'A' + (int)ZIP_SIZE)
		return fault_make(FAULT_CORRUPT, "misleads what reads it");
	enum zip_state state = (enum zip_state)(**answer - 'A');
	++*answer;
	--*len;
	return state == ZIP_NO_PART && part ? fault_make(FAULT_NOT_FOUND, "has no part {name}", part) : judge(state);
}

const struct fault *docx_part(struct scope *sc, int fd, const char *name, const char **bytes, size_t *len)
{
	if (strlen(name) + 1 > HELPER_ARGUMENT)
		return fault_make(FAULT_NOT_FOUND, "has no part {name}", name);
	TRY(run(sc, &part_job, fd, name, PART, bytes, len));
	return take_state(bytes, len, name);
}

static void take_number(struct scope *sc, struct docx_paragraph *p, const char *line, size_t len)
{
	size_t bad;
	p->heading = p->heading || line[0] == '=';
	if (line[0] == '?' || (line[0] == '#' && !unicode_is_valid(line + 1, len - 1, &bad)))
		p->number = "";
	else if (line[0] == '#')
		p->number = scope_copy_bytes(sc, line + 1, len - 1);
}

static void take_line(struct scope *sc, struct docx_words *out, const char *line, size_t len)
{
	static const char places[] = "pbhf", kinds[] = "trs";
	const char *where = memchr(places, line[0], strlen(places)), *kind = memchr(kinds, line[0], strlen(kinds));
	size_t bad, last = out->paragraphs.count;
	if (where)
		*LIST_ADD(sc, &out->paragraphs) = (struct docx_paragraph){
			.where = (enum docx_where)(DOCX_BODY + (where - places)) };
	else if (kind && last > 0 && unicode_is_valid(line + 1, len - 1, &bad))
		*LIST_ADD(sc, &out->paragraphs.at[last - 1].runs) = (struct docx_run){
			(enum docx_kind)(DOCX_WORDS + (kind - kinds)), scope_copy_bytes(sc, line + 1, len - 1) };
	else if (last > 0)
		take_number(sc, &out->paragraphs.at[last - 1], line, len);
	out->objects += line[0] == 'o';
	out->charts += line[0] == 'g';
	out->counts_headings = out->counts_headings || line[0] == 'c';
}

const struct fault *docx_answer_read(struct scope *sc, const char *answer, size_t len, struct docx_words *out)
{
	*out = (struct docx_words){0};
	TRY(take_state(&answer, &len, NULL));
	for (const char *s = answer, *end = answer + len; s < end; ) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));
		size_t n = stop ? (size_t)(stop - s) : (size_t)(end - s);
		if (n > 0)
			take_line(sc, out, s, n);
		s += n + 1;
	}
	return NULL;
}

const struct fault *docx_words(struct scope *sc, int fd, struct docx_words *out)
{
	const char *answer = NULL;
	size_t len = 0;
	TRY(run(sc, &docx_words_job, fd, "", WORDS, &answer, &len));
	return docx_answer_read(sc, answer, len, out);
}
