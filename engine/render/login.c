/* login.c: address, password, one button. */
#include "base/base.h"
#include "render/acts.h"
#include "render/login.h"
#include "render/shell.h"

static void put_why(struct buf *b, const struct login *l)
{
	SCOPE(turn);
	if (!l->why)
		return;
	html(b, "<p class=\"stop\" role=\"alert\">\xc3\x97 ");
	html_text(b, fault_say(turn, l->reader, l->why));
	html(b, "</p>\n");
}

static void put_form(struct buf *b, const struct login *l)
{
	html(b, "<form method=\"post\" action=\"/login\">\n");
	acts_hidden(b, "csrf", l->served->csrf);
	acts_hidden(b, "here", l->here);
	html(b, "<div class=\"field\"><label for=\"email\">");
	html_word(b, l->reader, WORD("E-mail address"));
	html(b, "</label><input id=\"email\" name=\"email\" type=\"email\" size=\"40\" required"
	     " autocomplete=\"username\" value=\"");
	html_text(b, l->email);
	html(b, "\"></div>\n<div class=\"field\"><label for=\"password\">");
	html_word(b, l->reader, WORD("Password"));
	html(b, "</label><input id=\"password\" name=\"password\" type=\"password\" size=\"40\" required"
	     " autocomplete=\"current-password\"></div>\n<p class=\"row\"><button class=\"first\">");
	html_word(b, l->reader, WORD("Sign in"));
	html(b, "</button></p></form>\n<p class=\"soft small\">");
	html_say(b, l->reader, "Who keeps this server gives out accounts and new passwords.");
	html(b, "</p>\n");
}

void login_put(const struct login *l, struct buf *b)
{
	const struct shell s = { .reader = l->reader, .language = l->reader->language, .marking = "", .root = "/",
		.title = phrase_word(l->reader, WORD("Sign in")), .served = l->served };
	buf_clear(b);
	shell_open(b, &s);
	shell_end_header(b);
	html(b, "<div class=\"frame\"><main id=\"main\">\n<h1>");
	html_word(b, l->reader, WORD("Sign in"));
	html(b, "</h1>\n");
	put_why(b, l);
	put_form(b, l);
	html(b, "</main></div>\n<footer>\n");
	shell_close(b, "");
}
