/* fuzz_repository.c: whatever stands in the .git of a package that somebody handed over: looking at it, and writing in
 * it, touches nothing outside, shows nothing from there, and ends.
 *
 * The input is records with the byte 1E between them: a path below .git, a line end, and f and the file's bytes, or l
 * and where a link leads, or d, p: a folder, a pipe. */
#include "fuzz.h"
#include "base/file.h"
#include "base/list.h"
#include "base/path.h"
#include "store/home.h"
#include "store/write.h"
#include <sys/stat.h>
#include <unistd.h>

static struct scope *for_the_run;
static const char *top, *whole, *outside;
static const char CANARY[] = "canary: nobody here may see this\n";

static void hold(const struct fault *f) { HOLDS(f == NULL); }

/* --- the package as it was before somebody had it --- */

static void fill(struct scope *sc, struct store *s)
{
	struct store_person person = { "Aiko Sato", "aiko.sato@minato.example", 1700000000, 540 };
	struct store_append a = { .message = "opened\n", .person = person };
	struct store_id none = {""}, id = {""};
	hold(store_write(sc, s, "package.yaml", "id: P-1\n", 8));
	hold(store_prepare(sc, s, &a, &id));
	hold(store_publish(s, STORE_JOURNAL, &none, &id));
	hold(store_lock(sc, s));
	hold(store_save(sc, s, &person, "Save\n", &id));
}

static void make_whole(struct scope *sc, const char *home)
{
	SCOPE(turn);
	struct home_making *m = NULL;
	hold(home_make(turn, home_at(turn, home), "P-1", "/nowhere/sarflow", &m));
	fill(turn, m->store);
	hold(home_keep(m));
	whole = path_join(sc, home, "P-1");
}

static void copy(struct scope *sc, const char *from, const char *to)
{
	const char *const *names = NULL;
	size_t count = 0;
	hold(file_tree(sc, from, &names, &count));
	for (size_t i = 0; i < count; i++)
		hold(file_copy(path_join(sc, from, names[i]), path_join(sc, to, names[i])));
	/* git calls it a repository only with these */
	hold(file_make_folder(path_join(sc, to, ".git/objects/pack")));
	hold(file_make_folder(path_join(sc, to, ".git/refs/tags")));
}

/* --- what somebody did to it --- */

static bool is_below(const char *path)
{
	return *path && *path != '/' && !strstr(path, "..") && strlen(path) < 100 && !strpbrk(path, "\n");
}

static void put(struct scope *sc, const char *folder, char *record, size_t len)
{
	char *end = memchr(record, '\n', len);
	if (!end || end + 1 >= record + len)
		return;
	*end = '\0';
	const char *path = path_join(sc, folder, record), *what = end + 2;
	size_t n = (size_t)(record + len - what);
	if (!is_below(record) || strlen(record) != (size_t)(end - record))
		return;
	unlink(path);
	rmdir(path);
	if (end[1] == 'l' && strlen(what) == n)
		HOLDS(symlink(what, path) || true);
	else if (end[1] == 'd')
		HOLDS(mkdir(path, 0755) || true);
	else if (end[1] == 'p')
		HOLDS(mkfifo(path, 0644) || true);
	else {
		/* through a link of an earlier record the fuzzer itself would write outside */
		const char *real = realpath(scope_copy_bytes(sc, path, (size_t)(strrchr(path, '/') - path)), NULL);
		if (real && strncmp(real, top, strlen(top)) == 0 && strncmp(real, outside, strlen(outside)) != 0) {
			FILE *f = fopen(path, "w");
			if (f) {
				fwrite(what, 1, n, f);
				fclose(f);
			}
		}
		free((void *)(uintptr_t)real);
	}
}

/* --- what is done with it --- */

static void shows_nothing(const char *bytes, size_t len)
{
	HOLDS(!memmem(bytes, len, CANARY, sizeof CANARY - 1));
}

static bool see(void *sc, const struct store_commit *c)
{
	(void)sc;
	shows_nothing(c->message, strlen(c->message));
	return true;
}

static void read_all(struct scope *sc, struct store *s, const struct store_id *id)
{
	const char *const *names = NULL, *bytes = NULL;
	size_t count = 0, len = 0;
	if (!*id->hex || FAILED(store_names(sc, s, id, "", &names, &count)))
		return;
	for (size_t i = 0; i < count && i < 100; i++)
		if (!FAILED(store_file(sc, s, id, names[i], &bytes, &len)))
			shows_nothing(bytes, len);
	HOLDS(FAILED(store_walk(s, id, 20, see, sc)) || true);
}

static void use(struct scope *sc, const char *folder)
{
	struct store *s = NULL;
	struct store_id id = {""}, journal = {""};
	struct store_person person = { "Aiko Sato", "aiko.sato@minato.example", 1700000100, 540 };
	if (FAILED(home_find(sc, folder, &s)) || FAILED(store_tip(s, STORE_MAIN, &id))
	    || FAILED(store_tip(s, STORE_JOURNAL, &journal)))
		return;
	read_all(sc, s, &id);
	read_all(sc, s, &journal);
	if (FAILED(store_lock(sc, s)))
		return;
	HOLDS(FAILED(store_write(sc, s, "evidence/A.md", "# A\n", 4))
	      || FAILED(store_save(sc, s, &person, "Save\n", &id)) || *id.hex);
}

static void outside_stands(struct scope *sc)
{
	const char *const *names = NULL, *bytes = NULL;
	size_t count = 0, len = 0;
	hold(file_tree(sc, outside, &names, &count));
	HOLDS(count == 4);
	for (size_t i = 0; i < count; i++) {
		hold(file_read(sc, path_join(sc, outside, names[i]), 1 << 20, &bytes, &len));
		HOLDS(len >= sizeof CANARY - 1 && memmem(bytes, len, CANARY, sizeof CANARY - 1));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	const char *folder = path_join(sc, top, "home/P-2"), *git = path_join(sc, folder, ".git");
	char *text = scope_copy_bytes(sc, data, size);
	copy(sc, whole, folder);
	for (char *at = text, *end = text + size; at < end; ) {
		char *stop = memchr(at, 0x1e, (size_t)(end - at));
		stop = stop ? stop : end;
		*stop = '\0';
		put(sc, git, at, (size_t)(stop - at));
		at = stop + 1;
	}
	{
		SCOPE(turn);
		use(turn, folder);
	}
	outside_stands(sc);
	file_remove_tree(folder);
	return 0;
}

/* --- seeds --- */

static void remove_top(void) { file_remove_tree(top); }

static void make_outside(struct scope *sc)
{
	static const char *const names[] = { "config", "lock", "objects/8c/1f", "refs/main" };
	outside = path_join(sc, top, "outside");
	for (size_t i = 0; i < countof(names); i++)
		hold(file_write(path_join(sc, outside, names[i]), CANARY, sizeof CANARY - 1));
}

static void seed_all(struct scope *sc)
{
	const char *const seeds[] = {
		"sarflow.lock\nl%s/lock", "index\nl%s/lock", "config\nl%s/config", "objects\nl%s/objects",
		"refs/heads\nl%s/refs", "refs/sar\nl%s/refs", "lfs\nl%s", "sarflow\nl%s", "commondir\nf%s",
		"gitdir\nf%s", "objects/info/alternates\nf%s/objects", "config\nf[core]\n\tworktree = %s\n",
		"config\nf[include]\n\tpath = %s/config\n", "config\nf[core]\n\thooksPath = %s\n\tbare = false\n",
		"HEAD\nfref: refs/heads/%s/main\n", "packed-refs\nf# pack-refs with: peeled\n%s refs/heads/main\n",
		"refs/heads/main\nf%s\n", "refs/sar/journal\nfref: refs/heads/main\n", "refs/heads/main.lock\nl%s/lock",
		"sarflow.lock\np", "index\np", "HEAD\np", "objects/pack/multi-pack-index\nfMIDX%s",
		"info/grafts\nf%s", "shallow\nf%s", "config.worktree\nl%s/config", "index\nfDIRC\x02%s",
		"sarflow/tmp\nl%s", "refs/heads\nd\x1erefs/heads/main\nl%s/refs/main", "sarflow.recovering\nl%s/lock",
	};
	for (size_t i = 0; i < countof(seeds); i++) {
		struct buf *b = buf_new(sc);
		const char *hole = strstr(seeds[i], "%s");
		buf_put(b, seeds[i], hole ? (size_t)(hole - seeds[i]) : strlen(seeds[i]));
		buf_text(b, hole ? outside : "");
		buf_text(b, hole ? hole + 2 : "");
		fuzz_seed((int)i, "", b->at);
	}
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct scope *sc = for_the_run = scope_open();
	char *folder = scope_copy(sc, file_is_folder("/dev/shm") ? "/dev/shm/sarflow-fuzz-XXXXXX"
		: "/tmp/sarflow-fuzz-XXXXXX");
	(void)argc; (void)argv;
	HOLDS(mkdtemp(folder) != NULL);
	top = folder;
	atexit(remove_top);
	make_outside(sc);
	make_whole(sc, path_join(sc, top, "home"));
	seed_all(sc);
	return 0;
}
