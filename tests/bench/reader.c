/* reader.c: a workbook of as many rows as the folder's name says, 12 columns, read.  Floor: reader_floor.c, a program
 * of its own that has none of ours: bare libzip and expat inflate and scan the same sheets in a child process. */
#include "bench.h"
#include "base/helper.h"
#include "text/workbook.h"
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { COLUMNS = 12 };

/* As one comes back to us: words of which some recur, numbers, days, empty cells, one formula a row. */
static void write_row(struct scope *sc, lxw_worksheet *at, lxw_row_t row, lxw_format *day, lxw_format *zeros)
{
	static const char *const verdicts[] = { "Pass", "Fail", "Not applicable" };
	int n = (int)row;
	worksheet_write_string(at, row, 0, scope_printf(sc, "C%d", n), NULL);
	worksheet_write_number(at, row, 1, n * 10, zeros);
	worksheet_write_string(at, row, 2, scope_printf(sc, "The work of step %d is described, and its limits", n),
	                       NULL);
	worksheet_write_string(at, row, 3, verdicts[n % 3], NULL);
	worksheet_write_string(at, row, 4, "evidence/C-repair-documents.html", NULL);
	worksheet_write_number(at, row, 5, 0.5 + n / 1000.0, NULL);
	worksheet_write_number(at, row, 6, 46000 + n % 900, day);
	worksheet_write_string(at, row, 7, n % 7 ? "in-house" : "\xe5\xa4\x96\xe6\xb3\xa8", NULL);
	worksheet_write_number(at, row, 8, n, NULL);
	worksheet_write_blank(at, row, 9, zeros);
	worksheet_write_formula_num(at, row, 10, "=B1*2", NULL, n * 20);
	worksheet_write_string(at, row, 11, scope_printf(sc, "remark %d", n % 5000), NULL);
}

static void setup(const char *path, int rows)
{
	lxw_workbook *w = workbook_new(path);
	lxw_worksheet *at = workbook_add_worksheet(w, "Checklist");
	lxw_format *day = workbook_add_format(w), *zeros = workbook_add_format(w);
	format_set_num_format(day, "yyyy-mm-dd");
	format_set_num_format(zeros, "0000");
	for (lxw_row_t row = 0; row < (lxw_row_t)rows; row++) {
		SCOPE(turn);
		write_row(turn, at, row, day, zeros);
	}
	if (workbook_close(w) != LXW_NO_ERROR)
		exit(1);
}

/* What the caller holds in the end: cells, rows, and the stretch of memory in which their texts lie. */
static size_t size_of(const struct workbook_sheet *s)
{
	size_t size = s->row_count * sizeof *s->rows;
	uintptr_t first = UINTPTR_MAX, last = 0;
	for (size_t i = 0; i < s->row_count; i++)
		for (size_t c = 0; c < s->rows[i].count; c++) {
			const char *text = s->rows[i].cells[c].text;
			size += sizeof s->rows[i].cells[c];
			if (*text && (uintptr_t)text < first)
				first = (uintptr_t)text;
			if (*text && (uintptr_t)text > last)
				last = (uintptr_t)text;
		}
	return size + (last - first);
}

/* The larger of this process and the child that read, beyond the result; MiB. */
static void memory(struct scope *sc, const char *path)
{
	struct rusage self, children;
	struct workbook *book = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bench_must(workbook_read(sc, fd, &book));
	close(fd);
	helper_stop();
	getrusage(RUSAGE_SELF, &self);
	getrusage(RUSAGE_CHILDREN, &children);
	double result = (double)size_of(&book->sheets[0]) / 1048576, mine = (double)self.ru_maxrss / 1024 - result,
	       childs = (double)children.ru_maxrss / 1024;
	printf("%.1f %.1f\n", mine > childs ? mine : childs, result);
}

static void ours(struct scope *sc, const char *path, int rows)
{
	struct workbook *book = NULL;
	double start = bench_seconds();
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bench_must(workbook_read(sc, fd, &book));
	printf("%.6f\n", bench_seconds() - start);
	close(fd);
	const struct workbook_cell *last = workbook_cell(&book->sheets[0], rows, COLUMNS);
	const struct workbook_cell *early = workbook_cell(&book->sheets[0], 3, 2);
	if (strncmp(last->text, "remark ", 7) != 0 || strcmp(early->text, "0020") != 0) {
		fprintf(stderr, "bench: it was not read\n");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	const char *what = argc == 3 ? argv[1] : "";
	const char *path = argc == 3 ? path_join(sc, argv[2], "book.xlsx") : NULL;
	int rows = argc == 3 ? atoi(path_base(argv[2])) : 0;
	if (strcmp(what, "setup") == 0)
		setup(path, rows);
	else if (strcmp(what, "ours") == 0)
		ours(sc, path, rows);
	else if (strcmp(what, "memory") == 0)
		memory(sc, path);
	else if (strcmp(what, "floor") == 0)
		execl(scope_printf(sc, "%s_floor", argv[0]), "reader_floor", path, (char *)NULL);
	return strcmp(what, "floor") == 0;
}
