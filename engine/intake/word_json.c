/* word_json.c: values of pandoc's JSON: {"t": KIND, "c": CONTENT}. */
#include "intake/word_private.h"
#include "text/markdown/quote.h"

const char *word_kind_of(const struct json *j)
{
	const char *kind = j ? json_text(json_member(j, "t")) : NULL;
	return kind ? kind : "";
}

bool word_is(const struct json *j, const char *kind) { return strcmp(word_kind_of(j), kind) == 0; }
const struct json *word_content(const struct json *j) { return json_member(j, "c"); }

bool word_has_class(const struct json *attribute, const char *name)
{
	const struct json *classes = json_item(attribute, 1);
	for (size_t i = 0; i < json_count(classes); i++) {
		const char *class = json_text(json_item(classes, i));
		if (class && strcmp(class, name) == 0)
			return true;
	}
	return false;
}

const char *word_value(const struct json *attribute, const char *key)
{
	const struct json *pairs = json_item(attribute, 2);
	for (size_t i = 0; i < json_count(pairs); i++) {
		const char *own = json_text(json_item(json_item(pairs, i), 0));
		const char *value = json_text(json_item(json_item(pairs, i), 1));
		if (own && value && strcmp(own, key) == 0)
			return value;
	}
	return "";
}

const struct json *word_items(const struct json *list)
{
	return word_is(list, "OrderedList") ? json_item(word_content(list), 1)
	       : word_is(list, "BulletList") ? word_content(list) : NULL;
}

bool word_is_headed(const struct json *item)
{
	const struct json *first = item ? json_item(item, 0) : NULL;
	return word_is(first, "Header") || word_holds_headings(first);
}

bool word_holds_headings(const struct json *list)
{
	const struct json *items = word_items(list);
	for (size_t i = 0, n = items ? json_count(items) : 0; i < n; i++)
		if (word_is_headed(json_item(items, i)))
			return true;
	return false;
}

static bool is_one_of(const char *kind, const char *const *kinds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(kind, kinds[i]) == 0)
			return true;
	return false;
}

/* What stands between two of these is a blank, if nothing else. */
static bool is_block(const char *kind)
{
	static const char *const blocks[] = {
		"Para", "Plain", "Header", "CodeBlock", "RawBlock", "Table", "LineBlock"
	};
	return is_one_of(kind, blocks, countof(blocks));
}

static bool has_literal(const char *kind)
{
	static const char *const kinds[] = { "Code", "Math", "RawInline", "CodeBlock", "RawBlock" };
	return is_one_of(kind, kinds, countof(kinds));
}

static bool is_blank(const char *kind)
{
	static const char *const kinds[] = { "Space", "SoftBreak", "LineBreak" };
	return is_one_of(kind, kinds, countof(kinds));
}

/* A comment's own words stand in the span where it begins; a footnote is a text of its own. */
static bool is_passed_over(const struct json *j, const char *kind, bool deleted)
{
	const struct json *attribute = strcmp(kind, "Span") == 0 ? json_item(word_content(j), 0) : NULL;
	return strcmp(kind, "Note") == 0
	       || (attribute && (word_has_class(attribute, "comment-start")
	                         || (!deleted && word_has_class(attribute, "deletion"))));
}

/* Attributes and addresses are bare texts in their lists, so that only objects hold words. */
static void put_plain(struct buf *out, const struct json *j, bool deleted)
{
	const char *kind = word_kind_of(j), *text = NULL;
	const struct json *content = word_content(j);
	if (!j || is_passed_over(j, kind, deleted))
		return;
	if (json_kind(j) == JSON_KIND_ARRAY) {
		for (size_t i = 0, n = json_count(j); i < n; i++)
			put_plain(out, json_item(j, i), deleted);
		return;
	}
	if (strcmp(kind, "Str") == 0 || has_literal(kind))
		text = json_text(has_literal(kind) ? json_item(content, 1) : content);
	else if (!is_blank(kind))
		put_plain(out, content, deleted);
	buf_text(out, text ? text : "");
	if (is_blank(kind) || is_block(kind))
		buf_char(out, ' ');
}

const char *word_plain(struct scope *sc, const struct json *j, bool deleted)
{
	SCOPE(turn);
	struct buf *out = buf_new(turn);
	put_plain(out, j, deleted);
	return markdown_quote_words(sc, out->at);
}
