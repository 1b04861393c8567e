/* page_handover.c: what is handed over, taken along: as a zip file, or the checklist workbook alone. */
#include "base/base.h"
#include "base/number.h"
#include "base/path.h"
#include "desk/act.h"
#include "text/zip_make.h"
#include "web/handing.h"
#include "web/page_files.h"
#include "web/route.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* What was recorded is what is taken, or nothing is. */
static const struct fault *check_recorded(const struct page_ask *a, const struct handing *h)
{
	int number = h->view->submittal;
	if (act_export_of(a->desk, number, h->sums))
		return NULL;
	return act_export_of(a->desk, number, NULL)
		? fault_make(FAULT_CONFLICT, "submittal {number} is made otherwise now than when its export was "
			"recorded: a stamp came, or sarflow is newer. Record the export again", number)
		: fault_make(FAULT_REFUSED, "submittal {number} was not exported yet; record the export first", number);
}

const struct fault *page_get_handover(struct page_ask *a, struct page_reply *out)
{
	SCOPE(turn);                    /* what is made is gone before the first byte is sent */
	struct handing *h = NULL;
	struct stat st;
	bool zipped = path_has_suffix(a->path, ".zip");
	/* a draft: what would be handed over, stamped so */
	int number = strcmp(a->holes[1], "draft") == 0 ? HANDING_DRAFT : number_read(a->holes[1], NUMBER_MOST);
	if (number == 0)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(handing_make(turn, a, number, zipped, &h));
	if (number != HANDING_DRAFT)
		TRY(check_recorded(a, h));
	const char *name = zipped ? scope_printf(a->sc, "%s.zip", h->name) : h->workbook;
	const char *path = zipped ? scope_printf(turn, "%s.zip", h->folder) : path_join(turn, h->folder, name);
	if (zipped)
		TRY(zip_make(h->folder, h->name, path));
	TRY(route_note(a, scope_printf(a->sc, "handover/%s", name)));
	if ((out->fd = open(path, O_RDONLY | O_CLOEXEC)) < 0 || fstat(out->fd, &st) != 0)
		return fault_errno("{file}", name);
	out->size = (uint64_t)st.st_size;
	out->type = zipped ? "application/zip" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	out->disposition = scope_printf(a->sc, "attachment; filename=\"%s\"", name);
	return NULL;
}

const struct page page_handover = { .paths = (const char *const[]){ "/p/{}/handover/{}.zip", "/p/{}/handover/{}.xlsx",
                                                                    NULL },
                                    .needs = PAGE_VIEW, .get = page_get_handover };
