/* word_private.h: what the files share that make a Word document into evidence.  For intake/word*.c alone. */
#ifndef INTAKE_WORD_PRIVATE_H
#define INTAKE_WORD_PRIVATE_H
#include "base/buf.h"
#include "base/list.h"
#include "base/lookup.h"
#include "base/phrase.h"
#include "intake/word.h"

/* --- words of one form: a paragraph, a heading or a cell is a list of runs --- */

enum { WORD_STRONG = 1, WORD_EMPHASIS = 2, WORD_RAISED = 4, WORD_LOWERED = 8, WORD_CODE = 16 };
enum word_kind { WORD_TEXT, WORD_BREAK, WORD_PICTURE };
struct word_run {
	enum word_kind kind;
	unsigned style;
	struct buf *text;               /* of a picture: what it shows */
	const char *link;               /* target, or NULL; of a picture: its path */
};
struct word_runs { struct word_run *at; size_t count, cap; };

struct word_heading {
	int level;
	/* text: with the number that Word counts, which is counted, NULL if none is known; words: without; anchor: as
	 * the document links to it */
	const char *text, *words, *counted, *anchor;
	const struct template_requirement *number;      /* what is written in front of it, or NULL */
	enum finding_level level_of_says;
	const struct phrase *says;      /* what is told of its number, NULL: nothing */
};

struct word_comment { const char *id; const char *author, *day, *words; struct buf *passage; bool open; };
struct word_footnote { int number; const struct json *blocks; };

/* An item of a list, and its number as Word shows it. */
struct word_item { const struct json *item; const char *number; };

/* One reading. */
struct word {
	struct scope *sc;
	const struct word_request *request;
	const struct word_source *source;
	struct word_proposal *out;
	struct buf *text;
	int shift;                      /* what a heading's level grows by */
	struct { struct word_heading *at; size_t count, cap; } headings;
	size_t heading;                 /* how many have been written */
	int tables, table, row;         /* tables so far; where we are, 0: in none */
	size_t marked;                  /* notices that have a mark in the text */
	struct { struct word_footnote *at; size_t count, cap; } footnotes;      /* not yet written */
	int footnote;                   /* the last number */
	struct { struct word_comment *at; size_t count, cap; } comments;
	/* What the next paragraph begins with: of one whose end was deleted, the label of an item, a footnote's
	 * number */
	struct word_runs *carried;
	size_t insertions;              /* in this paragraph, so far */
	bool by_hand;                   /* no heading has the style of one */
	int inside;                     /* lists and quotes around this place */
	bool joins;                     /* the end of this paragraph was deleted */
	bool whole;                     /* what is told now is of the document as a whole */
	bool underlined, contents;      /* was told, once: underlining; a table of contents */
	bool counted;                   /* numbers of headings that are no text */
	struct { struct word_item *at; size_t count, cap; } items;      /* whose number Word counts */
	size_t uncounted, uncounted_items;      /* headings and items whose number cannot be told for sure */
	size_t cells;                   /* of tables, so far */
	struct lookup *pictures;        /* attachments by digest */
};

/* --- word_json.c: pandoc's values --- */

/* "t" of a block or inline, "" if it has none; its content. */
const char *word_kind_of(const struct json *);
bool word_is(const struct json *, const char *kind);
const struct json *word_content(const struct json *);
/* Of an attribute [id, classes, pairs]: has it the class; the value of a key, "" if absent. */
bool word_has_class(const struct json *attribute, const char *name);
const char *word_value(const struct json *attribute, const char *key);
/* Is it a list in which headings stand?  Word makes one of headings that it numbers, where they follow each other. */
bool word_holds_headings(const struct json *);
/* The same of one of its items, as a list of blocks. */
bool word_is_headed(const struct json *item);
/* The items of a list of either kind. */
const struct json *word_items(const struct json *list);
/* The words in a list of blocks or inlines, blanks collapsed; what was deleted left out, or as well. */
const char *word_plain(struct scope *, const struct json *, bool deleted);

/* --- word_headings.c --- */

/* Those that word_blocks.c writes as headings: at the top, in what is laid around parts of a document, or in a list
 * that Word makes of headings which it numbers. */
void word_collect_headings(struct word *, const struct json *blocks);
/* Is a paragraph short and bold, or does it begin with the number of a line of the checklist? */
bool word_looks_like_heading(struct word *, const struct json *paragraph);
/* 9 if there is none. */
int word_highest_level(const struct word *);
/* A single heading of the highest level with all others below it. */
bool word_begins_with_title(const struct word *);

/* --- word_counted.c --- */

/* Numbers that Word counts, to headings and items. */
void word_take_counted(struct word *, const struct json *blocks);
/* An item's, NULL where none is known. */
const char *word_counted(const struct word *, const struct json *item);

/* --- word_notice.c --- */

void word_tell(struct word *, enum finding_level, const struct phrase *);
#define word_note(w, ...) word_tell((w), FINDING_NOTE, PHRASE(__VA_ARGS__))
#define word_warn(w, ...) word_tell((w), FINDING_WARNING, PHRASE(__VA_ARGS__))
/* Marks of what was told since the last time, at the end of a line of the text; they become line numbers. */
void word_mark(struct word *, struct buf *);
void word_mark_until(struct word *, struct buf *, size_t notice);
/* The text without marks behind its front matter, and the notices with their lines. */
const char *word_settle(struct word *, const char *front, size_t *len);
/* Words as a notice quotes them: one line, the beginning of them. */
const char *word_quoted(struct scope *, const char *words);

/* --- word_inlines.c: inlines into runs --- */

void word_flatten(struct word *, const struct json *inlines, unsigned style, const char *link, struct word_runs *);
void word_add_text(struct word *, struct word_runs *, const char *text, unsigned style, const char *link);
void word_add_break(struct word *, struct word_runs *);

/* --- word_changes.c: tracked changes and comments; true if the span was one, and is done with --- */

bool word_take_span(struct word *, const struct json *span, unsigned style, const char *link, struct word_runs *);
void word_hear(struct word *, const char *text);        /* words that stand: open comments speak of them */
void word_end_comments(struct word *);

/* --- word_pictures.c --- */

void word_add_picture(struct word *, const struct json *image, struct word_runs *);

/* --- word_write.c: runs into Markdown --- */

enum word_place { WORD_PARAGRAPH, WORD_HEADING, WORD_CELL };
const char *word_write(struct word *, const struct word_runs *, enum word_place);

/* --- word_blocks.c, word_tables.c --- */

void word_put_blocks(struct word *, const struct json *blocks, struct buf *);
void word_put_footnotes(struct word *, struct buf *);
void word_put_table(struct word *, const struct json *table, struct buf *);
/* Blocks as the text of a cell, in one line. */
const char *word_cell(struct word *, const struct json *blocks);
/* "a)", "(iv)": the label of an item of a list whose numbers Markdown does not have; NULL: it has them. */
const char *word_label(struct scope *, const struct json *list_attributes, int64_t number);

/* --- word_likeness.c: how much of a text's words another has --- */

struct word_units { const char **at; size_t count, cap; };
/* What carries meaning: stems of words, pairs of Han, words in Katakana; each once. */
void word_add_units(struct scope *, const char *text, struct word_units *);
bool word_has_unit(const struct word_units *, const char *unit);
/* The text behind its own number: "3.2 ", "(1) ", a circled or full-width one. */
const char *word_behind_number(struct scope *, const char *text);

/* --- word_element.c, word_numbers.c: which element, and which of its lines --- */

/* Does the text begin with the id as people write it: C3, C-3, c 3, full-width? */
bool word_begins_with_id(struct scope *, const char *text, const char *id);
/* title: of the document, "" if it has none. */
const struct fault *word_find_element(struct scope *, const struct word_request *, const char *title,
                                      const struct word_heading *, size_t count,
                                      const struct template_element **) MUST_USE;
void word_number_headings(struct word *);

/* --- word_lost.c: what the file says and pandoc does not --- */

void word_tell_lost(struct word *);
/* The letters of words, without blanks and signs. */
const char *word_letters(struct scope *, const char *words);
#endif
