/* page_why.c: what stands between here and a move, and the way there. */
#include "base/base.h"
#include "render/acts.h"
#include "view/why.h"
#include "web/record.h"

static void put_steps(struct buf *b, const struct page_ask *a, const struct why *w)
{
	html(b, "<ol class=\"steps\">\n");
	for (size_t i = 0; i < w->steps.count; i++) {
		const struct guard_step *s = &w->steps.at[i];
		bool too_early = i + 1 == w->steps.count && (!w->open || w->before.count);
		html(b, "<li><div><p>");
		html_say_phrase(b, a->view->reader, s->says);
		if (*s->how) {
			html(b, " <span class=\"soft small\">");
			html_word(b, a->view->reader, s->how);
			html(b, "</span>");
		}
		html(b, "</p></div><span class=\"soft small\">");
		if (s->who)
			html_say_phrase(b, a->view->reader, s->who);
		html(b, "</span><span class=\"end\">");
		if (!too_early)
			acts_put(b, a->view->reader, "", s->remedy, true, false);
		html(b, "</span></li>\n");
	}
	html(b, "</ol>\n");
}

static void put(struct buf *b, struct page_ask *a)
{
	const struct why *w = a->own;
	html(b, "<p>");
	if (w->open)
		frame_say(b, a->view, "Nothing stands before it.");
	else
		frame_say(b, a->view, "{count} {count:step stands|steps stand} before it, in this order:",
		          w->steps.count ? w->steps.count - 1 : 0);
	html(b, "</p>\n");
	put_steps(b, a, w);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *action = record_value(a, "action");
	struct why *w = NULL;
	TRY(why_of(a->desk, action ? action : "", &w));
	a->own = w;
	record_page(a, out, "why.html", *w->title ? w->title : action, put);
	return NULL;
}

const struct page page_why = { .paths = (const char *const[]){ "/p/{}/why.html", NULL }, .needs = PAGE_VIEW,
                               .get = get };
