/* env.c: who acts and when, a desk for a command, and progress on the terminal. */
#include "base/base.h"
#include "base/date.h"
#include "base/path.h"
#include "command/env.h"
#include "command/term.h"
#include "desk/desk.h"
#include <errno.h>

const struct fault *env_take_person(struct scope *sc, struct env *env, const char *as)
{
	if (!as)
		return NULL;
	const char *open = strchr(as, '<'), *close = open ? strchr(open, '>') : NULL;
	if (!open || !close || open < as + 2 || open[-1] != ' ' || close[1])
		return fault_make(FAULT_USAGE, "a person is written {form}", "'NAME <ADDRESS>'");
	env->person.name = scope_copy_bytes(sc, as, (size_t)(open - as) - 1);
	env->person.email = scope_copy_bytes(sc, open + 1, (size_t)(close - open) - 1);
	return NULL;
}

const struct fault *env_take_time(struct env *env, const char *now, const char *as_of)
{
	int day;
	char *end = NULL;
	if (now && *now)
		env->world.now = strtoll(now, &end, 10);
	if (end && *end)
		return fault_make(FAULT_USAGE, "{variable} wants seconds since 1970", "SARFLOW_NOW");
	if (as_of && !date_parse(as_of, &day))
		return fault_make(FAULT_USAGE, "{option} wants a day, YYYY-MM-DD", "--as-of");
	env->person.as_of = as_of;
	return NULL;
}

const struct fault *env_take_seed(struct scope *sc, struct env *env, const char *given)
{
	enum { BYTES = 32 };
	static const char source[] = "/dev/urandom";
	unsigned char bytes[BYTES];
	char *seed = scope_alloc(sc, 2 * BYTES + 1, 1);
	env->world.seed = given;
	if (given && *given)
		return NULL;
	FILE *f = fopen(source, "rb");
	size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;
	if (f)
		fclose(f);
	if (n != sizeof bytes)
		return fault_errno("{file}", source);
	for (size_t i = 0; i < BYTES; i++)
		snprintf(seed + 2 * i, 3, "%02x", bytes[i]);
	env->world.seed = seed;
	return NULL;
}

const struct fault *env_flush(const struct env *env)
{
	return fflush(env->out) == 0 || errno == EPIPE ? NULL : fault_errno("writing the output");
}

/* A line that rewrites itself, for somebody who waits at a terminal. */
static void show_bytes(void *context, const char *name, uint64_t bytes)
{
	FILE *err = ((const struct env *)context)->err;
	if (bytes)
		fprintf(err, "\r%llu MiB  %s\033[K\r", (unsigned long long)(bytes >> 20), path_base(name));
	else
		fputs("\r\033[K", err);
	fflush(err);
}

static void show_files(void *context, size_t number, size_t count)
{
	const struct env *env = context;
	fputs(number ? "\r" : "\r\033[K", env->err);
	if (number)
		term_say(env, "{number} of {count} files", number, count);
}

const struct desk_progress *env_progress(struct scope *sc, const struct env *env)
{
	struct desk_progress *p = NEW(sc, struct desk_progress);
	struct env *errors = NEW(sc, struct env);      /* a desk outlives the env it was opened with */
	*errors = *env;
	errors->out = env->err;
	*p = (struct desk_progress){ show_bytes, show_files, errors };
	return env->err_terminal ? p : NULL;
}

const struct fault *env_open_desk(struct scope *sc, const struct env *env, struct desk **out)
{
	return desk_open(sc, &env->world, &env->person, env_progress(sc, env), env->templates, out);
}
