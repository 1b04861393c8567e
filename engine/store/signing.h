/* signing.h: commits signed as git signs them, by the person's own keys.  For the stores and main.c.
 *
 * Whether, with which key and by which program, git's own settings say (identity.h); a package's settings stand above
 * the person's, except that they name no program.  An Ed25519 key in a file of its own, without a passphrase, is used
 * here, and so is a certificate with its key in a file (certificate.h); for everything else (agents, keys in hardware,
 * other types of SSH's keys, OpenPGP) the program is run that git would run. */
#ifndef STORE_SIGNING_H
#define STORE_SIGNING_H
#include "base/base.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/scope.h"
#include "store/sshsig.h"

enum signing_wanted { SIGNING_UNSET, SIGNING_NO, SIGNING_YES };
struct signing {
	enum signing_wanted wanted;     /* commit.gpgsign */
	const char *format;             /* gpg.format: "ssh", "openpgp", "x509" */
	const char *key;                /* user.signingkey, "~/" worked out; NULL: none is named */
	const char *ssh_program, *openpgp_program, *x509_program;       /* NULL: git's own choice */
};

/* Settings that ask for signatures and name their format.  Where none is named nothing is signed: git would take it for
 * OpenPGP, and many have commit.gpgsign set for other work. */
bool signing_is_wanted(const struct signing *);
/* A key of whatever kind from its line: type, Base64, and what comes behind. */
bool signing_key_read(struct scope *, const char *line, struct sshsig_key *);
bool signing_is_ssh(const struct sshsig_key *);
/* The line of a key, as the journal has it. */
const char *signing_key_line(struct scope *, const struct sshsig_key *);
/* With which key it would be signed: SIGNING_OTHER where that cannot be told. */
enum signing_kind { SIGNING_NONE, SIGNING_KEY, SIGNING_OTHER };
enum signing_kind signing_who(struct scope *, const struct signing *, struct sshsig_key *);
/* SSH's public key in a file, or of the private key in one. */
bool signing_read_public(struct scope *, const char *path, struct sshsig_key *);
/* A person's public key in a file, whatever kind it is of.  until: the last day on which it counts by its own words
 * where its line does not say it, else "".  FAULT_USAGE: it is no such file.  tmp: as below. */
const struct fault *signing_read_file(struct scope *, const char *tmp, const char *path, struct sshsig_key *,
                                      char until[DATE_TEXT]) MUST_USE;
/* Make an Ed25519 key by ssh-keygen, for its owner's eyes alone; asks: it asks for a passphrase at the terminal,
 * else there is none.  FAULT_REFUSED where a file is there. */
const struct fault *signing_new_key(struct scope *, const char *path, const char *comment, bool asks) MUST_USE;
/* The bare Ed25519 signature by a key file that is used here.  false: it is no such key. */
bool signing_raw(struct scope *, const struct signing *, const char *bytes, size_t len, unsigned char out[64]);
/* The signature over the bytes of a commit (space "git"), as it stands in gpgsig, or for another purpose.
 * FAULT_REFUSED, with the words of the program that was run, if none can be made: who wants to sign does nothing
 * unsigned.  tmp: the package's folder of temporaries, or NULL. */
const struct fault *signing_make(struct scope *, const struct signing *, const char *tmp, const char *space,
                                 const char *bytes, size_t len, const char **armour) MUST_USE;
/* Let ssh-keygen judge a signature of a key that is not used here.  SIGNING_UNKNOWN: it is not here. */
enum signing_judged { SIGNING_GOOD, SIGNING_BAD, SIGNING_UNKNOWN, SIGNING_STRANGER };
enum signing_judged signing_ask_keygen(const char *tmp, const char *space, const char *armour, size_t armour_len,
                                       const char *bytes, size_t len);
/* Is the armour a signature over the bytes, and by which key?  known: lines of keys other than SSH's, of which a
 * signature may not hold all that it is judged by; SIGNING_STRANGER: it is by none of them, and nobody can say more.
 * SIGNING_UNKNOWN: this machine cannot tell.  who: set with SIGNING_GOOD; why: with SIGNING_BAD and SIGNING_UNKNOWN. */
struct signing_judge { const char *tmp, *space; const struct names *known; };
enum signing_judged signing_judge(struct scope *, const struct signing_judge *, const char *armour, size_t armour_len,
                                  const char *bytes, size_t len, struct sshsig_key *who, const struct phrase **why);
/* Is what it can be judged by not in it alone? */
bool signing_needs_known(const char *armour);
#endif
