/* pdf.c: the text layer of an attachment that was replaced, where the machine has poppler's pdftotext. */
#include "base/buf.h"
#include "base/path.h"
#include "base/tool.h"
#include "compare/compare_private.h"
#include "text/unicode.h"
#include <unistd.h>

enum { TEXT_LIMIT = 4 << 20, FILE_LIMIT = 64 << 20, SECONDS = 10, MEMORY = 512 << 20 };

/* Text as a document: a heading for each page, a paragraph for each block of lines, nothing of it taken for a mark. */
static struct markdown *as_document(struct scope *sc, const char *text, size_t len)
{
	struct buf *b = buf_new(sc);
	int page = 1;
	buf_printf(b, "## Page %d\n\n", page);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '\f' && i + 1 < len)
			buf_printf(b, "\n\n## Page %d\n\n", ++page);
		else if (c == ' ' && (b->len == 0 || b->at[b->len - 1] == '\n' || b->at[b->len - 1] == ' '))
			continue;               /* four blanks would be code */
		else if (c == '\n' || c >= 0x20) {
			if (c < 0x7f && c > ' ' && unicode_is_punctuation(c))
				buf_char(b, '\\');
			buf_char(b, (char)c);
		}
	}
	buf_char(b, '\n');
	return markdown_read(sc, b->at, b->len, 1);
}

static struct package_document *read_text(struct scope *sc, const struct package *p, const struct package_attachment *a)
{
	static const char *const argv[] = { "pdftotext", "-enc", "UTF-8", "-", "-", NULL };
	static const struct tool_bounds bounds = { SECONDS, MEMORY, TEXT_LIMIT, NULL };
	int fd = -1;
	size_t len = 0, bad;
	/* its digest is compared all the same; that content is missing is a finding of the check */
	if (!a->entry->present || a->entry->size > FILE_LIMIT || FAILED(package_open(p, a->entry, &fd)))
		return NULL;
	const char *text = tool_read(sc, argv, fd, &bounds, &len);
	close(fd);
	if (!text || !unicode_is_valid(text, len, &bad))
		return NULL;
	struct package_document *d = NEW(sc, struct package_document);
	*d = (struct package_document){ .path = a->entry->path, .title = "", .language = "", .element = a->element,
	                                .markdown = as_document(sc, text, len) };
	return d;
}

void compare_pdf(struct compare_state *c, const struct package_attachment *before,
                 const struct package_attachment *after)
{
	if (!path_has_suffix(after->entry->path, ".pdf"))
		return;
	const struct package_document *a = read_text(c->sc, c->out->before, before), *b = a ? read_text(c->sc,
		c->out->after, after) : NULL;
	if (b)
		compare_text(c, a, b);
}
