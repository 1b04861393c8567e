/* loading_private.h: what the files that load a package share.  For package/ only. */
#ifndef PACKAGE_LOADING_PRIVATE_H
#define PACKAGE_LOADING_PRIVATE_H
#include "package/package.h"
#include "text/yaml.h"

struct loading {
	struct scope *sc;
	struct package *p;
	const struct source_entry *entries;
	size_t entry_count;
	struct lookup *chapters, *stems;                /* of the template's lines, see names_line_of() */
	struct lookup *loose;                           /* lines by loose spelling, see named_as_written() */
	bool *spelled_twice;                            /* by line: another has the same loose spelling */
	struct { size_t bytes, marks, rows, cells; uint64_t brackets; } spent;  /* see loading_budget.c */
	/* the template's, of the document being read; NULL if it has none */
	const struct markdown *skeleton;
};

/* A text of the package, normalised; NULL with a finding if it cannot be used, NULL without one if absent.
 * tables: CP932 is read. */
const struct fault *loading_text(struct loading *, const char *path, bool table, const char **text,
                                 size_t *len) MUST_USE;
/* May a text of this size be read, and what it is made of?  Else a finding says why not. */
bool loading_budget_has_bytes(struct loading *, const char *path, uint64_t size);
bool loading_budget_has_parts(struct loading *, const char *path, const char *text, size_t len);
/* YAML laid flat: keys of maps joined by points, items of lists numbered from 1. */
void loading_values(struct loading *, const struct yaml *, const char *field, int position, struct package_values *);
/* A title or another text of the template, as what fills a hole. */
const struct phrase *loading_say(struct loading *, const struct words *);
const struct source_entry *loading_entry(const struct loading *, const char *path);
/* The place of the first entry that is, or sorts behind, this path. */
size_t loading_first(const struct loading *, const char *path);

const struct fault *loading_identity(struct loading *) MUST_USE;
const struct fault *loading_documents(struct loading *) MUST_USE;
const struct fault *loading_registers(struct loading *) MUST_USE;
/* One register, and the words of one text: front matter and tree, nothing judged. */
const struct fault *loading_register(struct loading *, const struct template_register *,
                                     struct package_register *) MUST_USE;
const struct fault *loading_words(struct loading *, struct package_document *) MUST_USE;
/* What spreadsheets did to values.  The hint: what a value that is none of its column may have been, or NULL; the rest,
 * in columns where any text is allowed, once all registers are read. */
const struct phrase *loading_spreadsheet_hint(struct scope *, const struct template_column *, const char *value);
void loading_spreadsheet(struct loading *);
/* columns.csv: what lists from outside call our columns.  It is no evidence: nothing that is signed or checked hangs on
 * it. */
const struct fault *loading_columns(struct loading *) MUST_USE;
const struct fault *loading_attachments(struct loading *) MUST_USE;
/* Characters that nobody sees, line by line of a text; then texts of the whole package that only look the same. */
void loading_letters_of(struct loading *, const char *path, const char *text, size_t len);
void loading_letters(struct loading *);
void loading_links(struct loading *);
void loading_answers(struct loading *);
#endif
