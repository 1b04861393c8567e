/* act.h: the one door for change in a package's history.
 *
 * Each act takes the lock, reads the journal anew, judges, appends one
 * event and lets the lock go.  A refused act changes nothing. */
#ifndef PACKAGE_ACT_H
#define PACKAGE_ACT_H
#include "package/desk.h"
#include "package/guard.h"

struct act_file { const char *name, *bytes; size_t len; };

struct act_options {
	const char *role;               /* NULL: the person's first role that may do it */
	const char *reported_by, *occurred, *received;
	struct act_file letter;         /* name NULL: none */
	const char *note;               /* Markdown text, NULL: none */
};

/* The opening event, on a store without a journal; carries the template. */
const struct fault *act_open(struct desk *, const struct template *, const char *package_id) MUST_USE;

/* A transition.  Where guards shut it, the fault says so and reasons hold every reason. */
const struct fault *act_transition(struct desk *, const char *action, const struct act_options *, struct guard_reasons *) MUST_USE;

const struct fault *act_appoint(struct desk *, const char *person, const struct names *roles, const struct names *addresses,
                                const struct names *keys) MUST_USE;
/* Sign elements' present content in a role; no elements = all that the category uses.  *count: elements signed. */
const struct fault *act_sign(struct desk *, const char *role, const struct names *elements, const char *meaning,
                             size_t *count) MUST_USE;
/* Seal main's tip as the next submittal.  *number: its number. */
const struct fault *act_seal(struct desk *, const char *role, int *number) MUST_USE;
/* Record what was made from a submittal. */
const struct fault *act_exported(struct desk *, int submittal, const char *profile, const char *digest) MUST_USE;
const struct fault *act_deliver(struct desk *, int submittal, const char *means, const struct act_options *) MUST_USE;
const struct fault *act_note(struct desk *, const struct act_options *) MUST_USE;
const struct fault *act_letter(struct desk *, const char *direction, const struct act_options *) MUST_USE;
/* Take a newer template; state: where the package then stands. */
const struct fault *act_adopt(struct desk *, const struct template *, const char *state) MUST_USE;

/* Pin the usable version of another package: its objects are copied in, the event names it and carries its template. */
const struct fault *act_use(struct desk *, const struct template_use *, struct desk *used) MUST_USE;
/* Accept a finding of the newest saved version up to a day; o->note: the reason. */
const struct fault *act_waive(struct desk *, const struct finding *, const struct store_id *version, const char *until,
                              const struct act_options *o) MUST_USE;
/* Take a waiver back; finding: its whole id. */
const struct fault *act_unwaive(struct desk *, const char *finding, const struct act_options *) MUST_USE;
/* Remove an attachment's content; o->note: why. The content goes first: if the event then fails, doing it again mends it. */
const struct fault *act_purge(struct desk *, const char *path, const struct act_options *) MUST_USE;

/* Why a transition is shut now, for a package: no reason = open.  asking: for `next`, before a letter is at hand. */
const struct fault *act_judge(struct desk *, const struct workflow_transition *, const struct package *,
                              const struct store_id *, bool has_letter, bool asking, struct guard_reasons *) MUST_USE;

/* What a seal of this package hands over, as lines "SHA-256  size  path"; FAULT_REFUSED if content is not here. */
const struct fault *act_manifest(struct scope *, const struct package *, const char **text) MUST_USE;
#endif
