/* hooks_watch.c: turn by turn: what is new goes into the queues, and of each queue that is due one message goes out. */
#include "base/base.h"
#include "desk/packages.h"
#include "desk/written.h"
#include "web/hooks.h"
#include "web/hooks_send.h"
#include "web/hooks_watch.h"
#include "web/page.h"
#include <pthread.h>

/* Seconds: of a turn; until the first new try, four times as long each time, and at most.  A_TURN: messages that one
 * address gets in a turn, so that the others get theirs. */
enum { TURN = 1, FIRST = 5, LAST = 3600, A_TURN = 20, MARK = 16 };

/* An address: when it is next tried, by a clock that nobody sets, and tries that failed one after the other. */
struct line { struct line *next; char mark[MARK]; int64_t due; int failed; };
/* A package and an address: how the package stood when all of it had been gathered. */
struct seen { struct seen *next; char what[DIGEST_TEXT], stamp[DIGEST_TEXT]; };
struct hooks_watch { struct scope *sc; struct hooks_home home; pthread_t thread; atomic_bool stop; struct line *lines;
                     struct seen *seen; };

static int64_t steady(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec;
}

static int64_t now_of(const struct hooks_watch *w) { return w->home.clock ? w->home.clock() : w->home.world->now; }

static struct line *line_of(struct hooks_watch *w, const char *mark)
{
	struct line *l = w->lines;
	while (l && strcmp(l->mark, mark) != 0)
		l = l->next;
	if (l)
		return l;
	l = NEW(w->sc, struct line);
	*l = (struct line){ .next = w->lines };
	snprintf(l->mark, sizeof l->mark, "%s", mark);
	return w->lines = l;
}

static struct seen *seen_of(struct hooks_watch *w, const char *mark, const char *folder)
{
	SCOPE(turn);
	char what[DIGEST_TEXT];
	const char *words = scope_printf(turn, "%s\n%s", mark, folder);
	digest_bytes(words, strlen(words), what);
	struct seen *s = w->seen;
	while (s && strcmp(s->what, what) != 0)
		s = s->next;
	if (s)
		return s;
	s = NEW(w->sc, struct seen);
	*s = (struct seen){ .next = w->seen };
	memcpy(s->what, what, DIGEST_TEXT);
	return w->seen = s;
}

/* --- what is new --- */

/* What the machine would not read now is asked again: else events would be passed over, and messages taken back. */
static const struct fault *see_held(struct scope *sc, struct hooks_watch *w, const struct hooks_one *h,
                                    const char *folder, bool *held)
{
	struct person unused;
	bool known = false;
	TRY(accounts_look_up(sc, w->home.accounts, h->email, &unused, &known));
	fault_forget();                 /* of the package before this one */
	const struct fault *f = packages_is_held(w->home.roles, w->home.world, folder, h->email, held);
	*held = !f && *held && known;
	return f && f->machine ? f : NULL;
}

/* The stamp is taken before the package is read: what comes in between shows the next time. */
static void gather(struct hooks_watch *w, const struct hooks_one *h, const char *folder)
{
	SCOPE(turn);
	char stamp[DIGEST_TEXT];
	bool all = false, held = false, old = written_of(folder, stamp);
	struct seen *s = seen_of(w, h->mark, folder);
	if (old && strcmp(s->stamp, stamp) == 0)
		return;
	/* one that cannot be read now may be later */
	if (!FAILED(see_held(turn, w, h, folder, &held))
	    && !FAILED(hooks_gather(w->home.accounts, w->home.world, folder, h, held, now_of(w), &all)) && all && old)
		memcpy(s->stamp, stamp, DIGEST_TEXT);
}

/* --- what goes out --- */

static void put_off(struct line *l, bool good)
{
	int64_t wait = FIRST;
	l->failed = good ? 0 : l->failed + 1;
	for (int i = 1; i < l->failed && wait < LAST; i++)
		wait *= 4;
	l->due = good ? 0 : steady() + (wait > LAST ? LAST : wait);
}

static bool send_one(struct scope *sc, struct hooks_watch *w, const struct hooks_one *h, const struct hooks_message *m)
{
	const char *answer = "", *heads[] = { "Content-Type: application/json", "Expect:",
		scope_printf(sc, "Sarflow-Event: %s", m->kind), scope_printf(sc, "Sarflow-Delivery: %s", m->id),
		scope_printf(sc, "Sarflow-Signature: %s", hooks_signature(sc, h->secret, now_of(w), m->body)), NULL };
	const struct hooks_sending s = { h->url, m->body, heads, &w->stop };
	bool good = hooks_send(sc, &s, &answer);
	if (atomic_load(&w->stop) && !good)
		return false;                   /* broken off by us: that was no try */
	/* one that cannot be written down is sent again: better twice than never */
	return !FAILED(hooks_tried(w->home.accounts, h->mark, m->id, good, answer, now_of(w))) && good;
}

static const struct fault *see_theirs(struct scope *sc, struct hooks_watch *w, const struct hooks_one *h,
                                      const struct names *folders, const char *package, bool *theirs)
{
	*theirs = false;
	for (size_t i = 0; i < folders->count; i++)
		if (strcmp(page_name(sc, folders->at[i]), package) == 0)
			return see_held(sc, w, h, folders->at[i], theirs);
	return NULL;
}

/* Before it goes: who lost their role since is told nothing more. */
static bool send_next(struct hooks_watch *w, const struct hooks_one *h, const struct names *folders)
{
	SCOPE(turn);
	struct hooks_message m;
	struct line *l = line_of(w, h->mark);
	bool theirs;
	/* what cannot be read now is read the next time */
	if (l->due > steady() || FAILED(hooks_next(turn, w->home.accounts, h->mark, &m)) || !m.id
	    || FAILED(see_theirs(turn, w, h, folders, m.package, &theirs)))
		return false;
	if (!theirs)
		return !FAILED(hooks_withhold(w->home.accounts, h->mark, m.id));        /* or the next time */
	bool good = send_one(turn, w, h, &m);
	put_off(l, good);
	return good;
}

static void send_some(struct hooks_watch *w, const struct hooks_one *h, const struct names *folders)
{
	for (int i = 0; i < A_TURN && !atomic_load(&w->stop) && send_next(w, h, folders); i++)
		;
}

static void look(struct hooks_watch *w)
{
	SCOPE(turn);
	struct hooks_list all = {0};
	struct names folders = {0};
	/* what cannot be read now is read the next time */
	if (FAILED(hooks_read(turn, w->home.accounts, &all)) || !all.count
	    || FAILED(packages_of(turn, w->home.world->directory, &folders)))
		return;
	for (size_t i = 0; i < all.count; i++)
		for (size_t k = 0; k < folders.count && !atomic_load(&w->stop); k++)
			gather(w, &all.at[i], folders.at[k]);
	for (size_t i = 0; i < all.count && !atomic_load(&w->stop); i++)
		send_some(w, &all.at[i], &folders);
}

static void *run(void *context)
{
	struct hooks_watch *w = context;
	const struct timespec part = { 0, 100 * 1000 * 1000 };
	while (!atomic_load(&w->stop)) {
		look(w);
		for (int i = 0; i < TURN * 10 && !atomic_load(&w->stop); i++)
			nanosleep(&part, NULL);
	}
	return NULL;
}

static void close_own(void *own) { scope_close(own); }

const struct fault *hooks_watch_begin(struct scope *sc, const struct hooks_home *home, struct hooks_watch **out)
{
	struct hooks_watch *w = NEW(sc, struct hooks_watch);
	*w = (struct hooks_watch){ .sc = scope_open(), .home = *home }; /* its own, which its thread alone uses */
	scope_defer(sc, close_own, w->sc);
	*out = w;
	return pthread_create(&w->thread, NULL, run, w) == 0 ? NULL : fault_make(FAULT_SYSTEM, "there is no thread");
}

void hooks_watch_end(struct hooks_watch *w)
{
	atomic_store(&w->stop, true);
	pthread_join(w->thread, NULL);
}
