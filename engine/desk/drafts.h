/* drafts.h: remarks that somebody is still writing.  For desk/, command/ and web/.
 *
 * They are seen by who writes them alone, and stand in no version and no event: in a small database of this copy, or
 * of the home where a team is served.  Sent together they become remarks, each under the id its draft had, so that
 * none is recorded twice. */
#ifndef DESK_DRAFTS_H
#define DESK_DRAFTS_H
#include "desk/act.h"

struct drafts;
struct draft { const char *id, *day, *text; struct act_remark of; };
struct draft_list { struct draft *at; size_t count, cap; };

/* Of the person at the desk, in its package.  home: the home's database; NULL: the copy's own, made where it is
 * missing; FAULT_REFUSED where the copy has no folder. */
struct book;
const struct fault *drafts_open(struct scope *, struct desk *, struct book *home, struct drafts **) MUST_USE;
/* Keep one; refused as the remark would be refused.  One that is kept already, the same in all it says, is not kept
 * twice: the button was pressed again.  once: a word of who asks, NULL for none; the same asked again with it is the
 * same draft even where that was sent since. */
const struct fault *drafts_keep(struct drafts *, const struct act_remark *, const char *text,
                                const char *once) MUST_USE;
/* The oldest first; those that were sent are gone. */
const struct fault *drafts_read(struct scope *, struct drafts *, struct draft_list *) MUST_USE;
/* FAULT_NOT_FOUND: there is none with this id. */
const struct fault *drafts_drop(struct drafts *, const char *id) MUST_USE;
/* Record all of them, one event each, or none where one of them is refused.  Where the desk rehearses nothing is
 * recorded, and desk_rehearsed() tells all events.  role: NULL, the person's first that may. */
const struct fault *drafts_send(struct drafts *, const char *role, size_t *count) MUST_USE;
#endif
