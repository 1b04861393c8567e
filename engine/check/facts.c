/* facts.c: filling the tables that every package has. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/path.h"
#include "check/facts_private.h"

static const char fixed_tables[] =
	"CREATE TABLE package (id TEXT NOT NULL, template TEXT NOT NULL, category TEXT NOT NULL, title TEXT NOT NULL,"
	" as_of TEXT NOT NULL, horizon TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL);"
	"CREATE TABLE identity (field TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, "
	"file TEXT NOT NULL,"
	" line INTEGER NOT NULL);"
	"CREATE TABLE elements (id TEXT NOT NULL, title TEXT NOT NULL, need TEXT NOT NULL,"
	" basis TEXT NOT NULL, position INTEGER NOT NULL, file TEXT NOT NULL, present TEXT NOT NULL);"
	"CREATE TABLE requirements (id TEXT NOT NULL, element TEXT NOT NULL, text TEXT NOT NULL,"
	" need TEXT NOT NULL, basis TEXT NOT NULL, source TEXT NOT NULL, position INTEGER NOT NULL, "
	"answered TEXT NOT NULL);"
	"CREATE TABLE sections (file TEXT NOT NULL, line INTEGER NOT NULL, element TEXT NOT NULL, "
	"requirement TEXT NOT NULL,"
	" heading TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL);"
	"CREATE TABLE answers (requirement TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, "
	"line INTEGER NOT NULL,"
	" path TEXT NOT NULL, place TEXT NOT NULL, leads_to TEXT NOT NULL);"
	"CREATE TABLE front_matter (file TEXT NOT NULL, line INTEGER NOT NULL, element TEXT NOT NULL, "
	"field TEXT NOT NULL,"
	" position INTEGER NOT NULL, value TEXT NOT NULL);"
	"CREATE TABLE attachments (path TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, "
	"element TEXT NOT NULL,"
	" sha256 TEXT NOT NULL, size INTEGER NOT NULL, pages INTEGER NOT NULL, present TEXT NOT NULL);"
	"CREATE TABLE links (file TEXT NOT NULL, line INTEGER NOT NULL, target TEXT NOT NULL, exists_ TEXT NOT NULL);"
	"CREATE TABLE texts (file TEXT NOT NULL, line INTEGER NOT NULL, element TEXT NOT NULL, language TEXT NOT NULL,"
	" companion TEXT NOT NULL, translation_of TEXT NOT NULL, original_digest TEXT NOT NULL, digest TEXT NOT NULL);"
	"CREATE TABLE text_sections (file TEXT NOT NULL, line INTEGER NOT NULL, section TEXT NOT NULL, "
	"digest TEXT NOT NULL);"
	"CREATE TABLE codes (list TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, means TEXT NOT NULL, "
	"group_ TEXT NOT NULL,"
	" basis TEXT NOT NULL, position INTEGER NOT NULL);"
	"CREATE TABLE questions (id TEXT NOT NULL, text TEXT NOT NULL, field TEXT NOT NULL, basis TEXT NOT NULL,"
	" position INTEGER NOT NULL);"
	"CREATE TABLE categories (id TEXT NOT NULL, title TEXT NOT NULL, position INTEGER NOT NULL);"
	"CREATE TABLE fields (field TEXT NOT NULL, title TEXT NOT NULL, position INTEGER NOT NULL);"
	"CREATE TABLE mentions (file TEXT NOT NULL, line INTEGER NOT NULL, element TEXT NOT NULL, format TEXT NOT NULL,"
	" value TEXT NOT NULL);"
	"CREATE TABLE uses (alias TEXT NOT NULL, title TEXT NOT NULL, wanted TEXT NOT NULL, package TEXT NOT NULL, "
	"template TEXT NOT NULL,"
	" version TEXT NOT NULL, pinned_on TEXT NOT NULL, newer TEXT NOT NULL, file TEXT NOT NULL, "
	"line INTEGER NOT NULL);";

static const char fixed_indexes[] =
	"CREATE INDEX answers_requirement ON answers (requirement); CREATE INDEX sections_requirement ON sections "
	"(requirement);"
	"CREATE INDEX identity_field ON identity (field); CREATE INDEX attachments_path ON attachments (path);"
	"CREATE INDEX front_matter_field ON front_matter (field); CREATE INDEX text_sections_file ON text_sections "
	"(file);"
	"CREATE INDEX mentions_format ON mentions (format); CREATE INDEX codes_code ON codes (list, code);";

static const char *yes_no(bool yes) { return yes ? "yes" : "no"; }

static const struct fault *fill_package(struct filling *f)
{
	struct sql_insert *in = NULL;
	const struct package *p = f->p;
	TRY(sql_insert_into(f->sc, f->sql, "package", 8, &in));
	TRY(sql_put_row(in, "ttttttti", p->id, p->template->name, p->category, p->title, f->as_of, f->horizon,
	                "package.yaml", 1));
	return facts_fill_identity(f, p, "identity", "");
}

static const struct fault *fill_elements(struct filling *f)
{
	struct sql_insert *in = NULL;
	const struct template *t = f->p->template;
	TRY(sql_insert_into(f->sc, f->sql, "elements", 7, &in));
	for (size_t i = 0; i < t->elements.count; i++) {
		const struct template_element *e = &t->elements.at[i];
		TRY(sql_put_row(in, "ttttitt", e->id, e->title.in[0], package_need(f->p, e), e->basis, (int)i + 1,
		                e->file,
		                yes_no(package_document(f->p, e->id) != NULL)));
	}
	return NULL;
}

static const char *const states[] = { "no", "yes", "not applicable" };
static const char *const section_states[] = { "unanswered", "answered", "not applicable" };

static const struct fault *fill_requirements(struct filling *f)
{
	struct sql_insert *in = NULL;
	const struct template_requirements *lines = template_requirements(f->p->template);
	TRY(sql_insert_into(f->sc, f->sql, "requirements", 8, &in));
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		const char *need = package_need_of(f->p, r);
		if (*need != '-')
			TRY(sql_put_row(in, "ttttttit", r->id, r->element->id, r->text.in[0], need, r->basis,
			                r->source, (int)i + 1,
			                states[f->p->states[i]]));
	}
	return NULL;
}

/* --- documents --- */

struct documents { struct sql_insert *sections, *front, *links, *texts, *parts, *mentions; };

static int front_line(const struct package_document *d, const char *field)
{
	for (size_t i = 0; i < d->front.count; i++)
		if (strcmp(d->front.at[i].field, field) == 0)
			return d->front.at[i].line;
	return 1;
}

static const struct fault *fill_text(const struct package_document *d, const struct documents *in, bool companion)
{
	char digest[DIGEST_TEXT];
	package_text_digest(d, digest);
	TRY(sql_put_row(in->texts, "titttttt", d->path, front_line(d, "translation_of"), d->element->id, d->language,
	                yes_no(companion),
	                package_front(d, "translation_of"), package_front(d, "original_digest"), digest));
	for (size_t i = 0; i < d->parts.count; i++)
		TRY(sql_put_row(in->parts, "titt", d->path, d->parts.at[i].line, d->parts.at[i].name,
		                d->parts.at[i].digest));
	return NULL;
}

static const struct fault *fill_document(const struct package_document *d, const struct documents *in, bool companion)
{
	const struct markdown_link *links = NULL;
	for (size_t i = 0; i < d->sections.count; i++) {
		const struct package_section *s = &d->sections.at[i];
		TRY(sql_put_row(in->sections, "tittttt", d->path, s->heading->line, d->element->id, s->requirement->id,
		                s->heading->text,
		                section_states[s->state], s->reason));
	}
	for (size_t i = 0; i < d->front.count; i++) {
		const struct package_value *v = &d->front.at[i];
		TRY(sql_put_row(in->front, "tittit", d->path, v->line, d->element->id, v->field, v->position,
		                v->value));
	}
	for (size_t i = 0, n = markdown_links(d->markdown, &links); i < n; i++)
		TRY(sql_put_row(in->links, "titt", d->path, links[i].line, links[i].target, yes_no(!d->broken[i])));
	for (size_t i = 0; i < d->mentions.count; i++) {
		const struct package_mention *m = &d->mentions.at[i];
		TRY(sql_put_row(in->mentions, "tittt", d->path, m->line, d->element->id, m->format->name, m->value));
	}
	return fill_text(d, in, companion);
}

static const struct fault *fill_documents(struct filling *f)
{
	struct documents in;
	TRY(sql_insert_into(f->sc, f->sql, "sections", 7, &in.sections));
	TRY(sql_insert_into(f->sc, f->sql, "front_matter", 6, &in.front));
	TRY(sql_insert_into(f->sc, f->sql, "links", 4, &in.links));
	TRY(sql_insert_into(f->sc, f->sql, "texts", 8, &in.texts));
	TRY(sql_insert_into(f->sc, f->sql, "text_sections", 4, &in.parts));
	TRY(sql_insert_into(f->sc, f->sql, "mentions", 5, &in.mentions));
	for (size_t i = 0; i < f->p->documents.count; i++)
		TRY(fill_document(&f->p->documents.at[i], &in, false));
	for (size_t i = 0; i < f->p->companions.count; i++)
		TRY(fill_document(&f->p->companions.at[i], &in, true));
	return NULL;
}

/* As a link of what is handed over: the page and the passage on it, or the file itself. */
static const char *leads_to(struct scope *sc, const struct package_answer *a)
{
	return a->section ? scope_printf(sc, "%s#%s", path_encoded(sc, package_delivered(sc, a->file)),
	                                 a->section->heading->anchor)
	       : path_encoded(sc, a->attachment);
}

static const struct fault *fill_answers(struct filling *f)
{
	struct sql_insert *in = NULL;
	TRY(sql_insert_into(f->sc, f->sql, "answers", 7, &in));
	for (size_t i = 0; i < f->p->answers.count; i++) {
		const struct package_answer *a = &f->p->answers.at[i];
		const struct phrase *in_words = a->section ? PHRASE("section {heading}", a->section->heading->text)
		                                : PHRASE("{count:page|pages} {pages}", strpbrk(a->pages, ",-") ? 2 : 1,
		                                         a->pages);
		const char *place = a->section || *a->pages ? phrase_text(f->sc, template_speaks(f->p->template, 0),
			in_words) : "";
		TRY(sql_put_row(in, "tttittt", a->requirement->id, a->section ? "section" : "attachment",
		                f->delivered && a->section ? package_delivered(f->sc, a->file) : a->file, a->line,
		                a->section ? "" : a->attachment, place, leads_to(f->sc, a)));
	}
	TRY(sql_insert_into(f->sc, f->sql, "attachments", 8, &in));
	for (size_t i = 0; i < f->p->attachments.count; i++) {
		const struct package_attachment *a = &f->p->attachments.at[i];
		TRY(sql_put_row(in, "ttittnit", a->entry->path, a->entry->path, 0, a->element ? a->element->id : "",
		                a->entry->digest,
		                (int64_t)a->entry->size, a->pages, yes_no(a->entry->present)));
	}
	return NULL;
}

/* --- what the template knows --- */

static const struct fault *fill_template(struct filling *f)
{
	struct sql_insert *in = NULL;
	const struct template *t = f->p->template;
	TRY(sql_insert_into(f->sc, f->sql, "codes", 7, &in));
	for (size_t i = 0; i < t->codes.count; i++) {
		const struct template_code *c = &t->codes.at[i];
		TRY(sql_put_row(in, "tttttti", c->list, c->code, c->title.in[0], c->means.in[0], c->group, c->basis,
		                (int)i + 1));
	}
	TRY(sql_insert_into(f->sc, f->sql, "questions", 5, &in));
	for (size_t i = 0; i < t->screening.questions.count; i++) {
		const struct template_question *q = &t->screening.questions.at[i];
		TRY(sql_put_row(in, "tttti", q->id, q->text.in[0], q->field ? q->field->name : "", q->basis,
		                (int)i + 1));
	}
	TRY(sql_insert_into(f->sc, f->sql, "categories", 3, &in));
	for (size_t i = 0; i < t->categories.count; i++)
		TRY(sql_put_row(in, "tti", t->categories.at[i].id, t->categories.at[i].title.in[0], (int)i + 1));
	TRY(sql_insert_into(f->sc, f->sql, "fields", 3, &in));
	for (size_t i = 0; i < t->fields.count; i++)
		TRY(sql_put_row(in, "tti", t->fields.at[i].name, t->fields.at[i].title.in[0], (int)i + 1));
	return NULL;
}

/* A template of before this table came may have a register of its name, which then is what its queries mean. */
static const struct fault *fill_extra(struct filling *f, const struct facts_table *t)
{
	struct sql_insert *in = NULL;
	if (template_register(f->p->template, t->name))
		return NULL;
	TRY(sql_run(f->sql, scope_printf(f->sc, "CREATE TABLE \"%s\" (%s)", t->name, t->columns)));
	TRY(sql_insert_into(f->sc, f->sql, t->name, (int)t->column_count, &in));
	for (size_t i = 0; i < t->row_count; i++) {
		for (size_t c = 0; c < t->column_count; c++)
			sql_bind_text(in, (int)c, t->rows[i][c]);
		TRY(sql_put(in));
	}
	return NULL;
}

/* 100 million steps take some two seconds; a table is at most 32 MiB as it comes in, and a cell of it may be written in
 * hexadecimal. */
static const struct sql_limits limits = {
	.steps = 100000000, .memory = 160 << 20, .stored = 320 << 20, .value = 80 << 20
};

const struct fault *facts_fill(struct filling *f)
{
	char *days = scope_alloc(f->sc, 2, DATE_TEXT);
	date_print(f->day, days);
	date_print(f->day + f->p->template->horizon_days, days + DATE_TEXT);
	f->as_of = days;
	f->horizon = days + DATE_TEXT;
	TRY(sql_open(f->sc, &limits, f->as_of, f->horizon, &f->sql));
	TRY(sql_run(f->sql, fixed_tables));
	TRY(fill_package(f));
	TRY(fill_elements(f));
	TRY(fill_requirements(f));
	TRY(fill_documents(f));
	TRY(fill_answers(f));
	TRY(fill_template(f));
	TRY(sql_run(f->sql, fixed_indexes));
	TRY(facts_fill_registers(f));
	return facts_fill_uses(f);
}

const struct fault *facts_load_world(struct scope *sc, const struct package *p, int as_of, enum facts_world world,
                                     struct sql **out)
{
	struct filling f = { .sc = sc, .p = p, .day = as_of, .world = world };
	TRY(facts_fill(&f));
	TRY(sql_close_for_changes(f.sql));
	*out = f.copies > FACTS_COPIES ? NULL : f.sql;
	return NULL;
}

const struct fault *facts_load(struct scope *sc, const struct package *p, int as_of, bool delivered,
                               const struct facts_table *extra, size_t extra_count, struct sql **out)
{
	struct filling f = { .sc = sc, .p = p, .day = as_of, .delivered = delivered };
	TRY(facts_fill(&f));
	for (size_t i = 0; i < extra_count; i++)
		TRY(fill_extra(&f, &extra[i]));
	TRY(sql_close_for_changes(f.sql));
	*out = f.sql;
	return NULL;
}
