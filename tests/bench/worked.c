/* worked.c: check of the largest worked package, work tree and all; floor: the bare libraries doing its parts: cmark
 * reading the texts, OpenSSL and qpdf reading the attached files.  Registers and rules are our own affair and stand on
 * our side. */
#include "bench.h"
#include "base/digest.h"
#include "check/check.h"
#include "store/home.h"
#include <cmark.h>
#include <fcntl.h>
#include <qpdf/qpdf-c.h>
#include <unistd.h>

static const char *root(void) { return getenv("BENCH_ROOT") ? getenv("BENCH_ROOT") : "."; }

static const struct template *read_template(struct scope *sc)
{
	const struct template_files *files = NULL;
	const struct template *t = NULL;
	bench_must(template_files_read(sc, scope_printf(sc, "%s/templates/repair", root()), &files));
	bench_must(template_read_fit(sc, files, &t));
	return t;
}

/* Opening starts libgit2, once a process. */
static struct store *open_store(struct scope *sc, const char *folder)
{
	struct store *s = NULL;
	bench_must(home_find(sc, folder, &s));
	return s;
}

static struct package *load(struct scope *sc, const struct template *t, struct store *s)
{
	struct source *source = NULL;
	struct package *p = NULL;
	bench_must(store_source_work(sc, s, &source));
	bench_must(package_load(sc, t, source, &p));
	return p;
}

static void ours(struct scope *sc, const char *folder)
{
	const struct template *t = read_template(sc);
	struct findings *found = NULL;
	struct store *s = open_store(sc, folder);
	double start = bench_seconds();
	bench_must(check_run(sc, load(sc, t, s), 20780, &found));
	printf("%.6f\n", bench_seconds() - start);
}

/* What the engine does in a child of its helper, here in process: the bare library. */
static void count_pages(int fd)
{
	char name[64];
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	qpdf_data q = qpdf_init();
	qpdf_silence_errors(q);
	if (!(qpdf_read(q, name, NULL) & QPDF_ERRORS))
		(void)qpdf_get_num_pages(q);
	qpdf_cleanup(&q);
}

static void read_attachment(const char *path)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bench_must(digest_fd(fd, path, digest, &size));
	lseek(fd, 0, SEEK_SET);
	if (path_has_suffix(path, ".pdf"))
		count_pages(fd);
	close(fd);
}

static void floor_program(struct scope *sc, const char *folder)
{
	const char *const *paths = NULL, *bytes;
	size_t count = 0, len;
	bench_must(file_tree(sc, folder, &paths, &count));
	double start = bench_seconds();
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(sc, folder, paths[i]);
		if (strncmp(paths[i], "attachments/", 12) == 0) {
			read_attachment(path);
		} else if (strncmp(paths[i], "evidence/", 9) == 0) {
			bench_must(file_read(sc, path, 1 << 26, &bytes, &len));
			cmark_node_free(cmark_parse_document(bytes, len, CMARK_OPT_DEFAULT));
		} else if (strncmp(paths[i], "registers/", 10) == 0) {
			bench_must(file_read(sc, path, 1 << 26, &bytes, &len));
		}
	}
	printf("%.6f\n", bench_seconds() - start);
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	if (argc == 3 && strcmp(argv[1], "ours") == 0)
		ours(sc, argv[2]);
	else if (argc == 3 && strcmp(argv[1], "floor") == 0)
		floor_program(sc, argv[2]);
	return 0;
}
