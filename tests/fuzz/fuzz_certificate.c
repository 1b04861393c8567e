/* fuzz_certificate.c: whatever a file holds, a certificate in it has one line and one name; whatever stands in a
 * signature, it is judged, and a text without its frame is none.  The first byte chooses the use. */
#include "fuzz.h"
#include "base/digest.h"
#include "store/certificate.h"
#include "store/signing.h"

static void line_holds(struct scope *sc, const struct sshsig_key *key)
{
	struct sshsig_key again;
	struct certificate_days days;
	const char *line = signing_key_line(sc, key);
	HOLDS(signing_key_read(sc, line, &again));
	HOLDS(strcmp(again.fingerprint, key->fingerprint) == 0 && strcmp(again.base64, key->base64) == 0);
	HOLDS(certificate_refuse(sc, line) || certificate_days(line, &days));
}

static void signature_holds(struct scope *sc, const uint8_t *data, size_t size)
{
	const struct names none = {0};
	struct sshsig_key who = { 0 };
	const struct phrase *why = NULL;
	const char *armour = scope_printf(sc, "-----BEGIN SIGNED MESSAGE-----\n%s\n-----END SIGNED MESSAGE-----\n",
		digest_base64(sc, data, size));
	enum sshsig_verdict v = certificate_judge(sc, armour, strlen(armour), &none, "words", 5, &who, &why);
	HOLDS((v == SSHSIG_BAD) == (why != NULL));
	HOLDS(v != SSHSIG_GOOD || who.base64);
	const char *text = scope_copy_bytes(sc, data, size);
	HOLDS(certificate_judge(sc, text, size, &none, "words", 5, &who, &why) != SSHSIG_GOOD
	      || certificate_is_armour(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	struct sshsig_key key;
	if (size == 0)
		return 0;
	if (data[0] % 2)
		signature_holds(sc, data + 1, size - 1);
	else if (certificate_read(sc, scope_copy_bytes(sc, data + 1, size - 1), size - 1, &key))
		line_holds(sc, &key);
	return 0;
}
