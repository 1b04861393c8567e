/* life.h: one random life of a package under one seed.  For tests/sim alone.
 *
 * Several people append events, save, attach and read, legally and not, alone and at once; their calls fail, their
 * processes are killed, the power fails.  What each was told is kept as an attempt, and oracle.h compares that with
 * what is there.  A life is of one of two kinds: on the store in memory, whose calls fail (flaky.h), or on git's store
 * on the simulated disc. */
#ifndef SIM_LIFE_H
#define SIM_LIFE_H
#include "base/buf.h"
#include "chance.h"
#include "disc.h"
#include "journal/append.h"
#include "oracle.h"
#include "people.h"
#include "store/home.h"
#include "template/template.h"

#define LIFE_HOME   "/sim/home"
#define LIFE_NAME   "P-1"
#define LIFE_PLACE  LIFE_HOME "/" LIFE_NAME

/* What a person tried, and what the person was told. */
enum life_told { LIFE_NOTHING, LIFE_DONE, LIFE_FAULT };
struct life_answer { enum life_told told; enum fault_code code; const char *words; };
struct life_event {
	const char *id;                 /* Sar-Id */
	struct event *event;
	struct store_person person;
	struct append_file files[1];
	size_t file_count;
	struct store_id base;           /* the journal's tip it was judged at */
	struct life_answer answer;
	bool found, judged;             /* by the oracle: in the journal; refused as in memory */
};
struct life_file { const char *path, *bytes; size_t len; };
struct life_files { struct life_file *at; size_t count, cap; };
struct life_save {
	struct store_person person;
	struct store_id base, id;       /* main's tip before, and the one told */
	struct life_files files;        /* the work tree as it lay there */
	struct life_answer answer;
	bool found;
};
struct life_person {
	const char *name, *email, *role;
	struct scope *process;          /* NULL: no process runs */
	struct store *store;
	struct journal *journal;
};

struct life {
	struct scope *sc;
	struct chance chance;
	const struct template *template;
	struct fold_resolver resolver;
	struct disc *disc;              /* NULL: of the store in memory */
	struct store *base;             /* in memory; NULL on the disc */
	struct life_person people[PEOPLE_MAX];
	struct { struct life_event **at; size_t count, cap; } events;
	struct { struct life_save **at; size_t count, cap; } saves;
	struct oracle *oracle;
	const char *text;               /* package.yaml in memory's work tree */
	int64_t clock;
	bool stale;                     /* somebody acted on an old journal in this round */
	size_t told;                    /* events reported as recorded */
	uint64_t steps;
	bool over;                      /* the package is gone, and nobody was told that there is one */
	const char *failure;            /* what must not be, or NULL */
};

/* The first thing that must not be ends the life. */
void life_fail(struct life *, const char *format, ...) PRINTF(2, 3);
/* Opened by whoever asks. */
const struct fault *life_open(struct life *, struct scope *, struct store **) MUST_USE;
struct life_answer life_heard(struct life *, const struct fault *);
/* Does the answer say that nothing was changed? */
bool life_denies(const struct life_answer *);
/* The work tree as it lies there, past everything that can fail. */
void life_work(const struct life *, struct life_files *, struct scope *);

/* What a person can do; context of people_turn. */
struct life_turn { struct life *life; int person; };
void life_append(void *turn);
void life_save(void *turn);
void life_write(void *turn);
void life_read(void *turn);
void life_make(void *turn);
void life_note(void *turn);
void life_end_process(void *turn);

/* A whole life; NULL, or what must not be.  Adds its steps. */
const char *life_run(struct scope *, const struct template *, uint64_t seed, bool of_disc, uint64_t *steps);
#endif
