/* answer.c: what the child says of a workbook, and what of it is believed: nothing that is not looked at.
 *
 * The bytes that were read may have written the answer.  So each count
 * is held against the bytes that are left, each text must end where it
 * says and be UTF-8, and what is laid out is counted before it is. */
#include "base/base.h"
#include "base/utf8.h"
#include "text/workbook/workbook_private.h"

void workbook_put_number(struct buf *b, uint32_t n) { buf_put(b, &n, sizeof n); }

void workbook_put_text(struct buf *b, const char *s, size_t len)
{
	workbook_put_number(b, (uint32_t)len);
	buf_put(b, s, len + 1);
}

/* --- taking, piece by piece; bad once is bad for good --- */

struct taking { const char *at, *end; bool bad; };

static const void *take(struct taking *t, size_t len)
{
	if (t->bad || len > (size_t)(t->end - t->at)) {
		t->bad = true;
		return NULL;
	}
	t->at += len;
	return t->at - len;
}

static uint32_t take_number(struct taking *t)
{
	uint32_t n = 0;
	const void *from = take(t, sizeof n);
	if (from)
		memcpy(&n, from, sizeof n);
	return n;
}

static uint8_t take_byte(struct taking *t)
{
	const uint8_t *from = take(t, 1);
	return from ? *from : 0;
}

/* A number of things, each of at least so many bytes. */
static uint32_t take_count(struct taking *t, size_t each, uint32_t most)
{
	uint32_t n = take_number(t);
	if (n > most || n > (size_t)(t->end - t->at) / each)
		t->bad = true;
	return t->bad ? 0 : n;
}

static bool is_text(const char *s, size_t len)
{
	const char *end = s + len;
	while (s < end) {
		size_t n = (unsigned char)*s < 0x80 ? *s != '\0' : utf8_length(s);
		if (n == 0 || n > (size_t)(end - s))
			return false;
		s += n;
	}
	return *end == '\0';
}

static const char *take_text(struct taking *t)
{
	uint32_t len = take_number(t);
	const char *s = take(t, (size_t)len + 1);
	if (!s || !is_text(s, len)) {
		t->bad = true;
		return "";
	}
	return s;
}

/* --- cells and rows --- */

struct believing { struct scope *sc; const char **strings; uint32_t string_count; size_t cells; };

static void take_cell(struct taking *t, const struct believing *b, struct workbook_row *row)
{
	struct workbook_cell_head head = {0};
	const void *from = take(t, sizeof head);
	if (from)
		memcpy(&head, from, sizeof head);
	if (head.column < 1 || head.column > row->count || head.kind > WORKBOOK_FAILURE) {
		t->bad = true;
		return;
	}
	uint32_t shared = head.flags & CELL_SHARED ? take_number(t) : 0;
	if (head.flags & CELL_SHARED && shared >= b->string_count) {
		t->bad = true;
		return;
	}
	struct workbook_cell *c = &row->cells[head.column - 1];
	c->text = head.flags & CELL_SHARED ? b->strings[shared] : take_text(t);
	c->raw = head.flags & CELL_RAW ? take_text(t) : c->text;
	c->note = head.flags & CELL_NOTE ? take_text(t) : NULL;
	c->kind = (enum workbook_kind)head.kind;
	c->formula = head.flags & CELL_FORMULA;
	c->unsaved = head.flags & CELL_UNSAVED;
	c->struck = head.flags & CELL_STRUCK;
	c->partly_struck = head.flags & CELL_PARTLY;
	c->locked = head.flags & CELL_LOCKED;
}

/* Its number, place and width were looked at. */
static void take_row(struct taking body, const struct workbook_row_head *head, const struct believing *b,
                     struct workbook_row *row, bool *bad)
{
	body.at += head->at;
	row->number = (int)head->number;
	row->hidden = head->hidden;
	row->count = head->width;
	for (size_t i = 0; i < row->count; i++)
		row->cells[i].text = row->cells[i].raw = "";
	for (uint32_t i = 0; i < head->cells && !body.bad; i++)
		take_cell(&body, b, row);
	*bad = *bad || body.bad;
}

static struct workbook_row_head row_head(const char *heads, size_t i)
{
	struct workbook_row_head h;
	memcpy(&h, heads + i * sizeof h, sizeof h);
	return h;
}

/* How many cells they lay out; rows by number, within the sheet and their bytes. */
static size_t judge_rows(struct taking *t, const struct taking *body, const char *heads, uint32_t count)
{
	size_t cells = 0;
	uint32_t last = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct workbook_row_head h = row_head(heads, i);
		if (h.number <= last || h.number > WORKBOOK_ROWS || h.width > WORKBOOK_COLUMNS || h.cells > h.width ||
		    h.at > (size_t)(body->end - body->at))
			t->bad = true;
		last = h.number;
		cells += h.width;
		if (cells > WORKBOOK_CELLS)
			t->bad = true;
		if (t->bad)
			return 0;
	}
	return cells;
}

static void take_rows(struct taking *t, const struct taking *body, struct believing *b, struct workbook_sheet *s)
{
	uint32_t count = take_count(t, sizeof(struct workbook_row_head), WORKBOOK_ROWS);
	const char *heads = take(t, count * sizeof(struct workbook_row_head));
	size_t cells = heads ? judge_rows(t, body, heads, count) : 0;
	b->cells += cells;
	if (t->bad || b->cells > WORKBOOK_CELLS) {
		t->bad = true;
		return;
	}
	struct workbook_cell *at = NEWS(b->sc, struct workbook_cell, cells);
	s->rows = NEWS(b->sc, struct workbook_row, count);
	s->row_count = count;
	for (uint32_t i = 0; i < count && !t->bad; i++) {
		struct workbook_row_head h = row_head(heads, i);
		s->rows[i].cells = at;
		at += h.width;
		take_row(*body, &h, b, &s->rows[i], &t->bad);
	}
}

/* --- merged areas --- */

static struct workbook_row *first_row(const struct workbook_sheet *s, int number)
{
	size_t from = 0, to = s->row_count;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (s->rows[middle].number < number)
			from = middle + 1;
		else
			to = middle;
	}
	return s->rows + from;
}

/* What lies under a merged area is not seen, whatever the file has there. */
static void cover(struct workbook_row *row, const struct workbook_area *a)
{
	for (int c = a->left; c <= a->right && (size_t)c <= row->count; c++) {
		struct workbook_cell *cell = &row->cells[c - 1];
		if (row->number != a->top || c != a->left)
			*cell = (struct workbook_cell){ .text = "", .raw = "", .note = cell->note,
			                                .locked = cell->locked, .covered = true };
	}
}

static void take_areas(struct taking *t, struct workbook_sheet *s, struct scope *sc)
{
	uint32_t count = take_count(t, sizeof *s->merged, WORKBOOK_AREAS);
	const void *from = take(t, count * sizeof *s->merged);
	s->merged = NEWS(sc, struct workbook_area, count);
	if (from)
		memcpy(s->merged, from, count * sizeof *s->merged);
	s->merged_count = count;
	for (size_t i = 0; i < count; i++) {
		const struct workbook_area *a = &s->merged[i];
		if (a->top < 1 || a->left < 1 || a->bottom < a->top || a->right < a->left ||
		    a->bottom > WORKBOOK_ROWS || a->right > WORKBOOK_COLUMNS)
			t->bad = true;
	}
}

static void cover_all(struct taking *t, const struct workbook_sheet *s)
{
	size_t work = 0;
	for (size_t i = 0; i < s->merged_count && !t->bad; i++) {
		const struct workbook_area *a = &s->merged[i];
		const struct workbook_row *end = s->rows + s->row_count;
		struct workbook_row *r = first_row(s, a->top);
		for (; r < end && r->number <= a->bottom && !t->bad; r++) {
			cover(r, a);
			work += (size_t)(a->right - a->left + 1);
			t->bad = work > WORKBOOK_CELLS;
		}
	}
}

/* --- all of it --- */

static void take_columns(struct taking *t, struct workbook_sheet *s, struct scope *sc)
{
	uint32_t count = take_count(t, 1, WORKBOOK_COLUMNS);
	const uint8_t *from = take(t, count);
	s->column_hidden = NEWS(sc, bool, count);
	for (uint32_t i = 0; from && i < count; i++)
		s->column_hidden[i] = from[i] != 0;
	s->column_count = count;
}

static void take_sheet(struct taking *t, struct believing *b, struct workbook_sheet *s)
{
	s->name = take_text(t);
	s->hidden = take_byte(t);
	uint32_t len = take_number(t);
	const char *at = take(t, len);
	struct taking body = { at, at ? at + len : NULL, false };
	s->protected = take_byte(t);
	take_areas(t, s, b->sc);
	take_columns(t, s, b->sc);
	if (at)
		take_rows(t, &body, b, s);
	cover_all(t, s);
}

static void take_properties(struct taking *t, struct workbook *book, struct scope *sc)
{
	book->program = take_text(t);
	uint32_t count = take_count(t, 10, WORKBOOK_PROPERTIES);
	book->properties = NEWS(sc, struct workbook_property, count);
	book->property_count = count;
	for (uint32_t i = 0; i < count; i++) {
		book->properties[i].name = take_text(t);
		book->properties[i].value = take_text(t);
	}
}

static void take_book(struct taking *t, struct scope *sc, struct workbook *book)
{
	SCOPE(turn);
	struct believing b = { .sc = sc };
	take_properties(t, book, sc);
	b.string_count = take_count(t, 5, UINT32_MAX);
	b.strings = NEWS(turn, const char *, b.string_count);
	for (uint32_t i = 0; i < b.string_count; i++)
		b.strings[i] = take_text(t);
	uint32_t sheets = take_count(t, 22, WORKBOOK_SHEETS);
	book->sheets = NEWS(sc, struct workbook_sheet, sheets);
	book->sheet_count = sheets;
	for (uint32_t i = 0; i < sheets && !t->bad; i++)
		take_sheet(t, &b, &book->sheets[i]);
	if (t->at != t->end)
		t->bad = true;
}

static const struct fault *large(enum workbook_end end)
{
	return end == WORKBOOK_LARGE
	       ? fault_make(FAULT_USAGE, "holds more than is read from a workbook: unpacked, it may have {size} MiB; "
			"take out what is not needed, and save it again", WORKBOOK_UNPACKED >> 20)
	       : fault_make(FAULT_USAGE, "has more than {count} cells; take out what is not needed, and save it "
			"again", WORKBOOK_CELLS);
}

static const struct fault *damaged(const char *part)
{
	return *part ? fault_make(FAULT_CORRUPT, "is damaged in its part {part}; open it in a spreadsheet program, "
			"see whether all is there, and save it again", part)
	             : fault_make(FAULT_CORRUPT, "is damaged or cut off; ask for it again");
}

static const struct fault *misled(void)
{
	return fault_make(FAULT_CORRUPT, "misleads what reads it");
}

static const struct fault *refusal(enum workbook_end end, const char *part)
{
	switch (end) {
	case WORKBOOK_NO_ZIP:
		return fault_make(FAULT_SYSTEM, "workbooks cannot be read: the library libzip is missing");
	case WORKBOOK_NO_XML:
		return fault_make(FAULT_SYSTEM, "workbooks cannot be read: the library libexpat is missing");
	case WORKBOOK_NO_BOOK:
		return fault_make(FAULT_USAGE, "is no workbook; open it in the program it comes from, and save it "
			"as .xlsx");
	case WORKBOOK_ENCRYPTED:
		return fault_make(FAULT_USAGE, "is encrypted; save it without a password");
	case WORKBOOK_PACKED:
		return fault_make(FAULT_USAGE, "is packed as no spreadsheet program packs a workbook; open it in one, "
			"and save it as .xlsx");
	case WORKBOOK_MACROS:
		return fault_make(FAULT_USAGE, "has macros; save it as .xlsx, which has none");
	case WORKBOOK_BINARY:
		return fault_make(FAULT_USAGE, "is a binary workbook (.xlsb); save it as .xlsx");
	case WORKBOOK_LINKED:
		return fault_make(FAULT_USAGE, "has links to other workbooks; break the links, so that their values "
			"stay, and save it again");
	case WORKBOOK_DTD:
		return fault_make(FAULT_USAGE, "has a document type declaration in its part {part}, which no "
			"spreadsheet program writes; open it in one, and save it as .xlsx", part);
	case WORKBOOK_LARGE: case WORKBOOK_MANY_CELLS:
		return large(end);
	case WORKBOOK_DAMAGED:
		return damaged(part);
	default:
		return misled();
	}
}

/* The name of a part is shown to a person, and the file has it from anybody: no control character, of C1 neither. */
static const char *plain(struct scope *sc, const char *name)
{
	char *s = scope_copy(sc, name);
	for (char *c = s; *c; c++) {
		bool second = (unsigned char)c[0] == 0xc2 && (unsigned char)c[1] < 0xa0;
		if ((unsigned char)*c < ' ' || *c == 0x7f || second)
			*c = '?';
		if (second)
			*++c = '?';
	}
	return s;
}

const struct fault *workbook_answer_read(struct scope *sc, const char *answer, size_t len, struct workbook **out)
{
	struct taking t = { answer, answer + len, false };
	uint32_t end = take_number(&t);
	const char *part = plain(sc, take_text(&t));
	if (!t.bad && end != WORKBOOK_READ)
		return t.at == t.end && end < WORKBOOK_ENDS ? refusal((enum workbook_end)end, part) : misled();
	struct workbook *book = NEW(sc, struct workbook);
	if (!t.bad)
		take_book(&t, sc, book);
	if (t.bad)
		return misled();
	*out = book;
	return NULL;
}
