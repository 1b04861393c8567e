/* leaves.c: a document taken apart into leaves and words. */
#include "text/markdown/compare_private.h"
#include "text/segment.h"
#include <ctype.h>

enum { STYLES = 64 };           /* deeper emphasis is taken as that deep */

static uint32_t symbol_of(struct comparing *c, const struct buf *key)
{
	return diff_intern(c->names, scope_copy_bytes(c->sc, key->at, key->len), key->len);
}

/* --- containers and leaves --- */

static char sign_of(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE: return '>';
	case CMARK_NODE_ITEM: return 'i';
	case CMARK_NODE_LIST: return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? '.' : '-';
	default: return 't';
	}
}

/* The number an ordered list begins with, and 1; 0 if it only goes on counting where another one stopped. */
static int start_of(cmark_node *list)
{
	int start = cmark_node_get_list_start(list), next;
	cmark_node *above = cmark_node_previous(list);
	if (!above || cmark_node_get_type(above) != CMARK_NODE_LIST || cmark_node_get_list_type(above)
	    != CMARK_ORDERED_LIST)
		return start + 1;
	next = cmark_node_get_list_start(above);
	for (cmark_node *item = cmark_node_first_child(above); item; item = cmark_node_next(item))
		next++;
	return start == next ? 0 : start + 1;
}

static size_t open_container(struct comparing *c, struct side *s, cmark_node *node, size_t parent)
{
	SCOPE(turn);
	struct buf *key = buf_new(turn);
	const struct container *outer = &s->containers.at[parent];
	buf_printf(key, "place %u %c", outer->place, sign_of(node));
	struct container own = { .node = node, .parent = parent, .place = symbol_of(c, key), .partner = NOWHERE,
		.depth = outer->depth + (sign_of(node) == 'i' || sign_of(node) == '>') };
	if (sign_of(node) == '.')
		own.start = start_of(node);
	*LIST_ADD(c->sc, &s->containers) = own;
	return s->containers.count - 1;
}

/* "C3" of "C3 Inspection method", "4.2" of "4.2 Scope": what names a heading whatever its words; else its words. */
static uint32_t heading_name(struct comparing *c, const char *text)
{
	size_t n = strcspn(text, " \t:");
	bool digit = false;
	for (size_t i = 0; i < n; i++)
		digit = digit || isdigit((unsigned char)text[i]);
	if (!digit || n > 32)
		n = strlen(text);
	const char *key = scope_printf(c->sc, "name %.*s", (int)n, text);
	return diff_intern(c->names, key, strlen(key));
}

struct collecting { size_t at; int opens, heading; };   /* opens: containers that the next leaf begins */

/* What canon-1 writes for the containers that begin with a leaf: items and quotes, and the first number of a list. */
static void put_opens(struct side *s, const struct collecting *now, struct buf *key)
{
	size_t k = now->at;
	for (int n = now->opens; n > 0; n--, k = s->containers.at[k].parent) {
		char sign = sign_of(s->containers.at[k].node);
		if (sign == '>' || sign == 'i')
			buf_char(key, sign);
		else if (s->containers.at[k].start)
			buf_printf(key, "%d.", s->containers.at[k].start);
	}
}

static void add_leaf(struct comparing *c, struct side *s, struct collecting *now, cmark_node *node,
                     enum markdown_block block)
{
	SCOPE(turn);
	struct buf *key = buf_new(turn);
	struct leaf *leaf = LIST_ADD(c->sc, &s->leaves);
	*leaf = (struct leaf){ .node = node, .block = block, .container = now->at, .heading = now->heading,
		.line = markdown_line_of(node, s->m->first_line), .partner = NOWHERE };
	if (block != MARKDOWN_EMPTY)
		markdown_canon_of(node, key);
	leaf->content = symbol_of(c, key);
	buf_clear(key);
	buf_printf(key, "leaf %u %u ", s->containers.at[now->at].place, leaf->content);
	put_opens(s, now, key);
	leaf->symbol = symbol_of(c, key);
	now->opens = 0;
}

static void take(struct comparing *c, struct side *s, struct collecting *now, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE: case CMARK_NODE_LIST: case CMARK_NODE_ITEM:
		if (enter) {
			now->at = open_container(c, s, node, now->at);
			now->opens++;
			if (!cmark_node_first_child(node))
				add_leaf(c, s, now, node, MARKDOWN_EMPTY);
		} else {
			now->at = s->containers.at[now->at].parent;
		}
		break;
	case CMARK_NODE_HEADING:
		if (enter && cmark_node_parent(node) == s->m->root && now->heading + 1 < (int)s->m->headings.count)
			now->heading++;
		if (enter) {
			add_leaf(c, s, now, node, MARKDOWN_HEADING);
			if (cmark_node_parent(node) == s->m->root && now->heading >= 0)
				s->leaves.at[s->leaves.count - 1].name = heading_name(c,
					s->m->headings.at[now->heading].text);
		}
		break;
	case CMARK_NODE_PARAGRAPH:      if (enter) add_leaf(c, s, now, node, MARKDOWN_PARAGRAPH); break;
	case CMARK_NODE_CODE_BLOCK:     if (enter) add_leaf(c, s, now, node, MARKDOWN_CODE); break;
	case CMARK_NODE_THEMATIC_BREAK: if (enter) add_leaf(c, s, now, node, MARKDOWN_RULE); break;
	case CMARK_NODE_CUSTOM_BLOCK:
		if (markdown_mark_of(node) == MARKDOWN_TABLE) {
			now->at = enter ? open_container(c, s, node, now->at) : s->containers.at[now->at].parent;
			now->opens += enter;
		} else if (markdown_mark_of(node) == MARKDOWN_ROW && enter) {
			bool head = cmark_node_previous(node) == NULL;
			add_leaf(c, s, now, node, head ? MARKDOWN_HEAD_ROW : MARKDOWN_TABLE_ROW);
		}
		break;
	default: break;
	}
}

void markdown_collect_leaves(struct comparing *c, struct side *s)
{
	struct collecting now = { 0, 0, -1 };
	*LIST_ADD(c->sc, &s->containers) = (struct container){ .node = s->m ? s->m->root : NULL, .partner = 0 };
	if (!s->m)
		return;
	cmark_iter *walk = cmark_iter_new(s->m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; )
		if (cmark_node_get_type(cmark_iter_get_node(walk)) < CMARK_NODE_FIRST_INLINE)
			take(c, s, &now, cmark_iter_get_node(walk), ev == CMARK_EVENT_ENTER);
	cmark_iter_free(walk);
}

/* --- words --- */

struct cutting {
	struct comparing *c;
	struct tokens *out;
	const struct styling *style;
	bool blank, aside, fresh;
	struct buf *key;
};

static void put_token(struct cutting *cut, const char *text, size_t len, enum segment kind, cmark_node *whole)
{
	struct token t = { .text = text, .len = (uint32_t)len, .style = cut->style, .whole = whole,
	                   .blank = cut->blank, .aside = cut->aside,
		.weak = kind == SEGMENT_SIGN || kind == SEGMENT_BLANK || (kind == SEGMENT_JAPANESE && len <= 3) };
	bool first = cut->out->count == 0 || cut->fresh;
	buf_clear(cut->key);
	/* A blank before the first word of a line is none; counted as one, so that it stays the same word when others
	 * come before it. */
	buf_printf(cut->key, "%u%c", cut->style ? cut->style->symbol : 0, (first ? kind == SEGMENT_WORD : t.blank)
	           ? '_' : '.');
	if (cut->aside)
		buf_char(cut->key, '@');
	if (whole)
		buf_printf(cut->key, "!%d", (int)cmark_node_get_type(whole));
	if (whole && cmark_node_get_type(whole) == CMARK_NODE_IMAGE)
		buf_printf(cut->key, "%s \"%s\" ", cmark_node_get_url(whole), cmark_node_get_title(whole));
	buf_put(cut->key, text, len);
	t.symbol = symbol_of(cut->c, cut->key);
	t.blank = t.blank && !first;
	*LIST_ADD(cut->c->sc, cut->out) = t;
	cut->blank = false;
	cut->fresh = whole && cmark_node_get_type(whole) == CMARK_NODE_LINEBREAK;
}

static void cut_text(struct cutting *cut, const char *s, bool blanks_count)
{
	for (size_t len; s && *s; s += len) {
		enum segment kind = segment_at(s, &len);
		if (blanks_count && kind == SEGMENT_BLANK)
			/* a line end is a unit */
			len = *s == '\n' ? 1 : strcspn(s, "\n") < len ? strcspn(s, "\n") : len;
		if (kind == SEGMENT_BLANK && !blanks_count)
			cut->blank = true;
		else
			put_token(cut, s, len, kind, NULL);
	}
}

static void open_style(struct cutting *cut, cmark_node *node)
{
	const struct styling *outer = cut->style;
	struct styling *own = NEW(cut->c->sc, struct styling);
	*own = (struct styling){ node, outer, outer ? outer->depth + 1 : 1, 0 };
	buf_clear(cut->key);
	buf_printf(cut->key, "style %u %d.%d", outer ? outer->symbol : 0, (int)cmark_node_get_type(node),
	           (int)markdown_mark_of(node));
	if (cmark_node_get_type(node) == CMARK_NODE_LINK)
		buf_printf(cut->key, " %s \"%s\"", cmark_node_get_url(node), cmark_node_get_title(node));
	own->symbol = symbol_of(cut->c, cut->key);
	cut->style = own;
}

static const char *alt_of(struct comparing *c, cmark_node *image)
{
	struct buf *b = buf_new(c->sc);
	markdown_plain(image, b);
	return b->at;
}

/* The words of what stands below a node. */
static void cut_inlines(struct cutting *cut, cmark_node *top)
{
	cmark_iter *walk = cmark_iter_new(top);
	int deep = 0;
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		bool enter = ev == CMARK_EVENT_ENTER;
		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_TEXT:      cut_text(cut, cmark_node_get_literal(node), false); break;
		case CMARK_NODE_SOFTBREAK: cut->blank = true; break;
		case CMARK_NODE_LINEBREAK: put_token(cut, "\n", 1, SEGMENT_SIGN, node); break;
		case CMARK_NODE_CODE:
			put_token(cut, cmark_node_get_literal(node), strlen(cmark_node_get_literal(node)),
			          SEGMENT_WORD, node);
			break;
		case CMARK_NODE_IMAGE:
			if (enter) {
				const char *alt = alt_of(cut->c, node);
				put_token(cut, alt, strlen(alt), SEGMENT_WORD, node);
				cmark_iter_reset(walk, node, CMARK_EVENT_EXIT);
			}
			break;
		case CMARK_NODE_EMPH: case CMARK_NODE_STRONG: case CMARK_NODE_LINK: case CMARK_NODE_CUSTOM_INLINE:
			deep += enter ? 1 : -1;
			if (enter && deep <= STYLES) {
				open_style(cut, node);
				if (!cmark_node_first_child(node))
					put_token(cut, "", 0, SEGMENT_WORD, NULL);
			} else if (!enter && deep < STYLES) {
				cut->style = cut->style->outer;
			}
			break;
		default: break;
		}
	}
	cmark_iter_free(walk);
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a > b) - (a < b);
}

static void list_words(struct comparing *c, struct leaf *leaf)
{
	enum { LOOKED_AT = 2000 };      /* words of a leaf that are enough to know it by */
	size_t total = 0;
	for (size_t k = 0; k < leaf->cell_count; k++)
		total += leaf->cells[k].count;
	leaf->words = NEWS(c->sc, uint32_t, (total < LOOKED_AT ? total : LOOKED_AT) + 1);
	for (size_t k = 0; k < leaf->cell_count; k++)
		for (size_t i = 0; i < leaf->cells[k].count && leaf->word_count < LOOKED_AT; i++)
			if (!leaf->cells[k].at[i].weak)
				leaf->words[leaf->word_count++] = leaf->cells[k].at[i].symbol;
	if (leaf->word_count)
		qsort(leaf->words, leaf->word_count, sizeof *leaf->words, by_number);
}

void markdown_cut_leaf(struct comparing *c, struct leaf *leaf)
{
	SCOPE(turn);
	if (leaf->cells)
		return;
	struct cutting cut = { .c = c, .key = buf_new(turn) };
	bool row = leaf->block == MARKDOWN_HEAD_ROW || leaf->block == MARKDOWN_TABLE_ROW;
	for (cmark_node *k = cmark_node_first_child(leaf->node); row && k; k = cmark_node_next(k))
		leaf->cell_count++;
	leaf->cell_count += !row;
	leaf->cells = NEWS(c->sc, struct tokens, leaf->cell_count + 1);
	cut.out = leaf->cells;
	if (leaf->block == MARKDOWN_CODE) {
		cut.aside = true;
		cut_text(&cut, cmark_node_get_fence_info(leaf->node), true);
		if (cut.out->count)
			cut_text(&cut, "\n", true);
		cut.aside = false;
		cut_text(&cut, cmark_node_get_literal(leaf->node), true);
	} else if (row) {
		size_t k = 0;
		for (cmark_node *cell = cmark_node_first_child(leaf->node); cell; cell = cmark_node_next(cell)) {
			cut.out = &leaf->cells[k++];
			cut.blank = false;
			cut_inlines(&cut, cell);
		}
	} else if (leaf->block != MARKDOWN_EMPTY && leaf->block != MARKDOWN_RULE) {
		cut_inlines(&cut, leaf->node);
	}
	list_words(c, leaf);
}
