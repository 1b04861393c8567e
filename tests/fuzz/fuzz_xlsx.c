/* fuzz_xlsx.c: whatever stands in a register, the workbook that is written of it can be read, and holds each of its
 * texts; the same rows give the same bytes.  The first byte chooses the workbook; the rest is a register's file. */
#include "fuzz.h"
#include "tiny.h"
#include "base/file.h"
#include "base/helper.h"
#include "render/xlsx/xlsx_private.h"
#include "store/store.h"
#include "text/workbook/workbook_private.h"
#include <fcntl.h>
#include <unistd.h>

static const struct template *template_of_all;
static char path[64];

static const struct package *package_with(struct scope *sc, const uint8_t *data, size_t size)
{
	struct store *s = store_memory(sc);
	struct source *work = NULL;
	struct package *p = NULL;
	for (size_t i = 0; i < countof(tiny_package); i++) {
		const char *text = tiny_package[i].text;
		HOLDS(store_write(sc, s, tiny_package[i].path, text, strlen(text)) == NULL);
	}
	HOLDS(store_write(sc, s, "registers/gauges.csv", data, size) == NULL);
	HOLDS(store_source_work(sc, s, &work) == NULL);
	HOLDS(package_load(sc, template_of_all, work, &p) == NULL);
	return p;
}

static const struct fault *write_book(struct scope *sc, const struct package *p, bool to_edit)
{
	struct view v = { .package = p, .template = template_of_all, .version = "", .version_name = "fuzz",
		.saved = "", .program = "sarflow", .created = 1795392000, .findings = finding_list(sc) };
	const struct template_register *gauges = template_register(template_of_all, "gauges");
	return to_edit ? xlsx_write_registers(sc, &v, &gauges, 1, path) : xlsx_write(sc, &v, "submittal", path);
}

static const struct workbook *read_back(struct scope *sc)
{
	struct buf *answer = buf_new(sc);
	struct workbook *book = NULL;
	int fd = open(path, O_RDONLY);
	HOLDS(fd >= 0 && workbook_job.run(&(struct helper_input){ .files = &fd, .count = 1 }, answer));
	close(fd);
	HOLDS(workbook_answer_read(sc, answer->at, answer->len, &book) == NULL && book);
	return book;
}

static bool is_there(const struct workbook *book, const char *text)
{
	for (size_t i = 0; i < book->sheet_count; i++)
		for (size_t r = 0; r < book->sheets[i].row_count; r++)
			for (size_t c = 0; c < book->sheets[i].rows[r].count; c++)
				if (strcmp(book->sheets[i].rows[r].cells[c].text, text) == 0)
					return true;
	return false;
}

static void texts_hold(struct scope *sc, const struct package *p, const struct workbook *book)
{
	const struct package_register *r = package_register(p, "gauges");
	for (size_t i = 0; r && i < r->rows.count; i++) {
		const char *text = r->rows.at[i].cells[template_column(r->of, "gauge")];
		/* these two are shown as their code: cells.c */
		if (*text && !strstr(text, "\xef\xbf\xbe") && !strstr(text, "\xef\xbf\xbf"))
			HOLDS(is_there(book, xlsx_plain(sc, text)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	const char *one = NULL, *two = NULL;
	size_t len = 0, again = 0;
	if (size == 0)
		return 0;
	bool to_edit = data[0] % 2;
	const struct package *p = package_with(sc, data + 1, size - 1);
	const struct fault *f = write_book(sc, p, to_edit);
	HOLDS(!f || f->code == FAULT_REFUSED);
	if (f)
		return 0;
	texts_hold(sc, p, read_back(sc));
	HOLDS(file_read(sc, path, 1 << 28, &one, &len) == NULL);
	HOLDS(write_book(sc, p, to_edit) == NULL && file_read(sc, path, 1 << 28, &two, &again) == NULL);
	HOLDS(len == again && memcmp(one, two, len) == 0);
	return 0;
}

static void remove_path(void) { unlink(path); }

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char *const heads[] = { "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n",
		"due,gauge\n", "gauge\n" };
	struct scope *sc = scope_open();        /* for the whole run */
	const char *memory = file_is_folder("/dev/shm") ? "/dev/shm" : "/tmp";
	(void)argc; (void)argv;
	snprintf(path, sizeof path, "%s/sarflow-fuzz-%d.xlsx", memory, (int)getpid());
	atexit(remove_path);
	workbook_job.load();
	HOLDS(template_read_fit(sc, tiny_template(sc), &template_of_all) == NULL);
	for (size_t i = 0; i < countof(heads); i++) {
		fuzz_seed((int)i, i % 2 ? "a" : "b", scope_printf(sc, "%s"
			"G1,2020,1.5,2026-11-22,yes,caliper,2840-01-999-9902,P1;P2,,1\n=1+1,,,,,,,,,\n"
			"\"a\nb\",-0,1e9\n", heads[i]));
		fuzz_seed(10 + (int)i, i % 2 ? "b" : "a", scope_printf(sc, "%s_x0041_,http://x,\xe3\x83\xbc\n"
			"&<>\"\"'\n  x  \n0123\n\xf0\x9f\x98\x80,\xef\xbf\xbe\n", heads[i]));
	}
	return 0;
}
