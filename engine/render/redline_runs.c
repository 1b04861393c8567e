/* redline_runs.c: words, with what became of them. */
#include "base/base.h"
#include "base/utf8.h"
#include "render/redline_private.h"
#include "text/diff.h"
#include "text/segment.h"

void redline_text(struct buf *b, const char *s)
{
	uint32_t code;
	for (size_t n; *s; s += n) {
		unsigned char c = (unsigned char)*s;
		n = utf8_length(s);
		size_t hidden = strchr("\t\n", c) ? 0 : utf8_hidden(s, &code);
		bool none = hidden || strncmp(s, "\xef\xbf\xbe", 3) == 0 || strncmp(s, "\xef\xbf\xbf", 3) == 0;
		n = hidden ? hidden : n;
		if (none)
			buf_text(b, "\xef\xbf\xbd");
		else if (c == '&')
			redline_xml(b, "&amp;");
		else if (c == '<')
			redline_xml(b, "&lt;");
		else if (c == '>')
			redline_xml(b, "&gt;");
		else if (c == '"')
			redline_xml(b, "&quot;");
		else
			buf_put(b, s, n);
	}
}

void redline_tracked(struct redline *r, enum markdown_change change)
{
	if (change == MARKDOWN_ADDED)
		redline_xml(r->body, "<w:ins");
	else
		redline_xml(r->body, "<w:del");
	buf_printf(r->body, " w:id=\"%d\" w:author=\"", ++r->marks);
	redline_text(r->body, r->by);
	redline_xml(r->body, "\" w:date=\"");
	redline_text(r->body, r->when);
	redline_xml(r->body, "\"");
}

void redline_end_tracked(struct redline *r, enum markdown_change change)
{
	if (change == MARKDOWN_SAME)
		return;
	redline_tracked(r, change);
	redline_xml(r->body, "/>");
}

/* --- a run --- */

static bool is_on_web(const char *target)
{
	return target && (strncmp(target, "https://", 8) == 0 || strncmp(target, "http://", 7) == 0
	                  || strncmp(target, "mailto:", 7) == 0);
}

static void put_properties(struct redline *r, const struct markdown_run *run)
{
	struct buf *b = r->body;
	if (!run->style && !run->target && run->kind != MARKDOWN_RUN_CODE)
		return;
	redline_xml(b, "<w:rPr>");
	if (is_on_web(run->target))
		redline_xml(b, "<w:rStyle w:val=\"Hyperlink\"/>");
	else if (run->kind == MARKDOWN_RUN_CODE)
		redline_xml(b, "<w:rStyle w:val=\"SarMono\"/>");
	else if (run->target)
		redline_xml(b, "<w:rStyle w:val=\"SarLink\"/>");
	if (run->style & MARKDOWN_STRONG)
		redline_xml(b, "<w:b/>");
	if (run->style & MARKDOWN_EMPHASIS)
		redline_xml(b, "<w:i/>");
	if (run->style & MARKDOWN_RAISED)
		redline_xml(b, "<w:vertAlign w:val=\"superscript\"/>");
	else if (run->style & MARKDOWN_LOWERED)
		redline_xml(b, "<w:vertAlign w:val=\"subscript\"/>");
	redline_xml(b, "</w:rPr>");
}

/* Up to the next line end or tab; each of them is an element. */
static void put_letters(struct redline *r, const char *text, size_t len, bool gone)
{
	SCOPE(turn);
	if (len == 0)
		return;
	if (gone)
		redline_xml(r->body, "<w:delText xml:space=\"preserve\">");
	else
		redline_xml(r->body, "<w:t xml:space=\"preserve\">");
	redline_text(r->body, scope_copy_bytes(turn, text, len));
	if (gone)
		redline_xml(r->body, "</w:delText>");
	else
		redline_xml(r->body, "</w:t>");
}

static void put_inside(struct redline *r, const struct markdown_run *run)
{
	const char *s = run->text;
	for (;;) {
		size_t n = strcspn(s, "\n\t");
		put_letters(r, s, n, run->change == MARKDOWN_REMOVED);
		if (!s[n])
			return;
		if (s[n] == '\n')
			redline_xml(r->body, "<w:br/>");
		else
			redline_xml(r->body, "<w:tab/>");
		s += n + 1;
	}
}

static void open_link(struct redline *r, const char *target)
{
	size_t at = 0;
	while (at < r->links.count && strcmp(r->links.at[at], target) != 0)
		at++;
	if (at == r->links.count)
		*LIST_ADD(r->sc, &r->links) = target;
	buf_printf(r->body, "<w:hyperlink r:id=\"link%zu\" w:history=\"1\">", at + 1);
}

void redline_run(struct redline *r, const struct markdown_run *run)
{
	bool link = is_on_web(run->target) && run->kind != MARKDOWN_RUN_PICTURE;
	if (link)
		open_link(r, run->target);
	if (run->change != MARKDOWN_SAME) {
		redline_tracked(r, run->change);
		redline_xml(r->body, ">");
	}
	redline_xml(r->body, "<w:r>");
	put_properties(r, run);
	put_inside(r, run);
	redline_xml(r->body, "</w:r>");
	if (run->change == MARKDOWN_ADDED)
		redline_xml(r->body, "</w:ins>");
	else if (run->change == MARKDOWN_REMOVED)
		redline_xml(r->body, "</w:del>");
	if (link)
		redline_xml(r->body, "</w:hyperlink>");
}

/* The same words beside it, gone or new, that lead elsewhere: only the target tells what differs. */
static bool differs_in_target(const struct markdown_runs *runs, size_t i)
{
	const struct markdown_run *r = &runs->at[i];
	const struct markdown_run *others[] = { i ? r - 1 : NULL, i + 1 < runs->count ? r + 1 : NULL };
	for (size_t k = 0; k < countof(others); k++) {
		const struct markdown_run *o = others[k];
		if (o && r->target && r->change != MARKDOWN_SAME && o->change != MARKDOWN_SAME && o->change != r->change
		    && strcmp(o->text, r->text) == 0 && !(o->target && strcmp(o->target, r->target) == 0))
			return true;
	}
	return false;
}

/* Of a picture the words that stand in its place. */
static struct markdown_run in_words(struct scope *sc, const struct markdown_runs *runs, size_t i)
{
	struct markdown_run out = runs->at[i];
	const char *told = differs_in_target(runs, i) ? scope_printf(sc, " (%s)", out.target) : "";
	if (out.kind == MARKDOWN_RUN_PICTURE)
		out.text = scope_printf(sc, "[%s%s]", *out.text ? out.text : out.target, *out.text ? told : "");
	else
		out.text = scope_printf(sc, "%s%s", out.text, told);
	return out;
}

void redline_runs(struct redline *r, const struct markdown_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++) {
		SCOPE(turn);
		struct markdown_run run = in_words(turn, runs, i);
		redline_run(r, &run);
	}
}

void redline_words(struct redline *r, enum markdown_change change, const char *text)
{
	if (*text)
		redline_run(r, &(struct markdown_run){ .change = change, .text = text });
}

/* --- two values --- */

struct cut { const char **at; uint32_t *symbols; size_t count; };       /* at[count]: the end */

static struct cut cut_value(struct scope *sc, struct diff_names *names, const char *s)
{
	struct cut c = { NEWS(sc, const char *, strlen(s) + 1), NEWS(sc, uint32_t, strlen(s) + 1), 0 };
	for (size_t len; *s; s += len) {
		segment_at(s, &len);
		c.at[c.count] = s;
		c.symbols[c.count++] = diff_intern(names, s, len);
	}
	c.at[c.count] = s;
	return c;
}

static void put_part(struct redline *r, enum markdown_change change, const struct cut *c, size_t from, size_t to)
{
	SCOPE(turn);
	if (to > from)
		redline_words(r, change, scope_copy_bytes(turn, c->at[from], (size_t)(c->at[to] - c->at[from])));
}

/* Is so little the same that the two are easier read one after the other? */
static bool is_another(const struct diff_runs *runs, const struct cut *a, const struct cut *b)
{
	size_t same = 0, all = (size_t)(a->at[a->count] - a->at[0]), other = (size_t)(b->at[b->count] - b->at[0]);
	for (size_t i = 0; i < runs->count; i++)
		same += (size_t)(a->at[runs->at[i].a + runs->at[i].len] - a->at[runs->at[i].a]);
	return same * 2 < (all > other ? all : other);
}

void redline_values(struct redline *r, const char *before, const char *after)
{
	SCOPE(turn);
	struct diff_names *names = diff_names(turn);
	struct cut a = cut_value(turn, names, before), b = cut_value(turn, names, after);
	struct diff_runs runs = {0};
	diff_align(turn, a.symbols, a.count, b.symbols, b.count, &runs);
	if (is_another(&runs, &a, &b))
		runs.count = 0;
	size_t i = 0, k = 0;
	for (size_t n = 0; n <= runs.count; n++) {
		const struct diff_run *run = n < runs.count ? &runs.at[n] : NULL;
		put_part(r, MARKDOWN_REMOVED, &a, i, run ? run->a : a.count);
		put_part(r, MARKDOWN_ADDED, &b, k, run ? run->b : b.count);
		if (!run)
			return;
		put_part(r, MARKDOWN_SAME, &b, run->b, run->b + run->len);
		i = run->a + run->len;
		k = run->b + run->len;
	}
}
