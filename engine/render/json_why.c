/* json_why.c: what is open, what shuts the rest, and the steps to an action. */
#include "base/base.h"
#include "render/json_private.h"

void json_put_reasons(struct json *object, const struct guard_reasons *reasons)
{
	struct json *array = json_put_array(object, "reasons");
	for (size_t i = 0; i < reasons->count; i++) {
		struct json *r = json_add_object(array);
		json_put_path(r, "file", reasons->at[i].place.file);
		json_put_number(r, "line", reasons->at[i].place.line);
		json_put_phrase(r, "message", reasons->at[i].says);
	}
}

static void add_move(struct json *array, const struct view_move *m)
{
	struct json *o = json_add_object(array);
	json_put_text(o, "action", m->transition->action);
	json_put_text(o, "to", m->to);
	json_put_flag(o, "open", m->reasons.count == 0);
	json_put_flag(o, "reported", m->transition->reported);
	json_put_reasons(o, &m->reasons);
}

/* The open ones first. */
struct json *json_of_moves(struct scope *sc, const struct view *v)
{
	struct json *array = json_make_array(sc);
	for (int shut = 0; shut < 2; shut++)
		for (size_t i = 0; i < v->moves.count; i++)
			if ((v->moves.at[i].reasons.count != 0) == (shut == 1))
				add_move(array, &v->moves.at[i]);
	return array;
}

struct json *json_of_why(struct scope *sc, const struct why *k)
{
	struct json *o = json_make_object(sc);
	json_put_text(o, "action", k->transition->action);
	json_put_text(o, "from", k->from);
	json_put_text(o, "to", k->to);
	json_put_flag(o, "open", k->open && k->before.count == 0);
	struct json *guards = json_put_array(o, "guards"), *steps = json_put_array(o, "steps");
	for (size_t i = 0; i < k->guards.count; i++) {
		const struct why_guard *g = &k->guards.at[i];
		struct json *guard = json_add_object(guards);
		json_put_flag(guard, "open", g->reasons.count == 0);
		json_put_text(guard, "guard", g->guard->name);
		json_put_text(guard, "arguments", g->arguments);
		json_put_text(guard, "says", g->says);
		json_put_phrase(guard, "evidence", g->evidence);
		json_put_reasons(guard, &g->reasons);
	}
	for (size_t i = 0; i < k->steps.count; i++) {
		struct json *step = json_add_object(steps);
		json_put_phrase(step, "what", k->steps.at[i].says);
		json_put_text(step, "how", k->steps.at[i].how);
		json_put_remedy(step, "command", k->steps.at[i].remedy);
		json_put_phrase(step, "who", k->steps.at[i].who);
	}
	return o;
}
