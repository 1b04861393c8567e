/* cmd_serve.c: sarflow serve: the packages in a browser. */
#include "base/base.h"
#include "command/command.h"
#include "command/term.h"
#include "text/pdf.h"
#include "text/workbook.h"
#include "web/web.h"

enum { PATIENCE = 20, MOST_PATIENCE = 600, LAST_PORT = 65535 };

/* Where a script reads it, the link stands alone on its line. */
static void show_link(void *context, const char *link)
{
	const struct env *env = context;
	if (env->out_terminal)
		term_say(env, "Open this link; it counts once: ");
	term_printf(env, "%s\n", link);
	fflush(env->out);
}

static const struct fault *take_numbers(const struct command_line *l, int *port, int *patience)
{
	TRY(command_number(l, "port", port));
	TRY(command_number(l, "patience", patience));
	if (*port > LAST_PORT)
		return fault_make(FAULT_USAGE, "there is no port {port}; the last one is {last}", *port, LAST_PORT);
	if (*patience > MOST_PATIENCE)
		return fault_make(FAULT_USAGE, "a connection may be idle for {most} seconds at most", MOST_PATIENCE);
	*patience = *patience ? *patience : PATIENCE;
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct world world = env->world;
	int port = 0, patience = 0;
	if (command_word(l, 0))
		world.directory = command_folder(sc, env, command_word(l, 0));
	TRY(take_numbers(l, &port, &patience));
	if (!env->person.email)
		return fault_advise(fault_make(FAULT_USAGE, "who are you? Tell git your name and address (git config "
		                                            "user.name, user.email)"),
		                    REMEDY("", "as", "NAME <ADDRESS>"));
	TRY(pdf_start());               /* these before the first thread */
	TRY(workbook_start());
	const struct web_options o = { .world = &world, .person = &env->person, .clock = env->clock, .port = port,
	                               .patience = (unsigned)patience, .invite = show_link,
	                               .context = (void *)(uintptr_t)env };
	return web_serve(&o);
}

static const struct command_option options[] = {
	{ "port", 'p', "PORT", "listen there; else on any that is free" },
	{ "patience", 0, "SECONDS", "end a connection whose request does not come in whole for so long; else 20" },
	{ 0 },
};

const struct command cmd_serve = {
	.name = "serve", .args = "[FOLDER]", .brief = "the packages of a folder in a browser, for you on this machine",
	.help = "Shows the packages in FOLDER (else the present folder), or the one that it is, as pages: what waits "
	        "for you,\nwhere each stands, its texts and registers, what changed between versions, remarks, "
	        "sign-offs, moves.\nIt listens on 127.0.0.1 only, and prints a link that counts once; whoever opens it "
	        "is the person git knows.\nPages show the newest saved version, and acts are on it, whatever lies "
	        "unsaved beside it. Each request is\na line of JSON on the error stream. Ctrl-C ends it.\n"
	        "It does not do yet: several people with accounts, need-to-know between them, TLS, other machines,\n"
	        "search, receiving pushes, a JSON API.",
	.example = "sarflow serve ~/sar\nsarflow serve F110-NOZ-001 --port 8080", .options = options, .max_words = 1,
	.run = run,
};
