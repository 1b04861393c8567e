/* take_suggestion.c: the words that a remark would put in the place of its passage. */
#include "base/base.h"
#include "base/buf.h"
#include "compare/remark.h"
#include "desk/take_private.h"
#include "text/markdown/quote.h"

static const char *skip_lines(const char *s, int count)
{
	for (; count > 0 && *s; count--)
		s += strcspn(s, "\n"), s += *s == '\n';
	return s;
}

/* Bytes that the words take from here on, where a blank may be any run of blanks and one end of a line; 0: they do not
 * stand here. */
static size_t length_at(const char *s, const char *words)
{
	const char *at = s;
	for (; *words; words++) {
		if (*words != ' ') {
			if (*at++ != *words)
				return 0;
			continue;
		}
		size_t blanks = strspn(at, " \t\r\n");
		if (blanks == 0)
			return 0;
		at += blanks;
	}
	return (size_t)(at - s);
}

/* The words as they are written in the line they begin in; NULL: marks stand between them, or they stand there
 * twice. */
static const char *find_written(const char *bytes, int line, const char *words, size_t *len)
{
	const char *s = skip_lines(bytes, line - 1), *end = s + strcspn(s, "\n"), *out = NULL;
	for (; s < end; s++) {
		size_t n = length_at(s, words);
		if (n && out)
			return NULL;
		if (n) {
			out = s;
			*len = n;
		}
	}
	return out;
}

static const struct fault *find_place(struct take *k, const struct fold_remark *r, struct remark_place *at)
{
	remark_find(k->desk->sc, k->package, r, at);
	if (at->gone)
		return fault_of(FAULT_CONFLICT, at->why);
	return !at->now ? NULL : fault_make(FAULT_CONFLICT, "the words that remark {number} would replace are "
		"\"{words}\" now; put the suggestion in by hand", r->number, at->now);
}

static const struct fault *replace(struct take *k, const struct fold_remark *r, const char *now)
{
	const char *bytes = NULL;
	size_t len = 0, n = 0;
	struct remark_place at;
	struct buf *out = buf_new(k->desk->sc);
	TRY(find_place(k, r, &at));
	TRY(take_bytes(k, at.file, &bytes, &len));
	const char *words = find_written(bytes, at.line, r->exact, &n);
	if (!words)
		return fault_make(FAULT_CONFLICT, "marks stand among the words that remark {number} would replace, "
			"or they stand twice in {file}:{line}; put the suggestion in by hand", r->number, at.file,
			at.line);
	buf_put(out, bytes, (size_t)(words - bytes));
	buf_text(out, now);
	buf_put(out, words + n, len - (size_t)(words + n - bytes));
	return take_file(k, at.file, out->at, out->len);
}

const struct fault *take_suggestion(struct take *k, int number)
{
	struct desk *d = k->desk;
	const struct fold_remark *r = fold_remark(d->journal->fold, number);
	if (!r)
		return fault_advise(fault_make(FAULT_NOT_FOUND, "there is no remark {number}", number),
			REMEDY("remark list", "all", ""));
	const char *now = remark_suggestion(d->sc, r, desk_event_text(d->sc, d, r->event, "note.md"));
	TRY(fault_missed());
	if (!now)
		return fault_make(FAULT_REFUSED, "remark {number} suggests no other words", number);
	if (r->state == FOLD_CLOSED)
		return fault_make(FAULT_REFUSED, "remark {number} is closed", number);
	return replace(k, r, now);
}
