/* verify_floor.c: the floor under verifying a journal: bare libgit2, as it comes, reads each of its commits once and
 * counts the bytes; where one is signed with an Ed25519 key of SSH, bare libsodium judges the signature. */
#include <git2.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(int e)
{
	if (e < 0) {
		fprintf(stderr, "bench: %s\n", git_error_last()->message);
		exit(1);
	}
}

/* OpenSSH's PROTOCOL.sshsig, of which for such a key and git all is in its place. */
enum { KEY = 33, FRAME = 6 + 7 + 4 + 10 + 4, ARMOUR = 512 };

static void judge(const char *text, size_t size)
{
	static const unsigned char frame[FRAME + 64] = "SSHSIG\0\0\0\3git\0\0\0\0\0\0\0\6sha512\0\0\0\x40";
	const char *head = strstr(text, "\ngpgsig -----BEGIN SSH SIGNATURE-----\n ");
	unsigned char blob[ARMOUR], message[sizeof frame], *payload = malloc(size);
	size_t len = 0, before = (size_t)(head ? head + 1 - text : 0);
	if (!head)
		return;
	const char *first = head + sizeof "\ngpgsig -----BEGIN SSH SIGNATURE-----\n " - 1;
	const char *last = strstr(first, "\n -----END");
	const char *rest = strchr(last + 1, '\n') + 1;
	memcpy(payload, text, before);
	memcpy(payload + before, rest, size - (size_t)(rest - text));
	memcpy(message, frame, sizeof frame);
	crypto_hash_sha512(message + FRAME, payload, before + size - (size_t)(rest - text));
	if (sodium_base642bin(blob, sizeof blob, first, (size_t)(last - first), " \n", &len, NULL,
	                      sodium_base64_VARIANT_ORIGINAL) != 0
	    || crypto_sign_verify_detached(blob + len - 64, message, sizeof message, blob + KEY) != 0) {
		fprintf(stderr, "bench: a signature is none\n");
		exit(1);
	}
	free(payload);
}

int main(int argc, char **argv)
{
	git_repository *repo;
	git_odb *odb;
	git_oid id;
	size_t bytes = 0;
	if (argc != 2)
		return 1;
	git_libgit2_init();
	must(git_repository_open(&repo, argv[1]));
	must(git_repository_odb(&odb, repo));
	must(git_reference_name_to_id(&id, repo, "refs/sar/journal"));
	for (;;) {
		git_odb_object *o;
		must(git_odb_read(&o, odb, &id));
		const char *text = git_odb_object_data(o), *parent = strstr(text, "\nparent ");
		bytes += git_odb_object_size(o);
		judge(text, git_odb_object_size(o));
		bool more = parent && parent < strstr(text, "\nauthor ");
		if (more)
			must(git_oid_fromstr(&id, parent + sizeof "\nparent " - 1));
		git_odb_object_free(o);
		if (!more)
			break;
	}
	printf("%zu\n", bytes);
	return 0;
}
