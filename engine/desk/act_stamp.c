/* act_stamp.c: an authority's stamp of the time on a seal: asked for, held against it, recorded. */
#include "base/base.h"
#include "base/date.h"
#include "desk/act_private.h"
#include "store/stamp.h"

const struct fault *act_stamp_request(struct scope *sc, struct desk *d, int submittal, const char **bytes, size_t *len)
{
	char digest[DIGEST_TEXT];
	unsigned char *out = scope_alloc(sc, STAMP_REQUEST, 1);
	TRY(desk_seal_digest(sc, d, submittal, digest));
	stamp_request(digest, out);
	*bytes = (const char *)out;
	*len = STAMP_REQUEST;
	return NULL;
}

const struct fault *act_stamp_ask(struct scope *sc, struct desk *d, int submittal, const char *url, const char **bytes,
                                  size_t *len)
{
	char digest[DIGEST_TEXT];
	TRY(desk_seal_digest(sc, d, submittal, digest));
	return stamp_ask(sc, d->store->tmp, url, digest, bytes, len);
}

/* Of this seal, and not of a day to come. */
static const struct fault *take_stamp(struct acting *a, const struct act_stamp *s, char day[DATE_TEXT])
{
	struct stamp said;
	const struct phrase *why = NULL;
	char digest[DIGEST_TEXT];
	TRY(desk_seal_digest(a->sc, a->desk, s->submittal, digest));
	if (!stamp_read(a->sc, s->bytes, s->len, &said, &why))
		return fault_of(FAULT_REFUSED, why);
	if (strcmp(said.digest, digest) != 0)
		return fault_make(FAULT_REFUSED, "it stamps something else than the seal of submittal {number}; "
			"nothing was recorded", s->submittal);
	date_print(date_at(said.time, a->desk->offset), day);
	if (strcmp(day, event_get(a->event, EVENT_AS_OF_FIELD)) > 0)
		return fault_make(FAULT_REFUSED, "it is stamped {day}, which lies ahead of the day here; one of the "
			"clocks is wrong", day);
	return NULL;
}

static const struct fault *stamp_once(struct desk *d, const struct act_stamp *s)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	char day[DATE_TEXT];
	TRY(act_begin(a, sc, d, EVENT_STAMPED));
	TRY(act_choose_role(a, s->role));
	TRY(take_stamp(a, s, day));
	act_add_file(a, DESK_STAMP, s->bytes, s->len);
	ACT_SET(SUBMITTAL, scope_printf(sc, "%d", s->submittal));
	ACT_SET(OCCURRED, day);
	ACT_SET(MEANS, s->from);
	return act_finish(a);
}

const struct fault *act_stamp(struct desk *d, const struct act_stamp *s)
{
	return ACT_AGAIN(d, stamp_once(d, s));
}
