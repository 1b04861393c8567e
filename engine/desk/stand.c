/* stand.c: what pages ask of a desk: acts on main's tip, whether it stands as it was read, what it holds, and which
 * versions are anybody's to see. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "desk/desk_private.h"
#include "store/laid.h"

void desk_act_on_main(struct desk *d) { d->on_main = true; }

const struct fault *desk_edit_main(struct desk *d)
{
	if (d->store->laid)
		return NULL;
	TRY(laid_over_main(d->sc, d->store, &d->store));
	d->journal->store = d->store;
	d->on_main = true;
	return NULL;
}

void desk_expect(struct desk *d, const char *stand) { d->expected = stand; }
void desk_rehearse(struct desk *d) { d->rehearses = true; }
const char *desk_rehearsed(const struct desk *d) { return d->rehearsed; }

/* The journal as it was read, whatever came since: nobody may have read what the desk has not.  What is shown of main
 * is read after this is asked. */
const struct fault *desk_stand(struct desk *d, const char **out)
{
	struct store_id main = {""};
	char today[DATE_TEXT];
	TRY(store_tip(d->store, STORE_MAIN, &main));
	date_print(d->today, today);
	*out = scope_printf(d->sc, "%s.%s.%s", main.hex, d->journal->tip.hex, today);
	return NULL;
}

const struct fault *desk_contents(struct desk *d, const char **out)
{
	SCOPE(turn);
	struct store_id tip = {""};
	struct source *version = NULL;
	const struct source_entry *e = NULL;
	size_t count = 0;
	struct buf *b = buf_new(turn);
	char digest[DIGEST_TEXT];
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	if (tip.hex[0]) {
		TRY(store_source_at(turn, d->store, &tip, &version));
		TRY(source_list(turn, version, &e, &count));
	}
	for (size_t i = 0; i < count; i++)
		if (e[i].kind == SOURCE_ATTACHMENT)
			buf_printf(b, "%s %d%d%d\n", e[i].digest, e[i].present, e[i].damaged, e[i].purged);
	digest_bytes(b->at, b->len, digest);
	*out = scope_copy(d->sc, digest);
	return NULL;
}

const struct fault *desk_refuse_moved(struct desk *d)
{
	const char *stand = NULL;
	if (!d->expected)
		return NULL;
	TRY(desk_stand(d, &stand));
	return strcmp(stand, d->expected) == 0 ? NULL : fault_make(FAULT_CONFLICT, "the package has moved on since "
		"you read it; nothing was recorded. Read it again, and then decide anew");
}

/* --- versions, for who acts on main --- */

/* What main or the journal goes on from, or is. */
static const struct fault *is_shared(const struct desk *d, const struct store_id *id, bool *out)
{
	static const char *const refs[] = { STORE_MAIN, STORE_JOURNAL };
	*out = false;
	for (size_t i = 0; i < countof(refs) && !*out; i++) {
		struct store_id tip = {""};
		TRY(store_tip(d->store, refs[i], &tip));
		if (tip.hex[0])
			TRY(store_follows(d->store, &tip, id, out));
	}
	return NULL;
}

const struct fault *desk_resolve(const struct desk *d, const char *words, struct store_id *out)
{
	struct store_id id = {""};
	bool shared = true;
	TRY(store_resolve(d->store, words, &id));
	if (d->on_main)
		TRY(is_shared(d, &id, &shared));
	if (!shared)
		return fault_make(FAULT_NOT_FOUND, "there is no version \"{version}\"", words);
	*out = id;
	return NULL;
}
