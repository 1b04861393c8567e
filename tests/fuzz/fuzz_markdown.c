/* fuzz_markdown.c: whatever the text, no script comes out, the canonical form is the same each time, anchors are plain. */
#include "fuzz.h"
#include "text/markdown/markdown.h"
#include <strings.h>

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
		HOLDS(*h[i].anchor && strspn(h[i].anchor, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(h[i].anchor));
		HOLDS(strstr(canon, markdown_content(m, i)) != NULL);
		for (size_t k = 0; k < i && i < 200; k++)
			HOLDS(strcmp(h[i].anchor, h[k].anchor) != 0);
	}
	const struct markdown_link *l = NULL;
	for (size_t i = 0, count = markdown_links(m, &l); i < count; i++)
		HOLDS(l[i].line >= 1 && l[i].target);
	struct buf *out = buf_new(sc);
	markdown_html(m, NULL, out);
	HOLDS(unicode_is_valid(out->at, out->len, &bad));
	static const char *const never[] = { "<script", "<iframe", "<style", "href=\"javascript:", "src=\"javascript:", "href=\"vbscript:" };
	for (size_t i = 0; i < countof(never); i++)
		HOLDS(strcasestr(out->at, never[i]) == NULL);
	return 0;
}
