/* package.c: loading a package, in order, and looking things up in it. */
#include "base/base.h"
#include "base/date.h"
#include "base/path.h"
#include "package/loading.h"
#include "text/unicode.h"
#include "text/yaml.h"
#include <ctype.h>

const struct source_entry *loading_entry(const struct loading *l, const char *path)
{
	size_t low = 0, high = l->entry_count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		int d = strcmp(path, l->entries[mid].path);
		if (d == 0)
			return &l->entries[mid];
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
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
	if (e->size > SOURCE_TEXT_LIMIT) {
		finding_add(fs, FINDING_file_too_large, (struct place){ path }, "the file has %llu MiB; it is not read",
		            (unsigned long long)(e->size >> 20));
		return NULL;
	}
	TRY(source_read(l->sc, l->p->source, path, &bytes, len));
	if (*len == 0) {
		finding_add(fs, FINDING_file_empty, (struct place){ path }, "the file is empty");
		return NULL;
	}
	*text = unicode_normalise(l->sc, bytes, *len, table, len, &origin, &bad_line);
	if (!*text)
		finding_add(fs, FINDING_encoding, (struct place){ path, bad_line }, "the file is not UTF-8%s from here on",
		            table ? ", nor CP932," : "");
	else if (origin == UNICODE_CP932)
		finding_add(fs, FINDING_encoding_converted, (struct place){ path }, "read as CP932 (Shift_JIS)");
	return NULL;
}

/* --- package.yaml --- */

static void take_values(struct loading *l, const struct yaml *node, const char *field, int position)
{
	struct package *p = l->p;
	if (node->kind == YAML_TEXT) {
		*LIST_ADD(l->sc, &p->identity) = (struct package_value){ field, node->text, position, node->line };
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const char *name = node->kind == YAML_LIST ? field
		                   : *field ? scope_printf(l->sc, "%s.%s", field, node->keys[i]) : node->keys[i];
		take_values(l, node->items[i], name, node->kind == YAML_LIST ? (int)i + 1 : position);
	}
}

static const struct template_field *find_field(const struct template *t, const char *name)
{
	for (size_t i = 0; i < t->fields.count; i++)
		if (strcmp(t->fields.at[i].name, name) == 0)
			return &t->fields.at[i];
	return NULL;
}

static void check_identity(struct loading *l)
{
	static const char *const own[] = { "format", "id", "template", "category", "title", "time_zone", "language", "marking" };
	struct package *p = l->p;
	for (size_t i = 0; i < p->identity.count; i++) {
		const struct package_value *v = &p->identity.at[i];
		const struct template_field *f = find_field(p->template, v->field);
		struct place at = { "package.yaml", v->line };
		bool known = f != NULL;
		for (size_t k = 0; k < countof(own); k++)
			known = known || strcmp(own[k], v->field) == 0;
		if (!known)
			finding_add(p->findings, FINDING_identity_unknown, at, "the template does not know the field \"%s\"", v->field);
		if (f && f->format && *v->value && !pattern_matches(f->format->pattern, v->value))
			finding_add(p->findings, FINDING_identity_format, at, "%s \"%s\" is not of the form wanted: %s",
			            f->title.en, v->value, f->format->says);
	}
	for (size_t i = 0; i < p->template->fields.count; i++) {
		const struct template_field *f = &p->template->fields.at[i];
		if (f->required && !*package_value(p, f->name))
			finding_add(p->findings, FINDING_identity_missing, (struct place){ "package.yaml" }, "%s (%s) is missing",
			            f->title.en, f->name);
	}
	if (p->category_index < 0)
		finding_add(p->findings, FINDING_identity_format, (struct place){ "package.yaml" },
		            "the template has no category \"%s\"", p->category);
	if (!package_id_is_valid(p->id))
		finding_add(p->findings, FINDING_identity_format, (struct place){ "package.yaml" }, "the id \"%s\" is not of the "
		            "form wanted: letters, digits, - and _", p->id);
}

const struct fault *loading_identity(struct loading *l)
{
	struct package *p = l->p;
	const struct yaml *root = NULL;
	struct yaml_mistake mistake;
	const char *text = NULL;
	size_t len = 0;
	p->id = p->title = p->category = p->marking = "";
	p->category_index = -1;
	TRY(loading_text(l, "package.yaml", false, &text, &len));
	if (text && !yaml_read(l->sc, text, len, 1, &root, &mistake))
		finding_add(p->findings, FINDING_yaml_malformed, (struct place){ "package.yaml", mistake.line, mistake.column },
		            "%s", mistake.message);
	if (!loading_entry(l, "package.yaml"))
		finding_add(p->findings, FINDING_element_missing, (struct place){ "package.yaml" }, "the file is missing");
	if (!root || root->kind != YAML_MAP)
		return NULL;
	take_values(l, root, "", 1);
	p->id = package_value(p, "id");
	p->title = package_value(p, "title");
	p->category = package_value(p, "category");
	p->category_index = template_category(p->template, p->category);
	p->marking = p->template->marking_field ? package_value(p, p->template->marking_field) : "";
	const char *zone = package_value(p, "time_zone");
	if (*zone && !date_parse_offset(zone, &p->offset))
		finding_add(p->findings, FINDING_identity_format, (struct place){ "package.yaml" },
		            "time_zone \"%s\" is not of the form wanted: +09:00", zone);
	check_identity(l);
	return NULL;
}

const struct fault *package_identify(struct scope *sc, struct source *source, struct package_identity *out)
{
	const char *bytes = NULL;
	const struct yaml *root = NULL;
	struct yaml_mistake mistake = { 0, 0, "" };
	size_t len = 0, bad;
	*out = (struct package_identity){ 0 };
	TRY(source_read(sc, source, "package.yaml", &bytes, &len));
	if (!unicode_is_valid(bytes, len, &bad))
		return fault_make(FAULT_REFUSED, "package.yaml is not UTF-8");
	if (!yaml_read(sc, bytes, len, 1, &root, &mistake))
		return fault_make(FAULT_REFUSED, "package.yaml:%d: %s", mistake.line, mistake.message);
	out->id = yaml_text(root, "id", NULL);
	out->template = yaml_text(root, "template", NULL);
	out->category = yaml_text(root, "category", NULL);
	out->title = yaml_text(root, "title", NULL);
	date_parse_offset(yaml_text(root, "time_zone", "Z"), &out->offset);
	return NULL;
}

bool package_id_is_valid(const char *id)
{
	size_t n = strlen(id);
	if (n == 0 || n > 60 || !isalnum((unsigned char)*id))
		return false;
	for (; *id; id++)
		if (!isalnum((unsigned char)*id) && *id != '-' && *id != '_')
			return false;
	return true;
}

/* --- the whole --- */

static void report_strays(struct loading *l)
{
	for (size_t i = 0; i < l->entry_count; i++) {
		const struct source_entry *e = &l->entries[i];
		if (e->kind == SOURCE_LINK)
			finding_add(l->p->findings, FINDING_file_link, (struct place){ e->path }, "this is a link, or no plain file");
		else if (e->kind == SOURCE_STRAY)
			finding_add(l->p->findings, FINDING_file_stray, (struct place){ e->path },
			            "this file is at no place of a package; it is neither checked nor saved");
	}
}

const struct fault *package_load(struct scope *sc, const struct template *t, struct source *source, struct package **out)
{
	struct package *p = NEW(sc, struct package);
	struct loading l = { .sc = sc, .p = p };
	*p = (struct package){ .sc = sc, .template = t, .source = source, .findings = finding_list(sc) };
	TRY(source_list(sc, source, &l.entries, &l.entry_count));
	TRY(loading_identity(&l));
	TRY(loading_attachments(&l));
	TRY(loading_documents(&l));
	TRY(loading_registers(&l));
	loading_links(&l);
	loading_answers(&l);
	report_strays(&l);
	*out = p;
	return NULL;
}

const char *package_value(const struct package *p, const char *field)
{
	for (size_t i = 0; i < p->identity.count; i++)
		if (strcmp(p->identity.at[i].field, field) == 0)
			return p->identity.at[i].value;
	return "";
}

const struct package_document *package_document(const struct package *p, const char *element)
{
	for (size_t i = 0; i < p->documents.count; i++)
		if (strcmp(p->documents.at[i].element->id, element) == 0)
			return &p->documents.at[i];
	return NULL;
}

const struct package_register *package_register(const struct package *p, const char *name)
{
	for (size_t i = 0; i < p->template->registers.count; i++)
		if (strcmp(p->registers[i].of->name, name) == 0)
			return &p->registers[i];
	return NULL;
}

const struct package_attachment *package_attachment(const struct package *p, const char *path)
{
	for (size_t i = 0; i < p->attachments.count; i++)
		if (strcmp(p->attachments.at[i].entry->path, path) == 0)
			return &p->attachments.at[i];
	return NULL;
}

const char *package_need(const struct package *p, const struct template_element *e)
{
	return p->category_index < 0 ? "-" : e->need[p->category_index];
}

const char *package_need_of(const struct package *p, const struct template_requirement *r)
{
	return template_need(p->template, r, p->category_index);
}

enum package_state package_state(const struct package *p, const struct template_requirement *r)
{
	return p->states[r - p->template->requirements.at];
}
