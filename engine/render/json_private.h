/* json_private.h: parts that several values of JSON share, for the files of this folder.  For render/json_*.c alone. */
#ifndef RENDER_JSON_PRIVATE_H
#define RENDER_JSON_PRIVATE_H
#include "render/json.h"

/* At the end of an array. */
void json_add_findings(struct json *array, const struct findings *);
/* The members of what json_of_changes() makes. */
void json_fill_changes(struct json *object, const struct changes *);
/* "reasons": [...] of an object. */
void json_put_reasons(struct json *object, const struct guard_reasons *);
/* A sentence, in English: programs read it; NULL: "". */
static inline void json_put_phrase(struct json *object, const char *key, const struct phrase *p)
{
	SCOPE(turn);
	json_put_text(object, key, p ? phrase_text(turn, NULL, p) : "");
}
/* What to do, as a command line. */
static inline void json_put_remedy(struct json *object, const char *key, const struct remedy *r)
{
	SCOPE(turn);
	json_put_text(object, key, remedy_line(turn, r));
}
#endif
