/* edit_attach.h: the registers that attaching fills, and the plan of it.  For desk/edit_attach*.c and desk/take*.c. */
#ifndef DESK_EDIT_ATTACH_H
#define DESK_EDIT_ATTACH_H
#include "desk/desk_private.h"
#include "desk/edit.h"
#include "desk/edit_rows.h"
#include "intake/attaching.h"

/* A register that gets rows: the template's first, then the others (columns: which of its columns ask for a row). */
struct edit_target {
	const struct template_register *into;
	size_t file_column;
	const struct names *columns;    /* NULL: the first, which gets a row for each file */
	struct edit_rows *rows;
};
struct edit_targets { struct edit_target *at; size_t count; };

/* "column=value" or "register.column=value": whose column it is. */
struct edit_answer { size_t target, at; const struct template_column *column; const char *value; };

const struct fault *edit_targets_open(struct desk *, struct source *, struct edit_targets *) MUST_USE;
bool edit_targets_find(const struct edit_targets *, const char *given, struct edit_answer *);
const struct edit_target *edit_targets_of(const struct edit_targets *, const struct template_register *);
/* What the package holds, and what it would: places in entries, and in out->files. */
struct edit_plan {
	struct scope *sc;
	struct desk *d;
	const struct edit_attach *how;
	struct edit_targets *targets;
	struct attaching *out;
	const struct source_entry *entries;
	size_t count;
	struct lookup *paths, *keys, *folders;
	struct lookup *new_paths, *new_keys;
};

void edit_plan_refuse(const struct edit_plan *, struct attaching_problems *to, enum fault_code, const struct remedy *,
                      const struct phrase *);
/* Each of these is of a column that there is, and a value that it takes. */
void edit_plan_check_answers(const struct edit_plan *, const struct names *set, struct attaching_problems *to);
/* The rows of a file for one wish about it; a second wish adds to them. */
void edit_plan_make_rows(const struct edit_plan *, struct attaching_file *, const struct attaching_wish *);
/* Against the registers as they are, when all else is known of the files. */
void edit_plan_judge_rows(const struct edit_plan *);
/* Write into a row whether the content is here or elsewhere, where the template has a column for it. */
void edit_attach_keep(const struct template *, struct attaching_row *, int how);
/* Look at all of it as it would be over this source, and change nothing. */
const struct fault *edit_attach_plan(struct desk *, struct source *, const struct attaching_wishes *,
                                     const struct edit_attach *, struct edit_targets *, struct attaching *) MUST_USE;
/* What was planned and is not refused: the rows behind their registers, in memory; the files into the package.  The
 * lock must be held for the second. */
void edit_attach_add_rows(const struct attaching *, const struct edit_targets *);
const struct fault *edit_attach_store(struct desk *, const struct attaching *, int how) MUST_USE;
#endif
