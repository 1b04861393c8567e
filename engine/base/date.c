/* date.c: the calendar, by Howard Hinnant's days-from-civil arithmetic. */
#include "base/base.h"
#include "base/date.h"
#include <strings.h>

static int days_from_civil(int y, int m, int d)
{
	y -= m <= 2;
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

static void civil_from_days(int day, int *y, int *m, int *d)
{
	day += 719468;
	int era = (day >= 0 ? day : day - 146096) / 146097;
	int doe = day - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	*d = doy - (153 * mp + 2) / 5 + 1;
	*m = mp + (mp < 10 ? 3 : -9);
	*y = yoe + era * 400 + (*m <= 2);
}

static bool from_parts(int y, int m, int d, int *day)
{
	if (y < DATE_FIRST_YEAR || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	int n = days_from_civil(y, m, d), y2, m2, d2;
	civil_from_days(n, &y2, &m2, &d2);
	if (d2 != d || m2 != m)
		return false;
	*day = n;
	return true;
}

bool date_parse(const char *s, int *day)
{
	int part[3] = {0}, which = 0;
	for (int i = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			if (s[i] != '-')
				return false;
			which++;
		} else if (s[i] >= '0' && s[i] <= '9') {
			part[which] = part[which] * 10 + (s[i] - '0');
		} else {
			return false;
		}
	}
	return s[10] == '\0' && from_parts(part[0], part[1], part[2], day);
}

/* In full, by its first three letters, or "Sept", whatever their case; nothing in between: "Marble" is no month. */
static int month_by_name(const char *name)
{
	static const char *const names[] = { "january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december" };
	for (int i = 0; i < 12; i++)
		if (strcasecmp(name, names[i]) == 0 || (strlen(name) == 3 && strncasecmp(name, names[i], 3) == 0))
			return i + 1;
	return strcasecmp(name, "sept") == 0 ? 9 : 0;
}

bool date_read(const char *s, int *day)
{
	static const struct { const char *sign; int before; } eras[] = {
		{ "令和", 2018 }, { "平成", 1988 }, { "昭和", 1925 },
		{ "R", 2018 }, { "H", 1988 }, { "S", 1925 },
	};
	int y, m, d, end = 0;
	char name[16] = "";
	if (date_parse(s, day))
		return true;
	if (sscanf(s, "%4d/%2d/%2d%n", &y, &m, &d, &end) == 3 && !s[end] && y > 999)
		return from_parts(y, m, d, day);
	if (sscanf(s, "%4d年%2d月%2d日%n", &y, &m, &d, &end) == 3 && !s[end])
		return from_parts(y, m, d, day);
	if (sscanf(s, "%2d%*[ -]%15[A-Za-z]%*[ -]%4d%n", &d, name, &y, &end) == 3 && !s[end])
		return from_parts(y, month_by_name(name), d, day);
	for (size_t i = 0; i < countof(eras); i++) {
		size_t n = strlen(eras[i].sign);
		if (strncmp(s, eras[i].sign, n) != 0)
			continue;
		const char *rest = s + n;
		if (strncmp(rest, "元", strlen("元")) == 0) {
			y = 1;
			rest += strlen("元");
		} else if (*rest >= '1' && *rest <= '9' && sscanf(rest, "%2d%n", &y, &end) == 1) {
			rest += end;
		} else {
			continue;
		}
		if ((sscanf(rest, "年%2d月%2d日%n", &m, &d, &end) == 2 && !rest[end])
		    || (sscanf(rest, ".%2d.%2d%n", &m, &d, &end) == 2 && !rest[end]))
			return from_parts(eras[i].before + y, m, d, day);
	}
	return false;
}

/* Two digits of a year, as spreadsheets read them. */
static int whole_year(int y) { return y > 99 ? y : y < 30 ? 2000 + y : 1900 + y; }

/* 0, or 1 if it is a day. */
static int keep(int y, int m, int d, int *day) { return from_parts(whole_year(y), m, d, day); }

/* The days since 1899-12-30, by which 1900-03-01 is 61; what stands behind a point is the hour. */
static int guess_serial(const char *s, int *day)
{
	enum { FIRST = 20000, LAST = 73050, EPOCH = -25569 };
	size_t whole = strspn(s, "0123456789"), part = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") + 1 : 0;
	long n = whole == 5 && !s[whole + part] && part != 1 ? strtol(s, NULL, 10) : 0;
	*day = (int)n + EPOCH;
	return n >= FIRST && n <= LAST;
}

static int guess_parts(const char *s, int days[2])
{
	int a, b, y, end = 0;
	char name[16] = "", sign[2] = "";
	if (sscanf(s, "%2d%*[ -]%15[A-Za-z]%*[ -]%2d%n", &a, name, &y, &end) == 3 && !s[end])
		return keep(y, month_by_name(name), a, days);
	if (sscanf(s, "%15[A-Za-z]%*[ .]%2d, %4d%n", name, &a, &y, &end) == 3 && !s[end])
		return keep(y, month_by_name(name), a, days);
	if (sscanf(s, "%2d%1[-/.]%2d", &a, sign, &b) != 3 || strspn(s, "0123456789-/.") != strlen(s))
		return 0;
	const char *last = strrchr(s, *sign);
	size_t digits = strlen(last + 1);
	if (sscanf(s, "%*2d%*1[-/.]%*2d%1[-/.]%4d%n", sign, &y, &end) != 2 || s[end] || (digits != 2 && digits != 4))
		return 0;
	int found = keep(y, a, b, days);        /* month first, as Americans do; with points the day is first */
	if (*sign == '.')
		found = 0;
	return found + (a != b || !found ? keep(y, b, a, days + found) : 0);
}

int date_guess(const char *s, int days[2])
{
	int h, m, end = 0;
	size_t n = strcspn(s, " T");
	char day[DATE_TEXT] = "";
	if (n < sizeof day && s[n] && sscanf(s + n + 1, "%2d:%2d%n", &h, &m, &end) == 2
	    && strspn(s + n + 1 + end, ":.0Z") == strlen(s + n + 1 + end)) {
		memcpy(day, s, n);
		return date_read(day, days) ? 1 : date_guess(day, days);
	}
	return guess_serial(s, days) ? 1 : guess_parts(s, days);
}

void date_print(int day, char out[DATE_TEXT])
{
	int y, m, d;
	civil_from_days(day, &y, &m, &d);
	snprintf(out, DATE_TEXT, "%04u-%02u-%02u", (unsigned)y % 10000u, (unsigned)m % 100u, (unsigned)d % 100u);
}

int date_at(int64_t instant, int offset)
{
	int64_t local = instant + (int64_t)offset * 60;
	int64_t day = local / 86400;
	return (int)(local % 86400 < 0 ? day - 1 : day);
}

bool date_parse_offset(const char *s, int *minutes)
{
	if (strcmp(s, "Z") == 0) {
		*minutes = 0;
		return true;
	}
	int h, m, end = 0;
	if ((s[0] != '+' && s[0] != '-') || s[1] < '0' || s[1] > '9' || sscanf(s + 1, "%2d:%2d%n", &h, &m, &end) != 2
	    || end != 5 || s[6]
	    || h < 0 || h > 14 || m < 0 || m > 59)
		return false;
	*minutes = (h * 60 + m) * (s[0] == '-' ? -1 : 1);
	return true;
}
