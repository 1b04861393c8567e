/* file.h: whole files in, whole files out, folders made and walked.
 * For what knows a disc: base/, store/git/, template/, desk/edit.c, intake/gather.c,
 * command/, and view/view.c. */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include "base/base.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/scope.h"
#include <sys/stat.h>

/* Open for reading what a person named; links are followed.  A pipe or a device could go on for ever, so anything that
 * is no regular file is FAULT_REFUSED, and opening never waits.  The caller closes *fd. */
const struct fault *file_open(const char *path, int *fd) MUST_USE;

/* The file's bytes, a NUL behind.  Larger than limit: FAULT_REFUSED. */
const struct fault *file_read(struct scope *, const char *path, size_t limit, const char **bytes, size_t *len) MUST_USE;

/* The same of a file that is open; path: for the fault. */
const struct fault *file_read_fd(struct scope *, int fd, const char *path, size_t limit, const char **bytes,
                                 size_t *len) MUST_USE;

/* All or nothing: a temporary file beside it (temporary.h), read back, then a rename.  Missing folders are made.  A
 * device or a pipe is written to. */
const struct fault *file_write(const char *path, const void *bytes, size_t len) MUST_USE;
/* The same of results, which can be worked out again: were they kept?  Who only reads takes no lock, under which all is
 * swept: what a dead process left in that folder goes here. */
bool file_keep(const char *path, const void *bytes, size_t len);
/* The same, with the temporary file in a folder of the same file system: where one beside it could be taken for
 * evidence. */
const struct fault *file_write_by(const char *folder, const char *path, const void *bytes, size_t len) MUST_USE;

/* Where the file old holds just these bytes, give it the name path as well; missing folders are made.  false: it does
 * not, or the file system has no second names, and nothing was done. */
bool file_link_same(const char *old, const char *path, const void *bytes, size_t len);

/* All of it, whatever the system writes at a time. what: for the fault. */
const struct fault *file_write_fd(int fd, const void *bytes, size_t len, const char *what) MUST_USE;

/* The folder and those above it; existing ones are fine. */
const struct fault *file_make_folder(const char *path) MUST_USE;

/* Copy a file as file_write() writes one; constant memory.  folder: as of file_write_by(), NULL: beside it. */
const struct fault *file_copy(const char *from, const char *to) MUST_USE;
const struct fault *file_copy_by(const char *folder, const char *from, const char *to) MUST_USE;

/* Remove a folder of our own making with all that is in it; what cannot be removed stays. */
void file_remove_tree(const char *folder);

bool file_exists(const char *path);
/* The same for who makes a decision of it: what lies there, not followed where it is a link; *there false: nothing
 * does.  A fault where nobody can tell. */
const struct fault *file_see(const char *path, struct stat *st, bool *there) MUST_USE;
/* The same where what is not ours to look at is as if it were not there: a fault is the machine's. */
const struct fault *file_see_ours(const char *path, struct stat *st, bool *there) MUST_USE;
bool file_is_folder(const char *path);

/* Names in a folder, sorted bytewise, without "." and "..". */
const struct fault *file_names(struct scope *, const char *folder, const char *const **names, size_t *count) MUST_USE;

/* Every regular file below a folder as paths relative to it, sorted. Links and other things are left out. */
const struct fault *file_tree(struct scope *, const char *folder, const char *const **paths, size_t *count) MUST_USE;
/* The same, and what was left out: links, pipes, devices. */
const struct fault *file_tree_and_others(struct scope *, const char *folder, const char *const **paths, size_t *count,
                                         struct names *others) MUST_USE;
#endif
