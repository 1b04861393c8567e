/* people.c: threads that take turns. */
#include "people.h"
#include "faults.h"
#include <pthread.h>
#include <semaphore.h>

enum { SWITCH = 12, STACK = 4 << 20 };          /* the turn goes on at one call in so many */

static struct { sem_t turn; bool begun, busy, dead; int process; struct people_turn what; } all[PEOPLE_MAX + 1];
static _Thread_local int self = PEOPLE_DRIVER;
static int current = PEOPLE_DRIVER;
static bool together;
static struct chance *chance;

int people_current(void) { return current; }
bool people_is_dead(void) { return all[current].dead; }
void people_kill(int person) { all[person].dead = true; }
bool people_has_died(int person) { return all[person].dead; }

static int number_of(int person) { return 1000 + all[person].process * (PEOPLE_MAX + 1) + person; }
int people_process(void) { return number_of(current); }
void people_begin_process(int person) { all[person].process += !all[person].dead; }

bool people_is_process(int number)
{
	for (int i = 0; i <= PEOPLE_DRIVER; i++)
		if (number_of(i) == number)
			return !all[i].dead;
	return false;
}

void people_kill_all(void)
{
	for (int i = 0; i < PEOPLE_MAX; i++)
		all[i].dead = true;
}

void people_revive(void)
{
	for (int i = 0; i < PEOPLE_MAX; i++) {
		all[i].process += all[i].dead;
		all[i].dead = false;
	}
}

static void wait_for_turn(void)
{
	while (sem_wait(&all[self].turn) != 0) {
	}
}

static void give(int to)
{
	current = to;
	sem_post(&all[to].turn);
}

/* Another who has not ended yet; the driver if there is none. */
static int other(void)
{
	int waiting[PEOPLE_MAX], count = 0;
	for (int i = 0; i < PEOPLE_MAX; i++)
		if (all[i].busy && i != current)
			waiting[count++] = i;
	return count ? waiting[chance_below(chance, (size_t)count)] : PEOPLE_DRIVER;
}

void people_pause(bool must)
{
	if (!together || all[current].dead || (!must && !chance_once_in(chance, SWITCH)))
		return;
	int to = other();
	if (to == PEOPLE_DRIVER)
		return;
	faults_fired[FAULTS_TURN]++;
	give(to);
	wait_for_turn();
}

static void *live(void *number)
{
	self = (int)(intptr_t)number;
	for (;;) {
		wait_for_turn();
		all[self].what.act(all[self].what.context);
		all[self].busy = false;
		give(other());
	}
	return NULL;
}

static void begin(int i)
{
	pthread_t thread;
	pthread_attr_t attributes;
	if (all[i].begun)
		return;
	all[i].begun = true;
	if (sem_init(&all[i].turn, 0, 0) != 0 || pthread_attr_init(&attributes) != 0
	    || pthread_attr_setstacksize(&attributes, STACK) != 0
	    || (i != PEOPLE_DRIVER && pthread_create(&thread, &attributes, live, (void *)(intptr_t)i) != 0)) {
		fputs("sim: no thread\n", stderr);
		exit(2);
	}
}

void people_run(struct chance *c, const struct people_turn *turns, size_t count)
{
	begin(PEOPLE_DRIVER);
	for (size_t i = 0; i < count; i++) {
		begin((int)i);
		all[i].what = turns[i];
		all[i].busy = turns[i].act != NULL;
	}
	chance = c;
	together = true;
	int first = other();
	if (first != PEOPLE_DRIVER) {
		give(first);
		wait_for_turn();
	}
	together = false;
}

void people_run_alone(int person, const struct people_turn *turn)
{
	current = person;
	turn->act(turn->context);
	current = PEOPLE_DRIVER;
}
