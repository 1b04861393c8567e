/* users.h: what the commands about accounts share.  For command/. */
#ifndef COMMAND_USERS_H
#define COMMAND_USERS_H
#include "command/command.h"
#include "web/accounts.h"

/* The accounts of the folder that the command works in. */
const struct fault *users_open(struct scope *, const struct env *, bool make, struct accounts **) MUST_USE;
/* A password: asked for twice where somebody sits at a terminal, without showing it; else the first line of the
 * input. */
const struct fault *users_ask_password(struct scope *, const struct env *, const char **) MUST_USE;
/* "NAME <ADDRESS>", or an address alone where `alone`: then name is NULL. */
const struct fault *users_person(struct scope *, const char *word, bool alone, const char **name,
                                 const char **email) MUST_USE;
#endif
