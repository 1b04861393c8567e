/* outcomes.c: a returned workbook as a page. */
#include "base/base.h"
#include "render/html.h"
#include "render/outcomes.h"
#include "style.inc"

static const char own_style[] = "td { white-space: pre-line; }\n";

const char *outcomes_word(enum outcome_what what)
{
	switch (what) {
	case OUTCOME_PASSED:    return WORD("passed");
	case OUTCOME_REMARK:    return WORD("remark");
	case OUTCOME_KNOWN:     return WORD("recorded already");
	case OUTCOME_AGREES:    return WORD("they concur");
	case OUTCOME_DISAGREES: return WORD("they do not concur");
	case OUTCOME_SAYS:      return WORD("they say");
	}
	return "";
}

static void put_head(struct buf *b, const struct reader *reader, const char *const *words, size_t count)
{
	html(b, "<div class=\"table\" tabindex=\"0\"><table><thead><tr>");
	for (size_t i = 0; i < count; i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, reader, words[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
}

static void put_cell(struct buf *b, const char *text)
{
	html(b, "<td>");
	html_text(b, text);
	html(b, "</td>");
}

void outcomes_put_doubts(struct buf *b, const struct reader *reader, const struct doubts *all)
{
	const char *const words[] = { WORD("Where"), WORD("Level"), WORD("To be looked at") };
	if (all->count == 0)
		return;
	put_head(b, reader, words, countof(words));
	for (size_t i = 0; i < all->count; i++) {
		SCOPE(turn);
		html(b, "<tr>");
		put_cell(b, doubt_place(turn, &all->at[i]));
		put_cell(b, phrase_word(reader, finding_level_name(all->at[i].level)));
		put_cell(b, phrase_text(turn, reader, all->at[i].says));
		html(b, "</tr>\n");
	}
	html(b, "</tbody></table></div>\n");
}

static void put_items(struct buf *b, const struct reader *reader, const struct outcomes *r)
{
	const char *const words[] = { WORD("Line"), WORD("Outcome"), WORD("Severity"), WORD("Remark"),
		WORD("What they say") };
	put_head(b, reader, words, countof(words));
	for (size_t i = 0; i < r->items.count; i++) {
		SCOPE(turn);
		const struct outcome *o = &r->items.at[i];
		html(b, "<tr>");
		put_cell(b, o->line->name);
		put_cell(b, phrase_word(reader, outcomes_word(o->what)));
		put_cell(b, o->severity ? o->severity : "");
		put_cell(b, o->number ? scope_printf(turn, "%d", o->number) : "");
		put_cell(b, o->text);
		html(b, "</tr>\n");
	}
	html(b, "</tbody></table></div>\n");
}

static void put_fields(struct buf *b, const struct answers *a)
{
	html(b, "<dl>\n");
	for (size_t i = 0; i < a->fields.count; i++) {
		html(b, "<dt>");
		html_text(b, a->fields.at[i].key);
		html(b, "</dt><dd>");
		html_text(b, a->fields.at[i].value);
		html(b, "</dd>\n");
	}
	html(b, "</dl>\n");
}

void outcomes_put_all(const struct outcomes *r, const struct reader *reader, struct buf *b)
{
	put_fields(b, r->answers);
	outcomes_put_doubts(b, reader, r->doubts);
	put_items(b, reader, r);
}

void outcomes_put(const struct outcomes *r, const struct package *p, const struct reader *reader, struct buf *b)
{
	html(b, "<!DOCTYPE html>\n<html lang=\"");
	html_text(b, p->template->languages.at[p->language]);
	html(b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
	     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	html_text(b, p->id);
	html(b, "</title>\n<style>\n");
	buf_text(b, style);
	buf_text(b, own_style);
	html(b, "</style>\n");
	html_running_head(b, p->id, p->marking, "");
	html(b, "</head>\n");
	html_body(b, false);
	html_marking(b, p->marking);
	html(b, "<header class=\"top\"><p><span class=\"id\">");
	html_text(b, p->id);
	html(b, "</span> ");
	html_text(b, p->title);
	html(b, "</p></header>\n<main>\n<h1>");
	html_say(b, reader, "What came back of submittal {number}", r->submittal);
	html(b, "</h1>\n");
	outcomes_put_all(r, reader, b);
	html(b, "</main>\n");
	html_marking(b, p->marking);
	html(b, "</body>\n</html>\n");
}
