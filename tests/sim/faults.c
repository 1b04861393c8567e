/* faults.c: choosing what goes wrong with a call, and the table of what did. */
#include "faults.h"
#include <errno.h>
#include <inttypes.h>

static uint64_t own[FAULTS_COUNT];
uint64_t *faults_fired = own;
struct faults faults_now = { .lasting = FAULTS_COUNT };

void faults_count(enum faults_class c)
{
	__atomic_fetch_add(&faults_fired[c], 1, __ATOMIC_RELAXED);
}

void faults_end(void) { faults_now = (struct faults){ .lasting = FAULTS_COUNT }; }

/* Most calls only look, and rare ones matter more: each kind gets its share, by how many calls there are to one of it,
 * and by how often it is chosen.  A small number comes often, a large one sometimes. */
void faults_plan_for(struct chance *c, enum faults_plan plan, size_t within)
{
	static const size_t rare[FAULTS_ANY + 1] = { [FAULTS_SYNC] = 50, [FAULTS_WRITE] = 15, [FAULTS_LOCK] = 100,
		[FAULTS_CHANGE] = 15, [FAULTS_NAME] = 10, [FAULTS_READ] = 5, [FAULTS_LIST] = 10,
		[FAULTS_CHANGING] = 5 };
	static const enum faults_call often[] = { FAULTS_LOOK, FAULTS_OPEN, FAULTS_LOCK, FAULTS_CLOSE, FAULTS_CHANGE,
		FAULTS_READ, FAULTS_LIST, FAULTS_NAME, FAULTS_WRITE, FAULTS_WRITE, FAULTS_WRITE,
		FAULTS_SYNC, FAULTS_SYNC, FAULTS_SYNC };
	/* just before a sync most is at stake that is not on the disc yet */
	static const enum faults_call ends[] = { FAULTS_CHANGING, FAULTS_ANY, FAULTS_SYNC, FAULTS_SYNC };
	bool is_end = plan == FAULTS_DEATH || plan == FAULTS_CUT;
	size_t kind = is_end ? ends[chance_below(c, countof(ends))]
		: plan == FAULTS_LASTING ? FAULTS_CHANGING + chance_below(c, 2)
		: often[chance_below(c, countof(often))];
	enum { SYNCS = 4 };             /* of one act, as a rule */
	within = is_end && kind == FAULTS_SYNC ? SYNCS : rare[kind] ? 1 + within / rare[kind] : within;
	faults_now = (struct faults){ .chance = c, .plan = plan, .kind = (enum faults_call)kind,
		.lasting = FAULTS_COUNT };
	faults_now.in = (long)chance_below(c, 1 + chance_below(c, within));
}

static bool counts(enum faults_call call)
{
	bool changing = call == FAULTS_WRITE || call == FAULTS_SYNC || call == FAULTS_NAME || call == FAULTS_CHANGE;
	return faults_now.kind == FAULTS_ANY || faults_now.kind == call || (faults_now.kind == FAULTS_CHANGING
		&& changing);
}

/* What can go wrong with each call, and the number it fails with. */
struct wrong { enum faults_call call; enum faults_class class; int number; enum faults_verdict verdict; };
static const struct wrong wrongs[] = {
	{ FAULTS_LOOK,   FAULTS_EIO_OTHER,    EIO,    FAULTS_FAILS },
	{ FAULTS_LIST,   FAULTS_EIO_LIST,     EIO,    FAULTS_FAILS },
	{ FAULTS_OPEN,   FAULTS_EIO_OTHER,    EIO,    FAULTS_FAILS },
	{ FAULTS_OPEN,   FAULTS_EMFILE,       EMFILE, FAULTS_FAILS },
	{ FAULTS_READ,   FAULTS_SHORT_READ,   0,      FAULTS_IS_SHORT },
	{ FAULTS_READ,   FAULTS_EINTR_READ,   EINTR,  FAULTS_FAILS },
	{ FAULTS_READ,   FAULTS_EIO_READ,     EIO,    FAULTS_FAILS },
	{ FAULTS_WRITE,  FAULTS_SHORT_WRITE,  0,      FAULTS_IS_SHORT },
	{ FAULTS_WRITE,  FAULTS_EINTR_WRITE,  EINTR,  FAULTS_FAILS },
	{ FAULTS_WRITE,  FAULTS_EIO_WRITE,    EIO,    FAULTS_FAILS },
	{ FAULTS_WRITE,  FAULTS_ENOSPC_WRITE, ENOSPC, FAULTS_FAILS },
	{ FAULTS_SYNC,   FAULTS_SYNC_FAILED,  EIO,    FAULTS_FAILS },
	{ FAULTS_SYNC,   FAULTS_SYNC_FORGOT,  EIO,    FAULTS_FORGETS },
	{ FAULTS_NAME,   FAULTS_ENOSPC_NAME,  ENOSPC, FAULTS_FAILS },
	{ FAULTS_NAME,   FAULTS_EROFS,        EROFS,  FAULTS_FAILS },
	{ FAULTS_NAME,   FAULTS_EIO_OTHER,    EIO,    FAULTS_FAILS },
	{ FAULTS_CHANGE, FAULTS_EROFS,        EROFS,  FAULTS_FAILS },
	{ FAULTS_CHANGE, FAULTS_EIO_OTHER,    EIO,    FAULTS_FAILS },
	{ FAULTS_LOCK,   FAULTS_EINTR_LOCK,   EINTR,  FAULTS_FAILS },
	{ FAULTS_CLOSE,  FAULTS_EIO_CLOSE,    EIO,    FAULTS_FAILS },
};

static enum faults_verdict go_wrong(enum faults_call call, int *number)
{
	const struct wrong *of_call[countof(wrongs)];
	size_t count = 0;
	for (size_t i = 0; i < countof(wrongs); i++)
		if (wrongs[i].call == call)
			of_call[count++] = &wrongs[i];
	const struct wrong *w = of_call[chance_below(faults_now.chance, count)];
	faults_count(w->class);
	faults_now.fired = true;
	*number = w->number;
	return w->verdict;
}

/* Does what has begun to last stop this call? */
static enum faults_verdict lasts(enum faults_call call, int *number)
{
	bool changes = call == FAULTS_NAME || call == FAULTS_WRITE;
	*number = faults_now.lasting == FAULTS_DISC_FULL && changes ? ENOSPC
		: faults_now.lasting == FAULTS_READ_ONLY && (changes || call == FAULTS_CHANGE) ? EROFS
		: faults_now.lasting == FAULTS_NO_HANDLES && call == FAULTS_OPEN ? EMFILE
		: faults_now.lasting == FAULTS_DISC_BROKEN && call != FAULTS_CLOSE ? EIO : 0;
	return *number ? FAULTS_FAILS : FAULTS_GOES_ON;
}

enum faults_verdict faults_judge(enum faults_call call, int *number)
{
	static const enum faults_class lasting[] = { FAULTS_DISC_FULL, FAULTS_READ_ONLY, FAULTS_NO_HANDLES,
		FAULTS_DISC_BROKEN };
	*number = 0;
	if (faults_now.lasting != FAULTS_COUNT)
		return lasts(call, number);
	if (faults_now.plan != FAULTS_ONCE && faults_now.plan != FAULTS_LASTING)
		return FAULTS_GOES_ON;
	if (!counts(call) || faults_now.in-- != 0)
		return FAULTS_GOES_ON;
	if (faults_now.plan == FAULTS_ONCE)
		return go_wrong(call, number);
	faults_now.lasting = lasting[chance_below(faults_now.chance, countof(lasting))];
	faults_count(faults_now.lasting);
	faults_now.fired = true;
	return lasts(call, number);
}

bool faults_ends_here(enum faults_call call)
{
	bool ends = faults_now.plan == FAULTS_DEATH || faults_now.plan == FAULTS_CUT;
	return ends && counts(call) && faults_now.in-- == 0;
}

static bool print_class(enum faults_class c, const char *text, bool wanted)
{
	bool never = wanted && faults_fired[c] == 0;
	if (wanted)
		printf("  %-48s %10" PRIu64 "%s\n", text, faults_fired[c],
		       never ? "  never: this run proves nothing" : "");
	return !never;
}

bool faults_print(bool of_disc)
{
	bool all = true;
#define DISC(name, text) all = print_class(FAULTS_##name, text, of_disc) && all;
#define STORE(name, text) all = print_class(FAULTS_##name, text, !of_disc) && all;
	FAULTS_OF_CALLS(DISC)
	FAULTS_THAT_LAST(DISC)
	FAULTS_OF_POWER(DISC)
	FAULTS_OF_LAYERS(DISC)
	FAULTS_OF_PEOPLE(DISC)
	FAULTS_OF_STORE(STORE)
#undef DISC
#undef STORE
	return all;
}
