/* purged.c: content that was removed on purpose: no door takes it in, none gives it out, wherever it still lies. */
#include "base/base.h"
#include "store/store_private.h"

bool store_is_purged(const struct store *s, const char *digest)
{
	return s->purged && s->purged(s->purged_context, digest);
}

const struct fault *store_refuse_purged(const struct store *s, const char *digest, const char *file)
{
	return store_is_purged(s, digest) ? fault_make(FAULT_REFUSED, "{file} holds what was removed from the package "
		"on purpose, and it does not come back; take the file out of the package's folder", file) : NULL;
}

/* --- a source without it --- */

struct without { struct store *store; struct source *under; };

static const struct fault *list(struct scope *sc, struct source *s, const struct source_entry **out, size_t *count)
{
	const struct without *w = s->state;
	const struct source_entry *all = NULL;
	TRY(source_list(sc, w->under, &all, count));
	struct source_entry *kept = NEWS(sc, struct source_entry, *count + 1);
	for (size_t i = 0; i < *count; i++) {
		kept[i] = all[i];
		if (all[i].kind != SOURCE_ATTACHMENT || !store_is_purged(w->store, all[i].digest))
			continue;
		kept[i].purged = true;
		kept[i].present = kept[i].damaged = false;
	}
	*out = kept;
	return NULL;
}

static const struct fault *read_file(struct scope *sc, struct source *s, const char *path, const char **bytes,
                                     size_t *len)
{
	return source_read(sc, ((const struct without *)s->state)->under, path, bytes, len);
}

static const struct fault *open_content(struct source *s, const struct source_entry *e, int *fd)
{
	const struct without *w = s->state;
	if (store_is_purged(w->store, e->digest))
		return fault_make(FAULT_REFUSED, "the content of {file} was removed on purpose", e->path);
	return source_open(w->under, e, fd);
}

struct source *store_without_purged(struct scope *sc, struct store *s, struct source *under)
{
	static const struct source_ops ops = { list, read_file, open_content };
	if (!s->purged)
		return under;
	struct without *w = NEW(sc, struct without);
	struct source *out = NEW(sc, struct source);
	*w = (struct without){ s, under };
	*out = *under;
	out->ops = &ops;
	out->state = w;
	return out;
}

/* --- what came with a copy --- */

/* Another one whenever one more is purged. */
static const char *mark_of(struct scope *sc, const struct names *digests)
{
	char *out = scope_alloc(sc, DIGEST_TEXT, 1);
	const char *all = list_join(sc, digests, "\n");
	digest_bytes(all, strlen(all), out);
	return out;
}

const struct fault *store_remove_purged(struct scope *sc, struct store *s, const struct names *digests)
{
	struct source *work = NULL;
	const struct source_entry *all = NULL;
	size_t count = 0;
	for (size_t i = 0; i < digests->count; i++) {
		struct source_entry e = { .path = digests->at[i], .kind = SOURCE_ATTACHMENT };
		snprintf(e.digest, sizeof e.digest, "%s", digests->at[i]);
		TRY(s->history->forget(s, &e));
	}
	if (digests->count == 0)
		return NULL;
	if (s->history->clear)
		TRY(s->history->clear(s, mark_of(sc, digests)));
	if (!s->work)
		return NULL;
	TRY(s->work->source(sc, s, &work));
	TRY(source_list(sc, work, &all, &count));
	for (size_t i = 0; i < count; i++)
		if (all[i].kind == SOURCE_ATTACHMENT && all[i].present && list_has(digests, all[i].digest))
			TRY(s->work->purge(sc, s, &all[i]));
	return NULL;
}
