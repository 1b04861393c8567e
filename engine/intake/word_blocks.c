/* word_blocks.c: blocks: headings, paragraphs, lists, quotes, code.
 *
 * A block ends with a line end; between two stands an empty line, but in
 * a list of short items.  What stands in a list or quote is written by
 * itself and then set in. */
#include "base/utf8.h"
#include "intake/word_private.h"
#include "text/unicode.h"

static void begin_block(struct buf *out, bool tight)
{
	if (out->len && !tight)
		buf_char(out, '\n');
}

static void put_runs(struct word *w, const struct word_runs *runs, struct buf *out, bool tight)
{
	const char *text = word_write(w, runs, WORD_PARAGRAPH);
	if (!*text)
		return;
	begin_block(out, tight);
	buf_text(out, text);
	word_mark(w, out);
	buf_char(out, '\n');
	word_hear(w, " ");
}

/* What was carried on for a paragraph that does not come. */
static void put_carried(struct word *w, struct buf *out, bool tight)
{
	struct word_runs *runs = w->carried;
	w->carried = NULL;
	if (runs)
		put_runs(w, runs, out, tight);
}

static void carry(struct word *w, const struct word_runs *runs)
{
	w->carried = NEW(w->sc, struct word_runs);
	*w->carried = *runs;
}

/* pandoc has taken the blank off the end; Japanese has none. */
static void carry_joined(struct word *w, struct word_runs *runs)
{
	const struct word_run *last = runs->count ? &runs->at[runs->count - 1] : NULL;
	size_t n = last && last->kind == WORD_TEXT ? last->text->len : 0, len;
	if (n && unicode_at(last->text->at + utf8_begin(last->text->at, n - 1), &len) < 0x2e80)
		word_add_text(w, runs, " ", 0, NULL);
	carry(w, runs);
}

/* --- paragraphs --- */

/* A line of a table of contents: one link to a heading, its page number at the end. */
static bool is_contents(const struct json *inlines)
{
	SCOPE(turn);
	const struct json *link = json_count(inlines) == 1 ? json_item(inlines, 0) : NULL;
	const char *target = word_is(link, "Link") ? json_text(json_item(json_item(word_content(link), 2), 0)) : NULL;
	const char *words = word_plain(turn, inlines, false);
	size_t n = strlen(words);
	return target && *target == '#' && n > 0 && words[n - 1] >= '0' && words[n - 1] <= '9';
}

static void put_paragraph(struct word *w, const struct json *inlines, struct buf *out, bool tight)
{
	struct word_runs runs = {0};
	if (is_contents(inlines)) {
		if (!w->contents)
			word_note(w, "the table of contents is left out; each page makes its own");
		w->contents = true;
		return;
	}
	if (w->carried)
		runs = *w->carried;
	w->carried = NULL;
	w->joins = false;
	w->insertions = 0;
	word_flatten(w, inlines, 0, NULL, &runs);
	if (w->joins)
		carry_joined(w, &runs);
	else
		put_runs(w, &runs, out, tight);
	w->joins = false;
}

static void put_line_block(struct word *w, const struct json *lines, struct buf *out, bool tight)
{
	struct word_runs runs = {0};
	for (size_t i = 0, n = json_count(lines); i < n; i++) {
		if (i)
			word_add_break(w, &runs);
		word_flatten(w, json_item(lines, i), 0, NULL, &runs);
	}
	put_runs(w, &runs, out, tight);
}

/* --- headings --- */

void word_put_footnotes(struct word *w, struct buf *out)
{
	w->inside++;
	for (size_t i = 0; i < w->footnotes.count; i++) {       /* a footnote may have one itself */
		struct word_runs runs = {0};
		int number = w->footnotes.at[i].number;
		const struct json *blocks = w->footnotes.at[i].blocks;
		word_add_text(w, &runs, scope_printf(w->sc, "[%d]", number), WORD_RAISED, NULL);
		word_add_text(w, &runs, " ", 0, NULL);
		carry(w, &runs);
		word_put_blocks(w, blocks, out);
	}
	w->footnotes.count = 0;
	w->inside--;
}

static int level_of(struct word *w, const struct word_heading *h)
{
	enum { DEEPEST = 6 };
	if (h->level + w->shift > DEEPEST)
		word_note(w, "this heading has level {level} in Word; Markdown has six levels", h->level);
	return h->level + w->shift > DEEPEST ? DEEPEST : h->level + w->shift;
}

/* All of it bold is what a heading is anyway. */
static void lighten(struct word_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		if (runs->at[i].kind == WORD_TEXT && !(runs->at[i].style & WORD_STRONG)
		    && strspn(runs->at[i].text->at, " ") < runs->at[i].text->len)
			return;
	for (size_t i = 0; i < runs->count; i++)
		runs->at[i].style &= ~(unsigned)WORD_STRONG;
}

static void put_heading(struct word *w, const struct json *inlines, struct buf *out)
{
	struct word_runs runs = {0};
	word_put_footnotes(w, out);
	if (w->heading >= w->headings.count)
		return;
	const struct word_heading *h = &w->headings.at[w->heading++];
	w->insertions = 0;
	if (h->says)
		word_tell(w, h->level_of_says, h->says);
	if (w->by_hand)
		word_warn(
			w,
			"this is taken as a heading for its looks, because no heading of the document has its style "
			"in Word");
	if (h->counted)
		word_add_text(w, &runs, scope_printf(w->sc, "%s ", h->counted), 0, NULL);
	word_flatten(w, inlines, 0, NULL, &runs);
	w->joins = false;
	lighten(&runs);
	const char *text = word_write(w, &runs, WORD_HEADING);
	if (!*text)
		return;
	begin_block(out, false);
	for (int level = level_of(w, h); level > 0; level--)
		buf_char(out, '#');
	buf_printf(out, " %s%s", h->number ? h->number->id : "", h->number ? " " : "");
	buf_text(out, text);
	word_mark(w, out);
	buf_char(out, '\n');
}

/* What looks like a heading is taken as one where no heading has its style; else it is told. */
static bool take_by_hand(struct word *w, const struct json *j, struct buf *out)
{
	if (w->inside || !word_looks_like_heading(w, j))
		return false;
	const char *words = word_plain(w->sc, word_content(j), false);
	if (!w->by_hand) {
		word_note(w, "\"{words}\" looks like a heading and has no style of one in Word; write ## "
		          "and a blank before it if it is one", words);
		return false;
	}
	put_carried(w, out, false);
	put_heading(w, word_content(j), out);
	return true;
}

/* In a list or a quote no heading can stand. */
static void put_inner_heading(struct word *w, const struct json *inlines, struct buf *out, bool tight)
{
	struct word_runs runs = {0};
	word_flatten(w, inlines, WORD_STRONG, NULL, &runs);
	put_runs(w, &runs, out, tight);
}

/* --- code --- */

static void put_code(struct word *w, const char *text, struct buf *out, bool tight)
{
	size_t longest = 2;
	for (const char *s = text; *s; ) {
		size_t n = strspn(s, "`");
		longest = n > longest ? n : longest;
		s += n ? n : 1;
	}
	const char *fence = scope_printf(w->sc, "%0*d", (int)longest + 1, 0);
	char *ticks = scope_copy(w->sc, fence);
	memset(ticks, '`', strlen(ticks));
	begin_block(out, tight);
	buf_printf(out, "%s\n%s%s%s", ticks, text, *text && text[strlen(text) - 1] == '\n' ? "" : "\n", ticks);
	word_mark(w, out);
	buf_char(out, '\n');
}

/* --- what is set in --- */

static void put_set_in(struct buf *out, const char *text, const char *first, const char *rest)
{
	const char *before = first;
	for (const char *s = text; *s; before = rest) {
		size_t n = strcspn(s, "\n"), blanks = strlen(before);
		while (n == 0 && blanks > 0 && before[blanks - 1] == ' ')
			blanks--;
		buf_put(out, before, blanks);
		buf_put(out, s, n);
		buf_char(out, '\n');
		s += n + (s[n] == '\n');
	}
}

static void put_quote(struct word *w, const struct json *blocks, struct buf *out, bool tight)
{
	SCOPE(turn);
	struct buf *inner = buf_new(turn);
	w->inside++;
	word_put_blocks(w, blocks, inner);
	w->inside--;
	if (inner->len == 0)
		return;
	begin_block(out, tight);
	put_set_in(out, inner->at, "> ", "> ");
}

/* --- lists --- */

static bool is_list(const struct json *j) { return word_is(j, "BulletList") || word_is(j, "OrderedList"); }
static bool is_paragraph(const struct json *j) { return word_is(j, "Para") || word_is(j, "Plain"); }

/* A line, with lists below it at most. */
static bool is_line(const struct json *blocks)
{
	for (size_t k = 0, n = json_count(blocks); k < n; k++)
		if (k == 0 ? !is_paragraph(json_item(blocks, k)) : !is_list(json_item(blocks, k)))
			return false;
	return true;
}

static bool is_tight(const struct json *items)
{
	for (size_t i = 0, n = json_count(items); i < n; i++)
		if (!is_line(json_item(items, i)))
			return false;
	return true;
}

static void put_label(struct buf *b, int64_t number, bool letters, bool capital)
{
	static const struct { int value; const char *text; } roman[] = {
		{ 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
		{ 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" },
	};
	if (letters) {
		for (int64_t n = (number - 1) / 26; n >= 0; n--)       /* z, aa, bb: as Word counts */
			buf_char(b, (char)('a' + (number - 1) % 26));
	} else {
		for (size_t i = 0; i < countof(roman); i++)
			for (; number >= roman[i].value; number -= roman[i].value)
				buf_text(b, roman[i].text);
	}
	for (char *s = b->at; capital && *s; s++)
		*s = (char)(*s - 'a' + 'A');
}

const char *word_label(struct scope *sc, const struct json *attributes, int64_t number)
{
	const char *style = word_kind_of(json_item(attributes, 1)), *end = word_kind_of(json_item(attributes, 2));
	bool letters = strcmp(style, "LowerAlpha") == 0 || strcmp(style, "UpperAlpha") == 0;
	bool roman = strcmp(style, "LowerRoman") == 0 || strcmp(style, "UpperRoman") == 0;
	bool both = strcmp(end, "TwoParens") == 0;
	struct buf *b = buf_new(sc);
	enum { MOST = 3999 };
	if (!letters && !roman && !both)
		return NULL;
	if ((letters || roman) && number > 0 && number <= MOST)
		put_label(b, number, letters, *style == 'U');
	else
		buf_printf(b, "%lld", (long long)number);
	return scope_printf(sc, "%s%s%s", both ? "(" : "", b->at, both || strcmp(end, "OneParen") == 0 ? ")" : ".");
}

struct list { const struct json *items, *attributes; int64_t start; bool tight, other; };

/* Is what Word shows just this number, with a point or so behind it? */
static bool is_plainly(const char *shown, int64_t number)
{
	char *end = NULL;
	return shown && *shown >= '0' && *shown <= '9' && strtoll(shown, &end, 10) == number
	       && strlen(end) <= 1 && strspn(end, ".)") == strlen(end);
}

/* The label that stands among the words: as Word shows it, where that is known and no number of Markdown's says it. */
static const char *label_of(struct word *w, const struct list *l, size_t i)
{
	int64_t number = l->start + (int64_t)i;
	const char *shown = l->attributes ? word_counted(w, json_item(l->items, i)) : NULL;
	if (shown)
		return is_plainly(shown, number) ? NULL : shown;
	return l->attributes ? word_label(w->sc, l->attributes, number) : NULL;
}

/* "-", "3." or "-" with the label among the words. */
static const char *marker_of(struct word *w, const struct list *l, size_t i)
{
	int64_t number = l->start + (int64_t)i;
	const char *label = label_of(w, l, i);
	bool paren = l->attributes && word_is(json_item(l->attributes, 2), "OneParen");
	if (!l->attributes || label) {
		struct word_runs runs = {0};
		if (label)
			word_add_text(w, &runs, scope_printf(w->sc, "%s ", label), 0, NULL);
		if (label)
			carry(w, &runs);
		return l->other ? "* " : "- ";
	}
	return scope_printf(w->sc, "%lld%s ", (long long)number, paren != l->other ? ")" : ".");
}

static void put_blocks(struct word *w, const struct json *blocks, struct buf *out, bool tight);

static void put_item(struct word *w, const struct list *l, size_t i, struct buf *out)
{
	SCOPE(turn);
	struct buf *inner = buf_new(turn);
	put_carried(w, out, true);
	const char *marker = marker_of(w, l, i);
	put_blocks(w, json_item(l->items, i), inner, l->tight);
	put_carried(w, inner, l->tight);
	if (i && !l->tight)
		buf_char(out, '\n');
	put_set_in(out, inner->len ? inner->at : "\n", marker, scope_printf(turn, "%*s", (int)strlen(marker), ""));
}

/* Headings that Word numbers, and items between them that are none. */
static void put_headed(struct word *w, const struct list *l, struct buf *out, bool tight)
{
	for (size_t i = 0, n = json_count(l->items); i < n; i++) {
		struct list single = *l;
		single.tight = is_line(json_item(l->items, i));
		if (word_is_headed(json_item(l->items, i))) {
			put_blocks(w, json_item(l->items, i), out, false);
			continue;
		}
		begin_block(out, tight);
		w->inside++;
		put_item(w, &single, i, out);
		w->inside--;
	}
	w->counted = w->counted || l->attributes;
}

/* other: the block before is such a list, too; another sign keeps them apart. */
static void put_list(struct word *w, const struct json *j, struct buf *out, bool tight, bool other)
{
	const struct json *content = word_content(j);
	bool ordered = word_is(j, "OrderedList");
	struct list l = { .items = word_items(j),
		          .attributes = ordered ? json_item(content, 0) : NULL,
		          .start = 1,
		          .other = other };
	enum { LARGEST = 100000000 };
	if (ordered)
		json_number(json_item(l.attributes, 0), &l.start);
	if (l.start < 0 || l.start > LARGEST)
		l.start = 1;
	const char *first = ordered ? word_counted(w, json_item(l.items, 0)) : NULL;
	if (first && is_plainly(first, strtoll(first, NULL, 10)))
		l.start = strtoll(first, NULL, 10);
	l.tight = is_tight(l.items);
	if (!w->inside && word_holds_headings(j)) {
		put_headed(w, &l, out, tight);
		return;
	}
	if (json_count(l.items))
		begin_block(out, tight);
	w->inside++;
	for (size_t i = 0, n = json_count(l.items); i < n; i++)
		put_item(w, &l, i, out);
	w->inside--;
}

/* A term in bold as an item, what it means below it. */
static void put_definitions(struct word *w, const struct json *entries, struct buf *out, bool tight)
{
	begin_block(out, tight);
	w->inside++;
	for (size_t i = 0, n = json_count(entries); i < n; i++) {
		SCOPE(turn);
		struct buf *inner = buf_new(turn);
		const struct json *meanings = json_item(json_item(entries, i), 1);
		put_inner_heading(w, json_item(json_item(entries, i), 0), inner, false);
		for (size_t k = 0, count = json_count(meanings); k < count; k++)
			put_blocks(w, json_item(meanings, k), inner, false);
		if (i)
			buf_char(out, '\n');
		put_set_in(out, inner->len ? inner->at : "\n", "- ", "  ");
	}
	w->inside--;
}

/* --- all of them --- */

static void put_unknown(struct word *w, const struct json *j, struct buf *out, bool tight)
{
	const char *words = word_plain(w->sc, j, false);
	struct word_runs runs = {0};
	if (!*words)
		return;
	word_warn(w, "something of a kind that is not known ({kind}) stands here as plain words",
	          word_kind_of(j));
	word_add_text(w, &runs, words, 0, NULL);
	put_runs(w, &runs, out, tight);
}

static void put_literal(struct word *w, const struct json *j, struct buf *out, bool tight)
{
	const char *text = json_text(json_item(word_content(j), 1));
	if (text && *text && word_is(j, "RawBlock"))
		word_warn(w, "something that is no text of Word stands here as it is written: "
		          "\"{text}\"", word_quoted(w->sc, text));
	if (text && *text)
		put_code(w, text, out, tight);
}

/* Those that hold others; false if it is none of them. */
static bool put_container(struct word *w, const struct json *j, struct buf *out, bool tight, bool other)
{
	const char *kind = word_kind_of(j);
	const struct json *content = word_content(j);
	if (is_list(j))
		put_list(w, j, out, tight, other);
	else if (strcmp(kind, "BlockQuote") == 0)
		put_quote(w, content, out, tight);
	else if (strcmp(kind, "DefinitionList") == 0)
		put_definitions(w, content, out, tight);
	else if (strcmp(kind, "Table") == 0)
		word_put_table(w, j, out);
	else if (strcmp(kind, "Div") == 0)
		put_blocks(w, json_item(content, 1), out, tight);
	else if (strcmp(kind, "Figure") == 0) {         /* of pandoc 3: what it shows, its caption below */
		put_blocks(w, json_item(content, 2), out, tight);
		put_blocks(w, json_item(json_item(content, 1), 1), out, tight);
	} else
		return false;
	return true;
}

static void put_block(struct word *w, const struct json *j, struct buf *out, bool tight, bool other)
{
	const char *kind = word_kind_of(j);
	const struct json *content = word_content(j);
	if (!is_paragraph(j) && strcmp(kind, "Div") != 0)
		put_carried(w, out, tight);
	if (is_paragraph(j) && take_by_hand(w, j, out))
		return;
	if (is_paragraph(j))
		put_paragraph(w, content, out, tight);
	else if (strcmp(kind, "Header") == 0 && w->inside)
		put_inner_heading(w, json_item(content, 2), out, tight);
	else if (strcmp(kind, "Header") == 0)
		put_heading(w, json_item(content, 2), out);
	else if (strcmp(kind, "LineBlock") == 0)
		put_line_block(w, content, out, tight);
	else if (strcmp(kind, "CodeBlock") == 0 || strcmp(kind, "RawBlock") == 0)
		put_literal(w, j, out, tight);
	else if (strcmp(kind, "HorizontalRule") == 0) {
		begin_block(out, false);
		buf_text(out, "---\n");
	} else if (!put_container(w, j, out, tight, other))
		put_unknown(w, j, out, tight);
}

static void put_blocks(struct word *w, const struct json *blocks, struct buf *out, bool tight)
{
	bool other = false;
	for (size_t i = 0, n = json_count(blocks); i < n; i++) {
		const struct json *j = json_item(blocks, i), *last = i ? json_item(blocks, i - 1) : NULL;
		other = is_list(j) && is_list(last) && !other;
		put_block(w, j, out, tight, other);
	}
}

void word_put_blocks(struct word *w, const struct json *blocks, struct buf *out)
{
	put_blocks(w, blocks, out, false);
	put_carried(w, out, false);
}
