/* fuzz_words.c: small readers of received bytes: titles and metadata of a PDF, loose tables, tokens, pointers, and what
 * is shown of any of them. */
#include "base/utf8.h"
#include "fuzz.h"
#include "store/pointer.h"
#include "text/loose.h"
#include "text/pdf_words.h"
#include "text/token.h"
#include "text/workbook.h"

static void is_shown(struct scope *sc, const char *text)
{
	struct buf *b = buf_new(sc);
	uint32_t code;
	utf8_put_shown(b, text);
	for (const char *s = b->len ? b->at : ""; *s; s += utf8_length(s))
		HOLDS(*s == '\n' || *s == '\t' || utf8_hidden(s, &code) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	const char *bytes = scope_copy_bytes(sc, data, size);
	struct pointer p;
	char text[POINTER_MAX];
	struct workbook *book = NULL;
	struct token_line line;
	is_shown(sc, bytes);
	is_shown(sc, pdf_words_title(sc, bytes, size));
	is_shown(sc, pdf_words_xmp(sc, bytes, size));
	HOLDS(strlen(pdf_words_language(sc, bytes, size)) <= 35);
	if (size && pointer_parse(bytes, size, &p))
		HOLDS(pointer_print(&p, text) == size && memcmp(text, bytes, size) == 0);
	(void)pointer_is_damaged(bytes, size);
	if (token_line_read(sc, bytes, &line))
		HOLDS(token_line_read(sc, token_line_write(sc, &line), &line));
	(void)token_is_whole(bytes);
	const struct fault *f = loose_read(sc, bytes, size, "a", &book);
	HOLDS(f || book);
	return 0;
}
