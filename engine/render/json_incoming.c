/* json_incoming.c: what a file from outside would make of the package. */
#include "base/base.h"
#include "render/json_private.h"

static void put_table(struct json *o, const struct incoming_table *t)
{
	json_put_text(o, "file", t->file);
	json_put_text(o, "sheet", t->sheet);
	if (!t->register_)
		return;
	json_put_text(o, "register", t->register_->name);
	json_put_number(o, "head_row", t->head_row);
	json_put_flag(o, "based", t->based);
	json_put_number(o, "added", (int64_t)t->added);
	json_put_number(o, "changed", (int64_t)t->changed);
	json_put_number(o, "removed", (int64_t)t->removed);
	json_put_number(o, "same", (int64_t)t->same);
	json_put_number(o, "absent", (int64_t)t->absent);
	json_put_number(o, "conflicts", (int64_t)t->conflicts);
}

static void put_doubt(struct json *o, const struct doubt *d)
{
	json_put_text(o, "level", finding_level_name(d->level));
	json_put_text(o, "sheet", d->sheet);
	if (d->row)
		json_put_number(o, "row", d->row);
	if (d->column)
		json_put_number(o, "column", d->column);
	json_put_phrase(o, "message", d->says);
	if (d->remedy)
		json_put_remedy(o, "remedy", d->remedy);
}

static void put_doubts(struct json *o, const struct doubts *all)
{
	struct json *doubts = json_put_array(o, "doubts");
	for (size_t i = 0; i < all->count; i++)
		put_doubt(json_add_object(doubts), &all->at[i]);
}

struct json *json_of_incoming(struct scope *sc, const struct incoming *in, const char *version)
{
	struct json *root = json_make_object(sc), *tables = json_put_array(root, "tables"),
	            *files;
	for (size_t i = 0; i < in->tables.count; i++)
		put_table(json_add_object(tables), &in->tables.at[i]);
	put_doubts(root, in->doubts);
	files = json_put_array(root, "files");
	for (size_t i = 0; i < in->files.count; i++)
		json_add_text(files, in->files.at[i]);
	if (*version)
		json_put_text(root, "version", version);
	if (in->changes)
		json_fill_changes(json_put_object(root, "difference"), in->changes);
	return root;
}

static void put_outcome(struct json *o, const struct outcome *i)
{
	static const char *const names[] = { "passed", "remark", "known", "agrees", "disagrees", "says" };
	json_put_text(o, "outcome", names[i->what]);
	json_put_text(o, "sheet", i->line->sheet);
	json_put_number(o, "row", i->line->row);
	json_put_text(o, "name", i->line->name);
	json_put_text(o, "verdict", i->line->verdict);
	json_put_text(o, "severity", i->severity);
	json_put_text(o, "text", i->text);
	if (i->number)
		json_put_number(o, "remark", i->number);
}

struct json *json_of_outcomes(struct scope *sc, const struct outcomes *r, bool recorded,
                              const char *matrix)
{
	struct json *root = json_make_object(sc), *items, *fields;
	json_put_number(root, "submittal", r->submittal);
	json_put_flag(root, "recorded", recorded);
	if (matrix)
		json_put_path(root, "matrix", matrix);
	json_put_number(root, "lines", (int64_t)r->answers->rows);
	put_doubts(root, r->doubts);
	fields = json_put_array(root, "fields");
	for (size_t i = 0; i < r->answers->fields.count; i++) {
		struct json *o = json_add_object(fields);
		json_put_text(o, "key", r->answers->fields.at[i].key);
		json_put_text(o, "value", r->answers->fields.at[i].value);
	}
	items = json_put_array(root, "items");
	for (size_t i = 0; i < r->items.count; i++)
		put_outcome(json_add_object(items), &r->items.at[i]);
	return root;
}

static const char *placed_name(const struct redlined_one *one)
{
	const struct comments_place *p = &one->said->place;
	if (one->placed == REDLINED_ON_PACKAGE)
		return "package";
	return one->placed == REDLINED_ON_FILE ? "file" : *p->quote ? "words" : *p->row ? "row" : "field";
}

/* As near as it was placed. */
static void put_place(struct json *o, const struct redlined_one *one)
{
	const struct comments_place *p = &one->said->place;
	json_put_text(o, "placed", placed_name(one));
	if (one->placed != REDLINED_ON_PACKAGE)
		json_put_path(o, "file", p->file);
	if (one->placed != REDLINED_PLACED)
		return;
	if (*p->quote)
		json_put_text(o, "quote", p->quote);
	if (*p->row)
		json_put_text(o, "row", p->row);
	if (*p->column)
		json_put_text(o, "column", p->column);
	if (*p->field)
		json_put_text(o, "field", p->field);
}

static void put_redlined(struct json *o, const struct redlined_one *one)
{
	json_put_text(o, "kind", one->said->kind == COMMENTS_SUGGESTED ? "change" : "comment");
	json_put_text(o, "author", one->said->author);
	json_put_text(o, "day", one->said->day);
	json_put_text(o, "words", one->said->words);
	json_put_text(o, "passage", one->said->passage);
	json_put_text(o, "removed", one->said->removed);
	json_put_flag(o, "known", one->known);
	if (!one->known)
		put_place(o, one);
	if (one->number)
		json_put_number(o, "remark", one->number);
	json_put_text(o, "text", one->note);
}

struct json *json_of_redlined(struct scope *sc, const struct redlined *all, bool recorded)
{
	struct json *root = json_make_object(sc), *comments;
	json_put_flag(root, "recorded", recorded);
	comments = json_put_array(root, "comments");
	for (size_t i = 0; i < all->count; i++)
		put_redlined(json_add_object(comments), &all->at[i]);
	return root;
}
