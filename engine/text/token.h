/* token.h: what a workbook calls itself and its rows, so that a copy can come back.  For render/ and intake/.
 *
 * Each carries a check, two letters of the SHA-256 of the rest, so that
 * what was cut, mistyped or taken from another place is seen.  Letters and
 * digits are Crockford's 32, which leave out I, L, O and U. */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H
#include "base/base.h"
#include "base/scope.h"

/* "r", eight letters and digits, two of check: no spreadsheet takes it for a number or a day. */
enum { TOKEN_TEXT = 12, TOKEN_FORM = 2 };
/* Of the row with this id on this sheet: always the same one, and nobody sees the id in it. */
void token_of_row(const char *sheet, const char *id, char out[TOKEN_TEXT]);
/* Is it one, as it was made?  The case of its letters does not count. */
bool token_is_whole(const char *);

/* "[sarflow 2 F110-NOZ-001 submittal 1 8c1f2e0a9d3b 4711c0ffee00 7K]": form of the workbook, package, profile, number
 * of the submittal (0: none), version and template by their first digits ("-": none, the work tree), check. */
struct token_line { int form; const char *package, *profile; int submittal; const char *version, *template; };
const char *token_line_write(struct scope *, const struct token_line *);
/* Found anywhere in a text; false: there is none, or its check is not right. */
bool token_line_read(struct scope *, const char *text, struct token_line *);
#endif
