/* json_verify.c: a verification: its verdict, what failed, what could not be judged. */
#include "base/base.h"
#include "render/json_private.h"

struct json *json_of_verify(struct scope *sc, const struct verify *v)
{
	struct json *o = json_make_object(sc);
	json_put_text(o, "verdict", verify_verdict_name(verify_verdict(v)));
	json_put_text(o, "origin", "unproven");
	json_put_text(o, "kind", v->kind);
	json_put_text(o, "package", v->package);
	json_put_text(o, "tip", v->tip);
	json_put_text(o, "tip_id", v->tip_id);
	json_put_number(o, "events", (int64_t)v->events);
	json_put_number(o, "objects", (int64_t)v->objects);
	json_put_number(o, "files", (int64_t)v->files);
	json_put_number(o, "signed", (int64_t)v->signed_events);
	json_add_findings(json_put_array(o, "findings"), v->findings);
	json_add_findings(json_put_array(o, "not_judged"), v->gaps);
	return o;
}
