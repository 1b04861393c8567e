/* check.h: what is wrong with a package: its files, and its template's rules.
 * For desk/, view/ and command/. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H
#include "journal/fold.h"
#include "check/facts.h"
#include "package/package.h"

/* All findings, sorted.  A rule that cannot run is a fault: nothing passes in silence. */
const struct fault *check_run(struct scope *, const struct package *, int as_of, struct findings **) MUST_USE;

/* Give each finding its id. */
void check_identify(const struct package *, struct findings *);
/* Mark the findings that a person accepted, as of a day; one whose waiver ended says so. */
void check_waive(struct findings *, const struct template *, const struct fold *, int as_of);

/* Try every rule and every sheet of a template on an empty package, and every skeleton: what does not run, and what a
 * user could not fill in, are findings of the template. */
const struct fault *check_template(struct scope *, const struct template *, struct findings *) MUST_USE;
/* What a template wants to read of the packages of another, held against that template.  NULL: it does not lie
 * beside. */
void check_template_use(const struct template_use *, const struct template *used, struct findings *);
#endif
