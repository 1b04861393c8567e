/* json_private.h: parts that several values of JSON share, for the files of this folder.  For render/json_*.c alone. */
#ifndef RENDER_JSON_PRIVATE_H
#define RENDER_JSON_PRIVATE_H
#include "render/json.h"

/* At the end of an array. */
void json_add_findings(struct json *array, const struct findings *);
/* "reasons": [...] of an object. */
void json_put_reasons(struct json *object, const struct guard_reasons *);
#endif
