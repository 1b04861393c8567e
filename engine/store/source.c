/* source.c: calls go to the implementation. */
#include "base/base.h"
#include "store/source.h"

const struct fault *source_list(struct scope *sc, struct source *s, const struct source_entry **entries, size_t *count)
{
	return s->ops->list(sc, s, entries, count);
}

const struct fault *source_read(struct scope *sc, struct source *s, const char *path, const char **bytes, size_t *len)
{
	return s->ops->read(sc, s, path, bytes, len);
}

const struct fault *source_open(struct source *s, const struct source_entry *entry, int *fd)
{
	return s->ops->open(s, entry, fd);
}
