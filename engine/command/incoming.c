/* incoming.c: tables, doubts and changes of what comes in. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "command/changes.h"
#include "command/command.h"
#include "command/incoming.h"
#include "command/show.h"
#include "command/term.h"
#include "text/loose.h"
#include <unistd.h>

enum { FEW = 3 };                       /* of doubts that are alike */

static enum term_style style_of(enum finding_level level)
{
	return level == FINDING_ERROR ? TERM_RED : level == FINDING_WARNING ? TERM_YELLOW : TERM_DIM;
}

static void show_doubt(const struct env *env, const struct doubt *d)
{
	SCOPE(turn);
	const char *place = doubt_place(turn, d);
	if (*place)
		term_printf(env, "%s: ", place);
	term_put(env, style_of(d->level), term_text(env, finding_level_name(d->level)));
	term_printf(env, ": ");
	term_say_phrase(env, d->says);
	term_printf(env, "\n");
	if (d->remedy) {
		term_printf(env, "    ");
		term_put(env, TERM_BLUE, remedy_line(turn, d->remedy));
		term_printf(env, "\n");
	}
}

void incoming_show_doubts(const struct env *env, const struct doubts *all, bool whole)
{
	size_t count = 0;
	for (size_t at = 0; doubt_group(all, at, &count); at += count) {
		size_t shown = whole || count <= FEW + 1 ? count : FEW;
		for (size_t i = 0; i < shown; i++)
			show_doubt(env, &all->at[at + i]);
		if (shown < count && !all->at[at].row)
			term_say(env, "    and {count} more like it\n", count - shown);
		else if (shown < count)
			term_say(env, "    and {count} more like it, down to row {row}\n", count - shown,
			         all->at[at + count - 1].row);
	}
}

static void show_table(const struct env *env, const struct incoming_table *t)
{
	const char *name = t->register_ ? t->register_->name : "";
	if (!t->register_) {
		term_say(env, "{file}, {sheet}: no register of this package; passed over\n", t->file, t->sheet);
		return;
	}
	term_say(env, "{file}, {sheet}: {register}: {added} {added:row comes|rows come}, {changed} change, {removed} "
		"go, "
		"{same} are as they were\n", t->file, t->sheet, term_mark(TERM_BOLD, name), t->added, t->changed,
		t->removed, t->same);
	if (t->absent && !t->based)
		term_say(env, "    {count} {count:row|rows} of the register {count:is|are} not in the file and "
			"{count:stays|stay}\n", t->absent);
	if (t->conflicts)
		term_say(env, "    {count} {count:change|changes} on both sides: the package stays as it is there\n",
		         t->conflicts);
}

static bool is_as_it_was(const struct incoming_table *t)
{
	return t->register_ && t->based && !(t->added || t->changed || t->removed || t->conflicts);
}

void incoming_show(const struct env *env, const struct incoming *in, bool whole)
{
	size_t same = 0;
	incoming_show_doubts(env, in->doubts, whole);
	for (size_t i = 0; i < in->tables.count; i++) {
		same += is_as_it_was(&in->tables.at[i]);
		if (!is_as_it_was(&in->tables.at[i]))
			show_table(env, &in->tables.at[i]);
	}
	if (same)
		term_say(env, "{count} {count:register is|registers are} as {count:it was|they were}\n", same);
	if (in->changes)
		changes_show_all(env, in->changes, whole);
	else
		term_say(env, "nothing would change\n");
}

static const struct fault *read_text(struct scope *sc, const struct env *env, const char *path, struct workbook **out)
{
	const char *bytes = NULL, *name = path_base(path);
	size_t len = 0;
	TRY(show_read_file(sc, env, path, &bytes, &len));
	const struct fault *f = loose_read(sc, bytes, len, scope_copy_bytes(sc, name, strcspn(name, ".")), out);
	return f ? fault_while(f, "{file}", name) : NULL;
}

const struct fault *incoming_read(struct scope *sc, const struct env *env, const char *path, struct workbook **out)
{
	int fd = -1;
	TRY(file_open(path, &fd));
	if (workbook_form(fd) == WORKBOOK_OTHER) {
		close(fd);
		return read_text(sc, env, path, out);
	}
	const struct fault *f = workbook_read(sc, fd, out);
	close(fd);
	return f ? fault_while(f, "{file}", path_base(path)) : NULL;
}
