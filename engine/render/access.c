/* access.c: the newest first; whoever is asked for it reads it from above. */
#include "base/base.h"
#include "render/access.h"
#include "render/frame.h"

static void put_heads(struct buf *b, const struct view *v)
{
	const char *const heads[] = { WORD("When (UTC)"), WORD("Who"), WORD("File") };
	frame_open_table(b, "title", "full");
	html(b, "<thead><tr>");
	for (size_t i = 0; i < countof(heads); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, heads[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
}

/* People by the name the package knows them by. */
static void put_who(struct buf *b, const struct view *v, const char *email)
{
	const struct fold_person *p = fold_person(v->fold, email);
	if (p)
		html_text(b, p->name), html(b, " ");
	html(b, "<span class=\"soft\">");
	html_text(b, email);
	html(b, "</span>");
}

void access_put(struct buf *b, const struct view *v, const struct access_row *rows, size_t count, bool more)
{
	html(b, "<p>");
	frame_say(b, v, "Attachments and workbooks that were opened or downloaded from this server.");
	html(b, "</p>\n");
	if (count == 0) {
		html(b, "<p>"), frame_say(b, v, "There are none."), html(b, "</p>\n");
		return;
	}
	put_heads(b, v);
	for (size_t i = 0; i < count; i++) {
		html(b, "<tr><td class=\"short\">");
		html_text(b, rows[i].at);
		html(b, "</td><td>");
		put_who(b, v, rows[i].who);
		html(b, "</td><td class=\"id\">");
		html_text(b, rows[i].what);
		html(b, "</td></tr>\n");
	}
	html(b, "</tbody></table></div>\n");
	if (more)
		html(b, "<p>"), frame_say(b, v, "Older ones are in the file of the accounts."), html(b, "</p>\n");
}
