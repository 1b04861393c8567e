/* verify_floor.c: the floor under verifying a journal: bare libgit2, as it comes, reads each of its commits once and
 * counts the bytes. */
#include <git2.h>
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
