/* words.c: texts of a workbook: runs put together, furigana left out, what is struck. */
#include "base/base.h"
#include "base/utf8.h"
#include "text/workbook/workbook_private.h"

void workbook_words_new(struct workbook_words *w)
{
	buf_clear(w->text);
	*w = (struct workbook_words){ .text = w->text };
}

static bool is_struck(const char *const *attributes)
{
	return xml_is_true(xml_attribute(attributes, "val"), true);
}

int workbook_words_begin(struct workbook_words *w, int inside, const char *name, const char *const *attributes)
{
	if (inside == WORDS_FONT) {
		w->run_struck = w->run_struck || (strcmp(name, "strike") == 0 && is_struck(attributes));
		return XML_SKIP;
	}
	if (strcmp(name, "t") == 0 && inside != WORDS_PIECE) {
		const char *space = xml_attribute(attributes, "xml:space");
		w->keep = space && strcmp(space, "preserve") == 0;
		w->from = w->text->len;
		return WORDS_PIECE;
	}
	if (strcmp(name, "r") == 0 && inside != WORDS_RUN) {
		w->run_font = w->run_struck = false;
		return WORDS_RUN;
	}
	if (strcmp(name, "rPr") == 0 && inside == WORDS_RUN) {
		w->run_font = true;
		return WORDS_FONT;
	}
	return XML_SKIP;                        /* rPh, phoneticPr: how it is read aloud */
}

void workbook_words_text(struct workbook_words *w, const char *bytes, size_t len) { buf_put(w->text, bytes, len); }

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Blanks at the ends are there for whoever wrote the file, unless it says otherwise. */
static void trim(struct workbook_words *w)
{
	struct buf *b = w->text;
	size_t lead = w->from;
	while (b->len > w->from && is_blank(b->at[b->len - 1]))
		b->len--;
	while (lead < b->len && is_blank(b->at[lead]))
		lead++;
	if (b->cap) {
		memmove(b->at + w->from, b->at + lead, b->len - lead);
		b->len -= lead - w->from;
		b->at[b->len] = '\0';
	}
}

void workbook_words_end(struct workbook_words *w, int element)
{
	if (element == WORDS_RUN)
		w->run_font = w->run_struck = false;
	if (element != WORDS_PIECE)
		return;
	if (!w->keep)
		trim(w);
	workbook_words_decode(w->text, w->from);
	for (size_t i = w->from; i < w->text->len; i++)
		if (!is_blank(w->text->at[i])) {
			w->looks |= !w->run_font ? WORDS_AS_CELL : w->run_struck ? WORDS_STRUCK : WORDS_PLAIN;
			break;
		}
}

/* --- _xHHHH_ --- */

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
	     : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The unit of UTF-16 that "_x0041_" stands for, -1: it is none. */
static int32_t unit_at(const char *s, const char *end)
{
	int32_t unit = 0;
	if (end - s < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++) {
		int digit = hex(s[i]);
		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

/* Never longer than the seven bytes it came from.  A NUL, or half of a pair, is no character. */
static size_t put_character(char *out, int32_t c)
{
	if (c == 0 || (c >= 0xd800 && c < 0xe000))
		c = 0xfffd;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)((n == 2 ? 0xc0 : n == 3 ? 0xe0 : 0xf0) | c);
	return n;
}

/* "\r\n" and "\r" are line ends as "\n" is. */
static size_t put_line_end(const char *s, const char *end, char *out)
{
	*out = '\n';
	return s < end && *s == '\n' ? 1 : unit_at(s, end) == '\n' ? 7 : 0;
}

void workbook_words_decode(struct buf *b, size_t from)
{
	if (!b->len || (!memchr(b->at + from, '_', b->len - from) && !memchr(b->at + from, '\r', b->len - from)))
		return;
	const char *s = b->at + from, *end = b->at + b->len;
	char *out = b->at + from;
	while (s < end) {
		int32_t unit = unit_at(s, end), low;
		if (unit < 0 && *s != '\r') {
			*out++ = *s++;
			continue;
		}
		s += unit < 0 ? 1 : 7;
		if (unit < 0 || unit == '\r')
			s += put_line_end(s, end, out++);
		else if (unit >= 0xd800 && unit < 0xdc00 && (low = unit_at(s, end)) >= 0xdc00 && low < 0xe000) {
			out += put_character(out, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
			s += 7;
		} else
			out += put_character(out, unit);
	}
	b->len = (size_t)(out - b->at);
	b->at[b->len] = '\0';
}

/* --- shared strings --- */

enum { TABLE = WORDS_ELEMENTS, STRING };
struct sharing { struct workbook_reading *r; const char *part; struct workbook_words words; size_t room; };

static int begin_string(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct sharing *g = context;
	if (space != SPACE_SHEET)
		return XML_SKIP;
	if (inside == 0)
		return strcmp(name, "sst") == 0 ? TABLE : XML_SKIP;
	if (inside == TABLE && strcmp(name, "si") == 0) {
		workbook_words_new(&g->words);
		return STRING;
	}
	return inside == TABLE ? XML_SKIP : workbook_words_begin(&g->words, inside, name, attributes);
}

static void add_string(struct sharing *g)
{
	struct workbook_reading *r = g->r;
	if (r->string_count == g->room) {
		size_t room = g->room ? g->room * 2 : 1024;
		uint8_t *looks = scope_alloc(r->sc, room, 1);
		if (g->room)
			memcpy(looks, r->string_looks, g->room);
		r->string_looks = looks;
		g->room = room;
	}
	unsigned empty = g->words.text->len ? 0 : WORDS_EMPTY;
	r->string_looks[r->string_count++] = (uint8_t)(g->words.looks | empty);
	workbook_put_text(r->answer, g->words.text->at, g->words.text->len);
}

static void end_string(void *context, int element)
{
	struct sharing *g = context;
	if (element == STRING)
		add_string(g);
	else
		workbook_words_end(&g->words, element);
	if (g->r->answer->len > WORKBOOK_ANSWER)
		workbook_fail(g->r, WORKBOOK_LARGE, g->part);
}

static void text_string(void *context, int element, const char *bytes, size_t len)
{
	struct sharing *g = context;
	if (element == WORDS_PIECE)
		workbook_words_text(&g->words, bytes, len);
	if (g->words.text->len > WORKBOOK_LONGEST)
		workbook_fail(g->r, WORKBOOK_LARGE, g->part);
}

bool workbook_strings_read(struct workbook_reading *r, const char *part)
{
	struct sharing g = { .r = r, .part = part, .words = { .text = buf_new(r->sc) } };
	size_t at = r->answer->len;
	workbook_put_number(r->answer, 0);
	struct xml_reader reader = { .begin = begin_string, .end = end_string, .text = text_string };
	if (part && !workbook_scan(r, part, reader, &g))
		return false;
	memcpy(r->answer->at + at, &(uint32_t){ (uint32_t)r->string_count }, sizeof(uint32_t));
	return true;
}
