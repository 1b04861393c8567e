/* git.h: git's own server behind our door: what it is asked, what it answers.  For web/. */
#ifndef WEB_GIT_H
#define WEB_GIT_H
#include "desk/push.h"
#include "web/page.h"

/* Ask `git http-backend` about the place of a push; service: "git-upload-pack" or "git-receive-pack"; path: behind the
 * repository's own, "info/refs".  What it answers goes into the reply as a file.  FAULT_SYSTEM: git is not here, took
 * too much, or too many ask at once. */
const struct fault *git_ask(struct page_ask *, const struct desk_push *, const char *service, const char *path,
                            struct page_reply *) MUST_USE;

/* The turn to judge what came for a package, which ends with the scope: one at a time for each, and few in all.
 * FAULT_SYSTEM: it was waited for in vain. */
const struct fault *git_take_turn(struct scope *, const char *package) MUST_USE;
/* Seconds that pass, whatever the clock says. */
int64_t git_seconds(void);

/* What came, as a file to be read from its start, which ends with the request; -1 and errno. */
int git_body(struct page_ask *);

/* What a push asks for, before its pack: the names that are to move, and how it wants to be told. */
struct git_asked { struct names refs; bool reports, bands; };
/* false: it cannot be understood. */
bool git_read(struct scope *, const char *bytes, size_t len, struct git_asked *);
/* Answer a push in git's own form: lines for the person, and for each name why it did not move. */
struct git_line { const char *ref, *text; };
struct git_lines { struct git_line *at; size_t count, cap; };
void git_refuse(const struct git_asked *, const struct git_lines *, struct page_reply *);
/* Put lines for the person before what git answered. */
const struct fault *git_tell(struct page_ask *, const struct git_asked *, const struct git_lines *,
                             struct page_reply *) MUST_USE;
#endif
