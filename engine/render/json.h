/* json.h: what a view shows as JSON, a function each; for commands and pages.
 *
 * The members of each value are described in tests/schema, by the name
 * of the command that prints it.  Data and nothing else goes in: the
 * same view gives the same bytes. */
#ifndef RENDER_JSON_H
#define RENDER_JSON_H
#include "base/finding.h"
#include "base/json.h"
#include "intake/attaching.h"
#include "intake/outcome.h"
#include "intake/redlined.h"
#include "view/changes.h"
#include "view/inbox.h"
#include "view/incoming.h"
#include "view/keys.h"
#include "view/listing.h"
#include "view/screening.h"
#include "view/view.h"
#include "view/waivers.h"
#include "view/why.h"
#include "verify/verify.h"

struct json *json_of_findings(struct scope *, const struct findings *);
struct json *json_of_screening(struct scope *, const struct screening *);
struct json *json_of_changes(struct scope *, const struct changes *);
/* version: that it was saved as, "" if it was not. */
struct json *json_of_incoming(struct scope *, const struct incoming *, const char *version);
/* recorded: it was, and not only looked at.  matrix: the file that was written, or NULL. */
struct json *json_of_outcomes(struct scope *, const struct outcomes *, bool recorded, const char *matrix);
struct json *json_of_redlined(struct scope *, const struct redlined *, bool recorded);
struct json *json_of_why(struct scope *, const struct why *);
struct json *json_of_inbox(struct scope *, const struct inbox_items *);
struct json *json_of_listing(struct scope *, const struct listing *);
struct json *json_of_keys(struct scope *, const struct keys_list *);
struct json *json_of_waivers(struct scope *, const struct waivers *);
struct json *json_of_verify(struct scope *, const struct verify *);
struct json *json_of_version(struct scope *);
struct json *json_of_attaching(struct scope *, const struct attaching *);

/* Of a view where inner: its state with sign-offs (fallen_take() before), its moves, remarks, events. */
struct json *json_of_status(struct scope *, const struct view *);
struct json *json_of_moves(struct scope *, const struct view *);
struct json *json_of_remarks(struct scope *, const struct view *);
struct json *json_of_remark(struct scope *, const struct view_remark *);
struct json *json_of_history(struct scope *, const struct view *);
/* The events from one on, into an object, under a key it has not yet. */
void json_put_history(struct json *object, const char *key, const struct view *, size_t from);
#endif
