/* layers.h: what is durable, what may be, and what a power cut leaves of it.  For tests/sim alone. */
#ifndef SIM_LAYERS_H
#define SIM_LAYERS_H
#include "chance.h"
#include "disc.h"

/* fsync of a file: its bytes and its length, not its name.  fsync of a folder: its entries, not what they name. */
void layers_sync(struct disc *, struct disc_inode *);
/* syncfs: everything. */
void layers_sync_all(struct disc *);
/* An fsync or syncfs that failed: some blocks came through, and the kernel takes the others for written from now on.
 * Names stay as durable as they were.  NULL: of all files. */
void layers_forget(struct disc *, struct disc_inode *, struct chance *);
/* The kernel writes back something on its own account. */
void layers_write_back(struct disc *, struct chance *);

enum layers_cut {
	LAYERS_ORDERED,         /* a journal: names up to a moment, none after it; blocks as they come */
	LAYERS_LOOSE,           /* each name and each block for itself */
	LAYERS_LAST,            /* all that could be lost is lost */
};
/* The power fails and comes back: one layer, chosen by the seed among all that the two allow. */
void layers_cut(struct disc *, enum layers_cut, struct chance *);
#endif
