/* t_kept.c: what is kept by digest may be lost or changed at any byte, and never lies. */
#include "unit.h"
#include "base/file.h"
#include "base/kept.h"
#include "base/path.h"
#include "base/temporary.h"
#include <sys/wait.h>
#include <unistd.h>

static void digest_of(const char *text, char out[DIGEST_TEXT]) { digest_bytes(text, strlen(text), out); }

static const char *file_with(struct scope *sc, const char *const *texts, size_t count)
{
	const char *file = path_join(sc, unit_folder(sc), "below/pages");
	struct kept *k = kept_open(sc, file, "reader 1");
	char digest[DIGEST_TEXT];
	for (size_t i = 0; i < count; i++) {
		digest_of(texts[i], digest);
		kept_add(k, digest, (int)i + 3);
	}
	kept_save(k);
	return file;
}

static void what_was_kept_is_found(void **state)
{
	SCOPE(sc);
	const char *const texts[] = { "one", "two", "three" };
	const char *file = file_with(sc, texts, 3);
	char digest[DIGEST_TEXT];
	int n = 0;
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		digest_of(texts[i], digest);
		assert_true(kept_find(kept_open(sc, file, "reader 1"), digest, &n));
		assert_int_equal(n, i + 3);
		assert_false(kept_find(kept_open(sc, file, "reader 2"), digest, &n));
	}
	digest_of("four", digest);
	assert_false(kept_find(kept_open(sc, file, "reader 1"), digest, &n));
}

/* A writer that was killed left a file that is not finished: the next who keeps something takes it away. */
static void what_a_dead_writer_left_goes(void **state)
{
	SCOPE(sc);
	const char *const texts[] = { "one" };
	const char *file = file_with(sc, texts, 1), *left = NULL;
	const char *folder = scope_copy_bytes(sc, file, (size_t)(path_base(file) - file));
	int status, pipes[2];
	char name[256] = "";
	(void)state;
	assert_int_equal(pipe(pipes), 0);
	pid_t child = fork();
	if (child == 0) {
		int fd = temporary_open(sc, folder, 0666, &left);
		_exit(fd < 0 || write(pipes[1], left, strlen(left) + 1) < 0);
	}
	assert_true(waitpid(child, &status, 0) == child && status == 0);
	assert_true(read(pipes[0], name, sizeof name - 1) > 0);
	close(pipes[0]);
	close(pipes[1]);
	assert_true(file_exists(name));
	struct kept *k = kept_open(sc, file, "reader 1");
	char digest[DIGEST_TEXT];
	digest_of("two", digest);
	kept_add(k, digest, 4);
	kept_save(k);
	assert_false(file_exists(name));
	assert_true(file_exists(file));
}

static void more_is_added_to_what_is_there(void **state)
{
	SCOPE(sc);
	const char *const texts[] = { "one" };
	const char *file = file_with(sc, texts, 1);
	char one[DIGEST_TEXT], two[DIGEST_TEXT];
	int n = 0;
	(void)state;
	digest_of("one", one);
	digest_of("two", two);
	struct kept *k = kept_open(sc, file, "reader 1");
	kept_add(k, two, 0);
	kept_save(k);
	k = kept_open(sc, file, "reader 1");
	assert_true(kept_find(k, one, &n));
	assert_int_equal(n, 3);
	assert_true(kept_find(k, two, &n));
	assert_int_equal(n, 0);
}

/* Each byte changed, each length cut: the right number, or none. */
static void a_damaged_line_says_nothing(void **state)
{
	SCOPE(sc);
	const char *const texts[] = { "one", "two" };
	const char *file = file_with(sc, texts, 2), *bytes = NULL;
	char digest[DIGEST_TEXT];
	size_t len = 0, lost = 0;
	int n = 0;
	(void)state;
	digest_of("one", digest);
	OK(file_read(sc, file, 4096, &bytes, &len));
	for (size_t i = 0; i < len; i++) {
		SCOPE(turn);
		char *damaged = scope_copy_bytes(turn, bytes, len);
		damaged[i] = damaged[i] == '7' ? '8' : '7';
		OK(file_write(file, damaged, len));
		if (kept_find(kept_open(turn, file, "reader 1"), digest, &n))
			assert_int_equal(n, 3);
		else
			lost++;
		OK(file_write(file, bytes, i));
		if (kept_find(kept_open(turn, file, "reader 1"), digest, &n))
			assert_int_equal(n, 3);
	}
	assert_int_equal(lost, len / 2);        /* its own line, and no other */
}

static void where_nothing_can_be_kept_nothing_is(void **state)
{
	SCOPE(sc);
	char digest[DIGEST_TEXT];
	int n = 0;
	(void)state;
	digest_of("one", digest);
	const char *const nowhere[] = { NULL, unit_folder(sc), "/proc/none/pages" };
	for (size_t i = 0; i < countof(nowhere); i++) {
		struct kept *k = kept_open(sc, nowhere[i], "reader 1");
		kept_add(k, digest, 3);
		kept_save(k);
		assert_false(kept_find(kept_open(sc, nowhere[i], "reader 1"), digest, &n));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_kept_is_found),
		cmocka_unit_test(what_a_dead_writer_left_goes),
		cmocka_unit_test(more_is_added_to_what_is_there),
		cmocka_unit_test(a_damaged_line_says_nothing),
		cmocka_unit_test(where_nothing_can_be_kept_nothing_is),
	};
	return cmocka_run_group_tests_name("kept", tests, NULL, NULL);
}
