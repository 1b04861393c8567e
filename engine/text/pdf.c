/* pdf.c: the one door to qpdf. */
#include "base/base.h"
#include "base/helper.h"
#include "text/pdf.h"
#include <qpdf/qpdf-c.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SECONDS = 4, MEMORY = 256 << 20 };
_Static_assert((int)PDF_AT_ONCE <= (int)HELPER_FILES, "more PDFs than a job takes files");

static bool tells_of_memory(qpdf_data q, qpdf_error e)
{
	return strstr(qpdf_get_error_full_text(q, e), "bad_alloc") != NULL;
}

/* qpdf says it in the words of C++, what() of std::bad_alloc: as an error, or a warning before it tries another way. */
static bool has_memory(qpdf_data q)
{
	bool enough = true;
	while (qpdf_more_warnings(q))
		if (tells_of_memory(q, qpdf_next_warning(q)))
			enough = false;
	return enough && !(qpdf_has_error(q) && tells_of_memory(q, qpdf_get_error(q)));
}

static bool count_in(const char *bytes, size_t len, int *pages)
{
	qpdf_data q = qpdf_init();
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	if (!(qpdf_read_memory(q, "", bytes, len, NULL) & QPDF_ERRORS))
		*pages = qpdf_get_num_pages(q);
	bool whole = has_memory(q);
	qpdf_cleanup(&q);
	return whole;
}

/* In the child: a number for each file. */
static bool count_pages(const struct helper_input *input, struct buf *answer)
{
	bool whole = true;
	for (size_t i = 0; i < input->count && whole; i++) {
		int pages = -1;
		int in = input->files[i];
		off_t size = lseek(in, 0, SEEK_END);
		void *bytes = size > 0 ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, in, 0) : MAP_FAILED;
		if (bytes != MAP_FAILED) {
			whole = count_in(bytes, (size_t)size, &pages);
			munmap(bytes, (size_t)size);
		}
		buf_put(answer, &pages, sizeof pages);
	}
	return whole;
}

const struct fault *pdf_pages(struct scope *sc, const int *fds, size_t count, int *pages, int64_t *wasted)
{
	static const struct helper_job job = { "pages of a PDF", count_pages };
	const struct helper_limits limits = { SECONDS, MEMORY, count * sizeof *pages };
	const char *answer = NULL;
	size_t len = 0;
	int64_t start = helper_clock();
	const struct fault *f = helper_run(sc, &job, &(struct helper_input){ .files = fds, .count = count }, &limits,
	                                   &answer, &len);
	if (f)
		*wasted += helper_clock() - start;
	TRY(f);
	if (len != count * sizeof *pages)
		return fault_make(FAULT_CORRUPT, "misleads what reads it");
	memcpy(pages, answer, len);
	return NULL;
}
