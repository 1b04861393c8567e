/* handing.h: what a submittal hands over, made anew in a room of ours.  For web/. */
#ifndef WEB_HANDING_H
#define WEB_HANDING_H
#include "base/digest.h"
#include "web/page.h"

enum { HANDING_DRAFT = -1, HANDING_NEWEST = 0 };
/* folder: its files; name: what the folder is called for who takes it; workbook: of it. */
struct handing { struct view *view; const char *folder, *name, *workbook; char sums[DIGEST_TEXT]; };

/* The same submittal gives the same bytes.  Refused as the export would be, before the first byte is written;
 * FAULT_SYSTEM where several are made at this moment.  The folder goes with `room`; whole: with the attachments, which
 * are looked at and counted in any case. */
const struct fault *handing_make(struct scope *room, struct page_ask *, int submittal, bool whole,
                                 struct handing **) MUST_USE;
#endif
