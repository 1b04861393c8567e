/* docx_numbers.c: the numbers that Word counts: ECMA-376 part 1, 17.9, as Word does it.
 *
 * A paragraph belongs to a list (w:num) by itself or by its style, at one
 * of nine levels.  Lists of the same definition (w:abstractNum) count on,
 * but where one says from what on it counts.  Whatever is not known for
 * sure, a form of numbers, a change that is not decided, makes the number
 * unknown, and all of the list behind it where the count itself is in
 * doubt. */
#include "base/base.h"
#include "base/list.h"
#include "base/lookup.h"
#include "text/docx_private.h"

enum { LEVELS = 9, MOST = 5000, CHAIN = 20, LARGEST = 30000, LONGEST = 80 };

struct level { const char *form, *text, *style; int start, restart; bool legal; };      /* restart -1: not said */
struct list;
struct definition {
	struct level levels[LEVELS];
	const char *link;               /* a style of lists that has the levels; NULL: they stand here */
	int count[LEVELS];
	bool begun[LEVELS], doubtful;
	struct list *last;              /* the list counted last */
};
struct list {
	const char *definition;
	struct level *own;              /* its levels, where they differ from those of the definition */
	int from[LEVELS];               /* -1: it counts on */
	bool begun, left;               /* left: another one of the definition was counted since */
};
struct style { const char *based, *list, *name; int level; };

struct docx_numbers {
	struct scope *sc;
	struct lookup *style_names, *definition_names, *list_names;
	struct { struct style *at; size_t count, cap; } styles;
	struct { struct definition *at; size_t count, cap; } definitions;
	struct { struct list *at; size_t count, cap; } lists;
	const char *usual;              /* the style of paragraphs that name none; NULL: there is none */
	bool too_many;
};

struct docx_numbers *docx_numbers_new(struct scope *sc)
{
	struct docx_numbers *n = NEW(sc, struct docx_numbers);
	*n = (struct docx_numbers){ .sc = sc, .style_names = lookup_new(sc), .definition_names = lookup_new(sc),
	                            .list_names = lookup_new(sc) };
	return n;
}

/* --- reading --- */

static const char *value(const struct docx_numbers *n, const struct docx_tag *t)
{
	const char *found = docx_value(n->sc, t, "val");
	return found ? found : "";
}

/* A whole number of a few digits; otherwise where it is none. */
static int number_in(const char *s, int otherwise)
{
	size_t digits = s ? strspn(s, "0123456789") : 0;
	return digits == 0 || digits > 5 || s[digits] || atoi(s) > LARGEST ? otherwise : atoi(s);
}

static bool is_off(const char *value)
{
	return strcmp(value, "0") == 0 || strcmp(value, "false") == 0 || strcmp(value, "off") == 0;
}

/* A style as it is read: its properties of paragraphs alone count, and not what they were before a change. */
struct styling { struct docx_numbers *n; struct style *style; int inside; };

static void begin_style(struct styling *s, const struct docx_tag *t)
{
	const char *id = docx_value(s->n->sc, t, "styleId"), *type = docx_value(s->n->sc, t, "type"),
	           *usual = docx_value(s->n->sc, t, "default");
	s->n->too_many = s->n->too_many || s->n->styles.count >= MOST;
	s->style = NULL;
	if (!id || s->n->too_many || !lookup_add(s->n->style_names, id, s->n->styles.count))
		return;
	s->style = LIST_ADD(s->n->sc, &s->n->styles);
	*s->style = (struct style){ .name = "", .level = -1 };
	if (usual && !is_off(usual) && type && strcmp(type, "paragraph") == 0)
		s->n->usual = id;
}

static void take_style_tag(struct styling *s, const struct docx_tag *t)
{
	if (t->opens && docx_is(t, "style"))
		begin_style(s, t);
	else if (docx_is(t, "pPrChange"))
		s->inside += t->opens - t->closes;
	if (!s->style || !t->opens || s->inside)
		return;
	if (docx_is(t, "name"))
		s->style->name = value(s->n, t);
	else if (docx_is(t, "basedOn"))
		s->style->based = value(s->n, t);
	else if (docx_is(t, "numId"))
		s->style->list = value(s->n, t);
	else if (docx_is(t, "ilvl"))
		s->style->level = number_in(value(s->n, t), -1);
}

/* Each tag in turn.  Comments and the like are no tags. */
#define EACH_TAG(t, at, len) \
	for (const char *s_ = (at), *end_ = (at) + (len); next_tag(&s_, end_, &(t)); )

static bool next_tag(const char **s, const char *end, struct docx_tag *t)
{
	while (*s < end && (*s = memchr(*s, '<', (size_t)(end - *s))) != NULL) {
		if ((*s)[1] == '!' && end - *s > 4 && strncmp(*s, "<!--", 4) == 0) {
			const char *close = memmem(*s, (size_t)(end - *s), "-->", 3);
			*s = close ? close : end;
			continue;
		}
		*s = docx_read_tag(*s, end, t);
		return true;
	}
	return false;
}

void docx_numbers_styles(struct docx_numbers *n, const char *at, size_t len)
{
	struct styling s = { .n = n };
	struct docx_tag t;
	EACH_TAG(t, at, len)
		take_style_tag(&s, &t);
}

/* Of word/numbering.xml: where we are. */
struct listing {
	struct docx_numbers *n;
	struct definition *definition;  /* inside one; NULL: of a list */
	struct list *list;
	struct level *level;
	int at;                         /* the level */
	bool skips;                     /* what is there for older programs alone */
};

static const struct level unsaid = { .form = "decimal", .text = "", .style = "", .start = 0, .restart = -1 };

static void begin_definition(struct listing *l, const struct docx_tag *t)
{
	const char *id = docx_value(l->n->sc, t, "abstractNumId");
	*l = (struct listing){ .n = l->n };
	l->n->too_many = l->n->too_many || l->n->definitions.count >= MOST;
	if (!id || l->n->too_many || !lookup_add(l->n->definition_names, id, l->n->definitions.count))
		return;
	l->definition = LIST_ADD(l->n->sc, &l->n->definitions);
	*l->definition = (struct definition){0};
	for (size_t i = 0; i < LEVELS; i++)
		l->definition->levels[i] = unsaid;
}

static void begin_list(struct listing *l, const struct docx_tag *t)
{
	const char *id = docx_value(l->n->sc, t, "numId");
	*l = (struct listing){ .n = l->n };
	l->n->too_many = l->n->too_many || l->n->lists.count >= MOST;
	if (!id || l->n->too_many || !lookup_add(l->n->list_names, id, l->n->lists.count))
		return;
	l->list = LIST_ADD(l->n->sc, &l->n->lists);
	*l->list = (struct list){ .definition = "" };
	for (size_t i = 0; i < LEVELS; i++)
		l->list->from[i] = -1;
}

/* A level of a list stands in the place of that of its definition; what it does not say is not taken from there. */
static void begin_level(struct listing *l, const struct docx_tag *t)
{
	l->at = number_in(docx_value(l->n->sc, t, "ilvl"), -1);
	l->level = NULL;
	if (l->at < 0 || l->at >= LEVELS)
		return;
	if (l->list && !l->list->own) {
		l->list->own = NEWS(l->n->sc, struct level, LEVELS);
		memset(l->list->own, 0, LEVELS * sizeof *l->list->own);
	}
	l->level = l->list ? &l->list->own[l->at] : l->definition ? &l->definition->levels[l->at] : NULL;
	if (l->level)
		*l->level = unsaid;
}

static void take_level_tag(struct listing *l, const struct docx_tag *t)
{
	const char *says = value(l->n, t);
	if (docx_is(t, "start"))
		l->level->start = number_in(says, -1);
	else if (docx_is(t, "numFmt"))
		l->level->form = says;
	else if (docx_is(t, "lvlText"))
		l->level->text = says;
	else if (docx_is(t, "lvlRestart"))
		l->level->restart = number_in(says, -1);
	else if (docx_is(t, "isLgl"))
		l->level->legal = !is_off(says);
	else if (docx_is(t, "pStyle"))
		l->level->style = says;
}

static void take_list_tag(struct listing *l, const struct docx_tag *t)
{
	if (docx_is(t, "Fallback"))
		l->skips = t->opens && !t->closes;
	if (l->skips || !t->opens) {
		l->level = docx_is(t, "lvl") ? NULL : l->level;
		return;
	}
	if (docx_is(t, "abstractNum"))
		begin_definition(l, t);
	else if (docx_is(t, "num"))
		begin_list(l, t);
	else if (docx_is(t, "lvl"))
		begin_level(l, t);
	else if (docx_is(t, "lvlOverride"))
		l->at = number_in(docx_value(l->n->sc, t, "ilvl"), -1);
	else if (docx_is(t, "startOverride") && l->list && l->at >= 0 && l->at < LEVELS)
		l->list->from[l->at] = number_in(value(l->n, t), -1);
	else if (docx_is(t, "abstractNumId") && l->list)
		l->list->definition = value(l->n, t);
	else if (docx_is(t, "numStyleLink") && l->definition)
		l->definition->link = value(l->n, t);
	else if (l->level)
		take_level_tag(l, t);
}

void docx_numbers_lists(struct docx_numbers *n, const char *at, size_t len)
{
	struct listing l = { .n = n };
	struct docx_tag t;
	EACH_TAG(t, at, len)
		take_list_tag(&l, &t);
}

/* --- which list, which level --- */

static const struct style *style_called(const struct docx_numbers *n, const char *id)
{
	size_t at = id ? lookup_find(n->style_names, id) : LOOKUP_NONE;
	return at == LOOKUP_NONE ? NULL : &n->styles.at[at];
}

static struct list *list_called(const struct docx_numbers *n, const char *id)
{
	size_t at = id ? lookup_find(n->list_names, id) : LOOKUP_NONE;
	return at == LOOKUP_NONE ? NULL : &n->lists.at[at];
}

static struct definition *definition_called(const struct docx_numbers *n, const char *id)
{
	size_t at = lookup_find(n->definition_names, id);
	return at == LOOKUP_NONE ? NULL : &n->definitions.at[at];
}

/* What the style says, or the one that it rests on. */
static void take_styles(const struct docx_numbers *n, struct docx_counted *c)
{
	const struct style *s = style_called(n, c->style);
	for (int i = 0; s && i < CHAIN; i++, s = style_called(n, s->based)) {
		c->list = c->list ? c->list : s->list;
		c->level = c->level >= 0 ? c->level : s->level;
	}
}

bool docx_numbers_is_heading(const struct docx_numbers *n, const struct docx_counted *c)
{
	const struct style *s = style_called(n, c->style ? c->style : n->usual);
	for (int i = 0; s && i < CHAIN; i++, s = style_called(n, s->based))
		if (strncasecmp(s->name, "heading ", strlen("heading ")) == 0)
			return true;
	return false;
}

/* Levels that stand with another list, which a style of lists names. */
static struct definition *follow_link(const struct docx_numbers *n, struct definition *d)
{
	for (int i = 0; d && d->link && i < CHAIN; i++) {
		const struct style *s = style_called(n, d->link);
		const struct list *l = s ? list_called(n, s->list) : NULL;
		struct definition *next = l ? definition_called(n, l->definition) : NULL;
		if (!next || next == d)
			return NULL;
		d = next;
	}
	return d && !d->link ? d : NULL;
}

static const struct level *level_at(const struct definition *d, const struct list *l, int at)
{
	return l->own && l->own[at].form ? &l->own[at] : &d->levels[at];
}

/* Of a list that a style gives, the level that names the style. */
static int level_of_style(const struct definition *d, const struct list *l, const char *style)
{
	for (int i = 0; style && i < LEVELS; i++)
		if (strcmp(level_at(d, l, i)->style, style) == 0)
			return i;
	return -1;
}

/* --- counting --- */

/* Another list of the same definition, as it comes: it counts on, or from where it says. */
static void turn_to(struct definition *d, struct list *l)
{
	if (d->last && d->last != l)
		d->last->left = true;
	for (int i = 0; !l->begun && i < LEVELS; i++)
		if (l->from[i] >= 0) {
			d->begun[i] = false;
			d->count[i] = 0;
		}
	/* back at one that was left: whose count goes on now is not written anywhere */
	d->doubtful = d->doubtful || l->left;
	d->last = l;
	l->begun = true;
}

/* A level begins anew behind any level above it, or where it says: behind those down to a certain one, or never. */
static bool begins_anew(const struct level *own, int at, int behind)
{
	return own->restart < 0 || own->restart > at ? behind < at : own->restart > behind;
}

static void count(struct definition *d, struct list *l, int at)
{
	int start = l->from[at] >= 0 ? l->from[at] : level_at(d, l, at)->start;
	d->count[at] = d->begun[at] ? d->count[at] + 1 : start;
	d->begun[at] = true;
	d->doubtful = d->doubtful || start < 0 || d->count[at] > LARGEST;
	for (int i = at + 1; i < LEVELS; i++)
		if (begins_anew(level_at(d, l, i), i, at))
			d->begun[i] = false;
}

/* --- the form --- */

static bool put_letters(struct buf *out, int number, char first)
{
	enum { LETTERS = 26, TWICE = 2 };
	if (number < 1 || number > TWICE * LETTERS)
		return false;
	for (int i = (number - 1) / LETTERS; i >= 0; i--)              /* z, aa, bb */
		buf_char(out, (char)(first + (number - 1) % LETTERS));
	return true;
}

static bool put_roman(struct buf *out, int number, bool capital)
{
	static const struct { int value; const char *small, *large; } parts[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" }, { 100, "c", "C" },
		{ 90, "xc", "XC" }, { 50, "l", "L" }, { 40, "xl", "XL" }, { 10, "x", "X" }, { 9, "ix", "IX" },
		{ 5, "v", "V" }, { 4, "iv", "IV" }, { 1, "i", "I" },
	};
	enum { ROMAN = 3999 };
	if (number < 1 || number > ROMAN)
		return false;
	for (size_t i = 0; i < countof(parts); i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			buf_text(out, capital ? parts[i].large : parts[i].small);
	return true;
}

static void put_full_width(struct buf *out, int number)
{
	SCOPE(turn);
	for (const char *s = scope_printf(turn, "%d", number); *s; s++)
		buf_printf(out, "\xef\xbc%c", 0x90 + (*s - '0'));
}

static bool put_circled(struct buf *out, int number)
{
	enum { CIRCLED = 20 };
	if (number < 1 || number > CIRCLED)
		return false;
	buf_printf(out, "\xe2\x91%c", 0xa0 + number - 1);
	return true;
}

/* false: nobody here knows how Word writes it. */
static bool put_number(struct buf *out, int number, const char *form)
{
	bool known = true;
	if (strcmp(form, "decimal") == 0)
		buf_printf(out, "%d", number);
	else if (strcmp(form, "decimalZero") == 0)
		buf_printf(out, "%02d", number);
	else if (strcmp(form, "decimalFullWidth") == 0)
		put_full_width(out, number);
	else if (strcmp(form, "decimalEnclosedCircle") == 0)
		known = put_circled(out, number);
	else if (strcmp(form, "lowerLetter") == 0 || strcmp(form, "upperLetter") == 0)
		known = put_letters(out, number, *form == 'l' ? 'a' : 'A');
	else if (strcmp(form, "lowerRoman") == 0 || strcmp(form, "upperRoman") == 0)
		known = put_roman(out, number, *form == 'u');
	else
		known = false;
	return known;
}

/* "%1.%2" with the numbers in; "" where one cannot be told. */
static const char *text_of(struct scope *sc, const struct definition *d, const struct list *l, int at)
{
	struct buf *out = buf_new(sc);
	const struct level *own = level_at(d, l, at);
	for (const char *s = own->text; *s; s++) {
		int other = *s == '%' && s[1] >= '1' && s[1] <= '9' ? s[1] - '1' : -1;
		if (other < 0) {
			buf_char(out, *s);
			continue;
		}
		s++;
		if (other > at || !d->begun[other]
		    || !put_number(out, d->count[other], own->legal ? "decimal" : level_at(d, l, other)->form))
			return "";
	}
	return out->len <= LONGEST ? out->at : "";
}

static bool shows_nothing(const struct level *l) { return strcmp(l->form, "bullet") == 0 || !*l->text; }

const char *docx_numbers_next(struct docx_numbers *n, const struct docx_counted *said, bool apart)
{
	struct docx_counted c = *said;
	bool by_itself = c.list != NULL;
	c.style = c.style ? c.style : n->usual;
	take_styles(n, &c);
	if (!c.list || strcmp(c.list, "0") == 0)
		return NULL;
	struct list *l = list_called(n, c.list);
	struct definition *d = l ? follow_link(n, definition_called(n, l->definition)) : NULL;
	if (!d || n->too_many)
		return "";
	int of_style = said->level < 0 && !by_itself ? level_of_style(d, l, c.style) : -1;
	int at = of_style >= 0 ? of_style : c.level < 0 ? 0 : c.level;
	if (at >= LEVELS)
		return "";
	turn_to(d, l);
	count(d, l, at);
	d->doubtful = d->doubtful || apart || c.changed;
	if (shows_nothing(level_at(d, l, at)))
		return NULL;
	return d->doubtful ? "" : text_of(n->sc, d, l, at);
}
