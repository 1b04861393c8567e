/* take.h: what comes from outside, made into changes that can be looked at, and then into a version.  For desk/, view/
 * and command/.
 *
 * Nothing is written before take_save(): until then the changes lie over
 * the work tree (store/overlay.h), and are compared and checked there. */
#ifndef DESK_TAKE_H
#define DESK_TAKE_H
#include "desk/desk.h"
#include "intake/attaching.h"
#include "intake/doubt.h"
#include "intake/merge.h"
#include "intake/taken.h"
#include "text/workbook.h"

/* One sheet of a file: the register it is, and what it makes of it. */
struct take_table {
	const char *file, *sheet;
	const struct taken *taken;      /* NULL: it is no register of this package */
	const struct merge *merge;      /* NULL where taken is */
	bool based;                     /* it was made from the package, and is compared with what it was then */
};
struct take;

struct take_wish {
	const char *register_;          /* what every table is taken for; NULL: what fits */
	bool whole;                     /* what the file has not, the register shall not have */
	const struct taken_names *names;        /* heads that somebody explains; kept in columns.csv */
	const char *element;            /* of a document; NULL: by its name or its headings */
	const struct names *set;        /* "column=value", of the rows of what is attached; or NULL */
};

/* Begin, on the work tree as it is. */
const struct fault *take_start(struct desk *, struct take **) MUST_USE;
/* A workbook that was read, by the name of its file.  FAULT_REFUSED: it is one of ours and not to be taken here (of
 * another package, of a newer program, a submittal that comes back). */
const struct fault *take_workbook(struct take *, const char *file, const struct workbook *,
                                  const struct take_wish *) MUST_USE;
/* A Word document, made evidence (intake/word.h): its text, and its pictures and itself as attachments with their rows.
 * file: to open; fd: the same, from its start. */
const struct fault *take_document(struct take *, const char *file, int fd, const struct take_wish *) MUST_USE;
/* When all is taken: heads that were explained are remembered; what becomes of attachments, and the rows they get. */
const struct fault *take_settle(struct take *) MUST_USE;
/* Where it is refused, nothing can be saved. */
const struct attaching *take_attaching(const struct take *);
/* Is there anything to save?  What a take left that was stopped is. */
bool take_changes(const struct take *);
/* What the package as it would be is compared with: "work"; "main" where some of it lies in the work tree already. */
const char *take_before(const struct take *);
/* A file of the package, as proposed. */
const struct fault *take_file(struct take *, const char *path, const char *bytes, size_t len) MUST_USE;
/* A passage of a text: its lines before `until` (0: to the end), as they lie in main or the work tree. */
const struct fault *take_passage_read(struct take *, const char *path, int from, int until, const char **) MUST_USE;
/* That passage with other words.  was: as the person read it, at that line or, where lines moved, wherever it stands
 * once; FAULT_CONFLICT: it does not stand there any more, or twice. */
const struct fault *take_passage(struct take *, const char *path, int from, const char *was, const char *now) MUST_USE;
/* What stands now where those words stood in a version of main: between the same two lines as then; and at which line.
 * NULL: nothing does, or what stands around it changed as well, or is there more than once. */
const struct fault *take_passage_since(struct take *, const char *version, const char *path, int from, const char *was,
                                       int *line, const char **now) MUST_USE;
/* The passage of a remark with the words that it suggests.  FAULT_REFUSED: it suggests none, or is closed;
 * FAULT_CONFLICT: the passage is not what it was when the remark was made, or how it is written does not tell where the
 * words stand. */
const struct fault *take_suggestion(struct take *, int remark) MUST_USE;
/* Cells of a row by its name (package_row_name()), NULL: a new one.  FAULT_CONFLICT: a cell that would change is not
 * what the person read; FAULT_USAGE: its column does not take that. */
struct take_cell { const char *column, *was, *now; };
const struct fault *take_cells(struct take *, const char *path, const char *row, const struct take_cell *,
                               size_t count) MUST_USE;
/* What is to be looked at, sorted; others may add to it. */
struct doubts *take_doubts(struct take *);
const struct take_table *take_tables(const struct take *, size_t *count);
/* How many files would come or change, and their paths in the package. */
size_t take_count(const struct take *);
const char *take_path(const struct take *, size_t which);
/* The package as it would be. */
const struct package *take_package(const struct take *);
/* Put the files into the work tree and save them as one version.  FAULT_REFUSED where other changes wait unsaved, or
 * where the work tree is not any more what was looked at: nothing is written then. */
const struct fault *take_save(struct take *, const char *message, struct store_id *) MUST_USE;
#endif
