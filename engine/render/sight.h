/* sight.h: a picture, or a page of a PDF, with the areas that remarks are about.  For render/ and web/. */
#ifndef RENDER_SIGHT_H
#define RENDER_SIGHT_H
#include "view/view.h"
#include "render/html.h"

/* What is looked at. */
struct sight {
	const char *file;               /* of the package: attachments/B/x.png */
	int page;                       /* of a PDF, from 1; 0: it is a picture */
	const char *version;            /* NULL: main's newest */
	bool choosing;                  /* an area can be drawn on it, which the fields of the form then say */
};

/* The picture, with the areas of the remarks that stand on it, each with its number. */
void sight_put(struct buf *, const struct view *, const struct sight *);
/* Does a remark stand on it: on this file, and on this page where it names one? */
bool sight_has(const struct sight *, const struct view_remark *);
/* The address of the page that shows it with its remarks. */
const char *sight_page(struct scope *, const char *file, int page);
#endif
