/* screening.c: the go or no-go page: the questions, the answers, what they mean, what stands against going on. */
#include "base/base.h"
#include "render/frame.h"
#include "render/screening.h"

static void put_meaning(struct buf *b, const struct view *v, const struct screening_line *l)
{
	for (size_t i = 0; i < l->codes.count; i++) {
		const struct template_code *c = l->codes.at[i];
		html(b, "<p class=\"soft\"><strong>");
		html_text(b, c->code);
		html(b, "</strong> ");
		html_text(b, c->title.in[v->language]);
		if (*c->means.in[v->language]) {
			html(b, ": ");
			html_text(b, c->means.in[v->language]);
		}
		html(b, " [");
		html_text(b, c->basis);
		html(b, "]</p>");
	}
}

static void put_line(struct buf *b, const struct view *v, const struct screening_line *l)
{
	html(b, "<tr><th class=\"title\" scope=\"row\">");
	html_text(b, l->question->text.in[v->language]);
	html(b, "</th><td>");
	if (*l->answer) {
		html(b, "<strong>");
		html_text(b, l->answer);
		html(b, "</strong>");
	} else {
		frame_badge(b, phrase_word(v->reader, WORD("not answered yet")), false);
	}
	put_meaning(b, v, l);
	html(b, "</td><td>");
	html_text(b, *l->answer ? l->source : l->question->help.in[v->language]);
	html(b, "</td></tr>\n");
}

void screening_put(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "screening.html", NULL };
	const struct screening *s = v->screening;
	buf_clear(b);
	frame_open(b, &f, v->template->screening.into->title.in[v->language]);
	html(b, "<h1>");
	html_text(b, v->template->screening.into->title.in[v->language]);
	html(b, "</h1>\n<p>");
	frame_badge(b, phrase_word(v->reader, screening_verdict_name(s->verdict)), s->verdict == SCREENING_GO);
	html(b, " ");
	switch (s->verdict) {
	case SCREENING_GO:   frame_say(b, v, "Nothing stands against going on."); break;
	case SCREENING_ASK:  frame_say(b, v, "A question is open, or an answer is wanted before work is spent."); break;
	case SCREENING_STOP: frame_say(b, v, "Stop: what stands against going on is below."); break;
	}
	html(b, "</p>\n");
	frame_findings(b, v, s->findings, NULL, "");
	html(b, "<div class=\"table\" tabindex=\"0\"><table><thead><tr>");
	const char *const heads[] = { WORD("Question"), WORD("Answer"), WORD("Source") };
	for (size_t i = 0; i < countof(heads); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, heads[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < s->lines.count; i++)
		put_line(b, v, &s->lines.at[i]);
	html(b, "</tbody></table></div>\n");
	frame_close(b, &f);
}
