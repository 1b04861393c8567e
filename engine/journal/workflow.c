/* workflow.c: looking things up in a workflow. */
#include "base/base.h"
#include "journal/workflow.h"

const struct workflow_state *workflow_state(const struct workflow *w, const char *id)
{
	for (size_t i = 0; i < w->state_count; i++)
		if (strcmp(w->states[i].id, id) == 0)
			return &w->states[i];
	return NULL;
}

const struct workflow_transition *workflow_find(const struct workflow *w, const char *state, const char *action)
{
	for (size_t i = 0; i < w->transition_count; i++)
		if (strcmp(w->transitions[i].action, action) == 0 && list_has(&w->transitions[i].from, state))
			return &w->transitions[i];
	return NULL;
}

const struct names *workflow_argument(const struct workflow_guard *g, const char *name)
{
	for (size_t i = 0; i < g->count; i++)
		if (strcmp(g->arguments[i].name, name) == 0)
			return &g->arguments[i].values;
	return NULL;
}
