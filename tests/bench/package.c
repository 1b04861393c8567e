/* package.c: NAME FOLDER ELEMENTS ROWS: a template of so many elements, and a package of it with a document for each
 * and a register of so many rows, as plain folders to import. */
#include "bench.h"

static void put(struct scope *sc, const char *folder, const char *path, const char *bytes, size_t len)
{
	bench_must(file_write(path_join(sc, folder, path), bytes, len));
}

static const char *make_rows(struct scope *sc, int rows, size_t *len)
{
	struct buf *b = buf_new(sc);
	buf_text(b, "op_no,description,machine,place,supplier,performed,remark\n");
	for (int i = 1; i <= rows; i++)
		buf_printf(b, "%d,\"Drill hole row %d, position %d\",EDM-%02d,in-house,,2026-0%d-1%d,checked with "
		              "gauge PGS-%d\n", i * 10,
		           i % 7, i, i % 9, i % 9 + 1, i % 9, i % 30);
	*len = b->len;
	return b->at;
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	if (argc != 4)
		return 1;
	int elements = atoi(argv[2]);
	size_t len = 0;
	const struct template_files *files = bench_template(sc, elements);
	const char *template = path_join(sc, argv[1], "templates/bench"), *package = path_join(sc, argv[1],
		"BENCH-001");
	for (size_t i = 0; i < files->count; i++)
		put(sc, template, files->at[i].path, files->at[i].bytes, files->at[i].len);
	put(sc, package, "package.yaml", bench_identity(), strlen(bench_identity()));
	for (int i = 1; i <= elements; i++) {
		const char *text = bench_document(sc, i);
		put(sc, package, scope_printf(sc, "evidence/E%d.md", i), text, strlen(text));
	}
	const char *rows = make_rows(sc, atoi(argv[3]), &len);
	put(sc, package, "registers/operations.csv", rows, len);
	put(sc, package, "registers/suppliers.csv", "supplier\nTsubame EDM\n", 21);
	return 0;
}
