/* gather.h: the files behind the words of a command line: files, and all that lies in folders.  For command/.
 *
 * Nothing is left out in silence.  What a system or an editor leaves
 * behind is known by its name, from a table; links, and what is no file,
 * are told as well. */
#ifndef INTAKE_GATHER_H
#define INTAKE_GATHER_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"
#include "intake/attaching.h"

enum { GATHER_FILES = 10000, GATHER_DEPTH = 32 };

/* Files by name, in the order of the words, a folder's in the order of their paths.  The name of a wish: of a file its
 * own; of what lies in a folder its path seen from there.  What is left goes into out->left: litter, and links that
 * stay in the folder, for what they lead to is taken itself.  Into out->problems: a word that names nothing, a link
 * that leads out, what is no file, a folder without any.
 * FAULT_REFUSED: more than GATHER_FILES, or deeper than GATHER_DEPTH. */
const struct fault *gather_files(struct scope *, const struct names *words, struct attaching_wishes *,
                                 struct attaching *out) MUST_USE;
/* Who leaves a file or folder of this name behind, as a sentence; NULL: nobody that is known. */
const struct phrase *gather_litter(struct scope *, const char *name);
/* A file that a list names, seen from the list's folder, with '/' or '\': *file is where to open it, *name how it is
 * called from there.  FAULT_REFUSED, in words that go on from its place in the list: it leads out of the folder.
 * FAULT_NOT_FOUND: there is no such file. */
const struct fault *gather_listed(struct scope *, const char *folder, const char *path, const char **file,
                                  const char **name) MUST_USE;
#endif
