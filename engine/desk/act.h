/* act.h: the one door for change in a package's history.  For desk/ and command/.
 *
 * Each act takes the lock, reads the journal anew, judges, appends one
 * event and lets the lock go.  A refused act changes nothing. */
#ifndef DESK_ACT_H
#define DESK_ACT_H
#include "desk/desk.h"
#include "guard/reasons.h"

/* A file to be kept with an event: its name for people, and fd, which the caller closes.  name NULL: none. */
struct act_paper { const char *name; int fd; };

struct act_options {
	const char *role;               /* NULL: the person's first role that may do it */
	const char *reported_by, *occurred, *received;
	/* what the letter says of itself; NULL: it is not told */
	const char *letter_date, *letter_reference, *letter_from;
	/* of a reported transition: the day its letter sets; NULL: the template's clock */
	const char *due;
	struct act_paper letter;
	const char *note;               /* Markdown text, NULL: none */
};

/* The opening event, on a store without a journal; carries the template. */
const struct fault *act_open(struct desk *, const struct template *, const char *package_id) MUST_USE;

/* A transition.  Where guards shut it, the fault says so and reasons hold every reason. */
const struct fault *act_transition(struct desk *, const char *action, const struct act_options *,
                                   struct guard_reasons *) MUST_USE;

/* All roles and addresses of a person, and their keys; no key named: those they have stay, where a role does. */
const struct fault *act_appoint(struct desk *, const char *person, const struct names *roles,
                                const struct names *addresses,
                                const struct names *keys) MUST_USE;
/* A key of a person (NULL: of who acts), as a line of a file .pub, or in a file: such a one, a certificate, or a key
 * that gpg exported; its first and last day, or NULL.  lacking: so many
 * others must still trust it before it counts; own: it is of who acts. */
struct act_key { const char *person, *line, *file, *from, *until, *note; };
struct act_trusted { const char *fingerprint, *person; int lacking; bool own; };
const struct fault *act_trust(struct desk *, const struct act_key *, struct act_trusted *) MUST_USE;
/* End a key for ever.  words: its fingerprint, or its person where they have one key; from: the day since which it
 * is not to be believed (NULL: today); note: why.  *whose: the person. */
const struct fault *act_revoke(struct desk *, const char *words, const char *from, const char *note,
                               const char **whose) MUST_USE;
/* Let who works in this copy sign with a key file; and with which key they do (fingerprint NULL: none that can be
 * told; line NULL: only its file holds all of it), and whether it counts here for the person. */
struct act_signer { const char *fingerprint, *line; bool counts; };
const struct fault *act_sign_with(struct desk *, const char *key) MUST_USE;
const struct fault *act_signs_with(struct desk *, struct act_signer *) MUST_USE;
/* The same of a public key in a file; a new key in a file that is not there, asks: for a passphrase, at the
 * terminal; and a person's settings for all repositories, in a file of git's form. */
const struct fault *act_key_in(struct desk *, const char *public, struct act_signer *) MUST_USE;
const struct fault *act_make_key(struct scope *, const char *file, const char *comment, bool asks) MUST_USE;
const struct fault *act_sign_everywhere(const char *settings, const char *key) MUST_USE;
/* Bytes signed as ssh-keygen signs files, for a purpose; a payload in an envelope of DSSE, with the bare signature of
 * an Ed25519 key that is used here, else an armoured one for the purpose.  NULL: it cannot be told who signs. */
const struct fault *act_sign_bytes(struct desk *, struct scope *, const char *space, const char *bytes, size_t len,
                                   const char **armour) MUST_USE;
const struct fault *act_envelop(struct desk *, struct scope *, const char *space, const char *type,
                                const char *payload, const char **json) MUST_USE;
/* --- by a passkey, a person's key in their browser --- */

/* The line of a passkey from the public key that a browser gives in Base64; NULL: it is none that can sign here. */
const char *act_passkey_line(struct scope *, const char *public_key, const char *host);
/* The line of the person's newest passkey for a host that counts on the desk's day; NULL: there is none. */
const char *act_passkey(struct scope *, const struct desk *, const char *host);
/* What the browser answered, each in Base64. */
struct act_touch { const char *auth_data, *client_data, *signature; };
/* Acts from here on bear this moment (seconds since 1970) and are signed by this passkey.  touch NULL: an act that is
 * rehearsed leaves in act_challenge() what the browser is to sign.  Where it signed something else than what would be
 * recorded now, the act is FAULT_CONFLICT. */
void act_sign_by(struct desk *, const char *line, int64_t at, const struct act_touch *touch);
const char *act_challenge(const struct desk *);
/* Sign elements' present content in a role; no elements = all that the category uses.  read: the version the signer has
 * read (NULL: the present one); refused where an element changed since.  *count: elements signed. */
const struct fault *act_sign(struct desk *, const char *role, const struct names *elements, const char *meaning,
                             const char *read, size_t *count) MUST_USE;
/* Seal main's tip as the next submittal.  *number: its number. */
const struct fault *act_seal(struct desk *, const char *role, int *number) MUST_USE;
/* Whether a submittal, or a draft of a package, may be made for others: before the first byte of it is written. */
const struct fault *act_may_export(struct desk *, int submittal) MUST_USE;
const struct fault *act_may_draft(struct desk *, const struct package *) MUST_USE;
/* Record what was made from a submittal, and keep its workbook with the event.  sums: the digest of the folder's list
 * of digests; made: the one the workbook had as it was made; FAULT_CONFLICT if the file is not that any more. */
struct act_export { const char *profile, *sums, *made; struct act_paper workbook; };
const struct fault *act_exported(struct desk *, int submittal, const struct act_export *) MUST_USE;
/* The digest of the newest record of an export of this submittal, of those that bear these sums (NULL: any); NULL:
 * there is none. */
const char *act_export_of(const struct desk *, int submittal, const char *sums);
/* An authority's stamp of the time (RFC 3161) on the event of a seal.  The request for it; the answer of an authority
 * at an address of the web, which nobody has looked at yet; and the record of an answer: refused where it is none, or
 * of something else.  from: the address, or NULL. */
struct act_stamp { const char *role; int submittal; const char *bytes; size_t len; const char *from; };
const struct fault *act_stamp_request(struct scope *, struct desk *, int submittal, const char **bytes,
                                      size_t *len) MUST_USE;
const struct fault *act_stamp_ask(struct scope *, struct desk *, int submittal, const char *url, const char **bytes,
                                  size_t *len) MUST_USE;
const struct fault *act_stamp(struct desk *, const struct act_stamp *) MUST_USE;
const struct fault *act_deliver(struct desk *, int submittal, const char *means, const struct act_options *) MUST_USE;
const struct fault *act_note(struct desk *, const struct act_options *) MUST_USE;
const struct fault *act_letter(struct desk *, const char *direction, const struct act_options *) MUST_USE;
/* Take a newer template; state: where the package then stands. */
const struct fault *act_adopt(struct desk *, const struct template *, const char *state) MUST_USE;

/* Pin the usable version of another package: its objects are copied in, the event names it and carries its template.
 * shown: the version that the person looked at; FAULT_CONFLICT where it is another one by now. */
const struct fault *act_use(struct desk *, const struct template_use *, struct desk *used,
                            const struct store_id *shown) MUST_USE;
/* Accept a finding of the newest saved version up to a day; o->note: the reason. */
const struct fault *act_waive(struct desk *, const struct finding *, const struct store_id *version, const char *until,
                              const struct act_options *o) MUST_USE;
/* Take a waiver back; finding: its whole id. */
const struct fault *act_unwaive(struct desk *, const char *finding, const struct act_options *) MUST_USE;
/* Remove the content of an attachment, or of a letter or workbook that an event holds (desk_paper_find); o->note: why.
 * The event goes first: if the removal then fails, the next act makes up for it.  Content that no version and no event
 * names is removed as well, and a note tells of it; *unnamed says what it was, NULL: it was other content. */
struct act_unnamed {
	const char *digest;
	uint64_t size;
	bool led;                       /* git leads to a pointer to it all the same: of another branch, a stash */
	const char *files;              /* that held it, "": none */
};
const struct fault *act_purge(struct desk *, const char *path, const struct act_options *,
                              const struct act_unnamed **unnamed) MUST_USE;

/* A remark as a person gives it.  on: a file, an element, a checklist line; NULL: the package. */
struct act_remark {
	const char *on, *quote, *row, *column, *field, *page;
	/* of a picture or a page, in thousandths: "left top width height", with commas, blanks or both between */
	const char *region;
	/* of main, as people name it: the place is one of that version, and followed to the newest; NULL: that one */
	const char *version;
	size_t which;                   /* of several passages with these words, from 1; 0: there must be one only */
	int line;                       /* of these, the one in the block that begins there; 0: any */
	struct names requirements;      /* beside what on says */
	const char *severity, *owner, *due;
	const char *filed_in, *theirs;  /* of a deficiency: the event with the letter, the letter's number for it */
	bool trial;                     /* look whether it would be recorded; record nothing */
	const char *id;                 /* of a draft: the id it is recorded under, once; NULL: one is drawn */
};
/* Remark on main's tip, or on an earlier version; o->note: the words; o->reported_by: it is the authority's.  A place
 * that does not exist there is refused.  *number: the remark's. */
const struct fault *act_remark(struct desk *, const struct act_remark *, const struct act_options *o,
                               int *number) MUST_USE;
/* disposition: changed, no-change, clarified, duplicate.  version: of `changed`, NULL = main's tip; refused where
 * nothing of what the remark is about differs between the version it was made on, or last answered with, and this later
 * one. */
const struct fault *act_answer(struct desk *, int number, const char *disposition, const char *version,
                               int duplicate_of,
                               const struct act_options *o) MUST_USE;
const struct fault *act_close(struct desk *, int number, const struct act_options *) MUST_USE;
/* Taken back by who made it; o->note: why. */
const struct fault *act_withdraw(struct desk *, int number, const struct act_options *) MUST_USE;
/* Said about it, without an answer; o->note: the words. */
const struct fault *act_reply(struct desk *, int number, const struct act_options *) MUST_USE;
const struct fault *act_reopen(struct desk *, int number, const struct act_options *) MUST_USE;
#endif
