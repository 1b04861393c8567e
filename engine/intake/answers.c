/* answers.c: sheet by sheet, row by row: what is theirs, and what was changed that is not. */
#include "base/base.h"
#include "base/buf.h"
#include "base/lookup.h"
#include "intake/answers.h"
#include "intake/identity.h"
#include "intake/taken.h"
#include "intake/value.h"
#include "base/utf8.h"
#include "text/unicode.h"

enum { SHOWN = 60 };
static const char block_key[] = "sarflow block=";

struct comparing {
	struct scope *sc;
	const struct template *t;
	const struct template_sheet *of;
	const struct taken *was, *is;
	struct lookup *tokens;          /* rows of was, by token */
	bool *seen;                     /* by row of was */
	bool alone;                     /* nobody kept what it was: was is what it is */
	struct { const struct workbook_sheet **at; size_t count, cap; } used;   /* sheets of the returned file */
	struct answers *out;
	struct doubts *doubts;
};

static const struct workbook_cell nothing = { .text = "", .raw = "" };

static void tell(const struct comparing *c, enum finding_level level, int row, int column, const struct phrase *says)
{
	doubt_add(c->doubts, level, c->is->sheet->name, row, column, says);
}

static const struct workbook_cell *cell_of(const struct taken_row *row, size_t column)
{
	return row && row->cells[column] ? row->cells[column] : &nothing;
}

static const char *text_of(const struct comparing *c, const struct taken_row *row, size_t column)
{
	return value_trimmed(c->sc, cell_of(row, column)->text);
}

static const char *shortly(struct scope *sc, const char *s)
{
	return strlen(s) > SHOWN ? scope_printf(sc, "%s...", scope_copy_bytes(sc, s, utf8_cut(s, strlen(s), SHOWN)))
		: s;
}

static bool is_theirs(const struct comparing *c, size_t column)
{
	return !c->of->shown && c->of->columns[column].authority;
}

/* --- verdicts --- */

/* The choice that a sign stands for: OK is the first that raises nothing, NG the first that does. */
static const char *choice_for(const struct template_sheet_column *column, int yes)
{
	for (size_t i = 0; i < column->choices.count; i++)
		if (list_has(&column->raises, column->choices.at[i]) == !yes)
			return column->choices.at[i];
	return NULL;
}

static const char *read_choice(const struct comparing *c, const struct template_sheet_column *column, const char *said)
{
	const char *bare = value_bare(c->sc, said);
	for (size_t i = 0; i < column->choices.count; i++)
		if (strcmp(column->choices.at[i], said) == 0
		    || (*bare && strcmp(value_bare(c->sc, column->choices.at[i]), bare) == 0))
			return column->choices.at[i];
	int yes = column->takes == TEMPLATE_TAKES_VERDICT ? value_is_yes(c->sc, said) : -1;
	return yes < 0 ? NULL : choice_for(column, yes);
}

static void take_verdict(const struct comparing *c, size_t column, const struct taken_row *row, const char *said,
                         struct answers_line *line)
{
	const struct template_sheet_column *of = &c->of->columns[column];
	const char *choice = read_choice(c, of, said);
	int at = c->is->column_of[column];
	line->verdict = choice ? choice : said;
	line->understood = choice != NULL;
	line->raises = !choice || list_has(&of->raises, choice);
	if (!choice)
		tell(c, FINDING_ERROR, row->number, at, PHRASE("\"{said}\" is none of: {choices}; it is taken as a "
			"deficiency with these words", shortly(c->sc, said), list_join(c->sc, &of->choices, ", ")));
	else if (strcmp(choice, said) != 0)
		tell(c, FINDING_NOTE, row->number, at, PHRASE("{value} is read as {meant}", said, choice));
}

static void take_severity(const struct comparing *c, size_t column, const struct taken_row *row, const char *said,
                          struct answers_line *line)
{
	const char *choice = read_choice(c, &c->of->columns[column], said);
	int at = template_severity_called(c->t, choice ? choice : said);
	if (at >= 0)
		line->severity = c->t->severities.at[at].id;
	else
		tell(c, FINDING_ERROR, row->number, c->is->column_of[column],
			PHRASE("\"{said}\" is no severity of this "
			"template: it is not taken; say it with the remark", shortly(c->sc, said)));
}

static void take_said(const struct comparing *c, size_t column, const struct taken_row *row, const char *said,
                      struct answers_line *line)
{
	switch (c->of->columns[column].takes) {
	case TEMPLATE_TAKES_VERDICT:  take_verdict(c, column, row, said, line); break;
	case TEMPLATE_TAKES_SEVERITY: take_severity(c, column, row, said, line); break;
	case TEMPLATE_TAKES_FINDING:  line->finding = said; break;
	case TEMPLATE_TAKES_COMMENT: case TEMPLATE_TAKES_NOTHING:
		line->comment = *line->comment ? scope_printf(c->sc, "%s\n%s", line->comment, said) : said;
		break;
	}
}

/* --- one row --- */

static void take_open_cell(const struct comparing *c, size_t column, const struct taken_row *was,
                           const struct taken_row *is, struct answers_line *line)
{
	const struct workbook_cell *cell = cell_of(is, column);
	const char *said = text_of(c, is, column);
	int at = c->is->column_of[column];
	if (cell->unsaved)
		tell(c, FINDING_ERROR, is->number, at, PHRASE("the file does not hold the value of this formula: open "
			"it in a "
			"spreadsheet and save it"));
	if (!*said || (!c->alone && strcmp(said, text_of(c, was, column)) == 0))
		return;
	if (cell->struck)
		tell(c, FINDING_ERROR, is->number, at, PHRASE("\"{said}\" is struck through: it is not taken; ask "
			"whether it "
			"still holds", shortly(c->sc, said)));
	else
		take_said(c, column, is, said, line);
}

static void compare_locked(const struct comparing *c, size_t column, const struct taken_row *was,
                           const struct taken_row *is)
{
	const char *before = text_of(c, was, column), *now = text_of(c, is, column);
	if (!is->cells[column] || strcmp(before, now) == 0
	    || strcmp(unicode_plain(c->sc, before), unicode_plain(c->sc, now)) == 0)
		return;
	if (cell_of(is, column)->kind == WORKBOOK_NUMBER && *before && strtod(before, NULL) == strtod(now, NULL))
		return;
	c->out->edits++;
	tell(c, FINDING_ERROR, is->number, c->is->column_of[column],
		PHRASE("this cell is not for answers: it was \"{was}\" "
		"and is \"{now}\"; the change is not applied", shortly(c->sc, before), shortly(c->sc, now)));
}

/* A note at a cell is a comment that has found another place. */
static void take_notes(const struct comparing *c, const struct taken_row *was, const struct taken_row *is,
                       struct answers_line *line)
{
	for (size_t k = 0; k < c->is->shape->column_count; k++) {
		const char *note = cell_of(is, k)->note, *old = cell_of(was, k)->note;
		if (!note || !*value_trimmed(c->sc, note) || (old && strcmp(old, note) == 0))
			continue;
		line->comment = scope_printf(c->sc, "%s%s%s", line->comment, *line->comment ? "\n" : "", note);
		tell(c, FINDING_NOTE, is->number, c->is->column_of[k], PHRASE("the note at this cell is taken as a "
			"comment on "
			"its line"));
	}
}

static bool says_something(const struct answers_line *l)
{
	return *l->verdict || *l->finding || *l->severity || *l->comment;
}

static struct answers_line line_of(const struct comparing *c, const struct taken_row *is)
{
	return (struct answers_line){ .sheet = c->of->name, .row = is->number, .about = c->of->about, .subject = "",
	                              .name = "", .verdict = "", .finding = "", .severity = "", .comment = "",
	                              .understood = true };
}

/* In a row of theirs, what stands in our columns says what it is about. */
static void take_own_words(const struct comparing *c, const struct taken_row *is, struct answers_line *line)
{
	struct buf *b = buf_new(c->sc);
	for (size_t k = 0; k < c->is->shape->column_count; k++) {
		const char *text = text_of(c, is, k);
		if (is_theirs(c, k) || !*text || (k == 0 && (*text == '+' || *line->subject)))
			continue;
		buf_printf(b, "%s%s", b->len ? "; " : "", text);
	}
	if (b->len && *line->finding)
		line->finding = scope_printf(c->sc, "%s: %s", b->at, line->finding);
	else if (b->len)
		line->finding = b->at;
}

static const char *known_subject(const struct comparing *c, const char *said)
{
	const char *plain = value_trimmed(c->sc, unicode_plain(c->sc, said));
	return c->of->about == TEMPLATE_ABOUT_REQUIREMENT && template_requirement(c->t, plain) ? plain : "";
}

/* was NULL: a row that we did not make. */
static void take_row(struct comparing *c, const struct taken_row *was, const struct taken_row *is, bool spare)
{
	struct answers_line line = line_of(c, is);
	size_t own = 0;
	for (size_t k = 0; k < c->is->shape->column_count; k++)
		if (is_theirs(c, k))
			take_open_cell(c, k, was, is, &line);
		else if (was && !spare)
			compare_locked(c, k, was, is);
	take_notes(c, was, is, &line);
	line.subject = was && !spare ? text_of(c, was, 0) : known_subject(c, text_of(c, is, 0));
	line.name = line.subject;
	if (!was || spare)
		take_own_words(c, is, &line);
	if (!says_something(&line))
		return;
	if (!was || spare) {
		for (size_t i = 0; i < c->out->lines.count; i++)
			own += strncmp(c->out->lines.at[i].name, "own ", 4) == 0;
		line.name = spare && *text_of(c, was, 0) ? text_of(c, was, 0) : scope_printf(c->sc, "own %zu", own + 1);
		line.raises = line.raises || !*line.verdict;
	}
	*LIST_ADD(c->sc, &c->out->lines) = line;
}

/* --- the block --- */

static const char *label_of(const struct workbook_row *row, size_t *column)
{
	for (size_t i = 0; i < row->count; i++)
		if (*row->cells[i].text) {
			*column = i;
			return row->cells[i].text;
		}
	return NULL;
}

static const char *key_of(const struct workbook_row *row)
{
	for (size_t i = row->count; i > 0; i--)
		if (strncmp(row->cells[i - 1].text, block_key, sizeof block_key - 1) == 0)
			return row->cells[i - 1].text + sizeof block_key - 1;
	return NULL;
}

/* By the hidden key; where that is gone, by the label. */
static const char *field_of(const struct comparing *c, const struct workbook_row *row, size_t *column)
{
	const char *label = label_of(row, column), *key = key_of(row);
	for (size_t i = 0; label && !key && i < c->of->block.count; i++)
		for (size_t k = 0; k < c->t->languages.count && !key; k++)
			if (strcmp(value_bare(c->sc, c->of->block.at[i].head.in[k]), value_bare(c->sc, label)) == 0)
				key = c->of->block.at[i].key;
	return key;
}

/* Rows of the block are no lines. */
static bool is_of_block(const struct comparing *c, const struct taken *t, const struct taken_row *row)
{
	size_t column = 0;
	return c->of->block.count && field_of(c, workbook_row(t->sheet, row->number), &column) != NULL;
}

/* --- rows --- */

/* "+3", by which a spare row is known, and nothing else of ours. */
static bool is_spare(const struct comparing *c, const struct taken_row *was)
{
	const char *name = text_of(c, was, 0);
	for (size_t k = 1; k < c->was->shape->column_count; k++)
		if (*text_of(c, was, k))
			return false;
	return !*name || (*name == '+' && strspn(name + 1, "0123456789") == strlen(name + 1));
}

static const struct taken_row *row_called(const struct comparing *c, const char *visible, size_t *at)
{
	for (size_t i = 0; *visible && i < c->was->rows.count; i++)
		if (!c->seen[i] && strcmp(text_of(c, &c->was->rows.at[i], 0), visible) == 0) {
			*at = i;
			return &c->was->rows.at[i];
		}
	return NULL;
}

static bool holds_any(const struct comparing *c, const struct taken_row *is)
{
	for (size_t k = 0; k < c->is->shape->column_count; k++)
		if (*text_of(c, is, k) && !(k == 0 && *text_of(c, is, k) == '+'))
			return true;
	return false;
}

/* The row it was; NULL: none of ours.  Known by its token; where that is gone, by what stands first in it. */
static const struct taken_row *origin_of(struct comparing *c, const struct taken_row *is, size_t *at)
{
	size_t found = *is->token ? lookup_find(c->tokens, is->token) : LOOKUP_NONE;
	if (found != LOOKUP_NONE && !c->seen[found]) {
		*at = found;
		return &c->was->rows.at[found];
	}
	if (found != LOOKUP_NONE) {
		tell(c, FINDING_WARNING, is->number, 0, PHRASE("this row is a copy of another one: what it says is "
			"kept as an "
			"answer of its own"));
		return NULL;
	}
	const struct taken_row *row = row_called(c, value_trimmed(c->sc, unicode_plain(c->sc, text_of(c, is, 0))), at);
	if (row && *is->token)
		tell(c, FINDING_WARNING, is->number, 0, PHRASE("the hidden name of this row was changed: it is found "
			"by "
			"{name}", text_of(c, row, 0)));
	return row;
}

static void compare_rows(struct comparing *c)
{
	size_t gone = 0;
	for (size_t i = 0; i < c->is->rows.count; i++) {
		const struct taken_row *is = &c->is->rows.at[i];
		size_t at = 0;
		if (is_of_block(c, c->is, is))
			continue;
		const struct taken_row *was = origin_of(c, is, &at);
		if (was)
			c->seen[at] = true;
		else if (!holds_any(c, is))
			continue;
		take_row(c, was, is, was && is_spare(c, was));
	}
	for (size_t i = 0; i < c->was->rows.count; i++)
		gone += !c->seen[i] && !is_spare(c, &c->was->rows.at[i]) && !is_of_block(c, c->was,
			&c->was->rows.at[i]);
	if (gone)
		tell(c, FINDING_WARNING, 0, 0, PHRASE("{count} {count:row is|rows are} not in the file any more: "
			"nothing is "
			"taken for {count:it|them}", gone));
}

static void compare_columns(const struct comparing *c)
{
	for (size_t k = 0; k < c->was->shape->column_count; k++)
		if (c->was->column_of[k] && !c->is->column_of[k])
			tell(c, FINDING_WARNING, c->is->head_row, 0, PHRASE("the column {name} is not in the file any "
				"more: nothing "
				"is taken for it", c->was->shape->columns[k].key));
	for (size_t i = 0; i < c->is->heads.count; i++)
		if (c->is->heads.at[i].of < 0 && *c->is->heads.at[i].text)
			tell(c, FINDING_WARNING, c->is->head_row, c->is->heads.at[i].column,
				PHRASE("the column \"{head}\" was "
				"added: its {count} {count:cell is|cells are} not taken; read them",
					c->is->heads.at[i].text,
				c->is->heads.at[i].filled));
}

/* --- what stands in the block --- */

static void take_block(struct comparing *c)
{
	for (size_t i = 0; c->of->block.count && i < c->is->sheet->row_count; i++) {
		const struct workbook_row *row = &c->is->sheet->rows[i];
		size_t column = 0;
		const char *key = field_of(c, row, &column);
		const char *value = key && column + 1 < row->count
			? value_trimmed(c->sc, row->cells[column + 1].text) : "";
		if (*value)
			*LIST_ADD(c->sc, &c->out->fields) = (struct answers_field){ value_trimmed(c->sc, key), value };
	}
}

/* --- all of it --- */

static void compare_sheet(struct comparing *c, const struct workbook_sheet *was, const struct workbook_sheet *is)
{
	const struct shape *const shapes[] = { shape_of_sheet(c->sc, c->t, c->of) };
	c->was = taken_read(c->sc, was, shapes, 1, NULL, doubt_list(c->sc));
	c->is = c->was ? taken_read(c->sc, is, shapes, 1, NULL, c->doubts) : NULL;
	if (!c->was)
		return;
	if (!c->is) {
		doubt_add(c->doubts, FINDING_ERROR, is->name, 0, 0, PHRASE("its columns are not found any more: "
			"nothing is taken "
			"from this sheet; read it"));
		return;
	}
	c->tokens = lookup_new(c->sc);
	c->seen = NEWS(c->sc, bool, c->was->rows.count + 1);
	for (size_t i = 0; i < c->was->rows.count; i++)
		lookup_add(c->tokens, c->was->rows.at[i].token, i);
	for (size_t i = 0; c->of->about && i < c->was->rows.count; i++)
		c->out->rows += !is_spare(c, &c->was->rows.at[i]) && !is_of_block(c, c->was, &c->was->rows.at[i]);
	compare_columns(c);
	compare_rows(c);
	take_block(c);
}

/* Sheets that somebody added hold words that nobody may lose. */
static void tell_strange_sheets(struct comparing *c, const struct template_profile *p, const struct workbook *is)
{
	for (size_t i = 0; i < is->sheet_count; i++) {
		const struct workbook_sheet *s = &is->sheets[i];
		bool ours = strcmp(s->name, "sarflow") == 0 || s->row_count == 0;
		for (size_t k = 0; k < p->sheet_count && !ours; k++)
			ours = identity_sheet(c->sc, is, p->sheets[k]->name) == s;
		for (size_t k = 0; k < c->used.count && !ours; k++)
			ours = c->used.at[k] == s;
		if (!ours)
			doubt_add(c->doubts, FINDING_ERROR, s->name, 0, 0, PHRASE("this sheet is none of ours: "
				"nothing is taken "
				"from its {count} {count:row|rows}; read it", s->row_count));
	}
}

/* Somebody's own workbook, with our line and our numbers copied into it: the sheet whose heads are ours. */
static const struct workbook_sheet *sheet_that_fits(const struct comparing *c, const struct workbook *is)
{
	const struct shape *const shapes[] = { shape_of_sheet(c->sc, c->t, c->of) };
	for (size_t i = 0; c->of->about && i < is->sheet_count; i++) {
		const struct workbook_sheet *s = &is->sheets[i];
		if (s->row_count && !taken_sheet_key(c->sc, s)
		    && taken_read(c->sc, s, shapes, countof(shapes), NULL, doubt_list(c->sc)))
			return s;
	}
	return NULL;
}

const struct answers *answers_read(struct scope *sc, const struct template *t, const struct template_profile *profile,
                                   const struct workbook *was, const struct workbook *is, struct doubts *doubts)
{
	struct answers *out = NEW(sc, struct answers);
	struct comparing c = { .sc = sc, .t = t, .out = out, .doubts = doubts, .alone = was == NULL };
	if (c.alone)
		doubt_add(doubts, FINDING_NOTE, "", 0, 0, PHRASE("this workbook was not filed as a letter when "
			"it was sent: its open cells are read, and a change in any other would not be seen"));
	for (size_t i = 0; i < profile->sheet_count; i++) {
		c.of = profile->sheets[i];
		const struct workbook_sheet *before = identity_sheet(sc, was ? was : is, c.of->name);
		const struct workbook_sheet *now = before ? identity_sheet(sc, is, c.of->name) : NULL;
		if (before && !now)
			now = sheet_that_fits(&c, is);
		if (now)
			*LIST_ADD(sc, &c.used) = now;
		if (before && now)
			compare_sheet(&c, before, now);
		else if (before)
			doubt_add(doubts, FINDING_ERROR, c.of->name, 0, 0, PHRASE("this sheet is not in the file any "
				"more: nothing "
				"is taken for it"));
	}
	tell_strange_sheets(&c, profile, is);
	return out;
}

const char *answers_field(const struct answers *a, const char *key)
{
	for (size_t i = 0; i < a->fields.count; i++)
		if (strcmp(a->fields.at[i].key, key) == 0)
			return a->fields.at[i].value;
	return "";
}
