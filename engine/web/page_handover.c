/* page_handover.c: what is handed over, taken along: as a zip file, or the checklist workbook alone. */
#include "base/base.h"
#include "base/path.h"
#include "desk/act.h"
#include "text/zip_make.h"
#include "web/handing.h"
#include "web/route.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIGITS = 6 };

/* "1", or "draft": what would be handed over, stamped so. */
static bool read_number(const char *word, int *out)
{
	size_t n = strspn(word, "0123456789");
	*out = strcmp(word, "draft") == 0 ? HANDING_DRAFT : n > 0 && n <= DIGITS && !word[n] ? atoi(word) : 0;
	return *out != 0;
}

/* What was recorded is what is taken, or nothing is. */
static const struct fault *check_recorded(const struct page_ask *a, const struct handing *h)
{
	const char *sums = act_export_of(a->desk, h->view->submittal);
	if (!sums)
		return fault_make(FAULT_REFUSED, "submittal {number} was not exported yet; record the export first",
			h->view->submittal);
	return strcmp(sums, h->sums) == 0 ? NULL : fault_make(FAULT_CORRUPT, "what was made of submittal {number} is "
		"not what the journal recorded; who keeps this server looks with sarflow verify", h->view->submittal);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct handing *h = NULL;
	struct stat st;
	int number;
	bool zipped = path_has_suffix(a->path, ".zip");
	if (!read_number(a->holes[1], &number))
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(handing_make(a, number, &h));
	if (number != HANDING_DRAFT)
		TRY(check_recorded(a, h));
	const char *name = zipped ? scope_printf(a->sc, "%s.zip", h->name) : h->workbook;
	const char *path = zipped ? scope_printf(a->sc, "%s.zip", h->folder) : path_join(a->sc, h->folder, name);
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
                                                                    NULL }, .needs = PAGE_VIEW, .get = get };
