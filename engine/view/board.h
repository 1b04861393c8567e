/* board.h: a line a package, of many: where it stands, how far it is, what it lacks.  For web/ and render/. */
#ifndef VIEW_BOARD_H
#define VIEW_BOARD_H
#include "base/list.h"
#include "base/fault.h"

struct board_row {
	/* state: its id; due: "" if no clock runs; last: the day of the last event */
	const char *package, *title, *state, *since, *due, *last, *marking;
	const char *state_title, *owner;                                /* in the reader's language */
	const char *address;            /* where its pages are; whoever serves them sets it */
	bool authority, stops, final;
	int today;                      /* in the package's zone */
	size_t waits;                   /* things that wait for the person at the desk */
	size_t done, applies, errors, warnings, remarks, stand, asked;
};
struct board_unread { const char *name, *why; };
struct board {
	struct board_row *at;
	size_t count, cap;
	struct { struct board_unread *at; size_t count, cap; } unread;  /* packages that cannot be read */
};

struct desk;
/* Of main's tip, or the work tree where nothing is saved.  Added to what is there; texts are kept in the scope, the
 * desk may go. */
const struct fault *board_add(struct scope *, struct desk *, struct board *) MUST_USE;
#endif
