/* attaching.h: files that are to become attachments, and what that does: data.  For intake/, desk/, render/, command/.
 *
 * A wish is what a person said of one file.  From all of them the desk
 * makes files: where each goes, the rows it gets, and what stands
 * against it. */
#ifndef INTAKE_ATTACHING_H
#define INTAKE_ATTACHING_H
#include "base/base.h"
#include "base/fault.h"
#include "base/list.h"
#include "template/template.h"

/* To know; nothing is refused for it. */
struct attaching_notes { const struct phrase **at; size_t count, cap; };

struct attaching_wish {
	const char *file;               /* to open */
	const char *called;             /* what people call it; NULL: as file */
	const char *name;               /* below attachments/ELEMENT/; may have folders */
	const char *element;
	int line;                       /* of the list that names it; 0: no list does */
	struct names set;               /* said of this file alone: "column=value", "register.column=value" */
	struct attaching_notes notes;
};
struct attaching_wishes { struct attaching_wish *at; size_t count, cap; };

/* What lies in a folder and is no evidence. */
struct attaching_left { const char *file; const struct phrase *why; };
struct attaching_lefts { struct attaching_left *at; size_t count, cap; };

/* What would be refused: as a fault, but kept. */
struct attaching_problem { enum fault_code code; const struct phrase *says; const struct remedy *remedy; };
struct attaching_problems { struct attaching_problem *at; size_t count, cap; };

/* A row for a register: cells by its columns, NULL where nobody said anything. */
struct attaching_row {
	const struct template_register *into;
	const char **cells;
	bool *proposed;                 /* by column: the file said it, not the person */
	bool there;                     /* the register has it */
};

enum attaching_what {
	ATTACHING_NEW,
	ATTACHING_REPLACED,             /* another file of this name gives way */
	ATTACHING_ROWS,                 /* the file is there, and rows for it are not */
	ATTACHING_THERE                 /* all of it is there: nothing is done */
};

struct attaching_file {
	const char *file, *path;        /* to open; in the package, NULL where it has no place there */
	const char *called;             /* to people */
	int line;                       /* of the list that names it first; 0: no list does */
	enum attaching_what what;
	uint64_t size;
	int pages;                      /* of a PDF; 0 where there are none to count */
	const char *title, *language;   /* that a PDF says of itself; "" */
	struct { struct attaching_row *at; size_t count, cap; } rows;
	struct attaching_notes notes;
	struct attaching_problems problems;
};

/* An answer that was not given, and for how many files. */
struct attaching_lack { const struct template_register *into; const struct template_column *of; size_t files; };

struct attaching {
	struct { struct attaching_file *at; size_t count, cap; } files;
	struct { struct attaching_lack *at; size_t count, cap; } lacks;
	struct attaching_lefts left;
	struct attaching_problems problems;     /* of no single file */
	struct attaching_notes notes;
	bool refused;                           /* something stands against it: then nothing was done */
	bool done;                              /* it was carried out, and not only looked at */
};
#endif
