/* page_api_act.c: what pages do in a package, asked for as JSON: the same acts through the same door. */
#include "base/base.h"
#include "base/json.h"
#include "package/package.h"
#include "render/json.h"
#include "view/incoming.h"
#include "view/served.h"
#include "web/fields.h"
#include "web/page_acts.h"
#include "web/pressed.h"
#include "web/record.h"
#include "web/route.h"

/* What the answer tells beside how the package stands now. */
struct result { struct json *taken, *attaching; const char *version; };

/* An act, or a change of the evidence.  stands: it is held against what its caller has read. */
struct api_act {
	const char *name;
	const struct field *fields;
	page_act *act;
	page_lay *lay;
	const char *what, *message;     /* of a remark: the form that is meant; of a version: for the history */
	bool files, free;               /* it takes files; it is not held against "stand" */
	bool signs;                     /* who does it signs in again, where people have passwords */
};

#define STAND { "stand", FIELDS_TEXT, true }, { "rehearse", FIELDS_FLAG }
#define NOTE { "note", FIELDS_TEXT }
#define MUST(name) { name, FIELDS_TEXT, true }
#define MAY(name) { name, FIELDS_TEXT }
#define ABOUT MAY("on"), MAY("quote"), MAY("row"), MAY("column"), MAY("field"), MAY("page"), MAY("area"), MAY("version")
#define OF_LETTER MAY("letter_date"), MAY("letter_reference"), MAY("letter_from")
#define FIELDS(...) (const struct field[]){ __VA_ARGS__, { NULL } }
#define REMARK_NUMBER { "number", FIELDS_NUMBER, true, "n" }

/* --- a whole file, in place of what it is --- */

static const struct fault *lay_save(struct page_ask *a, struct take *k)
{
	const struct package *p = a->view->package;
	const char *file = page_value(a, "file"), *text = page_value(a, "text");
	if (strchr(file, ':') || !(package_text(p, file) || package_register_at(p, file)))
		return fault_make(FAULT_NOT_FOUND, "there is no text and no register {file} in this package", file);
	return take_file(k, file, text, strlen(text));
}

static const struct api_act table[] = {
	{ "move", FIELDS(STAND, MUST("action"), MAY("by"), MAY("on"), MAY("received"), MAY("due"), OF_LETTER, NOTE),
	  page_act_move, .files = true },
	{ "sign", FIELDS(STAND, MAY("role"), { "elements", FIELDS_LIST, true, "element" }, MUST("meaning"),
	                 MAY("password")), page_act_sign, .signs = true },
	{ "remark", FIELDS(STAND, ABOUT, MUST("note"), MAY("suggest"), MUST("severity"), MAY("owner"), MAY("due"),
	                   MAY("letter"), MAY("theirs"), MAY("by"), MAY("dated"), MAY("received")),
	  page_act_remark_new },
	{ "answer", FIELDS(STAND, REMARK_NUMBER, MUST("disposition"), { "duplicate", FIELDS_NUMBER }, NOTE),
	  page_act_remark, .what = "answer" },
	{ "close", FIELDS(STAND, REMARK_NUMBER, NOTE), page_act_remark, .what = "close" },
	{ "reopen", FIELDS(STAND, REMARK_NUMBER, NOTE), page_act_remark, .what = "reopen" },
	{ "reply", FIELDS(STAND, REMARK_NUMBER, MUST("note")), page_act_remark, .what = "reply" },
	{ "withdraw", FIELDS(STAND, REMARK_NUMBER, MUST("note")), page_act_remark, .what = "withdraw" },
	{ "draft", FIELDS(ABOUT, MUST("note"), MAY("suggest"), MUST("severity"), MAY("owner"), MAY("due")),
	  page_act_remark_new, .what = "draft", .free = true },
	{ "drop", FIELDS({ "draft", FIELDS_TEXT, true, "drop" }), page_act_drop, .free = true },
	{ "send", FIELDS(STAND), page_act_send },
	{ "read", FIELDS(MUST("from"), MUST("to"), { "elements", FIELDS_LIST }, { "changes", FIELDS_LIST }),
	  page_act_read, .free = true },
	{ "note", FIELDS(STAND, MUST("note")), page_act_note },
	{ "waive", FIELDS(STAND, MUST("finding"), MUST("note"), MUST("until")), page_act_waive },
	{ "unwaive", FIELDS(STAND, MUST("finding"), NOTE), page_act_unwaive },
	{ "appoint", FIELDS(STAND, MUST("person"), { "roles", FIELDS_LIST, true, "role" }), page_act_appoint },
	{ "seal", FIELDS(STAND), page_act_seal },
	{ "export", FIELDS(STAND, { "submittal", FIELDS_NUMBER }), page_act_export },
	{ "deliver", FIELDS(STAND, MUST("means"), MUST("on"), NOTE), page_act_deliver, .files = true },
	{ "letter", FIELDS(STAND, MUST("by"), MUST("on"), MUST("received"), OF_LETTER, NOTE),
	  page_act_letter, .files = true },
	{ "return", FIELDS(MUST("by"), MUST("dated"), MUST("received"), MAY("severity")), page_act_return,
	  .files = true, .free = true },
	{ "edit", FIELDS(STAND, MUST("file"), { "line", FIELDS_NUMBER }, MAY("was"), MAY("now"), MAY("row"),
	                 { "cells", FIELDS_CELLS }, MAY("message")), .lay = page_lay_edit, .message = "edit" },
	{ "save", FIELDS(STAND, MUST("file"), MUST("text"), MAY("message")), .lay = lay_save, .message = "save" },
	{ "suggestion", FIELDS(STAND, REMARK_NUMBER, MAY("message")), .lay = page_lay_suggestion,
	  .message = "take a suggestion" },
	{ "take", FIELDS(STAND, MAY("element"), { "set", FIELDS_MAP }, MAY("message")), .lay = page_lay_files,
	  .message = "take files", .files = true },
	{ "attach", FIELDS(STAND, MUST("element"), { "set", FIELDS_MAP }, { "replace", FIELDS_FLAG }, MAY("message")),
	  .files = true },
};

static const struct api_act *find(const char *name)
{
	for (size_t i = 0; i < countof(table); i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

/* --- doing it --- */

static bool rehearses(const struct page_ask *a) { return record_value(a, "rehearse") != NULL; }

static const struct fault *do_act(struct page_ask *a, const struct api_act *act)
{
	bool draft = act->what && strcmp(act->what, "draft") == 0;
	if (act->what)
		page_set(a, draft ? "draft" : "what", draft ? "yes" : act->what);
	if (!act->free)
		desk_expect(a->desk, page_value(a, "stand"));
	if (rehearses(a))
		desk_rehearse(a->desk);
	else if (act->signs && route_asks_password(a))
		TRY(route_sign_in_again(a));
	return act->act(a);
}

static const struct fault *begin_change(struct page_ask *a)
{
	if (!a->view->served->me)
		return fault_make(FAULT_REFUSED, "you hold no role in this package, so you can change nothing in it");
	TRY(desk_edit_main(a->desk));
	desk_expect(a->desk, page_value(a, "stand"));
	return NULL;
}

static const struct fault *do_change(struct page_ask *a, const struct api_act *act, struct result *out)
{
	const char *message = record_value(a, "message");
	struct take *k = NULL;
	struct incoming *in = NULL;
	struct store_id id = {""};
	TRY(begin_change(a));
	TRY(take_start(a->desk, &k));
	TRY(act->lay(a, k));
	TRY(take_settle(k));
	TRY(incoming_of(a->desk, k, &in));
	if (!rehearses(a) && take_changes(k))
		TRY(take_save(k, message ? message : act->message, &id));
	if (id.hex[0] && act->lay == page_lay_suggestion)
		page_answer_suggestion(a, &id);
	out->version = scope_copy(a->sc, id.hex);
	out->taken = json_of_incoming(a->sc, in, id.hex);
	return NULL;
}

static const struct fault *do_attach(struct page_ask *a, struct result *out)
{
	struct attaching all = {0};
	TRY(begin_change(a));
	TRY(page_act_attach(a, !rehearses(a), &all, &out->version));
	out->attaching = json_of_attaching(a->sc, &all);
	return NULL;
}

static const struct fault *run(struct page_ask *a, const struct api_act *act, struct result *out)
{
	const struct fault *f = act->lay ? do_change(a, act, out) : act->act ? do_act(a, act) : do_attach(a, out);
	const char *held = record_value(a, "held");
	if (held)
		route_let_go(a, held);
	return f;
}

/* --- the answer --- */

/* Events behind the one that was read last; of an act that is not held against it, that there was when it came. */
static const struct fault *put_events(struct page_ask *a, struct json *o, const char *stand)
{
	struct view *v = NULL;
	const char *tip = stand ? strchr(stand, '.') : NULL;
	size_t at = 0;
	TRY(view_of_history(a->desk, &v));
	for (size_t i = 0; tip && i < v->events.count; i++)
		if (strncmp(v->events.at[i].event->id, tip + 1, strlen(v->events.at[i].event->id)) == 0)
			at = i + 1;
	json_put_history(o, "events", v, tip ? at : v->events.count);
	return NULL;
}

static const struct fault *put_answer(struct page_ask *a, const struct result *r, struct page_reply *out)
{
	struct json *o = json_make_object(a->sc);
	const char *stand = NULL, *read = page_value(a, "stand");
	TRY(desk_stand(a->desk, &stand));
	json_put_text(o, "stand", stand);
	json_put_text(o, "state", desk_fold(a->desk)->state);
	TRY(put_events(a, o, rehearses(a) ? NULL : read ? read : route_served(a)->stand));
	if (rehearses(a) && desk_rehearsed(a->desk))
		json_put_text(o, "rehearsed", desk_rehearsed(a->desk));
	if (r->version && *r->version)
		json_put_text(o, "version", r->version);
	if (r->taken)
		json_put(o, "taken", r->taken);
	if (r->attaching)
		json_put(o, "attaching", r->attaching);
	json_write(o, out->body);
	out->stand = stand;
	return NULL;
}

/* done: what was asked is done, whether or not the answer could be made. */
static const struct fault *act_and_answer(struct page_ask *a, const struct api_act *act, struct page_reply *out,
                                          bool *done)
{
	struct result r = { .version = NULL };
	TRY(run(a, act, &r));
	*done = true;
	return put_answer(a, &r, out);
}

/* --- once --- */

static bool is_key(const char *key)
{
	size_t n = strlen(key);
	for (const char *c = key; *c; c++)
		if (*c < 0x21 || *c > 0x7e)
			return false;
	return n > 0 && n <= ONCE_KEY;
}

/* len 0: it was done, and what to answer could not be read then. */
static const struct fault *answer_again(struct page_ask *a, struct page_reply *out, const struct once_answer *known)
{
	if (known->len == 0)
		return put_answer(a, &(struct result){ .version = NULL }, out);
	buf_put(out->body, known->body, known->len);
	out->stand = known->stand;
	return NULL;
}

static const struct fault *act_once(struct page_ask *a, const struct api_act *act, struct page_reply *out,
                                    const char *key)
{
	const char *who = a->person.email ? a->person.email : "";
	struct once_answer known;
	bool done = false;
	char what[DIGEST_TEXT];
	if (!is_key(key))
		return fault_make(FAULT_USAGE, "an Idempotency-Key has 1 to {most} printable ASCII characters",
			ONCE_KEY);
	pressed_digest(a, what);
	enum once_is is = once_ask(a->sc, route_once(a), who, key, what, route_steady(a), &known);
	if (is == ONCE_AGAIN)
		return answer_again(a, out, &known);
	if (is == ONCE_BUSY)
		return fault_make(FAULT_CONFLICT, "the same request is being answered at this moment; ask again");
	if (is == ONCE_OTHER)
		return fault_make(FAULT_USAGE, "this Idempotency-Key was used for something else; take a new one");
	const struct fault *f = act_and_answer(a, act, out, &done);
	known = f ? (struct once_answer){ "", "", 0 }
		: (struct once_answer){ out->body->at, out->stand, out->body->len };
	once_end(route_once(a), who, key, done ? &known : NULL);
	return f;
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct api_act *act = find(a->holes[1]);
	const char *key = route_key(a);
	bool done = false;
	if (!act)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	out->type = "application/json";
	out->etag = NULL;
	TRY(fields_read(a, act->fields, act->files));
	return key && route_once(a) && !rehearses(a) ? act_once(a, act, out, key)
		: act_and_answer(a, act, out, &done);
}

const struct page page_api_act = { .paths = (const char *const[]){ "/api/v1/packages/{}/acts/{}", NULL },
                                   .needs = PAGE_VIEW, .post = post, .uploads = true, .asker = PAGE_PROGRAM };
