/* signed.c: sign the newest events of a journal again, each as git signs, so that `verify` has signatures to judge.
 * signed FOLDER KEY FROM TO: those behind the event FROM up to TO come behind the journal, with the private key in the
 * file KEY (Ed25519). */
#include "bench.h"
#include "base/buf.h"
#include "base/file.h"
#include "store/sshsig.h"
#include <git2.h>

static void must(int e)
{
	if (e < 0) {
		fprintf(stderr, "bench: %s\n", git_error_last()->message);
		exit(1);
	}
}

/* The commit with another first parent, and its signature behind git's own headers. */
static void sign_again(git_odb *odb, const struct sshsig_secret *key, git_oid *parent, const git_oid *id)
{
	SCOPE(turn);
	git_odb_object *o;
	struct buf *bytes = buf_new(turn), *out = buf_new(turn);
	must(git_odb_read(&o, odb, id));
	const char *text = git_odb_object_data(o), *at = strstr(text, "\nparent ") + sizeof "\nparent " - 1;
	buf_put(bytes, text, (size_t)(at - text));
	buf_text(bytes, git_oid_tostr_s(parent));
	buf_put(bytes, at + 40, git_odb_object_size(o) - (size_t)(at + 40 - text));
	const char *body = strstr(bytes->at, "\n\n") + 1;
	buf_put(out, bytes->at, (size_t)(body - bytes->at));
	buf_text(out, "gpgsig ");
	for (const char *s = sshsig_make(turn, key, "git", bytes->at, bytes->len); *s; s++)
		if (*s != '\n' || s[1])
			buf_printf(out, *s == '\n' ? "\n " : "%c", *s);
	buf_char(out, '\n');
	buf_text(out, body);
	must(git_odb_write(parent, odb, out->at, out->len, GIT_OBJECT_COMMIT));
	git_odb_object_free(o);
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	git_repository *repo;
	git_odb *odb;
	git_reference *moved;
	git_revwalk *walk;
	git_oid tip, from, to, id;
	struct sshsig_secret key;
	const char *bytes = NULL;
	size_t len = 0;
	if (argc != 5)
		return 1;
	bench_must(file_read(sc, argv[2], 1 << 16, &bytes, &len));
	if (!sshsig_secret_read(bytes, len, &key))
		return 1;
	git_libgit2_init();
	must(git_repository_open(&repo, argv[1]));
	must(git_repository_odb(&odb, repo));
	must(git_oid_fromstr(&from, argv[3]));
	must(git_oid_fromstr(&to, argv[4]));
	must(git_reference_name_to_id(&tip, repo, "refs/sar/journal"));
	must(git_revwalk_new(&walk, repo));
	must(git_revwalk_push(walk, &to));
	must(git_revwalk_hide(walk, &from));
	must(git_revwalk_simplify_first_parent(walk));
	must(git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE));
	while (git_revwalk_next(&id, walk) == 0)
		sign_again(odb, &key, &tip, &id);
	must(git_reference_create(&moved, repo, "refs/sar/journal", &tip, 1, NULL));
	return 0;
}
