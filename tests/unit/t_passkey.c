/* t_passkey.c: keys and answers of browsers, whatever their bytes are; case/t_passkey.sh shows good ones. */
#include "unit.h"
#include "base/digest.h"
#include "base/phrase.h"
#include "store/passkey.h"
#include "store/sshsig.h"

static const unsigned char head[] = { 0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
	0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00 };

static const char *spki(struct scope *sc, unsigned char form, size_t len)
{
	unsigned char bytes[200] = {0};
	memcpy(bytes, head, sizeof head);
	bytes[sizeof head] = form;
	for (size_t i = sizeof head + 1; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)i;
	return sshsig_base64(sc, bytes, len);
}

static void keys(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *line = passkey_line(sc, spki(sc, 4, 91), "sar.example");
	assert_non_null(line);
	HAS(line, "sk-ecdsa-sha2-nistp256@openssh.com AAAA");
	SAME(passkey_host(sc, line), "sar.example");
	SAME(passkey_host(sc, scope_printf(sc, "%s a comment", line)), "sar.example");
	assert_null(passkey_line(sc, spki(sc, 4, 91), ""));
	assert_null(passkey_line(sc, spki(sc, 2, 91), "h"));            /* compressed */
	assert_null(passkey_line(sc, spki(sc, 4, 90), "h"));
	assert_null(passkey_line(sc, spki(sc, 4, 92), "h"));
	assert_null(passkey_line(sc, "", "h"));
	assert_null(passkey_line(sc, "no Base64", "h"));
	assert_null(passkey_host(sc, "ssh-ed25519 "
		"AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
	assert_null(passkey_host(sc, "sk-ecdsa-sha2-nistp256@openssh.com AAAA"));
	assert_null(passkey_host(sc, ""));
}

/* Each byte of a key's blob counts: only what this program would write is a passkey. */
static void blobs(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *line = passkey_line(sc, spki(sc, 4, 91), "h.example"), *bytes = NULL;
	size_t len = 0, prefix = strlen("sk-ecdsa-sha2-nistp256@openssh.com ");
	assert_true(sshsig_base64_read(sc, line + prefix, &bytes, &len));
	for (size_t n = 0; n < len; n++) {
		SCOPE(turn);
		const char *cut = sshsig_base64(turn, bytes, n);
		EXPECT(!passkey_host(turn, scope_printf(turn, "%.*s%s", (int)prefix, line, cut)), "cut at %zu", n);
		char *bent = scope_copy_bytes(turn, bytes, len);
		bent[n] ^= 0x40;
		const char *host = passkey_host(turn, scope_printf(turn, "%.*s%s", (int)prefix, line,
			sshsig_base64(turn, bent, len)));
		EXPECT(!host || strlen(host) == strlen("h.example"), "bent at %zu: %s", n, host);
	}
}

/* --- answers --- */

struct given { const char *line, *bytes; size_t len; unsigned char auth[64]; size_t auth_len; const char *client; };

static struct given *given(struct scope *sc)
{
	static const char words[] = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nwords\n";
	struct given *g = NEW(sc, struct given);
	char digest[DIGEST_TEXT];
	*g = (struct given){ passkey_line(sc, spki(sc, 4, 91), "localhost"), words, sizeof words - 1, {0}, 37, NULL };
	digest_bytes("localhost", 9, digest);
	for (size_t i = 0; i < 32; i++)
		g->auth[i] = (unsigned char)strtoul(scope_printf(sc, "%.2s", digest + 2 * i), NULL, 16);
	g->auth[32] = 5;
	g->client = scope_printf(sc, "{\"type\":\"webauthn.get\",\"challenge\":\"%s\","
	                         "\"origin\":\"http://localhost:1\"}", passkey_challenge(sc, words, sizeof words - 1));
	return g;
}

/* Whole as it may be, it is not signed with this key: ssh-keygen says so; all else is told before. */
static void refused(struct scope *sc, const struct given *g, const char *made, size_t len, const char *wanted)
{
	const struct phrase *why = NULL;
	struct passkey_touch t = { sshsig_base64(sc, g->auth, g->auth_len),
		sshsig_base64(sc, g->client, strlen(g->client)), sshsig_base64(sc, made, len) };
	assert_null(passkey_sign(sc, NULL, g->line, &t, g->bytes, g->len, &why));
	HAS(why->english, wanted);
}

static void answers(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char good[] = "\x30\x06\x02\x01\x01\x02\x01\x02", other[] = "the browser's answer is no signature";
	struct given *g = given(sc);
	refused(sc, g, good, 8, "it is not signed with the passkey that is bound to you here");
	for (size_t n = 0; n < 8; n++)
		refused(sc, g, good, n, other);
	refused(sc, g, "\x30\x06\x02\x01\x81\x02\x01\x02", 8, other);   /* below zero */
	refused(sc, g, "\x30\x07\x02\x01\x01\x02\x01\x02\x00", 9, other);
	refused(sc, g, "\x30\x06\x02\x7f\x01\x02\x01\x02", 8, other);
	refused(sc, g, "\x30\x06\x03\x01\x01\x02\x01\x02", 8, other);     /* no number */
	g->auth[32] = 4;
	refused(sc, g, good, 8, other);         /* nobody was there */
	g->auth[32] = 0x45;
	refused(sc, g, good, 8, other);
	*g = *given(sc);
	g->auth_len = 36;
	refused(sc, g, good, 8, other);
	*g = *given(sc);
	g->auth[0] ^= 1;
	refused(sc, g, good, 8, "the browser signed for another address than");
	*g = *given(sc);
	g->len--;
	refused(sc, g, good, 8, "the browser signed other words than these");
	*g = *given(sc);
	g->client = scope_printf(sc, "%.*s", (int)strlen(g->client) - 2, g->client);    /* the origin has no end */
	refused(sc, g, good, 8, "the browser signed other words than these");
	g->client = "{\"type\":\"webauthn.create\"}";
	refused(sc, g, good, 8, "the browser signed other words than these");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys), cmocka_unit_test(blobs), cmocka_unit_test(answers),
	};
	return cmocka_run_group_tests_name("passkey", tests, NULL, NULL);
}
