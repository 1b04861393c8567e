/* word_counted.c: the numbers that Word counts, for the headings and items of lists that bear them.
 *
 * pandoc tells the words and not the number, the file itself has both
 * (text/docx.h). A paragraph is known by its letters; where as many have
 * the same letters there as here, the first is the first. */
#include "intake/word_private.h"

/* A heading or an item: here (of pandoc), or a paragraph of the file. */
struct bearer { const char *letters, *number; bool heading; size_t place; const struct json *item; };
struct bearers { struct bearer *at; size_t count, cap; };

static int by_letters(const void *a, const void *b)
{
	const struct bearer *x = a, *y = b;
	int d = strcmp(x->letters, y->letters);
	if (x->heading != y->heading)
		return x->heading ? -1 : 1;
	return d ? d : (x->place > y->place) - (x->place < y->place);
}

/* --- there --- */

static const char *words_of(struct scope *sc, const struct docx_paragraph *p)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < p->runs.count; i++)
		buf_text(b, p->runs.at[i].text);
	return word_letters(sc, b->at);
}

static void list_file(struct scope *sc, const struct docx_words *words, struct bearers *out)
{
	for (size_t i = 0; i < words->paragraphs.count; i++) {
		const struct docx_paragraph *p = &words->paragraphs.at[i];
		if (p->where == DOCX_BODY && (p->heading || p->number))
			*LIST_ADD(sc, out) = (struct bearer){ words_of(sc, p), p->number, p->heading, out->count,
			                                      NULL };
	}
}

/* --- here --- */

static void list_item(struct scope *sc, const struct json *item, struct bearers *out)
{
	const char *words = word_plain(sc, json_item(item, 0), false);
	*LIST_ADD(sc, out) = (struct bearer){ word_letters(sc, words), NULL, false, out->count, item };
}

/* Whatever holds lists, and whatever they stand in. */
static void list_items(struct scope *sc, const struct json *j, struct bearers *out)
{
	const struct json *items = word_is(j, "OrderedList") ? word_items(j) : NULL, *inner = word_content(j);
	for (size_t i = 0, n = items ? json_count(items) : 0; i < n; i++)
		if (!word_is_headed(json_item(items, i)))
			list_item(sc, json_item(items, i), out);
	inner = inner ? inner : j;
	for (size_t i = 0, n = json_kind(inner) == JSON_KIND_ARRAY ? json_count(inner) : 0; i < n; i++)
		list_items(sc, json_item(inner, i), out);
}

static void list_here(struct word *w, struct scope *sc, const struct json *blocks, struct bearers *out)
{
	for (size_t i = 0; i < w->headings.count && !w->by_hand; i++)
		*LIST_ADD(sc, out) = (struct bearer){ word_letters(sc, w->headings.at[i].words), NULL, true, i, NULL };
	list_items(sc, blocks, out);
}

/* --- together --- */

static void give(struct word *w, const struct bearer *here, const char *number)
{
	if (here->heading) {
		struct word_heading *h = &w->headings.at[here->place];
		h->counted = scope_copy(w->sc, number);
		h->text = scope_printf(w->sc, "%s %s", h->counted, h->words);
	} else {
		*LIST_ADD(w->sc, &w->items) = (struct word_item){ here->item, scope_copy(w->sc, number) };
	}
}

/* A number that is in no text. */
static void miss(struct word *w, const struct bearer *there)
{
	w->uncounted += there->heading && there->number;
	w->uncounted_items += !there->heading;
}

/* Those from a to b, and from c to d, have the same letters; d is c where there is none there. */
static void give_all(struct word *w, const struct bearers *here, size_t a, size_t b, const struct bearers *file,
                     size_t c, size_t d)
{
	bool same = b - a == d - c && *here->at[a].letters;
	for (size_t i = a; i < b; i++) {
		const char *number = same ? file->at[c + i - a].number : NULL;
		if (number && *number)
			give(w, &here->at[i], number);
	}
	for (size_t i = c; i < d; i++)
		if (!same || (file->at[i].number && !*file->at[i].number))
			miss(w, &file->at[i]);
}

static size_t run_of(const struct bearers *all, size_t from)
{
	size_t to = from + 1;
	while (to < all->count && all->at[to].heading == all->at[from].heading
	       && strcmp(all->at[to].letters, all->at[from].letters) == 0)
		to++;
	return to;
}

static int compare(const struct bearer *a, const struct bearer *b)
{
	return a->heading != b->heading ? (a->heading ? -1 : 1) : strcmp(a->letters, b->letters);
}

static void match(struct word *w, const struct bearers *here, const struct bearers *file)
{
	for (size_t i = 0, k = 0; i < here->count || k < file->count; ) {
		int d = i == here->count ? 1 : k == file->count ? -1 : compare(&here->at[i], &file->at[k]);
		size_t to = d <= 0 ? run_of(here, i) : i, there = d >= 0 ? run_of(file, k) : k;
		if (to > i)
			give_all(w, here, i, to, file, k, there);
		for (; to == i && k < there; k++)
			miss(w, &file->at[k]);
		i = to;
		k = there;
	}
}

static int by_item(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t)((const struct word_item *)a)->item,
	          y = (uintptr_t)((const struct word_item *)b)->item;
	return (x > y) - (x < y);
}

void word_take_counted(struct word *w, const struct json *blocks)
{
	SCOPE(turn);
	struct bearers here = {0}, file = {0};
	if (!w->source->words)
		return;
	list_file(turn, w->source->words, &file);
	list_here(w, turn, blocks, &here);
	if (here.count)
		qsort(here.at, here.count, sizeof *here.at, by_letters);
	if (file.count)
		qsort(file.at, file.count, sizeof *file.at, by_letters);
	match(w, &here, &file);
	if (w->items.count)
		qsort(w->items.at, w->items.count, sizeof *w->items.at, by_item);
}

const char *word_counted(const struct word *w, const struct json *item)
{
	const struct word_item key = { item, NULL };
	const struct word_item *found = w->items.count
		? bsearch(&key, w->items.at, w->items.count, sizeof *w->items.at, by_item) : NULL;
	return found ? found->number : NULL;
}
