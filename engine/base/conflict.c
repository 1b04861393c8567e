/* conflict.c: reading a text for the marks of a merge. */
#include "base/base.h"
#include "base/conflict.h"

static bool is_mark(const char *line, size_t len)
{
	if (len < 7 || !strchr("<|>", *line) || !*line)
		return false;
	for (size_t i = 1; i < 7; i++)
		if (line[i] != *line)
			return false;
	return len == 7 || line[7] == ' ' || line[7] == '\r';
}

int conflict_next(const char *text, size_t len, int behind)
{
	const char *end = text + len;
	int n = 1;
	for (const char *line = text; line < end; n++) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		size_t length = (size_t)((stop ? stop : end) - line);
		if (n > behind && is_mark(line, length))
			return n;
		line += length + 1;
	}
	return 0;
}
