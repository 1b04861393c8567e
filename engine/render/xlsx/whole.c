/* whole.c: is a part of a workbook what was meant: nothing of it lost at its end, and nothing in its middle?
 *
 * libxlsxwriter ignores a write that fails, and the next may succeed: a
 * block is then missing, and what stands around it has run together.
 * So each part is held against itself: elements close in order, those
 * that say how many they hold hold as many, rows and cells go upwards,
 * each cell stands in its own row, each shared text is used, each defined
 * name is there; and long texts are looked for as a whole. */
#include "render/xlsx/xlsx_private.h"
#include <ctype.h>
#include <limits.h>

enum { DEEP = 32, ATTRIBUTES = 48, LONG = 1024, PIECE = 24 };

struct element { const char *name; size_t len; long held, wanted; };
struct looking {
	struct xlsx_whole *of;
	struct element open[DEEP];
	int depth;
	long row, column;
	bool shared, value;             /* of the cell: a shared text; its value is next */
	bool bad;
};

/* What libxlsxwriter writes of numbers here: digits. */
static long number_at(const char *s)
{
	long n = 0;
	while (*s >= '0' && *s <= '9' && n < LONG_MAX / 10 - 9)
		n = n * 10 + (*s++ - '0');
	return n;
}

/* "name="value"": where the name begins, how long it is, and where the value begins. */
struct attribute { const char *name, *value; size_t len; };
struct attributes { struct attribute at[ATTRIBUTES]; size_t count; };

static const char *find_named(const struct attributes *a, const char *name, size_t len)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->at[i].len == len && memcmp(a->at[i].name, name, len) == 0)
			return a->at[i].value;
	return NULL;
}

static const char *find(const struct attributes *a, const char *name) { return find_named(a, name, strlen(name)); }

static long number_of(const struct attributes *a, const char *name)
{
	const char *value = find(a, name);
	return value ? number_at(value) : -1;
}

/* Letters, digits and the mark of a namespace. */
static size_t name_length(const char *s)
{
	size_t n = 0;
	while (isalnum((unsigned char)s[n]) || s[n] == ':')
		n++;
	return n;
}

/* Each name once, each value between its marks. */
static bool take_attributes(const char *from, const char *end, struct attributes *out)
{
	out->count = 0;
	while (from < end && *from == ' ') {
		size_t n = name_length(++from);
		if (n == 0 || from + n + 1 >= end || from[n] != '=' || from[n + 1] != '"' || out->count == ATTRIBUTES
		    || find_named(out, from, n))
			return false;
		out->at[out->count++] = (struct attribute){ from, from + n + 2, n };
		for (from += n + 2; from < end && *from != '"' && *from != '<'; )
			from++;
		if (from >= end || *from++ != '"')
			return false;
	}
	return from == end;
}

/* "AB12" of a cell's r. */
static bool take_place(struct looking *l, const char *at)
{
	long column = 0;
	for (; at && *at >= 'A' && *at <= 'Z'; at++)
		column = column * 26 + (*at - 'A' + 1);
	bool fits = at && number_at(at) == l->row && column > l->column;
	l->column = column;
	return fits;
}

static bool take_start(struct looking *l, const char *name, size_t n, const struct attributes *a)
{
	static const char defined[] = "definedName";
	l->of->names += n == strlen(defined) && memcmp(name, defined, n) == 0;
	if (n == 3 && memcmp(name, "row", 3) == 0) {
		long row = number_of(a, "r");
		bool up = row > l->row;
		l->row = row;
		l->column = 0;
		return up;
	}
	if (n == 1 && *name == 'c' && l->row > 0) {
		const char *type = find(a, "t");
		l->shared = type && strncmp(type, "s\"", 2) == 0;
		return take_place(l, find(a, "r"));
	}
	l->value = n == 1 && *name == 'v' && l->shared;
	return true;
}

static void note_used(struct xlsx_whole *w, long number)
{
	enum { MOST = 1 << 24 };                /* texts: more than a workbook of ours can have */
	while (number >= 0 && number < MOST && (size_t)number >= w->used.count)
		*LIST_ADD(w->sc, &w->used) = false;
	if (number >= 0 && number < MOST)
		w->used.at[number] = true;
}

static bool open_element(struct looking *l, const char *at, const char *end)
{
	size_t n = strcspn(at, " />");
	bool closed = end[-1] == '/';
	const char *stop = closed ? end - 1 : end;
	struct attributes a;
	if (n == 0 || l->depth == DEEP || !take_attributes(at + n, stop, &a) || !take_start(l, at, n, &a))
		return false;
	if (l->depth)
		l->open[l->depth - 1].held++;
	struct element e = { at, n, .wanted = number_of(&a, "uniqueCount") };
	if (e.wanted < 0)
		e.wanted = number_of(&a, "count");
	else
		l->of->unique = e.wanted;
	if (closed)
		return e.wanted <= 0;
	l->open[l->depth++] = e;
	return true;
}

static bool close_element(struct looking *l, const char *at, const char *end)
{
	const struct element *e = l->depth ? &l->open[--l->depth] : NULL;
	return e && e->len == (size_t)(end - at) && memcmp(e->name, at, e->len) == 0
	       && (e->wanted < 0 || e->wanted == e->held);
}

bool xlsx_whole_part(struct xlsx_whole *w, const char *text)
{
	struct looking l = { .of = w };
	const char *at = strstr(text, "?>");
	bool begun = false;
	for (at = at ? at + 2 : text; (at = strchr(at, '<')); begun = true) {
		const char *end = strchr(at, '>');
		bool good = end && (at[1] == '/' ? close_element(&l, at + 2, end) : open_element(&l, at + 1, end));
		/* libxlsxwriter writes &gt; in a text: here a tag lost its beginning */
		if (!good || end[1 + strcspn(end + 1, "<>")] == '>' || (l.depth == 0 && end[1 + strspn(end + 1, "\n")]))
			return false;
		if (l.value && at[1] != '/')
			note_used(w, number_at(end + 1));
		l.value = false;
		at = end;
	}
	return begun && l.depth == 0;
}

void xlsx_whole_text(struct xlsx_book *b, const char *text)
{
	if (strlen(text) >= LONG)
		*LIST_ADD(b->sc, &b->whole.texts) = scope_copy(b->sc, text);
}

/* What lies between the signs that are written otherwise there. */
static bool holds(const char *shared, size_t len, const char *text)
{
	static const char otherwise[] = "&<>\"'_"
		"\001\002\003\004\005\006\007\010\011\012\013\014\015\016\017\020\021\022\023"
		"\024\025\026\027\030\031\032\033\034\035\036\037";
	while (*text) {
		size_t n = strcspn(text, otherwise);
		if (n >= PIECE && !memmem(shared, len, text, n))
			return false;
		text += n + (text[n] != '\0');
	}
	return true;
}

bool xlsx_whole_texts(const struct xlsx_whole *w, const char *shared)
{
	size_t len = strlen(shared);
	for (size_t i = 0; i < w->texts.count; i++)
		if (!holds(shared, len, w->texts.at[i]))
			return false;
	return true;
}

bool xlsx_whole_book(const struct xlsx_whole *w)
{
	size_t used = 0;
	for (size_t i = 0; i < w->used.count; i++)
		used += w->used.at[i];
	return w->names == w->named && (long)w->used.count <= w->unique && w->unique - (long)used <= (w->links ? 1 : 0);
}
