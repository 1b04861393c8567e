/* frame.h: what all pages share: head, marking, navigation, foot.  For render/ and web/. */
#ifndef RENDER_FRAME_H
#define RENDER_FRAME_H
#include "view/view.h"
#include "render/html.h"

struct frame {
	const struct view *view;
	const char *root;               /* "" or "../" */
	const char *current;            /* the page's own path */
	const struct template_element *element;         /* that the page shows, or NULL */
	bool wide;                      /* a table with many columns: printed across */
};

/* In the reader's language; a text in another one says so itself. */
void frame_open(struct buf *, const struct frame *, const char *title);
void frame_close(struct buf *, const struct frame *);
/* A sentence or a word of ours, in the reader's language. */
#define frame_say(b, v, ...) html_say((b), (v)->reader, __VA_ARGS__)
/* "error", or "error, waived". */
void frame_level(struct buf *, const struct view *, const struct finding *);
/* A table that scrolls by itself where it is too wide: the id of what heads it, its class or NULL.  Ends with
 * "</table></div>". */
void frame_open_table(struct buf *, const char *labelled_by, const char *class);
/* Where the person a page is served to begins a remark on something. */
void frame_remark_on(struct buf *, const struct view *, const char *on, const char *root);
/* A level, a state, a progress as a small label. */
void frame_badge(struct buf *, const char *text, bool good);
/* A role as people read it. */
const char *frame_role(const struct view *, const char *role);
/* A state as people read it. */
const char *frame_state(const struct view *, const char *id);
/* A severity of remarks as people read it. */
const char *frame_severity(const struct template *, size_t language, const char *severity);
const char *frame_register_page(struct scope *, const struct package_register *);
/* Is the register shown in this category? */
bool frame_shows(const struct view *, const struct package_register *);
/* Findings, all or of one element (NULL: all). */
void frame_findings(struct buf *, const struct view *, const struct findings *, const char *element, const char *root);
/* "2 errors, 1 warning, 0 notes, 1 waived". */
void frame_counts(struct buf *, const struct view *, const struct findings *);
#endif
