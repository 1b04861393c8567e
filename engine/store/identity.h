/* identity.h: who git says you are; for main.c and whoever starts a server. */
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H
#include "base/base.h"
#include "base/scope.h"
#include "store/signing.h"

/* user.name and user.email of the person's own git configuration, NULL where unset, and how it signs.  Afterwards
 * libgit2 reads no configuration outside a repository any more, so that no foreign setting changes what we write: call
 * it once, before another thread uses a store. */
void store_identity_from_git(struct scope *, const char **name, const char **email, struct signing *);
#endif
