/* package.h: one package at one version, read and taken apart.  For everyone from check/ up.
 *
 * Everything here is constant once loaded.  What is wrong with the files
 * themselves (encodings, tables, headings, links, pages) is found while
 * loading; what the template's rules say is check.h. */
#ifndef PACKAGE_PACKAGE_H
#define PACKAGE_PACKAGE_H
#include "base/base.h"
#include "base/fault.h"
#include "base/finding.h"
#include "base/list.h"
#include "base/lookup.h"
#include "template/template.h"
#include "store/entry.h"
#include "text/markdown/markdown.h"

struct package_value { const char *field, *value; int position, line; };
struct package_values { struct package_value *at; size_t count, cap; };

enum package_state { PACKAGE_UNANSWERED, PACKAGE_ANSWERED, PACKAGE_NOT_APPLICABLE };

struct package_section {
	const struct template_requirement *requirement;
	const struct markdown_heading *heading;
	const char *content;                    /* canonical, of the section */
	enum package_state state;
	const char *reason;                     /* of "Not applicable" */
};

/* A value of a format that a text names. */
struct package_mention { const struct template_format *format; const char *value; int line; };

/* A piece of a text that a translation speaks of: what stands under a heading of the first two levels. */
struct package_part { const char *name; int line; char digest[DIGEST_TEXT]; };

struct package_document {
	const char *path, *title, *language;    /* language: as the front matter says, else by the file's name */
	const struct template_element *element;
	struct package_values front;            /* front matter, lists taken apart */
	struct markdown *markdown;
	struct { struct package_section *at; size_t count, cap; } sections;
	struct { struct package_part *at; size_t count, cap; } parts;
	struct { struct package_mention *at; size_t count, cap; } mentions;
	bool *broken;                           /* by link of the markdown: leads nowhere */
};

struct package_row { int line; const char **cells; };   /* in the template's column order */
struct package_register {
	const struct template_register *of;
	const char *path;
	const int *column_of;                   /* by column: where it stands in the file, from 0; -1: it does not */
	bool present;
	struct { struct package_row *at; size_t count, cap; } rows;
};

/* What stands in a register and could not be read: a cell that is no value of its column; a column (row is
 * PACKAGE_ALL), or the whole table (both are), of which cells are missing or in doubt. */
enum { PACKAGE_ALL = -1 };
struct package_unread { const struct package_register *register_; int row, column; struct place place; };

struct package_attachment {
	const struct source_entry *entry;
	const struct template_element *element; /* NULL: a folder that is no element */
	int pages;                              /* of a PDF; 0 where there are none to count */
};

/* Where a requirement is answered. */
struct package_answer {
	const struct template_requirement *requirement;
	const struct package_document *document;        /* a section, or */
	const struct package_section *section;
	const char *attachment, *pages, *file;          /* a row of a register */
	int line;
};

/* Another package this one rests on, at the version the journal pins (`sarflow use`). */
struct package;
struct package_use {
	const struct template_use *of;
	const char *id, *version, *pinned_on;
	const struct phrase *newer;             /* what lies beside and is newer, in words; NULL if nothing is known */
	const struct package *package;
};

/* A line of columns.csv: a head of somebody's list, and the column of a register that it is.  counts: there are such a
 * register and column, and no other line says otherwise. */
struct package_head { const char *register_, *head, *column; int line; bool counts; };

struct package {
	struct scope *sc;
	const struct template *template;
	struct source *source;
	const char *id, *title, *category, *marking;
	int category_index;                     /* in the template, -1 if unknown */
	int offset;                             /* of the package's zone, minutes */
	size_t language;                        /* of rules' titles and remedies, for whom they are shown to */
	struct package_values identity;
	struct { struct package_document *at; size_t count, cap; } documents;   /* in the elements' order */
	/* the same in another language: C-x.ja.md */
	struct { struct package_document *at; size_t count, cap; } companions;
	struct package_register *registers;     /* one for each of the template's, in its order */
	/* By register, then by place; a finding of loading stands at each of them. */
	struct { struct package_unread *at; size_t count, cap; } unread;
	/* The places in it of the first cell, and the first whole column or table, of each register and column. */
	struct { size_t *at; size_t count, cap; } unread_firsts;
	struct { struct package_attachment *at; size_t count, cap; } attachments;
	struct { struct package_answer *at; size_t count, cap; } answers;
	enum package_state *states;             /* by requirement of the template */
	/* Places in the lists of the same names: documents by element, the others by path.  kept_elsewhere: see
	 * package_is_reference(). */
	struct { struct lookup *documents, *companions, *attachments, *kept_elsewhere; } index;
	struct { struct package_use *at; size_t count, cap; } uses;
	struct { struct package_head *at; size_t count, cap; } heads;
	bool heads_broken;                      /* there is more in columns.csv, which cannot be read */
	struct findings *findings;              /* of loading */
	struct package_past *past;              /* package_set_past(); NULL: nobody said */
};

struct source;
const struct fault *package_load(struct scope *, const struct template *, struct source *, struct package **) MUST_USE;
/* Where it was read from: "work tree", "version 8c1f2e0"; and that version's 40 digits, "" for the work tree. */
const char *package_version_name(const struct package *);
const char *package_version(const struct package *);
/* An attachment's content, to be read from the start; the caller closes fd.  FAULT_NOT_FOUND if it is not present. */
const struct fault *package_open(const struct package *, const struct source_entry *, int *fd) MUST_USE;

/* A file as another version of the package had it: a text, its sections not read; or a register, read as the template
 * of this version reads it.  Both NULL: there was none, or none that can be read. */
struct package_then {
	const struct package_document *text;
	const struct package_register *table;
	void *followed;                         /* what compare/ knows of its way to this version; NULL: nothing yet */
};
/* How other versions are reached, for as long as the package is read. */
typedef const struct fault *package_source_at(void *context, struct scope *, const char *version,
                                              struct source **) MUST_USE;
void package_set_past(struct package *, package_source_at *, void *context);
/* Each is read once; NULL: nobody said how, or that version cannot be reached. */
struct package_then *package_then(const struct package *, const char *version, const char *path);

/* What package.yaml says before any template is known; NULL values where it says nothing. */
struct package_identity { const char *id, *template, *category, *title; int offset; };
const struct fault *package_identify(struct scope *, struct source *, struct package_identity *) MUST_USE;

const char *package_value(const struct package *, const char *field);   /* the first value, "" if none */
const struct package_document *package_document(const struct package *, const char *element);
/* A document or a companion by its path; NULL if there is none. */
const struct package_document *package_text(const struct package *, const char *path);
const struct package_use *package_use(const struct package *, const char *alias);
const char *package_front(const struct package_document *, const char *field);         /* the first value, "" if none */
/* SHA-256 of a document's canonical text without its front matter: what a translation is a translation of. */
void package_text_digest(const struct package_document *, char out[DIGEST_TEXT]);
/* Let a package rest on another. What the template wants to read and the other lacks becomes a finding. */
void package_add_use(struct package *, const struct package_use *);
const struct package_register *package_register(const struct package *, const char *name);
/* The register whose file stands at a path, whether it is there or not, also of a used package ("profile:registers/
 * x.csv"); NULL if there is none. */
const struct package_register *package_register_at(const struct package *, const char *path);
/* The element that a file of the package belongs to: a document, a companion, a register, an attachment; NULL if
 * none. */
const struct template_element *package_element_at(const struct package *, const char *path);
/* Why a text is no value of a column, or NULL; list columns item by item. */
const struct phrase *package_cell_mistake(struct scope *, const struct template *, const struct template_column *,
                                 const char *text);
enum { PACKAGE_CELL_UNITS = 32767 };    /* UTF-16 units: what a cell of a spreadsheet holds */
enum { PACKAGE_IDENTITY_LIMIT = 256 << 10 };      /* bytes of package.yaml, and of columns.csv */

/* A number as a column of whole numbers, or of numbers, takes it: no 0x10, nan or blank. */
bool package_is_number(const char *, bool whole);
/* What a cell of a key is held by against another: 010 and 10 are one whole number, 0.50 and 0.5 one number; all else
 * is the text itself.  The same that rules see, whose columns of numbers hold numbers. */
const char *package_key_value(struct scope *, const struct template_column *, const char *cell);
/* A row's key by those values, for comparing; of says which columns, which may stand elsewhere in the register. */
const char *package_key_of(struct scope *, const struct template_register *of, const struct package_register *,
                           size_t row, const char *between);
/* A row as people name it: the cells of its key as written, empty ones left out, with ", " between. */
const char *package_row_name(struct scope *, const struct package_register *, size_t row);
/* The row of that name, written like it or, where there is none, with the same key; or PACKAGE_NO_ROW. */
size_t package_row_find(const struct package_register *, const char *name);
#define PACKAGE_NO_ROW SIZE_MAX
/* The row that begins at this line, NULL if none does or there is no register. */
const struct package_row *package_row_at(const struct package_register *, int line);
const struct package_attachment *package_attachment(const struct package *, const char *path);
/* Where a document is delivered: evidence/C-x.md as evidence/C-x.html. */
const char *package_delivered(struct scope *, const char *path);
/* And the way back: the path of the text that is delivered there. */
const char *package_written(struct scope *, const char *delivered);
/* The name of the bookmark by which a Word document of ours tells where a file begins: at most 40 letters, as Word
 * allows, the same for the same path. */
const char *package_bookmark(struct scope *, const char *path);
/* Does the register of attachments say that its content stays elsewhere and is supplied when it is handed over? */
bool package_is_reference(const struct package *, const char *path);
/* "R", "C" or "-" for an element in this package's category. */
const char *package_need(const struct package *, const struct template_element *);
const char *package_need_of(const struct package *, const struct template_requirement *);
enum package_state package_state(const struct package *, const struct template_requirement *);

/* An id that may name a package and its folder. */
bool package_id_is_valid(const char *);
/* "3", "3-5", "3,7-9": the highest page named, 0 if it is not of this form. */
int package_last_page(const char *);

/* What a finding at a place is about, canonical: the row, the section, the field, the attachment's digest; "" if it is
 * about the package as a whole.  It changes when the content does, and not when lines move. */
const char *package_about(struct scope *, const struct package *, const char *file, int line);

/* SHA-256 of the canonical form (canon-1, packages/README.md) of an element or of template->whole; "" if it holds
 * nothing.  Whatever the version holds is in exactly one of them, but for registers of the team. */
void package_canon(const struct package *, const struct template_element *unit, char out[DIGEST_TEXT]);

/* What a seal of this package hands over, as lines "SHA-256  size  path"; FAULT_REFUSED if content is not here. */
const struct fault *package_manifest(struct scope *, const struct package *, const char **text) MUST_USE;
/* The same lines from what the version names, wherever the content of its attachments is. */
const struct fault *package_manifest_named(struct scope *, const struct package *, const char **text) MUST_USE;
#endif
