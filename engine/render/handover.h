/* handover.h: all that is handed over, and all that the team reads, as a folder.  For render/ and command/. */
#ifndef RENDER_HANDOVER_H
#define RENDER_HANDOVER_H
#include "base/digest.h"
#include "view/view.h"
#include "render/sink.h"

/* A submittal: pages, attachments (their digests checked), manifest.csv, the workbook, SHA256SUMS.
 * digest: of SHA256SUMS, which lists every other file. */
const struct fault *handover_write(struct scope *, struct view *, const char *profile, const char *workbook,
                                   const struct sink *, char digest[DIGEST_TEXT]) MUST_USE;

/* Pages and attachments as they are, and a workbook if profile is not NULL. */
const struct fault *handover_write_inner(struct scope *, const struct view *, const char *profile, const char *workbook,
                                         const struct sink *) MUST_USE;
/* The name of the file of digests: a draft's says that it is one. */
const char *handover_sums(const struct view *);
#endif
