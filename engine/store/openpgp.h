/* openpgp.h: people's keys of OpenPGP, and signatures made with them as git makes them unless it is told otherwise.
 * For store/.
 *
 * A key's line is "openpgp", the Base64 of its fingerprint, and the Base64 of the public key itself, as little of it as
 * a signature needs.  All is judged by gpg, in a folder of its own that holds this one key and nothing else. */
#ifndef STORE_OPENPGP_H
#define STORE_OPENPGP_H
#include "base/base.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/scope.h"
#include "store/sshsig.h"

#define OPENPGP_TYPE "openpgp"

/* Of a line as above; its name is the fingerprint as gpg writes it, without blanks.  false: it is none. */
bool openpgp_key_read(struct scope *, const char *line, struct sshsig_key *);
/* What gpg calls the key first in what it lists with colons; false: it lists none. */
bool openpgp_key_listed(struct scope *, const char *colons, struct sshsig_key *);
bool openpgp_is_file(const char *bytes, size_t len);
/* The one public key in a file, armoured or not.  until: its last day by its own words, in UTC, or "".  FAULT_REFUSED
 * where it cannot sign, FAULT_SYSTEM where there is no gpg.  tmp: a folder of temporaries. */
const struct fault *openpgp_read(struct scope *, const char *tmp, const char *bytes, size_t len, struct sshsig_key *,
                                 char until[DATE_TEXT]) MUST_USE;

/* Is the armour a signature over these bytes by one of the known lines?  OPENPGP_STRANGER: by none of them, which says
 * nothing of whether it is one; OPENPGP_UNKNOWN: gpg cannot tell, or is not here.  who: set with OPENPGP_GOOD; why:
 * with OPENPGP_BAD and OPENPGP_UNKNOWN. */
enum openpgp_verdict { OPENPGP_GOOD, OPENPGP_BAD, OPENPGP_STRANGER, OPENPGP_UNKNOWN };
bool openpgp_is_armour(const char *armour);
enum openpgp_verdict openpgp_judge(struct scope *, const char *tmp, const char *armour, size_t armour_len,
                                   const struct names *known, const char *bytes, size_t len, struct sshsig_key *who,
                                   const struct phrase **why);
#endif
