/* word_write.c: runs into Markdown, so that it is read back as the same words.
 *
 * What Markdown would take for syntax gets a backslash, where it would,
 * and nowhere else: the text is read by people.  Emphasis must stand
 * between a blank and a letter; where it does not, its signs are moved
 * (Japanese beside brackets is mended by text/markdown/emphasis.c).  In
 * the end the words are read back; if they are not the same, they are
 * written more plainly. */
#include "base/utf8.h"
#include "intake/word_private.h"
#include "text/markdown/markdown.h"
#include "text/markdown/quote.h"
#include "text/unicode.h"
#include <ctype.h>

/* How carefully: with all forms; without emphasis; each sign with a backslash, and no form. */
enum care { CARE_NONE, CARE_NO_EMPHASIS, CARE_ALL };

static bool is_blank(uint32_t c) { return c == ' ' || c == 0xa0 || c == 0x3000 || c == '\t'; }

static uint32_t first_of(const char *s)
{
	size_t len;
	return *s ? unicode_at(s, &len) : ' ';
}

static uint32_t last_of(const char *s, size_t n)
{
	size_t len;
	return n ? unicode_at(s + utf8_begin(s, n - 1), &len) : ' ';
}

/* --- runs as Markdown can have them --- */

static struct word_run *part(struct scope *sc, struct word_runs *out, const struct word_run *of, unsigned style,
                             const char *s, size_t n)
{
	if (n == 0)
		return NULL;
	struct word_run *run = LIST_ADD(sc, out);
	*run = (struct word_run){ of->kind, style, buf_new(sc), of->link };
	buf_put(run->text, s, n);
	return run;
}

/* Is emphasis that begins, or ends, between these no emphasis to CommonMark? */
static bool sticks(uint32_t outside, uint32_t inside)
{
	return unicode_is_punctuation(inside) && !is_blank(outside) && !unicode_is_punctuation(outside)
	       && !unicode_is_cjk(outside);
}

/* What an emphasis has on one side: the character there, and those of its forms that go on. */
struct side { uint32_t c; unsigned goes_on; };

/* Blanks and signs at both ends of an emphasis stand outside of it. */
static void put_emphasis(struct scope *sc, struct word_runs *out, const struct word_run *r, struct side before,
                         struct side behind)
{
	const char *s = r->text->at;
	size_t from = 0, to = r->text->len, len;
	unsigned bare = r->style & ~(unsigned)(WORD_STRONG | WORD_EMPHASIS);
	for (uint32_t outside = before.c; from < to; from += len) {
		uint32_t c = unicode_at(s + from, &len);
		if (!is_blank(c) && !sticks(outside, c))
			break;
		outside = c;
	}
	for (uint32_t outside = behind.c; to > from; ) {
		uint32_t c = last_of(s, to);
		if (!is_blank(c) && !sticks(outside, c))
			break;
		outside = c;
		to = utf8_begin(s, to - 1);
	}
	part(sc, out, r, bare | (r->style & before.goes_on), s, from);
	part(sc, out, r, r->style, s + from, to - from);
	part(sc, out, r, bare | (r->style & behind.goes_on), s + to, r->text->len - to);
}

static uint32_t edge(const struct word_runs *runs, size_t i, bool last)
{
	const struct word_run *r = &runs->at[i];
	if (r->kind != WORD_TEXT)
		return r->kind == WORD_BREAK ? ' ' : '!';
	if (r->style & ~(unsigned)(WORD_STRONG | WORD_EMPHASIS) || r->link)
		return '<';             /* a sign of its own is written there */
	return last ? last_of(r->text->at, r->text->len) : first_of(r->text->at);
}

static struct side side_of(const struct word_runs *runs, size_t i, bool before)
{
	if (before ? i == 0 : i + 1 >= runs->count)
		return (struct side){ ' ', 0 };
	size_t beside = before ? i - 1 : i + 1;
	return (struct side){ edge(runs, beside, before),
		              runs->at[beside].kind == WORD_TEXT ? runs->at[beside].style : 0 };
}

/* Blanks collapsed over all runs, none at the ends and beside line breaks. */
static struct word_runs collapsed(struct scope *sc, const struct word_runs *runs)
{
	struct word_runs out = {0};
	bool blank = true;
	for (size_t i = 0; i < runs->count; i++) {
		const struct word_run *r = &runs->at[i];
		struct word_run copy = { r->kind, r->style, buf_new(sc), r->link };
		for (const char *s = r->text ? r->text->at : ""; *s; s++) {
			if (*s != ' ' || !blank)
				buf_char(copy.text, *s);
			blank = *s == ' ';
		}
		if (r->kind != WORD_TEXT)
			blank = r->kind == WORD_BREAK;
		if (r->kind != WORD_TEXT || copy.text->len)
			*LIST_ADD(sc, &out) = copy;
	}
	return out;
}

static void trim_end(struct word_runs *runs)
{
	while (runs->count) {
		struct word_run *r = &runs->at[runs->count - 1];
		if (r->kind == WORD_PICTURE)
			return;
		while (r->text->len && r->text->at[r->text->len - 1] == ' ')
			r->text->at[--r->text->len] = '\0';
		if (r->kind == WORD_TEXT && r->text->len)
			return;
		runs->count--;
	}
}

static void trim_start(struct word_runs *runs)
{
	while (runs->count && runs->at[0].kind == WORD_BREAK) {
		runs->at++;
		runs->count--;
	}
}

static struct word_runs settled(struct scope *sc, const struct word_runs *runs)
{
	struct word_runs clean = collapsed(sc, runs), out = {0};
	trim_start(&clean);
	trim_end(&clean);
	for (size_t i = 0; i < clean.count; i++) {
		const struct word_run *r = &clean.at[i];
		struct side before = side_of(&clean, i, true), behind = side_of(&clean, i, false);
		if (r->kind == WORD_TEXT && r->style & (WORD_STRONG | WORD_EMPHASIS))
			put_emphasis(sc, &out, r, before, behind);
		else
			*LIST_ADD(sc, &out) = *r;
	}
	return out;
}

/* --- signs --- */

static bool is_reference(const char *s)
{
	size_t n = s[1] == '#' ? 2 : 1;
	while (isalnum((unsigned char)s[n]))
		n++;
	return n > 1 && s[n] == ';';
}

/* Would Markdown take this sign, wherever it stands in a line, for its own? */
static bool is_syntax(const char *text, const char *s)
{
	bool inside = s > text && isalnum((unsigned char)s[-1]) && isalnum((unsigned char)s[1]);
	switch (*s) {
	case '\\': case '`': case '*': case '[': case ']': case '|':
		return true;
	case '_':
		return !inside;
	case '<':
		return isalpha((unsigned char)s[1]) || strchr("/!?", s[1]) != NULL;
	default:
		return false;
	}
}

static void put_escaped(struct buf *b, const char *text, enum care care)
{
	for (const char *s = text; *s; s++) {
		if (*s == '&' && is_reference(s)) {
			buf_text(b, "&amp;");
			continue;
		}
		if (care == CARE_ALL ? ispunct((unsigned char)*s) : is_syntax(text, s))
			buf_char(b, '\\');
		buf_char(b, *s);
	}
}

/* What would begin a block at the beginning of a line. */
static size_t opens_block(const char *s)
{
	size_t n = strspn(s, "0123456789");
	bool ends = s[1] == '\0' || s[1] == ' ' || s[1] == '\n' || s[1] == '\\';
	if (n > 0 && n < 10 && (s[n] == '.' || s[n] == ')') && (s[n + 1] == ' ' || s[n + 1] == '\n' || !s[n + 1]))
		return n;
	if ((*s == '-' && (ends || s[1] == '-')) || (*s == '+' && ends) || (*s == '#' && (ends || s[1] == '#')))
		return 0;
	if (*s == '>' || *s == '=' || strncmp(s, "~~~", 3) == 0 || strncmp(s, "__", 2) == 0)
		return 0;
	return SIZE_MAX;
}

static const char *with_safe_lines(struct scope *sc, const char *text)
{
	struct buf *b = buf_new(sc);
	for (const char *s = text; *s; ) {
		size_t n = strcspn(s, "\n"), at = opens_block(s);
		n += s[n] == '\n';
		if (at == SIZE_MAX) {
			buf_put(b, s, n);
		} else {
			buf_put(b, s, at);
			buf_char(b, '\\');
			buf_put(b, s + at, n - at);
		}
		s += n;
	}
	return b->at;
}

/* --- forms --- */

/* From the outermost: a link, then what lies inside. */
static const struct { unsigned style; const char *open, *close; } forms[] = {
	{ WORD_STRONG, "**", "**" }, { WORD_EMPHASIS, "*", "*" }, { WORD_RAISED, "<sup>", "</sup>" },
	{ WORD_LOWERED, "<sub>", "</sub>" },
};

struct writing { struct buf *b; enum word_place place; enum care care; unsigned open; const char *link; };

static void close_forms(struct writing *o, unsigned keep)
{
	for (size_t i = countof(forms); i-- > 0; )
		if (o->open & forms[i].style & ~keep) {
			buf_text(o->b, forms[i].close);
			o->open &= ~forms[i].style;
		}
}

static void put_target(struct buf *b, const char *target)
{
	for (const char *s = target; *s; s++) {
		if ((unsigned char)*s <= ' ' || strchr("()<>\\|\"*_`[]", *s))
			buf_printf(b, "%%%02X", (unsigned char)*s);
		else
			buf_char(b, *s);
	}
}

static void close_link(struct writing *o)
{
	if (!o->link)
		return;
	buf_text(o->b, "](");
	put_target(o->b, o->link);
	buf_char(o->b, ')');
	o->link = NULL;
}

/* Close what does not go on, from within: an outer form that ends takes all inside with it. */
static void turn_to(struct writing *o, unsigned style, const char *link)
{
	bool same = o->link == link || (o->link && link && strcmp(o->link, link) == 0);
	unsigned keep = 0;
	for (size_t i = 0; same && i < countof(forms) && (o->open & forms[i].style) == (style & forms[i].style); i++)
		keep |= forms[i].style;
	close_forms(o, keep);
	if (!same) {
		close_link(o);
		if (link && o->b->len && o->b->at[o->b->len - 1] == '!') {
			o->b->at[o->b->len - 1] = '\\';
			buf_char(o->b, '!');
		}
		buf_text(o->b, link ? "[" : "");
		o->link = link;
	}
	for (size_t i = 0; i < countof(forms); i++)
		if (style & forms[i].style & ~o->open) {
			buf_text(o->b, forms[i].open);
			o->open |= forms[i].style;
		}
}

static void put_code(struct writing *o, const char *text)
{
	size_t longest = 0;
	for (const char *s = text; *s; ) {
		size_t n = strspn(s, "`");
		longest = n > longest ? n : longest;
		s += n ? n : 1;
	}
	bool apart = *text == '`' || (*text && text[strlen(text) - 1] == '`');
	for (size_t i = 0; i <= longest; i++)
		buf_char(o->b, '`');
	buf_text(o->b, apart ? " " : "");
	for (const char *s = text; *s; s++) {
		if (*s == '|' && o->place == WORD_CELL)
			buf_char(o->b, '\\');
		buf_char(o->b, *s == '\n' ? ' ' : *s);
	}
	buf_text(o->b, apart ? " " : "");
	for (size_t i = 0; i <= longest; i++)
		buf_char(o->b, '`');
}

static unsigned style_with(unsigned style, enum care care)
{
	if (care == CARE_ALL)
		return 0;
	return care == CARE_NO_EMPHASIS ? style & ~(unsigned)(WORD_STRONG | WORD_EMPHASIS) : style;
}

static void put_run(struct writing *o, const struct word_run *r)
{
	static const char *const breaks[] = { [WORD_PARAGRAPH] = "\\\n", [WORD_HEADING] = " ", [WORD_CELL] = "<br>" };
	unsigned style = style_with(r->style, o->care);
	turn_to(o, style & ~(unsigned)WORD_CODE, r->kind == WORD_TEXT && o->care != CARE_ALL ? r->link : NULL);
	if (r->kind == WORD_BREAK) {
		buf_text(o->b, breaks[o->place]);
	} else if (r->kind == WORD_PICTURE) {
		buf_text(o->b, "![");
		put_escaped(o->b, r->text->at, CARE_NONE);
		buf_printf(o->b, "](%s)", r->link);
	} else if (style & WORD_CODE) {
		put_code(o, r->text->at);
	} else {
		put_escaped(o->b, r->text->at, o->care);
	}
}

/* A heading's own # at its end would be taken off. */
static const char *with_safe_end(struct scope *sc, const char *text)
{
	size_t n = strlen(text);
	return n && text[n - 1] == '#' ? scope_printf(sc, "%.*s\\#", (int)(n - 1), text) : text;
}

static const char *written(struct scope *sc, const struct word_runs *runs, enum word_place place, enum care care)
{
	struct writing o = { .b = buf_new(sc), .place = place, .care = care };
	for (size_t i = 0; i < runs->count; i++)
		put_run(&o, &runs->at[i]);
	turn_to(&o, 0, NULL);
	return place == WORD_PARAGRAPH ? with_safe_lines(sc, o.b->at)
	       : place == WORD_HEADING ? with_safe_end(sc, o.b->at) : o.b->at;
}

/* --- read back --- */

static const char *words_of(struct scope *sc, const struct word_runs *runs)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < runs->count; i++)
		buf_text(b, runs->at[i].kind == WORD_BREAK ? " " : runs->at[i].text->at);
	return markdown_quote_words(sc, b->at);
}

/* Letters, digits and what means nothing to Markdown anywhere need not be read back. */
static bool is_plain(const struct word_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++) {
		const struct word_run *r = &runs->at[i];
		if (r->kind != WORD_TEXT || r->style || r->link)
			return false;
		for (const char *s = r->text->at; *s; s++)
			if (ispunct((unsigned char)*s) && !strchr(",;:/()'\"%$@^{}", *s))
				return false;
	}
	return true;
}

static bool reads_back(const char *text, const char *words, enum word_place place)
{
	SCOPE(turn);
	const char *whole = place == WORD_CELL ? scope_printf(turn, "|-|\n|-|\n|%s|\n", text)
		: place == WORD_HEADING ? scope_printf(turn, "## %s\n", text) : scope_printf(turn, "%s\n", text);
	const struct markdown *m = markdown_read(turn, whole, strlen(whole), 1);
	const struct markdown_mistake *mistakes;
	return !*words || (markdown_quote_count(turn, m, words) > 0 && markdown_mistakes(m, &mistakes) == 0);
}

static const char *write_words(struct word *w, struct scope *sc, const struct word_runs *runs, enum word_place place)
{
	const char *text = written(sc, runs, place, CARE_NONE);
	if (is_plain(runs))
		return text;
	const char *words = words_of(sc, runs);
	if (reads_back(text, words, place))
		return text;
	text = written(sc, runs, place, CARE_NO_EMPHASIS);
	if (!reads_back(text, words, place))
		text = written(sc, runs, place, CARE_ALL);
	word_note(w, "the emphasis in \"{words}\" has no form in Markdown where it stands and is left "
	          "out", word_quoted(sc, words));
	return text;
}

const char *word_write(struct word *w, const struct word_runs *given, enum word_place place)
{
	SCOPE(turn);
	struct word_runs runs = settled(turn, given);
	return scope_copy(w->sc, write_words(w, turn, &runs, place));
}
