/* facts_registers.c: filling one table a register, of this package and of those it uses. */
#include "base/base.h"
#include "base/buf.h"
#include "package/facts_filling.h"

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

const struct fault *facts_fill_registers(struct filling *f)
{
	for (size_t i = 0; i < f->p->template->registers.count; i++)
		TRY(fill_register(f, &f->p->registers[i]));
	return NULL;
}

const struct fault *facts_fill_identity(struct filling *f, const struct package *p, const char *table, const char *prefix)
{
	struct sql_insert *in = NULL;
	const char *file = scope_printf(f->sc, "%spackage.yaml", prefix);
	TRY(sql_insert_into(f->sc, f->sql, table, 5, &in));
	for (size_t i = 0; i < p->identity.count; i++) {
		const struct package_value *v = &p->identity.at[i];
		TRY(sql_put_row(in, "titti", v->field, v->position, v->value, file, v->line));
	}
	return NULL;
}

/* --- of packages that are used --- */

/* The columns a template says it reads, from whatever the used package has. */
static const struct fault *fill_reading(struct filling *f, const struct template_use *use, const struct template_reading *reading,
                                        const struct package *from)
{
	const struct package_register *r = from ? package_register(from, reading->name) : NULL;
	const char *name = scope_printf(f->sc, "uses_%s_%s", use->alias, reading->name);
	struct buf *ddl = buf_new(f->sc);
	struct sql_insert *in = NULL;
	buf_printf(ddl, "CREATE TABLE \"%s\" (", name);
	for (size_t c = 0; c < reading->columns.count; c++)
		buf_printf(ddl, "\"%s\" NOT NULL, ", reading->columns.at[c]);
	buf_text(ddl, "file TEXT NOT NULL, line INTEGER NOT NULL)");
	TRY(sql_run(f->sql, ddl->at));
	TRY(sql_insert_into(f->sc, f->sql, name, (int)reading->columns.count + 2, &in));
	const char *file = r ? scope_printf(f->sc, "%s:%s", use->alias, r->path) : "";
	for (size_t i = 0; r && i < r->rows.count; i++) {
		for (size_t c = 0; c < reading->columns.count; c++) {
			int at = template_column(r->of, reading->columns.at[c]);
			if (at < 0)
				sql_bind_text(in, (int)c, "");
			else
				bind_cell(in, (int)c, &r->of->columns[at], r->rows.at[i].cells[at]);
		}
		sql_bind_text(in, (int)reading->columns.count, file);
		sql_bind_integer(in, (int)reading->columns.count + 1, r->rows.at[i].line);
		TRY(sql_put(in));
	}
	return NULL;
}

static int declared_line(const struct package *p, const char *field)
{
	for (size_t i = 0; i < p->identity.count; i++)
		if (strcmp(p->identity.at[i].field, field) == 0)
			return p->identity.at[i].line;
	return 1;
}

const struct fault *facts_fill_uses(struct filling *f)
{
	struct sql_insert *in = NULL;
	const struct template *t = f->p->template;
	TRY(sql_insert_into(f->sc, f->sql, "uses", 10, &in));
	for (size_t i = 0; i < t->uses.count; i++) {
		const struct template_use *use = &t->uses.at[i];
		const struct package_use *u = package_use(f->p, use->alias);
		const char *field = scope_printf(f->sc, "uses.%s", use->alias), *table = scope_printf(f->sc, "uses_%s_identity", use->alias);
		TRY(sql_put_row(in, "ttttttttti", use->alias, use->title.in[0], package_value(f->p, field), u ? u->id : "",
		                u ? u->package->template->name : "", u ? u->version : "", u ? u->pinned_on : "", u && u->newer ? u->newer : "",
		                "package.yaml", declared_line(f->p, field)));
		TRY(sql_run(f->sql, scope_printf(f->sc, "CREATE TABLE \"%s\" (field TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL,"
		                                 " file TEXT NOT NULL, line INTEGER NOT NULL)", table)));
		if (u)
			TRY(facts_fill_identity(f, u->package, table, scope_printf(f->sc, "%s:", use->alias)));
		for (size_t k = 0; k < use->reads.count; k++)
			TRY(fill_reading(f, use, &use->reads.at[k], u ? u->package : NULL));
	}
	return NULL;
}
