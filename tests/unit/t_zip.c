/* t_zip.c: zip files: what is in them, and every way in which they are not taken.  Read in the child they are meant
 * for. */
#include "unit.h"
#include "zipped.h"
#include "base/helper.h"
#include "text/zip.h"
#include "text/zip_make.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

static const struct zip_bounds usual = { .parts = 8, .bytes = 4 << 20, .ratio = 200 };
static const struct helper_limits limits = { .seconds = 20, .memory = 64 << 20, .output = 8 << 20 };

/* "state; name size, name size" and, with a name in the argument, "state; bytes". */
static bool tell(const struct helper_input *input, struct buf *answer)
{
	SCOPE(sc);
	const struct zip_parts *parts = NULL;
	const char *bytes = "";
	size_t len = 0;
	enum zip_state state = zip_parts_open(sc, input->files[0], &usual, &parts);
	const char *wanted = input->len ? input->argument : NULL;
	const struct zip_part *part = wanted && !state ? zip_parts_find(parts, wanted) : NULL;
	if (wanted && !state)
		state = part ? zip_part_read(sc, parts, part, 3 << 20, &bytes, &len) : ZIP_NO_PART;
	buf_printf(answer, "%d;", (int)state);
	for (size_t i = 0; !state && !wanted && i < parts->count; i++)
		buf_printf(answer, " %s %llu", parts->at[i].name, (unsigned long long)parts->at[i].size);
	buf_put(answer, bytes, state ? 0 : len);
	return true;
}
static const struct helper_job job = { "zip", tell, zip_load };

static const char *told(struct scope *sc, int fd, const char *name)
{
	const char *answer = NULL;
	size_t len = 0;
	OK(helper_run(sc, &job, &(struct helper_input){ &fd, 1, name, name ? strlen(name) + 1 : 0 }, &limits,
	              &answer, &len));
	close(fd);
	return answer;
}

static void is_state(struct zipped *z, const char *name, enum zip_state wanted)
{
	const char *answer = told(z->sc, zipped_fd(z), name);
	EXPECT(atoi(answer) == (int)wanted, "%s: wanted %d, got %s", name ? name : "all", (int)wanted, answer);
}

static void parts_are_listed_and_read(void **state)
{
	(void)state;
	SCOPE(sc);
	struct zipped *z = zipped_new(sc);
	zipped_text(z, "xl/", "");
	zipped_text(z, "xl/Workbook.xml", "<a/>");
	z->stored = true;
	zipped_text(z, "\xe5\xb7\xa5\xe7\xa8\x8b.txt", "as it is");
	zipped_text(z, "empty", "");
	SAME(told(sc, zipped_fd(z), NULL), "0; xl/Workbook.xml 4 \xe5\xb7\xa5\xe7\xa8\x8b.txt 8 empty 0");
	SAME(told(sc, zipped_fd(z), "xl/workbook.XML"), "0;<a/>");
	SAME(told(sc, zipped_fd(z), "\xe5\xb7\xa5\xe7\xa8\x8b.txt"), "0;as it is");
	SAME(told(sc, zipped_fd(z), "empty"), "0;");
	is_state(z, "xl/", ZIP_NO_PART);
	is_state(z, "xl", ZIP_NO_PART);
	is_state(z, "", ZIP_NO_PART);
}

static void names_that_lead_elsewhere(void **state)
{
	(void)state;
	static const char *const names[] = { "../a", "a/../../b", "a/..", "..", "/etc/passwd", "a\\b", "C:a",
	                                     "a\nb", "", "\x7f" };
	for (size_t i = 0; i < countof(names); i++) {
		SCOPE(sc);
		struct zipped *z = zipped_new(sc);
		zipped_text(z, "good", "good");
		zipped_text(z, names[i], "bad");
		const char *answer = told(sc, zipped_fd(z), NULL);
		EXPECT(atoi(answer) == (int)ZIP_NAME, "\"%s\": %s", names[i], answer);
	}
	SCOPE(sc);
	struct zipped *z = zipped_new(sc);
	zipped_text(z, "a..b/...c", "good");
	is_state(z, "a..b/...c", ZIP_FINE);
}

static void a_name_stands_once(void **state)
{
	(void)state;
	static const char *const names[] = { "a/b.xml", "A/B.XML" };
	for (size_t i = 0; i < countof(names); i++) {
		SCOPE(sc);
		struct zipped *z = zipped_new(sc);
		zipped_text(z, "a/b.xml", "one");
		zipped_text(z, names[i], "two");
		is_state(z, NULL, ZIP_TWICE);
	}
}

static void bounds_hold(void **state)
{
	(void)state;
	SCOPE(sc);
	struct zipped *z = zipped_new(sc);
	char *zeros = scope_alloc(sc, 8 << 20, 1);
	zipped_put(z, "bomb", zeros, 8 << 20);          /* a thousand to one */
	zipped_put(z, "small bomb", zeros, 1 << 20);    /* no harm */
	z->stored = true;
	zipped_put(z, "fits", zeros, 3 << 20);
	zipped_put(z, "large", zeros, (3 << 20) + 1);
	is_state(z, "bomb", ZIP_SIZE);
	is_state(z, "small bomb", ZIP_FINE);
	is_state(z, "fits", ZIP_FINE);
	is_state(z, "large", ZIP_SIZE);
	for (size_t i = z->count; i < usual.parts; i++)
		zipped_text(z, scope_printf(sc, "%zu", i), "");
	is_state(z, NULL, ZIP_FINE);
	zipped_text(z, "one more", "");
	is_state(z, NULL, ZIP_PARTS);
}

/* A size that is a lie is found by what comes. */
static void lies_are_found(void **state)
{
	(void)state;
	SCOPE(sc);
	struct zipped *z = zipped_new(sc);
	z->wrong_sum = 1;
	zipped_text(z, "sum", "words");
	z->wrong_sum = 0;
	z->wrong_size = -2;
	zipped_text(z, "more", "words");
	z->wrong_size = 2;
	zipped_text(z, "less", "words");
	is_state(z, "sum", ZIP_DAMAGED);
	is_state(z, "more", ZIP_DAMAGED);
	is_state(z, "less", ZIP_DAMAGED);
	z->wrong_size = 0;
	z->encrypted = true;
	zipped_text(z, "secret", "words");
	is_state(z, NULL, ZIP_ENCRYPTED);
}

/* Cut off anywhere, or with any byte another: an answer, and never more than there was. */
static void damage_is_told(void **state)
{
	(void)state;
	SCOPE(sc);
	struct zipped *z = zipped_new(sc);
	zipped_text(z, "a", "some words of the first part, some words");
	zipped_text(z, "b", "some words of the second part, some words");
	const struct buf *whole = zipped_bytes(z);
	for (size_t cut = 0; cut < whole->len; cut++)
		EXPECT(strcmp(told(sc, zipped_file(whole->at, cut), NULL), "2;") == 0, "cut at %zu", cut);
	char *spoiled = scope_copy_bytes(sc, whole->at, whole->len);
	for (size_t at = 0; at < whole->len; at++) {
		spoiled[at] = (char)(spoiled[at] ^ 0x41);
		const char *answer = told(sc, zipped_file(spoiled, whole->len), "b");
		EXPECT(answer[0] != '0' || strstr(answer, "some words of the second part, some words"),
		       "byte %zu: %s", at, answer);
		spoiled[at] = whole->at[at];
	}
	SAME(told(sc, zipped_file("no zip at all", 13), NULL), "2;");
}

/* What is packed comes out again, the same each time; where the disc takes no more, nothing stands there. */
static void what_is_packed(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *from = path_join(sc, unit_folder(sc), "from"), *to = path_join(sc, unit_folder(sc), "to");
	const char *one = path_join(sc, to, "1.zip"), *again = path_join(sc, to, "2.zip"), *bytes = NULL, *other = NULL;
	const char *const *names = NULL;
	size_t len, other_len, count;
	char large[20000];
	memset(large, 'x', sizeof large);
	OK(file_write(path_join(sc, from, "a/b.txt"), "words", 5));
	OK(file_write(path_join(sc, from, "large"), large, sizeof large));
	OK(file_make_folder(to));
	OK(zip_make(from, "F", one));
	OK(zip_make(from, "F", again));
	OK(file_read(sc, one, 1 << 20, &bytes, &len));
	OK(file_read(sc, again, 1 << 20, &other, &other_len));
	assert_true(len == other_len && memcmp(bytes, other, len) == 0);
	SAME(told(sc, open(one, O_RDONLY), NULL), "0; F/a/b.txt 5 F/large 20000");
	SAME(told(sc, open(one, O_RDONLY), "F/a/b.txt"), "0;words");
	struct rlimit before;
	getrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 8192, before.rlim_max });
	const struct fault *f = zip_make(from, "F", path_join(sc, to, "3.zip"));
	setrlimit(RLIMIT_FSIZE, &before);
	assert_true(f && f->code == FAULT_SYSTEM);
	OK(file_names(sc, to, &names, &count));
	assert_int_equal(count, 2);
	assert_non_null(zip_make(from, "F", one));      /* it takes nobody's place */
	SAME(told(sc, open(one, O_RDONLY), "F/a/b.txt"), "0;words");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_listed_and_read),
		cmocka_unit_test(names_that_lead_elsewhere),
		cmocka_unit_test(a_name_stands_once),
		cmocka_unit_test(bounds_hold),
		cmocka_unit_test(lies_are_found),
		cmocka_unit_test(damage_is_told), cmocka_unit_test(what_is_packed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
