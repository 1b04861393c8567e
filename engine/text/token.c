/* token.c: names with a check, by SHA-256. */
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "text/token.h"
#include <ctype.h>

enum { LETTERS = 8, CHECK = 2, DIGITS = 12, WORDS = 7 };
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* So many letters of five bits each, from the front of a text's digest. */
static void letters_of(const char *text, size_t len, size_t letters, char *out)
{
	char hex[DIGEST_TEXT];
	uint64_t bits;
	digest_bytes(text, len, hex);
	hex[16] = 0;
	bits = strtoull(hex, NULL, 16);
	for (size_t i = 0; i < letters; i++, bits <<= 5)
		out[i] = alphabet[bits >> 59];
	out[letters] = 0;
}

void token_of_row(const char *sheet, const char *id, char out[TOKEN_TEXT])
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	buf_put(b, sheet, strlen(sheet) + 1);
	buf_text(b, id);
	out[0] = 'r';
	letters_of(b->at, b->len, LETTERS, out + 1);
	letters_of(out, 1 + LETTERS, CHECK, out + 1 + LETTERS);
}

bool token_is_whole(const char *s)
{
	char own[TOKEN_TEXT], check[CHECK + 1];
	if (strlen(s) != TOKEN_TEXT - 1 || (*s != 'r' && *s != 'R'))
		return false;
	own[0] = 'r';
	for (size_t i = 1; i < TOKEN_TEXT; i++)
		own[i] = (char)toupper((unsigned char)s[i]);
	letters_of(own, 1 + LETTERS, CHECK, check);
	return strcmp(check, own + 1 + LETTERS) == 0;
}

/* A word of the line: a blank in it would make it two. */
static void put_word(struct buf *b, const char *s, size_t most)
{
	buf_char(b, ' ');
	for (size_t i = 0; i < most && s[i]; i++)
		buf_char(b, isgraph((unsigned char)s[i]) && s[i] != ']' ? s[i] : '_');
	if (!*s)
		buf_char(b, '-');
}

const char *token_line_write(struct scope *sc, const struct token_line *l)
{
	struct buf *b = buf_new(sc);
	char check[CHECK + 1];
	buf_printf(b, "sarflow %d", l->form);
	put_word(b, l->package, SIZE_MAX);
	put_word(b, l->profile, SIZE_MAX);
	buf_printf(b, " %d", l->submittal);
	put_word(b, l->version, DIGITS);
	put_word(b, l->template, DIGITS);
	letters_of(b->at, b->len, CHECK, check);
	return scope_printf(sc, "[%s %s]", b->at, check);
}

static bool take_words(struct scope *sc, const char *s, size_t len, struct token_line *out)
{
	const char *words[WORDS];
	size_t count = 0;
	for (const char *at = s, *end = s + len; at < end && count < WORDS; count++) {
		size_t n = 0;
		while (at + n < end && at[n] != ' ')
			n++;
		words[count] = scope_copy_bytes(sc, at, n);
		at += n + (at + n < end);
	}
	if (count != WORDS)
		return false;
	*out = (struct token_line){ atoi(words[1]), words[2], words[3], atoi(words[4]), words[5], words[6] };
	return true;
}

bool token_line_read(struct scope *sc, const char *text, struct token_line *out)
{
	char check[CHECK + 1];
	for (const char *s = text; (s = strstr(s, "[sarflow ")); s++) {
		size_t len = strcspn(s, "]\n");
		if (s[len] != ']' || len < 1 + CHECK + 1 || s[len - CHECK - 1] != ' ')
			continue;
		letters_of(s + 1, len - 1 - CHECK - 1, CHECK, check);
		if (strncmp(check, s + len - CHECK, CHECK) == 0
		    && take_words(sc, s + 1, len - 1 - CHECK - 1, out))
			return true;
	}
	return false;
}
