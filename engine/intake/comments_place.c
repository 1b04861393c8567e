/* comments_place.c: where in the package a comment stands. */
#include "base/base.h"
#include "intake/comments_private.h"
#include "text/markdown/quote.h"

enum { QUOTE_MOST = 900 };              /* bytes; desk/act_remark.c takes a thousand */

/* --- the file --- */

static const char *if_marked(struct scope *sc, const char *path, const char *bookmark)
{
	return path && strcmp(package_bookmark(sc, path), bookmark) == 0 ? path : NULL;
}

static bool is_file(const struct package *p, const char *path)
{
	return package_text(p, path) || package_register_at(p, path) || package_attachment(p, path)
	       || strcmp(path, "package.yaml") == 0;
}

/* The line may have been written over; the bookmark still says which file it was. */
static const char *by_bookmark(struct scope *sc, const struct package *p, const char *bookmark)
{
	SCOPE(turn);
	const char *found = if_marked(turn, "package.yaml", bookmark);
	for (size_t i = 0; i < p->documents.count && !found; i++)
		found = if_marked(turn, p->documents.at[i].path, bookmark);
	for (size_t i = 0; i < p->companions.count && !found; i++)
		found = if_marked(turn, p->companions.at[i].path, bookmark);
	for (size_t i = 0; i < p->template->registers.count && !found; i++)
		found = if_marked(turn, p->registers[i].path, bookmark);
	for (size_t i = 0; i < p->attachments.count && !found; i++)
		found = if_marked(turn, p->attachments.at[i].entry->path, bookmark);
	return scope_copy(sc, found);
}

const char *comments_file(struct scope *sc, const struct package *p, const char *bookmark, const char *words)
{
	if (bookmark && strcmp(package_bookmark(sc, words), bookmark) == 0)
		return words;
	const char *found = bookmark ? by_bookmark(sc, p, bookmark) : NULL;
	return found ? found : is_file(p, words) ? words : NULL;
}

/* --- a passage --- */

/* How many bytes two texts have alike at their ends, or at their beginnings. */
static size_t alike_at_end(const char *a, const char *b)
{
	size_t n = 0, x = strlen(a), y = strlen(b);
	while (n < x && n < y && a[x - 1 - n] == b[y - 1 - n])
		n++;
	return n;
}

static size_t alike_at_begin(const char *a, const char *b)
{
	size_t n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Of several places with these words, the one that what stands around agrees with most; from 1. */
static size_t nearest(struct scope *sc, const struct markdown *m, const char *words, size_t count,
                      const char *before, const char *behind)
{
	size_t best = 1, most = 0;
	for (size_t n = 1; n <= count; n++) {
		SCOPE(turn);
		struct markdown_quote q;
		if (!markdown_quote_take(turn, m, words, n, &q))
			break;
		size_t alike = alike_at_end(markdown_quote_words(sc, q.prefix), before)
		               + alike_at_begin(markdown_quote_words(sc, q.suffix), behind);
		if (alike > most) {
			most = alike;
			best = n;
		}
	}
	return best;
}

static bool find_words(struct scope *sc, const struct package_document *d, const char *words, const char *before,
                       const char *behind, struct comments_place *out)
{
	size_t count = *words && strlen(words) <= QUOTE_MOST ? markdown_quote_count(sc, d->markdown, words) : 0;
	if (count == 0)
		return false;
	out->file = d->path;
	out->quote = words;
	out->which = count > 1 ? nearest(sc, d->markdown, words, count, before, behind) : 0;
	return true;
}

/* The words it is on; else the paragraph it is in. */
static bool find_passage(struct scope *sc, const struct package_document *d, const struct comments_context *k,
                         const char *passage, struct comments_place *out)
{
	const char *before = markdown_quote_words(sc, k->before), *behind = k->block;
	size_t skip = strlen(before) + strlen(passage);
	behind = strlen(behind) > skip ? markdown_quote_words(sc, behind + skip) : "";
	return find_words(sc, d, passage, before, behind, out) || find_words(sc, d, k->block, "", "", out);
}

/* --- a row --- */

/* Every cell that holds something is one of the row's. */
static bool is_row(struct scope *sc, const struct package_register *g, size_t row, const struct names *cells)
{
	size_t filled = 0;
	for (size_t i = 0; i < cells->count; i++) {
		bool here = !*cells->at[i];
		filled += !here;
		for (size_t c = 0; c < g->of->column_count && !here; c++)
			here = strcmp(markdown_quote_words(sc, g->rows.at[row].cells[c]), cells->at[i]) == 0;
		if (!here)
			return false;
	}
	return filled > 0;
}

static const char *column_of(const struct package *p, const struct package_register *g, const char *head)
{
	for (size_t c = 0; c < g->of->column_count; c++)
		for (size_t n = 0; n < p->template->languages.count; n++)
			if (strcmp(g->of->columns[c].title.in[n], head) == 0)
				return g->of->columns[c].name;
	return "";
}

static bool find_row(struct scope *sc, const struct package *p, const struct package_register *g,
                     const struct comments_context *k, struct comments_place *out)
{
	size_t found = PACKAGE_NO_ROW;
	for (size_t i = 0; k->cells && i < g->rows.count; i++) {
		SCOPE(turn);
		if (!is_row(turn, g, i, k->cells))
			continue;
		if (found != PACKAGE_NO_ROW)
			return false;           /* two rows hold it */
		found = i;
	}
	if (found == PACKAGE_NO_ROW)
		return false;
	out->file = g->path;
	out->row = package_row_name(sc, g, found);
	out->column = k->heads && k->cell < k->heads->count ? column_of(p, g, k->heads->at[k->cell]) : "";
	return true;
}

/* --- all of it --- */

static bool find_in(struct scope *sc, const struct package *p, const struct comments_context *k, const char *file,
                    const char *passage, struct comments_place *out)
{
	const struct package_document *d = package_text(p, file);
	const struct package_register *g = package_register_at(p, file);
	out->file = file;
	if (d)
		return find_passage(sc, d, k, passage, out);
	if (g)
		return find_row(sc, p, g, k, out);
	if (strcmp(file, "package.yaml") == 0 && k->cells && k->cells->count && *package_value(p, k->cells->at[0]))
		out->field = k->cells->at[0];
	return true;
}

/* Without a mark: the only file that holds the words, or the row. */
static bool find_anywhere(struct scope *sc, const struct package *p, const struct comments_context *k,
                          const char *passage, struct comments_place *out)
{
	size_t found = 0;
	for (size_t i = 0; i < p->documents.count + p->companions.count && *k->block; i++) {
		size_t n = p->documents.count;
		const struct package_document *d = i < n ? &p->documents.at[i] : &p->companions.at[i - n];
		if (markdown_quote_count(sc, d->markdown, k->block) > 0)
			found += find_passage(sc, d, k, passage, out);
	}
	for (size_t i = 0; i < p->template->registers.count; i++)
		found += p->registers[i].present && find_row(sc, p, &p->registers[i], k, out);
	return found == 1;
}

void comments_find(struct scope *sc, const struct package *p, const struct comments_context *k,
                   struct comments_one *one)
{
	const struct comments_place none = { .quote = "", .row = "", .column = "", .field = "" };
	struct comments_context whole = *k;
	if (!*one->passage && !*one->removed)
		one->passage = k->block;        /* a comment at a point is on its paragraph */
	if (whole.cells && !whole.cells->count)
		whole.cells = NULL;
	one->place = none;
	if (k->file) {
		if (!find_in(sc, p, &whole, k->file, one->passage, &one->place)) {
			one->place = none;
			one->place.file = k->file;
		}
	} else if (!find_anywhere(sc, p, &whole, one->passage, &one->place)) {
		one->place = none;
	}
}
