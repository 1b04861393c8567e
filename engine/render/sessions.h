/* sessions.h: where a person is signed in, each with a way to end it.  For web/. */
#ifndef RENDER_SESSIONS_H
#define RENDER_SESSIONS_H
#include "base/buf.h"
#include "base/phrase.h"
#include "view/served.h"

/* begun, seen: days and times in UTC; own: the one that asks. */
struct sessions_row { const char *mark, *begun, *seen; bool own; };
struct sessions_page { const struct reader *reader; const struct served *served; const struct sessions_row *rows;
                       size_t count; };
/* into is emptied first. */
void sessions_put(const struct sessions_page *, struct buf *into);
#endif
