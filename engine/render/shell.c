/* shell.c: head, bar and foot of every page. */
#include "base/base.h"
#include "render/shell.h"

enum { SOON = 7 };              /* days */

static void put_place(struct buf *b, const struct shell *s, const char *path, const char *word)
{
	html(b, "<a href=\"");
	html_path(b, path);
	html(b, "\"");
	if (s->current && strcmp(s->current, path) == 0)
		html(b, " aria-current=\"page\"");
	html(b, ">");
	html_word(b, s->reader, word);
	html(b, "</a>");
}

/* A form that does one thing and comes back here. */
static void put_button(struct buf *b, const struct shell *s, const char *path, const char *name, const char *value)
{
	html(b, "<form method=\"post\" action=\"");
	html_path(b, path);
	html(b, "\"><input type=\"hidden\" name=\"csrf\" value=\"");
	html_text(b, s->served->csrf);
	html(b, "\"><input type=\"hidden\" name=\"here\" value=\"");
	html_text(b, s->served->here);
	html(b, "\">");
	if (value) {
		html(b, "<input type=\"hidden\" name=\"");
		html_text(b, name);
		html(b, "\"");
		buf_text(b, " value=\"");
		html_text(b, value);
		html(b, "\">");
	}
}

static const char *language_of(const struct shell *s) { return s->language ? s->language : "en"; }

/* The languages there are, but for the one this is. */
static void put_languages(struct buf *b, const struct shell *s)
{
	static const char *const names[][2] = { { "en", "English" }, { "ja", "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e" } };
	const char *mine = language_of(s);
	for (size_t i = 0; i < countof(names); i++) {
		if (strcmp(names[i][0], mine) == 0)
			continue;
		put_button(b, s, "/language", "language", names[i][0]);
		html(b, "<button class=\"plain\" lang=\"");
		html_text(b, names[i][0]);
		html(b, "\">");
		html_text(b, names[i][1]);
		html(b, "</button></form>\n");
	}
}

static void put_person(struct buf *b, const struct shell *s)
{
	html(b, "<span>");
	if (s->served->sessions)
		html(b, "<a href=\"/sessions\">");
	html_text(b, s->served->person);
	if (s->served->sessions)
		html(b, "</a>");
	html(b, "</span>\n");
}

static void put_bar(struct buf *b, const struct shell *s)
{
	html(b, "<div class=\"top\"><a class=\"brand\" href=\"/\">sarflow</a>\n<nav aria-label=\"");
	html_word(b, s->reader, WORD("All packages"));
	html(b, "\">");
	put_place(b, s, "/", WORD("Inbox"));
	put_place(b, s, "/board", WORD("Board"));
	put_place(b, s, "/search", WORD("Search"));
	html(b, "</nav>\n<div class=\"me\">");
	put_person(b, s);
	put_languages(b, s);
	put_button(b, s, "/leave", "", NULL);
	html(b, "<button class=\"plain\">");
	html_word(b, s->reader, WORD("Sign out"));
	html(b, "</button></form></div></div>\n");
}

/* What goes on each printed page of a package: in the page itself, or from where the policy lets it come. */
static void put_running_head(struct buf *b, const struct shell *s)
{
	if (!s->view)
		return;
	if (!s->served) {
		html_running_head(b, s->view->package->id, s->marking, s->view->version_name);
		return;
	}
	html(b, "<link rel=\"stylesheet\" href=\"");
	html_path(b, s->root);
	html(b, "print.css\">\n");
}

void shell_open(struct buf *b, const struct shell *s)
{
	html(b, "<!DOCTYPE html>\n<html lang=\"");
	html_text(b, language_of(s));
	html(b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
	     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	if (s->onward) {
		html(b, "<meta http-equiv=\"refresh\" content=\"0; url=");
		html_path(b, s->onward);
		html(b, "\">\n");
	}
	html(b, "<title>");
	html_text(b, s->title);
	html(b, "</title>\n<link rel=\"stylesheet\" href=\"");
	html_path(b, s->served ? "/" : s->root);
	html(b, "style.css\">\n");
	put_running_head(b, s);
	html(b, "</head>\n");
	html_body(b, s->wide);
	html(b, "<a class=\"skip\" href=\"#main\">");
	html_word(b, s->reader, WORD("Skip to the text"));
	html(b, "</a>\n<header>\n");
	html_marking(b, s->marking);
	if (s->served && s->served->person)
		put_bar(b, s);
}

void shell_end_header(struct buf *b) { html(b, "</header>\n"); }

void shell_close(struct buf *b, const char *marking)
{
	html_marking(b, marking);
	html(b, "</footer>\n</body>\n</html>\n");
}

void shell_distance(struct buf *b, const struct reader *r, int day, int today)
{
	int left = day - today;
	if (left < 0) {
		html(b, "<span class=\"stop\">\xc3\x97 ");
		html_say(b, r, "{count} {count:day|days} overdue", -left);
	} else {
		if (left <= SOON)
			html(b, "<span class=\"warn\">");
		else
			html(b, "<span class=\"soft\">");
		if (left == 0)
			html_word(b, r, WORD("today"));
		else
			html_say(b, r, "{count} {count:day|days} left", left);
	}
	html(b, "</span>");
}
