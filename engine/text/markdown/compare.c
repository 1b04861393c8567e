/* compare.c: the blocks of a comparison, in the order in which they are read. */
#include "text/markdown/compare_private.h"

const char *markdown_change_name(enum markdown_change c)
{
	return (const char *const[]){ "same", "changed", "added", "removed", "moved", "left" }[c];
}

const char *markdown_block_name(enum markdown_block b)
{
	return (const char *const[]){ "heading", "paragraph", "code", "rule", "table head", "table row", "empty" }[b];
}

bool markdown_words_differ(const struct markdown_compared *k)
{
	for (size_t i = 0; i < k->pieces.count; i++)
		if (k->pieces.at[i].change != MARKDOWN_SAME)
			return true;
	return false;
}

/* --- pieces --- */

static const char *form_of(struct scope *sc, const struct token *t)
{
	struct buf *b = buf_new(sc);
	cmark_node *whole = t->whole;
	if (t->aside)
		buf_text(b, "```");
	if (whole && cmark_node_get_type(whole) == CMARK_NODE_CODE)
		buf_char(b, '`');
	else if (whole && cmark_node_get_type(whole) == CMARK_NODE_IMAGE)
		buf_printf(b, "![](%s)", cmark_node_get_url(whole));
	for (const struct styling *s = t->style; s; s = s->outer) {
		if (b->len)
			buf_char(b, ' ');
		switch (cmark_node_get_type(s->node)) {
		case CMARK_NODE_LINK:          buf_printf(b, "[](%s)", cmark_node_get_url(s->node)); break;
		case CMARK_NODE_CUSTOM_INLINE:
			buf_char(b, markdown_mark_of(s->node) == MARKDOWN_SUP ? '^' : '~');
			break;
		case CMARK_NODE_STRONG:        buf_text(b, "**"); break;
		default:                       buf_char(b, '*'); break;
		}
	}
	return b->at;
}

bool markdown_go_together(const struct fate *a, const struct fate *b)
{
	return a->change == b->change && a->cell == b->cell && a->token->whole == NULL && b->token->whole == NULL
	       && a->token->style == b->token->style && a->token->aside == b->token->aside;
}

static void put_pieces(struct scope *sc, const struct fates *f, struct markdown_compared *out)
{
	struct buf *text = NULL;
	for (size_t i = 0; i < f->count; i++) {
		const struct token *t = f->at[i].token;
		if (i == 0 || !markdown_go_together(&f->at[i - 1], &f->at[i])) {
			if (text)
				out->pieces.at[out->pieces.count - 1].text = text->at;
			text = buf_new(sc);
			*LIST_ADD(sc, &out->pieces) = (struct markdown_piece){ f->at[i].change, f->at[i].cell, "",
				form_of(sc, t) };
		}
		if (f->at[i].blank)
			buf_char(text, ' ');
		buf_put(text, t->text, t->len);
	}
	if (text)
		out->pieces.at[out->pieces.count - 1].text = text->at;
}

/* --- the order --- */

static enum markdown_change change_of(const struct comparing *c, size_t a, size_t b)
{
	const struct leaf *x = a == NOWHERE ? NULL : &c->a.leaves.at[a], *y = b == NOWHERE ? NULL : &c->b.leaves.at[b];
	return !x ? MARKDOWN_ADDED : !y ? MARKDOWN_REMOVED : x->moved ? MARKDOWN_MOVED : x->symbol == y->symbol
		? MARKDOWN_SAME : MARKDOWN_CHANGED;
}

static void enter(struct comparing *c, size_t a, size_t b)
{
	*LIST_ADD(c->sc, &c->entries) = (struct entry){ a, b, change_of(c, a, b) };
}

/* What is gone stands before what has come in its place. */
static void order(struct comparing *c)
{
	size_t a = 0, b = 0, n = c->a.leaves.count, m = c->b.leaves.count;
	while (a < n || b < m) {
		if (a < n && (c->a.leaves.at[a].partner == NOWHERE || c->a.leaves.at[a].moved)) {
			enter(c, a, NOWHERE);
			if (c->a.leaves.at[a++].moved)
				c->entries.at[c->entries.count - 1].change = MARKDOWN_LEFT;
		} else if (b < m && (c->b.leaves.at[b].partner == NOWHERE || c->b.leaves.at[b].moved)) {
			enter(c, c->b.leaves.at[b].partner, b);
			b++;
		} else {
			enter(c, a++, b++);
		}
	}
}

static void join_ends(struct comparing *c, struct markdown_comparison *out)
{
	SCOPE(turn);
	size_t *left = NEWS(turn, size_t, c->a.leaves.count + 1);
	for (size_t i = 0; i < c->entries.count; i++)
		if (c->entries.at[i].change == MARKDOWN_LEFT)
			left[c->entries.at[i].a] = i;
	for (size_t i = 0; i < c->entries.count; i++)
		if (c->entries.at[i].change == MARKDOWN_MOVED) {
			out->blocks.at[i].counterpart = left[c->entries.at[i].a];
			out->blocks.at[left[c->entries.at[i].a]].counterpart = i;
		}
}

/* What it stands as, in words. */
static const struct phrase *standing(struct scope *sc, const struct side *s, const struct leaf *l)
{
	const struct container *k = &s->containers.at[l->container];
	if (l->block == MARKDOWN_HEADING)
		return phrase_new(sc, "heading of level {level}", cmark_node_get_heading_level(l->node));
	while (k->depth > 0 && cmark_node_get_type(k->node) != CMARK_NODE_ITEM && cmark_node_get_type(k->node)
	       != CMARK_NODE_BLOCK_QUOTE)
		k = &s->containers.at[k->parent];
	if (k->depth == 0 && l->block == MARKDOWN_RULE)         /* "rule" alone is a rule of the template */
		return phrase_new(sc, "horizontal rule");
	if (k->depth == 0)
		return phrase_keep(sc, phrase_bare(markdown_block_name(l->block)));
	const struct phrase *what = PHRASE("in a quote");
	if (cmark_node_get_type(k->node) == CMARK_NODE_ITEM) {
		cmark_node *list = s->containers.at[k->parent].node;
		bool numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
		what = numbered ? phrase_new(sc, "in a list numbered from {number}", cmark_node_get_list_start(list))
			: phrase_new(sc, "in a list");
	}
	return k->depth > 1 ? phrase_new(sc, "{place}, level {level}", what, k->depth) : phrase_keep(sc, what);
}

static bool says_same(const struct phrase *a, const struct phrase *b)
{
	SCOPE(turn);
	return strcmp(phrase_text(turn, NULL, a), phrase_text(turn, NULL, b)) == 0;
}

static void describe(struct comparing *c, const struct entry *e, struct markdown_comparison *out)
{
	SCOPE(turn);
	struct leaf *x = e->a == NOWHERE ? NULL : &c->a.leaves.at[e->a], *y = e->b == NOWHERE ? NULL
		: &c->b.leaves.at[e->b];
	const struct leaf *one = y ? y : x;
	const struct side *s = y ? &c->b : &c->a;
	struct markdown_compared *k = LIST_ADD(c->sc, &out->blocks);
	*k = (struct markdown_compared){ .change = e->change, .block = one->block,
	                                 .depth = s->containers.at[one->container].depth,
		.before = x ? x->line : 0, .after = y ? y->line : 0, .heading_before = x ? x->heading : -1,
		.heading_after = y ? y->heading : -1 };
	if (e->change == MARKDOWN_SAME)
		return;
	struct fates f;
	markdown_fates(turn, c, x, y, &f);
	put_pieces(c->sc, &f, k);
	out->changed = true;
	const struct phrase *stood = x && y ? standing(c->sc, &c->a, x) : NULL, *stands = x
		&& y ? standing(c->sc, &c->b, y) : NULL;
	if (stood && !says_same(stood, stands)) {
		k->stood = stood;
		k->stands = stands;
	}
}

struct markdown_comparison *markdown_compare(struct scope *sc, struct markdown *before, struct markdown *after)
{
	struct markdown_comparison *out = NEW(sc, struct markdown_comparison);
	struct comparing *c = NEW(sc, struct comparing);
	*c = (struct comparing){ .sc = sc, .a.m = before, .b.m = after, .names = diff_names(sc) };
	markdown_collect_leaves(c, &c->a);
	markdown_collect_leaves(c, &c->b);
	markdown_pair_leaves(c);
	order(c);
	for (size_t i = 0; i < c->entries.count; i++)
		describe(c, &c->entries.at[i], out);
	join_ends(c, out);
	out->inside = c;
	return out;
}
