/* fault_hole.c: faults that are let go; tests/case/t_walls.sh plants it into a copy of engine/. */
#include "base/base.h"
#include "base/file.h"
#include "store/store_private.h"

static const struct fault *own(int x) { return x ? fault_make(FAULT_SYSTEM, "{x}", "x") : NULL; }

void fault_hole_statement(int x);
void fault_hole_statement(int x)
{
	own(x);
}

void fault_hole_void(int x);
void fault_hole_void(int x)
{
	(void)own(x);
}

int fault_hole_condition(const char *path);
int fault_hole_condition(const char *path)
{
	if (x_is_none(path) || file_make_folder(path))
		return 1;
	return !own(1);
}

int fault_hole_pointer(struct scope *sc, struct store *s);
int fault_hole_pointer(struct scope *sc, struct store *s)
{
	return s->history->lock && s->history->lock(sc, s);
}

int fault_hole_kept(int x);
int fault_hole_kept(int x)
{
	const struct fault *f = own(x);
	if (f)
		return 1;
	return 0;
}

int fault_hole_wordless(int x);
int fault_hole_wordless(int x)
{

	int other = x + 1;

	return other + FAILED(own(x));
}

/* These are no holes. */
const struct fault *fault_hole_none(int x)
{
	const struct fault *f = own(x);
	TRY(own(x));
	if (FAILED(own(2)))
		return own(x) ? own(3) : f;
	return f ? f : own(4);
}
