/* json_remarks.c: remarks with their places and the answers in force. */
#include "base/base.h"
#include "render/json_private.h"

static void put_place(struct json *o, const struct remark_place *at)
{
	json_put_phrase(o, "where", at->where);
	if (*at->file)
		json_put_text(o, "file", at->file);
	if (at->line)
		json_put_number(o, "line", at->line);
	if (at->gone)
		json_put_phrase(o, "gone", at->why);
	if (at->change)
		json_put_phrase(o, "change", at->change);
	if (at->now)
		json_put_text(o, "now", at->now);
}

/* The answer in force; none while it is open, for the first time or again. */
static void put_answer(struct json *o, const struct view_remark *k)
{
	const struct fold_remark *r = k->of;
	if (r->answers.count == 0 || r->state == FOLD_OPEN)
		return;
	const struct fold_answer *a = &r->answers.at[r->answers.count - 1];
	json_put_text(o, "disposition", a->disposition);
	json_put_text(o, "answer", k->reason);
	json_put_text(o, "answered_by", a->name);
	json_put_text(o, "answered_on", a->as_of);
}

static void put_remark(struct json *o, const struct view_remark *k)
{
	SCOPE(turn);
	const struct fold_remark *r = k->of;
	const struct { const char *key, *value; } fields[] = {
		{ "quote", r->exact }, { "row", r->row }, { "page", r->page }, { "area", r->region },
		{ "element", r->element },
		{ "owner", r->owner }, { "due", r->due }, { "version", r->evidence }, { "newest", r->newest },
		{ "reported_by", r->reported_by }, { "occurred_on", r->occurred }, { "received_on", r->received },
		{ "their_number", r->theirs }, { "closed_on", r->closed_on },
	};
	json_put_number(o, "number", r->number);
	json_put_flag(o, "orphan", k->at.gone);
	json_put_text(o, "state", remark_state_name(r->state));
	json_put_text(o, "severity", r->severity);
	put_place(o, &k->at);
	for (size_t i = 0; i < countof(fields); i++)
		if (fields[i].value)
			json_put_text(o, fields[i].key, fields[i].value);
	if (*k->letter)
		json_put_text(o, "letter", k->letter);
	json_put_text(o, "requirements", list_join(turn, &r->requirements, ", "));
	put_answer(o, k);
	json_put_text(o, "by", r->name);
	json_put_text(o, "role", r->role);
	json_put_text(o, "on", r->as_of);
	json_put_text(o, "text", k->text);
}

struct json *json_of_remark(struct scope *sc, const struct view_remark *k)
{
	struct json *o = json_make_object(sc);
	put_remark(o, k);
	return o;
}

struct json *json_of_remarks(struct scope *sc, const struct view *v)
{
	struct json *array = json_make_array(sc);
	for (size_t i = 0; i < v->remarks.count; i++)
		put_remark(json_add_object(array), &v->remarks.at[i]);
	return array;
}
