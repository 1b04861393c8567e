/* template.h: what a sort of package is, read from a template's files.  For everyone from package/ up.
 *
 * The format is specified in templates/README.md.  A template comes from
 * a folder (`new`, `template lint`) or from the copy that a package's
 * journal carries; both are a list of files here.  Where a template lies
 * on another (`base:`), that one's files stand in the list below base/. */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H
#include "base/base.h"
#include "base/digest.h"
#include "base/fault.h"
#include "base/finding.h"
#include "base/list.h"
#include "base/lookup.h"
#include "base/words.h"
#include "journal/workflow.h"
#include "text/pattern.h"

struct template_file { const char *path, *bytes; size_t len; };
struct template_files { struct template_file *at; size_t count, cap; };


/* A word of pages and workbooks, by its English. */
struct template_phrase { const char *english; struct words words; };
struct template_voice { const struct template *template; size_t language; struct reader reader; };

struct template_role { const char *id; struct words title; };
struct template_severity { const char *id; struct words title; };      /* of a remark; the worst first */
/* mentions: texts are searched for values of this form, so that rules can compare them. */
struct template_format {
	const char *name, *example, *basis;
	struct words says;
	const struct pattern *pattern;
	bool mentions;
};
struct template_field {
	const char *name, *usual;
	struct words title;
	const struct template_format *format;
	struct names choices;
	bool required;
};
struct template_category { const char *id, *basis, *source; struct words title, help, example; bool offered; };

/* One entry of a code list: what a code of the trade means, and what follows from it. */
struct template_code {
	const char *list, *code, *group, *basis, *source;
	struct words title, means;
	struct place place;
};

struct template_element {
	const char *id, *file, *basis;
	struct words title;
	struct words help;
	const char **need;              /* by category: "R", "C" or "-" */
	struct place place;
};

/* The name of the unit that is no element: what the package says of itself.  No element bears it. */
#define TEMPLATE_WHOLE "package"

enum template_type { TEMPLATE_TEXT, TEMPLATE_INTEGER, TEMPLATE_NUMBER, TEMPLATE_DATE, TEMPLATE_YES_NO, TEMPLATE_CHOICE,
                     TEMPLATE_FORMAT, TEMPLATE_ATTACHMENT, TEMPLATE_PAGES, TEMPLATE_REQUIREMENT };

struct template_column {
	const char *name;
	struct words title;
	enum template_type type;
	const struct template_format *format;
	const char *codes;              /* the code list its choices are from, or NULL */
	struct names choices;
	bool required, list, key;
	int width;
};

struct template_register {
	const char *name;
	struct words title;
	const char *element;            /* whose sign-off covers it, or NULL */
	const char *requirement_column; /* rows belong to the element of this requirement, or NULL */
	bool required;
	bool internal;                  /* for the team: neither handed over nor covered by a sign-off */
	size_t *key, key_count;         /* columns */
	struct template_column *columns;
	size_t column_count;
	struct place place;
};

struct template_requirement {
	const char *id, *basis, *source;
	const struct template_element *element;
	struct words text, help, example;
	struct names categories;        /* empty: every category that uses the element */
	bool conditional;
	struct place place;
};

/* A message with holes for the query's columns.  key: what the query's column `says` holds to choose it; "" if it is
 * the only one. */
struct template_saying { const char *key; struct words words; struct place place; };
struct template_rule {
	const char *id, *basis, *raised, *source, *sql;
	struct words title, fix, example;
	struct { struct template_saying *at; size_t count, cap; } says; /* none: the third column is the message */
	enum finding_level level;
	struct place place;             /* of the query */
};

/* One case of a rule, from cases.yaml: rows by table and column, which fire it or do not.  What a row leaves out is
 * made up. */
struct template_given { const char *table; struct names columns, values; struct place place; };
struct template_case {
	const char *rule;
	bool fires;
	int as_of;                      /* the day of the check */
	struct { struct template_given *at; size_t count, cap; } rows;
	struct place place;
};
struct template_cases { struct template_case *at; size_t count, cap; };

/* What decides go or no-go before work begins; asked by `new`, answered in a register. */
struct template_question {
	const char *id, *basis;
	struct names codes;             /* one: the list the answer belongs to; several: one for each of its letters */
	struct words text, help;
	const struct template_format *format;
	const struct template_field *field;     /* of package.yaml that holds the same answer, or NULL */
	struct names choices;
};

/* Another package this one rests on: which template it is of, and which of its registers rules here may read. */
struct template_reading { const char *name; struct names columns; };
struct template_use {
	const char *alias, *template;
	struct words title;
	struct names states;            /* it must stand in one of them to be pinned; empty: in any */
	struct { struct template_reading *at; size_t count, cap; } reads;
	struct place place;
};

/* At the door of `attach`: a value that may not come in, unless another column says why it may. */
struct template_refusal { const char *column, *unless; struct names values; struct words says; };
/* Another register that gets a row for a file, where one of these of its columns is given. */
struct template_also { const struct template_register *into; const char *file_column; struct names columns; };
/* What a file says of itself fills a column where the person says nothing. */
enum template_fact { TEMPLATE_FACT_TITLE, TEMPLATE_FACT_LANGUAGE, TEMPLATE_FACT_PAGES };
struct template_proposal { const char *column; enum template_fact fact; };

/* What a column of the authority says when the workbook comes back. */
enum template_takes { TEMPLATE_TAKES_NOTHING, TEMPLATE_TAKES_VERDICT, TEMPLATE_TAKES_FINDING, TEMPLATE_TAKES_SEVERITY,
                      TEMPLATE_TAKES_COMMENT };
/* What the first column of a sheet names, so that what is said in a row is known to be about it. */
enum template_about { TEMPLATE_ABOUT_NOTHING, TEMPLATE_ABOUT_REQUIREMENT, TEMPLATE_ABOUT_REMARK };
/* Unsaid: that of the profile; there, A4.  Letter and A4 of a profile are its family: wide sheets take the larger. */
enum template_paper { TEMPLATE_PAPER_UNSAID, TEMPLATE_PAPER_LETTER, TEMPLATE_PAPER_A4, TEMPLATE_PAPER_TABLOID,
                      TEMPLATE_PAPER_A3 };

struct template_sheet_column {
	struct words head;
	const char *key;                /* what it is called where nobody looks; no two of a sheet are the same */
	enum template_type type;
	int width;
	bool authority;                 /* the authority fills it in */
	bool optional;                  /* left out where no row has anything in it */
	int link;                       /* 0 = none, else the result column, from 1, that says where a cell leads */
	enum template_takes takes;
	struct names choices;
	struct names raises;            /* of a verdict's choices: those that raise a deficiency */
};

/* A cell of its own that the authority fills in: who evaluated, when, the overall disposition. */
struct template_sheet_field { const char *key; struct words head; struct names choices; struct place place; };

struct template_sheet {
	const char *name, *sql;
	struct words title;
	const struct template_register *shown;  /* a register as it stands, or NULL */
	struct template_sheet_column *columns;
	size_t column_count;
	size_t result_count;            /* columns of the query: those shown, and what links want */
	bool form, landscape;
	int group;                      /* 0 = none, else a result column from 1 */
	enum template_about about;
	int spare;                      /* rows below, for what is not on our list */
	enum template_paper paper;
	struct { struct template_sheet_field *at; size_t count, cap; } block;
	struct place place;
};

struct template_profile {
	const char *name;
	enum template_paper paper;
	struct words title;
	const struct template_sheet **sheets;
	size_t sheet_count;
};

struct template_requirements { struct template_requirement *at; size_t count, cap; };
struct template_rules { struct template_rule *at; size_t count, cap; };
struct template_sheets { struct template_sheet *at; size_t count, cap; };
struct template_profiles { struct template_profile *at; size_t count, cap; };
struct template_parts;

struct template {
	int format;                     /* 1, or 2: rules have words with holes, and cases */
	const char *name;
	struct words title;
	struct names languages;         /* of its texts; the first is that of what is handed over */
	struct words applicant, authority;      /* who has the ball */
	/* words that are no answer, or say there is none */
	struct { struct names not_applicable, placeholder; } says;
	struct { const char *issuer, *document, *revision, *date; } requirement_document;
	int horizon_days;
	const char *time_zone;          /* of new packages, as "+09:00" */
	struct { struct template_role *at; size_t count, cap; } roles;
	struct { struct template_format *at; size_t count, cap; } formats;
	struct { struct template_field *at; size_t count, cap; } fields;
	struct { struct template_category *at; size_t count, cap; } categories;
	struct { struct template_element *at; size_t count, cap; } elements;
	struct template_element whole;          /* identity, screening, pins, and all that belongs to no element */
	bool whole_is_signed;                   /* the template asks for sign-offs on it; place: where it could */
	struct { struct template_register *at; size_t count, cap; } registers;
	struct { struct template_code *at; size_t count, cap; } codes;
	struct { struct template_use *at; size_t count, cap; } uses;
	struct { const struct template_register *into; struct { struct template_question *at; size_t count,
	                                                        cap; } questions; } screening;
	struct { struct template_phrase *at; size_t count, cap; } phrases;
	struct template_voice voices[WORDS_LANGUAGES];
	struct { struct template_severity *at; size_t count, cap; } severities;
	/* days: the longest a finding may be accepted; never: rules; place: of them */
	struct { int days; struct names never; struct place place; } waivers;
	struct {
		const struct template_register *into;
		/* kept: "reference" where the content stays elsewhere; or NULL */
		const char *file_column, *kept_column;
		struct names asks;
		struct { struct template_refusal *at; size_t count, cap; } refusals;
		struct { struct template_also *at; size_t count, cap; } also;
		struct { struct template_proposal *at; size_t count, cap; } proposes;
	} attach;
	struct template_parts *parts;   /* checklist, rules, workbook: asked for by template_requirements() … */
	const char *marking_field;      /* identity field of the banner, or NULL */
	struct workflow workflow;
	const struct template_files *files;
	/* Places in the lists of the same names; element_files: in elements, by file. */
	struct { struct lookup *elements, *element_files, *registers, *files; } index;
	/* Texts of the template that a rule may quote: titles and meanings of codes, questions, titles; by the first
	 * language. */
	struct { const struct words **at; size_t count, cap; } texts;
	struct lookup *text_index;
	char snapshot[DIGEST_TEXT];     /* of the files: names and contents */
};

/* The files of a template's folder, and of the one it lies on, that judge packages. */
const struct fault *template_files_read(struct scope *, const char *folder, const struct template_files **) MUST_USE;
/* And its cases, which only lint runs: no package carries them, and another case makes no other template. */
const struct fault *template_files_read_all(struct scope *, const char *folder,
                                            const struct template_files **) MUST_USE;
/* SHA-256 over names and contents, in order. */
void template_files_digest(const struct template_files *, char out[DIGEST_TEXT]);
/* A file of the template, else of the one it lies on; NULL if neither has it. */
const struct template_file *template_files_find(const struct template_files *, const char *path);

/* Read a template.  What is wrong with it are findings, with its own files and lines; it is fit for use only if
 * none of them is an error. */
const struct template *template_read(struct scope *, const struct template_files *, struct findings *);
/* Its cases, for lint alone: a package is judged without them.  Empty if it has none. */
const struct template_cases *template_read_cases(struct scope *, const struct template *, struct findings *);
/* The same as template_read(), an unfit template being a fault that names the first mistake. */
const struct fault *template_read_fit(struct scope *, const struct template_files *, const struct template **) MUST_USE;
/* The same, but checklist, rules and workbook, most of the text, are read when they are first asked for: into the scope
 * given here, and like a scope such a template is for one thread at a time. */
const struct fault *template_open(struct scope *, const struct template_files *, const struct template **) MUST_USE;
/* The same from a file that template_files_keep() wrote with this mark, which may have vanished or been changed since:
 * false unless it bears the mark and holds the very files that this snapshot is the digest of. */
bool template_open_kept(struct scope *, const char *file, const char *mark, const char *snapshot,
                        const struct template **);
/* Keep them in one file, all or nothing, with a line of words of whoever keeps them; where that fails there is none. */
void template_files_keep(const char *file, const char *mark, const struct template_files *);
/* Read what is not read yet.  The fault names the first mistake in it.  A package is loaded, and an act begun, with a
 * complete template only. */
const struct fault *template_complete(const struct template *) MUST_USE;
/* Checklist, rules and workbook.  There is no way to them that does not read them, and what template_complete() refuses
 * ends the process here: rules that cannot be read are not the same as none. */
const struct template_requirements *template_requirements(const struct template *);
const struct template_rules *template_rules(const struct template *);
const struct template_sheets *template_sheets(const struct template *);         /* those with a name of their own */
const struct template_profiles *template_profiles(const struct template *);

/* The same as template_files_find() in the template's own files. */
const struct template_file *template_file(const struct template *, const char *path);
/* Position in categories, or -1. */
int template_category(const struct template *, const char *id);
const struct template_element *template_element(const struct template *, const char *id);
const struct template_element *template_element_of(const struct template *, const char *file);
const struct template_register *template_register(const struct template *, const char *name);
const struct template_requirement *template_requirement(const struct template *, const char *id);
/* What is signed, one by one: the package itself, then each element.  By number from 0, or by name; NULL if there is
 * none. */
size_t template_unit_count(const struct template *);
const struct template_element *template_unit(const struct template *, size_t);
const struct template_element *template_unit_called(const struct template *, const char *name);
const struct template_role *template_role(const struct template *, const char *id);
const struct template_profile *template_profile(const struct template *, const char *name);
/* A field of package.yaml; NULL if the template has none of this name. */
const struct template_field *template_field(const struct template *, const char *name);
/* A column's position, or -1. */
int template_column(const struct template_register *, const char *name);
/* "R", "C" or "-" for a requirement in a category. */
const char *template_need(const struct template *, const struct template_requirement *, int category);
const struct template_rule *template_rule(const struct template *, const char *id);
/* The message that a rule's query chose; NULL if the rule has none of this key. */
const struct template_saying *template_saying(const struct template_rule *, const char *key);
/* A text of the template in all its languages, by the first; NULL if it is none of them. */
const struct words *template_text(const struct template *, const char *text);
/* The same as what fills a hole: a finding that names a column or a checklist line names it to each reader in their own
 * language. */
const struct phrase *template_say(struct scope *, const struct template *, const struct words *);
/* Its place in severities, 0 the worst; -1 if there is none of this name. */
int template_severity(const struct template *, const char *id);
/* The same by what a person calls it: its id, its title, or that as far as a colon; any case. */
int template_severity_called(const struct template *, const char *words);
const struct template_use *template_use(const struct template *, const char *alias);
const struct template_question *template_question(const struct template *, const char *id);
const struct template_code *template_code(const struct template *, const char *list, const char *code);
/* Whose turn a state is, as people read it: "applicant", "authority (reported)". */
const char *template_owner(struct scope *, const struct template *, const struct workflow_state *, size_t language);
/* A word of pages and workbooks in a language; as it is if the template does not give it. */
/* The reader of that language: what the template says of our own words, then the catalogue. */
const struct reader *template_speaks(const struct template *, size_t language);
/* A language's position, or -1. NULL: the first. */
int template_language(const struct template *, const char *language);
const char *template_type_name(enum template_type);
#endif
