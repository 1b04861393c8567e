/* append.c: 100 durable events, one after the other; floor: bare libgit2 commits with its own fsync option; signed: the
 * same, each signed in process by a key file.
 *
 * Each run writes in a place of its own and leaves it there: for five seconds ext4 walks around the inodes that were
 * deleted, so that whoever creates files behind a large removal pays for that. */
#include "bench.h"
#include "journal/append.h"
#include "store/home.h"
#include "store/signing.h"
#include <git2.h>
#include <unistd.h>

enum { COUNT = 100 };

static const char note[] = "The office called: the receipt comes next week, by letter, "
                           "to the point of contact named in element A.\n";

static const struct template *the_template;
static const struct workflow *find(void *context, const struct event *ev)
{
	(void)context;
	(void)ev;
	return &the_template->workflow;
}

/* A name that no other run in this folder has. */
static const char *place(struct scope *sc, const char *what) { return scope_printf(sc, "%s-%d", what, (int)getpid()); }

static const struct signing *key_file(struct scope *sc, const char *folder)
{
	struct signing *how = NEW(sc, struct signing);
	const char *path = path_join(sc, folder, place(sc, "key"));
	bench_must(signing_new_key(sc, path, "bench", false));
	*how = (struct signing){ .wanted = SIGNING_YES, .format = "ssh", .key = path };
	return how;
}

static void ours(struct scope *sc, const char *folder, bool is_signed)
{
	struct findings *fs = finding_list(sc);
	struct home_making *m = NULL;
	struct journal *j = NULL;
	struct fold_resolver resolver = { find, NULL };
	struct store_person person = { "Aiko Sato", "aiko.sato@minato-turbine.example", 1795392000, 540,
		.signing = is_signed ? key_file(sc, folder) : NULL };
	the_template = template_read(sc, bench_template(sc, 3), fs);
	bench_must(home_make(sc, home_at(sc, folder), place(sc, is_signed ? "signed" : "ours"), "sarflow", &m));
	struct store *s = m->store;
	bench_must(store_lock(sc, s));
	bench_must(journal_read(sc, s, &resolver, true, &j));
	for (int i = 0; i <= COUNT; i++) {
		static double start;
		SCOPE(turn);
		struct event *ev = event_new(sc, i ? EVENT_NOTE : EVENT_OPEN);
		if (i == 1)
			start = bench_seconds();
		event_set(sc, ev, EVENT_PERSON_FIELD, "Aiko Sato <aiko.sato@minato-turbine.example>");
		event_set(sc, ev, EVENT_ROLE_FIELD, "manager");
		event_set(sc, ev, EVENT_AS_OF_FIELD, "2026-11-23");
		if (i) {
			event_set(sc, ev, EVENT_NOTE_FIELD, "note.md");
		} else {
			event_set(sc, ev, EVENT_PACKAGE_FIELD, "BENCH-001");
			event_set(sc, ev, EVENT_TEMPLATE_FIELD, "bench");
			event_set(sc, ev, EVENT_SNAPSHOT_FIELD, the_template->snapshot);
			event_set(sc, ev, EVENT_EDITION_FIELD, "1");
		}
		event_draw(sc, ev, "bench", scope_printf(turn, "%d", i));
		const char *text = scope_printf(turn, "%d: %s", i, note);
		struct append_file file = { "note.md", text, strlen(text) };
		bench_must(journal_append(j, ev, &person, &file, 1));
		if (i == COUNT)
			printf("%.6f\n", bench_seconds() - start);
	}
	fflush(stdout);
	_exit(0);                       /* the end of the scope would remove what was never kept */
}

static void must(int e)
{
	if (e < 0) {
		fprintf(stderr, "bench: %s\n", git_error_last()->message);
		exit(1);
	}
}

static void floor_program(struct scope *sc, const char *folder)
{
	git_repository *repo;
	git_oid parent, tree_id, blob, id;
	const char *at = path_join(sc, folder, place(sc, "floor"));
	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	must(git_repository_init(&repo, at, 0));
	double start = bench_seconds();
	for (int i = 0; i < COUNT; i++) {
		SCOPE(turn);
		git_treebuilder *builder;
		git_tree *tree;
		git_commit *before = NULL;
		git_signature *who;
		const char *text = scope_printf(turn, "%d: %s", i, note);
		must(git_blob_create_from_buffer(&blob, repo, text, strlen(text)));
		must(git_treebuilder_new(&builder, repo, NULL));
		must(git_treebuilder_insert(NULL, builder, "note.md", &blob, GIT_FILEMODE_BLOB));
		must(git_treebuilder_write(&tree_id, builder));
		must(git_tree_lookup(&tree, repo, &tree_id));
		must(git_signature_new(&who, "Aiko Sato", "aiko.sato@minato-turbine.example", 1795392000, 540));
		if (i)
			must(git_commit_lookup(&before, repo, &parent));
		const git_commit *parents[] = { before };
		must(git_commit_create(&id, repo, "refs/sar/journal", who, who, NULL,
			"note\n\nSar-Event: note\nSar-Person: Aiko Sato <aiko.sato@minato-turbine.example>\nSar-Role: "
			"manager\n"
			"Sar-As-Of: 2026-11-23\nSar-Note: note.md\n", tree, i ? 1 : 0, parents));
		parent = id;
		git_commit_free(before);
		git_signature_free(who);
		git_tree_free(tree);
		git_treebuilder_free(builder);
	}
	printf("%.6f\n", bench_seconds() - start);
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	const char *what = argc == 3 ? argv[1] : "";
	if (strcmp(what, "ours") == 0 || strcmp(what, "signed") == 0)
		ours(sc, argv[2], strcmp(what, "signed") == 0);
	else if (strcmp(what, "floor") == 0)
		floor_program(sc, argv[2]);
	return 0;
}
