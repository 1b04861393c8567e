/* page_api.c: what the pages show of one package, as JSON: the same values as --json. */
#include "base/base.h"
#include "base/number.h"
#include "desk/drafts.h"
#include "desk/take.h"
#include "render/json.h"
#include "view/fallen.h"
#include "view/screening.h"
#include "view/waivers.h"
#include "view/why.h"
#include "web/readings.h"
#include "web/record.h"
#include "web/route.h"
#include "web/ticks.h"

typedef const struct fault *api_run(struct page_ask *, struct json **) MUST_USE;

static const struct fault *take_view(struct page_ask *a, struct view **out) { return view_of(a->desk, "main", out); }

static const struct fault *status(struct page_ask *a, struct json **out)
{
	struct view *v = NULL;
	TRY(take_view(a, &v));
	TRY(fallen_take(a->desk, v));
	*out = json_of_status(a->sc, v);
	return NULL;
}

static const struct fault *next(struct page_ask *a, struct json **out)
{
	struct view *v = NULL;
	TRY(take_view(a, &v));
	*out = json_of_moves(a->sc, v);
	return NULL;
}

static const struct fault *log_of(struct page_ask *a, struct json **out)
{
	struct view *v = NULL;
	TRY(view_of_history(a->desk, &v));
	*out = json_of_history(a->sc, v);
	return NULL;
}

static const struct fault *check(struct page_ask *a, struct json **out)
{
	struct view *v = NULL;
	TRY(take_view(a, &v));
	*out = json_of_findings(a->sc, v->findings);
	return NULL;
}

static const struct fault *remarks(struct page_ask *a, struct json **out)
{
	struct view *v = NULL;
	const char *n = record_value(a, "n");
	int number = number_read(n, NUMBER_MOST);
	if (n && number == 0)
		return fault_make(FAULT_USAGE, "\"{word}\" is no number", n);
	TRY(n ? view_of_remark(a->desk, "main", number, &v) : view_of_remarks(a->desk, "main", &v));
	*out = n ? json_of_remark(a->sc, &v->remarks.at[0]) : json_of_remarks(a->sc, v);
	return NULL;
}

static const struct fault *why(struct page_ask *a, struct json **out)
{
	struct why *w = NULL;
	const char *action = record_value(a, "action");
	if (!action)
		return fault_make(FAULT_USAGE, "say which move: ?action=");
	TRY(why_of(a->desk, action, &w));
	*out = json_of_why(a->sc, w);
	return NULL;
}

static const struct fault *screen(struct page_ask *a, struct json **out)
{
	struct view *v = NULL;
	TRY(take_view(a, &v));
	if (!v->screening)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	*out = json_of_screening(a->sc, v->screening);
	return NULL;
}

static const struct fault *waive(struct page_ask *a, struct json **out)
{
	struct waivers all = {0};
	TRY(waivers_of(a->desk, &all));
	*out = json_of_waivers(a->sc, &all);
	return NULL;
}

static void put_draft(struct json *o, const struct draft *d)
{
	const struct { const char *key, *text; } texts[] = { { "on", d->of.on }, { "quote", d->of.quote },
		{ "row", d->of.row }, { "column", d->of.column }, { "page", d->of.page },
		{ "severity", d->of.severity }, { "owner", d->of.owner }, { "due", d->of.due },
		{ "field", d->of.field }, { "area", d->of.region }, { "version", d->of.version } };
	json_put_text(o, "draft", d->id);
	json_put_text(o, "day", d->day);
	for (size_t i = 0; i < countof(texts); i++)
		if (texts[i].text)
			json_put_text(o, texts[i].key, texts[i].text);
	json_put_text(o, "note", d->text);
}

static const struct fault *drafts(struct page_ask *a, struct json **out)
{
	struct drafts *own = NULL;
	struct draft_list all = {0};
	TRY(record_drafts(a, &own));
	TRY(drafts_read(a->sc, own, &all));
	*out = json_make_array(a->sc);
	for (size_t i = 0; i < all.count; i++)
		put_draft(json_add_object(*out), &all.at[i]);
	return NULL;
}

/* A page compares what is saved: no word means the work tree here. */
static const struct fault *diff(struct page_ask *a, struct json **out)
{
	const char *from = record_value(a, "from"), *to = record_value(a, "to");
	struct changes *k = NULL;
	if (!from)
		return fault_make(FAULT_USAGE, "say which version to compare with: ?from=");
	if (strcmp(from, "work") == 0 || (to && strcmp(to, "work") == 0))
		return fault_make(FAULT_USAGE, "there is no version \"{version}\"", "work");
	TRY(changes_of(a->desk, from, to ? to : "main", &k));
	TRY(record_shown(a, k));
	*out = json_of_changes(a->sc, k);
	return NULL;
}

/* Each element that changed, and each change of it: is it read? */
static void put_reading(struct json *o, const struct changes *k)
{
	const struct compare_changes *all = &k->compare->changes;
	struct json *elements = json_put_array(o, "elements"), *changes = NULL;
	for (size_t i = 0, end; i < all->count; i = end) {
		struct json *e = json_add_object(elements);
		bool read = true;
		for (end = i; end < all->count && all->at[end].element == all->at[i].element; end++)
			read = read && k->ticks[end].read;
		json_put_text(e, "element", ticks_element(&all->at[i]));
		json_put_flag(e, "read", read);
		changes = json_put_array(e, "changes");
		for (size_t n = i; n < end; n++) {
			struct json *change = json_add_object(changes);
			json_put_text(change, "id", k->ticks[n].change);
			json_put_flag(change, "read", k->ticks[n].read);
		}
	}
}

/* What I have read of what changed between two versions. */
static const struct fault *reading(struct page_ask *a, struct json **out)
{
	const char *from = record_value(a, "from"), *to = record_value(a, "to"), *last = NULL;
	struct changes *k = NULL;
	if (!from)
		return fault_make(FAULT_USAGE, "say which version to compare with: ?from=");
	TRY(ticks_between(a, from, to, &k));
	TRY(readings_last_read(a->sc, route_accounts(a), a->person.email, a->holes[0], &last));
	*out = json_make_object(a->sc);
	json_put_text(*out, "from", k->before.version);
	json_put_text(*out, "to", k->after.version);
	if (last)
		json_put_text(*out, "read_to", last);
	put_reading(*out, k);
	return NULL;
}

/* --- what stands in it --- */

/* The newest saved versions of main: what `from` and `to` may name. */
static const struct fault *versions(struct page_ask *a, struct json **out)
{
	enum { MOST = 1000 };
	struct desk_versions all = {0};
	TRY(desk_versions(a->desk, MOST, &all));
	*out = json_make_array(a->sc);
	for (size_t i = 0; i < all.count; i++) {
		struct json *v = json_add_object(*out);
		json_put_text(v, "version", all.at[i].id);
		json_put_text(v, "day", all.at[i].day);
		json_put_text(v, "author", all.at[i].author);
		json_put_text(v, "message", all.at[i].message);
	}
	return NULL;
}

static void put_rows(struct json *o, const struct package_register *r)
{
	struct json *columns = json_put_array(o, "columns"), *rows = json_put_array(o, "rows");
	for (size_t c = 0; c < r->of->column_count; c++)
		json_add_text(columns, r->of->columns[c].name);
	for (size_t i = 0; i < r->rows.count; i++) {
		struct json *row = json_add_object(rows), *cells;
		json_put_number(row, "line", r->rows.at[i].line);
		cells = json_put_array(row, "cells");
		for (size_t c = 0; c < r->of->column_count; c++)
			json_add_text(cells, r->rows.at[i].cells[c]);
	}
}

static const struct fault *put_text(struct page_ask *a, const char *path, struct json *o)
{
	const char *text = NULL;
	struct take *k = NULL;
	TRY(desk_edit_main(a->desk));
	TRY(take_start(a->desk, &k));
	TRY(take_passage_read(k, path, 1, 0, &text));
	json_put_text(o, "text", text);
	return NULL;
}

/* Of the newest saved version: a text as it is written, a register's rows, or what is known of an attachment. */
static const struct fault *file_of(struct page_ask *a, struct json **out)
{
	struct view *v = NULL;
	const char *path = record_value(a, "path");
	if (!path)
		return fault_make(FAULT_USAGE, "say which file: ?path=");
	TRY(take_view(a, &v));
	const struct package_register *r = package_register_at(v->package, path);
	const struct package_attachment *at = package_attachment(v->package, path);
	*out = json_make_object(a->sc);
	json_put_text(*out, "path", path);
	if (r && r->present) {
		put_rows(*out, r);
	} else if (at) {
		json_put_text(*out, "content", at->entry->digest);
		json_put_number(*out, "bytes", (int64_t)at->entry->size);
		json_put_flag(*out, "here", at->entry->present);
	} else {
		TRY(put_text(a, path, *out));
	}
	return NULL;
}

/* Who opened or took which file, the newest first. */
static const struct fault *access_of(struct page_ask *a, struct json **out)
{
	enum { MOST = 1000 };
	struct readings_accesses all = {0};
	if (!route_is_team(a))
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(readings_accesses(a->sc, route_accounts(a), a->holes[0], MOST, &all));
	*out = json_make_array(a->sc);
	for (size_t i = 0; i < all.count; i++) {
		struct json *one = json_add_object(*out);
		json_put_text(one, "at", all.at[i].at);
		json_put_text(one, "address", all.at[i].email);
		json_put_text(one, "file", all.at[i].what);
	}
	return NULL;
}

static const struct { const char *name; api_run *run; bool own; } table[] = {
	{ "status", status }, { "next", next }, { "log", log_of }, { "check", check }, { "remarks", remarks },
	{ "why", why }, { "screen", screen }, { "waive", waive }, { "diff", diff },
	{ "versions", versions }, { "file", file_of }, { "access", access_of, true },
	{ "drafts", drafts, true }, { "reading", reading, true },
};

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct json *value = NULL;
	out->type = "application/json";
	for (size_t i = 0; i < countof(table); i++)
		if (strcmp(table[i].name, a->holes[1]) == 0) {
			TRY(table[i].run(a, &value));
			if (table[i].own)               /* it changes when nothing of the package does */
				out->etag = NULL;
			json_write(value, out->body);
			return NULL;
		}
	return fault_make(FAULT_NOT_FOUND, "there is no such page");
}

const struct page page_api = { .paths = (const char *const[]){ "/api/v1/packages/{}/{}", NULL }, .needs = PAGE_DESK,
                               .get = get, .asker = PAGE_PROGRAM };
