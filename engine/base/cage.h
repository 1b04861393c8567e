/* cage.h: files in a folder that somebody else may have filled.  For store/git/, which opens packages.
 *
 * No part of a path below the folder is followed where it is a link, so
 * nothing outside is read or written, whatever was planted; a pipe or a
 * device is no file, so nothing waits.  The folder itself is the
 * person's own word and may lie behind links. */
#ifndef BASE_CAGE_H
#define BASE_CAGE_H
#include "base/base.h"
#include "base/fault.h"

/* Open a regular file below a folder.  flags: of open(2), O_CREAT makes it for everybody whom the umask lets.  -1 with
 * errno: ELOOP where a part is a link, EINVAL where it is no file. */
int cage_open(const char *folder, const char *path, int flags);
/* The same as a fault that says what stands in the way: FAULT_REFUSED for a link or what is no file. */
const struct fault *cage_open_file(const char *folder, const char *path, int flags, int *fd) MUST_USE;
/* Take a name away; one that is not there is fine. */
const struct fault *cage_remove(const char *folder, const char *path) MUST_USE;
/* Make a folder below another, and those between; existing ones are fine. */
const struct fault *cage_make_folder(const char *folder, const char *path) MUST_USE;
#endif
