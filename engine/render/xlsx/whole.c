/* whole.c: is a part of a workbook what was meant: nothing of it lost at its end, and nothing in its middle?
 *
 * libxlsxwriter ignores a write that fails, and the next may succeed: a
 * block is then missing, and what stands around it has run together.
 * So each part is held against itself: elements close in order, those
 * that say how many they hold hold as many, rows and cells go upwards,
 * each cell stands in its own row, each shared text is used, each defined
 * name is there; and long texts are looked for as a whole. */
#include "render/xlsx/xlsx_private.h"
#include <limits.h>

enum { DEEP = 32, ATTRIBUTES = 48, LONG = 1024, PIECE = 24 };

struct name { const char *at; size_t len; };
struct element { struct name name; long held, wanted; };        /* wanted: -1: it does not say */
struct looking {
	struct xlsx_whole *of;
	struct element open[DEEP];
	int depth;
	struct name names[ATTRIBUTES];  /* of the attributes of the element at hand */
	long row, column;
	bool shared, value;             /* of the cell: a shared text; its value is next */
};

/* What libxlsxwriter writes of numbers here: digits. */
static long number_at(const char *s)
{
	long n = 0;
	while (*s >= '0' && *s <= '9' && n < LONG_MAX / 10 - 9)
		n = n * 10 + (*s++ - '0');
	return n;
}

/* What an element says of itself: how many attributes, and the values of those that matter here. */
struct said { size_t count; const char *r, *t, *held, *unique; };

static bool is_word(const struct name *n, const char *word)
{
	return n->len == strlen(word) && memcmp(n->at, word, n->len) == 0;
}

/* Letters, digits and the mark of a namespace, which stands behind the 9. */
static size_t name_length(const char *s)
{
	size_t n = 0;
	while ((s[n] >= '0' && s[n] <= ':') || ((s[n] | 32) >= 'a' && (s[n] | 32) <= 'z'))
		n++;
	return n;
}

/* Each name once. */
static bool take_name(struct looking *l, struct name name, const char *value, struct said *out)
{
	for (size_t i = 0; i < out->count; i++)
		if (l->names[i].len == name.len && memcmp(l->names[i].at, name.at, name.len) == 0)
			return false;
	if (out->count == ATTRIBUTES)
		return false;
	l->names[out->count++] = name;
	if (is_word(&name, "r"))
		out->r = value;
	else if (is_word(&name, "t"))
		out->t = value;
	else if (is_word(&name, "count"))
		out->held = value;
	else if (is_word(&name, "uniqueCount"))
		out->unique = value;
	return true;
}

/* Each value between its marks.  Returns what stands behind; NULL: these are no attributes. */
static const char *take_attributes(struct looking *l, const char *at, struct said *out)
{
	while (*at == ' ') {
		size_t n = name_length(++at);
		const char *value = at + n + 2;
		if (n == 0 || at[n] != '=' || at[n + 1] != '"' || !take_name(l, (struct name){ at, n }, value, out))
			return NULL;
		for (at = value; *at != '"'; at++)
			if (*at == '<' || *at == '>' || *at == '\0')
				return NULL;
		at++;
	}
	return at;
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

static bool take_start(struct looking *l, const struct name *e, const struct said *a)
{
	l->of->names += is_word(e, "definedName");
	if (is_word(e, "row")) {
		long row = a->r ? number_at(a->r) : -1;
		bool up = row > l->row;
		l->row = row;
		l->column = 0;
		return up;
	}
	if (is_word(e, "c") && l->row > 0) {
		l->shared = a->t && strncmp(a->t, "s\"", 2) == 0;
		return take_place(l, a->r);
	}
	l->value = is_word(e, "v") && l->shared;
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

/* Of a tag: what stands behind it; NULL: it is none, or not here. */
static const char *open_element(struct looking *l, const char *at)
{
	struct element e = { .name = { at, name_length(at) }, .wanted = -1 };
	struct said a = {0};
	const char *end = e.name.len && l->depth < DEEP ? take_attributes(l, at + e.name.len, &a) : NULL;
	if (!end || !take_start(l, &e.name, &a))
		return NULL;
	if (l->depth)
		l->open[l->depth - 1].held++;
	if (a.unique)
		e.wanted = l->of->unique = number_at(a.unique);
	else if (a.held)
		e.wanted = number_at(a.held);
	if (*end == '/')
		return end[1] == '>' && e.wanted <= 0 ? end + 2 : NULL;
	l->open[l->depth++] = e;
	return *end == '>' ? end + 1 : NULL;
}

static const char *close_element(struct looking *l, const char *at)
{
	const struct element *e = l->depth ? &l->open[--l->depth] : NULL;
	bool same = e && strncmp(e->name.at, at, e->name.len) == 0 && at[e->name.len] == '>';
	return same && (e->wanted < 0 || e->wanted == e->held) ? at + e->name.len + 1 : NULL;
}

/* Up to the next tag.  libxlsxwriter writes &gt; in a text: a > there is a tag that lost its beginning. */
static const char *skip_text(const char *at)
{
	while (*at != '<' && *at != '>' && *at)
		at++;
	return at;
}

bool xlsx_whole_part(struct xlsx_whole *w, const char *text)
{
	struct looking l = { .of = w };
	const char *begin = strstr(text, "?>"), *at = skip_text(begin ? begin + 2 : text);
	bool begun = *at == '<';
	while (*at == '<') {
		at = at[1] == '/' ? close_element(&l, at + 2) : open_element(&l, at + 1);
		if (!at || (l.depth == 0 && at[strspn(at, "\n")]))
			return false;
		if (l.value)
			note_used(w, number_at(at));
		l.value = false;
		at = skip_text(at);
	}
	return begun && !*at && l.depth == 0;
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
