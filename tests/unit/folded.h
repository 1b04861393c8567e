/* folded.h: a fold written out, for who compares two; without cmocka, for the fuzzers too. */
#ifndef FOLDED_H
#define FOLDED_H
#include "base/buf.h"
#include "journal/fold.h"

/* Everything a fold knows, as text. counts: the counters of events too. */
static inline const char *history_dump(struct scope *sc, const struct fold *f, bool counts)
{
	struct buf *b = buf_new(sc);
#define S(s) ((s) ? (s) : "-")
	if (counts)
		buf_printf(b, "events %zu refused %zu\n", f->event_count, f->refused_count);
	buf_printf(b, "workflow %s package %s template %s snapshot %s by %s\n", f->workflow ? f->workflow->initial
	           : "-", S(f->package),
	           S(f->template_name), S(f->snapshot), S(f->template_event));
	buf_printf(b, "state %s on %s by %s record %s round %d heard %s from %s\n", S(f->state), S(f->entered_on),
	           S(f->entered_by),
	           S(f->record), f->round, S(f->last_heard), S(f->last_heard_from));
	for (size_t i = 0; i < f->back.count; i++)
		buf_printf(b, "back %s %s\n", f->back.state[i], f->back.from[i]);
	for (size_t i = 0; i < f->people.count; i++) {
		const struct fold_person *p = &f->people.at[i];
		const struct names *lists[] = { &p->roles, &p->addresses, &p->keys };
		buf_printf(b, "person %s <%s>", p->name, p->email);
		for (size_t k = 0; k < countof(lists); k++) {
			buf_char(b, ':');
			for (size_t n = 0; n < lists[k]->count; n++)
				buf_printf(b, " %s", lists[k]->at[n]);
		}
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < f->sign_offs.count; i++) {
		const struct fold_sign_off *s = &f->sign_offs.at[i];
		buf_printf(b, "sign-off %s %s %s %s %s %s %s %s %s %s\n", s->element, s->digest, s->role, s->name,
		           s->email, s->meaning,
		           s->canon, s->as_of, S(s->evidence), s->event);
	}
	for (size_t i = 0; i < f->seals.count; i++) {
		const struct fold_seal *s = &f->seals.at[i];
		buf_printf(b, "seal %d round %d %s %s %s %s delivered %s exports %zu\n", s->number, s->round,
		           s->evidence, s->as_of,
		           s->manifest, s->event, S(s->delivered_on), s->export_count);
	}
	for (size_t i = 0; i < f->uses.count; i++)
		buf_printf(b, "use %s %s %s\n", f->uses.at[i].alias, f->uses.at[i].package, f->uses.at[i].pinned);
	for (size_t i = 0; i < f->remarks.count; i++) {
		const struct fold_remark *r = &f->remarks.at[i];
		buf_printf(b, "remark %d %d %s for %s due %s on %s %s %s %s %s by %s %s closed %s %s:", r->number,
		           r->state, r->severity, S(r->owner),
		           S(r->due), S(r->path), S(r->exact), S(r->row), S(r->page), S(r->element), r->email,
			S(r->reported_by), S(r->closed_on),
		           S(r->closed_by));
		for (size_t k = 0; k < r->requirements.count; k++)
			buf_printf(b, " %s", r->requirements.at[k]);
		for (size_t k = 0; k < r->answers.count; k++)
			buf_printf(b, " answer %s %s %s %s", r->answers.at[k].disposition, S(r->answers.at[k].version),
			           S(r->answers.at[k].duplicate_of),
			           r->answers.at[k].email);
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < f->keys.count; i++) {
		const struct fold_key *k = &f->keys.at[i];
		buf_printf(b, "key %s of %s %s to %s since %s by %s ended %s %s revoked %s\n", k->line, k->email,
		           S(k->from), S(k->until), k->since, k->event, S(k->ended_on), S(k->ended_by),
		           S(k->revoked_from));
	}
	for (size_t i = 0; i < f->vouchers.count; i++)
		buf_printf(b, "voucher %s of %s by %s\n", f->vouchers.at[i].line, f->vouchers.at[i].of,
		           f->vouchers.at[i].by);
	for (size_t i = 0; i < f->waivers.count; i++) {
		const struct fold_waiver *w = &f->waivers.at[i];
		buf_printf(b, "waiver %s %s %s until %s by %s %s on %s %s withdrawn %s\n", w->finding, w->rule,
		           S(w->path), w->until, w->name, w->role, w->as_of, w->event, S(w->withdrawn_on));
	}
	for (size_t i = 0; i < f->purges.count; i++)
		buf_printf(b, "purge %s %s by %s on %s\n", f->purges.at[i].path, f->purges.at[i].content,
		           f->purges.at[i].name, f->purges.at[i].as_of);
	for (size_t i = 0; i < f->path.count; i++)
		buf_printf(b, "path %s\n", f->path.at[i]);
	return b->at;
#undef S
}
#endif
