/* table.c: pipe tables on top of cmark, as GitHub writes them.
 *
 * cmark reads a table as a paragraph.  Here the paragraph's source lines
 * are looked at again: a row, a line of dashes with as many cells, rows.
 * Each cell's text is read by cmark.  The table becomes CUSTOM nodes
 * whose strings are literals of this file. */
#include "text/markdown/tree_private.h"
#include <ctype.h>

enum { COLUMNS = 64 };

struct line { const char *at; size_t len; };
struct lines { struct line *at; size_t count, cap; };
struct cells { struct line at[COLUMNS]; size_t count; };

/* Blanks and quote marks at both ends off. */
static struct line trim(struct line l)
{
	while (l.len > 0 && (*l.at == ' ' || *l.at == '\t' || *l.at == '>')) {
		l.at++;
		l.len--;
	}
	while (l.len > 0 && (l.at[l.len - 1] == ' ' || l.at[l.len - 1] == '\t' || l.at[l.len - 1] == '\n'))
		l.len--;
	return l;
}

static struct line trim_blanks(struct line l)
{
	while (l.len > 0 && (*l.at == ' ' || *l.at == '\t')) {
		l.at++;
		l.len--;
	}
	while (l.len > 0 && (l.at[l.len - 1] == ' ' || l.at[l.len - 1] == '\t'))
		l.len--;
	return l;
}

static bool split(struct line l, struct cells *out)
{
	out->count = 0;
	l = trim(l);
	if (l.len > 0 && *l.at == '|') {
		l.at++;
		l.len--;
	}
	if (l.len > 0 && l.at[l.len - 1] == '|' && !(l.len > 1 && l.at[l.len - 2] == '\\'))
		l.len--;
	size_t start = 0;
	for (size_t i = 0; i <= l.len; i++) {
		if (i < l.len && (l.at[i] != '|' || (i > 0 && l.at[i - 1] == '\\')))
			continue;
		if (out->count == COLUMNS)
			return false;
		out->at[out->count++] = trim_blanks((struct line){ l.at + start, i - start });
		start = i + 1;
	}
	return true;
}

static bool is_rule(struct line l, struct cells *out)
{
	l = trim(l);
	if (l.len == 0 || !memchr(l.at, '-', l.len) || !memchr(l.at, '|', l.len))
		return false;
	for (size_t i = 0; i < l.len; i++)
		if (!strchr("|:- \t", l.at[i]))
			return false;
	if (!split(l, out))
		return false;
	for (size_t c = 0; c < out->count; c++) {
		struct line cell = out->at[c];
		if (cell.len > 0 && *cell.at == ':') {
			cell.at++;
			cell.len--;
		}
		if (cell.len > 0 && cell.at[cell.len - 1] == ':')
			cell.len--;
		if (cell.len == 0)
			return false;
		for (size_t i = 0; i < cell.len; i++)
			if (cell.at[i] != '-')
				return false;
	}
	return true;
}

static struct lines cut(struct scope *sc, const char *text, size_t len)
{
	struct lines lines = {0};
	for (size_t i = 0; i < len; ) {
		const char *end = memchr(text + i, '\n', len - i);
		size_t n = end ? (size_t)(end - text) - i : len - i;
		*LIST_ADD(sc, &lines) = (struct line){ text + i, n };
		i += n + 1;
	}
	return lines;
}

static cmark_node *custom(int mark, const char *enter, const char *leave)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
	cmark_node_set_user_data(node, (void *)(intptr_t)mark);
	cmark_node_set_on_enter(node, enter);
	cmark_node_set_on_exit(node, leave);
	return node;
}

/* Could cmark take the cell's text for a block?  Then a reference that is nothing goes before it. */
static bool looks_like_block(struct line l)
{
	return l.len > 0 && !((unsigned char)*l.at >= 0x80 || isalpha((unsigned char)*l.at));
}

/* Most cells are plain words: no character in them means anything to CommonMark. */
static bool is_plain(struct line l)
{
	for (size_t i = 0; i < l.len; i++)
		if (strchr("\\`&_*[]<!", l.at[i]) || l.at[i] == '\0')
			return false;
	return true;
}

static void fill_cell(struct markdown *m, cmark_node *cell, struct line l)
{
	if (l.len == 0)
		return;
	if (is_plain(l)) {
		cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
		cmark_node_set_literal(text, scope_copy_bytes(m->sc, l.at, l.len));
		cmark_node_append_child(cell, text);
		return;
	}
	SCOPE(turn);
	struct buf *text = buf_new(turn);
	bool guarded = looks_like_block(l);
	if (guarded)
		buf_text(text, "&#8203;");
	for (size_t i = 0; i < l.len; i++)
		if (!(l.at[i] == '\\' && i + 1 < l.len && l.at[i + 1] == '|'))
			buf_char(text, l.at[i]);
	cmark_node *doc = cmark_parse_document(text->at, text->len, CMARK_OPT_DEFAULT);
	cmark_node *paragraph = cmark_node_first_child(doc);
	for (cmark_node *node; paragraph && (node = cmark_node_first_child(paragraph)) != NULL; )
		cmark_node_append_child(cell, node);
	cmark_node_free(doc);
	cmark_node *first = cmark_node_first_child(cell);
	if (guarded && first && cmark_node_get_type(first) == CMARK_NODE_TEXT
	    && strncmp(cmark_node_get_literal(first), "\xe2\x80\x8b", 3) == 0)
		cmark_node_set_literal(first, scope_copy(m->sc, cmark_node_get_literal(first) + 3));
}

static const char *cell_tag(struct line rule, bool head)
{
	bool left = rule.len > 0 && rule.at[0] == ':', right = rule.len > 0 && rule.at[rule.len - 1] == ':';
	if (head)
		return left && right ? "<th scope=\"col\" class=\"middle\">"
			: right ? "<th scope=\"col\" class=\"right\">"
		       : "<th scope=\"col\">";
	return left && right ? "<td class=\"middle\">" : right ? "<td class=\"right\">" : "<td>";
}

static void add_row(struct markdown *m, cmark_node *table, struct line l, const struct cells *rule, bool head, int line)
{
	struct cells cells;
	if (!split(l, &cells) || cells.count > rule->count)
		*LIST_ADD(m->sc, &m->mistakes) = (struct markdown_mistake){ line,
			phrase_new(m->sc, "this table row has more cells than its head; "
			                  "write a | inside a cell as \\|") };
	cmark_node *row = custom(MARKDOWN_ROW | line << MARKDOWN_LINE_SHIFT, head ? "<thead><tr>" : "<tr>",
	                         head ? "</tr></thead><tbody>" : "</tr>");
	for (size_t c = 0; c < rule->count; c++) {
		cmark_node *cell = custom(MARKDOWN_CELL, cell_tag(rule->at[c], head), head ? "</th>" : "</td>");
		if (c < cells.count)
			fill_cell(m, cell, cells.at[c]);
		cmark_node_append_child(row, cell);
	}
	cmark_node_append_child(table, row);
}

/* The lines before a table stay a paragraph. */
static void keep_prefix(cmark_node *paragraph, const struct line *lines, size_t count, size_t first)
{
	if (count == 0)
		return;
	SCOPE(turn);
	struct buf *text = buf_new(turn);
	for (size_t i = 0; i < count; i++) {
		struct line l = trim(lines[i]);
		buf_put(text, l.at, l.len);
		buf_char(text, '\n');
	}
	cmark_node *doc = cmark_parse_document(text->at, text->len, CMARK_OPT_DEFAULT);
	for (cmark_node *node; (node = cmark_node_first_child(doc)) != NULL; ) {
		cmark_node_set_user_data(node, (void *)(intptr_t)((first - 1) << MARKDOWN_LINE_SHIFT));
		cmark_node_insert_before(paragraph, node);
	}
	cmark_node_free(doc);
}

static void convert(struct markdown *m, cmark_node *paragraph, struct lines *all, size_t *budget)
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
		if (!is_rule(lines[i], &rule) || !split(lines[i - 1], &head) || head.count != rule.count)
			continue;
		int line = (int)(first + i) + m->first_line - 2;
		if ((count - i) * rule.count > *budget) {
			*LIST_ADD(m->sc, &m->mistakes) = (struct markdown_mistake){ line,
				phrase_new(m->sc, "more table cells than a document may hold; "
				                  "this table is shown as text") };
			return;
		}
		*budget -= (count - i) * rule.count;
		keep_prefix(paragraph, lines, i - 1, first);
		cmark_node *table = custom(MARKDOWN_TABLE, "<div class=\"table\" tabindex=\"0\"><table>",
		                           "</tbody></table></div>");
		cmark_node_insert_before(paragraph, table);
		add_row(m, table, lines[i - 1], &rule, true, line);
		for (size_t r = i + 1; r < count; r++)
			add_row(m, table, lines[r], &rule, false, (int)(first + r) + m->first_line - 1);
		cmark_node_unlink(paragraph);
		cmark_node_free(paragraph);
		return;
	}
}

/* Is there a line of nothing but bars, dashes, colons and blanks?  Quick: most documents have none. */
static bool may_have_table(const char *text, size_t len)
{
	const char *end = text + len;
	for (const char *bar = text; (bar = memchr(bar, '|', (size_t)(end - bar))) != NULL; ) {
		const char *line = bar, *stop = memchr(bar, '\n', (size_t)(end - bar));
		struct cells ignored;
		stop = stop ? stop : end;
		while (line > text && line[-1] != '\n')
			line--;
		if (is_rule((struct line){ line, (size_t)(stop - line) }, &ignored))
			return true;
		bar = stop;
	}
	return false;
}

void markdown_make_tables(struct markdown *m)
{
	if (!may_have_table(m->text, m->len))
		return;
	SCOPE(turn);
	struct lines lines = cut(turn, m->text, m->len);
	struct { cmark_node **at; size_t count, cap; } paragraphs = {0};
	cmark_iter *walk = cmark_iter_new(m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; )
		if (ev == CMARK_EVENT_ENTER && cmark_node_get_type(cmark_iter_get_node(walk)) == CMARK_NODE_PARAGRAPH)
			*LIST_ADD(turn, &paragraphs) = cmark_iter_get_node(walk);
	cmark_iter_free(walk);
	size_t budget = MARKDOWN_TABLE_CELLS;
	for (size_t i = 0; i < paragraphs.count; i++)
		convert(m, paragraphs.at[i], &lines, &budget);
}
