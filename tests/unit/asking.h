/* asking.h: a package served as pages to one person, and forms sent as a browser sends them: for t_late and t_cut.
 *
 *     struct route_site site;
 *     asking_package(sc, &site);
 *     const char *cookie = asking_enter(sc, &site);
 *     struct page_reply form = ask(sc, &site, cookie, "GET", "/p/F110-NOZ-001/appoint.html", "");
 *     const char *token = held(sc, &form, "csrf"); */
#ifndef ASKING_H
#define ASKING_H
#include "unit.h"
#include "desk/edit.h"
#include "text/pdf.h"
#include "web/address.h"
#include "web/page.h"
#include "web/route.h"

/* The worked repair package, in a folder that ends with the scope. */
static inline void asking_package(struct scope *sc, struct route_site *site)
{
	const char *folder = NULL;
	struct names strays = {0};
	*site = (struct route_site){ .port = 4711,
		.world = { .directory = unit_folder(sc), .now = 1795392000, .templates = unit_root(sc, "templates"),
			.program = "/nowhere/sarflow" },
		.person = { .name = "Kenji Mori", .email = "kenji.mori@minato-turbine.example" } };
	OK(pdf_start());
	OK(edit_import(sc, &site->world, &site->person, NULL, unit_root(sc, "packages/F110-NOZ-001"), &folder,
	               &strays));
}

/* Signed in; what the browser holds. */
static inline const char *asking_enter(struct scope *sc, struct route_site *site)
{
	char token[SESSION_TEXT], id[SESSION_TEXT];
	OK(session_begin(sc, &site->sessions));
	OK(session_invite(site->sessions, token));
	assert_true(session_enter(site->sessions, token, 1, id));
	return scope_printf(sc, "sarflow-4711=%s", id);
}

static inline struct page_reply ask(struct scope *sc, struct route_site *site, const char *cookie, const char *method,
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
static inline const char *held(struct scope *sc, const struct page_reply *p, const char *name)
{
	const char *key = scope_printf(sc, "name=\"%s\" value=\"", name), *at = strstr(p->body->at, key);
	assert_non_null(at);
	at += strlen(key);
	return scope_copy_bytes(sc, at, strcspn(at, "\""));
}
#endif
