/* redline_tables.c: tables; a row that came or went is tracked as a row, and so are its words. */
#include "base/base.h"
#include "base/utf8.h"
#include "render/redline_private.h"

/* --- widths --- */

enum { LETTER = 108, MARGINS = 170, LONGEST_WORD = 26, LONGEST_LINE = 46 };      /* LETTER: of the style SarCell */

struct room { int word, line; };        /* in letters */

/* The longest word and line of a text; other scripts than Latin break anywhere and are wide. */
static struct room room_of(const char *s)
{
	struct room out = {0};
	int word = 0, line = 0;
	for (size_t n; *s; s += n) {
		n = utf8_length(s);
		n = n ? n : 1;
		int wide = n >= 3 ? 2 : 1;
		word = strchr(" \n", *s) ? 0 : n >= 3 ? wide : word + 1;
		line = *s == '\n' ? 0 : line + wide;
		out.word = word > out.word ? word : out.word;
		out.line = line > out.line ? line : out.line;
		word = *s == '-' ? 0 : word;
	}
	return out;
}

static int at_most(int n, int most) { return n > most ? most : n; }

static void take_room(struct redline_table *t, int *wants, size_t column, const char *text)
{
	struct room room = room_of(text);
	int need = at_most(room.word, LONGEST_WORD) * LETTER + MARGINS;
	int want = at_most(room.line, LONGEST_LINE) * LETTER + MARGINS;
	t->widths[column] = need > t->widths[column] ? need : t->widths[column];
	wants[column] = want > wants[column] ? want : wants[column];
}

struct redline_table redline_fit(struct scope *sc, const char *const *texts, size_t rows, size_t columns, int room)
{
	struct redline_table t = { NEWS(sc, int, columns + 1), columns, 0 };
	int *wants = NEWS(sc, int, columns + 1);
	int64_t needed = 0, more = 0;
	for (size_t i = 0; i < rows * columns; i++)
		take_room(&t, wants, i % columns, texts[i] ? texts[i] : "");
	for (size_t c = 0; c < columns; c++) {
		needed += t.widths[c];
		more += wants[c] - t.widths[c];
	}
	int64_t left = room - needed;
	for (size_t c = 0; c < columns; c++) {
		if (left < 0)
			t.widths[c] = (int)((int64_t)t.widths[c] * room / needed);
		else if (more > 0)
			t.widths[c] += (int)((wants[c] - t.widths[c]) * (left < more ? left : more) / more);
		t.width += t.widths[c];
	}
	return t;
}

/* --- elements --- */

void redline_table_begin(struct redline *r, const char *style, const struct redline_table *t)
{
	redline_xml(r->body, "<w:tbl><w:tblPr><w:tblStyle w:val=\"");
	redline_text(r->body, style);
	buf_printf(r->body, "\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"
	           "<w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" "
	           "w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>", t->width);
	for (size_t c = 0; c < t->count; c++)
		buf_printf(r->body, "<w:gridCol w:w=\"%d\"/>", t->widths[c]);
	redline_xml(r->body, "</w:tblGrid>\n");
}

void redline_row_begin(struct redline *r, enum markdown_change change, bool head)
{
	redline_xml(r->body, "<w:tr><w:trPr><w:cantSplit/>");
	if (head)
		redline_xml(r->body, "<w:tblHeader/>");
	redline_end_tracked(r, change);
	redline_xml(r->body, "</w:trPr>");
}

void redline_cell_begin(struct redline *r, int width, enum markdown_change change, const char *style)
{
	buf_printf(r->body, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>", width);
	redline_begin(r, style, change);
}

void redline_cell_end(struct redline *r) { redline_xml(r->body, "</w:p></w:tc>"); }
void redline_row_end(struct redline *r) { redline_xml(r->body, "</w:tr>\n"); }

/* Two tables without a paragraph between them would be one. */
void redline_table_end(struct redline *r)
{
	redline_xml(r->body, "</w:tbl>\n");
	redline_begin(r, "SarGap", MARKDOWN_SAME);
	redline_end(r);
}

/* --- a table of a text --- */

/* A cell as it stands on both sides, one after the other: for its width. */
static const char *words_of(struct scope *sc, const struct markdown_runs *runs)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < runs->count; i++)
		if (runs->at[i].change != MARKDOWN_REMOVED)
			buf_text(b, runs->at[i].text);
	for (size_t i = 0; i < runs->count; i++)
		if (runs->at[i].change == MARKDOWN_REMOVED)
			buf_printf(b, "\n%s", runs->at[i].text);
	return b->at;
}

static struct redline_table fit_rows(struct scope *sc, const struct redline *r, const struct markdown_flow *f,
                                     size_t from, size_t to)
{
	size_t columns = f->at[from].cell_count;
	const char **texts = NEWS(sc, const char *, (to - from) * columns + 1);
	for (size_t i = from; i < to; i++)
		for (size_t c = 0; c < columns && c < f->at[i].cell_count; c++)
			texts[(i - from) * columns + c] = words_of(sc, &f->at[i].cells[c]);
	return redline_fit(sc, texts, to - from, columns, r->across ? REDLINE_ACROSS : REDLINE_UPRIGHT);
}

void redline_rows(struct redline *r, const struct markdown_flow *f, size_t from, size_t to)
{
	SCOPE(turn);
	struct redline_table t = fit_rows(turn, r, f, from, to);
	redline_table_begin(r, "SarTable", &t);
	bool heads = true;
	for (size_t i = from; i < to; i++) {
		const struct markdown_flow_block *k = &f->at[i];
		bool head = k->block == MARKDOWN_HEAD_ROW;
		heads = heads && head;          /* only the first rows can be repeated on each page */
		redline_row_begin(r, k->change, heads);
		for (size_t c = 0; c < t.count && c < k->cell_count; c++) {
			redline_cell_begin(r, t.widths[c], k->change, head ? "SarHead" : "SarCell");
			redline_runs(r, &k->cells[c]);
			redline_cell_end(r);
		}
		redline_row_end(r);
	}
	redline_table_end(r);
}
