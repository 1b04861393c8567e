/* json_history.c: the events of a package. */
#include "base/base.h"
#include "render/json.h"

static void put_event(struct json *o, const struct view_event *e)
{
	static const struct { const char *key; enum event_field field; } fields[] = {
		{ "action", EVENT_ACTION_FIELD }, { "from", EVENT_FROM_FIELD }, { "to", EVENT_TO_FIELD },
		{ "evidence", EVENT_EVIDENCE_FIELD }, { "reported_by", EVENT_REPORTED_BY_FIELD },
		{ "occurred_on", EVENT_OCCURRED_FIELD }, { "received_on", EVENT_RECEIVED_FIELD },
		{ "letter", EVENT_LETTER_FIELD }, { "letter_date", EVENT_LETTER_DATE_FIELD },
		{ "letter_reference", EVENT_LETTER_REF_FIELD }, { "letter_from", EVENT_LETTER_FROM_FIELD },
		{ "submittal", EVENT_SUBMITTAL_FIELD },
	};
	json_put_text(o, "event", e->event->id);
	json_put_text(o, "kind", event_kind_name(e->event->kind));
	for (size_t i = 0; i < countof(fields); i++)
		if (event_get(e->event, fields[i].field))
			json_put_text(o, fields[i].key, event_get(e->event, fields[i].field));
	if (e->content)
		json_put_text(o, "content", e->content);
	if (e->digest && *e->digest)
		json_put_text(o, "digest", e->digest);
	if (e->note)
		json_put_text(o, "note", e->note);
	json_put_text(o, "as_of", e->day);
	json_put_text(o, "person", e->person);
	json_put_text(o, "role", e->role);
	json_put_text(o, "says", e->subject);
}

void json_put_history(struct json *object, const char *key, const struct view *v, size_t from)
{
	struct json *array = json_put_array(object, key);
	for (size_t i = from; i < v->events.count; i++)
		put_event(json_add_object(array), &v->events.at[i]);
}

struct json *json_of_history(struct scope *sc, const struct view *v)
{
	struct json *array = json_make_array(sc);
	for (size_t i = 0; i < v->events.count; i++)
		put_event(json_add_object(array), &v->events.at[i]);
	return array;
}
