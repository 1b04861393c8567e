/* word_notice.c: what is told, and where it is.
 *
 * While the text is made no line is known yet: blocks are written before
 * what they stand in.  So a notice leaves a mark, two control characters
 * with its number between, which no document can hold; they are taken
 * out at the end. */
#include "base/utf8.h"
#include "intake/word_private.h"

enum { OPEN = 1, CLOSE = 2, QUOTED = 80 };

const char *word_quoted(struct scope *sc, const char *words) { return utf8_first_line(sc, words, QUOTED); }

static const struct phrase *place_of(struct word *w)
{
	if (w->whole)
		return NULL;
	const char *heading = w->heading ? word_quoted(w->sc, w->headings.at[w->heading - 1].text) : NULL;
	if (w->table && heading && w->row)
		return phrase_new(w->sc, "\"{heading}\", table {table}, row {row}", heading, w->table, w->row);
	if (w->table && heading)
		return phrase_new(w->sc, "\"{heading}\", table {table}", heading, w->table);
	if (w->table && w->row)
		return phrase_new(w->sc, "table {table}, row {row}", w->table, w->row);
	if (w->table)
		return phrase_new(w->sc, "table {table}", w->table);
	return heading ? phrase_new(w->sc, "\"{heading}\"", heading) : phrase_new(w->sc, "before the first heading");
}

void word_tell(struct word *w, enum finding_level level, const struct phrase *says)
{
	*LIST_ADD(w->sc, &w->out->notices) = (struct word_notice){ level, place_of(w), 0, phrase_keep(w->sc, says) };
}

void word_mark_until(struct word *w, struct buf *out, size_t notice)
{
	for (; w->marked < notice; w->marked++)
		buf_printf(out, "%c%zu%c", OPEN, w->marked, CLOSE);
}

void word_mark(struct word *w, struct buf *out) { word_mark_until(w, out, w->out->notices.count); }

const char *word_settle(struct word *w, const char *front, size_t *len)
{
	struct buf *out = buf_new(w->sc);
	int line = 1;
	buf_text(out, front);
	for (const char *s = front; *s; s++)
		line += *s == '\n';
	for (const char *s = w->text->at; *s; s++) {
		char *end;
		if (*s != OPEN) {
			buf_char(out, *s);
			line += *s == '\n';
			continue;
		}
		size_t notice = strtoul(s + 1, &end, 10);
		if (notice < w->out->notices.count)
			w->out->notices.at[notice].line = line;
		s = end;
	}
	*len = out->len;
	return out->at;
}
