/* t_store_twins.c: the same acts in memory and on disc lead to the same tips, and stock git reads the ones on disc. */
#include "stores.h"
#include "base/buf.h"
#include "base/tool.h"
#include "store/laid.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

/* One package twice; every act is done to both. */
struct twins { struct scope *sc; struct store *memory, *disc; int64_t time; };

static struct twins begin(struct scope *sc)
{
	return (struct twins){ .sc = sc, .memory = stores_memory(sc), .disc = stores_git(sc) };
}

static void alike(const struct twins *t, const char *ref)
{
	struct store_id memory, disc;
	OK(store_tip(t->memory, ref, &memory));
	OK(store_tip(t->disc, ref, &disc));
	SAME(memory.hex, disc.hex);
}

static int code(const struct fault *f) { return f ? (int)f->code : 0; }

/* What a call answers, on both. */
#define BOTH(call_memory, call_disc) assert_int_equal(code(call_memory), code(call_disc))

static void write_both(const struct twins *t, const char *path, const char *text)
{
	stores_write(t->sc, t->memory, path, text);
	stores_write(t->sc, t->disc, path, text);
}

static void attach_both(const struct twins *t, const char *path, const char *text, int how)
{
	OK(stores_attach(t->sc, t->memory, path, text, how));
	OK(stores_attach(t->sc, t->disc, path, text, how));
}

static void remove_both(const struct twins *t, const char *path)
{
	store_memory_remove(t->memory, path);
	assert_int_equal(unlink(path_join(t->sc, t->disc->name, path)), 0);
}

static const char *changes(struct scope *sc, struct store *s)
{
	const struct store_change *list = NULL;
	size_t count = 0;
	struct buf *b = buf_new(sc);
	OK(store_changes(sc, s, &list, &count));
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%d %s\n", (int)list[i].kind, list[i].path);
	return b->at;
}

/* What of it is gone, which can be told without a look into any file. */
static const char *removed(struct scope *sc, struct store *s)
{
	const struct store_change *list = NULL;
	size_t count = 0;
	struct buf *b = buf_new(sc);
	OK(store_removed(sc, s, &list, &count));
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%d %s\n", (int)list[i].kind, list[i].path);
	return b->at;
}

static struct store_id save_both(struct twins *t)
{
	SAME(changes(t->sc, t->memory), changes(t->sc, t->disc));
	SAME(removed(t->sc, t->memory), removed(t->sc, t->disc));
	struct store_id memory = stores_save(t->sc, t->memory, t->time), disc = stores_save(t->sc, t->disc, t->time);
	t->time++;
	SAME(memory.hex, disc.hex);
	alike(t, STORE_MAIN);
	return disc;
}

static struct store_id prepare_both(const struct twins *t, const struct store_append *a)
{
	struct store_id memory, disc;
	OK(store_prepare(t->sc, t->memory, a, &memory));
	OK(store_prepare(t->sc, t->disc, a, &disc));
	SAME(memory.hex, disc.hex);
	return disc;
}

static void publish_both(const struct twins *t, const char *ref, const struct store_id *expected,
                         const struct store_id *next)
{
	OK(store_publish(t->memory, ref, expected, next));
	OK(store_publish(t->disc, ref, expected, next));
	alike(t, ref);
}

/* A source as text: kind, path, digest, what is there of it.  Versions on disc do not carry the size of a file. */
static const char *listed(struct scope *sc, struct source *s)
{
	const struct source_entry *e = NULL;
	size_t count = 0;
	struct buf *b = buf_new(sc);
	OK(source_list(sc, s, &e, &count));
	for (size_t i = 0; i < count; i++)
		if (e[i].kind == SOURCE_ATTACHMENT)
			buf_printf(b, "%s %s %llu%s%s\n", e[i].path, e[i].digest, (unsigned long long)e[i].size,
			           e[i].present ? " here" : "", e[i].raw ? " raw" : "");
		else
			buf_printf(b, "%s %d\n", e[i].path, (int)e[i].kind);
	return b->at;
}

static const char *listed_at(struct scope *sc, struct store *s, const struct store_id *id)
{
	struct source *source = NULL;
	OK(id ? store_source_at(sc, s, id, &source) : store_source_work(sc, s, &source));
	return listed(sc, source);
}

/* Every way to look at a version says the same. */
static void same_version(const struct twins *t, const struct store_id *id)
{
	static const char *const paths[] = { "", "evidence", "registers", "attachments", "attachments/B",
		"attachments/a", "attachments/a.b", "package.yaml", "evidence/A.md", "attachments/B/x.pdf", "none",
			"evid" };
	SAME(listed_at(t->sc, t->memory, id), listed_at(t->sc, t->disc, id));
	for (size_t i = 0; i < countof(paths); i++) {
		struct store_id memory, disc;
		OK(store_entry(t->memory, id, paths[i], &memory));
		if (!*paths[i]) {               /* the whole tree is asked by what it holds */
			SAME(memory.hex, "");
			continue;
		}
		OK(store_entry(t->disc, id, paths[i], &disc));
		SAME(memory.hex, disc.hex);
		const char *const *one = NULL, *const *two = NULL;
		size_t n = 0, m = 0;
		OK(store_names(t->sc, t->memory, id, paths[i], &one, &n));
		OK(store_names(t->sc, t->disc, id, paths[i], &two, &m));
		assert_int_equal(n, m);
		for (size_t k = 0; k < n; k++)
			SAME(one[k], two[k]);
	}
}

static const char *git(struct scope *sc, const struct store *s, const char *a, const char *b, const char *c)
{
	const char *argv[] = { "git", "-C", s->name, a, b, c, NULL }, *out;
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	out = tool_read(sc, argv, nothing, &(struct tool_bounds){ 10, 512 << 20, 1 << 20, NULL }, &len);
	close(nothing);
	EXPECT(out, "git %s %s %s failed in %s", a, b, c, s->name);
	return out;
}

/* Stock git finds nothing wrong, and has main where memory has it. */
static void git_agrees(const struct twins *t)
{
	struct store_id tip;
	SAME(git(t->sc, t->disc, "fsck", "--strict", "--no-dangling"), "");
	OK(store_tip(t->memory, STORE_MAIN, &tip));
	SAME(git(t->sc, t->disc, "rev-parse", STORE_MAIN, "--"), scope_printf(t->sc, "%s\n--\n", tip.hex));
}

/* Folders whose names git sorts as if they ended in '/', files beside them, and names in other scripts. */
static void saves(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	SAME(save_both(&t).hex, "");
	write_both(&t, "package.yaml", "id: P-1\n");
	write_both(&t, "registers/r.csv", "a,b\r\n1,2\r\n");
	write_both(&t, "evidence/A.md", "");
	write_both(&t, "evidence/\xe5\x9b\xb3.md", "\xef\xbb\xbf# x");
	struct store_id one = save_both(&t);
	assert_int_equal(strlen(one.hex), 40);
	same_version(&t, &one);
	SAME(save_both(&t).hex, "");
	remove_both(&t, "evidence/A.md");               /* by path, whatever happened to it */
	write_both(&t, "registers/r.csv", "a,b\r\n1,3\r\n");
	write_both(&t, "evidence/B.md", "b");
	SAME(changes(sc, t.memory), scope_printf(sc, "%d evidence/A.md\n%d evidence/B.md\n%d registers/r.csv\n",
		(int)STORE_REMOVED, (int)STORE_ADDED, (int)STORE_CHANGED));
	save_both(&t);
	write_both(&t, "evidence/A.md", "");
	static const char *const names[] = { "a/x", "a.b/x", "a-b/x", "a0/x", "a/y/z", "a/y.z", "a/y-z/w", "B/x.pdf",
	                                     "B/X.pdf",
		"B/x", "\xe5\x9b\xb3/1" };
	for (size_t i = 0; i < countof(names); i++)
		attach_both(&t, scope_printf(sc, "attachments/%s", names[i]), i % 3 ? names[i] : "", 0);
	struct store_id two = save_both(&t);
	same_version(&t, &two);
	write_both(&t, "evidence/A.md", "# A\n");
	struct store_id three = save_both(&t);
	same_version(&t, &three);
	git_agrees(&t);
	/* git says so itself, object for object */
	struct store_id tree;
	OK(store_entry(t.memory, &three, "attachments/a", &tree));
	SAME(git(sc, t.disc, "rev-parse", scope_printf(sc, "%s:attachments/a", three.hex), "--"),
	     scope_printf(sc, "%s\n--\n", tree.hex));
	SAME(git(sc, t.disc, "cat-file", "-t", tree.hex), "tree\n");
	SAME(git(sc, t.disc, "cat-file", "-t", one.hex), "commit\n");
	SAME(git(sc, t.disc, "cat-file", "blob", scope_printf(sc, "%s:attachments/a.b/x", three.hex)),
	     "version https://git-lfs.github.com/spec/v1\n"
	     "oid sha256:efa51c8e1111aa4eb4c77c32957e1fd4344ba7c36e096dee3b647bbbbec0c90f\nsize 5\n");
}

static void attachments(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	char memory[DIGEST_TEXT], disc[DIGEST_TEXT];
	size_t n = 0, m = 0;
	write_both(&t, "package.yaml", "p");
	BOTH(stores_purge(sc, t.memory, "attachments/B/x.pdf", memory),
	     stores_purge(sc, t.disc, "attachments/B/x.pdf", disc));
	attach_both(&t, "attachments/B/x.pdf", "content", 0);
	attach_both(&t, "attachments/C/same.pdf", "content", 0);
	attach_both(&t, "attachments/B/vault.pdf", "kept elsewhere", STORE_REFERENCE);
	BOTH(stores_attach(sc, t.memory, "attachments/B/x.pdf", "y", 0),
	     stores_attach(sc, t.disc, "attachments/B/x.pdf", "y", 0));
	SAME(listed_at(sc, t.memory, NULL), listed_at(sc, t.disc, NULL));
	struct store_id one = save_both(&t);
	same_version(&t, &one);
	HAS(listed_at(sc, t.memory, &one), "vault.pdf c8480ccad0");
	attach_both(&t, "attachments/B/x.pdf", "newer", STORE_REPLACE);
	attach_both(&t, "attachments/B/vault.pdf", "kept elsewhere", STORE_REPLACE | STORE_REFERENCE);
	remove_both(&t, "package.yaml");
	remove_both(&t, "attachments/C/same.pdf");
	struct store_id two = save_both(&t);
	same_version(&t, &two);
	/* Back as it was, and purged: the pointer stays, so that nothing is left to save. */
	OK(store_restore(sc, t.memory, &one, "", &n));
	OK(store_restore(sc, t.disc, &one, "", &m));
	assert_int_equal(n, 4);
	assert_int_equal(n, m);
	struct store_id three = save_both(&t);
	assert_true(three.hex[0]);
	OK(stores_purge(sc, t.memory, "attachments/C/same.pdf", memory));
	OK(stores_purge(sc, t.disc, "attachments/C/same.pdf", disc));
	SAME(memory, disc);
	SAME(listed_at(sc, t.memory, NULL), listed_at(sc, t.disc, NULL));
	same_version(&t, &one);
	same_version(&t, &two);
	SAME(save_both(&t).hex, "");
	BOTH(stores_purge(sc, t.memory, "attachments/none", memory),
	     stores_purge(sc, t.disc, "attachments/none", disc));
	OK(store_restore(sc, t.memory, &two, "attachments/B", &n));
	OK(store_restore(sc, t.disc, &two, "attachments/B", &m));
	assert_int_equal(n, m);
	save_both(&t);
	/* All is gone: an empty version. */
	remove_both(&t, "package.yaml");
	remove_both(&t, "attachments/B/x.pdf");
	remove_both(&t, "attachments/B/vault.pdf");
	remove_both(&t, "attachments/C/same.pdf");
	assert_true(save_both(&t).hex[0]);
	git_agrees(&t);
}

static struct store_append append_of(const char *message, const struct store_id *parents, size_t count)
{
	static const struct store_blob files[] = { { "note.md", "hello", 5 },
		{ "letters/\xe5\x8f\x97\xe9\xa0\x98.pdf", "p\0df", 4 },
		{ "template/a.yaml", "x: 1\n", 5 }, { "template/a/b.md", "", 0 }, { "template/a-b/c.md", "c", 1 } };
	return (struct store_append){ message, stores_person(7), parents, count, files, countof(files) };
}

static struct store_id keep_and_prepare(struct scope *sc, struct store *s, const char *text)
{
	FILE *f = tmpfile();
	struct store_blob file = { "letters/x.pdf", "", 0 };
	struct source_entry what;
	struct store_id id = {""};
	const char *pointer = NULL;
	bool fresh = false;
	assert_non_null(f);
	fputs(text, f);
	fflush(f);
	OK(store_keep(sc, s, fileno(f), "x.pdf", &pointer, &file.len, &what, &fresh));
	fclose(f);
	file.bytes = pointer;
	struct store_append a = { "letter\n", stores_person(7), NULL, 0, &file, 1 };
	OK(store_prepare(sc, s, &a, &id));
	return id;
}

/* A letter in memory and one on disc are the same event. */
static void letters(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	static const char *const texts[] = { "Dear all", "", "version https://git-lfs", "a\r\nb" };
	for (size_t i = 0; i < countof(texts); i++) {
		struct store_id memory = keep_and_prepare(sc, t.memory, texts[i]);
		struct store_id disc = keep_and_prepare(sc, t.disc, texts[i]);
		SAME(memory.hex, disc.hex);
		struct source_entry one, two;
		OK(store_kept(t.memory, &memory, "letters/x.pdf", &one));
		OK(store_kept(t.disc, &disc, "letters/x.pdf", &two));
		SAME(one.digest, two.digest);
		assert_true(one.present && two.present && !one.raw && !two.raw && one.size == two.size);
		assert_int_equal(one.size, strlen(texts[i]));
		HAS(git(sc, t.disc, "cat-file", "blob", scope_printf(sc, "%s:letters/x.pdf", disc.hex)),
		    *texts[i] ? one.digest : "");
	}
	SAME(git(sc, t.disc, "fsck", "--strict", "--no-dangling"), "");
}

/* What is told before is what stock git reads after, a header of several lines among it. */
static void composed(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	static const struct store_header headers[] = { { "encoding", "ISO-8859-1" },
		{ "gpgsig", "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n" } };
	write_both(&t, "package.yaml", "p");
	struct store_id parents[] = { save_both(&t), {""}, {""} };
	for (size_t i = 0; i <= 3; i++) {
		struct store_append a = append_of("note\n\nSar-Event: note\n", parents, i < 3 ? i : 1);
		const char *memory = NULL, *disc = NULL;
		size_t n = 0, m = 0;
		a.person.name = " .Aiko Sato,";
		a.headers = headers;
		a.header_count = i == 3 ? countof(headers) : i % 2;
		OK(store_compose(sc, t.memory, &a, &memory, &n));
		OK(store_compose(sc, t.disc, &a, &disc, &m));
		SAME(memory, disc);
		assert_int_equal(n, m);
		struct store_id id = prepare_both(&t, &a);
		SAME(git(sc, t.disc, "cat-file", "commit", id.hex), disc);
		parents[i < 2 ? i + 1 : 2] = id;
	}
	SAME(git(sc, t.disc, "fsck", "--strict", "--no-dangling"), "");
	HAS(git(sc, t.disc, "log", "--format=%an: %s", parents[2].hex), "Aiko Sato: note");
}

/* The journal: no file or many, no parent or three, every sort of zone, names git trims. */
static void appends(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	struct store_id none = {""}, list[3], past = none;
	static const int offsets[] = { 0, 540, -210, 345, -1 };
	write_both(&t, "package.yaml", "p");
	list[1] = save_both(&t);
	for (size_t i = 0; i < countof(offsets); i++) {
		struct store_append a = append_of("Someone did something\n\nSar-Event: note\n", &past, i > 0);
		a.person.offset = offsets[i];
		a.person.time += (int64_t)i;
		a.file_count = i;
		struct store_id next = prepare_both(&t, &a);
		publish_both(&t, STORE_JOURNAL, &past, &next);
		past = next;
	}
	list[0] = past;
	struct store_append other = append_of("no line end", NULL, 0), empty = append_of("", &past, 1);
	other.person.name = " .Aiko Sato,";
	other.person.email = "<aiko.sato@minato.example>";
	struct store_id id;
	BOTH(store_prepare(sc, t.memory, &other, &id), store_prepare(sc, t.disc, &other, &id));
	other.person.email = "'aiko.sato@minato.example'";
	list[2] = prepare_both(&t, &other);
	prepare_both(&t, &empty);
	for (size_t count = 1; count <= countof(list); count++) {
		struct store_append a = append_of("made from several\n", list, count);
		struct store_id next = prepare_both(&t, &a);
		publish_both(&t, STORE_JOURNAL, &past, &next);
		past = list[0] = next;
	}
	same_version(&t, &past);
	OK(store_name_tag(t.memory, "submittal/1", &list[1]));
	OK(store_name_tag(t.disc, "submittal/1", &list[1]));
	alike(&t, "refs/tags/submittal/1");
	git_agrees(&t);
	SAME(git(sc, t.disc, "rev-parse", STORE_JOURNAL, "--"), scope_printf(sc, "%s\n--\n", past.hex));
}

static void refused(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	struct store_id nowhere[] = { { "0123456789012345678901234567890123456789" }, {""}, {""}, {""} }, id;
	struct store_append a = append_of("x\n", nowhere, 1);
	assert_non_null(store_prepare(sc, t.memory, &a, &id));
	assert_non_null(store_prepare(sc, t.disc, &a, &id));
	a = append_of("x\n", nowhere, 4);
	FAILS(store_prepare(sc, t.memory, &a, &id), FAULT_REFUSED);
	FAILS(store_prepare(sc, t.disc, &a, &id), FAULT_REFUSED);
	static const char *const bad[] = { "", " ", "<>", "a<b", "..." };
	for (size_t i = 0; i < countof(bad); i++) {
		a = append_of("x\n", NULL, 0);
		a.person.name = bad[i];
		FAILS(store_prepare(sc, t.memory, &a, &id), FAULT_SYSTEM);
		FAILS(store_prepare(sc, t.disc, &a, &id), FAULT_SYSTEM);
	}
}

/* Somebody else committed an attachment as it is, and a file that is no part of a package. */
static void commits_of_others(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	struct store_blob files[] = { { "README", "stray", 5 },
		{ "attachments/B/x.pdf", "raw", 3 }, { "package.yaml", "p", 1 } };
	struct store_append a = { "theirs\n", stores_person(1), NULL, 0, files, countof(files) };
	struct store_id none = {""}, theirs = prepare_both(&t, &a);
	char memory[DIGEST_TEXT], disc[DIGEST_TEXT];
	size_t n = 0, m = 0;
	publish_both(&t, STORE_MAIN, &none, &theirs);
	same_version(&t, &theirs);
	HAS(listed_at(sc, t.memory, &theirs), "3 here raw\n");
	BOTH(stores_purge(sc, t.memory, "attachments/B/x.pdf", memory),
	     stores_purge(sc, t.disc, "attachments/B/x.pdf", disc));
	OK(store_restore(sc, t.memory, &theirs, "", &n));
	OK(store_restore(sc, t.disc, &theirs, "", &m));
	assert_int_equal(n, 2);
	assert_int_equal(n, m);
	struct store_id ours = save_both(&t);
	same_version(&t, &ours);
	HAS(listed_at(sc, t.memory, &ours), "3 here\n");
	HAS(listed_at(sc, t.memory, &ours), "README");
}

static const struct fault *note_id(void *context, const struct store_commit *c)
{
	buf_printf(context, "%.7s ", c->id.hex);
	return NULL;
}

/* A history with two sides that meet. */
static void sides_meet(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	struct store_id id[7], none = {""};
	static const struct { const char *text; int parents[3]; int count; } table[] = {
		{ "0", {0}, 0 }, { "1", { 0 }, 1 }, { "1", { 0 }, 1 }, { "2", { 2 }, 1 },
		{ "2", { 3, 1 }, 2 }, { "1", { 1, 4 }, 2 }, { "9", { 5, 0, 2 }, 3 },
	};
	for (size_t i = 0; i < countof(table); i++) {
		struct store_blob file = { "evidence/A.md", table[i].text, 1 };
		struct store_id parents[3];
		for (int k = 0; k < table[i].count; k++)
			parents[k] = id[table[i].parents[k]];
		struct store_append a = { "x\n", stores_person((int64_t)i), parents, (size_t)table[i].count, &file, 1 };
		id[i] = prepare_both(&t, &a);
	}
	static const char *const paths[] = { "", "evidence/A.md", "evidence", "none" };
	for (size_t from = 0; from < countof(id); from++)
		for (size_t until = 0; until <= countof(id); until++)
			for (size_t p = 0; p < countof(paths); p++) {
				struct buf *memory = buf_new(sc), *disc = buf_new(sc);
				const struct store_id *stop = until < countof(id) ? &id[until] : &none;
				OK(store_touched(sc, t.memory, &id[from], paths[p], stop, note_id, memory));
				OK(store_touched(sc, t.disc, &id[from], paths[p], stop, note_id, disc));
				SAME(memory->at, disc->at);
			}
	for (size_t i = 0; i < countof(id); i++)
		for (size_t k = 0; k < countof(id); k++) {
			bool memory = false, disc = true;
			OK(store_follows(t.memory, &id[i], &id[k], &memory));
			OK(store_follows(t.disc, &id[i], &id[k], &disc));
			assert_int_equal(memory, disc);
		}
}

/* A version taken over has its name there, too, and the content of its attachments. */
static void taken(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins from = begin(sc), to = begin(sc);
	write_both(&from, "package.yaml", "p");
	save_both(&from);
	attach_both(&from, "attachments/B/x.pdf", "content", 0);
	attach_both(&from, "attachments/B/vault.pdf", "elsewhere", STORE_REFERENCE);
	struct store_id id = save_both(&from);
	OK(store_take(to.memory, from.memory, &id));
	OK(store_take(to.disc, from.disc, &id));
	OK(store_take(to.disc, from.disc, &id));
	same_version(&to, &id);
	HAS(listed_at(sc, to.memory, &id), "7 here\n");
	LACKS(listed_at(sc, to.memory, &id), "9 here\n");
	FAILS(store_take(to.memory, from.disc, &id), FAULT_REFUSED);
	struct store_append a = append_of("uses it\n", &id, 1);
	prepare_both(&to, &a);
}

static const struct fault *try_to_save(struct scope *sc, struct store *s)
{
	SCOPE(turn);
	struct store_id id = {""};
	struct store_person person = stores_person(9);
	OK(store_lock(turn, s));
	const struct fault *f = store_save(sc, s, &person, "Save\n", &id);
	SAME(id.hex, "");
	return f;
}

/* What a work tree has under a name. */
static const char *content(struct scope *sc, struct store *s, const char *path)
{
	struct source *source = NULL;
	const struct source_entry *e = NULL;
	const char *text = "";
	size_t count = 0, len = 0;
	OK(store_source_work(sc, s, &source));
	OK(source_list(sc, source, &e, &count));
	for (size_t i = 0; i < count; i++) {
		char bytes[64] = "";
		int fd = -1;
		if (strcmp(e[i].path, path) != 0)
			continue;
		if (e[i].kind == SOURCE_FILE) {
			OK(source_read(sc, source, path, &text, &len));
			return text;
		}
		OK(source_open(source, &e[i], &fd));
		assert_true(read(fd, bytes, sizeof bytes - 1) >= 0);
		close(fd);
		return scope_copy(sc, bytes);
	}
	EXPECT(false, "%s is not there", path);
	return "";
}

/* What a page writes lies over main's tip; the version of it, and the folder behind it, are the same on both. */
static void laid(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc), over = t;
	FAILS(laid_over_main(sc, t.memory, &over.memory), FAULT_REFUSED);
	FAILS(laid_over_main(sc, t.disc, &over.disc), FAULT_REFUSED);
	write_both(&t, "package.yaml", "p");
	write_both(&t, "evidence/A.md", "# A\n");
	attach_both(&t, "attachments/B/x.pdf", "content", 0);
	struct store_id one = save_both(&t);
	OK(laid_over_main(sc, t.memory, &over.memory));
	OK(laid_over_main(sc, t.disc, &over.disc));
	SAME(save_both(&over).hex, "");
	write_both(&over, "evidence/A.md", "# A\n");             /* as it is: no version comes of it */
	SAME(save_both(&over).hex, "");
	write_both(&over, "evidence/A.md", "# A, newer\n");
	write_both(&over, "evidence/A.md", "# A, newest\n");
	write_both(&over, "evidence/B.md", "# B\n");
	attach_both(&over, "attachments/B/y.pdf", "more", 0);
	attach_both(&over, "attachments/B/vault.pdf", "kept elsewhere", STORE_REFERENCE);
	BOTH(stores_attach(sc, over.memory, "attachments/B/y.pdf", "again", 0),
	     stores_attach(sc, over.disc, "attachments/B/y.pdf", "again", 0));
	FAILS(stores_attach(sc, over.disc, "attachments/B/x.pdf", "again", 0), FAULT_REFUSED);
	SAME(changes(sc, over.disc), scope_printf(sc, "%d attachments/B/vault.pdf\n%d attachments/B/y.pdf\n"
		"%d evidence/A.md\n%d evidence/B.md\n", (int)STORE_ADDED, (int)STORE_ADDED, (int)STORE_CHANGED,
		(int)STORE_ADDED));
	SAME(listed_at(sc, over.memory, NULL), listed_at(sc, over.disc, NULL));
	HAS(listed_at(sc, over.disc, NULL), "vault.pdf c8480ccad0");
	SAME(content(sc, over.memory, "attachments/B/y.pdf"), "more");
	SAME(content(sc, over.disc, "attachments/B/y.pdf"), "more");
	SAME(content(sc, over.disc, "attachments/B/x.pdf"), "content");
	SAME(content(sc, over.memory, "evidence/A.md"), "# A, newest\n");
	SAME(content(sc, over.disc, "evidence/A.md"), "# A, newest\n");
	SAME(content(sc, over.disc, "package.yaml"), "p");
	alike(&t, STORE_MAIN);
	struct store_id two = save_both(&over);
	assert_int_equal(strlen(two.hex), 40);
	assert_string_not_equal(two.hex, one.hex);
	same_version(&t, &two);
	SAME(changes(sc, t.memory), "");
	SAME(changes(sc, t.disc), "");
	git_agrees(&t);
	/* Somebody saves below it: what was laid over the tip of then is no version of now. */
	write_both(&t, "evidence/B.md", "# B, by another\n");
	t.time = over.time;
	save_both(&t);
	write_both(&over, "evidence/A.md", "# A, too late\n");
	FAILS(try_to_save(sc, over.memory), FAULT_CONFLICT);
	FAILS(try_to_save(sc, over.disc), FAULT_CONFLICT);
	SAME(listed_at(sc, t.memory, NULL), listed_at(sc, t.disc, NULL));
}

#define SPILLED "54f843159442a6078302ab63fb729c19c083ba449c87d7e15b86955cd52a8a05"

static bool is_spilled(const void *unused, const char *digest)
{
	(void)unused;
	return strcmp(digest, SPILLED) == 0;
}

static const struct fault *opened(struct scope *sc, struct store *s)
{
	struct source *source = NULL;
	struct source_entry e = { .path = "attachments/A/first.pdf", .kind = SOURCE_ATTACHMENT, .digest = SPILLED,
		.size = 7, .present = true };
	int fd = -1;
	OK(store_source_work(sc, s, &source));
	return source_open(source, &e, &fd);
}

/* Content that a journal names as removed goes from wherever it lies, and all else stays. */
static void removed_on_purpose(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	write_both(&t, "package.yaml", "p");
	attach_both(&t, "attachments/A/first.pdf", "spilled", 0);
	attach_both(&t, "attachments/B/kept.pdf", "kept", 0);
	attach_both(&t, "attachments/C/last.pdf", "spilled", 0);
	struct store_id one = save_both(&t);
	struct names digests = {0};
	OK(store_remove_purged(sc, t.memory, &digests));
	OK(store_remove_purged(sc, t.disc, &digests));
	HAS(listed_at(sc, t.memory, NULL), "A/first.pdf " SPILLED " 7 here\n");
	*LIST_ADD(sc, &digests) = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
	*LIST_ADD(sc, &digests) = SPILLED;
	OK(store_remove_purged(sc, t.memory, &digests));
	OK(store_remove_purged(sc, t.disc, &digests));
	SAME(listed_at(sc, t.memory, NULL), listed_at(sc, t.disc, NULL));
	LACKS(listed_at(sc, t.disc, NULL), "7 here");
	/* a version that still has it elsewhere gives it to nobody */
	struct twins other = begin(sc);
	attach_both(&other, "attachments/A/first.pdf", "spilled", 0);
	other.memory->purged = other.disc->purged = is_spilled;
	FAILS(opened(sc, other.memory), FAULT_REFUSED);
	FAILS(opened(sc, other.disc), FAULT_REFUSED);
	HAS(listed_at(sc, t.disc, NULL), "4 here");
	same_version(&t, &one);
	SAME(save_both(&t).hex, "");
}

/* What could not be written was not taken, and can be taken when there is room. */
static void taken_without_room(void **state)
{
	(void)state;
	SCOPE(sc);
	struct store *from = stores_git(sc), *to = stores_git(sc);
	const struct rlimit none = { 0, RLIM_INFINITY };
	struct rlimit before;
	stores_write(sc, from, "package.yaml", "p");
	stores_write(sc, from, "evidence/A.md", "# A\n");
	OK(stores_attach(sc, from, "attachments/B/x.pdf", "content", 0));
	struct store_id id = stores_save(sc, from, 1);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	const struct fault *f = store_take(to, from, &id);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_non_null(f);
	OK(store_take(to, from, &id));
	HAS(listed_at(sc, to, &id), "7 here\n");
}

/* git's filters give and take the same bytes. */
static void filters(void **state)
{
	(void)state;
	SCOPE(sc);
	struct twins t = begin(sc);
	static const char *const texts[] = { "", "content\n",
		"version https://git-lfs.github.com/spec/v1\n"
		"oid sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nsize 7\n" };
	for (size_t i = 0; i < countof(texts); i++)
		for (int clean = 1; clean >= 0; clean--) {
			char out[2][1024] = { "", "" };
			for (int k = 0; k < 2; k++) {
				struct store *s = k ? t.disc : t.memory;
				FILE *in = tmpfile(), *middle = tmpfile(), *back = tmpfile();
				fputs(texts[i], in);
				rewind(in);
				OK(store_filter(s, "x", clean, in, middle));
				rewind(middle);
				OK(store_filter(s, "x", false, middle, back));
				rewind(clean ? back : middle);
				size_t n = fread(out[k], 1, sizeof out[k] - 1, clean ? back : middle);
				out[k][n] = '\0';
				fclose(in); fclose(middle); fclose(back);
			}
			SAME(out[0], out[1]);
			SAME(out[0], texts[i]);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(saves), cmocka_unit_test(attachments), cmocka_unit_test(appends),
		cmocka_unit_test(letters), cmocka_unit_test(composed), cmocka_unit_test(refused),
		cmocka_unit_test(commits_of_others), cmocka_unit_test(sides_meet), cmocka_unit_test(taken),
		cmocka_unit_test(taken_without_room), cmocka_unit_test(filters), cmocka_unit_test(laid),
		cmocka_unit_test(removed_on_purpose),
	};
	return cmocka_run_group_tests_name("store twins", tests, NULL, NULL);
}
