/* readings.h: who opened which file, what each ticked as read, and up to where they have read all.  For web/.
 *
 * In the book of the accounts: for each by themselves, and in no package. */
#ifndef WEB_READINGS_H
#define WEB_READINGS_H
#include "web/accounts.h"

/* Who opened what, and when: kept for those who are asked for it. */
const struct fault *readings_note(struct accounts *, const char *email, const char *package, const char *what,
                                  int64_t now) MUST_USE;
struct readings_access { const char *at, *email, *what; };
struct readings_accesses { struct readings_access *at; size_t count, cap; };
/* The newest first. */
const struct fault *readings_accesses(struct scope *, struct accounts *, const char *package, size_t most,
                                      struct readings_accesses *) MUST_USE;
/* What a person ticked as read: a word for each thing (a digest), of one package; in order. */
const struct fault *readings_ticks(struct scope *, struct accounts *, const char *email, const char *package,
                                   struct names *) MUST_USE;
struct readings_tick { const char *what; bool read; };
struct readings_ticks { struct readings_tick *at; size_t count, cap; };
/* All of these as they are ticked, or none of them; others stay. */
const struct fault *readings_keep_ticks(struct accounts *, const char *email, const char *package,
                                        const struct readings_ticks *, int64_t now) MUST_USE;
/* The version up to which a person has read all of a package; *version NULL: none is known. */
const struct fault *readings_set_read(struct accounts *, const char *email, const char *package, const char *version,
                                      int64_t now) MUST_USE;
const struct fault *readings_last_read(struct scope *, struct accounts *, const char *email, const char *package,
                                       const char **version) MUST_USE;
#endif
