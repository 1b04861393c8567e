/* csv.h: RFC 4180 tables that know their lines.  For everyone from template/ up.
 *
 * Rows are read from text that is already UTF-8 with LF line ends
 * (unicode_normalise).  A blank line is no row. */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H
#include "base/base.h"
#include "base/phrase.h"
#include "base/buf.h"
#include "base/scope.h"

struct csv_row { int line; size_t count; const char **cells; };
struct csv_mistake { int line; const struct phrase *says; };

struct csv {
	struct csv_row *rows;           /* the first is the header */
	size_t count;
	struct csv_mistake *mistakes;
	size_t mistake_count;
};

/* Read all rows; goes on behind a mistake as well as it can. */
const struct csv *csv_read(struct scope *, const char *text, size_t len);
/* The same where another sign than the comma stands between cells. */
const struct csv *csv_read_apart(struct scope *, const char *text, size_t len, char apart);

/* The next item of a cell that is a list, a;b;c: without blanks around it, empty ones passed over.  *at goes on behind
 * it; false at the end. */
bool csv_item(const char **at, const char **item, size_t *len);

/* Write one cell, quoted where it must be; then the caller puts ',' or '\n'. */
void csv_put(struct buf *, const char *cell);
#endif
