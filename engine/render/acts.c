/* acts.c: from a remedy to a button. */
#include "base/base.h"
#include "render/acts.h"
#include "view/served.h"
#include <ctype.h>

/* The value of an option, "" for a word; NULL if it is not there, or a person has to fill it in. */
static const char *value_of(const struct remedy *r, const char *option)
{
	for (size_t i = 1; i + 1 < r->count; i += 2)
		if (strcmp(r->words[i], option) == 0) {
			const char *v = r->words[i + 1];
			return *v && isupper((unsigned char)v[0]) && isupper((unsigned char)v[1]) ? NULL : v;
		}
	return NULL;
}

static const char *with(struct scope *sc, const char *page, const char *name, const char *value)
{
	struct buf *b = buf_new(sc);
	if (!value)
		return page;
	buf_printf(b, "%s?%s=", page, name);
	html_path(b, value);
	return b->at;
}

static const struct { const char *act, *page, *name, *option; } pages[] = {
	{ "sign", "sign.html", "role", "role" },
	{ "do", "move.html", "action", "" },
	{ "why", "why.html", "action", "" },
	{ "remark show", "remark.html", "n", "" },
	{ "remark answer", "remark.html", "n", "" },
	{ "remark close", "remark.html", "n", "" },
	{ "remark reopen", "remark.html", "n", "" },
	{ "remark list", "remarks.html", "", NULL },
	{ "remark", "remarks.html", "", NULL },
	{ "waive", "waive.html", "finding", "" },
	{ "check", "findings.html", "", NULL },
	{ "seal", "seal.html", "", NULL },
	{ "export", "export.html", "", NULL },
	{ "deliver", "deliver.html", "", NULL },
	{ "letter in", "letter.html", "", NULL },
	{ "appoint", "appoint.html", "", NULL },
	{ "next", "index.html", "", NULL },
	{ "log", "history.html", "", NULL },
};

static size_t find(const struct remedy *r)
{
	size_t i = 0;
	while (i < countof(pages) && strcmp(pages[i].act, r->words[0]) != 0)
		i++;
	return i;
}

const char *acts_page(struct scope *sc, const struct remedy *r)
{
	size_t i = r ? find(r) : countof(pages);
	if (i == countof(pages))
		return NULL;
	return with(sc, pages[i].page, pages[i].name, pages[i].option ? value_of(r, pages[i].option) : NULL);
}

const char *acts_word(const struct remedy *r)
{
	const char *act = r->words[0];
	if (strcmp(act, "sign") == 0)
		return WORD("Sign \xe2\x80\xa6");
	if (strcmp(act, "do") == 0)
		return WORD("Record \xe2\x80\xa6");
	if (strcmp(act, "seal") == 0)
		return WORD("Seal \xe2\x80\xa6");
	if (strcmp(act, "export") == 0 || strcmp(act, "deliver") == 0 || strcmp(act, "letter in") == 0
	    || strcmp(act, "appoint") == 0)
		return WORD("Record \xe2\x80\xa6");
	if (strcmp(act, "why") == 0)
		return WORD("Steps");
	if (strcmp(act, "remark answer") == 0)
		return WORD("Answer \xe2\x80\xa6");
	return strcmp(act, "waive") == 0 ? WORD("Accept \xe2\x80\xa6") : WORD("Look");
}

void acts_put(struct buf *b, const struct reader *reader, const char *before, const struct remedy *r, bool served,
              bool first)
{
	SCOPE(turn);
	const char *page = served ? acts_page(turn, r) : NULL;
	if (!r)
		return;
	if (!page) {
		html(b, "<code class=\"line\">");
		html_text(b, remedy_line(turn, r));
		html(b, "</code>");
		return;
	}
	if (first)
		html(b, "<a class=\"do first\" href=\"");
	else
		html(b, "<a class=\"do\" href=\"");
	html_text(b, before);
	html_text(b, page);
	html(b, "\">");
	html_word(b, reader, acts_word(r));
	html(b, "</a>");
}

void acts_hidden(struct buf *b, const char *name, const char *value)
{
	html(b, "<input type=\"hidden\" name=\"");
	html_text(b, name);
	html(b, "\"");
	buf_text(b, " value=\"");
	html_field(b, value);
	html(b, "\">\n");
}

void acts_open_form(struct buf *b, const struct served *s, const char *path) { acts_open_named(b, s, path, NULL); }

void acts_open_named(struct buf *b, const struct served *s, const char *path, const char *id)
{
	html(b, "<form method=\"post\"");
	if (id) {
		html(b, " id=\"");
		html_text(b, id);
		html(b, "\"");
	}
	buf_text(b, " action=\"");
	html_path(b, path);
	html(b, "\">\n");
	acts_hidden(b, "csrf", s->csrf);
	if (s->stand)
		acts_hidden(b, "stand", s->stand);
}
