/* redline_blocks.c: paragraphs, headings, list items. */
#include "base/base.h"
#include "render/redline_private.h"

void redline_begin(struct redline *r, const char *style, enum markdown_change change)
{
	redline_xml(r->body, "<w:p><w:pPr><w:pStyle w:val=\"");
	redline_text(r->body, style);
	redline_xml(r->body, "\"/>");
	if (change != MARKDOWN_SAME) {
		redline_xml(r->body, "<w:rPr>");
		redline_end_tracked(r, change);
		redline_xml(r->body, "</w:rPr>");
	}
	redline_xml(r->body, "</w:pPr>");
}

void redline_end(struct redline *r) { redline_xml(r->body, "</w:p>\n"); }

void redline_line(struct redline *r, const char *style, const char *text)
{
	redline_begin(r, style, MARKDOWN_SAME);
	redline_words(r, MARKDOWN_SAME, text);
	redline_end(r);
}

void redline_say_phrase(struct redline *r, const char *style, const struct phrase *p)
{
	SCOPE(turn);
	redline_line(r, style, phrase_text(turn, r->of->reader, p));
}

/* --- how a block stands --- */

/* Lists that go by one number in Word: the same list, counted alike. */
static size_t number_of(struct redline *r, const struct markdown_standing *s)
{
	for (size_t i = 0; i < r->lists.count; i++) {
		const struct markdown_standing *k = &r->lists.at[i].of;
		if (k->list == s->list && k->numbered == s->numbered && k->begins == s->begins && k->items == s->items)
			return i + 1;
	}
	LIST_ADD(r->sc, &r->lists)->of = *s;
	return r->lists.count;
}

static void put_style(struct buf *b, enum markdown_block block, const struct markdown_standing *s)
{
	redline_xml(b, "<w:pStyle w:val=\"");
	if (s->level)
		buf_printf(b, "Heading%d", s->level);
	else if (block == MARKDOWN_CODE)
		redline_xml(b, "SarCode");
	else if (block == MARKDOWN_RULE)
		redline_xml(b, "SarRule");
	else if (s->items)
		redline_xml(b, "ListParagraph");
	else if (s->quotes)
		redline_xml(b, "SarQuote");
	else
		redline_xml(b, "Normal");
	redline_xml(b, "\"/>");
}

/* What of a paragraph's properties comes of its place. */
static void put_standing(struct redline *r, enum markdown_block block, const struct markdown_standing *s)
{
	enum { STEP = 360, DEEPEST = 8 };
	int level = s->items > DEEPEST ? DEEPEST : s->items - 1, left = STEP * (s->items + s->quotes);
	put_style(r->body, block, s);
	if (s->items && s->first)
		buf_printf(r->body, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%zu\"/></w:numPr>", level,
		           number_of(r, s));
	if (left && !(s->items && s->first && !s->quotes))
		buf_printf(r->body, s->items && s->first ? "<w:ind w:left=\"%d\" w:hanging=\"%d\"/>"
		           : "<w:ind w:left=\"%d\"/>", left, STEP);
}

static void begin_block(struct redline *r, const struct markdown_flow_block *k)
{
	redline_xml(r->body, "<w:p><w:pPr>");
	put_standing(r, k->block, &k->stands);
	if (k->change != MARKDOWN_SAME) {
		redline_xml(r->body, "<w:rPr>");
		redline_end_tracked(r, k->change);
		redline_xml(r->body, "</w:rPr>");
	} else if (!markdown_stands_alike(&k->stands, &k->stood)) {
		buf_printf(r->body, "<w:pPrChange w:id=\"%d\" w:author=\"", ++r->marks);
		redline_text(r->body, r->by);
		redline_xml(r->body, "\" w:date=\"");
		redline_text(r->body, r->when);
		redline_xml(r->body, "\"><w:pPr>");
		put_standing(r, k->block, &k->stood);
		redline_xml(r->body, "</w:pPr></w:pPrChange>");
	}
	redline_xml(r->body, "</w:pPr>");
}

void redline_flow(struct redline *r, const struct markdown_flow *f)
{
	for (size_t i = 0, to; i < f->count; i = to) {
		const struct markdown_flow_block *k = &f->at[i];
		for (to = i + 1; k->table && to < f->count && f->at[to].table == k->table; )
			to++;
		if (k->table) {
			redline_rows(r, f, i, to);
			continue;
		}
		begin_block(r, k);
		for (size_t c = 0; c < k->cell_count; c++)
			redline_runs(r, &k->cells[c]);
		redline_end(r);
	}
}
