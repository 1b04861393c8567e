/* cmd_serve.c: sarflow serve: the packages in a browser. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include "base/tool.h"
#include "command/command.h"
#include "command/term.h"
#include "text/pdf.h"
#include "text/workbook.h"
#include "web/web.h"

enum { PATIENCE = 20, MOST_PATIENCE = 600, LAST_PORT = 65535 };

/* folder: of the page by which the first link is opened; NULL: it is not, or not any more. */
struct linking { const struct env *env; const char *folder; };

/* By a page that nobody else can read: the words a program is given, everybody on this machine can see. */
static bool open_link(const struct linking *k, const char *link)
{
	SCOPE(turn);
	const char *path = path_join(turn, k->folder, "enter.html");
	const char *page = scope_printf(turn, "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>sarflow</title>\n"
	                                "<meta http-equiv=\"refresh\" content=\"0; url=%s\">\n"
	                                "<a href=\"%s\">sarflow</a>\n", link, link);
	if (FAILED(file_write(path, page, strlen(page))))       /* then who reads the link opens it */
		return false;
	return tool_start((const char *const[]){ "xdg-open", path, NULL });
}

/* Where a script reads it, the link stands alone on its line. */
static void show_link(void *context, const char *link)
{
	struct linking *k = context;
	bool opened = k->folder && open_link(k, link);
	k->folder = NULL;
	if (k->env->out_terminal && opened)
		term_say(k->env, "A browser should open by itself; if not, open this link, which counts once: ");
	else if (k->env->out_terminal)
		term_say(k->env, "Open this link; it counts once: ");
	term_printf(k->env, "%s\n", link);
	fflush(k->env->out);
}

/* At a terminal of a desktop, for one person. */
static struct linking prepare_link(struct scope *sc, const struct env *env, const struct command_line *l)
{
	struct linking k = { .env = env };
	if (!env->desktop || !env->out_terminal || command_flag(l, "team") || command_flag(l, "no-open"))
		return k;
	temporary_sweep(env->desktop);
	if (FAILED(temporary_room(sc, env->desktop, &k.folder)))        /* then the link is printed alone */
		k.folder = NULL;
	return k;
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

static const struct fault *check_team(const struct command_line *l)
{
	bool team = command_flag(l, "team"), tls = command_value(l, "certificate");
	static const char *const others[] = { "address", "host", "certificate", "key", "believe", "client-ca",
		"client-crl", NULL };
	const char *other = command_first(l, others);
	if (!team && other)
		return fault_make(FAULT_USAGE, "--{option} is for a server for a team; for one person it listens on "
			"this machine only", other);
	if (tls != (command_value(l, "key") != NULL))
		return fault_make(FAULT_USAGE, "TLS wants a certificate and its key");
	if (command_value(l, "client-ca") && (!tls || command_value(l, "believe")))
		return fault_make(FAULT_USAGE, "certificates of people are asked for over TLS that is spoken here: "
			"give a certificate and its key, and believe no other server");
	if (command_value(l, "client-crl") && !command_value(l, "client-ca"))
		return fault_make(FAULT_USAGE, "{option} goes with {other}", "--client-crl", "--client-ca");
	if (command_value(l, "address") && !tls && !command_value(l, "believe"))
		return fault_make(FAULT_USAGE, "passwords do not go over a network in the clear: give a certificate "
			"and its key, or stand behind a server on this machine that has them");
	return NULL;
}

static const struct fault *read_pem(struct scope *sc, const struct command_line *l, const char *option,
                                    const char **out)
{
	const char *path = command_value(l, option);
	size_t len = 0;
	return path ? file_read(sc, path, 1 << 20, out, &len) : NULL;
}

static const struct fault *check_person(const struct env *env, bool team)
{
	if (team || env->person.email)
		return NULL;
	return fault_advise(fault_make(FAULT_USAGE, "who are you? Tell git your name and address (git config "
	                               "user.name, user.email)"), REMEDY("", "as", "NAME <ADDRESS>"));
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct world world = env->world;
	int port = 0, patience = 0;
	struct linking linking = prepare_link(sc, env, l);
	const struct names hosts = command_values(sc, l, "host");
	if (command_word(l, 0))
		world.directory = command_folder(sc, env, command_word(l, 0));
	if (!file_is_folder(world.directory))
		return fault_make(FAULT_NOT_FOUND, "there is no folder {folder}", world.directory);
	TRY(take_numbers(l, &port, &patience));
	TRY(check_team(l));
	TRY(check_person(env, command_flag(l, "team")));
	TRY(pdf_start());               /* these before the first thread */
	TRY(workbook_start());
	struct web_options o = { .world = &world, .person = &env->person, .clock = env->clock, .port = port,
	                         .patience = (unsigned)patience, .invite = show_link,
	                         .team = command_flag(l, "team"), .address = command_value(l, "address"),
	                         .hosts = &hosts, .proxy = command_value(l, "believe"),
	                         .behind = command_value(l, "believe") && !command_value(l, "certificate"),
	                         .context = &linking };
	TRY(read_pem(sc, l, "certificate", &o.certificate));
	TRY(read_pem(sc, l, "key", &o.key));
	o.client_ca = command_value(l, "client-ca");
	o.client_crl = command_value(l, "client-crl");
	TRY(read_pem(sc, l, "client-ca", &o.client_trust));
	return web_serve(&o);
}

static const struct command_option options[] = {
	{ "port", 'p', "PORT", "listen there; else on any that is free" },
	{ "patience", 0, "SECONDS", "end a connection whose request does not come in whole for so long; else 20" },
	{ "no-open", 0, NULL, "only print the link; at a terminal of a desktop a browser opens it by itself" },
	{ "team", 0, NULL, "for the people of sarflow user: each signs in, and sees the packages they hold a role in" },
	{ "address", 0, "ADDRESS", "for a team: listen on this address of the machine, 0.0.0.0 for all; wants TLS" },
	{ "host", 0, "NAME", "for a team: a name by which browsers ask for it", true },
	{ "certificate", 0, "FILE", "for a team: TLS with this certificate and those above it, in PEM" },
	{ "key", 0, "FILE", "the certificate's key, in PEM" },
	{ "client-ca", 0, "FILE", "for a team: people are known by certificates of these issuers, in PEM" },
	{ "client-crl", 0, "FILE", "with it: the issuers' lists of certificates that they took back, in PEM" },
	{ "believe", 0, "HEADER", "for a team: a server on this machine signs people in and says who in this header" },
	{ 0 },
};

const struct command cmd_serve = {
	.name = "serve", .args = "[FOLDER]", .brief = "the packages of a folder in a browser",
	.help = "Shows the packages in FOLDER (else the present folder), or the one that it is, as pages: what waits "
	        "for you,\nwhere each stands, its texts and registers, what changed between versions, remarks, "
	        "sign-offs, moves.\nIt listens on 127.0.0.1 only, and prints a link that counts once; whoever opens it "
	        "is the person git knows.\nPages show the newest saved version, and acts are on it, whatever lies "
	        "unsaved beside it. Each request is\na line of JSON on the error stream. Ctrl-C ends it.\n"
	        "With --team each person of `sarflow user` signs in; who holds no role in a package cannot see "
	        "that it is\nthere. The server holds nobody's key: where a package asks for signatures, a person's "
	        "passkey signs\non the page (over TLS, or at localhost), or they do the act at home. Who signs "
	        "elements off without one\nsays their password once more.\n"
	        "With --believe a header tells who somebody is, and only where it comes from this "
	        "machine: that server\nmust drop the header from what it is sent, and speak TLS.\n"
	        "For a team, git fetches from /git/PACKAGE.git and pushes main and refs/sar/journal to it, with the "
	        "address and\npassword of an account; what comes is judged as verify does, and refused whole with the "
	        "reason. Main moves\nby a push only where the package is a bare copy.\n"
	        "What pages show and do programs ask for as JSON below /api/v1, with a token of `sarflow user token`;\n"
	        "/api/v1/openapi.json describes it.\n"
	        "Addresses of `sarflow hook` are told of each event.\n"
	        "With --client-ca people are known by the certificates that their browsers show, bound to accounts by\n"
	        "sarflow user certificate; passwords count for git alone then. Both files are read as it starts.",
	.example = "sarflow serve ~/sar\nsarflow serve F110-NOZ-001 --port 8080\n"
	           "sarflow serve /srv/sar --team --address 0.0.0.0 --host sar.minato-turbine.example --port 443 \\\n"
	           "    --certificate sar.pem --key sar.key", .options = options, .max_words = 1,
	.run = run,
};
