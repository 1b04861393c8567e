/* edit.c: registers as a workbook to be edited, with what they were when it was written. */
#include "render/xlsx/xlsx_private.h"
#include "text/token.h"
#include "text/unicode.h"
#include <strings.h>

/* room: rows below the last one that have drop-downs; formats reach to the end of the sheet. */
enum { TAB_UNITS = 31, ROOM = 1000, NOTE_WIDTH = 320, NOTE_LINE = 18, NOTE_LETTERS = 44, NOTE_MOST = 400 };

struct edited {
	struct xlsx_sheet sheet;
	const struct template_register *of;
	const struct package_register *is;
	const char **tokens;            /* ids, by row */
	const char **notes;             /* by row and column; NULL: none */
};

/* --- names of sheets --- */

static bool is_taken(const struct names *tabs, const char *name)
{
	for (size_t i = 0; i < tabs->count; i++)
		if (strcasecmp(tabs->at[i], name) == 0)
			return true;
	return strcasecmp(name, "sarflow") == 0 || strcasecmp(name, "history") == 0;
}

/* As a spreadsheet takes it: short enough, and no other sheet's, whatever its case. */
static const char *tab_of(struct scope *sc, struct names *tabs, const char *before, const char *name)
{
	const char *whole = scope_printf(sc, "%s%s", before, name), *out = whole;
	for (int n = 1; unicode_units(out) > TAB_UNITS || is_taken(tabs, out); n++) {
		const char *end = n > 1 ? scope_printf(sc, "~%d", n) : "";
		size_t len = strlen(whole) < TAB_UNITS - strlen(end) ? strlen(whole) : TAB_UNITS - strlen(end);
		out = scope_printf(sc, "%.*s%s", (int)len, whole, end);
	}
	*LIST_ADD(sc, tabs) = out;
	return out;
}

/* --- what a cell may hold --- */

/* The register whose key this column names, by the name it has there. */
static const struct package_register *named_by(const struct package *p, const struct template_register *own,
                                               const struct template_column *c)
{
	for (size_t i = 0; i < p->template->registers.count; i++) {
		const struct package_register *r = &p->registers[i];
		if (r->of != own && r->of->key_count == 1
		    && strcmp(r->of->columns[r->of->key[0]].name, c->name) == 0)
			return r;
	}
	return NULL;
}

static void add_words(struct scope *sc, struct names *out, const char *const *words, size_t count)
{
	struct lookup *seen = lookup_new(sc);
	for (size_t i = 0; i < count; i++)
		if (*words[i] && lookup_add(seen, words[i], i))
			*LIST_ADD(sc, out) = words[i];
}

static const struct names *keys_of(struct scope *sc, const struct package_register *r)
{
	struct names *out = NEW(sc, struct names);
	const char **words = NEWS(sc, const char *, r->rows.count + 1);
	for (size_t i = 0; i < r->rows.count; i++)
		words[i] = r->rows.at[i].cells[r->of->key[0]];
	add_words(sc, out, words, r->rows.count);
	return out;
}

static const struct names *files_of(struct scope *sc, const struct package *p)
{
	struct names *out = NEW(sc, struct names);
	for (size_t i = 0; i < p->attachments.count; i++)
		*LIST_ADD(sc, out) = p->attachments.at[i].entry->path;
	return out;
}

static const struct names *lines_of(struct scope *sc, const struct package *p)
{
	struct names *out = NEW(sc, struct names);
	const struct template_requirements *all = template_requirements(p->template);
	for (size_t i = 0; i < all->count; i++)
		if (*package_need_of(p, &all->at[i]) != '-')
			*LIST_ADD(sc, out) = all->at[i].id;
	return out;
}

static const struct names yes_no = { (const char *[]){ "yes", "no" }, 2, 2 };

/* closed: nothing else is right there. */
static const struct names *choices_of(struct edited *e, const struct template_column *c, bool *closed)
{
	struct scope *sc = e->sheet.book->sc;
	const struct package *p = e->sheet.book->v->package;
	const struct package_register *r = c->type == TEMPLATE_TEXT || c->type == TEMPLATE_INTEGER
	                                   || c->type == TEMPLATE_FORMAT ? named_by(p, e->of, c) : NULL;
	*closed = c->choices.count || c->type == TEMPLATE_YES_NO;
	return c->list ? NULL : c->choices.count ? &c->choices : c->type == TEMPLATE_YES_NO ? &yes_no
	       : c->type == TEMPLATE_ATTACHMENT ? files_of(sc, p) : c->type == TEMPLATE_REQUIREMENT ? lines_of(sc, p)
	       : r ? keys_of(sc, r) : NULL;
}

static bool is_counted(const struct template_column *c)
{
	return !c->list && (c->type == TEMPLATE_INTEGER || c->type == TEMPLATE_NUMBER);
}

static void put_lists(struct edited *e)
{
	for (size_t c = 0; c < e->of->column_count; c++) {
		const struct template_column *column = &e->of->columns[c];
		bool closed = false;
		const struct names *choices = choices_of(e, column, &closed);
		xlsx_put_choices(&e->sheet, choices, is_counted(column), closed, XLSX_FIRST,
		                 (lxw_row_t)(XLSX_FIRST + e->is->rows.count + ROOM), (lxw_col_t)c);
	}
}

/* --- findings, as notes on the cells they are about --- */

/* The column of a place, which counts the file's; the first where there is none. */
static size_t column_at(const struct package_register *r, int column)
{
	for (size_t c = 0; column > 0 && c < r->of->column_count; c++)
		if (r->column_of && r->column_of[c] == column - 1)
			return c;
	return 0;
}

/* The row above the first holds what is about no row. */
static void take_notes(struct edited *e)
{
	struct xlsx_book *b = e->sheet.book;
	e->notes = NEWS(b->sc, const char *, (e->is->rows.count + 1) * e->of->column_count + 1);
	for (size_t i = 0; i < b->v->findings->count; i++) {
		const struct finding *f = &b->v->findings->at[i];
		if (strcmp(f->place.file, e->is->path) != 0 || f->waived)
			continue;
		const struct package_row *row = package_row_at(e->is, f->place.line);
		size_t at = (row ? (size_t)(row - e->is->rows.at) + 1 : 0) * e->of->column_count + column_at(e->is,
			f->place.column);
		const char *fix = phrase_word(b->reader, f->fix), *word = phrase_word(b->reader,
			finding_level_name(f->level));
		e->notes[at] = scope_printf(b->sc, "%s%s%s: %s%s%s", e->notes[at] ? e->notes[at] : "",
			e->notes[at] ? "\n" : "", word, finding_message(b->sc, b->reader, f), *fix ? "\n" : "", fix);
	}
}

static void put_note(struct edited *e, lxw_row_t row, size_t column, const char *text)
{
	struct xlsx_book *b = e->sheet.book;
	int lines = measure_lines(text, NOTE_LETTERS, false) + 1;
	lxw_comment_options o = { .author = scope_copy(b->sc, "sarflow"), .width = NOTE_WIDTH,
		.height = (uint16_t)(lines * NOTE_LINE > NOTE_MOST ? NOTE_MOST : lines * NOTE_LINE) };
	const char *safe = xlsx_safe(b->sc, text);
	if (unicode_units(safe) > PACKAGE_CELL_UNITS)
		return;                 /* the check says the same, and in full */
	xlsx_judge(b, worksheet_write_comment_opt(e->sheet.at, row, (lxw_col_t)column, safe, &o), "a note");
}

static void put_notes(struct edited *e)
{
	size_t columns = e->of->column_count;
	for (size_t c = 0; c < columns; c++)
		if (e->notes[c])
			put_note(e, XLSX_HEADS, c, e->notes[c]);
	for (size_t i = columns; i < (e->is->rows.count + 1) * columns; i++)
		if (e->notes[i])
			put_note(e, (lxw_row_t)(XLSX_FIRST + i / columns - 1), i % columns, e->notes[i]);
}

/* --- the sheet --- */

static enum xlsx_look look_of(const struct template_column *c)
{
	bool day = c->type == TEMPLATE_DATE && !c->list;
	return is_counted(c) ? XLSX_EDIT_NUMBER : day ? XLSX_EDIT_DATE : XLSX_EDIT_TEXT;
}

/* Formats go to columns, so that rows nobody wrote have them too; a row at the top has its own. */
static void set_columns(struct edited *e)
{
	struct xlsx_book *b = e->sheet.book;
	lxw_row_col_options hidden = { .hidden = LXW_TRUE };
	for (size_t c = 0; c < e->of->column_count; c++)
		worksheet_set_column(e->sheet.at, (lxw_col_t)c, (lxw_col_t)c, e->sheet.columns[c].width + 1,
		                     b->looks[look_of(&e->of->columns[c])]);
	worksheet_set_column_opt(e->sheet.at, (lxw_col_t)e->of->column_count, (lxw_col_t)e->of->column_count, 14,
	                         b->looks[XLSX_EDIT_TEXT], &hidden);
}

static void put_cell(struct edited *e, lxw_row_t row, size_t c, const char *text)
{
	struct xlsx_book *b = e->sheet.book;
	lxw_worksheet *at = e->sheet.at;
	enum xlsx_look look = look_of(&e->of->columns[c]);
	if (!*text)
		return;
	if (look == XLSX_EDIT_NUMBER && xlsx_put_number(b, at, row, (lxw_col_t)c, text, look, false))
		return;
	if (look == XLSX_EDIT_DATE && xlsx_put_day(b, at, row, (lxw_col_t)c, text, b->looks[look]))
		return;
	xlsx_put_text(b, at, row, (lxw_col_t)c, text, b->looks[XLSX_EDIT_TEXT]);
}

static void put_rows(struct edited *e)
{
	struct xlsx_sheet *s = &e->sheet;
	struct lookup *taken = lookup_new(s->book->sc);
	e->tokens = NEWS(s->book->sc, const char *, e->is->rows.count + 1);
	for (size_t i = 0; i < e->is->rows.count; i++) {
		lxw_row_t at = (lxw_row_t)(XLSX_FIRST + i);
		const struct xlsx_row row = { .cells = e->is->rows.at[i].cells };
		double height = xlsx_height(s, &row);
		for (size_t c = 0; c < s->column_count; c++)
			put_cell(e, at, c, row.cells[c]);
		e->tokens[i] = lookup_add_own(taken, package_key_of(s->book->sc, e->of, e->is, i, "|"), i);
		xlsx_put_token(s, at, e->tokens[i]);
		if (height > LXW_DEF_ROW_HEIGHT)
			worksheet_set_row(s->at, at, height, NULL);
	}
}

/* Which columns stay in sight: those of the key that stand first. */
static int key_width(const struct template_register *r)
{
	int n = 0;
	while ((size_t)n < r->column_count && r->columns[n].key)
		n++;
	return n ? n : 1;
}

static void take_columns(struct edited *e)
{
	struct xlsx_sheet *s = &e->sheet;
	struct scope *sc = s->book->sc;
	size_t language = s->book->v->language;
	s->column_count = e->of->column_count;
	s->columns = NEWS(sc, struct xlsx_column, s->column_count);
	for (size_t c = 0; c < s->column_count; c++) {
		const struct template_column *of = &e->of->columns[c];
		const char *head = of->title.in[language];
		s->columns[c] = (struct xlsx_column){ .key = of->name, .width = of->width, .from = c,
			.head = of->required ? scope_printf(sc, "%s *", head) : head };
	}
	for (size_t i = 0; i < e->is->rows.count; i++)
		*LIST_ADD(sc, &s->rows) = (struct xlsx_row){ .cells = e->is->rows.at[i].cells };
}

static void mark_required(struct edited *e)
{
	struct xlsx_book *b = e->sheet.book;
	for (size_t c = 0; c < e->of->column_count; c++)
		if (e->of->columns[c].required)
			xlsx_put_text(b, e->sheet.at, XLSX_HEADS, (lxw_col_t)c, e->sheet.columns[c].head,
			              b->looks[XLSX_REQUIRED_HEAD]);
}

/* Whatever is not a head may be changed, moved and removed. */
static void protect(lxw_worksheet *at)
{
	lxw_protection may = { .format_cells = 1, .format_columns = 1, .format_rows = 1, .insert_columns = 1,
		.insert_rows = 1, .insert_hyperlinks = 1, .delete_columns = 1, .delete_rows = 1, .sort = 1,
		.autofilter = 1, .pivot_tables = 1, .scenarios = 1, .objects = 1 };
	worksheet_protect(at, NULL, &may);
}

static const struct fault *put_register(struct edited *e)
{
	struct xlsx_sheet *s = &e->sheet;
	struct xlsx_book *b = s->book;
	take_columns(e);
	TRY(xlsx_add_sheet(s, &e->of->place));
	s->end = (lxw_row_t)(XLSX_FIRST + (e->is->rows.count ? e->is->rows.count - 1 : 0));
	xlsx_fit_columns(s);
	set_columns(e);
	xlsx_put_head(s, phrase_text(b->sc, b->reader, PHRASE("columns with * must be filled in")));
	mark_required(e);
	put_rows(e);
	xlsx_let_grow(s);
	take_notes(e);
	put_notes(e);
	put_lists(e);
	xlsx_set_up_page(s, key_width(e->of));
	protect(s->at);
	return NULL;
}

/* The cells as they are now, as text: what comes back is held against them. */
static const struct fault *put_was(struct edited *e, const char *tab)
{
	struct xlsx_book *b = e->sheet.book;
	lxw_worksheet *at = workbook_add_worksheet(b->workbook, tab);
	if (!at)
		return fault_make(FAULT_CORRUPT, "{file}:{line}: \"{name}\" cannot name a sheet", e->of->place.file,
			e->of->place.line, tab);
	xlsx_put_text(b, at, 0, 0, scope_printf(b->sc, "sarflow was=%s", e->of->name), NULL);
	for (size_t c = 0; c < e->of->column_count; c++)
		xlsx_put_text(b, at, 0, (lxw_col_t)(c + 1), e->of->columns[c].name, NULL);
	for (size_t i = 0; i < e->is->rows.count; i++) {
		char token[TOKEN_TEXT];
		token_of_row(e->sheet.name, e->tokens[i], token);
		xlsx_put_text(b, at, (lxw_row_t)(i + 1), 0, token, NULL);
		for (size_t c = 0; c < e->of->column_count; c++)
			if (*e->is->rows.at[i].cells[c])
				xlsx_put_text(b, at, (lxw_row_t)(i + 1), (lxw_col_t)(c + 1),
				              e->is->rows.at[i].cells[c], NULL);
	}
	worksheet_hide(at);
	worksheet_protect(at, NULL, NULL);
	return NULL;
}

const struct fault *xlsx_write_registers(struct scope *sc, const struct view *v,
                                         const struct template_register **registers, size_t count, const char *path)
{
	struct xlsx_book b = { .sc = sc, .v = v, .profile = "edit", .version = v->saved, .reader = v->reader,
		.title = phrase_word(v->reader, WORD("Registers to edit")) };
	struct edited *all = NEWS(sc, struct edited, count);
	struct names tabs = {0};
	TRY(xlsx_open(&b, path));
	for (size_t i = 0; i < count && !b.fault; i++) {
		const struct template_register *r = registers[i];
		all[i] = (struct edited){ .of = r, .is = package_register(v->package, r->name),
			.sheet = { .book = &b, .name = r->name, .tab = tab_of(sc, &tabs, "", r->name),
				.title = r->title.in[v->language], .landscape = true } };
		xlsx_note(&b, put_register(&all[i]));
	}
	for (size_t i = 0; i < count && !b.fault; i++)
		xlsx_note(&b, put_was(&all[i], tab_of(sc, &tabs, "was ", registers[i]->name)));
	return xlsx_close(&b, path);
}
