/* backups.h: what was copied, and what is not in it.  For command/. */
#ifndef COMMAND_BACKUPS_H
#define COMMAND_BACKUPS_H
#include "command/env.h"
#include "desk/backup.h"

/* back: it came from a copy. */
void backups_show(const struct env *, const struct backup *, bool back);
#endif
