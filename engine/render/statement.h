/* statement.h: the words of what goes with a submittal for those who check it with other tools.  For render/ and
 * command/. */
#ifndef RENDER_STATEMENT_H
#define RENDER_STATEMENT_H
#include "base/buf.h"
#include "view/statement.h"

#define STATEMENT_NAMESPACE "sarflow-submittal"         /* of the signature over SHA256SUMS */
#define STATEMENT_TYPE "application/vnd.in-toto+json"   /* of the payload */
#define STATEMENT_FILE "statement.dsse.json"
#define STATEMENT_SIGNERS "allowed_signers"

/* An in-toto statement (v1) about the file of digests: its digest, and what was signed by whom. */
const char *statement_words(struct scope *, const struct statement *, const char *sums, const char *digest);
/* Whose keys the journal binds, as a file of allowed signers of OpenSSH; ended ones are left out. */
const char *statement_signers(struct scope *, const struct statement *);
#endif
