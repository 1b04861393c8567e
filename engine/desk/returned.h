/* returned.h: the workbook of a submittal that came back from the authority.  For desk/ and command/.
 *
 * The file itself becomes a letter received; what it says becomes the
 * authority's remarks, each on its checklist line, reported by whom and
 * when.  The same file twice, or a second file that says the same again,
 * changes nothing. */
#ifndef DESK_RETURNED_H
#define DESK_RETURNED_H
#include "desk/act.h"
#include "intake/outcome.h"

/* Is it one of our own that the authority has not to answer?  Then it is taken (take.h).  The template is complete. */
bool returned_is_own(const struct desk *, const struct workbook *);
/* Held against the workbook of the submittal's export; a matrix against the letter by which it was sent.  exported:
 * that workbook as a file where this copy does not have it, name NULL: it has; its digest must be a recorded one.
 * file: the returned one, for its digest.  FAULT_REFUSED: it is no workbook of a submittal of this package.
 * FAULT_NOT_FOUND, with what to do: the workbook of the export cannot be had. */
const struct fault *returned_read(struct desk *, const struct workbook *, const struct act_paper *file,
                                  const struct act_paper *exported, struct outcomes **) MUST_USE;
/* Record it: the letter, then one event an item; what is recorded already is passed over, so that doing it again
 * completes it.  o: office, days; its letter is the file.  severity: of remarks that bear none, or NULL; owner, due as
 * act_remark takes them.  All is tried before the first event is written. */
struct returned_wish { const char *severity, *owner, *due; };
const struct fault *returned_record(struct desk *, struct outcomes *, const struct act_options *o,
                                    const struct returned_wish *) MUST_USE;
#endif
