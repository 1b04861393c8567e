/* fuzz_compare.c: whatever two documents, what differs is told if and only if their canonical forms do, and the tags of
 * the page balance. The documents stand one after the other, with a byte 0x1e between. */
#include "fuzz.h"
#include "base/buf.h"
#include "text/markdown/compare.h"
#include <ctype.h>
#include <strings.h>

/* Every tag is closed by its own name, in order; attributes hold no '>'. */
static void check_tags(const char *html)
{
	SCOPE(sc);
	char (*stack)[16] = scope_alloc(sc, strlen(html) + 1, 16);
	size_t depth = 0;
	for (const char *s = html; (s = strchr(s, '<')) != NULL; s++) {
		char name[16] = "";
		bool closes = s[1] == '/';
		size_t n = 0;
		for (const char *at = s + 1 + closes; isalnum((unsigned char)*at) && n < sizeof name - 1; at++)
			name[n++] = *at;
		if (strcmp(name, "br") == 0 || strcmp(name, "hr") == 0 || strcmp(name, "img") == 0 || s[1] == '!')
			continue;
		if (!closes)
			memcpy(stack[depth++], name, sizeof name);
		else
			HOLDS(depth > 0 && strcmp(stack[--depth], name) == 0);
	}
	HOLDS(depth == 0);
}

static void check_blocks(const struct markdown_comparison *c)
{
	size_t bad;
	for (size_t i = 0; i < c->blocks.count; i++) {
		const struct markdown_compared *k = &c->blocks.at[i];
		SCOPE(turn);
		struct markdown_pieces pieces = {0};
		if (k->change == MARKDOWN_MOVED || k->change == MARKDOWN_LEFT)
			HOLDS(c->blocks.at[k->counterpart].counterpart == i);
		markdown_excerpt(turn, k, 3, &pieces);
		for (size_t p = 0; p < pieces.count; p++)
			HOLDS(unicode_is_valid(pieces.at[p].text, strlen(pieces.at[p].text), &bad));
	}
}

static void put_count(void *context, size_t blocks, struct buf *b)
{
	(void)context;
	buf_printf(b, "%zu", blocks);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	const uint8_t *cut = size ? memchr(data, 0x1e, size) : NULL;
	size_t first = cut ? (size_t)(cut - data) : size, len_a = 0, len_b = 0, bad;
	const char *a = fuzz_text(sc, data, first, false, &len_a);
	const char *b = cut ? fuzz_text(sc, cut + 1, size - first - 1, false, &len_b) : a;
	if (!cut)
		len_b = len_a;
	if (!a || !b)
		return 0;
	struct markdown *x = markdown_read(sc, a, len_a, 1), *y = markdown_read(sc, b, len_b, 1);
	bool same = strcmp(markdown_canon(x), markdown_canon(y)) == 0;
	struct markdown_comparison *c = markdown_compare(sc, x, y);
	HOLDS(cut || same);
	HOLDS(c->changed == !same);
	check_blocks(c);
	struct buf *out = buf_new(sc);
	markdown_compare_html(c, "t-1", NULL, out);
	HOLDS(unicode_is_valid(out->at, out->len, &bad));
	check_tags(out->at);
	/* the trees are used up: read again, for the columns */
	struct buf *sides = buf_new(sc);
	const struct markdown_sides with = { put_count, NULL };
	x = markdown_read(sc, a, len_a, 1);
	y = markdown_read(sc, b, len_b, 1);
	markdown_compare_sides(markdown_compare(sc, x, y), "t-2", NULL, &with, sides);
	HOLDS(unicode_is_valid(sides->at, sides->len, &bad));
	check_tags(sides->at);
	static const char *const never[] = { "<script", "<iframe", "<style", "href=\"javascript:", "src=\"javascript:",
	                                     "href=\"vbscript:" };
	for (size_t i = 0; i < countof(never); i++)
		HOLDS(strcasestr(out->at, never[i]) == NULL);
	return 0;
}
