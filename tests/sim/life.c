/* life.c: the rounds of a life, what goes wrong in each, and what comes after. */
#include "life.h"
#include "base/list.h"
#include "draw.h"
#include "faults.h"
#include "files.h"
#include "flaky.h"
#include "layers.h"
#include "store/layout.h"
#include "../unit/history.h"
#include <stdarg.h>

enum { ROUNDS = 40, MANY = 80, CALLS = 400 };

void life_fail(struct life *l, const char *format, ...)
{
	va_list more;
	char text[1024];
	if (l->failure)
		return;
	va_start(more, format);
	vsnprintf(text, sizeof text, format, more);
	va_end(more);
	l->failure = scope_copy(l->sc, text);
}

/* --- the work tree, as it lies on the disc or in memory --- */

static void take_folder(const struct disc_inode *folder, const char *prefix, struct life_files *out, struct scope *sc)
{
	for (size_t i = 0; i < folder->entries.count; i++) {
		const char *name = folder->entries.at[i].name;
		const struct disc_inode *there = disc_look(folder, name);
		const char *path = *prefix ? scope_printf(sc, "%s/%s", prefix, name) : name;
		if (!there || strcmp(path, ".git") == 0)
			continue;
		if (disc_is_folder(there))
			take_folder(there, path, out, sc);
		else if (layout_kind_of(path) != LAYOUT_STRAY)
			*LIST_ADD(sc, out) = (struct life_file){ path, scope_copy_bytes(sc, there->bytes, there->len),
				there->len };
	}
}

void life_work(const struct life *l, struct life_files *out, struct scope *sc)
{
	struct disc_inode *place = NULL;
	if (!l->disc && l->text)
		*LIST_ADD(sc, out) = (struct life_file){ "package.yaml", l->text, strlen(l->text) };
	if (l->disc && disc_find(l->disc, LIFE_PLACE, &place) == 0)
		take_folder(place, "", out, sc);
}

/* --- a round --- */

typedef void act(void *turn);

/* One at a time works in the folder; the others write the journal, or read. */
static act *choose(struct life *l, int person)
{
	static act *const acts[] = { life_append, life_append, life_append, life_append, life_read };
	static act *const works[] = { life_write, life_write, life_save, life_save };
	return person == 0 && chance_percent(&l->chance, 40) ? works[chance_below(&l->chance, countof(works))]
	       : acts[chance_below(&l->chance, countof(acts))];
}

static size_t how_many(struct life *l) { return chance_percent(&l->chance, 60) ? 1 : 2 + chance_below(&l->chance, 2); }

static void plan(struct life *l, size_t people)
{
	size_t x = chance_below(&l->chance, 100);
	enum faults_plan p = x < 35 ? FAULTS_NONE : x < 70 ? FAULTS_ONCE : x < 77 ? FAULTS_LASTING : x < 85
		? FAULTS_DEATH : FAULTS_CUT;
	if (l->disc)
		faults_plan_for(&l->chance, p, CALLS * people);
	else
		flaky_plan(&l->chance, x < 45 ? -1 : (long)chance_below(&l->chance, 14));
}

static void act_alone(struct life *l, act *what)
{
	struct life_turn turn = { l, (int)chance_below(&l->chance, PEOPLE_MAX) };
	if (what == life_write || what == life_save)
		turn.person = 0;
	people_run_alone(turn.person, &(struct people_turn){ what, &turn });
}

static void act_together(struct life *l, size_t people)
{
	struct life_turn turns[PEOPLE_MAX];
	struct people_turn acts[PEOPLE_MAX] = {0};
	for (int i = 0; i < (int)people; i++) {
		turns[i] = (struct life_turn){ l, i };
		acts[i] = (struct people_turn){ choose(l, i), &turns[i] };
	}
	people_run(&l->chance, acts, people);
}

/* --- and after it --- */

/* What a process still holds in memory is given back; where it is dead, its calls do nothing. */
static void end_processes(struct life *l, bool dead_ones)
{
	for (int i = 0; i < PEOPLE_MAX; i++) {
		struct life_turn turn = { l, i };
		if (!dead_ones || people_has_died(i))
			people_run_alone(i, &(struct people_turn){ life_end_process, &turn });
	}
}

static void cut(struct life *l, bool idle)
{
	/* the loose one is the hardest to live with, so it comes twice as often */
	static const struct { enum layers_cut how; enum faults_class class; } ways[] = {
		{ LAYERS_ORDERED, FAULTS_CUT_ORDERED }, { LAYERS_LOOSE, FAULTS_CUT_LOOSE },
		{ LAYERS_LOOSE, FAULTS_CUT_LOOSE }, { LAYERS_LAST, FAULTS_CUT_LAST } };
	size_t way = chance_below(&l->chance, countof(ways));
	people_kill_all();
	files_close_all(-1);
	end_processes(l, true);
	faults_count(idle ? FAULTS_CUT_IDLE : ways[way].class);
	layers_cut(l->disc, ways[way].how, &l->chance);
	if (files_shown)
		puts("--- the power is back");
}

static bool anybody_died(void)
{
	for (int i = 0; i < PEOPLE_MAX; i++)
		if (people_has_died(i))
			return true;
	return false;
}

/* Everything is right again, but for what was done. */
static bool recover(struct life *l, bool *powerless)
{
	bool died = anybody_died();
	*powerless = died && faults_now.plan == FAULTS_CUT;
	if (*powerless)
		cut(l, false);
	else if (died)
		end_processes(l, true);
	faults_end();
	flaky_plan(NULL, -1);
	people_revive();
	return died;
}

static void go_on(struct life *l)
{
	struct life_turn turn = { l, 0 };
	people_run_alone(0, &(struct people_turn){ life_note, &turn });
	if (!l->failure && chance_once_in(&l->chance, 2))
		people_run_alone(0, &(struct people_turn){ life_save, &turn });
	if (!l->failure)
		oracle_compare(l, false, false);
}

static void round_of(struct life *l)
{
	bool powerless = false;
	size_t people = how_many(l);
	if (l->disc && chance_once_in(&l->chance, 25)) {
		cut(l, true);
		people_revive();
		oracle_compare(l, true, true);
		if (l->over)
			return;
	}
	l->stale = false;
	plan(l, people);
	if (people == 1)
		act_alone(l, choose(l, 0));
	else
		act_together(l, people);
	bool went_wrong = faults_now.fired, died = recover(l, &powerless);
	if (!l->failure)
		oracle_compare(l, powerless, died || chance_once_in(&l->chance, 10));
	if (!l->failure && !l->over && (died || went_wrong))
		go_on(l);
}

/* --- the beginning --- */

static void forget_attempts(struct life *l)
{
	l->events.count = 0;
	l->told = 0;
}

static bool is_there(struct life *l)
{
	SCOPE(turn);
	struct store *s = NULL;
	return !life_open(l, turn, &s);
}

/* A package is made, at times while everything fails; whoever was told that it is there has it. */
static void make(struct life *l)
{
	bool powerless = false, hard = chance_once_in(&l->chance, 4);
	for (int i = 0; !l->failure; i++) {
		struct life_turn turn = { l, 0 };
		if (hard && i < 4)
			plan(l, 2);
		people_run_alone(0, &(struct people_turn){ life_make, &turn });
		bool died = recover(l, &powerless), told = l->told > 0;
		if (!died && told && hard && chance_once_in(&l->chance, 3)) {
			cut(l, true);
			people_revive();
		}
		if (is_there(l))
			return;
		if (told)
			life_fail(l, "the package was made, and is not there");
		forget_attempts(l);
	}
}

static const char *person_name(struct life *l, const char *role) { return scope_printf(l->sc, "The %s", role); }

static void be_born(struct life *l, const struct template *t, bool of_disc)
{
	for (size_t i = 0; i < PEOPLE_MAX; i++) {
		const char *role = i == 0 ? t->workflow.founder_role : t->roles.at[i % t->roles.count].id;
		const char *email = scope_printf(l->sc, "%s.%zu@minato.example", role, i);
		l->people[i] = (struct life_person){ .name = person_name(l, role), .email = email, .role = role };
	}
	if (!of_disc) {
		l->base = store_memory(l->sc);
		people_run_alone(0, &(struct people_turn){ life_append, &(struct life_turn){ l, 0 } });
		return;
	}
	l->disc = disc_new(l->sc, FILES_ROOT);
	layers_sync_all(l->disc);
	if (chance_once_in(&l->chance, 3))
		l->disc->grain = (struct timespec){ 0, chance_once_in(&l->chance, 2) ? 4000000 : 500000000 };
	files_mount(l->disc);
	make(l);
}

const char *life_run(struct scope *sc, const struct template *t, uint64_t seed, bool of_disc, uint64_t *steps)
{
	struct life l = { .sc = sc, .chance = chance_of(seed), .template = t, .resolver = history_resolver(t) };
	l.oracle = oracle_new(&l);
	people_revive();
	be_born(&l, t, of_disc);
	for (size_t rounds = ROUNDS + chance_below(&l.chance, MANY); rounds > 0 && !l.failure && !l.over; rounds--)
		round_of(&l);
	end_processes(&l, false);
	oracle_end(l.oracle);
	files_mount(NULL);
	*steps += l.steps;
	return l.failure;
}
