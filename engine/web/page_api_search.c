/* page_api_search.c: where words stand, as JSON. */
#include "base/base.h"
#include "base/json.h"
#include "web/finds.h"
#include "web/record.h"

static void put_hit(struct json *o, const struct search_hit *h)
{
	static const char *const kinds[] = { [SEARCH_PACKAGE] = "package",
		[SEARCH_ELEMENT] = "element", [SEARCH_LINE] = "line", [SEARCH_REGISTER] = "register",
		[SEARCH_LETTER] = "letter", [SEARCH_TEXT] = "text", [SEARCH_ROW] = "row",
		[SEARCH_FILE] = "file", [SEARCH_REMARK] = "remark" };
	const struct { const char *key, *text; } texts[] = { { "package", h->package }, { "title", h->title },
		{ "marking", h->marking }, { "kind", kinds[h->kind] }, { "where", h->where }, { "page", h->page },
		{ "excerpt", h->excerpt } };
	for (size_t i = 0; i < countof(texts); i++)
		if (texts[i].text)
			json_put_text(o, texts[i].key, texts[i].text);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *question = record_value(a, "words");
	if (!question)
		return fault_make(FAULT_USAGE, "say what is looked for: ?words=");
	const struct search *found = finds_of(a, question);
	struct json *o = json_make_object(a->sc), *hits = json_put_array(o, "hits");
	for (size_t i = 0; i < found->hits.count; i++)
		put_hit(json_add_object(hits), &found->hits.at[i]);
	json_put_number(o, "more", (int64_t)found->more);
	out->type = "application/json";
	json_write(o, out->body);
	return NULL;
}

const struct page page_api_search = { .paths = (const char *const[]){ "/api/v1/search", NULL }, .needs = PAGE_HOME,
                                      .get = get, .asker = PAGE_PROGRAM };
