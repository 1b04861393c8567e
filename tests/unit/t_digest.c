/* t_digest.c: SHA-256 against the vectors of FIPS 180-4; the names of objects against what stock git says. */
#include "unit.h"
#include <unistd.h>
#include "base/digest.h"

static const struct { const char *text, *hex; } vectors[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	{ "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqr"
	"smnopqrstnopqrstu",
	  "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
};
static const char million[] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void at_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(vectors); i++) {
		char hex[DIGEST_TEXT];
		digest_bytes(vectors[i].text, strlen(vectors[i].text), hex);
		SAME(hex, vectors[i].hex);
		assert_true(digest_is_valid(hex));
	}
}

static void in_steps(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(vectors); i++) {
		SCOPE(sc);
		char hex[DIGEST_TEXT];
		struct digest *d = digest_start(sc);
		for (const char *s = vectors[i].text; *s; s++)
			digest_add(d, s, 1);
		digest_end(d, hex);
		SAME(hex, vectors[i].hex);
	}
	SCOPE(sc);
	char hex[DIGEST_TEXT], block[1000];
	memset(block, 'a', sizeof block);
	struct digest *d = digest_start(sc);
	for (int i = 0; i < 1000; i++)
		digest_add(d, block, sizeof block);
	digest_end(d, hex);
	SAME(hex, million);
}

static void of_a_file(void **state)
{
	(void)state;
	FILE *f = tmpfile();
	char hex[DIGEST_TEXT];
	uint64_t size = 0;
	assert_non_null(f);
	for (int i = 0; i < 1000000; i++)
		fputc('a', f);
	fflush(f);
	for (int from = 0; from <= 1000000; from += 500000) {           /* wherever somebody left it */
		assert_int_equal(lseek(fileno(f), from, SEEK_SET), from);
		OK(digest_fd(fileno(f), "million", hex, &size));
		SAME(hex, million);
		assert_int_equal(size, 1000000);
		assert_int_equal(lseek(fileno(f), 0, SEEK_CUR), 0);
	}
	fclose(f);
	int ends[2];                            /* a pipe has no start */
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "abc", 3), 3);
	close(ends[1]);
	OK(digest_fd(ends[0], "pipe", hex, &size));
	SAME(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	close(ends[0]);
	FAILS(digest_fd(-1, "nothing", hex, &size), FAULT_SYSTEM);
}

static void as_git_does(void **state)
{
	(void)state;
	/* git hash-object -t KIND */
	static const struct { const char *kind, *bytes; size_t len; const char *name; } table[] = {
		{ "blob", "", 0, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" },
		{ "blob", "hello\n", 6, "ce013625030ba8dba906f756967f9e9ca394464a" },
		{ "blob", "a\0b", 3, "20b5be91886d0b6f26dc98a225c0dac05fe2c86e" },
		{ "tree", "", 0, "4b825dc642cb6eb9a060e54bf8d69288fbee4904" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		char name[DIGEST_GIT_TEXT];
		digest_git(table[i].kind, table[i].bytes, table[i].len, name);
		SAME(name, table[i].name);
	}
}

static void validity(void **state)
{
	(void)state;
	char hex[DIGEST_TEXT + 1];
	snprintf(hex, sizeof hex, "%s", million);
	assert_true(digest_is_valid(hex));
	hex[3] = 'A';
	assert_false(digest_is_valid(hex));
	hex[3] = 'g';
	assert_false(digest_is_valid(hex));
	hex[3] = '\0';
	assert_false(digest_is_valid(hex));
	snprintf(hex, sizeof hex, "%s0", million);
	assert_false(digest_is_valid(hex));
	assert_false(digest_is_valid(""));
}

/* RFC 4648, section 10, there and back; and what is no such text. */
static void as_base64(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char *const pairs[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" } };
	static const char *const others[] = { "Z", "Zg", "Zg=", "Zg===", "=", "====", "Z=g=", "Zg==Zg==", "Zm 9v",
		"Zm9v\n", "Zm9!", "Zm-_" };
	size_t len = 9;
	for (size_t i = 0; i < countof(pairs); i++) {
		assert_string_equal(digest_base64(sc, pairs[i][0], strlen(pairs[i][0])), pairs[i][1]);
		assert_string_equal(digest_from_base64(sc, pairs[i][1], &len), pairs[i][0]);
		assert_int_equal(len, strlen(pairs[i][0]));
	}
	for (size_t i = 0; i < countof(others); i++)
		assert_null(digest_from_base64(sc, others[i], &len));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_once), cmocka_unit_test(in_steps), cmocka_unit_test(of_a_file),
			cmocka_unit_test(as_git_does), cmocka_unit_test(validity),
			cmocka_unit_test(as_base64),
	};
	return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
