/* t_web.c: the server without a socket: what clients send taken apart, who is let in, and many threads at once. */
#include "unit.h"
#include "desk/edit.h"
#include "web/address.h"
#include "web/git.h"
#include "text/pdf.h"
#include "web/route.h"
#include <pthread.h>

/* --- what is sent --- */

static void addresses(void **state)
{
	static const struct { const char *target; const char *path; } cases[] = {
		{ "/", "/" }, { "/p/A%20B/x.html?on=C", "/p/A B/x.html" },
		{ "/p/%E7%AA%81.html", "/p/\xe7\xaa\x81.html" },
		{ "/a/", "/a/" }, { "", NULL }, { "x", NULL }, { "http://x/", NULL }, { "//x", NULL },
		{ "/a//b", NULL },
		{ "/a/../b", NULL }, { "/a/%2e%2e/b", NULL }, { "/a/%2E./b", NULL }, { "/a%2f..%2fb", NULL },
		{ "/./a", NULL }, { "/a/..", NULL }, { "/%", NULL }, { "/%4", NULL }, { "/%zz", NULL },
		{ "/%00", NULL },
		{ "/a%0ab", NULL }, { "/a\x01", NULL }, { "/%7f", NULL }, { "/%ff", NULL }, { "/%c0%af", NULL },
		{ "/%ed%a0%80", NULL }, { "/a%5c..%5cb", NULL }, { "/a?b=%00", NULL }, { "/a?%", NULL },
		{ "/a#b", NULL },
	};
	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		SCOPE(sc);
		const char *path = NULL;
		struct page_values values = {0};
		bool fine = address_read(sc, cases[i].target, &path, &values);
		EXPECT(fine == (cases[i].path != NULL), "%s", cases[i].target);
		EXPECT(!fine || strcmp(path, cases[i].path) == 0, "%s is %s", cases[i].target, path);
	}
}

static void forms(void **state)
{
	SCOPE(sc);
	struct page_values v = {0};
	static const char body[] = "note=a%0D%0Ab+c%2B&element=A&element=B&=x&empty=&flag";
	(void)state;
	assert_true(address_form(sc, body, strlen(body), &v));
	assert_int_equal(v.count, 6);
	assert_string_equal(v.at[0].value, "a\nb c+");
	assert_string_equal(v.at[4].value, "");
	static const char *const bad[] = { "a=%", "a=%1", "a=%00", "a=%1b", "a=%ff", "%0a=x" };
	for (size_t i = 0; i < countof(bad); i++) {
		struct page_values none = {0};
		EXPECT(!address_form(sc, bad[i], strlen(bad[i]), &none), "%s", bad[i]);
	}
	struct buf *many = buf_new(sc);
	for (int i = 0; i < 1000; i++)
		buf_text(many, "a=b&");
	v = (struct page_values){0};
	assert_false(address_form(sc, many->at, many->len, &v));
}

static void patterns(void **state)
{
	SCOPE(sc);
	const char *holes[PAGE_HOLES] = { NULL };
	(void)state;
	assert_true(address_fits(sc, "/p/{}/{}.html", "/p/A/index.html", holes));
	assert_string_equal(holes[0], "A");
	assert_string_equal(holes[1], "index");
	assert_true(address_fits(sc, "/p/{}/attachments/{*}", "/p/A/attachments/B/x.pdf", holes));
	assert_string_equal(holes[1], "B/x.pdf");
	static const char *const not[] = { "/p/A/.html", "/p//index.html", "/p/A/x/index.html", "/p/A/index.htm",
		"/p/A" };
	for (size_t i = 0; i < countof(not); i++)
		EXPECT(!address_fits(sc, "/p/{}/{}.html", not[i], holes), "%s", not[i]);
	assert_false(address_fits(sc, "/p/{}/attachments/{*}", "/p/A/attachments/", holes));
}

static void languages(void **state)
{
	SCOPE(sc);
	(void)state;
	assert_string_equal(address_language(sc, "ja"), "ja");
	assert_string_equal(address_language(sc, "de, ja-JP;q=0.8, en;q=0.7"), "ja");
	assert_null(address_language(sc, "ja;q=0.3, en-GB;q=0.9"));
	assert_null(address_language(sc, "ja;q=0"));
	assert_null(address_language(sc, NULL));
	assert_null(address_language(sc, ";;;,,,q=ja"));
	/* ends where a weight should stand */
	assert_null(address_language(sc, scope_copy(sc, "ja;q=")));
	assert_null(address_language(sc, scope_copy(sc, "ja;q=0")));
	assert_null(address_language(sc, scope_copy(sc, "ja;q=2.5")));
	assert_string_equal(address_cookie(sc, "a=1; sarflow-80=x; b=2", "sarflow-80"), "x");
	assert_string_equal(address_cookie(sc, "xsarflow-80=x; sarflow-8=y", "sarflow-80"), "");
	assert_string_equal(address_cookie(sc, NULL, "a"), "");
}

/* --- who is let in --- */

static void sessions(void **state)
{
	SCOPE(sc);
	struct sessions *s = NULL;
	char token[SESSION_TEXT], next[SESSION_TEXT], id[SESSION_TEXT] = "", csrf[SESSION_TEXT], other[SESSION_TEXT];
	(void)state;
	OK(session_begin(sc, &s));
	assert_false(session_enter(s, "", 0, id));
	OK(session_invite(s, token));
	assert_false(session_enter(s, "", 0, id));
	assert_false(session_enter(s, "x", 0, id));
	assert_true(session_enter(s, token, 0, id));
	assert_false(session_enter(s, token, 0, other));        /* it counts once */
	assert_true(session_is(s, id, 100, csrf));
	assert_string_not_equal(csrf, id);
	assert_false(session_is(s, "", 100, other));
	assert_false(session_is(s, id, 100 + 13 * 3600, other));        /* idle for too long */
	OK(session_invite(s, token));
	OK(session_invite(s, next));
	assert_false(session_enter(s, token, 0, other));
	assert_true(session_enter(s, next, 0, other));
	session_leave(s, other);
	assert_false(session_is(s, other, 0, csrf));
	assert_true(session_same("abc", "abc"));
	assert_false(session_same("abc", "abd") || session_same("abc", "ab") || session_same("", "a"));
}

/* --- many at once --- */

enum { THREADS = 8, ROUNDS = 3 };
struct client { struct route_site *site; const char *cookie; pthread_t thread; size_t good; char bad[200]; };

static void ask(struct client *c, const char *method, const char *target, const char *body, int wanted)
{
	SCOPE(sc);
	struct page_reply out;
	const char *host = scope_printf(sc, "127.0.0.1:%d", c->site->port);
	const struct route_request r = { .method = method, .target = target, .host = host, .cookie = c->cookie,
		.type = "application/x-www-form-urlencoded", .body = body, .len = strlen(body), .steady = 1 };
	route_answer(sc, c->site, &r, &out);
	page_close(&out);
	if (out.status == wanted && (out.status != 200 || out.body->len > 100))
		c->good++;
	else
		snprintf(c->bad, sizeof c->bad, "%s %s: %d", method, target, out.status);
}

static void *look(void *context)
{
	struct client *c = context;
	static const char *const pages[] = { "/", "/board", "/p/F110-NOZ-001/index.html",
		"/p/F110-NOZ-001/compare.html",
		"/p/F110-NOZ-001/sign.html", "/p/F110-NOZ-001/evidence/C-repair-documents.html" };
	for (size_t i = 0; i < ROUNDS * countof(pages); i++)
		ask(c, "GET", pages[i % countof(pages)], "", 200);
	ask(c, "POST", "/p/F110-NOZ-001/sign.html", "csrf=x", 403);
	return NULL;
}

static void import(struct scope *sc, const struct world *w, const struct person *p)
{
	const char *folder = NULL;
	struct names strays = {0};
	OK(edit_import(sc, w, p, NULL, unit_root(sc, "packages/F110-NOZ-001"), &folder, &strays));
}

static void threads(void **state)
{
	SCOPE(sc);
	char token[SESSION_TEXT], id[SESSION_TEXT];
	struct route_site site = { .port = 4711,
		.world = { .directory = unit_folder(sc), .now = 1795392000, .templates = unit_root(sc, "templates"),
			.program = "/nowhere/sarflow" },
		.person = { .name = "Kenji Mori", .email = "kenji.mori@minato-turbine.example" } };
	struct client clients[THREADS];
	(void)state;
	OK(pdf_start());
	import(sc, &site.world, &site.person);
	OK(session_begin(sc, &site.sessions));
	site.shelf = shelf_begin(sc, 1 << 20);
	OK(session_invite(site.sessions, token));
	assert_true(session_enter(site.sessions, token, 1, id));
	for (size_t i = 0; i < THREADS; i++) {
		clients[i] = (struct client){ .site = &site, .cookie = scope_printf(sc, "sarflow-4711=%s", id) };
		assert_int_equal(pthread_create(&clients[i].thread, NULL, look, &clients[i]), 0);
	}
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(clients[i].thread, NULL);
	for (size_t i = 0; i < THREADS; i++)
		EXPECT(clients[i].good == ROUNDS * 6 + 1, "thread %zu: %s", i, clients[i].bad);
}

/* --- what git asks --- */

#define ONE "1111111111111111111111111111111111111111"
#define TWO "2222222222222222222222222222222222222222"
#define LINE ONE " " TWO " refs/heads/main"

/* As git frames a line: its length with the four digits, and the bytes. */
static void put_line(struct buf *b, const char *bytes, size_t len)
{
	buf_printf(b, "%04zx", len + 4);
	buf_put(b, bytes, len);
}

static void pushes(void **state)
{
	SCOPE(sc);
	struct git_asked q;
	static const char first[] = LINE "\0 report-status side-band-64k agent=git/2", second[] = ONE " " TWO
		" refs/sar/journal\n", shallow[] = "shallow " ONE;
	struct buf *b = buf_new(sc);
	(void)state;
	put_line(b, shallow, sizeof shallow - 1);
	put_line(b, first, sizeof first - 1);
	put_line(b, second, sizeof second - 1);
	buf_text(b, "0000PACK\xff");
	assert_true(git_read(sc, b->at, b->len, &q));
	assert_int_equal(q.refs.count, 2);
	SAME(q.refs.at[0], "refs/heads/main");
	SAME(q.refs.at[1], "refs/sar/journal");
	assert_true(q.reports && q.bands);
	/* cut anywhere before its end it is not understood */
	for (size_t n = 0; n + 9 < b->len; n++)
		assert_false(git_read(sc, b->at, n, &q));
	assert_true(git_read(sc, "0000", 4, &q) && q.refs.count == 0 && !q.reports && !q.bands);
	static const char *const others[] = { "", "0", "000", "0001", "0002", "0003", "00000", "zzzz", "ffff", "-001",
		"0x10", "00 5", "0004", "0005x0000", "0008\n\n\n\n0000", "0009hello0000" };
	for (size_t i = 0; i < countof(others); i++)
		EXPECT(git_read(sc, others[i], strlen(others[i]), &q) == (i == 6), "%s", others[i]);
	/* a thousand names and no more */
	buf_clear(b);
	for (size_t i = 0; i < 1000; i++)
		put_line(b, LINE, sizeof LINE - 1);
	size_t thousand = b->len;
	buf_text(b, "0000");
	assert_true(git_read(sc, b->at, b->len, &q));
	b->len = thousand;
	put_line(b, LINE, sizeof LINE - 1);
	buf_text(b, "0000");
	assert_false(git_read(sc, b->at, b->len, &q));
}

static void refusals(void **state)
{
	SCOPE(sc);
	struct git_asked q = { .reports = true };
	struct git_lines lines = {0};
	struct page_reply out = { .body = buf_new(sc), .fd = -1 };
	(void)state;
	*LIST_ADD(sc, &q.refs) = "refs/heads/main";
	*LIST_ADD(sc, &q.refs) = "refs/x";
	*LIST_ADD(sc, &lines) = (struct git_line){ NULL, "no" };
	*LIST_ADD(sc, &lines) = (struct git_line){ "refs/x", "not this" };
	git_refuse(&q, &lines, &out);
	SAME(out.body->at, "000eunpack ok\n001ang refs/heads/main no\n0017ng refs/x not this\n0000");
	SAME(out.type, "application/x-git-receive-pack-result");
	q.bands = true;
	git_refuse(&q, &lines, &out);
	SAME(out.body->at, "0007\002no0006\002\n000d\002not this0006\002\n0048\001000eunpack ok\n"
	     "001ang refs/heads/main no\n0017ng refs/x not this\n00000000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses), cmocka_unit_test(forms), cmocka_unit_test(patterns),
		cmocka_unit_test(languages), cmocka_unit_test(sessions), cmocka_unit_test(threads),
		cmocka_unit_test(pushes), cmocka_unit_test(refusals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
