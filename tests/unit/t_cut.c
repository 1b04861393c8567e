/* t_cut.c: a server dies at any step of a page's save.  Whoever writes on in the folder loses nothing, is not told that
 * main had changed as well, and takes nothing back that the page brought to main. */
#include "asking.h"
#include "store/home.h"
#include "store/store.h"
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define EVIDENCE "evidence/C-repair-documents.md"

enum { DIED = 9 };
static int steps_left;                  /* until it dies; 0: it lives */

/* In place of the library's: what is written stands under its name by this alone. */
int rename(const char *from, const char *to)
{
	if (steps_left > 0 && --steps_left == 0)
		_exit(DIED);
	return (int)syscall(SYS_rename, from, to);
}

/* The page's save, in a process that dies before its nth step; did it? */
static bool dies(struct route_site *site, int n)
{
	int status = 0;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		SCOPE(sc);
		const char *cookie = asking_enter(sc, site);
		struct page_reply form = ask(sc, site, cookie, "GET",
			"/p/F110-NOZ-001/edit.html?file=" EVIDENCE "&line=68", "");
		const char *body = scope_printf(sc, "step=record&file=" EVIDENCE "&line=68&was=%%23%%23+C7+In-house+or"
			"+outside&now=%%23%%23+C7+Words+of+the+page&csrf=%s&stand=%s", held(sc, &form, "csrf"),
			held(sc, &form, "stand"));
		steps_left = n;
		struct page_reply out = ask(sc, site, cookie, "POST", "/p/F110-NOZ-001/edit.html", body);
		_exit(out.status < 400 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	EXPECT(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == DIED), "%d: %d", n, status);
	return WEXITSTATUS(status) == DIED;
}

static const char *package(struct scope *sc, const struct route_site *site)
{
	return path_join(sc, site->world.directory, "F110-NOZ-001");
}

static const char *on_main(struct scope *sc, const struct route_site *site)
{
	struct store *store = NULL;
	struct store_id main = {""};
	const char *bytes = NULL;
	size_t len = 0;
	OK(home_find(sc, package(sc, site), &store));
	OK(store_tip(store, STORE_MAIN, &main));
	OK(store_file(sc, store, &main, EVIDENCE, &bytes, &len));
	return bytes;
}

/* One more line at the end of the file in the folder, saved there. */
static void write_on(struct scope *sc, const struct route_site *site, int n)
{
	struct world w = site->world;
	struct desk *d = NULL;
	const char *path = path_join(sc, package(sc, site), EVIDENCE), *bytes = NULL;
	const struct store_change *removed = NULL;
	size_t len = 0, count = 0;
	struct store_id id;
	OK(file_read(sc, path, 1 << 20, &bytes, &len));
	const char *words = scope_printf(sc, "%s\nWritten on after step %d.\n", bytes, n);
	OK(file_write(path, words, strlen(words)));
	w.directory = package(sc, site);
	OK(desk_open(sc, &w, &site->person, NULL, NULL, &d));
	const struct fault *f = edit_save(d, "written on", false, &removed, &count, &id);
	EXPECT(!f, "before step %d: %s", n, f->text);
	EXPECT(strstr(on_main(sc, site), words), "before step %d: main has other words", n);
}

static void cut(void **state)
{
	int n = 1;
	bool died = true, moved = false;
	(void)state;
	for (; died; n++) {
		SCOPE(sc);
		struct route_site site;
		asking_package(sc, &site);
		died = dies(&site, n);
		moved = strstr(on_main(sc, &site), "C7 Words of the page");
		write_on(sc, &site, n);
		EXPECT(!moved || strstr(on_main(sc, &site), "C7 Words of the page"), "before step %d: taken back", n);
		EXPECT(died || moved, "it lived, and main has other words");
	}
	assert_true(n > 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cut) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
