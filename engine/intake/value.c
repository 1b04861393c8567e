/* value.c: cells to values, by the column's type. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "intake/value.h"
#include "package/package.h"
#include "text/csv.h"
#include "text/unicode.h"
#include <ctype.h>

enum { EXACT_DIGITS = 15 };             /* of a number in a spreadsheet; more are lost */

struct reading {
	struct scope *sc;
	const struct template *t;
	const struct template_column *c;
	const struct workbook_cell *cell;
	const char *s;                  /* its text, trimmed */
};

static struct value taken(const char *text) { return (struct value){ text, FINDING_NOTE, NULL }; }

static struct value told(const char *text, enum finding_level level, const struct phrase *says)
{
	return (struct value){ text, level, says };
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0 || c == 0x3000 || (c >= 0x2000
		&& c <= 0x200b)
	       || c == 0x202f || c == 0x205f || c == 0x2060 || c == 0xfeff;
}

const char *value_trimmed(struct scope *sc, const char *s)
{
	size_t n, end = 0;
	while (*s && is_blank(unicode_at(s, &n)))
		s += n;
	for (size_t at = 0; s[at]; at += n)
		if (!is_blank(unicode_at(s + at, &n)))
			end = at + n;
	return s[end] ? scope_copy_bytes(sc, s, end) : s;
}

const char *value_bare(struct scope *sc, const char *s)
{
	const char *plain = unicode_folded(sc, unicode_plain(sc, s));
	struct buf *b = buf_new(sc);
	for (size_t n; *plain; plain += n)
		if (unicode_is_letter(unicode_at(plain, &n)))
			buf_put(b, plain, n);
	return b->at;
}

int value_is_yes(struct scope *sc, const char *s)
{
	static const char *const yes[] = { "yes", "y", "true", "ok", "pass", "passed", "はい", "可", "適", "合",
	                                   "合格", "有", "あり", "済" };
	static const char *const no[] = { "no", "n", "false", "ng", "fail", "failed", "いいえ", "否", "不可", "不適",
	                                  "不合格", "無", "なし", "未" };
	static const char *const yes_signs[] = { "✓", "✔", "☑", "○", "◯", "〇", "●", "◎", "レ" };
	static const char *const no_signs[] = { "✗", "✘", "×", "✕", "☐" };
	const char *sign = value_trimmed(sc, s), *bare = value_bare(sc, s);
	for (size_t i = 0; i < countof(yes_signs); i++)
		if (strncmp(sign, yes_signs[i], strlen(yes_signs[i])) == 0)
			return 1;
	for (size_t i = 0; i < countof(no_signs); i++)
		if (strncmp(sign, no_signs[i], strlen(no_signs[i])) == 0)
			return 0;
	for (size_t i = 0; i < countof(yes); i++)
		if (strcmp(bare, yes[i]) == 0)
			return 1;
	for (size_t i = 0; i < countof(no); i++)
		if (strcmp(bare, no[i]) == 0)
			return 0;
	return -1;
}

/* --- days --- */

static const char *day_text(struct scope *sc, int day)
{
	char text[DATE_TEXT];
	date_print(day, text);
	return scope_copy(sc, text);
}

/* In any form that means one day: an era, full-width signs, blanks between them. */
static bool read_day(struct scope *sc, const char *s, int *day)
{
	const char *plain = unicode_plain(sc, s);
	struct buf *b = buf_new(sc);
	for (const char *c = plain; *c; c++)
		if (*c != ' ' || !strstr(plain, "年"))
			buf_char(b, *c);
	return date_read(b->at, day);
}

static struct value as_day(const struct reading *r)
{
	struct scope *sc = r->sc;
	int day, days[2], found;
	if (date_parse(r->s, &day))
		return taken(r->s);
	if (r->cell->kind == WORKBOOK_TIME && strlen(r->s) > 10 && date_parse(scope_copy_bytes(sc, r->s, 10), &day))
		return told(day_text(sc, day), FINDING_NOTE, phrase_new(sc, "{value}: only the day is taken", r->s));
	if (read_day(sc, r->s, &day))
		return told(day_text(sc, day), FINDING_NOTE,
		            phrase_new(sc, "{value} is read as {day}", r->s, day_text(sc, day)));
	found = date_guess(r->cell->kind == WORKBOOK_NUMBER ? r->cell->raw : unicode_plain(sc, r->s), days);
	if (found == 1)
		return told(day_text(sc, days[0]), FINDING_WARNING,
		            phrase_new(sc, "{value} is read as {day}", r->s, day_text(sc, days[0])));
	if (found == 2)
		return told(r->s, FINDING_ERROR, phrase_new(sc, "{value} may be {day} or {other}: write the day as "
			"YYYY-MM-DD", r->s, day_text(sc, days[0]), day_text(sc, days[1])));
	return taken(r->s);
}

/* --- numbers --- */

/* 1,234,567.5 without its commas, which stand where thousands do; NULL: it is not one. */
static const char *without_commas(struct scope *sc, const char *s)
{
	const char *at = s + (*s == '-' || *s == '+');
	size_t n = strspn(at, "0123456789");
	struct buf *b = buf_new(sc);
	if (n < 1 || n > 3 || at[n] != ',')
		return NULL;
	buf_put(b, s, (size_t)(at - s) + n);
	for (at += n; *at == ','; at += 4) {
		if (strspn(at + 1, "0123456789") != 3)
			return NULL;
		buf_put(b, at + 1, 3);
	}
	buf_text(b, at);
	return b->at;
}

static struct value as_number(const struct reading *r, bool whole)
{
	struct scope *sc = r->sc;
	const char *plain = value_trimmed(sc, unicode_plain(sc, r->s)), *bare = without_commas(sc, plain);
	bool counted = r->cell->kind == WORKBOOK_NUMBER;
	if (package_is_number(r->s, whole))
		return taken(r->s);
	if (counted && package_is_number(r->cell->raw, whole))
		return told(r->cell->raw, FINDING_NOTE,
		            phrase_new(sc, "{value} is read as {meant}", r->s, r->cell->raw));
	if (bare && package_is_number(bare, whole))
		return told(bare, FINDING_NOTE, phrase_new(sc, "{value} is read as {meant}", r->s, bare));
	if (package_is_number(plain, whole))
		return told(plain, FINDING_NOTE, phrase_new(sc, "{value} is read as {meant}", r->s, plain));
	size_t digits = strspn(plain, "+-.,0123456789");
	if (digits && plain[digits])
		return told(r->s, FINDING_ERROR, phrase_new(sc, "{value}: the column takes a number alone; write it "
			"without its unit if that is the right one", r->s));
	return taken(r->s);
}

/* --- words of a list --- */

static struct value as_choice(const struct reading *r)
{
	struct scope *sc = r->sc;
	const char *bare = value_bare(sc, r->s);
	const struct names *choices = &r->c->choices;
	if (list_has(choices, r->s))
		return taken(r->s);
	for (size_t i = 0; i < choices->count; i++)
		if (*bare && strcmp(value_bare(sc, choices->at[i]), bare) == 0)
			return told(choices->at[i], FINDING_NOTE,
			            phrase_new(sc, "{value} is read as {meant}", r->s, choices->at[i]));
	for (size_t i = 0; i < r->t->codes.count && r->c->codes; i++) {
		const struct template_code *code = &r->t->codes.at[i];
		for (size_t k = 0; strcmp(code->list, r->c->codes) == 0 && k < r->t->languages.count; k++)
			if (*bare && strcmp(value_bare(sc, code->title.in[k]), bare) == 0)
				return told(code->code, FINDING_NOTE,
				            phrase_new(sc, "{value} is read as {meant}", r->s, code->code));
	}
	return taken(r->s);
}

static struct value as_yes_no(const struct reading *r)
{
	int yes = value_is_yes(r->sc, r->s);
	const char *meant = yes == 1 ? "yes" : "no";
	if (strcmp(r->s, "yes") == 0 || strcmp(r->s, "no") == 0 || yes < 0)
		return taken(r->s);
	return told(meant, FINDING_NOTE, phrase_new(r->sc, "{value} is read as {meant}", r->s, meant));
}

/* --- names --- */

/* Full-width letters and digits of a name: Ｃ－３ is C-3.  A text that is read is left as it was written. */
static struct value as_name(const struct reading *r)
{
	const char *plain = unicode_plain(r->sc, r->s);
	bool wide = strcmp(plain, r->s) != 0;
	for (const char *c = plain; *c && wide; c++)
		wide = !((unsigned char)*c & 0x80);
	return wide ? told(plain, FINDING_NOTE, phrase_new(r->sc, "{value} is read as {meant}", r->s, plain))
	            : taken(r->s);
}

static bool identifies(const struct template_column *c) { return c->key || c->type == TEMPLATE_FORMAT; }

static size_t digits_of(const char *raw)
{
	size_t n = 0;
	for (const char *c = raw + strspn(raw, "-0."); *c && *c != 'E' && *c != 'e'; c++)
		n += isdigit((unsigned char)*c) != 0;
	return n;
}

/* What a spreadsheet can have made of a name before it came. */
static struct value as_changed_name(const struct reading *r)
{
	enum workbook_kind kind = r->cell->kind;
	if (kind == WORKBOOK_DAY || kind == WORKBOOK_TIME)
		return told(r->s, identifies(r->c) ? FINDING_ERROR : FINDING_WARNING, phrase_new(r->sc,
			"a day is here, {value}: if something else was typed, such as 10-1, the spreadsheet changed it",
			r->s));
	if (kind == WORKBOOK_NUMBER && (digits_of(r->cell->raw) > EXACT_DIGITS || strpbrk(r->s, "eE")))
		return told(r->s, FINDING_ERROR, phrase_new(r->sc, "{value} is a number of more digits than a "
			"spreadsheet keeps: type it again as text", r->s));
	return taken(r->s);
}

static struct value by_type(const struct reading *r)
{
	switch (r->c->type) {
	case TEMPLATE_DATE:    return as_day(r);
	case TEMPLATE_INTEGER: return as_number(r, true);
	case TEMPLATE_NUMBER:  return as_number(r, false);
	case TEMPLATE_YES_NO:  return as_yes_no(r);
	case TEMPLATE_CHOICE:  return as_choice(r);
	case TEMPLATE_TEXT:
		if (!r->c->key)
			return as_changed_name(r);
		break;
	case TEMPLATE_FORMAT: case TEMPLATE_ATTACHMENT: case TEMPLATE_PAGES: case TEMPLATE_REQUIREMENT: break;
	}
	struct value changed = as_changed_name(r);
	return changed.says ? changed : as_name(r);
}

/* Items on lines of their own, or with the signs of Japanese between, are items as well. */
static const char *with_semicolons(struct scope *sc, const char *s)
{
	struct buf *b = buf_new(sc);
	for (size_t n; *s; s += n) {
		uint32_t c = unicode_at(s, &n);
		if (c == '\n' || c == 0x3001 || c == 0xff1b)
			buf_char(b, ';');
		else
			buf_put(b, s, n);
	}
	return b->at;
}

/* a;b;c, each item read by itself; as it was written where nothing had to be read otherwise. */
static struct value as_list(const struct reading *r)
{
	struct buf *items = buf_new(r->sc);
	struct value out = { NULL, FINDING_NOTE, NULL };
	const char *apart = with_semicolons(r->sc, r->s), *at = apart, *item;
	bool same = strcmp(apart, r->s) == 0;
	for (size_t len; csv_item(&at, &item, &len); ) {
		struct reading one = *r;
		one.s = value_trimmed(r->sc, scope_copy_bytes(r->sc, item, len));
		struct value v = by_type(&one);
		same = same && strcmp(v.text, one.s) == 0;
		buf_printf(items, "%s%s", items->len ? ";" : "", v.text);
		if (v.says && (!out.says || v.level > out.level))
			out = v;
	}
	out.text = same ? r->s : items->at;
	return out;
}

/* A word that no type here takes. */
static struct value judged(const struct reading *r, struct value v)
{
	const struct phrase *mistake = *v.text && (!v.says || v.level != FINDING_ERROR)
		? package_cell_mistake(r->sc, r->t, r->c, v.text) : NULL;
	return mistake ? told(v.text, FINDING_ERROR, phrase_new(r->sc, "{value}: {mistake}", v.text, mistake)) : v;
}

struct value value_read(struct scope *sc, const struct template *t, const struct template_column *c,
                        const struct workbook_cell *cell)
{
	const struct reading r = { sc, t, c, cell, value_trimmed(sc, cell->text) };
	if (cell->unsaved)
		return told(NULL, FINDING_ERROR, phrase_new(sc, "the file does not hold the value of this formula: "
			"open "
			"it in a spreadsheet and save it"));
	if (cell->kind == WORKBOOK_FAILURE)
		return told(NULL, FINDING_ERROR, phrase_new(sc, "the formula failed, {value}: nothing is taken", r.s));
	if (!*r.s)
		return taken("");
	struct value v = judged(&r, c->list ? as_list(&r) : by_type(&r));
	if (!v.says && (cell->struck || cell->partly_struck))
		return told(v.text, FINDING_WARNING, phrase_new(sc, "{value} is struck through, wholly or in part: it "
			"is "
			"taken as it stands", r.s));
	return v;
}
