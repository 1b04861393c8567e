/* t_compare.c: documents compared: what must hold for any two, what people are shown, inputs made to be slow. */
#include "unit.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/list.h"
#include "text/markdown/compare.h"
#include "text/markdown/flow.h"
#include "text/segment.h"
#include <ctype.h>

static uint32_t seed = 7;
static uint32_t dice(uint32_t n) { seed = seed * 1664525u + 1013904223u; return (seed >> 8) % n; }

static struct markdown *read_text(struct scope *sc, const char *text)
{
	return text ? markdown_read(sc, text, strlen(text), 1) : NULL;
}

static struct markdown_comparison *compare(struct scope *sc, const char *a, const char *b)
{
	return markdown_compare(sc, read_text(sc, a), read_text(sc, b));
}

/* --- documents and edits --- */

static const char *const words[] = { "bore", "limit", "gauge", "0.50", "9999M99G01", "traveler", "lot", "MTR-RP-2417",
                                     "wash", "the", "of", "is",
	"\xe6\xa4\x9c\xe6\x9f\xbb", "\xe3\x81\xae", "\xe3\x83\x8e\xe3\x82\xba\xe3\x83\xab", "\xe6\x89\xbf\xe8\xaa\x8d",
		"inspect", "record", "C3", "held" };

static const char *word(void) { return words[dice(countof(words))]; }

static void put_words(struct buf *b, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			buf_char(b, dice(9) ? ' ' : '\n');
		switch (dice(16)) {
		case 0: buf_printf(b, "**%s %s**", word(), word()); break;
		case 1: buf_printf(b, "*%s*", word()); break;
		case 2: buf_printf(b, "`%s %s`", word(), word()); break;
		case 3: buf_printf(b, "[%s %s](a%u.md)", word(), word(), dice(4)); break;
		case 4: buf_printf(b, "![%s](p%u.png)", word(), dice(4)); break;
		case 5: buf_printf(b, "%s, *%s **%s***", word(), word(), word()); break;
		case 6: buf_printf(b, "%s\xe3\x80\x82%s", word(), word()); break;
		case 7: buf_printf(b, "%s<su%c>%s</sup>", word(), "pb"[dice(2)], word()); break;
		case 8: buf_printf(b, "%s<br>%s", word(), word()); break;
		default: buf_text(b, word());
		}
	}
}

static void put_line(struct buf *b, const char *mark, uint32_t count)
{
	SCOPE(turn);
	struct buf *line = buf_new(turn);
	put_words(line, count);
	for (size_t i = 0; i < line->len; i++)
		if (line->at[i] == '\n')
			line->at[i] = ' ';
	buf_printf(b, "%s%s\n", mark, line->at);
}

static void put_table(struct buf *b)
{
	uint32_t columns = 1 + dice(4), rows = dice(5);
	for (uint32_t r = 0; r < rows + 2; r++) {
		for (uint32_t c = 0; c < columns; c++)
			buf_printf(b, r == 1 ? "|---" : dice(6) ? "| %s " : "| ", word());
		buf_text(b, "|\n");
	}
}

static const char *block(struct scope *sc)
{
	struct buf *b = buf_new(sc);
	uint32_t kind = dice(10), count = 1 + dice(4);
	if (kind == 0)
		put_line(b, scope_printf(sc, dice(2) ? "## C%u " : "### ", dice(9)), 1 + dice(4));
	for (uint32_t i = 0; (kind == 1 || kind == 2) && i < count; i++) {
		put_line(b, kind == 1 ? "- " : scope_printf(sc, "%u. ", i + 3), dice(6));
		if (dice(3) == 0)
			put_line(b, kind == 1 ? "  - " : "   1. ", 1 + dice(4));
	}
	if (kind == 3)
		put_line(b, "> ", 1 + dice(9));
	if (kind == 4)
		put_table(b);
	if (kind == 5) {
		buf_text(b, dice(2) ? "```c\n" : "```\n");
		for (uint32_t i = 0; i < count; i++)
			put_line(b, "  ", 3);
		buf_text(b, "```\n");
	}
	if (kind == 6)
		buf_text(b, dice(2) ? "---\n" : "<!-- nothing -->\n");
	if (kind > 6)
		put_words(b, 1 + dice(25));
	return b->at;
}

struct document { const char *at[60]; size_t count; };

static const char *text_of(struct scope *sc, const struct document *d)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < d->count; i++)
		buf_printf(b, "%s\n\n", d->at[i]);
	return b->at;
}

static const char *change_word(struct scope *sc, const char *s)
{
	for (int tries = 0; tries < 10; tries++) {
		const char *old = word(), *at = strstr(s, old);
		if (at)
			return scope_printf(sc, dice(4) ? "%.*s%s%s" : "%.*s**%s**%s", (int)(at - s), s, word(),
			                    at + strlen(old));
	}
	return s;
}

/* A line of the block goes, or comes twice. */
static const char *change_line(struct scope *sc, const char *s)
{
	const char *from = strchr(s + dice((uint32_t)strlen(s) + 1), '\n');
	if (!from || !from[1])
		return s;
	size_t len = strcspn(from + 1, "\n");
	return scope_printf(sc, "%.*s%.*s%s", (int)(from - s), s, dice(2) ? (int)len + 1 : 0, from, dice(3) ? from
	                    : from + 1 + len);
}

static const char *add_column(struct scope *sc, const char *s)
{
	struct buf *b = buf_new(sc);
	for (int line = 0; *s; line++) {
		size_t len = strcspn(s, "\n");
		buf_printf(b, "%.*s%s%s", (int)len, s, *s != '|' ? "" : line == 1 ? "---|" : scope_printf(sc, " %s |",
			word()), s[len] ? "\n" : "");
		s += len + (s[len] != '\0');
	}
	return b->at;
}

static void edit(struct scope *sc, struct document *d)
{
	size_t at = dice((uint32_t)d->count), to = dice((uint32_t)d->count);
	const char *moved = d->at[at];
	switch (dice(7)) {
	case 0: d->at[at] = block(sc); break;
	case 1:
		if (d->count > 1) {
			memmove(d->at + at, d->at + at + 1, (--d->count - at) * sizeof *d->at);
			break;
		} /* fallthrough */
	case 2:
		memmove(d->at + at + 1, d->at + at, (d->count++ - at) * sizeof *d->at);
		d->at[at] = block(sc);
		break;
	case 3:
		memmove(d->at + at, d->at + at + 1, (d->count - 1 - at) * sizeof *d->at);
		memmove(d->at + to + 1, d->at + to, (d->count - 1 - to) * sizeof *d->at);
		d->at[to] = moved;
		break;
	case 4: d->at[at] = change_line(sc, moved); break;
	case 5: d->at[at] = *moved == '|' ? add_column(sc, moved) : change_word(sc, moved); break;
	default: d->at[at] = change_word(sc, moved);
	}
}

static void generate(struct scope *sc, struct document *d)
{
	d->count = 1 + dice(12);
	for (size_t i = 0; i < d->count; i++)
		d->at[i] = block(sc);
}

/* --- properties --- */

/* The words of one side of a block, with the marks around them; a blank in front is none. */
static const char *side_of(struct scope *sc, const struct markdown_compared *k, enum markdown_change without)
{
	struct buf *b = buf_new(sc);
	const char *form = "";
	bool blank = false, any = false;
	for (size_t i = 0; i < k->pieces.count; i++) {
		const struct markdown_piece *p = &k->pieces.at[i];
		if (p->change == without)
			continue;
		if (strcmp(form, p->form) != 0)
			buf_printf(b, "\n<%s>", form = p->form);
		for (const char *s = p->text; *s; s++) {
			if (*s != ' ' && *s != '\n' && blank && any)
				buf_char(b, ' ');
			if (*s != ' ')
				buf_char(b, *s);
			blank = *s == ' ';
			any = *s != '\n' && (any || !blank);
		}
	}
	return b->at;
}

/* The blocks of one side against those of the document alone, in order. */
static void check_side(struct scope *sc, const struct markdown_comparison *c, const struct markdown_comparison *alone,
                       bool new)
{
	size_t next = 0;
	for (size_t i = 0; i < c->blocks.count; i++) {
		const struct markdown_compared *k = &c->blocks.at[i];
		if (k->change == (new ? MARKDOWN_REMOVED : MARKDOWN_ADDED) || k->change == (new ? MARKDOWN_LEFT
			: MARKDOWN_MOVED))
			continue;
		assert_true(next < alone->blocks.count);
		const struct markdown_compared *own = &alone->blocks.at[next++];
		if (k->change == MARKDOWN_SAME)
			continue;
		SAME(side_of(sc, k, new ? MARKDOWN_REMOVED : MARKDOWN_ADDED), side_of(sc, own, MARKDOWN_SAME));
		assert_int_equal(new ? k->after : k->before, own->after);
	}
	assert_int_equal(next, alone->blocks.count);
}

static void check_ends(const struct markdown_comparison *c)
{
	for (size_t i = 0; i < c->blocks.count; i++) {
		const struct markdown_compared *k = &c->blocks.at[i];
		if (k->change != MARKDOWN_MOVED && k->change != MARKDOWN_LEFT)
			continue;
		const struct markdown_compared *other = &c->blocks.at[k->counterpart];
		assert_int_equal(other->change, k->change == MARKDOWN_MOVED ? MARKDOWN_LEFT : MARKDOWN_MOVED);
		assert_int_equal(other->counterpart, i);
	}
}

/* --- as one run of blocks --- */

/* Words with what they stand out by; the form of a blank says nothing. */
static void put_flow_run(struct buf *b, const struct markdown_run *r, const char **form, struct scope *sc)
{
	const char *own = scope_printf(sc, "\n<%d %u %s>", (int)r->kind, r->style, r->target ? r->target : "");
	for (const char *s = r->text; *s; s++) {
		if (*s != ' ' && strcmp(own, *form) != 0)
			buf_text(b, *form = own);
		buf_char(b, *s);
	}
}

/* One side of it, block by block; "table" where rows do not go on in the table before them. */
static const char *flow_side(struct scope *sc, const struct markdown_flow *f, enum markdown_change without)
{
	struct buf *b = buf_new(sc);
	bool goes_on = false;
	for (size_t i = 0; i < f->count; i++) {
		const struct markdown_flow_block *k = &f->at[i];
		goes_on = goes_on && i && k->table && f->at[i - 1].table == k->table;
		if (k->change == without)
			continue;
		const struct markdown_standing *s = without == MARKDOWN_ADDED ? &k->stood : &k->stands;
		buf_printf(b, "\n%s %d: %d %d %d %d %d %d", k->table && !goes_on ? "table" : "", (int)!!k->table,
		           s->level, s->quotes, s->items, s->numbered, s->begins, s->first);
		goes_on = true;
		for (size_t c = 0; c < k->cell_count; c++) {
			const char *form = "";
			buf_text(b, "\n|");
			for (size_t r = 0; r < k->cells[c].count; r++)
				if (k->cells[c].at[r].change != without)
					put_flow_run(b, &k->cells[c].at[r], &form, sc);
		}
	}
	return b->at;
}

static const char *flow_alone(struct scope *sc, const char *text)
{
	return flow_side(sc, markdown_flow(sc, compare(sc, text, text)), MARKDOWN_REMOVED);
}

/* What is not new in it is the old document to the word, and what is not gone the new one. */
static void check_flow(struct scope *sc, const char *a, const char *b)
{
	const struct markdown_flow *f = markdown_flow(sc, compare(sc, a, b));
	for (size_t i = 0; i < f->count; i++)
		for (size_t c = 0; c < f->at[i].cell_count; c++)
			for (size_t r = 0; r < f->at[i].cells[c].count; r++)
				assert_true(f->at[i].change == MARKDOWN_SAME
				            || f->at[i].cells[c].at[r].change == f->at[i].change);
	SAME(flow_side(sc, f, MARKDOWN_ADDED), flow_alone(sc, a));
	SAME(flow_side(sc, f, MARKDOWN_REMOVED), flow_alone(sc, b));
}

static void flow_holds_both(void **state)
{
	(void)state;
	for (int round = 0; round < 600; round++) {
		SCOPE(sc);
		struct document d = {0};
		generate(sc, &d);
		const char *before = text_of(sc, &d);
		for (uint32_t n = 1 + dice(5); n > 0; n--)
			edit(sc, &d);
		check_flow(sc, before, text_of(sc, &d));
		if (round % 10 == 0) {
			struct document other = {0};
			generate(sc, &other);
			check_flow(sc, before, text_of(sc, &other));
		}
	}
	SCOPE(sc);
	check_flow(sc, "", "# A\n\nb\n");
	check_flow(sc, "a\n", "");
	check_flow(sc, "a, b\n", "b\n");
	check_flow(sc, "a<br>b c\n", "a<br>c\n");
	check_flow(sc, "```\nx\n```\n", "```\nx\ny\n```\n");
	check_flow(sc, "```\nx\n```\n", "```\ny\n\n```\n");
	check_flow(sc, "```\n```\n", "```\nx\n```\n");
}

/* --- HTML --- */

struct element { char name[16]; size_t at; bool silent, gone; };
struct stripping { struct buf *out; struct element stack[400]; int depth, gone; bool blank; };

static bool is_one_of(const char *name, const char *list)
{
	size_t n = strlen(name);
	for (const char *s = list; (s = strstr(s, name)) != NULL; s += n)
		if ((s == list || s[-1] == ' ') && (s[n] == ' ' || !s[n]))
			return true;
	return false;
}

static bool is_block(const char *name) { return !is_one_of(name, "em strong a code ins del span img"); }

/* A blank that waits, unless it stands at the edge of a block. */
static void put_blank(struct stripping *p)
{
	char name[16] = "br";
	if (p->out->len && p->out->at[p->out->len - 1] == '>') {
		const char *open = strrchr(p->out->at, '<');
		sscanf(open[1] == '/' ? open + 2 : open + 1, "%15[a-z0-9]", name);
	} else if (p->out->len) {
		name[0] = '\0';
	}
	if (p->blank && (!*name || !is_block(name)))
		buf_char(p->out, ' ');
	p->blank = false;
}

/* Attributes that say something of the text. */
static void put_tag(struct stripping *p, const char *name, const char *tag, size_t len)
{
	static const char *const kept[] = { " href=\"", " src=\"", " title=\"", " start=\"", " alt=\"" };
	if (is_block(name))
		p->blank = false;
	put_blank(p);
	buf_printf(p->out, "<%s", name);
	for (size_t k = 0; k < countof(kept); k++) {
		const char *at = memmem(tag, len, kept[k], strlen(kept[k]));
		if (at)
			buf_put(p->out, at, strcspn(at + strlen(kept[k]), "\"") + strlen(kept[k]) + 1);
	}
	buf_char(p->out, '>');
}

static bool has_class(const char *tag, size_t len, const char *name)
{
	const char *at = memmem(tag, len, "class=\"", 7), *end = at ? strchr(at + 7, '"') : NULL;
	char all[64] = "";
	if (end && (size_t)(end - at) < sizeof all)
		snprintf(all, sizeof all, "%.*s", (int)(end - at - 7), at + 7);
	return is_one_of(name, all);
}

static void take_tag(struct stripping *p, const char *tag, size_t len)
{
	struct element e = { .at = p->out->len };
	bool closes = tag[1] == '/';
	size_t n = 0;
	for (const char *s = tag + 1 + closes; isalnum((unsigned char)*s) && n < sizeof e.name - 1; s++)
		e.name[n++] = *s;
	if (closes) {
		EXPECT(p->depth > 0 && strcmp(p->stack[p->depth - 1].name, e.name) == 0, "</%s> closes <%s>", e.name,
		       p->depth ? p->stack[p->depth - 1].name : "");
		struct element *open = &p->stack[--p->depth];
		p->gone -= open->gone;
		if (p->gone || open->gone || open->silent)
			return;
		if (is_block(e.name) && !is_one_of(e.name, "td th") && strchr(p->out->at + open->at, '>') == p->out->at
		    + p->out->len - 1) {
			p->out->at[p->out->len = open->at] = '\0';      /* nothing is left in it */
			return;
		}
		if (is_block(e.name))
			p->blank = false;
		buf_printf(p->out, "</%s>", e.name);
		return;
	}
	e.gone = strcmp(e.name, "del") == 0 || has_class(tag, len, "removed") || has_class(tag, len, "language");
	e.silent = strcmp(e.name, "ins") == 0 || strcmp(e.name, "div") == 0 || strcmp(e.name, "span") == 0
		|| strcmp(e.name, "tbody") == 0;
	bool alone = is_one_of(e.name, "img br hr");
	if (!p->gone && !e.gone && !e.silent)
		put_tag(p, e.name, tag, len);
	if (alone)
		return;
	p->gone += e.gone;
	assert_true(p->depth < (int)countof(p->stack));
	p->stack[p->depth++] = e;
}

/* The new side: tags balance, marks are taken off, what was gone goes, and what is left empty by it. */
static const char *new_side(struct scope *sc, const char *html)
{
	struct stripping p = { .out = buf_new(sc) };
	for (const char *s = html; *s; ) {
		if (*s == '<') {
			size_t len = strcspn(s, ">") + 1;
			take_tag(&p, s, len);
			s += len;
			continue;
		}
		if (!p.gone && isspace((unsigned char)*s)) {
			p.blank = true;
		} else if (!p.gone) {
			put_blank(&p);
			buf_char(p.out, *s);
		}
		s++;
	}
	EXPECT(p.depth == 0, "<%s> is not closed", p.stack[p.depth ? p.depth - 1 : 0].name);
	return p.out->at;
}

static int by_letter(const void *a, const void *b) { return *(const unsigned char *)a - *(const unsigned char *)b; }

static const char *sorted(char *text)
{
	qsort(text, strlen(text), 1, by_letter);
	return text;
}

static int first_line(const struct markdown_comparison *c, size_t group, bool old)
{
	for (size_t i = 0; i < c->blocks.count; i++) {
		const struct markdown_compared *k = &c->blocks.at[i];
		int line = old ? k->before : k->after;
		if (k->group == group && line && k->change != MARKDOWN_SAME)
			return line;
	}
	return 0;
}

/* Each block that differs is in a piece that says so and where it begins, and in no other is a mark. */
static void check_touched(const struct markdown_comparison *c, const char *html)
{
	SCOPE(sc);
	for (size_t i = 0; i < c->blocks.count; i++)
		EXPECT(c->blocks.at[i].change == MARKDOWN_SAME
		       || strstr(html, scope_printf(sc, "<div class=\"piece touched\" id=\"p-%zu\">",
		                                    c->blocks.at[i].group)),
		       "block %zu is in piece %zu of\n%s", i, c->blocks.at[i].group, html);
	for (size_t i = 1; i < c->groups.count; i++)
		EXPECT(c->groups.at[i].before == first_line(c, i, true)
		       && c->groups.at[i].after == first_line(c, i, false), "piece %zu begins at %d and %d of\n%s", i,
		       c->groups.at[i].before, c->groups.at[i].after, html);
	for (const char *piece = html; (piece = strstr(piece, "<div class=\"piece\">")) != NULL; piece++) {
		const char *end = strstr(piece + 1, "<div class=\"piece");
		const char *own = end ? scope_copy_bytes(sc, piece, (size_t)(end - piece)) : piece;
		EXPECT(!strstr(own, "<ins>") && !strstr(own, "<del") && !strstr(own, "class=\"added")
		       && !strstr(own, "class=\"removed"), "%s", own);
	}
}

/* The letters of the old side: the marks of the new one taken away.  They need not stand in the old order: what stood
 * between two items of a list that now touch comes after the list. */
static char *old_words(struct scope *sc, const char *html)
{
	struct buf *out = buf_new(sc);
	bool gone[400] = {false};
	int depth = 0, silent = 0;
	for (; *html; html++) {
		if (*html != '<') {
			if (!silent && !isspace((unsigned char)*html))
				buf_char(out, *html);
			continue;
		}
		size_t len = strcspn(html, ">");
		if (html[1] == '/') {
			silent -= gone[--depth];
		} else if (strncmp(html, "<br", 3) != 0 && strncmp(html, "<hr", 3) != 0
		           && strncmp(html, "<img", 4) != 0) {
			gone[depth] = strncmp(html, "<ins", 4) == 0 || has_class(html, len, "added")
				|| has_class(html, len, "moved") || has_class(html, len, "language");
			silent += gone[depth++];
		}
		html += len;
	}
	return out->at;
}

static const char *compared_html(struct scope *sc, struct markdown_comparison *c)
{
	struct buf *out = buf_new(sc);
	markdown_compare_html(c, "p", NULL, out);
	return out->at;
}

static const char *html_of(struct scope *sc, const char *text)
{
	struct buf *out = buf_new(sc);
	markdown_html(read_text(sc, text), NULL, out);
	return out->at;
}

/* --- the same in two columns --- */

static void put_count(void *context, size_t blocks, struct buf *b)
{
	(void)context;
	(void)blocks;
	(void)b;
}

static const char *two_columns(struct scope *sc, struct markdown_comparison *c)
{
	struct buf *out = buf_new(sc);
	const struct markdown_sides with = { put_count, NULL };
	markdown_compare_sides(c, "p", NULL, &with, out);
	return out->at;
}

/* One column, and what stands in both: the begin of each part says which it is. */
static const char *column(struct scope *sc, const char *html, bool old)
{
	static const char same[] = "<details class=\"same\"><summary></summary>\n", ends[] = "</details>\n";
	static const char begin[] = "<div class=\"pair\"><div class=\"old\">\n",
		middle[] = "</div><div class=\"new\">\n", last[] = "</div></div></div>\n";
	struct buf *out = buf_new(sc);
	while (*html) {
		bool is_same = strncmp(html, same, strlen(same)) == 0;
		const char *piece = strstr(html + 1, "<div class=\"piece touched\""), *both = strstr(html + 1, same);
		const char *to = !piece || (both && both < piece) ? both : piece;
		const char *end = to ? to : html + strlen(html), *from = is_same ? html + strlen(same)
			: strstr(html, begin) + strlen(begin);
		const char *cut = is_same ? NULL : strstr(from, middle);
		const char *stop = end - (is_same ? strlen(ends) : strlen(last));
		if (!is_same && old)
			stop = cut;
		else if (!is_same)
			from = cut + strlen(middle);
		buf_put(out, from, (size_t)(stop - from));
		html = end;
	}
	return out->at;
}

static void check_columns(struct scope *sc, const char *a, const char *b)
{
	const char *html = two_columns(sc, compare(sc, a, b));
	const char *old = column(sc, html, true), *new = column(sc, html, false);
	EXPECT(!strstr(old, "<ins>") && !strstr(old, "<td class=\"added\"") && !strstr(new, "<del"), "%s", html);
	SAME(sorted(old_words(sc, old)), sorted(old_words(sc, html_of(sc, a))));
	SAME(new_side(sc, new), new_side(sc, html_of(sc, b)));
	new_side(sc, html);             /* its tags balance */
}

static void check_pair(struct scope *sc, const char *a, const char *b)
{
	check_columns(sc, a, b);
	struct markdown_comparison *c = compare(sc, a, b);
	bool same = strcmp(markdown_canon(read_text(sc, a)), markdown_canon(read_text(sc, b))) == 0;
	EXPECT(c->changed == !same, "changed %d, canon %s:\n%s\n--- and ---\n%s", c->changed, same ? "same"
	       : "differs", a, b);
	check_side(sc, c, compare(sc, NULL, a), false);
	check_side(sc, c, compare(sc, NULL, b), true);
	check_ends(c);
	const char *html = compared_html(sc, c);
	SAME(sorted(old_words(sc, html)), sorted(old_words(sc, html_of(sc, a))));
	check_touched(c, html);
	const char *got = new_side(sc, html), *wanted = new_side(sc, html_of(sc, b));
	if (strcmp(got, wanted) != 0) {
		size_t at = 0;
		while (got[at] == wanted[at])
			at++;
		at = at > 60 ? at - 60 : 0;
		fprintf(stderr, "# the page of\n%s\n--- and ---\n%s\n--- is ---\n%s\n--- that is ---\n%s\n--- not "
		                "---\n%s\n", a, b, html, got + at, wanted + at);
		fail();
	}
}

static void any_two_documents(void **state)
{
	(void)state;
	for (int round = 0; round < 1000; round++) {
		SCOPE(sc);
		struct document d;
		generate(sc, &d);
		const char *a = text_of(sc, &d);
		for (uint32_t edits = 1 + dice(round % 10 ? 5 : 30); edits > 0; edits--)
			edit(sc, &d);
		const char *b = text_of(sc, &d);
		uint32_t was = seed;
		check_pair(sc, a, b);
		check_pair(sc, b, a);
		seed = was;
	}
}

static void documents_that_share_nothing(void **state)
{
	(void)state;
	for (int round = 0; round < 300; round++) {
		SCOPE(sc);
		struct document a, b;
		generate(sc, &a);
		generate(sc, &b);
		check_pair(sc, text_of(sc, &a), text_of(sc, &b));
	}
}

static void the_same_is_no_change(void **state)
{
	(void)state;
	for (int round = 0; round < 300; round++) {
		SCOPE(sc);
		struct document d;
		generate(sc, &d);
		const char *text = text_of(sc, &d);
		struct markdown_comparison *c = compare(sc, text, text);
		assert_false(c->changed);
		for (size_t i = 0; i < c->blocks.count; i++)
			assert_int_equal(c->blocks.at[i].change, MARKDOWN_SAME);
		LACKS(compared_html(sc, c), "touched");
	}
}

static void lines_broken_otherwise_are_no_change(void **state)
{
	(void)state;
	for (int round = 0; round < 300; round++) {
		SCOPE(sc);
		struct buf *b = buf_new(sc);
		for (int i = 0; i < 5; i++) {
			put_words(b, 1 + dice(40));
			buf_text(b, "\n\n");
		}
		char *other = scope_copy(sc, b->at);
		for (size_t i = 1; other[i + 1]; i++)   /* between two Han or Kana a line end is no blank */
			if ((other[i] == ' ' || other[i] == '\n') && other[i - 1] != '\n' && other[i + 1] != '\n'
			    && (other[i + 1] & 0x80) == 0)
				other[i] = dice(3) ? ' ' : '\n';
		assert_false(compare(sc, b->at, other)->changed);
	}
}

/* Forms that look different and are not, and the other way round. */
static void changed_if_and_only_if_canon_differs(void **state)
{
	(void)state;
	static const struct { const char *a, *b; } table[] = {
		{ "- a\n- b\n", "- a\n* b\n" }, { "1. a\n2. b\n", "1. a\n2) b\n" }, { "1. a\n2. b\n", "1. a\n0) b\n" },
			{ "1. a\n2. b\n", "1. a\n1) b\n" },
		{ "1. 2. x\n", "2. 1. x\n" }, { "0. a\n", "1. a\n" }, { "> a\n\n> b\n", "> a\n>\n> b\n" },
			{ "|a|\n|-|\n|1|\n|b|\n|2|\n", "|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|\n" },
		{ "a  \nb\n", "a\\\nb\n" }, { "a\nb\n", "a  \nb\n" }, { "*a*\n", "_a_\n" }, { "a\n\n<!-- x -->\n\nb\n",
			"a\n\nb\n" }, { "# a\n", "a\n=\n" }, { "# a\n", "## a\n" },
		{ "- a\n\n- b\n", "- a\n- b\n" }, { "-\n", "- <!-- x -->\n" }, { "![*a*](x)\n", "![a](x)\n" },
			{ "[a](x \"t\")\n", "[a](x)\n" }, { "[](x)\n", "[](y)\n" },
		{ "```\na\n```\n", "    a\n" }, { "```c\na\n```\n", "```\na\n```\n" }, { "- > a\n", "> - a\n" },
			{ "a | b\n-|-\n", "|a|b|\n|:-|-:|\n" }, { "", "<!-- -->\n" },
		{ "a\n", "" }, { "---\n", "***\n" }, { "- a\n- b\n\ntext\n\n- c\n", "- a\n\ntext\n\n- b\n- c\n" },
			{ "1. a\n\n<!-- -->\n\n2. b\n", "1. a\n2. b\n" },
		{ "**a** **b**\n", "**a b**\n" }, { "\xe6\xa4\x9c\n\xe6\x9f\xbb\n", "\xe6\xa4\x9c\xe6\x9f\xbb\n" },
			{ "a b\n", "ab\n" }, { "`a  b`\n", "`a b`\n" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		check_pair(sc, table[i].a, table[i].b);
		check_pair(sc, table[i].b, table[i].a);
	}
}

/* --- what is shown --- */

static const char *shown(struct scope *sc, const char *a, const char *b, size_t around)
{
	struct buf *out = buf_new(sc);
	const struct markdown_comparison *c = compare(sc, a, b);
	for (size_t i = 0; i < c->blocks.count; i++) {
		const struct markdown_compared *k = &c->blocks.at[i];
		struct markdown_pieces pieces = {0};
		if (k->change == MARKDOWN_SAME || k->change == MARKDOWN_LEFT)
			continue;
		buf_printf(out, "%s%s %s:", out->len ? "; " : "", markdown_change_name(k->change),
		           markdown_block_name(k->block));
		markdown_excerpt(sc, k, around, &pieces);
		for (size_t p = 0; p < pieces.count; p++) {
			const char *marks = pieces.at[p].change == MARKDOWN_REMOVED ? "--"
				: pieces.at[p].change == MARKDOWN_ADDED ? "++" : "";
			buf_printf(out, "%s%.1s%s%.1s", p ? "" : " ", marks, pieces.at[p].text, marks);
		}
	}
	return out->at;
}

static void changes_are_shown_in_short(void **state)
{
	(void)state;
	static const struct { const char *a, *b, *wanted; } table[] = {
		{ "one two\n", "one two\n", "" },
		{ "one two three\n", "one 2 three\n", "changed paragraph: one -two- +2+ three" },
		{ "foo bar baz\n", "bar baz\n", "changed paragraph: -foo- bar baz" },
		{ "bar baz\n", "foo bar baz\n", "changed paragraph: +foo+ bar baz" },
		{ "y z a b c d e f g h i j k l m n\n", "y z a b c d e f G h i j k l m n\n",
		  "changed paragraph: \xe2\x80\xa6 d e f -g- +G+ h i j \xe2\x80\xa6" },
		{ "part 9999M99G01 fits\n", "part 9999M99G02 fits\n",
		  "changed paragraph: part -9999M99G01- +9999M99G02+ fits" },
		{ "|a|b|\n|-|-|\n|1|2|\n", "|a|b|\n|-|-|\n|1|3|\n", "changed table row: 1 | -2-+3+" },
		{ "a b\n", "a **b**\n", "changed paragraph: a -b- +**b**+" }, { "a **b**\n", "a **c**\n",
			"changed paragraph: a -b- +c+" },
		{ "a b\n", "a [b](c)\n", "changed paragraph: a -b- +[b](c)+" },
			{ "a\n", "a *[b](c)*\n", "changed paragraph: a +*[b](c)*+" },
		{ "a [b](c)\n", "a [b](d)\n", "changed paragraph: a -[b](c)- +[b](d)+" },
			{ "# a\n", "## a\n", "changed heading: a" },
		{ "a\nb\n", "a  \nb\n", "changed paragraph: a+ \xe2\x86\xb5+ b" }, { "", "---\n", "added rule: ---" },
			{ "- a\n", "- a\n-\n", "added empty: (empty)" },
		{ "is held.\n", "is gone.\n", "changed paragraph: is -held- +gone+." },
		{ "", "- x\n", "added paragraph: +x+" },
		{ "x\n", "", "removed paragraph: -x-" },
		{ "# A\n\none two three\n\n# B\n\nfour five six\n", "# A\n\n# B\n\nfour five six\n\none two three\n",
		  "moved paragraph: one two three" },
		{ "\xe6\xa4\x9c\xe6\x9f\xbb\xe3\x81\xaf\xe6\xaf\x8e\xe6\x97\xa5\xe3\x80\x82\n",
		  "\xe6\xa4\x9c\xe6\x9f\xbb\xe3\x81\xaf\xe6\xaf\x8e\xe9\x80\xb1\xe3\x80\x82\n",
		  "changed paragraph: "
		  "\xe6\xa4\x9c\xe6\x9f\xbb\xe3\x81\xaf-\xe6\xaf\x8e\xe6\x97\xa5-+\xe6\xaf\x8e\xe9\x80\xb1+"
		  "\xe3\x80\x82" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		SAME(shown(sc, table[i].a, table[i].b, 3), table[i].wanted);
	}
}

static void what_it_stands_as_is_told(void **state)
{
	(void)state;
	static const struct { const char *a, *b, *stood, *stands; } table[] = {
		{ "# a\n", "## a\n", "heading of level 1", "heading of level 2" }, { "- a\n", "1. a\n", "in a list",
			"in a list numbered from 1" },
		{ "1. a\n", "3. a\n", "in a list numbered from 1", "in a list numbered from 3" },
			{ "a\n", "> a\n", "paragraph", "in a quote" },
		{ "- a\n  - b\n", "- a\n- b\n", "in a list, level 2", "in a list" }, { "a b\n", "a c\n", "", "" },
			{ "- a\n\n  b\n", "- a\n- b\n", "", "" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		const struct markdown_comparison *c = compare(sc, table[i].a, table[i].b);
		const struct markdown_compared *k = &c->blocks.at[c->blocks.count - 1];
		assert_int_equal(k->change, MARKDOWN_CHANGED);
		SAME(k->stood ? phrase_text(sc, NULL, k->stood) : "", table[i].stood);
		SAME(k->stands ? phrase_text(sc, NULL, k->stands) : "", table[i].stands);
	}
}

static void a_long_change_is_cut(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	for (int i = 0; i < 100; i++)
		buf_printf(b, "w%d ", i);
	const char *text = shown(sc, NULL, b->at, 3);
	HAS(text, "w39 \xe2\x80\xa6");
	LACKS(text, "w40");
	HAS(shown(sc, NULL, b->at, 1000000), "w99");
}

static void units(void **state)
{
	(void)state;
	static const struct { const char *text, *wanted; } table[] = {
		{ "a b", "w:a .:  w:b " }, { "9999M99G01, 0.50", "w:9999M99G01 s:, .:  w:0.50 " },
			{ "MTR-RP-2417.", "w:MTR-RP-2417 s:. " }, { "don't a/b", "w:don't .:  w:a/b " },
		{ "2026-11-23", "w:2026-11-23 " }, { "\xe6\xa4\x9c\xe6\x9f\xbb\xe3\x81\xae",
		                                     "j:\xe6\xa4\x9c\xe6\x9f\xbb j:\xe3\x81\xae " },
		{ "\xe3\x83\x8e\xe3\x82\xba\xe3\x83\xab" "A1", "j:\xe3\x83\x8e\xe3\x82\xba\xe3\x83\xab w:A1 " },
			{ "a\xe3\x80\x80" "b", "w:a .:\xe3\x80\x80 w:b " }, { "(x)", "s:( w:x s:) " },
		{ "\xe5\x8d\x81\xe4\xba\x8c\xe5\x88\x86", "j:\xe5\x8d\x81\xe4\xba\x8c j:\xe5\x88\x86 " },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		struct buf *out = buf_new(sc);
		size_t len;
		for (const char *s = table[i].text; *s; s += len) {
			enum segment kind = segment_at(s, &len);
			buf_printf(out, "%c:%.*s ", ".wjs"[kind], (int)len, s);
		}
		SAME(out->at, table[i].wanted);
	}
}

static void base64(void **state)
{
	(void)state;
	SCOPE(sc);      /* RFC 4648, section 10 */
	static const struct { const char *text, *wanted; } table[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
	                                                               { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" }, { "\xff\xfe\xfd", "//79" } };
	for (size_t i = 0; i < countof(table); i++)
		SAME(digest_base64(sc, (const unsigned char *)table[i].text, strlen(table[i].text)), table[i].wanted);
}

/* --- inputs made to be slow --- */

static const char *repeat(struct scope *sc, int count, const char *format, bool numbered, int from)
{
	struct buf *b = buf_new(sc);
	for (int i = 0; i < count; i++)
		buf_text(b, numbered ? scope_printf(sc, "%s%d", format, from + i) : format);
	buf_char(b, '\n');
	return b->at;
}

static void slow_inputs_end(void **state)
{
	(void)state;
	for (int kind = 0; kind < 8; kind++) {
		SCOPE(sc);
		const char *a = "", *b = "";
		switch (kind) {
		case 0: a = repeat(sc, 100000, "x\n\n", false, 0); b = scope_printf(sc, "y\n\n%s", a); break;
		case 1: a = repeat(sc, 20000, "\n\nword", true, 0); b = repeat(sc, 20000, "\n\nword", true,
			50000); break;
		case 2: a = repeat(sc, 20000, "> ", false, 0); b = scope_printf(sc, "%s x", a); break;
		case 3: a = repeat(sc, 50000, "*a ", false, 0); b = repeat(sc, 50000, "*b ", false, 0); break;
		case 4: a = repeat(sc, 200000, " w", true, 0); b = repeat(sc, 200000, " w", true, 100000); break;
		case 5: a = repeat(sc, 10000, "- ", false, 0); b = scope_printf(sc, "%s x", a); break;
		case 6: a = repeat(sc, 3000, "|a", false, 0); b = scope_printf(sc, "|b\n|-\n%s", a); break;
		default: a = repeat(sc, 50000, "- a\n", false, 0); b = repeat(sc, 50000, "- a\n  - b\n", false,
			0); break;
		}
		const char *html = compared_html(sc, compare(sc, a, b));
		HAS(html, "touched");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_two_documents), cmocka_unit_test(flow_holds_both),
			cmocka_unit_test(documents_that_share_nothing),
			cmocka_unit_test(the_same_is_no_change),
		cmocka_unit_test(lines_broken_otherwise_are_no_change),
			cmocka_unit_test(changed_if_and_only_if_canon_differs),
		cmocka_unit_test(changes_are_shown_in_short), cmocka_unit_test(what_it_stands_as_is_told),
			cmocka_unit_test(a_long_change_is_cut), cmocka_unit_test(units), cmocka_unit_test(base64),
		cmocka_unit_test(slow_inputs_end),
	};
	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
