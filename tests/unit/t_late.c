/* t_late.c: somebody writes in the instant between a form's look at the package and its lock: nothing that was written
 * in the form is lost. */
#include "asking.h"
#include "desk/act.h"
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct world *world;
static int wait_for;                    /* how often the package is locked until somebody is before us; 0: nobody is */

static void write_before(void)
{
	SCOPE(sc);
	const struct person p = { .name = "Kenji Mori", .email = "kenji.mori@minato-turbine.example" };
	struct world w = *world;
	struct desk *d = NULL;
	w.directory = path_join(sc, world->directory, "F110-NOZ-001");
	OK(page_desk(sc, &w, &p, NULL, &d));
	OK(act_note(d, &(struct act_options){ .note = "In between" }));
}

/* In place of the library's: the one that the store locks with. */
int flock(int fd, int how)
{
	char link[40], name[500];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = wait_for > 0 && (how & LOCK_EX) ? readlink(link, name, sizeof name - 1) : 0;
	static const char lock[] = "/sarflow.lock";
	size_t len = sizeof lock - 1;
	if (n > (ssize_t)len && memcmp(name + n - len, lock, len) == 0 && --wait_for == 0)
		write_before();
	return (int)syscall(SYS_flock, fd, how);
}

static size_t events(struct scope *sc, const struct route_site *site)
{
	struct world w = site->world;
	struct desk *d = NULL;
	size_t count = 0;
	w.directory = path_join(sc, site->world.directory, "F110-NOZ-001");
	OK(page_desk(sc, &w, &site->person, NULL, &d));
	desk_events(d, &count);
	return count;
}

static void late(void **state)
{
	SCOPE(sc);
	struct route_site site;
	(void)state;
	asking_package(sc, &site);
	world = &site.world;
	const char *cookie = asking_enter(sc, &site);
	static const struct { const char *page, *body, *shown; } forms[] = {
		{ "appoint.html",
		  "step=record&role=engineering&person=Naoki+Abe+%3Cnaoki.abe%40minato-turbine.example%3E",
		  "In between" },
		{ "edit.html?file=evidence/C-repair-documents.md&line=68",
		  "step=record&file=evidence/C-repair-documents.md&line=68"
		  "&was=%23%23+C7+In-house+or+outside&now=%23%23+C7+Words+of+mine", "C7 Words of mine" },
	};
	for (size_t i = 0; i < countof(forms); i++) {
		const char *at = scope_printf(sc, "/p/F110-NOZ-001/%s", forms[i].page);
		struct page_reply form = ask(sc, &site, cookie, "GET", at, "");
		assert_int_equal(form.status, 200);
		const char *body = scope_printf(sc, "%s&csrf=%s&stand=%s", forms[i].body, held(sc, &form, "csrf"),
			held(sc, &form, "stand"));
		size_t before = events(sc, &site);
		wait_for = 1;
		struct page_reply out = ask(sc, &site, cookie, "POST", scope_printf(sc, "/p/F110-NOZ-001/%.*s",
			(int)strcspn(forms[i].page, "?"), forms[i].page), body);
		assert_int_equal(wait_for, 0);
		EXPECT(out.status == 409 && strstr(out.body->at, forms[i].shown), "%s: %d\n%s", forms[i].page,
		       out.status, out.body->at);
		SAME(held(sc, &out, "step"), "record");
		assert_int_equal(events(sc, &site), before + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(late) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
