/* near.c: which of some names was meant. */
#include "base/base.h"
#include "command/near.h"

enum { LONGEST = 40 };          /* bytes of a name or a word; what is longer is near to nothing */

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* How many letters are more, less, other, or swapped with their neighbour (optimal string alignment). */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][LONGEST + 1], m = strlen(a), n = strlen(b);
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	for (size_t k = 0; k <= n; k++)
		row[k] = k;
	for (size_t i = 1; i <= m; i++) {
		size_t *oldest = before;
		before = above;
		above = row;
		row = oldest;
		row[0] = i;
		for (size_t k = 1; k <= n; k++) {
			row[k] = least(least(above[k], row[k - 1]) + 1, above[k - 1] + (a[i - 1] != b[k - 1]));
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
	}
	return row[n];
}

const char *near_find(const struct names *names, const char *word)
{
	size_t n = strlen(word), begun = 0, best = n < 3 ? 1 : n < 6 ? 2 : 3;
	const char *nearest = NULL, *begins = NULL;
	if (n > LONGEST)
		return NULL;
	for (size_t i = 0; i < names->count; i++) {
		size_t away = strlen(names->at[i]) > LONGEST ? best : distance(word, names->at[i]);
		if (away < best) {
			best = away;
			nearest = names->at[i];
		}
		if (n >= 3 && strncmp(names->at[i], word, n) == 0) {
			begins = names->at[i];
			begun++;
		}
	}
	return nearest ? nearest : begun == 1 ? begins : NULL;
}
