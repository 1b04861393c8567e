/* screening.c: template.yaml: code lists, and the questions that come before all work. */
#include "base/base.h"
#include "template/template_private.h"

static void read_code(struct template *t, struct template_reader *r, const char *list, const char *code,
                      const struct yaml *map)
{
	if (!template_keys(r, map, "title means group basis source"))
		return;
	*LIST_ADD(r->sc, &t->codes) = (struct template_code){ .list = list, .code = code,
	                                                      .group = template_plain(r, map, "group", ""),
		.basis = template_basis(r, map), .source = template_plain(r, map, "source", ""),
		.title = template_words(r, map, "title", code),
		.means = template_words(r, map, "means", ""), .place = template_place(r, map) };
}

void template_read_codes(struct template *t, struct template_reader *r, const struct yaml *codes)
{
	for (size_t i = 0; codes && i < codes->count; i++) {
		const struct yaml *list = template_map(r, codes, codes->keys[i]);
		for (size_t k = 0; list && k < list->count; k++)
			read_code(t, r, codes->keys[i], list->keys[k], list->items[k]);
	}
}

static const struct template_field *find_field(const struct template *t, const char *name)
{
	for (size_t i = 0; i < t->fields.count; i++)
		if (strcmp(t->fields.at[i].name, name) == 0)
			return &t->fields.at[i];
	return NULL;
}

static void read_question(struct template *t, struct template_reader *r, const char *id, const struct yaml *map)
{
	if (!template_keys(r, map, "text help basis format choices codes field"))
		return;
	const char *field = template_plain(r, map, "field", NULL);
	struct template_question *q = LIST_ADD(r->sc, &t->screening.questions);
	*q = (struct template_question){ .id = id, .basis = template_basis(r, map), .codes = template_names(r, map,
		"codes"),
		.text = template_words(r, map, "text", ""), .help = template_words(r, map, "help", ""),
		.format = template_format(t, r, map), .choices = template_choices(t, r, map) };
	if (!*q->text.in[0])
		template_complain(r, map, "question {id} has no text", id);
	if (!template_is_sql_name(id))
		template_complain(r, map, "\"{id}\" cannot name a question: use small letters, digits and _", id);
	for (size_t i = 0; q->codes.count == 1 && i < q->choices.count; i++)
		if (!template_code(t, q->codes.at[0], q->choices.at[i]))
			template_complain(r, template_at(map, "choices"), "\"{value}\" is no code of the list {list}",
				q->choices.at[i], q->codes.at[0]);
	for (size_t i = 0; i < q->codes.count; i++) {
		bool known = false;
		for (size_t k = 0; k < t->codes.count && !known; k++)
			known = strcmp(t->codes.at[k].list, q->codes.at[i]) == 0;
		if (!known)
			template_complain(r, yaml_get(map, "codes"), "there is no code list \"{list}\"",
				q->codes.at[i]);
	}
	if (field && !(q->field = find_field(t, field)))
		template_complain(r, yaml_get(map, "field"), "the identity has no field \"{field}\"", field);
}

/* Where answers go: a register whose columns are known here. */
static void read_register(struct template *t, struct template_reader *r, const struct yaml *map)
{
	static const char *const wanted[] = { "question", "answer", "source" };
	const char *name = template_required_text(r, map, "register");
	t->screening.into = template_register(t, name);
	if (!t->screening.into) {
		template_complain(r, template_at(map, "register"), "there is no register \"{register}\"", name);
		return;
	}
	if (!t->screening.into->internal)
		template_complain(r, map, "the register {register} of the screening is for the team: say "
			"internal: true", name);
	for (size_t i = 0; i < countof(wanted); i++)
		if (template_column(t->screening.into, wanted[i]) < 0)
			template_complain(r, map, "the register {register} of the screening needs the columns "
				"question, answer and source", name);
}

void template_read_screening(struct template *t, struct template_reader *r, const struct yaml *map)
{
	if (!map || !template_keys(r, map, "register questions"))
		return;
	const struct yaml *questions = template_map(r, map, "questions");
	read_register(t, r, map);
	for (size_t i = 0; questions && i < questions->count; i++)
		read_question(t, r, questions->keys[i], questions->items[i]);
	if (t->screening.questions.count == 0)
		template_complain(r, map, "the screening asks nothing");
}
