/* page_picture.c: pdftoppm, which knows what a PDF looks like. */
#include "text/page_picture.h"
#include "base/tool.h"

enum { SECONDS = 20, MEMORY = 1 << 30, OUTPUT = 16 << 20 };
#define SIDE "1600"             /* pixels of the longer side */

bool page_picture_can(void) { return tool_is_here("pdftoppm"); }

const char *page_picture_png(struct scope *sc, int fd, int page, size_t *len)
{
	static const char sign[] = "\x89PNG\r\n\x1a\n";
	static const struct tool_bounds bounds = { SECONDS, MEMORY, OUTPUT, NULL };
	const char *number = scope_printf(sc, "%d", page);
	const char *const argv[] = { "pdftoppm", "-png", "-scale-to", SIDE, "-f", number, "-l", number, "-", NULL };
	const char *png = tool_read(sc, argv, fd, &bounds, len);
	return png && *len > sizeof sign && memcmp(png, sign, sizeof sign - 1) == 0 ? png : NULL;
}
