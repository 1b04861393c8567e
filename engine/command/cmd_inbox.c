/* cmd_inbox.c: sarflow inbox: what waits for me, over a folder of packages. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/json.h"
#include "view/inbox.h"

static void show_item(const struct env *env, const struct inbox_item *i)
{
	term_pad(env, i->overdue ? TERM_RED : TERM_PLAIN, *i->due ? i->due : "no day", 12);
	term_pad(env, TERM_BOLD, i->package, 22);
	term_say(env, " ");
	term_put(env, TERM_PLAIN, i->what);
	term_say(env, "\n%35s", "");
	term_put(env, TERM_DIM, i->command);
	term_say(env, "\n");
}

/* A folder that is no package is passed over; one that cannot be read is told. */
static const struct fault *look(struct scope *sc, const struct env *env, const char *path, struct inbox_items *items, size_t *packages)
{
	SCOPE(turn);
	struct env here = *env;
	struct desk *d = NULL;
	if (!file_exists(path_join(turn, path, ".git")))
		return NULL;
	here.directory = path;
	const struct fault *f = desk_open(turn, &here, &d);
	if (!f)
		f = inbox_add(sc, d, items);
	if (f) {
		struct env errors = *env;
		errors.out = env->err;
		term_say(&errors, "sarflow: %s: %s\n", path_base(path), f->text);
		return NULL;
	}
	++*packages;
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *folder = command_word(l, 0) ? command_folder(sc, env, command_word(l, 0)) : env->directory;
	const char *const *names = NULL;
	size_t count = 0, packages = 0;
	struct inbox_items items = {0};
	if (!env->email)
		return fault_make(FAULT_USAGE, "who are you? Tell git: git config --global user.email ADDRESS; or use --as 'NAME <ADDRESS>'");
	TRY(file_names(sc, folder, &names, &count));
	if (file_exists(path_join(sc, folder, ".git")))
		TRY(look(sc, env, folder, &items, &packages));
	else
		for (size_t i = 0; i < count; i++)
			if (*names[i] != '.')
				TRY(look(sc, env, path_join(sc, folder, names[i]), &items, &packages));
	inbox_sort(&items);
	if (env->json) {
		show_json(env, json_of_inbox(sc, &items));
		return NULL;
	}
	for (size_t i = 0; i < items.count; i++)
		show_item(env, &items.at[i]);
	if (items.count == 0)
		term_say(env, "nothing waits for %s in %zu package%s\n", env->email, packages, packages == 1 ? "" : "s");
	return NULL;
}

const struct command cmd_inbox = {
	.name = "inbox", .args = "[FOLDER]", .brief = "what waits for you, over a folder of packages",
	.help = "Looks at each package in FOLDER (else the present folder). You are the person git knows, in the roles you hold in that\n"
	        "package: remarks to answer, answers to your remarks to look at, elements to sign, moves that are open to you, clocks\n"
	        "that run out. By day, overdue ones first; what has no day comes last.",
	.example = "sarflow inbox ~/sar\nsarflow --as 'Yui Tanaka <yui@x.example>' inbox ~/sar --json", .max_words = 1,
	.pages = true, .json = true, .run = run,
};
