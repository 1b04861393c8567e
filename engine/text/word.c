/* word.c: whole words in running text. */
#include "base/base.h"
#include "text/word.h"
#include <ctype.h>
#include <strings.h>

static bool is_word_byte(unsigned char c) { return isalnum(c) || c >= 0x80; }

bool word_is_in(const char *text, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = text; len && *at; at++)
		if (strncasecmp(at, word, len) == 0 && (at == text || !is_word_byte((unsigned char)at[-1]))
		    && !is_word_byte((unsigned char)at[len]))
			return true;
	return false;
}
