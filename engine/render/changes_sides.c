/* changes_sides.c: rows and fields with their old values beside the new ones. */
#include "base/base.h"
#include "render/changes_private.h"
#include "text/letter.h"

void changes_put_captions(struct buf *b, const struct changes *d)
{
	html(b, "<div class=\"pair caption\"><p class=\"old\">");
	html_text(b, d->before.name);
	html(b, "</p><p class=\"new\">");
	html_text(b, d->after.name);
	html(b, "</p></div>\n");
}

static void put_head(struct buf *b, const struct changes *d)
{
	html(b, "<div class=\"table\" tabindex=\"0\"><table class=\"sides\"><thead><tr><th scope=\"col\">");
	changes_say(b, d, "Where");
	html(b, "</th><th scope=\"col\">");
	html_text(b, d->before.name);
	html(b, "</th><th scope=\"col\">");
	html_text(b, d->after.name);
	html(b, "</th></tr></thead><tbody>\n");
}

/* One value, marked as gone or come, where there is one; what moved has not changed. */
static void put_value(struct buf *b, const struct changes *d, const struct compare_change *k, bool old)
{
	SCOPE(turn);
	const char *value = old ? k->before : k->after, *other = old ? k->after : k->before;
	if (old)
		html(b, "<td class=\"old\">");
	else
		html(b, "<td class=\"new\">");
	if (k->kind == COMPARE_MOVED)
		html_text(b, value);
	else if (*value && old)
		html(b, "<del>"), html_text(b, letter_told(turn, value, other)), html(b, "</del>");
	else if (*value)
		html(b, "<ins>"), html_text(b, letter_told(turn, value, other)), html(b, "</ins>");
	else
		html(b, "\xe2\x80\x93");
	changes_put_remark_on(b, d, k, old);
	html(b, "</td>");
}

void changes_put_beside(struct buf *b, const struct changes *d, size_t from, size_t to)
{
	put_head(b, d);
	for (size_t i = from; i < to; i++) {
		const struct compare_change *k = &d->compare->changes.at[i];
		buf_printf(b, "<tr id=\"change-%zu\" class=\"touched\"><th scope=\"row\">", i);
		changes_put_kind(b, d, k->kind);
		html_text(b, k->what);
		changes_put_column(b, d, k);
		html(b, "</th>");
		put_value(b, d, k, true);
		put_value(b, d, k, false);
		html(b, "</tr>\n");
	}
	html(b, "</tbody></table></div>\n");
}
