/* main.c: sim KIND STEPS [SEED [LIVES]] [-v]: lives of one kind (memory or disc) from a seed on.
 *
 * Lives are run by two processes, seeds in turn, until there were so many steps, or so many lives.  A table of what
 * went wrong is printed at the end.  The exit status is 1 if something was that must not be, or if a class of fault
 * never fired; the first line then says how to run that life again.  With LIVES given nobody asks for every class. */
#include "faults.h"
#include "files.h"
#include "life.h"
#include "../unit/history.h"
#include <inttypes.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { PROCESSES = 2 };

struct task { bool of_disc; uint64_t steps, seed, lives; };
/* What the processes share. */
struct tally { uint64_t fired[FAULTS_COUNT], steps, lives, calls, failed; };

static struct tally *tally;

static void fail_life(const struct task *t, uint64_t seed, const char *why)
{
	__atomic_fetch_add(&tally->failed, 1, __ATOMIC_RELAXED);
	printf("seed %" PRIu64 ": %s\n  again: build/sim %s 1 %" PRIu64 " 1 -v\n", seed, why,
	       t->of_disc ? "disc" : "memory", seed);
	fflush(stdout);
}

static bool is_over(const struct task *t, uint64_t lives)
{
	return tally->failed || (t->lives ? lives >= t->lives : tally->steps >= t->steps);
}

static void run_part(const struct task *t, const struct template *template, uint64_t part, uint64_t parts)
{
	for (uint64_t n = part; !is_over(t, n); n += parts) {
		SCOPE(sc);
		uint64_t steps = 0;
		const char *why = life_run(sc, template, t->seed + n, t->of_disc, &steps);
		if (why)
			fail_life(t, t->seed + n, why);
		__atomic_fetch_add(&tally->steps, steps, __ATOMIC_RELAXED);
		__atomic_fetch_add(&tally->lives, 1, __ATOMIC_RELAXED);
		__atomic_fetch_add(&tally->calls, files_calls(), __ATOMIC_RELAXED);
	}
}

/* One life alone is run in this process, for a debugger. */
static bool run(const struct task *t, const struct template *template)
{
	bool whole = true;
	if (t->lives == 1) {
		run_part(t, template, 0, 1);
		return true;
	}
	fflush(stdout);
	for (uint64_t i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			run_part(t, template, i, PROCESSES);
			fflush(stdout);
			_exit(0);
		}
	for (int i = 0, status; i < PROCESSES; i++)
		whole = wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 && whole;
	return whole;
}

static struct task read_task(int count, char **words)
{
	struct task t = { .steps = 1, .seed = 1 };
	if (count > 1 && strcmp(words[count - 1], "-v") == 0) {
		files_shown = true;
		count--;
	}
	if (count < 3 || count > 5) {
		fputs("sim memory|disc STEPS [SEED [LIVES]] [-v]\n", stderr);
		exit(2);
	}
	t.of_disc = strcmp(words[1], "disc") == 0;
	t.steps = strtoull(words[2], NULL, 10);
	t.seed = count > 3 ? strtoull(words[3], NULL, 10) : 1;
	t.lives = count > 4 ? strtoull(words[4], NULL, 10) : 0;
	return t;
}

int main(int count, char **words)
{
	SCOPE(sc);
	struct task t = read_task(count, words);
	const struct template *template = history_template(sc);
	double began = files_real_seconds();
	tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (tally == MAP_FAILED)
		return 2;
	faults_fired = tally->fired;
	bool whole = run(&t, template);
	if (!whole)
		puts("a process of the simulation ended before its time");
	double took = files_real_seconds() - began;
	printf("%s: %" PRIu64 " steps in %" PRIu64 " lives, %" PRIu64 " calls, %.1f s, %.0f steps a second\n", words[1],
	       tally->steps, tally->lives, tally->calls, took, (double)tally->steps / (took > 0 ? took : 1));
	if (t.lives == 1)
		printf("digest %016" PRIx64 "\n", files_digest());
	bool all = t.lives ? true : faults_print(t.of_disc);
	return tally->failed || !whole || !all ? 1 : 0;
}
