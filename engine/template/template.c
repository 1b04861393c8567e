/* template.c: a template's files, and looking things up in it. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "template/template_private.h"
#include "text/unicode.h"
#include <ctype.h>

enum { FILE_LIMIT = 4 << 20, BASES = 4 };

static const char CASES[] = "cases.yaml";

static bool is_wanted(const char *path, bool cases)
{
	return (path_has_suffix(path, ".yaml") || path_has_suffix(path, ".md")) && (cases || strcmp(path, CASES) != 0);
}

static const struct fault *add_files(struct scope *sc, const char *folder, const char *prefix, bool cases,
                                     struct template_files *files)
{
	const char *const *paths = NULL;
	size_t count = 0;
	TRY(file_tree(sc, folder, &paths, &count));
	for (size_t i = 0; i < count; i++) {
		struct template_file f = { .path = scope_printf(sc, "%s%s", prefix, paths[i]) };
		if (!is_wanted(paths[i], cases))
			continue;
		TRY(file_read(sc, path_join(sc, folder, paths[i]), FILE_LIMIT, &f.bytes, &f.len));
		*LIST_ADD(sc, files) = f;
	}
	return NULL;
}

/* The folder named by `base:` in a template.yaml, relative to its own; NULL if it names none, or cannot be read. */
static const char *base_folder(struct scope *sc, const char *folder, const struct template_file *f)
{
	const struct yaml *root = NULL;
	struct yaml_mistake mistake;
	size_t bad;
	if (!f || !unicode_is_valid(f->bytes, f->len, &bad) || !yaml_read(sc, f->bytes, f->len, 1, &root, &mistake))
		return NULL;
	const char *name = yaml_text(root, "base", NULL);
	return name ? path_join(sc, folder, name) : NULL;
}

static const struct template_file *find_exactly(const struct template_files *files, const char *path)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->at[i].path, path) == 0)
			return &files->at[i];
	return NULL;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct template_file *)a)->path, ((const struct template_file *)b)->path);
}

static const struct fault *read_files(struct scope *sc, const char *folder, bool cases,
                                      const struct template_files **out)
{
	struct template_files *files = NEW(sc, struct template_files);
	if (!file_is_folder(folder))
		return fault_advise(fault_make(FAULT_NOT_FOUND, "there is no template {folder}", folder),
			REMEDY("template list"));
	const char *prefix = "";
	for (size_t depth = 0; folder; depth++) {
		size_t before = files->count;
		if (!file_is_folder(folder))
			return fault_make(FAULT_NOT_FOUND, "there is no folder {folder} for a template to lie on",
				folder);
		if (depth == BASES)
			return fault_make(FAULT_REFUSED, "a template lies on at most {most} others; {folder} is one "
				"too many", BASES - 1, folder);
		TRY(add_files(sc, folder, prefix, cases, files));
		const char *own = scope_printf(sc, "%sbase/", prefix);
		folder = base_folder(sc, folder, find_exactly(files, scope_printf(sc, "%stemplate.yaml", prefix)));
		for (size_t i = before; folder && i < files->count; i++)
			if (strncmp(files->at[i].path, own, strlen(own)) == 0)
				return fault_make(FAULT_REFUSED, "a template that lies on another holds no folder "
					"base/ of its own");
		prefix = own;
	}
	if (files->count)
		qsort(files->at, files->count, sizeof *files->at, by_path);
	*out = files;
	return NULL;
}

const struct fault *template_files_read(struct scope *sc, const char *folder, const struct template_files **out)
{
	return read_files(sc, folder, false, out);
}

const struct fault *template_files_read_all(struct scope *sc, const char *folder, const struct template_files **out)
{
	return read_files(sc, folder, true, out);
}

void template_files_digest(const struct template_files *files, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	struct digest *d = digest_start(turn);
	for (size_t i = 0; i < files->count; i++) {
		char hex[DIGEST_TEXT];
		digest_bytes(files->at[i].bytes, files->at[i].len, hex);
		digest_add(d, files->at[i].path, strlen(files->at[i].path) + 1);
		digest_add(d, hex, sizeof hex);
	}
	digest_end(d, out);
}

/* index: of the files, or NULL. */
static const struct template_file *find_in_layers(const struct template_files *files, const struct lookup *index,
                                                  const char *path)
{
	char below[512] = "";
	for (size_t depth = 0, n = 0; depth <= BASES && n + strlen(path) < sizeof below; depth++) {
		snprintf(below + n, sizeof below - n, "%s", path);
		size_t at = index ? lookup_find(index, below) : LOOKUP_NONE;
		const struct template_file *f = !index ? find_exactly(files, below)
		                              : at == LOOKUP_NONE ? NULL : &files->at[at];
		if (f)
			return f;
		n += (size_t)snprintf(below + n, sizeof below - n, "base/");
	}
	return NULL;
}

const struct template_file *template_files_find(const struct template_files *files, const char *path)
{
	return find_in_layers(files, NULL, path);
}

const struct template_file *template_file(const struct template *t, const char *path)
{
	return find_in_layers(t->files, t->index.files, path);
}

static void begin_index(struct scope *sc, struct template *t)
{
	struct lookup **const all[] = { &t->index.elements, &t->index.element_files, &t->index.registers,
	                                &t->index.requirements, &t->index.files };
	for (size_t i = 0; i < countof(all); i++)
		*all[i] = lookup_new(sc);
	for (size_t i = 0; i < t->files->count; i++)
		lookup_add(t->index.files, t->files->at[i].path, i);
}

static void add_text(struct scope *sc, struct template *t, const struct words *w)
{
	if (*w->in[0] && lookup_add(t->text_index, w->in[0], t->texts.count))
		*LIST_ADD(sc, &t->texts) = w;
}

static void index_texts(struct scope *sc, struct template *t)
{
	t->text_index = lookup_new(sc);
	for (size_t i = 0; i < t->codes.count; i++) {
		add_text(sc, t, &t->codes.at[i].title);
		add_text(sc, t, &t->codes.at[i].means);
	}
	for (size_t i = 0; i < t->screening.questions.count; i++)
		add_text(sc, t, &t->screening.questions.at[i].text);
	for (size_t i = 0; i < t->elements.count; i++)
		add_text(sc, t, &t->elements.at[i].title);
	for (size_t i = 0; i < t->categories.count; i++)
		add_text(sc, t, &t->categories.at[i].title);
	for (size_t i = 0; i < t->fields.count; i++)
		add_text(sc, t, &t->fields.at[i].title);
	for (size_t i = 0; i < t->uses.count; i++)
		add_text(sc, t, &t->uses.at[i].title);
}

const struct template *template_read(struct scope *sc, const struct template_files *files, struct findings *fs)
{
	struct template *t = NEW(sc, struct template);
	t->files = files;
	template_files_digest(files, t->snapshot);
	begin_index(sc, t);
	template_read_core(t, files, sc, fs);
	template_read_checklist(t, files, sc, fs);
	template_read_rules(t, files, sc, fs);
	template_read_workflow(t, files, sc, fs);
	template_read_workbook(t, files, sc, fs);
	index_texts(sc, t);
	return t;
}

const struct fault *template_read_fit(struct scope *sc, const struct template_files *files, const struct template **out)
{
	struct findings *fs = finding_list(sc);
	*out = template_read(sc, files, fs);
	for (size_t i = 0; i < fs->count; i++)
		if (fs->at[i].level == FINDING_ERROR)
			return fault_make(FAULT_CORRUPT, "the template is not fit for use: {file}:{line}: {message}",
				fs->at[i].place.file, fs->at[i].place.line, fs->at[i].says);
	return NULL;
}

int template_category(const struct template *t, const char *id)
{
	for (size_t i = 0; i < t->categories.count; i++)
		if (strcmp(t->categories.at[i].id, id) == 0)
			return (int)i;
	return -1;
}

#define LOOK_UP(list, by, wanted) \
	size_t at = lookup_find(by, wanted); \
	return at == LOOKUP_NONE ? NULL : &(list).at[at]

const struct template_element *template_element(const struct template *t, const char *id)
{
	LOOK_UP(t->elements, t->index.elements, id);
}

const struct template_element *template_element_of(const struct template *t, const char *file)
{
	LOOK_UP(t->elements, t->index.element_files, file);
}

size_t template_unit_count(const struct template *t) { return t->elements.count + 1; }

const struct template_element *template_unit(const struct template *t, size_t i)
{
	return i == 0 ? &t->whole : i <= t->elements.count ? &t->elements.at[i - 1] : NULL;
}

const struct template_element *template_unit_called(const struct template *t, const char *name)
{
	return strcmp(name, TEMPLATE_WHOLE) == 0 ? &t->whole : template_element(t, name);
}

const struct template_register *template_register(const struct template *t, const char *name)
{
	LOOK_UP(t->registers, t->index.registers, name);
}

const struct template_requirement *template_requirement(const struct template *t, const char *id)
{
	LOOK_UP(t->requirements, t->index.requirements, id);
}

#define FIND(list, member, wanted) \
	for (size_t i = 0; i < (list).count; i++) \
		if (strcmp((list).at[i].member, (wanted)) == 0) \
			return &(list).at[i]; \
	return NULL

const struct template_role *template_role(const struct template *t, const char *id) { FIND(t->roles, id, id); }
const struct template_profile *template_profile(const struct template *t, const char *name)
{
	FIND(t->profiles, name, name);
}
const struct template_rule *template_rule(const struct template *t, const char *id) { FIND(t->rules, id, id); }
const struct template_saying *template_saying(const struct template_rule *r, const char *key)
{
	for (size_t i = 0; i < r->says.count; i++)
		if (strcmp(r->says.at[i].key, key) == 0)
			return &r->says.at[i];
	return NULL;
}

const struct words *template_text(const struct template *t, const char *text)
{
	size_t at = lookup_find(t->text_index, text);
	return at == LOOKUP_NONE ? NULL : t->texts.at[at];
}

int template_severity(const struct template *t, const char *id)
{
	for (size_t i = 0; i < t->severities.count; i++)
		if (strcmp(t->severities.at[i].id, id) == 0)
			return (int)i;
	return -1;
}

const struct template_use *template_use(const struct template *t, const char *alias) { FIND(t->uses, alias, alias); }
const struct template_question *template_question(const struct template *t, const char *id)
{
	FIND(t->screening.questions, id, id);
}

const struct template_code *template_code(const struct template *t, const char *list, const char *code)
{
	for (size_t i = 0; i < t->codes.count; i++)
		if (strcmp(t->codes.at[i].list, list) == 0 && strcmp(t->codes.at[i].code, code) == 0)
			return &t->codes.at[i];
	return NULL;
}

const char *template_owner(struct scope *sc, const struct template *t, const struct workflow_state *s, size_t language)
{
	const struct phrase *reported = PHRASE("{party} (reported)", t->authority.in[language]);
	return s->authority ? phrase_text(sc, template_speaks(t, language), reported) : t->applicant.in[language];
}

int template_language(const struct template *t, const char *language)
{
	for (size_t i = 0; i < t->languages.count; i++)
		if (!language || strcmp(t->languages.at[i], language) == 0)
			return (int)i;
	return -1;
}

const struct template_field *template_field(const struct template *t, const char *name)
{
	for (size_t i = 0; i < t->fields.count; i++)
		if (strcmp(t->fields.at[i].name, name) == 0)
			return &t->fields.at[i];
	return NULL;
}

int template_column(const struct template_register *r, const char *name)
{
	for (size_t i = 0; i < r->column_count; i++)
		if (strcmp(r->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *template_need(const struct template *t, const struct template_requirement *r, int category)
{
	if (category < 0)
		return "-";
	const char *of_element = r->element->need[category];
	bool listed = r->categories.count == 0 || list_has(&r->categories, t->categories.at[category].id);
	if (!listed || *of_element == '-')
		return "-";
	return r->conditional ? "C" : of_element;
}

/* --- reading YAML with findings --- */

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
	for (size_t depth = 0; depth <= BASES; depth++, path = scope_printf(r->sc, "base/%s", path)) {
		const struct template_file *f = find_exactly(files, path);
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
	if (strcmp(basis, "P") && strcmp(basis, "S") && strcmp(basis, "B") && strcmp(basis, "D"))
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
