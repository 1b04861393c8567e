/* keys.c: the keys of a fold, with what can be said of each on the desk's day. */
#include "base/base.h"
#include "base/date.h"
#include "desk/desk_private.h"
#include "store/store.h"
#include "view/keys.h"

static struct sshsig_key name(struct scope *sc, const char *line)
{
	struct sshsig_key out;
	return signing_key_read(sc, line, &out) ? out : (struct sshsig_key){ "", "", line, NULL };
}

static enum keys_state state_of(const struct fold_key *k, const char *today)
{
	if (k->ended_on)
		return k->revoked_from ? KEYS_REVOKED : KEYS_ENDED;
	if (k->from && strcmp(today, k->from) < 0)
		return KEYS_NOT_YET;
	return k->until && strcmp(today, k->until) > 0 ? KEYS_EXPIRED : KEYS_COUNTS;
}

static const char *text(const char *s) { return s ? s : ""; }

static void add_vouched(struct scope *sc, struct keys_list *out, const struct fold *f, const struct fold_voucher *v)
{
	const struct fold_person *of = fold_person(f, v->of), *by = fold_person(f, v->by);
	struct sshsig_key key = name(sc, v->line);
	struct keys_vouched *row = NULL;
	for (size_t i = 0; i < out->rows.count; i++)
		if (strcmp(out->rows.at[i].fingerprint, key.fingerprint) == 0)
			return;                 /* it counts, or did */
	for (size_t i = 0; i < out->vouched.count; i++)
		if (strcmp(out->vouched.at[i].fingerprint, key.fingerprint) == 0)
			row = &out->vouched.at[i];
	if (!row) {
		row = LIST_ADD(sc, &out->vouched);
		*row = (struct keys_vouched){ of ? of->name : v->of, key.fingerprint, {0}, f->workflow->vouch.count };
	}
	*LIST_ADD(sc, &row->by) = by ? by->name : v->by;
}

struct keys_list *keys_of(struct scope *sc, const struct desk *d)
{
	char today[DATE_TEXT];
	const struct fold *f = d->journal->fold;
	struct keys_list *out = NEW(sc, struct keys_list);
	date_print(d->today, today);
	for (size_t i = 0; i < f->keys.count; i++) {
		const struct fold_key *k = &f->keys.at[i];
		struct sshsig_key key = name(sc, k->line);
		*LIST_ADD(sc, &out->rows) = (struct keys_row){ state_of(k, today), k->name, k->email, key.fingerprint,
			key.type, k->since, k->event, text(k->from), text(k->until), text(k->ended_on),
			text(k->revoked_from), k->line };
	}
	for (size_t i = 0; i < f->vouchers.count; i++)
		add_vouched(sc, out, f, &f->vouchers.at[i]);
	return out;
}

const char *keys_state_name(enum keys_state s)
{
	static const char *const names[] = { "counts", "not-yet", "expired", "ended", "revoked" };
	return names[s];
}

const struct phrase *keys_say(struct scope *sc, const struct keys_row *r)
{
	switch (r->state) {
	case KEYS_COUNTS:
		return phrase_keep(sc, *r->until ? PHRASE("counts since {day}, until {until}", r->since, r->until)
			: PHRASE("counts since {day}", r->since));
	case KEYS_NOT_YET: return phrase_new(sc, "counts from {day} on", r->from);
	case KEYS_EXPIRED: return phrase_new(sc, "counted until {day}", r->until);
	case KEYS_ENDED:   return phrase_new(sc, "counted from {day}, ended on {ended}", r->since, r->ended);
	case KEYS_REVOKED: break;
	}
	return phrase_new(sc, "revoked on {day}; not to be believed from {from} on", r->ended, r->not_believed);
}
