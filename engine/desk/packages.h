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
#endif
