/* facts_made.c: facts of a package that is made up, row by row, for the cases of a template's rules. */
#include "base/base.h"
#include "base/lookup.h"
#include "check/facts_private.h"

struct making {
	struct filling f;
	const struct template_given *rows, *at;         /* at: the one that is being put */
	size_t count;
};

static const char *value_of(const struct template_given *row, const char *column)
{
	for (size_t i = 0; i < row->columns.count; i++)
		if (strcmp(row->columns.at[i], column) == 0)
			return row->values.at[i];
	return NULL;
}

/* --- registers: as rows of the package, so that what is made of them is made of these --- */

static void add_register_row(struct scope *sc, struct package_register *r, const struct template_given *row)
{
	struct package_row *out = LIST_ADD(sc, &r->rows);
	*out = (struct package_row){ (int)r->rows.count + 1, NEWS(sc, const char *, r->of->column_count + 1) };
	for (size_t c = 0; c < r->of->column_count; c++) {
		const char *value = value_of(row, r->of->columns[c].name);
		out->cells[c] = value ? value : "";
	}
}

static const struct fault *take_register(struct making *m, struct package_register *r)
{
	for (size_t c = 0; c < m->at->columns.count; c++)
		if (template_column(r->of, m->at->columns.at[c]) < 0)
			return fault_make(FAULT_CORRUPT, "register {register} has no column \"{column}\"", r->of->name,
				m->at->columns.at[c]);
	add_register_row(m->f.sc, r, m->at);
	return NULL;
}

static const struct fault *take_registers(struct making *m, struct package *p)
{
	const struct template *t = p->template;
	struct package_register *all = NEWS(m->f.sc, struct package_register, t->registers.count + 1);
	for (size_t i = 0; i < t->registers.count; i++)
		all[i] = (struct package_register){ .of = &t->registers.at[i], .present = true,
			.path = scope_printf(m->f.sc, "registers/%s.csv", t->registers.at[i].name) };
	p->registers = all;
	for (m->at = m->rows; m->at < m->rows + m->count; m->at++) {
		const struct template_register *r = template_register(t, m->at->table);
		if (r)
			TRY(take_register(m, &all[r - t->registers.at]));
	}
	return NULL;
}

/* --- all other tables --- */

struct columns { struct scope *sc; struct names names, types; };

static const struct fault *take_column(void *context, const struct sql_row *row)
{
	struct columns *c = context;
	*LIST_ADD(c->sc, &c->names) = scope_copy(c->sc, row->texts[0]);
	*LIST_ADD(c->sc, &c->types) = scope_copy(c->sc, row->texts[1]);
	return NULL;
}

/* "" has no type: a number where it is written as one. */
static void bind_value(struct sql_insert *in, int at, const char *type, const char *text)
{
	char *end;
	double n = strtod(text, &end);
	bool number = *text && !*end && n - n == 0 && !(text[0] == '0' && text[1] && text[1] != '.');
	if (number && (!*type || strcmp(type, "INTEGER") == 0))
		sql_bind_number(in, at, n);
	else
		sql_bind_text(in, at, text);
}

static void bind_made_up(const struct making *m, struct sql_insert *in, int at, const char *name, const char *type)
{
	if (strcmp(name, "line") == 0)
		sql_bind_integer(in, at, m->at - m->rows + 2);
	else if (strcmp(type, "INTEGER") == 0)
		sql_bind_integer(in, at, 1);
	else
		sql_bind_text(in, at, strcmp(name, "file") == 0 ? m->at->table : strcmp(name, "as_of") == 0 ? m->f.as_of
		              : strcmp(name, "horizon") == 0 ? m->f.horizon : "");
}

static const struct fault *put_row(struct making *m, const struct columns *c)
{
	SCOPE(turn);
	struct sql_insert *in = NULL;
	for (size_t i = 0; i < m->at->columns.count; i++)
		if (!list_has(&c->names, m->at->columns.at[i]))
			return fault_make(FAULT_CORRUPT, "the table {table} has no column \"{column}\"", m->at->table,
				m->at->columns.at[i]);
	TRY(sql_insert_into(turn, m->f.sql, m->at->table, (int)c->names.count, &in));
	for (size_t i = 0; i < c->names.count; i++) {
		const char *value = value_of(m->at, c->names.at[i]);
		if (value)
			bind_value(in, (int)i, c->types.at[i], value);
		else
			bind_made_up(m, in, (int)i, c->names.at[i], c->types.at[i]);
	}
	return sql_put(in);
}

static const struct fault *take_row(struct making *m, struct lookup *emptied)
{
	SCOPE(turn);
	struct columns c = { turn, {0}, {0} };
	if (template_register(m->f.p->template, m->at->table))
		return NULL;
	for (const char *s = m->at->table; *s; s++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", *s))
			return fault_make(FAULT_CORRUPT, "there is no table \"{table}\"", m->at->table);
	TRY(sql_select(m->f.sql, scope_printf(turn, "SELECT name, type FROM pragma_table_info('%s')", m->at->table), 2,
		take_column, &c));
	if (!c.names.count)
		return fault_make(FAULT_CORRUPT, "there is no table \"{table}\"", m->at->table);
	if (lookup_add(emptied, m->at->table, 0))
		TRY(sql_run(m->f.sql, scope_printf(turn, "DELETE FROM \"%s\"", m->at->table)));
	return put_row(m, &c);
}

static const struct fault *make(struct making *m)
{
	struct package *p = NEW(m->f.sc, struct package);
	struct lookup *emptied = lookup_new(m->f.sc);
	*p = *m->f.p;
	m->f.p = p;
	TRY(take_registers(m, p));
	m->at = NULL;
	TRY(facts_fill(&m->f));
	for (m->at = m->rows; m->at < m->rows + m->count; m->at++)
		TRY(take_row(m, emptied));
	return sql_close_for_changes(m->f.sql);
}

const struct fault *facts_make(struct scope *sc, const struct package *nothing, int as_of,
                               const struct template_given *rows, size_t count, struct sql **out,
                               const struct template_given **bad)
{
	struct making m = { .f = { .sc = sc, .p = nothing, .day = as_of }, .rows = rows, .count = count };
	const struct fault *f = make(&m);
	*bad = f && m.at && m.at < rows + count ? m.at : NULL;
	*out = m.f.sql;
	return f;
}
