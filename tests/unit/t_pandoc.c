/* t_pandoc.c: what is said of files that are no Word documents, whether pandoc is here or not; what it reads and writes
 * is tested by tests/interop/. */
#include "unit.h"
#include "text/pandoc.h"
#include <fcntl.h>

static const struct fault *read_bytes(struct scope *sc, const char *bytes, size_t len)
{
	const char *path = path_join(sc, unit_folder(sc), "in");
	const struct json *j = NULL;
	OK(file_write(path, bytes, len));
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const struct fault *f = pandoc_read_docx(sc, fd, &j);
	assert_int_not_equal(fcntl(fd, F_GETFD), -1);
	close(fd);
	return f;
}

static void what_is_no_docx(void **state)
{
	static const struct { const char *bytes; size_t len; const char *says; } list[] = {
		{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", 17, "an older Word document, or one with a password" },
		{ "%PDF-1.7\n", 9, "is a PDF" }, { "{\\rtf1}", 7, "is not a Word document" },
		{ "", 0, "is not a Word document" }, { "PK", 2, "is not a Word document" },
	};
	(void)state;
	SCOPE(sc);
	for (size_t i = 0; i < countof(list); i++) {
		const struct fault *f = read_bytes(sc, list[i].bytes, list[i].len);
		EXPECT(f && f->code == FAULT_USAGE && strstr(f->text, list[i].says), "%s: %s", list[i].says,
		       f ? f->text : "taken");
	}
}

/* The beginning of a ZIP is looked into by pandoc alone. */
static void broken_or_nobody_to_read(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct fault *f = read_bytes(sc, "PK\3\4 and no more", 16);
	assert_non_null(f);
	assert_int_equal(f->code, pandoc_is_here() ? FAULT_CORRUPT : FAULT_SYSTEM);
	HAS(f->text, pandoc_is_here() ? "is damaged" : "wants the program pandoc");
	assert_null(strchr(f->text, '\n'));
}

static void writes(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *docx = NULL;
	size_t len = 0;
	if (!pandoc_is_here()) {
		FAILS(pandoc_write_docx(sc, "[]", NULL, NULL, &docx, &len), FAULT_SYSTEM);
		return;
	}
	OK(pandoc_write_docx(sc, "[{\"t\":\"Para\",\"c\":[{\"t\":\"Str\",\"c\":\"検査\"}]}]",
	                     "{\"title\":{\"t\":\"MetaString\",\"c\":\"T\"}}", NULL, &docx, &len));
	assert_true(len > 1000 && memcmp(docx, "PK\3\4", 4) == 0);
	/* no file is read for it, and nothing is slipped in */
	FAILS(pandoc_write_docx(sc, "[{\"t\":\"Para\",\"c\":[{\"t\":\"Image\",\"c\":[[\"\",[],[]],[],"
	                        "[\"/etc/hostname\",\"\"]]}]}]", NULL, NULL, &docx, &len), FAULT_USAGE);
	FAILS(pandoc_write_docx(sc, "[],\"blocks\":[]", NULL, NULL, &docx, &len), FAULT_CORRUPT);
	FAILS(pandoc_write_docx(sc, "[{\"t\":\"Para\"}]", NULL, NULL, &docx, &len), FAULT_SYSTEM);
	FAILS(pandoc_write_docx(sc, "[]", NULL, "/no/such/reference.docx", &docx, &len), FAULT_SYSTEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_docx), cmocka_unit_test(broken_or_nobody_to_read), cmocka_unit_test(writes),
	};
	return cmocka_run_group_tests_name("pandoc", tests, NULL, NULL);
}
