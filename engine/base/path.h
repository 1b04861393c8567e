/* path.h: paths inside a package, always relative and with '/'.  For everyone. */
#ifndef BASE_PATH_H
#define BASE_PATH_H
#include "base/base.h"
#include "base/scope.h"

/* A path that can stand in a package: relative, no empty part, no ".",
 * "..", nor anything git takes for ".git" on any system; no control
 * character, no backslash. */
bool path_is_safe(const char *path);

/* The target of a link in a file, seen from the package's top: "../attachments/B/x.pdf" in evidence/A.md
 * is attachments/B/x.pdf.  NULL if it leaves the package. */
const char *path_resolve(struct scope *, const char *from_file, const char *target);

/* Percent-encoding undone (RFC 3986, section 2.1), as links are written; a code for NUL, or none at all, stays. */
const char *path_decoded(struct scope *, const char *target);

/* The other way: what a link may not hold as it is, as %20. */
const char *path_encoded(struct scope *, const char *path);
const char *path_base(const char *path);                /* behind the last '/' */
const char *path_join(struct scope *, const char *dir, const char *name);
bool path_has_suffix(const char *path, const char *suffix);
/* By its name, a picture that every browser shows: PNG, JPEG, GIF. */
bool path_is_picture(const char *path);
#endif
