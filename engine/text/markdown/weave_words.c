/* weave_words.c: the words of a pair in one place, old and new, with marks and with the emphasis and links they stand
 * in. */
#include "text/letter.h"
#include "text/markdown/compare_private.h"

cmark_node *markdown_mark_new(cmark_node_type type, const char *enter, const char *leave)
{
	cmark_node *node = cmark_node_new(type);
	cmark_node_set_on_enter(node, enter);
	cmark_node_set_on_exit(node, leave);
	return node;
}

static cmark_node *copy_style(cmark_node *from)
{
	cmark_node *node = cmark_node_new(cmark_node_get_type(from));
	if (cmark_node_get_type(from) == CMARK_NODE_CUSTOM_INLINE) {
		cmark_node_set_on_enter(node, cmark_node_get_on_enter(from));
		cmark_node_set_on_exit(node, cmark_node_get_on_exit(from));
	}
	if (cmark_node_get_type(from) == CMARK_NODE_LINK || cmark_node_get_type(from) == CMARK_NODE_IMAGE) {
		cmark_node_set_url(node, cmark_node_get_url(from));
		cmark_node_set_title(node, cmark_node_get_title(from));
	}
	return node;
}

static cmark_node *text_node(const char *text)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
	cmark_node_set_literal(node, text);
	return node;
}

struct open { const struct styling *style; cmark_node *node; };
struct writing { struct scope *sc; cmark_node *top; struct { struct open *at; size_t count, cap; } stack; };

static cmark_node *current(const struct writing *w)
{
	return w->stack.count ? w->stack.at[w->stack.count - 1].node : w->top;
}

static bool lies_in(const struct styling *inner, const struct styling *outer)
{
	while (inner && inner->depth > outer->depth)
		inner = inner->outer;
	return inner == outer;
}

/* Leave the emphasis and links that the next word does not stand in; then enter those it stands in. */
static void leave_to(struct writing *w, const struct styling *style)
{
	while (w->stack.count && !lies_in(style, w->stack.at[w->stack.count - 1].style))
		w->stack.count--;
}

static void enter_to(struct writing *w, const struct styling *style)
{
	size_t from = w->stack.count, to = style ? (size_t)style->depth : 0;
	while (w->stack.count < to)
		LIST_ADD(w->sc, &w->stack);
	for (size_t i = to; i-- > from; style = style->outer)
		w->stack.at[i].style = style;
	for (size_t i = from; i < to; i++) {
		cmark_node *node = copy_style(w->stack.at[i].style->node);
		cmark_node_append_child(i ? w->stack.at[i - 1].node : w->top, node);
		w->stack.at[i].node = node;
	}
}

/* The old emphasis that is not open already, within a mark. */
static cmark_node *enter_old(struct writing *w, cmark_node *within, const struct styling *style)
{
	cmark_node *inner = NULL, *outer = NULL;
	for (; style; style = style->outer) {
		size_t at = (size_t)style->depth;
		if (at <= w->stack.count && w->stack.at[at - 1].style->symbol == style->symbol)
			break;
		cmark_node *node = copy_style(style->node);
		if (outer)
			cmark_node_append_child(node, outer);
		outer = node;
		inner = inner ? inner : node;
	}
	if (outer)
		cmark_node_append_child(within, outer);
	return inner ? inner : within;
}

/* other: the words on the other side, NULL if none. */
static cmark_node *write_group(struct scope *sc, const struct fate *f, size_t count, const char *other)
{
	cmark_node *whole = f->token->whole, *node;
	if (whole && cmark_node_get_type(whole) == CMARK_NODE_LINEBREAK)
		return cmark_node_new(CMARK_NODE_LINEBREAK);
	if (whole && cmark_node_get_type(whole) == CMARK_NODE_CODE) {
		node = cmark_node_new(CMARK_NODE_CODE);
		cmark_node_set_literal(node, scope_copy_bytes(sc, f->token->text, f->token->len));
		return node;
	}
	if (whole) {
		node = copy_style(whole);
		cmark_node_append_child(node, text_node(scope_copy_bytes(sc, f->token->text, f->token->len)));
		return node;
	}
	struct buf *text = buf_new(sc);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && f[i].blank)
			buf_char(text, ' ');
		buf_put(text, f[i].token->text, f[i].token->len);
	}
	return text_node(f->change == MARKDOWN_SAME ? text->at : letter_told(sc, text->at, other));
}

/* The words that stand in the place of n changed ones on the other side; NULL if there are none. */
static const char *other_words(struct scope *sc, const struct fates *f, size_t at, size_t n)
{
	size_t from = at + n, to;
	enum markdown_change other = f->at[at].change == MARKDOWN_ADDED ? MARKDOWN_REMOVED : MARKDOWN_ADDED;
	bool plain = true;
	for (size_t i = at; i < at + n; i++)
		plain = plain && !markdown_has_multibyte(f->at[i].token->text, f->at[i].token->len);
	if (plain || (f->at[at].change != MARKDOWN_ADDED && f->at[at].change != MARKDOWN_REMOVED))
		return NULL;
	if (from == f->count || f->at[from].change != other || f->at[from].cell != f->at[at].cell) {
		for (from = at; from > 0 && f->at[from - 1].change == other && f->at[from - 1].cell == f->at[at].cell; )
			from--;
		if (from == at)
			return NULL;
	}
	struct buf *text = buf_new(sc);
	for (to = from; to < f->count && f->at[to].change == other && f->at[to].cell == f->at[at].cell; to++) {
		if (to > from && f->at[to].blank)
			buf_char(text, ' ');
		buf_put(text, f->at[to].token->text, f->at[to].token->len);
	}
	return text->at;
}

/* The next word of the cell on the side where a change of this kind does not stand, or NULL. */
static const struct fate *next_without(const struct fates *f, size_t from, int cell, enum markdown_change change)
{
	for (size_t i = from; i < f->count && f->at[i].cell == cell; i++)
		if (f->at[i].change != change)
			return &f->at[i];
	return NULL;
}

/* A blank before marked words stands outside their mark: a line under it would look like a word.  Inside, where the
 * other side would be left with a blank of its own before a comma. */
static bool keeps_blank(const struct fate *f, const struct fate *next)
{
	return f->blank && f->change != MARKDOWN_SAME && next && !next->blank;
}

/* Old words and the new ones in their place have one blank before them all. */
static bool shares_blank(const struct fates *f, size_t at)
{
	size_t old = at;
	if (f->at[at].change != MARKDOWN_ADDED || !f->at[at].blank || at == 0
	    || f->at[at - 1].change != MARKDOWN_REMOVED)
		return false;
	while (old > 0 && f->at[old - 1].change == MARKDOWN_REMOVED && f->at[old - 1].cell == f->at[at].cell)
		old--;
	return old < at && f->at[old].blank;
}

static cmark_node *open_mark(cmark_node *into, const char *enter, const char *leave)
{
	cmark_node *last = cmark_node_last_child(into);
	if (last && cmark_node_get_type(last) == CMARK_NODE_CUSTOM_INLINE && strcmp(cmark_node_get_on_enter(last),
		enter) == 0)
		return last;
	cmark_node_append_child(into, markdown_mark_new(CMARK_NODE_CUSTOM_INLINE, enter, leave));
	return cmark_node_last_child(into);
}

/* The words of one cell, from its first; returns where the next begins. */
size_t markdown_write_words(struct scope *sc, const struct fates *f, size_t at, int cell, cmark_node *top)
{
	struct writing w = { .sc = sc, .top = top };
	while (at < f->count && f->at[at].cell == cell) {
		const struct fate *first = &f->at[at];
		size_t n = 1;
		while (at + n < f->count && markdown_go_together(&f->at[at + n - 1], &f->at[at + n]))
			n++;
		const struct fate *next = next_without(f, at + n, cell, first->change);
		bool kept = keeps_blank(first, next);
		cmark_node *into;
		if (first->change == MARKDOWN_REMOVED) {
			if (next)
				leave_to(&w, next->token->style);
			if (first->blank && !kept)
				cmark_node_append_child(current(&w), text_node(" "));
			into = open_mark(current(&w), "<del>", "</del>");
			if (kept)
				cmark_node_append_child(into, text_node(" "));
			into = enter_old(&w, into, first->token->style);
		} else {
			leave_to(&w, first->token->style);
			if (first->blank && !shares_blank(f, at))
				cmark_node_append_child(kept ? open_mark(current(&w), "<ins>", "</ins>") : current(&w),
				                        text_node(" "));
			enter_to(&w, first->token->style);
			into = current(&w);
			if (first->change == MARKDOWN_ADDED)
				into = open_mark(into, "<ins>", "</ins>");
		}
		cmark_node_append_child(into, write_group(sc, first, n, other_words(sc, f, at, n)));
		at += n;
	}
	return at;
}
