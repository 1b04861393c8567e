/* phrase.c: finding a sentence in the reader's language, and filling its holes. */
#include "base/base.h"
#include "base/phrase.h"

#define LANGUAGES(...) const char *const phrase_languages[] = { __VA_ARGS__, NULL };
#define ENTRY(page, english, ...) { english, page, (const char *const[]){ __VA_ARGS__ } },
#include "languages.inc"
const struct phrase_entry phrase_catalogue[] = {
#include "phrases.inc"
};
#undef ENTRY
const size_t phrase_catalogue_count = countof(phrase_catalogue);

bool phrase_is_key(const char *english)
{
	return (uintptr_t)english >= (uintptr_t)__start_phrases && (uintptr_t)english < (uintptr_t)__stop_phrases;
}

static int by_english(const void *key, const void *entry)
{
	return strcmp(key, ((const struct phrase_entry *)entry)->english);
}

const struct phrase_entry *phrase_find(const char *english)
{
	return bsearch(english, phrase_catalogue, countof(phrase_catalogue), sizeof *phrase_catalogue, by_english);
}

const char *phrase_word(const struct reader *r, const char *english)
{
	const char *own = r && r->own ? r->own(r->context, english) : NULL;
	if (own || !r || !r->language)
		return own ? own : english;
	for (size_t i = 0; phrase_languages[i]; i++)
		if (strcmp(phrase_languages[i], r->language) == 0) {
			const struct phrase_entry *e = phrase_find(english);
			return e ? e->in[i] : english;
		}
	return english;
}

/* --- holes --- */

/* The length of a hole's name at s, behind its brace. */
static size_t name_length(const char *s) { return strspn(s, "abcdefghijklmnopqrstuvwxyz_0123456789"); }

static int find_name(const struct phrase_name *names, int count, const char *at, size_t len)
{
	for (int i = 0; i < count; i++)
		if (names[i].len == len && memcmp(names[i].at, at, len) == 0)
			return i;
	return -1;
}

int phrase_names(const char *text, struct phrase_name names[PHRASE_HOLES])
{
	int count = 0;
	for (const char *s = text; (s = strchr(s, '{')) != NULL; ) {
		if (s[1] == '{') {
			s += 2;
			continue;
		}
		size_t n = name_length(++s);
		const char *end = strchr(s, '}');
		if (n == 0 || !end || !strchr("}:.", s[n]) || memchr(s, '{', (size_t)(end - s)))
			return -1;
		if (find_name(names, count, s, n) < 0) {
			if (count == PHRASE_HOLES)
				return -1;
			names[count++] = (struct phrase_name){ s, n };
		}
		s = end + 1;
	}
	return count;
}

bool phrase_fits(const char *english, const char *text)
{
	struct phrase_name ours[PHRASE_HOLES], theirs[PHRASE_HOLES];
	int a = phrase_names(english, ours), b = phrase_names(text, theirs);
	for (int i = 0; i < b; i++)
		if (find_name(ours, a, theirs[i].at, theirs[i].len) < 0)
			return false;
	return a >= 0 && b >= 0;
}

/* "one|many": the form for a number.  English and its kin have two; a text with one form needs no choice. */
static const char *find_form(const char *forms, const char *end, int64_t number, size_t *len)
{
	const char *bar = memchr(forms, '|', (size_t)(end - forms));
	if (bar && number != 1) {
		*len = (size_t)(end - bar) - 1;
		return bar + 1;
	}
	*len = (size_t)((bar ? bar : end) - forms);
	return forms;
}

/* most: bytes shown at most, of a digest or a version. */
static void fill(const struct reader *r, const struct phrase_hole *h, size_t most, phrase_piece *piece, void *context)
{
	SCOPE(turn);
	const char *text = h->kind == PHRASE_TEXT ? h->text : h->kind == PHRASE_PHRASE ? phrase_text(turn, r, h->phrase)
	                   : scope_printf(turn, "%lld", (long long)h->number);
	piece(context, text, most ? strnlen(text, most) : strlen(text), h);
}

/* The text with its holes, in the reader's language. */
static const char *text_of(const struct reader *r, const struct phrase *p)
{
	if (!p->words)
		return phrase_word(r, p->english);
	for (size_t i = 0; r && r->language && i < p->words->count; i++)
		if (strcmp(p->words->languages[i], r->language) == 0)
			return p->words->in[i];
	return p->english;
}

void phrase_each(const struct reader *r, const struct phrase *p, phrase_piece *piece, void *context)
{
	struct phrase_name names[PHRASE_HOLES];
	const char *s = text_of(r, p), *brace;
	int count = phrase_names(p->english, names);
	for (; (brace = strchr(s, '{')) != NULL; ) {
		bool doubled = brace[1] == '{';
		piece(context, s, (size_t)(brace - s) + doubled, NULL);
		s = brace + 1 + doubled;
		if (doubled)
			continue;
		size_t n = name_length(s), len;
		const char *end = strchr(s, '}');
		int at = find_name(names, count, s, n);
		if (!end || at < 0 || (size_t)at >= p->count)   /* a test sees to it that this does not happen */
			continue;
		if (s[n] == ':') {
			const char *form = find_form(s + n + 1, end, p->holes[at].number, &len);
			piece(context, form, len, NULL);
		} else {
			fill(r, &p->holes[at], s[n] == '.' ? (size_t)atoi(s + n + 1) : 0, piece, context);
		}
		s = end + 1;
	}
	piece(context, s, strlen(s), NULL);
}

static void put_piece(void *context, const char *text, size_t len, const struct phrase_hole *hole)
{
	(void)hole;
	buf_put(context, text, len);
}

void phrase_put(struct buf *b, const struct reader *r, const struct phrase *p) { phrase_each(r, p, put_piece, b); }

const char *phrase_text(struct scope *sc, const struct reader *r, const struct phrase *p)
{
	struct buf *b = buf_new(sc);
	phrase_put(b, r, p);
	return b->at;
}

static const struct phrase_words *keep_words(struct scope *sc, const struct phrase_words *w)
{
	struct phrase_words *out = NEW(sc, struct phrase_words);
	const char **languages = NEWS(sc, const char *, w->count + 1), **in = NEWS(sc, const char *, w->count + 1);
	for (size_t i = 0; i < w->count; i++) {
		languages[i] = scope_copy(sc, w->languages[i]);
		in[i] = scope_copy(sc, w->in[i]);
	}
	*out = (struct phrase_words){ languages, in, w->count };
	return out;
}

const struct phrase *phrase_keep(struct scope *sc, const struct phrase *p)
{
	struct phrase *out = NEW(sc, struct phrase);
	struct phrase_hole *holes = p->count ? NEWS(sc, struct phrase_hole, p->count) : NULL;
	for (size_t i = 0; i < p->count; i++) {
		holes[i] = p->holes[i];
		holes[i].text = scope_copy(sc, p->holes[i].text);
		holes[i].phrase = p->holes[i].phrase ? phrase_keep(sc, p->holes[i].phrase) : NULL;
	}
	const char *english = phrase_is_key(p->english) ? p->english : scope_copy(sc, p->english);
	*out = (struct phrase){ english, p->count, holes, p->words ? keep_words(sc, p->words) : NULL };
	return out;
}
