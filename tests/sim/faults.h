/* faults.h: what goes wrong, when, and how often it did.  For tests/sim alone.
 *
 * A plan says what happens at the n-th call of a kind from now; every class of fault is counted where it fires. */
#ifndef SIM_FAULTS_H
#define SIM_FAULTS_H
#include "chance.h"

/*      name, what it is called in the table */
#define FAULTS_OF_CALLS(X) \
	X(SHORT_READ,    "a read gives a part") \
	X(SHORT_WRITE,   "a write takes a part") \
	X(EINTR_READ,    "a read is interrupted") \
	X(EINTR_WRITE,   "a write is interrupted") \
	X(EINTR_LOCK,    "waiting for a lock is interrupted") \
	X(EIO_READ,      "a read fails: EIO") \
	X(EIO_WRITE,     "a write fails: EIO") \
	X(EIO_CLOSE,     "a close fails: EIO") \
	X(EIO_LIST,      "a folder cannot be read to its end: EIO") \
	X(EIO_OTHER,     "another call fails: EIO") \
	X(ENOSPC_WRITE,  "a write fails: ENOSPC") \
	X(ENOSPC_NAME,   "a name cannot be made: ENOSPC") \
	X(EROFS,         "a change fails: EROFS") \
	X(EMFILE,        "an open fails: EMFILE") \
	X(SYNC_FAILED,   "a sync fails, all stays to be written") \
	X(SYNC_FORGOT,   "a sync fails, and what it left is forgotten")
#define FAULTS_THAT_LAST(X) \
	X(DISC_FULL,     "the disc is full from a call on") \
	X(READ_ONLY,     "the disc is read-only from a call on") \
	X(NO_HANDLES,    "no file can be opened from a call on") \
	X(DISC_BROKEN,   "every call fails from a call on")
#define FAULTS_OF_POWER(X) \
	X(KILLED,        "a person's process is killed after a call") \
	X(CUT_ORDERED,   "power cut, names in their order") \
	X(CUT_LOOSE,     "power cut, each name for itself") \
	X(CUT_LAST,      "power cut, all that could go is gone") \
	X(CUT_IDLE,      "power cut between two acts")
#define FAULTS_OF_LAYERS(X) \
	X(WRITE_BACK,    "something is written back early") \
	X(BLOCK_OLD,     "a block is lost") \
	X(BLOCK_NEW,     "a block is kept") \
	X(BLOCK_GARBAGE, "a block holds what lay there before") \
	X(LENGTH_OLD,    "a file has its old length") \
	X(LENGTH_NEW,    "a file has its new length") \
	X(NAME_OLD,      "a name is as it was") \
	X(NAME_NEW,      "a name is as it became") \
	X(NAME_BETWEEN,  "a name is as it was for a while")
#define FAULTS_OF_PEOPLE(X) \
	X(TURN,          "another person's calls come between") \
	X(WAITED,        "a person waits for another's lock") \
	X(STALE,         "a person acts on an old journal")
#define FAULTS_OF_STORE(X) \
	X(STORE_BEFORE,  "a call of the store fails, nothing done") \
	X(STORE_AFTER,   "a call of the store fails, all done")

enum faults_class {
#define X(name, text) FAULTS_##name,
	FAULTS_OF_CALLS(X)
	FAULTS_THAT_LAST(X)
	FAULTS_OF_POWER(X)
	FAULTS_OF_LAYERS(X)
	FAULTS_OF_PEOPLE(X)
	FAULTS_OF_STORE(X)
#undef X
	FAULTS_NAME_TWICE,      /* of folders, which nobody moves often: counted, not asked for */
	FAULTS_COUNT
};

/* What a call is, for what can go wrong with it. */
enum faults_call { FAULTS_LOOK, FAULTS_LIST, FAULTS_OPEN, FAULTS_READ, FAULTS_WRITE, FAULTS_SYNC,
	FAULTS_NAME, FAULTS_CHANGE,
	FAULTS_LOCK, FAULTS_CLOSE, FAULTS_KINDS, FAULTS_CHANGING = FAULTS_KINDS, FAULTS_ANY };
/* How it goes with a call. */
enum faults_verdict { FAULTS_GOES_ON, FAULTS_FAILS, FAULTS_IS_SHORT, FAULTS_FORGETS };

enum faults_plan { FAULTS_NONE, FAULTS_ONCE, FAULTS_LASTING, FAULTS_DEATH, FAULTS_CUT };

struct faults {
	struct chance *chance;
	enum faults_plan plan;
	enum faults_call kind;          /* of the calls that count; FAULTS_CHANGING and FAULTS_ANY are several */
	long in;                        /* calls until it happens */
	enum faults_class lasting;      /* what has begun to last; FAULTS_COUNT: nothing */
	bool fired;
};
extern struct faults faults_now;
extern uint64_t *faults_fired;          /* one counter a class; processes share them */

void faults_count(enum faults_class);
/* Nothing goes wrong any more. */
void faults_end(void);
/* within: about so many calls may pass before. */
void faults_plan_for(struct chance *, enum faults_plan, size_t within);
/* How it goes with the next call; *number: its errno where it fails. */
enum faults_verdict faults_judge(enum faults_call, int *number);
/* After a call: is this the moment of a death or a cut? */
bool faults_ends_here(enum faults_call);

/* A table of all; false if a class of this kind of life never fired. */
bool faults_print(bool of_disc);
#endif
