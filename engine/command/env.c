/* env.c: a desk for a command, and progress on the terminal. */
#include "base/base.h"
#include "base/path.h"
#include "command/env.h"
#include "desk/desk.h"

/* A line that rewrites itself, for somebody who waits at a terminal. */
static void show_bytes(void *context, const char *name, uint64_t bytes)
{
	FILE *err = context;
	if (bytes)
		fprintf(err, "\r%llu MiB  %s\033[K\r", (unsigned long long)(bytes >> 20), path_base(name));
	else
		fputs("\r\033[K", err);
	fflush(err);
}

static void show_files(void *context, size_t number, size_t count)
{
	FILE *err = context;
	if (number)
		fprintf(err, "\r%zu of %zu files", number, count);
	else
		fputs("\r\033[K", err);
}

const struct desk_progress *env_progress(struct scope *sc, const struct env *env)
{
	struct desk_progress *p = NEW(sc, struct desk_progress);
	*p = (struct desk_progress){ show_bytes, show_files, env->err };
	return env->err_terminal ? p : NULL;
}

const struct fault *env_open_desk(struct scope *sc, const struct env *env, struct desk **out)
{
	return desk_open(sc, &env->world, &env->person, env_progress(sc, env), out);
}
