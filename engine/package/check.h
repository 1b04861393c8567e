/* check.h: what is wrong with a package: its files, and its template's rules. */
#ifndef PACKAGE_CHECK_H
#define PACKAGE_CHECK_H
#include "package/facts.h"
#include "package/package.h"

/* All findings, sorted.  A rule that cannot run is a fault: nothing passes in silence. */
const struct fault *check_run(struct scope *, const struct package *, int as_of, struct findings **) MUST_USE;

/* Try every rule and every sheet of a template on an empty package: what does not run are findings of the template. */
const struct fault *check_template(struct scope *, const struct template *, struct findings *) MUST_USE;
#endif
