/* words.h: a text that people read, in the languages of its template.  For everyone. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H
#include "base/base.h"

enum { WORDS_LANGUAGES = 6 };

/* By language, in the template's order; the first is the language of what is handed over.  A language without a
 * text of its own holds the first one's, so that none is ever NULL. */
struct words { const char *in[WORDS_LANGUAGES]; };
#endif
