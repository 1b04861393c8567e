/* verify.h: whether what lies here is what happened.  For render/ and command/.
 *
 * From nothing but what is given: no other package, no cache, no memory of an earlier look.  Reading only.  Each event
 * is judged at its place, by the template, the roles and the edition in force there; what an act asked when it was made
 * is asked again.  One finding a failure.  What cannot be judged because content is not here is told apart: it is
 * neither a pass nor a failure.  Signatures are judged by the keys that the journal binds to people at the
 * event's place.  Who wrote a history is proven by who knows these keys to be theirs: one that fits together is
 * "consistent", and by itself its origin is unproven. */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H
#include "base/base.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/finding.h"
#include "base/world.h"
#include "journal/event.h"

/* Failures weigh more than gaps. */
enum verify_verdict { VERIFY_CONSISTENT, VERIFY_NOT_JUDGED, VERIFY_INCONSISTENT };

/* A key bound to a person, and how many events and versions it signed. */
struct verify_signer {
	const char *name, *email, *fingerprint, *type, *base64;
	size_t events, versions;
	char first[DATE_TEXT], last[DATE_TEXT];         /* days of its first and last event, or "" */
};

/* Whether who wrote it is proven by keys that are known from elsewhere. */
enum verify_origin { VERIFY_NOT_ASKED, VERIFY_PROVEN, VERIFY_UNPROVEN };

struct verify {
	const char *what;               /* as it was given */
	const char *kind;               /* "package", "bundle", "export" */
	const char *package;            /* its id, "" where nobody says */
	const char *tip;                /* the journal's newest commit, "" where there is none */
	char tip_id[EVENT_IDENTITY + 1];        /* and that event's Sar-Id */
	size_t events, objects, files;  /* events read; objects and files whose bytes were compared with their names */
	size_t signed_events, signed_well;      /* that bear a signature; of a key bound to who the event names */
	struct { struct verify_signer *at; size_t count, cap; } signers;
	enum verify_origin origin;
	const struct phrase *origin_why;        /* why it is not proven */
	const char *handed_by;          /* of an export with a signature: the key that signed it, else "" */
	struct findings *findings;      /* errors are failures; warnings and notes are told */
	struct findings *gaps;          /* what could not be judged */
};

/* A folder (a package, or an export with its SHA256SUMS) or a file (a git bundle); a package may be bare.  since: a
 * commit of its journal seen earlier, which must still lead to the newest; NULL: none.  package: an export is held
 * against it; NULL: against itself alone.  trust: a file of allowed signers, as OpenSSH reads one;
 * authorities: one of certificates (PEM) of who stamps the time; NULL: none.  FAULT_NOT_FOUND if it is none of these,
 * FAULT_USAGE for a since that is no commit's name or has no journal to be looked for in. */
struct verify_asked { const char *what, *since, *package, *trust, *authorities; };
const struct fault *verify_run(struct scope *, const struct world *, const struct verify_asked *,
                               struct verify **) MUST_USE;

enum verify_verdict verify_verdict(const struct verify *);
/* "consistent", "not-judged", "inconsistent" */
const char *verify_verdict_name(enum verify_verdict);
/* "proven", else "unproven" */
const char *verify_origin_name(enum verify_origin);
/* The line of verdict. */
const struct phrase *verify_say(struct scope *, const struct verify *);
#endif
