/* redlines.h: a Word document of ours that came back (diff --docx), its comments made remarks.  For command/.
 *
 * Nobody is impersonated: a remark is made by whoever runs the command, and its text names who said it in the
 * document, on which day and about which words.  So the same comment is known again when the file comes twice. */
#ifndef COMMAND_REDLINES_H
#define COMMAND_REDLINES_H
#include "command/env.h"
#include "desk/act.h"
#include "intake/redlined.h"

bool redlines_is_docx(const char *path);
/* Is it a redline that sarflow wrote, and no document of somebody's own?  fd is read from its start. */
bool redlines_is_ours(struct scope *, int fd);
/* Record each comment, and each paragraph that the reader changed, as a remark of its own: all are tried before the
 * first is recorded, and what cannot be put at its words goes on its file, or on the package.  all: what every one of
 * them gets (severity, owner, due, filed_in); trial: record nothing.  o: as for act_remark; its note is not read.
 * FAULT_USAGE: no .docx, no severity ...; FAULT_CORRUPT: it is damaged. */
const struct fault *redlines_add(struct scope *, struct desk *, const char *path, const struct act_remark *all,
                                 const struct act_options *o, struct redlined *) MUST_USE;
/* What could not be put at its words first. */
void redlines_show(const struct env *, const char *path, const struct redlined *);
#endif
