/* source.c: calls go to the implementation. */
#include "base/base.h"
#include "store/source.h"
#include <fcntl.h>

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
	*fd = -1;
	if (entry->size == 0 && entry->present && !entry->raw) {        /* what is empty has no content to be stored */
		*fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
		return *fd < 0 ? fault_errno("{file}", entry->path) : NULL;
	}
	return entry->damaged ? fault_make(FAULT_CORRUPT, "{file} is a damaged LFS pointer, not the file it stands for",
		entry->path) : s->ops->open(s, entry, fd);
}
