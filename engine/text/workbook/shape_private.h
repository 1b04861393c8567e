/* shape_private.h: a number format in pieces.  For text/workbook/shape*.c. */
#ifndef TEXT_WORKBOOK_SHAPE_PRIVATE_H
#define TEXT_WORKBOOK_SHAPE_PRIVATE_H
#include "text/workbook/shape.h"

enum { SECTIONS = 4, PLACES_MOST = 30 };

enum token_kind {
	TOKEN_END, TOKEN_LITERAL, TOKEN_DIGIT, TOKEN_POINT, TOKEN_COMMA, TOKEN_PERCENT, TOKEN_EXPONENT, TOKEN_SLASH,
	TOKEN_TEXT, TOKEN_GENERAL, TOKEN_LETTERS, TOKEN_ELAPSED, TOKEN_CONDITION, TOKEN_NOTHING,
};
/* at, len: of a literal what is shown, else the piece itself. */
struct token { enum token_kind kind; const char *at; size_t len; };

/* The next piece; false: that was all. */
bool workbook_token_next(const char **at, const char *end, struct token *out);

enum section_kind { SECTION_NUMBER, SECTION_GENERAL, SECTION_DAY, SECTION_TIME, SECTION_DAY_TIME, SECTION_ELAPSED };

struct section {
	const char *at, *end;
	enum section_kind kind;
	char condition[3];              /* "<", ">=", "<>" ...; "": none */
	double limit;
	int whole, places, scale;       /* digits before and behind the point; powers of ten it is multiplied with */
	bool grouped, exponent, fraction;
};
struct workbook_shape { struct section sections[SECTIONS]; size_t count; bool conditions; };

#endif
