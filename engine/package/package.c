/* package.c: loading a package, in order, and looking things up in it. */
#include "base/base.h"
#include "base/date.h"
#include "base/path.h"
#include "package/loading_private.h"
#include "store/source.h"
#include "text/unicode.h"
#include "text/yaml.h"
#include <ctype.h>

const struct fault *package_identify(struct scope *sc, struct source *source, struct package_identity *out)
{
	const char *bytes = NULL;
	const struct yaml *root = NULL;
	struct yaml_mistake mistake = { 0, 0, NULL };
	size_t len = 0, bad;
	*out = (struct package_identity){ 0 };
	TRY(source_read(sc, source, "package.yaml", &bytes, &len));
	if (len > PACKAGE_IDENTITY_LIMIT)
		return fault_make(FAULT_REFUSED, "{file} is larger than {limit} KiB", "package.yaml",
			PACKAGE_IDENTITY_LIMIT >> 10);
	if (!unicode_is_valid(bytes, len, &bad))
		return fault_make(FAULT_REFUSED, "package.yaml is not UTF-8");
	if (!yaml_read(sc, bytes, len, 1, &root, &mistake))
		return fault_while(fault_of(FAULT_REFUSED, mistake.says), "{file}:{line}", "package.yaml",
			mistake.line);
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
			finding_add(l->p->findings, FINDING_file_link, (struct place){ e->path },
				PHRASE("this is a link, or no plain file"));
		else if (e->kind == SOURCE_STRAY)
			finding_add(l->p->findings, FINDING_file_stray, (struct place){ e->path },
				PHRASE("this file is at no place of a package; it is neither checked nor saved"));
	}
}

const struct fault *package_load(struct scope *sc, const struct template *t, struct source *source,
                                 struct package **out)
{
	struct package *p = NEW(sc, struct package);
	struct loading l = { .sc = sc, .p = p };
	*p = (struct package){ .sc = sc, .template = t, .source = source, .findings = finding_list(sc),
	                       .index = { lookup_new(sc), lookup_new(sc), lookup_new(sc), lookup_new(sc) } };
	TRY(template_complete(t));
	TRY(source_list(sc, source, &l.entries, &l.entry_count));
	TRY(loading_identity(&l));
	TRY(loading_attachments(&l));
	TRY(loading_documents(&l));
	TRY(loading_registers(&l));
	TRY(loading_columns(&l));
	loading_spreadsheet(&l);
	loading_letters(&l);
	loading_links(&l);
	loading_answers(&l);
	report_strays(&l);
	*out = p;
	return NULL;
}

const char *package_version_name(const struct package *p) { return p->source->name; }
const char *package_version(const struct package *p) { return p->source->version; }

const struct fault *package_open(const struct package *p, const struct source_entry *e, int *fd)
{
	return source_open(p->source, e, fd);
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
	size_t at = lookup_find(p->index.documents, element);
	return at == LOOKUP_NONE ? NULL : &p->documents.at[at];
}

const struct package_document *package_text(const struct package *p, const char *path)
{
	const struct template_element *e = template_element_of(p->template, path);
	size_t at = lookup_find(p->index.companions, path);
	return e ? package_document(p, e->id) : at == LOOKUP_NONE ? NULL : &p->companions.at[at];
}

const struct package_use *package_use(const struct package *p, const char *alias)
{
	for (size_t i = 0; i < p->uses.count; i++)
		if (strcmp(p->uses.at[i].of->alias, alias) == 0)
			return &p->uses.at[i];
	return NULL;
}

const char *package_front(const struct package_document *d, const char *field)
{
	for (size_t i = 0; d && i < d->front.count; i++)
		if (strcmp(d->front.at[i].field, field) == 0)
			return d->front.at[i].value;
	return "";
}

void package_text_digest(const struct package_document *d, char out[DIGEST_TEXT])
{
	const char *text = markdown_canon(d->markdown);
	digest_bytes(text, strlen(text), out);
}

/* What its tables hold and rules here would read, but nobody can. */
static void tell_unread(struct package *p, const struct package_use *use, const struct template_reading *in)
{
	for (size_t i = 0; i < use->package->unread.count; i++) {
		const struct package_unread *u = &use->package->unread.at[i];
		const struct template_register *of = u->register_->of;
		const char *path = scope_printf(p->sc, "%s:%s", use->of->alias, u->place.file);
		if (strcmp(of->name, in->name) == 0
		    && (u->column == PACKAGE_ALL || list_has(&in->columns, of->columns[u->column].name)))
			finding_add(p->findings, FINDING_use_unread,
				(struct place){ path, u->place.line, u->place.column },
				PHRASE("the used package {id} holds here what cannot be read; rules find nothing in "
				"it", use->id));
	}
}

void package_add_use(struct package *p, const struct package_use *use)
{
	*LIST_ADD(p->sc, &p->uses) = *use;
	for (size_t i = 0; i < use->of->reads.count; i++) {
		const struct template_reading *in = &use->of->reads.at[i];
		const struct package_register *r = package_register(use->package, in->name);
		tell_unread(p, use, in);
		for (size_t c = 0; c < in->columns.count; c++)
			if (!r || template_column(r->of, in->columns.at[c]) < 0)
				finding_add(p->findings, FINDING_use_lacks, (struct place){ "package.yaml" },
					PHRASE("the used package {id} has no column \"{column}\" in a register "
					"\"{register}\"; rules read it as empty", use->id, in->columns.at[c],
					in->name));
	}
}

const struct package_register *package_register(const struct package *p, const char *name)
{
	const struct template_register *of = template_register(p->template, name);
	return of ? &p->registers[of - p->template->registers.at] : NULL;
}

const struct package_register *package_register_at(const struct package *p, const char *path)
{
	for (size_t i = 0; i < p->template->registers.count; i++)
		if (strcmp(p->registers[i].path, path) == 0)
			return &p->registers[i];
	const char *colon = strchr(path, ':');
	for (size_t i = 0; colon && i < p->uses.count; i++)
		if (strlen(p->uses.at[i].of->alias) == (size_t)(colon - path)
		    && strncmp(p->uses.at[i].of->alias, path, (size_t)(colon - path)) == 0)
			return package_register_at(p->uses.at[i].package, colon + 1);
	return NULL;
}

const struct template_element *package_element_at(const struct package *p, const char *path)
{
	const struct template *t = p->template;
	const struct package_register *r = package_register_at(p, path);
	const struct package_attachment *a = package_attachment(p, path);
	const struct template_element *own = template_element_of(t, path);
	size_t companion = lookup_find(p->index.companions, path);
	if (own || companion != LOOKUP_NONE)
		return own ? own : p->companions.at[companion].element;
	if (r)
		return r->of->element ? template_element(t, r->of->element) : NULL;
	return a ? a->element : NULL;
}

const struct package_attachment *package_attachment(const struct package *p, const char *path)
{
	size_t at = lookup_find(p->index.attachments, path);
	return at == LOOKUP_NONE ? NULL : &p->attachments.at[at];
}

const char *package_bookmark(struct scope *sc, const char *path)
{
	char digest[DIGEST_TEXT];
	digest_bytes(path, strlen(path), digest);
	return scope_printf(sc, "sarflow_%.24s", digest);
}

bool package_is_reference(const struct package *p, const char *path)
{
	return lookup_find(p->index.kept_elsewhere, path) != LOOKUP_NONE;
}

const char *package_delivered(struct scope *sc, const char *path)
{
	if (!path_has_suffix(path, ".md"))
		return path;
	return scope_printf(sc, "%.*s.html", (int)strlen(path) - 3, path);
}

const char *package_written(struct scope *sc, const char *delivered)
{
	return path_has_suffix(delivered, ".html") ? scope_printf(sc, "%.*s.md", (int)strlen(delivered) - 5, delivered)
	       : delivered;
}

const char *package_need(const struct package *p, const struct template_element *e)
{
	return !e->need ? "R" : p->category_index < 0 ? "-" : e->need[p->category_index];
}

const char *package_need_of(const struct package *p, const struct template_requirement *r)
{
	return template_need(p->template, r, p->category_index);
}

enum package_state package_state(const struct package *p, const struct template_requirement *r)
{
	return p->states[r - template_requirements(p->template)->at];
}
