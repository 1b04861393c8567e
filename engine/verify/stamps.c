/* stamps.c: an authority's stamp of the time is of the seal it stands for, and by whom. */
#include "base/base.h"
#include "base/date.h"
#include "base/file.h"
#include "base/path.h"
#include "store/stamp.h"
#include "verify/verify_private.h"

/* What a stamp says of bytes; NULL: it fits them. */
static const struct phrase *judge_bytes(struct scope *sc, const char *answer, size_t answer_len, const char *bytes,
                                        size_t len, struct stamp *said)
{
	char digest[DIGEST_TEXT];
	const struct phrase *why = NULL;
	digest_bytes(bytes, len, digest);
	if (!stamp_read(sc, answer, answer_len, said, &why))
		return why;
	return strcmp(said->digest, digest) == 0 ? NULL
		: phrase_new(sc, "it stamps something else than its seal");
}

/* Who stamped it, where certificates are named to be asked. */
static void judge_authority(struct findings *fs, struct place at, const char *tmp, const char *answer, size_t len,
                            const struct stamp *said, const char *authorities)
{
	SCOPE(turn);
	enum stamp_signed by = authorities ? stamp_judge(turn, tmp, answer, len, said, authorities) : STAMP_UNKNOWN;
	if (by == STAMP_UNSIGNED)
		finding_add(fs, FINDING_stamp_differs, at, PHRASE("it is not stamped by an authority that was named"));
	if (by == STAMP_UNKNOWN && authorities)
		finding_add(fs, FINDING_stamp_unjudged, at, PHRASE("openssl is not on this machine, so the stamp's "
			"authority was not judged"));
	if (by == STAMP_UNKNOWN && !authorities)
		finding_add(fs, FINDING_stamp_unjudged, at, PHRASE("it is stamped; whether by an authority was not "
			"judged, for none was named"));
}

static void judge_time(struct verifying *v, const struct event *ev, const struct stamp *said)
{
	char day[DATE_TEXT];
	date_print(date_at(said->time, verify_seen_of(v, ev)->zone), day);
	if (strcmp(day, event_get(ev, EVENT_OCCURRED_FIELD)) != 0)
		verify_tell(v, stamp_differs, "the stamp is of {day}, and it says {told}", day,
			event_get(ev, EVENT_OCCURRED_FIELD));
	if (said->time > ev->recorded + VERIFY_CLOCKS)
		verify_tell(v, event_days, "it was recorded before the time that the authority stamped");
}

void verify_stamp(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	const struct fold *f = d->journal->fold;
	const struct fold_seal *seal = &f->seals.at[atoi(event_get(ev, EVENT_SUBMITTAL_FIELD)) - 1];
	struct store_object o;
	struct stamp said;
	struct store_id id = {""};
	const char *answer = NULL;
	size_t len = 0;
	snprintf(id.hex, sizeof id.hex, "%s", seal->event);
	if (MISSED(journal_file(turn, d->journal, ev, DESK_STAMP, &answer, &len))
	    || MISSED(store_object(turn, v->store, &id, &o)))
		return;                 /* told with the files that it holds, and with the objects */
	const struct phrase *why = judge_bytes(turn, answer, len, o.bytes, o.len, &said);
	if (why) {
		verify_tell(v, stamp_differs, "{why}", why);
		return;
	}
	judge_time(v, ev, &said);
	judge_authority(v->out->findings, (struct place){ "journal", (int)v->number, 0 }, v->store->tmp, answer, len,
		&said, v->authorities);
}

void verify_handed_stamp(struct scope *sc, const char *folder, const char *seal_commit, struct verify *out,
                         const char *authorities)
{
	SCOPE(turn);
	const char *bytes = NULL, *answer = NULL, *stamp = path_join(turn, folder, "seal.tsr");
	size_t len = 0, answer_len = 0;
	struct stamp said;
	struct place at = { "seal.tsr", 0, 0 };
	struct stat st;
	bool there;
	char name[41];
	(void)sc;
	/* which of them is missing is told with the list */
	if (MISSED(file_see(stamp, &st, &there)) || !there
	    || MISSED(file_read(turn, stamp, STAMP_MOST, &answer, &answer_len))
	    || MISSED(file_read(turn, path_join(turn, folder, "seal.commit"), SOURCE_TEXT_LIMIT, &bytes, &len)))
		return;
	digest_git("commit", bytes, len, name);
	const struct phrase *why = judge_bytes(turn, answer, answer_len, bytes, len, &said);
	if (why || !seal_commit || strcmp(name, seal_commit) != 0)
		finding_add(out->findings, FINDING_stamp_differs, at, why ? why
			: PHRASE("what is stamped is not the seal that the manifest names"));
	else
		judge_authority(out->findings, at, NULL, answer, answer_len, &said, authorities);
}
