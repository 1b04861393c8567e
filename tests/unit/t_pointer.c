/* t_pointer.c: Git LFS pointers, strictly. */
#include "unit.h"
#include "store/pointer.h"

#define HEAD "version https://git-lfs.github.com/spec/v1\n"
#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define OID "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void round_trip(void **state)
{
	(void)state;
	static const uint64_t sizes[] = { 1, 9, 10, 12345, UINT32_MAX, UINT64_C(1) << 40,
	                                  UINT64_C(99999999999999999) };
	for (size_t i = 0; i < countof(sizes); i++) {
		struct pointer p = { OID, sizes[i] }, again;
		char text[POINTER_MAX];
		size_t n = pointer_print(&p, text);
		assert_int_equal(n, strlen(text));
		assert_true(pointer_parse(text, n, &again));
		SAME(again.digest, OID);
		assert_int_equal(again.size, sizes[i]);
	}
	struct pointer p = { OID, 3 }, none;
	char text[POINTER_MAX];
	pointer_print(&p, text);
	SAME(text, HEAD "oid sha256:" OID "\nsize 3\n");
	assert_true(pointer_parse("", 0, &none));
	SAME(none.digest, EMPTY);
	assert_int_equal(none.size, 0);
	assert_int_equal(pointer_print(&none, text), 0);
	static const char written[] = HEAD "oid sha256:" EMPTY "\nsize 0\n";
	assert_true(pointer_parse(written, strlen(written), &none));
}

static void refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "x", HEAD "oid sha256:" OID "\nsize 0\n", HEAD, HEAD "oid sha256:" OID "\n",
	                                   HEAD "oid sha256:" OID "\nsize 3",
		HEAD "oid sha256:" OID "\nsize 3\n\n", HEAD "oid sha256:" OID "\nsize 03\n",
			HEAD "oid sha256:" OID "\nsize -3\n",
		HEAD "oid sha256:" OID "\nsize +3\n", HEAD "oid sha256:" OID "\nsize \n",
			HEAD "oid sha256:" OID "\nsize 3 \n",
		HEAD "oid sha256:" OID "\nsize 3\nextra x\n", HEAD "oid sha256:" OID "\r\nsize 3\r\n",
		HEAD "oid sha256:BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\nsize 3\n",
		HEAD "oid sha512:" OID "\nsize 3\n", HEAD "oid sha256:" OID "0\nsize 3\n",
			HEAD "size 3\noid sha256:" OID "\n",
		"version https://git-lfs.github.com/spec/v2\noid sha256:" OID "\nsize 3\n",
			" " HEAD "oid sha256:" OID "\nsize 3\n",
		HEAD "oid sha256:" OID "\nsize 99999999999999999999999999\n",
			HEAD "oid sha256:../../../../../../../../etc/passwd\nsize 3\n" };
	for (size_t i = 0; i < countof(bad); i++) {
		struct pointer p;
		EXPECT(!pointer_parse(bad[i], strlen(bad[i]), &p), "taken for a pointer:\n%s", bad[i]);
	}
}

static void a_damaged_one_still_names(void **state)
{
	(void)state;
	static const char *const damaged[] = { "\xef\xbb\xbf" HEAD "oid sha256:" OID "\nsize 3\n",
		"version https://git-lfs.github.com/spec/v1\r\noid sha256:" OID "\r\nsize 3\r\n",
		HEAD "<<<<<<< ours\noid sha256:" OID "\nsize 3\n" };
	char digest[DIGEST_TEXT];
	for (size_t i = 0; i < countof(damaged); i++) {
		size_t at = 0, len = strlen(damaged[i]);
		assert_true(pointer_is_damaged(damaged[i], len));
		assert_true(pointer_next(damaged[i], len, &at, digest));
		SAME(digest, OID);
		assert_false(pointer_next(damaged[i], len, &at, digest));
	}
	static const char both[] = HEAD "oid sha256:" OID "\n=======\noid sha256:" EMPTY;
	size_t at = 0;
	assert_true(pointer_next(both, strlen(both), &at, digest));
	assert_true(pointer_next(both, strlen(both), &at, digest));
	SAME(digest, EMPTY);
	at = 0;
	assert_false(pointer_next(both, strlen(HEAD "oid sha256:" OID) - 1, &at, digest));
}

static void every_cut_is_refused(void **state)
{
	(void)state;
	static const char text[] = HEAD "oid sha256:" OID "\nsize 123\n";
	struct pointer p;
	for (size_t n = 1; n < sizeof text - 1; n++)
		EXPECT(!pointer_parse(text, n, &p), "%zu bytes", n);
	assert_true(pointer_parse(text, sizeof text - 1, &p));
	assert_false(pointer_parse(text, sizeof text, &p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip), cmocka_unit_test(refused),
		cmocka_unit_test(a_damaged_one_still_names), cmocka_unit_test(every_cut_is_refused),
	};
	return cmocka_run_group_tests_name("pointer", tests, NULL, NULL);
}
