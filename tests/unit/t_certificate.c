/* t_certificate.c: signatures by certificates as openssl and gpgsm make and check them. */
#include "unit.h"
#include "store/certificate.h"
#include "store/openpgp.h"
#include "store/signing.h"
#include <stdlib.h>

/* A certificate of this kind of key, and its key, in one file and apart. */
static const char *made(struct scope *sc, const char *folder, const char *name, const char *kind)
{
	const char *path = path_join(sc, folder, name);
	assert_int_equal(system(scope_printf(sc, "openssl req -x509 -newkey %s -nodes -subj /CN=%s -days 30 "
		"-addext keyUsage=digitalSignature -keyout %s.key -out %s.crt 2>/dev/null && cat %s.key %s.crt >%s",
		kind, name, path, path, path, path, path)), 0);
	return path;
}

static const char *read_all(struct scope *sc, const char *path, size_t *len)
{
	const char *bytes = NULL;
	OK(file_read(sc, path, 1 << 20, &bytes, len));
	return bytes;
}

static struct sshsig_key key_of(struct scope *sc, const char *path)
{
	struct sshsig_key key;
	size_t len;
	const char *bytes = read_all(sc, path, &len);
	assert_true(certificate_read(sc, bytes, len, &key));
	return key;
}

static const char *signed_by(struct scope *sc, const char *path, const char *words)
{
	struct certificate_secret *secret = NULL;
	const char *armour = NULL;
	size_t len;
	const char *bytes = read_all(sc, path, &len);
	OK(certificate_open(sc, path, bytes, len, &secret));
	OK(certificate_sign(sc, secret, words, strlen(words), &armour));
	return armour;
}

static enum sshsig_verdict judged(struct scope *sc, const char *armour, const struct names *known, const char *words,
                                  struct sshsig_key *who)
{
	const struct names none = {0};
	const struct phrase *why = NULL;
	enum sshsig_verdict v = certificate_judge(sc, armour, strlen(armour), known ? known : &none, words,
	                                          strlen(words), who, &why);
	assert_true((v == SSHSIG_BAD) == (why != NULL));
	return v;
}

static void what_is_signed_is_judged(void **state)
{
	(void)state;
	static const char *const kinds[] = { "rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256",
		"ec -pkeyopt ec_paramgen_curve:P-521" };
	for (size_t i = 0; i < countof(kinds); i++) {
		SCOPE(sc);
		struct sshsig_key who, own;
		const char *path = made(sc, unit_folder(sc), "aiko", kinds[i]);
		const char *armour = signed_by(sc, path, "what was said\n");
		own = key_of(sc, path);
		assert_int_equal(judged(sc, armour, NULL, "what was said\n", &who), SSHSIG_GOOD);
		SAME(who.base64, own.base64);
		SAME(who.fingerprint, own.fingerprint);
		assert_int_equal(judged(sc, armour, NULL, "what was sair\n", &who), SSHSIG_BAD);
		assert_int_equal(system(scope_printf(sc, "openssl x509 -in %s.crt -noout -fingerprint -sha256 | "
			"grep -qF '=%s'", path, own.fingerprint)), 0);
	}
}

/* A line is one certificate written in one way, with its days. */
static void lines(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sshsig_key own, again;
	struct certificate_days days;
	const char *path = made(sc, unit_folder(sc), "aiko", "rsa:2048");
	own = key_of(sc, path);
	const char *line = signing_key_line(sc, &own);
	assert_true(signing_key_read(sc, line, &again));
	SAME(again.fingerprint, own.fingerprint);
	assert_true(signing_key_read(sc, scope_printf(sc, "%s aiko", line), &again));
	assert_false(signing_is_ssh(&own));
	assert_true(certificate_days(line, &days));
	assert_true(strcmp(days.from, days.until) < 0 && strlen(days.until) == 10);
	assert_null(certificate_refuse(sc, line));
	const char *wrong[] = { "x509", "x509 ", "x509 AAAA", "x509 !", "ssh-ed25519 AAAA", "openpgp AAAA",
		scope_printf(sc, "%sAAAA", line), scope_copy_bytes(sc, line, strlen(line) - 4) };
	for (size_t i = 0; i < countof(wrong); i++) {
		EXPECT(!certificate_key_read(sc, wrong[i], &again), "%zu", i);
		EXPECT(!certificate_days(wrong[i], &days), "%zu", i);
	}
	SAME(phrase_text(sc, NULL, certificate_refuse(sc, "x509 AAAA")), "this is no certificate");
	struct sshsig_key small = key_of(sc, made(sc, unit_folder(sc), "small", "rsa:1024"));
	assert_non_null(certificate_refuse(sc, signing_key_line(sc, &small)));
}

/* One that is whole, and larger than any that is issued, is not looked at. */
static void too_large(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = unit_folder(sc), *path = made(sc, folder, "aiko", "ec -pkeyopt ec_paramgen_curve:P-256");
	const int sizes[] = { 60000, 66000 };
	struct sshsig_key key;
	for (size_t i = 0; i < countof(sizes); i++) {
		size_t len;
		assert_int_equal(system(scope_printf(sc, "openssl req -x509 -new -key %s.key -subj /CN=aiko -days 30 "
			"-addext nsComment=$(head -c %d /dev/zero | tr '\\0' x) 2>/dev/null | openssl x509 "
			"-outform DER | base64 -w0 >%s.der", path, sizes[i], path)), 0);
		const char *line = scope_printf(sc, "x509 %s", read_all(sc, scope_printf(sc, "%s.der", path), &len));
		assert_true(len > (size_t)sizes[i] * 4 / 3);
		assert_int_equal(certificate_key_read(sc, line, &key), i == 0);
	}
}

/* Any byte another one, any piece of it: never good for other words.  Its certificate is not signed in it, so another
 * byte there makes it another's. */
static void damage_is_seen(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sshsig_key who, own;
	const char *path = made(sc, unit_folder(sc), "aiko", "ec -pkeyopt ec_paramgen_curve:P-256");
	const char *good = signed_by(sc, path, "words");
	size_t n = strlen(good), good_for_own = 0;
	own = key_of(sc, path);
	for (size_t i = 0; i < n - 1; i++) {
		SCOPE(turn);
		char *bad = scope_copy(turn, good);
		bad[i] = bad[i] == 'B' ? 'C' : 'B';
		good_for_own += judged(turn, bad, NULL, "words", &who) == SSHSIG_GOOD
		                && strcmp(who.base64, own.base64) == 0;
		EXPECT(judged(turn, bad, NULL, "wordz", &who) != SSHSIG_GOOD, "%zu", i);
		EXPECT(judged(turn, scope_copy_bytes(turn, good, i), NULL, "words", &who) == SSHSIG_BAD, "to %zu", i);
	}
	assert_true(good_for_own < n / 8);
}

/* Where it holds no certificate, one that is known is asked, and no other. */
static void known_lines(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sshsig_key who;
	size_t len;
	struct names known = {0};
	const char *folder = unit_folder(sc), *path = made(sc, folder, "aiko", "rsa:2048");
	struct sshsig_key own = key_of(sc, path), other = key_of(sc, made(sc, folder, "yui", "rsa:2048"));
	assert_int_equal(system(scope_printf(sc, "cd %s && printf words | openssl cms -sign -binary -nocerts "
		"-outform PEM -signer aiko.crt -inkey aiko.key | sed 's/CMS-----/SIGNED MESSAGE-----/' >sig",
		folder)), 0);
	const char *armour = read_all(sc, path_join(sc, folder, "sig"), &len);
	assert_int_equal(judged(sc, armour, NULL, "words", &who), SSHSIG_OTHER);
	*LIST_ADD(sc, &known) = "ssh-ed25519 AAAA";
	*LIST_ADD(sc, &known) = signing_key_line(sc, &other);
	assert_int_equal(judged(sc, armour, &known, "words", &who), SSHSIG_OTHER);
	*LIST_ADD(sc, &known) = signing_key_line(sc, &own);
	assert_int_equal(judged(sc, armour, &known, "words", &who), SSHSIG_GOOD);
	SAME(who.base64, own.base64);
	assert_int_equal(judged(sc, armour, &known, "other", &who), SSHSIG_BAD);
}

static void files_that_do_not_open(void **state)
{
	(void)state;
	SCOPE(sc);
	struct certificate_secret *secret = NULL;
	struct sshsig_key key;
	size_t len;
	const char *path = made(sc, unit_folder(sc), "aiko", "rsa:2048");
	const char *bytes = read_all(sc, scope_printf(sc, "%s.crt", path), &len);
	assert_int_equal(certificate_open(sc, path, bytes, len, &secret)->code, FAULT_REFUSED);
	bytes = read_all(sc, scope_printf(sc, "%s.key", path), &len);
	assert_int_equal(certificate_open(sc, path, bytes, len, &secret)->code, FAULT_REFUSED);
	assert_int_equal(certificate_open(sc, path, "", 0, &secret)->code, FAULT_REFUSED);
	assert_false(certificate_read(sc, "", 0, &key));
	assert_false(certificate_read(sc, "words", 5, &key));
}

/* What can be said of keys of OpenPGP without gpg. */
static void openpgp_lines(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sshsig_key key;
	static const char line[] = "openpgp AAECAwQFBgcICQoLDA0ODxAREhM= mDMEAA==";
	static const char name[] = "000102030405060708090A0B0C0D0E0F10111213";
	assert_true(signing_key_read(sc, line, &key));
	SAME(key.fingerprint, name);
	SAME(signing_key_line(sc, &key), line);
	static const char *const wrong[] = { "openpgp AAECAwQFBgcICQoLDA0ODxAREhM=", "openpgp AAEC mDMEAA==",
		"openpgp ! mDMEAA==", "openpgp AAECAwQFBgcICQoLDA0ODxAREhM= !" };
	for (size_t i = 0; i < countof(wrong); i++)
		EXPECT(!openpgp_key_read(sc, wrong[i], &key), "%s", wrong[i]);
	const char *listed = scope_printf(sc, "tru::1:\npub:u:255:22:A:1:2::u:::scS::::::0:\nfpr:::::::::%s:\n", name);
	assert_true(openpgp_key_listed(sc, listed, &key));
	SAME(key.fingerprint, name);
	assert_false(openpgp_key_listed(sc, "", &key));
	assert_false(openpgp_key_listed(sc, "pub:u:255:\nfpr:::::::::XYZ:\n", &key));
	assert_true(openpgp_is_file("\x98\x33", 2) && openpgp_is_file("-----BEGIN PGP PUBLIC KEY BLOCK-----\n", 37));
	assert_false(openpgp_is_file("\x30\x82", 2) || openpgp_is_file("", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_signed_is_judged),
		cmocka_unit_test(lines), cmocka_unit_test(too_large),
		cmocka_unit_test(damage_is_seen),
		cmocka_unit_test(known_lines),
		cmocka_unit_test(files_that_do_not_open),
		cmocka_unit_test(openpgp_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
