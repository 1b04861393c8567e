/* loading_spreadsheet.c: what spreadsheets do to a value on their own, and the value that may have stood there. */
#include "base/base.h"
#include "base/date.h"
#include "package/loading_private.h"
#include "text/csv.h"
#include <ctype.h>
#include <strings.h>

/* --- of a column with a type: said beside what is wanted there --- */

static const struct phrase *as_day(struct scope *sc, const char *s)
{
	int days[2];
	char first[DATE_TEXT], second[DATE_TEXT];
	int count = date_guess(s, days);
	if (count == 0)
		return NULL;
	date_print(days[0], first);
	if (count == 1)
		return phrase_new(sc, "{value} looks like a day: {day}", s, first);
	date_print(days[1], second);
	return phrase_new(sc, "{value} is {day} or {other}; write the one that is meant", s, first, second);
}

static const struct phrase *like(struct scope *sc, const char *s, const char *meant)
{
	return phrase_new(sc, "{value} looks like {meant}", s, meant);
}

/* The digits of a number with so many zeros before or behind them: numbers here are longer than any type. */
static const char *with_zeros(struct scope *sc, size_t before, const char *digits, size_t behind)
{
	size_t n = strlen(digits);
	char *out = scope_alloc(sc, before + n + behind + 1, 1);
	memset(out, '0', before + n + behind);
	memcpy(out + before, digits, n);
	return out;
}

/* 1.2E+05, as a spreadsheet shows what it took for a large number; its value, NULL if it is no whole one. */
static const char *unfolded(struct scope *sc, const char *s)
{
	enum { MOST = 40 };
	size_t whole = strspn(s, "0123456789"), part = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") + 1 : 0;
	const char *e = s + whole + part, *behind = part ? s + whole + 1 : e;
	size_t digits = strncmp(e, "E+", 2) == 0 ? strspn(e + 2, "0123456789") : 0, places = (size_t)(e - behind);
	if (whole != 1 || *s == '0' || (digits != 2 && digits != 3) || e[2 + digits])
		return NULL;
	size_t power = (size_t)atoi(e + 2);
	if (power > MOST || places > power)
		return NULL;
	return with_zeros(sc, 0, scope_printf(sc, "%c%.*s", *s, (int)places, behind), power - places);
}

/* 1,250 or 1,250.00; without the commas. */
static const char *without_groups(struct scope *sc, const char *s)
{
	char *plain = scope_copy(sc, s), *to = plain;
	size_t run = 0;
	for (const char *c = s; *c && *c != '.'; c++) {
		if (*c == ',' && (c == s || strspn(c + 1, "0123456789") != 3))
			return NULL;
		if (*c != ',' && !isdigit((unsigned char)*c))
			return NULL;
		run += *c == ',';
	}
	for (const char *c = s; run && *c; c++)
		if (*c != ',')
			*to++ = *c;
	*to = '\0';
	return run ? plain : NULL;
}

static const struct phrase *as_number(struct scope *sc, const char *s, bool whole)
{
	const char *meant = unfolded(sc, s);
	if (!meant)
		meant = without_groups(sc, s);
	if (!meant && !whole && strchr(s, ',') == strrchr(s, ',') && strchr(s, ',')) {
		char *comma = scope_copy(sc, s);
		*strchr(comma, ',') = '.';
		meant = comma;
	}
	const char *point = strchr(meant ? meant : s, '.');
	if (whole && point && strspn(point + 1, "0") == strlen(point + 1) && point[1])
		meant = scope_copy_bytes(sc, meant ? meant : s, (size_t)(point - (meant ? meant : s)));
	return meant && package_is_number(meant, whole) ? like(sc, s, meant) : NULL;
}

/* 4-Mar or 4 March, 3月4日: what a spreadsheet makes of 3-4. */
static bool is_month_and_day(const char *s, int *month, int *day)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char name[4] = "";
	int end = 0;
	if (sscanf(s, "%2d月%2d日%n", month, day, &end) == 2 && end && !s[end])
		return true;
	if (sscanf(s, "%2d-%3[A-Za-z]%n", day, name, &end) != 2 || s[end] || strlen(name) != 3)
		return false;
	const char *at = strstr(months, name);
	*month = at && isupper((unsigned char)*name) ? (int)(at - months) / 3 + 1 : 0;
	return *month > 0;
}

/* ="00117" or '00117: how people tell a spreadsheet that it is a text. */
static const char *unwrapped(struct scope *sc, const char *s)
{
	size_t n = strlen(s);
	if (n > 3 && strncmp(s, "=\"", 2) == 0 && s[n - 1] == '"' && !memchr(s + 2, '"', n - 3))
		return scope_copy_bytes(sc, s + 2, n - 3);
	return *s == '\'' && isdigit((unsigned char)s[1]) && !strchr(s + 1, '\'') ? s + 1 : NULL;
}

/* In place of any value. */
static const struct phrase *as_failure(struct scope *sc, const char *s)
{
	static const char *const errors[] = { "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!" };
	for (size_t i = 0; i < countof(errors); i++)
		if (strcmp(s, errors[i]) == 0)
			return phrase_new(sc, "{value} is a mistake of a formula, not a value", s);
	if (strlen(s) > 2 && strspn(s, "#") == strlen(s))
		return phrase_new(sc, "{value} is what a spreadsheet shows where the column is too narrow", s);
	const char *meant = unwrapped(sc, s);
	return meant ? like(sc, s, meant) : NULL;
}

const struct phrase *loading_spreadsheet_hint(struct scope *sc, const struct template_column *c, const char *s)
{
	int month, day;
	const struct phrase *failure = as_failure(sc, s);
	if (failure)
		return failure;
	switch (c->type) {
	case TEMPLATE_DATE: return as_day(sc, s);
	case TEMPLATE_INTEGER: return as_number(sc, s, true);
	case TEMPLATE_NUMBER: return as_number(sc, s, false);
	case TEMPLATE_YES_NO:
		return strcasecmp(s, "true") == 0 ? like(sc, s, "yes") : strcasecmp(s, "false") == 0 ? like(sc, s, "no")
		       : NULL;
	case TEMPLATE_PAGES:
		return is_month_and_day(s, &month, &day) && month < day
		       ? like(sc, s, scope_printf(sc, "%d-%d", month, day)) : NULL;
	default: return NULL;
	}
}

/* --- of texts, where any letter is allowed and only a person can say --- */

/* What stands at one place of the package and may be named elsewhere. */
struct named { struct lookup *exact, *bare; struct names values; const char *in; };

struct looking {
	struct loading *l;
	const struct package_register *r;
	size_t column;
	bool identifies;
	struct { struct named *at; size_t count, cap; } refers;         /* to where its values are given */
	size_t padded;                                                  /* how long a number with zeros before it is */
};

static void tell(const struct looking *k, size_t row, const struct phrase *says)
{
	const struct template_column *c = &k->r->of->columns[k->column];
	finding_add(k->l->p->findings, FINDING_csv_changed,
		(struct place){ k->r->path, k->r->rows.at[row].line, k->r->column_of[k->column] + 1 },
		PHRASE("{title} ({name}): {says}", loading_say(k->l, &c->title), c->name, says));
}

static bool is_digits(const char *s) { return *s && !s[strspn(s, "0123456789")]; }

static const char *without_zeros(const char *s)
{
	while (*s == '0' && s[1])
		s++;
	return s;
}

static struct named *add_named(struct looking *k, const char *in)
{
	struct scope *sc = k->l->sc;
	struct named *n = LIST_ADD(sc, &k->refers);
	*n = (struct named){ .exact = lookup_new(sc), .bare = lookup_new(sc), .in = in };
	return n;
}

static void add_value(struct looking *k, struct named *n, const char *value)
{
	if (!lookup_add(n->exact, value, n->values.count))
		return;
	if (is_digits(value))
		lookup_add(n->bare, without_zeros(value), n->values.count);
	*LIST_ADD(k->l->sc, &n->values) = value;
}

/* The column of a register that another column's values name; -1: none. */
static int named_column(const struct template_register *of, const struct template_column *c)
{
	if (of->key_count == 0)
		return -1;
	const struct template_column *first = &of->columns[of->key[0]];
	bool same = strcmp(first->name, c->name) == 0 || (c->list && strcmp(of->name, c->name) == 0);
	return same && first->type != TEMPLATE_INTEGER && first->type != TEMPLATE_NUMBER ? (int)of->key[0] : -1;
}

/* A field of package.yaml whose values stand in a column too: by its form, or by its name. */
static bool is_field_of(const struct template_field *f, const struct template_column *c)
{
	if (!f || !f->format)
		return false;
	const char *point = strrchr(f->name, '.');
	return f->format == c->format || strcmp(point ? point + 1 : f->name, c->name) == 0;
}

static void find_named(struct looking *k)
{
	const struct template_column *c = &k->r->of->columns[k->column];
	const struct template *t = k->l->p->template;
	bool gives = c->key && k->r->of->key_count == 1;
	for (size_t i = 0; !gives && i < t->registers.count; i++) {
		const struct package_register *r = &k->l->p->registers[i];
		int at = r == k->r ? -1 : named_column(r->of, c);
		struct named *n = at >= 0 ? add_named(k, r->of->name) : NULL;
		for (size_t row = 0; n && row < r->rows.count; row++)
			add_value(k, n, r->rows.at[row].cells[at]);
	}
	struct named *n = NULL;
	for (size_t i = 0; i < k->l->p->identity.count; i++) {
		const struct package_value *v = &k->l->p->identity.at[i];
		if (!is_field_of(template_field(t, v->field), c))
			continue;
		n = n ? n : add_named(k, "package.yaml");
		add_value(k, n, v->value);
	}
}

/* Does it name things: by a key, its own or that of another register, or in a form the template gives? */
static bool is_identifier(const struct looking *k)
{
	const struct template_column *c = &k->r->of->columns[k->column];
	return c->key || c->type == TEMPLATE_FORMAT || k->refers.count > 0;
}

/* The length of the numbers of a column that begin with 0, if at least two do and all are so long; else 0. */
static size_t padded_length(const struct looking *k)
{
	size_t length = 0, count = 0;
	for (size_t i = 0; i < k->r->rows.count; i++) {
		const char *s = k->r->rows.at[i].cells[k->column];
		if (!is_digits(s) || *s != '0' || !s[1])
			continue;
		if (count++ && strlen(s) != length)
			return 0;
		length = strlen(s);
	}
	return count > 1 ? length : 0;
}

/* Worth a closer look?  Most cells are not, and there are many. */
static bool begins_like_a_day(const char *s)
{
	size_t n = strspn(s, "0123456789");
	if (n == 1 || n == 2)
		return s[n] == '/' || (s[n] == '-' && isalpha((unsigned char)s[n + 1]))
		       || strncmp(s + n, "月", strlen("月")) == 0;
	return (n == 4 && s[n] == '/') || (isupper((unsigned char)*s) && islower((unsigned char)s[1])
		&& islower((unsigned char)s[2]) && s[3] == '-');
}

/* A day as spreadsheets write it, and what may have stood there; NULL: it is none. */
static const char *before_a_day(struct scope *sc, const char *s)
{
	int month, day, year, days[2], end = 0;
	char name[4] = "", text[DATE_TEXT];
	if (!begins_like_a_day(s))
		return NULL;
	if (is_month_and_day(s, &month, &day))
		return scope_printf(sc, "%d-%d", month, day);
	if (sscanf(s, "%3[A-Za-z]-%2d%n", name, &year, &end) == 2 && !s[end]
	    && is_month_and_day(scope_printf(sc, "1-%s", name), &month, &day))
		return scope_printf(sc, "%d-%d", month, year);
	size_t number = strspn(s, "0123456789");
	bool slashed = s[number] == '/', lettered = s[number] == '-' && isalpha((unsigned char)s[number + 1]);
	if ((!slashed && !lettered) || !(date_guess(s, days) || date_read(s, days)))
		return NULL;
	date_print(days[0], text);
	if (sscanf(text, "%d-%d-%d", &year, &month, &day) != 3)
		return NULL;
	return scope_printf(sc, "%d-%d-%02d", month, day, year % 100);
}

/* The value given elsewhere that is the same but for zeros before it. */
static bool tell_lost_zeros(const struct looking *k, size_t row, const char *s)
{
	for (size_t i = 0; is_digits(s) && i < k->refers.count; i++)
		if (lookup_find(k->refers.at[i].exact, s) != LOOKUP_NONE)
			return false;
	for (size_t i = 0; is_digits(s) && i < k->refers.count; i++) {
		size_t at = lookup_find(k->refers.at[i].bare, without_zeros(s));
		if (at == LOOKUP_NONE)
			continue;
		tell(k, row, PHRASE("{value} looks like {meant}, which is in {file}", s, k->refers.at[i].values.at[at],
			k->refers.at[i].in));
		return true;
	}
	size_t n = strlen(s);
	if (!is_digits(s) || n >= k->padded || *s == '0')
		return false;
	tell(k, row, PHRASE("{value} looks like {meant}; the others have {digits} digits", s,
		with_zeros(k->l->sc, k->padded - n, s, 0), k->padded));
	return true;
}

static void look_at_item(const struct looking *k, size_t row, const char *s)
{
	struct scope *sc = k->l->sc;
	const struct phrase *failure = as_failure(sc, s);
	if (failure) {
		tell(k, row, failure);
		return;
	}
	if (!k->identifies || !isalnum((unsigned char)*s) || tell_lost_zeros(k, row, s))
		return;
	const char *number = unfolded(sc, s), *before = number ? NULL : before_a_day(sc, s);
	if (number)
		tell(k, row, PHRASE("{value} looks like {meant}, shortened by a spreadsheet", s, number));
	else if (before)
		tell(k, row, PHRASE("{value} looks like {meant}, of which a spreadsheet made a day", s, before));
}

static void look_at_column(struct loading *l, const struct package_register *r, size_t column)
{
	const struct template_column *c = &r->of->columns[column];
	struct looking k = { .l = l, .r = r, .column = column };
	if ((c->type != TEMPLATE_TEXT && c->type != TEMPLATE_FORMAT) || !r->column_of || r->column_of[column] < 0)
		return;
	find_named(&k);
	k.identifies = is_identifier(&k);
	k.padded = k.identifies && !c->list ? padded_length(&k) : 0;
	for (size_t i = 0; i < r->rows.count; i++) {
		const char *at = r->rows.at[i].cells[column], *item;
		if (!c->list)
			look_at_item(&k, i, at);
		for (size_t len; c->list && csv_item(&at, &item, &len); )
			look_at_item(&k, i, scope_copy_bytes(l->sc, item, len));
	}
}

void loading_spreadsheet(struct loading *l)
{
	for (size_t i = 0; i < l->p->template->registers.count; i++)
		for (size_t c = 0; c < l->p->registers[i].of->column_count; c++)
			look_at_column(l, &l->p->registers[i], c);
}
