/* shell.h: what the first and last lines of every page share, be it of a package or of many.  For render/ and web/. */
#ifndef RENDER_SHELL_H
#define RENDER_SHELL_H
#include "render/html.h"
#include "view/served.h"
#include "view/view.h"

struct shell {
	const struct reader *reader;
	const char *language;           /* of the page; NULL: English */
	const char *title, *marking;
	const char *root;               /* where the style sheet is, "" or "../" */
	const char *current;            /* of the bar: "/", "/board"; NULL: none of them */
	const struct view *view;        /* of a package's pages, else NULL */
	const struct served *served;    /* NULL: the page is a file */
	bool wide;
	const char *onward;             /* an address that the page goes on to by itself; NULL: it stays */
};

/* Up to the header, which is left open. */
void shell_open(struct buf *, const struct shell *);
void shell_end_header(struct buf *);
/* From the footer on, what stands in it being put before: the marking and the end of the page. */
void shell_close(struct buf *, const char *marking);
/* "21 days left", "4 days overdue", "today", marked up by how near it is; day, today: as date.h counts. */
void shell_distance(struct buf *, const struct reader *, int day, int today);
#endif
