/* ticks.c: an element's content is known by the digest that a sign-off covers. */
#include "web/ticks.h"
#include "base/base.h"
#include "web/route.h"

enum { NEWEST = 4096 };         /* versions among which one is looked for */

static bool is_changed(const struct changes *k, const struct template_element *e, char digest[DIGEST_TEXT])
{
	char before[DIGEST_TEXT] = "";
	const struct template_element *was = template_unit_called(k->before.package->template, e->id);
	package_canon(k->after.package, e, digest);
	if (was)
		package_canon(k->before.package, was, before);
	return strcmp(before, digest) != 0;
}

const struct fault *ticks_of(struct page_ask *a, const struct changes *k, struct ticks *out)
{
	const struct template *t = k->after.package->template;
	struct names read = {0};
	TRY(accounts_ticks(a->sc, route_accounts(a), a->person.email, a->holes[0], &read));
	for (size_t i = 0; i < t->elements.count; i++) {
		char digest[DIGEST_TEXT];
		if (is_changed(k, &t->elements.at[i], digest))
			*LIST_ADD(a->sc, out) = (struct tick){ &t->elements.at[i], scope_copy(a->sc, digest),
				list_has(&read, digest) };
	}
	return NULL;
}

static bool is_work(const char *version) { return version && strcmp(version, "work") == 0; }

const struct fault *ticks_between(struct page_ask *a, const char *from, const char *to, struct changes **k,
                                  struct ticks *out)
{
	if (!route_is_team(a))
		return fault_make(FAULT_NOT_FOUND, "what somebody has read is kept where a team is served");
	if (is_work(from) || is_work(to))
		return fault_make(FAULT_USAGE, "there is no version \"{version}\"", "work");
	TRY(changes_of(a->desk, from, to ? to : "main", k));
	return ticks_of(a, *k, out);
}

/* The newest is 0; one that is not among them lies behind all. */
static size_t age_of(const struct desk_versions *all, const char *version)
{
	size_t i = 0;
	while (i < all->count && strcmp(all->at[i].id, version) != 0)
		i++;
	return i;
}

/* Up to `to` all is read where all before `from` was: nothing is passed over, and it never goes back. */
static const struct fault *keep_reading(struct page_ask *a, const char *from, const char *to)
{
	struct desk_versions all = {0};
	const char *read = NULL;
	TRY(desk_versions(a->desk, NEWEST, &all));
	TRY(accounts_last_read(a->sc, route_accounts(a), a->person.email, a->holes[0], &read));
	size_t first = age_of(&all, from), last = age_of(&all, to), known = read ? age_of(&all, read) : all.count;
	bool whole = read ? strcmp(from, read) == 0 || (first >= known && first < all.count) : first + 1 == all.count;
	return whole && last < known ? accounts_set_read(route_accounts(a), a->person.email, a->holes[0], to,
	                                                 a->world->now) : NULL;
}

const struct fault *ticks_keep(struct page_ask *a, const struct ticks *ticks, const char *from, const char *to)
{
	bool all = true;
	for (size_t i = 0; i < ticks->count; i++) {
		const struct tick *t = &ticks->at[i];
		all = all && t->read;
		TRY(accounts_tick(route_accounts(a), a->person.email, a->holes[0], t->digest, t->read, a->world->now));
	}
	return all ? keep_reading(a, from, to) : NULL;
}
