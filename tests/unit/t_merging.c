/* t_merging.c: what git began in a package's folder and left for people to end: which states let a version be saved,
 * what a merge's version stands on, and what must be decided first. */
#include "stores.h"
#include "base/buf.h"
#include "base/tool.h"
#include <fcntl.h>
#include <sys/stat.h>

struct world { struct scope *sc; struct store *s; struct store_id first, main, side, other; };

static void put(const struct world *w, const char *path, const char *text)
{
	OK(file_write(path_join(w->sc, w->s->name, path), text, strlen(text)));
}

static bool there(const struct world *w, const char *path)
{
	return file_exists(path_join(w->sc, w->s->name, path));
}

/* A version that main does not know, made from another. */
static struct store_id make_side(const struct world *w, const struct store_id *from, const char *text)
{
	const struct store_blob file = { "package.yaml", text, strlen(text) };
	const struct store_append a = { .message = "aside\n", .person = stores_person(5), .parents = from,
		.parent_count = 1, .files = &file, .file_count = 1 };
	struct store_id out;
	OK(store_prepare(w->sc, w->s, &a, &out));
	return out;
}

static struct world begin(struct scope *sc)
{
	struct world w = { .sc = sc, .s = stores_git(sc) };
	stores_write(sc, w.s, "package.yaml", "id: P-1\n");
	stores_write(sc, w.s, "evidence/A.md", "one\n");
	w.first = stores_save(sc, w.s, 1);
	stores_write(sc, w.s, "evidence/A.md", "two\n");
	w.main = stores_save(sc, w.s, 2);
	w.side = make_side(&w, &w.first, "id: P-1 aside\n");
	w.other = make_side(&w, &w.first, "id: P-1 elsewhere\n");
	return w;
}

static const struct fault *save(const struct world *w, struct store_id *id)
{
	SCOPE(turn);
	struct store_person person = stores_person(7);
	OK(store_lock(turn, w->s));
	return store_save(w->sc, w->s, &person, "Merge\n", id);
}

static const struct fault *take_parents(void *context, const struct store_commit *c)
{
	const struct world *w = context;
	struct buf *out = buf_new(w->sc);
	for (size_t i = 0; i < c->parent_count; i++)
		buf_printf(out, "%s%s", i ? " " : "", strcmp(c->parents[i].hex, w->main.hex) == 0 ? "main"
		           : strcmp(c->parents[i].hex, w->side.hex) == 0 ? "side"
		           : strcmp(c->parents[i].hex, w->other.hex) == 0 ? "other"
		           : strcmp(c->parents[i].hex, w->first.hex) == 0 ? "first" : "?");
	return fault_make(FAULT_NOT_FOUND, "{text}", out->at);
}

static const char *parents(struct world *w, const struct store_id *id)
{
	const struct fault *f = store_walk(w->s, id, 1, take_parents, w);
	return f ? f->text : "";
}

static const char *git(const struct world *w, const char *const *words, const char *in)
{
	const char *argv[16] = { "/usr/bin/git", "-C", w->s->name };
	struct tool_said said = {0};
	for (size_t i = 0; words[i]; i++)
		argv[i + 3] = words[i];
	bool done = tool_ask(w->sc, argv, in, strlen(in), &said);
	EXPECT(done, "git %s: %s", words[0], said.errors ? said.errors : "");
	return said.text;
}

/* --- states that are no merge --- */

static void other_states(void **state)
{
	(void)state;
	static const struct { const char *files[2], *says; } states[] = {
		{ { "CHERRY_PICK_HEAD" }, "a git cherry-pick is under way" },
		{ { "CHERRY_PICK_HEAD", "sequencer/todo" }, "a git cherry-pick is under way" },
		{ { "REVERT_HEAD" }, "a git revert is under way" },
		{ { "REVERT_HEAD", "sequencer/todo" }, "a git revert is under way" },
		{ { "rebase-merge/interactive" }, "a git rebase is under way" },
		{ { "rebase-apply/applying" }, "a git rebase is under way" },
		{ { "BISECT_LOG" }, NULL },
	};
	for (size_t i = 0; i < countof(states); i++) {
		SCOPE(sc);
		struct world w = begin(sc);
		struct store_id id;
		for (size_t k = 0; k < 2 && states[i].files[k]; k++)
			put(&w, path_join(sc, ".git", states[i].files[k]), scope_printf(sc, "%s\n", w.side.hex));
		put(&w, "evidence/A.md", "three\n");
		const struct fault *f = save(&w, &id);
		FAILS(f, states[i].says ? (int)FAULT_REFUSED : 0);
		if (states[i].says)
			HAS(f->text, states[i].says);
		else
			SAME(parents(&w, &id), "main");
		for (size_t k = 0; k < 2 && states[i].files[k]; k++)
			assert_true(there(&w, path_join(sc, ".git", states[i].files[k])));
	}
}

/* --- what a merge's version stands on --- */

static void sides_of_a_merge(void **state)
{
	(void)state;
	static const struct { const char *heads, *stands_on; } merges[] = {
		{ "s", "main side" }, { "o", "main other" }, { "so", "main side other" }, { "os", "main other side" },
		{ "f", "main" }, { "m", "main" }, { "fs", "main side" }, { "sf", "main side" }, { "ms", "main side" },
		{ "smo", "main side other" },
	};
	for (size_t i = 0; i < countof(merges); i++) {
		SCOPE(sc);
		struct world w = begin(sc);
		struct store_id id;
		struct buf *heads = buf_new(sc);
		for (const char *c = merges[i].heads; *c; c++)
			buf_printf(heads, "%s\n", *c == 's' ? w.side.hex : *c == 'o' ? w.other.hex : *c == 'f'
			           ? w.first.hex : w.main.hex);
		put(&w, ".git/MERGE_HEAD", heads->at);
		put(&w, ".git/MERGE_MSG", "merging\n");
		put(&w, "evidence/A.md", "both\n");
		OK(save(&w, &id));
		EXPECT(strcmp(parents(&w, &id), merges[i].stands_on) == 0, "%s: stands on %s", merges[i].heads,
		       parents(&w, &id));
		assert_false(there(&w, ".git/MERGE_HEAD"));
		SAME(git(&w, (const char *const []){ "status", "--porcelain", NULL }, ""), "");
	}
}

/* A merge that changes nothing is a version all the same; where no side is missing there is nothing to say. */
static void a_merge_without_a_change(void **state)
{
	(void)state;
	for (int merged = 0; merged <= 1; merged++) {
		SCOPE(sc);
		struct world w = begin(sc);
		struct store_id id;
		put(&w, ".git/MERGE_HEAD", scope_printf(sc, "%s\n", merged ? w.first.hex : w.side.hex));
		OK(save(&w, &id));
		SAME(merged ? id.hex : parents(&w, &id), merged ? "" : "main side");
		assert_false(there(&w, ".git/MERGE_HEAD"));
	}
}

static void too_many_sides(void **state)
{
	(void)state;
	for (int count = 16; count <= 17; count++) {
		SCOPE(sc);
		struct world w = begin(sc);
		struct store_id id;
		struct buf *heads = buf_new(sc);
		for (int i = 0; i < count; i++)
			buf_printf(heads, "%s\n", make_side(&w, &w.first, scope_printf(sc, "id: %d\n", i)).hex);
		put(&w, ".git/MERGE_HEAD", heads->at);
		FAILS(save(&w, &id), count == 16 ? 0 : (int)FAULT_SYSTEM);
		assert_int_equal(there(&w, ".git/MERGE_HEAD"), count != 16);
	}
}

/* --- what must be decided --- */

#define MARKED "one\n<<<<<<< HEAD\ntwo\n=======\nthree\n>>>>>>> side\n"

static void marks_of_a_merge(void **state)
{
	(void)state;
	static const struct { const char *path, *says; } marks[] = {
		{ "package.yaml", "package.yaml:2: a mark of the merge" },
		{ "evidence/A.md", "evidence/A.md:2: a mark" }, { "registers/z.csv", "registers/z.csv:2: a mark" },
		{ "attachments/B/x.txt", NULL }, { "notes.txt", NULL },
	};
	for (size_t i = 0; i < countof(marks); i++)
		for (int merging = 0; merging <= 1; merging++) {
			SCOPE(sc);
			struct world w = begin(sc);
			struct store_id id;
			if (merging)
				put(&w, ".git/MERGE_HEAD", scope_printf(sc, "%s\n", w.side.hex));
			put(&w, marks[i].path, MARKED);
			const struct fault *f = save(&w, &id);
			FAILS(f, merging && marks[i].says ? (int)FAULT_REFUSED : 0);
			if (f)
				HAS(f->text, marks[i].says);
			assert_int_equal(there(&w, ".git/MERGE_HEAD"), f != NULL);
		}
}

/* Of what is no part of the package git says itself what is open; of what is one, the file as it lies there counts. */
static void open_paths(void **state)
{
	(void)state;
	static const struct { const char *path, *says; } paths[] = {
		{ "evidence/A.md", NULL }, { "aside.txt", "aside.txt, which is no part of the package" },
		{ "zuletzt.txt", "zuletzt.txt, which is no part of the package" },
	};
	for (size_t i = 0; i < countof(paths); i++) {
		SCOPE(sc);
		struct world w = begin(sc);
		struct store_id id;
		const char *blob = git(&w, (const char *const []){ "hash-object", "-w", "--stdin", NULL }, "open\n");
		struct buf *stages = buf_new(sc);
		buf_printf(stages, "0 0000000000000000000000000000000000000000\t%s\n", paths[i].path);
		for (int stage = 1; stage <= 3; stage++)
			buf_printf(stages, "100644 %.40s %d\t%s\n", blob, stage, paths[i].path);
		git(&w, (const char *const []){ "update-index", "--index-info", NULL }, stages->at);
		put(&w, ".git/MERGE_HEAD", scope_printf(sc, "%s\n", w.side.hex));
		const struct fault *f = save(&w, &id);
		FAILS(f, paths[i].says ? (int)FAULT_REFUSED : 0);
		if (f)
			HAS(f->text, paths[i].says);
	}
}

/* What is no part of the package is kept as git's index has it in a merge, and as main has it else. */
static void strays(void **state)
{
	(void)state;
	for (int merging = 0; merging <= 1; merging++) {
		SCOPE(sc);
		struct world w = begin(sc);
		struct store_id id;
		const char *bytes = NULL;
		size_t len = 0;
		put(&w, "notes.txt", "a note\n");
		git(&w, (const char *const []){ "add", "notes.txt", NULL }, "");
		if (merging)
			put(&w, ".git/MERGE_HEAD", scope_printf(sc, "%s\n", w.side.hex));
		put(&w, "evidence/A.md", "three\n");
		OK(save(&w, &id));
		FAILS(store_file(sc, w.s, &id, "notes.txt", &bytes, &len), merging ? 0 : (int)FAULT_NOT_FOUND);
	}
}

/* Another branch than main is none of ours. */
static void other_branches(void **state)
{
	(void)state;
	static const char *const heads[] = { "ref: refs/heads/trial\n", "ref: refs/heads/mains\n" };
	for (size_t i = 0; i < countof(heads); i++) {
		SCOPE(sc);
		struct world w = begin(sc);
		struct store_id id;
		put(&w, ".git/HEAD", heads[i]);
		put(&w, "evidence/A.md", "three\n");
		const struct fault *f = save(&w, &id);
		FAILS(f, FAULT_REFUSED);
		HAS(f->text, "not on the branch main");
	}
	SCOPE(sc);
	struct world w = begin(sc);
	struct store_id id;
	put(&w, ".git/HEAD", scope_printf(sc, "%s\n", w.main.hex));
	FAILS(save(&w, &id), FAULT_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_states), cmocka_unit_test(sides_of_a_merge),
		cmocka_unit_test(a_merge_without_a_change), cmocka_unit_test(too_many_sides),
		cmocka_unit_test(marks_of_a_merge), cmocka_unit_test(open_paths), cmocka_unit_test(strays),
		cmocka_unit_test(other_branches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
