/* cmd_inbox.c: sarflow inbox: what waits for me, over a folder of packages. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/packages.h"
#include "desk/templates.h"
#include "desk/desk.h"
#include "render/json.h"
#include "view/inbox.h"

static void show_item(const struct env *env, const struct inbox_item *i)
{
	term_pad(env, i->overdue ? TERM_RED : TERM_PLAIN, *i->due ? i->due : term_text(env, WORD("no day")), 12);
	term_pad(env, TERM_BOLD, i->package, 22);
	term_printf(env, " ");
	SCOPE(turn);
	term_say_phrase(env, i->says);
	term_printf(env, "\n%35s", "");
	term_put(env, TERM_DIM, remedy_line(turn, i->remedy));
	term_printf(env, "\n");
}

/* A package that cannot be read is told, and passed over. */
static const struct fault *look(struct scope *sc, const struct env *env, const char *path, struct inbox_items *items,
                                size_t *packages)
{
	SCOPE(turn);
	struct env here = *env;
	struct desk *d = NULL;
	here.world.directory = path;
	const struct fault *f = env_open_desk(turn, &here, &d);
	if (!f)
		f = inbox_add(sc, d, items);
	if (f) {
		struct env errors = *env;
		errors.out = env->err;
		term_fault(&errors, scope_printf(turn, "sarflow: %s", path_base(path)), f);
		return NULL;
	}
	++*packages;
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *folder = command_word(l, 0) ? command_folder(sc, env, command_word(l, 0)) : env->world.directory;
	struct names folders = {0};
	size_t packages = 0;
	struct inbox_items items = {0};
	if (!env->person.email)
		return fault_advise(fault_make(FAULT_USAGE, "who are you? Tell git your name and address (git config "
		                                            "user.name, user.email)"),
		                    REMEDY("", "as", "NAME <ADDRESS>"));
	TRY(packages_of(sc, folder, &folders));
	struct env many = *env;
	many.templates = desk_templates_new(sc);
	for (size_t i = 0; i < folders.count; i++)
		TRY(look(sc, &many, folders.at[i], &items, &packages));
	inbox_sort(&items);
	if (env->json) {
		show_json(env, json_of_inbox(sc, &items));
		return NULL;
	}
	for (size_t i = 0; i < items.count; i++)
		show_item(env, &items.at[i]);
	if (items.count == 0)
		term_say(env, "nothing waits for {person} in {count} {count:package|packages}\n", env->person.email,
		         packages);
	return NULL;
}

const struct command cmd_inbox = {
	.name = "inbox", .args = "[FOLDER]", .brief = "what waits for you, over a folder of packages",
	.help = "Looks at each package in FOLDER (else the present folder). You are the person git knows, "
	        "in the roles you hold in that\n"
	        "package: remarks to answer, answers to your remarks to look at, elements to sign, "
	        "what waits to be sealed, made and\n"
	        "delivered, moves whose conditions are met, clocks that run out. By day, overdue ones first; "
	        "then what has no day.\n"
	        "Moves that you may make on any day come last.",
	.example = "sarflow inbox ~/sar\nsarflow --as 'Yui Tanaka <yui@x.example>' inbox ~/sar --json", .max_words = 1,
	.pages = true, .json = true, .run = run,
};
