/* deficiencies.c: the rows of a letter as remarks. */
#include "base/base.h"
#include "command/term.h"
#include "command/deficiencies.h"
#include "command/show.h"
#include "text/csv.h"
#include "text/unicode.h"

const struct fault *deficiencies_letter(struct desk *d, const char *name, const char **event)
{
	*event = desk_letter(d, name);
	return *event ? NULL : fault_advise(fault_make(FAULT_NOT_FOUND,
		"no letter \"{name}\" is filed; file it first", name), REMEDY("letter in", "letter", "FILE", "on",
		"DAY"));
}

struct table { const struct csv *csv; const char *path; };

static const char *cell(const struct table *t, size_t row, const char *column)
{
	const struct csv_row *head = &t->csv->rows[0], *r = &t->csv->rows[row];
	for (size_t c = 0; c < head->count; c++)
		if (strcmp(head->cells[c], column) == 0 && c < r->count && *r->cells[c])
			return r->cells[c];
	return NULL;
}

static const struct fault *check_head(const struct table *t)
{
	static const char *const known[] = { "number", "severity", "text", "on", "quote", "row", "page",
	                                     "requirements", "owner", "due" };
	SCOPE(turn);
	struct names columns = {0};
	for (size_t i = 0; i < countof(known); i++)
		*LIST_ADD(turn, &columns) = known[i];
	if (t->csv->count < 2)
		return fault_make(FAULT_USAGE, "{file} has no row below its head", t->path);
	for (size_t c = 0; c < t->csv->rows[0].count; c++)
		if (!list_has(&columns, t->csv->rows[0].cells[c]))
			return fault_make(FAULT_USAGE, "{file}:1: \"{column}\" is no column; there can be: {columns}",
				t->path, t->csv->rows[0].cells[c], list_join(turn, &columns, ", "));
	return NULL;
}

static const struct fault *check_rows(const struct table *t)
{
	for (size_t i = 1; i < t->csv->count; i++) {
		int line = t->csv->rows[i].line;
		if (!cell(t, i, "number") || !cell(t, i, "text") || !cell(t, i, "severity"))
			return fault_make(FAULT_USAGE, "{file}:{line}: a deficiency needs number, severity and text",
				t->path, line);
		for (size_t k = 1; k < i; k++)
			if (strcmp(cell(t, k, "number"), cell(t, i, "number")) == 0)
				return fault_make(FAULT_USAGE, "{file}:{line}: number {number} stands in line {other}, "
					"too", t->path, line, cell(t, i, "number"), t->csv->rows[k].line);
	}
	return t->csv->mistake_count ? fault_while(fault_of(FAULT_USAGE, t->csv->mistakes[0].says), "{file}:{line}",
	                                           t->path, t->csv->mistakes[0].line)
	                             : NULL;
}

static struct names split(struct scope *sc, const char *list)
{
	struct names out = {0};
	for (const char *s = list; s && *s; s += strspn(s, "; ,")) {
		size_t n = strcspn(s, "; ,");
		*LIST_ADD(sc, &out) = scope_copy_bytes(sc, s, n);
		s += n;
	}
	return out;
}

static bool is_recorded(const struct desk *d, const char *letter, const char *number)
{
	const struct fold *f = desk_fold(d);
	for (size_t i = 0; i < f->remarks.count; i++)
		if (f->remarks.at[i].filed_in && f->remarks.at[i].theirs && strcmp(f->remarks.at[i].filed_in, letter)
		    == 0
		    && strcmp(f->remarks.at[i].theirs, number) == 0)
			return true;
	return false;
}

static const struct fault *add_row(struct scope *sc, struct desk *d, const struct table *t, size_t row,
                                   const struct act_remark *all,
                                   const struct act_options *o, int *number)
{
	struct act_remark r = { .on = cell(t, row, "on"), .quote = cell(t, row, "quote"), .row = cell(t, row, "row"),
	                        .page = cell(t, row, "page"),
		.requirements = split(sc, cell(t, row, "requirements")), .severity = cell(t, row, "severity"),
		.owner = cell(t, row, "owner"),
		.due = cell(t, row, "due"), .filed_in = all->filed_in, .theirs = cell(t, row, "number"),
		.trial = all->trial };
	struct act_options own = *o;
	own.note = cell(t, row, "text");
	r.owner = r.owner ? r.owner : all->owner;
	r.due = r.due ? r.due : all->due;
	const struct fault *f = act_remark(d, &r, &own, number);
	return f ? fault_while(f, "{file}:{line}", t->path, t->csv->rows[row].line) : NULL;
}

const struct fault *deficiencies_add(struct scope *sc, const struct env *env, struct desk *d, const char *path,
                                     const struct act_remark *all,
                                     const struct act_options *o)
{
	const char *bytes = NULL, *text;
	size_t len, added = 0, passed = 0;
	enum unicode_origin origin;
	int bad, number = 0;
	if (!all->filed_in || !o->reported_by)
		return fault_advise(fault_make(FAULT_USAGE, "a file of deficiencies belongs to a letter of an office: "
		                                            "say which"),
		                    REMEDY("", "letter", "NAME", "by", "OFFICE", "dated", "DAY", "received", "DAY"));
	TRY(show_read_file(sc, env, path, &bytes, &len));
	text = unicode_normalise(sc, bytes, len, true, &len, &origin, &bad);
	if (!text)
		return fault_make(FAULT_USAGE, "{file}:{line}: this is no text in UTF-8 or Shift_JIS", path, bad);
	const struct table t = { csv_read(sc, text, len), path };
	TRY(check_head(&t));
	TRY(check_rows(&t));
	struct act_remark trial = *all;
	trial.trial = true;
	for (size_t i = 1; i < t.csv->count; i++)
		if (!is_recorded(d, all->filed_in, cell(&t, i, "number")))
			TRY(add_row(sc, d, &t, i, &trial, o, &number));
	for (size_t i = 1; i < t.csv->count; i++) {
		if (is_recorded(d, all->filed_in, cell(&t, i, "number"))) {
			passed++;
			continue;
		}
		TRY(add_row(sc, d, &t, i, all, o, &number));
		added++;
	}
	if (passed)
		term_say(env, "{count} {count:deficiency|deficiencies} recorded, {passed} were there already\n", added,
		         passed);
	else
		term_say(env, "{count} {count:deficiency|deficiencies} recorded\n", added);
	return NULL;
}
