/* take_private.h: what comes from outside, while it is made into changes.  For desk/take*.c alone. */
#ifndef DESK_TAKE_PRIVATE_H
#define DESK_TAKE_PRIVATE_H
#include "desk/desk_private.h"
#include "desk/take.h"

struct take {
	struct desk *desk;
	struct package *package;        /* as it would be so far */
	struct doubts *doubts;
	struct { struct take_table *at; size_t count, cap; } tables;
	struct { struct overlay_file *at; size_t count, cap; } files;
	struct store_id tip;            /* that main had */
	struct taken_names said;        /* which column is which, now */
	bool left;                      /* one that was stopped left its files unsaved */
	struct { struct overlay_file *at; size_t count, cap; } attached;       /* shown with the files; stored apart */
	struct attaching_wishes wishes; /* attachments, as edit_attach() takes them */
	struct attaching attaching;     /* what becomes of them */
	struct names set;
};

/* A file's bytes as they would be so far; none where there is none. */
const struct fault *take_bytes(struct take *, const char *path, const char **bytes, size_t *len) MUST_USE;
/* take_columns.c.  Heads that somebody explains now, in front of those that the package remembers. */
const struct taken_names *take_names(struct take *, const struct taken_names *said);
/* What was said now, and found in a table, into columns.csv. */
const struct fault *take_remember(struct take *) MUST_USE;
#endif
