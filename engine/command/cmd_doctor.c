/* cmd_doctor.c: sarflow doctor: put right what can be, and touch no history. */
#include "base/base.h"
#include "command/command.h"
#include "command/term.h"
#include "desk/doctor.h"

static void show(struct scope *sc, const struct env *env, const struct doctor_note *n)
{
	switch (n->state) {
	case DOCTOR_MENDED:  term_say(env, "mended: {says}", n->says); break;
	case DOCTOR_TO_MEND: term_say(env, "to mend: {says}", n->says); break;
	case DOCTOR_LOST:    term_say(env, "lost: {says}", n->says); break;
	}
	if (n->remedy)
		term_say(env, "; try: {command}", remedy_line(sc, n->remedy));
	term_printf(env, "\n");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct doctor d;
	const char *from = command_value(l, "from");
	struct doctor_wish wish = { from ? command_folder(sc, env, from) : NULL, command_flag(l, "dry-run"), 0 };
	TRY(command_number(l, "unused", &wish.unused));
	TRY(doctor_run(sc, &env->world, &env->person, &wish, &d));
	for (size_t i = 0; i < d.notes.count; i++)
		show(sc, env, &d.notes.at[i]);
	if (d.notes.count == 0)
		term_say(env, "nothing is wrong: settings, index, objects and content are as they should be\n");
	l->status = d.lost > 0 || (wish.only_look && d.notes.count > 0);
	return NULL;
}

static const struct command_option options[] = {
	{ "from", 0, "COPY", "a copy (sarflow backup, or a clone) that may have what is missing here" },
	{ "unused", 0, "DAYS", "remove content that nothing refers to and that came more than so many days ago" },
	{ "dry-run", 'n', NULL, "only look" },
	{ 0 },
};

const struct command cmd_doctor = {
	.name = "doctor", .args = "", .brief = "find what is broken in a package, and mend what can be",
	.help = "Looks at git's settings and index, at every object that a branch, a tag or the journal leads to, and "
	        "at the\n"
	        "content of attachments and letters. Puts right what it can: from the work tree, or from a copy with "
	        "--from.\n"
	        "What processes that died left behind goes as well. No version and no event is changed. The exit "
		"status "
	        "is 1 where\n"
	        "something remains to be done. --unused is for a server: content comes before the push that names "
	        "it, and stays\n"
	        "where the push never came; thirty days are plenty.",
	.example = "sarflow doctor --dry-run\nsarflow doctor --from /media/safe/sar/F110-NOZ-001.git\n"
	           "sarflow -C /srv/sar/F110-NOZ-001 doctor --unused 30 --dry-run",
	.options = options, .max_words = 0, .run = run,
};
