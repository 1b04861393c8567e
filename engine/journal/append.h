/* append.h: the one way to make history.  For desk/act.c and desk/push.c alone. */
#ifndef JOURNAL_APPEND_H
#define JOURNAL_APPEND_H
#include "journal/journal.h"

struct append_file { const char *path; const void *bytes; size_t len; };

/* The exact bytes of the commit object that journal_append() would write for an event, which must bear its id, where
 * the journal stands now.  Nothing refers to it: whoever signs has these bytes first, and then appends with the
 * signature as a header (gpgsig).  FAULT_REFUSED for what cannot be recorded; the fold judges as it is appended. */
const struct fault *journal_compose(struct scope *, struct journal *, const struct event *, const struct store_person *,
                                    const struct append_file *, size_t file_count, const char **bytes,
                                    size_t *len) MUST_USE;
/* A header of the commit, of one line or several; such as the signature over what journal_compose() gave. */
struct append_header { const char *name, *value; };
/* journal_append() with headers.  The bytes signed are those written only while nobody else has appended. */
const struct fault *journal_append_signed(struct journal *, struct event *, const struct store_person *,
                                          const struct append_file *, size_t file_count, const struct append_header *,
                                          size_t header_count) MUST_USE;
/* Append an event: judged by the fold, written, read back and folded, made durable, published by
 * compare-and-swap.  The store's lock must be held since before the journal was read.
 * The journal and its fold then stand at the new event.  If refused, nothing has changed. */
const struct fault *journal_append(struct journal *, struct event *, const struct store_person *,
                                 const struct append_file *, size_t file_count) MUST_USE;
/* Events that came from elsewhere, and were judged as they would stand: the journal goes on from one event to another,
 * durably.  FAULT_CONFLICT if it does not stand at the first.  The lock must be held. */
const struct fault *journal_forward(struct store *, const struct store_id *from, const struct store_id *to) MUST_USE;
/* What is recorded already is made sure of: on the disc, as an append leaves it. */
const struct fault *journal_secure(struct journal *) MUST_USE;
#endif
