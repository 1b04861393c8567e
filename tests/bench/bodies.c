/* bodies.c: 1,000 documents' bodies to HTML in memory; floor: libcmark on the same texts. */
#include "bench.h"
#include "text/markdown/markdown.h"
#include <cmark.h>

enum { COUNT = 1000 };

static size_t all(const char **texts, bool ours)
{
	size_t total = 0;
	for (int i = 0; i < COUNT; i++) {
		SCOPE(turn);
		if (ours) {
			struct buf *b = buf_new(turn);
			markdown_html(markdown_read(turn, texts[i], strlen(texts[i]), 1), NULL, b);
			total += b->len;
		} else {
			char *html = cmark_markdown_to_html(texts[i], strlen(texts[i]), CMARK_OPT_DEFAULT);
			total += strlen(html);
			free(html);
		}
	}
	return total;
}

/* The first pass of either pays for pages and symbols that are touched for the first time; the second is measured. */
int main(int argc, char **argv)
{
	SCOPE(sc);
	const char *what = argc == 3 ? argv[1] : "";
	const char **texts = NEWS(sc, const char *, COUNT);
	bool ours = strcmp(what, "ours") == 0;
	for (int i = 0; i < COUNT; i++)
		texts[i] = bench_document(sc, i);
	if (strcmp(what, "setup") == 0)
		return 0;
	size_t total = all(texts, ours);
	double start = bench_seconds();
	total += all(texts, ours);
	printf("%.6f\n", bench_seconds() - start);
	return total == 0;
}
