/* page_api_files.c: the files that the pages give, for programs. */
#include "base/base.h"
#include "web/page_files.h"

#define AT(rest) "/api/v1/packages/{}/" rest

static const struct { const char *begins; page_run *get; } table[] = {
	{ "attachments/", page_get_attachment }, { "leaf.png", page_get_leaf }, { "paper/", page_get_paper },
	{ "workbook/", page_get_workbook }, { "handover/", page_get_handover },
};

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *rest = strchr(a->path + strlen("/api/v1/packages/"), '/') + 1;
	for (size_t i = 0; i < countof(table); i++)
		if (strncmp(rest, table[i].begins, strlen(table[i].begins)) == 0)
			return table[i].get(a, out);
	return fault_make(FAULT_NOT_FOUND, "there is no such page");
}

const struct page page_api_files = { .paths = (const char *const[]){ AT("attachments/{*}"), AT("leaf.png"),
		AT("paper/{}"), AT("workbook/{}.xlsx"), AT("handover/{}.zip"), AT("handover/{}.xlsx"), NULL },
	.needs = PAGE_VIEW, .get = get, .asker = PAGE_PROGRAM };
