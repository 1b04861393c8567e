/* vet.h: a repository is looked at before it is opened.  For store/git/home.c.
 *
 * A package may come from anybody, as a folder.  In it a link, a file
 * of settings or a line of text can lead whoever opens it to other
 * repositories and files of the reader's, and a pipe makes him wait for
 * ever.  Nothing of git is read before it was looked at here. */
#ifndef STORE_GIT_VET_H
#define STORE_GIT_VET_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

/* The top of the repository that the folder lies in: where its .git is, or a bare one itself; "" if it lies in none.
 * FAULT_REFUSED where something in it leads out of it, is neither file nor folder, or takes in the settings or objects
 * of others.  A folder whose .git names a repository elsewhere is fine where that one names the folder, too: so git
 * makes work trees beside, and submodules. */
const struct fault *vet_find_top(struct scope *, const char *folder, const char **top) MUST_USE;
#endif
