/* fuzz_yaml.c: a tree with texts, keys once, and places; or a mistake with a place; both readers agree. */
#include "fuzz.h"
#include "text/yaml_private.h"

static void walk(const struct yaml *y, int depth)
{
	size_t bad;
	HOLDS(depth < 64 && y->line >= 0 && y->column >= 0);
	if (y->kind == YAML_TEXT) {
		HOLDS(y->text && unicode_is_valid(y->text, strlen(y->text), &bad));
		return;
	}
	for (size_t i = 0; i < y->count; i++) {
		if (y->kind == YAML_MAP)
			HOLDS(yaml_get(y, y->keys[i]) == y->items[i]);
		walk(y->items[i], depth + 1);
	}
}

static void same(const struct yaml *a, const struct yaml *b)
{
	HOLDS(a->kind == b->kind && a->line == b->line && a->column == b->column && a->null == b->null
	      && a->count == b->count && strcmp(a->text, b->text) == 0);
	for (size_t i = 0; i < a->count; i++) {
		HOLDS(a->kind != YAML_MAP || strcmp(a->keys[i], b->keys[i]) == 0);
		same(a->items[i], b->items[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	size_t len = 0;
	const char *text = fuzz_text(sc, data, size, false, &len);
	const struct yaml *root = NULL;
	struct yaml_mistake mistake = { -1, -1, NULL };
	if (!text)
		return 0;
	const struct yaml *quick = NULL;
	if (yaml_plain(sc, text, len, 1, &quick)) {
		HOLDS(yaml_by_library(sc, text, len, 1, &root, &mistake));
		same(quick, root);
	}
	if (!yaml_read(sc, text, len, 1, &root, &mistake))
		HOLDS(mistake.says && mistake.line >= 0);
	else if (root)
		walk(root, 0);
	return 0;
}
