/* render.c: 1,000 documents of 1 KB into framed pages; floor: libcmark reading, parsing and writing the same files. */
#include "bench.h"
#include "package/package.h"
#include "view/view.h"
#include "render/site.h"
#include "store/store.h"
#include <cmark.h>

enum { COUNT = 1000 };

static const struct fault *put(void *context, const char *path, const void *bytes, size_t len)
{
	SCOPE(turn);
	return file_write(path_join(turn, context, path), bytes, len);
}

static void ours(struct scope *sc, const char *folder)
{
	/* Template and view stand ready, as in a running program; reading, parsing, framing and writing are
	 * measured. */
	struct findings *fs = finding_list(sc);
	const struct template *t = template_read(sc, bench_template(sc, COUNT), fs);
	double start = bench_seconds();
	struct store *s = store_memory(sc);
	struct source *source = NULL;
	struct package *p = NULL;
	bench_must(store_write(sc, s, "package.yaml", bench_identity(), strlen(bench_identity())));
	for (int i = 1; i <= COUNT; i++) {
		const char *bytes, *path = scope_printf(sc, "evidence/E%d.md", i);
		size_t len;
		bench_must(file_read(sc, path_join(sc, folder, path), 1 << 20, &bytes, &len));
		bench_must(store_write(sc, s, path, bytes, len));
	}
	bench_must(store_source_work(sc, s, &source));
	bench_must(package_load(sc, t, source, &p));
	struct view v = { .package = p, .template = t, .version = "", .version_name = "bench", .program = "sarflow" };
	struct sink sink = { put, NULL, NULL, (void *)(uintptr_t)path_join(sc, folder, "ours") };
	bench_must(site_render(sc, &v, &sink));
	printf("%.6f\n", bench_seconds() - start);
}

static void floor_program(struct scope *sc, const char *folder)
{
	double start = bench_seconds();
	for (int i = 1; i <= COUNT; i++) {
		SCOPE(turn);
		const char *bytes;
		size_t len;
		bench_must(file_read(turn, path_join(turn, folder, scope_printf(turn, "evidence/E%d.md", i)), 1 << 20,
		                     &bytes, &len));
		char *html = cmark_markdown_to_html(bytes, len, CMARK_OPT_DEFAULT);
		bench_must(file_write(path_join(turn, folder, scope_printf(turn, "floor/E%d.html", i)), html,
		                      strlen(html)));
		free(html);
	}
	printf("%.6f\n", bench_seconds() - start);
	(void)sc;
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	const char *what = argc == 3 ? argv[1] : "";
	if (strcmp(what, "setup") == 0)
		for (int i = 1; i <= COUNT; i++) {
			const char *text = bench_document(sc, i);
			bench_must(file_write(path_join(sc, argv[2], scope_printf(sc, "evidence/E%d.md", i)), text,
			                      strlen(text)));
		}
	else if (strcmp(what, "ours") == 0)
		ours(sc, argv[2]);
	else if (strcmp(what, "floor") == 0)
		floor_program(sc, argv[2]);
	return 0;
}
