/* workbook.c: 1,000 requirements of 12 columns; floor: libxlsxwriter writing the same cells. */
#include "bench.h"
#include "package/package.h"
#include "view/view.h"
#include "render/xlsx/xlsx.h"
#include "store/store.h"
#include <xlsxwriter.h>

enum { COUNT = 1000, COLUMNS = 12 };

static void ours(struct scope *sc, const char *folder)
{
	struct findings *fs = finding_list(sc);
	const struct template *t = template_read(sc, bench_template(sc, COUNT), fs);
	struct store *s = store_memory(sc);
	struct source *source = NULL;
	struct package *p = NULL;
	bench_must(store_write(sc, s, "package.yaml", bench_identity(), strlen(bench_identity())));
	bench_must(store_source_work(sc, s, &source));
	bench_must(package_load(sc, t, source, &p));
	struct view v = { .package = p, .template = t, .version = "", .version_name = "bench",
	                  .program = "sarflow", .created = 1795392000 };
	double start = bench_seconds();
	bench_must(xlsx_write(sc, &v, "submittal", path_join(sc, folder, "ours.xlsx")));
	printf("%.6f\n", bench_seconds() - start);
}

static void floor_program(struct scope *sc, const char *folder)
{
	double start = bench_seconds();
	lxw_workbook *w = workbook_new(path_join(sc, folder, "floor.xlsx"));
	lxw_worksheet *at = workbook_add_worksheet(w, "Checklist");
	lxw_format *f = workbook_add_format(w);
	format_set_text_wrap(f);
	format_set_border(f, LXW_BORDER_THIN);
	for (int i = 1; i <= COUNT; i++) {
		const char *cells[COLUMNS] = { scope_printf(sc, "E%d", i), scope_printf(sc, "E%d", i),
			scope_printf(sc, "The work of element %d is described", i), "R", "D", "no",
				"A statement by the applicant of some length",
			scope_printf(sc, "E%d", i), scope_printf(sc, "E%d", i), "evidence/file.html, section 3", "",
				"" };
		for (int c = 0; c < COLUMNS; c++) {
			if (*cells[c])
				worksheet_write_string(at, (lxw_row_t)i, (lxw_col_t)c, cells[c], f);
			else
				worksheet_write_blank(at, (lxw_row_t)i, (lxw_col_t)c, f);
		}
		/* in ours a name of eleven letters that no other row has; here as good as that */
		worksheet_write_string(at, (lxw_row_t)i, COLUMNS, scope_printf(sc, "r%010X", (unsigned)i * 2654435761u),
			NULL);
		worksheet_set_row(at, (lxw_row_t)i, 30, NULL);
	}
	workbook_close(w);
	printf("%.6f\n", bench_seconds() - start);
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	const char *what = argc == 3 ? argv[1] : "";
	if (strcmp(what, "ours") == 0)
		ours(sc, argv[2]);
	else if (strcmp(what, "floor") == 0)
		floor_program(sc, argv[2]);
	return 0;
}
