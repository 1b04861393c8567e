/* sheet_cells.c: what a cell holds, put into the answer. */
#include "base/base.h"
#include "text/workbook/sheet_private.h"

static void fail(struct sheet *s, enum workbook_end end) { workbook_fail(s->r, end, s->part); }

static struct workbook_note *note_at(struct sheet *s, int row, int column)
{
	size_t from = 0, to = s->notes.count;
	while (from < to) {
		size_t middle = (from + to) / 2;
		const struct workbook_note *n = &s->notes.at[middle];
		if (n->row < row || (n->row == row && n->column < column))
			from = middle + 1;
		else
			to = middle;
	}
	return from < s->notes.count ? &s->notes.at[from] : NULL;
}

static const struct workbook_note *take_note(struct sheet *s, int row, int column)
{
	struct workbook_note *n = s->notes.count ? note_at(s, row, column) : NULL;
	if (!n || n->row != row || n->column != column)
		return NULL;
	n->used = true;
	return n;
}

static void put_head(struct sheet *s, int column, enum workbook_kind kind, unsigned flags)
{
	struct workbook_cell_head head = { (uint16_t)column, (uint8_t)kind, (uint8_t)flags };
	buf_put(s->r->answer, &head, sizeof head);
	s->row.cells++;
	if (s->row.width < (uint32_t)column)
		s->row.width = (uint32_t)column;
}

static unsigned struck_flags(unsigned looks, const struct workbook_style *style)
{
	unsigned as_cell = looks & WORDS_AS_CELL ? (style->struck ? WORDS_STRUCK : WORDS_PLAIN) : 0;
	looks |= as_cell;
	return !(looks & WORDS_STRUCK) ? 0 : looks & WORDS_PLAIN ? CELL_PARTLY : CELL_STRUCK;
}

/* What is to be said of the present cell beside its text. */
static unsigned flags_of(struct sheet *s, unsigned looks, const struct workbook_note **note)
{
	const struct cell *c = &s->cell;
	*note = take_note(s, (int)s->row.number, c->column);
	return struck_flags(looks, c->style) | (c->has_formula ? CELL_FORMULA : 0) |
	       (c->style->unlocked ? 0 : CELL_LOCKED) | (*note ? CELL_NOTE : 0);
}

static void put_note(struct sheet *s, const struct workbook_note *note)
{
	if (note)
		workbook_put_text(s->r->answer, note->text, strlen(note->text));
}

static void put_cell(struct sheet *s, enum workbook_kind kind, const struct buf *text, const struct buf *raw,
                     unsigned looks)
{
	const struct workbook_note *note;
	unsigned flags = flags_of(s, looks, &note);
	if (kind == WORKBOOK_NOTHING && s->cell.has_formula)
		flags |= CELL_UNSAVED;
	if (kind == WORKBOOK_NOTHING && !(flags & (CELL_FORMULA | CELL_NOTE)))
		return;
	bool differs = raw && (raw->len != text->len || memcmp(raw->at, text->at, text->len) != 0);
	put_head(s, s->cell.column, kind, flags | (differs ? CELL_RAW : 0));
	workbook_put_text(s->r->answer, text->at, text->len);
	if (differs)
		workbook_put_text(s->r->answer, raw->at, raw->len);
	put_note(s, note);
}

static void put_nothing(struct sheet *s)
{
	buf_clear(s->shown);
	put_cell(s, WORKBOOK_NOTHING, s->shown, NULL, 0);
}

static void put_shared(struct sheet *s)
{
	const struct workbook_note *note;
	const char *digits = s->value->at;
	uint32_t n = 0;
	for (; *digits >= '0' && *digits <= '9' && n < UINT32_MAX / 10 - 1; digits++)
		n = n * 10 + (uint32_t)(*digits - '0');
	if (*digits || !s->value->len || n >= s->r->string_count) {
		fail(s, WORKBOOK_DAMAGED);
		return;
	}
	unsigned looks = s->r->string_looks[n];
	if (looks & WORDS_EMPTY && !s->cell.has_formula) {
		put_nothing(s);
		return;
	}
	put_head(s, s->cell.column, WORKBOOK_TEXT, flags_of(s, looks, &note) | CELL_SHARED);
	workbook_put_number(s->r->answer, n);
	put_note(s, note);
}

static void put_text(struct sheet *s, const struct buf *text, unsigned looks)
{
	if (text->len || s->cell.has_formula)
		put_cell(s, WORKBOOK_TEXT, text, NULL, looks);
	else
		put_nothing(s);
}

static void put_number(struct sheet *s)
{
	buf_clear(s->shown);
	enum workbook_kind kind = workbook_shape_show(s->cell.style->shape, s->value->at, s->value->len,
	                                              s->r->from_1904, s->shown);
	if (kind == WORKBOOK_NOTHING)
		fail(s, WORKBOOK_DAMAGED);
	else
		put_cell(s, kind, s->shown, s->value, WORDS_AS_CELL);
}

static void put_truth(struct sheet *s)
{
	const char *v = s->value->at;
	bool yes = strcmp(v, "1") == 0 || strcmp(v, "true") == 0;
	buf_clear(s->shown);
	buf_text(s->shown, yes ? "TRUE" : "FALSE");
	put_cell(s, WORKBOOK_TRUTH, s->shown, NULL, WORDS_AS_CELL);
}

static bool is_pattern(const char *s, const char *pattern)
{
	for (; *pattern; s++, pattern++)
		if (*pattern == '0' ? *s < '0' || *s > '9' : *s != *pattern)
			return false;
	return true;
}

/* t="d": a day or moment as ISO 8601 writes it. */
static void put_day(struct sheet *s)
{
	const char *v = s->value->at;
	bool day = is_pattern(v, "0000-00-00"), moment = day && is_pattern(v + 10, "T00:00:00");
	bool alone = is_pattern(v, "00:00:00");
	buf_clear(s->shown);
	if (day)
		buf_put(s->shown, v, 10);
	if (moment)
		buf_char(s->shown, ' ');
	if (moment || alone)
		buf_put(s->shown, moment ? v + 11 : v, 8);
	if (!day && !alone)
		put_text(s, s->value, WORDS_AS_CELL);
	else
		put_cell(s, moment || alone ? WORKBOOK_TIME : WORKBOOK_DAY, s->shown, s->value, WORDS_AS_CELL);
}

static void trim(struct buf *b)
{
	if (b->len && b->at[0] > ' ' && b->at[b->len - 1] > ' ')
		return;
	while (b->len && strchr(" \t\r\n", b->at[b->len - 1]))
		b->at[--b->len] = '\0';
	size_t lead = strspn(b->at, " \t\r\n");
	if (lead) {
		memmove(b->at, b->at + lead, b->len - lead + 1);
		b->len -= lead;
	}
}

static void put_value(struct sheet *s)
{
	enum cell_type type = s->cell.type;
	if (type == TYPE_TEXT) {
		workbook_words_decode(s->value, 0);
		put_text(s, s->value, WORDS_AS_CELL);
		return;
	}
	trim(s->value);
	if (!s->value->len)
		put_nothing(s);
	else if (type == TYPE_SHARED)
		put_shared(s);
	else if (type == TYPE_NUMBER)
		put_number(s);
	else if (type == TYPE_TRUTH)
		put_truth(s);
	else if (type == TYPE_FAILURE)
		put_cell(s, WORKBOOK_FAILURE, s->value, NULL, WORDS_AS_CELL);
	else
		put_day(s);
}

void workbook_cell_end(struct sheet *s)
{
	if (s->cell.type == TYPE_UNKNOWN)
		fail(s, WORKBOOK_DAMAGED);
	else if (s->cell.type == TYPE_INLINE)
		put_text(s, s->words.text, s->words.looks);
	else if (s->cell.has_value)
		put_value(s);
	else
		put_nothing(s);
	if (s->r->answer->len > WORKBOOK_ANSWER)
		fail(s, WORKBOOK_LARGE);
}

void workbook_cell_notes(struct sheet *s)
{
	int row = (int)s->row.number;
	if (s->notes.count == 0)
		return;
	const struct workbook_note *end = s->notes.at + s->notes.count;
	for (struct workbook_note *n = note_at(s, row, 0); n && n < end && n->row == row; n++)
		if (!n->used) {
			put_head(s, n->column, WORKBOOK_NOTHING, CELL_NOTE);
			workbook_put_text(s->r->answer, "", 0);
			put_note(s, n);
			n->used = true;
		}
}
