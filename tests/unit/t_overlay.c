/* t_overlay.c: files put over a source: they hide what lies under, all else shows through. */
#include "stores.h"
#include "store/overlay.h"

static const char *text_of(struct scope *sc, struct source *s, const char *path)
{
	const char *bytes = NULL;
	size_t len = 0;
	OK(source_read(sc, s, path, &bytes, &len));
	assert_int_equal(strlen(bytes), len);
	return bytes;
}

static struct source *under(struct scope *sc)
{
	struct store *s = store_memory(sc);
	struct source *work = NULL;
	stores_write(sc, s, "evidence/B-b.md", "under b\n");
	stores_write(sc, s, "evidence/D-d.md", "under d\n");
	stores_write(sc, s, "package.yaml", "under: 1\n");
	OK(store_source_work(sc, s, &work));
	return work;
}

static void hides_and_shows_through(void **state)
{
	(void)state;
	SCOPE(sc);
	static const struct overlay_file files[] = { { "registers/r.csv", "a,b\n", 4 },
		{ "evidence/D-d.md", "over d\n", 7 }, { "attachments/A/x.pdf", "%PDF over", 9 },
		{ "evidence/A-a.md", "", 0 } };
	static const char *const wanted[] = { "attachments/A/x.pdf", "evidence/A-a.md", "evidence/B-b.md",
		"evidence/D-d.md", "package.yaml", "registers/r.csv" };
	struct source *s = overlay_source(sc, under(sc), files, countof(files));
	const struct source_entry *entries = NULL;
	size_t count = 0;
	OK(source_list(sc, s, &entries, &count));
	assert_int_equal(count, countof(wanted));
	for (size_t i = 0; i < count; i++)
		SAME(entries[i].path, wanted[i]);
	assert_int_equal(entries[3].size, 7);
	assert_int_equal(entries[0].kind, SOURCE_ATTACHMENT);
	assert_true(entries[0].present && entries[1].present);
	SAME(text_of(sc, s, "evidence/D-d.md"), "over d\n");
	SAME(text_of(sc, s, "evidence/B-b.md"), "under b\n");
	SAME(text_of(sc, s, "evidence/A-a.md"), "");
	SAME(text_of(sc, s, "registers/r.csv"), "a,b\n");
	const char *bytes = NULL;
	FAILS(source_read(sc, s, "evidence/Z.md", &bytes, &count), FAULT_NOT_FOUND);
}

static void content_is_opened_from_its_start(void **state)
{
	(void)state;
	SCOPE(sc);
	enum { MUCH = 300000 };
	char *much = scope_alloc(sc, MUCH, 1), *got = scope_alloc(sc, MUCH + 1, 1);
	for (size_t i = 0; i < MUCH; i++)
		much[i] = (char)(i % 251);
	struct overlay_file file = { "attachments/A/x.pdf", much, MUCH };
	struct source *s = overlay_source(sc, under(sc), &file, 1);
	const struct source_entry *entries = NULL;
	size_t count = 0;
	int fd = -1;
	OK(source_list(sc, s, &entries, &count));
	assert_int_equal(entries[0].size, MUCH);
	OK(source_open(s, &entries[0], &fd));
	assert_int_equal(read(fd, got, MUCH + 1), MUCH);
	assert_memory_equal(got, much, MUCH);
	close(fd);
}

static void a_text_has_its_limit(void **state)
{
	(void)state;
	SCOPE(sc);
	char *much = scope_alloc(sc, (size_t)SOURCE_TEXT_LIMIT + 1, 1);
	struct overlay_file files[] = { { "evidence/A-a.md", much, SOURCE_TEXT_LIMIT },
		{ "evidence/B-b.md", much, (size_t)SOURCE_TEXT_LIMIT + 1 } };
	struct source *s = overlay_source(sc, under(sc), files, countof(files));
	const char *bytes = NULL;
	size_t len = 0;
	OK(source_read(sc, s, "evidence/A-a.md", &bytes, &len));
	assert_int_equal(len, SOURCE_TEXT_LIMIT);
	FAILS(source_read(sc, s, "evidence/B-b.md", &bytes, &len), FAULT_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hides_and_shows_through), cmocka_unit_test(content_is_opened_from_its_start),
		cmocka_unit_test(a_text_has_its_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
