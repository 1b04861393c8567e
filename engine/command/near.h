/* near.h: the word that somebody most likely meant, for a fault that says so.  For command/. */
#ifndef COMMAND_NEAR_H
#define COMMAND_NEAR_H
#include "base/list.h"

/* The name nearest to a word: one letter more, less, other or swapped (two, from six letters on), or the only name that
 * begins with the word's three or more letters.  NULL if none is near. */
const char *near_find(const struct names *, const char *word);
#endif
