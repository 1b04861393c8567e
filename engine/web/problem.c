/* problem.c: problem details. */
#include "base/base.h"
#include "base/json.h"
#include "web/problem.h"

/* The reason phrases of HTTP, as RFC 9457 wants them for what has no type of its own. */
static const char *title_of(int status)
{
	static const struct { int status; const char *title; } titles[] = {
		{ 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "Not Found" },
		{ 405, "Method Not Allowed" }, { 409, "Conflict" }, { 413, "Content Too Large" },
		{ 415, "Unsupported Media Type" }, { 421, "Misdirected Request" }, { 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" }, { 503, "Service Unavailable" },
	};
	for (size_t i = 0; i < countof(titles); i++)
		if (titles[i].status == status)
			return titles[i].title;
	return "Internal Server Error";
}

static void put_reasons(struct json *o, const struct page_ask *a, const struct guard_reasons *why)
{
	struct json *all = json_put_array(o, "reasons");
	for (size_t i = 0; i < why->count; i++) {
		struct json *r = json_add_object(all);
		json_put_path(r, "file", why->at[i].place.file);
		json_put_number(r, "line", why->at[i].place.line);
		json_put_text(r, "message", phrase_text(a->sc, NULL, why->at[i].says));
		if (why->at[i].remedy)
			json_put_text(r, "remedy", remedy_line(a->sc, why->at[i].remedy));
	}
}

/* Behind the event that a stand names; SIZE_MAX: it names none of these. */
static size_t place_behind(const struct event *const *events, size_t count, const char *stand)
{
	const char *tip = strchr(stand, '.');
	size_t n = tip ? strcspn(tip + 1, ".") : 0;
	for (size_t i = 0; n && i < count; i++)
		if (strncmp(events[i]->id, tip + 1, n) == 0 && !events[i]->id[n])
			return i + 1;
	return SIZE_MAX;
}

/* The newest ones, from a place on. */
static void put_events(struct json *o, const struct page_ask *a, size_t from)
{
	enum { MOST = 100 };
	size_t count = 0;
	const struct event *const *events = desk_events(a->desk, &count);
	struct json *all = json_put_array(o, "events");
	for (size_t i = count - from > MOST ? count - MOST : from; i < count; i++) {
		struct json *e = json_add_object(all);
		json_put_text(e, "event", events[i]->id);
		json_put_text(e, "kind", event_kind_name(events[i]->kind));
		json_put_text(e, "says", event_subject(a->sc, events[i]));
	}
}

static void put_moved(struct json *o, const struct page_ask *a)
{
	const char *now = NULL, *read = page_value(a, "stand");
	size_t count = 0, from;
	if (FAILED(desk_stand(a->desk, &now)))  /* then it is told without */
		return;
	json_put_text(o, "stand", now);
	const struct event *const *events = desk_events(a->desk, &count);
	from = read ? place_behind(events, count, read) : SIZE_MAX;
	if (from == SIZE_MAX)
		return;
	struct json *moved = json_put_object(o, "moved");
	json_put_flag(moved, "evidence", strncmp(read, now, strcspn(now, ".") + 1) != 0);
	put_events(moved, a, from);
}

void problem_put(const struct page_ask *a, int status, const struct fault *f, struct buf *b)
{
	struct json *o = json_make_object(a->sc);
	json_put_text(o, "type", "about:blank");
	json_put_text(o, "title", title_of(status));
	json_put_number(o, "status", status);
	json_put_text(o, "detail", fault_say(a->sc, &a->reader, f));
	if (f->remedy)
		json_put_text(o, "remedy", remedy_line(a->sc, f->remedy));
	if (a->desk && status == 403 && desk_shut(a->desk)->count)
		put_reasons(o, a, desk_shut(a->desk));
	if (a->desk && status == 409)
		put_moved(o, a);
	buf_clear(b);
	json_write(o, b);
}
