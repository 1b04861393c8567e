/* t_spent.c: what a package on disc takes of the system for a while, it gives back: open files, and memory that is not
 * the scope's.  Each deed is done again and again; from the third time on it costs nothing that stays. */
#include "stores.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/mend.h"
#include <dirent.h>
#include <fcntl.h>
#include <malloc.h>

static size_t open_files(void)
{
	size_t n = 0;
	DIR *d = opendir("/proc/self/fd");
	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static size_t bytes_taken(void) { return mallinfo2().uordblks; }

static const struct fault *see(void *context, const struct store_commit *c)
{
	*(size_t *)context += c->parent_count;
	return NULL;
}

static const struct fault *see_object(void *context, const struct store_id *id)
{
	(void)id;
	++*(size_t *)context;
	return NULL;
}

/* --- reading --- */

struct life { struct scope *sc; struct home *home; struct store *store, *copy; struct store_id first, second, event; };

static const struct fault *look(struct scope *turn, struct source *source)
{
	const struct source_entry *e = NULL;
	size_t count = 0;
	TRY(source_list(turn, source, &e, &count));
	for (size_t i = 0; i < count; i++) {
		const char *bytes = NULL;
		size_t len = 0;
		int fd = -1;
		if (e[i].kind == SOURCE_FILE)
			TRY(source_read(turn, source, e[i].path, &bytes, &len));
		else if (e[i].kind == SOURCE_ATTACHMENT && !source_open(source, &e[i], &fd))
			close(fd);
	}
	return NULL;
}

static void read_versions(const struct life *l)
{
	SCOPE(turn);
	struct store *s = l->store;
	struct source *source = NULL;
	struct store_id id;
	const struct store_id none = {""};
	size_t seen = 0, len = 0, count = 0;
	const char *bytes = NULL, *const *names = NULL;
	bool follows = false;
	OK(store_tip(s, STORE_MAIN, &id));
	OK(store_tip(s, "refs/heads/none", &id));
	OK(store_resolve(s, l->first.hex, &id));
	OK(store_resolve(s, "main", &id));
	FAILS(store_resolve(s, "0123456789", &id), FAULT_NOT_FOUND);
	OK(store_walk(s, &l->second, 0, see, &seen));
	OK(store_touched(turn, s, &l->second, "evidence/A.md", &none, see, &seen));
	OK(store_follows(s, &l->second, &l->first, &follows));
	assert_true(follows && seen);
	OK(store_entry(s, &l->second, "evidence/A.md", &id));
	OK(store_entry(s, &l->second, "evidence/none.md", &id));
	OK(store_file(turn, s, &l->second, "evidence/A.md", &bytes, &len));
	OK(store_file_to_compare(turn, s, &l->second, "evidence/A.md", &bytes, &len));
	FAILS(store_file(turn, s, &l->second, "evidence", &bytes, &len), FAULT_NOT_FOUND);
	OK(store_names(turn, s, &l->second, "attachments", &names, &count));
	OK(store_source_at(turn, s, &l->second, &source));
	OK(look(turn, source));
	OK(store_source_work(turn, s, &source));
	OK(look(turn, source));
}

static void read_events(const struct life *l)
{
	SCOPE(turn);
	struct source_entry kept = {0};
	int fd = -1;
	OK(store_kept(l->store, &l->event, "letters/a.pdf", &kept));
	OK(store_open(l->store, &l->event, &kept, &fd));
	close(fd);
	FAILS(store_kept(l->store, &l->event, "letters/b.pdf", &kept), FAULT_NOT_FOUND);
}

static void compare_work(const struct life *l)
{
	SCOPE(turn);
	const struct store_change *changes = NULL;
	size_t count = 0;
	OK(store_changes(turn, l->store, &changes, &count));
	OK(store_removed(turn, l->store, &changes, &count));
}

static void open_again(const struct life *l)
{
	SCOPE(turn);
	struct store *s = NULL;
	const char *const *names = NULL;
	size_t count = 0;
	OK(home_list(turn, l->home, &names, &count));
	OK(home_open(turn, l->home, "P-1", &s));
	OK(home_beside(turn, l->store, "P-1", &s));
	OK(home_find(turn, path_join(turn, l->store->name, "evidence"), &s));
	FAILS(home_open(turn, l->home, "P-2", &s), FAULT_NOT_FOUND);
	FAILS(home_find(turn, "/", &s), FAULT_NOT_FOUND);
}

static void look_at_objects(const struct life *l)
{
	SCOPE(turn);
	struct store_object object;
	const struct store_ref *refs = NULL;
	struct store_oddities odd;
	size_t count = 0, seen = 0;
	OK(store_object(turn, l->store, &l->second, &object));
	FAILS(store_object(turn, l->store, &(struct store_id){ "0123456789012345678901234567890123456789" }, &object),
	      FAULT_NOT_FOUND);
	OK(store_refs(turn, l->store, &refs, &count));
	OK(store_oddities(turn, l->store, &odd));
	OK(store_each(l->store, see_object, &seen));
	assert_true(count > 1 && seen > 5);
}

static void mend(const struct life *l)
{
	SCOPE(turn);
	struct store_mended mended = {0};
	OK(store_lock(turn, l->store));
	OK(store_mend(turn, l->store, "/nowhere/sarflow", l->copy, true, &mended));
	OK(store_mend(turn, l->store, "/nowhere/sarflow", l->copy, false, &mended));
}

/* --- writing what is there already --- */

static void write_again(const struct life *l)
{
	SCOPE(turn);
	struct store_id id;
	size_t count = 0;
	struct store_person person = stores_person(9);
	OK(store_lock(turn, l->store));
	OK(store_write(turn, l->store, "evidence/A.md", "two", 3));
	OK(store_save(turn, l->store, &person, "Save\n", &id));
	SAME(id.hex, "");
	OK(store_settle(turn, l->store));
	OK(store_restore(turn, l->store, &l->second, "", &count));
	OK(store_name_tag(l->store, "submittal/1", &l->second));
	FAILS(store_publish(l->store, STORE_JOURNAL, &l->second, &l->event), FAULT_CONFLICT);
}

static void attach_again(const struct life *l)
{
	SCOPE(turn);
	OK(store_lock(turn, l->store));
	OK(stores_attach(turn, l->store, "attachments/B/x.pdf", "content", STORE_REPLACE));
	FAILS(stores_attach(turn, l->store, "attachments/B/x.pdf", "content", 0), FAULT_REFUSED);
	FAILS(stores_attach(turn, l->store, "evidence/x.pdf", "content", 0), FAULT_REFUSED);
	for (int clean = 0; clean <= 1; clean++) {
		FILE *in = tmpfile(), *out = tmpfile();
		fputs("content", in);
		rewind(in);
		OK(store_filter(l->store, "x", clean, in, out));
		fclose(in);
		fclose(out);
	}
}

static void keep_again(const struct life *l)
{
	SCOPE(turn);
	const char *pointer = NULL;
	size_t len = 0;
	struct source_entry what;
	bool fresh = false;
	FILE *f = tmpfile();
	fputs("a passing letter", f);
	fflush(f);
	OK(store_lock(turn, l->store));
	OK(store_keep(turn, l->store, fileno(f), "letters/b.pdf", &pointer, &len, &what, &fresh));
	assert_true(fresh);
	OK(store_unkeep(l->store, &what));
	fclose(f);
}

static void copy_again(const struct life *l)
{
	SCOPE(turn);
	struct store_copied copied = {0};
	const struct names purged = {0};
	OK(store_lock(turn, l->store));
	OK(store_lock(turn, l->copy));
	OK(store_copy(turn, l->copy, l->store, &purged, &copied));
	OK(store_take(l->copy, l->store, &l->second));
}

/* Everything once, in a folder of its own: what only the first time does. */
static void begin(struct scope *sc, struct life *l)
{
	struct home_making *m = NULL;
	const char *letter = NULL;
	size_t len = 0;
	struct source_entry what;
	bool fresh = false;
	FILE *f = tmpfile();
	fputs("a letter", f);
	fflush(f);
	*l = (struct life){ .sc = sc, .home = home_at(sc, unit_folder(sc)) };
	OK(home_make(sc, l->home, "P-1", "/nowhere/sarflow", &m));
	l->store = m->store;
	stores_write(sc, l->store, "package.yaml", "id: P-1\n");
	stores_write(sc, l->store, "evidence/A.md", "one");
	OK(stores_attach(sc, l->store, "attachments/B/x.pdf", "content", 0));
	OK(stores_attach(sc, l->store, "attachments/B/y.pdf", "spilled", 0));
	l->first = stores_save(sc, l->store, 1);
	stores_write(sc, l->store, "evidence/A.md", "two");
	l->second = stores_save(sc, l->store, 2);
	SCOPE(locked);
	OK(store_lock(locked, l->store));
	char digest[DIGEST_TEXT];
	OK(stores_purge(sc, l->store, "attachments/B/y.pdf", digest));
	OK(store_keep(sc, l->store, fileno(f), "letters/a.pdf", &letter, &len, &what, &fresh));
	const struct store_blob file = { "letters/a.pdf", letter, len };
	const struct store_append a = { .message = "letter\n", .person = stores_person(3), .parents = &l->second,
		.parent_count = 1, .files = &file, .file_count = 1 };
	OK(store_prepare(sc, l->store, &a, &l->event));
	OK(store_publish(l->store, STORE_JOURNAL, &(struct store_id){""}, &l->event));
	OK(home_keep(m));
	OK(home_open(sc, l->home, "P-1", &l->store));
	OK(store_backup_open(sc, path_join(sc, unit_folder(sc), "copy"), true, &l->copy));
	fclose(f);
}

static void nothing_stays(void **state)
{
	(void)state;
	static const struct { const char *name; void (*deed)(const struct life *); } deeds[] = {
		{ "reading versions", read_versions }, { "reading events", read_events },
		{ "comparing the work tree", compare_work }, { "opening", open_again },
		{ "looking at objects", look_at_objects }, { "copying", copy_again }, { "mending", mend },
		{ "writing", write_again }, { "attaching", attach_again }, { "keeping", keep_again },
	};
	enum { TURNS = 12, SLACK = 16 };        /* bytes a turn */
	for (size_t i = 0; i < countof(deeds); i++) {
		SCOPE(sc);
		struct life l;
		begin(sc, &l);
		{
			SCOPE(once);
			struct life other;
			begin(once, &other);
		}
		for (int k = 0; k < 3; k++)
			deeds[i].deed(&l);
		size_t files = open_files(), bytes = bytes_taken();
		for (int k = 0; k < TURNS; k++)
			deeds[i].deed(&l);
		size_t files_now = open_files(), bytes_now = bytes_taken();
		EXPECT(files_now == files, "%s: %zu files more are open", deeds[i].name, files_now - files);
		EXPECT(bytes_now <= bytes + (size_t)TURNS * SLACK, "%s: %zu bytes stay", deeds[i].name,
		       bytes_now - bytes);
	}
}

/* A whole life ends with its scope, too. */
static void nothing_stays_of_a_life(void **state)
{
	(void)state;
	size_t files = 0, bytes = 0;
	for (int k = 0; k < 8; k++) {
		{
			SCOPE(sc);
			struct life l;
			begin(sc, &l);
		}
		if (k == 3) {
			files = open_files();
			bytes = bytes_taken();
		}
	}
	assert_int_equal(open_files(), files);
	EXPECT(bytes_taken() <= bytes + 4 * 64, "%zu bytes stay", bytes_taken() - bytes);
}

/* malloc() keeps small pieces of what was given back, and counts them as taken; it can be told not to as a program
 * begins. */
static void begin_again(char **argv)
{
	if (getenv("GLIBC_TUNABLES"))
		return;
	setenv("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0", 1);
	execv("/proc/self/exe", argv);
}

int main(int argc, char **argv)
{
	(void)argc;
	begin_again(argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_stays), cmocka_unit_test(nothing_stays_of_a_life),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
