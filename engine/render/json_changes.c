/* json_changes.c: what differs between two states, and what that touches. */
#include "base/base.h"
#include "render/json_private.h"

static void put_pieces(struct json *o, const struct markdown_compared *b)
{
	bool row = b->block == MARKDOWN_TABLE_ROW || b->block == MARKDOWN_HEAD_ROW;
	json_put_text(o, "block", markdown_block_name(b->block));
	if (b->stands) {
		json_put_phrase(o, "stood", b->stood);
		json_put_phrase(o, "stands", b->stands);
	}
	struct json *pieces = json_put_array(o, "pieces");
	for (size_t i = 0; i < b->pieces.count; i++) {
		const struct markdown_piece *p = &b->pieces.at[i];
		struct json *piece = json_add_object(pieces);
		json_put_text(piece, "change", markdown_change_name(p->change));
		if (row)
			json_put_number(piece, "cell", p->cell);
		if (*p->form)
			json_put_text(piece, "form", p->form);
		json_put_text(piece, "text", p->text);
	}
}

/* block: of a text; NULL: of anything else. */
static void put_change(struct json *o, const char *id, const struct compare_change *k,
                       const struct markdown_compared *block)
{
	int line = !block ? k->line : k->kind == COMPARE_REMOVED ? block->before : block->after;
	json_put_text(o, "id", id);
	json_put_text(o, "change", compare_kind_name(k->kind));
	json_put_text(o, "of", compare_place_name(k->place));
	json_put_path(o, "file", k->file);
	if (line)
		json_put_number(o, "line", line);
	if (block && block->before && block->after)
		json_put_number(o, "old_line", block->before);
	if (k->element)
		json_put_text(o, "element", k->element->id);
	if (*k->requirements)
		json_put_text(o, "requirements", k->requirements);
	if (k->column)
		json_put_text(o, "column", k->column);
	if (!block) {
		json_put_text(o, "before", k->before);
		json_put_text(o, "after", k->after);
	}
	json_put_text(o, block ? "heading" : "what", k->what);
	if (block)
		put_pieces(o, block);
}

static void put_changes(struct json *o, const struct compare *c)
{
	SCOPE(turn);
	const char *const *ids = compare_change_ids(turn, c);
	struct json *array = json_put_array(o, "changes");
	for (size_t i = 0; i < c->changes.count; i++) {
		const struct compare_change *k = &c->changes.at[i];
		if (k->place != COMPARE_TEXT)
			put_change(json_add_object(array), ids[i], k, NULL);
		for (size_t b = 0; k->place == COMPARE_TEXT && b < k->count; b++)
			put_change(json_add_object(array), ids[i], k,
			           &c->documents.at[k->document].text->blocks.at[k->block + b]);
	}
}

static void put_sign_offs(struct json *o, const char *key, const struct fold_sign_off *const *at, size_t count)
{
	struct json *array = json_put_array(o, key);
	for (size_t i = 0; i < count; i++) {
		struct json *s = json_add_object(array);
		json_put_text(s, "element", at[i]->element);
		json_put_text(s, "role", at[i]->role);
		json_put_text(s, "person", at[i]->name);
		json_put_text(s, "signed_on", at[i]->as_of);
	}
}

static void put_remarks(struct json *o, const struct changes *d)
{
	struct json *array = json_put_array(o, "remarks");
	for (size_t i = 0; i < d->remarks.count; i++) {
		const struct changes_remark *k = &d->remarks.at[i];
		struct json *r = json_add_object(array);
		json_put_number(r, "number", k->of->number);
		json_put_flag(r, "orphan", k->now.gone);
		json_put_text(r, "state", remark_state_name(k->of->state));
		json_put_text(r, "severity", k->of->severity);
		json_put_phrase(r, "where", k->now.where);
	}
}

static void put_findings(struct json *o, const char *key, const struct finding *const *at, size_t count)
{
	struct json *array = json_put_array(o, key);
	for (size_t i = 0; i < count; i++) {
		struct json *f = json_add_object(array);
		json_put_text(f, "id", at[i]->id);
		json_put_text(f, "level", finding_level_name(at[i]->level));
		json_put_text(f, "rule", at[i]->rule);
		json_put_path(f, "file", at[i]->place.file);
		json_put_text(f, "message", at[i]->message);
	}
}

static void put_state(struct json *o, const char *key, const struct changes_state *s)
{
	struct json *state = json_put_object(o, key);
	json_put_text(state, "name", s->name);
	json_put_text(state, "version", s->version);
}

void json_fill_changes(struct json *o, const struct changes *d)
{
	json_put_text(o, "package", d->after.package->id);
	put_state(o, "before", &d->before);
	put_state(o, "after", &d->after);
	put_changes(o, d->compare);
	put_sign_offs(o, "sign_offs_that_end", d->ended.at, d->ended.count);
	put_sign_offs(o, "sign_offs_that_stand_again", d->again.at, d->again.count);
	put_remarks(o, d);
	put_findings(o, "findings_that_come", d->come.at, d->come.count);
	put_findings(o, "findings_that_go", d->gone.at, d->gone.count);
	put_findings(o, "waivers_that_end", d->lost.at, d->lost.count);
}

struct json *json_of_changes(struct scope *sc, const struct changes *d)
{
	struct json *o = json_make_object(sc);
	json_fill_changes(o, d);
	return o;
}
