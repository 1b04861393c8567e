/* t_late.c: somebody writes in the instant between a form's look at the package and its lock: nothing that was written
 * in the form is lost. */
#include "unit.h"
#include "desk/act.h"
#include "desk/edit.h"
#include "text/pdf.h"
#include "web/address.h"
#include "web/page.h"
#include "web/route.h"
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

static struct page_reply ask(struct scope *sc, struct route_site *site, const char *cookie, const char *method,
                             const char *target, const char *body)
{
	struct page_reply out;
	const struct route_request r = { .method = method, .target = target,
		.host = scope_printf(sc, "127.0.0.1:%d", site->port), .cookie = cookie,
		.type = "application/x-www-form-urlencoded", .body = body, .len = strlen(body), .steady = 1 };
	route_answer(sc, site, &r, &out);
	page_close(&out);
	return out;
}

/* What the page's form holds under a name. */
static const char *held(struct scope *sc, const struct page_reply *p, const char *name)
{
	const char *key = scope_printf(sc, "name=\"%s\" value=\"", name), *at = strstr(p->body->at, key);
	assert_non_null(at);
	at += strlen(key);
	return scope_copy_bytes(sc, at, strcspn(at, "\""));
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
	char token[SESSION_TEXT], id[SESSION_TEXT];
	const char *folder = NULL;
	struct names strays = {0};
	struct route_site site = { .port = 4711,
		.world = { .directory = unit_folder(sc), .now = 1795392000, .templates = unit_root(sc, "templates"),
			.program = "/nowhere/sarflow" },
		.person = { .name = "Kenji Mori", .email = "kenji.mori@minato-turbine.example" } };
	(void)state;
	world = &site.world;
	OK(pdf_start());
	OK(edit_import(sc, &site.world, &site.person, NULL, unit_root(sc, "packages/F110-NOZ-001"), &folder, &strays));
	OK(session_begin(sc, &site.sessions));
	OK(session_invite(site.sessions, token));
	assert_true(session_enter(site.sessions, token, 1, id));
	const char *cookie = scope_printf(sc, "sarflow-4711=%s", id);
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
