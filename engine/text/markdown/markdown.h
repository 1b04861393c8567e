/* markdown.h: evidence documents: CommonMark with pipe tables, read by cmark.
 * For every floor from template/ up to render/.
 *
 * The tree stays behind this header.  Of HTML <br>, <sup>, <sub> and
 * comments are understood; all else is text and is shown as written, so
 * that no character of the source vanishes.  Two habits of Japanese text
 * are mended on the way in: emphasis beside brackets and full stops works
 * (**「承認」**です), and a line break between two Han or Kana letters is
 * no blank. */
#ifndef TEXT_MARKDOWN_MARKDOWN_H
#define TEXT_MARKDOWN_MARKDOWN_H
#include "base/base.h"
#include "base/finding.h"
#include "base/phrase.h"
#include "base/buf.h"
#include "base/scope.h"

struct markdown;

enum { MARKDOWN_TABLE_CELLS = 20000 };  /* a document with more cells keeps the rest as text */

struct markdown_mistake { int line; const struct phrase *says; enum finding_id finding; };

struct markdown_heading {
	int level, line;
	const char *text;               /* plain text of the heading */
	const char *anchor;             /* its id in the HTML, unique in the document */
};

/* The anchor of a heading with this text: small letters and digits of any script, all else one hyphen.  In a document a
 * second of the same name has its number behind. */
const char *markdown_anchor(struct scope *, const char *heading);

struct markdown_link { int line; const char *target; bool image; };

/* Text must be UTF-8 with LF line ends.  Lines are counted from first_line (a front matter stands before). */
struct markdown *markdown_read(struct scope *, const char *text, size_t len, int first_line);

size_t markdown_mistakes(const struct markdown *, const struct markdown_mistake **);
size_t markdown_headings(const struct markdown *, const struct markdown_heading **);
/* The canonical form of all that stands under the n-th heading, up to the next of its level or higher; "" if there
 * are only comments. */
const char *markdown_content(const struct markdown *, size_t heading);
/* The words that stand under the n-th heading as people see them, no marks: a line for each block and row; of the whole
 * document if there are fewer headings. */
const char *markdown_words(struct scope *, const struct markdown *, size_t heading);
size_t markdown_links(const struct markdown *, const struct markdown_link **);

/* canon-1: the tree written out plainly.  Its definition for users stands in packages/README.md; a change
 * of one byte ends every sign-off there is, so a new form gets a new number. */
const char *markdown_canon(const struct markdown *);

/* Where links lead in the HTML, and where pictures come from: given a target, the new one, or NULL to keep it. */
typedef const char *markdown_rewriter(struct scope *, void *context, const char *target);
/* What stands before a heading, by its place among them, as markup; nothing put: nothing stands there. */
typedef void markdown_divider(void *context, size_t heading, struct buf *);
/* What stands behind a block of two documents in which something differs (compare.h), as markup: of the old side, of
 * the new one, or where both are one text. */
enum markdown_side { MARKDOWN_OLD, MARKDOWN_NEW, MARKDOWN_BOTH };
typedef void markdown_behind(void *context, size_t group, enum markdown_side, struct buf *);
/* Each but the context may be NULL. */
struct markdown_linker { markdown_rewriter *link, *picture; void *context; markdown_divider *divide;
                         markdown_behind *behind; };

/* The document as HTML without a frame, in cmark's safe mode: links to scripts are emptied.
 * The tree is used up: call this last. */
void markdown_html(struct markdown *, const struct markdown_linker *, struct buf *);
#endif
