/* word_changes.c: tracked changes and comments.
 *
 * The text is that of the last hand: what was inserted stands, what was
 * deleted does not.  Each is told, with who and when, for a change that
 * nobody has accepted yet may not hold. */
#include "intake/word_private.h"
#include "text/markdown/quote.h"

enum { PASSAGE = 400 };

/* Of "2026-10-02T09:00:00Z" the day. */
static const char *day_of(struct scope *sc, const struct json *attribute)
{
	const char *date = word_value(attribute, "date");
	return scope_copy_bytes(sc, date, strcspn(date, "T"));
}

static const char *author_of(const struct json *attribute)
{
	const char *author = word_value(attribute, "author");
	return *author ? author : "?";
}

/* --- comments --- */

void word_hear(struct word *w, const char *text)
{
	for (size_t i = 0; i < w->comments.count; i++)
		if (w->comments.at[i].open && w->comments.at[i].passage->len < PASSAGE)
			buf_text(w->comments.at[i].passage, text);
}

static void begin_comment(struct word *w, const struct json *content)
{
	const struct json *attribute = json_item(content, 0);
	*LIST_ADD(w->sc, &w->comments) = (struct word_comment){
		.id = word_value(attribute, "id"), .author = author_of(attribute), .day = day_of(w->sc, attribute),
		.words = word_plain(w->sc, json_item(content, 1), false), .passage = buf_new(w->sc), .open = true };
}

static void end_comment(struct word *w, struct word_comment *c)
{
	const char *passage = word_quoted(w->sc, markdown_quote_words(w->sc, c->passage->at));
	c->open = false;
	if (*passage)
		word_warn(w, "{author} wrote a comment on {day} at \"{passage}\": \"{words}\"; it is "
		          "not in the text", c->author, c->day, passage, c->words);
	else
		word_warn(w, "{author} wrote a comment on {day}: \"{words}\"; it is not in the text",
		          c->author, c->day, c->words);
}

static void end_comment_called(struct word *w, const char *id)
{
	for (size_t i = 0; i < w->comments.count; i++)
		if (w->comments.at[i].open && strcmp(w->comments.at[i].id, id) == 0)
			end_comment(w, &w->comments.at[i]);
}

void word_end_comments(struct word *w)
{
	for (size_t i = 0; i < w->comments.count; i++)
		if (w->comments.at[i].open)
			end_comment(w, &w->comments.at[i]);
}

/* --- changes --- */

static void tell_inserted(struct word *w, const struct json *attribute, const char *words)
{
	w->insertions++;
	word_note(w, "{author} inserted on {day}: \"{words}\"; it stands in the text",
	          author_of(attribute), day_of(w->sc, attribute), words);
}

static void tell_deleted(struct word *w, const struct json *attribute, const char *words)
{
	word_note(w, "{author} deleted on {day}: \"{words}\"; it is not in the text",
	          author_of(attribute), day_of(w->sc, attribute), words);
}

/* The name of the first picture among them, NULL if there is none. */
static const char *picture_in(const struct json *inlines)
{
	for (size_t i = 0, n = json_count(inlines); i < n; i++)
		if (word_is(json_item(inlines, i), "Image"))
			return json_text(json_item(json_item(word_content(json_item(inlines, i)), 2), 0));
	return NULL;
}

static void take_change(struct word *w, const struct json *content, bool insertion)
{
	const struct json *attribute = json_item(content, 0);
	const char *words = word_plain(w->sc, json_item(content, 1), true);
	const char *picture = picture_in(json_item(content, 1));
	if (!*words && !picture)
		return;
	if (insertion)
		tell_inserted(w, attribute, *words ? words : picture);
	else
		tell_deleted(w, attribute, *words ? words : picture);
}

/* The end of a paragraph: where it was deleted, the next one goes on in it.  Where one was inserted with its words,
 * they are told already. */
static void take_paragraph_end(struct word *w, const struct json *attribute, bool deleted)
{
	const char *author = author_of(attribute), *day = day_of(w->sc, attribute);
	w->joins = deleted;
	if (deleted)
		word_note(w, "{author} deleted on {day} the end of this paragraph; the next one goes "
		          "on in it", author, day);
	else if (w->insertions == 0)
		word_note(w, "{author} inserted on {day} the end of this paragraph", author, day);
}

bool word_take_span(struct word *w, const struct json *content, unsigned style, const char *link,
                    struct word_runs *out)
{
	const struct json *attribute = json_item(content, 0);
	bool insertion = word_has_class(attribute, "insertion"), deletion = word_has_class(attribute, "deletion");
	if (insertion || deletion)
		take_change(w, content, insertion);
	if (insertion)
		word_flatten(w, json_item(content, 1), style, link, out);
	else if (word_has_class(attribute, "paragraph-insertion") || word_has_class(attribute, "paragraph-deletion"))
		take_paragraph_end(w, attribute, word_has_class(attribute, "paragraph-deletion"));
	else if (word_has_class(attribute, "comment-start"))
		begin_comment(w, content);
	else if (word_has_class(attribute, "comment-end"))
		end_comment_called(w, word_value(attribute, "id"));
	else
		return deletion;
	return true;
}
