/* csv.c: one pass, cells cut in place in one copy of the text. */
#include "base/base.h"
#include "base/list.h"
#include "text/csv.h"

struct rows { struct csv_row *at; size_t count, cap; };
struct mistakes { struct csv_mistake *at; size_t count, cap; };
struct cells { const char **at; size_t count, cap; };

struct reading {
	struct scope *sc;
	char *s, *end;
	char apart;                     /* between cells */
	int line;
	struct rows rows;
	struct mistakes mistakes;
};

static void complain(struct reading *r, int line, const struct phrase *says)
{
	*LIST_ADD(r->sc, &r->mistakes) = (struct csv_mistake){ line, phrase_keep(r->sc, says) };
}

/* A quoted cell: the opening quote is at r->s.  Undoubles quotes in place. */
static char *quoted(struct reading *r)
{
	int opened = r->line;
	char *start = ++r->s, *to = start;
	for (;;) {
		if (r->s == r->end) {
			complain(r, opened, PHRASE("a quote (\") opened here is never closed"));
			break;
		}
		if (*r->s == '"') {
			if (r->s + 1 < r->end && r->s[1] == '"') {
				r->s++;
			} else {
				r->s++;
				break;
			}
		}
		r->line += *r->s == '\n';
		*to++ = *r->s++;
	}
	if (r->s < r->end && *r->s != r->apart && *r->s != '\n') {
		complain(r, r->line, PHRASE("text behind a closing quote; double a quote inside a cell (\"\")"));
		while (r->s < r->end && *r->s != r->apart && *r->s != '\n')
			r->s++;
	}
	/* The cell ends before r->s, where a separator or LF may still be needed: to <= r->s - 1 always. */
	*to = '\0';
	return start;
}

static char *cell(struct reading *r, char *after)
{
	char *start = r->s;
	if (r->s < r->end && *r->s == '"') {
		start = quoted(r);
		*after = r->s < r->end ? *r->s : '\n';
		return start;
	}
	while (r->s < r->end && *r->s != r->apart && *r->s != '\n') {
		if (*r->s == '"') {
			complain(r, r->line, PHRASE("a quote (\") inside a cell without quotes around it"));
			while (r->s < r->end && *r->s != r->apart && *r->s != '\n')
				r->s++;
			break;
		}
		r->s++;
	}
	*after = r->s < r->end ? *r->s : '\n';
	*r->s = '\0';
	return start;
}

static void row(struct reading *r, struct cells *scratch)
{
	int line = r->line;
	char after = r->apart;
	scratch->count = 0;
	while (after == r->apart) {
		*LIST_ADD(r->sc, scratch) = cell(r, &after);
		r->s++;
	}
	r->line++;
	bool blank = scratch->count == 1 && scratch->at[0][0] == '\0';
	if (blank)
		return;
	struct csv_row *out = LIST_ADD(r->sc, &r->rows);
	out->line = line;
	out->count = scratch->count;
	out->cells = NEWS(r->sc, const char *, scratch->count);
	memcpy(out->cells, scratch->at, scratch->count * sizeof *scratch->at);
}

const struct csv *csv_read(struct scope *sc, const char *text, size_t len) { return csv_read_apart(sc, text, len,
	','); }

const struct csv *csv_read_apart(struct scope *sc, const char *text, size_t len, char apart)
{
	struct reading r = { .sc = sc, .line = 1, .apart = apart };
	struct cells scratch = {0};
	r.s = scope_copy_bytes(sc, text, len);
	r.end = r.s + len;
	while (r.s < r.end)
		row(&r, &scratch);
	struct csv *out = NEW(sc, struct csv);
	*out = (struct csv){ r.rows.at, r.rows.count, r.mistakes.at, r.mistakes.count };
	return out;
}

bool csv_item(const char **at, const char **item, size_t *len)
{
	*at += strspn(*at, "; ");
	*item = *at;
	*len = strcspn(*at, ";");
	*at += *len;
	while (*len > 0 && (*item)[*len - 1] == ' ')
		--*len;
	return *len > 0;
}

void csv_put(struct buf *b, const char *cell_text)
{
	if (!strpbrk(cell_text, "\",\r\n") && cell_text[0] != ' ') {
		buf_text(b, cell_text);
		return;
	}
	buf_char(b, '"');
	for (const char *c = cell_text; *c; c++) {
		if (*c == '"')
			buf_char(b, '"');
		buf_char(b, *c);
	}
	buf_char(b, '"');
}
