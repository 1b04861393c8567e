/* board.h: the page of all packages.  For web/. */
#ifndef RENDER_BOARD_H
#define RENDER_BOARD_H
#include "base/buf.h"
#include "base/phrase.h"
#include "view/board.h"
#include "view/served.h"

struct board_page {
	const struct reader *reader;
	const struct served *served;
	struct board *board;            /* is sorted */
	/* "due", "package", "state", "errors", "remarks"; a state's id; "us", "authority", "mine"; words of id or
	 * title */
	const char *sort, *state, *turn, *words;
};
void board_put(const struct board_page *, struct buf *into);
#endif
