/* remarks.h: remarks on the team's pages.  For render/, web/ and command/. */
#ifndef RENDER_REMARKS_H
#define RENDER_REMARKS_H
#include "render/frame.h"

/* The page with all of them, those that wait first.  into is emptied first. */
void remarks_put(const struct view *, struct buf *into);
/* Those about an element that are wanted, on its page: those that wait for something, and the closed ones folded. */
void remarks_where(struct buf *, const struct view *, const struct template_element *, const char *root,
                   bool (*is_wanted)(const void *context, const struct view_remark *), const void *context);
/* One of them with its thread. */
void remarks_put_one(struct buf *, const struct view *, const struct view_remark *);
/* What a person wrote, as it is shown. */
void remarks_put_words(struct buf *, const char *markdown);
/* Those that are wanted, the closed ones folded behind the others; how many. */
size_t remarks_put_some(struct buf *, const struct view *, const char *root,
                        bool (*is_wanted)(const void *, const struct view_remark *), const void *context);
#endif
