/* yaml.h: YAML 1.2 files as plain trees that know their lines.  For everyone from template/ up.
 *
 * Libfyaml lives behind this header only.  Anchors and aliases are
 * refused: a template or a front matter is read by people, and an alias
 * can make a small file enormous. */
#ifndef TEXT_YAML_H
#define TEXT_YAML_H
#include "base/base.h"
#include "base/phrase.h"
#include "base/scope.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	int line, column;               /* from 1, in the bytes given plus the first line given */
	const char *file;               /* as yaml_name() was told; NULL before */
	const char *text;               /* YAML_TEXT: the scalar, "" for an empty one */
	bool null;                      /* an unquoted empty, ~ or null */
	const char **keys;              /* YAML_MAP: the keys, in the file's order */
	const struct yaml **items;      /* YAML_LIST and YAML_MAP */
	size_t count;
};

struct yaml_mistake { int line, column; const struct phrase *says; };

/* Read a document.  first_line is the line of the file in which bytes begins (1 for a whole file).
 * False, and *mistake set, if it is no YAML; true with *out NULL for an empty document. */
bool yaml_read(struct scope *, const char *bytes, size_t len, int first_line, const struct yaml **out,
               struct yaml_mistake *mistake) MUST_USE;

/* Tell every node of a tree which file it stands in. */
void yaml_name(const struct yaml *, const char *file);
/* One tree laid over another, either of which may be NULL: maps key by key, where an empty value takes the key away;
 * lists of maps item by item, those with the same value of the key `by` laid over each other; all else is replaced.
 * Each node keeps its own file and line. */
const struct yaml *yaml_lay(struct scope *, const struct yaml *under, const struct yaml *over, const char *by);

/* The value of a key, or NULL; NULL also if the node is NULL or no map. */
const struct yaml *yaml_get(const struct yaml *, const char *key);
/* The text of a key's value, or otherwise if it is absent or no text. */
const char *yaml_text(const struct yaml *, const char *key, const char *otherwise);
#endif
