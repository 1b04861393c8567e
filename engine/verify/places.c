/* places.c: what references lead to, what makes git show something else, and what lies beside the journal. */
#include "base/base.h"
#include "verify/verify_private.h"

/* --- references --- */

static void need_ref(struct verifying *v, const struct store_ref *r)
{
	SCOPE(turn);
	struct store_object o = { .kind = STORE_COMMIT };
	if (strncmp(r->name, "refs/replace/", 13) == 0)
		verify_tell_of(v, history_replaced, r->name, "git shows another object in place of {id.12}",
			r->name + 13);
	if (!r->id.hex[0]) {
		verify_tell_of(v, object_missing, r->name, "it leads nowhere");
		return;
	}
	bool unread = MISSED(store_object(turn, v->store, &r->id, &o)); /* told as it is read */
	verify_need(v, &r->id, unread ? STORE_COMMIT : o.kind);
}

static void tell_oddities(struct verifying *v, const struct store_oddities *o)
{
	if (o->grafts)
		verify_tell_of(v, history_replaced, "info/grafts", "git shows versions with other parents than they "
			"have");
	if (o->alternates)
		verify_tell_of(v, history_outside, "objects/info/alternates", "objects are read from {folder}, which "
			"is no part of what was given", o->alternates);
	if (o->shallow)
		verify_tell_of(v, history_outside, "shallow", "the history was cut off when this copy was made");
	if (o->partial)
		verify_tell_of(v, history_outside, "objects", "some objects are fetched from elsewhere when they are "
			"asked for");
}

void verify_oddities(struct verifying *v)
{
	struct store_oddities *o = NEW(v->sc, struct store_oddities);
	const struct fault *f = store_oddities(v->sc, v->store, o);
	if (f)
		verify_tell_of(v, object_damaged, "refs", "{why}", verify_words(v->sc, f));
	v->oddities = o;
	tell_oddities(v, o);
}

void verify_refs(struct verifying *v)
{
	const struct store_ref *refs = NULL;
	size_t count = 0;
	const struct fault *f = store_refs(v->sc, v->store, &refs, &count);
	if (f)
		verify_tell_of(v, object_damaged, "refs", "{why}", verify_words(v->sc, f));
	for (size_t i = 0; i < count; i++)
		if (strcmp(refs[i].name, STORE_JOURNAL) != 0)
			need_ref(v, &refs[i]);
	v->refs = refs;
	v->ref_count = count;
}

/* A tag submittal/N says what the journal says. */
void verify_tags(struct verifying *v)
{
	static const char prefix[] = "refs/tags/submittal/";
	const struct fold *f = v->desk->journal ? v->desk->journal->fold : NULL;
	for (size_t i = 0; f && i < v->ref_count; i++) {
		const struct store_ref *r = &v->refs[i];
		struct store_id id = {""};
		if (strncmp(r->name, prefix, sizeof prefix - 1) != 0)
			continue;
		const char *number = r->name + sizeof prefix - 1;
		size_t n = strtoul(number, NULL, 10);
		if (*number == '0' || n < 1 || n > f->seals.count || strspn(number, "0123456789") != strlen(number))
			verify_tell_of(v, tag_differs, r->name, "the journal has no submittal {number}", number);
		/* what cannot be found is not what was sealed */
		else if (MISSED(store_resolve(v->store, r->name, &id))
		         || strcmp(id.hex, f->seals.at[n - 1].evidence) != 0)
			verify_tell_of(v, tag_differs, r->name, "it names version {version.12}, and submittal {number} "
				"sealed {sealed.12}", id.hex, number, f->seals.at[n - 1].evidence);
	}
}

/* --- what was seen earlier --- */

/* A commit is what all before it made it; an event's own id is drawn by who writes it, so it shows only that an event
 * of that name stands.  A reference may be called like a commit. */
void verify_since(struct verifying *v)
{
	const char *since = v->since;
	struct store_id id = {""};
	if (!since)
		return;
	/* told in the words of this place */
	bool is_here = !MISSED(store_resolve(v->store, since, &id)) && strncmp(id.hex, since, strlen(since)) == 0;
	if (is_here && !verify_is_entry(v, &id))
		verify_tell_of(v, journal_rewound, "journal", "event {event.12}, seen earlier, lies here, and the "
			"journal does not lead to it", since);
	else if (!is_here && !v->since_stands)
		verify_tell_of(v, journal_rewound, "journal", "event {event.12}, seen earlier, is not in it", since);
	else if (!is_here)
		verify_tell_of(v, since_named, "journal", "an event that calls itself {event} stands in it, and "
			"whether it is the one seen earlier is not shown; give the digits of its commit", since);
}

/* --- events that nothing leads to --- */

struct aside { struct store_id id, parent; bool used; };
struct asides { struct verifying *v; struct aside *at; size_t count, cap; };

static const struct fault *look_aside(void *context, const struct store_id *id)
{
	SCOPE(turn);
	struct asides *all = context;
	struct store_object o;
	struct verify_header h;
	/* what is damaged is told with the objects, if anything leads to it */
	if (nameset_has(all->v->known, id->hex) || MISSED(store_object(turn, all->v->store, id, &o))
	    || o.kind != STORE_COMMIT
	    || verify_header_read(turn, o.bytes, o.len, &h) || !strstr(o.bytes + h.message, "\nSar-Event: "))
		return NULL;
	*LIST_ADD(all->v->sc, all) = (struct aside){ *id, h.parent_count ? h.parents[0] : (struct store_id){""},
		false };
	return NULL;
}

/* How many stand behind the newest event, one behind the other. */
static size_t count_behind(struct asides *all)
{
	struct store_id at = {""};
	size_t count = 0;
	snprintf(at.hex, sizeof at.hex, "%s", all->v->out->tip);
	for (size_t i = 0; i < all->count; i++) {
		if (all->at[i].used || strcmp(all->at[i].parent.hex, at.hex) != 0)
			continue;
		all->at[i].used = true;
		at = all->at[i].id;
		count++;
		i = SIZE_MAX;           /* from the front again */
	}
	return count;
}

void verify_aside(struct verifying *v)
{
	struct asides all = { .v = v };
	const struct fault *f = store_each(v->store, look_aside, &all);
	size_t behind = count_behind(&all);
	if (f)
		verify_gap_phrase(v, FINDING_not_judged, "objects", 0, PHRASE("what nothing leads to cannot be listed: "
			"{why}", verify_words(v->sc, f)));
	if (behind > 1)                 /* an act that was stopped leaves one, and no other comes behind that */
		verify_tell_of(v, journal_rewound, "journal", "{count} events lie here that stood behind its newest "
			"one: it was wound back", behind);
	else if (behind)
		verify_tell_of(v, journal_aside, "journal", "event {event.12} lies here behind its newest one: an act "
			"was stopped as it was recorded, or the journal was wound back", all.at[0].id.hex);
	if (all.count > behind)
		verify_tell_of(v, journal_aside, "journal", "{count} {count:event lies|events lie} here to which it "
			"does not lead, such as {event.12}", all.count - behind, all.at[0].id.hex);
}
