/* loading_registers.c: the CSV tables of registers/, held against the template's columns. */
#include "base/base.h"
#include "base/date.h"
#include "base/utf8.h"
#include "package/loading_private.h"
#include "text/csv.h"
#include "text/letter.h"
#include "text/unicode.h"
#include <ctype.h>
#include <errno.h>
#include <strings.h>

struct table {
	struct loading *l;
	const struct template_register *of;
	const char *path;
	const struct csv *csv;
	struct package_register *out;
	int *column_of;         /* by template column: the CSV column, or -1 */
	bool *doubted;          /* see doubt() */
};

static void complain(struct table *t, enum finding_id id, int line, int column, const struct phrase *message)
{
	finding_add(t->l->p->findings, id, (struct place){ t->path, line, column }, message);
}

/* Rules do not go by what could not be read, see package_unread. */
static void doubt(struct table *t, int row, int column, int line, int at)
{
	size_t kind = 2 * (size_t)(column + 1) + (row == PACKAGE_ALL);
	if (!t->doubted)
		t->doubted = NEWS(t->l->sc, bool, 2 * (t->of->column_count + 1));
	if (!t->doubted[kind])
		*LIST_ADD(t->l->sc, &t->l->p->unread_firsts) = t->l->p->unread.count;
	t->doubted[kind] = true;
	*LIST_ADD(t->l->sc, &t->l->p->unread) = (struct package_unread){ t->out, row, column, { t->path, line, at } };
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xa0 || c == 0x3000 || c == 0x202f || c == 0x205f || (c >= 0x2000
		&& c <= 0x200a);
}

/* Without blanks at both ends, of whatever width. */
static const char *trim(struct scope *sc, const char *s)
{
	size_t n, end = 0;
	while (*s && is_blank(unicode_at(s, &n)))
		s += n;
	for (size_t i = 0; s[i]; i += n)
		if (!is_blank(unicode_at(s + i, &n)))
			end = i + n;
	return s[end] ? scope_copy_bytes(sc, s, end) : s;
}

/* Is there nothing in its cells from this one on? */
static bool is_empty(const struct csv_row *row, size_t from)
{
	for (size_t i = from; i < row->count; i++)
		if (row->cells[i][strspn(row->cells[i], " \t")])
			return false;
	return true;
}

/* A column without a name and without a value is a leaving, too. */
static bool is_empty_column(const struct csv *csv, size_t column)
{
	for (size_t i = 0; i < csv->count; i++) {
		const char *cell = column < csv->rows[i].count ? csv->rows[i].cells[column] : "";
		if (cell[strspn(cell, " \t")])
			return false;
	}
	return true;
}

static bool map_columns(struct table *t)
{
	struct scope *sc = t->l->sc;
	const struct csv_row *head = &t->csv->rows[0];
	bool fit = true;
	t->column_of = NEWS(sc, int, t->of->column_count + 1);
	for (size_t c = 0; c < t->of->column_count; c++)
		t->column_of[c] = -1;
	for (size_t i = 0; i < head->count; i++) {
		const char *trimmed = trim(sc, head->cells[i]);
		int at = template_column(t->of, trimmed);
		if (!*trimmed && is_empty_column(t->csv, i))
			continue;
		if (at < 0)
			complain(t, FINDING_csv_column, head->line, (int)i + 1, PHRASE("the template has no column "
				"\"{column}\" here; this column is not read", trimmed));
		else if (t->column_of[at] >= 0)
			complain(t, FINDING_csv_column, head->line, (int)i + 1,
				PHRASE("the column \"{column}\" stands twice", trimmed));
		else
			t->column_of[at] = (int)i;
	}
	for (size_t c = 0; c < t->of->column_count; c++) {
		if (t->column_of[c] >= 0)
			continue;
		const struct template_column *column = &t->of->columns[c];
		complain(t, FINDING_csv_column, head->line, 0,
			PHRASE("the column \"{name}\" ({title}) is missing", column->name,
			       loading_say(t->l, &column->title)));
		doubt(t, PACKAGE_ALL, (int)c, head->line, 0);
		fit = fit && !column->key;
	}
	return fit;
}

int package_last_page(const char *s)
{
	long last = 0, from = 0;
	bool range = false;
	if (!isdigit((unsigned char)*s))
		return 0;
	while (*s) {
		char *end;
		long n = isdigit((unsigned char)*s) ? strtol(s, &end, 10) : 0;
		if (n < 1 || n > 1000000 || (range && n < from))
			return 0;
		if (n > last)
			last = n;
		from = n;
		s = end + strspn(end, " ");
		if (!*s)
			break;
		if (*s != '-' && *s != ',')
			return 0;
		if (range && *s == '-')
			return 0;
		range = *s == '-';
		s++;
		s += strspn(s, " ");
		if (!*s)
			return 0;
	}
	return (int)last;
}

bool package_is_number(const char *s, bool whole)
{
	char *end;
	errno = 0;
	if (s[strspn(s, whole ? "+-0123456789" : "+-.0123456789eE")])  /* not nan, inf, 0x10, " 1" */
		return false;
	if (whole)
		(void)strtoll(s, &end, 10);
	else
		(void)strtod(s, &end);
	return *s && !*end && errno == 0;
}

/* A day in any form people write it in, full-width signs and blanks included. */
static bool read_day(struct scope *sc, const char *s, int *day)
{
	char *plain = scope_copy(sc, unicode_plain(sc, s)), *to = plain;
	bool japanese = strstr(plain, "\xe5\xb9\xb4") != NULL;    /* with the sign for a year */
	for (const char *c = plain; *c; c++)
		if (*c != ' ' || !japanese)
			*to++ = *c;
	*to = '\0';
	return date_read(plain, day);
}

static const struct phrase *value_mistake(struct scope *sc, const struct template *t, const struct template_column *c,
                                          const char *s)
{
	int day;
	switch (c->type) {
	case TEMPLATE_INTEGER: return package_is_number(s, true) ? NULL : phrase_new(sc, "a whole number is wanted");
	case TEMPLATE_NUMBER:  return package_is_number(s, false) ? NULL : phrase_new(sc, "a number is wanted");
	case TEMPLATE_DATE:
		return date_parse(s, &day) ? NULL : read_day(sc, s, &day) ? NULL
			: phrase_new(sc, "a day is wanted: YYYY-MM-DD");
	case TEMPLATE_YES_NO:
		return strcmp(s, "yes") == 0 || strcmp(s, "no") == 0 ? NULL : phrase_new(sc, "yes or no is wanted");
	case TEMPLATE_CHOICE:
		return list_has(&c->choices, s) ? NULL : phrase_new(sc, "one of these is wanted: {list}",
		                                                    list_join(sc, &c->choices, ", "));
	case TEMPLATE_FORMAT:
		return pattern_matches(c->format->pattern, s) ? NULL
		       : phrase_new(sc, "{form} is wanted", template_say(sc, t, &c->format->says));
	case TEMPLATE_PAGES:   return package_last_page(s) ? NULL
		: phrase_new(sc, "pages are wanted: 3 or 3-5 or 3,7-9");
	case TEMPLATE_REQUIREMENT:
		return template_requirement(t, s) ? NULL : phrase_new(sc, "the template has no such requirement");
	case TEMPLATE_ATTACHMENT: case TEMPLATE_TEXT: return NULL;
	}
	return NULL;
}

const struct phrase *package_cell_mistake(struct scope *sc, const struct template *t, const struct template_column *c,
                                 const char *text)
{
	if (!c->list)
		return value_mistake(sc, t, c, text);
	const char *at = text, *s;
	for (size_t len; csv_item(&at, &s, &len); ) {
		const char *item = scope_copy_bytes(sc, s, len);
		const struct phrase *mistake = value_mistake(sc, t, c, item);
		if (mistake)
			return phrase_new(sc, "\"{item}\": {mistake}", item, mistake);
	}
	return NULL;
}

/* A blank of another kind at an end of a cell is read past, and told. */
static void tell_blank(struct table *t, const struct csv_row *row, int at)
{
	SCOPE(turn);
	const char *s = row->cells[at] + strspn(row->cells[at], " \t");
	size_t len = strlen(s), n, from = 0;
	while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t'))
		len--;
	if (len == 0)
		return;
	const char *last = s + utf8_begin(s, len - 1), *odd = is_blank(unicode_at(s, &n)) ? s
		: is_blank(unicode_at(last, &n)) ? last : NULL;
	struct letter letter;
	if (odd && letter_odd(turn, scope_copy_bytes(turn, odd, n), LETTER_CODE, &from, &letter))
		complain(t, FINDING_character_invisible, row->line, at + 1,
			PHRASE("a blank at the end of this cell is {letter}; the cell is read without it",
			       letter.says));
}

/* A cell checked; dates in other forms come back as YYYY-MM-DD. */
static const char *take_cell(struct table *t, const struct csv_row *row, size_t c)
{
	struct scope *sc = t->l->sc;
	const struct template_column *column = &t->of->columns[c];
	int at = t->column_of[c], day;
	if (at < 0 || (size_t)at >= row->count)
		return "";
	const char *s = trim(sc, row->cells[at]);
	tell_blank(t, row, at);
	if (strlen(s) > PACKAGE_CELL_UNITS && unicode_units(s) > PACKAGE_CELL_UNITS)
		complain(t, FINDING_csv_cell, row->line, at + 1,
			PHRASE("{title} has {units} characters; a cell of the workbook holds {most}",
			       loading_say(t->l, &column->title), unicode_units(s), PACKAGE_CELL_UNITS));
	if (!*s) {
		if (column->required)
			complain(t, FINDING_csv_cell, row->line, at + 1,
				PHRASE("{title} ({name}) is empty", loading_say(t->l, &column->title), column->name));
		return s;
	}
	if (column->type == TEMPLATE_TEXT)
		return s;
	const struct phrase *mistake = package_cell_mistake(sc, t->l->p->template, column, s);
	if (mistake) {
		const struct phrase *hint = column->list ? NULL : loading_spreadsheet_hint(sc, column, s);
		const struct phrase *title = loading_say(t->l, &column->title);
		complain(t, FINDING_csv_cell, row->line, at + 1, hint
			? PHRASE("{title} \"{value}\": {mistake}; {hint}", title, s, mistake, hint)
			: PHRASE("{title} \"{value}\": {mistake}", title, s, mistake));
		doubt(t, (int)t->out->rows.count, (int)c, row->line, at + 1);
	}
	if (column->type == TEMPLATE_DATE && !column->list && !mistake && !date_parse(s, &day)
	    && read_day(sc, s, &day)) {
		char *text = scope_alloc(sc, DATE_TEXT, 1);
		date_print(day, text);
		return text;
	}
	return s;
}

static void check_keys(struct table *t, const struct package_register *r)
{
	SCOPE(turn);
	struct lookup *seen = lookup_new(turn);
	for (size_t i = 0; i < r->rows.count; i++) {
		const char *key = package_key_of(turn, t->of, r, i, "\037");
		if (lookup_add(seen, key, i))
			continue;
		struct buf *b = buf_new(turn);
		for (size_t k = 0; k < t->of->key_count; k++)
			buf_printf(b, "%s%s %s", k ? ", " : "", t->of->columns[t->of->key[k]].name,
			           r->rows.at[i].cells[t->of->key[k]]);
		finding_add(t->l->p->findings, FINDING_csv_key, (struct place){ t->path, r->rows.at[i].line },
			PHRASE("the row of line {line} has the same key: {key}",
			       r->rows.at[lookup_find(seen, key)].line, b->at));
	}
}

static void take_rows(struct table *t, struct package_register *out)
{
	size_t wanted = t->csv->rows[0].count;
	for (size_t i = 1; i < t->csv->count; i++) {
		const struct csv_row *row = &t->csv->rows[i];
		if (is_empty(row, 0))   /* a spreadsheet's leaving: cleared rows are saved as commas */
			continue;
		if (row->count < wanted || (row->count > wanted && !is_empty(row, wanted))) {
			complain(t, FINDING_csv_malformed, row->line, 0,
				PHRASE("the row has {count} {count:cell|cells}, the header {wanted}", row->count,
				wanted));
			doubt(t, PACKAGE_ALL, PACKAGE_ALL, row->line, 0);
		}
		const char **cells = NEWS(t->l->sc, const char *, t->of->column_count);
		for (size_t c = 0; c < t->of->column_count; c++)
			cells[c] = take_cell(t, row, c);
		*LIST_ADD(t->l->sc, &out->rows) = (struct package_row){ row->line, cells };
	}
}

/* Of an element that is used; one that is used if applicable is not, where each of its lines says so. */
static bool is_used(struct loading *l, const struct template_register *of)
{
	const struct template_element *e = of->element ? template_element(l->p->template, of->element) : NULL;
	const struct package_document *d = e ? package_document(l->p, e->id) : NULL;
	bool declined = d && d->sections.count && strcmp(package_need(l->p, e), "C") == 0;
	for (size_t i = 0; declined && i < d->sections.count; i++)
		declined = d->sections.at[i].state == PACKAGE_NOT_APPLICABLE;
	return !declined && (!e || strcmp(package_need(l->p, e), "-") != 0);
}

/* How many of the template's columns stand in a row of the file. */
static size_t count_names(const struct table *t, const struct csv_row *row)
{
	SCOPE(turn);
	size_t known = 0;
	for (size_t i = 0; i < row->count; i++)
		known += template_column(t->of, trim(turn, row->cells[i])) >= 0;
	return known;
}

/* Names of columns in one cell, parted by another sign. */
static bool is_parted_by(const struct table *t, const char *cell, char sign)
{
	SCOPE(turn);
	size_t known = 0, parts = 0;
	for (const char *s = cell; ; s++) {
		size_t n = strcspn(s, (char[]){ sign, '\0' });
		known += template_column(t->of, trim(turn, scope_copy_bytes(turn, s, n))) >= 0;
		parts++;
		s += n;
		if (!*s)
			break;
	}
	return parts > 1 && known > 0 && known * 2 >= parts;
}

/* What a spreadsheet made of the whole file: one finding that names it, in place of one for each column. */
static bool tell_layout(struct table *t)
{
	const struct csv_row *head = &t->csv->rows[0];
	const char *first = head->count ? head->cells[0] : "";
	if (strncmp(first, "sep=", 4) == 0) {
		complain(t, FINDING_csv_separator, head->line, 0,
			PHRASE("the line \"{line}\" is a spreadsheet's note to itself; delete it, and save the table "
			"with commas between the cells", first));
		return true;
	}
	for (const char *sign = ";\t|"; *sign && head->count <= 2; sign++)
		if (is_parted_by(t, first, *sign)) {
			const char shown[] = { *sign, '\0' }, *name = *sign == '\t' ? "TAB" : shown;
			complain(t, FINDING_csv_separator, head->line, 0,
				PHRASE("the cells are separated by \"{sign}\", not by commas; save the table as CSV "
				"with commas (UTF-8)", name));
			return true;
		}
	for (size_t i = 1; i < t->csv->count && i < 10 && count_names(t, head) == 0; i++)
		if (count_names(t, &t->csv->rows[i]) * 2 >= t->of->column_count) {
			complain(t, FINDING_csv_separator, head->line, 0,
				PHRASE("the header row is line {line}; delete what stands above it",
				t->csv->rows[i].line));
			return true;
		}
	return false;
}

const struct fault *loading_register(struct loading *l, const struct template_register *of,
                                     struct package_register *out)
{
	struct table t = { .l = l, .of = of, .out = out };
	const char *text = NULL;
	size_t len = 0;
	t.path = scope_printf(l->sc, "registers/%s.csv", of->name);
	*out = (struct package_register){ .of = of, .path = t.path };
	if (!loading_entry(l, t.path)) {
		if (of->required && is_used(l, of))
			finding_add(l->p->findings, FINDING_register_missing, (struct place){ t.path },
				PHRASE("the register \"{title}\" is missing", loading_say(l, &of->title)));
		return NULL;
	}
	TRY(loading_text(l, t.path, true, &text, &len));
	if (!text) {
		doubt(&t, PACKAGE_ALL, PACKAGE_ALL, 0, 0);
		return NULL;
	}
	out->present = true;
	t.csv = csv_read(l->sc, text, len);
	if (t.csv->count == 0) {
		finding_add(l->p->findings, FINDING_file_empty, (struct place){ t.path },
			PHRASE("the table has no header row"));
		doubt(&t, PACKAGE_ALL, PACKAGE_ALL, 0, 0);
		return NULL;
	}
	bool whole = tell_layout(&t);
	for (size_t i = 0; !whole && i < t.csv->mistake_count; i++) {
		complain(&t, FINDING_csv_malformed, t.csv->mistakes[i].line, 0, t.csv->mistakes[i].says);
		doubt(&t, PACKAGE_ALL, PACKAGE_ALL, t.csv->mistakes[i].line, 0);
	}
	if (whole || !map_columns(&t)) {
		doubt(&t, PACKAGE_ALL, PACKAGE_ALL, t.csv->rows[0].line, 0);
		return NULL;
	}
	out->column_of = t.column_of;
	take_rows(&t, out);
	check_keys(&t, out);
	if (of->required && out->rows.count == 0 && is_used(l, of))
		finding_add(l->p->findings, FINDING_register_empty, (struct place){ t.path, 1 },
			PHRASE("the register \"{title}\" has no row", loading_say(l, &of->title)));
	return NULL;
}

const struct fault *loading_registers(struct loading *l)
{
	const struct template *t = l->p->template;
	l->p->registers = NEWS(l->sc, struct package_register, t->registers.count + 1);
	for (size_t i = 0; i < t->registers.count; i++)
		TRY(loading_register(l, &t->registers.at[i], &l->p->registers[i]));
	for (size_t i = 0; i < l->entry_count; i++) {
		const char *path = l->entries[i].path;
		bool known = false;
		if (l->entries[i].kind != SOURCE_FILE || strncmp(path, "registers/", 10) != 0)
			continue;
		for (size_t k = 0; k < t->registers.count && !known; k++)
			known = strcmp(l->p->registers[k].path, path) == 0;
		if (!known)
			finding_add(l->p->findings, FINDING_register_unknown, (struct place){ path },
				PHRASE("the template has no register of this name; the file is not read"));
	}
	return NULL;
}
