/* page_acts.h: what pages record, for who asks by the API: the same functions, on the same values.  For web/.
 *
 * Each does the act as ask->values say; the view is gathered, and what is expected or rehearsed is set on the desk. */
#ifndef WEB_PAGE_ACTS_H
#define WEB_PAGE_ACTS_H
#include "desk/take.h"
#include "web/page.h"

typedef const struct fault *page_act(struct page_ask *) MUST_USE;
page_act page_act_move, page_act_sign, page_act_seal, page_act_export, page_act_waive, page_act_deliver,
	page_act_letter, page_act_appoint, page_act_remark, page_act_remark_new, page_act_send, page_act_drop,
	page_act_return, page_act_read, page_act_note, page_act_unwaive;
/* Files that came are attached to an element; *version: as which they were saved, "" if they were only looked at. */
struct attaching;
const struct fault *page_act_attach(struct page_ask *, bool records, struct attaching *, const char **version) MUST_USE;

/* A change of the evidence, laid over main's tip. */
typedef const struct fault *page_lay(struct page_ask *, struct take *) MUST_USE;
page_lay page_lay_edit, page_lay_suggestion, page_lay_files;
/* Of a suggestion that was saved as this version: its remark is answered by it, where it is open. */
void page_answer_suggestion(struct page_ask *, const struct store_id *version);
#endif
