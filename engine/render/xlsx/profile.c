/* profile.c: a profile of the template: what is handed over to be answered, and what the team reads. */
#include "render/xlsx/xlsx_private.h"

/* Rows that an evaluator fills in begin with room for some lines, and grow. */
enum { OPEN_LINES = 2 };

/* --- gathering a sheet's columns and rows --- */

static const struct fault *take_row(void *context, const struct sql_row *row)
{
	struct xlsx_sheet *s = context;
	struct scope *sc = s->book->sc;
	struct xlsx_row *out = LIST_ADD(sc, &s->rows);
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

static void take_register(struct xlsx_sheet *s, const struct template_register *of)
{
	struct scope *sc = s->book->sc;
	const struct package_register *r = package_register(s->book->v->package, of->name);
	s->column_count = of->column_count;
	s->columns = NEWS(sc, struct xlsx_column, of->column_count);
	for (size_t c = 0; c < of->column_count; c++)
		s->columns[c] = (struct xlsx_column){ .key = of->columns[c].name, .head = of->columns[c].title.in[0],
			.type = of->columns[c].list ? TEMPLATE_TEXT : of->columns[c].type,
			.width = of->columns[c].width, .from = c };
	for (size_t i = 0; i < r->rows.count; i++) {
		struct xlsx_row *out = LIST_ADD(sc, &s->rows);
		bool *is_number = NEWS(sc, bool, of->column_count);
		for (size_t c = 0; c < of->column_count; c++)
			is_number[c] = s->columns[c].type == TEMPLATE_INTEGER || s->columns[c].type == TEMPLATE_NUMBER;
		*out = (struct xlsx_row){ r->rows.at[i].cells, is_number, package_key_of(sc, of, r, i, "|") };
	}
}

static bool says_nothing(const struct xlsx_sheet *s, size_t cell)
{
	for (size_t i = 0; i < s->rows.count; i++)
		if (*s->rows.at[i].cells[cell])
			return false;
	return true;
}

static const struct fault *take_query(struct xlsx_sheet *s, const struct template_sheet *sheet, struct sql *facts)
{
	const struct fault *f = sql_select(facts, sheet->sql, (int)sheet->result_count, take_row, s);
	s->columns = NEWS(s->book->sc, struct xlsx_column, sheet->column_count);
	for (size_t c = 0; c < sheet->column_count; c++) {
		const struct template_sheet_column *of = &sheet->columns[c];
		if (of->optional && says_nothing(s, c))
			continue;
		s->columns[s->column_count++] = (struct xlsx_column){ .key = of->key, .head = of->head.in[0],
			.type = of->type, .width = of->width, .authority = of->authority, .takes = of->takes,
			.link = of->link, .from = c, .choices = of->choices.count ? &of->choices : NULL };
	}
	return f ? fault_while(f, "{file}:{line}: sheet {name}", sheet->place.file, sheet->place.line, sheet->name)
	       : NULL;
}

/* --- rows --- */

static size_t first_open(const struct xlsx_sheet *s)
{
	size_t c = 0;
	while (c < s->column_count && !s->columns[c].authority)
		c++;
	return c;
}

static enum xlsx_look look_of(const struct xlsx_sheet *s, size_t c, bool link, bool band)
{
	return s->columns[c].authority ? XLSX_GOVERNMENT : s->form && c == 0 ? XLSX_LABEL
	       : link ? band ? XLSX_BAND_LINK : XLSX_LINK : band ? XLSX_BAND : XLSX_BODY;
}

static void put_cell(struct xlsx_sheet *s, lxw_row_t row, size_t c, const struct xlsx_row *r, bool band)
{
	struct xlsx_book *b = s->book;
	const struct xlsx_column *column = &s->columns[c];
	const char *text = r->cells[column->from], *target = column->link ? r->cells[column->link - 1] : "";
	bool counts = r->is_number[column->from]
	              && (column->type == TEMPLATE_INTEGER || column->type == TEMPLATE_NUMBER);
	enum xlsx_look base = look_of(s, c, *target, band);
	lxw_format *day = b->looks[band ? XLSX_BAND_DATE : XLSX_DATE];
	lxw_col_t at = (lxw_col_t)c;
	if (!*text)
		xlsx_judge(b, worksheet_write_blank(s->at, row, at, b->looks[look_of(s, c, false, band)]), "a cell");
	else if (column->type == TEMPLATE_DATE && xlsx_put_day(b, s->at, row, at, text, day))
		return;
	else if (counts && xlsx_put_number(b, s->at, row, at, text, base, true))
		return;
	else
		xlsx_put_link(b, s->at, row, at, text, target, b->looks[base]);
}

static void put_rows(struct xlsx_sheet *s, size_t group)
{
	bool band = false, open = first_open(s) < s->column_count;
	struct lookup *ids = lookup_new(s->book->sc);
	for (size_t i = 0; i < s->rows.count; i++) {
		const struct xlsx_row *r = &s->rows.at[i];
		lxw_row_t at = (lxw_row_t)(XLSX_FIRST + i);
		double height = xlsx_height(s, r);
		if (i > 0 && group && strcmp(r->cells[group - 1], s->rows.at[i - 1].cells[group - 1]) != 0)
			band = !band;
		for (size_t c = 0; c < s->column_count; c++)
			put_cell(s, at, c, r, band);
		/* an id that stands twice could not be found again in a copy that comes back */
		xlsx_put_token(s, at, lookup_add_own(ids, r->id, i));
		if (open && height < OPEN_LINES * XLSX_LINE_POINTS)
			height = OPEN_LINES * XLSX_LINE_POINTS;
		worksheet_set_row(s->at, at, height, NULL);
	}
}

/* Rows of the evaluator's own.  The first cell numbers them; what else stands before the evaluator's columns is open
 * too, for what the deficiency is about. */
static void put_spare(struct xlsx_sheet *s, int count)
{
	struct xlsx_book *b = s->book;
	size_t open = first_open(s);
	for (int i = 0; i < count; i++) {
		lxw_row_t at = (lxw_row_t)(XLSX_FIRST + s->rows.count + (size_t)i);
		const char *id = scope_printf(b->sc, "+%d", i + 1);
		xlsx_put_text(b, s->at, at, 0, id, b->looks[XLSX_BODY]);
		for (size_t c = 1; c < s->column_count; c++)
			xlsx_judge(b, worksheet_write_blank(s->at, at, (lxw_col_t)c, b->looks[c < open
				|| s->columns[c].authority ? XLSX_GOVERNMENT : XLSX_BODY]), "a cell");
		xlsx_put_token(s, at, id);
		worksheet_set_row(s->at, at, OPEN_LINES * XLSX_LINE_POINTS, NULL);
	}
}

/* A label and an open cell right of it, where the page has room: on a form below its labels, else beside the
 * evaluator's columns and as wide as they are. */
static void put_block(struct xlsx_sheet *s, const struct template_sheet *of)
{
	struct xlsx_book *b = s->book;
	enum { HEIGHT = 2 * XLSX_LINE_POINTS };
	size_t open = first_open(s), label = s->form || open == 0 || open == s->column_count ? 0 : open - 1;
	lxw_col_t left = (lxw_col_t)(label + 1), right = left;
	while (!s->form && right + 1u < s->column_count && s->columns[right + 1].authority)
		right++;
	for (size_t i = 0; i < of->block.count; i++) {
		const struct template_sheet_field *f = &of->block.at[i];
		lxw_row_t at = s->end + 2 + (lxw_row_t)i;
		xlsx_put_text(b, s->at, at, (lxw_col_t)label, f->head.in[0], b->looks[XLSX_LABEL]);
		xlsx_judge(b, right > left ? worksheet_merge_range(s->at, at, left, at, right, "",
			b->looks[XLSX_GOVERNMENT]) : worksheet_write_blank(s->at, at, left, b->looks[XLSX_GOVERNMENT]),
			"a cell");
		xlsx_put_choices(s, f->choices.count ? &f->choices : NULL, false, true, at, at, left);
		xlsx_put_text(b, s->at, at, (lxw_col_t)s->column_count, scope_printf(b->sc, "sarflow block=%s", f->key),
		              NULL);
		worksheet_set_row(s->at, at, HEIGHT, NULL);
		s->last = at;
	}
}

/* A text as it stands in a formula. */
static void put_quoted(struct buf *b, const char *s, size_t len)
{
	buf_char(b, '"');
	for (size_t i = 0; i < len; i++)
		buf_printf(b, s[i] == '"' ? "\"\"" : "%c", s[i]);
	buf_char(b, '"');
}

/* How many lines have a verdict, counted as it is filled in.  The evaluator's own rows are no lines; no wildcards,
 * which each spreadsheet reads by settings of its own. */
static void put_progress(struct xlsx_sheet *s)
{
	struct xlsx_book *b = s->book;
	size_t c = 0;
	char range[32], ids[32];
	while (c < s->column_count && s->columns[c].takes != TEMPLATE_TAKES_VERDICT)
		c++;
	if (c == s->column_count || c == 0 || s->rows.count == 0)
		return;
	lxw_rowcol_to_range(range, XLSX_FIRST, (lxw_col_t)c, s->end, (lxw_col_t)c);
	lxw_rowcol_to_range(ids, XLSX_FIRST, 0, s->end, 0);
	static const char hole[] = "\x01";
	const char *says = phrase_text(b->sc, b->reader, PHRASE("{done} of {all} {all:line has|lines have} a verdict",
		hole, s->rows.count)), *at = strchr(says, *hole);
	struct buf *f = buf_new(b->sc);
	buf_char(f, '=');
	if (at > says) {
		put_quoted(f, says, (size_t)(at - says));
		buf_char(f, '&');
	}
	buf_printf(f, "SUMPRODUCT((LEN(%s)>0)*(LEFT(%s,1)<>\"+\"))&", range, ids);
	put_quoted(f, at + 1, strlen(at + 1));
	xlsx_judge(b, worksheet_write_formula_str(s->at, XLSX_TITLE, (lxw_col_t)c, f->at, b->looks[XLSX_SOFT],
		scope_printf(b->sc, "%.*s0%s", (int)(at - says), says, at + 1)), "a formula");
}

/* --- the sheet, the book --- */

static const struct fault *put_sheet(struct xlsx_book *b, struct sql *facts, const struct template_sheet *of)
{
	struct xlsx_sheet s = { .book = b, .name = of->name, .tab = of->name, .title = of->title.in[0],
		.form = of->form, .landscape = of->landscape, .paper = of->paper };
	TRY(xlsx_add_sheet(&s, &of->place));
	if (of->shown)
		take_register(&s, of->shown);
	else
		TRY(take_query(&s, of, facts));
	size_t rows = s.rows.count + (size_t)of->spare;
	s.end = (lxw_row_t)(XLSX_FIRST + (rows ? rows - 1 : 0));
	xlsx_fit_columns(&s);
	xlsx_put_head(&s, "");
	put_rows(&s, (size_t)of->group);
	put_spare(&s, of->spare);
	put_block(&s, of);
	put_progress(&s);
	if (first_open(&s) < s.column_count)
		xlsx_let_grow(&s);
	for (size_t c = 0; c < s.column_count; c++)
		xlsx_put_choices(&s, rows ? s.columns[c].choices : NULL, false, true, XLSX_FIRST, s.end, (lxw_col_t)c);
	xlsx_set_up_page(&s, s.form ? 0 : 1);
	/* What an evaluator needs: to widen, hide and mark, to sort and filter, to leave notes. */
	lxw_protection may = { .format_cells = 1, .format_columns = 1, .format_rows = 1, .insert_hyperlinks = 1,
		.sort = 1, .autofilter = 1, .objects = 1 };
	worksheet_protect(s.at, NULL, &may);
	return NULL;
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
	struct sql *facts = NULL;
	if (!profile)
		return fault_make(FAULT_NOT_FOUND, "the template has no workbook profile \"{name}\"", name);
	struct xlsx_book b = { .sc = sc, .v = v, .profile = name, .title = profile->title.in[0],
		.version = v->version, .reader = template_speaks(v->template, 0) };
	TRY(view_facts(sc, v, &facts));
	TRY(xlsx_open(&b, path));
	for (size_t i = 0; i < profile->sheet_count && !b.fault; i++)
		if (is_used(v, profile->sheets[i]))
			xlsx_note(&b, put_sheet(&b, facts, profile->sheets[i]));
	return xlsx_close(&b, path);
}
