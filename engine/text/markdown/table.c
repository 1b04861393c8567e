/* table.c: pipe tables on top of cmark, as GitHub writes them.
 *
 * cmark reads a table as a paragraph.  Here the paragraph's source lines
 * are looked at again: a row, a line of dashes with as many cells, rows.
 * The texts of all cells are read by cmark at one go, with the document
 * behind them, so that its references hold in them too.  The table
 * becomes CUSTOM nodes whose strings are literals of this file. */
#include "text/markdown/table_private.h"
#include "text/markdown/tree_private.h"

/* What is still to be read by cmark: a cell's text, or the lines before a table, which go before a node. */
struct piece { cmark_node *cell, *before; const char *text; size_t len; int line; };
struct pieces { struct piece *at; size_t count, cap; };

static cmark_node *custom(int mark, const char *enter, const char *leave)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
	cmark_node_set_user_data(node, (void *)(intptr_t)mark);
	cmark_node_set_on_enter(node, enter);
	cmark_node_set_on_exit(node, leave);
	return node;
}

/* Most cells are plain words: no character in them means anything to CommonMark. */
static bool is_plain(struct line l)
{
	for (size_t i = 0; i < l.len; i++)
		if (strchr("\\`&_*[]<!", l.at[i]) || l.at[i] == '\0')
			return false;
	return true;
}

static void fill_cell(struct scope *sc, struct pieces *later, cmark_node *cell, struct line l)
{
	if (l.len == 0)
		return;
	if (!is_plain(l)) {
		*LIST_ADD(sc, later) = (struct piece){ .cell = cell, .text = l.at, .len = l.len };
		return;
	}
	cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
	cmark_node_set_literal(text, scope_copy_bytes(sc, l.at, l.len));
	cmark_node_append_child(cell, text);
}

/* --- all pieces at one go --- */

/* A reference that is nothing goes before a cell's text, so that it is no block; a comment ends each piece. */
static const char guard[] = "&#8203;", decoded[] = "\xe2\x80\x8b", end_of_piece[] = "\n\n<!-- -->\n\n";
enum { END_LINES = 4 };

static void put_piece(struct buf *out, const struct piece *p)
{
	if (p->cell)
		buf_text(out, guard);
	for (size_t i = 0; i < p->len; i++)
		if (!(p->cell && p->text[i] == '\\' && i + 1 < p->len && p->text[i + 1] == '|'))
			buf_char(out, p->text[i]);
	buf_text(out, end_of_piece);
}

static void take_cell(struct scope *sc, const struct piece *p, cmark_node *paragraph)
{
	for (cmark_node *node; paragraph && (node = cmark_node_first_child(paragraph)) != NULL; )
		cmark_node_append_child(p->cell, node);
	cmark_node *first = cmark_node_first_child(p->cell);
	if (first && cmark_node_get_type(first) == CMARK_NODE_TEXT
	    && strncmp(cmark_node_get_literal(first), decoded, strlen(decoded)) == 0)
		cmark_node_set_literal(first, scope_copy(sc, cmark_node_get_literal(first) + strlen(decoded)));
}

static bool is_end(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK
	       && strcmp(cmark_node_get_literal(node), "<!-- -->\n") == 0;
}

static void read_pieces(struct markdown *m, const struct pieces *pieces)
{
	SCOPE(turn);
	struct buf *text = buf_new(turn);
	int line = 1;
	bool refers = false;
	if (pieces->count == 0)
		return;
	for (size_t i = 0; i < pieces->count; i++) {
		put_piece(text, &pieces->at[i]);
		refers = refers || memchr(pieces->at[i].text, '[', pieces->at[i].len);
	}
	if (refers && strstr(m->text, "]:"))
		buf_put(text, m->text, m->len);
	cmark_node *doc = cmark_parse_document(text->at, text->len, CMARK_OPT_DEFAULT);
	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *p = &pieces->at[i];
		for (cmark_node *node; (node = cmark_node_first_child(doc)) != NULL && !is_end(node); ) {
			if (p->before) {
				markdown_set_above(node, p->line - line);
				cmark_node_insert_before(p->before, node);
			} else {
				take_cell(m->sc, p, node);
				cmark_node_unlink(node);
				cmark_node_free(node);
			}
		}
		cmark_node *end = cmark_node_first_child(doc);
		cmark_node_unlink(end);
		cmark_node_free(end);
		for (size_t k = 0; k < p->len; k++)
			line += p->text[k] == '\n';
		line += END_LINES;
	}
	cmark_node_free(doc);
}

/* --- rows --- */

static const char *cell_tag(struct line rule, bool head)
{
	bool left = rule.len > 0 && rule.at[0] == ':', right = rule.len > 0 && rule.at[rule.len - 1] == ':';
	if (head)
		return left && right ? "<th scope=\"col\" class=\"middle\">"
			: right ? "<th scope=\"col\" class=\"right\">"
		       : "<th scope=\"col\">";
	return left && right ? "<td class=\"middle\">" : right ? "<td class=\"right\">" : "<td>";
}

/* The texts of a row; what is more than its head has stays in the last cell, bars and all. */
static struct cells cells_of(struct markdown *m, struct line l, size_t count, int line)
{
	struct cells cells;
	if (markdown_split_row(l, &cells) && cells.count <= count)
		return cells;
	struct line all = markdown_trim_line(l);
	*LIST_ADD(m->sc, &m->mistakes) = (struct markdown_mistake){ line,
		phrase_new(m->sc, "this table row has more cells than its head, and its last cell holds the rest; "
		                  "write a | inside a cell as \\|"), FINDING_markdown_table };
	cells.count = count;
	cells.at[count - 1].len = (size_t)(all.at + all.len - cells.at[count - 1].at);
	return cells;
}

static void add_row(struct markdown *m, struct pieces *later, cmark_node *table, struct line l,
                    const struct cells *rule, bool head, int line)
{
	struct cells cells = cells_of(m, l, rule->count, line);
	cmark_node *row = custom(MARKDOWN_ROW | line << MARKDOWN_LINE_SHIFT, head ? "<thead><tr>" : "<tr>",
	                         head ? "</tr></thead><tbody>" : "</tr>");
	for (size_t c = 0; c < rule->count; c++) {
		cmark_node *cell = custom(MARKDOWN_CELL, cell_tag(rule->at[c], head), head ? "</th>" : "</td>");
		if (c < cells.count)
			fill_cell(m->sc, later, cell, cells.at[c]);
		cmark_node_append_child(row, cell);
	}
	cmark_node_append_child(table, row);
}

/* The lines before a table stay a paragraph. */
static void keep_prefix(struct markdown *m, struct pieces *later, cmark_node *table, const struct line *lines,
                        size_t count, size_t first)
{
	struct buf *text = buf_new(m->sc);
	for (size_t i = 0; i < count; i++) {
		struct line l = markdown_trim_line(lines[i]);
		buf_put(text, l.at, l.len);
		buf_char(text, '\n');
	}
	if (count)
		*LIST_ADD(m->sc, later) = (struct piece){ .before = table, .text = text->at, .len = text->len,
			.line = (int)first };
}

static void convert(struct markdown *m, struct pieces *later, cmark_node *paragraph, struct lines *all,
                    size_t *budget)
{
	size_t first = (size_t)cmark_node_get_start_line(paragraph), last = (size_t)cmark_node_get_end_line(paragraph);
	if (first == 0 || last > all->count || first >= last)
		return;
	struct line *lines = all->at + first - 1;
	size_t column = (size_t)cmark_node_get_start_column(paragraph);
	if (column > 1 && column - 1 <= lines->len)     /* without the mark of the list it stands in */
		*lines = (struct line){ lines->at + column - 1, lines->len - (column - 1) };
	size_t count = last - first + 1;
	struct cells rule, head;
	for (size_t i = 1; i < count; i++) {
		if (!markdown_is_table_rule(lines[i], &rule) || !markdown_split_row(lines[i - 1], &head)
		    || head.count != rule.count)
			continue;
		int line = (int)(first + i) + m->first_line - 2;
		if ((count - i) * rule.count > *budget) {
			*LIST_ADD(m->sc, &m->mistakes) = (struct markdown_mistake){ line,
				phrase_new(m->sc, "more table cells than a document may hold; "
				                  "this table is shown as text"), FINDING_markdown_table };
			return;
		}
		*budget -= (count - i) * rule.count;
		cmark_node *table = custom(MARKDOWN_TABLE, "<div class=\"table\" tabindex=\"0\"><table>",
		                           "</tbody></table></div>");
		cmark_node_insert_before(paragraph, table);
		keep_prefix(m, later, table, lines, i - 1, first);
		add_row(m, later, table, lines[i - 1], &rule, true, line);
		for (size_t r = i + 1; r < count; r++)
			add_row(m, later, table, lines[r], &rule, false, (int)(first + r) + m->first_line - 1);
		cmark_node_unlink(paragraph);
		cmark_node_free(paragraph);
		return;
	}
}

void markdown_make_tables(struct markdown *m)
{
	SCOPE(turn);
	struct lines lines = markdown_cut_lines(turn, m->text, m->len);
	struct { cmark_node **at; size_t count, cap; } paragraphs = {0};
	struct pieces later = {0};
	cmark_iter *walk = cmark_iter_new(m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; )
		if (ev == CMARK_EVENT_ENTER && cmark_node_get_type(cmark_iter_get_node(walk)) == CMARK_NODE_PARAGRAPH)
			*LIST_ADD(turn, &paragraphs) = cmark_iter_get_node(walk);
	cmark_iter_free(walk);
	size_t budget = MARKDOWN_TABLE_CELLS;
	for (size_t i = 0; i < paragraphs.count; i++)
		convert(m, &later, paragraphs.at[i], &lines, &budget);
	read_pieces(m, &later);
}
