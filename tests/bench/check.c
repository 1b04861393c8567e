/* check.c: check with a register of many rows; floor: SQLite loading the same rows, cut
 * at commas and quotes by a bare loop.
 * The number of rows is the last part of the folder's name. */
#include "bench.h"
#include "check/check.h"
#include "store/store.h"
#include <sqlite3.h>

static char *make_csv(struct scope *sc, int rows, size_t *len)
{
	struct buf *b = buf_new(sc);
	buf_text(b, "op_no,description,machine,place,supplier,performed,remark\n");
	for (int i = 1; i <= rows; i++)
		buf_printf(b, "%d,\"Drill hole row %d, position %d\",EDM-%02d,%s,%s,2026-0%d-1%d,checked with gauge "
		              "PGS-%d\n", i * 10, i % 7, i,
		           i % 9, i % 5 ? "in-house" : "outside", i % 5 ? "" : "Tsubame EDM", i % 9 + 1, i % 9, i % 30);
	*len = b->len;
	return b->at;
}

static void ours(struct scope *sc, const char *csv, size_t len, size_t rows)
{
	struct findings *fs = finding_list(sc), *found = NULL;
	const struct template *t = template_read(sc, bench_template(sc, 3), fs);
	struct store *s = store_memory(sc);
	struct source *source = NULL;
	struct package *p = NULL;
	bench_must(store_write(sc, s, "package.yaml", bench_identity(), strlen(bench_identity())));
	bench_must(store_write(sc, s, "registers/operations.csv", csv, len));
	bench_must(store_write(sc, s, "registers/suppliers.csv", "supplier\nTsubame EDM\n", 21));
	bench_must(store_source_work(sc, s, &source));
	double start = bench_seconds();
	bench_must(package_load(sc, t, source, &p));
	bench_must(check_run(sc, p, 20780, &found));
	printf("%.6f\n", bench_seconds() - start);
	if (package_register_at(p, "registers/operations.csv")->rows.count != rows)
		bench_must(fault_make(FAULT_CORRUPT, "not all rows were read"));
}

/* The next line's cells, in place; the end of the text: false. */
static bool cut(char **at, char *cells[7])
{
	char *in = *at, *out = in;
	bool quoted = false;
	size_t n = 0;
	if (!*in)
		return false;
	cells[n++] = out;
	for (; *in != '\n' || quoted; in++) {
		if (*in == '"') {
			quoted = !quoted;
		} else if (*in == ',' && !quoted) {
			*out++ = '\0';
			cells[n++] = out;
		} else {
			*out++ = *in;
		}
	}
	*at = in + 1;
	*out = '\0';
	return true;
}

static void floor_program(char *text)
{
	sqlite3 *db;
	sqlite3_stmt *in;
	double start = bench_seconds();
	char *cells[7];
	int line = 1;
	cut(&text, cells);
	sqlite3_open(":memory:", &db);
	sqlite3_exec(db, "CREATE TABLE operations (op_no NOT NULL, description TEXT NOT NULL, machine TEXT NOT NULL, "
	                 "place TEXT NOT NULL,"
	             " supplier TEXT NOT NULL, performed TEXT NOT NULL, remark TEXT NOT NULL, file TEXT NOT NULL, "
	             "line INTEGER NOT NULL);"
	             "BEGIN", NULL, NULL, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO operations VALUES (?,?,?,?,?,?,?,?,?)", -1, &in, NULL);
	while (cut(&text, cells)) {
		sqlite3_bind_int64(in, 1, strtoll(cells[0], NULL, 10));
		for (int c = 1; c < 7; c++)
			sqlite3_bind_text(in, c + 1, cells[c], -1, SQLITE_STATIC);
		sqlite3_bind_text(in, 8, "registers/operations.csv", -1, SQLITE_STATIC);
		sqlite3_bind_int64(in, 9, ++line);
		sqlite3_step(in);
		sqlite3_reset(in);
	}
	sqlite3_exec(db, "CREATE INDEX k ON operations (op_no); COMMIT", NULL, NULL, NULL);
	printf("%.6f\n", bench_seconds() - start);
	sqlite3_finalize(in);
	sqlite3_close(db);
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	const char *what = argc == 3 ? argv[1] : "";
	size_t len = 0;
	int rows = argc == 3 ? atoi(path_base(argv[2])) : 0;
	char *csv = make_csv(sc, rows, &len);
	if (strcmp(what, "ours") == 0)
		ours(sc, csv, len, (size_t)rows);
	else if (strcmp(what, "floor") == 0)
		floor_program(csv);
	return 0;
}
