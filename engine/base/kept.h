/* kept.h: numbers that were worked out from some content, kept by its digest in a file that may vanish.  For everyone
 * who holds the content itself.
 *
 * Nothing is believed that does not look as it was written: a line is used only if its own digest fits it, so that the
 * file, or any byte of it, may be lost or changed at any moment, and the answer is then worked out again.  Whoever asks
 * has digested the bytes in hand; a name or a pointer is no digest. */
#ifndef BASE_KEPT_H
#define BASE_KEPT_H
#include "base/base.h"
#include "base/digest.h"
#include "base/scope.h"

struct kept;
/* file: NULL keeps nothing.  made_by: what works the numbers out, with its version: those of another are not used. */
struct kept *kept_open(struct scope *, const char *file, const char *made_by);
bool kept_find(const struct kept *, const char digest[DIGEST_TEXT], int *number);
void kept_add(struct kept *, const char digest[DIGEST_TEXT], int number);
/* Write what was added, beside what is there; all or nothing, and where it cannot be written nothing is kept. */
void kept_save(struct kept *);
#endif
