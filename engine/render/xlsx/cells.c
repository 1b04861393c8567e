/* cells.c: from a text to a cell. */
#include "base/date.h"
#include "base/utf8.h"
#include "render/xlsx/xlsx_private.h"
#include "text/unicode.h"
#include <ctype.h>

enum { SHOWN = 60, MARK_LIMIT = 90 };

void xlsx_note(struct xlsx_book *b, const struct fault *f)
{
	if (f && !b->fault)
		b->fault = f;
}

void xlsx_judge(struct xlsx_book *b, lxw_error e, const char *what)
{
	if (e != LXW_NO_ERROR)
		xlsx_note(b, fault_make(FAULT_SYSTEM, "writing {what} of the workbook: {message}", what,
			lxw_strerror(e)));
}

static bool is_any_hidden(const char *s)
{
	uint32_t code;
	while (*s) {
		bool plain = ((unsigned char)*s >= ' ' && (unsigned char)*s < 0x7f) || *s == '\n' || *s == '\t';
		if (!plain && utf8_hidden(s, &code))
			return true;
		s += plain ? 1 : utf8_length(s);
	}
	return false;
}

const char *xlsx_plain(struct scope *sc, const char *s)
{
	if (!is_any_hidden(s))
		return s;
	struct buf *lines = buf_new(sc), *out = buf_new(sc);
	for (; *s; s++)
		if (s[0] != '\r' || s[1] != '\n')       /* a spreadsheet ends lines within a cell its own way */
			buf_char(lines, *s);
	utf8_put_shown(out, lines->at);
	return out->at;
}

/* Most texts: nothing in them is written otherwise, neither here nor by xlsx_plain(). */
static bool is_ordinary(const char *s)
{
	while ((*s >= ' ' && *s < 0x7f && *s != '_') || *s == '\n' || *s == '\t')
		s++;
	return !*s;
}

/* "_x0041_" would be decoded by a reader; its underscore is written as _x005F_. What XML cannot hold besides what is
 * shown to nobody, U+FFFE and U+FFFF, is written that way itself: nothing is left out. */
const char *xlsx_safe(struct scope *sc, const char *text)
{
	if (is_ordinary(text))
		return text;
	const char *s = xlsx_plain(sc, text);
	if (!strstr(s, "_x") && !strstr(s, "\xef\xbf\xbe") && !strstr(s, "\xef\xbf\xbf"))
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
		else
			buf_char(b, *c);
		c += none ? 2 : 0;
	}
	return b->at;
}

/* Header and footer text: & begins a code there, so does a digit behind a size; 255 characters are all there is, for
 * all parts together.  What is longer is shown in short: it stands in full at the top of the sheet. */
const char *xlsx_mark(struct scope *sc, const char *text)
{
	struct buf *b = buf_new(sc);
	size_t n, units = 0;
	const char *s = xlsx_plain(sc, text);
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

enum { HEAD = 0xDCE6F1, GOVERNMENT_HEAD = 0xFFE699, GOVERNMENT = 0xFFFBEB, BAND = 0xF3F6FA, REQUIRED = 0xC6D9F0,
       LINK = 0x0B5394, SOFT = 0x55606E, TEXT_FORM = 49 };

/* Names for styles libxlsxwriter has none of, so each look is a format.  form: what keeps a number from touching the
 * text of the next column; "@" keeps what a person types as it is typed. */
static const struct { uint32_t fill, colour; bool bold, wrap, open, bare, left; double size; const char *form; }
looks[XLSX_LOOKS] = {
	[XLSX_BODY] = { .wrap = true, .form = "General_)" },
	[XLSX_DATE] = { .wrap = true, .left = true, .form = "yyyy-mm-dd" },
	[XLSX_LINK] = { .wrap = true, .colour = LINK },
	[XLSX_GOVERNMENT] = { .fill = GOVERNMENT, .wrap = true, .open = true, .form = "@" },
	[XLSX_BAND] = { .fill = BAND, .wrap = true, .form = "General_)" },
	[XLSX_BAND_DATE] = { .fill = BAND, .wrap = true, .left = true, .form = "yyyy-mm-dd" },
	[XLSX_BAND_LINK] = { .fill = BAND, .wrap = true, .colour = LINK },
	[XLSX_LABEL] = { .fill = HEAD, .bold = true, .wrap = true },
	[XLSX_HEAD] = { .fill = HEAD, .bold = true, .wrap = true },
	[XLSX_GOVERNMENT_HEAD] = { .fill = GOVERNMENT_HEAD, .bold = true, .wrap = true },
	[XLSX_REQUIRED_HEAD] = { .fill = REQUIRED, .bold = true, .wrap = true },
	[XLSX_NAME] = { .bold = true, .bare = true, .size = 14 },
	[XLSX_SOFT] = { .bare = true, .colour = SOFT },
	[XLSX_EDIT_TEXT] = { .wrap = true, .open = true, .form = "@" },
	[XLSX_EDIT_NUMBER] = { .wrap = true, .open = true, .form = "General_)" },
	[XLSX_EDIT_DATE] = { .wrap = true, .open = true, .left = true, .form = "yyyy-mm-dd" },
};

/* A look anew: a number in a form of its own takes one. */
static lxw_format *look_of(struct xlsx_book *b, enum xlsx_look which)
{
	lxw_format *f = workbook_add_format(b->workbook);
	format_set_font_name(f, "Arial");
	format_set_font_size(f, looks[which].size > 0 ? looks[which].size : 10);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	if (looks[which].left)
		format_set_align(f, LXW_ALIGN_LEFT);
	if (looks[which].fill)
		format_set_bg_color(f, looks[which].fill);
	if (looks[which].colour)
		format_set_font_color(f, looks[which].colour);
	if (looks[which].colour == LINK)
		format_set_underline(f, LXW_UNDERLINE_SINGLE);
	if (looks[which].bold)
		format_set_bold(f);
	if (looks[which].wrap)
		format_set_text_wrap(f);
	if (looks[which].open)
		format_set_unlocked(f);
	if (looks[which].form && strcmp(looks[which].form, "@") == 0)
		format_set_num_format_index(f, TEXT_FORM);
	else if (looks[which].form)
		format_set_num_format(f, looks[which].form);
	if (looks[which].bare)
		return f;
	format_set_border(f, LXW_BORDER_THIN);
	format_set_border_color(f, 0xB8C0CC);
	return f;
}

void xlsx_make_looks(struct xlsx_book *b)
{
	for (size_t i = 0; i < XLSX_LOOKS; i++)
		b->looks[i] = look_of(b, (enum xlsx_look)i);
}

/* --- cells --- */

void xlsx_put_text(struct xlsx_book *b, lxw_worksheet *at, lxw_row_t row, lxw_col_t column, const char *text,
                   lxw_format *f)
{
	const char *written = xlsx_safe(b->sc, text);
	if (strlen(written) > PACKAGE_CELL_UNITS && unicode_units(written) > PACKAGE_CELL_UNITS) {
		xlsx_note(b, fault_make(FAULT_REFUSED, "a text of {units} characters does not fit into a cell of the "
			"workbook, which holds {most}: \"{text}\"", unicode_units(written), PACKAGE_CELL_UNITS,
			scope_copy_bytes(b->sc, text, utf8_cut(text, strlen(text), SHOWN))));
		return;
	}
	xlsx_whole_text(b, written);
	xlsx_judge(b, worksheet_write_string(at, row, column, written, f), "a text");
}

/* The text is written once more: libxlsxwriter has its own idea of the one beside a link.  It takes some 2,000
 * characters and 65,530 links; what is longer is text alone. */
void xlsx_put_link(struct xlsx_book *b, lxw_worksheet *at, lxw_row_t row, lxw_col_t column, const char *text,
                   const char *target, lxw_format *f)
{
	enum { LONGEST = 2000 };
	if (*text && *target && strlen(target) <= LONGEST) {
		b->whole.links = true;
		lxw_error e = worksheet_write_url_opt(at, row, column, target, f, "link", NULL);
		if (e != LXW_ERROR_WORKSHEET_MAX_NUMBER_URLS_EXCEEDED)
			xlsx_judge(b, e, "a link");
	}
	xlsx_put_text(b, at, row, column, text, f);
}

/* A number in the form it was written in: "0010" as 0000, "0.50" as 0.00.  NULL: it is none, or more than a number
 * can hold. */
static const char *number_code(struct scope *sc, const char *text, bool may_pad)
{
	enum { DIGITS = 15 };
	const char *s = text + (*text == '-');
	size_t whole = strspn(s, "0123456789"), point = s[whole] == '.', part = point ? strspn(s + whole + 1,
		"0123456789") : 0;
	if (whole == 0 || s[whole + point + part] || (point && part == 0) || whole + part > DIGITS)
		return NULL;
	struct buf *b = buf_new(sc);
	bool padded = whole > 1 && *s == '0';
	if (padded && !may_pad)
		return NULL;
	for (size_t i = 0; i < (padded ? whole : 1); i++)
		buf_char(b, '0');
	if (part)
		buf_char(b, '.');
	for (size_t i = 0; i < part; i++)
		buf_char(b, '0');
	return b->at;
}

static lxw_format *look_for(struct xlsx_book *b, enum xlsx_look base, const char *code)
{
	if (strcmp(code, "0") == 0)
		return b->looks[base];
	for (size_t i = 0; i < b->forms.count; i++)
		if (b->forms.at[i].look == base && strcmp(b->forms.at[i].code, code) == 0)
			return b->forms.at[i].format;
	lxw_format *f = look_of(b, base);
	format_set_num_format(f, scope_printf(b->sc, "%s_)", code));
	*LIST_ADD(b->sc, &b->forms) = (struct xlsx_form){ code, base, f };
	return f;
}

bool xlsx_put_number(struct xlsx_book *b, lxw_worksheet *at, lxw_row_t row, lxw_col_t column, const char *text,
                     enum xlsx_look base, bool padded)
{
	const char *code = number_code(b->sc, text, padded);
	if (code)
		xlsx_judge(b, worksheet_write_number(at, row, column, strtod(text, NULL), look_for(b, base, code)),
		           "a number");
	return code;
}

/* A spreadsheet counts days from 1900 and takes that year for a leap year: before March of it no day is right. */
bool xlsx_put_day(struct xlsx_book *b, lxw_worksheet *at, lxw_row_t row, lxw_col_t column, const char *text,
                  lxw_format *look)
{
	int day, first, y, m, d;
	if (!date_parse(text, &day) || !date_parse("1900-03-01", &first) || day < first
	    || sscanf(text, "%d-%d-%d", &y, &m, &d) != 3)
		return false;
	xlsx_judge(b, worksheet_write_datetime(at, row, column, &(lxw_datetime){ y, m, d, 0, 0, 0 }, look), "a day");
	return true;
}
