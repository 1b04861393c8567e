/* edition.c: the editions that this program knows. */
#include "journal/edition.h"

static const struct edition editions[] = { { .number = 1 } };
static const struct edition test_edition = { .number = 99, .closes_with_words = true };
static bool knows_test_edition;

void edition_of_tests(void) { knows_test_edition = true; }

const struct edition *edition_numbered(int number)
{
	for (size_t i = 0; i < countof(editions); i++)
		if (editions[i].number == number)
			return &editions[i];
	return knows_test_edition && number == test_edition.number ? &test_edition : NULL;
}

const struct edition *edition_newest(void)
{
	return knows_test_edition ? &test_edition : &editions[countof(editions) - 1];
}
