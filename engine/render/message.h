/* message.h: a page that says why something was not done, and what to do.  For web/. */
#ifndef RENDER_MESSAGE_H
#define RENDER_MESSAGE_H
#include "base/buf.h"
#include "base/fault.h"
#include "guard/reasons.h"
#include "view/served.h"

struct message {
	const struct reader *reader;
	const struct fault *fault;              /* NULL: says is what is so */
	const struct phrase *title, *says;      /* title NULL: that something was refused */
	const struct guard_reasons *reasons;    /* or NULL */
	const char *back;                       /* an address to go on to; NULL: none */
	bool at_once;                           /* the page goes there by itself */
	const struct served *served;
};
void message_put(const struct message *, struct buf *into);
/* What stands against it, a list; nothing where there is nothing, or all is NULL. */
void message_put_reasons(const struct guard_reasons *all, const struct reader *, struct buf *);
#endif
