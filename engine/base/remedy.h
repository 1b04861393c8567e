/* remedy.h: what a person can do about it: an act with its arguments.  For every floor.
 *
 * A fault, a finding, a guard's reason, a step and an item of the inbox say in a phrase what is so; what to do about it
 * stands apart, so that the terminal can write it as a command line and a page can make a button of it.
 *
 *     REMEDY("save", "message", "first version")      sarflow save --message 'first version'
 *     REMEDY("restore", "", "FILE")                   sarflow restore FILE
 *     REMEDY("", "supply", "FOLDER")                  the same act again, with --supply FOLDER
 *
 * Words come in pairs behind the act: the name of an option ("" for a word) and its value ("" for an option that takes
 * none).  A value in capitals is for the person to fill in.  make check sees to it that act and options exist. */
#ifndef BASE_REMEDY_H
#define BASE_REMEDY_H
#include "base/base.h"
#include "base/scope.h"

enum { REMEDY_WORDS = 33 };             /* at most: an act and sixteen pairs */

struct remedy { size_t count; const char *const *words; };      /* words[0] is the act */

#define REMEDY(...) (&(const struct remedy){ countof(((const char *const[]){ __VA_ARGS__ })), \
	(const char *const[]){ __VA_ARGS__ } })

/* As a command line: "sarflow save --message 'first version'"; of the same act again, its options only; NULL: "". */
const char *remedy_line(struct scope *, const struct remedy *);
/* A copy with all its texts; NULL stays NULL. */
const struct remedy *remedy_keep(struct scope *, const struct remedy *);
#endif
