/* finding.h: what is wrong with the user's documents.
 *
 * Findings are collected, never thrown: a check goes on to the end and
 * the worst level becomes the exit status.  Rules of the templates have
 * ids of their own; what the engine itself can find is the catalogue
 * below, so that no finding is ever invented in passing. */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H
#include "base/base.h"
#include "base/scope.h"

enum finding_level { FINDING_NONE, FINDING_NOTE, FINDING_WARNING, FINDING_ERROR };

/*      id                    level            what to do */
#define FINDINGS(X) \
	X(template_invalid,   FINDING_ERROR,   "Correct the template; its format is in templates/README.md.") \
	X(yaml_malformed,     FINDING_ERROR,   "Correct the YAML at this place.") \
	X(yaml_value,         FINDING_ERROR,   "Correct the value.") \
	X(identity_missing,   FINDING_ERROR,   "Add the field to package.yaml.") \
	X(identity_format,    FINDING_ERROR,   "Write the value in the form the template asks for.") \
	X(identity_unknown,   FINDING_WARNING, "Remove the field, or correct its name.") \
	X(element_missing,    FINDING_ERROR,   "Add the file, or restore it with: sarflow restore FILE.") \
	X(file_stray,         FINDING_WARNING, "Move the file to its place in the package, or out of the folder.") \
	X(file_link,          FINDING_ERROR,   "Put the file itself here; links are not followed.") \
	X(file_too_large,     FINDING_ERROR,   "Attach large files under attachments/; text and tables stay below 64 MiB.") \
	X(file_empty,         FINDING_ERROR,   "Fill the file in, or remove it.") \
	X(encoding,           FINDING_ERROR,   "Save the file as UTF-8.") \
	X(encoding_converted, FINDING_NOTE,    "Nothing to do; saving the file as UTF-8 ends this note.") \
	X(markdown_table,     FINDING_WARNING, "Split the table, or make it a register.") \
	X(requirement_unknown, FINDING_WARNING, "Correct the number in the heading.") \
	X(requirement_twice,  FINDING_WARNING, "Keep one answer.") \
	X(requirement_open,   FINDING_WARNING, "Write the answer under a heading with this number, or name a file and pages in the register evidence.") \
	X(not_applicable,     FINDING_ERROR,   "This line must be answered.") \
	X(link_broken,        FINDING_ERROR,   "Correct the link, or add the file.") \
	X(link_outside,       FINDING_ERROR,   "Attach the file to the package and link to the copy.") \
	X(csv_malformed,      FINDING_ERROR,   "Correct the row.") \
	X(csv_column,         FINDING_ERROR,   "Correct the header row as the template lists it.") \
	X(csv_cell,           FINDING_ERROR,   "Correct the cell.") \
	X(csv_key,            FINDING_ERROR,   "Give each row its own key.") \
	X(register_missing,   FINDING_ERROR,   "Add the register file.") \
	X(register_empty,     FINDING_ERROR,   "Fill in the register.") \
	X(register_unknown,   FINDING_WARNING, "Rename the file as the template lists its registers.") \
	X(attachment_missing, FINDING_ERROR,   "Add the file with: sarflow attach FILE --element E.") \
	X(attachment_absent,  FINDING_WARNING, "Fetch the content before an export.") \
	X(attachment_raw,     FINDING_NOTE,    "Save once with sarflow; it stores the file as an LFS pointer.") \
	X(attachment_pages,   FINDING_ERROR,   "Correct the page number, or attach the complete file.") \
	X(attachment_damaged, FINDING_ERROR,   "Attach the file again.") \
	X(use_lacks,          FINDING_WARNING, "Let the used package adopt the present template, then: sarflow use ALIAS --update.") \
	X(use_missing,        FINDING_ERROR,   "Pin it with: sarflow use ALIAS.") \
	X(use_newer,          FINDING_NOTE,    "See what would change with: sarflow use ALIAS --update.") \
	X(event_malformed,    FINDING_ERROR,   "Somebody changed the journal by other means. Compare it with another copy.") \
	X(event_refused,      FINDING_ERROR,   "The event is ignored. Compare the journal with another copy.") \
	X(event_author,       FINDING_ERROR,   "The event is ignored. Compare the journal with another copy.") \
	X(journal_link,       FINDING_ERROR,   "Compare the journal with another copy.")

enum finding_id {
#define X(id, level, fix) FINDING_##id,
	FINDINGS(X)
#undef X
	FINDING_COUNT
};

/* Where a finding is: a path in the package ("" for the package as a
 * whole), line and column counted from 1, 0 where there is none. */
struct place { const char *file; int line, column; };

struct finding {
	enum finding_level level;
	const char *rule;               /* rule id of the template, or catalogue id with - for _ */
	struct place place;
	const char *message;            /* one sentence, no full stop needed */
	const char *basis;              /* P, S, B, D, or "" for the engine's own */
	const char *fix;                /* what to do; "" if the message says it */
	const char *element;            /* "" if none */
};

struct findings {
	struct scope *sc;               /* owns every text below */
	struct finding *at;
	size_t count, cap;
	size_t errors, warnings, notes;
	enum finding_level worst;
};

struct findings *finding_list(struct scope *);

/* A finding of the catalogue; message as printf. Texts are copied. */
void finding_add(struct findings *, enum finding_id, struct place, const char *fmt, ...) PRINTF(4, 5);
/* A finding of a template's rule. Texts are copied. */
void finding_add_rule(struct findings *, const struct finding *);
/* Order: file, line, column, level (worst first), rule, message; equal ones are kept once. */
void finding_sort(struct findings *);

const char *finding_level_name(enum finding_level);
/* "error", "warning" or "note"; false for any other word. */
bool finding_level_parse(const char *, enum finding_level *);
/* The catalogue's id as users read it ("csv-key"). */
const char *finding_id_name(enum finding_id);
#endif
