/* json_attaching.c: what attaching files would do, or did. */
#include "base/base.h"
#include "render/json_private.h"

static const char *word_of(enum attaching_what what)
{
	switch (what) {
	case ATTACHING_NEW: return "new";
	case ATTACHING_REPLACED: return "replaced";
	case ATTACHING_ROWS: return "rows";
	case ATTACHING_THERE: return "there";
	}
	return "";
}

static void put_cells(struct json *array, const struct attaching_row *row)
{
	for (size_t c = 0; c < row->into->column_count; c++) {
		if (!row->cells[c])
			continue;
		struct json *o = json_add_object(array);
		json_put_text(o, "column", row->into->columns[c].name);
		json_put_text(o, "value", row->cells[c]);
		json_put_flag(o, "proposed", row->proposed[c]);
	}
}

static void put_rows(struct json *array, const struct attaching_file *f)
{
	for (size_t i = 0; i < f->rows.count; i++) {
		struct json *o = json_add_object(array);
		json_put_text(o, "register", f->rows.at[i].into->name);
		json_put_flag(o, "there", f->rows.at[i].there);
		put_cells(json_put_array(o, "cells"), &f->rows.at[i]);
	}
}

static void put_problems(struct json *array, const struct attaching_problems *all)
{
	for (size_t i = 0; i < all->count; i++) {
		struct json *o = json_add_object(array);
		json_put_phrase(o, "says", all->at[i].says);
		json_put_remedy(o, "command", all->at[i].remedy);
	}
}

static void put_notes(struct json *array, const struct attaching_notes *all)
{
	for (size_t i = 0; i < all->count; i++)
		json_put_phrase(json_add_object(array), "says", all->at[i]);
}

static void put_file(struct json *o, const struct attaching_file *f)
{
	json_put_path(o, "file", f->called);
	json_put_text(o, "path", f->path);
	json_put_number(o, "line", f->line);
	json_put_text(o, "what", f->problems.count ? "refused" : word_of(f->what));
	json_put_number(o, "size", (int64_t)f->size);
	json_put_number(o, "pages", f->pages);
	json_put_text(o, "title", f->title);
	json_put_text(o, "language", f->language);
	put_rows(json_put_array(o, "rows"), f);
	put_notes(json_put_array(o, "notes"), &f->notes);
	put_problems(json_put_array(o, "problems"), &f->problems);
}

static void put_lack(struct json *o, const struct attaching_lack *l)
{
	json_put_text(o, "register", l->into->name);
	json_put_text(o, "column", l->of->name);
	json_put_number(o, "files", (int64_t)l->files);
	json_put_text(o, "type", template_type_name(l->of->type));
	struct json *choices = json_put_array(o, "choices");
	for (size_t i = 0; i < l->of->choices.count; i++)
		json_add_text(choices, l->of->choices.at[i]);
	json_put_flag(o, "required", l->of->required);
}

struct json *json_of_attaching(struct scope *sc, const struct attaching *a)
{
	struct json *o = json_make_object(sc);
	json_put_flag(o, "done", a->done);
	json_put_flag(o, "refused", a->refused);
	struct json *files = json_put_array(o, "files");
	for (size_t i = 0; i < a->files.count; i++)
		put_file(json_add_object(files), &a->files.at[i]);
	struct json *left = json_put_array(o, "left");
	for (size_t i = 0; i < a->left.count; i++) {
		struct json *l = json_add_object(left);
		json_put_path(l, "file", a->left.at[i].file);
		json_put_phrase(l, "why", a->left.at[i].why);
	}
	struct json *lacks = json_put_array(o, "missing");
	for (size_t i = 0; i < a->lacks.count; i++)
		put_lack(json_add_object(lacks), &a->lacks.at[i]);
	put_notes(json_put_array(o, "notes"), &a->notes);
	put_problems(json_put_array(o, "problems"), &a->problems);
	return o;
}
