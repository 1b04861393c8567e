/* differing.h: what the files of the page of changes share. */
#ifndef RENDER_DIFFERING_H
#define RENDER_DIFFERING_H
#include "render/difference.h"
#include "render/html.h"

/* difference_list.c: the list of changes and what they touch; small things that both parts use. */
void difference_say(struct buf *, const struct difference *, const char *phrase);
void difference_put_kind(struct buf *, const struct difference *, enum compare_kind);
void difference_put_values(struct buf *, const struct compare_change *);
void difference_put_column(struct buf *, const struct difference *, const struct compare_change *);
const struct package_register *difference_register_at(const struct package *, const char *path);
void difference_put_list(struct buf *, const struct difference *);
void difference_put_remarks(struct buf *, const struct difference *);
void difference_put_findings(struct buf *, const struct difference *, const char *head, const struct finding *const *, size_t count);

/* difference_parts.c: changes [from, to) of one file: fields, rows; one attachment; a picture as an address, NULL if it is none. */
void difference_put_fields(struct buf *, const struct difference *, size_t from, size_t to);
void difference_put_register(struct buf *, const struct difference *, size_t from, size_t to);
const struct fault *difference_put_attachment(struct scope *, struct buf *, const struct difference *, size_t index) MUST_USE;
const struct fault *difference_read_picture(struct scope *, const struct difference_state *, const char *path, const char **out) MUST_USE;
#endif
