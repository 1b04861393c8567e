/* screen.h: what decides go or no-go, laid down as one page. */
#ifndef VIEW_SCREEN_H
#define VIEW_SCREEN_H
#include "base/list.h"
#include "package/package.h"

enum screen_verdict { SCREEN_GO, SCREEN_ASK, SCREEN_STOP };

struct screen_line {
	const struct template_question *question;
	const char *answer, *source;            /* "" if open */
	struct { const struct template_code **at; size_t count, cap; } codes;  /* what the answer means */
};
struct screen {
	struct { struct screen_line *at; size_t count, cap; } lines;
	struct findings *findings;              /* those about the register of the screening */
	enum screen_verdict verdict;            /* STOP: an error; ASK: a warning or an open question */
};

/* NULL if the template asks nothing. */
struct screen *screen_of(struct scope *, const struct package *, const struct findings *);
const char *screen_verdict_name(enum screen_verdict);
#endif
