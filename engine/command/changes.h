/* changes.h: what differs between two states of a package, on a terminal and as JSON.  For command/. */
#ifndef COMMAND_CHANGES_H
#define COMMAND_CHANGES_H
#include "command/env.h"
#include "compare/compare.h"
#include "view/changes.h"

/* A line a change, by element.  Texts in short, with the words around what differs; whole: all their words. */
void changes_show(const struct env *, const struct compare *, size_t language, bool whole);
/* The same with what it touches: sign-offs, findings, waivers. */
void changes_show_all(const struct env *, const struct changes *, bool whole);
#endif
