/* loading.c: finding entries and reading texts for those who load a package. */
#include "base/base.h"
#include "base/conflict.h"
#include "package/loading_private.h"
#include "store/source.h"
#include "text/unicode.h"

size_t loading_first(const struct loading *l, const char *path)
{
	size_t low = 0, high = l->entry_count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (strcmp(path, l->entries[mid].path) > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct source_entry *loading_entry(const struct loading *l, const char *path)
{
	size_t at = loading_first(l, path);
	return at < l->entry_count && strcmp(l->entries[at].path, path) == 0 ? &l->entries[at] : NULL;
}

const struct fault *loading_text(struct loading *l, const char *path, bool table, const char **text, size_t *len)
{
	const struct source_entry *e = loading_entry(l, path);
	struct findings *fs = l->p->findings;
	enum unicode_origin origin;
	int bad_line = 0;
	const char *bytes = NULL;
	*text = NULL;
	*len = 0;
	if (!e || e->kind != SOURCE_FILE)
		return NULL;
	if (!loading_budget_has_bytes(l, path, e->size))
		return NULL;
	TRY(source_read(l->sc, l->p->source, path, &bytes, len));
	if (e->size == 0 && *len && !loading_budget_has_bytes(l, path, *len))
		return NULL;
	if (*len == 0) {
		finding_add(fs, FINDING_file_empty, (struct place){ path }, PHRASE("the file is empty"));
		return NULL;
	}
	*text = unicode_normalise(l->sc, bytes, *len, table, len, &origin, &bad_line);
	if (!*text && origin == UNICODE_WESTERN)
		finding_add(fs, FINDING_encoding, (struct place){ path, bad_line },
			PHRASE("the file looks like Windows-1252 from here on, not like Shift_JIS; save it as UTF-8"));
	else if (!*text)
		finding_add(fs, FINDING_encoding, (struct place){ path, bad_line },
			table ? PHRASE("the file is neither UTF-8 nor CP932 from here on")
			      : PHRASE("the file is not UTF-8 from here on"));
	else if (origin == UNICODE_CP932)
		finding_add(fs, FINDING_encoding_converted, (struct place){ path },
			PHRASE("read as CP932 (Shift_JIS)"));
	if (*text && !loading_budget_has_parts(l, path, *text, *len))
		*text = NULL;
	if (!*text)
		return NULL;
	loading_letters_of(l, path, *text, *len);
	for (int n = 0; (n = conflict_next(*text, *len, n)) > 0; )
		finding_add(fs, FINDING_conflict_mark, (struct place){ path, n },
			PHRASE("here stands a mark of a merge: two people changed these lines, and nobody has "
			"decided"));
	return NULL;
}

const struct phrase *loading_say(struct loading *l, const struct words *w)
{
	return template_say(l->sc, l->p->template, w);
}

void loading_values(struct loading *l, const struct yaml *node, const char *field, int position,
                    struct package_values *out)
{
	if (node->kind == YAML_TEXT) {
		*LIST_ADD(l->sc, out) = (struct package_value){ field, node->text, position, node->line };
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const char *name = node->kind == YAML_LIST ? field
		                   : *field ? scope_printf(l->sc, "%s.%s", field, node->keys[i]) : node->keys[i];
		loading_values(l, node->items[i], name, node->kind == YAML_LIST ? (int)i + 1 : position, out);
	}
}
