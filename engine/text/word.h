/* word.h: whole words in running text.  For every floor from template/ up to render/. */
#ifndef TEXT_WORD_H
#define TEXT_WORD_H
#include "base/base.h"

/* Does the text hold the word, whatever its case, with no letter or digit touching it? */
bool word_is_in(const char *text, const char *word);
#endif
