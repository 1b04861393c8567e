/* packages.h: which packages a folder holds; for command/ and web/, which know no store. */
#ifndef DESK_PACKAGES_H
#define DESK_PACKAGES_H
#include "base/base.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/scope.h"

/* Is the folder itself a package?  Nothing of it is read. */
bool packages_is_one(const char *folder);
/* The folders of the packages in a folder, sorted by name.  FAULT_SYSTEM if it cannot be read. */
const struct fault *packages_in(struct scope *, const char *folder, struct names *folders) MUST_USE;
/* The same, and of a folder that is a package itself that one. */
const struct fault *packages_of(struct scope *, const char *folder, struct names *folders) MUST_USE;

/* Stock git pushes no more to the journals of these packages past the server; one that cannot be read is left as it
 * is. */
void packages_refuse_pushes(const struct names *folders);

/* Need-to-know: who holds a role in which packages, remembered as long as a package's journal stands where it stood.
 * Any thread may ask. */
struct packages_roles;
struct packages_roles *packages_roles_begin(struct scope *);
/* Those of the folders in which the person holds a role.  Each is asked, whatever the others say, so that the time it
 * takes tells nothing of one of them.  A package that cannot be read is for nobody. */
struct world;
void packages_keep_held(struct scope *, struct packages_roles *, const struct world *, const char *email,
                        const struct names *folders, struct names *out);
/* The same of one; a fault: it cannot be read, so nobody can tell. */
const struct fault *packages_is_held(struct packages_roles *, const struct world *, const char *folder,
                                     const char *email, bool *holds) MUST_USE;
#endif
