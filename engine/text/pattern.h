/* pattern.h: regular expressions of templates (PCRE2), whole value, bounded in steps.
 * For every floor from template/ up to render/. */
#ifndef TEXT_PATTERN_H
#define TEXT_PATTERN_H
#include "base/base.h"
#include "base/phrase.h"
#include "base/scope.h"

struct pattern;

/* NULL, and *mistake, kept in the scope, if the expression is wrong. */
const struct pattern *pattern_new(struct scope *, const char *expression, const struct phrase **mistake);
/* Does the whole text match?  An expression that needs too many steps does not. */
bool pattern_matches(const struct pattern *, const char *text);
/* The next place in a text where it matches between letters and digits of others; false if there is none (any more).
 * *at: where to look from; then the place. *len: how long the match is. */
bool pattern_find(const struct pattern *, const char *text, size_t text_len, size_t *at, size_t *len);
#endif
