/* compared.h: what differs between two states of a package, on a terminal and as JSON. */
#ifndef COMMAND_COMPARED_H
#define COMMAND_COMPARED_H
#include "base/env.h"
#include "compare/compare.h"
#include "view/difference.h"

/* A line a change, by element.  Texts in short, with the words around what differs; whole: all their words. */
void compared_show(const struct env *, const struct compare *, size_t language, bool whole);
/* The same with what it touches: sign-offs, findings, waivers. */
void compared_show_difference(const struct env *, const struct difference *, bool whole);
void compared_json(const struct env *, const struct difference *);
#endif
