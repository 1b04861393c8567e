/* flaky.c: a table of calls in front of memory's own. */
#include "flaky.h"
#include "faults.h"
#include "people.h"

static const struct store_history *base;
static struct chance *chance;
static long in = -1;

void flaky_plan(struct chance *c, long calls)
{
	chance = c;
	in = calls;
}

static const struct fault *broken(enum faults_class class)
{
	faults_count(class);
	faults_now.fired = true;
	return fault_make(FAULT_SYSTEM, "writing to the disc");
}

/* Instead of the call, or behind it. */
#define FLAKY(call) do { \
	people_pause(false); \
	bool now_ = in >= 0 && in-- == 0, before_ = now_ && chance_once_in(chance, 2); \
	if (before_) \
		return broken(FAULTS_STORE_BEFORE); \
	TRY(call); \
	return now_ ? broken(FAULTS_STORE_AFTER) : NULL; \
} while (0)

static const struct fault *tip(struct store *s, const char *ref, struct store_id *out)
{
	FLAKY(base->tip(s, ref, out));
}

static const struct fault *walk(struct store *s, const struct store_id *from, size_t limit, store_visit *visit,
                                void *context)
{
	FLAKY(base->walk(s, from, limit, visit, context));
}

static const struct fault *compose(struct scope *sc, struct store *s, const struct store_append *a, struct buf *out)
{
	FLAKY(base->compose(sc, s, a, out));
}

static const struct fault *prepare(struct scope *sc, struct store *s, const struct store_append *a,
                                   const struct buf *object, struct store_id *out)
{
	FLAKY(base->prepare(sc, s, a, object, out));
}

static const struct fault *publish(struct store *s, const char *ref, const struct store_id *expected,
                                   const struct store_id *next)
{
	FLAKY(base->publish(s, ref, expected, next));
}

struct store *flaky_store(struct scope *sc, struct store *memory)
{
	static struct store_history history;
	struct store *s = NEW(sc, struct store);
	base = memory->history;
	history = *base;
	history.tip = tip;
	history.walk = walk;
	history.compose = compose;
	history.prepare = prepare;
	history.publish = publish;
	*s = *memory;
	s->history = &history;
	return s;
}
