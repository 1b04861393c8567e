/* cmd_remark_take.c: sarflow remark take: put in the words that a remark suggests. */
#include "base/base.h"
#include "command/command.h"
#include "command/said.h"
#include "command/term.h"
#include "desk/act.h"
#include "desk/take.h"

/* Who takes the words has done what the remark asks for. */
static const struct fault *answer(struct scope *sc, const struct env *env, struct desk *d, int number, const char *file,
                                  const struct store_id *id)
{
	const struct fold_remark *r = fold_remark(desk_fold(d), number);
	const struct act_options o = {0};
	const struct fault *f = r->state == FOLD_OPEN ? act_answer(d, number, "changed", id->hex, 0, &o) : NULL;
	if (f)
		term_say(env, "version {version.7}: {file}; answer it: {command}\n", id->hex, file,
		         remedy_line(sc, REMEDY("remark answer", "", scope_printf(sc, "%d", number), "changed", "")));
	else
		term_say(env, "version {version.7}: {file}; remark {number} is answered: changed\n", id->hex, file,
		         number);
	return f;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct take *k = NULL;
	struct store_id id = {""};
	const char *message = command_value(l, "message");
	int number;
	TRY(said_number(l, &number));
	TRY(env_open_desk(sc, env, &d));
	TRY(take_start(d, &k));
	TRY(take_suggestion(k, number));
	TRY(take_save(k, message ? message : scope_printf(sc, "remark %d: its suggestion is taken", number), &id));
	return answer(sc, env, d, number, take_path(k, 0), &id);
}

static const struct command_option options[] = {
	{ "message", 'm', "TEXT", "why, for the history" }, { 0 },
};

const struct command cmd_remark_take = {
	.name = "remark take", .args = "N", .brief = "put in the words that a remark suggests, as a version",
	.help = "Refused where the passage is not any more what it was when the remark was made. The remark is "
	        "answered\n"
	        "by it, as changed, in the name of who takes it; who raised it settles it.",
	.example = "sarflow remark take 3", .options = options, .min_words = 1, .max_words = 1, .run = run,
};
