/* change_id.c: what a change is known by: what it says, in no language and at no line. */
#include "base/buf.h"
#include "base/digest.h"
#include "base/lookup.h"
#include "compare/compare_private.h"
#include "store/entry.h"

/* Each word ends with a byte that no text holds. */
static void add(struct buf *b, const char *word) { buf_put(b, word, strlen(word) + 1); }
static void add_number(struct buf *b, size_t number) { buf_printf(b, "%zu%c", number, 0); }

/* The package that a change is of; *file: its path there, for "profile:registers/x.csv" is of a used one.  A colon may
 * stand in a name of our own as well. */
static const struct package *owner(const struct package *p, const char **file)
{
	SCOPE(turn);
	for (const char *end; (end = strchr(*file, ':')) != NULL; *file = end + 1) {
		const struct package_use *u = package_use(p, scope_copy_bytes(turn, *file, (size_t)(end - *file)));
		if (!u)
			break;
		p = u->package;
	}
	return p;
}

/* A row that came or went: each cell with its column, for the words that are shown do not say which is empty. */
static void add_row(struct buf *b, const struct package *p, const char *file, int line)
{
	const struct package_register *r = p ? package_register_at(p, file) : NULL;
	const struct package_row *row = package_row_at(r, line);
	for (size_t c = 0; row && c < r->of->column_count; c++)
		add(b, r->of->columns[c].name), add(b, row->cells[c]);
}

/* An attachment by all of its digest; what is shown is its beginning. */
static void add_content(struct buf *b, const struct package *p, const char *file)
{
	const struct package_attachment *a = p ? package_attachment(p, file) : NULL;
	add(b, a ? a->entry->digest : "");
}

static void add_form(struct buf *b, const struct phrase *form)
{
	SCOPE(turn);
	add(b, form ? phrase_text(turn, NULL, form) : "");
}

static void add_block(struct buf *b, const struct markdown_compared *k)
{
	add_number(b, k->change);
	add_number(b, k->block);
	add_number(b, (size_t)k->depth);
	add_form(b, k->stood);
	add_form(b, k->stands);
	for (size_t i = 0; i < k->pieces.count; i++) {
		const struct markdown_piece *p = &k->pieces.at[i];
		add_number(b, p->change);
		add_number(b, (size_t)p->cell);
		add(b, p->text);
		add(b, p->form);
	}
}

static void add_pin(struct buf *b, const struct package *p, const char *alias)
{
	const struct package_use *u = p ? package_use(p, alias) : NULL;
	add(b, u ? u->id : "");
	add(b, u ? u->version : "");
}

/* Which one it is of those that its template has. */
static size_t place_among(const struct compare_changes *all, size_t at)
{
	size_t count = 0;
	for (size_t i = 0; i < at; i++)
		count += all->at[i].place == COMPARE_TEMPLATE && strcmp(all->at[i].file, all->at[at].file) == 0;
	return count;
}

/* The change's own words, where they are no language's. */
static void add_values(struct buf *b, const struct compare_change *k)
{
	add(b, k->what);
	add(b, k->column ? k->column : "");
	add(b, k->before);
	add(b, k->after);
}

static void add_change(struct buf *b, const struct compare *c, size_t at)
{
	const struct compare_change *k = &c->changes.at[at];
	const char *file = k->file, *gone = k->file;
	const struct package *after = owner(c->after, &file), *before = c->before ? owner(c->before, &gone) : NULL;
	switch (k->place) {
	case COMPARE_TEXT:
		add(b, k->what);
		for (size_t i = 0; i < k->count; i++)
			add_block(b, &c->documents.at[k->document].text->blocks.at[k->block + i]);
		return;
	case COMPARE_ROW:
		if (k->kind == COMPARE_CHANGED)
			add_values(b, k);
		else                            /* moved: to a line, which others change */
			add(b, k->what);
		if (k->kind == COMPARE_ADDED)
			add_row(b, after, file, k->line);
		if (k->kind == COMPARE_REMOVED)
			add_row(b, before, gone, k->line);
		return;
	case COMPARE_ATTACHMENT:
		add(b, k->kind == COMPARE_MOVED ? k->before : "");
		add_content(b, before, gone);
		add_content(b, after, file);
		return;
	case COMPARE_TEMPLATE:                  /* what it says is said in a language */
		add(b, before ? before->template->snapshot : "");
		add(b, after ? after->template->snapshot : "");
		add_number(b, place_among(&c->changes, at));
		return;
	case COMPARE_PIN:
		add_pin(b, before, gone);
		add_pin(b, after, file);
		return;
	case COMPARE_FIELD: case COMPARE_FRONT: add_values(b, k); return;
	}
}

static const char *id_of(struct scope *sc, const struct compare *c, size_t at, size_t among)
{
	SCOPE(turn);
	const struct compare_change *k = &c->changes.at[at];
	struct buf *b = buf_new(turn);
	char id[DIGEST_TEXT];
	add_number(b, among);
	add_number(b, k->kind);
	add_number(b, k->place);
	add(b, k->element ? k->element->id : "");
	add(b, k->place == COMPARE_TEMPLATE ? "" : k->file);
	add_change(b, c, at);
	digest_bytes(b->at, b->len, id);
	return scope_copy(sc, id);
}

const char *const *compare_change_ids(struct scope *sc, const struct compare *c)
{
	SCOPE(turn);
	struct lookup *first = lookup_new(turn);
	size_t *again = NEWS(turn, size_t, c->changes.count + 1);
	const char **ids = NEWS(sc, const char *, c->changes.count + 1);
	for (size_t i = 0; i < c->changes.count; i++) {
		ids[i] = id_of(sc, c, i, 0);
		if (!lookup_add(first, ids[i], i))      /* it is said twice: the second one is another */
			ids[i] = id_of(sc, c, i, ++again[lookup_find(first, ids[i])]);
	}
	return ids;
}
