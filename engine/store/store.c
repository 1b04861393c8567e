/* store.c: calls go to the implementation. */
#include "base/base.h"
#include "store/store.h"
#include "store/write.h"

const struct fault *store_tip(struct store *s, const char *ref, struct store_id *id) { return s->ops->tip(s, ref, id); }

const struct fault *store_walk(struct store *s, const struct store_id *from, size_t limit, store_visit *visit,
                               void *context)
{
	return s->ops->walk(s, from, limit, visit, context);
}

const struct fault *store_resolve(struct store *s, const char *words, struct store_id *id)
{
	return s->ops->resolve(s, words, id);
}

const struct fault *store_entry(struct store *s, const struct store_id *commit, const char *path, struct store_id *id)
{
	return s->ops->entry(s, commit, path, id);
}

const struct fault *store_file(struct scope *sc, struct store *s, const struct store_id *commit, const char *path,
                               const char **bytes, size_t *len)
{
	return s->ops->file(sc, s, commit, path, bytes, len);
}

const struct fault *store_names(struct scope *sc, struct store *s, const struct store_id *commit, const char *folder,
                                const char *const **names, size_t *count)
{
	return s->ops->names(sc, s, commit, folder, names, count);
}

const struct fault *store_source_at(struct scope *sc, struct store *s, const struct store_id *id, struct source **out)
{
	return s->ops->at(sc, s, id, out);
}

const struct fault *store_source_work(struct scope *sc, struct store *s, struct source **out)
{
	return s->ops->work(sc, s, out);
}

const struct fault *store_lock(struct scope *sc, struct store *s) { return s->ops->lock(sc, s); }

const struct fault *store_changes(struct scope *sc, struct store *s, const struct store_change **changes, size_t *count)
{
	return s->ops->changes(sc, s, changes, count);
}

const struct fault *store_save(struct scope *sc, struct store *s, const struct store_person *person,
                               const char *message, struct store_id *id)
{
	return s->ops->save(sc, s, person, message, id);
}

const struct fault *store_attach(struct scope *sc, struct store *s, int fd, const char *path, int how)
{
	return s->ops->attach(sc, s, fd, path, how);
}

const struct fault *store_purge(struct scope *sc, struct store *s, const char *path, char digest[DIGEST_TEXT])
{
	return s->ops->purge(sc, s, path, digest);
}

const struct fault *store_beside(struct scope *sc, struct store *s, const char *id, struct store **out)
{
	return s->ops->beside(sc, s, id, out);
}

const struct fault *store_take(struct store *s, struct store *from, const struct store_id *id)
{
	if (s->ops->take != from->ops->take)
		return fault_make(FAULT_REFUSED, "%s and %s are not kept in the same way", s->name, from->name);
	return s->ops->take(s, from, id);
}

const struct fault *store_write(struct scope *sc, struct store *s, const char *path, const char *bytes, size_t len)
{
	return s->ops->write(sc, s, path, bytes, len);
}

const struct fault *store_restore(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                  size_t *count)
{
	return s->ops->restore(sc, s, id, path, count);
}

const struct fault *store_touched(struct scope *sc, struct store *s, const struct store_id *from, const char *path,
                                  const struct store_id *until, store_visit *visit, void *context)
{
	return s->ops->touched(sc, s, from, path, until, visit, context);
}

const struct fault *store_follows(struct store *s, const struct store_id *later, const struct store_id *earlier, bool *out)
{
	return s->ops->follows(s, later, earlier, out);
}

const struct fault *store_filter(struct store *s, bool clean, FILE *in, FILE *out)
{
	return s->ops->filter(s, clean, in, out);
}

const struct fault *store_prepare(struct scope *sc, struct store *s, const struct store_append *append,
                                  struct store_id *id)
{
	return s->ops->prepare(sc, s, append, id);
}

const struct fault *store_publish(struct store *s, const char *ref, const struct store_id *expected,
                                  const struct store_id *next)
{
	return s->ops->publish(s, ref, expected, next);
}

const struct fault *store_name_tag(struct store *s, const char *tag, const struct store_id *id)
{
	return s->ops->name_tag(s, tag, id);
}
