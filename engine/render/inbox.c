/* inbox.c: what waits for a person, by day, overdue first. */
#include "base/base.h"
#include "base/date.h"
#include "render/acts.h"
#include "render/inbox.h"
#include "render/shell.h"

enum group { OVERDUE, WEEK, LATER, NO_DAY, MAY, GROUPS };
enum { DAYS_OF_WEEK = 7 };

static enum group group_of(const struct inbox_page *p, const struct inbox_item *i)
{
	int day;
	if (i->may)
		return MAY;
	if (!date_parse(i->due, &day))
		return NO_DAY;
	return day < p->today ? OVERDUE : day <= p->today + DAYS_OF_WEEK ? WEEK : LATER;
}

static size_t count(const struct inbox_page *p, enum group g)
{
	size_t n = 0;
	for (size_t i = 0; i < p->items.count; i++)
		n += group_of(p, &p->items.at[i]) == g;
	return n;
}

static void put_head(struct buf *b, const struct inbox_page *p)
{
	char today[DATE_TEXT];
	size_t late = count(p, OVERDUE);
	date_print(p->today, today);
	html(b, "<h1 id=\"inbox\">");
	html_word(b, p->reader, WORD("What waits for you"));
	html(b, "</h1>\n<p class=\"lead\"><time>");
	if (p->today)
		html_text(b, today);
	html(b, "</time> ");
	if (late) {
		html(b, "<b class=\"stop\">\xc3\x97 ");
		html_say(b, p->reader, "{count} overdue", late);
		html(b, "</b> ");
	}
	html_say(b, p->reader, "{count} in all", inbox_waits(&p->items));
	html(b, "</p>\n");
}

static void put_day(struct buf *b, const struct inbox_page *p, const struct inbox_item *i)
{
	int day;
	html(b, "<td class=\"when\">");
	if (i->may) {
		html(b, "<span class=\"soft\">\xe2\x80\x94</span>");
	} else if (date_parse(i->due, &day)) {
		html(b, "<b>");
		html_text(b, i->due);
		html(b, "</b>");
		shell_distance(b, p->reader, day, p->today);
	} else {
		html(b, "<span class=\"soft\">");
		html_word(b, p->reader, WORD("no day"));
		html(b, "</span>");
	}
	html(b, "</td>");
}

static void put_item(struct buf *b, const struct inbox_page *p, const struct inbox_item *i, bool first)
{
	if (i->overdue)
		html(b, "<tr class=\"late\">");
	else
		html(b, "<tr>");
	put_day(b, p, i);
	html(b, "<td>");
	html_say_phrase(b, p->reader, i->says);
	html(b, "</td><td><a class=\"id\" href=\"");
	html_text(b, i->address);
	html(b, "index.html\">");
	html_text(b, i->package);
	html(b, "</a></td><td class=\"act\">");
	acts_put(b, p->reader, i->address, i->remedy, true, first);
	html(b, "</td></tr>\n");
}

static void put_group(struct buf *b, const struct inbox_page *p, enum group g)
{
	const char *const names[] = { [OVERDUE] = WORD("Overdue"), [WEEK] = WORD("This week"),
	                                     [LATER] = WORD("Later"), [NO_DAY] = WORD("No day"),
	                                     [MAY] = WORD("You may, and nothing waits for it") };
	size_t n = count(p, g);
	if (n == 0)
		return;
	html(b, "<tr class=\"group\"><th colspan=\"4\" scope=\"rowgroup\">");
	html_word(b, p->reader, names[g]);
	buf_printf(b, " <span class=\"n\">%zu</span></th></tr>\n", n);
	for (size_t i = 0; i < p->items.count; i++)
		if (group_of(p, &p->items.at[i]) == g)
			put_item(b, p, &p->items.at[i], i == 0);
}

static void put_table(struct buf *b, const struct inbox_page *p)
{
	const char *const heads[] = { WORD("Due"), WORD("What to do"), WORD("Package"), WORD("Act") };
	html(b, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"inbox\">"
	     "<table class=\"full cards\"><thead><tr>");
	for (size_t i = 0; i < countof(heads); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, p->reader, heads[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	for (enum group g = 0; g < GROUPS; g++)
		put_group(b, p, g);
	html(b, "</tbody></table></div>\n");
}

static void put_rest(struct buf *b, const struct inbox_page *p)
{
	SCOPE(turn);
	if (p->quiet.count) {
		html(b, "<p class=\"soft\">");
		html_say(b, p->reader, "Nothing waits for you in {packages}.", list_join(turn, &p->quiet, ", "));
		html(b, "</p>\n");
	}
	for (size_t i = 0; i < p->unread.count; i++) {
		html(b, "<p class=\"stop\">\xc3\x97 ");
		html_say(b, p->reader, "{package} cannot be read: {why}", p->unread.at[i].name, p->unread.at[i].why);
		html(b, "</p>\n");
	}
}

static const char *marking_of(struct scope *sc, const struct inbox_page *p)
{
	struct names all = {0};
	for (size_t i = 0; i < p->items.count; i++)
		if (*p->items.at[i].marking && !list_has(&all, p->items.at[i].marking))
			*LIST_ADD(sc, &all) = p->items.at[i].marking;
	return list_join(sc, &all, " / ");
}

void inbox_put(const struct inbox_page *p, struct buf *b)
{
	SCOPE(turn);
	const char *marking = marking_of(turn, p);
	const struct shell s = { .reader = p->reader, .language = p->reader->language, .marking = marking, .root = "/",
		.title = phrase_word(p->reader, WORD("Inbox")), .current = "/", .served = p->served };
	buf_clear(b);
	shell_open(b, &s);
	shell_end_header(b);
	html(b, "<div class=\"frame\"><main id=\"main\">\n");
	put_head(b, p);
	if (p->items.count)
		put_table(b, p);
	put_rest(b, p);
	html(b, "</main></div>\n<footer>\n");
	shell_close(b, marking);
}
