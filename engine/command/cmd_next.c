/* cmd_next.c: sarflow next: open transitions, and what shuts the others. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/json.h"
#include "view/view.h"

static void show_move(const struct env *env, const struct view *v, const struct view_move *m, bool all)
{
	bool open = m->reasons.count == 0;
	SCOPE(turn);
	term_pad(env, open ? TERM_GREEN : TERM_RED, term_text(env, open ? WORD("open") : WORD("shut")), 6);
	term_pad(env, TERM_BOLD, m->transition->action, 26);
	term_printf(env, " -> ");
	term_pad(env, TERM_PLAIN, m->to ? m->to : "?", 22);
	const char *roles = list_join(turn, &m->transition->roles, ", ");
	if (m->transition->reported)
		term_say(env, " by {roles}, reported\n", roles);
	else
		term_say(env, " by {roles}\n", roles);
	term_printf(env, "      ");
	term_put(env, TERM_DIM, m->transition->title.in[v->language]);
	term_printf(env, "\n");
	show_reasons(env, &m->reasons, all ? SIZE_MAX : 5);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of(d, "main", &v));
	if (env->json) {
		show_json(env, json_of_moves(sc, v));
		return NULL;
	}
	term_say(env, "{package} is in state \"{state}\" (newest saved version)\n", v->package->id, v->state->id);
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < v->moves.count; i++)
			if ((v->moves.at[i].reasons.count != 0) == (pass == 1))
				show_move(env, v, &v->moves.at[i], command_flag(l, "all"));
	return NULL;
}

static const struct command_option options[] = {
	{ "all", 'a', NULL, "every reason, not only the first five of each" },
	{ 0 },
};

const struct command cmd_next = {
	.name = "next", .args = "", .brief = "which transitions are open, and what shuts the others",
	.help = "Judges every guard of every transition that leads out of the present state, on the newest saved\n"
	        "version, as `sarflow do` would. Each reason says the file and line where there is one.",
	.example = "sarflow next --as-of 2027-01-15", .options = options, .pages = true, .json = true, .run = run,
};
