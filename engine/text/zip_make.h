/* zip_make.h: a folder's files as one zip file.  For web/. */
#ifndef TEXT_ZIP_MAKE_H
#define TEXT_ZIP_MAKE_H
#include "base/base.h"
#include "base/fault.h"

/* Every regular file below `folder`, below a folder `name` in the new file at `path`: not packed tighter, since what is
 * large is so already, and without a time, so that the same files give the same bytes.  Read back whole.  FAULT_SYSTEM:
 * it cannot be made, the disc may be full, or something stands at the path; nothing of ours is then there. */
const struct fault *zip_make(const char *folder, const char *name, const char *path) MUST_USE;
#endif
