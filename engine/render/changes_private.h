/* changes_private.h: what the files of the page of changes share.  For render/ only. */
#ifndef RENDER_CHANGES_PRIVATE_H
#define RENDER_CHANGES_PRIVATE_H
#include "render/changes.h"
#include "render/html.h"

/* changes_list.c: the list of changes and what they touch; small things that both parts use. */
#define changes_say(b, d, ...) html_say((b), (d)->reader, __VA_ARGS__)
void changes_put_kind(struct buf *, const struct changes *, enum compare_kind);
void changes_put_values(struct buf *, const struct compare_change *);
void changes_put_column(struct buf *, const struct changes *, const struct compare_change *);
void changes_put_list(struct buf *, const struct changes *);
void changes_put_remarks(struct buf *, const struct changes *);
void changes_put_findings(struct buf *, const struct changes *, const char *head, const struct finding *const *,
                          size_t count);

/* changes_parts.c: changes [from, to) of one file: fields, rows; one attachment; a picture as an address, NULL if it is
 * none. */
void changes_put_fields(struct buf *, const struct changes *, size_t from, size_t to);
void changes_put_register(struct buf *, const struct changes *, size_t from, size_t to);
const struct fault *changes_put_attachment(struct scope *, struct buf *, const struct changes *, size_t index) MUST_USE;
const struct fault *changes_read_picture(struct scope *, const struct changes_state *, const char *path,
                                         const char **out) MUST_USE;

/* changes_remark.c: links to the form for a remark on a place of one side; nothing where nobody can remark. */
struct changes_place { const char *on; int line; const char *row, *column, *field; };
void changes_put_remark(struct buf *, const struct changes *, bool old, const struct changes_place *);
void changes_put_remark_on(struct buf *, const struct changes *, const struct compare_change *, bool old);
void changes_put_remark_behind(struct buf *, const struct changes *, size_t document, size_t group, enum markdown_side);

/* changes_sides.c: the same in two columns; what the columns are. */
void changes_put_beside(struct buf *, const struct changes *, size_t from, size_t to);
void changes_put_captions(struct buf *, const struct changes *);
#endif
