/* env.h: everything the program takes from outside, gathered once.
 *
 * main() fills it; nothing below calls getenv(), time() or getcwd().  A
 * test fills it by hand and so owns the clock, the user and the streams. */
#ifndef BASE_ENV_H
#define BASE_ENV_H
#include "base/base.h"

struct env {
	int argc;
	char **argv;                    /* the command's own arguments */
	FILE *in, *out, *err;
	bool in_terminal, out_terminal, err_terminal;
	bool color;                     /* out may carry colour */
	bool json;                      /* --json */
	const char *directory;          /* -C, else "." */
	const char *templates;          /* the folder of templates, NULL if none was found */
	const char *program;            /* this program's absolute path */
	const char *name, *email;       /* who is acting; NULL: not known */
	const char *language;           /* --lang, as "ja"; NULL: the first of the template */
	const char *as_of;              /* YYYY-MM-DD from --as-of, or NULL for today */
	int64_t now;                    /* seconds since 1970, UTC */
};
#endif
