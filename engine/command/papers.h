/* papers.h: the options of acts that carry papers: letters, notes, reported days.  For command/. */
#ifndef COMMAND_PAPERS_H
#define COMMAND_PAPERS_H
#include "command/command.h"
#include "desk/act.h"

/* Those that a command lists among its options. */
#define PAPERS_ROLE     { "role", 'r', "ROLE", "act in this of your roles" }
#define PAPERS_NOTE     { "note", 'm', "TEXT", "a note; - reads it from the standard input" }
#define PAPERS_LETTER   { "letter", 0, "FILE", "the letter or call note" }, \
	{ "letter-date", 0, "DAY", "the day the letter itself bears" }, \
	{ "letter-ref", 0, "TEXT", "the letter's own number or subject" }, \
	{ "letter-from", 0, "TEXT", "the office and person the letter itself names as its sender" }
#define PAPERS_REPORTED { "by", 0, "TEXT", "reported: the authority's office and person" }, \
	{ "on", 0, "DAY", "reported: the day it happened" }, \
	{ "received", 0, "DAY", "reported: the day you received it" }

const struct fault *papers_read(struct scope *, const struct env *, const struct command_line *,
                                struct act_options *) MUST_USE;
/* A letter goes into the journal: direction is "in" or "out". */
const struct fault *papers_file_letter(struct scope *, const struct env *, const struct command_line *,
                                       const char *direction) MUST_USE;
#endif
