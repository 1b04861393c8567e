/* t_file.c: a file that has not changed gets another name, not another copy. */
#include "unit.h"
#include "base/file.h"
#include "base/path.h"
#include <sys/stat.h>

static ino_t number_of(const char *path)
{
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	return st.st_ino;
}

static void the_same_bytes_get_a_second_name(void **state)
{
	SCOPE(sc);
	const char *folder = unit_folder(sc), *old = path_join(sc, folder, "old/a.html");
	const char *now = path_join(sc, folder, "new/below/a.html"), *bytes = NULL;
	size_t len = 0;
	(void)state;
	OK(file_write(old, "page", 4));
	assert_true(file_link_same(old, now, "page", 4));
	assert_int_equal(number_of(old), number_of(now));
	OK(file_write(old, "other", 5));                /* a new file in its place: the second name keeps the bytes */
	OK(file_read(sc, now, 100, &bytes, &len));
	SAME(bytes, "page");
}

static void other_bytes_get_none(void **state)
{
	SCOPE(sc);
	const char *folder = unit_folder(sc), *old = path_join(sc, folder, "a"), *now = path_join(sc, folder, "b");
	static char many[200000];
	(void)state;
	memset(many, 'x', sizeof many);
	OK(file_write(old, many, sizeof many));
	assert_false(file_link_same(old, now, many, sizeof many - 1));
	many[sizeof many - 1] = 'y';
	assert_false(file_link_same(old, now, many, sizeof many));
	assert_false(file_exists(now));
	many[sizeof many - 1] = 'x';
	assert_true(file_link_same(old, now, many, sizeof many));
	assert_false(file_link_same(old, now, many, sizeof many));      /* the name is taken */
	assert_false(file_link_same(path_join(sc, folder, "none"), path_join(sc, folder, "c"), "", 0));
	assert_false(file_link_same(folder, path_join(sc, folder, "c"), "", 0));
	OK(file_write(old, "", 0));
	assert_true(file_link_same(old, path_join(sc, folder, "c"), "", 0));
}

static void a_link_is_not_followed(void **state)
{
	SCOPE(sc);
	const char *folder = unit_folder(sc), *old = path_join(sc, folder, "a"), *to = path_join(sc, folder, "to");
	(void)state;
	OK(file_write(to, "page", 4));
	assert_int_equal(symlink("to", old), 0);
	assert_false(file_link_same(old, path_join(sc, folder, "b"), "page", 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_bytes_get_a_second_name),
		cmocka_unit_test(other_bytes_get_none),
		cmocka_unit_test(a_link_is_not_followed),
	};
	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
