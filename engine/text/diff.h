/* diff.h: which runs of two sequences are the same, in order.  For every floor from template/ up to render/.
 *
 * Sequences are of numbers: equal things have equal numbers (diff_intern).
 * Elements that stand once on both sides anchor the rest (patience), the
 * gaps between are aligned by Myers' algorithm in linear space, with a
 * limit on its cost: past it a gap is left as wholly different, so that
 * time stays bounded whatever the input. */
#ifndef TEXT_DIFF_H
#define TEXT_DIFF_H
#include "base/base.h"
#include "base/scope.h"

struct diff_run { size_t a, b, len; };          /* len elements from a[a] are those from b[b] */
struct diff_runs { struct diff_run *at; size_t count, cap; };

/* Runs in rising order; neighbours that touch on both sides are one. */
void diff_align(struct scope *, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                struct diff_runs *);

/* Texts to numbers: equal bytes, equal number. */
struct diff_names;
struct diff_names *diff_names(struct scope *);
uint32_t diff_intern(struct diff_names *, const char *text, size_t len);
#endif
