/* yaml_plain.c: YAML as nearly all files here are written, read in one pass: every command reads a template.
 *
 * Maps and lists by indent, values on one line (plain, quoted, or {...} and [...] of such), and texts behind a bar.
 * Whatever else stands in a text, it gives up, and libfyaml reads the whole of it.  So it may leave as much as it
 * likes, and must never read a text otherwise than libfyaml does: t_yaml_plain holds the two against each other. */
#include "base/base.h"
#include "base/list.h"
#include "base/lookup.h"
#include "text/yaml_private.h"

enum { DEPTH = 30, KEYS = 5000, FEW = 16, LONGEST_KEY = 200, NO_LINE = -1 };

struct item { const char *key; int line, column; struct yaml *value; };

struct reading {
	struct scope *sc, *turn;        /* turn: until it is read */
	int line;                       /* the one it reads, from first_line */
	int indent;                     /* of it; NO_LINE behind the last */
	const char *begin, *at, *end;
	char *copy;                     /* of all of it, from which texts are cut: at the same offsets */
	const char *counted;            /* in this line, how far columns are counted: characters, not bytes */
	int column;                     /* there, from 1 */
	struct { struct item *at; size_t count, cap; } open;    /* of the maps and lists that are not yet complete */
};

/* --- letters --- */

/* TEXT: may stand in a text.  FIRST: may begin a plain one.  NAME: may stand in a plain key.  FLOW: ends a plain text
 * in a flow. */
enum { TEXT = 1, FIRST = 2, NAME = 4, FLOW = 8 };

static unsigned sort_of(char c)
{
	static const char sorts[] =     /* of the letters from the blank on, as digits */
		"5111311131139577" "7777777777" "1131111"       /* blank to /, digits, : to @ */
		"77777777777777777777777777" "919171"           /* capitals, [ to ` */
		"77777777777777777777777777" "9193";            /* small letters, { to ~ */
	unsigned char at = (unsigned char)c;
	return at >= 128 ? TEXT | FIRST | NAME : at >= ' ' && at < 127 ? (unsigned)(sorts[at - ' '] - '0')
	     : at == '\n' ? TEXT : 0;
}

static bool is_tail(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

/* The length of a letter of two or three bytes, 0 if it is none, or one of those that a reader of YAML may take for the
 * end of a line, for nothing, or for no text: C1, U+2028, U+2029, U+FEFF, U+FFFE, U+FFFF. */
static size_t letter(const unsigned char *s, size_t len)
{
	if (s[0] >= 0xC2 && s[0] <= 0xDF)
		return len > 1 && is_tail((char)s[1]) && (s[0] != 0xC2 || s[1] >= 0xA0) ? 2 : 0;
	if (s[0] < 0xE0 || s[0] > 0xEF || len < 3 || !is_tail((char)s[1]) || !is_tail((char)s[2]))
		return 0;
	unsigned point = (s[0] & 15u) << 12 | (s[1] & 63u) << 6 | (s[2] & 63u);
	bool odd = point < 0x800 || (point >= 0xD800 && point <= 0xDFFF) || point == 0x2028 || point == 0x2029
	           || point == 0xFEFF || point >= 0xFFFE;
	return odd ? 0 : 3;
}

static bool is_text(const char *bytes, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		n = (unsigned char)bytes[i] < 128 ? sort_of(bytes[i]) != 0
		                                  : letter((const unsigned char *)bytes + i, len - i);
		if (n == 0)
			return false;
	}
	return true;
}

/* --- lines --- */

static bool at_end(const struct reading *r) { return r->at == r->end || *r->at == '\n'; }
static bool is_next(const struct reading *r, char c) { return r->at < r->end && *r->at == c; }
/* Behind a colon or a dash. */
static bool is_apart(const struct reading *r, const char *at) { return at == r->end || *at == ' ' || *at == '\n'; }

static void skip_blanks(struct reading *r)
{
	while (is_next(r, ' '))
		r->at++;
}

static void skip_line(struct reading *r)
{
	const char *end = memchr(r->at, '\n', (size_t)(r->end - r->at));
	r->at = end ? end : r->end;
}

/* From the end of a line to the first letter of the next that is neither empty nor a comment. */
static void next_line(struct reading *r)
{
	while (r->at < r->end) {
		const char *start = ++r->at;
		r->line++;
		skip_blanks(r);
		r->counted = start;
		r->column = 1;
		r->indent = (int)(r->at - start);
		if (is_next(r, '#'))
			skip_line(r);
		if (!at_end(r))
			return;
	}
	r->indent = NO_LINE;
}

/* Nothing but a comment may stand behind a value. */
static bool end_line(struct reading *r)
{
	const char *value = r->at;
	skip_blanks(r);
	if (is_next(r, '#') && r->at > value)
		skip_line(r);
	if (!at_end(r))
		return false;
	next_line(r);
	return true;
}

static int column_of(struct reading *r, const char *at)
{
	for (; r->counted < at; r->counted++)
		r->column += !is_tail(*r->counted);
	return r->column;
}

/* --- texts --- */

static struct yaml *new_node(struct reading *r, enum yaml_kind kind)
{
	struct yaml *y = NEW(r->sc, struct yaml);
	y->kind = kind;
	y->text = "";
	return y;
}

/* The bytes, which end before something that is read already. */
static char *cut(struct reading *r, const char *from, size_t len)
{
	char *text = r->copy + (from - r->begin);
	text[len] = '\0';
	return text;
}

/* Backslashes are libfyaml's, and so are two doubled quotes one behind the other, which it makes something else of. */
static bool read_quoted(struct reading *r, const char **out)
{
	char quote = *r->at++, *to = r->copy + (r->at - r->begin);
	bool doubled = false;
	*out = to;
	for (; !at_end(r) && (*r->at != '\\' || quote == '\''); *to++ = *r->at++) {
		bool again = *r->at == quote && quote == '\'' && r->at + 1 < r->end && r->at[1] == quote;
		if (again && doubled)
			return false;
		if (*r->at == quote && !again) {
			r->at++;
			*to = '\0';
			return true;
		}
		r->at += again;
		doubled = again;
	}
	return false;
}

/* A plain text up to where it ends; in a flow at a comma or bracket. */
static bool find_plain_end(struct reading *r, bool flow)
{
	const char *from = r->at;
	if (!(sort_of(*from) & FIRST) && !(*from == '-' && from + 1 < r->end && sort_of(from[1]) & FIRST))
		return false;
	for (; !at_end(r); r->at++) {
		if (flow && sort_of(*r->at) & FLOW)
			return true;
		bool breaks = *r->at == ':' && (is_apart(r, r->at + 1) || (flow && sort_of(r->at[1]) & FLOW));
		if (breaks || (*r->at == '#' && flow))
			return false;
		if (*r->at == '#' && r->at[-1] == ' ') {
			r->at--;
			return true;
		}
	}
	return !flow;
}

static bool read_plain(struct reading *r, bool flow, struct yaml *y)
{
	const char *from = r->at;
	if (!find_plain_end(r, flow))
		return false;
	size_t n = (size_t)(r->at - from);
	while (n > 0 && from[n - 1] == ' ')
		n--;
	y->text = cut(r, from, n);
	y->null = strcmp(y->text, "~") == 0 || strcmp(y->text, "null") == 0;
	if (y->null)
		y->text = "";
	return true;
}

/* From the end of a line: how far in the next one begins. */
static ptrdiff_t blanks_below(const struct reading *r)
{
	const char *at = r->at + 1;
	while (at < r->end && *at == ' ')
		at++;
	return at - (r->at + 1);
}

/* One of the lines behind a bar, if there is one more: those as far in as the first, and empty ones. */
static bool read_line(struct reading *r, ptrdiff_t deep, char **to, bool *more)
{
	ptrdiff_t n = r->at + 1 < r->end ? blanks_below(r) : 0;
	*more = r->at + 1 < r->end && (n >= deep || r->at[1] == '\n');
	if (!*more)
		return true;
	const char *from = r->at + 1 + (n ? deep : 0);
	r->at += 1 + n;
	r->line++;
	if (n && at_end(r))
		return false;           /* blanks alone */
	skip_line(r);
	if (r->at == r->end)
		return false;
	memmove(*to, r->copy + (from - r->begin), (size_t)(r->at + 1 - from));
	*to += r->at + 1 - from;
	return true;
}

/* Behind a bar: the lines as they stand, without the indent of the first, and without empty ones at the end. */
static bool read_lines(struct reading *r, int indent, struct yaml *y)
{
	r->at++;
	ptrdiff_t deep = r->at < r->end ? blanks_below(r) : 0;
	char *to = r->copy + (r->at + 1 - r->begin), *from = to;
	if (!is_next(r, '\n') || deep <= indent || r->at + 1 + deep == r->end || r->at[1 + deep] == '\n')
		return false;
	y->text = from;
	for (bool more = true; more; )
		if (!read_line(r, deep, &to, &more))
			return false;
	while (to - from > 1 && to[-2] == '\n')
		to--;
	*to = '\0';
	if (r->at + 1 < r->end && blanks_below(r) > indent)
		return false;
	next_line(r);
	return true;
}

/* --- maps and lists --- */

static struct item *add_item(struct reading *r) { return LIST_ADD(r->turn, &r->open); }

static bool is_twice(struct reading *r, const struct item *items, size_t count)
{
	struct lookup *seen = count > FEW ? lookup_new(r->turn) : NULL;
	for (size_t i = 0; i < count; i++) {
		if (seen && !lookup_add(seen, items[i].key, i))
			return true;
		for (size_t k = 0; !seen && k < i; k++)
			if (strcmp(items[k].key, items[i].key) == 0)
				return true;
	}
	return false;
}

/* What was read since the list of open items held so many is all of this map or list. */
static bool complete(struct reading *r, size_t from, struct yaml *y)
{
	const struct item *items = r->open.at + from;
	y->count = r->open.count - from;
	r->open.count = from;
	if (y->kind == YAML_MAP && (y->count > KEYS || is_twice(r, items, y->count)))
		return false;
	y->items = NEWS(r->sc, const struct yaml *, y->count + 1);
	y->keys = y->kind == YAML_MAP ? NEWS(r->sc, const char *, y->count + 1) : NULL;
	for (size_t i = 0; i < y->count; i++) {
		struct yaml *value = items[i].value;
		y->items[i] = value;
		if (!y->keys)
			continue;
		y->keys[i] = items[i].key;
		if (value->line == 0 || value->kind != YAML_TEXT) {
			value->line = items[i].line;
			value->column = items[i].column;
		}
	}
	if (y->count) {
		y->line = y->keys ? items[0].line : items[0].value->line;
		y->column = y->keys ? items[0].column : items[0].value->column;
	}
	return true;
}

/* A key and its colon. */
static bool read_key(struct reading *r, struct item *out)
{
	const char *from = r->at;
	bool quoted = is_next(r, '"') || is_next(r, '\'');
	*out = (struct item){ .line = r->line, .column = column_of(r, from) + quoted };
	if (at_end(r) || (quoted && !read_quoted(r, &out->key)))
		return false;
	if (!quoted && (!(sort_of(*from) & FIRST) || *from == '.'))
		return false;
	while (!quoted && r->at < r->end && sort_of(*r->at) & NAME)
		r->at++;
	if (!is_next(r, ':') || !is_apart(r, r->at + 1) || r->at - from > LONGEST_KEY || (!quoted && r->at[-1] == ' '))
		return false;
	if (!quoted)
		out->key = cut(r, from, (size_t)(r->at - from));
	r->at++;
	return quoted || strcmp(out->key, "null") != 0;
}

static bool read_flow(struct reading *r, int depth, struct yaml **out);

static bool read_text(struct reading *r, bool flow, struct yaml **out)
{
	struct yaml *y = *out = new_node(r, YAML_TEXT);
	bool quoted = *r->at == '"' || *r->at == '\'';
	y->line = r->line;
	y->column = column_of(r, r->at) + quoted;       /* libfyaml's places are behind the quote */
	return quoted ? read_quoted(r, &y->text) : read_plain(r, flow, y);
}

static bool read_flow_items(struct reading *r, int depth, char close, struct yaml *y)
{
	size_t from = r->open.count;
	for (bool more = !is_next(r, close); more; ) {
		struct item item = {0};
		if (y->kind == YAML_MAP && !read_key(r, &item))
			return false;
		skip_blanks(r);
		if (at_end(r) || !read_flow(r, depth + 1, &item.value))
			return false;
		*add_item(r) = item;
		skip_blanks(r);
		more = is_next(r, ',');
		r->at += more;
		skip_blanks(r);
		if (at_end(r) || more == is_next(r, close))
			return false;
	}
	r->at++;
	return complete(r, from, y);
}

/* {...}, [...], or a text in one. */
static bool read_flow(struct reading *r, int depth, struct yaml **out)
{
	char open = *r->at;
	if (open != '{' && open != '[')
		return read_text(r, true, out);
	*out = new_node(r, open == '{' ? YAML_MAP : YAML_LIST);
	r->at++;
	skip_blanks(r);
	return depth < DEPTH && read_flow_items(r, depth, open == '{' ? '}' : ']', *out);
}

/* What stands in one line behind a key's colon or an item's dash. */
static bool read_in_line(struct reading *r, int depth, struct yaml **out)
{
	bool flow = *r->at == '{' || *r->at == '[';
	return (flow ? read_flow(r, depth, out) : read_text(r, false, out)) && end_line(r);
}

static bool read_map(struct reading *r, int depth, int indent, struct yaml **out);
static bool read_list(struct reading *r, int depth, int indent, struct yaml **out);

static bool is_dash(const struct reading *r) { return is_next(r, '-') && is_apart(r, r->at + 1); }

/* What stands below a key: further in, or a list right below it; or nothing. */
static bool read_below(struct reading *r, int depth, int indent, struct yaml **out)
{
	if (!end_line(r) || depth >= DEPTH)
		return false;
	if (r->indent >= indent && is_dash(r))
		return read_list(r, depth, r->indent, out);
	if (r->indent > indent)
		return read_map(r, depth, r->indent, out);
	*out = new_node(r, YAML_TEXT);
	(*out)->null = true;
	return true;
}

static bool read_value(struct reading *r, int depth, int indent, struct yaml **out)
{
	const char *colon = r->at;
	skip_blanks(r);
	if (at_end(r) || *r->at == '#') {
		r->at = colon;
		return read_below(r, depth, indent, out);
	}
	if (*r->at != '|')
		return read_in_line(r, depth, out);
	*out = new_node(r, YAML_TEXT);
	(*out)->line = r->line + 1;
	(*out)->column = 1;
	return read_lines(r, indent, *out);
}

static bool read_map(struct reading *r, int depth, int indent, struct yaml **out)
{
	size_t from = r->open.count;
	*out = new_node(r, YAML_MAP);
	do {
		struct item item;
		if (!read_key(r, &item) || !read_value(r, depth + 1, indent, &item.value))
			return false;
		*add_item(r) = item;
	} while (r->indent == indent);
	return r->indent < indent && complete(r, from, *out);
}

/* Does a map begin here, in the line of a dash? */
static bool is_key(struct reading *r)
{
	const char *from = r->at;
	while (r->at < r->end && sort_of(*r->at) & NAME)
		r->at++;
	bool found = is_next(r, ':') && is_apart(r, r->at + 1);
	r->at = from;
	return found;
}

static bool read_list(struct reading *r, int depth, int indent, struct yaml **out)
{
	size_t from = r->open.count;
	*out = new_node(r, YAML_LIST);
	for (; r->indent == indent && is_dash(r); ) {
		struct item item = {0};
		const char *dash = r->at++;
		skip_blanks(r);
		if (at_end(r) || depth >= DEPTH)
			return false;
		bool read = is_key(r) ? read_map(r, depth + 1, indent + (int)(r->at - dash), &item.value)
		                      : read_in_line(r, depth + 1, &item.value);
		if (!read)
			return false;
		*add_item(r) = item;
	}
	return r->indent <= indent && complete(r, from, *out);
}

bool yaml_plain(struct scope *sc, const char *bytes, size_t len, int first_line, const struct yaml **out)
{
	SCOPE(turn);
	struct reading r = { .sc = sc, .turn = turn, .line = first_line, .begin = bytes, .at = bytes,
	                     .end = bytes + len, .counted = bytes, .column = 1 };
	struct yaml *root = NULL;
	if (len == 0 || !is_text(bytes, len))
		return false;
	r.copy = scope_copy_bytes(sc, bytes, len);
	if (is_next(&r, '#'))
		skip_line(&r);
	if (at_end(&r))
		next_line(&r);
	if (r.indent != 0 || !read_map(&r, 0, 0, &root) || r.indent != NO_LINE)
		return false;
	*out = root;
	return true;
}
