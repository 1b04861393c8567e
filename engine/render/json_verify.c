/* json_verify.c: a verification: its verdict, what failed, what could not be judged. */
#include "base/base.h"
#include "render/json_private.h"

static void add_signer(struct json *keys, const struct verify_signer *s)
{
	struct json *o = json_add_object(keys);
	json_put_text(o, "fingerprint", s->fingerprint);
	json_put_text(o, "type", s->type);
	json_put_text(o, "person", s->name);
	json_put_text(o, "address", s->email);
	json_put_number(o, "events", (int64_t)s->events);
	json_put_number(o, "versions", (int64_t)s->versions);
}

struct json *json_of_verify(struct scope *sc, const struct verify *v)
{
	struct json *o = json_make_object(sc);
	json_put_text(o, "verdict", verify_verdict_name(verify_verdict(v)));
	json_put_text(o, "origin", verify_origin_name(v->origin));
	json_put_text(o, "handed_over_by", v->handed_by);
	json_put_text(o, "kind", v->kind);
	json_put_text(o, "package", v->package);
	json_put_text(o, "tip", v->tip);
	json_put_text(o, "tip_id", v->tip_id);
	json_put_number(o, "events", (int64_t)v->events);
	json_put_number(o, "objects", (int64_t)v->objects);
	json_put_number(o, "files", (int64_t)v->files);
	json_put_number(o, "signed", (int64_t)v->signed_events);
	json_put_number(o, "signed_by_bound_keys", (int64_t)v->signed_well);
	struct json *keys = json_put_array(o, "keys");
	for (size_t i = 0; i < v->signers.count; i++)
		add_signer(keys, &v->signers.at[i]);
	json_add_findings(json_put_array(o, "findings"), v->findings);
	json_add_findings(json_put_array(o, "not_judged"), v->gaps);
	return o;
}
