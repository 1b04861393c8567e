/* edition.h: the engine's own rules, by edition.  For the journal and from desk/ up.
 *
 * `open` and `adopt` name the edition in force from there on: of the fold,
 * the built-in findings and their levels, the guards, the canonical form
 * and how a template is read.  An event is judged by the edition in force
 * at its place, for ever.  What gets stricter is a new edition: a row more
 * in edition.c, a flag more here, asked for where the rule is applied.  An
 * edition that this program does not know lets it read and refuses acts. */
#ifndef JOURNAL_EDITION_H
#define JOURNAL_EDITION_H
#include "base/base.h"

struct edition {
	int number;                     /* from 1 */
	bool closes_with_words;         /* of tests only: a remark is closed with a note */
};

/* NULL if this program does not know it. */
const struct edition *edition_numbered(int number);
const struct edition *edition_newest(void);
/* Let this process know the edition of the tests, 99, as well. */
void edition_of_tests(void);
#endif
