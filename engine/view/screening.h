/* screening.h: what decides go or no-go, laid down as one page.  For everyone above view/. */
#ifndef VIEW_SCREENING_H
#define VIEW_SCREENING_H
#include "base/list.h"
#include "package/package.h"

enum screening_verdict { SCREENING_GO, SCREENING_ASK, SCREENING_STOP };

struct screening_line {
	const struct template_question *question;
	const char *answer, *source;            /* "" if open */
	struct { const struct template_code **at; size_t count, cap; } codes;  /* what the answer means */
};
struct screening {
	const struct package *package;
	size_t language;                        /* of the template's texts */
	struct { struct screening_line *at; size_t count, cap; } lines;
	struct findings *findings;              /* those about the register of the screening */
	enum screening_verdict verdict;            /* STOP: an error; ASK: a warning or an open question */
};

/* NULL if the template asks nothing. */
struct screening *screening_of(struct scope *, const struct package *, size_t language, const struct findings *);
struct desk;
/* Of the work tree; FAULT_REFUSED if the template asks nothing. */
const struct fault *screening_take(struct desk *, struct screening **) MUST_USE;
const char *screening_verdict_name(enum screening_verdict);
#endif
