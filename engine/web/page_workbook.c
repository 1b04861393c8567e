/* page_workbook.c: a workbook of the template, made anew and taken along. */
#include "base/base.h"
#include "base/path.h"
#include "base/temporary.h"
#include "render/xlsx/xlsx.h"
#include "view/fallen.h"
#include "web/page_files.h"
#include "web/route.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The library writes to a path, which is gone before the first byte is sent. */
static const struct fault *make(struct page_ask *a, const char *profile, struct page_reply *out)
{
	SCOPE(turn);
	struct stat st;
	const char *folder = NULL;
	TRY(temporary_room(turn, desk_temporary(a->desk), &folder));
	const char *path = path_join(turn, folder, "workbook.xlsx");
	TRY(xlsx_write(a->sc, a->view, profile, path));
	if ((out->fd = open(path, O_RDONLY | O_CLOEXEC)) < 0 || fstat(out->fd, &st) != 0)
		return fault_errno("{file}", path);
	out->size = (uint64_t)st.st_size;
	return NULL;
}

const struct fault *page_get_workbook(struct page_ask *a, struct page_reply *out)
{
	const struct template_profiles *all = template_profiles(a->view->template);
	const char *profile = NULL;
	for (size_t i = 1; i < all->count; i++)         /* the first is made by an export, which is recorded */
		if (strcmp(all->at[i].name, a->holes[1]) == 0)
			profile = all->at[i].name;
	if (!profile)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(fallen_take(a->desk, a->view));
	TRY(route_note(a, scope_printf(a->sc, "workbook/%s.xlsx", profile)));
	TRY(make(a, profile, out));
	out->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	out->disposition = scope_printf(a->sc, "attachment; filename=\"%s-%s.xlsx\"", a->view->package->id, profile);
	return NULL;
}

const struct page page_workbook = { .paths = (const char *const[]){ "/p/{}/workbook/{}.xlsx", NULL },
                                    .needs = PAGE_VIEW, .get = page_get_workbook };
