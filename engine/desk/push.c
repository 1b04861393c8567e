/* push.c: what came by a push becomes history, under the lock and behind its judgement. */
#include "desk/desk_private.h"
#include "desk/push_private.h"
#include "journal/append.h"

const struct fault *desk_push_begin(struct scope *sc, struct desk *d, uint64_t most, struct desk_push **out)
{
	struct desk_push *p = NEW(sc, struct desk_push);
	*p = (struct desk_push){ .sc = sc };
	TRY(store_gate_make(sc, d->store, most, &p->gate));
	*out = p;
	return NULL;
}

const char *desk_push_folder(const struct desk_push *p) { return p->gate->folder; }

const struct fault *desk_push_end(struct desk_push *p, size_t *moves)
{
	TRY(store_gate_moves(p->sc, p->gate, &p->moves, &p->count));
	*moves = p->count;
	return NULL;
}

const char *desk_push_names(struct scope *sc, const struct desk_push *p)
{
	struct names names = {0};
	for (size_t i = 0; i < p->count; i++)
		*LIST_ADD(sc, &names) = strcmp(p->moves[i].ref, STORE_MAIN) == 0 ? "main" : "journal";
	return list_join(sc, &names, ", ");
}

const struct store_move *desk_push_move(const struct desk_push *p, const char *ref)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->moves[i].ref, ref) == 0)
			return &p->moves[i];
	return NULL;
}

/* Guards were judged on both, whichever of them moves. */
static const struct fault *require_still(struct desk *d, const struct desk_push *p)
{
	static const char *const refs[] = { STORE_MAIN, STORE_JOURNAL };
	for (size_t i = 0; i < countof(refs); i++) {
		struct store_id now;
		const char *was = "";
		for (size_t k = 0; k < p->gate->count; k++)
			if (strcmp(p->gate->refs[k].name, refs[i]) == 0)
				was = p->gate->refs[k].id.hex;
		TRY(store_tip(d->store, refs[i], &now));
		if (strcmp(now.hex, was) != 0)
			return fault_make(FAULT_CONFLICT, "the package moved on while this was looked at; fetch what "
				"is new, and push again");
	}
	return NULL;
}

const struct fault *desk_push_keep(struct desk *d, const struct desk_push *p)
{
	SCOPE(turn);
	const struct store_move *main = desk_push_move(p, STORE_MAIN), *journal = desk_push_move(p, STORE_JOURNAL);
	TRY(store_lock(turn, d->store));
	TRY(require_still(d, p));
	for (size_t i = 0; i < p->count; i++)
		TRY(store_gate_admit(d->store, p->gate, &p->moves[i]));
	if (main)
		TRY(store_gate_advance(d->store, main));
	if (!journal)
		return NULL;
	TRY(journal_forward(d->store, &journal->from, &journal->to));
	TRY(desk_refresh(d, false));
	return desk_remove_purged(d);
}
