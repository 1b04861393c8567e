/* ticks.c: which changes a person has read, from the accounts and back. */
#include "web/ticks.h"
#include "base/base.h"
#include "base/lookup.h"
#include "web/readings.h"
#include "web/route.h"

enum { NEWEST = 4096 };         /* versions among which one is looked for */

const struct fault *ticks_of(struct page_ask *a, struct changes *k)
{
	const struct compare *c = k->compare;
	struct names read = {0};
	struct lookup *known = lookup_new(a->sc);
	TRY(readings_ticks(a->sc, route_accounts(a), a->person.email, a->holes[0], &read));
	for (size_t i = 0; i < read.count; i++)
		lookup_add(known, read.at[i], i);
	const char *const *ids = compare_change_ids(a->sc, c);
	k->ticks = NEWS(a->sc, struct changes_tick, c->changes.count + 1);
	for (size_t i = 0; i < c->changes.count; i++) {
		k->ticks[i].change = ids[i];
		k->ticks[i].read = lookup_find(known, ids[i]) != LOOKUP_NONE;
	}
	return NULL;
}

const char *ticks_element(const struct compare_change *k) { return k->element ? k->element->id : TEMPLATE_WHOLE; }

static bool is_work(const char *version) { return version && strcmp(version, "work") == 0; }

const struct fault *ticks_between(struct page_ask *a, const char *from, const char *to, struct changes **k)
{
	if (!route_is_team(a))
		return fault_make(FAULT_NOT_FOUND, "what somebody has read is kept where a team is served");
	if (is_work(from) || is_work(to))
		return fault_make(FAULT_USAGE, "there is no version \"{version}\"", "work");
	TRY(changes_of(a->desk, from, to ? to : "main", k));
	return ticks_of(a, *k);
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
	TRY(readings_last_read(a->sc, route_accounts(a), a->person.email, a->holes[0], &read));
	size_t first = age_of(&all, from), last = age_of(&all, to), known = read ? age_of(&all, read) : all.count;
	bool whole = read ? strcmp(from, read) == 0 || (first >= known && first < all.count) : first + 1 == all.count;
	return whole && last < known ? readings_set_read(route_accounts(a), a->person.email, a->holes[0], to,
	                                                 a->world->now) : NULL;
}

const struct fault *ticks_keep(struct page_ask *a, const struct changes *k)
{
	struct readings_ticks ticks = {0};
	bool all = true;
	for (size_t i = 0; i < k->compare->changes.count; i++) {
		all = all && k->ticks[i].read;
		*LIST_ADD(a->sc, &ticks) = (struct readings_tick){ k->ticks[i].change, k->ticks[i].read };
	}
	TRY(readings_keep_ticks(route_accounts(a), a->person.email, a->holes[0], &ticks, a->world->now));
	return all ? keep_reading(a, k->before.version, k->after.version) : NULL;
}
