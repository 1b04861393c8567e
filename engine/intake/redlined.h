/* redlined.h: what becomes of what a reader said in a redline of ours, as data.  For command/ and render/. */
#ifndef INTAKE_REDLINED_H
#define INTAKE_REDLINED_H
#include "intake/comments.h"

/* Where a comment was put: at its words, row or field; no nearer than its file; on the package as a whole. */
enum redlined_placed { REDLINED_PLACED, REDLINED_ON_FILE, REDLINED_ON_PACKAGE };

struct redlined_one {
	const struct comments_one *said;
	enum redlined_placed placed;
	bool known;                     /* recorded already: an earlier return of the same document */
	int number;                     /* of the remark; 0: none is made (trial, known) */
	const char *note;               /* the remark's text */
};
struct redlined { struct redlined_one *at; size_t count, cap; };
#endif
