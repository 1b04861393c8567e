/* append.h: the one way to make history.  For desk/act.c alone. */
#ifndef JOURNAL_APPEND_H
#define JOURNAL_APPEND_H
#include "journal/journal.h"

struct append_file { const char *path; const void *bytes; size_t len; };

/* Append an event: judged by the fold, written, read back and folded, made durable, published by
 * compare-and-swap.  The store's lock must be held since before the journal was read.
 * The journal and its fold then stand at the new event.  If refused, nothing has changed. */
const struct fault *journal_append(struct journal *, struct event *, const struct store_person *,
                                 const struct append_file *, size_t file_count) MUST_USE;
#endif
