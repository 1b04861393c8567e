/* redline_parts.c: fields and rows, as tables. */
#include "base/base.h"
#include "render/redline_private.h"

enum { WIDE_FROM = 8 };                 /* columns of a table that needs the page across */

static const struct compare_change *change_at(const struct redline *r, size_t i)
{
	return &r->of->compare->changes.at[i];
}

static enum markdown_change fate_of(enum compare_kind k)
{
	return k == COMPARE_ADDED ? MARKDOWN_ADDED : k == COMPARE_REMOVED ? MARKDOWN_REMOVED : MARKDOWN_SAME;
}

/* --- fields --- */

static const char *field_name(struct scope *sc, const struct compare_change *k)
{
	return k->column ? scope_printf(sc, "%s, %s", k->what, k->column) : k->what;
}

static void put_field(struct redline *r, const struct redline_table *t, const struct compare_change *k,
                      const char *name)
{
	enum markdown_change fate = fate_of(k->kind);
	redline_row_begin(r, fate, false);
	redline_cell_begin(r, t->widths[0], fate, "SarHead");
	redline_words(r, fate, name);
	redline_cell_end(r);
	redline_cell_begin(r, t->widths[1], fate, "SarCell");
	redline_values(r, k->before, k->after);
	redline_cell_end(r);
	redline_row_end(r);
}

void redline_fields(struct redline *r, size_t from, size_t to)
{
	SCOPE(turn);
	const char **texts = NEWS(turn, const char *, 2 * (to - from) + 1);
	for (size_t i = from; i < to; i++) {
		const struct compare_change *k = change_at(r, i);
		texts[2 * (i - from)] = field_name(turn, k);
		texts[2 * (i - from) + 1] = scope_printf(turn, "%s%s", k->before, k->after);
	}
	struct redline_table t = redline_fit(turn, texts, to - from, 2, REDLINE_UPRIGHT);
	redline_table_begin(r, "SarTable", &t);
	for (size_t i = from; i < to; i++)
		put_field(r, &t, change_at(r, i), texts[2 * (i - from)]);
	redline_table_end(r);
}

/* --- rows --- */

/* A row as it is shown: the changes of its cells, or its fate as a whole. */
struct shown {
	const struct package_register *in;
	const struct package_row *row;
	enum markdown_change fate;
	size_t from, to;
};
struct rows { struct shown *at; size_t count, cap; };

struct register_of { const struct package_register *then, *now; };

/* Changes of one row stand together. */
static size_t row_end(const struct redline *r, size_t from, size_t to)
{
	const struct compare_change *k = change_at(r, from);
	size_t end = from + 1;
	while (end < to && k->kind != COMPARE_REMOVED && change_at(r, end)->kind != COMPARE_REMOVED
	       && change_at(r, end)->line == k->line)
		end++;
	return end;
}

/* Changes of one file, as far as they stand together. */
static size_t file_end(const struct redline *r, size_t from, size_t to)
{
	size_t end = from + 1;
	while (end < to && strcmp(change_at(r, end)->file, change_at(r, from)->file) == 0)
		end++;
	return end;
}

static void list_changed(struct scope *sc, const struct redline *r, const struct register_of *g, size_t from, size_t to,
                         struct rows *out)
{
	for (size_t i = from, end; i < to; i = end) {
		const struct compare_change *k = change_at(r, i);
		const struct package_register *in = k->kind == COMPARE_REMOVED ? g->then : g->now;
		const struct package_row *row = package_row_at(in, k->line);
		end = row_end(r, i, to);
		if (row)
			*LIST_ADD(sc, out) = (struct shown){ in, row, fate_of(k->kind), i, end };
	}
}

/* All rows that are there now, and behind them those that are gone. */
static void list_all(struct scope *sc, const struct register_of *g, const struct rows *changed, struct rows *out)
{
	for (size_t i = 0; g->now && i < g->now->rows.count; i++) {
		struct shown s = { g->now, &g->now->rows.at[i], MARKDOWN_SAME, 0, 0 };
		for (size_t k = 0; k < changed->count; k++)
			if (changed->at[k].row == s.row)
				s = changed->at[k];
		*LIST_ADD(sc, out) = s;
	}
	for (size_t k = 0; k < changed->count; k++)
		if (changed->at[k].fate == MARKDOWN_REMOVED)
			*LIST_ADD(sc, out) = changed->at[k];
}

/* The change of a cell, or NULL. */
static const struct compare_change *cell_change(const struct redline *r, const struct shown *s, const char *column)
{
	for (size_t i = s->from; i < s->to; i++)
		if (change_at(r, i)->column && strcmp(change_at(r, i)->column, column) == 0)
			return change_at(r, i);
	return NULL;
}

static const char *cell_of(const struct shown *s, const char *column)
{
	int at = template_column(s->in->of, column);
	return at < 0 ? "" : s->row->cells[at];
}

/* What a cell holds on either side. */
static const char *cell_words(struct scope *sc, const struct redline *r, const struct shown *s, const char *column)
{
	const struct compare_change *k = cell_change(r, s, column);
	return k ? scope_printf(sc, "%s\n%s", k->before, k->after) : cell_of(s, column);
}

struct columns { const struct template_column **at; size_t count, cap; bool left_out; };

enum column_use { COLUMN_EMPTY, COLUMN_SAME, COLUMN_TOUCHED };

/* Does any of the rows hold something in it, and did that change? */
static enum column_use use_of(const struct redline *r, const struct rows *rows, const struct template_column *c)
{
	enum column_use out = c->key ? COLUMN_TOUCHED : COLUMN_EMPTY;
	for (size_t i = 0; i < rows->count && out != COLUMN_TOUCHED; i++) {
		const struct shown *s = &rows->at[i];
		if (cell_change(r, s, c->name))
			out = COLUMN_TOUCHED;
		else if (*cell_of(s, c->name))
			out = s->fate == MARKDOWN_SAME ? COLUMN_SAME : COLUMN_TOUCHED;
	}
	return out;
}

/* Keys and what changed; all that holds something where that is not too much, or where all is asked for. */
static void list_columns(struct scope *sc, const struct redline *r, const struct template_register *of,
                         const struct rows *rows, bool whole, struct columns *out)
{
	SCOPE(turn);
	enum column_use *uses = NEWS(turn, enum column_use, of->column_count + 1);
	size_t filled = 0;
	for (size_t c = 0; c < of->column_count; c++) {
		uses[c] = use_of(r, rows, &of->columns[c]);
		filled += uses[c] != COLUMN_EMPTY;
	}
	for (size_t c = 0; c < of->column_count; c++) {
		bool shown = uses[c] == COLUMN_TOUCHED || (uses[c] == COLUMN_SAME && (whole || filled < WIDE_FROM));
		out->left_out = out->left_out || (uses[c] == COLUMN_SAME && !shown);
		if (shown)
			*LIST_ADD(sc, out) = &of->columns[c];
	}
}

static void put_heads(struct redline *r, const struct redline_table *t, const struct columns *columns)
{
	redline_row_begin(r, MARKDOWN_SAME, true);
	for (size_t c = 0; c < columns->count; c++) {
		redline_cell_begin(r, t->widths[c], MARKDOWN_SAME, "SarHead");
		redline_words(r, MARKDOWN_SAME, columns->at[c]->title.in[r->of->language]);
		redline_cell_end(r);
	}
	redline_row_end(r);
}

static void put_row(struct redline *r, const struct redline_table *t, const struct columns *columns,
                    const struct shown *s)
{
	redline_row_begin(r, s->fate, false);
	for (size_t c = 0; c < columns->count; c++) {
		const char *name = columns->at[c]->name;
		const struct compare_change *k = cell_change(r, s, name);
		redline_cell_begin(r, t->widths[c], s->fate, "SarCell");
		if (k)
			redline_values(r, k->before, k->after);
		else
			redline_words(r, s->fate, cell_of(s, name));
		redline_cell_end(r);
	}
	redline_row_end(r);
}

static void put_rows(struct redline *r, const struct rows *rows, const struct columns *columns)
{
	SCOPE(turn);
	const char **texts = NEWS(turn, const char *, (rows->count + 1) * columns->count + 1);
	for (size_t c = 0; c < columns->count; c++)
		texts[c] = columns->at[c]->title.in[r->of->language];
	for (size_t i = 0; i < rows->count; i++)
		for (size_t c = 0; c < columns->count; c++)
			texts[(i + 1) * columns->count + c] = cell_words(turn, r, &rows->at[i], columns->at[c]->name);
	struct redline_table t = redline_fit(turn, texts, rows->count + 1, columns->count,
		r->across ? REDLINE_ACROSS : REDLINE_UPRIGHT);
	redline_table_begin(r, "SarTable", &t);
	put_heads(r, &t, columns);
	for (size_t i = 0; i < rows->count; i++)
		put_row(r, &t, columns, &rows->at[i]);
	redline_table_end(r);
}

static void put_moves(struct redline *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct compare_change *k = change_at(r, i);
		if (k->kind == COMPARE_MOVED)
			redline_say(r, "SarSoft", "Row {row} moved: {before} \xe2\x86\x92 {after}.", k->what, k->before,
			            k->after);
	}
}

/* What is shown of a register: its rows, and their columns. */
static const struct template_register *list_rows(struct scope *sc, const struct redline *r, const char *path,
                                                 const struct redline_part *p, struct rows *rows,
                                                 struct columns *columns)
{
	struct register_of g = { package_register_at(r->of->before.package, path),
	                         package_register_at(r->of->after.package, path) };
	const struct template_register *of = (g.now ? g.now : g.then)->of;
	const struct compare_changes *all = &r->of->compare->changes;
	struct rows changed = {0};
	/* rows of one register may belong to several elements; whole, it has them all */
	for (size_t i = p->whole ? 0 : p->from, to, end = p->whole ? all->count : p->to; i < end; i = to) {
		to = file_end(r, i, end);
		if (strcmp(all->at[i].file, path) == 0)
			list_changed(sc, r, &g, i, to, &changed);
	}
	if (p->whole)
		list_all(sc, &g, &changed, rows);
	else
		*rows = changed;
	list_columns(sc, r, of, rows, p->whole, columns);
	return of;
}

bool redline_is_wide(const struct redline *r, const struct redline_part *p)
{
	SCOPE(turn);
	struct rows rows = {0};
	struct columns columns = {0};
	if (!package_register_at(r->of->before.package, p->file) && !package_register_at(r->of->after.package, p->file))
		return false;
	list_rows(turn, r, p->file, p, &rows, &columns);
	return columns.count >= WIDE_FROM;
}

void redline_register(struct redline *r, const struct redline_part *p)
{
	SCOPE(turn);
	struct rows rows = {0};
	struct columns columns = {0};
	const struct template_register *of = list_rows(turn, r, p->file, p, &rows, &columns);
	const char *title = of->title.in[r->of->language];
	if (columns.left_out)
		redline_say(r, "SarSoft", "{register}. Columns in which nothing changed are left out.", title);
	else
		redline_line(r, "SarSoft", title);
	if (columns.count)              /* a table without keys and rows has none */
		put_rows(r, &rows, &columns);
	for (size_t i = 0; i < rows.count; i++)
		put_moves(r, rows.at[i].from, rows.at[i].to);
}
