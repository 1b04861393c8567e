/* fuzz_markdown.c: whatever the text, no script comes out, the canonical form is the same each time, anchors are
 * plain. */
#include "fuzz.h"
#include "text/markdown/markdown.h"
#include "text/markdown/quote.h"
#include <strings.h>

/* Some words of the text, or of the text as a reader sees it: what can be counted can be taken, and what was taken is
 * found. */
static void quote(struct scope *sc, const struct markdown *m, const char *text, size_t len, const uint8_t *data,
                  size_t size)
{
	size_t from = size > 2 ? (data[0] | (size_t)data[1] << 8) % (len + 1) : 0, bad;
	size_t to = from + (size > 3 ? data[2] % 64 : 0);
	while (from > 0 && ((unsigned char)text[from] & 0xc0) == 0x80)
		from--;
	for (to = to < len ? to : len; to < len && ((unsigned char)text[to] & 0xc0) == 0x80; )
		to++;
	const char *words = markdown_quote_words(sc, scope_copy_bytes(sc, text + from, to - from));
	HOLDS(unicode_is_valid(words, strlen(words), &bad));
	HOLDS(strcmp(words, markdown_quote_words(sc, words)) == 0);
	size_t count = markdown_quote_count(sc, m, words);
	struct markdown_quote q = {0};
	HOLDS(!markdown_quote_take(sc, m, words, count + 1, &q));
	for (size_t n = 1; n <= count && n <= 5; n++) {
		HOLDS(markdown_quote_take(sc, m, words, n, &q));
		HOLDS(unicode_is_valid(q.prefix, strlen(q.prefix), &bad) && unicode_is_valid(q.suffix,
			strlen(q.suffix), &bad));
		HOLDS(q.line >= 1 && q.end_line >= q.line && q.block_line >= 1 && q.block_line <= q.line);
		int line = q.line;
		HOLDS(markdown_quote_find(sc, m, &q));
		HOLDS(count > 1 || q.line == line || strlen(words) < 3);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	size_t len = 0, bad;
	const char *text = fuzz_text(sc, data, size, false, &len);
	if (!text)
		return 0;
	struct markdown *m = markdown_read(sc, text, len, 1);
	const char *canon = markdown_canon(m);
	HOLDS(unicode_is_valid(canon, strlen(canon), &bad));
	HOLDS(strcmp(canon, markdown_canon(markdown_read(sc, text, len, 40))) == 0);
	if (!strstr(text, "```") && !strstr(text, "~~~")) {
		const char *longer = scope_printf(sc, "%s\n\n", text);
		HOLDS(strcmp(canon, markdown_canon(markdown_read(sc, longer, strlen(longer), 1))) == 0);
	}
	const struct markdown_heading *h = NULL;
	size_t n = markdown_headings(m, &h);
	for (size_t i = 0; i < n; i++) {
		HOLDS(h[i].level >= 1 && h[i].level <= 6 && h[i].line >= 1);
		HOLDS(*h[i].anchor && !h[i].anchor[strcspn(h[i].anchor, "ABCDEFGHIJKLMNOPQRSTUVWXYZ \"<>&'=")]);
		HOLDS(strstr(canon, markdown_content(m, i)) != NULL);
		for (size_t k = 0; k < i && i < 200; k++)
			HOLDS(strcmp(h[i].anchor, h[k].anchor) != 0);
	}
	const struct markdown_link *l = NULL;
	for (size_t i = 0, count = markdown_links(m, &l); i < count; i++)
		HOLDS(l[i].line >= 1 && l[i].target);
	quote(sc, m, text, len, data, size);
	struct buf *out = buf_new(sc);
	markdown_html(m, NULL, out);
	HOLDS(unicode_is_valid(out->at, out->len, &bad));
	static const char *const never[] = { "<script", "<iframe", "<style", "href=\"javascript:", "src=\"javascript:",
	                                     "href=\"vbscript:" };
	for (size_t i = 0; i < countof(never); i++)
		HOLDS(strcasestr(out->at, never[i]) == NULL);
	return 0;
}
