/* facts_registers.c: filling one table a register, of this package and of those it uses. */
#include "base/base.h"
#include "base/buf.h"
#include "check/facts_private.h"
#include "text/csv.h"

static void bind_cell(struct sql_insert *in, int at, const struct template_column *c, const char *text)
{
	char *end;
	if (!text) {
		sql_bind_text(in, at, NULL);
		return;
	}
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

/* Rules look rows up by their key, and by columns that carry the key of another register; an index each keeps ten
 * thousand rows linear.  A short table is faster without. */
static bool is_looked_up(const struct template *t, const struct template_column *c)
{
	if (c->key)
		return true;
	for (size_t i = 0; i < t->registers.count; i++) {
		const struct template_register *r = &t->registers.at[i];
		for (size_t k = 0; k < r->key_count; k++)
			if (strcmp(r->columns[r->key[k]].name, c->name) == 0)
				return true;
	}
	return false;
}

static const struct fault *index_register(struct filling *f, const struct package_register *r)
{
	enum { SHORT = 30 };
	for (size_t c = 0; c < r->of->column_count && r->rows.count > SHORT; c++)
		if (is_looked_up(f->p->template, &r->of->columns[c]))
			TRY(sql_run(f->sql, scope_printf(f->sc, "CREATE INDEX \"%s_by%zu\" ON \"%s\" (\"%s\")",
			                                 r->of->name, c, r->of->name,
			                                 r->of->columns[c].name)));
	return NULL;
}

/* Of a side table: its item or page, and the key of the row it belongs to. */
static const struct fault *index_side_table(struct filling *f, const struct package_register *r, const char *name,
                                            const char *item)
{
	TRY(sql_run(f->sql, scope_printf(f->sc, "CREATE INDEX \"%s_item\" ON \"%s\" (%s)", name, name, item)));
	return sql_run(f->sql, scope_printf(f->sc, "CREATE INDEX \"%s_of\" ON \"%s\" (\"%s\")", name, name,
	                                    r->of->columns[r->of->key[0]].name));
}

static const char *never_null(const struct filling *f) { return f->world == FACTS_UNKNOWN ? "" : "NOT NULL"; }

/* A table beside a register's: its key, an item or page, file and line. */
static const struct fault *make_side_table(struct filling *f, const struct template_register *of, size_t column,
                                           const char *item,
                                           const char **name, struct sql_insert **in)
{
	struct buf *ddl = buf_new(f->sc);
	*name = scope_printf(f->sc, "%s_%s", of->name, of->columns[column].name);
	buf_printf(ddl, "CREATE TABLE \"%s\" (", *name);
	for (size_t k = 0; k < of->key_count; k++)
		buf_printf(ddl, "\"%s\" %s, ", of->columns[of->key[k]].name, never_null(f));
	buf_printf(ddl, "%s NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL)", item);
	TRY(sql_run(f->sql, ddl->at));
	return sql_insert_into(f->sc, f->sql, *name, (int)of->key_count + 3, in);
}

static void bind_key(struct sql_insert *in, const struct template_register *of, const struct package_row *row)
{
	for (size_t k = 0; k < of->key_count; k++)
		bind_cell(in, (int)k, &of->columns[of->key[k]], row->cells[of->key[k]]);
}

static const struct fault *put_side_row(struct sql_insert *in, const struct package_register *r,
                                        const struct package_row *row)
{
	sql_bind_text(in, (int)r->of->key_count + 1, r->path);
	sql_bind_integer(in, (int)r->of->key_count + 2, row->line);
	return sql_put(in);
}

/* a;b;c into a table of its own, a row an item. */
static const struct fault *fill_list(struct filling *f, const struct package_register *r, size_t column)
{
	struct sql_insert *in = NULL;
	const char *name = NULL;
	const struct template_column *c = &r->of->columns[column];
	const bool counts = c->type == TEMPLATE_INTEGER || c->type == TEMPLATE_NUMBER;
	struct template_column one = *c;
	one.list = false;
	TRY(make_side_table(f, r->of, column, counts ? "item" : "item TEXT", &name, &in));
	for (size_t i = 0; i < r->rows.count; i++) {
		const struct package_row *row = &r->rows.at[i];
		const char *at = row->cells[column], *item;
		for (size_t len; at && csv_item(&at, &item, &len); ) {
			bind_key(in, r->of, row);
			bind_cell(in, (int)r->of->key_count, &one, scope_copy_bytes(f->sc, item, len));
			TRY(put_side_row(in, r, row));
		}
	}
	return index_side_table(f, r, name, "item");
}

/* "3,7-9" into a table of its own, a row a page. */
static const struct fault *fill_pages(struct filling *f, const struct package_register *r, size_t column)
{
	enum { PAGES = 5000 };          /* of one cell: nobody reads further */
	struct sql_insert *in = NULL;
	const char *name = NULL;
	TRY(make_side_table(f, r->of, column, "page INTEGER", &name, &in));
	for (size_t i = 0; i < r->rows.count; i++) {
		const struct package_row *row = &r->rows.at[i];
		if (!row->cells[column] || !package_last_page(row->cells[column]))
			continue;
		int from = 0, count = 0;
		for (const char *s = row->cells[column]; *s; s += strspn(s, " ,")) {
			char *end;
			int to = (int)strtol(s, &end, 10);
			for (int page = from ? from + 1 : to; page <= to && count < PAGES; page++, count++) {
				bind_key(in, r->of, row);
				sql_bind_integer(in, (int)r->of->key_count, page);
				TRY(put_side_row(in, r, row));
			}
			s = end + strspn(end, " ");
			from = *s == '-' ? to : 0;
			s += *s == '-';
		}
	}
	return index_side_table(f, r, name, "page");
}

static const struct fault *fill_register(struct filling *f, const struct package_register *written)
{
	const struct package_register *r = facts_in_world(f, f->p, written);
	const struct template_register *of = r->of;
	struct buf *ddl = buf_new(f->sc);
	struct sql_insert *in = NULL;
	buf_printf(ddl, "CREATE TABLE \"%s\" (", of->name);
	for (size_t c = 0; c < of->column_count; c++)
		buf_printf(ddl, "\"%s\" %s %s, ", of->columns[c].name,
		           of->columns[c].type == TEMPLATE_INTEGER || of->columns[c].type == TEMPLATE_NUMBER ? ""
			: "TEXT", never_null(f));
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
	TRY(index_register(f, r));
	for (size_t c = 0; c < of->column_count; c++)
		if (of->columns[c].list)
			TRY(fill_list(f, r, c));
		else if (of->columns[c].type == TEMPLATE_PAGES)
			TRY(fill_pages(f, r, c));
	return NULL;
}

const struct fault *facts_fill_registers(struct filling *f)
{
	for (size_t i = 0; i < f->p->template->registers.count; i++)
		TRY(fill_register(f, &f->p->registers[i]));
	return NULL;
}

const struct fault *facts_fill_identity(struct filling *f, const struct package *p, const char *table,
                                        const char *prefix)
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
static const struct fault *fill_reading(struct filling *f, const struct template_use *use,
                                        const struct template_reading *reading,
                                        const struct package *from)
{
	const struct package_register *written = from ? package_register(from, reading->name) : NULL;
	const struct package_register *r = written ? facts_in_world(f, from, written) : NULL;
	const char *name = scope_printf(f->sc, "uses_%s_%s", use->alias, reading->name);
	struct buf *ddl = buf_new(f->sc);
	struct sql_insert *in = NULL;
	buf_printf(ddl, "CREATE TABLE \"%s\" (", name);
	for (size_t c = 0; c < reading->columns.count; c++)
		buf_printf(ddl, "\"%s\" %s, ", reading->columns.at[c], never_null(f));
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
		const char *field = scope_printf(f->sc, "uses.%s", use->alias), *table = scope_printf(f->sc,
			"uses_%s_identity", use->alias);
		TRY(sql_put_row(in, "ttttttttti", use->alias, use->title.in[0], package_value(f->p, field), u ? u->id
		                : "",
		                u ? u->package->template->name : "", u ? u->version : "", u ? u->pinned_on : "", u
			&& u->newer ? phrase_text(f->sc, NULL, u->newer) : "",
		                "package.yaml", declared_line(f->p, field)));
		TRY(sql_run(f->sql, scope_printf(f->sc, "CREATE TABLE \"%s\" (field TEXT NOT NULL, "
		                                        "position INTEGER NOT NULL, value TEXT NOT NULL,"
		                                 " file TEXT NOT NULL, line INTEGER NOT NULL)", table)));
		if (u)
			TRY(facts_fill_identity(f, u->package, table, scope_printf(f->sc, "%s:", use->alias)));
		for (size_t k = 0; k < use->reads.count; k++)
			TRY(fill_reading(f, use, &use->reads.at[k], u ? u->package : NULL));
	}
	return NULL;
}
