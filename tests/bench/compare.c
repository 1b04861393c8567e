/* compare.c: two versions of a document of 484 KB, 500 sections and 22 scattered edits, compared and written as a page;
 * floor: libcmark reading both and writing them as HTML.  How often the size is taken is the last part of the folder's
 * name. */
#include "bench.h"
#include "text/markdown/compare.h"
#include <cmark.h>

enum { SECTIONS = 500, EDITS = 22 };

static const char *const words[] = { "operation", "limit", "gauge", "traveler", "lot", "drawing", "revision",
                                     "inspection", "washing", "furnace",
	"nozzle", "segment", "0.50 mm", "MTR-RP-2417", "op. 110", "held", "recorded", "kept", "within", "the", "of",
		"and", "is", "for each" };

static uint32_t seed = 1;
static uint32_t dice(uint32_t n) { seed = seed * 1664525u + 1013904223u; return (seed >> 8) % n; }

static void put_words(struct buf *b, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		buf_printf(b, "%s%s", i ? i % 14 ? " " : "\n" : "", words[dice(countof(words))]);
}

static const char *section(struct scope *sc, int number)
{
	struct buf *b = buf_new(sc);
	buf_printf(b, "## C%d How step %d is done\n\n", number, number);
	put_words(b, 45);
	buf_text(b, ".\n\n");
	for (int i = 0; i < 3; i++) {
		buf_text(b, "- ");
		put_words(b, 9);
		buf_char(b, '\n');
	}
	buf_text(b, "\n| Characteristic | Limit | Gauge |\n|---|---|---|\n");
	for (int i = 0; i < 3; i++)
		buf_printf(b, "| CH-%d-%d | 0.%02u to 0.%02u mm | PGS-%u |\n", number, i, dice(50), 50 + dice(50),
		           dice(40));
	buf_char(b, '\n');
	put_words(b, 40);
	buf_text(b, ".\n\n");
	return b->at;
}

/* An edit of a kind of its own: a word, a cell, an item, a paragraph, a section that goes or moves. */
static const char *edit(struct scope *sc, const char *s, int kind)
{
	const char *item = strstr(s, "\n- ") + 1, *row = strstr(s, "\n| CH-") + 1;
	switch (kind % 5) {
	case 0: return scope_printf(sc, "%.*sone word more %s", (int)(strstr(s, "\n\n") + 2 - s), s,
	                            strstr(s, "\n\n") + 2);
	case 1: return scope_printf(sc, "%.*s- a new item\n%s", (int)(item - s), s, item);
	case 2: return scope_printf(sc, "%.*s%s", (int)(row - s), s, strchr(row, '\n') + 1);
	case 3: return scope_printf(sc, "%sA new paragraph says that the record is kept for ten years.\n\n", s);
	default: return scope_printf(sc, "%.*s| CH-0 | 9.99 mm | NONE |\n%s", (int)(row - s), s, row);
	}
}

static void setup(struct scope *sc, const char *folder, int times)
{
	struct buf *a = buf_new(sc), *b = buf_new(sc);
	int sections = SECTIONS * times, edits = EDITS * times;
	for (int i = 0; i < sections; i++) {
		const char *s = section(sc, i + 1);
		buf_text(a, s);
		buf_text(b, i % (sections / edits) == 7 ? edit(sc, s, i / (sections / edits)) : s);
	}
	bench_must(file_write(path_join(sc, folder, "a.md"), a->at, a->len));
	bench_must(file_write(path_join(sc, folder, "b.md"), b->at, b->len));
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	const char *what = argc == 3 ? argv[1] : "", *a, *b;
	size_t a_len, b_len;
	if (strcmp(what, "setup") == 0)
		setup(sc, argv[2], atoi(path_base(argv[2])));
	if (strcmp(what, "ours") != 0 && strcmp(what, "floor") != 0)
		return 0;
	bench_must(file_read(sc, path_join(sc, argv[2], "a.md"), 64 << 20, &a, &a_len));
	bench_must(file_read(sc, path_join(sc, argv[2], "b.md"), 64 << 20, &b, &b_len));
	double start = bench_seconds();
	if (strcmp(what, "ours") == 0) {
		struct buf *out = buf_new(sc);
		struct markdown_comparison *c = markdown_compare(sc, markdown_read(sc, a, a_len, 1),
		                                                 markdown_read(sc, b, b_len, 1));
		markdown_compare_html(c, "t", NULL, out);
	} else {
		free(cmark_markdown_to_html(a, a_len, CMARK_OPT_DEFAULT));
		free(cmark_markdown_to_html(b, b_len, CMARK_OPT_DEFAULT));
	}
	printf("%.6f\n", bench_seconds() - start);
	return 0;
}
