/* fold.c: reading and folding 10,000 events; floor: libgit2 walking and reading the same commits. */
#include "bench.h"
#include "journal/journal.h"
#include "store/home.h"
#include <git2.h>

enum { COUNT = 10000 };

static const struct template *the_template;
static const struct workflow *find(void *context, const struct event *ev)
{
	(void)context;
	(void)ev;
	return &the_template->workflow;
}

static void must(int e)
{
	if (e < 0) {
		fprintf(stderr, "bench: %s\n", git_error_last()->message);
		exit(1);
	}
}

static const char *message(struct scope *sc, int i)
{
	struct event *ev = event_new(sc, i ? EVENT_TRANSITION : EVENT_OPEN);
	event_set(sc, ev, EVENT_PERSON_FIELD, "Aiko Sato <aiko.sato@minato-turbine.example>");
	event_set(sc, ev, EVENT_ROLE_FIELD, "manager");
	event_set(sc, ev, EVENT_AS_OF_FIELD, "2026-11-23");
	if (i == 0) {
		event_set(sc, ev, EVENT_PACKAGE_FIELD, "BENCH-001");
		event_set(sc, ev, EVENT_TEMPLATE_FIELD, "bench");
		event_set(sc, ev, EVENT_SNAPSHOT_FIELD, the_template->snapshot);
		event_set(sc, ev, EVENT_EDITION_FIELD, "1");
	} else {
		event_set(sc, ev, EVENT_ACTION_FIELD, i % 2 ? "go" : "back");
		event_set(sc, ev, EVENT_FROM_FIELD, i % 2 ? "a" : "b");
		event_set(sc, ev, EVENT_TO_FIELD, i % 2 ? "b" : "a");
	}
	event_draw(sc, ev, "bench", scope_printf(sc, "%d", i));
	return event_encode(sc, ev);
}

/* Written fast, by bare libgit2 in memory order; then packed by stock git, as an old package is. */
static void setup(struct scope *sc, const char *folder)
{
	git_repository *repo;
	git_oid tree_id, id, parent;
	git_treebuilder *builder;
	git_tree *tree;
	git_reference *ref;
	const char *at = path_join(sc, folder, "repo");
	file_remove_tree(at);
	git_libgit2_init();
	must(git_repository_init(&repo, at, 0));
	must(git_treebuilder_new(&builder, repo, NULL));
	must(git_treebuilder_write(&tree_id, builder));
	must(git_tree_lookup(&tree, repo, &tree_id));
	for (int i = 0; i <= COUNT; i++) {
		SCOPE(turn);
		git_commit *before = NULL;
		git_signature *who;
		must(git_signature_new(&who, "Aiko Sato", "aiko.sato@minato-turbine.example", 1795392000 + i, 540));
		if (i)
			must(git_commit_lookup(&before, repo, &parent));
		const git_commit *parents[] = { before };
		must(git_commit_create(&id, repo, NULL, who, who, NULL, message(turn, i), tree, i ? 1 : 0, parents));
		parent = id;
		git_commit_free(before);
		git_signature_free(who);
	}
	must(git_reference_create(&ref, repo, "refs/sar/journal", &id, 1, NULL));
}

static void ours(struct scope *sc, const char *folder)
{
	struct store *s = NULL;
	struct journal *j = NULL;
	struct fold_resolver resolver = { find, NULL };
	bench_must(home_find(sc, path_join(sc, folder, "repo"), &s));
	double start = bench_seconds();
	bench_must(journal_read(sc, s, &resolver, false, &j));
	printf("%.6f\n", bench_seconds() - start);
	if (j->count != COUNT + 1 || j->findings->count) {
		fprintf(stderr, "bench: %zu events, %zu findings\n", j->count, j->findings->count);
		exit(1);
	}
}

static void floor_program(struct scope *sc, const char *folder)
{
	git_repository *repo;
	git_oid id;
	size_t bytes = 0;
	git_libgit2_init();
	must(git_repository_open(&repo, path_join(sc, folder, "repo")));
	double start = bench_seconds();
	must(git_reference_name_to_id(&id, repo, "refs/sar/journal"));
	for (;;) {
		git_commit *c;
		must(git_commit_lookup(&c, repo, &id));
		bytes += strlen(git_commit_message_raw(c));
		bool more = git_commit_parentcount(c) > 0;
		if (more)
			id = *git_commit_parent_id(c, 0);
		git_commit_free(c);
		if (!more)
			break;
	}
	printf("%.6f\n", bench_seconds() - start);
	exit(bytes == 0);
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	const char *what = argc == 3 ? argv[1] : "";
	the_template = template_read(sc, bench_template(sc, 3), fs);
	if (strcmp(what, "setup") == 0)
		setup(sc, argv[2]);
	else if (strcmp(what, "ours") == 0)
		ours(sc, argv[2]);
	else if (strcmp(what, "floor") == 0)
		floor_program(sc, argv[2]);
	return 0;
}
