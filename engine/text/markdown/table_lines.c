/* table_lines.c: the lines of pipe tables: their cells, and those lines that
 * CommonMark would take for something else. */
#include "base/buf.h"
#include "base/list.h"
#include "text/markdown/table_private.h"
#include "text/markdown/tree_private.h"
#include <ctype.h>

struct line markdown_trim_line(struct line l)
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

bool markdown_split_row(struct line l, struct cells *out)
{
	out->count = 0;
	l = markdown_trim_line(l);
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

bool markdown_is_table_rule(struct line l, struct cells *out)
{
	l = markdown_trim_line(l);
	if (l.len == 0 || !memchr(l.at, '-', l.len) || !memchr(l.at, '|', l.len))
		return false;
	for (size_t i = 0; i < l.len; i++)
		if (!strchr("|:- \t", l.at[i]))
			return false;
	if (!markdown_split_row(l, out))
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

struct lines markdown_cut_lines(struct scope *sc, const char *text, size_t len)
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

bool markdown_may_have_table(const char *text, size_t len)
{
	const char *end = text + len;
	for (const char *bar = text; (bar = memchr(bar, '|', (size_t)(end - bar))) != NULL; ) {
		const char *line = bar, *stop = memchr(bar, '\n', (size_t)(end - bar));
		struct cells ignored;
		stop = stop ? stop : end;
		while (line > text && line[-1] != '\n')
			line--;
		if (markdown_is_table_rule((struct line){ line, (size_t)(stop - line) }, &ignored))
			return true;
		bar = stop;
	}
	return false;
}

/* --- lines that CommonMark would take for something else --- */

/* Quote marks and blanks before the text of a line. */
struct margin { int quotes; size_t indent, bytes; };

static struct margin margin_of(struct line l)
{
	struct margin out = {0};
	for (size_t i = 0; i < l.len; i++) {
		if (l.at[i] == '>' && out.indent < 4) {
			out.quotes++;
			out.indent = 0;
			if (i + 1 < l.len && l.at[i + 1] == ' ')
				i++;
		} else if (l.at[i] == ' ') {
			out.indent++;
		} else {
			break;
		}
		out.bytes = i + 1;
	}
	return out;
}

/* Bytes of a list's mark with the blank behind it, 0 if none begins here. */
static size_t list_mark(struct line l)
{
	size_t n = 0;
	while (n < l.len && n < 9 && isdigit((unsigned char)l.at[n]))
		n++;
	if (n ? n < l.len && strchr(".)", l.at[n]) : l.len && strchr("-+*", *l.at))
		return n + 1 < l.len && l.at[n + 1] == ' ' ? n + 2 : 0;
	return 0;
}

/* "# | Item": a column of numbers, not a heading. */
static bool is_number_sign(struct line l)
{
	size_t n = 0;
	while (n < l.len && l.at[n] == '#')
		n++;
	while (n && n < l.len && l.at[n] == ' ')
		n++;
	return n && n < l.len && l.at[n] == '|';
}

static struct line text_of(struct line l, struct margin m) { return (struct line){ l.at + m.bytes, l.len - m.bytes }; }

static bool is_only(struct line l, char sign, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < l.len; i++)
		if (l.at[i] == sign)
			++*count;
		else if (l.at[i] != ' ' && l.at[i] != '\t')
			return false;
	return *count > 0;
}

/* A line of the table with a backslash before what would begin a list, a heading or an underline.  A rule of dashes
 * becomes one of asterisks: it is no underline, and ends the table. */
static void put_row(struct buf *out, struct line l, struct margin m, bool head)
{
	struct line text = text_of(l, m);
	size_t dashes, equals, mark = memchr(text.at, '|', text.len) ? list_mark(text) : 0;
	buf_put(out, l.at, m.bytes);
	if (!head && is_only(text, '-', &dashes) && dashes > 2) {
		for (size_t i = 0; i < text.len; i++)
			buf_char(out, text.at[i] == '-' ? '*' : text.at[i]);
		return;
	}
	if (mark) {
		buf_put(out, text.at, mark - 2);
		text = (struct line){ text.at + mark - 2, text.len - (mark - 2) };
	}
	if (mark || is_number_sign(text) || (!head && (is_only(text, '-', &dashes) || is_only(text, '=', &equals))))
		buf_char(out, '\\');
	buf_put(out, text.at, text.len);
}

static bool opens_fence(struct line l, struct line *fence)
{
	struct line text = text_of(l, margin_of(l));
	for (size_t mark; (mark = list_mark(text)) > 0; )
		text = (struct line){ text.at + mark, text.len - mark };
	size_t n = 0;
	while (n < text.len && text.at[n] == *text.at && strchr("`~", *text.at))
		n++;
	*fence = (struct line){ text.at, n };
	return n >= 3 && (*text.at == '~' || !memchr(text.at + n, '`', text.len - n));
}

static bool closes_fence(struct line l, struct line fence)
{
	size_t n;
	return is_only(text_of(l, margin_of(l)), *fence.at, &n) && n >= fence.len;
}

/* Do a head and the rule below it begin here, neither of them set in like code, nor the rule lying in an item that the
 * head begins? */
static bool begins_table(const struct lines *lines, size_t i)
{
	struct cells head, rule;
	if (i + 1 >= lines->count || !markdown_is_table_rule(lines->at[i + 1], &rule)
	    || !markdown_split_row(lines->at[i], &head) || head.count != rule.count)
		return false;
	struct margin h = margin_of(lines->at[i]), r = margin_of(lines->at[i + 1]);
	size_t item = list_mark(text_of(lines->at[i], h));
	return r.indent < 4 && h.indent < 4 && h.quotes == r.quotes && (!item || r.indent < h.indent + item);
}

/* The lines of a table from its head on, to the blank line or whatever else ends it; how many there are. */
static size_t put_table(struct buf *out, const struct lines *lines, size_t i)
{
	struct margin rule = margin_of(lines->at[i + 1]);
	struct line fence;
	size_t n = 2;
	put_row(out, lines->at[i], margin_of(lines->at[i]), true);
	buf_char(out, '\n');
	buf_put(out, lines->at[i + 1].at, lines->at[i + 1].len);
	buf_char(out, '\n');
	for (; i + n < lines->count; n++) {
		struct line l = lines->at[i + n];
		struct margin m = margin_of(l);
		if (m.bytes == l.len || m.quotes != rule.quotes || m.indent < rule.indent || m.indent > 3
		    || opens_fence(l, &fence))
			break;
		put_row(out, l, m, false);
		buf_char(out, '\n');
	}
	return n;
}

const char *markdown_mend_tables(struct scope *sc, const char *text, size_t len, size_t *out_len)
{
	SCOPE(turn);
	struct lines lines = markdown_cut_lines(turn, text, len);
	struct buf *out = buf_new(sc);
	struct line fence = {0}, opened;
	for (size_t i = 0; i < lines.count; ) {
		if (!fence.len && begins_table(&lines, i)) {
			i += put_table(out, &lines, i);
			continue;
		}
		if (!fence.len && opens_fence(lines.at[i], &opened))
			fence = opened;
		else if (fence.len && closes_fence(lines.at[i], fence))
			fence.len = 0;
		buf_put(out, lines.at[i].at, lines.at[i].len);
		buf_char(out, '\n');
		i++;
	}
	*out_len = out->len;
	return out->at;
}
