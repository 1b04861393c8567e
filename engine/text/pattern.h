/* pattern.h: regular expressions of templates (PCRE2), whole value, bounded in steps. */
#ifndef TEXT_PATTERN_H
#define TEXT_PATTERN_H
#include "base/base.h"
#include "base/scope.h"

struct pattern;

/* NULL, and *mistake in words, if the expression is wrong. */
const struct pattern *pattern_new(struct scope *, const char *expression, const char **mistake);
/* Does the whole text match?  An expression that needs too many steps does not. */
bool pattern_matches(const struct pattern *, const char *text);
#endif
