/* compare_private.h: what the files of the comparison of packages share.  For compare/ only. */
#ifndef COMPARE_COMPARE_PRIVATE_H
#define COMPARE_COMPARE_PRIVATE_H
#include "compare/compare.h"

struct compare_state { struct scope *sc; struct compare *out; };

/* A text of a change, in the language that the newer state is read in. */
#define compare_say(c, ...) phrase_text((c)->sc, compare_reader(c), PHRASE(__VA_ARGS__))
static inline const struct reader *compare_reader(const struct compare_state *c)
{
	return template_speaks(c->out->after->template, c->out->after->language);
}


struct compare_change *compare_tell(struct compare_state *, enum compare_kind, enum compare_place, const char *file);
/* Front matters and package.yaml: by field; the values of a list by what they are. */
void compare_values(struct compare_state *, enum compare_place, const char *file, const struct template_element *,
                    const struct package_values *before, const struct package_values *after);
void compare_registers(struct compare_state *);         /* registers.c */
void compare_documents(struct compare_state *);         /* documents.c */
/* Texts that differ, as changes. */
void compare_text(struct compare_state *, const struct package_document *before, const struct package_document *after);
/* The text layers of an attachment and of what took its place. */
void compare_pdf(struct compare_state *, const struct package_attachment *before,
                 const struct package_attachment *after);
void compare_template(struct compare_state *);          /* template.c */
void compare_uses(struct compare_state *);              /* uses.c */
#endif
