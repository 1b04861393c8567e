/* quote.c: the words of a document in one line, and where each block of them stands. */
#include "base/utf8.h"
#include "text/markdown/quote_private.h"
#include "text/markdown/tree_private.h"
#include "text/segment.h"

enum { SURROUNDING = 48 };      /* bytes of prefix and suffix, to the next whole word */
/* bytes of words that are known by themselves; of surroundings that make others known */
enum { TELLING = 30, AGREEING = 6 };

static void put_words(struct buf *out, const char *s)
{
	for (size_t len; s && *s; s += len) {
		if (segment_at(s, &len) != SEGMENT_BLANK)
			buf_put(out, s, len);
		else if (out->len && out->at[out->len - 1] != ' ')
			buf_char(out, ' ');
	}
}

static void begin(struct scope *sc, struct plain *p, int line, int block_line, int heading)
{
	if (p->text->len && p->text->at[p->text->len - 1] != ' ')
		buf_char(p->text, ' ');
	*LIST_ADD(sc, &p->stretches) = (struct stretch){ p->text->len, line, block_line, heading };
}

/* A code block line by line; the first stands below its fence, or where it begins if it is set in by four. */
static void put_code(struct scope *sc, struct plain *p, cmark_node *node, int line, int heading)
{
	int block = line;
	bool set_in = cmark_node_get_start_column(node) > 4 && cmark_node_get_type(cmark_node_parent(node))
		== CMARK_NODE_DOCUMENT;
	line += !set_in;
	for (const char *s = cmark_node_get_literal(node); *s; line++) {
		SCOPE(turn);
		size_t n = strcspn(s, "\n");
		begin(sc, p, line, block, heading);
		put_words(p->text, scope_copy_bytes(turn, s, n));
		s += n + (s[n] == '\n');
	}
}

/* Each block of words begins a stretch, and so does each line within it. */
struct plain quote_plain(struct scope *sc, const struct markdown *m)
{
	struct plain p = { .text = buf_new(sc) };
	int heading = -1, line = 0, block = 0;
	cmark_iter *walk = cmark_iter_new(m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(node);
		if (ev != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_HEADING && cmark_node_parent(node) == m->root)
			heading++;
		if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING
		    || markdown_mark_of(node) == MARKDOWN_CELL) {
			line = block = markdown_line_of(node, m->first_line);
			begin(sc, &p, line, block, heading);
		} else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
			begin(sc, &p, ++line, block, heading);
		} else if (type == CMARK_NODE_CODE_BLOCK) {
			put_code(sc, &p, node, markdown_line_of(node, m->first_line), heading);
		}
		if (type == CMARK_NODE_TEXT && cmark_node_get_user_data(node))
			*LIST_ADD(sc, &p.stretches) = (struct stretch){ p.text->len, ++line, block, heading };
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			put_words(p.text, cmark_node_get_literal(node));
	}
	cmark_iter_free(walk);
	return p;
}

const char *markdown_quote_block(struct scope *sc, const struct markdown *m, int line, size_t most)
{
	const struct plain p = quote_plain(sc, m);
	size_t i = 0;
	while (i < p.stretches.count && p.stretches.at[i].block_line != line)
		i++;
	if (i == p.stretches.count)
		return "";
	size_t from = p.stretches.at[i].at, to = p.text->len;
	for (; i < p.stretches.count; i++)
		if (p.stretches.at[i].block_line != line) {
			to = p.stretches.at[i].at;
			break;
		}
	if (to - from > most) {
		size_t cut = utf8_begin(p.text->at, from + most);
		for (to = cut; to > from && p.text->at[to] != ' '; )
			to--;
		to = to == from ? cut : to;     /* no blank in all of it, as in Japanese */
	}
	return markdown_quote_words(sc, scope_copy_bytes(sc, p.text->at + from, to - from));
}

const char *markdown_quote_words(struct scope *sc, const char *text)
{
	struct buf *out = buf_new(sc);
	put_words(out, text);
	if (out->len && out->at[out->len - 1] == ' ')
		out->at[--out->len] = '\0';
	return out->at;
}

static const struct stretch *stretch_of(const struct plain *p, size_t at)
{
	size_t low = 0, high = p->stretches.count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (p->stretches.at[mid].at <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? &p->stretches.at[low - 1] : NULL;
}

void quote_place(const struct plain *p, size_t at, size_t len, struct markdown_quote *q)
{
	const struct stretch *s = stretch_of(p, at), *e = stretch_of(p, at + len - 1);
	q->line = s ? s->line : 0;
	q->block_line = s ? s->block_line : 0;
	q->heading = s ? s->heading : -1;
	q->end_line = e ? e->line : 0;
}

static const char *before(struct scope *sc, const char *text, size_t at)
{
	size_t from = at > SURROUNDING ? at - SURROUNDING : 0;
	while (from > 0 && text[from] != ' ' && at - from < 2 * SURROUNDING)
		from--;
	from = utf8_begin(text, from);
	return markdown_quote_words(sc, scope_copy_bytes(sc, text + from, at - from));
}

static const char *behind(struct scope *sc, const char *text, size_t from)
{
	size_t len = strlen(text + from), to = len < SURROUNDING ? len : SURROUNDING;
	while (to < len && text[from + to] != ' ' && to < 2 * SURROUNDING)
		to++;
	while (to < len && ((unsigned char)text[from + to] & 0xc0) == 0x80)
		to++;
	return markdown_quote_words(sc, scope_copy_bytes(sc, text + from, to));
}

void quote_at(struct scope *sc, const struct plain *p, size_t at, size_t len, struct markdown_quote *q)
{
	*q = (struct markdown_quote){ .exact = scope_copy_bytes(sc, p->text->at + at, len),
	                              .prefix = before(sc, p->text->at, at),
	                              .suffix = behind(sc, p->text->at, at + len) };
	quote_place(p, at, len, q);
}

size_t markdown_quote_count(struct scope *sc, const struct markdown *m, const char *words)
{
	struct plain p = quote_plain(sc, m);
	const char *exact = markdown_quote_words(sc, words);
	size_t count = 0;
	for (const char *s = p.text->at; *exact && (s = strstr(s, exact)) != NULL; s += strlen(exact))
		count++;
	return count;
}

bool markdown_quote_take(struct scope *sc, const struct markdown *m, const char *words, size_t n,
                         struct markdown_quote *q)
{
	struct plain p = quote_plain(sc, m);
	const char *exact = markdown_quote_words(sc, words), *s = p.text->at;
	while (*exact && (s = strstr(s, exact)) != NULL && --n > 0)
		s += strlen(exact);
	if (!s || !*exact)
		return false;
	quote_at(sc, &p, (size_t)(s - p.text->at), strlen(exact), q);
	return true;
}

/* Bytes of the surroundings that agree, counted from the words outwards; blanks do not count. */
static size_t agree_before(const char *text, size_t at, const char *prefix)
{
	size_t n = strlen(prefix), same = 0;
	while (at > 0 && text[at - 1] == ' ')
		at--;
	while (same < n && same < at && text[at - 1 - same] == prefix[n - 1 - same])
		same++;
	return same;
}

static size_t agree_behind(const char *text, const char *suffix)
{
	size_t same = 0;
	text += strspn(text, " ");
	while (suffix[same] && text[same] == suffix[same])
		same++;
	return same;
}

/* With no surroundings, or known by so many words, a place need not agree; else as much as there was, up to a few
 * bytes. */
static size_t least_agreement(const struct markdown_quote *q)
{
	size_t known = strlen(q->prefix) + strlen(q->suffix);
	return strlen(q->exact) >= TELLING ? 0 : known < AGREEING ? known : AGREEING;
}

bool quote_stands(const struct plain *p, size_t at, const struct markdown_quote *q, size_t *same)
{
	const char *s = p->text->at + at;
	*same = agree_before(p->text->at, at, q->prefix) + agree_behind(s + strlen(q->exact), q->suffix);
	return *same >= least_agreement(q);
}

size_t quote_find(const struct plain *p, const struct markdown_quote *q)
{
	size_t best = 0, same, found = QUOTE_NOWHERE;
	for (const char *s = p->text->at; *q->exact && (s = strstr(s, q->exact)) != NULL; s++) {
		size_t at = (size_t)(s - p->text->at);
		if (quote_stands(p, at, q, &same) && (same > best || found == QUOTE_NOWHERE)) {
			best = same;
			found = at;
		}
	}
	return found;
}

bool markdown_quote_find(struct scope *sc, const struct markdown *m, struct markdown_quote *q)
{
	struct plain p = quote_plain(sc, m);
	size_t at = quote_find(&p, q);
	if (at != QUOTE_NOWHERE)
		quote_place(&p, at, strlen(q->exact), q);
	return at != QUOTE_NOWHERE;
}
