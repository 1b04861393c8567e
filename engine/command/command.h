/* command.h: what a command is.  For command/ and main.c.
 *
 * To add one, add one file: engine/command/cmd_NAME.c defining `const
 * struct command cmd_NAME`.  The Makefile lists the files; the descriptor
 * carries help, options and policy, so that main() can refuse before
 * run().  A command has no logic of its own: it asks the package floor
 * and shows what comes back.
 *
 * A sub-word is a command, too: cmd_A_B.c defines cmd_A_B, named "A B".
 * cmd_A.c then has no run of its own; it says what the sub-words are about
 * and, with .without, which of them is meant when none is given. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H
#include "base/base.h"
#include "command/env.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/scope.h"

struct command_option {
	const char *name;               /* without the dashes; one letter: only -X, no --X */
	char letter;                    /* -m for --message, or 0 */
	const char *value;              /* what it takes, in capitals; NULL: a flag */
	const char *says;
	bool repeats;                   /* may be given several times; read with command_values() */
};

/* A command line taken apart. */
struct command_line {
	const struct command *command;
	struct names words;             /* what is no option */
	struct { struct command_given *at; size_t count, cap; } given;  /* the command's own and the global ones */
	int status;                     /* 0 clean, 1 findings of level error; run() sets it */
};
struct command_given { const struct command_option *option; const char *value; };

struct command {
	const char *name, *args, *brief;        /* name: "remark", "remark add" */
	const char *help;               /* a few lines: what it does, what to know */
	const char *example;            /* one line, or several */
	const struct command_option *options;   /* ended by a name of NULL; NULL: none */
	size_t min_words, max_words;
	bool pages;                     /* long output goes to the pager */
	bool json;                      /* prints JSON with --json; else that is refused */
	bool alone;                     /* asks neither who you are nor for a package: git need not be started */
	bool inner;                     /* called by git, not by people: not in the table of `sarflow help` */
	const char *without;            /* the sub-word that is meant when none is given; NULL: one must be */
	/* NULL: the command has sub-words, and one of them runs. */
	const struct fault *(*run)(struct scope *, const struct env *, struct command_line *) MUST_USE;
};

extern const struct command *const command_table[];     /* by name, NULL-ended; a command's sub-words follow it */
extern const struct command_option command_globals[];   /* what goes with every command; ended by a name of NULL */
const struct command *command_find(const char *name);   /* "remark", "remark add" */
/* The sub-word that c is of the command above, "add" of "remark add"; NULL if it is none. */
const char *command_subword(const struct command *above, const struct command *c);

/* The words behind the program's name, walked once: the command (none: help), its sub-word, its words, its options and
 * the global ones, these before the command or behind it.  An option is --name VALUE, --name=VALUE or -m VALUE; its
 * value is never taken for an option, and behind -- nothing is.  The sub-word stands before its options.
 * Of a global option given twice the last one counts, so that an alias can be overruled.  A command's own option with
 * a value is refused the second time, unless it repeats: what was said first would be lost without a word.  A flag
 * twice is a flag.
 * FAULT_USAGE says what is off and how it is meant; the line's command is then set as far as it was found.  With
 * --help nothing need be complete. */
const struct fault *command_parse(struct scope *, int argc, const char *const *argv, struct command_line *) MUST_USE;
const char *command_value(const struct command_line *, const char *option);     /* the last one, or NULL */
bool command_flag(const struct command_line *, const char *option);
struct names command_values(struct scope *, const struct command_line *, const char *option);
/* A whole number from 1, of at most six digits; 0 if the option was not given. */
const struct fault *command_number(const struct command_line *, const char *option, int *out) MUST_USE;
/* The first of these options (ended by NULL) that was given; NULL if none was. */
const char *command_first(const struct command_line *, const char *const *options);
/* What --lang says, in words that could not be taken apart: the language to tell the fault in; or NULL. */
const char *command_language(int argc, const char *const *argv);
const char *command_word(const struct command_line *, size_t index);            /* or NULL */
/* A folder as a person names it: absolute, or seen from -C. */
const char *command_folder(struct scope *, const struct env *, const char *word);
/* A word that names a package's folder, as the directory to work in; NULL if it names none. */
const char *command_package(struct scope *, const struct env *, const char *word);

/* The refusal of --json, for a command, or one of its words, that has no JSON to print: "remark add". */
const struct fault *command_no_json(const char *command) MUST_USE;

/* All of a command: what it does, its sub-words, options, the global ones, an example; in the language of env. */
void command_print_help(const struct env *, const struct command *);
/* All commands, a line each. */
void command_print_table(const struct env *);
/* The global options, a line each. */
void command_print_globals(const struct env *);
#endif
