/* people.h: several people at once, and yet always the same.  For tests/sim alone.
 *
 * Each person is a thread with what a thread has of its own (errno, libgit2's last error, the ring of faults), but only
 * one runs at a time: at a call to the disc the seed may hand the turn to another.  To the engine they are processes:
 * each can be killed, after which its calls do nothing any more. */
#ifndef SIM_PEOPLE_H
#define SIM_PEOPLE_H
#include "chance.h"

enum { PEOPLE_MAX = 4, PEOPLE_DRIVER = PEOPLE_MAX };

struct people_turn { void (*act)(void *); void *context; };

/* Who is running: 0 to PEOPLE_MAX - 1, or PEOPLE_DRIVER. */
int people_current(void);
/* Let them act, one after the other up to the first call, then as the seed says; returns when all have ended. */
void people_run(struct chance *, const struct people_turn *, size_t count);
/* Alone, on the driver's thread, as this person: a thread's own things are then the driver's. */
void people_run_alone(int person, const struct people_turn *);
/* The turn may go to another here; must: it does if there is another. */
void people_pause(bool must);

bool people_is_dead(void);
bool people_has_died(int person);
void people_kill(int person);
void people_kill_all(void);
/* They live again, as new processes. */
void people_revive(void);
/* The number that getpid() gives; this person's process ends and another begins; is there a process of this number? */
int people_process(void);
void people_begin_process(int person);
bool people_is_process(int number);
#endif
