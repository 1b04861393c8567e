/* date.h: civil days, written YYYY-MM-DD (ISO 8601 calendar dates).  For everyone.
 *
 * Nothing here asks the clock.  A day is counted from 1970-01-01 in the
 * proleptic Gregorian calendar; years 0001 to 9999. */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include "base/base.h"

enum { DATE_TEXT = 11 };                /* room for one day and its NUL */

enum { DATE_FIRST_YEAR = 1900 };        /* an earlier one is a slip of the pen, and no spreadsheet can show it */

/* Strict: ten characters, a day that exists. */
bool date_parse(const char *s, int *day);
/* Lenient: also 2026/3/4, "4 Mar 2026", 令和8年3月4日, R8.3.4.  Not 03/04/2026: nobody knows which is the month. */
bool date_read(const char *s, int *day);
/* What may be meant by a day that date_read does not take, at most two: 2/10/2026, 10.2.26, 1-Jul-26, with an hour
 * behind it, or 46063 as spreadsheets count days from 1900 on, if it is one of 1954 to 2099.  How many there are. */
int date_guess(const char *s, int days[2]);
void date_print(int day, char out[DATE_TEXT]);

/* The civil day at an instant (seconds since 1970, UTC) in a zone that is offset minutes east of UTC. */
int date_at(int64_t instant, int offset);

/* "+09:00" or "Z" to minutes. */
bool date_parse_offset(const char *s, int *minutes);
#endif
