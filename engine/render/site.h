/* site.h: a package as a static site: pages that work from a file share, without server or network.
 * For render/, web/ and command/. */
#ifndef RENDER_SITE_H
#define RENDER_SITE_H
#include "base/buf.h"
#include "base/fault.h"
#include "view/view.h"
#include "render/sink.h"

/* Every page and the style sheet.  Attachments are linked as attachments/..., the caller puts them there.
 * The view's documents are used up: their trees become HTML. */
const struct fault *site_render(struct scope *, const struct view *, const struct sink *) MUST_USE;

/* One of its pages by its path, "evidence/C-x.html"; false: there is none. */
bool site_page(struct scope *, const struct view *, const char *path, struct buf *into);
const char *site_style(size_t *len);
#endif
