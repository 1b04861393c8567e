/* pdf.c: the one door to qpdf. */
#include "base/base.h"
#include "base/helper.h"
#include "base/library.h"
#include "text/pdf.h"
#include "text/pdf_words.h"
#include "qpdf_library.inc"
#include <qpdf/qpdf-c.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SECONDS = 4, MEMORY = 256 << 20, TOLD = 1000 };
_Static_assert((int)PDF_AT_ONCE <= (int)HELPER_FILES, "more PDFs than a job takes files");

/* The program is not linked with qpdf: it brings twelve libraries along, and a start without takes half the time. */
static struct {
#define MEMBER(name) __typeof__(qpdf_##name) *name;
#define SYMBOL(name) { "qpdf_" #name, &qpdf.name },
#define QPDF(DO) DO(init) DO(cleanup) DO(silence_errors) DO(set_suppress_warnings) DO(read_memory) DO(get_num_pages) \
	DO(more_warnings) DO(next_warning) DO(has_error) DO(get_error) DO(get_error_full_text) \
	DO(get_trailer) DO(get_root) DO(oh_is_dictionary) DO(oh_is_string) DO(oh_is_stream) DO(oh_get_key) \
	DO(oh_get_binary_utf8_value) DO(oh_get_stream_data)
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

/* What comes back for a file; of texts, as they are, TOLD bytes at most. */
struct told { int pages; size_t title_len, language_len; char title[TOLD], language[TOLD]; };

static void take(char to[TOLD], size_t *to_len, const char *bytes, size_t len)
{
	*to_len = bytes && len <= TOLD ? len : 0;       /* cut, a character could be torn */
	if (*to_len)
		memcpy(to, bytes, len);
}

static void take_text(qpdf_data q, qpdf_oh of, const char *key, char to[TOLD], size_t *to_len)
{
	qpdf_oh value = qpdf.oh_is_dictionary(q, of) ? qpdf.oh_get_key(q, of, key) : of;
	size_t len = 0;
	const char *text = qpdf.oh_is_string(q, value) ? qpdf.oh_get_binary_utf8_value(q, value, &len) : NULL;
	take(to, to_len, text, len);
}

/* The packet of metadata, where the information says no title. */
static void take_packet(qpdf_data q, struct told *t)
{
	SCOPE(turn);
	qpdf_oh root = qpdf.get_root(q), packet = qpdf.oh_is_dictionary(q, root) ? qpdf.oh_get_key(q, root, "/Metadata")
		: root;
	unsigned char *bytes = NULL;
	size_t len = 0;
	QPDF_BOOL filtered = QPDF_FALSE;
	if (!qpdf.oh_is_stream(q, packet)
	    || (qpdf.oh_get_stream_data(q, packet, qpdf_dl_generalized, &filtered, &bytes, &len) & QPDF_ERRORS))
		return;
	const char *title = pdf_words_xmp(turn, (const char *)bytes, bytes ? len : 0);
	take(t->title, &t->title_len, title, strlen(title));
	free(bytes);                    /* qpdf-c.h: it came from malloc */
}

static void take_facts(qpdf_data q, struct told *t)
{
	qpdf_oh trailer = qpdf.get_trailer(q);
	if (qpdf.oh_is_dictionary(q, trailer))
		take_text(q, qpdf.oh_get_key(q, trailer, "/Info"), "/Title", t->title, &t->title_len);
	take_text(q, qpdf.get_root(q), "/Lang", t->language, &t->language_len);
	if (t->title_len == 0)
		take_packet(q, t);
}

static bool read_in(const char *bytes, size_t len, bool facts, struct told *t)
{
	qpdf_data q = qpdf.init();
	qpdf.silence_errors(q);
	qpdf.set_suppress_warnings(q, QPDF_TRUE);
	if (!(qpdf.read_memory(q, "", bytes, len, NULL) & QPDF_ERRORS))
		t->pages = qpdf.get_num_pages(q);
	if (facts && t->pages >= 0)
		take_facts(q, t);
	bool whole = has_memory(q);
	qpdf.cleanup(&q);
	return whole;
}

/* In the child: a number for each file, or, where an argument came, all it tells; nothing at all without qpdf. */
static bool read_files(const struct helper_input *input, struct buf *answer)
{
	bool whole = true, facts = input->len > 0;
	for (size_t i = 0; qpdf.loaded && i < input->count && whole; i++) {
		struct told t = { .pages = -1 };
		int in = input->files[i];
		off_t size = lseek(in, 0, SEEK_END);
		void *bytes = size > 0 ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, in, 0) : MAP_FAILED;
		if (bytes != MAP_FAILED) {
			whole = read_in(bytes, (size_t)size, facts, &t);
			munmap(bytes, (size_t)size);
		}
		buf_put(answer, facts ? (void *)&t : (void *)&t.pages, facts ? sizeof t : sizeof t.pages);
	}
	return whole;
}

static const struct helper_job job = { "pages of a PDF", read_files, load };

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

static const struct fault *ask(struct scope *sc, const struct helper_input *input, size_t wanted, const char **answer,
                               int64_t *wasted)
{
	const struct helper_limits limits = { SECONDS, MEMORY, wanted };
	size_t len = 0;
	int64_t start = helper_clock();
	const struct fault *f = helper_run(sc, &job, input, &limits, answer, &len);
	if (f)
		*wasted += helper_clock() - start;
	TRY(f);
	return judge_answer(len, wanted);
}

const struct fault *pdf_pages(struct scope *sc, const int *fds, size_t count, int *pages, int64_t *wasted)
{
	const char *answer = NULL;
	TRY(ask(sc, &(struct helper_input){ .files = fds, .count = count }, count * sizeof *pages, &answer, wasted));
	memcpy(pages, answer, count * sizeof *pages);
	return NULL;
}

const struct fault *pdf_facts(struct scope *sc, const int *fds, size_t count, struct pdf_facts *out, int64_t *wasted)
{
	const struct helper_input input = { .files = fds, .count = count, .argument = "facts", .len = 5 };
	struct told t;
	const char *answer = NULL;
	TRY(ask(sc, &input, count * sizeof t, &answer, wasted));
	for (size_t i = 0; i < count; i++) {
		memcpy(&t, answer + i * sizeof t, sizeof t);
		size_t title = t.title_len < TOLD ? t.title_len : TOLD;
		size_t language = t.language_len < TOLD ? t.language_len : TOLD;
		out[i] = (struct pdf_facts){ t.pages, pdf_words_title(sc, t.title, title),
			pdf_words_language(sc, t.language, language) };
	}
	return NULL;
}
