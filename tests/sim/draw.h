/* draw.h: random events, legal and not.  For tests/sim alone. */
#ifndef SIM_DRAW_H
#define SIM_DRAW_H
#include "life.h"

/* What this person tries next, judging by the journal as it knows it; main: evidence's tip, "" if there is none. */
struct life_event *draw_event(struct life *, const struct life_person *, const struct journal *,
                              const struct store_id *main);
/* A note, which anybody appointed may always make. */
struct life_event *draw_note(struct life *, const struct life_person *);
/* Words of a random length, mostly short. */
const char *draw_text(struct life *, size_t *len);
struct store_person draw_person(struct life *, const struct life_person *);
#endif
