/* event.h: one entry of the journal, and its form as a commit message.  For template/ and from desk/ up.
 *
 * A message is a sentence, a blank line, and git trailers in the fixed
 * order of EVENT_FIELDS.  Decoding is strict: what does not encode to
 * the same bytes again is no event.  Values hold no line break, so no
 * text a person wrote can pass for a trailer; longer texts and letters
 * are files in the event's tree. */
#ifndef JOURNAL_EVENT_H
#define JOURNAL_EVENT_H
#include "base/base.h"
#include "base/buf.h"
#include "base/phrase.h"
#include "base/scope.h"

/* Each has one entry in the table of event.c: its name, its sentence, its fields. */
enum event_kind {
	EVENT_OPEN, EVENT_APPOINT, EVENT_TRANSITION, EVENT_SIGN_OFF, EVENT_USE, EVENT_ADOPT, EVENT_SEAL,
		EVENT_EXPORTED, EVENT_DELIVERED,
	EVENT_NOTE, EVENT_LETTER, EVENT_WAIVE, EVENT_UNWAIVE, EVENT_PURGE, EVENT_REMARK, EVENT_ANSWER, EVENT_REPLY,
		EVENT_CLOSE,
		EVENT_REOPEN,
	EVENT_TRUST, EVENT_REVOKE,              /* of keys */
	EVENT_STAMPED,
	EVENT_KIND_COUNT
};

/*      field         trailer              form of the value   */
#define EVENT_FIELDS(X) \
	X(ID,          "Sar-Id",            IDENTITY) /* drawn by the author; what refers to the event names it */ \
	X(EDITION,     "Sar-Edition",       NUMBER)  /* of the engine's own rules, from this event on: edition.h */ \
	X(PERSON,      "Sar-Person",        PERSON)  /* who did it, or recorded it */ \
	X(ROLE,        "Sar-Role",          WORD)    /* in which of the person's roles */ \
	X(AS_OF,       "Sar-As-Of",         DATE)    /* the civil day, in the package's zone */ \
	X(PACKAGE,     "Sar-Package",       WORD)    \
	X(TEMPLATE,    "Sar-Template",      WORD)    \
	X(SNAPSHOT,    "Sar-Snapshot",      DIGEST)  /* of the template's copy in the event's tree */ \
	X(ACTION,      "Sar-Action",        WORD)    \
	X(FROM,        "Sar-From",          WORD)    \
	X(TO,          "Sar-To",            WORD)    \
	X(EVIDENCE,    "Sar-Evidence",      COMMIT)  /* also a parent of the event, so git keeps it */ \
	X(APPOINTEE,   "Sar-Appointee",     PERSON)  \
	X(GRANTED,     "Sar-Granted",       WORD)    /* repeated: every role held from now on */ \
	X(ADDRESS,     "Sar-Address",       EMAIL)   /* repeated: other addresses of the appointee */ \
	X(KEY,         "Sar-Key",           TEXT)    /* repeated: public keys bound to the appointee */ \
	X(REPORTED_BY, "Sar-Reported-By",   TEXT)    /* the authority's office and person, as told */ \
	X(OCCURRED,    "Sar-Occurred-On",   DATE)    \
	X(RECEIVED,    "Sar-Received-On",   DATE)    \
	X(DIRECTION,   "Sar-Direction",     WORD)    /* of a letter: in, out */ \
	X(LETTER,      "Sar-Letter",        FILE)    /* a file below letters/ of the event's tree */ \
	X(LETTER_DATE, "Sar-Letter-Date",   DATE)    /* the day the letter itself bears */ \
	X(LETTER_REF,  "Sar-Letter-Reference", TEXT) /* the letter's own number or subject */ \
	X(LETTER_FROM, "Sar-Letter-From",   TEXT)    /* whose letter it is, as it says itself */ \
	X(MEANING,     "Sar-Meaning",       TEXT)    \
	X(CANON,       "Sar-Canon",         WORD)    \
	X(COVERS,      "Sar-Covers",        COVER)   /* repeated: element and digest of its canonical form */ \
	X(SUBMITTAL,   "Sar-Submittal",     NUMBER)  \
	X(MANIFEST,    "Sar-Manifest",      DIGEST)  /* of the file manifest of the event's tree */ \
	X(PROFILE,     "Sar-Profile",       WORD)    \
	X(RESULT,      "Sar-Result",        DIGEST)  /* of the exported folder's list of digests */ \
	X(WORKBOOK,    "Sar-Workbook",      DIGEST)  /* of the exported workbook, which the event's tree points to */ \
	X(MEANS,       "Sar-Means",         TEXT)    /* how it was delivered */ \
	X(ALIAS,       "Sar-Alias",         WORD)    \
	X(USED,        "Sar-Used",          WORD)    /* a package's id */ \
	X(PINNED,      "Sar-Pinned",        COMMIT)  /* its evidence; also a parent */ \
	X(MAPPED,      "Sar-Mapped-To",     WORD)    /* the state in the adopted template */ \
	X(NOTE,        "Sar-Note",          FILE)    /* a text file of the event's tree */ \
	X(FINDING,     "Sar-Finding",       DIGEST)  /* of the accepted finding and of what it is about */ \
	X(RULE,        "Sar-Rule",          WORD)    \
	X(UNTIL,       "Sar-Until",         DATE)    /* the last day of a waiver, or of a key */ \
	X(PATH,        "Sar-Path",          FILE)    /* of a file of the package */ \
	X(CONTENT,     "Sar-Content",       DIGEST)  /* of content that was removed, or that a remark was made on */ \
	X(REMARK,      "Sar-Remark",        IDENTITY) /* the id of the remark that is spoken of */ \
	X(SEVERITY,    "Sar-Severity",      WORD)    \
	X(OWNER,       "Sar-Owner",         TEXT)    /* a role, or a person as "Name <address>" */ \
	X(DUE,         "Sar-Due",           DATE)    /* of a remark; of a state, as its letter says */ \
	X(ELEMENT,     "Sar-Element",       WORD)    \
	X(REQUIREMENT, "Sar-Requirement",   WORD)    /* repeated */ \
	X(EXACT,       "Sar-Exact",         TEXT)    /* W3C TextQuoteSelector: the words remarked on, */ \
	X(PREFIX,      "Sar-Prefix",        TEXT)    /* the words before, */ \
	X(SUFFIX,      "Sar-Suffix",        TEXT)    /* and the words after */ \
	X(ROW,         "Sar-Row",           TEXT)    /* the key of a register's row */ \
	X(COLUMN,      "Sar-Column",        WORD)    /* and one cell of it, by the column's name */ \
	X(FIELD,       "Sar-Field",         TEXT)    /* of package.yaml */ \
	X(PAGE,        "Sar-Page",          NUMBER)  \
	X(REGION,      "Sar-Region",        REGION)  /* of a picture or a page: left, top, width, height, in 1/1000 */ \
	X(NEWEST,      "Sar-Newest",        COMMIT)  /* main's newest version, where the remark is on another one */ \
	X(FILED_IN,    "Sar-Filed-In",      IDENTITY) /* the id of the event that holds the letter */ \
	X(THEIRS,      "Sar-Their-Number",  TEXT)    /* the letter's own number of the deficiency */ \
	X(DISPOSITION, "Sar-Disposition",   WORD)    /* changed, no-change, clarified, duplicate */ \
	X(DUPLICATE,   "Sar-Duplicate-Of",  IDENTITY) /* the id of the other remark */ \
	X(VALID_FROM,  "Sar-Valid-From",    DATE)    /* the first day of a key */

enum event_field {
#define X(id, trailer, form) EVENT_##id##_FIELD,
	EVENT_FIELDS(X)
#undef X
	EVENT_FIELD_COUNT
};

struct event_value { enum event_field field; const char *text; };

struct event {
	enum event_kind kind;
	const char *id;                 /* the commit, "" while it is none */
	bool happened;                  /* the fold allowed it: set by whoever read the journal */
	int64_t recorded;               /* seconds since 1970 */
	size_t number;                  /* of the journal's commits, from 1; 0 while it is none */
	struct event_value *values;     /* in the order of the fields */
	size_t count, cap;
};

enum { EVENT_IDENTITY = 20 };           /* hexadecimal digits of an event's own id */

/* Give an event its id: drawn from a seed that only its author has, and from where and when it is made. */
void event_draw(struct scope *, struct event *, const char *seed, const char *behind);
struct event *event_new(struct scope *, enum event_kind);
/* Add a value; NULL or "" adds nothing.  Values may be added in any order. */
void event_set(struct scope *, struct event *, enum event_field, const char *value);
/* The first value of a field, or NULL. */
const char *event_get(const struct event *, enum event_field);
/* The next value of a repeated field; *at starts at 0. */
const char *event_next(const struct event *, enum event_field, size_t *at);

/* What is wrong with the event's values, or NULL. */
const struct phrase *event_mistake(struct scope *, const struct event *);
/* The first line: a sentence for people. */
const char *event_subject(struct scope *, const struct event *);
const char *event_encode(struct scope *, const struct event *);
/* NULL, and *why (else NULL), if the message is no event.  Texts are kept in the scope; scratch is overwritten. */
/* Is the message an event of a kind that this program does not know?  Its name then, else NULL. */
const char *event_unknown_kind(struct scope *, const char *message);
struct event *event_decode(struct scope *, const char *message, struct buf *scratch, const struct phrase **why);

const char *event_kind_name(enum event_kind);
bool event_kind_parse(const char *, enum event_kind *);

/* "Name <address>" taken apart; false if it is not of this form. */
bool event_person(struct scope *, const char *person, const char **name, const char **email);
/* A part of a picture or a page, as "left top width height" in thousandths of its width and height; false: none. */
enum { EVENT_REGION = 1000 };
bool event_region(const char *, int region[4]);
/* A word that may stand in a journal: ASCII letters, digits, - _ . + */
bool event_word_is_valid(const char *);
/* A name and an address that may stand in a journal. */
bool event_person_is_valid(const char *name, const char *email);
#endif
