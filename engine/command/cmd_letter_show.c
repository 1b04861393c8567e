/* cmd_letter_show.c: sarflow letter show: the content of a letter that is filed. */
#include "base/base.h"
#include "base/file.h"
#include "command/command.h"
#include "command/show.h"
#include "command/term.h"
#include "desk/desk.h"
#include <unistd.h>

static void close_file(void *p) { close((int)(intptr_t)p); }

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct desk_paper p;
	const char *to = command_value(l, "output");
	char block[65536];
	int fd = -1;
	struct stat st;
	bool there = false;
	if (!to && env->out_terminal)   /* what came from outside may hold a terminal's commands */
		return fault_advise(fault_make(FAULT_USAGE, "a letter is not shown on a terminal as it is: write it "
			"into a file"), REMEDY("letter show", "", command_word(l, 0), "output", "FILE"));
	TRY(env_open_desk(sc, env, &d));
	TRY(desk_paper_find(sc, d, command_word(l, 0), false, &p));
	TRY(desk_paper_open(d, &p, &fd));
	scope_defer(sc, close_file, (void *)(intptr_t)fd);
	if (to)
		TRY(file_see(to, &st, &there));
	if (there)
		return fault_make(FAULT_REFUSED, "{file} exists already; give another name", to);
	if (to)
		TRY(show_need_folder(to));
	if (to)
		return show_copy(fd, to);
	for (ssize_t n; (n = read(fd, block, sizeof block)) != 0; )
		if (n < 0 || fwrite(block, 1, (size_t)n, env->out) != (size_t)n)
			return fault_errno("writing");
	return fflush(env->out) ? fault_errno("writing") : NULL;
}

static const struct command_option options[] = {
	{ "output", 'o', "FILE", "write it there; it must not exist" },
	{ 0 },
};

const struct command cmd_letter_show = {
	.name = "letter show", .args = "NAME", .brief = "the content of a letter that is filed",
	.help = "NAME is the letter's own, or the id of the event that holds it (7 digits or more); of several with "
	        "one name\n"
	        "the newest. The workbook of an export is had by the id of its event. The content is compared with "
	        "the digest\n"
	        "that the journal holds; a terminal is not shown it: give a file, or a pipe.",
	.example = "sarflow letter show reply.pdf -o /tmp/reply.pdf", .options = options, .min_words = 1,
	.max_words = 1, .run = run,
};
