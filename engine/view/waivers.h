/* waivers.h: the findings that people accept, and whether each waiver still counts; for commands and renderers. */
#ifndef VIEW_WAIVERS_H
#define VIEW_WAIVERS_H
#include "base/fault.h"
#include "base/finding.h"
#include "journal/fold.h"

enum waivers_state { WAIVERS_IN_FORCE, WAIVERS_EXPIRED, WAIVERS_WITHDRAWN, WAIVERS_ENDED };

struct waivers_row {
	const struct fold_waiver *of;
	const char *message;                    /* of the finding, as it was accepted, in the first language */
	const struct finding *present;          /* the same one now; NULL: it is gone */
	const char *reason;
	enum waivers_state state;
};
struct waivers { struct waivers_row *at; size_t count, cap; };

/* "in force", "expired", "withdrawn", "ended: ..."; a word of the catalogue. */
const char *waivers_state_name(enum waivers_state);

struct desk;
/* All of them, held against the work tree on the desk's day. */
const struct fault *waivers_of(struct desk *, struct waivers *) MUST_USE;
/* The id of the finding that begins with these digits and whose waiver was not taken back; NULL if there is none. */
const char *waivers_find(struct desk *, const char *digits);
#endif
