/* xlsx.c: the one door to libxlsxwriter. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/list.h"
#include "base/lookup.h"
#include "render/measure.h"
#include "render/xlsx.h"
#include "base/utf8.h"
#include "text/unicode.h"
#include <xlsxwriter.h>

enum { TITLE_ROW = 0, ABOUT_ROW = 1, HEAD_ROW = 3, FIRST_ROW = 4, SHOWN = 60, WIDEST = 60, NARROWEST = 7,
       LINE_POINTS = 15, MOST_POINTS = 400, MARK_LIMIT = 90 };

enum look { LOOK_BODY, LOOK_DATE, LOOK_GOVERNMENT, LOOK_BAND, LOOK_BAND_DATE, LOOK_HEAD, LOOK_GOVERNMENT_HEAD,
            LOOK_TITLE,
            LOOK_SOFT, LOOK_LABEL, LOOK_COUNT };

struct book {
	struct scope *sc;
	const struct view *v;
	const char *profile;
	lxw_workbook *workbook;
	lxw_worksheet *lists;           /* hidden: drop-down lists, and what the workbook is */
	uint16_t list_count;
	lxw_format *looks[LOOK_COUNT];
	struct { struct written_form *at; size_t count, cap; } forms;   /* of numbers that a number alone would lose */
	const struct fault *fault;      /* the first; NULL: none */
};
struct written_form { const char *code; enum look look; lxw_format *format; };

struct column { const char *head; enum template_type type; int width; bool authority; const struct names *choices; };
struct row { const char **cells; const bool *is_number; const char *id; };
struct rows { struct row *at; size_t count, cap; };

struct sheet {
	struct book *book;
	lxw_worksheet *at;
	const struct template_sheet *of;
	struct column *columns;
	size_t column_count;
	struct rows rows;
};

/* --- the one door from a text to a cell, a header, a property --- */

/* The first failure stays; the workbook is then no workbook. */
static void note_fault(struct book *b, const struct fault *f)
{
	if (f && !b->fault)
		b->fault = f;
}

static void judge(struct book *b, lxw_error e, const char *what)
{
	if (e != LXW_NO_ERROR)
		note_fault(b, fault_make(FAULT_SYSTEM, "writing {what} of the workbook: {message}", what,
			lxw_strerror(e)));
}

/* "_x0041_" would be decoded by a reader; its underscore is written as _x005F_. What XML cannot hold, control
 * characters and U+FFFE and U+FFFF, is written that way itself: nothing is left out. */
static const char *safe(struct scope *sc, const char *s)
{
	bool odd = strstr(s, "_x") || strstr(s, "\xef\xbf\xbe") || strstr(s, "\xef\xbf\xbf");
	for (const char *c = s; *c && !odd; c++)
		odd = ((unsigned char)*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f;
	if (!odd)
		return s;
	struct buf *b = buf_new(sc);
	for (const char *c = s; *c; c++) {
		bool escape = c[0] == '_' && c[1] == 'x' && isxdigit((unsigned char)c[2])
		              && isxdigit((unsigned char)c[3])
		              && isxdigit((unsigned char)c[4]) && isxdigit((unsigned char)c[5]) && c[6] == '_';
		bool none = strncmp(c, "\xef\xbf\xbe", 3) == 0 || strncmp(c, "\xef\xbf\xbf", 3) == 0;
		if (escape)
			buf_text(b, "_x005F_");
		else if (none)
			buf_text(b, (unsigned char)c[2] == 0xbe ? "_xFFFE_" : "_xFFFF_");
		else if (((unsigned char)*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f)
			buf_printf(b, "_x%04X_", (unsigned)(unsigned char)*c);
		else
			buf_char(b, *c);
		c += none ? 2 : 0;
	}
	return b->at;
}

static void put_text(struct book *b, lxw_worksheet *at, lxw_row_t row, lxw_col_t column, const char *text,
	lxw_format *f)
{
	const char *written = safe(b->sc, text);
	if (unicode_units(written) > PACKAGE_CELL_UNITS) {
		note_fault(b, fault_make(FAULT_REFUSED, "a text of {units} characters does not fit into a cell of the "
			"workbook, which holds {most}: \"{text}\"", unicode_units(written), PACKAGE_CELL_UNITS,
			scope_copy_bytes(b->sc, text, utf8_cut(text, strlen(text), SHOWN))));
		return;
	}
	judge(b, worksheet_write_string(at, row, column, written, f), "a text");
}

/* Header and footer text: & begins a code there, so does a digit behind a size; 255 characters are all there is, for
 * all parts together.  What is longer is shown in short: it stands in full at the top of the sheet. */
static const char *mark(struct scope *sc, const char *s)
{
	struct buf *b = buf_new(sc);
	size_t n, units = 0;
	for (; *s && units < MARK_LIMIT; s += n) {
		n = utf8_length(s) ? utf8_length(s) : 1;
		if (*s == '&')
			buf_char(b, '&');
		if ((unsigned char)*s >= 0x20)
			buf_put(b, s, n);
		units += n > 3 || *s == '&' ? 2 : 1;
	}
	if (*s)
		buf_text(b, "\xe2\x80\xa6");
	return b->at;
}

/* --- looks --- */

static lxw_format *look(struct book *b, uint32_t fill, bool bold, bool wrap, bool locked)
{
	lxw_format *f = workbook_add_format(b->workbook);
	format_set_font_name(f, "Arial");
	format_set_font_size(f, 10);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	if (fill)
		format_set_bg_color(f, fill);
	if (bold)
		format_set_bold(f);
	if (wrap)
		format_set_text_wrap(f);
	if (!locked)
		format_set_unlocked(f);
	return f;
}

static void bordered(lxw_format *f)
{
	format_set_border(f, LXW_BORDER_THIN);
	format_set_border_color(f, 0xB8C0CC);
}

enum { HEAD = 0xDCE6F1, GOVERNMENT_HEAD = 0xFFE699, GOVERNMENT = 0xFFFBEB, BAND = 0xF3F6FA };

/* A look of the body, anew: a number in a form of its own takes one. */
static lxw_format *look_of(struct book *b, enum look which)
{
	lxw_format *f = look(b, which == LOOK_GOVERNMENT ? GOVERNMENT : which == LOOK_BAND || which == LOOK_BAND_DATE
		? BAND
		: which == LOOK_LABEL ? HEAD : 0, which == LOOK_LABEL, true, which != LOOK_GOVERNMENT);
	bordered(f);
	return f;
}

static void make_looks(struct book *b)
{
	static const enum look body[] = { LOOK_BODY, LOOK_DATE, LOOK_GOVERNMENT, LOOK_BAND, LOOK_BAND_DATE,
		LOOK_LABEL };
	for (size_t i = 0; i < countof(body); i++)
		b->looks[body[i]] = look_of(b, body[i]);
	b->looks[LOOK_HEAD] = look(b, HEAD, true, true, true);
	b->looks[LOOK_GOVERNMENT_HEAD] = look(b, GOVERNMENT_HEAD, true, true, true);
	bordered(b->looks[LOOK_HEAD]);
	bordered(b->looks[LOOK_GOVERNMENT_HEAD]);
	/* a number does not touch the text of the next column */
	format_set_num_format(b->looks[LOOK_BODY], "General_)");
	format_set_num_format(b->looks[LOOK_BAND], "General_)");
	format_set_num_format(b->looks[LOOK_DATE], "yyyy-mm-dd");
	format_set_num_format(b->looks[LOOK_BAND_DATE], "yyyy-mm-dd");
	format_set_align(b->looks[LOOK_DATE], LXW_ALIGN_LEFT);
	format_set_align(b->looks[LOOK_BAND_DATE], LXW_ALIGN_LEFT);
	b->looks[LOOK_TITLE] = look(b, 0, true, false, true);
	format_set_font_size(b->looks[LOOK_TITLE], 14);
	b->looks[LOOK_SOFT] = look(b, 0, false, false, true);
	format_set_font_color(b->looks[LOOK_SOFT], 0x55606E);
}

/* --- gathering a sheet's columns and rows --- */

static const struct fault *take_row(void *context, const struct sql_row *row)
{
	struct sheet *s = context;
	struct scope *sc = s->book->sc;
	struct row *out = LIST_ADD(sc, &s->rows);
	out->cells = NEWS(sc, const char *, (size_t)row->count);
	bool *is_number = NEWS(sc, bool, (size_t)row->count);
	for (int i = 0; i < row->count; i++) {
		out->cells[i] = scope_copy(sc, row->texts[i]);
		is_number[i] = row->is_number[i];
	}
	out->is_number = is_number;
	out->id = out->cells[0];
	return NULL;
}

static void take_register(struct sheet *s)
{
	struct scope *sc = s->book->sc;
	const struct template_register *of = s->of->shown;
	const struct package_register *r = package_register(s->book->v->package, of->name);
	s->column_count = of->column_count;
	s->columns = NEWS(sc, struct column, of->column_count);
	for (size_t c = 0; c < of->column_count; c++)
		s->columns[c] = (struct column){ of->columns[c].title.in[0],
		                                 of->columns[c].list ? TEMPLATE_TEXT : of->columns[c].type,
		                                 of->columns[c].width, false, NULL };
	for (size_t i = 0; i < r->rows.count; i++) {
		struct row *out = LIST_ADD(sc, &s->rows);
		bool *is_number = NEWS(sc, bool, of->column_count);
		for (size_t c = 0; c < of->column_count; c++)
			is_number[c] = s->columns[c].type == TEMPLATE_INTEGER || s->columns[c].type == TEMPLATE_NUMBER;
		*out = (struct row){ r->rows.at[i].cells, is_number, package_key_of(sc, of, r, i, "|") };
	}
}

static const struct fault *take_query(struct sheet *s, struct sql *facts)
{
	s->column_count = s->of->column_count;
	s->columns = NEWS(s->book->sc, struct column, s->column_count);
	for (size_t c = 0; c < s->column_count; c++) {
		const struct template_sheet_column *of = &s->of->columns[c];
		s->columns[c] = (struct column){ of->head.in[0], of->type, of->width, of->authority,
		                                 of->choices.count ? &of->choices : NULL };
	}
	const struct fault *f = sql_select(facts, s->of->sql, (int)s->of->result_count, take_row, s);
	return f ? fault_while(f, "{file}:{line}: sheet {name}", s->of->place.file, s->of->place.line, s->of->name)
	       : NULL;
}

/* --- widths and heights --- */

static void fit_columns(struct sheet *s)
{
	for (size_t c = 0; c < s->column_count; c++) {
		int width = s->columns[c].width;
		if (width == 0) {
			width = measure_width(s->columns[c].head) + 2;
			for (size_t i = 0; i < s->rows.count; i++) {
				int w = measure_width(s->rows.at[i].cells[c]) + 2;
				if (w > width)
					width = w;
			}
			width = width > WIDEST ? WIDEST : width < NARROWEST ? NARROWEST : width;
			s->columns[c].width = width;
		}
		worksheet_set_column(s->at, (lxw_col_t)c, (lxw_col_t)c, width + 1, NULL);
	}
}

static double height_of(const struct sheet *s, const char **cells, bool bold)
{
	int lines = 1;
	for (size_t c = 0; c < s->column_count; c++) {
		int n = measure_lines(cells[c], s->columns[c].width, bold || (s->of->form && c == 0));
		if (n > lines)
			lines = n;
	}
	int points = lines * LINE_POINTS;
	return points > MOST_POINTS ? MOST_POINTS : points;
}

/* --- writing --- */

/* A number in the form it was written in: "0010" as 0000, "0.50" as 0.00.  NULL: it is none, or more than a number
 * can hold. */
static const char *number_code(struct scope *sc, const char *text)
{
	enum { DIGITS = 15 };
	const char *s = text + (*text == '-');
	size_t whole = strspn(s, "0123456789"), point = s[whole] == '.', part = point ? strspn(s + whole + 1,
		"0123456789") : 0;
	if (whole == 0 || s[whole + point + part] || (point && part == 0) || whole + part > DIGITS)
		return NULL;
	struct buf *b = buf_new(sc);
	bool padded = whole > 1 && *s == '0';
	for (size_t i = 0; i < (padded ? whole : 1); i++)
		buf_char(b, '0');
	if (part)
		buf_char(b, '.');
	for (size_t i = 0; i < part; i++)
		buf_char(b, '0');
	return b->at;
}

static lxw_format *look_for(struct book *b, enum look base, const char *code)
{
	if (strcmp(code, "0") == 0)
		return b->looks[base];
	for (size_t i = 0; i < b->forms.count; i++)
		if (b->forms.at[i].look == base && strcmp(b->forms.at[i].code, code) == 0)
			return b->forms.at[i].format;
	lxw_format *f = look_of(b, base);
	format_set_num_format(f, scope_printf(b->sc, "%s_)", code));
	*LIST_ADD(b->sc, &b->forms) = (struct written_form){ code, base, f };
	return f;
}

/* A spreadsheet counts days from 1900 and takes that year for a leap year: before March of it no day is right. */
static bool is_its_day(const char *text, lxw_datetime *out)
{
	int day, first, y, m, d;
	if (!date_parse(text, &day) || !date_parse("1900-03-01", &first) || day < first
	    || sscanf(text, "%d-%d-%d", &y, &m, &d) != 3)
		return false;
	*out = (lxw_datetime){ y, m, d, 0, 0, 0 };
	return true;
}

static void put_cell(struct sheet *s, lxw_row_t row, size_t c, const struct row *r, bool band)
{
	struct book *b = s->book;
	const struct column *column = &s->columns[c];
	const char *text = r->cells[c];
	lxw_datetime when;
	enum look base = column->authority ? LOOK_GOVERNMENT : s->of->form && c == 0 ? LOOK_LABEL
		: band ? LOOK_BAND : LOOK_BODY;
	bool counts = r->is_number[c] && (column->type == TEMPLATE_INTEGER || column->type == TEMPLATE_NUMBER);
	const char *code = counts ? number_code(b->sc, text) : NULL;
	if (!*text)
		judge(b, worksheet_write_blank(s->at, row, (lxw_col_t)c, b->looks[base]), "a cell");
	else if (column->type == TEMPLATE_DATE && is_its_day(text, &when))
		judge(b, worksheet_write_datetime(s->at, row, (lxw_col_t)c, &when,
		                                  b->looks[band ? LOOK_BAND_DATE : LOOK_DATE]), "a day");
	else if (code)
		judge(b, worksheet_write_number(s->at, row, (lxw_col_t)c, strtod(text, NULL), look_for(b, base, code)),
		      "a number");
	else
		put_text(b, s->at, row, (lxw_col_t)c, text, b->looks[base]);
}

/* A drop-down as a range of the hidden sheet: a literal list overflows a buffer of libxlsxwriter 1.1.4 where its
 * bytes are more than its letters (upstream #394). */
static void put_choices(struct sheet *s, size_t c)
{
	struct book *b = s->book;
	const struct names *choices = s->columns[c].choices;
	if (!choices || s->rows.count == 0)
		return;
	lxw_col_t at = (lxw_col_t)(2 + b->list_count++);
	char first[16], last[16];
	for (size_t i = 0; i < choices->count; i++)
		put_text(b, b->lists, (lxw_row_t)i, at, choices->at[i], NULL);
	lxw_rowcol_to_cell_abs(first, 0, at, LXW_TRUE, LXW_TRUE);
	lxw_rowcol_to_cell_abs(last, (lxw_row_t)choices->count - 1, at, LXW_TRUE, LXW_TRUE);
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
		.value_formula = scope_printf(b->sc, "=sarflow!%s:%s", first, last),
		.error_title = scope_copy(b->sc, phrase_word(template_speaks(b->v->template, 0),
		                                             WORD("Not in the list"))),
		.error_message = scope_copy(b->sc, phrase_word(template_speaks(b->v->template, 0),
		                                               WORD("Choose one of the list."))) };
	judge(b, worksheet_data_validation_range(s->at, FIRST_ROW, (lxw_col_t)c,
	                                         (lxw_row_t)(FIRST_ROW + s->rows.count - 1), (lxw_col_t)c, &v),
	      "a list of choices");
}

static void put_head(struct sheet *s)
{
	struct book *b = s->book;
	const struct view *v = b->v;
	SCOPE(turn);
	worksheet_set_row(s->at, TITLE_ROW, 22, NULL);
	put_text(b, s->at, TITLE_ROW, 0, s->of->title.in[0], b->looks[LOOK_TITLE]);
	char day[DATE_TEXT];
	date_print(v->as_of, day);
	put_text(b, s->at, ABOUT_ROW, 0, phrase_text(b->sc, template_speaks(v->template, 0),
		PHRASE("{package}, {version}, as of {day}", v->package->id, v->version_name, day)),
	                       b->looks[LOOK_SOFT]);
	if (*v->package->marking)
		put_text(b, s->at, ABOUT_ROW + 1, 0, v->package->marking, b->looks[LOOK_SOFT]);
	const char **heads = NEWS(turn, const char *, s->column_count);
	for (size_t c = 0; c < s->column_count; c++) {
		heads[c] = s->columns[c].head;
		put_text(b, s->at, HEAD_ROW, (lxw_col_t)c, heads[c],
		                       b->looks[s->columns[c].authority ? LOOK_GOVERNMENT_HEAD : LOOK_HEAD]);
	}
	put_text(b, s->at, HEAD_ROW, (lxw_col_t)s->column_count, "sarflow row", NULL);
	worksheet_set_row(s->at, HEAD_ROW, height_of(s, heads, true) + 4, NULL);
}

static void put_rows(struct sheet *s)
{
	bool band = false;
	struct lookup *ids = lookup_new(s->book->sc);
	for (size_t i = 0; i < s->rows.count; i++) {
		const struct row *r = &s->rows.at[i];
		lxw_row_t at = (lxw_row_t)(FIRST_ROW + i);
		int group = s->of->group;
		if (i > 0 && group > 0 && (size_t)group <= s->column_count
		    && strcmp(r->cells[group - 1], s->rows.at[i - 1].cells[group - 1]) != 0)
			band = !band;
		for (size_t c = 0; c < s->column_count; c++)
			put_cell(s, at, c, r, band);
		/* an id that stands twice could not be found again in a copy that comes back */
		const char *id = r->id;
		for (int n = 2; !lookup_add(ids, id, i); n++)
			id = scope_printf(s->book->sc, "%s#%d", r->id, n);
		put_text(s->book, s->at, at, (lxw_col_t)s->column_count, id, NULL);
		worksheet_set_row(s->at, at, height_of(s, r->cells, false), NULL);
	}
}

static void set_up_page(struct sheet *s)
{
	struct book *b = s->book;
	const struct view *v = b->v;
	lxw_col_t last = (lxw_col_t)(s->column_count ? s->column_count - 1 : 0);
	lxw_row_t end = (lxw_row_t)(FIRST_ROW + (s->rows.count ? s->rows.count - 1 : 0));
	lxw_row_col_options hidden = { .hidden = LXW_TRUE };
	worksheet_set_column_opt(s->at, (lxw_col_t)(last + 1), (lxw_col_t)(last + 1), 12, NULL, &hidden);
	worksheet_freeze_panes(s->at, FIRST_ROW, s->of->form ? 0 : 1);
	if (!s->of->form)               /* with the ids of the rows, so that sorting takes them along */
		judge(b, worksheet_autofilter(s->at, HEAD_ROW, 0, end, (lxw_col_t)(last + 1)), "a filter");
	int width = 0;
	for (size_t c = 0; c < s->column_count; c++)
		width += s->columns[c].width;
	enum { A3 = 8, A4 = 9, A4_HOLDS = 190 };        /* columns of text that stay readable across the page */
	worksheet_set_paper(s->at, width > A4_HOLDS ? A3 : A4);
	if (s->of->landscape)
		worksheet_set_landscape(s->at);
	worksheet_fit_to_pages(s->at, 1, 0);
	worksheet_repeat_rows(s->at, HEAD_ROW, HEAD_ROW);
	worksheet_print_area(s->at, 0, 0, end, last);
	worksheet_set_margins(s->at, 0.5, 0.5, 0.8, 0.8);
	judge(b, worksheet_set_header(s->at, scope_printf(b->sc, "&L&8 %s&R&8 %s", mark(b->sc, v->package->id),
	                                                  mark(b->sc, v->package->marking))), "a header");
	judge(b, worksheet_set_footer(s->at, scope_printf(b->sc, "&L&8 %s&C&8 %s&R&8 &P / &N", mark(b->sc, s->of->name),
	                                                  mark(b->sc, v->package->marking))), "a footer");
	lxw_protection may = { .format_columns = 1, .format_rows = 1, .sort = 1, .autofilter = 1, .objects = 1 };
	worksheet_protect(s->at, NULL, &may);
}

static const struct fault *put_sheet(struct book *b, struct sql *facts, const struct template_sheet *of)
{
	struct sheet s = { .book = b, .of = of };
	s.at = workbook_add_worksheet(b->workbook, of->name);
	if (!s.at)
		return fault_make(FAULT_CORRUPT, "{file}:{line}: \"{name}\" cannot name a sheet", of->place.file,
			of->place.line, of->name);
	if (of->shown)
		take_register(&s);
	else
		TRY(take_query(&s, facts));
	fit_columns(&s);
	put_head(&s);
	put_rows(&s);
	for (size_t c = 0; c < s.column_count; c++)
		put_choices(&s, c);
	set_up_page(&s);
	return NULL;
}

/* What the workbook is, for reading a returned copy: properties, and again on the hidden sheet. */
static void put_identity(struct book *b, const struct template_profile *profile)
{
	const struct view *v = b->v;
	char day[DATE_TEXT];
	date_print(v->as_of, day);
	const struct { const char *name, *value; } list[] = {
		{ "sarflow_package", v->package->id }, { "sarflow_version", v->version },
		{ "sarflow_profile", profile->name }, { "sarflow_template", v->template->name },
		{ "sarflow_snapshot", v->template->snapshot }, { "sarflow_as_of", day },
		{ "sarflow_submittal", v->submittal ? scope_printf(b->sc, "%d", v->submittal) : "" },
		{ "sarflow_program", v->program },
	};
	for (size_t i = 0; i < countof(list); i++) {
		if (*list[i].value)
			judge(b, workbook_set_custom_property_string(b->workbook, list[i].name, list[i].value),
			      "a property");
		put_text(b, b->lists, (lxw_row_t)i, 0, list[i].name, NULL);
		put_text(b, b->lists, (lxw_row_t)i, 1, list[i].value, NULL);
	}
	lxw_doc_properties properties = { .title = scope_copy(b->sc, profile->title.in[0]),
		.subject = scope_copy(b->sc, v->package->title), .author = scope_copy(b->sc, v->program),
		.comments = scope_copy(b->sc, v->package->marking), .created = (time_t)v->created };
	judge(b, workbook_set_properties(b->workbook, &properties), "its properties");
	worksheet_hide(b->lists);
	worksheet_protect(b->lists, NULL, NULL);
}

/* A register of an element that this category does not use has no sheet. */
static bool is_used(const struct view *v, const struct template_sheet *s)
{
	const struct template_element *e = s->shown && s->shown->element
	                                   ? template_element(v->template, s->shown->element) : NULL;
	bool hidden = s->shown && s->shown->internal && !v->inner;
	return !hidden && (!e || *package_need(v->package, e) != '-');
}

const struct fault *xlsx_write(struct scope *sc, const struct view *v, const char *name, const char *path)
{
	const struct template_profile *profile = template_profile(v->template, name);
	struct book b = { .sc = sc, .v = v, .profile = name };
	struct sql *facts = NULL;
	if (!profile)
		return fault_make(FAULT_NOT_FOUND, "the template has no workbook profile \"{name}\"", name);
	TRY(view_facts(sc, v, &facts));
	b.workbook = workbook_new(path);
	if (!b.workbook)
		return fault_make(FAULT_SYSTEM, "the workbook {path} cannot be started", path);
	make_looks(&b);
	/* Made first, because drop-downs refer to it; hidden, so another sheet is the one that opens. */
	b.lists = workbook_add_worksheet(b.workbook, "sarflow");
	const struct fault *f = NULL;
	bool opens = false;
	for (size_t i = 0; i < profile->sheet_count && !f; i++) {
		if (!is_used(v, profile->sheets[i]))
			continue;
		f = put_sheet(&b, facts, profile->sheets[i]);
		lxw_worksheet *at = workbook_get_worksheet_by_name(b.workbook, profile->sheets[i]->name);
		if (at && !opens) {
			worksheet_activate(at);
			worksheet_set_first_sheet(at);
			opens = true;
		}
	}
	put_identity(&b, profile);
	lxw_error e = workbook_close(b.workbook);
	if (!f)
		f = b.fault;
	if (!f && e)
		f = fault_make(FAULT_SYSTEM, "writing the workbook {path}: {message}", path, lxw_strerror(e));
	return f;
}
