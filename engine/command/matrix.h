/* matrix.h: the comment-resolution matrix as a workbook: each remark, and what was answered.  For command/. */
#ifndef COMMAND_MATRIX_H
#define COMMAND_MATRIX_H
#include "command/env.h"
#include "desk/desk.h"
#include "view/view.h"

/* For the authority a matrix of its own, where the template has one: its words, our answers, cells that are open.
 * NULL: the template (complete) has none. */
const struct template_profile *matrix_profile(const struct template *, bool theirs);
/* What it shows.  version NULL: the work tree, and for the authority what is saved. */
const struct fault *matrix_view(struct desk *, const struct template_profile *, bool theirs, const char *version,
                                struct view **) MUST_USE;
/* A show_filler for a file .xlsx. */
struct matrix { struct scope *sc; const struct view *v; const char *profile; };
const struct fault *matrix_fill(void *matrix, const char *path) MUST_USE;
/* What is to be done when it is sent. */
void matrix_show_next(struct scope *, const struct env *, const struct template_profile *, const char *path);

/* After a return: the authority's matrix as a new file, which never takes the place of one that is there.  path NULL:
 * beside the package's folder, by a name of its own.  *out: where it was written; NULL: the template has none. */
const struct fault *matrix_write_new(struct scope *, struct desk *, int submittal, const char *path,
                                     const char **out) MUST_USE;
#endif
