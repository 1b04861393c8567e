/* template.h: what a sort of package is, read from a template's files.
 *
 * The format is specified in templates/README.md.  A template comes from
 * a folder (`new`, `template lint`) or from the copy that a package's
 * journal carries; both are a list of files here. */
#ifndef PACKAGE_TEMPLATE_H
#define PACKAGE_TEMPLATE_H
#include "base/base.h"
#include "base/digest.h"
#include "base/fault.h"
#include "base/finding.h"
#include "base/list.h"
#include "journal/workflow.h"
#include "text/pattern.h"

struct template_file { const char *path, *bytes; size_t len; };
struct template_files { struct template_file *at; size_t count, cap; };

struct template_words { const char *en, *ja; };         /* ja falls back to en */

struct template_role { const char *id; struct template_words title; };
struct template_format { const char *name, *says, *example, *basis; const struct pattern *pattern; };
struct template_field { const char *name; struct template_words title; const struct template_format *format; bool required; };
struct template_category { const char *id; struct template_words title; };

struct template_element {
	const char *id, *file, *basis;
	struct template_words title;
	const char **need;              /* by category: "R", "C" or "-" */
	int line;
};

enum template_type { TEMPLATE_TEXT, TEMPLATE_INTEGER, TEMPLATE_NUMBER, TEMPLATE_DATE, TEMPLATE_YES_NO, TEMPLATE_CHOICE,
                     TEMPLATE_FORMAT, TEMPLATE_ATTACHMENT, TEMPLATE_PAGES, TEMPLATE_REQUIREMENT };

struct template_column {
	const char *name;
	struct template_words title;
	enum template_type type;
	const struct template_format *format;
	struct names choices;
	bool required, list, key;
	int width, line;
};

struct template_register {
	const char *name;
	struct template_words title;
	const char *element;            /* whose sign-off covers it, or NULL */
	const char *requirement_column; /* rows belong to the element of this requirement, or NULL */
	bool required;
	size_t *key, key_count;         /* columns */
	struct template_column *columns;
	size_t column_count;
	int line;
};

struct template_requirement {
	const char *id, *basis, *source;
	const struct template_element *element;
	struct template_words text, help;
	struct names categories;        /* empty: every category that uses the element */
	bool conditional;
	int line;
};

struct template_rule {
	const char *id, *basis, *raised, *source, *sql;
	struct template_words title, fix;
	enum finding_level level;
	int line;
};

struct template_sheet_column {
	struct template_words head;
	enum template_type type;
	int width;
	bool government;
	struct names choices;
};

struct template_sheet {
	const char *name, *sql;
	struct template_words title;
	const struct template_register *shown;  /* a register as it stands, or NULL */
	struct template_sheet_column *columns;
	size_t column_count;
	bool form, landscape;
	int group;                      /* 0 = none, else a result column from 1 */
	int line;
};

struct template_profile { const char *name; struct template_words title; struct template_sheet *sheets; size_t sheet_count; };

struct template {
	const char *name;
	struct template_words title;
	struct { const char *issuer, *document, *revision, *date; } requirement_document;
	int horizon_days;
	struct { struct template_role *at; size_t count, cap; } roles;
	struct { struct template_format *at; size_t count, cap; } formats;
	struct { struct template_field *at; size_t count, cap; } fields;
	struct { struct template_category *at; size_t count, cap; } categories;
	struct { struct template_element *at; size_t count, cap; } elements;
	struct { struct template_register *at; size_t count, cap; } registers;
	struct { struct template_requirement *at; size_t count, cap; } requirements;
	struct { struct template_rule *at; size_t count, cap; } rules;
	struct { struct template_profile *at; size_t count, cap; } profiles;
	struct { const struct template_register *into; const char *file_column; struct names asks; } attach;
	const char *marking_field;      /* identity field of the banner, or NULL */
	struct workflow workflow;
	const struct template_files *files;
	char snapshot[DIGEST_TEXT];     /* of the files: names and contents */
};

/* All files of a template's folder. */
const struct fault *template_files_read(struct scope *, const char *folder, const struct template_files **) MUST_USE;
/* SHA-256 over names and contents, in order. */
void template_files_digest(const struct template_files *, char out[DIGEST_TEXT]);
const struct template_file *template_files_find(const struct template_files *, const char *path);

/* Read a template.  What is wrong with it are findings, with its own files and lines; it is fit for use only if
 * none of them is an error. */
const struct template *template_read(struct scope *, const struct template_files *, struct findings *);
/* The same, an unfit template being a fault that names the first mistake. */
const struct fault *template_read_fit(struct scope *, const struct template_files *, const struct template **) MUST_USE;

/* Position in categories, or -1. */
int template_category(const struct template *, const char *id);
const struct template_element *template_element(const struct template *, const char *id);
const struct template_register *template_register(const struct template *, const char *name);
const struct template_requirement *template_requirement(const struct template *, const char *id);
const struct template_role *template_role(const struct template *, const char *id);
const struct template_profile *template_profile(const struct template *, const char *name);
/* A column's position, or -1. */
int template_column(const struct template_register *, const char *name);
/* "R", "C" or "-" for a requirement in a category. */
const char *template_need(const struct template *, const struct template_requirement *, int category);
const char *template_say(const struct template_words *, const char *language);
const char *template_type_name(enum template_type);
#endif
