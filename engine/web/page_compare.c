/* page_compare.c: what changed between two versions. */
#include "base/base.h"
#include "base/lookup.h"
#include "render/acts.h"
#include "render/changes.h"
#include "view/served.h"
#include "web/address.h"
#include "web/page_acts.h"
#include "web/readings.h"
#include "web/record.h"
#include "web/route.h"
#include "web/ticks.h"

/* Versions in the list; ticks that a form has, with more changes there is one for each element. */
enum { LISTED = 60, TICKS = 300 };

/* What is compared, how it is shown, and the versions there are.  read: up to which I have read all, or NULL. */
struct comparing { const char *from, *to, *read; bool sides; struct desk_versions versions; };

static bool put_option(struct buf *b, const char *value, const char *chosen, const char *words)
{
	bool is = strcmp(value, chosen) == 0;
	html(b, "<option value=\"");
	html_text(b, value);
	html(b, "\"");
	if (is)
		html(b, " selected");
	html(b, ">");
	html_text(b, words);
	html(b, "</option>\n");
	return is;
}

/* The version of my last sign-off, NULL if I signed none. */
static const struct fold_sign_off *signed_by_me(const struct page_ask *a)
{
	const struct fold *f = a->view->fold;
	const struct fold_person *me = a->view->served->me;
	for (size_t i = f->sign_offs.count; me && i-- > 0; )
		if (fold_person(f, f->sign_offs.at[i].email) == me)
			return &f->sign_offs.at[i];
	return NULL;
}

static void put_versions(struct buf *b, const struct page_ask *a, const struct comparing *c, const char *name,
                         const char *label, const char *chosen)
{
	const struct fold *f = a->view->fold;
	bool there = false;
	html(b, "<div class=\"field\"><label for=\"");
	html_text(b, name);
	html(b, "\">");
	html_word(b, a->view->reader, label);
	html(b, "</label><select id=\"");
	html_text(b, name);
	html(b, "\" name=\"");
	html_text(b, name);
	html(b, "\">\n");
	for (size_t i = f->seals.count; i-- > 0; )
		there |= put_option(b, scope_printf(a->sc, "submittal/%d", f->seals.at[i].number), chosen,
		                    phrase_text(a->sc, a->view->reader, PHRASE("submittal {number}, {day}",
				f->seals.at[i].number, f->seals.at[i].as_of)));
	for (size_t i = 0; i < c->versions.count; i++) {
		const struct desk_version *v = &c->versions.at[i];
		there |= put_option(b, v->id, chosen, scope_printf(a->sc, "%.7s, %s, %s: %s", v->id, v->day, v->author,
			v->message));
	}
	if (!there)                             /* an older one */
		put_option(b, chosen, chosen, scope_printf(a->sc, "%.7s", chosen));
	html(b, "</select></div>\n");
}

/* A link to a comparison, open: its words follow.  to NULL: the newest version. */
static void put_way(struct buf *b, const char *from, const char *to, bool sides)
{
	html(b, "<li><a href=\"compare.html?from=");
	html_path(b, from);
	if (to) {
		html(b, "&amp;to=");
		html_path(b, to);
	}
	if (sides)
		html(b, "&amp;view=sides");
	html(b, "\">");
}

static void put_form(struct buf *b, const struct page_ask *a, const struct comparing *c)
{
	const struct fold_sign_off *mine = signed_by_me(a);
	html(b, "<form class=\"bar\" method=\"get\" action=\"compare.html\">\n");
	put_versions(b, a, c, "from", WORD("From"), c->from);
	put_versions(b, a, c, "to", WORD("To"), c->to);
	if (c->sides)
		acts_hidden(b, "view", "sides");
	html(b, "<button>");
	frame_say(b, a->view, "Compare");
	html(b, "</button></form>\n<ul class=\"plain\">\n");
	put_way(b, c->from, c->to, !c->sides);
	html_word(b, a->view->reader, c->sides ? WORD("In one column") : WORD("Side by side"));
	html(b, "</a></li>\n");
	if (mine && mine->evidence) {
		put_way(b, mine->evidence, NULL, c->sides);
		frame_say(b, a->view, "What changed since you signed on {day}", mine->as_of);
		html(b, "</a></li>\n");
	}
	if (a->view->served->me) {
		html(b, "<li><a href=\"drafts.html\">");
		frame_say(b, a->view, "Your drafts");
		html(b, "</a></li>\n");
	}
	if (c->read) {
		put_way(b, c->read, NULL, c->sides);
		frame_say(b, a->view, "What changed since you had read all, in version {version.7}", c->read);
		html(b, "</a></li>\n");
	}
	html(b, "</ul>\n");
}

/* How far back a version lies among those listed; one that is not there lies behind all. */
static size_t age(const struct comparing *c, const char *version)
{
	size_t i = 0;
	while (i < c->versions.count && strcmp(c->versions.at[i].id, version) != 0)
		i++;
	return i;
}

/* The version that I last said something about: what came before it I had before me. */
static const char *spoken_of(const struct page_ask *a)
{
	const struct fold *f = a->view->fold;
	const struct fold_person *me = a->view->served->me;
	size_t count = 0;
	const struct event *const *events = desk_events(a->desk, &count);
	while (me && count-- > 0) {
		const char *name = NULL, *email = NULL, *version = event_get(events[count], EVENT_EVIDENCE_FIELD);
		if (events[count]->happened && version && !event_get(events[count], EVENT_REPORTED_BY_FIELD)
		    && event_person(a->sc, event_get(events[count], EVENT_PERSON_FIELD), &name, &email)
		    && fold_person(f, email) == me)
			return version;
	}
	return NULL;
}

/* Since I read all or signed, whichever is later; else since I last said something of an older version, else since the
 * last submittal, else since the version before. */
static const char *usual(const struct page_ask *a, const struct comparing *c)
{
	const struct fold *f = a->view->fold;
	const struct fold_sign_off *mine = signed_by_me(a);
	if (c->read && !(mine && mine->evidence && age(c, mine->evidence) <= age(c, c->read)))
		return c->read;
	if (mine && mine->evidence)
		return mine->evidence;
	const char *spoken = spoken_of(a);
	if (spoken && strcmp(spoken, c->versions.at[0].id) != 0)
		return spoken;
	if (f->seals.count)
		return f->seals.at[f->seals.count - 1].evidence;
	return c->versions.at[c->versions.count > 1 ? 1 : 0].id;
}

/* --- what I have read --- */

static void put_keep(struct buf *b, const struct page_ask *a)
{
	html(b, "<button form=\"ticks\">");
	frame_say(b, a->view, "Keep my ticks");
	html(b, "</button>");
}

/* How much is read, and the form that the ticks belong to; they stand at the changes. */
static void put_ticks(struct buf *b, const struct page_ask *a, const struct comparing *c, const struct changes *k)
{
	size_t read = 0, all = k->compare->changes.count;
	for (size_t i = 0; i < all; i++)
		read += k->ticks[i].read;
	acts_open_named(b, a->view->served, "compare.html", "ticks");
	acts_hidden(b, "from", k->before.version);
	acts_hidden(b, "to", k->after.version);
	if (c->sides)
		acts_hidden(b, "view", "sides");
	if (k->by_element)
		acts_hidden(b, "partly", "stays");
	html(b, "<p class=\"bar read\"><span><b>");
	frame_say(b, a->view, "{read} of {count} read", read, all);
	html(b, "</b> <span class=\"soft\">");
	frame_say(b, a->view, "only you see this");
	html(b, "</span></span>");
	put_keep(b, a);
	html(b, "</p></form>\n");
}

/* A submittal by its number; else, however it was named, the version itself; unsaved work has none. */
static const char *listed_as(const char *word, const struct changes_state *is)
{
	return strncmp(word, "submittal/", 10) == 0 || !*is->version ? word : is->version;
}

static bool is_sides(const struct page_ask *a)
{
	const char *view = record_value(a, "view");
	return view && strcmp(view, "sides") == 0;
}

struct naming { struct lookup *place; struct names names; bool *found; };

/* What a form names as read, and which of it has changed: none of it yet. */
static struct naming named(struct page_ask *a, const char *field)
{
	struct naming n = { lookup_new(a->sc), {0}, NULL };
	size_t at = 0;
	for (const char *name; (name = page_next(a, field, &at)) != NULL; )
		if (lookup_add(n.place, name, n.names.count))
			*LIST_ADD(a->sc, &n.names) = name;
	n.found = NEWS(a->sc, bool, n.names.count + 1);
	return n;
}

static bool names_it(const struct naming *n, const char *name)
{
	size_t place = lookup_find(n->place, name);
	if (place != LOOKUP_NONE)
		n->found[place] = true;
	return place != LOOKUP_NONE;
}

/* The first name of something that has not changed, or NULL. */
static const char *unknown(const struct naming *n)
{
	for (size_t i = 0; i < n->names.count; i++)
		if (!n->found[i])
			return n->names.at[i];
	return NULL;
}

/* Marks as read what the form names, elements and changes, and nothing else; where it shows elements alone, one of
 * which a part is read stays so. */
static const struct fault *mark(struct page_ask *a, struct changes *k)
{
	const struct compare_changes *all = &k->compare->changes;
	struct naming elements = named(a, "elements"), changes = named(a, "changes");
	for (size_t i = 0, end; i < all->count; i = end) {
		size_t read = 0;
		for (end = i; end < all->count && all->at[end].element == all->at[i].element; end++)
			read += k->ticks[end].read;
		bool is = names_it(&elements, ticks_element(&all->at[i])),
			stays = page_value(a, "partly") && read < end - i;
		for (size_t n = i; n < end; n++)
			k->ticks[n].read = names_it(&changes, k->ticks[n].change) || is || (stays && k->ticks[n].read);
	}
	if (unknown(&elements))
		return fault_make(FAULT_NOT_FOUND, "no element {element} changed between these versions",
		                  unknown(&elements));
	return unknown(&changes) ? fault_make(FAULT_NOT_FOUND, "there is no change {change} between these versions",
	                                      unknown(&changes)) : NULL;
}

const struct fault *page_act_read(struct page_ask *a)
{
	struct changes *k = NULL;
	TRY(ticks_between(a, page_value(a, "from"), page_value(a, "to"), &k));
	TRY(mark(a, k));
	return ticks_keep(a, k);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const char *from = record_value(a, "from"), *to = record_value(a, "to");
	if (!route_is_team(a) || !from || !to)
		return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
	TRY(page_act_read(a));
	struct buf *b = buf_new(a->sc);
	buf_printf(b, "compare.html?from=%s&to=%s%s", address_write(a->sc, from), address_write(a->sc, to),
	           is_sides(a) ? "&view=sides" : "");
	page_go(a, out, b->at);
	return NULL;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const struct frame f = { a->view, "", "compare.html", NULL, true };
	const char *from = record_value(a, "from"), *to = record_value(a, "to");
	struct comparing c = {0};
	struct changes *k = NULL;
	TRY(desk_versions(a->desk, LISTED, &c.versions));
	if (c.versions.count == 0)
		return fault_make(FAULT_NOT_FOUND, "nothing is saved yet, so there is nothing to compare with");
	if (route_is_team(a))
		TRY(readings_last_read(a->sc, route_accounts(a), a->person.email, a->holes[0], &c.read));
	c.sides = is_sides(a);
	c.from = from ? from : usual(a, &c);
	c.to = to ? to : c.versions.at[0].id;
	bool work = strcmp(c.from, "work") == 0 || strcmp(c.to, "work") == 0;
	if (work && route_is_team(a))           /* what lies there unsaved is of who works in the folder */
		return fault_make(FAULT_NOT_FOUND, "there is no version \"{version}\"", "work");
	TRY(changes_of(a->desk, c.from, c.to, &k));
	TRY(record_shown(a, k));
	c.from = listed_as(c.from, &k->before);
	c.to = listed_as(c.to, &k->after);
	k->remarking = record_may(a, EVENT_REMARK) && a->view->template->severities.count;
	out->data_pictures = true;
	frame_open(out->body, &f, phrase_word(a->view->reader, WORD("What changed")));
	put_form(out->body, a, &c);
	bool ticks = route_is_team(a) && k->compare->changes.count;
	if (ticks) {
		TRY(ticks_of(a, k));
		k->by_element = k->compare->changes.count > TICKS;
		put_ticks(out->body, a, &c, k);
	}
	if (route_is_team(a) || work)
		out->etag = NULL;               /* a tick changes it, or a file, and nothing that is saved */
	TRY(changes_put_all(a->sc, k, c.sides, out->body));
	if (ticks) {
		html(out->body, "<p class=\"row\">");
		put_keep(out->body, a);
		html(out->body, "</p>\n");
	}
	frame_close(out->body, &f);
	return NULL;
}

const struct page page_compare = { .paths = (const char *const[]){ "/p/{}/compare.html", NULL }, .needs = PAGE_VIEW,
                                   .get = get, .post = post };
