/* show.h: what several commands print alike.  For command/. */
#ifndef COMMAND_SHOW_H
#define COMMAND_SHOW_H
#include "base/base.h"
#include "command/env.h"
#include "base/finding.h"
#include "command/term.h"
#include "guard/reasons.h"
#include "base/json.h"
#include "guard/guard.h"
#include "view/view.h"
#include "render/sink.h"

/* file:line:column: level: message [rule, basis] id, and what to do. */
void show_findings(const struct env *, const struct findings *, enum finding_level least);
/* A text line by line, each with a margin before it and whole. */
void show_lines(const struct env *, enum term_style, const char *margin, const char *text);
/* "2 errors, 1 warning, 0 notes", and how many are waived. */
void show_counts(const struct env *, const struct findings *);
/* Where there are many: how many of each rule, those first that others may follow from. */
void show_rules(const struct env *, const struct findings *, enum finding_level least);
/* One finding, a line: place, level, message, rule, id. */
void show_finding(const struct env *, const struct finding *);
/* The findings of after that before has not, and the other way round. */
void show_findings_differ(const struct env *, const struct findings *before, const struct findings *after);
/* After an act that was refused: why, on the error stream. */
void show_shut(const struct env *, const struct guard_reasons *);
void show_reasons(const struct env *, const struct guard_reasons *, size_t most);
/* What render/json.h made. */
void show_json(const struct env *, const struct json *);
/* Asked on the terminal, or read from a file ("-" is the standard input). */
const struct fault *show_read_file(struct scope *, const struct env *, const char *path, const char **bytes,
                                   size_t *len) MUST_USE;
/* An output file that a person names goes into a folder that is there: a slip of the pen makes none. */
const struct fault *show_need_folder(const char *path) MUST_USE;
/* A file that something else fills, at the path it is given: whole or not at all, as file_write() does it. */
typedef const struct fault *show_filler(void *context, const char *path) MUST_USE;
const struct fault *show_fill(struct scope *, const char *path, show_filler *, void *context) MUST_USE;
/* The same where nothing stands yet; FAULT_CONFLICT where something does, and it is left as it is. */
const struct fault *show_fill_new(struct scope *, const char *path, show_filler *, void *context) MUST_USE;
/* Bytes into a file that a person names; what a dead process left beside it goes. */
const struct fault *show_write(const char *path, const void *bytes, size_t len) MUST_USE;
/* The same with all that can be read from fd. */
const struct fault *show_copy(int fd, const char *path) MUST_USE;
/* A page into a file that a person names; its path is told. */
const struct fault *show_write_page(const struct env *, const char *path, const struct buf *) MUST_USE;
/* Where an output goes when nobody says: beside the package's folder, never into it. */
const char *show_beside(struct scope *, const char *package_folder, const char *name);
/* A folder that takes rendered files: whole, each read back, or not at all.  found: not replaced, and what stands there
 * already is what was made, byte for byte. */
struct show_folder { struct scope *sc; const char *final, *temporary; bool found; };
/* What is to be said where the folder is there, and nothing is to be done about it. */
const struct fault *show_folder_taken(const char *folder) MUST_USE;
const struct fault *show_folder_open(struct scope *, const char *path, bool replace, struct show_folder **) MUST_USE;
struct sink show_folder_sink(struct show_folder *);
/* why: what went wrong while it was filled; then the folder is removed. */
const struct fault *show_folder_close(struct show_folder *, const struct fault *) MUST_USE;
#endif
