/* workflow.h: the state machine of a template, as plain data.  For template/ and from desk/ up.
 *
 * The template floor reads it from workflow.yaml; the fold is handed it
 * for each template snapshot.  Nothing here knows a file. */
#ifndef JOURNAL_WORKFLOW_H
#define JOURNAL_WORKFLOW_H
#include "base/base.h"
#include "base/finding.h"
#include "base/list.h"
#include "base/words.h"
#include "journal/event.h"

struct workflow_argument { const char *name; struct names values; };
struct workflow_guard { const char *name; struct workflow_argument *arguments; size_t count; };
struct workflow_guards { struct workflow_guard *at; size_t count; };

struct workflow_clock { int days; const char *basis; struct words says; };      /* days 0 = none */

struct workflow_state {
	const char *id;
	struct words title, help, example;
	/* how sure we are of it, and where it is from; "" if the template does not say */
	const char *basis, *source;
	bool authority;                 /* the ball is with the authority that decides; what it does is reported */
	bool remembers;                 /* a history state: `to: previous` leads back */
	bool final;
	struct workflow_clock clock;
	struct place place;
};

enum workflow_evidence { WORKFLOW_NONE, WORKFLOW_HEAD, WORKFLOW_RECORD };

struct workflow_transition {
	const char *action;
	struct words title;
	struct names from;
	const char *to;                 /* NULL: the state the current one was entered from */
	struct names roles;
	bool reported;
	bool new_round;
	enum workflow_evidence evidence;
	struct workflow_guards guards;
	struct place place;
};

/* What is no transition: who may do it, and what must be true before; a seal cannot be taken back either. */
struct workflow_act { bool anyone; struct names roles; struct workflow_guards guards; struct place place; };

struct workflow {
	const char *initial, *founder_role;
	struct workflow_state *states;
	size_t state_count;
	struct workflow_transition *transitions;
	size_t transition_count;
	struct workflow_act acts[EVENT_KIND_COUNT];
	struct workflow_guards draft;           /* of `export --draft`, which leaves no event */
	/* Who together may trust a key of the last who may appoint; count 0: nobody. */
	struct { struct names roles; int count; } vouch;
};

const struct workflow_state *workflow_state(const struct workflow *, const char *id);
/* The transition an action means in a state; NULL if there is none. */
const struct workflow_transition *workflow_find(const struct workflow *, const char *state, const char *action);
/* An argument of a guard by name; NULL if it is not given. */
const struct names *workflow_argument(const struct workflow_guard *, const char *name);
#endif
