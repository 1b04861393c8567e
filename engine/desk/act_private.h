/* act_private.h: one act under way.  For desk/act*.c only.  They make the event; act.c alone appends it. */
#ifndef DESK_ACT_PRIVATE_H
#define DESK_ACT_PRIVATE_H
#include "desk/act.h"
#include "desk/desk_private.h"

struct act_file { const char *name, *bytes; size_t len; };

struct acting {
	struct scope *sc;               /* holds the lock */
	struct desk *desk;
	struct store_person person;
	struct event *event;
	struct { struct act_file *at; size_t count, cap; } files;       /* of the event's tree */
	bool judged;                    /* what the template wants true before it was asked */
	bool *happened;                 /* its content stays; in the scope, which outlives this */
};

#define ACT_SET(field, value) event_set(a->sc, a->event, EVENT_##field##_FIELD, (value))

/* An act of which the last process may have died, or failed, behind the moment it was recorded: it is judged as that
 * one judged it, and if it comes to the very event that is recorded last, it is done, and not done twice.  Else it is
 * done anew, on what the journal holds now.  act: a call, which may be made twice. */
#define ACT_AGAIN(desk, act) \
	(act_again_begin(desk), act_again_settles((desk), (act)) ? act_again_outcome(desk) : (act))
void act_again_begin(struct desk *);
bool act_again_settles(struct desk *, const struct fault *);
const struct fault *act_again_outcome(const struct desk *) MUST_USE;
/* Of acting: go back to where the last process began, where it may have recorded this. */
const struct fault *act_again_look(struct acting *, enum event_kind) MUST_USE;
/* Its event, if it may be this one; NULL: it is none. */
const struct event *act_again_event(const struct desk *);
/* It is that event, or FAULT_CONFLICT. */
const struct fault *act_again_compare(struct acting *) MUST_USE;

/* Take the lock, read the journal anew, begin an event of the day by the person at the desk. */
const struct fault *act_begin(struct acting *, struct scope *, struct desk *, enum event_kind) MUST_USE;
/* Who signs it, by git's settings; refused where the key is another person's, or has ended. */
const struct fault *act_take_signer(struct acting *) MUST_USE;
/* What the template wants true before this kind of act, judged on a version: where it is not, the fault says so and the
 * desk holds every reason (desk_shut). */
const struct fault *act_guards(struct acting *, const struct package *, const struct store_id *version) MUST_USE;
/* The fault where the desk holds reasons against it; of guards that look at the act alone there is little to list, and
 * the reason is the fault. */
const struct fault *act_refuse_shut(const struct acting *, const struct workflow_guards *) MUST_USE;
/* The same on main's tip, whatever lies unsaved beside it. */
const struct fault *act_guards_on_main(struct acting *) MUST_USE;
/* The role to act in: the one named, or (NULL) the person's first that this kind of event is open to. */
const struct fault *act_choose_role(struct acting *, const char *named) MUST_USE;
/* The same of these roles, or of any. */
const struct fault *act_choose_role_of(struct acting *, const char *named, const struct names *allowed,
                                       bool anyone) MUST_USE;
/* Reported days lie in order and not in the future. */
const struct fault *act_check_days(const struct acting *, const struct act_options *) MUST_USE;
/* Note and letter into the event's tree. */
const struct fault *act_add_papers(struct acting *, const struct act_options *) MUST_USE;
/* A file's content beside git, and its pointer at a path of the event's tree. */
const struct fault *act_add_content(struct acting *, const char *path, const struct act_paper *,
                                    struct source_entry *) MUST_USE;
void act_add_file(struct acting *, const char *path, const char *bytes, size_t len);
/* A copy of a template, and its name and digest. */
void act_add_template(struct acting *, const struct template *);
/* Whether the event's own form refuses it. */
const struct fault *act_trial(const struct acting *) MUST_USE;
/* Judge (the guards as well, where no act_guards() came before), append, read the journal again. */
const struct fault *act_finish(struct acting *) MUST_USE;
#endif
