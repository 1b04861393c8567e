/* json_lists.c: short lists: packages, what waits for a person, waivers; and the version of the program. */
#include "base/base.h"
#include "render/json_private.h"

struct json *json_of_listing(struct scope *sc, const struct listing *list)
{
	struct json *array = json_make_array(sc);
	for (size_t i = 0; i < list->count; i++) {
		const struct listing_row *r = &list->at[i];
		struct json *o = json_add_object(array);
		json_put_text(o, "package", r->package);
		json_put_text(o, "template", r->template);
		json_put_text(o, "state", r->state);
		json_put_text(o, "owner", r->authority ? "authority" : "applicant");
		json_put_text(o, "since", r->since);
	}
	return array;
}

struct json *json_of_inbox(struct scope *sc, const struct inbox_items *items)
{
	struct json *array = json_make_array(sc);
	for (size_t i = 0; i < items->count; i++) {
		struct json *o = json_add_object(array);
		json_put_text(o, "package", items->at[i].package);
		json_put_text(o, "due", items->at[i].due);
		json_put_flag(o, "overdue", items->at[i].overdue);
		json_put_flag(o, "may", items->at[i].may);
		json_put_phrase(o, "what", items->at[i].says);
		json_put_remedy(o, "command", items->at[i].remedy);
	}
	return array;
}

struct json *json_of_waivers(struct scope *sc, const struct waivers *list)
{
	struct json *array = json_make_array(sc);
	for (size_t i = 0; i < list->count; i++) {
		const struct waivers_row *r = &list->at[i];
		struct json *o = json_add_object(array);
		json_put_text(o, "finding", r->of->finding);
		json_put_text(o, "rule", r->of->rule);
		json_put_text(o, "message", r->message);
		json_put_text(o, "state", waivers_state_name(r->state));
		json_put_text(o, "until", r->of->until);
		json_put_text(o, "by", r->of->name);
		json_put_text(o, "role", r->of->role);
		json_put_text(o, "reason", r->reason);
	}
	return array;
}

struct json *json_of_version(struct scope *sc)
{
	struct json *o = json_make_object(sc);
	json_put_text(o, "version", SARFLOW_VERSION);
	return o;
}

struct json *json_of_keys(struct scope *sc, const struct keys_list *list)
{
	struct json *root = json_make_object(sc), *keys = json_put_array(root, "keys");
	for (size_t i = 0; i < list->rows.count; i++) {
		const struct keys_row *r = &list->rows.at[i];
		struct json *o = json_add_object(keys);
		json_put_text(o, "person", r->person);
		json_put_text(o, "address", r->email);
		json_put_text(o, "key", r->fingerprint);
		json_put_text(o, "type", r->type);
		json_put_text(o, "state", keys_state_name(r->state));
		json_put_text(o, "since", r->since);
		json_put_text(o, "event", r->event);
		json_put_text(o, "from", r->from);
		json_put_text(o, "until", r->until);
		json_put_text(o, "ended", r->ended);
		json_put_text(o, "not_believed_from", r->not_believed);
	}
	struct json *vouched = json_put_array(root, "vouched");
	for (size_t i = 0; i < list->vouched.count; i++) {
		const struct keys_vouched *v = &list->vouched.at[i];
		struct json *o = json_add_object(vouched), *by = json_put_array(o, "by");
		json_put_text(o, "person", v->person);
		json_put_text(o, "key", v->fingerprint);
		json_put_number(o, "of", v->count);
		for (size_t k = 0; k < v->by.count; k++)
			json_add_text(by, v->by.at[k]);
	}
	return root;
}
