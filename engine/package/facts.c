/* facts.c: filling the tables. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "package/facts.h"
#include "package/view.h"

static const char fixed_tables[] =
	"CREATE TABLE package (id TEXT NOT NULL, template TEXT NOT NULL, category TEXT NOT NULL, title TEXT NOT NULL,"
	" as_of TEXT NOT NULL, horizon TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL);"
	"CREATE TABLE identity (field TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, file TEXT NOT NULL,"
	" line INTEGER NOT NULL);"
	"CREATE TABLE elements (id TEXT NOT NULL, title TEXT NOT NULL, title_ja TEXT NOT NULL, need TEXT NOT NULL,"
	" basis TEXT NOT NULL, position INTEGER NOT NULL, file TEXT NOT NULL, present TEXT NOT NULL);"
	"CREATE TABLE requirements (id TEXT NOT NULL, element TEXT NOT NULL, text TEXT NOT NULL, text_ja TEXT NOT NULL,"
	" need TEXT NOT NULL, basis TEXT NOT NULL, source TEXT NOT NULL, position INTEGER NOT NULL, answered TEXT NOT NULL);"
	"CREATE TABLE sections (file TEXT NOT NULL, line INTEGER NOT NULL, element TEXT NOT NULL, requirement TEXT NOT NULL,"
	" heading TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL);"
	"CREATE TABLE answers (requirement TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL,"
	" path TEXT NOT NULL, place TEXT NOT NULL);"
	"CREATE TABLE front_matter (file TEXT NOT NULL, line INTEGER NOT NULL, element TEXT NOT NULL, field TEXT NOT NULL,"
	" position INTEGER NOT NULL, value TEXT NOT NULL);"
	"CREATE TABLE attachments (path TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, element TEXT NOT NULL,"
	" sha256 TEXT NOT NULL, size INTEGER NOT NULL, pages INTEGER NOT NULL, present TEXT NOT NULL);"
	"CREATE TABLE links (file TEXT NOT NULL, line INTEGER NOT NULL, target TEXT NOT NULL, exists_ TEXT NOT NULL);";

static const char fixed_indexes[] =
	"CREATE INDEX answers_requirement ON answers (requirement); CREATE INDEX sections_requirement ON sections (requirement);"
	"CREATE INDEX identity_field ON identity (field); CREATE INDEX attachments_path ON attachments (path);"
	"CREATE INDEX front_matter_field ON front_matter (field);";

struct filling { struct scope *sc; struct sql *sql; const struct package *p; const char *as_of, *horizon; bool delivered; };

static const char *yes_no(bool yes) { return yes ? "yes" : "no"; }

static const struct fault *fill_package(struct filling *f)
{
	struct sql_insert *in = NULL;
	TRY(sql_insert_into(f->sc, f->sql, "package", 8, &in));
	const char *texts[] = { f->p->id, f->p->template->name, f->p->category, f->p->title, f->as_of, f->horizon, "package.yaml" };
	for (int i = 0; i < (int)countof(texts); i++)
		sql_bind_text(in, i, texts[i]);
	sql_bind_integer(in, 7, 1);
	TRY(sql_put(in));
	TRY(sql_insert_into(f->sc, f->sql, "identity", 5, &in));
	for (size_t i = 0; i < f->p->identity.count; i++) {
		const struct package_value *v = &f->p->identity.at[i];
		sql_bind_text(in, 0, v->field);
		sql_bind_integer(in, 1, v->position);
		sql_bind_text(in, 2, v->value);
		sql_bind_text(in, 3, "package.yaml");
		sql_bind_integer(in, 4, v->line);
		TRY(sql_put(in));
	}
	return NULL;
}

static const struct fault *fill_elements(struct filling *f)
{
	struct sql_insert *in = NULL;
	const struct template *t = f->p->template;
	TRY(sql_insert_into(f->sc, f->sql, "elements", 8, &in));
	for (size_t i = 0; i < t->elements.count; i++) {
		const struct template_element *e = &t->elements.at[i];
		const char *texts[] = { e->id, e->title.en, e->title.ja, package_need(f->p, e), e->basis };
		for (int c = 0; c < (int)countof(texts); c++)
			sql_bind_text(in, c, texts[c]);
		sql_bind_integer(in, 5, (int64_t)i + 1);
		sql_bind_text(in, 6, e->file);
		sql_bind_text(in, 7, yes_no(package_document(f->p, e->id) != NULL));
		TRY(sql_put(in));
	}
	return NULL;
}

static const char *const states[] = { "no", "yes", "not applicable" };
static const char *const section_states[] = { "unanswered", "answered", "not applicable" };

static const struct fault *fill_requirements(struct filling *f)
{
	struct sql_insert *in = NULL;
	const struct template *t = f->p->template;
	TRY(sql_insert_into(f->sc, f->sql, "requirements", 9, &in));
	for (size_t i = 0; i < t->requirements.count; i++) {
		const struct template_requirement *r = &t->requirements.at[i];
		const char *need = package_need_of(f->p, r);
		if (*need == '-')
			continue;
		const char *texts[] = { r->id, r->element->id, r->text.en, r->text.ja, need, r->basis, r->source };
		for (int c = 0; c < (int)countof(texts); c++)
			sql_bind_text(in, c, texts[c]);
		sql_bind_integer(in, 7, (int64_t)i + 1);
		sql_bind_text(in, 8, states[f->p->states[i]]);
		TRY(sql_put(in));
	}
	return NULL;
}

static const struct fault *fill_document(const struct package_document *d, struct sql_insert *sections,
                                         struct sql_insert *front, struct sql_insert *links)
{
	for (size_t i = 0; i < d->sections.count; i++) {
		const struct package_section *s = &d->sections.at[i];
		sql_bind_text(sections, 0, d->path);
		sql_bind_integer(sections, 1, s->heading->line);
		sql_bind_text(sections, 2, d->element->id);
		sql_bind_text(sections, 3, s->requirement->id);
		sql_bind_text(sections, 4, s->heading->text);
		sql_bind_text(sections, 5, section_states[s->state]);
		sql_bind_text(sections, 6, s->reason);
		TRY(sql_put(sections));
	}
	for (size_t i = 0; i < d->front.count; i++) {
		sql_bind_text(front, 0, d->path);
		sql_bind_integer(front, 1, d->front.at[i].line);
		sql_bind_text(front, 2, d->element->id);
		sql_bind_text(front, 3, d->front.at[i].field);
		sql_bind_integer(front, 4, d->front.at[i].position);
		sql_bind_text(front, 5, d->front.at[i].value);
		TRY(sql_put(front));
	}
	const struct markdown_link *list = NULL;
	for (size_t i = 0, n = markdown_links(d->markdown, &list); i < n; i++) {
		sql_bind_text(links, 0, d->path);
		sql_bind_integer(links, 1, list[i].line);
		sql_bind_text(links, 2, list[i].target);
		sql_bind_text(links, 3, yes_no(!d->broken[i]));
		TRY(sql_put(links));
	}
	return NULL;
}

static const struct fault *fill_documents(struct filling *f)
{
	struct sql_insert *sections = NULL, *front = NULL, *links = NULL;
	TRY(sql_insert_into(f->sc, f->sql, "sections", 7, &sections));
	TRY(sql_insert_into(f->sc, f->sql, "front_matter", 6, &front));
	TRY(sql_insert_into(f->sc, f->sql, "links", 4, &links));
	for (size_t i = 0; i < f->p->documents.count; i++)
		TRY(fill_document(&f->p->documents.at[i], sections, front, links));
	return NULL;
}

static const struct fault *fill_answers(struct filling *f)
{
	struct sql_insert *in = NULL;
	TRY(sql_insert_into(f->sc, f->sql, "answers", 6, &in));
	for (size_t i = 0; i < f->p->answers.count; i++) {
		const struct package_answer *a = &f->p->answers.at[i];
		const char *place = a->section ? scope_printf(f->sc, "section %s", a->section->heading->text)
		                    : *a->pages ? scope_printf(f->sc, strpbrk(a->pages, ",-") ? "pages %s" : "page %s", a->pages) : "";
		sql_bind_text(in, 0, a->requirement->id);
		sql_bind_text(in, 1, a->section ? "section" : "attachment");
		sql_bind_text(in, 2, f->delivered && a->section ? view_delivered(f->sc, a->file) : a->file);
		sql_bind_integer(in, 3, a->line);
		sql_bind_text(in, 4, a->section ? "" : a->attachment);
		sql_bind_text(in, 5, place);
		TRY(sql_put(in));
	}
	TRY(sql_insert_into(f->sc, f->sql, "attachments", 8, &in));
	for (size_t i = 0; i < f->p->attachments.count; i++) {
		const struct package_attachment *a = &f->p->attachments.at[i];
		sql_bind_text(in, 0, a->entry->path);
		sql_bind_text(in, 1, a->entry->path);
		sql_bind_integer(in, 2, 0);
		sql_bind_text(in, 3, a->element ? a->element->id : "");
		sql_bind_text(in, 4, a->entry->digest);
		sql_bind_integer(in, 5, (int64_t)a->entry->size);
		sql_bind_integer(in, 6, a->pages);
		sql_bind_text(in, 7, yes_no(a->entry->present));
		TRY(sql_put(in));
	}
	return NULL;
}

/* --- registers --- */

static void bind_cell(struct sql_insert *in, int at, const struct template_column *c, const char *text)
{
	char *end;
	if (*text && c->type == TEMPLATE_INTEGER && !c->list) {
		long long n = strtoll(text, &end, 10);
		if (!*end) {
			sql_bind_integer(in, at, n);
			return;
		}
	}
	if (*text && c->type == TEMPLATE_NUMBER && !c->list) {
		double n = strtod(text, &end);
		if (!*end && n - n == 0) {      /* nan would be NULL in a table without NULL */
			sql_bind_number(in, at, n);
			return;
		}
	}
	sql_bind_text(in, at, text);
}

/* a;b;c into a table of its own, with the key of the row. */
static const struct fault *fill_list(struct filling *f, const struct package_register *r, size_t column)
{
	const struct template_register *of = r->of;
	struct buf *ddl = buf_new(f->sc);
	struct sql_insert *in = NULL;
	const char *name = scope_printf(f->sc, "%s_%s", of->name, of->columns[column].name);
	buf_printf(ddl, "CREATE TABLE \"%s\" (", name);
	for (size_t k = 0; k < of->key_count; k++)
		buf_printf(ddl, "\"%s\" NOT NULL, ", of->columns[of->key[k]].name);
	buf_printf(ddl, "item TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL)");
	TRY(sql_run(f->sql, ddl->at));
	TRY(sql_insert_into(f->sc, f->sql, name, (int)of->key_count + 3, &in));
	for (size_t i = 0; i < r->rows.count; i++) {
		for (const char *s = r->rows.at[i].cells[column]; *s; ) {
			size_t n = strcspn(s, ";"), len = n;
			const char *item = s;
			while (len > 0 && *item == ' ') {
				item++;
				len--;
			}
			while (len > 0 && item[len - 1] == ' ')
				len--;
			s += n + (s[n] == ';');
			if (len == 0)
				continue;
			for (size_t k = 0; k < of->key_count; k++)
				bind_cell(in, (int)k, &of->columns[of->key[k]], r->rows.at[i].cells[of->key[k]]);
			sql_bind_text(in, (int)of->key_count, scope_copy_bytes(f->sc, item, len));
			sql_bind_text(in, (int)of->key_count + 1, r->path);
			sql_bind_integer(in, (int)of->key_count + 2, r->rows.at[i].line);
			TRY(sql_put(in));
		}
	}
	return sql_run(f->sql, scope_printf(f->sc, "CREATE INDEX \"%s_item\" ON \"%s\" (item)", name, name));
}

static const struct fault *fill_register(struct filling *f, const struct package_register *r)
{
	const struct template_register *of = r->of;
	struct buf *ddl = buf_new(f->sc);
	struct sql_insert *in = NULL;
	buf_printf(ddl, "CREATE TABLE \"%s\" (", of->name);
	for (size_t c = 0; c < of->column_count; c++)
		buf_printf(ddl, "\"%s\" %s NOT NULL, ", of->columns[c].name,
		           of->columns[c].type == TEMPLATE_INTEGER || of->columns[c].type == TEMPLATE_NUMBER ? "" : "TEXT");
	buf_text(ddl, "file TEXT NOT NULL, line INTEGER NOT NULL)");
	TRY(sql_run(f->sql, ddl->at));
	TRY(sql_insert_into(f->sc, f->sql, of->name, (int)of->column_count + 2, &in));
	for (size_t i = 0; i < r->rows.count; i++) {
		for (size_t c = 0; c < of->column_count; c++)
			bind_cell(in, (int)c, &of->columns[c], r->rows.at[i].cells[c]);
		sql_bind_text(in, (int)of->column_count, r->path);
		sql_bind_integer(in, (int)of->column_count + 1, r->rows.at[i].line);
		TRY(sql_put(in));
	}
	/* Rules look rows up by key; an index each keeps ten thousand rows linear. */
	for (size_t k = 0; k < of->key_count; k++)
		TRY(sql_run(f->sql, scope_printf(f->sc, "CREATE INDEX \"%s_key%zu\" ON \"%s\" (\"%s\")", of->name, k, of->name,
		                                 of->columns[of->key[k]].name)));
	for (size_t c = 0; c < of->column_count; c++)
		if (of->columns[c].list)
			TRY(fill_list(f, r, c));
	return NULL;
}

static const struct fault *fill_extra(struct filling *f, const struct facts_table *t)
{
	struct sql_insert *in = NULL;
	TRY(sql_run(f->sql, scope_printf(f->sc, "CREATE TABLE \"%s\" (%s)", t->name, t->columns)));
	TRY(sql_insert_into(f->sc, f->sql, t->name, (int)t->column_count, &in));
	for (size_t i = 0; i < t->row_count; i++) {
		for (size_t c = 0; c < t->column_count; c++)
			sql_bind_text(in, (int)c, t->rows[i][c]);
		TRY(sql_put(in));
	}
	return NULL;
}

const struct fault *facts_load(struct scope *sc, const struct package *p, int as_of, bool delivered,
                               const struct facts_table *extra, size_t extra_count, struct sql **out)
{
	char *days = scope_alloc(sc, 2, DATE_TEXT);
	date_print(as_of, days);
	date_print(as_of + p->template->horizon_days, days + DATE_TEXT);
	struct filling f = { sc, NULL, p, days, days + DATE_TEXT, delivered };
	TRY(sql_open(sc, f.as_of, f.horizon, &f.sql));
	TRY(sql_run(f.sql, fixed_tables));
	TRY(fill_package(&f));
	TRY(fill_elements(&f));
	TRY(fill_requirements(&f));
	TRY(fill_documents(&f));
	TRY(fill_answers(&f));
	TRY(sql_run(f.sql, fixed_indexes));
	for (size_t i = 0; i < p->template->registers.count; i++)
		TRY(fill_register(&f, &p->registers[i]));
	for (size_t i = 0; i < extra_count; i++)
		TRY(fill_extra(&f, &extra[i]));
	TRY(sql_close_for_changes(f.sql));
	*out = f.sql;
	return NULL;
}
