/* main.c: gather the outside, find the command, run it, report what it returns. */
#include "base/base.h"
#include "base/date.h"
#include "base/helper.h"
#include "base/path.h"
#include "base/scope.h"
#include "base/term.h"
#include "command/command.h"
#include "store/identity.h"
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct globals { const char *directory, *as, *as_of, *language; bool json, no_pager, no_color, help; };

/* Take the global options out of the words, wherever they stand; the rest is the command's. */
static const struct fault *take_globals(int *argc, char **argv, struct globals *g)
{
	struct { const char *name; const char **value; bool *flag; } list[] = {
		{ "-C", &g->directory, NULL }, { "--as", &g->as, NULL }, { "--as-of", &g->as_of, NULL }, { "--lang", &g->language, NULL },
		{ "--json", NULL, &g->json }, { "--no-pager", NULL, &g->no_pager }, { "--no-color", NULL, &g->no_color },
		{ "--help", NULL, &g->help }, { "-h", NULL, &g->help },
	};
	int kept = 1;
	for (int i = 1; i < *argc; i++) {
		bool taken = false;
		for (size_t k = 0; k < countof(list) && !taken; k++) {
			size_t n = strlen(list[k].name);
			if (list[k].value && n > 2 && strncmp(argv[i], list[k].name, n) == 0 && argv[i][n] == '=') {
				*list[k].value = argv[i] + n + 1;
				taken = true;
			} else if (strcmp(argv[i], list[k].name) == 0) {
				taken = true;
				if (list[k].flag)
					*list[k].flag = true;
				else if (++i < *argc)
					*list[k].value = argv[i];
				else
					return fault_make(FAULT_USAGE, "%s wants a value", list[k].name);
			}
		}
		if (strcmp(argv[i], "--") == 0) {
			while (i < *argc)
				argv[kept++] = argv[i++];
			break;
		}
		if (!taken)
			argv[kept++] = argv[i];
	}
	*argc = kept;
	argv[kept] = NULL;
	return NULL;
}

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The program's own path, and the templates beside the source tree or installed with it. */
static void find_places(struct scope *sc, struct env *env)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	env->program = scope_copy_bytes(sc, n > 0 ? path : "sarflow", n > 0 ? (size_t)n : 7);
	const char *folder = scope_copy_bytes(sc, env->program, strlen(env->program) - strlen(path_base(env->program)));
	const char *tries[] = { getenv("SARFLOW_TEMPLATES"), path_join(sc, folder, "../templates"),
	                        path_join(sc, folder, "../../templates"), path_join(sc, folder, "../share/sarflow/templates") };
	for (size_t i = 0; i < countof(tries) && !env->templates; i++)
		if (tries[i] && is_folder(tries[i]))
			env->templates = tries[i];
}

static const struct fault *find_person(struct scope *sc, struct env *env, const char *as)
{
	store_identity_from_git(sc, &env->name, &env->email);
	if (getenv("GIT_AUTHOR_NAME") && *getenv("GIT_AUTHOR_NAME"))
		env->name = getenv("GIT_AUTHOR_NAME");
	if (getenv("GIT_AUTHOR_EMAIL") && *getenv("GIT_AUTHOR_EMAIL"))
		env->email = getenv("GIT_AUTHOR_EMAIL");
	if (!as)
		return NULL;
	const char *open = strchr(as, '<'), *close = open ? strchr(open, '>') : NULL;
	if (!open || !close || open < as + 2 || open[-1] != ' ' || close[1])
		return fault_make(FAULT_USAGE, "--as wants 'NAME <ADDRESS>'");
	env->name = scope_copy_bytes(sc, as, (size_t)(open - as) - 1);
	env->email = scope_copy_bytes(sc, open + 1, (size_t)(close - open) - 1);
	return NULL;
}

/* SARFLOW_NOW: seconds since 1970, for tests and for outputs that must come out the same again. */
static const struct fault *find_time(struct env *env, const char *as_of)
{
	const char *now = getenv("SARFLOW_NOW");
	int day;
	char *end;
	env->now = now && *now ? strtoll(now, &end, 10) : (int64_t)time(NULL);
	if (now && *now && *end)
		return fault_make(FAULT_USAGE, "SARFLOW_NOW wants seconds since 1970");
	if (as_of && !date_parse(as_of, &day))
		return fault_make(FAULT_USAGE, "--as-of wants a day, YYYY-MM-DD");
	env->as_of = as_of;
	return NULL;
}

/* A fault is one line, whatever stands in it. */
static void print_fault(const char *command, const struct fault *f)
{
	struct env errors = { .out = stderr };
	fprintf(stderr, "sarflow%s%s: ", command ? " " : "", command ? command : "");
	term_put(&errors, TERM_PLAIN, f->text);
	fputc('\n', stderr);
}

static const struct fault *gather(struct scope *sc, struct env *env, const struct globals *g)
{
	const char *color = getenv("NO_COLOR");
	*env = (struct env){ .in = stdin, .out = stdout, .err = stderr, .in_terminal = isatty(0), .out_terminal = isatty(1),
		.err_terminal = isatty(2), .json = g->json, .directory = g->directory ? g->directory : ".", .language = g->language };
	env->color = env->out_terminal && !g->no_color && !(color && *color);
	find_places(sc, env);
	TRY(find_person(sc, env, g->as));
	return find_time(env, g->as_of);
}

/* Long output on a terminal goes through $PAGER, as git's does. Returns the pager's process, or 0. */
static pid_t start_pager(struct env *env)
{
	const char *pager = getenv("PAGER") && *getenv("PAGER") ? getenv("PAGER") : "less";
	int ends[2];
	if (!env->out_terminal || strcmp(pager, "cat") == 0 || pipe(ends) != 0)
		return 0;
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[0], 0);
		close(ends[0]);
		close(ends[1]);
		setenv("LESS", "FRX", 0);
		execlp("sh", "sh", "-c", pager, (char *)NULL);
		_exit(127);
	}
	close(ends[0]);
	FILE *to = child > 0 ? fdopen(ends[1], "w") : NULL;
	if (!to)
		return 0;
	env->out = to;
	return child;
}

static int run(struct scope *sc, struct env *env, const struct globals *g, int argc, char **argv)
{
	struct command_line line;
	const struct command *c = command_find(argc > 1 ? argv[1] : "help");
	pid_t pager = 0;
	const struct fault *f = NULL;
	if (!c)
		f = fault_make(FAULT_USAGE, "there is no command \"%s\"; see: sarflow help", argv[1]);
	else if (g->help)
		command_print_help(env, c);
	else
		f = command_parse(sc, c, argc > 1 ? argc - 2 : 0, argv + 2, &line);
	int status = 0;
	if (!f && c && !g->help) {
		signal(SIGPIPE, SIG_IGN);
		pager = c->pages && !g->no_pager && !env->json ? start_pager(env) : 0;
		f = c->run(sc, env, &line);
		status = line.status;
	}
	if (fflush(env->out) != 0 && errno != EPIPE && !f)
		f = fault_errno("writing the output");
	if (pager) {
		fclose(env->out);
		waitpid(pager, NULL, 0);
	}
	if (f)
		print_fault(c ? c->name : NULL, f);
	return f ? fault_exit_status(f) : status;
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	struct globals g = {0};
	struct env env = {0};
	const struct fault *f = take_globals(&argc, argv, &g);
	if (!f)
		f = gather(sc, &env, &g);
	if (f) {
		print_fault(NULL, f);
		return fault_exit_status(f);
	}
	int status = run(sc, &env, &g, argc, argv);
	helper_stop();
	return status;
}
