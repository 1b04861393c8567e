/* shape.c: number formats, read once. */
#include "base/base.h"
#include "base/utf8.h"
#include "text/workbook/shape_private.h"
#include <ctype.h>
#include <strings.h>

/* --- a code in pieces --- */

static struct token token_of(enum token_kind kind, const char *at, size_t len)
{
	return (struct token){ kind, at, len };
}

/* [h], [$¥-411], [>=100], [Red] */
static struct token read_bracket(const char **s, const char *end)
{
	const char *at = *s + 1, *close = memchr(at, ']', (size_t)(end - at));
	size_t len = close ? (size_t)(close - at) : (size_t)(end - at);
	*s = close ? close + 1 : end;
	if (len && *at == '$') {
		const char *dash = memchr(at, '-', len);
		return token_of(TOKEN_LITERAL, at + 1, (dash ? (size_t)(dash - at) : len) - 1);
	}
	if (len && strchr("<>=", *at))
		return token_of(TOKEN_CONDITION, at, len);
	for (size_t i = 0; i < len; i++)
		if (!strchr("hmsHMS", at[i]) || at[i] != at[0])
			return token_of(TOKEN_NOTHING, at, 0);
	return token_of(len ? TOKEN_ELAPSED : TOKEN_NOTHING, at, len);
}

static struct token read_quoted(const char **s, const char *end)
{
	const char *at = *s + 1, *close = memchr(at, '"', (size_t)(end - at));
	*s = close ? close + 1 : end;
	return token_of(TOKEN_LITERAL, at, (size_t)((close ? close : end) - at));
}

static size_t character(const char *s, const char *end)
{
	size_t n = s < end ? utf8_length(s) : 0;
	return s >= end ? 0 : n > (size_t)(end - s) ? (size_t)(end - s) : n ? n : 1;
}

static bool begins(const char *s, const char *end, const char *word)
{
	return (size_t)(end - s) >= strlen(word) && strncasecmp(s, word, strlen(word)) == 0;
}

/* Runs of the letters of days and times; "AM/PM" is one. */
static struct token read_letters(const char **s, const char *end)
{
	const char *at = *s;
	size_t len = begins(at, end, "AM/PM") ? 5 : begins(at, end, "A/P") ? 3 : 0;
	if (len == 0)
		for (len = 1; at + len < end && tolower((unsigned char)at[len]) == tolower((unsigned char)*at); )
			len++;
	*s = at + len;
	return token_of(TOKEN_LETTERS, at, len);
}

static struct token read_sign(const char **s, const char *end)
{
	const char *at = *s;
	static const struct { char sign; enum token_kind kind; } signs[] = {
		{ '0', TOKEN_DIGIT }, { '#', TOKEN_DIGIT }, { '?', TOKEN_DIGIT }, { '.', TOKEN_POINT },
		{ ',', TOKEN_COMMA }, { '%', TOKEN_PERCENT }, { '/', TOKEN_SLASH }, { '@', TOKEN_TEXT },
	};
	size_t len = character(at, end);
	*s += len;
	for (size_t i = 0; i < countof(signs); i++)
		if (*at == signs[i].sign)
			return token_of(signs[i].kind, at, 1);
	return token_of(TOKEN_LITERAL, at, len);
}

/* The sign, and what it stands before, are ends of the text where they come. */
static struct token read_escape(const char **s, const char *end, char sign)
{
	const char *at = *s + 1;
	size_t len = character(at, end);
	*s = at + len;
	return sign == '\\' ? token_of(TOKEN_LITERAL, at, len)
	       : sign == '_' ? token_of(TOKEN_LITERAL, " ", 1) : token_of(TOKEN_NOTHING, at, 0);
}

static struct token read_token(const char **s, const char *end)
{
	const char *at = *s;
	if (*at == '"')
		return read_quoted(s, end);
	if (*at == '[')
		return read_bracket(s, end);
	if (*at == '\\' || *at == '_' || *at == '*')
		return read_escape(s, end, *at);
	if (begins(at, end, "General")) {
		*s += strlen("General");
		return token_of(TOKEN_GENERAL, at, strlen("General"));
	}
	if ((*at == 'E' || *at == 'e') && end - at > 1 && (at[1] == '+' || at[1] == '-')) {
		*s += 2;
		return token_of(TOKEN_EXPONENT, at, 2);
	}
	return strchr("ymdhsegbaYMDHSEGBA", *at) ? read_letters(s, end) : read_sign(s, end);
}

bool workbook_token_next(const char **at, const char *end, struct token *out)
{
	bool more = *at < end;
	if (more)
		*out = read_token(at, end);
	return more;
}

/* --- sections --- */

/* What the letters of a section speak of. */
struct spoken { bool day, time, elapsed, digits, general; char before; bool month_open; };

/* An m is a minute behind an hour or before a second, else a month. */
static void hear(struct spoken *p, const struct token *t)
{
	char letter = (char)tolower((unsigned char)*t->at);
	if (t->len > 2 && letter == 'a' && t->at[1] != 'a' && t->at[1] != 'A') {
		p->time = true;                                 /* AM/PM, A/P */
		return;
	}
	if (letter == 's' && p->month_open)
		p->time = true;                                 /* the m before it was one of minutes */
	else if (p->month_open)
		p->day = true;
	p->month_open = letter == 'm' && t->len < 3 && p->before != 'h';
	p->time = p->time || letter == 'h' || letter == 's' || (letter == 'm' && t->len < 3 && p->before == 'h');
	p->day = p->day || strchr("ydegb", letter) || (letter == 'a' && t->len > 2) || (letter == 'm' && t->len > 2);
	p->before = letter;
}

static void count_sign(struct section *s, const struct token *t, enum token_kind before)
{
	if (t->kind == TOKEN_PERCENT)
		s->scale += 2;
	else if (t->kind == TOKEN_SLASH)
		s->fraction = true;
	else if (t->kind == TOKEN_EXPONENT)
		s->exponent = true;
	else if (t->kind == TOKEN_COMMA && (before == TOKEN_DIGIT || before == TOKEN_COMMA))
		s->scale -= 3;                                  /* unless a digit follows: then it groups */
}

static void count_digit(struct section *s, bool behind_point, int *commas)
{
	if (s->exponent || s->fraction)
		return;
	if (behind_point)
		s->places += s->places < PLACES_MOST;
	else
		s->whole++;
	s->grouped = s->grouped || (*commas && !behind_point);
	s->scale += !behind_point ? 3 * *commas : 0;
	*commas = 0;
}

static enum section_kind kind_of(const struct spoken *p)
{
	if (p->elapsed)
		return p->day ? SECTION_DAY_TIME : SECTION_ELAPSED;
	if (p->day || p->time)
		return p->day && p->time ? SECTION_DAY_TIME : p->day ? SECTION_DAY : SECTION_TIME;
	return p->general ? SECTION_GENERAL : SECTION_NUMBER;
}

static void read_condition(struct section *s, const struct token *t)
{
	size_t n = t->len > 1 && strchr("<>=", t->at[1]) ? 2 : 1;
	memcpy(s->condition, t->at, n);
	s->limit = strtod(t->at + n, NULL);
}

static void read_section(struct section *s)
{
	struct spoken p = {0};
	enum token_kind before = TOKEN_END;
	bool point = false;
	int commas = 0;
	const char *at = s->at;
	for (struct token t; workbook_token_next(&at, s->end, &t); ) {
		int scale = s->scale;
		count_sign(s, &t, before);
		commas += s->scale < scale;
		if (t.kind == TOKEN_DIGIT)
			count_digit(s, point, &commas);
		if (t.kind == TOKEN_LETTERS)
			hear(&p, &t);
		if (t.kind == TOKEN_CONDITION)
			read_condition(s, &t);
		point = point || t.kind == TOKEN_POINT;
		if (t.kind == TOKEN_ELAPSED) {
			p.elapsed = true;
			p.before = 'h';                         /* an m behind it is a minute */
		}
		p.general = p.general || t.kind == TOKEN_GENERAL;
		before = t.kind;
	}
	p.day = p.day || p.month_open;
	s->kind = kind_of(&p);
}

const struct workbook_shape *workbook_shape_read(struct scope *sc, const char *code)
{
	struct workbook_shape *shape = NEW(sc, struct workbook_shape);
	const char *end = code + strlen(code), *at = code;
	while (shape->count < SECTIONS) {
		struct section *s = &shape->sections[shape->count++];
		s->at = at;
		while (at < end && *at != ';')
			read_token(&at, end);
		s->end = at;
		read_section(s);
		shape->conditions = shape->conditions || s->condition[0];
		if (at++ >= end)
			break;
	}
	return shape;
}

/* --- formats that have a number and no code of their own --- */

const char *workbook_shape_code(int number)
{
	/* Currencies and the order of day and month are those of the reader's machine, and nothing here depends on
	 * them; 27 to 36 and 50 to 58 are the days of Japanese, Chinese and Korean. */
	static const char *const codes[] = {
		[1] = "0", "0.00", "#,##0", "#,##0.00", "#,##0", "#,##0", "#,##0.00", "#,##0.00", "0%", "0.00%",
		"0.00E+00", "# ?/?", "# ?" "?/?" "?", "m/d/yyyy", "d-mmm-yy", "d-mmm", "mmm-yy", "h:mm AM/PM",
		"h:mm:ss AM/PM", "h:mm", "h:mm:ss", "m/d/yyyy h:mm",
		[27] = "ge.m.d", "ggge", "ggge", "m/d/yy", "yyyy/m/d", "h:mm", "h:mm:ss", "yyyy/m", "m/d", "ge.m.d",
		"#,##0 ;(#,##0)", "#,##0 ;(#,##0)", "#,##0.00;(#,##0.00)", "#,##0.00;(#,##0.00)", "#,##0", "#,##0",
		"#,##0.00", "#,##0.00", "mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@", "ge.m.d", "ggge", "yyyy/m",
		"m/d", "ggge", "yyyy/m", "m/d", "ge.m.d", "ggge",
	};
	const char *code = number > 0 && (size_t)number < countof(codes) ? codes[number] : NULL;
	return code ? code : "General";
}
