/* emphasis.c: emphasis beside Japanese punctuation.
 *
 * CommonMark lets ** close only where punctuation before it is followed
 * by a blank or more punctuation; Japanese has no blanks.  A character
 * reference &#8203; between the asterisks and the letter is punctuation
 * to that rule and nothing to a reader; it is taken out of the tree
 * again, in code and addresses too, where it was never decoded. */
#include "base/utf8.h"
#include "text/markdown/tree_private.h"
#include "text/unicode.h"

static const char joiner[] = "&#8203;", decoded[] = "\xe2\x80\x8b";

static uint32_t before(const char *text, size_t at)
{
	size_t len;
	if (at == 0)
		return '\n';
	return unicode_at(text + utf8_begin(text, at - 1), &len);
}

static uint32_t behind(const char *text, size_t len, size_t at)
{
	size_t n;
	return at < len ? unicode_at(text + at, &n) : '\n';
}

bool markdown_has_multibyte(const char *text, size_t len)
{
	uint64_t high = 0, word;
	size_t i = 0;
	for (; i + sizeof word <= len; i += sizeof word) {
		memcpy(&word, text + i, sizeof word);
		high |= word;
	}
	for (; i < len; i++)
		high |= (unsigned char)text[i];
	return high & UINT64_C(0x8080808080808080);
}

const char *markdown_mend_emphasis(struct scope *sc, const char *text, size_t len, size_t *out_len)
{
	*out_len = len;
	if (!memchr(text, '*', len) || strstr(text, joiner))
		return text;
	struct buf *out = NULL;
	size_t copied = 0;
	for (size_t i = 0; i < len; ) {
		if (text[i] != '*' || (i > 0 && text[i - 1] == '\\')) {
			i++;
			continue;
		}
		size_t end = i;
		while (end < len && text[end] == '*')
			end++;
		uint32_t left = before(text, i), right = behind(text, len, end);
		size_t where = 0;
		if (unicode_is_cjk(left) && unicode_is_punctuation(right))
			where = i;
		else if (unicode_is_punctuation(left) && unicode_is_cjk(right))
			where = end;
		if (where) {
			if (!out)
				out = buf_new(sc);
			buf_put(out, text + copied, where - copied);
			buf_text(out, joiner);
			copied = where;
		}
		i = end;
	}
	if (!out)
		return text;
	buf_put(out, text + copied, len - copied);
	*out_len = out->len;
	return out->at;
}

static const char *without(struct scope *sc, const char *s)
{
	char *out = NULL, *to = NULL;
	if (!s || (!strstr(s, joiner) && !strstr(s, decoded)))
		return NULL;
	out = to = scope_alloc(sc, strlen(s) + 1, 1);
	while (*s) {
		if (strncmp(s, joiner, strlen(joiner)) == 0)
			s += strlen(joiner);
		else if (strncmp(s, decoded, strlen(decoded)) == 0)
			s += strlen(decoded);
		else
			*to++ = *s++;
	}
	return out;
}

void markdown_strip_joiners(struct markdown *m)
{
	cmark_iter *walk = cmark_iter_new(m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		if (ev != CMARK_EVENT_ENTER)
			continue;
		const char *mended;
		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_TEXT: case CMARK_NODE_CODE: case CMARK_NODE_CODE_BLOCK:
			if ((mended = without(m->sc, cmark_node_get_literal(node))) != NULL)
				cmark_node_set_literal(node, mended);
			break;
		case CMARK_NODE_LINK: case CMARK_NODE_IMAGE:
			if ((mended = without(m->sc, cmark_node_get_url(node))) != NULL)
				cmark_node_set_url(node, mended);
			if ((mended = without(m->sc, cmark_node_get_title(node))) != NULL)
				cmark_node_set_title(node, mended);
			break;
		default:
			break;
		}
	}
	cmark_iter_free(walk);
}
