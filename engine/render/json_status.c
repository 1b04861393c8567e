/* json_status.c: where a package stands. */
#include "base/base.h"
#include "render/json.h"
#include "view/fallen.h"

static void put_counts(struct json *o, const struct view *v)
{
	const struct view_remark_counts n = view_count_remarks(v);
	json_put_number(o, "round", v->fold->round);
	json_put_number(o, "submittals", (int64_t)v->fold->seals.count);
	json_put_number(o, "unsaved", (int64_t)v->unsaved);
	json_put_number(o, "errors", (int64_t)v->findings->errors);
	json_put_number(o, "warnings", (int64_t)v->findings->warnings);
	json_put_number(o, "notes", (int64_t)v->findings->notes);
	json_put_number(o, "waived", (int64_t)v->findings->waived);
	struct json *remarks = json_put_object(o, "remarks");
	json_put_number(remarks, "open", (int64_t)n.open);
	json_put_number(remarks, "answered", (int64_t)n.answered);
	json_put_number(remarks, "closed", (int64_t)n.closed);
	json_put_number(remarks, "orphans", (int64_t)n.orphans);
}

static void put_fall(struct json *o, const struct fallen *f)
{
	SCOPE(turn);
	json_put_text(o, "fell_with", f->version);
	if (*f->version) {
		json_put_text(o, "fell_on", f->day);
		json_put_text(o, "fell_by", f->author);
	} else if (f->event) {
		json_put_text(o, "fell_on", event_get(f->event, EVENT_AS_OF_FIELD));
		const char *name = "", *address;
		event_person(turn, event_get(f->event, EVENT_PERSON_FIELD), &name, &address);
		json_put_text(o, "fell_by", name);
		json_put_text(o, "fell_through", f->event->id);
	}
	if (f->count == 0)
		return;
	const struct compare_change *k = &f->compare->changes.at[f->first];
	json_put_text(o, "change", compare_kind_name(k->kind));
	json_put_path(o, "file", k->file);
	json_put_number(o, "line", k->line);
	json_put_number(o, "changes", (int64_t)f->count);
}

static void put_sign_offs(struct json *o, const struct view *v)
{
	struct json *array = json_put_array(o, "sign_offs");
	for (size_t i = 0; i < v->sign_offs.count; i++) {
		const struct view_sign_off *k = &v->sign_offs.at[i];
		struct json *s = json_add_object(array);
		json_put_text(s, "element", k->by->element);
		json_put_text(s, "role", k->by->role);
		json_put_text(s, "person", k->by->name);
		json_put_text(s, "on", k->by->as_of);
		if (k->fall)
			put_fall(s, k->fall);
		json_put_flag(s, "stands", k->stands);
	}
}

static void put_elements(struct json *o, const struct view *v)
{
	struct json *array = json_put_array(o, "elements");
	for (size_t i = 0; i < v->template->elements.count; i++) {
		const struct template_element *e = &v->template->elements.at[i];
		if (*package_need(v->package, e) == '-')
			continue;
		const struct view_count *n = view_progress(v, e);
		struct json *element = json_add_object(array);
		json_put_text(element, "element", e->id);
		json_put_number(element, "applies", (int64_t)n->applies);
		json_put_number(element, "answered", (int64_t)n->done);
	}
}

struct json *json_of_status(struct scope *sc, const struct view *v)
{
	struct json *o = json_make_object(sc);
	json_put_text(o, "package", v->package->id);
	json_put_text(o, "title", v->package->title);
	json_put_text(o, "template", v->template->name);
	json_put_text(o, "category", v->package->category);
	json_put_text(o, "state", v->state->id);
	json_put_text(o, "owner", v->state->authority ? "authority" : "applicant");
	json_put_text(o, "since", v->fold->entered_on);
	json_put_text(o, "due", v->due);
	json_put_text(o, "evidence", v->version_name);
	json_put_text(o, "record", v->fold->record);
	put_counts(o, v);
	put_sign_offs(o, v);
	put_elements(o, v);
	return o;
}
