/* papers.c: reading --letter, --note, --by, --on, --received, --role. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include "command/term.h"
#include "command/papers.h"
#include "command/show.h"
#include <unistd.h>

static void close_file(void *p) { close((int)(intptr_t)p); }

/* What cannot be read twice is kept in a nameless file first. */
static const struct fault *spool(FILE *in, const char *path, int *fd)
{
	char block[65536];
	FILE *f = temporary_nameless(NULL);
	if (!f)
		return fault_errno("reading {file}", path);
	bool whole = true;
	for (size_t n; whole && (n = fread(block, 1, sizeof block, in)) > 0; )
		whole = fwrite(block, 1, n, f) == n;
	whole = whole && !ferror(in) && fflush(f) == 0;
	*fd = whole ? dup(fileno(f)) : -1;
	const struct fault *fault = *fd < 0 ? fault_errno("reading {file}", path) : NULL;
	fclose(f);
	return fault;
}

/* It may be large: nothing of it is read here. */
static const struct fault *open_letter(struct scope *sc, const struct env *env, const char *path,
                                       struct act_paper *out)
{
	int fd = -1;
	if (strcmp(path, "-") == 0)
		TRY(spool(env->in, path, &fd));
	else
		TRY(file_open(path, &fd));
	scope_defer(sc, close_file, (void *)(intptr_t)fd);
	*out = (struct act_paper){ path_base(path), fd };
	return NULL;
}

const struct fault *papers_read(struct scope *sc, const struct env *env, const struct command_line *l,
                                struct act_options *o)
{
	const char *letter = command_value(l, "letter");
	size_t len;
	*o = (struct act_options){ .role = command_value(l, "role"), .reported_by = command_value(l, "by"),
		.occurred = command_value(l, "on"), .received = command_value(l, "received"),
		.letter_date = command_value(l, "letter-date"), .letter_reference = command_value(l, "letter-ref"),
		.letter_from = command_value(l, "letter-from"),
		.due = command_value(l, "due"), .note = command_value(l, "note") };
	if (o->note && strcmp(o->note, "-") == 0)
		TRY(show_read_file(sc, env, "-", &o->note, &len));
	if (!letter && (o->letter_date || o->letter_reference || o->letter_from))
		return fault_advise(fault_make(FAULT_USAGE, "a letter's day, number and sender go with the letter"),
			REMEDY("", "letter", "FILE"));
	if (!letter)
		return NULL;
	return open_letter(sc, env, letter, &o->letter);
}

const struct fault *papers_file_letter(struct scope *sc, const struct env *env, const struct command_line *l,
                                       const char *direction)
{
	struct desk *d = NULL;
	struct act_options o;
	TRY(papers_read(sc, env, l, &o));
	if (!o.letter.name || !o.occurred)
		return fault_advise(fault_make(FAULT_USAGE, "say which letter and when"),
		                    REMEDY(scope_printf(sc, "letter %s", direction), "letter", "FILE", "on", "DAY"));
	TRY(env_open_desk(sc, env, &d));
	TRY(act_letter(d, direction, &o));
	term_say(env, "filed {letter}\n", o.letter.name);
	return NULL;
}
