/* core.c: template.yaml: languages, roles, formats, identity, categories, elements, registers. */
#include "base/base.h"
#include "base/date.h"
#include "base/path.h"
#include "template/template_private.h"
#include <ctype.h>

bool template_is_sql_name(const char *s)
{
	if (!islower((unsigned char)*s) || strlen(s) > 60)
		return false;
	for (; *s; s++)
		if (!islower((unsigned char)*s) && !isdigit((unsigned char)*s) && *s != '_')
			return false;
	return true;
}

static const char *const own_tables[] = { "package", "identity", "elements", "requirements", "sections", "answers",
	"front_matter", "attachments", "links", "texts", "text_sections", "codes", "uses", "manifest", "findings",
		"events",
	"sign_offs", "remarks", "waivers", "questions", "categories", "fields", "mentions" };

static const struct template_format *find_format(const struct template *t, const char *name)
{
	for (size_t i = 0; i < t->formats.count; i++)
		if (strcmp(t->formats.at[i].name, name) == 0)
			return &t->formats.at[i];
	return NULL;
}

static void read_roles(struct template *t, struct template_reader *r, const struct yaml *map)
{
	for (size_t i = 0; map && i < map->count; i++) {
		*LIST_ADD(r->sc, &t->roles) = (struct template_role){
			map->keys[i], template_words(r, map, map->keys[i], map->keys[i]) };
		template_check_word(r, map->items[i], PHRASE("a role"), map->keys[i]);
	}
	if (t->roles.count == 0)
		template_complain(r, map, "no role is defined");
}

static void read_formats(struct template *t, struct template_reader *r, const struct yaml *map)
{
	for (size_t i = 0; map && i < map->count; i++) {
		const struct yaml *f = map->items[i];
		const struct phrase *mistake = NULL;
		if (!template_keys(r, f, "pattern example says basis mentions"))
			continue;
		struct template_format *out = LIST_ADD(r->sc, &t->formats);
		*out = (struct template_format){ map->keys[i], template_required_text(r, f, "example"),
		                                 template_basis(r, f), template_words(r, f, "says", map->keys[i]),
		                                 NULL, template_flag(r, f, "mentions", false) };
		out->pattern = pattern_new(r->sc, template_required_text(r, f, "pattern"), &mistake);
		if (!out->pattern)
			template_complain(r, yaml_get(f, "pattern"), "the pattern is wrong: {mistake}", mistake);
		else if (!pattern_matches(out->pattern, out->example))
			template_complain(r, yaml_get(f, "example"), "the example \"{example}\" does not match the "
				"pattern", out->example);
	}
}

const struct template_format *template_format(struct template *t, struct template_reader *r, const struct yaml *map)
{
	const char *name = template_plain(r, map, "format", NULL);
	const struct template_format *f = name ? find_format(t, name) : NULL;
	if (name && !f)
		template_complain(r, yaml_get(map, "format"), "there is no format \"{name}\"", name);
	return f;
}

struct names template_choices(const struct template *t, struct template_reader *r, const struct yaml *map)
{
	const char *list = yaml_text(map, "codes", NULL);           /* a question may name several */
	struct names out = template_names(r, map, "choices");
	size_t before = out.count;
	for (size_t i = 0; list && i < t->codes.count; i++)
		if (strcmp(t->codes.at[i].list, list) == 0)
			*LIST_ADD(r->sc, &out) = t->codes.at[i].code;
	if (list && out.count == before)
		template_complain(r, yaml_get(map, "codes"), "there is no code list \"{list}\"", list);
	return out;
}

/* What `new` writes must be what `check` takes. */
static void check_default(struct template_reader *r, const struct yaml *map, const struct template_field *f)
{
	bool form = !f->format || !f->format->pattern || pattern_matches(f->format->pattern, f->usual);
	bool chosen = f->choices.count == 0 || list_has(&f->choices, f->usual);
	if (*f->usual && (!form || !chosen))
		template_complain(r, yaml_get(map, "default"), "the default \"{value}\" is none that the field "
			"{field} can hold", f->usual, f->name);
}

static void read_identity(struct template *t, struct template_reader *r, const struct yaml *map)
{
	for (size_t i = 0; map && i < map->count; i++) {
		const struct yaml *f = map->items[i];
		if (!template_keys(r, f, "title format codes choices required default"))
			continue;
		struct template_field *out = LIST_ADD(r->sc, &t->fields);
		*out = (struct template_field){ .name = map->keys[i], .usual = template_plain(r, f, "default", ""),
			.title = template_words(r, f, "title", map->keys[i]), .format = template_format(t, r, f),
			.choices = template_choices(t, r, f), .required = template_flag(r, f, "required", false) };
		check_default(r, f, out);
	}
}

static void read_categories(struct template *t, struct template_reader *r, const struct yaml *map)
{
	for (size_t i = 0; map && i < map->count; i++) {
		const struct yaml *c = map->items[i];
		bool long_form = c->kind == YAML_MAP && yaml_get(c, "title");
		if (long_form && !template_keys(r, c, "title help example basis source offered"))
			continue;
		struct template_category *out = LIST_ADD(r->sc, &t->categories);
		*out = (struct template_category){ .id = map->keys[i], .basis = "", .source = "", .offered = true };
		out->title = long_form ? template_words(r, c, "title", map->keys[i])
			: template_words(r, map, map->keys[i], map->keys[i]);
		out->help = template_words(r, long_form ? c : NULL, "help", "");
		out->example = template_words(r, long_form ? c : NULL, "example", "");
		if (long_form) {
			out->offered = template_flag(r, c, "offered", true);
			out->source = template_plain(r, c, "source", "");
			out->basis = yaml_get(c, "basis") ? template_basis(r, c) : "";
		}
	}
	if (t->categories.count == 0)
		template_complain(r, map, "no category is defined");
}

static void read_needs(struct template *t, struct template_reader *r, const struct yaml *element,
                       struct template_element *out)
{
	const struct yaml *need = template_map(r, element, "need");
	out->need = NEWS(r->sc, const char *, t->categories.count + 1);
	for (size_t c = 0; c < t->categories.count; c++) {
		out->need[c] = yaml_text(need, t->categories.at[c].id, NULL);
		if (!out->need[c]) {
			template_complain(r, need ? need : element, "element {id} does not say its need in category "
				"{category}", out->id, t->categories.at[c].id);
			out->need[c] = "-";
		}
		if (strcmp(out->need[c], "R") != 0 && strcmp(out->need[c], "C") != 0 && strcmp(out->need[c], "-") != 0)
			template_complain(r, need, "a need is R (required), C (if applicable) or - (not used)");
	}
	for (size_t i = 0; need && i < need->count; i++)
		if (template_category(t, need->keys[i]) < 0)
			template_complain(r, need->items[i], "there is no category \"{category}\"", need->keys[i]);
}

static void read_elements(struct template *t, struct template_reader *r, const struct yaml *map)
{
	for (size_t i = 0; map && i < map->count; i++) {
		const struct yaml *e = map->items[i];
		if (!template_keys(r, e, "title file need basis help"))
			continue;
		struct template_element *out = LIST_ADD(r->sc, &t->elements);
		*out = (struct template_element){ map->keys[i], template_required_text(r, e, "file"),
		                                  template_basis(r, e),
		                                  template_title(r, e, map->keys[i]),
			template_words(r, e, "help", ""), NULL,
		                                  template_place(r, e) };
		lookup_add(t->index.elements, out->id, t->elements.count - 1);
		read_needs(t, r, e, out);
		template_check_word(r, e, PHRASE("an element"), out->id);
		if (strcmp(out->id, TEMPLATE_WHOLE) == 0)
			template_complain(r, e, "no element is called {name}: it means the package as a whole",
			                  TEMPLATE_WHOLE);
		if (!lookup_add(t->index.element_files, out->file, t->elements.count - 1))
			template_complain(r, yaml_get(e, "file"), "element {element} has this file already",
				template_element_of(t, out->file)->id);
		if (strncmp(out->file, "evidence/", 9) != 0 || !path_has_suffix(out->file, ".md")
		    || !path_is_safe(out->file))
			template_complain(r, yaml_get(e, "file"), "the file of an element is evidence/NAME.md");
		if (!template_file(t, out->file))
			template_complain(r, yaml_get(e, "file"), "the skeleton {file} is missing", out->file);
	}
	if (t->elements.count == 0)
		template_complain(r, map, "no element is defined");
}

static void read_column(struct template *t, struct template_reader *r, const char *name, const struct yaml *c,
                        struct template_column *out)
{
	*out = (struct template_column){ .name = name, .title = template_words(r, NULL, "", name) };
	if (!template_keys(r, c, "title type format choices codes required list width"))
		return;
	*out = (struct template_column){ .name = name, .title = template_words(r, c, "title", name),
		.required = template_flag(r, c, "required", false), .list = template_flag(r, c, "list", false),
		.width = template_integer(r, c, "width", 0), .codes = template_plain(r, c, "codes", NULL),
		.choices = template_choices(t, r, c) };
	if (out->width < 0 || out->width > 255)
		template_complain(r, template_at(c, "width"), "a column is 1 to 255 characters wide");
	if (!template_is_sql_name(name) || strcmp(name, "file") == 0 || strcmp(name, "line") == 0)
		template_complain(r, c, "\"{name}\" cannot name a column: use small letters, digits and _, not file "
			"or line", name);
	template_type(r, c, &out->type);
	out->format = template_format(t, r, c);
	if (out->type == TEMPLATE_FORMAT && !out->format)
		template_complain(r, c, "column {name} needs a format", name);
	if (out->type == TEMPLATE_CHOICE && out->choices.count == 0)
		template_complain(r, c, "column {name} needs choices", name);
	if (out->type != TEMPLATE_CHOICE && out->choices.count)
		template_complain(r, c, "column {name} has choices and is of the type {type}; say type: choice", name,
			template_type_name(out->type));
}

static void read_key(struct template_reader *r, const struct yaml *map, struct template_register *out)
{
	struct names key = template_names(r, map, "key");
	out->key = NEWS(r->sc, size_t, key.count + 1);
	for (size_t i = 0; i < key.count; i++) {
		int at = template_column(out, key.at[i]);
		if (at < 0) {
			template_complain(r, yaml_get(map, "key"), "register {register} has no column \"{column}\"",
				out->name, key.at[i]);
			continue;
		}
		out->columns[at].key = true;
		out->key[out->key_count++] = (size_t)at;
	}
	for (size_t c = 0; c < out->column_count; c++) {
		const char *side = out->columns[c].list ? "item" : out->columns[c].type == TEMPLATE_PAGES ? "page"
			: NULL;
		if (side && template_column(out, side) >= 0 && out->columns[template_column(out, side)].key)
			template_complain(r, map, "register {name}: the table of its column {column} has a column "
				"\"{key}\" of its own; give the key another name", out->name, out->columns[c].name,
				side);
	}
	if (out->key_count == 0)
		template_complain(r, map, "register {name} needs a key: the columns that tell its rows apart",
			out->name);
}

static void read_register(struct template *t, struct template_reader *r, const char *name, const struct yaml *map)
{
	const struct yaml *columns = yaml_get(map, "columns");
	if (!template_keys(r, map, "title element requirement_column required internal key columns"))
		return;
	struct template_register *out = LIST_ADD(r->sc, &t->registers);
	*out = (struct template_register){ .name = name, .title = template_title(r, map, name),
		.element = template_plain(r, map, "element", NULL),
		.requirement_column = template_plain(r, map, "requirement_column", NULL),
		.required = template_flag(r, map, "required", false),
		.internal = template_flag(r, map, "internal", false),
		.place = template_place(r, map) };
	lookup_add(t->index.registers, name, t->registers.count - 1);
	bool taken = !template_is_sql_name(name);
	for (size_t i = 0; i < countof(own_tables); i++)
		taken = taken || strcmp(own_tables[i], name) == 0;
	if (taken)
		template_complain(r, map, "\"{name}\" cannot name a register: use small letters, digits and _, and "
			"no table of templates/README.md", name);
	if (!columns || columns->kind != YAML_MAP) {
		template_complain(r, map, "register {name} has no columns", name);
		return;
	}
	out->columns = NEWS(r->sc, struct template_column, columns->count);
	for (size_t i = 0; i < columns->count; i++)
		read_column(t, r, columns->keys[i], columns->items[i], &out->columns[out->column_count++]);
	read_key(r, map, out);
	if (out->element && !template_element(t, out->element))
		template_complain(r, yaml_get(map, "element"), "there is no element \"{element}\"", out->element);
	if (out->requirement_column && template_column(out, out->requirement_column) < 0)
		template_complain(r, yaml_get(map, "requirement_column"), "register {register} has no column "
			"\"{column}\"", name, out->requirement_column);
	if (!out->element && !out->requirement_column && !out->internal)
		template_complain(r, map, "register {name} belongs to no element: no sign-off would cover it; say "
			"internal: true if it is for the team only", name);
	if (out->element && out->internal)
		template_complain(r, map, "register {name} belongs to element {element} and is internal; it can be "
			"one of them", name, out->element);
}

/* Who has the ball, in words: the two parties of a state. */
static void read_parties(struct template *t, struct template_reader *r, const struct yaml *map)
{
	if (map)
		template_keys(r, map, "applicant authority");
	t->applicant = template_words(r, map, "applicant", "applicant");
	t->authority = template_words(r, map, "authority", "authority");
}

/* Words under a heading that are no answer, and those that say there is none to give: a template that names none has
 * none. */
static void read_says(struct template *t, struct template_reader *r, const struct yaml *map)
{
	if (map)
		template_keys(r, map, "not_applicable placeholder");
	t->says.not_applicable = template_names(r, map, "not_applicable");
	t->says.placeholder = template_names(r, map, "placeholder");
}

static void read_languages(struct template *t, struct template_reader *r, const struct yaml *root)
{
	static const char *const usual[] = { "en", "ja" };
	t->languages = template_names(r, root, "languages");
	bool named = t->languages.count > 0;
	for (size_t i = 0; i < countof(usual) && !named; i++)
		*LIST_ADD(r->sc, &t->languages) = usual[i];
	if (t->languages.count > WORDS_LANGUAGES) {
		template_complain(r, yaml_get(root, "languages"), "a template speaks at most {most} languages",
			WORDS_LANGUAGES);
		t->languages.count = WORDS_LANGUAGES;
	}
	for (size_t i = 0; i < t->languages.count; i++)
		if (strspn(t->languages.at[i], "abcdefghijklmnopqrstuvwxyz") != strlen(t->languages.at[i])
		    || strlen(t->languages.at[i]) < 2 || strlen(t->languages.at[i]) > 3)
			template_complain(r, yaml_get(root, "languages"), "a language is written en or ja (ISO 639), "
				"not \"{language}\"", t->languages.at[i]);
}

static void read_document(struct template *t, struct template_reader *r, const struct yaml *map)
{
	int day;
	if (!template_keys(r, map, "issuer document revision date"))
		return;
	t->requirement_document.issuer = yaml_text(map, "issuer", "");
	t->requirement_document.document = template_required_text(r, map, "document");
	t->requirement_document.revision = template_required_text(r, map, "revision");
	t->requirement_document.date = yaml_text(map, "date", "");
	if (*t->requirement_document.date && !date_parse(t->requirement_document.date, &day))
		template_complain(r, yaml_get(map, "date"), "a day is written YYYY-MM-DD");
}

/* Which findings a person may accept, and for how long. */
static void read_waivers(struct template *t, struct template_reader *r, const struct yaml *map)
{
	if (!map || !template_keys(r, map, "days never"))
		return;
	t->waivers.days = template_integer(r, map, "days", 0);
	t->waivers.never = template_names(r, map, "never");
	t->waivers.place = template_place(r, template_at(map, "never"));
	if (t->waivers.days < 1)
		template_complain(r, map, "waivers need the longest time in days");
}

static void read_remarks(struct template *t, struct template_reader *r, const struct yaml *map)
{
	if (!map || !template_keys(r, map, "severities"))
		return;
	const struct yaml *list = template_map(r, map, "severities");
	for (size_t i = 0; list && i < list->count; i++) {
		*LIST_ADD(r->sc, &t->severities) = (struct template_severity){ list->keys[i],
			template_words(r, list, list->keys[i], list->keys[i]) };
		template_check_word(r, list->items[i], PHRASE("a severity"), list->keys[i]);
	}
	if (t->severities.count == 0)
		template_complain(r, map, "remarks need their severities, the worst first");
}

/* The unit that is no element: asked for where the template gives it a title. */
static void read_whole(struct template *t, struct template_reader *r, const struct yaml *root)
{
	const struct yaml *map = template_map(r, root, "package"), *elements = yaml_get(root, "elements");
	t->whole = (struct template_element){ .id = TEMPLATE_WHOLE, .file = "package.yaml", .basis = "",
	                                      .place = template_place(r, elements ? elements : root),
	                                      .title = template_words(r, map, "title", TEMPLATE_WHOLE),
	                                      .help = template_words(r, map, "help", "") };
	t->whole_is_signed = map && template_keys(r, map, "title help");
}

static void read_body(struct template *t, struct template_reader *r, const struct yaml *root)
{
	read_parties(t, r, template_map(r, root, "parties"));
	read_says(t, r, template_map(r, root, "words"));
	read_document(t, r, yaml_get(root, "requirement_document"));
	read_roles(t, r, template_map(r, root, "roles"));
	read_formats(t, r, template_map(r, root, "formats"));
	template_read_codes(t, r, template_map(r, root, "codes"));
	read_identity(t, r, template_map(r, root, "identity"));
	read_categories(t, r, template_map(r, root, "categories"));
	read_elements(t, r, template_map(r, root, "elements"));
	read_whole(t, r, root);
	const struct yaml *registers = template_map(r, root, "registers");
	for (size_t i = 0; registers && i < registers->count; i++)
		read_register(t, r, registers->keys[i], registers->items[i]);
	template_read_attach(t, r, template_map(r, root, "attach"));
	template_read_uses(t, r, template_map(r, root, "uses"));
	template_read_screening(t, r, template_map(r, root, "screening"));
	read_waivers(t, r, template_map(r, root, "waivers"));
	read_remarks(t, r, template_map(r, root, "remarks"));
	template_read_phrases(t, r, template_map(r, root, "phrases"));
}

void template_read_core(struct template *t, const struct template_files *files, struct scope *sc, struct findings *fs)
{
	struct template_reader r = { sc, NULL, fs, &t->languages };
	read_languages(t, &r, NULL);
	const struct yaml *root = template_root(&r, files, "template.yaml");
	t->name = "";
	t->title = t->applicant = t->authority = template_words(&r, NULL, "", "");
	if (!root || !template_keys(&r, root, "format base name title languages parties words requirement_document "
	                                      "founder_role "
	                                      "horizon_days time_zone roles formats identity categories codes "
	                                      "package elements "
	                                      "registers attach marking "
	                                      "uses screening waivers remarks phrases"))
		return;
	if (yaml_get(root, "languages"))
		read_languages(t, &r, root);
	t->format = template_integer(&r, root, "format", 0);
	if (t->format != 1 && t->format != 2)
		template_complain(&r, yaml_get(root, "format") ? yaml_get(root, "format") : root,
			"this sarflow reads templates of format 1 and 2");
	t->name = template_required_text(&r, root, "name");
	t->title = template_words(&r, root, "title", t->name);
	t->horizon_days = template_integer(&r, root, "horizon_days", 0);
	t->time_zone = yaml_text(root, "time_zone", "Z");
	if (!date_parse_offset(t->time_zone, &(int){ 0 }))
		template_complain(&r, yaml_get(root, "time_zone"), "a time zone is written \"+09:00\"");
	t->workflow.founder_role = template_required_text(&r, root, "founder_role");
	t->marking_field = yaml_text(yaml_get(root, "marking"), "field", NULL);
	read_body(t, &r, root);
	bool marked = !t->marking_field;
	for (size_t i = 0; i < t->fields.count && !marked; i++)
		marked = strcmp(t->fields.at[i].name, t->marking_field) == 0;
	if (!marked)
		template_complain(&r, yaml_get(root, "marking"), "the identity has no field \"{field}\"",
			t->marking_field);
	if (!template_role(t, t->workflow.founder_role))
		template_complain(&r, template_at(root, "founder_role"), "the founder's role \"{role}\" is no role",
			t->workflow.founder_role);
}
