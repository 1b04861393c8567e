/* shape_show.c: a number by its format. */
#include "base/base.h"
#include "base/date.h"
#include "text/workbook/shape_private.h"

enum { DIGITS = 15, RAW_MOST = 400 };

/* --- which section --- */

static bool fits(const struct section *s, double value)
{
	const char *c = s->condition;
	return (strchr(c, '=') && value == s->limit) || (strchr(c, '<') && value < s->limit) ||
	       (strchr(c, '>') && value > s->limit);
}

/* The section for a number; *bare: it says itself that the number is below 0. */
static const struct section *section_for(const struct workbook_shape *shape, double value, bool *bare)
{
	size_t last = shape->count > 3 ? 2 : shape->count - 1, at = 0;
	if (shape->conditions)
		while (at < last && !(shape->sections[at].condition[0] ? fits(&shape->sections[at], value)
		                                                       : at == 1 && value < 0))
			at++;
	else if (last > 0)
		at = value < 0 ? 1 : value > 0 || last < 2 ? 0 : 2;
	*bare = !shape->conditions && at == 1 && value < 0;
	return &shape->sections[at];
}

/* --- decimal numbers --- */

/* 0.d1d2d3... times ten to the exponent; no digit at all: 0. */
struct decimal { char digits[DIGITS + 2]; int count, exponent; };

/* From the digits as they stand there, if they are no more than are shown. */
static bool read_digits(const char *raw, struct decimal *d)
{
	bool point = false;
	for (const char *s = raw + (*raw == '-'); *s; s++) {
		if (*s == '.' && !point)
			point = true;
		else if (*s < '0' || *s > '9' || d->count == DIGITS)
			return false;
		else if (d->count || *s != '0') {
			d->digits[d->count++] = *s;
			d->exponent += !point;
		} else
			d->exponent -= point;
	}
	while (d->count && d->digits[d->count - 1] == '0')
		d->count--;
	return true;
}

static struct decimal decimal_of(double value)
{
	char text[40];
	struct decimal d = {0};
	snprintf(text, sizeof text, "%.*e", DIGITS - 1, value < 0 ? -value : value + 0.0); /* no minus of 0 */
	d.digits[d.count++] = text[0];
	for (const char *s = text + 2; *s && *s != 'e'; s++)
		d.digits[d.count++] = *s;
	d.exponent = atoi(strchr(text, 'e') + 1) + 1;
	while (d.count && d.digits[d.count - 1] == '0')
		d.count--;
	return d;
}

/* To so many places behind the point, half away from 0. */
static void round_to(struct decimal *d, int places)
{
	int keep = d->exponent + places;
	if (keep >= d->count)
		return;
	bool up = keep >= 0 && d->digits[keep] >= '5';
	d->count = keep < 0 ? 0 : keep;
	while (up && d->count && d->digits[d->count - 1] == '9')
		d->count--;
	if (up && d->count)
		d->digits[d->count - 1]++;
	else if (up) {
		d->digits[d->count++] = '1';
		d->exponent++;
	}
	while (d->count && d->digits[d->count - 1] == '0')
		d->count--;
}

/* The digit for ten to the power, 0 being the one before the point. */
static char digit_at(const struct decimal *d, int power)
{
	int at = d->exponent - 1 - power;
	return at >= 0 && at < d->count ? d->digits[at] : '0';
}

static int whole_digits(const struct decimal *d) { return d->count && d->exponent > 0 ? d->exponent : 0; }

static struct decimal decimal_read(const char *raw, double value)
{
	struct decimal d = {0};
	return read_digits(raw, &d) ? d : decimal_of(value);
}

static void put_general(struct buf *out, struct decimal d, double value)
{
	bool plain = d.count == 0 || (d.exponent > -9 && d.exponent <= 21);
	int power = plain ? 0 : d.exponent - 1, whole;
	if (d.count && value < 0)
		buf_char(out, '-');
	d.exponent -= power;
	whole = whole_digits(&d);
	for (int p = whole ? whole - 1 : 0; p >= 0; p--)
		buf_char(out, digit_at(&d, p));
	if (d.count > d.exponent && d.count)
		buf_char(out, '.');
	for (int p = -1; d.count && p >= d.exponent - d.count; p--)
		buf_char(out, digit_at(&d, p));
	if (!plain)
		buf_printf(out, "E%c%02d", power < 0 ? '-' : '+', power < 0 ? -power : power);
}

/* --- numbers by their format --- */

/* One walk through a section: which of its digits comes next. */
struct walk { const struct section *s; struct decimal d; int power, exponent; bool behind, shown; struct buf *out; };

static void put_grouped(struct walk *w, int power)
{
	buf_char(w->out, digit_at(&w->d, power));
	w->shown = true;
	if (w->s->grouped && power > 0 && power % 3 == 0)
		buf_char(w->out, ',');
}

/* What is longer than the places of the whole number stands before the first of them. */
static void put_longer(struct walk *w)
{
	for (int digits = whole_digits(&w->d); digits > w->s->whole; digits--)
		put_grouped(w, digits - 1);
}

static void put_whole(struct walk *w, char sign)
{
	if (w->power-- == w->s->whole)
		put_longer(w);
	if (w->power < whole_digits(&w->d) || sign == '0' || w->shown)
		put_grouped(w, w->power);
	else if (sign == '?')
		buf_char(w->out, ' ');
}

static void put_place(struct walk *w, char sign)
{
	w->power--;
	bool rest = w->d.count && w->d.exponent - w->d.count <= w->power;
	if (sign == '0' || rest)
		buf_char(w->out, digit_at(&w->d, w->power));
	else if (sign == '?')
		buf_char(w->out, ' ');
}

static void put_exponent(struct walk *w, const struct token *t, const char **at)
{
	int places = 0;
	while (*at < w->s->end && strchr("0#?", **at)) {
		places++;
		(*at)++;
	}
	buf_char(w->out, *t->at);
	if (w->exponent < 0 || t->at[1] == '+')
		buf_char(w->out, w->exponent < 0 ? '-' : '+');
	buf_printf(w->out, "%0*d", places > 9 ? 9 : places, w->exponent < 0 ? -w->exponent : w->exponent);
}

/* Behind the point; without a place before it, what is whole stands there all the same. */
static void put_point(struct walk *w)
{
	if (w->s->whole == 0)
		put_longer(w);
	buf_char(w->out, '.');
	w->behind = true;
	w->power = 0;
}

static void put_token(struct walk *w, const struct token *t, const char **at)
{
	if (t->kind == TOKEN_LITERAL)
		buf_put(w->out, t->at, t->len);
	else if (t->kind == TOKEN_DIGIT && w->behind)
		put_place(w, *t->at);
	else if (t->kind == TOKEN_DIGIT)
		put_whole(w, *t->at);
	else if (t->kind == TOKEN_POINT && !w->behind)
		put_point(w);
	else if (t->kind == TOKEN_PERCENT)
		buf_char(w->out, '%');
	else if (t->kind == TOKEN_EXPONENT)
		put_exponent(w, t, at);
}

static void put_section(struct walk *w)
{
	const char *at = w->s->at;
	w->power = w->s->whole;
	for (struct token t; workbook_token_next(&at, w->s->end, &t); )
		put_token(w, &t, &at);
}

/* With an exponent: as many digits before the point as there are places, and the exponent a multiple of that. */
static void set_exponent(struct walk *w)
{
	int step = w->s->whole > 1 ? w->s->whole : 1;
	for (int turn = 0; turn < 2 && w->d.count; turn++) {    /* rounding may bring another digit */
		int power = w->d.exponent - 1;
		int by = (power >= 0 ? power / step : -((step - 1 - power) / step)) * step;
		w->exponent += by;
		w->d.exponent -= by;
		round_to(&w->d, w->s->places);
	}
}

static void put_number(struct buf *out, const struct section *s, struct decimal d, double value, bool bare)
{
	struct walk w = { .s = s, .d = d, .out = out };
	w.d.exponent += s->scale;
	if (s->exponent)
		set_exponent(&w);
	else
		round_to(&w.d, s->places);
	if (value < 0 && !bare && w.d.count)
		buf_char(out, '-');
	put_section(&w);
}

/* "# ?/?": the nearest fraction with so many digits below the line, or with what stands there. */
static void find_fraction(const struct section *s, double rest, int *above, int *below)
{
	const char *slash = memchr(s->at, '/', (size_t)(s->end - s->at));
	int fixed = slash ? atoi(slash + 1) : 0, most = 9, from = fixed > 0 && fixed < 1000 ? fixed : 1;
	const char *more = slash ? slash + 2 : s->end;
	for (; fixed == 0 && more < s->end && strchr("?#", *more) && most < 999; more++)
		most = most * 10 + 9;
	double nearest = 2;
	for (int b = from; b <= (fixed > 0 ? from : most); b++) {
		int a = (int)(rest * b + 0.5);
		double miss = rest - (double)a / b;
		if ((miss < 0 ? -miss : miss) < nearest - 1e-12) {
			nearest = miss < 0 ? -miss : miss;
			*above = a;
			*below = b;
		}
	}
}

static void put_fraction(struct buf *out, const struct section *s, double value)
{
	double positive = value < 0 ? -value : value, whole = positive < 1e15 ? (double)(int64_t)positive : positive;
	int above = 0, below = 1;
	find_fraction(s, positive - whole, &above, &below);
	if (above == below) {
		whole += 1;
		above = 0;
	}
	if (value < 0)
		buf_char(out, '-');
	if (whole > 0 || above == 0)
		put_general(out, decimal_of(whole), whole);
	if (above)
		buf_printf(out, "%s%d/%d", whole > 0 ? " " : "", above, below);
}

static void put_general_section(struct buf *out, const struct section *s, struct decimal d, double value, bool bare)
{
	const char *at = s->at;
	for (struct token t; workbook_token_next(&at, s->end, &t); )
		if (t.kind == TOKEN_LITERAL)
			buf_put(out, t.at, t.len);
		else if (t.kind == TOKEN_GENERAL)
			put_general(out, d, bare ? -value : value);
}

/* --- days and times --- */

enum { FIRST_1904 = -24107, FIRST_1900 = -25567, LEAP = 60, LAST_1900 = 2958465, LAST_1904 = 2957003, A_DAY = 86400 };

/* Serial 60 is a day that never was, and 0 the one before the first; they are shown as those who count so show them. */
static void put_day(struct buf *out, int serial, bool from_1904)
{
	char text[DATE_TEXT];
	if (!from_1904 && (serial == LEAP || serial == 0)) {
		buf_text(out, serial ? "1900-02-29" : "1900-01-00");
		return;
	}
	date_print(from_1904 ? FIRST_1904 + serial : FIRST_1900 + serial - (serial > LEAP ? 2 : 1), text);
	buf_text(out, text);
}

static void put_clock(struct buf *out, int64_t seconds)
{
	buf_printf(out, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static enum workbook_kind put_moment(struct buf *out, const struct section *s, double value, bool from_1904)
{
	int64_t seconds = (int64_t)(value * A_DAY + 0.5);
	int day = s->kind == SECTION_DAY ? (int)value : (int)(seconds / A_DAY);
	if (s->kind == SECTION_DAY || s->kind == SECTION_DAY_TIME)
		put_day(out, day, from_1904);
	if (s->kind == SECTION_DAY)
		return WORKBOOK_DAY;
	if (s->kind == SECTION_DAY_TIME)
		buf_char(out, ' ');
	put_clock(out, s->kind == SECTION_ELAPSED ? seconds : seconds % A_DAY);
	return WORKBOOK_TIME;
}

/* --- all of it --- */

/* Digits, a point, an exponent; neither "inf" nor "0x10", which strtod() takes as well. */
static bool read_number(const char *raw, size_t len, double *out)
{
	char *end;
	if (len == 0 || len > RAW_MOST || strspn(raw, "0123456789+-.eE") != len)
		return false;
	*out = strtod(raw, &end);
	return end == raw + len && *out < 1e308 && *out > -1e308;
}

/* Most numbers by far: whole, short, and shown as they are. */
static bool is_plain(const struct workbook_shape *shape, const char *raw, size_t len)
{
	const struct section *s = &shape->sections[0];
	if (shape->count > 1 || s->kind != SECTION_GENERAL || s->end - s->at != (ptrdiff_t)strlen("General"))
		return false;
	size_t first = *raw == '-';
	return len > first && len <= DIGITS && raw[first] >= (len == 1 ? '0' : '1') && raw[first] <= '9' &&
	       strspn(raw + first, "0123456789") == len - first;
}

static void trim(struct buf *out, size_t from)
{
	while (out->len > from && out->at[out->len - 1] == ' ')
		out->at[--out->len] = '\0';
	size_t lead = strspn(out->at + from, " ");
	memmove(out->at + from, out->at + from + lead, out->len - from - lead + 1);
	out->len -= lead;
}

enum workbook_kind workbook_shape_show(const struct workbook_shape *shape, const char *raw, size_t len, bool from_1904,
                                       struct buf *out)
{
	size_t from = out->len;
	double value;
	bool bare;
	if (is_plain(shape, raw, len)) {
		buf_put(out, raw, len);
		return WORKBOOK_NUMBER;
	}
	if (!read_number(raw, len, &value))
		return WORKBOOK_NOTHING;
	const struct section *s = section_for(shape, value, &bare);
	bool moment = s->kind != SECTION_NUMBER && s->kind != SECTION_GENERAL;
	if (moment && value >= 0 && value < (from_1904 ? LAST_1904 : LAST_1900) + 1)
		return put_moment(out, s, value, from_1904);
	struct decimal d = decimal_read(raw, value);
	if (moment || (s->kind == SECTION_NUMBER && memchr(s->at, '@', (size_t)(s->end - s->at))))
		put_general(out, d, value);
	else if (s->kind == SECTION_GENERAL)
		put_general_section(out, s, d, value, bare);
	else if (s->fraction)
		put_fraction(out, s, value);
	else
		put_number(out, s, d, value, bare);
	trim(out, from);
	return WORKBOOK_NUMBER;
}
