/* inbox.h: the page of what waits for a person.  For web/. */
#ifndef RENDER_INBOX_H
#define RENDER_INBOX_H
#include "base/buf.h"
#include "base/list.h"
#include "view/inbox.h"
#include "view/served.h"

struct inbox_unread { const char *name, *why; };
struct inbox_page {
	const struct reader *reader;
	const struct served *served;
	struct inbox_items items;       /* sorted */
	struct names quiet;             /* packages where nothing waits */
	struct { struct inbox_unread *at; size_t count, cap; } unread;
	int today;
};
void inbox_put(const struct inbox_page *, struct buf *into);
#endif
