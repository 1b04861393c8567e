/* pattern.c: the one door to PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/base.h"
#include "text/pattern.h"
#include <pcre2.h>

enum { STEPS = 100000 };

struct pattern { pcre2_code *code, *inside; pcre2_match_data *match; pcre2_match_context *bounds; };

static void close_pattern(void *handle)
{
	struct pattern *p = handle;
	pcre2_match_context_free(p->bounds);
	pcre2_match_data_free(p->match);
	pcre2_code_free(p->code);
	pcre2_code_free(p->inside);
}

const struct pattern *pattern_new(struct scope *sc, const char *expression, const struct phrase **mistake)
{
	int number;
	PCRE2_SIZE at;
	struct pattern *p = NEW(sc, struct pattern);
	p->code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED,
	                        PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &number, &at, NULL);
	if (!p->code) {
		char text[128];
		pcre2_get_error_message(number, (PCRE2_UCHAR *)text, sizeof text);
		*mistake = phrase_new(sc, "{message}, at character {position}", text, (size_t)at + 1);
		return NULL;
	}
	/* In running text no letter, digit or hyphen may touch the value, and the text may not be UTF-8 at all. */
	const char *inside = scope_printf(sc, "(?<![[:alnum:]-])(?:%s)(?![[:alnum:]]|-[[:alnum:]])", expression);
	p->inside = pcre2_compile((PCRE2_SPTR)inside, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF,
	                          &number, &at, NULL);
	p->match = pcre2_match_data_create_from_pattern(p->code, NULL);
	p->bounds = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(p->bounds, STEPS);
	scope_defer(sc, close_pattern, p);
	return p;
}

bool pattern_matches(const struct pattern *p, const char *text)
{
	return pcre2_match(p->code, (PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, 0, 0, p->match, p->bounds) >= 0;
}

bool pattern_find(const struct pattern *p, const char *text, size_t text_len, size_t *at, size_t *len)
{
	if (!p->inside || pcre2_match(p->inside, (PCRE2_SPTR)text, text_len, *at, PCRE2_NOTEMPTY, p->match, p->bounds)
	    < 0)
		return false;
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(p->match);
	*at = ends[0];
	*len = ends[1] - ends[0];
	return true;
}
