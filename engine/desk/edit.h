/* edit.h: making a package, and changing its evidence: save, attach, restore.  For desk/ and command/.
 *
 * Evidence is ordinary commits on main; nothing here touches the journal
 * but the making of a package, which goes through act.h. */
#ifndef DESK_EDIT_H
#define DESK_EDIT_H
#include "desk/desk.h"
#include "intake/attaching.h"

/* A template by its name among those of the world, or by its folder. */
const struct fault *edit_template(struct scope *, const struct world *, const char *name,
                                  const struct template **) MUST_USE;

/* A fresh package in world->directory/ID from a template's skeletons.  fields: "name=value" for
 * package.yaml, "screening.question=answer" for the screening. */
const struct fault *edit_new(struct scope *, const struct world *, const struct person *, const char *id,
                             const char *template_name, const char *category, const char *title,
                             const struct names *fields, const char **folder) MUST_USE;
/* An answer to a question of the screening: of its form, or one of its choices; an empty one is none yet. */
const struct fault *edit_check_answer(const struct template *, const struct template_question *,
                                     const char *answer) MUST_USE;
/* A package from a plain folder, saved as its first version.  strays: files that are at no place of a package and
 * stayed behind, also where it failed later.  progress: NULL where nobody asks. */
const struct fault *edit_import(struct scope *, const struct world *, const struct person *,
                                const struct desk_progress *, const char *from, const char **folder,
                                struct names *strays) MUST_USE;

/* Where main moved on without the work tree, what it gained comes in first; FAULT_CONFLICT where a file was changed on
 * both sides.  removed: files that the version has no more, in the scope of the desk.  More than a few, or any
 * attachment, is FAULT_REFUSED unless `lose` says that they shall go: a copy whose content did not come looks like a
 * removal. */
const struct fault *edit_save(struct desk *, const char *message, bool lose, const struct store_change **removed,
                              size_t *count, struct store_id *) MUST_USE;
/* Files of the work tree that took what main had gained without them, before the last edit_save(). */
const struct names *edit_brought(const struct desk *);
const struct fault *edit_changes(struct desk *, const struct store_change **, size_t *count) MUST_USE;
/* How files are attached.  set: said of all of them, "column=value"; how: STORE_REPLACE, STORE_REFERENCE. */
struct edit_attach {
	const char *element, *name;     /* where a wish names none; of the one file; or NULL */
	const struct names *set;
	int how;
	bool only_look;                 /* change nothing */
};
/* Attach files to elements, each with its rows in the template's registers: all of them, or none.  What stands against
 * it (what the template lets nobody bring in, content that was purged here, a name that clashes, an answer that lacks)
 * is told by *out, and then nothing was stored: out->refused.  A file that is there already with this content is
 * no hindrance; it gets the rows that it lacks.  Faults are of what could not be looked at, or stored. */
const struct fault *edit_attach(struct desk *, const struct attaching_wishes *, const struct edit_attach *,
                                struct attaching *) MUST_USE;
/* Record in a translation's front matter which original it now stands for, section by section. */
const struct fault *edit_translated(struct desk *, const char *path, const char *original, const char *translator,
                                    const char *day,
                                    const char *extent) MUST_USE;
const struct fault *edit_restore(struct desk *, const char *version, const char *path, size_t *count) MUST_USE;
/* For git's filters: the package that world->directory lies in, for nobody's acts. */
const struct fault *edit_filtering(struct scope *, const struct world *, struct desk **) MUST_USE;
/* One file of git's filters, from in to out: content to pointer (clean), or back; name: for faults. */
const struct fault *edit_filter(struct desk *, const char *name, bool clean, FILE *in, FILE *out) MUST_USE;
#endif
