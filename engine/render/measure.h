/* measure.h: how much room words take in a cell of a sheet.  For render/ only.
 *
 * Excel fits neither wrapped text nor Japanese by itself. */
#ifndef RENDER_MEASURE_H
#define RENDER_MEASURE_H
#include "base/base.h"

/* Of the longest line of a text, in columns of a terminal: an ideograph takes two. */
int measure_width(const char *);
/* How many lines a text takes in a column that is so many digits wide, in Arial, wrapped at blanks and hyphens. */
int measure_lines(const char *, int width, bool bold);
#endif
