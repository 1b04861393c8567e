/* check_private.h: judging one rule, and a template's cases.  For check/ only. */
#ifndef CHECK_CHECK_PRIVATE_H
#define CHECK_CHECK_PRIVATE_H
#include "check/check.h"

/* One rule over facts: what it says becomes findings.  certain: false where cells are unknown or tried, so that a row
 * may choose no message and is passed over; else that is a fault of the template. */
const struct fault *check_rule(struct sql *facts, const struct package *, const struct template_rule *,
                               bool certain, struct findings *) MUST_USE;
/* Each rule in each of its cases, on facts of a package that holds nothing else. */
void check_cases(struct scope *, const struct template *, const struct package *nothing, struct findings *);
/* The words that a query compares columns with: choices, fields, categories, elements that there are.  place: of the
 * query's first line. */
void check_literals(struct scope *, const struct template *, const char *sql, const struct phrase *who, struct place,
                    struct findings *);
#endif
