/* command.h: what a command is.
 *
 * To add one, add one file: engine/command/cmd_NAME.c defining `const
 * struct command cmd_NAME`.  The Makefile lists the files; the descriptor
 * carries help, options and policy, so that main() can refuse before
 * run().  A command has no logic of its own: it asks the package floor
 * and shows what comes back. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H
#include "base/base.h"
#include "base/env.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/scope.h"

struct command_option {
	const char *name;               /* without the dashes */
	char letter;                    /* -m for --message, or 0 */
	const char *value;              /* what it takes, in capitals; NULL: a flag */
	const char *says;
};

/* A command line taken apart. */
struct command_line {
	const struct command *command;
	struct names words;             /* what is no option */
	struct { struct command_given *at; size_t count, cap; } given;
	int status;                     /* 0 clean, 1 findings of level error; run() sets it */
};
struct command_given { const struct command_option *option; const char *value; };

struct command {
	const char *name, *args, *brief;
	const char *help;               /* a few lines: what it does, what to know */
	const char *example;            /* one line, or several */
	const struct command_option *options;   /* ended by a name of NULL; NULL: none */
	size_t min_words, max_words;
	bool pages;                     /* long output goes to the pager */
	bool json;                      /* prints JSON with --json; else that is refused */
	bool inner;                     /* called by git, not by people: not in the table of `sarflow help` */
	const struct fault *(*run)(struct scope *, const struct env *, struct command_line *) MUST_USE;
};

extern const struct command *const command_table[];     /* by name, NULL-ended */
const struct command *command_find(const char *name);

/* Words and options of a command.  FAULT_USAGE says what is off and how it is meant. */
const struct fault *command_parse(struct scope *, const struct command *, int argc, char **argv, struct command_line *) MUST_USE;
const char *command_value(const struct command_line *, const char *option);     /* the last one, or NULL */
bool command_flag(const struct command_line *, const char *option);
struct names command_values(struct scope *, const struct command_line *, const char *option);
const char *command_word(const struct command_line *, size_t index);            /* or NULL */
/* A folder as a person names it: absolute, or seen from -C. */
const char *command_folder(struct scope *, const struct env *, const char *word);
/* A word that names a package's folder, as the directory to work in; NULL if it names none. */
const char *command_package(struct scope *, const struct env *, const char *word);

/* The refusal of --json, for a command, or one of its words, that has no JSON to print: "remark add". */
const struct fault *command_no_json(const char *command) MUST_USE;

void command_print_help(const struct env *, const struct command *);
void command_print_table(const struct env *);
#endif
