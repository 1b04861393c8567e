/* guard.h: a condition on a transition or an act, with its reasons when shut.  For guard/, desk/, view/ and command/.
 *
 * To add one, add one file: guard/NAME.c defining `const struct guard
 * guard_NAME`: how a template writes it, what must be true, why it is
 * shut, what it saw where it is open, and the steps that open it.  The
 * Makefile lists the files; nothing else knows a guard by its name. */
#ifndef GUARD_GUARD_H
#define GUARD_GUARD_H
#include "base/base.h"
#include "base/fault.h"
#include "base/finding.h"
#include "guard/plan.h"
#include "guard/reasons.h"
#include "journal/fold.h"
#include "package/package.h"
#include "store/entry.h"
#include "template/guard_form.h"

struct store;

/* Who signs the act that is judged: the key as Base64 of its line, and the person it names. */
/* GUARD_SIGNED_UNJUDGED: of an act that is recorded, by a key that this machine cannot judge, which is told; then it is
 * neither shut nor open, and shuts nothing. */
enum guard_signing { GUARD_UNSIGNED, GUARD_SIGNED, GUARD_SIGNED_OTHERWISE, GUARD_SIGNED_UNJUDGED };
struct guard_signer { enum guard_signing how; const char *key, *fingerprint, *email; };

/* What a guard may look at. */
struct guard_case {
	struct scope *sc;
	struct store *store;
	const struct package *package;          /* the evidence the transition would bind */
	const struct store_id *evidence;        /* its version; "" if it is the work tree */
	const struct findings *findings;        /* of check_run on it; NULL where no guard that checks is judged */
	const struct fold *fold;
	int as_of;
	bool has_letter;                        /* the act carries a letter */
	const struct guard_signer *signer;      /* NULL: no act is at hand */
	bool asking;                            /* `next` asks: a missing letter is told as what to do */
};

/* What must be done before the transition, in this order; guards of one stage hang on those of the stages before. */
enum guard_stage { GUARD_EDIT, GUARD_SETTLE, GUARD_SIGN, GUARD_SEAL, GUARD_DELIVER, GUARD_ACT, GUARD_STAGES };

struct guard {
	struct guard_form form;                 /* its name, and the arguments it takes */
	enum guard_stage stage;
	const char *says;                       /* what must be true, for people; a key of the catalogue */
	bool checks;                            /* it looks at the findings; else they need not be there */
	bool alone;                             /* it does not look at the package: that may be NULL */
	const char *option;                     /* an option that the act then needs, "letter"; NULL: none */
	const struct fault *(*judge)(const struct guard_case *, const struct workflow_guard *,
	                             struct guard_reasons *) MUST_USE;
	/* Its evidence where it is open: what it looked at, in a few words, kept in the case's scope. */
	const struct phrase *(*tells)(const struct guard_case *, const struct workflow_guard *);
	/* The steps that open it, or that the plan so far makes necessary again, added to the plan.  NULL: mend each
	 * reason where it is (guard_plan_mend). */
	void (*steps)(struct guard_plan *, const struct workflow_guard *, const struct guard_reasons *);
};

extern const struct guard *const guard_table[];         /* by name, NULL-ended */
const struct guard *guard_find(const char *name);

/* For the guards: the first value of an argument, or otherwise. */
const char *guard_text(const struct workflow_guard *, const char *name, const char *otherwise);
size_t guard_number(const struct workflow_guard *, const char *name, size_t otherwise);
bool guard_flag(const struct workflow_guard *, const char *name);
/* The role that the guard waits for, of its argument of that type; "" if it waits for none. */
const char *guard_role(const struct workflow_guard *);
/* What the template calls it, in the package's language. */
const char *guard_role_title(const struct guard_case *, const char *role);
/* A reason, its texts kept; how and remedy may be set on what is returned, until the next one. */
struct guard_reason *guard_shut(const struct guard_case *, struct guard_reasons *, struct place,
                                const struct phrase *says);

/* A reason for each thing in a column that could not be read: it says neither yes nor no. */
void guard_shut_unread(const struct guard_case *, const struct package_register *, int column, struct guard_reasons *);

/* All guards of a transition or an act; no reason = open. */
const struct fault *guard_judge(const struct guard_case *, const struct workflow_guards *,
                                struct guard_reasons *) MUST_USE;
/* Does any of them look at the package, or at what is found in it? */
bool guard_looks(const struct workflow_guards *);
bool guard_checks(const struct workflow_guards *);
/* Only those that check, or only the others. */
const struct fault *guard_judge_some(const struct guard_case *, const struct workflow_guards *, bool checking,
                                     struct guard_reasons *) MUST_USE;
#endif
