/* number.c: digits, and not too many of them. */
#include "base/base.h"
#include "base/number.h"
#include <stdlib.h>

enum { DIGITS = 6 };

int number_read(const char *s, int most)
{
	size_t n = s ? strspn(s, "0123456789") : 0;
	int number = n && n <= DIGITS && !s[n] ? atoi(s) : 0;
	return number <= most ? number : 0;
}
