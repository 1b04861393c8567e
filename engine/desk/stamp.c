/* stamp.c: the bytes of a seal's event, which an authority stamps. */
#include "base/base.h"
#include "desk/desk_private.h"
#include "store/audit.h"

const struct fault *desk_seal_bytes(struct scope *sc, struct desk *d, const char *event, const char **bytes,
                                    size_t *len)
{
	struct store_object o;
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", event);
	TRY(store_object(sc, d->store, &id, &o));
	*bytes = o.bytes;
	*len = o.len;
	return NULL;
}

const struct fault *desk_seal_digest(struct scope *sc, struct desk *d, int submittal, char digest[DIGEST_TEXT])
{
	const struct fold *f = d->journal->fold;
	const char *bytes = NULL;
	size_t len = 0;
	if (submittal < 1 || (size_t)submittal > f->seals.count)
		return fault_make(FAULT_NOT_FOUND, "there is no submittal {number}", submittal);
	TRY(desk_seal_bytes(sc, d, f->seals.at[submittal - 1].event, &bytes, &len));
	digest_bytes(bytes, len, digest);
	return NULL;
}
