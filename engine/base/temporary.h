/* temporary.h: files and folders that are not finished yet.
 * For base/, store/, verify/, text/workbook/office.c, web/, command/ and main.c.
 *
 * One door, so that one sweep finds them all.  Each has a name that
 * begins with a dot, which nobody takes for a file of a package, and
 * that says which process makes it; and it is locked (flock) as long as
 * it is made.  What a dead process left is thereby known, and goes with
 * the next sweep of its folder.
 *
 * What takes its place by a rename lies in that place's folder or in
 * the package's own (.git/sarflow/tmp).  What takes no place, and is
 * made only because a library or a program wants a path, lies in a room
 * of this person's alone. */
#ifndef BASE_TEMPORARY_H
#define BASE_TEMPORARY_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

/* A new file in a folder, open for reading and writing and locked; mode: as of open().  The caller closes fd and
 * renames or removes path.  -1 and errno where it cannot be made; ENOENT: there is no such folder. */
int temporary_open(struct scope *, const char *folder, unsigned mode, const char **path);
/* A new folder in a folder, which is made if missing; removed with all that is in it when the scope ends, unless it was
 * renamed. */
const struct fault *temporary_folder(struct scope *, const char *folder, const char **path) MUST_USE;
/* A new folder that nobody else can enter, removed as one of temporary_folder() is: in `near`, a package's folder of
 * temporaries (store.h), if that is there and can be written; else, or where near is NULL, in the machine's place,
 * which is swept before. */
const struct fault *temporary_room(struct scope *, const char *near, const char **path) MUST_USE;
/* A file without a name, gone when it is closed, however the process ends; NULL and errno.  The caller closes it.  In
 * `near` or the machine's place, as a room is: what may be large belongs on the package's disc. */
FILE *temporary_nameless(const char *near);
/* Where the machine keeps what is not finished, else /tmp.  Once, before there are threads. */
void temporary_settle(const char *folder);
/* Remove what dead processes of this person left in the machine's place. */
void temporary_sweep_place(void);
/* Remove what dead processes left in a folder. */
void temporary_sweep(const char *folder);
#endif
