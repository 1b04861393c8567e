/* template.c: a template as a whole, and looking things up in it. */
#include "base/base.h"
#include "template/template_private.h"
#include <strings.h>

static void begin_index(struct scope *sc, struct template *t)
{
	struct lookup **const all[] = { &t->index.elements, &t->index.element_files, &t->index.registers,
	                                &t->index.files, &t->parts->requirement_index };
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

static struct template *new_template(struct scope *sc, const struct template_files *files)
{
	struct template *t = NEW(sc, struct template);
	t->files = files;
	t->parts = NEW(sc, struct template_parts);
	t->parts->sc = sc;
	t->parts->whole = t;
	t->parts->found = finding_list(sc);
	template_files_digest(files, t->snapshot);
	begin_index(sc, t);
	return t;
}

const struct template *template_read(struct scope *sc, const struct template_files *files, struct findings *fs)
{
	struct template *t = new_template(sc, files);
	template_read_core(t, files, sc, fs);
	template_read_checklist(t, files, sc, fs);
	template_read_rules(t, files, sc, fs);
	t->parts->read = true;          /* the workflow looks for its rules */
	template_read_workflow(t, files, sc, fs);
	template_read_workbook(t, files, sc, fs);
	index_texts(sc, t);
	return t;
}

static const struct fault *first_error(const struct findings *fs)
{
	for (size_t i = 0; i < fs->count; i++)
		if (fs->at[i].level == FINDING_ERROR)
			return fault_make(FAULT_CORRUPT, "the template is not fit for use: {file}:{line}: {message}",
				fs->at[i].place.file, fs->at[i].place.line, fs->at[i].says);
	return NULL;
}

const struct fault *template_read_fit(struct scope *sc, const struct template_files *files, const struct template **out)
{
	struct findings *fs = finding_list(sc);
	*out = template_read(sc, files, fs);
	return first_error(fs);
}

const struct fault *template_open(struct scope *sc, const struct template_files *files, const struct template **out)
{
	struct findings *fs = finding_list(sc);
	struct template *t = new_template(sc, files);
	template_read_core(t, files, sc, fs);
	template_read_workflow(t, files, sc, fs);
	index_texts(sc, t);
	*out = t;
	return first_error(fs);
}

const struct fault *template_complete(const struct template *t)
{
	struct template_parts *p = t->parts;
	if (!p->read) {
		p->read = true;
		template_read_checklist(p->whole, t->files, p->sc, p->found);
		template_read_rules(p->whole, t->files, p->sc, p->found);
		template_check_named(p, p->found);
		template_read_workbook(p->whole, t->files, p->sc, p->found);
	}
	return p->found->errors ? first_error(p->found) : NULL;
}

static const struct template_parts *parts(const struct template *t)
{
	const struct fault *f = template_complete(t);
	if (f) {
		fprintf(stderr, "sarflow: %s\n", f->text);
		abort();
	}
	return t->parts;
}

const struct template_requirements *template_requirements(const struct template *t)
{
	return &parts(t)->requirements;
}

const struct template_rules *template_rules(const struct template *t) { return &parts(t)->rules; }

const struct template_sheets *template_sheets(const struct template *t) { return &parts(t)->sheets; }

const struct template_profiles *template_profiles(const struct template *t)
{
	return &parts(t)->profiles;
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
	const struct template_parts *p = parts(t);
	LOOK_UP(p->requirements, p->requirement_index, id);
}

#define FIND(list, member, wanted) \
	for (size_t i = 0; i < (list).count; i++) \
		if (strcmp((list).at[i].member, (wanted)) == 0) \
			return &(list).at[i]; \
	return NULL

const struct template_role *template_role(const struct template *t, const char *id) { FIND(t->roles, id, id); }
const struct template_profile *template_profile(const struct template *t, const char *name)
{
	FIND(*template_profiles(t), name, name);
}
const struct template_rule *template_rule(const struct template *t, const char *id) 
{
	FIND(*template_rules(t), id, id);
}

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

/* In a phrase a brace begins a hole. */
static const char *double_braces(struct scope *sc, const char *text)
{
	if (!strchr(text, '{'))
		return text;
	struct buf *b = buf_new(sc);
	for (; *text; text++) {
		if (*text == '{')
			buf_char(b, '{');
		buf_char(b, *text);
	}
	return b->at;
}

const struct phrase *template_say(struct scope *sc, const struct template *t, const struct words *w)
{
	const char **in = NEWS(sc, const char *, t->languages.count);
	struct phrase_words *words = NEW(sc, struct phrase_words);
	struct phrase *p = NEW(sc, struct phrase);
	for (size_t i = 0; i < t->languages.count; i++)
		in[i] = double_braces(sc, w->in[i]);
	*words = (struct phrase_words){ t->languages.at, in, t->languages.count };
	*p = (struct phrase){ .english = in[0], .words = words };
	return p;
}

int template_severity(const struct template *t, const char *id)
{
	for (size_t i = 0; i < t->severities.count; i++)
		if (strcmp(t->severities.at[i].id, id) == 0)
			return (int)i;
	return -1;
}

int template_severity_called(const struct template *t, const char *words)
{
	for (size_t i = 0; i < t->severities.count; i++) {
		const struct template_severity *s = &t->severities.at[i];
		size_t short_one = strcspn(s->title.in[0], ":");
		if (strcasecmp(s->id, words) == 0 || strcasecmp(s->title.in[0], words) == 0
		    || (strlen(words) == short_one && strncasecmp(s->title.in[0], words, short_one) == 0))
			return (int)i;
	}
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
