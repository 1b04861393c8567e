/* word_inlines.c: inlines into runs: words of one form each.
 *
 * In Word a form is laid over letters, in Markdown it is written around
 * words.  As a flat list each run sees what stands before and behind it. */
#include "intake/word_private.h"
#include "text/markdown/markdown.h"

/* --- adding --- */

/* Control characters are none of a document's; the two others are not seen and would part words. */
static void put_clean(struct buf *out, const char *s)
{
	static const char *const unseen[] = { "\xe2\x80\x8b", "\xef\xbb\xbf" };
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		bool skip = false;
		for (size_t i = 0; i < countof(unseen) && !skip; i++)
			skip = strncmp(s, unseen[i], 3) == 0;
		if (skip)
			s += 2;
		else if (c >= ' ' && c != 0x7f)
			buf_char(out, *s);
		else
			buf_char(out, ' ');
	}
}

static bool is_same_link(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

void word_add_text(struct word *w, struct word_runs *out, const char *text, unsigned style, const char *link)
{
	struct word_run *last = out->count ? &out->at[out->count - 1] : NULL;
	word_hear(w, text);
	if (!last || last->kind != WORD_TEXT || last->style != style || !is_same_link(last->link, link)) {
		last = LIST_ADD(w->sc, out);
		*last = (struct word_run){ WORD_TEXT, style, buf_new(w->sc), link };
	}
	put_clean(last->text, text);
}

void word_add_break(struct word *w, struct word_runs *out)
{
	word_hear(w, " ");
	*LIST_ADD(w->sc, out) = (struct word_run){ .kind = WORD_BREAK };
}

/* --- what leads elsewhere --- */

/* A heading of the document by the name that its own links use. */
static const char *heading_called(const struct word *w, const char *name)
{
	for (size_t i = 0; i < w->headings.count; i++) {
		const struct word_heading *h = &w->headings.at[i];
		if (strcmp(h->anchor, name) != 0)
			continue;
		const char *text = h->number ? scope_printf(w->sc, "%s %s", h->number->id, h->text) : h->text;
		return scope_printf(w->sc, "#%s", markdown_anchor(w->sc, text));
	}
	return NULL;
}

static bool leads_out(const char *target)
{
	static const char *const schemes[] = { "http://", "https://", "mailto:" };
	for (size_t i = 0; i < countof(schemes); i++)
		if (strncmp(target, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

/* The link as it can stand; NULL: its words alone. */
static const char *link_of(struct word *w, const struct json *content)
{
	const char *target = json_text(json_item(json_item(content, 2), 0));
	if (!target || !*target)
		return NULL;
	if (*target == '#')
		return heading_called(w, target + 1);
	if (leads_out(target))
		return scope_copy(w->sc, target);
	word_warn(w, "the words \"{words}\" led to {target}, which is not in the package; attach "
	          "it and link to it, or leave the words alone", word_quoted(w->sc, word_plain(w->sc, json_item(content,
	          1), false)), target);
	return NULL;
}

/* --- each kind --- */

static void take_link(struct word *w, const struct json *content, unsigned style, const char *link,
                      struct word_runs *out)
{
	const char *own = link_of(w, content);
	word_flatten(w, json_item(content, 1), style, own ? own : link, out);
}

static void take_quoted(struct word *w, const struct json *content, unsigned style, const char *link,
                        struct word_runs *out)
{
	bool single = word_is(json_item(content, 0), "SingleQuote");
	word_add_text(w, out, single ? "\xe2\x80\x98" : "\xe2\x80\x9c", style, link);
	word_flatten(w, json_item(content, 1), style, link, out);
	word_add_text(w, out, single ? "\xe2\x80\x99" : "\xe2\x80\x9d", style, link);
}

static void take_literal(struct word *w, const char *kind, const struct json *content, unsigned style,
                         const char *link, struct word_runs *out)
{
	const char *text = json_text(json_item(content, 1));
	if (!text || !*text)
		return;
	if (strcmp(kind, "Math") == 0)
		word_warn(w, "a formula has no form in Markdown and stands here as its source "
		          "\"{text}\"; write it in words, or attach a picture of it", word_quoted(w->sc, text));
	if (strcmp(kind, "RawInline") == 0)
		word_warn(w, "something that is no text of Word stands here as it is written: "
		          "\"{text}\"", word_quoted(w->sc, text));
	word_add_text(w, out, text, style | WORD_CODE, link);
}

/* The number stands raised and in brackets at its place, for mm<sup>1</sup> would be a power; its blocks are written
 * before the next heading. */
static void take_note(struct word *w, const struct json *blocks, struct word_runs *out)
{
	SCOPE(turn);
	*LIST_ADD(w->sc, &w->footnotes) = (struct word_footnote){ ++w->footnote, blocks };
	word_add_text(w, out, scope_printf(turn, "[%d]", w->footnote), WORD_RAISED, NULL);
}

static void take_struck(struct word *w, const struct json *content, unsigned style, const char *link,
                        struct word_runs *out)
{
	const char *words = word_plain(w->sc, content, false);
	if (*words)
		word_warn(w, "the words \"{words}\" are struck through in the document and stand "
		          "here as others do; delete them if they no longer hold", word_quoted(w->sc, words));
	word_flatten(w, content, style, link, out);
}

static void take_underlined(struct word *w, const struct json *content, unsigned style, const char *link,
                            struct word_runs *out)
{
	if (!w->underlined)
		word_note(w, "underlining has no form in Markdown and is left out, here and further "
		          "on; the words stay");
	w->underlined = true;
	word_flatten(w, content, style, link, out);
}

static unsigned style_of(const char *kind)
{
	static const struct { const char *kind; unsigned style; } styles[] = {
		{ "Strong", WORD_STRONG }, { "Emph", WORD_EMPHASIS }, { "Superscript", WORD_RAISED },
		{ "Subscript", WORD_LOWERED },
	};
	for (size_t i = 0; i < countof(styles); i++)
		if (strcmp(kind, styles[i].kind) == 0)
			return styles[i].style;
	return 0;
}

/* Inlines that are words, or a place between them; false for those around others. */
static bool take_words(struct word *w, const struct json *j, unsigned style, const char *link, struct word_runs *out)
{
	const char *kind = word_kind_of(j);
	const struct json *content = word_content(j);
	if (strcmp(kind, "Str") == 0)
		word_add_text(w, out, json_text(content) ? json_text(content) : "", style, link);
	else if (strcmp(kind, "Space") == 0 || strcmp(kind, "SoftBreak") == 0)
		word_add_text(w, out, " ", style, link);
	else if (strcmp(kind, "LineBreak") == 0)
		word_add_break(w, out);
	else if (strcmp(kind, "Code") == 0 || strcmp(kind, "Math") == 0 || strcmp(kind, "RawInline") == 0)
		take_literal(w, kind, content, style, link, out);
	else if (strcmp(kind, "Note") == 0)
		take_note(w, content, out);
	else if (strcmp(kind, "Image") == 0)
		word_add_picture(w, content, out);
	else
		return false;
	return true;
}

static void take(struct word *w, const struct json *j, unsigned style, const char *link, struct word_runs *out)
{
	const char *kind = word_kind_of(j);
	const struct json *content = word_content(j);
	if (take_words(w, j, style, link, out))
		return;
	if (strcmp(kind, "Link") == 0)
		take_link(w, content, style, link, out);
	else if (strcmp(kind, "Quoted") == 0)
		take_quoted(w, content, style, link, out);
	else if (strcmp(kind, "Cite") == 0)
		word_flatten(w, json_item(content, 1), style, link, out);
	else if (strcmp(kind, "Strikeout") == 0)
		take_struck(w, content, style, link, out);
	else if (strcmp(kind, "Underline") == 0)
		take_underlined(w, content, style, link, out);
	else if (strcmp(kind, "Span") == 0 && word_take_span(w, content, style, link, out))
		return;
	else if (strcmp(kind, "Span") == 0)
		word_flatten(w, json_item(content, 1), style, link, out);
	else    /* the forms; and whatever a later pandoc lays around words */
		word_flatten(w, content, style | style_of(kind), link, out);
}

void word_flatten(struct word *w, const struct json *inlines, unsigned style, const char *link, struct word_runs *out)
{
	for (size_t i = 0, n = json_count(inlines); i < n; i++)
		take(w, json_item(inlines, i), style, link, out);
}
