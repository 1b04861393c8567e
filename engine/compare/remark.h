/* remark.h: where a remark stands in a version of the package, and whether a change touched it.
 * For everyone from guard/ up. */
#ifndef COMPARE_REMARK_H
#define COMPARE_REMARK_H
#include "journal/fold.h"
#include "compare/compare.h"
#include "package/package.h"

struct remark_place {
	/* the passage, row, file or requirement is not there any more: the remark is an orphan */
	bool gone;
	const struct phrase *why;       /* if gone: what is missing, else NULL */
	const char *file;               /* "" for a requirement, an element, the package */
	int line;                       /* 0: none */
	const char *heading;            /* it stands under, or "" */
	const struct phrase *where;     /* all of it in words: "evidence/C-x.md:31, C3 Inspection method" */
	/* what is otherwise since the remark was made: its words, its row, its file; NULL: nothing is known to be */
	const struct phrase *change;
	/* the words, or the row's name, that stand there, where they are others; else NULL */
	const char *now;
};

/* What the remark is about is followed from the version it was made on to this one: through changed words, to where
 * it was moved, to its row under another key and its file under another name.  Where that version cannot be read, the
 * words are looked for as they were. */
void remark_find(struct scope *, const struct package *, const struct fold_remark *, struct remark_place *);
/* Something of what the remark is about has come, gone or changed: the first such change, or NULL.  For a passage: the
 * block it stands in, or its section; for a requirement: its answers, or its element. */
const struct compare_change *remark_touched(struct scope *, const struct compare *, const struct fold_remark *);
/* Is it this person's (NULL: nobody's) to settle: by name, or by a role the person holds?  One without an owner is for
 * the founder's role. */
bool remark_is_for(const struct fold *, const struct fold_person *, const struct fold_remark *);
/* A suggestion is the first block of code of the language "suggestion" in what a remark on a passage says: words to be
 * put in the passage's place.  NULL: it makes none.  And words with one behind them; NULL where it cannot stand there:
 * it has no word, or would end the block. */
const char *remark_suggestion(struct scope *, const struct fold_remark *, const char *text);
const char *remark_with_suggestion(struct scope *, const char *text, const char *suggestion);
/* The words of the block of a text that begins at a line, to be remarked on; "" where none does. */
const char *remark_words_at(struct scope *, const struct package *, const char *path, int line);
const char *remark_state_name(enum fold_remark_state);
/* Is it a worse or equal one than this severity? Unknown severities count as the worst. */
bool remark_is_at_least(const struct template *, const struct fold_remark *, const char *severity);
#endif
