/* t_template_kept.c: a template kept in one file is that very template, or it is not there. */
#include "unit.h"
#include "base/file.h"
#include "base/path.h"
#include "template/template.h"

static const struct template *repair(struct scope *sc)
{
	const struct template_files *files = NULL;
	const struct template *t = NULL;
	assert_null(template_files_read(sc, "templates/repair", &files));
	assert_null(template_open(sc, files, &t));
	return t;
}

static const char *kept(struct scope *sc, const struct template *t)
{
	const char *file = path_join(sc, unit_folder(sc), "template-1");
	template_files_keep(file, "mark", t->files);
	return file;
}

static void what_was_kept_is_the_same_template(void **state)
{
	SCOPE(sc);
	const struct template *t = repair(sc), *again = NULL;
	(void)state;
	assert_true(template_open_kept(sc, kept(sc, t), "mark", t->snapshot, &again));
	assert_int_equal(again->files->count, t->files->count);
	for (size_t i = 0; i < t->files->count; i++) {
		const struct template_file *f = &t->files->at[i], *g = &again->files->at[i];
		assert_string_equal(g->path, f->path);
		assert_int_equal(g->len, f->len);
		assert_memory_equal(g->bytes, f->bytes, f->len + 1);
	}
	assert_null(template_complete(again));
	assert_int_equal(template_rules(again)->count, template_rules(t)->count);
}

static void what_is_not_there_or_another_is_none(void **state)
{
	SCOPE(sc);
	const struct template *t = repair(sc), *again = NULL;
	const char *file = kept(sc, t);
	char other[DIGEST_TEXT];
	(void)state;
	digest_bytes("other", 5, other);
	assert_false(template_open_kept(sc, file, "mark", other, &again));
	assert_false(template_open_kept(sc, path_join(sc, unit_folder(sc), "nothing"), "mark", t->snapshot, &again));
	assert_false(template_open_kept(sc, unit_folder(sc), "mark", t->snapshot, &again));
	assert_false(template_open_kept(sc, file, "mar", t->snapshot, &again));
	assert_false(template_open_kept(sc, file, "marked", t->snapshot, &again));
}

/* Small files, so that each byte can be changed and each end be tried. */
static void no_byte_may_be_changed_or_missing(void **state)
{
	SCOPE(sc);
	struct template_file at[] = { { "a.md", "text", 4 }, { "b/c.md", "", 0 }, { "template.yaml", "name: x\n", 8 } };
	struct template_files files = { at, countof(at), countof(at) };
	const char *file = path_join(sc, unit_folder(sc), "template-2"), *bytes = NULL;
	const struct template *again = NULL;
	char snapshot[DIGEST_TEXT];
	size_t len = 0;
	(void)state;
	template_files_digest(&files, snapshot);
	template_files_keep(file, "mark", &files);
	assert_null(file_read(sc, file, 1 << 20, &bytes, &len));
	for (size_t i = 0; i < len; i++) {
		SCOPE(turn);
		char *changed = scope_copy_bytes(turn, bytes, len);
		for (int by = 1; by < 256; by += 17) {
			changed[i] = (char)(bytes[i] ^ by);
			assert_null(file_write(file, changed, len));
			assert_false(template_open_kept(turn, file, "mark", snapshot, &again));
		}
		assert_null(file_write(file, bytes, i));
		assert_false(template_open_kept(turn, file, "mark", snapshot, &again));
	}
}

static void where_nothing_can_be_written_nothing_is_kept(void **state)
{
	SCOPE(sc);
	const struct template *t = repair(sc), *again = NULL;
	const char *file = path_join(sc, kept(sc, t), "below-a-file");
	(void)state;
	template_files_keep(file, "mark", t->files);
	assert_false(file_exists(file));
	assert_false(template_open_kept(sc, file, "mark", t->snapshot, &again));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_kept_is_the_same_template),
		cmocka_unit_test(what_is_not_there_or_another_is_none),
		cmocka_unit_test(no_byte_may_be_changed_or_missing),
		cmocka_unit_test(where_nothing_can_be_written_nothing_is_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
