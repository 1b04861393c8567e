/* word_tables.c: tables of Word as pipe tables.
 *
 * A cell that covered several places stands in each of them, so that each
 * row says by itself what it is of: without its operation number the
 * second row of a merged cell would be nobody's. */
#include "intake/word_private.h"
#include "text/markdown/markdown.h"

enum { WIDEST = 63 };           /* columns; Word has no more */

struct slot { const struct json *cell; const char *text; };
struct grid {
	size_t rows, columns, head;     /* head: rows of it */
	struct slot *slots;
	size_t *told;                   /* by row: how many notices there were behind it */
	size_t *before;                 /* and before it */
};

static struct slot *slot(const struct grid *g, size_t row, size_t column)
{
	return &g->slots[row * g->columns + column];
}

/* --- the text of a cell --- */

static void put_lines(struct word *w, const struct json *blocks, struct names *lines);

static void add_line(struct word *w, struct names *lines, const char *text)
{
	if (*text)
		*LIST_ADD(w->sc, lines) = text;
}

/* Its items are lines, each with its sign; what more is in one follows. */
static void put_items(struct word *w, const struct json *j, struct names *lines)
{
	const struct json *content = word_content(j), *attributes = NULL, *items = content;
	int64_t start = 1;
	if (word_is(j, "OrderedList")) {
		attributes = json_item(content, 0);
		items = json_item(content, 1);
		json_number(json_item(attributes, 0), &start);
	}
	for (size_t i = 0, n = json_count(items); i < n; i++) {
		struct names own = {0};
		int64_t number = start + (int64_t)i;
		const char *label = attributes ? word_counted(w, json_item(items, i)) : "-";
		if (!label)
			label = word_label(w->sc, attributes, number);
		if (!label)
			label = scope_printf(w->sc, "%lld%s", (long long)number,
			                     word_is(json_item(attributes, 2), "OneParen") ? ")" : ".");
		put_lines(w, json_item(items, i), &own);
		for (size_t k = 0; k < own.count; k++)
			add_line(w, lines, k ? own.at[k] : scope_printf(w->sc, "%s %s", label, own.at[0]));
	}
}

static void put_words(struct word *w, const struct json *inlines, unsigned style, struct names *lines)
{
	struct word_runs runs = {0};
	w->insertions = 0;
	word_flatten(w, inlines, style, NULL, &runs);
	w->joins = false;
	add_line(w, lines, word_write(w, &runs, WORD_CELL));
}

static void put_code_lines(struct word *w, const char *text, struct names *lines)
{
	while (text && *text) {
		size_t n = strcspn(text, "\n");
		struct word_runs runs = {0};
		word_add_text(w, &runs, scope_copy_bytes(w->sc, text, n), WORD_CODE, NULL);
		add_line(w, lines, n ? word_write(w, &runs, WORD_CELL) : "");
		text += n + (text[n] == '\n');
	}
}

static void put_line_block(struct word *w, const struct json *all, struct names *lines)
{
	for (size_t i = 0, n = json_count(all); i < n; i++)
		put_words(w, json_item(all, i), 0, lines);
}

static void put_inner_table(struct word *w, const struct json *table, struct names *lines);

static void put_cell_block(struct word *w, const struct json *j, struct names *lines)
{
	const char *kind = word_kind_of(j);
	const struct json *content = word_content(j);
	if (strcmp(kind, "Para") == 0 || strcmp(kind, "Plain") == 0)
		put_words(w, content, 0, lines);
	else if (strcmp(kind, "Header") == 0)
		put_words(w, json_item(content, 2), WORD_STRONG, lines);
	else if (strcmp(kind, "BulletList") == 0 || strcmp(kind, "OrderedList") == 0)
		put_items(w, j, lines);
	else if (strcmp(kind, "BlockQuote") == 0)
		put_lines(w, content, lines);
	else if (strcmp(kind, "Div") == 0)
		put_lines(w, json_item(content, 1), lines);
	else if (strcmp(kind, "LineBlock") == 0)
		put_line_block(w, content, lines);
	else if (strcmp(kind, "CodeBlock") == 0 || strcmp(kind, "RawBlock") == 0)
		put_code_lines(w, json_text(json_item(content, 1)), lines);
	else if (strcmp(kind, "Table") == 0)
		put_inner_table(w, j, lines);
	else if (strcmp(kind, "Figure") == 0) {
		put_lines(w, json_item(content, 2), lines);
		put_lines(w, json_item(json_item(content, 1), 1), lines);
	} else if (strcmp(kind, "HorizontalRule") != 0) {
		struct word_runs runs = {0};
		word_add_text(w, &runs, word_plain(w->sc, j, false), 0, NULL);
		add_line(w, lines, word_write(w, &runs, WORD_CELL));
	}
}

static void put_lines(struct word *w, const struct json *blocks, struct names *lines)
{
	for (size_t i = 0, n = json_count(blocks); i < n; i++)
		put_cell_block(w, json_item(blocks, i), lines);
}

const char *word_cell(struct word *w, const struct json *blocks)
{
	struct names lines = {0};
	put_lines(w, blocks, &lines);
	return list_join(w->sc, &lines, "<br>");
}

/* --- rows --- */

struct rows { const struct json **at; size_t count, cap; };

static void add_rows(struct word *w, struct rows *out, const struct json *rows)
{
	for (size_t i = 0, n = json_count(rows); i < n; i++)
		*LIST_ADD(w->sc, out) = json_item(json_item(rows, i), 1);
}

/* Head, bodies, foot: [attributes, short caption and caption, columns, head, bodies, foot]. */
static struct rows rows_of(struct word *w, const struct json *table, size_t *head)
{
	struct rows out = {0};
	const struct json *content = word_content(table), *bodies = json_item(content, 4);
	add_rows(w, &out, json_item(json_item(content, 3), 1));
	*head = out.count;
	for (size_t i = 0, n = json_count(bodies); i < n; i++) {
		add_rows(w, &out, json_item(json_item(bodies, i), 2));
		add_rows(w, &out, json_item(json_item(bodies, i), 3));
	}
	add_rows(w, &out, json_item(json_item(content, 5), 1));
	return out;
}

static void put_inner_table(struct word *w, const struct json *table, struct names *lines)
{
	size_t head;
	struct rows rows = rows_of(w, table, &head);
	word_warn(w, "a table in this cell has no form in Markdown; its rows stand in the cell as "
	          "lines, with / between their cells; the document itself is attached");
	for (size_t r = 0; r < rows.count; r++) {
		struct names cells = {0};
		for (size_t c = 0, n = json_count(rows.at[r]); c < n; c++)
			add_line(w, &cells, word_cell(w, json_item(json_item(rows.at[r], c), 4)));
		add_line(w, lines, list_join(w->sc, &cells, " / "));
	}
}

static size_t span(const struct json *cell, size_t which, size_t most)
{
	int64_t n = 1;
	json_number(json_item(cell, which), &n);
	return n < 1 ? 1 : (uint64_t)n > most ? most : (size_t)n;
}

/* How wide the rows are once all that covers several places does so. */
static size_t width_of(struct word *w, const struct rows *rows, size_t least)
{
	size_t *covered = NEWS(w->sc, size_t, rows->count + 1), widest = least;     /* places from rows above */
	for (size_t r = 0; r < rows->count; r++) {
		size_t width = covered[r];
		for (size_t c = 0, n = json_count(rows->at[r]); c < n; c++) {
			const struct json *cell = json_item(rows->at[r], c);
			size_t wide = span(cell, 3, WIDEST + 1), high = span(cell, 2, rows->count - r);
			width += wide;
			for (size_t k = 1; k < high; k++)
				covered[r + k] += wide;
		}
		widest = width > widest ? width : widest;
	}
	return widest;
}

static void tell_merged(struct word *w, const char *words, size_t high, size_t wide)
{
	if (*words && (high > 1 || wide > 1))
		word_note(w, "the cell \"{words}\" was merged over {rows} {rows:row|rows} and {columns} "
		          "{columns:column|columns}; its words stand in each of them", word_quoted(w->sc, words), high,
		          wide);
}

static void place_cell(struct word *w, struct grid *g, size_t r, size_t *c, const struct json *cell)
{
	while (*c < g->columns && slot(g, r, *c)->cell)
		++*c;
	size_t wide = span(cell, 3, g->columns - *c), high = span(cell, 2, g->rows - r);
	const char *text = word_cell(w, json_item(cell, 4));
	if (*c < g->columns)
		tell_merged(w, word_plain(w->sc, json_item(cell, 4), false), high, wide);
	for (size_t y = r; y < r + high; y++)
		for (size_t x = *c; x < *c + wide && x < g->columns; x++)
			*slot(g, y, x) = (struct slot){ cell, text };
	*c += wide;
}

static void fill(struct word *w, struct grid *g, const struct rows *rows)
{
	for (size_t r = 0; r < rows->count; r++) {
		size_t c = 0;
		w->row = (int)r + 1;
		g->before[r] = w->out->notices.count;
		for (size_t i = 0, n = json_count(rows->at[r]); i < n; i++)
			place_cell(w, g, r, &c, json_item(rows->at[r], i));
		g->told[r] = w->out->notices.count;
	}
	w->row = 0;
}

/* --- writing --- */

static void put_row(struct word *w, const struct grid *g, size_t row, struct buf *out)
{
	buf_char(out, '|');
	for (size_t c = 0; c < g->columns; c++)
		buf_printf(out, " %s |", slot(g, row, c)->text ? slot(g, row, c)->text : "");
	word_mark_until(w, out, g->told[row]);
	buf_char(out, '\n');
}

/* A row of which nothing is left, because all of it was deleted. */
static bool is_deleted(const struct grid *g, size_t row)
{
	for (size_t c = 0; c < g->columns; c++)
		if (slot(g, row, c)->text && *slot(g, row, c)->text)
			return false;
	return g->told[row] > g->before[row];
}

/* Several lines of a head are one in Markdown: in each column what stands in it from the top, each cell once. */
static void put_head(struct word *w, const struct grid *g, struct buf *out)
{
	buf_char(out, '|');
	for (size_t c = 0; c < g->columns; c++) {
		struct names parts = {0};
		for (size_t r = 0; r < g->head; r++)
			if (r == 0 || slot(g, r, c)->cell != slot(g, r - 1, c)->cell)
				add_line(w, &parts, slot(g, r, c)->text ? slot(g, r, c)->text : "");
		buf_printf(out, " %s |", list_join(w->sc, &parts, "<br>"));
	}
	word_mark_until(w, out, g->told[g->head - 1]);
	buf_text(out, "\n|");
	for (size_t c = 0; c < g->columns; c++)
		buf_text(out, "---|");
	buf_char(out, '\n');
}

/* The rows of the head: as Word marks them, at least one, and on to where a cell of it ends. */
static size_t head_of(const struct grid *g, size_t marked)
{
	size_t head = marked ? marked : 1;
	for (size_t c = 0; c < g->columns; c++)
		while (head < g->rows && slot(g, head - 1, c)->cell
		       && slot(g, head, c)->cell == slot(g, head - 1, c)->cell)
			head++;
	return head;
}

static void put_grid(struct word *w, const struct grid *g, struct buf *out)
{
	put_head(w, g, out);
	for (size_t r = g->head; r < g->rows; r++)
		if (!is_deleted(g, r))
			put_row(w, g, r, out);
}

/* Too wide for Markdown: a paragraph a row. */
static void put_paragraphs(struct word *w, const struct rows *rows, struct buf *out)
{
	word_warn(w, "this table has more than {most} columns; its rows stand as paragraphs, with / "
	          "between their cells", WIDEST);
	for (size_t r = 0; r < rows->count; r++) {
		struct names cells = {0};
		for (size_t c = 0, n = json_count(rows->at[r]); c < n; c++)
			add_line(w, &cells, word_cell(w, json_item(json_item(rows->at[r], c), 4)));
		buf_printf(out, "%s&#32;%s", r ? "\n" : "", list_join(w->sc, &cells, " / "));
		word_mark(w, out);
		buf_char(out, '\n');
	}
}

static void put_table(struct word *w, const struct rows *rows, size_t head, size_t least, struct buf *out)
{
	size_t columns = width_of(w, rows, least);
	buf_text(out, out->len ? "\n" : "");
	if (columns > WIDEST) {
		put_paragraphs(w, rows, out);
		return;
	}
	struct grid g = { .rows = rows->count, .columns = columns, .slots = NEWS(w->sc, struct slot,
	                  rows->count * columns), .told = NEWS(w->sc, size_t, rows->count),
	                  .before = NEWS(w->sc, size_t, rows->count) };
	if (head == 0 && rows->count > 1)
		word_note(w, "Word marks no row of this table as its head; the first one is taken as the "
		          "head");
	w->cells += g.rows * g.columns;
	if (w->cells > MARKDOWN_TABLE_CELLS)
		word_warn(w, "more table cells than a document may hold ({most}); make two documents "
		          "of it", MARKDOWN_TABLE_CELLS);
	fill(w, &g, rows);
	g.head = head_of(&g, head);
	put_grid(w, &g, out);
}

/* --- tables that are none, or have more above --- */

static const struct json *cell_of(const struct rows *rows, size_t row) { return json_item(rows->at[row], 0); }

static void put_inside(struct word *w, const struct json *blocks, struct buf *out)
{
	w->inside++;
	word_put_blocks(w, blocks, out);
	w->inside--;
}

/* A first row that is one cell over the whole width says what the table is. */
static bool has_title(const struct rows *rows, size_t columns)
{
	return rows->count > 1 && columns > 1 && json_count(rows->at[0]) == 1
	       && span(cell_of(rows, 0), 3, columns) == columns && span(cell_of(rows, 0), 2, 2) == 1;
}

static void take_title(struct word *w, struct rows *rows, size_t *head, struct buf *out)
{
	word_note(w, "the first row was one cell over the whole width; it stands above the table");
	put_inside(w, json_item(cell_of(rows, 0), 4), out);
	rows->at++;
	rows->count--;
	*head -= *head > 0;
}

void word_put_table(struct word *w, const struct json *table, struct buf *out)
{
	size_t head, columns = json_count(json_item(word_content(table), 2));
	struct rows rows = rows_of(w, table, &head);
	int around = w->table;
	w->table = ++w->tables;
	put_inside(w, json_item(json_item(word_content(table), 1), 1), out);
	if (has_title(&rows, columns))
		take_title(w, &rows, &head, out);
	if (rows.count == 1 && json_count(rows.at[0]) == 1) {
		word_note(w, "a table of one cell is written as what stands in it");
		put_inside(w, json_item(cell_of(&rows, 0), 4), out);
	} else if (rows.count) {
		put_table(w, &rows, head, columns ? columns : 1, out);
	}
	w->table = around;
}
