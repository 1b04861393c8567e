/* main.c: gather the outside, find the command, run it, report what it returns. */
#include "base/base.h"
#include "base/date.h"
#include "base/helper.h"
#include "base/path.h"
#include "base/scope.h"
#include "command/term.h"
#include "command/command.h"
#include "store/identity.h"
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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
	env->world.program = scope_copy_bytes(sc, n > 0 ? path : "sarflow", n > 0 ? (size_t)n : 7);
	const char *program = env->world.program;
	const char *folder = scope_copy_bytes(sc, program, strlen(program) - strlen(path_base(program)));
	const char *tries[] = { getenv("SARFLOW_TEMPLATES"), path_join(sc, folder, "../templates"),
	                        path_join(sc, folder, "../../templates"), path_join(sc, folder, "../share/sarflow/templates") };
	for (size_t i = 0; i < countof(tries) && !env->world.templates; i++)
		if (tries[i] && is_folder(tries[i]))
			env->world.templates = tries[i];
}

static const struct fault *find_person(struct scope *sc, struct env *env, const char *as)
{
	store_identity_from_git(sc, &env->person.name, &env->person.email);
	if (getenv("GIT_AUTHOR_NAME") && *getenv("GIT_AUTHOR_NAME"))
		env->person.name = getenv("GIT_AUTHOR_NAME");
	if (getenv("GIT_AUTHOR_EMAIL") && *getenv("GIT_AUTHOR_EMAIL"))
		env->person.email = getenv("GIT_AUTHOR_EMAIL");
	if (!as)
		return NULL;
	const char *open = strchr(as, '<'), *close = open ? strchr(open, '>') : NULL;
	if (!open || !close || open < as + 2 || open[-1] != ' ' || close[1])
		return fault_make(FAULT_USAGE, "--as wants 'NAME <ADDRESS>'");
	env->person.name = scope_copy_bytes(sc, as, (size_t)(open - as) - 1);
	env->person.email = scope_copy_bytes(sc, open + 1, (size_t)(close - open) - 1);
	return NULL;
}

/* SARFLOW_NOW: seconds since 1970, for tests and for outputs that must come out the same again. */
static const struct fault *find_time(struct env *env, const char *as_of)
{
	const char *now = getenv("SARFLOW_NOW");
	int day;
	char *end;
	env->world.now = now && *now ? strtoll(now, &end, 10) : (int64_t)time(NULL);
	if (now && *now && *end)
		return fault_make(FAULT_USAGE, "SARFLOW_NOW wants seconds since 1970");
	if (as_of && !date_parse(as_of, &day))
		return fault_make(FAULT_USAGE, "--as-of wants a day, YYYY-MM-DD");
	env->person.as_of = as_of;
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

static const struct fault *gather(struct scope *sc, struct env *env, const struct command_line *l)
{
	const char *color = getenv("NO_COLOR"), *directory = command_value(l, "C");
	*env = (struct env){ .in = stdin, .out = stdout, .err = stderr, .in_terminal = isatty(0), .out_terminal = isatty(1),
		.err_terminal = isatty(2), .json = command_flag(l, "json"), .world.directory = directory ? directory : ".",
		.person.language = command_value(l, "lang") };
	env->color = env->out_terminal && !command_flag(l, "no-color") && !(color && *color);
	find_places(sc, env);
	TRY(find_person(sc, env, command_value(l, "as")));
	return find_time(env, command_value(l, "as-of"));
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

static const struct fault *run(struct scope *sc, struct env *env, struct command_line *l)
{
	if (command_flag(l, "help")) {
		command_print_help(env, l->command);
		return fflush(env->out) == 0 || errno == EPIPE ? NULL : fault_errno("writing the output");
	}
	if (env->json && !l->command->json)
		return command_no_json(l->command->name);
	signal(SIGPIPE, SIG_IGN);
	pid_t pager = l->command->pages && !command_flag(l, "no-pager") && !env->json ? start_pager(env) : 0;
	const struct fault *f = l->command->run(sc, env, l);
	if (fflush(env->out) != 0 && errno != EPIPE && !f)
		f = fault_errno("writing the output");
	if (pager) {
		fclose(env->out);
		waitpid(pager, NULL, 0);
	}
	return f;
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	struct command_line line;
	struct env env = {0};
	const struct fault *f = command_parse(sc, argc > 1 ? argc - 1 : 0, (const char *const *)argv + 1, &line);
	if (!f)
		f = gather(sc, &env, &line);
	if (!f)
		f = run(sc, &env, &line);
	helper_stop();
	if (!f)
		return line.status;
	print_fault(line.command ? line.command->name : NULL, f);
	return fault_exit_status(f);
}
