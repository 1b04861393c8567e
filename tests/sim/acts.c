/* acts.c: what a person does, as the desk would do it, and what the person is told. */
#include "draw.h"
#include "base/list.h"
#include "base/path.h"
#include "files.h"
#include "faults.h"
#include "flaky.h"
#include <unistd.h>

struct life_answer life_heard(struct life *l, const struct fault *f)
{
	if (people_is_dead())
		return (struct life_answer){ .told = LIFE_NOTHING };
	if (!f)
		return (struct life_answer){ .told = LIFE_DONE };
	return (struct life_answer){ LIFE_FAULT, f->code, scope_copy(l->sc, f->text) };
}

bool life_denies(const struct life_answer *a)
{
	return a->told == LIFE_FAULT && (a->code == FAULT_REFUSED || a->code == FAULT_CONFLICT
		|| a->code == FAULT_NOT_FOUND || strstr(a->words, "nothing was changed"));
}

/* Where nothing goes wrong, nobody is told that something did. */
static void expect_none(struct life *l, const struct life_answer *a, const char *doing)
{
	bool stale = a->code == FAULT_CONFLICT && l->stale;
	if (a->told == LIFE_FAULT && a->code != FAULT_REFUSED && !faults_now.fired && !stale)
		life_fail(l, "%s failed, and nothing had gone wrong: %s", doing, a->words);
}

const struct fault *life_open(struct life *l, struct scope *sc, struct store **out)
{
	if (l->disc)
		return home_find(sc, LIFE_PLACE, out);
	*out = flaky_store(sc, l->base);
	return NULL;
}

void life_end_process(void *context)
{
	struct life_turn *t = context;
	struct life_person *p = &t->life->people[t->person];
	if (!p->process)
		return;
	scope_close(p->process);
	people_begin_process(t->person);
	p->process = NULL;
	p->store = NULL;
	p->journal = NULL;
}

/* A person's process: one for each command, or one for many, as `serve` is.  What one command could not read is no
 * matter of the next: `serve` forgets it before each request. */
static const struct fault *begin(struct life *l, struct life_person *p)
{
	fault_forget();
	if (!p->process)
		p->process = scope_open();
	return p->store ? NULL : life_open(l, p->process, &p->store);
}

static void rest(struct life_turn *t, bool failed)
{
	if (chance_once_in(&t->life->chance, failed ? 2 : 5))
		life_end_process(t);
}

/* As the desk does: the journal is read again where it has moved. */
static const struct fault *refresh(struct life *l, struct life_person *p)
{
	struct store_id tip = {""};
	TRY(store_tip(p->store, STORE_JOURNAL, &tip));
	if (p->journal && strcmp(p->journal->tip.hex, tip.hex) == 0)
		return NULL;
	p->journal = NULL;
	struct journal *j = NULL;
	TRY(journal_read(p->process, p->store, &l->resolver, true, &j));
	p->journal = j;
	return NULL;
}

/* Under the lock, from the journal as it is; at times from an old one, which only the compare-and-swap can find out.
 * Memory has no lock: there any journal may be old by the time. */
static const struct fault *append(struct life *l, struct life_person *p, struct life_event *note)
{
	SCOPE(turn);
	struct store_id main = {""};
	TRY(begin(l, p));
	TRY(store_lock(turn, p->store));
	bool stale = !note && p->journal && chance_once_in(&l->chance, 10);
	if (!stale)
		TRY(refresh(l, p));
	else
		faults_count(FAULTS_STALE);
	l->stale = l->stale || stale || !l->disc;
	TRY(store_tip(p->store, STORE_MAIN, &main));
	struct life_event *e = note ? note : draw_event(l, p, p->journal, &main);
	e->base = p->journal->tip;
	*LIST_ADD(l->sc, &l->events) = e;
	const struct fault *f = journal_append(p->journal, e->event, &e->person, e->files, e->file_count);
	e->answer = life_heard(l, f);
	l->told += e->answer.told == LIFE_DONE;
	if (f && strcmp(p->journal->tip.hex, e->base.hex) != 0)
		life_fail(l, "the journal went on, and yet: %s", f->text);
	return f;
}

static void do_append(struct life_turn *t, struct life_event *note)
{
	struct life *l = t->life;
	const struct fault *f = append(l, &l->people[t->person], note);
	struct life_answer a = life_heard(l, f);
	l->steps++;
	expect_none(l, &a, "an act");
	if (note && f && !people_is_dead() && !faults_now.fired)
		life_fail(l, "the store does not go on working: %s", f->text);
	rest(t, f);
}

void life_append(void *context) { do_append(context, NULL); }

void life_note(void *context)
{
	struct life_turn *t = context;
	do_append(t, draw_note(t->life, &t->life->people[0]));
}

/* --- evidence --- */

static const struct fault *attach(struct life_person *p, const char *path, const char *text, size_t len)
{
	char block[5002];
	FILE *f = tmpfile();
	if (!f)
		return fault_errno("a file of the test's own");
	memcpy(block, text, len);
	bool written = fwrite(block, 1, len, f) == len && fflush(f) == 0;
	SCOPE(turn);
	const struct fault *fault = written ? store_lock(turn, p->store) : fault_errno("a file of the test's own");
	if (!fault)
		fault = store_attach(turn, p->store, fileno(f), path, STORE_REPLACE);
	fclose(f);
	return fault;
}

static const struct fault *write_one(struct life *l, struct life_person *p)
{
	static const char *const paths[] = { "package.yaml", "evidence/A.md", "evidence/B.md", "registers/r.csv",
		"attachments/B/x.pdf", "attachments/C/y.pdf" };
	SCOPE(turn);
	size_t len = 0, which = chance_below(&l->chance, l->disc ? countof(paths) : 1);
	const char *text = draw_text(l, &len);
	TRY(begin(l, p));
	if (which >= 4 && chance_once_in(&l->chance, 2))
		return attach(p, paths[which], text, len);
	if (which && which < 4 && chance_once_in(&l->chance, 5) && !people_is_dead()) {
		unlink(path_join(turn, LIFE_PLACE, paths[which]));
		return NULL;
	}
	if (!l->disc)
		l->text = text;
	return store_write(turn, p->store, paths[which], text, len);
}

void life_write(void *context)
{
	struct life_turn *t = context;
	struct life *l = t->life;
	struct life_answer a = life_heard(l, write_one(l, &l->people[t->person]));
	l->steps++;
	expect_none(l, &a, "writing a file");
	rest(t, a.told == LIFE_FAULT);
}

static const struct fault *save(struct life *l, struct life_person *p)
{
	SCOPE(turn);
	struct life_save *s = NEW(l->sc, struct life_save);
	TRY(begin(l, p));
	TRY(store_lock(turn, p->store));
	TRY(store_tip(p->store, STORE_MAIN, &s->base));
	s->person = draw_person(l, p);
	life_work(l, &s->files, l->sc);
	*LIST_ADD(l->sc, &l->saves) = s;
	const struct fault *f = store_save(turn, p->store, &s->person, "Save\n", &s->id);
	s->answer = life_heard(l, f);
	return f;
}

void life_save(void *context)
{
	struct life_turn *t = context;
	struct life *l = t->life;
	struct life_answer a = life_heard(l, save(l, &l->people[t->person]));
	l->steps++;
	expect_none(l, &a, "saving");
	rest(t, a.told == LIFE_FAULT);
}

/* --- reading, without the lock --- */

static const struct fault *read_all(struct life *l, struct life_person *p)
{
	SCOPE(turn);
	struct journal *j = NULL;
	size_t told = l->told;
	TRY(begin(l, p));
	TRY(journal_read(turn, p->store, &l->resolver, true, &j));
	if (people_is_dead())
		return NULL;
	if (j->count < told)
		life_fail(l, "a reader sees %zu events of %zu that were recorded before", j->count, told);
	if (j->findings->count)
		life_fail(l, "a reader finds fault with the journal");
	return NULL;
}

void life_read(void *context)
{
	struct life_turn *t = context;
	struct life *l = t->life;
	struct life_answer a = life_heard(l, read_all(l, &l->people[t->person]));
	l->steps++;
	expect_none(l, &a, "reading");
	rest(t, a.told == LIFE_FAULT);
}

/* --- making a package: aside, with its first event, and then in its place --- */

static const struct fault *make(struct life *l, struct life_person *p)
{
	SCOPE(sc);
	struct home_making *m = NULL;
	struct journal *j = NULL;
	TRY(home_make(sc, home_at(sc, LIFE_HOME), LIFE_NAME, "/nowhere/sarflow", &m));
	TRY(store_lock(sc, m->store));
	TRY(journal_read(sc, m->store, &l->resolver, true, &j));
	struct life_event *e = draw_event(l, p, j, &(struct store_id){""});
	*LIST_ADD(l->sc, &l->events) = e;
	TRY(journal_append(j, e->event, &e->person, e->files, e->file_count));
	const struct fault *f = home_keep(m);
	e->answer = life_heard(l, f);
	l->told += e->answer.told == LIFE_DONE;
	return f;
}

void life_make(void *context)
{
	struct life_turn *t = context;
	struct life *l = t->life;
	struct life_answer a = life_heard(l, make(l, &l->people[0]));
	l->steps++;
	expect_none(l, &a, "making the package");
}
