/* main.c: gather the outside, find the command, run it, report what it returns. */
#include "base/base.h"
#include "base/helper.h"
#include "base/path.h"
#include "base/scope.h"
#include "base/temporary.h"
#include "command/term.h"
#include "command/command.h"
#include "store/identity.h"
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* NULL where it is not there, or empty: who empties a variable takes it back. */
static const char *given(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
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
	env->world.program = scope_copy_bytes(sc, n > 0 ? path : "sarflow", n > 0 ? (size_t)n : 7);
	const char *program = env->world.program;
	const char *folder = scope_copy_bytes(sc, program, strlen(program) - strlen(path_base(program)));
	const char *tries[] = { given("SARFLOW_TEMPLATES"), path_join(sc, folder, "../templates"),
	                        path_join(sc, folder, "../../templates"),
		path_join(sc, folder, "../share/sarflow/templates") };
	for (size_t i = 0; i < countof(tries) && !env->world.templates; i++)
		if (tries[i] && is_folder(tries[i]))
			env->world.templates = tries[i];
}

/* Starting git takes longer than all that these do. */
static bool wants_nobody(const struct command_line *l)
{
	return l->command->alone || command_flag(l, "help") || (command_flag(l, "json") && !l->command->json);
}

static void find_person(struct scope *sc, struct env *env, const struct command_line *l)
{
	if (!wants_nobody(l)) {
		struct signing *signing = NEW(sc, struct signing);
		store_identity_from_git(sc, &env->person.name, &env->person.email, signing);
		env->person.signing = signing;
	}
	if (given("GIT_AUTHOR_NAME"))
		env->person.name = given("GIT_AUTHOR_NAME");
	if (given("GIT_AUTHOR_EMAIL"))
		env->person.email = given("GIT_AUTHOR_EMAIL");
}

static void find_temporary(void)
{
	const char *folder = getenv("TMPDIR");
	if (folder && *folder == '/' && is_folder(folder))
		temporary_settle(folder);
}

static int64_t ask_clock(void) { return (int64_t)time(NULL); }

static const struct fault *gather(struct scope *sc, struct env *env, const struct command_line *l)
{
	const char *directory = command_value(l, "C");
	*env = (struct env){ .in = stdin, .out = stdout, .err = stderr, .in_terminal = isatty(0),
		.out_terminal = isatty(1), .err_terminal = isatty(2), .json = command_flag(l, "json"),
		.world.directory = directory ? directory : ".", .person.language = command_value(l, "lang") };
	env->color = env->out_terminal && !command_flag(l, "no-color") && !given("NO_COLOR");
	find_temporary();
	const char *desktop = getenv("XDG_RUNTIME_DIR");
	env->desktop = (given("DISPLAY") || given("WAYLAND_DISPLAY")) && desktop && *desktop == '/' ? desktop : NULL;
	env->home = given("HOME");
	find_places(sc, env);
	find_person(sc, env, l);
	env->world.now = ask_clock();
	env->clock = getenv("SARFLOW_NOW") ? NULL : ask_clock;
	TRY(env_take_seed(sc, env, getenv("SARFLOW_SEED")));
	TRY(env_take_person(sc, env, command_value(l, "as")));
	return env_take_time(env, getenv("SARFLOW_NOW"), command_value(l, "as-of"));
}

/* Long output on a terminal goes through $PAGER, as git's does. Returns the pager's process, or 0. */
static pid_t start_pager(struct env *env)
{
	const char *pager = given("PAGER") ? given("PAGER") : "less";
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
		return env_flush(env);
	}
	if (env->json && !l->command->json)
		return command_no_json(l->command->name);
	signal(SIGPIPE, SIG_IGN);
	pid_t pager = l->command->pages && !command_flag(l, "no-pager") && !env->json ? start_pager(env) : 0;
	const struct fault *f = l->command->run(sc, env, l);
	const struct fault *written = env_flush(env);
	f = f ? f : written;
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
	if (f)
		env.person.language = command_language(argc > 1 ? argc - 1 : 0, (const char *const *)argv + 1);
	else
		f = gather(sc, &env, &line);
	if (!f)
		f = run(sc, &env, &line);
	helper_stop();
	if (!f)
		return line.status;
	env.out = env.err = stderr;
	term_fault(&env, line.command ? scope_printf(sc, "sarflow %s", line.command->name) : "sarflow", f);
	return fault_exit_status(f);
}
