/* t_sshsig.c: signatures as ssh-keygen makes and checks them. */
#include "unit.h"
#include <sodium.h>
#include "store/signing.h"
#include "store/sshsig.h"
#include <stdlib.h>
#include <sys/stat.h>

static const char *key_of(struct scope *sc, const char *folder, const char *name, const char *options)
{
	const char *path = path_join(sc, folder, name);
	assert_int_equal(system(scope_printf(sc, "ssh-keygen -q %s -C test -f %s >/dev/null", options, path)), 0);
	return path;
}

static const char *read_all(struct scope *sc, const char *path, size_t *len)
{
	const char *bytes = NULL;
	OK(file_read(sc, path, 1 << 20, &bytes, len));
	return bytes;
}

static struct sshsig_secret secret_of(struct scope *sc, const char *path)
{
	struct sshsig_secret s;
	size_t len;
	const char *bytes = read_all(sc, path, &len);
	assert_true(sshsig_secret_read(bytes, len, &s));
	return s;
}

/* What a run of ssh-keygen says of our signature: 0 is good. */
static int checked(struct scope *sc, const char *folder, const char *key, const char *bytes, size_t len)
{
	struct sshsig_secret s = secret_of(sc, key);
	const char *armour = sshsig_make(sc, &s, "git", bytes, len);
	OK(file_write(path_join(sc, folder, "data"), bytes, len));
	OK(file_write(path_join(sc, folder, "data.sig"), armour, strlen(armour)));
	return system(scope_printf(sc, "cd %s && { printf 'me@test ' && cat %s.pub; } >allowed && ssh-keygen -q "
		"-Y verify -f allowed -I me@test -n git -s data.sig <data >/dev/null 2>&1", folder, key));
}

static void ssh_keygen_takes_ours(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = unit_folder(sc), *key = key_of(sc, folder, "key", "-t ed25519 -N ''");
	char bytes[1000];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7);
	for (size_t len = 0; len < sizeof bytes; len += 199)
		assert_int_equal(checked(sc, folder, key, bytes, len), 0);
	struct sshsig_secret s = secret_of(sc, key);
	const char *armour = sshsig_make(sc, &s, "git", bytes, 5);
	OK(file_write(path_join(sc, folder, "data.sig"), armour, strlen(armour)));
	OK(file_write(path_join(sc, folder, "data"), bytes, 6));
	assert_int_not_equal(system(scope_printf(sc, "cd %s && ssh-keygen -q -Y verify -f allowed -I me@test -n git "
		"-s data.sig <data >/dev/null 2>&1", folder)), 0);
}

/* Made by ssh-keygen with these options. */
static const char *theirs(struct scope *sc, const char *folder, const char *key, const char *options,
                          const char *bytes)
{
	size_t len;
	OK(file_write(path_join(sc, folder, "data"), bytes, strlen(bytes)));
	assert_int_equal(system(scope_printf(sc, "cd %s && ssh-keygen -q -Y sign %s -f %s <data >sig 2>/dev/null",
		folder, options, key)), 0);
	return read_all(sc, path_join(sc, folder, "sig"), &len);
}

static enum sshsig_verdict judged(struct scope *sc, const char *armour, const char *bytes, struct sshsig_key *who)
{
	const struct phrase *why = NULL;
	enum sshsig_verdict v = sshsig_judge(sc, "git", armour, strlen(armour), bytes, strlen(bytes), who, &why);
	assert_true((v == SSHSIG_BAD) == (why != NULL));
	return v;
}

static void we_take_theirs(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sshsig_key who, own;
	size_t len;
	const char *folder = unit_folder(sc), *key = key_of(sc, folder, "key", "-t ed25519 -N ''");
	const char *rsa = key_of(sc, folder, "rsa", "-t rsa -b 2048 -N ''"), *words = "what was said\n";
	assert_int_equal(judged(sc, theirs(sc, folder, key, "-n git", words), words, &who), SSHSIG_GOOD);
	assert_true(sshsig_key_read(sc, read_all(sc, scope_printf(sc, "%s.pub", key), &len), &own));
	SAME(who.base64, own.base64);
	SAME(who.type, "ssh-ed25519");
	assert_int_equal(system(scope_printf(sc, "ssh-keygen -lf %s.pub | grep -qF '%s '", key, who.fingerprint)), 0);
	const char *narrow = theirs(sc, folder, key, "-n git -O hashalg=sha256", words);
	assert_int_equal(judged(sc, narrow, words, &who), SSHSIG_GOOD);
	assert_int_equal(judged(sc, theirs(sc, folder, key, "-n file", words), words, &who), SSHSIG_BAD);
	assert_int_equal(judged(sc, theirs(sc, folder, rsa, "-n git", words), words, &who), SSHSIG_OTHER);
	SAME(who.type, "ssh-rsa");
	assert_int_equal(judged(sc, theirs(sc, folder, key, "-n git", words), "what was sair\n", &who), SSHSIG_BAD);
}

/* Any byte another one, any piece of it: never good, and nothing is read that is not there. */
static void damage_is_seen(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sshsig_key who;
	const char *folder = unit_folder(sc), *words = "words";
	struct sshsig_secret s = secret_of(sc, key_of(sc, folder, "key", "-t ed25519 -N ''"));
	const char *good = sshsig_make(sc, &s, "git", words, strlen(words));
	assert_int_equal(judged(sc, good, words, &who), SSHSIG_GOOD);
	size_t body = sizeof "-----BEGIN SSH SIGNATURE-----", n = strlen(good);
	for (size_t i = 0; i < n - 1; i++) {
		SCOPE(turn);
		char *bad = scope_copy(turn, good);
		bad[i] = bad[i] == 'B' ? 'C' : 'B';
		EXPECT(judged(turn, bad, words, &who) != SSHSIG_GOOD, "byte %zu", i);
		if (i >= body)
			EXPECT(judged(turn, scope_copy_bytes(turn, good, i), words, &who) == SSHSIG_BAD, "to %zu", i);
	}
}

static void only_a_bare_ed25519_key_is_read(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sshsig_secret s;
	struct sshsig_key k;
	size_t len;
	const char *folder = unit_folder(sc), *key = key_of(sc, folder, "key", "-t ed25519 -N ''");
	const char *others[] = { key_of(sc, folder, "locked", "-t ed25519 -N secret"),
		key_of(sc, folder, "ecdsa", "-t ecdsa -N ''"), key_of(sc, folder, "rsa", "-t rsa -b 2048 -N ''"),
		scope_printf(sc, "%s.pub", key) };
	for (size_t i = 0; i < countof(others); i++) {
		const char *bytes = read_all(sc, others[i], &len);
		assert_false(sshsig_secret_read(bytes, len, &s));
	}
	const char *bytes = read_all(sc, key, &len);
	for (size_t i = 0; i + 40 < len; i++)
		EXPECT(!sshsig_secret_read(scope_copy_bytes(sc, bytes, i), i, &s), "cut at %zu", i);
	static const char *const no_keys[] = { "", "ssh-ed25519", "ssh-ed25519 ", "ssh-ed25519 AAAA", "ssh-ed25519 x!",
		"ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIBzoqyeUbJD4dlHTbkDaR0EUv5WNNXfHxVw8UXhrPrVK" };
	for (size_t i = 0; i < countof(no_keys); i++)
		EXPECT(!sshsig_key_read(sc, no_keys[i], &k), "%s", no_keys[i]);
}

static void a_key_is_for_one_alone(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = unit_folder(sc), *key = key_of(sc, folder, "key", "-t ed25519 -N ''"), *made = NULL;
	const char *other = key_of(sc, folder, "other", "-t ed25519 -N ''");
	struct signing how = { .wanted = SIGNING_YES, .format = "ssh", .key = key, .ssh_program = NULL };
	OK(signing_make(sc, &how, NULL, "git", "x", 1, &made));
	how.key = scope_printf(sc, "%s.pub", key);
	OK(signing_make(sc, &how, NULL, "git", "x", 1, &made));
	HAS(made, "-----BEGIN SSH SIGNATURE-----\n");
	assert_int_equal(chmod(key, 0644), 0);
	FAILS(signing_make(sc, &how, NULL, "git", "x", 1, &made), FAULT_REFUSED);
	assert_int_equal(chmod(key, 0600), 0);
	/* a public key beside which lies the private key of another one */
	assert_int_equal(system(scope_printf(sc, "cp %s.pub %s.pub", other, key)), 0);
	FAILS(signing_make(sc, &how, NULL, "git", "x", 1, &made), FAULT_REFUSED);
	how = (struct signing){ .wanted = SIGNING_YES, .format = "ssh", .key = path_join(sc, folder, "none") };
	FAILS(signing_make(sc, &how, NULL, "git", "x", 1, &made), FAULT_REFUSED);
	how.key = NULL;
	FAILS(signing_make(sc, &how, NULL, "git", "x", 1, &made), FAULT_REFUSED);
	how = (struct signing){ .wanted = SIGNING_YES, .format = "pigeon", .key = key };
	FAILS(signing_make(sc, &how, NULL, "git", "x", 1, &made), FAULT_REFUSED);
	how = (struct signing){ .wanted = SIGNING_YES, .format = "ssh", .key = key, .ssh_program = "/bin/false" };
	FAILS(signing_make(sc, &how, NULL, "git", "x", 1, &made), FAULT_REFUSED);
	how.ssh_program = "/bin/echo";          /* it says something, and no signature */
	FAILS(signing_make(sc, &how, NULL, "git", "x", 1, &made), FAULT_REFUSED);
}

/* The name of a key's type has letters, and no more than a line of text would. */
static void names_of_types(void **state)
{
	(void)state;
	SCOPE(sc);
	struct sshsig_key k;
	for (size_t n = 0; n <= 102; n++) {
		unsigned char blob[4 + 102] = { 0, 0, 0, (unsigned char)n };
		char text[200];
		memset(blob + 4, 'a', n);
		sodium_bin2base64(text, sizeof text, blob, 4 + n, sodium_base64_VARIANT_ORIGINAL);
		const char *line = scope_printf(sc, "%.*s %s", (int)n, (const char *)blob + 4, text);
		EXPECT(sshsig_key_read(sc, line, &k) == (n >= 1 && n <= 100), "a name of %zu letters", n);
	}
	for (int letter = 1; letter < 256; letter++) {
		unsigned char blob[] = { 0, 0, 0, 3, 'a', (unsigned char)letter, 'b' };
		char text[40];
		sodium_bin2base64(text, sizeof text, blob, sizeof blob, sodium_base64_VARIANT_ORIGINAL);
		bool fine = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')
		            || letter == '-' || letter == '.' || letter == '@';
		const char *line = scope_printf(sc, "a%cb %s", letter, text);
		EXPECT(sshsig_key_read(sc, line, &k) == fine, "a name with the letter %d", letter);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ssh_keygen_takes_ours),
		cmocka_unit_test(we_take_theirs),
		cmocka_unit_test(damage_is_seen),
		cmocka_unit_test(only_a_bare_ed25519_key_is_read), cmocka_unit_test(names_of_types),
		cmocka_unit_test(a_key_is_for_one_alone),
	};
	unsetenv("SSH_AUTH_SOCK");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
