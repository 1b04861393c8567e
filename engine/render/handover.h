/* handover.h: all that is handed over, and all that the team reads, as a folder.  For render/ and command/. */
#ifndef RENDER_HANDOVER_H
#define RENDER_HANDOVER_H
#include "base/digest.h"
#include "view/view.h"
#include "render/sink.h"

/* Who signs what is handed over: the file of digests as ssh-keygen does (armour), and a statement in an envelope of
 * DSSE (NULL: it cannot be told whose key it is).  FAULT_REFUSED where it cannot be signed. */
struct handover_signer {
	void *context;
	const struct fault *(*sign)(void *context, struct scope *, const char *space, const char *bytes, size_t len,
	                            const char **armour) MUST_USE;
	const struct fault *(*envelop)(void *context, struct scope *, const char *space, const char *type,
	                               const char *payload, const char **json) MUST_USE;
	const struct statement *statement;
};

/* A submittal: pages, attachments (their digests checked), manifest.csv, the workbook, SHA256SUMS.
 * digest: of SHA256SUMS, which lists every other file; but for its signature, the keys and the statement, which stand
 * beside it where somebody signs (signer NULL: nobody does). */
const struct fault *handover_write(struct scope *, struct view *, const char *profile, const char *workbook,
                                   const struct sink *, const struct handover_signer *,
                                   char digest[DIGEST_TEXT]) MUST_USE;

/* Pages and attachments as they are, and a workbook if profile is not NULL. */
const struct fault *handover_write_inner(struct scope *, const struct view *, const char *profile, const char *workbook,
                                         const struct sink *) MUST_USE;
#define HANDOVER_SEAL "seal.commit"       /* what an authority stamped, and its stamp */
#define HANDOVER_STAMP "seal.tsr"
#define HANDOVER_SIGNATURE ".sig"       /* behind the name of the file of digests */
/* What its folder, and the workbook in it, are called. */
const char *handover_name(struct scope *, const struct view *);
const char *handover_workbook(struct scope *, const struct view *);
/* Of a file that was written and listed; NULL: none is called so. */
const char *handover_digest(const struct view *, const char *path);
/* The name of the file of digests: a draft's says that it is one. */
const char *handover_sums(const struct view *);
#endif
