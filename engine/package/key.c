/* key.c: when two keys are one: of whole numbers and numbers by value, else by letter. */
#include "base/base.h"
#include "base/buf.h"
#include "package/package.h"

static const char *plain_integer(struct scope *sc, const char *s)
{
	bool minus = *s == '-';
	s += *s == '-' || *s == '+';
	while (*s == '0' && s[1])
		s++;
	return minus && strcmp(s, "0") != 0 ? scope_printf(sc, "-%s", s) : s;
}

/* Two texts are one double if this is one text. */
static const char *plain_number(struct scope *sc, const char *s)
{
	double n = strtod(s, NULL);
	return n == 0 ? "0" : scope_printf(sc, "%.17g", n);
}

const char *package_key_value(struct scope *sc, const struct template_column *c, const char *cell)
{
	bool counts = c->type == TEMPLATE_INTEGER || c->type == TEMPLATE_NUMBER;
	if (!counts || c->list || !*cell || !package_is_number(cell, c->type == TEMPLATE_INTEGER))
		return cell;
	return c->type == TEMPLATE_INTEGER ? plain_integer(sc, cell) : plain_number(sc, cell);
}

const char *package_key_of(struct scope *sc, const struct template_register *of, const struct package_register *r,
                           size_t row, const char *between)
{
	struct buf *b = buf_new(sc);
	for (size_t k = 0; k < of->key_count; k++) {
		int at = r->of == of ? (int)of->key[k] : template_column(r->of, of->columns[of->key[k]].name);
		buf_printf(b, "%s%s", k ? between : "",
		           at < 0 ? "" : package_key_value(sc, &r->of->columns[at], r->rows.at[row].cells[at]));
	}
	return b->at;
}

const char *package_row_name(struct scope *sc, const struct package_register *r, size_t row)
{
	struct buf *b = buf_new(sc);
	for (size_t k = 0; k < r->of->key_count; k++) {
		const char *cell = r->rows.at[row].cells[r->of->key[k]];
		buf_printf(b, "%s%s", b->len && *cell ? ", " : "", cell);
	}
	return b->at;
}

const struct package_row *package_row_at(const struct package_register *r, int line)
{
	size_t low = 0, high = r ? r->rows.count : 0;
	while (low < high) {                    /* rows stand in the order of their lines */
		size_t mid = (low + high) / 2;
		if (r->rows.at[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return r && low < r->rows.count && r->rows.at[low].line == line ? &r->rows.at[low] : NULL;
}

/* Is this text, up to the end or the next comma, the cell of a key?  What is left of it; NULL if it is not. */
static const char *past_cell(const struct template_column *c, const char *cell, const char *name)
{
	SCOPE(turn);
	size_t n = strlen(cell), comma = strcspn(name, ",");
	const char *said = scope_copy_bytes(turn, name, comma);
	if (strncmp(name, cell, n) == 0 && (!name[n] || name[n] == ','))
		return name + n;
	return strcmp(package_key_value(turn, c, said), package_key_value(turn, c, cell)) == 0 ? name + comma : NULL;
}

static bool is_row(const struct package_register *r, size_t row, const char *name)
{
	bool first = true;
	for (size_t k = 0; k < r->of->key_count; k++) {
		const char *cell = r->rows.at[row].cells[r->of->key[k]];
		if (!*cell)
			continue;
		if (!first && strncmp(name, ", ", 2) != 0)
			return false;
		name = past_cell(&r->of->columns[r->of->key[k]], cell, name + (first ? 0 : 2));
		if (!name)
			return false;
		first = false;
	}
	return !*name;
}

size_t package_row_find(const struct package_register *r, const char *name)
{
	SCOPE(turn);
	for (size_t i = 0; i < r->rows.count; i++)
		if (strcmp(package_row_name(turn, r, i), name) == 0)
			return i;
	for (size_t i = 0; i < r->rows.count; i++)
		if (is_row(r, i, name))
			return i;
	return PACKAGE_NO_ROW;
}
