/* edit_new.c: a package that is being made, and a fresh one from a template's skeletons. */
#include "base/base.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/path.h"
#include "desk/act.h"
#include "desk/edit_private.h"
#include "store/layout.h"
#include "text/csv.h"
#include <ctype.h>

const struct fault *edit_start(struct making *m, const char *id)
{
	struct desk nobody = { .sc = m->sc, .person = *m->person };
	struct store_person person;
	if (!package_id_is_valid(id))
		return fault_make(FAULT_USAGE, "\"{package}\" cannot be an id: letters, digits, - and _, at most 60",
			id);
	TRY(desk_person(&nobody, &person));
	TRY(home_make(m->sc, home_at(m->sc, m->world->directory), id, m->world->program, &m->home));
	m->store = m->home->store;
	return desk_of(m->sc, m->world, m->person, m->progress, NULL, m->store, true, &m->desk);
}

/* Whole or not at all: what was made takes its place at the end, or ends with the scope. */
const struct fault *edit_end(struct scope *sc, struct making *m, const char **folder)
{
	TRY(home_keep(m->home));
	*folder = scope_copy(sc, m->home->place);
	return NULL;
}

const struct fault *edit_put(struct making *m, const char *path, const char *bytes, size_t len)
{
	return store_write(m->sc, m->store, path, bytes, len);
}

/* --- a fresh one --- */

static void put_yaml(struct buf *b, const char *s)
{
	bool plain = isalnum((unsigned char)*s) && !strpbrk(s, ":#{}[],&*!|>'\"%@`\\\n") && s[strlen(s) - 1] != ' ';
	if (plain) {
		buf_text(b, s);
		return;
	}
	json_quote(b, s);
}

static const char *given(const struct names *fields, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < fields->count; i++)
		if (strncmp(fields->at[i], name, n) == 0 && fields->at[i][n] == '=')
			return fields->at[i] + n + 1;
	return "";
}

/* What the screening asks and package.yaml holds as well is given once. */
static const char *answer_of(const struct template *t, const struct names *fields, const struct template_field *f)
{
	SCOPE(turn);
	const char *value = given(fields, f->name);
	for (size_t i = 0; i < t->screening.questions.count && !*value; i++)
		if (t->screening.questions.at[i].field == f)
			value = given(fields, scope_printf(turn, "screening.%s", t->screening.questions.at[i].id));
	return *value ? value : f->usual;
}

/* The answers to the screening as rows of its register; a question without an answer has its row, too. */
static void put_answers(struct scope *sc, struct buf *b, const struct template *t, const struct names *fields)
{
	const struct template_register *r = t->screening.into;
	for (size_t i = 0; i < t->screening.questions.count; i++) {
		const struct template_question *q = &t->screening.questions.at[i];
		const char *value = given(fields, scope_printf(sc, "screening.%s", q->id));
		if (!*value && q->field)
			value = given(fields, q->field->name);
		for (size_t c = 0; c < r->column_count; c++) {
			if (c)
				buf_char(b, ',');
			csv_put(b, strcmp(r->columns[c].name, "question") == 0 ? q->id : strcmp(r->columns[c].name,
				"answer") == 0 ? value : "");
		}
		buf_char(b, '\n');
	}
}

/* Fields with a dot are keys of one map in a list, as part_numbers.cage; those of `uses` are keys of a map. */
static void put_fields(struct buf *b, const struct template *t, const struct names *fields)
{
	const char *open = "";
	size_t open_len = 0;
	for (size_t i = 0; i < t->fields.count; i++) {
		const struct template_field *f = &t->fields.at[i];
		size_t n = strcspn(f->name, ".");
		if (!f->name[n]) {
			buf_printf(b, "%s: ", f->name);
		} else if (n == open_len && strncmp(open, f->name, n) == 0) {
			buf_printf(b, "    %s: ", f->name + n + 1);
		} else {
			buf_printf(b, strncmp(f->name, "uses.", 5) == 0 ? "%.*s:\n    %s: " : "%.*s:\n  - %s: ",
			           (int)n, f->name, f->name + n + 1);
			open = f->name;
			open_len = n;
		}
		put_yaml(b, answer_of(t, fields, f));
		buf_printf(b, "  # %s%s", f->title.in[0], f->required ? "" : " (if any)");
		if (f->format)
			buf_printf(b, ", such as %s", f->format->example);
		buf_char(b, '\n');
	}
}

static const struct fault *write_new(struct making *m, const struct template *t, const char *id, const char *category,
                                     const char *title, const struct names *fields)
{
	struct buf *b = buf_new(m->sc);
	buf_printf(b, "format: 1\nid: %s\ntemplate: %s\ncategory: ", id, t->name);
	put_yaml(b, category);
	buf_text(b, "\ntitle: ");
	put_yaml(b, title);
	buf_printf(b, "\ntime_zone: \"%s\"   # the days of this package are days of this zone\n", t->time_zone);
	put_fields(b, t, fields);
	TRY(edit_put(m, "package.yaml", b->at, b->len));
	TRY(edit_put(m, ".gitattributes", layout_gitattributes, strlen(layout_gitattributes)));
	int c = template_category(t, category);
	for (size_t i = 0; i < t->elements.count; i++) {
		const struct template_file *f = template_files_find(t->files, t->elements.at[i].file);
		if (f && *t->elements.at[i].need[c] != '-')
			TRY(edit_put(m, t->elements.at[i].file, f->bytes, f->len));
	}
	for (size_t i = 0; i < t->registers.count; i++) {
		const struct template_register *r = &t->registers.at[i];
		const struct template_element *e = r->element ? template_element(t, r->element) : NULL;
		if (e && *e->need[c] == '-')
			continue;
		buf_clear(b);
		for (size_t k = 0; k < r->column_count; k++)
			buf_printf(b, "%s%s", k ? "," : "", r->columns[k].name);
		buf_char(b, '\n');
		if (r == t->screening.into)
			put_answers(m->sc, b, t, fields);
		TRY(edit_put(m, scope_printf(m->sc, "registers/%s.csv", r->name), b->at, b->len));
	}
	return NULL;
}

static bool is_set(const char *given_field, const char *name)
{
	size_t n = strlen(name);
	return strncmp(given_field, name, n) == 0 && given_field[n] == '=';
}

/* Each --set names a field or a question, and an answer to a question is one of those it allows. */
static const struct fault *check_fields(struct scope *sc, const struct template *t, const struct names *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		bool known = false;
		for (size_t k = 0; k < t->fields.count && !known; k++)
			known = is_set(fields->at[i], t->fields.at[k].name);
		for (size_t k = 0; k < t->screening.questions.count && !known; k++) {
			const struct template_question *q = &t->screening.questions.at[k];
			known = is_set(fields->at[i], scope_printf(sc, "screening.%s", q->id));
			if (known)
				TRY(edit_check_answer(t, q, strchr(fields->at[i], '=') + 1));
		}
		if (!known)
			return fault_advise(fault_make(FAULT_USAGE,
				"the template {template} has no field in \"{given}\"; a question of the screening is "
				"screening.QUESTION", t->name, fields->at[i]), REMEDY("", "set", "FIELD=VALUE"));
	}
	return NULL;
}

const struct fault *edit_check_answer(const struct template *t, const struct template_question *q, const char *answer)
{
	SCOPE(turn);
	if (q->format && *answer && !pattern_matches(q->format->pattern, answer))
		return fault_make(FAULT_USAGE, "{question} \"{answer}\" is not of the form wanted: {form}", q->id,
			answer, template_say(turn, t, &q->format->says));
	if (!*answer || q->choices.count == 0 || list_has(&q->choices, answer))
		return NULL;
	return fault_make(FAULT_USAGE, "{question} \"{answer}\" is none of the answers: {answers}", q->id, answer,
		list_join(turn, &q->choices, "; "));
}

const struct fault *edit_new(struct scope *sc, const struct world *world, const struct person *person, const char *id,
                             const char *template_name, const char *category, const char *title,
                             const struct names *fields, const char **folder)
{
	SCOPE(turn);
	struct making m = { .sc = turn, .world = world, .person = person };
	const struct template *t = NULL;
	TRY(edit_template(sc, world, template_name, &t));
	if (template_category(t, category) < 0) {
		struct buf *b = buf_new(sc);
		for (size_t i = 0; i < t->categories.count; i++)
			buf_printf(b, "%s%s", i ? ", " : "", t->categories.at[i].id);
		return fault_make(FAULT_USAGE, "the template {template} has no category \"{category}\"; it has: "
			"{categories}",
			t->name, category, b->at);
	}
	if (!t->categories.at[template_category(t, category)].offered)
		return fault_make(FAULT_REFUSED, "the template {template} does not offer category {category}", t->name,
			category);
	TRY(check_fields(sc, t, fields));
	TRY(edit_start(&m, id));
	TRY(write_new(&m, t, id, category, title, fields));
	desk_take_zone(m.desk);         /* it was opened before it had a package.yaml */
	TRY(act_open(m.desk, t, id));
	TRY(edit_first_version(m.desk, "first version: the template's skeletons"));
	return edit_end(sc, &m, folder);
}
