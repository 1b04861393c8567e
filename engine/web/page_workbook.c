/* page_workbook.c: a workbook of the template, made anew and taken along. */
#include "base/base.h"
#include "base/path.h"
#include "render/xlsx/xlsx.h"
#include "view/fallen.h"
#include "web/page.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The library writes to a path: a folder that nobody else can enter, gone before the first byte is sent. */
static const struct fault *make(struct page_ask *a, const char *profile, struct page_reply *out)
{
	char folder[] = "/tmp/sarflow-workbook.XXXXXX";
	struct stat st;
	if (!mkdtemp(folder))
		return fault_errno("{folder}", folder);
	const char *path = path_join(a->sc, folder, "workbook.xlsx");
	const struct fault *f = xlsx_write(a->sc, a->view, profile, path);
	if (!f && ((out->fd = open(path, O_RDONLY | O_CLOEXEC)) < 0 || fstat(out->fd, &st) != 0))
		f = fault_errno("{file}", path);
	(void)unlink(path);
	(void)rmdir(folder);
	TRY(f);
	out->size = (uint64_t)st.st_size;
	return NULL;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const struct template_profiles *all = template_profiles(a->view->template);
	const char *profile = NULL;
	for (size_t i = 1; i < all->count; i++)         /* the first is made by an export, which is recorded */
		if (strcmp(all->at[i].name, a->holes[1]) == 0)
			profile = all->at[i].name;
	if (!profile)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(fallen_take(a->desk, a->view));
	TRY(make(a, profile, out));
	out->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	out->disposition = scope_printf(a->sc, "attachment; filename=\"%s-%s.xlsx\"", a->view->package->id, profile);
	return NULL;
}

const struct page page_workbook = { .paths = (const char *const[]){ "/p/{}/workbook/{}.xlsx", NULL },
                                    .needs = PAGE_VIEW, .get = get };
