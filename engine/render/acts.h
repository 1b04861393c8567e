/* acts.h: what a person can do about something, as a button where pages are served, as a command line elsewhere.
 * For render/ and web/. */
#ifndef RENDER_ACTS_H
#define RENDER_ACTS_H
#include "base/remedy.h"
#include "render/html.h"
#include "view/view.h"

/* The page of the package that does it, "sign.html?role=quality"; NULL if none does. */
const char *acts_page(struct scope *, const struct remedy *);
/* The word on its button: "Sign ...". */
const char *acts_word(const struct remedy *);
/* A button that leads there; before: what the address begins with; first: it is the first thing to do here.  As a
 * command line where no page does it, or this one is a file; nothing for NULL. */
void acts_put(struct buf *, const struct reader *, const char *before, const struct remedy *, bool served, bool first);
/* The beginning of a form that is sent, with what every form bears: the person's word and what they have read. */
void acts_open_form(struct buf *, const struct served *, const char *path);
/* The same with a name, for fields that stand elsewhere on the page: form="NAME". */
void acts_open_named(struct buf *, const struct served *, const char *path, const char *id);
/* One more value that the form carries. */
void acts_hidden(struct buf *, const char *name, const char *value);
#endif
