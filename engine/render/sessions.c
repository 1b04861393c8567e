/* sessions.c: a table of sessions. */
#include "base/base.h"
#include "render/acts.h"
#include "render/frame.h"
#include "render/sessions.h"
#include "render/shell.h"

static void put_heads(struct buf *b, const struct sessions_page *p)
{
	const char *const heads[] = { WORD("Signed in (UTC)"), WORD("Seen last (UTC)"), WORD("End it") };
	frame_open_table(b, "title", "full");
	html(b, "<thead><tr>");
	for (size_t i = 0; i < countof(heads); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, p->reader, heads[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
}

static void put_row(struct buf *b, const struct sessions_page *p, const struct sessions_row *r)
{
	html(b, "<tr><td>");
	html_text(b, r->begun);
	html(b, "</td><td>");
	html_text(b, r->seen);
	html(b, "</td><td>");
	if (r->own) {
		html_say(b, p->reader, "This browser: press Sign out above.");
	} else {
		acts_open_form(b, p->served, "/sessions");
		acts_hidden(b, "end", r->mark);
		html(b, "<button>");
		html_word(b, p->reader, WORD("End it"));
		html(b, "</button></form>");
	}
	html(b, "</td></tr>\n");
}

void sessions_put(const struct sessions_page *p, struct buf *b)
{
	const struct shell s = { .reader = p->reader, .language = p->reader->language, .marking = "", .root = "/",
		.title = phrase_word(p->reader, WORD("Where you are signed in")), .served = p->served };
	buf_clear(b);
	shell_open(b, &s);
	shell_end_header(b);
	html(b, "<div class=\"frame\"><main id=\"main\">\n<h1 id=\"title\">");
	html_word(b, p->reader, WORD("Where you are signed in"));
	html(b, "</h1>\n<p>");
	html_say(b, p->reader, "Each line is a browser in which you signed in. End one that you do not know, and ask "
	         "who keeps this server for a new password.");
	html(b, "</p>\n");
	put_heads(b, p);
	for (size_t i = 0; i < p->count; i++)
		put_row(b, p, &p->rows[i]);
	html(b, "</tbody></table></div>\n</main></div>\n<footer>\n");
	shell_close(b, "");
}
