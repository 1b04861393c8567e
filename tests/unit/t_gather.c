/* t_gather.c: the files behind words: folders in folders, what is left, links of every kind, bounds. */
#include "unit.h"
#include "intake/gather.h"
#include <sys/stat.h>

static void put(struct scope *sc, const char *folder, const char *name)
{
	OK(file_write(path_join(sc, folder, name), "x", 1));
}

static const struct fault *gather(struct scope *sc, const char *word, struct attaching_wishes *w, struct attaching *out)
{
	struct names words = { &word, 1, 1 };
	return gather_files(sc, &words, w, out);
}

static void test_litter(void **state)
{
	static const char *const litter[] = { "Thumbs.db", "THUMBS.DB", ".DS_Store", "._scan.pdf", "~$traveler.docx",
		".~lock.list.ods#", "desktop.ini", "Desktop.ini", "__MACOSX", ".git", "a.tmp", "A.TMP", "text.txt~",
		"ehthumbs_vista.db", "@eaDir", "$RECYCLE.BIN", "old.bak" };
	static const char *const evidence[] = { "Thumbs.db.pdf", "thumbs", "a~b.pdf", "$traveler.docx", "tmp",
		"a.tmp.pdf",
		"bak.pdf", "desktop.ini.txt", "traveler.pdf", "検査.pdf", "x", "MACOSX" };
	SCOPE(sc);
	(void)state;
	for (size_t i = 0; i < countof(litter); i++)
		EXPECT(gather_litter(sc, litter[i]), "%s is evidence", litter[i]);
	for (size_t i = 0; i < countof(evidence); i++)
		EXPECT(!gather_litter(sc, evidence[i]), "%s is left", evidence[i]);
}

static void test_folder(void **state)
{
	SCOPE(sc);
	(void)state;
	struct attaching_wishes w = {0};
	struct attaching out = {0};
	const char *folder = unit_folder(sc), *in = path_join(sc, folder, "in");
	put(sc, folder, "out/secret"); put(sc, folder, "in/b/2"); put(sc, folder, "in/b/1"); put(sc, folder, "in/a");
	put(sc, folder, "in/b/Thumbs.db"); put(sc, folder, "in/.git/config"); put(sc, folder, "in-also/x");
	assert_int_equal(symlink("a", path_join(sc, in, "same")), 0);
	assert_int_equal(symlink("b", path_join(sc, in, "folder")), 0);
	assert_int_equal(symlink(".", path_join(sc, in, "b/loop")), 0);
	assert_int_equal(symlink("../out/secret", path_join(sc, in, "away")), 0);
	assert_int_equal(symlink("../in-also/x", path_join(sc, in, "beside")),
		0);     /* begins with the same letters */
	assert_int_equal(symlink("../out", path_join(sc, in, "other")), 0);
	assert_int_equal(symlink("/etc/passwd", path_join(sc, in, "root")), 0);
	assert_int_equal(symlink("nowhere", path_join(sc, in, "dead")), 0);
	assert_int_equal(symlink("self", path_join(sc, in, "self")), 0);
	assert_int_equal(mkfifo(path_join(sc, in, "pipe"), 0600), 0);
	OK(gather(sc, in, &w, &out));
	assert_int_equal(w.count, 3);
	SAME(w.at[0].name, "a"); SAME(w.at[1].name, "b/1"); SAME(w.at[2].name, "b/2");
	SAME(w.at[1].file, path_join(sc, in, "b/1"));
	assert_int_equal(out.left.count, 5);            /* Thumbs.db, .git, same, folder, loop */
	assert_int_equal(out.problems.count, 7);        /* away, beside, other, root, dead, self, pipe */
}

static void test_words(void **state)
{
	SCOPE(sc);
	(void)state;
	struct attaching_wishes w = {0};
	struct attaching out = {0};
	const char *folder = unit_folder(sc);
	put(sc, folder, "in/Thumbs.db"); put(sc, folder, "pack/package.yaml"); put(sc, folder, "pack/.git/config");
	OK(gather(sc, path_join(sc, folder, "in/Thumbs.db"), &w, &out));
	assert_int_equal(w.count, 1);
	OK(gather(sc, path_join(sc, folder, "in//"), &w, &out));
	assert_int_equal(out.problems.count, 1);        /* nothing but litter */
	OK(gather(sc, path_join(sc, folder, "none"), &w, &out));
	OK(gather(sc, path_join(sc, folder, "pack"), &w, &out));
	assert_int_equal(out.problems.count, 3);
	assert_int_equal(out.problems.at[1].code, FAULT_NOT_FOUND);
	assert_int_equal(w.count, 1);
}

static void test_bounds(void **state)
{
	SCOPE(sc);
	(void)state;
	struct attaching_wishes w = { .count = GATHER_FILES - 1, .cap = GATHER_FILES,
		.at = NEWS(sc, struct attaching_wish, GATHER_FILES) };
	struct attaching out = {0};
	const char *folder = unit_folder(sc), *deep = "deep";
	put(sc, folder, "two/a"); put(sc, folder, "two/b");
	FAILS(gather(sc, path_join(sc, folder, "two"), &w, &out), FAULT_REFUSED);
	for (int i = 0; i < GATHER_DEPTH; i++)
		deep = path_join(sc, deep, "d");
	w.count = 0;
	put(sc, folder, path_join(sc, deep, "x"));
	OK(gather(sc, path_join(sc, folder, "deep"), &w, &out));
	assert_int_equal(w.count, 1);
	put(sc, folder, path_join(sc, deep, "d/x"));
	FAILS(gather(sc, path_join(sc, folder, "deep"), &w, &out), FAULT_REFUSED);
}

static void test_listed(void **state)
{
	SCOPE(sc);
	(void)state;
	const char *folder = unit_folder(sc), *in = path_join(sc, folder, "in"), *file = NULL, *name = NULL;
	put(sc, folder, "in/a/b"); put(sc, folder, "out");
	assert_int_equal(symlink("../out", path_join(sc, in, "away")), 0);
	assert_int_equal(symlink("a/b", path_join(sc, in, "same")), 0);
	OK(gather_listed(sc, in, "a/b", &file, &name)); SAME(name, "a/b"); SAME(file, path_join(sc, in, "a/b"));
	OK(gather_listed(sc, in, ".\\a\\b", &file, &name)); SAME(name, "a/b");
	OK(gather_listed(sc, in, "./././a/b", &file, &name)); SAME(name, "a/b");
	OK(gather_listed(sc, in, "same", &file, &name)); SAME(name, "same");
	FAILS(gather_listed(sc, in, "away", &file, &name), FAULT_REFUSED);
	FAILS(gather_listed(sc, in, "../out", &file, &name), FAULT_REFUSED);
	FAILS(gather_listed(sc, in, "a/../../out", &file, &name), FAULT_REFUSED);
	FAILS(gather_listed(sc, in, "..\\out", &file, &name), FAULT_REFUSED);
	FAILS(gather_listed(sc, in, "/etc/passwd", &file, &name), FAULT_REFUSED);
	FAILS(gather_listed(sc, in, "C:\\x", &file, &name), FAULT_NOT_FOUND);
	FAILS(gather_listed(sc, in, "", &file, &name), FAULT_REFUSED);
	FAILS(gather_listed(sc, in, "a", &file, &name), FAULT_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_litter), cmocka_unit_test(test_folder), cmocka_unit_test(test_words),
		cmocka_unit_test(test_bounds), cmocka_unit_test(test_listed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
