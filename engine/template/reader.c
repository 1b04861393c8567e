/* reader.c: YAML read with findings: what every file of a template is read with. */
#include "base/base.h"
#include "template/template_private.h"
#include "text/unicode.h"
#include <ctype.h>

const struct yaml *template_at(const struct yaml *map, const char *key)
{
	const struct yaml *value = yaml_get(map, key);
	return value ? value : map;
}

void template_complain_of(struct template_reader *r, const struct yaml *at, const struct phrase *says)
{
	finding_add(r->findings, FINDING_template_invalid, template_place(r, at), says);
}

void template_check_word(struct template_reader *r, const struct yaml *at, const struct phrase *what, const char *word)
{
	if (!event_word_is_valid(word))
		template_complain(r, at, "\"{word}\" cannot name {what}: use the letters A to Z, digits, - and _; "
			"its title may hold any", word, what);
}

struct place template_place(const struct template_reader *r, const struct yaml *at)
{
	return (struct place){ at && at->file ? at->file : r->file, at ? at->line : 1, at ? at->column : 0 };
}

bool template_keys(struct template_reader *r, const struct yaml *map, const char *allowed)
{
	if (!map || map->kind != YAML_MAP) {
		template_complain(r, map, "keys are wanted here: {allowed}", allowed);
		return false;
	}
	for (size_t i = 0; i < map->count; i++) {
		const char *at = allowed;
		size_t n = strlen(map->keys[i]);
		bool known = false;
		while (*at && !known) {
			size_t len = strcspn(at, " ");
			known = len == n && strncmp(at, map->keys[i], n) == 0;
			at += len + (at[len] == ' ');
		}
		if (!known)
			template_complain(r, map->items[i], "\"{key}\" is not known here; known are: {allowed}",
				map->keys[i], allowed);
	}
	return true;
}

static const struct yaml *read_file(struct template_reader *r, const struct template_file *f)
{
	const struct yaml *root = NULL;
	struct yaml_mistake mistake;
	size_t bad;
	struct yaml here = { .file = f->path, .line = 1 };
	if (!unicode_is_valid(f->bytes, f->len, &bad)) {
		template_complain(r, &here, "the file is not UTF-8");
		return NULL;
	}
	if (!yaml_read(r->sc, f->bytes, f->len, 1, &root, &mistake)) {
		finding_add(r->findings, FINDING_template_invalid, (struct place){ f->path, mistake.line,
			mistake.column }, mistake.says);
		return NULL;
	}
	if (!root || root->kind != YAML_MAP) {
		template_complain(r, &here, "the file holds no keys");
		return NULL;
	}
	yaml_name(root, f->path);
	return root;
}

const struct yaml *template_root(struct template_reader *r, const struct template_files *files, const char *file)
{
	const struct yaml *root = NULL;
	const char *path = file;
	bool found = false;
	r->file = file;
	for (size_t depth = 0; depth <= TEMPLATE_LAYERS; depth++, path = scope_printf(r->sc, "base/%s", path)) {
		const struct template_file *f = template_file_exactly(files, path);
		const struct yaml *own = f ? read_file(r, f) : NULL;
		found = found || f;
		if (f && !own)
			return NULL;
		root = yaml_lay(r->sc, own, root, "action");
	}
	if (!found)
		template_complain(r, NULL, "the file is missing");
	return root;
}

const struct yaml *template_map(struct template_reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);
	if (!node || node->null || node->kind == YAML_MAP)
		return node && node->kind == YAML_MAP ? node : NULL;
	template_complain(r, node, "keys are wanted under \"{key}\": name: value", key);
	return NULL;
}

bool template_is_below(const struct yaml *at) { return at->file && strncmp(at->file, "base/", 5) == 0; }

/* Languages not named by the template are mistakes, a text nobody would ever see; the layers below serve other
 * templates too. */
static struct words read_words(struct template_reader *r, const struct yaml *map, const char *otherwise)
{
	struct words out;
	const char *any = map->count && map->items[0]->kind == YAML_TEXT ? map->items[0]->text : otherwise;
	const char *first = yaml_text(map, r->languages->at[0], any);
	for (size_t i = 0; i < countof(out.in); i++)
		out.in[i] = i < r->languages->count ? yaml_text(map, r->languages->at[i], first) : first;
	for (size_t i = 0; i < r->languages->count; i++)
		if (!yaml_get(map, r->languages->at[i]))
			finding_add(r->findings, FINDING_template_weak, template_place(r, map),
				PHRASE("there is no text in \"{language}\"; readers of it will see \"{first}\"",
				r->languages->at[i], first));
	for (size_t i = 0; i < map->count; i++)
		if (!list_has(r->languages, map->keys[i]) && !template_is_below(map->items[i]))
			template_complain(r, map->items[i], "\"{language}\" is none of the template's languages",
				map->keys[i]);
	return out;
}

struct words template_words(struct template_reader *r, const struct yaml *map, const char *key, const char *otherwise)
{
	const struct yaml *node = yaml_get(map, key);
	struct words out;
	if (node && node->kind == YAML_MAP)
		return read_words(r, node, otherwise);
	if (node && node->kind == YAML_LIST)
		template_complain(r, node, "a text is wanted for \"{key}\", or one for each language", key);
	for (size_t i = 0; i < countof(out.in); i++)
		out.in[i] = node && node->kind == YAML_TEXT ? node->text : otherwise;
	return out;
}

struct words template_title(struct template_reader *r, const struct yaml *map, const char *id)
{
	if (!yaml_get(map, "title"))
		finding_add(r->findings, FINDING_template_weak, template_place(r, map),
			PHRASE("there is no title; readers will see \"{name}\"", id));
	return template_words(r, map, "title", id);
}

static const char *value_text(const struct yaml *value)
{
	return value->kind == YAML_TEXT ? value->text : value->kind == YAML_LIST ? "[...]" : "{...}";
}

const char *template_plain(struct template_reader *r, const struct yaml *map, const char *key, const char *otherwise)
{
	const struct yaml *value = yaml_get(map, key);
	if (value && value->kind != YAML_TEXT)
		template_complain(r, value, "plain words are wanted for \"{key}\"", key);
	return yaml_text(map, key, otherwise);
}

bool template_flag(struct template_reader *r, const struct yaml *map, const char *key, bool otherwise)
{
	const struct yaml *value = yaml_get(map, key);
	const char *text = value ? value_text(value) : "";
	if (!value)
		return otherwise;
	if (strcmp(text, "true") == 0 || strcmp(text, "yes") == 0)
		return true;
	if (strcmp(text, "false") != 0 && strcmp(text, "no") != 0)
		template_complain(r, value, "\"{name}\" is true or false, not \"{value}\"", key, text);
	return false;
}

bool template_is_number(const char *s) { return *s && !s[strspn(s, "0123456789")] && strlen(s) <= 6; }

int template_integer(struct template_reader *r, const struct yaml *map, const char *key, int otherwise)
{
	const struct yaml *value = yaml_get(map, key);
	const char *text = value ? value_text(value) : "";
	if (!value)
		return otherwise;
	if (template_is_number(text))
		return atoi(text);
	template_complain(r, value, "\"{name}\" wants a whole number, not \"{value}\"", key, text);
	return otherwise;
}

/* An item that stands twice, or looks like another because of its blanks, is one that somebody meant otherwise. */
static void add_name(struct template_reader *r, const struct yaml *item, const char *key, struct names *out)
{
	if (item->kind != YAML_TEXT) {
		template_complain(r, item, "plain words are wanted in the list \"{key}\"", key);
		return;
	}
	const char *text = item->text;
	size_t n = strlen(text);
	if (n == 0 || isspace((unsigned char)text[0]) || isspace((unsigned char)text[n - 1]))
		template_complain(r, item, "\"{word}\" in the list \"{key}\" is empty, or has blanks around it", text,
			key);
	if (list_has(out, text))
		template_complain(r, item, "\"{word}\" stands twice in the list \"{key}\"", text, key);
	*LIST_ADD(r->sc, out) = text;
}

struct names template_names(struct template_reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);
	struct names out = {0};
	if (!node)
		return out;
	if (node->kind == YAML_TEXT && !node->null)
		*LIST_ADD(r->sc, &out) = node->text;
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
		add_name(r, node->items[i], key, &out);
	if (node->kind == YAML_MAP)
		template_complain(r, node, "a list is wanted for \"{key}\"", key);
	return out;
}

const char *template_basis(struct template_reader *r, const struct yaml *map)
{
	const char *basis = yaml_text(map, "basis", "");
	if (strcmp(basis, "P") != 0 && strcmp(basis, "S") != 0 && strcmp(basis, "B") != 0 && strcmp(basis, "D") != 0)
		template_complain(r, template_at(map, "basis"), "basis must be P (primary text read), S (secondary), "
			"B (trade knowledge) or D (our design)");
	return basis;
}

const char *template_required_text(struct template_reader *r, const struct yaml *map, const char *key)
{
	const char *text = yaml_text(map, key, NULL);
	if (!text || !*text)
		template_complain(r, map, "\"{key}\" is missing", key);
	return text ? text : "";
}

static const char *const types[] = { "text", "integer", "number", "date", "yes_no", "choice", "format", "attachment",
                                     "pages", "requirement" };

bool template_type(struct template_reader *r, const struct yaml *map, enum template_type *out)
{
	const char *name = yaml_text(map, "type", "text");
	for (size_t i = 0; i < countof(types); i++)
		if (strcmp(types[i], name) == 0) {
			*out = (enum template_type)i;
			return true;
		}
	template_complain(r, template_at(map, "type"), "there is no type \"{name}\"; types are text, integer, number, "
		"date, yes_no, choice, format, attachment, pages, requirement", name);
	return false;
}

const char *template_type_name(enum template_type type) { return types[type]; }
