/* login.h: the page at which a member of a team says who they are.  For web/. */
#ifndef RENDER_LOGIN_H
#define RENDER_LOGIN_H
#include "base/buf.h"
#include "base/fault.h"
#include "base/phrase.h"
#include "view/served.h"

struct login {
	const struct reader *reader;
	const struct served *served;
	const char *email, *here;       /* as it was typed; where to go on to */
	const struct fault *why;        /* why the last try failed; NULL: it is the first */
};
/* into is emptied first. */
void login_put(const struct login *, struct buf *into);
#endif
