/* sheet.c: the cells of a sheet, put into the answer as they come.
 *
 * Rows and cells may come in any order; one that comes twice is damage,
 * for nobody can tell which of the two was seen. */
#include "base/base.h"
#include "base/list.h"
#include "text/workbook/sheet_private.h"

enum { SHEET = WORDS_ELEMENTS, COLUMNS, DATA, ROW, CELL, VALUE, INLINE, MERGED };
static void fail(struct sheet *s, enum workbook_end end) { workbook_fail(s->r, end, s->part); }

/* --- places --- */

size_t workbook_place_read(const char *place, int *row, int *column)
{
	const char *s = place;
	int32_t r = 0, c = 0;
	for (; *s >= 'A' && *s <= 'Z' && c <= WORKBOOK_COLUMNS; s++)
		c = c * 26 + (*s - 'A' + 1);
	if (c == 0 || c > WORKBOOK_COLUMNS)
		return 0;
	for (; *s >= '0' && *s <= '9' && r <= WORKBOOK_ROWS; s++)
		r = r * 10 + (*s - '0');
	if (r == 0 || r > WORKBOOK_ROWS)
		return 0;
	*row = r;
	*column = c;
	return (size_t)(s - place);
}

static int whole_of(const char *s, int most)
{
	int32_t n = 0;
	for (; s && *s >= '0' && *s <= '9' && n <= most; s++)
		n = n * 10 + (*s - '0');
	return s && !*s && n <= most ? n : 0;
}

/* --- rows and cells as they begin and end --- */

static enum cell_type type_of(const char *t)
{
	static const struct { const char *name; enum cell_type type; } types[] = {
		{ "s", TYPE_SHARED }, { "str", TYPE_TEXT }, { "n", TYPE_NUMBER }, { "inlineStr", TYPE_INLINE },
		{ "b", TYPE_TRUTH }, { "e", TYPE_FAILURE }, { "d", TYPE_DAY },
	};
	for (size_t i = 0; i < countof(types); i++)
		if (strcmp(t, types[i].name) == 0)
			return types[i].type;
	return TYPE_UNKNOWN;
}

/* One without a place stands behind the last. */
static int column_of(const struct sheet *s, const char *place)
{
	int row = 0, column = 0;
	if (!place)
		return s->last_column + 1;
	size_t n = workbook_place_read(place, &row, &column);
	return n && !place[n] && row == (int)s->row.number ? column : 0;
}

static int begin_cell(struct sheet *s, const char *const *attributes)
{
	const char *place = NULL, *style = NULL, *type = NULL;
	for (; attributes[0]; attributes += 2)
		if (!attributes[0][1])
			switch (attributes[0][0]) {
			case 'r': place = attributes[1]; break;
			case 's': style = attributes[1]; break;
			case 't': type = attributes[1]; break;
			}
	int column = column_of(s, place);
	if (column < 1 || column > WORKBOOK_COLUMNS || s->turns[column] == s->turn) {
		fail(s, WORKBOOK_DAMAGED);
		return XML_SKIP;
	}
	s->turns[column] = s->turn;
	s->last_column = column;
	s->cell = (struct cell){ .type = type ? type_of(type) : TYPE_NUMBER, .column = column,
	                         .style = workbook_style_of(s->r, style) };
	buf_clear(s->value);
	if (s->cell.type == TYPE_INLINE)
		workbook_words_new(&s->words);
	return CELL;
}

static bool is_flat(const char *height)
{
	char *end;
	return height && strtod(height, &end) == 0 && end != height;
}

static int begin_row(struct sheet *s, const char *const *attributes)
{
	const char *number = xml_attribute(attributes, "r");
	int row = number ? whole_of(number, WORKBOOK_ROWS) : s->last_row + 1;
	bool hidden = xml_is_true(xml_attribute(attributes, "hidden"), false) ||
	              is_flat(xml_attribute(attributes, "ht"));
	if (row < 1 || row > WORKBOOK_ROWS)
		fail(s, WORKBOOK_DAMAGED);
	s->last_row = row;
	s->last_column = 0;
	s->turn++;
	s->row = (struct workbook_row_head){ .number = (uint32_t)row, .at = (uint32_t)(s->r->answer->len - s->body),
	                                     .hidden = hidden };
	return s->r->end ? XML_SKIP : ROW;
}

/* A row that has nothing to say is left out. */
static void end_row(struct sheet *s)
{
	workbook_cell_notes(s);
	s->r->cells += s->row.width;
	if (s->r->cells > WORKBOOK_CELLS)
		fail(s, WORKBOOK_MANY_CELLS);
	if (s->row.cells && !s->r->end)
		*LIST_ADD(s->r->sc, &s->rows) = s->row;
}

/* Rows that are there for their notes alone. */
static void add_noted_rows(struct sheet *s)
{
	for (size_t i = 0; i < s->notes.count; i++)
		if (!s->notes.at[i].used) {
			s->row = (struct workbook_row_head){ .number = (uint32_t)s->notes.at[i].row,
			                                     .at = (uint32_t)(s->r->answer->len - s->body) };
			end_row(s);
		}
}

/* --- what stands around the cells --- */

static void read_column(struct sheet *s, const char *const *attributes)
{
	const char *width = xml_attribute(attributes, "width");
	int from = whole_of(xml_attribute(attributes, "min"), WORKBOOK_COLUMNS),
	    to = whole_of(xml_attribute(attributes, "max"), WORKBOOK_COLUMNS);
	bool hidden = xml_is_true(xml_attribute(attributes, "hidden"), false) || is_flat(width);
	for (int c = from; hidden && c >= 1 && c <= to; c++) {
		s->hidden_columns[c - 1] = 1;
		s->columns = s->columns < (size_t)c ? (size_t)c : s->columns;
	}
}

static void read_area(struct sheet *s, const char *place)
{
	struct workbook_area a = {0};
	size_t n = place ? workbook_place_read(place, &a.top, &a.left) : 0;
	size_t more = n && place[n] == ':' ? workbook_place_read(place + n + 1, &a.bottom, &a.right) : 0;
	if (n && !place[n])
		return;                         /* one cell */
	if (!more || place[n + 1 + more] || a.bottom < a.top || a.right < a.left)
		fail(s, WORKBOOK_DAMAGED);
	else if (s->areas.count == WORKBOOK_AREAS)
		fail(s, WORKBOOK_LARGE);
	else
		*LIST_ADD(s->r->sc, &s->areas) = a;
}

static int begin_part(struct sheet *s, const char *name, const char *const *attributes)
{
	if (strcmp(name, "sheetData") == 0)
		return DATA;
	if (strcmp(name, "cols") == 0)
		return COLUMNS;
	if (strcmp(name, "mergeCells") == 0)
		return MERGED;
	if (strcmp(name, "sheetProtection") == 0)
		s->protected = xml_is_true(xml_attribute(attributes, "sheet"), false);
	return XML_SKIP;
}

static int begin_in_cell(struct sheet *s, const char *name)
{
	if (strcmp(name, "v") == 0 && s->cell.type != TYPE_INLINE) {
		s->cell.has_value = true;
		return VALUE;
	}
	if (strcmp(name, "f") == 0) {
		s->cell.has_formula = true;
		return XML_SKIP;
	}
	return strcmp(name, "is") == 0 && s->cell.type == TYPE_INLINE ? INLINE : XML_SKIP;
}

static int begin_leaf(struct sheet *s, int inside, const char *name, const char *const *attributes)
{
	if (inside == COLUMNS && strcmp(name, "col") == 0)
		read_column(s, attributes);
	else if (inside == MERGED && strcmp(name, "mergeCell") == 0)
		read_area(s, xml_attribute(attributes, "ref"));
	else if (inside == INLINE || inside < WORDS_ELEMENTS)
		return workbook_words_begin(&s->words, inside, name, attributes);
	return XML_SKIP;
}

static int begin(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct sheet *s = context;
	if (space != SPACE_SHEET || s->r->end)
		return XML_SKIP;
	switch (inside) {
	case ROW: return name[0] == 'c' && !name[1] ? begin_cell(s, attributes) : XML_SKIP;
	case CELL: return begin_in_cell(s, name);
	case DATA: return strcmp(name, "row") == 0 ? begin_row(s, attributes) : XML_SKIP;
	case SHEET: return begin_part(s, name, attributes);
	case 0: return strcmp(name, "worksheet") == 0 ? SHEET : XML_SKIP;
	default: return begin_leaf(s, inside, name, attributes);
	}
}

static void end(void *context, int element)
{
	struct sheet *s = context;
	if (s->r->end)
		return;
	if (element == CELL)
		workbook_cell_end(s);
	else if (element == ROW)
		end_row(s);
	else if (element < WORDS_ELEMENTS)
		workbook_words_end(&s->words, element);
}

static void text(void *context, int element, const char *bytes, size_t len)
{
	struct sheet *s = context;
	if (element == VALUE)
		buf_put(s->value, bytes, len);
	else if (element == WORDS_PIECE)
		workbook_words_text(&s->words, bytes, len);
	if (s->value->len > WORKBOOK_LONGEST || s->words.text->len > WORKBOOK_LONGEST)
		fail(s, WORKBOOK_LARGE);
}

/* --- all of it --- */

static int compare_rows(const void *a, const void *b)
{
	const struct workbook_row_head *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

static void sort_rows(struct sheet *s)
{
	bool sorted = true;
	for (size_t i = 1; i < s->rows.count; i++)
		sorted = sorted && s->rows.at[i - 1].number < s->rows.at[i].number;
	if (!sorted)
		qsort(s->rows.at, s->rows.count, sizeof *s->rows.at, compare_rows);
	for (size_t i = 1; i < s->rows.count; i++)
		if (s->rows.at[i - 1].number == s->rows.at[i].number)
			fail(s, WORKBOOK_DAMAGED);
}

static size_t first_row(const struct sheet *s, int number)
{
	size_t from = 0, to = s->rows.count;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (s->rows.at[middle].number < (uint32_t)number)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* A row that has anything is as wide as the merged areas that reach into it. */
static void widen_rows(struct sheet *s)
{
	size_t work = 0;                /* of whoever marks what is covered */
	for (size_t i = 0; i < s->areas.count && !s->r->end; i++) {
		const struct workbook_area *a = &s->areas.at[i];
		size_t n = first_row(s, a->top);
		for (; n < s->rows.count && s->rows.at[n].number <= (uint32_t)a->bottom && !s->r->end; n++) {
			struct workbook_row_head *row = &s->rows.at[n];
			work += (size_t)(a->right - a->left + 1);
			if (row->width < (uint32_t)a->right) {
				s->r->cells += (uint32_t)a->right - row->width;
				row->width = (uint32_t)a->right;
			}
			if (s->r->cells > WORKBOOK_CELLS || work > WORKBOOK_CELLS)
				fail(s, WORKBOOK_MANY_CELLS);
		}
	}
}

static void put_frame(struct sheet *s)
{
	struct buf *b = s->r->answer;
	buf_char(b, s->protected);
	workbook_put_number(b, (uint32_t)s->areas.count);
	if (s->areas.count)
		buf_put(b, s->areas.at, s->areas.count * sizeof *s->areas.at);
	workbook_put_number(b, (uint32_t)s->columns);
	buf_put(b, s->hidden_columns, s->columns);
	workbook_put_number(b, (uint32_t)s->rows.count);
	if (s->rows.count)
		buf_put(b, s->rows.at, s->rows.count * sizeof *s->rows.at);
}

static void read_cells(struct sheet *s)
{
	struct buf *b = s->r->answer;
	size_t length = b->len;
	struct xml_reader reader = { .begin = begin, .end = end, .text = text };
	workbook_put_number(b, 0);
	s->body = b->len;
	if (!workbook_scan(s->r, s->part, reader, s))
		return;
	add_noted_rows(s);
	memcpy(b->at + length, &(uint32_t){ (uint32_t)(b->len - s->body) }, sizeof(uint32_t));
	sort_rows(s);
	widen_rows(s);
	put_frame(s);
}

bool workbook_sheet_read(struct workbook_reading *r, const struct workbook_tab *tab)
{
	SCOPE(turn);
	struct scope *all = r->sc;
	struct sheet *s = NEW(turn, struct sheet);
	struct workbook_relations related = {0};
	r->sc = turn;                           /* what is made for one sheet ends with it */
	*s = (struct sheet){ .r = r, .part = tab->part, .value = buf_new(turn), .shown = buf_new(turn),
	                     .words = { .text = buf_new(turn) } };
	s->turns = NEWS(turn, uint32_t, WORKBOOK_COLUMNS + 1);
	workbook_put_text(r->answer, tab->name, strlen(tab->name));
	buf_char(r->answer, tab->hidden);
	if (workbook_relations_read(r, tab->part, &related) && workbook_notes_read(r, &related, &s->notes))
		read_cells(s);
	r->sc = all;
	if (r->end)
		r->where = scope_copy(all, r->where);
	return r->end == WORKBOOK_READ;
}
