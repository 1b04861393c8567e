/* pdf.c: the one door to qpdf. */
#include "base/base.h"
#include "base/helper.h"
#include "base/library.h"
#include "text/pdf.h"
#include "qpdf_library.inc"
#include <qpdf/qpdf-c.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SECONDS = 4, MEMORY = 256 << 20 };
_Static_assert((int)PDF_AT_ONCE <= (int)HELPER_FILES, "more PDFs than a job takes files");

/* The program is not linked with qpdf: it brings twelve libraries along, and a start without takes half the time. */
static struct {
#define MEMBER(name) __typeof__(qpdf_##name) *name;
#define SYMBOL(name) { "qpdf_" #name, &qpdf.name },
#define QPDF(DO) DO(init) DO(cleanup) DO(silence_errors) DO(set_suppress_warnings) DO(read_memory) DO(get_num_pages) \
	DO(more_warnings) DO(next_warning) DO(has_error) DO(get_error) DO(get_error_full_text)
	QPDF(MEMBER)
	bool loaded;
} qpdf;
static const struct library_symbol symbols[] = { QPDF(SYMBOL) };

static void load(void) { qpdf.loaded = library_load(qpdf_library, symbols, countof(symbols)); }

static bool tells_of_memory(qpdf_data q, qpdf_error e)
{
	return strstr(qpdf.get_error_full_text(q, e), "bad_alloc") != NULL;
}

/* qpdf says it in the words of C++, what() of std::bad_alloc: as an error, or a warning before it tries another way. */
static bool has_memory(qpdf_data q)
{
	bool enough = true;
	while (qpdf.more_warnings(q))
		if (tells_of_memory(q, qpdf.next_warning(q)))
			enough = false;
	return enough && !(qpdf.has_error(q) && tells_of_memory(q, qpdf.get_error(q)));
}

static bool count_in(const char *bytes, size_t len, int *pages)
{
	qpdf_data q = qpdf.init();
	qpdf.silence_errors(q);
	qpdf.set_suppress_warnings(q, QPDF_TRUE);
	if (!(qpdf.read_memory(q, "", bytes, len, NULL) & QPDF_ERRORS))
		*pages = qpdf.get_num_pages(q);
	bool whole = has_memory(q);
	qpdf.cleanup(&q);
	return whole;
}

/* In the child: a number for each file; nothing at all without qpdf. */
static bool count_pages(const struct helper_input *input, struct buf *answer)
{
	bool whole = true;
	for (size_t i = 0; qpdf.loaded && i < input->count && whole; i++) {
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

static const struct helper_job job = { "pages of a PDF", count_pages, load };

const struct fault *pdf_start(void) { return helper_start(&job); }

/* A child that says nothing may lack qpdf, or be told to say so by what it read: look. */
static const struct fault *judge_answer(size_t len, size_t wanted)
{
	if (len == wanted)
		return NULL;
	if (len == 0)
		load();
	return len == 0 && !qpdf.loaded
	       ? fault_make(FAULT_SYSTEM, "PDFs cannot be read: the library {library} is missing", qpdf_library)
	       : fault_make(FAULT_CORRUPT, "misleads what reads it");
}

/* As it was built: to ask the library itself would be to load it. */
const char *pdf_reader(void) { return QPDF_VERSION; }

const struct fault *pdf_pages(struct scope *sc, const int *fds, size_t count, int *pages, int64_t *wasted)
{
	const struct helper_limits limits = { SECONDS, MEMORY, count * sizeof *pages };
	const char *answer = NULL;
	size_t len = 0;
	int64_t start = helper_clock();
	const struct fault *f = helper_run(sc, &job, &(struct helper_input){ .files = fds, .count = count }, &limits,
	                                   &answer, &len);
	if (f)
		*wasted += helper_clock() - start;
	TRY(f);
	TRY(judge_answer(len, count * sizeof *pages));
	memcpy(pages, answer, len);
	return NULL;
}
