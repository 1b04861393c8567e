/* frame.c: what every sheet of every workbook has: where it belongs, tokens, paper. */
#include "base/date.h"
#include "base/path.h"
#include "render/xlsx/xlsx_private.h"
#include "text/token.h"

enum { WIDEST = 60, NARROWEST = 7, MOST_POINTS = 400 };

/* --- the book --- */

const struct fault *xlsx_open(struct xlsx_book *b, const char *path)
{
	/* its own files lie where the workbook is made, and go with that folder */
	lxw_workbook_options options = { .tmpdir = scope_copy_bytes(b->sc, path, (size_t)(path_base(path) - path)) };
	scope_keep_heap();
	b->workbook = workbook_new_opt(path, *options.tmpdir ? &options : NULL);
	if (!b->workbook)
		return fault_make(FAULT_SYSTEM, "the workbook {path} cannot be started", path);
	xlsx_make_looks(b);
	/* Made first, because drop-downs refer to it; hidden, so another sheet is the one that opens. */
	b->lists = workbook_add_worksheet(b->workbook, "sarflow");
	return NULL;
}

/* What the workbook is, for reading a returned copy: properties, and again on the hidden sheet.  A third time in a line
 * of every sheet, for programs that drop the first and people who delete the second. */
static void put_identity(struct xlsx_book *b)
{
	const struct view *v = b->v;
	char day[DATE_TEXT];
	date_print(v->as_of, day);
	const struct { const char *name, *value; } list[] = {
		{ "sarflow_package", v->package->id }, { "sarflow_version", b->version },
		{ "sarflow_profile", b->profile }, { "sarflow_template", v->template->name },
		{ "sarflow_snapshot", v->template->snapshot }, { "sarflow_as_of", day },
		{ "sarflow_submittal", v->submittal ? scope_printf(b->sc, "%d", v->submittal) : "" },
		{ "sarflow_program", v->program }, { "sarflow_form", scope_printf(b->sc, "%d", TOKEN_FORM) },
	};
	for (size_t i = 0; i < countof(list); i++) {
		if (*list[i].value)
			xlsx_judge(b, workbook_set_custom_property_string(b->workbook, list[i].name,
			           xlsx_plain(b->sc, list[i].value)), "a property");
		xlsx_put_text(b, b->lists, (lxw_row_t)i, 0, list[i].name, NULL);
		xlsx_put_text(b, b->lists, (lxw_row_t)i, 1, list[i].value, NULL);
	}
}

const struct fault *xlsx_close(struct xlsx_book *b, const char *path)
{
	const struct view *v = b->v;
	lxw_doc_properties properties = { .title = scope_copy(b->sc, xlsx_plain(b->sc, b->title)),
		.subject = scope_copy(b->sc, xlsx_plain(b->sc, v->package->title)),
		.author = scope_copy(b->sc, v->program), .created = (time_t)v->created,
		.comments = scope_copy(b->sc, xlsx_plain(b->sc, v->package->marking)) };
	put_identity(b);
	xlsx_judge(b, workbook_set_properties(b->workbook, &properties), "its properties");
	worksheet_hide(b->lists);
	worksheet_protect(b->lists, NULL, NULL);
	xlsx_number_styles(b);
	lxw_error e = workbook_close(b->workbook);
	if (!b->fault && e)
		return fault_make(FAULT_SYSTEM, "writing the workbook {path}: {message}", path, lxw_strerror(e));
	return b->fault ? b->fault : xlsx_finish(b, path);
}

/* A drop-down as a range of the hidden sheet: a literal list overflows a buffer of libxlsxwriter 1.1.4 where its
 * bytes are more than its letters (upstream #394). */
static const char *range_of(struct xlsx_book *b, const struct names *of, bool numbers)
{
	char first[16], last[16];
	for (size_t i = 0; i < b->written.count; i++)
		if (b->written.at[i].of == of)
			return b->written.at[i].range;
	lxw_col_t at = (lxw_col_t)(2 + b->written.count);
	for (size_t i = 0; i < of->count; i++)
		if (!numbers || !xlsx_put_number(b, b->lists, (lxw_row_t)i, at, of->at[i], XLSX_BODY, false))
			xlsx_put_text(b, b->lists, (lxw_row_t)i, at, of->at[i], NULL);
	lxw_rowcol_to_cell_abs(first, 0, at, LXW_TRUE, LXW_TRUE);
	lxw_rowcol_to_cell_abs(last, (lxw_row_t)of->count - 1, at, LXW_TRUE, LXW_TRUE);
	const char *range = scope_printf(b->sc, "=sarflow!%s:%s", first, last);
	*LIST_ADD(b->sc, &b->written) = (struct xlsx_list){ of, numbers, range };
	return range;
}

void xlsx_put_choices(struct xlsx_sheet *s, const struct names *of, bool numbers, bool closed, lxw_row_t first,
                      lxw_row_t last, lxw_col_t column)
{
	struct xlsx_book *b = s->book;
	if (!of || of->count == 0 || last < first)
		return;
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
		.value_formula = scope_copy(b->sc, range_of(b, of, numbers)),
		.error_type = closed ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING,
		.error_title = scope_copy(b->sc, phrase_word(b->reader, WORD("Not in the list"))),
		.error_message = scope_copy(b->sc, phrase_word(b->reader, WORD("Choose one of the list."))) };
	xlsx_judge(b, worksheet_data_validation_range(s->at, first, column, last, column, &v), "a list of choices");
}

/* --- the sheet --- */

const struct fault *xlsx_add_sheet(struct xlsx_sheet *s, const struct place *place)
{
	struct xlsx_book *b = s->book;
	s->at = workbook_add_worksheet(b->workbook, s->tab);
	if (!s->at)
		return fault_make(FAULT_CORRUPT, "{file}:{line}: \"{name}\" cannot name a sheet", place->file,
			place->line, s->tab);
	if (b->sheet_count++ == 0) {
		worksheet_activate(s->at);
		worksheet_set_first_sheet(s->at);
	}
	return NULL;
}

static const char *about(struct xlsx_sheet *s, const char *more)
{
	struct xlsx_book *b = s->book;
	const struct view *v = b->v;
	char day[DATE_TEXT];
	date_print(v->as_of, day);
	const struct token_line line = { TOKEN_FORM, v->package->id, b->profile, v->submittal, b->version,
		v->template->snapshot };
	return scope_printf(b->sc, "%s%s%s %s", phrase_text(b->sc, b->reader,
		PHRASE("{package}, {version}, as of {day}", v->package->id, v->version_name, day)), *more ? "; " : "",
		more, token_line_write(b->sc, &line));
}

void xlsx_put_head(struct xlsx_sheet *s, const char *more)
{
	struct xlsx_book *b = s->book;
	lxw_col_t ids = (lxw_col_t)s->column_count;
	int lines = 1;
	xlsx_put_text(b, s->at, XLSX_TITLE, 0, s->title, b->looks[XLSX_NAME]);
	const char *marking = b->v->package->marking, *words = about(s, more);
	xlsx_put_text(b, s->at, XLSX_ABOUT, 0, *marking ? scope_printf(b->sc, "%s   %s", marking, words) : words,
	              b->looks[XLSX_SOFT]);
	for (size_t c = 0; c < s->column_count; c++) {
		const struct xlsx_column *column = &s->columns[c];
		int n = measure_lines(column->head, column->width, true);
		lines = n > lines ? n : lines;
		xlsx_put_text(b, s->at, XLSX_KEYS, (lxw_col_t)c, column->key, NULL);
		xlsx_put_text(b, s->at, XLSX_HEADS, (lxw_col_t)c, column->head,
		              b->looks[column->authority ? XLSX_GOVERNMENT_HEAD : XLSX_HEAD]);
	}
	xlsx_put_text(b, s->at, XLSX_KEYS, ids, scope_printf(b->sc, "sarflow sheet=%s", s->name), NULL);
	xlsx_put_text(b, s->at, XLSX_HEADS, ids, "sarflow row", NULL);
	/* The look of a row is that of its empty cells, whatever look their columns have. */
	lxw_row_col_options hidden = { .hidden = LXW_TRUE };
	worksheet_set_row(s->at, XLSX_TITLE, 22, b->looks[XLSX_NAME]);
	worksheet_set_row(s->at, XLSX_ABOUT, LXW_DEF_ROW_HEIGHT, b->looks[XLSX_SOFT]);
	worksheet_set_row_opt(s->at, XLSX_KEYS, LXW_DEF_ROW_HEIGHT, b->looks[XLSX_SOFT], &hidden);
	worksheet_set_row(s->at, XLSX_HEADS, lines * XLSX_LINE_POINTS + 4, b->looks[XLSX_SOFT]);
}

void xlsx_put_token(struct xlsx_sheet *s, lxw_row_t row, const char *id)
{
	char token[TOKEN_TEXT];
	token_of_row(s->name, id, token);
	xlsx_put_text(s->book, s->at, row, (lxw_col_t)s->column_count, token, NULL);
}

void xlsx_let_grow(struct xlsx_sheet *s)
{
	struct xlsx_book *b = s->book;
	*LIST_ADD(b->sc, &b->growing) = (struct xlsx_growing){ scope_printf(b->sc, "xl/worksheets/sheet%u.xml",
		(unsigned)s->at->index + 1), (unsigned long)s->end + 1 };
}

void xlsx_fit_columns(struct xlsx_sheet *s)
{
	lxw_row_col_options hidden = { .hidden = LXW_TRUE };
	for (size_t c = 0; c < s->column_count; c++) {
		struct xlsx_column *column = &s->columns[c];
		int width = column->width;
		if (width == 0) {
			width = measure_width(column->head) + 2;
			for (size_t i = 0; i < s->rows.count; i++) {
				int w = measure_width(s->rows.at[i].cells[column->from]) + 2;
				width = w > width ? w : width;
			}
			column->width = width > WIDEST ? WIDEST : width < NARROWEST ? NARROWEST : width;
		}
		worksheet_set_column(s->at, (lxw_col_t)c, (lxw_col_t)c, column->width + 1, NULL);
	}
	worksheet_set_column_opt(s->at, (lxw_col_t)s->column_count, (lxw_col_t)s->column_count, 12, NULL, &hidden);
}

double xlsx_height(const struct xlsx_sheet *s, const struct xlsx_row *row)
{
	int lines = 1;
	for (size_t c = 0; c < s->column_count; c++) {
		struct xlsx_column *column = &s->columns[c];
		const char *text = row->cells[column->from];
		if (!column->measured || strcmp(column->measured, text) != 0) { /* rows below say much the same */
			column->measured = text;
			column->lines = measure_lines(text, column->width, s->form && c == 0);
		}
		lines = column->lines > lines ? column->lines : lines;
	}
	int points = lines * XLSX_LINE_POINTS;
	return points > MOST_POINTS ? MOST_POINTS : points;
}

/* Screen readers say the heads and the first cell of a row beside each cell of a region that is named so.  A name of
 * the book and not of the sheet: programs that remove a sheet leave its names behind, and then no other opens the
 * book. */
static void name_region(struct xlsx_sheet *s)
{
	struct xlsx_book *b = s->book;
	char first[16], last[16], at[16];
	struct buf *quoted = buf_new(b->sc);
	if (s->column_count == 0)
		return;
	for (const char *c = s->tab; *c; c++)
		buf_printf(quoted, *c == '\'' ? "''" : "%c", *c);
	lxw_rowcol_to_cell(first, XLSX_HEADS, 0);
	lxw_rowcol_to_cell(last, s->end, (lxw_col_t)s->column_count - 1);
	lxw_rowcol_to_cell_abs(at, XLSX_HEADS, 0, LXW_TRUE, LXW_TRUE);
	xlsx_judge(b, workbook_define_name(b->workbook, scope_printf(b->sc, "TitleRegion1.%s.%s.%d", first, last,
		b->sheet_count + 1), scope_printf(b->sc, "='%s'!%s", quoted->at, at)), "a name");
	b->whole.named++;
}

/* Columns of text that stay readable across the smaller paper; a sheet's own paper is the one it asks for. */
static uint8_t paper_of(const struct xlsx_sheet *s)
{
	enum { LETTER = 1, TABLOID = 3, A3 = 8, A4 = 9, HOLDS = 190 };
	static const uint8_t papers[] = { [TEMPLATE_PAPER_UNSAID] = A4, [TEMPLATE_PAPER_LETTER] = LETTER,
		[TEMPLATE_PAPER_A4] = A4, [TEMPLATE_PAPER_TABLOID] = TABLOID, [TEMPLATE_PAPER_A3] = A3 };
	const struct template_profile *profile = template_profile(s->book->v->template, s->book->profile);
	uint8_t family = papers[profile ? profile->paper : TEMPLATE_PAPER_UNSAID];
	int width = 0;
	for (size_t c = 0; c < s->column_count; c++)
		width += s->columns[c].width;
	if (s->paper)
		return papers[s->paper];
	return width <= HOLDS ? family : family == LETTER ? TABLOID : family == A4 ? A3 : family;
}

void xlsx_set_up_page(struct xlsx_sheet *s, int keep)
{
	struct xlsx_book *b = s->book;
	const struct view *v = b->v;
	lxw_col_t last = (lxw_col_t)(s->column_count ? s->column_count - 1 : 0);
	worksheet_freeze_panes(s->at, XLSX_FIRST, (lxw_col_t)keep);
	b->whole.named += s->form ? 2 : 3;      /* the filter, the rows that are printed again, what is printed */
	if (!s->form)                   /* with the tokens of the rows, so that sorting takes them along */
		xlsx_judge(b, worksheet_autofilter(s->at, XLSX_HEADS, 0, s->end, (lxw_col_t)(last + 1)), "a filter");
	worksheet_set_paper(s->at, paper_of(s));
	if (s->landscape)
		worksheet_set_landscape(s->at);
	worksheet_fit_to_pages(s->at, 1, 0);
	worksheet_repeat_rows(s->at, XLSX_HEADS, XLSX_HEADS);
	worksheet_print_area(s->at, 0, 0, s->last > s->end ? s->last : s->end, last);
	worksheet_set_margins(s->at, 0.5, 0.5, 0.8, 0.8);
	const char *marking = xlsx_mark(b->sc, v->package->marking);
	xlsx_judge(b, worksheet_set_header(s->at, scope_printf(b->sc, "&L&8 %s&R&8 %s", xlsx_mark(b->sc,
		v->package->id), marking)), "a header");
	const char *seal = v->submittal ? scope_printf(b->sc, "   %s %.12s", v->seal, v->seal_commit) : "";
	xlsx_judge(b, worksheet_set_footer(s->at, scope_printf(b->sc, "&L&8 %s%s&C&8 %s&R&8 &P / &N", xlsx_mark(b->sc,
		s->name), seal, marking)), "a footer");
	name_region(s);
}
