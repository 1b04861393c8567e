/* phrase.h: a sentence with holes, said in the reader's language.  For every floor.
 *
 * No sentence is put together from pieces in C.  It is written once, in English, with named holes:
 *
 *     PHRASE("{role} signed {elements}", role, elements)
 *     PHRASE("{count} {count:finding|findings} of version {version.7}", count, version)
 *
 * The arguments fill the holes in the order in which their names first appear.  They may be texts, whole numbers, or
 * phrases themselves.  "{name:one|many}" is the form that belongs to a number; "{name.7}" shows seven bytes at most, of
 * a version or digest; "{{" is a brace.
 *
 * The English text is the key of the catalogue (templates/shared/common/ja.po, part of the program), which has it
 * in the other languages, the holes in any order.  PHRASE leaves each key in the section `phrases` of the program, so
 * that a test can hold all of them against the catalogue: a phrase without a translation does not pass make test.
 *
 * A phrase made by PHRASE lives as long as the block it stands in; phrase_keep() makes one that lives with a scope. */
#ifndef BASE_PHRASE_H
#define BASE_PHRASE_H
#include "base/base.h"
#include "base/buf.h"
#include "base/scope.h"

enum { PHRASE_HOLES = 9 };              /* at most, in one phrase */

struct phrase;
struct phrase_hole {
	enum { PHRASE_TEXT, PHRASE_NUMBER, PHRASE_PHRASE } kind;
	const char *text;
	int64_t number;
	const struct phrase *phrase;
	/* how it stands out, for who shows it (base/term.h, render/html.h); 0: not at all */
	int mark;
};
/* words: what a template says it is in each of its languages, the first of them being `english`, whatever language that
 * is; NULL: the catalogue knows. */
struct phrase_words { const char *const *languages, *const *in; size_t count; };
struct phrase { const char *english; size_t count; const struct phrase_hole *holes; const struct phrase_words *words; };

/* Whose language: a code of the catalogue ("ja"); NULL, or one the catalogue has not: English.  own: what a template
 * says in place of the catalogue, NULL where it says nothing; may itself be NULL. */
struct reader {
	const char *language;
	const char *(*own)(const void *context, const char *english);
	const void *context;
};

/* A text without holes, from a table (help, catalogue of findings): in the reader's language, or as it is. */
const char *phrase_word(const struct reader *, const char *english);
/* The section that PHRASE_KEY fills; the linker names its ends. */
extern const char __start_phrases[] __attribute__((weak)), __stop_phrases[] __attribute__((weak));
/* Does it live as long as the program?  True of what PHRASE and WORD make; a bare word may be of a template. */
bool phrase_is_key(const char *english);
/* The sentence.  reader NULL: English. */
void phrase_put(struct buf *, const struct reader *, const struct phrase *);
const char *phrase_text(struct scope *, const struct reader *, const struct phrase *);
/* A copy with all its texts, and its English if that is no key. */
const struct phrase *phrase_keep(struct scope *, const struct phrase *);
#define phrase_new(sc, ...) phrase_keep((sc), PHRASE(__VA_ARGS__))
/* Piece by piece, for those who must escape: words of the sentence (hole NULL), and what fills a hole. */
typedef void phrase_piece(void *context, const char *text, size_t len, const struct phrase_hole *);
void phrase_each(const struct reader *, const struct phrase *, phrase_piece *, void *context);

/* The catalogue, for tests and for the lint of templates. */
struct phrase_entry { const char *english; bool page; const char *const *in; };        /* in: by phrase_languages */
extern const char *const phrase_languages[];            /* NULL-ended; without English */
extern const struct phrase_entry phrase_catalogue[];    /* sorted by english */
extern const size_t phrase_catalogue_count;
/* NULL if it is not there. */
const struct phrase_entry *phrase_find(const char *english);
/* The names of a text's holes in the order of their first appearance; names point into the text and end at '}', ':' or
 * '.'. Their number, at most PHRASE_HOLES, or -1 if the text is not well formed. */
struct phrase_name { const char *at; size_t len; };
int phrase_names(const char *text, struct phrase_name names[PHRASE_HOLES]);
/* May text stand for english?  It is well formed and has no hole that english has not; it may leave some out. */
bool phrase_fits(const char *english, const char *text);

static inline struct phrase_hole phrase_of_text(const char *s)
{
	return (struct phrase_hole){ .kind = PHRASE_TEXT, .text = s ? s : "" };
}
static inline struct phrase_hole phrase_of_number(int64_t n)
{
	return (struct phrase_hole){ .kind = PHRASE_NUMBER, .number = n };
}
static inline struct phrase_hole phrase_of_size(uint64_t n) { return phrase_of_number((int64_t)n); }
static inline struct phrase_hole phrase_of_phrase(const struct phrase *p)
{
	return (struct phrase_hole){ .kind = PHRASE_PHRASE, .phrase = p };
}
static inline struct phrase_hole phrase_of_hole(struct phrase_hole h) { return h; }

#define PHRASE_HOLE(x) _Generic((x), char *: phrase_of_text, const char *: phrase_of_text, \
	const struct phrase *: phrase_of_phrase, struct phrase *: phrase_of_phrase, \
	struct phrase_hole: phrase_of_hole, \
	unsigned long: phrase_of_size, unsigned long long: phrase_of_size, default: phrase_of_number)(x)
/* A word of a table, "error" or "closed", that stands in the catalogue; the text must live as long as the phrase. */
#define phrase_bare(word) (&(const struct phrase){ .english = (word) })

/* The first byte is the number of holes filled; the rest is the key. */
#define PHRASE_KEY(n, english) __extension__ ({ \
	static const char phrase_key[] __attribute__((section("phrases"), used)) = n "" english; phrase_key + 1; })
/* A word by itself, for phrase_word(). */
#define WORD(english) PHRASE_KEY("0", english)
#define PHRASE_MAKE(n, count, english, ...) \
	(&(const struct phrase){ PHRASE_KEY(n, english), count, (const struct phrase_hole[]){ __VA_ARGS__ }, NULL })
#define PHRASE_0(e)                         (&(const struct phrase){ .english = PHRASE_KEY("0", e) })
#define PHRASE_1(e, a)                      PHRASE_MAKE("1", 1, e, PHRASE_HOLE(a))
#define PHRASE_2(e, a, b)                   PHRASE_MAKE("2", 2, e, PHRASE_HOLE(a), PHRASE_HOLE(b))
#define PHRASE_3(e, a, b, c)                PHRASE_MAKE("3", 3, e, PHRASE_HOLE(a), PHRASE_HOLE(b), PHRASE_HOLE(c))
#define PHRASE_4(e, a, b, c, d) PHRASE_MAKE("4", 4, e, \
	PHRASE_HOLE(a), PHRASE_HOLE(b), PHRASE_HOLE(c), PHRASE_HOLE(d))
#define PHRASE_5(e, a, b, c, d, f) PHRASE_MAKE("5", 5, e, \
	PHRASE_HOLE(a), PHRASE_HOLE(b), PHRASE_HOLE(c), PHRASE_HOLE(d), PHRASE_HOLE(f))
#define PHRASE_6(e, a, b, c, d, f, g) PHRASE_MAKE("6", 6, e, \
	PHRASE_HOLE(a), PHRASE_HOLE(b), PHRASE_HOLE(c), PHRASE_HOLE(d), PHRASE_HOLE(f), PHRASE_HOLE(g))
#define PHRASE_7(e, a, b, c, d, f, g, h) PHRASE_MAKE("7", 7, e, \
	PHRASE_HOLE(a), PHRASE_HOLE(b), PHRASE_HOLE(c), PHRASE_HOLE(d), PHRASE_HOLE(f), \
	PHRASE_HOLE(g), PHRASE_HOLE(h))
#define PHRASE_8(e, a, b, c, d, f, g, h, i) PHRASE_MAKE("8", 8, e, \
	PHRASE_HOLE(a), PHRASE_HOLE(b), PHRASE_HOLE(c), PHRASE_HOLE(d), PHRASE_HOLE(f), \
	PHRASE_HOLE(g), PHRASE_HOLE(h), PHRASE_HOLE(i))
#define PHRASE_9(e, a, b, c, d, f, g, h, i, j) PHRASE_MAKE("9", 9, e, \
	PHRASE_HOLE(a), PHRASE_HOLE(b), PHRASE_HOLE(c), PHRASE_HOLE(d), PHRASE_HOLE(f), \
	PHRASE_HOLE(g), PHRASE_HOLE(h), PHRASE_HOLE(i), PHRASE_HOLE(j))
#define PHRASE_PICK(e, a, b, c, d, f, g, h, i, j, name, ...) name
#define PHRASE(...) PHRASE_PICK(__VA_ARGS__, PHRASE_9, PHRASE_8, PHRASE_7, PHRASE_6, PHRASE_5, PHRASE_4, PHRASE_3, \
	PHRASE_2, PHRASE_1, PHRASE_0, 0)(__VA_ARGS__)
#endif
