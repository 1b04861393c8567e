/* world.h: what the machine says, gathered once: the time, and where things lie.  For everyone.
 *
 * main() fills it; nothing below calls getenv(), time() or getcwd().  A
 * test fills it by hand and so owns the clock. */
#ifndef BASE_WORLD_H
#define BASE_WORLD_H
#include "base/base.h"

struct world {
	int64_t now;                    /* seconds since 1970, UTC */
	const char *directory;          /* -C, else "." */
	const char *templates;          /* the folder of templates, NULL if none was found */
	const char *program;            /* this program's absolute path */
	const char *seed;               /* what ids are drawn from: known to nobody else; a test owns it */
};
#endif
