/* raw.c: HTML within Markdown.
 *
 * <br>, <sup> and <sub> do what they say; a comment is one; all else is
 * text like any other and is shown as it is written, with a mistake that
 * says so.  Nothing of the source is dropped: what a page does not show
 * no sign-off would cover, and no comparison tell. */
#include "base/utf8.h"
#include "text/markdown/tree_private.h"
#include <ctype.h>
#include <strings.h>

struct nodes { cmark_node **at; size_t count, cap; };
struct raw { struct markdown *m; struct scope *turn; int said; };      /* said: the line last complained of */

static void complain(struct raw *r, int line, const struct phrase *says)
{
	if (line != r->said)
		*LIST_ADD(r->m->sc, &r->m->mistakes) = (struct markdown_mistake){ line, says, FINDING_markdown_html };
	r->said = line;
}

static void shown_as_written(struct raw *r, int line, const char *what)
{
	SCOPE(turn);
	enum { ENOUGH = 40 };
	size_t len = strcspn(what, "\n");
	bool cut = len > ENOUGH;
	const char *part = scope_copy_bytes(turn, what, cut ? utf8_cut(what, len, ENOUGH) : len);
	complain(r, line, phrase_new(r->m->sc, "\"{text}\" is no HTML here but is shown as it is written; only <br>, "
	                             "<sup> and <sub> are understood",
	                             cut ? scope_printf(turn, "%s\xe2\x80\xa6", part) : part));
}

/* --- within a line --- */

static const struct tag { const char *open, *close; enum markdown_mark mark; } tags[] = {
	{ "<sup>", "</sup>", MARKDOWN_SUP }, { "<sub>", "</sub>", MARKDOWN_SUB },
};

static bool is_break(const char *s)
{
	return strcasecmp(s, "<br>") == 0 || strcasecmp(s, "<br/>") == 0 || strcasecmp(s, "<br />") == 0;
}

static bool is_comment(const char *s)
{
	size_t n = strlen(s);
	return n >= 7 && strncmp(s, "<!--", 4) == 0 && strcmp(s + n - 3, "-->") == 0;
}

static const struct tag *opens(cmark_node *node)
{
	for (size_t i = 0; i < countof(tags); i++)
		if (strcasecmp(cmark_node_get_literal(node), tags[i].open) == 0)
			return &tags[i];
	return NULL;
}

static cmark_node *closing(cmark_node *open, const struct tag *tag)
{
	for (cmark_node *node = open; (node = cmark_node_next(node)) != NULL; ) {
		if (cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE)
			continue;
		if (strcasecmp(cmark_node_get_literal(node), tag->open) == 0)
			return NULL;
		if (strcasecmp(cmark_node_get_literal(node), tag->close) == 0)
			return node;
	}
	return NULL;
}

static void drop(cmark_node *node)
{
	cmark_node_unlink(node);
	cmark_node_free(node);
}

static void raise_or_lower(cmark_node *open, cmark_node *close, const struct tag *tag)
{
	cmark_node *mark = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
	cmark_node_set_on_enter(mark, tag->open);
	cmark_node_set_on_exit(mark, tag->close);
	cmark_node_set_user_data(mark, (void *)(intptr_t)tag->mark);
	for (cmark_node *inner; (inner = cmark_node_next(open)) != close; )
		cmark_node_append_child(mark, inner);
	cmark_node_replace(open, mark);
	cmark_node_free(open);
	/* the mark of the close lives on as nothing: the list of nodes still names it */
	cmark_node_unlink(close);
}

static void settle_inline(struct raw *r, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);
	const struct tag *tag = opens(node);
	cmark_node *close = tag ? closing(node, tag) : NULL;
	if (close) {
		raise_or_lower(node, close, tag);
		return;
	}
	cmark_node *instead = NULL;
	if (is_break(literal)) {
		instead = cmark_node_new(CMARK_NODE_LINEBREAK);
	} else if (!is_comment(literal)) {
		shown_as_written(r, markdown_line_of(node, r->m->first_line), literal);
		instead = cmark_node_new(CMARK_NODE_TEXT);
		cmark_node_set_literal(instead, literal);
	}
	if (instead)
		cmark_node_insert_before(node, instead);
	drop(node);
}

/* --- blocks --- */

static bool is_known(const char *tag)
{
	bool known = is_break(tag);
	for (size_t i = 0; i < countof(tags); i++)
		known = known || strcasecmp(tag, tags[i].open) == 0 || strcasecmp(tag, tags[i].close) == 0;
	return known;
}

/* Bytes of the tag we understand that stands here, 0 if none does. */
static size_t known_tag(const char *s)
{
	char word[8] = "";
	size_t n = *s == '<' ? strcspn(s, ">") + 1 : 0;
	if (n == 0 || n >= sizeof word || s[n - 1] != '>')
		return 0;
	memcpy(word, s, n);
	return is_known(word) ? n : 0;
}

/* Goes before a tag at the beginning of a paragraph, which else were a block of HTML again; taken out of the tree. */
static const char guard[] = "&#8203;", decoded[] = "\xe2\x80\x8b";

/* Text as itself: a backslash before each sign; the tags we understand and comments stay what they are. */
static void put_literal(struct buf *out, const char *s)
{
	for (size_t n; *s; s += n) {
		const char *end = strncmp(s, "<!--", 4) == 0 ? strstr(s + 4, "-->") : NULL;
		bool begins = out->len == 0 || out->at[out->len - 1] == '\n';
		if (end) {
			n = (size_t)(end - s) + 3;
		} else if ((n = known_tag(s)) > 0) {
			buf_text(out, begins ? guard : "");
			buf_put(out, s, n);
		} else if (*s == '\n') {
			n = 1 + strspn(s + 1, " \t");
			bool breaks = s[n] && s[n] != '\n' && !begins;
			buf_text(out, breaks ? "\\\n" : "\n");
		} else {
			n = 1;
			if (ispunct((unsigned char)*s))
				buf_char(out, '\\');
			buf_char(out, *s);
		}
	}
}

/* The lines of a comment, empty, so that what follows keeps its place. */
static void put_lines(struct buf *out, const char *s, const char *end)
{
	for (; s < end; s++)
		if (*s == '\n')
			buf_char(out, '\n');
}

/* A comment without an end would take all that follows with it; none of those that begin in it has an end either. */
static void put_unclosed(struct buf *out, const char *s)
{
	for (const char *next; (next = strstr(s, "<!--")) != NULL; s = next + 4) {
		buf_put(out, s, (size_t)(next - s));
		buf_text(out, "\\<!--");
	}
	buf_text(out, s);
}

/* Behind comments stands Markdown. */
static void put_behind_comments(struct raw *r, struct buf *out, const char *s, int line)
{
	const char *end;
	while (strncmp(s, "<!--", 4) == 0 && (end = strstr(s + 4, "-->")) != NULL) {
		put_lines(out, s, end);
		s = end + 3 + strspn(end + 3, " \t");
	}
	if (strncmp(s, "<!--", 4) == 0) {
		complain(r, line, phrase_new(r->m->sc, "the comment that begins here has no end (-->); its text is "
		                             "shown"));
		put_unclosed(out, s);
	} else {
		buf_text(out, s);
	}
}

static void strip_guards(cmark_node *paragraph)
{
	cmark_node *first = cmark_node_first_child(paragraph);
	if (first && cmark_node_get_type(first) == CMARK_NODE_TEXT
	    && strcmp(cmark_node_get_literal(first), decoded) == 0)
		drop(first);
}

/* literal: whatever it begins with, so that an end is found. */
static void settle_block(struct raw *r, cmark_node *node, bool literal)
{
	struct buf *text = buf_new(r->turn);
	const char *s = cmark_node_get_literal(node);
	int above = cmark_node_get_start_line(node) - 1 + markdown_above(node);
	int line = markdown_line_of(node, r->m->first_line);
	s += strspn(s, " ");
	literal = literal || strncmp(s, "<!--", 4) != 0;
	if (literal && !known_tag(s))
		shown_as_written(r, line, s);
	if (literal)
		put_literal(text, s);
	else
		put_behind_comments(r, text, s, line);
	cmark_node *doc = cmark_parse_document(text->at, text->len, CMARK_OPT_DEFAULT);
	for (cmark_node *child; (child = cmark_node_first_child(doc)) != NULL; ) {
		if (literal)
			strip_guards(child);
		markdown_set_above(child, above);
		cmark_node_insert_before(node, child);
	}
	cmark_node_free(doc);
	drop(node);
}

static struct nodes collect(struct raw *r, cmark_node_type type)
{
	struct nodes found = {0};
	cmark_iter *walk = cmark_iter_new(r->m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; )
		if (ev == CMARK_EVENT_ENTER && cmark_node_get_type(cmark_iter_get_node(walk)) == type)
			*LIST_ADD(r->turn, &found) = cmark_iter_get_node(walk);
	cmark_iter_free(walk);
	return found;
}

void markdown_settle_raw(struct markdown *m)
{
	SCOPE(turn);
	enum { ROUNDS = 8 };            /* what stands behind a comment may begin like HTML once more */
	struct raw r = { m, turn, 0 };
	struct nodes blocks, inlines;
	for (int i = 0; (blocks = collect(&r, CMARK_NODE_HTML_BLOCK)).count; i++)
		for (size_t k = 0; k < blocks.count; k++)
			settle_block(&r, blocks.at[k], i >= ROUNDS);
	inlines = collect(&r, CMARK_NODE_HTML_INLINE);
	for (size_t k = 0; k < inlines.count; k++)
		if (cmark_node_parent(inlines.at[k]))
			settle_inline(&r, inlines.at[k]);
		else
			cmark_node_free(inlines.at[k]); /* it closed another */
}
