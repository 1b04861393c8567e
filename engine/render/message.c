/* message.c: one sentence, its reasons, and a way on. */
#include "base/base.h"
#include "render/message.h"
#include "render/shell.h"

void message_put_reasons(const struct guard_reasons *all, const struct reader *reader, struct buf *b)
{
	if (!all || all->count == 0)
		return;
	html(b, "<ul class=\"reasons\">\n");
	for (size_t i = 0; i < all->count; i++) {
		const struct guard_reason *r = &all->at[i];
		html(b, "<li>");
		if (*r->place.file) {
			html(b, "<code>");
			html_text(b, r->place.file);
			html(b, "</code> ");
		}
		html_say_phrase(b, reader, r->says);
		html(b, "</li>\n");
	}
	html(b, "</ul>\n");
}

static void put_back(struct buf *b, const struct message *m)
{
	if (!m->back)
		return;
	html(b, "<p class=\"row\"><a class=\"do first\" href=\"");
	html_text(b, m->back);
	html(b, "\">");
	html_word(b, m->reader, WORD("Go on"));
	html(b, "</a></p>\n");
}

void message_put(const struct message *m, struct buf *b)
{
	SCOPE(turn);
	const struct phrase *title = m->title ? m->title : PHRASE("This was not done");
	const struct shell s = { .reader = m->reader, .language = m->reader->language, .marking = "", .root = "/",
		.title = phrase_text(turn, m->reader, title), .served = m->served, .current = NULL,
		.onward = m->at_once ? m->back : NULL };
	buf_clear(b);
	shell_open(b, &s);
	shell_end_header(b);
	html(b, "<div class=\"frame\"><main id=\"main\">\n");
	if (m->fault)
		html(b, "<section class=\"halt\"><h1>");
	else
		html(b, "<section class=\"turn\"><h1>");
	html_say_phrase(b, m->reader, title);
	html(b, "</h1>\n<p>");
	if (m->fault)
		html_text(b, fault_say(turn, m->reader, m->fault));
	else
		html_say_phrase(b, m->reader, m->says);
	html(b, "</p>\n");
	message_put_reasons(m->reasons, m->reader, b);
	put_back(b, m);
	html(b, "</section></main></div>\n<footer>\n");
	shell_close(b, "");
}
