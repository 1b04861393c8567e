/* outcomes.h: what the authority said in a workbook that came back, as a page.  For command/ and web/. */
#ifndef RENDER_OUTCOMES_H
#define RENDER_OUTCOMES_H
#include "base/buf.h"
#include "intake/outcome.h"
#include "package/package.h"

/* A page that needs no other file: what is to be looked at first, then each thing that was said. */
void outcomes_put(const struct outcomes *, const struct package *, const struct reader *, struct buf *);
/* The same without head and foot, for a page that has its own; and what is to be looked at by itself. */
void outcomes_put_all(const struct outcomes *, const struct reader *, struct buf *);
void outcomes_put_doubts(struct buf *, const struct reader *, const struct doubts *);
/* What becomes of a line, in a word. */
const char *outcomes_word(enum outcome_what);
#endif
