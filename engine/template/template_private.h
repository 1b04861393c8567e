/* template_private.h: what the files of this folder share: a YAML file being read with findings.
 * For template/ only. */
#ifndef TEMPLATE_TEMPLATE_PRIVATE_H
#define TEMPLATE_TEMPLATE_PRIVATE_H
#include "template/template.h"
#include "text/yaml.h"

struct template_reader {
	struct scope *sc;
	const char *file;
	struct findings *findings;
	const struct names *languages;
};

/* A rule that a guard names, for when the rules are read; its place is in workflow.yaml. */
struct template_named { const char *rule; struct place place; };
struct template_parts {
	struct scope *sc;
	struct template *whole;
	bool read;
	struct findings *found;         /* what is wrong with them, where nobody was told of it yet */
	struct template_requirements requirements;
	struct lookup *requirement_index;
	struct template_rules rules;
	struct template_sheets sheets;
	struct template_profiles profiles;
	struct { struct template_named *at; size_t count, cap; } named;        /* and not looked for yet */
};
/* Look for the rules that workflow.yaml names, once all are read. */
void template_check_named(struct template_parts *, struct findings *);

/* How many templates may lie on one another; base/ stands before a path once for each layer below. */
enum { TEMPLATE_LAYERS = 4 };
/* The file at just this path, layers and all; NULL if there is none. */
const struct template_file *template_file_exactly(const struct template_files *, const char *path);

/* Where a node stands. */
struct place template_place(const struct template_reader *, const struct yaml *);
/* Of a layer that the template lies on, and that others may lie on too. */
bool template_is_below(const struct yaml *);
/* The value of a key, for who complains of it; where it is missing, what lacks it. */
const struct yaml *template_at(const struct yaml *map, const char *key);
#define template_complain(r, at, ...) template_complain_of((r), (at), PHRASE(__VA_ARGS__))
void template_complain_of(struct template_reader *, const struct yaml *at, const struct phrase *);
/* Keys of a map that are not in the list (words with blanks between) are findings. False if it is no map. */
bool template_keys(struct template_reader *, const struct yaml *, const char *allowed);
/* The file's root map, laid over that of the template it lies on; NULL with a finding. */
const struct yaml *template_root(struct template_reader *, const struct template_files *, const char *file);
/* The map under a key; NULL if it is absent or empty, NULL with a finding if it is no map. */
const struct yaml *template_map(struct template_reader *, const struct yaml *, const char *key);
struct words template_words(struct template_reader *, const struct yaml *, const char *key, const char *otherwise);
/* The title of what people read about; without one they see its id, and its author is warned. */
struct words template_title(struct template_reader *, const struct yaml *map, const char *id);
/* Plain words; otherwise where the key is absent; a mistake, and otherwise, where a list or keys stand. */
const char *template_plain(struct template_reader *, const struct yaml *map, const char *key, const char *otherwise);
/* true or false (yes or no); a whole number of at most six digits.  Otherwise where the key is absent; a mistake, and
 * otherwise, where its value is none: a default in its place would be a policy nobody wrote. */
bool template_flag(struct template_reader *, const struct yaml *, const char *key, bool otherwise);
int template_integer(struct template_reader *, const struct yaml *, const char *key, int otherwise);
bool template_is_number(const char *);
struct names template_names(struct template_reader *, const struct yaml *, const char *key);
const char *template_basis(struct template_reader *, const struct yaml *);
const char *template_required_text(struct template_reader *, const struct yaml *, const char *key);
bool template_type(struct template_reader *, const struct yaml *, enum template_type *);

void template_read_core(struct template *, const struct template_files *, struct scope *, struct findings *);
/* Parts of template.yaml that have a file of their own. */
void template_read_codes(struct template *, struct template_reader *, const struct yaml *codes);
void template_read_screening(struct template *, struct template_reader *, const struct yaml *screening);
void template_read_uses(struct template *, struct template_reader *, const struct yaml *uses);
void template_read_phrases(struct template *, struct template_reader *, const struct yaml *phrases);
void template_read_attach(struct template *, struct template_reader *, const struct yaml *attach);
const struct template_format *template_format(struct template *, struct template_reader *, const struct yaml *map);
/* A name that will stand in a journal; what it names: "a role", "a state". */
void template_check_word(struct template_reader *, const struct yaml *at, const struct phrase *what, const char *);
/* A name that may become a table or a column of SQL. */
bool template_is_sql_name(const char *);
/* The choices of a column or question: `choices`, or the codes of the list that `codes` names. */
struct names template_choices(const struct template *, struct template_reader *, const struct yaml *map);

void template_read_checklist(struct template *, const struct template_files *, struct scope *, struct findings *);
void template_read_rules(struct template *, const struct template_files *, struct scope *, struct findings *);
void template_read_workflow(struct template *, const struct template_files *, struct scope *, struct findings *);
void template_read_workbook(struct template *, const struct template_files *, struct scope *, struct findings *);
#endif
