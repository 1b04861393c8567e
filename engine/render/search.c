/* search.c: what was found, package by package. */
#include "base/base.h"
#include "render/search.h"
#include "render/shell.h"

static const char *word_of(enum search_kind k)
{
	switch (k) {
	case SEARCH_PACKAGE: return WORD("package");
	case SEARCH_ELEMENT: return WORD("element");
	case SEARCH_LINE:    return WORD("checklist line");
	case SEARCH_REGISTER: return WORD("register");
	case SEARCH_TEXT:    return WORD("text");
	case SEARCH_ROW:     return WORD("row");
	case SEARCH_FILE:    return WORD("file");
	case SEARCH_LETTER:  return WORD("letter");
	case SEARCH_REMARK:  return WORD("remark");
	}
	return "";
}

static void put_form(struct buf *b, const struct search_page *p)
{
	html(b, "<form class=\"bar\" method=\"get\" action=\"/search\"><div class=\"field\"><label for=\"words\">");
	html_word(b, p->reader, WORD("Part, element, name, words of a text"));
	html(b, "</label><input id=\"words\" name=\"words\" size=\"40\" value=\"");
	html_text(b, p->question);
	html(b, "\"></div><button>");
	html_word(b, p->reader, WORD("Search"));
	html(b, "</button></form>\n");
}

static void put_hit(struct buf *b, const struct search_page *p, const struct search_hit *h)
{
	html(b, "<li><a href=\"/p/");
	html_path(b, h->package);
	html(b, "/");
	html_text(b, h->page);
	html(b, "\">");
	html_text(b, h->where);
	html(b, "</a> <span class=\"soft small\">");
	html_word(b, p->reader, word_of(h->kind));
	html(b, "</span><br><span class=\"small\">");
	html_text(b, h->excerpt);
	html(b, "</span></li>\n");
}

static void put_hits(struct buf *b, const struct search_page *p)
{
	const char *package = "";
	for (size_t i = 0; i < p->found->hits.count; i++) {
		const struct search_hit *h = &p->found->hits.at[i];
		if (strcmp(package, h->package) != 0) {
			if (*package)
				html(b, "</ul>\n");
			html(b, "<h2><span class=\"id\">");
			html_text(b, h->package);
			html(b, "</span> <span lang=\"en\">");
			html_text(b, h->title);
			html(b, "</span></h2>\n<ul class=\"found\">\n");
		}
		package = h->package;
		put_hit(b, p, h);
	}
	if (*package)
		html(b, "</ul>\n");
}

static void put_count(struct buf *b, const struct search_page *p)
{
	html(b, "<p>");
	if (p->found->words->count == 0)
		html_say(b, p->reader, "All words must stand in one passage, row, file name or remark.");
	else if (p->found->hits.count == 0)
		html_say(b, p->reader, "Nothing was found. All words must stand in one passage, row, name or remark: "
		         "try fewer words, or another spelling.");
	else
		html_say(b, p->reader, "{count} {count:place|places}", p->found->hits.count + p->found->more);
	if (p->found->more) {
		html(b, " ");
		html_say(b, p->reader, "The first ones of each package are shown; say more words.");
	}
	html(b, "</p>\n");
}

static const char *marking_of(struct scope *sc, const struct search *s)
{
	struct names all = {0};
	for (size_t i = 0; i < s->hits.count; i++)
		if (*s->hits.at[i].marking && !list_has(&all, s->hits.at[i].marking))
			*LIST_ADD(sc, &all) = s->hits.at[i].marking;
	return list_join(sc, &all, " / ");
}

void search_put(const struct search_page *p, struct buf *b)
{
	SCOPE(turn);
	const char *marking = marking_of(turn, p->found);
	const struct shell s = { .reader = p->reader, .language = p->reader->language, .marking = marking, .root = "/",
		.title = phrase_word(p->reader, WORD("Search")), .current = "/search", .served = p->served };
	buf_clear(b);
	shell_open(b, &s);
	shell_end_header(b);
	html(b, "<div class=\"frame\"><main id=\"main\">\n<h1>");
	html_word(b, p->reader, WORD("Search"));
	html(b, "</h1>\n");
	put_form(b, p);
	put_count(b, p);
	put_hits(b, p);
	html(b, "</main></div>\n<footer>\n");
	shell_close(b, marking);
}
