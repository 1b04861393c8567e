/* t_temporary.c: rooms for what is not finished: whose they are, and that nobody's stay. */
#include "unit.h"
#include "base/temporary.h"
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static size_t names_in(struct scope *sc, const char *folder)
{
	const char *const *names = NULL;
	size_t count = 0;
	OK(file_names(sc, folder, &names, &count));
	return count;
}

static void a_room_is_private_and_goes(void **state)
{
	SCOPE(sc);
	const char *folder = unit_folder(sc), *path = NULL;
	struct stat st;
	(void)state;
	{
		SCOPE(turn);
		mode_t before = umask(0);
		OK(temporary_room(turn, folder, &path));
		umask(before);
		path = scope_copy(sc, path);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0700);
		OK(file_write(path_join(turn, path, "below/one"), "1", 1));
	}
	assert_false(file_exists(path));
	assert_int_equal(names_in(sc, folder), 0);
}

/* Neither a folder that is missing, nor one behind a link, nor one that takes nothing. */
static void no_room_near_is_one_in_the_machines_place(void **state)
{
	SCOPE(sc);
	const char *place = unit_folder(sc), *folder = unit_folder(sc), *path = NULL;
	const char *link = path_join(sc, folder, "link"), *file = path_join(sc, folder, "file");
	const char *const near[] = { NULL, path_join(sc, folder, "none"), link, file };
	(void)state;
	temporary_settle(place);
	assert_int_equal(symlink(folder, link), 0);
	OK(file_write(file, "", 0));
	for (size_t i = 0; i < countof(near); i++) {
		OK(temporary_room(sc, near[i], &path));
		HAS(path, place);
	}
	temporary_settle("/tmp");
}

/* A child that makes rooms and files, and is killed. */
static void kill_one(const char *near, bool in_place)
{
	int ends[2];
	char byte;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		SCOPE(sc);
		const char *path = NULL;
		bool made = !temporary_room(sc, in_place ? NULL : near, &path)
		            && !file_write(path_join(sc, path, "spilled"), "x", 1)
		            && temporary_open(sc, near, 0600, &path) >= 0 && temporary_nameless(NULL) != NULL;
		_exit(made && write(ends[1], "", 1) == 1 && pause() ? 0 : 1);
	}
	assert_int_equal(read(ends[0], &byte, 1), 1);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	close(ends[0]);
	close(ends[1]);
}

static void what_a_killed_process_left_is_swept(void **state)
{
	SCOPE(sc);
	const char *place = unit_folder(sc), *other = path_join(sc, place, "sarflow-other"), *path = NULL;
	(void)state;
	temporary_settle(place);
	OK(file_write(other, "", 0));
	kill_one(place, true);
	assert_int_equal(names_in(sc, place), 3);
	{
		SCOPE(turn);
		OK(temporary_room(turn, NULL, &path));
		assert_int_equal(names_in(sc, place), 2);       /* the other's, and this */
	}
	kill_one(place, true);
	temporary_sweep_place();
	assert_int_equal(names_in(sc, place), 1);
	assert_true(file_exists(other));
	kill_one(place, false);
	assert_int_equal(names_in(sc, place), 3);
	temporary_sweep(place);
	assert_int_equal(names_in(sc, place), 1);
	temporary_settle("/tmp");
}

static void what_lives_stays(void **state)
{
	SCOPE(sc);
	const char *place = unit_folder(sc), *path = NULL;
	(void)state;
	temporary_settle(place);
	OK(temporary_room(sc, NULL, &path));
	temporary_sweep_place();
	temporary_sweep(place);
	assert_true(file_is_folder(path));
	temporary_settle("/tmp");
}

static void a_nameless_file_is_read_and_written(void **state)
{
	SCOPE(sc);
	const char *place = unit_folder(sc);
	char text[4] = "";
	(void)state;
	temporary_settle(place);
	FILE *f = temporary_nameless(NULL);
	assert_non_null(f);
	assert_int_equal(fwrite("one", 1, 3, f), 3);
	rewind(f);
	assert_int_equal(fread(text, 1, 3, f), 3);
	SAME(text, "one");
	assert_int_equal(names_in(sc, place), 0);
	assert_int_equal(fclose(f), 0);
	temporary_settle(path_join(sc, place, "none"));
	assert_null(temporary_nameless(NULL));
	assert_null(temporary_nameless(path_join(sc, place, "none")));
	f = temporary_nameless(place);          /* near takes it, the machine's place does not */
	assert_non_null(f);
	assert_int_equal(fclose(f), 0);
	temporary_settle("/tmp");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_room_is_private_and_goes),
		cmocka_unit_test(no_room_near_is_one_in_the_machines_place),
		cmocka_unit_test(what_a_killed_process_left_is_swept),
		cmocka_unit_test(what_lives_stays),
		cmocka_unit_test(a_nameless_file_is_read_and_written),
	};
	return cmocka_run_group_tests_name("temporary", tests, NULL, NULL);
}
