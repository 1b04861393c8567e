/* board.c: all packages: by whose turn it is, then as the reader sorts them. */
#include "base/base.h"
#include "base/date.h"
#include "render/board.h"
#include "render/shell.h"

enum group { OURS, THEIRS, RESTING, GROUPS };

static enum group group_of(const struct board_row *r) { return r->final ? RESTING : r->authority ? THEIRS : OURS; }

/* --- sorting and choosing --- */

static int by_due(const void *x, const void *y)
{
	const struct board_row *a = x, *b = y;
	int d = strcmp(*a->due ? a->due : "9999", *b->due ? b->due : "9999");
	return d ? d : strcmp(a->package, b->package);
}

static int by_package(const void *x, const void *y)
{
	return strcmp(((const struct board_row *)x)->package, ((const struct board_row *)y)->package);
}

static int by_state(const void *x, const void *y)
{
	int d = strcmp(((const struct board_row *)x)->state_title, ((const struct board_row *)y)->state_title);
	return d ? d : by_due(x, y);
}

static int most(size_t a, size_t b, const void *x, const void *y) { return a == b ? by_due(x, y) : a < b ? 1 : -1; }

static int by_errors(const void *x, const void *y)
{
	return most(((const struct board_row *)x)->errors, ((const struct board_row *)y)->errors, x, y);
}

static int by_remarks(const void *x, const void *y)
{
	return most(((const struct board_row *)x)->remarks, ((const struct board_row *)y)->remarks, x, y);
}

/* name: in the address; NULL: the column does not sort. */
static const struct { const char *name, *class; int (*by)(const void *, const void *); } columns[] = {
	{ "due", "", by_due }, { "package", "", by_package }, { "state", "", by_state }, { NULL, "num", NULL },
	{ "errors", "num", by_errors }, { NULL, "num", NULL }, { "remarks", "num", by_remarks }, { NULL, "num", NULL },
};

static void sort(const struct board_page *p)
{
	for (size_t i = 0; i < countof(columns) && p->board->count; i++)
		if (columns[i].name && strcmp(columns[i].name, p->sort) == 0)
			qsort(p->board->at, p->board->count, sizeof *p->board->at, columns[i].by);
}

static bool is_wanted(const struct board_page *p, const struct board_row *r)
{
	if (*p->state && strcmp(p->state, r->state) != 0)
		return false;
	if (*p->turn && !(strcmp(p->turn, "mine") == 0 ? r->waits > 0 : strcmp(p->turn, "authority") == 0
		? r->authority && !r->final : !r->authority && !r->final))
		return false;
	return !*p->words || strcasestr(r->package, p->words) || strcasestr(r->title, p->words);
}

/* --- the form that chooses --- */

static void put_option(struct buf *b, const char *value, const char *chosen, const char *text)
{
	html(b, "<option value=\"");
	html_text(b, value);
	html(b, "\"");
	if (strcmp(value, chosen) == 0)
		buf_text(b, " selected");
	html(b, ">");
	html_text(b, text);
	html(b, "</option>");
}

static void open_field(struct buf *b, const struct board_page *p, const char *id, const char *label)
{
	html(b, "<div class=\"field\"><label for=\"");
	html_text(b, id);
	html(b, "\">");
	html_word(b, p->reader, label);
	html(b, "</label>");
}

static void put_states(struct buf *b, const struct board_page *p)
{
	open_field(b, p, "state", WORD("State"));
	html(b, "<select id=\"state\" name=\"state\">");
	put_option(b, "", p->state, phrase_word(p->reader, WORD("all")));
	for (size_t i = 0; i < p->board->count; i++) {
		bool before = false;
		for (size_t k = 0; k < i && !before; k++)
			before = strcmp(p->board->at[k].state, p->board->at[i].state) == 0;
		if (!before)
			put_option(b, p->board->at[i].state, p->state, p->board->at[i].state_title);
	}
	html(b, "</select></div>\n");
}

static void put_form(struct buf *b, const struct board_page *p)
{
	html(b, "<form class=\"bar\" method=\"get\" action=\"/board\">\n");
	put_states(b, p);
	open_field(b, p, "turn", WORD("Whose turn"));
	html(b, "<select id=\"turn\" name=\"turn\">");
	put_option(b, "", p->turn, phrase_word(p->reader, WORD("anybody")));
	put_option(b, "mine", p->turn, phrase_word(p->reader, WORD("mine")));
	put_option(b, "us", p->turn, phrase_word(p->reader, WORD("ours")));
	put_option(b, "authority", p->turn, phrase_word(p->reader, WORD("the authority's")));
	html(b, "</select></div>\n");
	open_field(b, p, "words", WORD("Words of the id or the title"));
	html(b, "<input id=\"words\" name=\"words\" value=\"");
	html_text(b, p->words);
	html(b, "\"></div>\n<input type=\"hidden\" name=\"sort\" value=\"");
	html_text(b, p->sort);
	html(b, "\"><button>");
	html_word(b, p->reader, WORD("Show"));
	html(b, "</button></form>\n");
}

/* --- the table --- */

static void put_heads(struct buf *b, const struct board_page *p)
{
	const char *const heads[countof(columns)] = { WORD("Due"), WORD("Package"), WORD("State"), WORD("Answered"),
		WORD("Errors"), WORD("Warnings"), WORD("Remarks"), WORD("Signed") };
	for (size_t i = 0; i < countof(columns); i++) {
		bool now = columns[i].name && strcmp(columns[i].name, p->sort) == 0;
		html(b, "<th scope=\"col\" class=\"");
		html_text(b, columns[i].class);
		html(b, "\"");
		if (now)
			html(b, " aria-sort=\"ascending\"");
		html(b, ">");
		if (columns[i].name) {
			html(b, "<a href=\"/board?sort=");
			html_text(b, columns[i].name);
			html_text(b, "&state=");
			html_path(b, p->state);
			html_text(b, "&turn=");
			html_path(b, p->turn);
			html_text(b, "&words=");
			html_path(b, p->words);
			html(b, "\">");
		}
		html_word(b, p->reader, heads[i]);
		if (columns[i].name) {
			html_text(b, now ? " \xe2\x96\xb2" : "");
			html(b, "</a>");
		}
		html(b, "</th>");
	}
}

static void put_state(struct buf *b, const struct board_page *p, const struct board_row *r)
{
	html(b, "<td><b>");
	if (r->stops)
		html(b, "<span class=\"stop\">\xc3\x97 "), html_word(b, p->reader, WORD("STOP")), html(b, "</span> ");
	html_text(b, r->state_title);
	html(b, "</b><br><span class=\"soft small\">");
	if (r->waits)
		html(b, "<b class=\"act\">\xe2\x96\xb8 "), html_word(b, p->reader, WORD("your turn")),
			html(b, "</b> \xc2\xb7 ");
	html_say(b, p->reader, "last event {day}", r->last);
	html(b, "</span></td>");
}

static void put_number(struct buf *b, const struct board_page *p, const char *head, size_t n, bool stop)
{
	html(b, "<td class=\"num\" data-h=\"");
	html_word(b, p->reader, head);
	html(b, "\">");
	if (n && stop)
		buf_printf(b, "<span class=\"stop\">\xc3\x97 %zu</span>", n);
	else
		buf_printf(b, "%zu", n);
	html(b, "</td>");
}

static void put_part(struct buf *b, const struct board_page *p, const char *head, size_t n, size_t all)
{
	html(b, "<td class=\"num\" data-h=\"");
	html_word(b, p->reader, head);
	buf_printf(b, "\">%zu / %zu</td>", n, all);
}

static void put_due(struct buf *b, const struct board_page *p, const struct board_row *r)
{
	int day;
	html(b, "<td class=\"when\">");
	if (date_parse(r->due, &day)) {
		html(b, "<b>");
		html_text(b, r->due);
		html(b, "</b>");
		shell_distance(b, p->reader, day, r->today);
	} else {
		html(b, "<span class=\"soft\">");
		html_word(b, p->reader, WORD("no day"));
		html(b, "</span>");
	}
	html(b, "</td>");
}

static void put_row(struct buf *b, const struct board_page *p, const struct board_row *r)
{
	int day;
	bool late = date_parse(r->due, &day) && day < r->today;
	const char *class = late ? "late" : r->waits ? "mine" : "";
	html(b, "<tr class=\"");
	html_text(b, class);
	html(b, "\">");
	put_due(b, p, r);
	html(b, "<th scope=\"row\"><a class=\"id\" href=\"");
	html_text(b, r->address);
	html(b, "index.html\">");
	html_text(b, r->package);
	html(b, "</a><br><span lang=\"en\">");
	html_text(b, r->title);
	html(b, "</span></th>");
	put_state(b, p, r);
	put_part(b, p, WORD("Answered"), r->done, r->applies);
	put_number(b, p, WORD("Errors"), r->errors, true);
	put_number(b, p, WORD("Warnings"), r->warnings, false);
	put_number(b, p, WORD("Remarks"), r->remarks, false);
	put_part(b, p, WORD("Signed"), r->stand, r->asked);
	html(b, "</tr>\n");
}

static void put_group(struct buf *b, const struct board_page *p, enum group g)
{
	const char *const names[] = { [OURS] = WORD("With us"), [THEIRS] = WORD("With the authority (reported)"),
	                                     [RESTING] = WORD("At rest") };
	size_t n = 0;
	for (size_t i = 0; i < p->board->count; i++)
		n += is_wanted(p, &p->board->at[i]) && group_of(&p->board->at[i]) == g;
	if (n == 0)
		return;
	html(b, "<tr class=\"group\"><th colspan=\"8\" scope=\"rowgroup\">");
	html_word(b, p->reader, names[g]);
	buf_printf(b, " <span class=\"n\">%zu</span></th></tr>\n", n);
	for (size_t i = 0; i < p->board->count; i++)
		if (is_wanted(p, &p->board->at[i]) && group_of(&p->board->at[i]) == g)
			put_row(b, p, &p->board->at[i]);
}

static void put_head(struct buf *b, const struct board_page *p)
{
	size_t stops = 0, late = 0;
	int day;
	for (size_t i = 0; i < p->board->count; i++) {
		const struct board_row *r = &p->board->at[i];
		stops += r->stops;
		late += date_parse(r->due, &day) && day < r->today;
	}
	html(b, "<h1 id=\"board\">");
	html_word(b, p->reader, WORD("Board"));
	html(b, "</h1>\n<p class=\"lead\">");
	html_say(b, p->reader, "{count} {count:package|packages}", p->board->count);
	if (late) {
		html(b, " <b class=\"stop\">\xc3\x97 ");
		html_say(b, p->reader, "{count} overdue", late);
		html(b, "</b>");
	}
	if (stops) {
		html(b, " <b class=\"stop\">\xc3\x97 ");
		html_say(b, p->reader, "{count} stopped", stops);
		html(b, "</b>");
	}
	html(b, "</p>\n");
}

static const char *marking_of(struct scope *sc, const struct board *board)
{
	struct names all = {0};
	for (size_t i = 0; i < board->count; i++)
		if (*board->at[i].marking && !list_has(&all, board->at[i].marking))
			*LIST_ADD(sc, &all) = board->at[i].marking;
	return list_join(sc, &all, " / ");
}

static void put_unread(struct buf *b, const struct board_page *p)
{
	for (size_t i = 0; i < p->board->unread.count; i++) {
		html(b, "<p class=\"stop\">\xc3\x97 ");
		html_say(b, p->reader, "{package} cannot be read: {why}", p->board->unread.at[i].name,
		         p->board->unread.at[i].why);
		html(b, "</p>\n");
	}
}

void board_put(const struct board_page *p, struct buf *b)
{
	SCOPE(turn);
	const char *marking = marking_of(turn, p->board);
	const struct shell s = { .reader = p->reader, .language = p->reader->language, .marking = marking,
		.root = "/", .title = phrase_word(p->reader, WORD("Board")), .current = "/board", .served = p->served };
	buf_clear(b);
	sort(p);
	shell_open(b, &s);
	shell_end_header(b);
	html(b, "<div class=\"frame\"><main id=\"main\">\n");
	put_head(b, p);
	put_form(b, p);
	html(b, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"board\">"
	     "<table class=\"full cards\"><thead><tr>");
	put_heads(b, p);
	html(b, "</tr></thead><tbody>\n");
	for (enum group g = 0; g < GROUPS; g++)
		put_group(b, p, g);
	html(b, "</tbody></table></div>\n<p class=\"legend\"><span class=\"edge mine\">");
	html_word(b, p->reader, WORD("blue edge: something waits for you"));
	html(b, "</span> <span class=\"edge late\">");
	html_word(b, p->reader, WORD("red edge: overdue"));
	html(b, "</span></p>\n");
	put_unread(b, p);
	html(b, "</main></div>\n<footer>\n");
	shell_close(b, marking);
}
