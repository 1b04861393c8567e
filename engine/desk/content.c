/* content.c: content that comes and goes by its digest. */
#include "desk/content.h"
#include "desk/desk_private.h"
#include <sys/stat.h>
#include <unistd.h>

bool desk_content_is_purged(const struct desk *d, const char *digest)
{
	return fold_purge(d->journal->fold, digest) != NULL;
}

/* Of no size that anybody said; what is empty has no content beside git. */
static struct source_entry entry_of(const char *digest)
{
	struct source_entry e = { .path = digest, .kind = SOURCE_ATTACHMENT, .size = 1 };
	snprintf(e.digest, sizeof e.digest, "%s", digest);
	return e;
}

const struct fault *desk_content_open(const struct desk *d, const char *digest, int *fd, uint64_t *size)
{
	const struct source_entry e = entry_of(digest);
	struct stat st;
	TRY(store_open(d->store, &(struct store_id){""}, &e, fd));
	if (fstat(*fd, &st) != 0) {
		close(*fd);
		return fault_errno("{file}", digest);
	}
	*size = (uint64_t)st.st_size;
	return NULL;
}

static const struct fault *refuse_purged(const struct desk *d, const char *digest)
{
	return desk_content_is_purged(d, digest) ? fault_make(FAULT_REFUSED, "content {digest.12} was removed on "
		"purpose; it does not come back", digest) : NULL;
}

static const struct fault *compare(int fd, const char *digest)
{
	char found[DIGEST_TEXT];
	uint64_t size = 0;
	TRY(digest_fd(fd, digest, found, &size));
	return strcmp(found, digest) == 0 ? NULL : fault_make(FAULT_USAGE, "what came is not the content {digest.12} "
		"that it was sent as; send it again", digest);
}

/* A purge that came meanwhile holds: it is asked again under the lock, and the content goes. */
static const struct fault *settle(struct desk *d, const char *digest)
{
	SCOPE(turn);
	const struct source_entry e = entry_of(digest);
	TRY(store_lock(turn, d->store));
	TRY(desk_refresh(d, false));
	if (!desk_content_is_purged(d, digest))
		return NULL;
	TRY(store_unkeep(d->store, &e));
	return refuse_purged(d, digest);
}

const struct fault *desk_content_take(struct desk *d, int fd, const char *digest)
{
	SCOPE(turn);
	const char *pointer = NULL;
	struct source_entry what;
	size_t len = 0;
	bool fresh = false;
	TRY(refuse_purged(d, digest));
	TRY(compare(fd, digest));
	TRY(store_keep(turn, d->store, fd, digest, &pointer, &len, &what, &fresh));
	return settle(d, digest);
}

/* Without the lock, for a batch asks a thousand times; a sweep looks at a file's age right before it removes it. */
const struct fault *desk_content_renew(struct desk *d, const char *digest)
{
	const struct source_entry e = entry_of(digest);
	return store_renew(d->store, &e);
}

const char *desk_content_name(struct scope *sc, const struct desk *d, const char *digest)
{
	SCOPE(turn);
	struct store_id main = {""};
	struct source *source = NULL;
	const struct source_entry *all = NULL;
	size_t count = 0;
	/* a name is for people; without one they see the digest */
	if (FAILED(store_tip(d->store, STORE_MAIN, &main)) || !main.hex[0]
	    || FAILED(store_source_at(turn, d->store, &main, &source))
	    || FAILED(source_list(turn, source, &all, &count)))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (all[i].kind == SOURCE_ATTACHMENT && strcmp(all[i].digest, digest) == 0)
			return scope_copy(sc, all[i].path);
	return NULL;
}
