/* incoming.h: what would come in from outside, on a terminal.  For command/. */
#ifndef COMMAND_INCOMING_H
#define COMMAND_INCOMING_H
#include "command/env.h"
#include "view/incoming.h"

/* What could not be placed first, then each table, then the changes.  whole: every doubt, and all words of a text. */
void incoming_show(const struct env *, const struct incoming *, bool whole);
/* Those alone, from the worst on. */
void incoming_show_doubts(const struct env *, const struct doubts *, bool whole);
/* The file's kind is judged by its first bytes; a text is read as a table with commas, semicolons or tabs. */
struct workbook;
const struct fault *incoming_read(struct scope *, const struct env *, const char *path, struct workbook **) MUST_USE;
#endif
