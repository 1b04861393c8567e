/* verify_private.h: what a verification knows while it goes on; for verify/ alone. */
#ifndef VERIFY_VERIFY_PRIVATE_H
#define VERIFY_VERIFY_PRIVATE_H
#include "base/list.h"
#include "base/date.h"
#include "base/lookup.h"
#include "base/nameset.h"
#include "desk/desk_private.h"
#include "guard/guard.h"
#include "store/audit.h"
#include "store/sshsig.h"
#include "verify/verify.h"

/* A commit taken apart as git writes one.  Texts point into the bytes. */
enum { VERIFY_PARENTS = 16 };
struct verify_text { const char *at; size_t len; };
struct verify_header {
	struct store_id tree, parents[VERIFY_PARENTS];
	size_t parent_count;
	struct verify_text author, committer;   /* the whole line: name, address, seconds, zone */
	int zone;                       /* of the author, minutes east of UTC */
	struct verify_text other;       /* the first header that is no signature; len 0: there is none */
	bool is_signed, signature_ends; /* and the signature is one from its first line to its last */
	struct verify_text signature;   /* as it stands, each further line behind a blank */
	size_t signature_from, signature_to;    /* its header, the line end with it */
	size_t message;                 /* where it begins */
};
/* What is wrong with it, in words, or NULL. */
const struct phrase *verify_header_read(struct scope *, const char *bytes, size_t len, struct verify_header *);

/* Clocks of one company's machines may differ by so many seconds; what lies further ahead or back is told. */
enum { VERIFY_CLOCKS = 60 * 60 };

/* One entry of a folder. */
struct verify_entry { const char *mode, *name; struct store_id id; bool is_folder; };
struct verify_entries { struct verify_entry *at; size_t count, cap; };
/* NULL, or why it is no folder as git writes one; what was read until there stands in out. */
const struct phrase *verify_tree_read(struct scope *, const char *bytes, size_t len, struct verify_entries *out);

/* What was seen of a commit of the journal, the newest first; little, for there may be many.  commit, tree: places in
 * v->known; tree: VERIFY_NOWHERE, where its commit could not be taken apart. */
enum verify_signed {
	VERIFY_UNSIGNED, VERIFY_SIGNED, VERIFY_SIGNED_WRONG,
	VERIFY_SIGNED_OTHERWISE,        /* this machine cannot judge it */
	VERIFY_SIGNED_STRANGE,          /* by a key that no event holds, and nobody can judge it without */
	VERIFY_SIGNED_LATER             /* it is judged when all keys are known that events hold */
};
struct verify_signature { enum verify_signed state; uint32_t key; };    /* key: of v->keys, where it is VERIFY_SIGNED */
#define VERIFY_NOWHERE UINT32_MAX
struct verify_seen { uint32_t commit, tree; struct verify_signature signature; int16_t zone;
                     bool other_author; };
/* A key that something is signed with; how many events and versions while it was bound to nobody; and the last event
 * that it counted for. */
struct verify_key { struct sshsig_key key; size_t unbound, first, versions, last; const char *email;
                    char last_day[DATE_TEXT]; bool mixed; };
struct verify_signed_version { struct store_id id; size_t key; const char *email; };
struct verify_wrong { size_t at; enum finding_id id; const struct phrase *says; };      /* at: in the same order */
struct verify_version { struct store_id id; int64_t time; };
struct verify_need { struct store_id id; enum store_kind kind; };

struct verifying {
	struct scope *sc;
	struct world world;
	struct store *store;
	struct desk *desk;
	struct verify *out;
	/* objects: those that were asked for, and those that wait to be read */
	struct nameset *known;
	struct { struct verify_need *at; size_t count, cap; } needs;
	const struct store_oddities *oddities;
	const char *since;              /* a commit of the journal, or only an event's own id, seen earlier; NULL */
	bool since_stands;              /* an event of the journal has this id */
	const char *authorities;        /* a file of certificates of who stamps the time; NULL */
	/* the journal */
	struct { struct verify_seen *at; size_t count, cap; struct scope *room; } seen;         /* room: holds them */
	struct { struct verify_wrong *at; size_t count, cap; } wrong;
	bool skims;
	const struct verify_watch *watch;       /* may be NULL */
	const struct fault *stopped;            /* who looks on wants no more of it */
	size_t looks;
	bool torn;                              /* a commit of the journal is not as git writes one */
	bool halted;                            /* objects are damaged: no version is taken apart */
	size_t number;                          /* of the event that is looked at, from 1 */
	int64_t recorded;                       /* of the event before */
	char as_of[DATE_TEXT];
	/* evidence: main's versions along first parents, newest first; those that events bind */
	struct { struct verify_version *at; size_t count, cap; } mains;
	struct nameset *bound;
	struct store_id main, last_bound;
	/* the package read last, as it was with which template and pins */
	struct scope *kept;
	struct { struct store_id id; const struct template *template; const char *uses; } kept_for;
	struct package *package;
	struct { struct store_id *at; size_t count, cap; } versions;    /* bound ones */
	const struct store_ref *refs;
	size_t ref_count;
	struct lookup *contents;                /* digests whose content was looked at */
	struct lookup *names;                   /* people as they are named where they were appointed otherwise */
	/* signatures */
	struct { struct verify_key *at; size_t count, cap; } keys;
	struct lookup *key_places;
	struct { struct verify_signed_version *at; size_t count, cap; } signed_versions;
	const struct verify_trust *trust;       /* NULL: nobody named a file of allowed signers */
	size_t lacking, lacking_first;
	/* lines of keys that events hold, of which signatures do not hold all that they are judged by; what waits */
	struct names held;
	struct lookup *held_places;
	size_t later;
	struct { struct store_id *at; size_t count, cap; } later_versions;
	struct verify_unjudged { size_t count, first; const struct phrase *why; } otherwise, strange;
};

/* --- telling: of the event that is looked at (number 0: of no event) --- */
#define verify_tell(v, id, ...) verify_tell_phrase((v), FINDING_##id, "journal", (v)->number, PHRASE(__VA_ARGS__))
#define verify_tell_of(v, id, file, ...) verify_tell_phrase((v), FINDING_##id, (file), 0, PHRASE(__VA_ARGS__))
#define verify_gap(v, id, file, ...) verify_gap_phrase((v), FINDING_##id, (file), (v)->number, PHRASE(__VA_ARGS__))
void verify_tell_phrase(struct verifying *, enum finding_id, const char *file, size_t line, const struct phrase *);
void verify_gap_phrase(struct verifying *, enum finding_id, const char *file, size_t line, const struct phrase *);
/* A fault in the midst of judging is a finding: it must not stop the rest. */
const struct phrase *verify_words(struct scope *, const struct fault *);

/* objects.c: ask for an object (and all below it), then read all that was asked for. */
void verify_need(struct verifying *, const struct store_id *, enum store_kind);
void verify_needs(struct verifying *);
/* The top of an event's tree; false if it cannot be read, which was told. */
bool verify_folder(struct scope *, struct verifying *, const struct store_id *tree, struct verify_entries *);

/* events.c: what can be said of an event from itself: days, tree, header. */
void verify_events_seen(struct verifying *);
/* Of an event; nothing at all where its commit could not be reached object by object. */
const struct verify_seen *verify_seen_of(const struct verifying *, const struct event *);
/* The name at a place of v->known, "" for VERIFY_NOWHERE. */
struct store_id verify_name(const struct verifying *, uint32_t place);
/* Is it a commit of the journal? */
bool verify_is_entry(const struct verifying *, const struct store_id *);
const struct fault *verify_event_before(void *verifying, struct desk *, const struct event *) MUST_USE;
void verify_events_wrong(struct verifying *);

/* signatures.c: a signature against the bytes it stands in; whose its key was at the place of an event; the rest.
 * Before the events' own are seen, keys that they hold are kept; those that wait for them are judged at once. */
struct verify_signature verify_signature_read(struct scope *, struct verifying *, const struct store_object *,
                                              const struct verify_header *, const struct phrase **why);
void verify_keys_held(struct verifying *, const char *message);
struct verify_signature verify_signature_later(struct scope *, struct verifying *, const struct store_id *commit,
                                               const struct phrase **why);
void verify_signed_event(struct verifying *, struct desk *, const struct event *);
struct guard_signer verify_signer_of(struct scope *, const struct verifying *, const struct event *);
void verify_signed_version(struct verifying *, const struct store_id *, const struct store_object *,
                           const struct verify_header *);
void verify_signatures(struct verifying *);

/* trust.c: keys known from elsewhere: is one named for this person (NULL: for anybody), this purpose and these days? */
struct verify_trust;
const struct fault *verify_trust_read(struct scope *, const char *path, const struct verify_trust **) MUST_USE;
bool verify_trusts(const struct verify_trust *, const char *email, const char *base64, const char *space,
                   const char *first, const char *last);
/* Whether each event is signed by such a key. */
void verify_origin(struct verifying *);

/* acts.c: what it says of the package; guards.c: what was asked before it. */
void verify_act(struct verifying *, struct desk *, const struct event *);
void verify_guards(struct verifying *, struct desk *, const struct event *);
/* remarks.c: what it says of a remark, beside what the fold asks. */
void verify_remark(struct verifying *, struct desk *, const struct event *);
/* people.c: whether it names people so that nobody takes one for another. */
void verify_people(struct verifying *, struct desk *, const struct event *);
/* stamps.c: an authority's stamp is of its seal, and by whom; of an event, and of a folder that was handed over. */
void verify_stamp(struct verifying *, struct desk *, const struct event *);
void verify_handed_stamp(struct scope *, const char *folder, const char *seal_commit, struct verify *,
                         const char *authorities);
/* adopt.c: what a template that is adopted asks less than the one before. */
void verify_adopted(struct verifying *, const struct template *before, const struct template *after);
/* package.c: a version as the journal said it at the event; NULL: it cannot be read, which was told.  Good until the
 * next one. */
const struct package *verify_package(struct verifying *, struct desk *, const char *version);
/* Is content of it not here that is meant to be? */
bool verify_lacks_content(const struct package *);

/* evidence.c: versions that events name; content: attachments and papers. */
void verify_mains(struct verifying *);
/* When those of main were saved that no event binds. */
void verify_main_days(struct verifying *);
void verify_bound(struct verifying *, struct desk *, const struct event *);
/* Does a version come behind another, or is it that one?  What cannot be followed does not. */
bool verify_follows(struct verifying *, const struct store_id *later, const struct store_id *earlier);
void verify_content(struct verifying *);
/* places.c: references, tags, and what lies beside. */
void verify_oddities(struct verifying *);
void verify_refs(struct verifying *);
void verify_tags(struct verifying *);
void verify_since(struct verifying *);
void verify_aside(struct verifying *);

/* A store, all of it. */
/* skims: content that lies here is not compared with its digest: it was as it came in. */
struct verify_look {
	const char *since;
	const struct verify_trust *trust;
	bool skims;
	const char *authorities;
	const struct verify_watch *watch;
};
/* Who looks on.  before: each event, at its place, whose fold is the one before it; it is good during the visit only.
 * goes_on: now and then; a fault ends the verification, which is then that fault. */
struct verify_watch {
	const struct fault *(*before)(void *context, struct verifying *, struct desk *, const struct event *) MUST_USE;
	const struct fault *(*goes_on)(void *context) MUST_USE;
	void *context;
};
/* Has somebody ended it?  Asked before each object and event. */
bool verify_stops(struct verifying *);
const struct fault *verify_store(struct scope *, const struct world *, struct store *, const struct verify_look *,
                                 struct verify *, struct verifying **) MUST_USE;
/* export.c */
bool verify_is_export(const char *folder);
const struct fault *verify_export(struct scope *, const char *folder, struct verify *, struct verifying *against,
                                  const struct verify_look *) MUST_USE;
/* handed.c: the signature over the list of digests, and the statement beside it.  sums: the list's bytes. */
void verify_handed(struct scope *, const char *folder, const char *list, const char *sums, size_t len, struct verify *,
                   struct verifying *against, const struct verify_trust *);
bool verify_is_beside(const char *list, const char *path);
/* bundle.c: unpacked into a folder of its own, which ends with the scope.  FAULT_NOT_FOUND: it is no bundle. */
const struct fault *verify_bundle(struct scope *, const char *file, const char **folder) MUST_USE;
#endif
