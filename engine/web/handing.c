/* handing.c: a folder of our own that is filled as an export fills one. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include "desk/act.h"
#include "render/handover.h"
#include "web/handing.h"
#include <stdatomic.h>

static const struct fault *put(void *folder, const char *path, const void *bytes, size_t len)
{
	SCOPE(turn);
	if (!path_is_safe(path))
		return fault_make(FAULT_REFUSED, "\"{path}\" cannot be written", path);
	return file_write(path_join(turn, folder, path), bytes, len);
}

static const struct fault *copy(void *folder, int fd, const char *path)
{
	SCOPE(turn);
	return file_copy(scope_printf(turn, "/proc/self/fd/%d", fd), path_join(turn, folder, path));
}

/* Its digest was taken where it lies. */
static const struct fault *leave(void *folder, int fd, const char *path)
{
	(void)folder;
	(void)fd;
	(void)path;
	return NULL;
}

static const char *place(struct scope *sc, void *folder, const char *path) { return path_join(sc, folder, path); }

/* Each takes as much of the disc as the package has attachments, twice. */
enum { AT_ONCE = 3 };
static atomic_int making;
static void end_making(void *p) { atomic_fetch_sub((atomic_int *)p, 1); }

static const struct fault *begin_making(struct scope *room)
{
	scope_defer(room, end_making, &making);
	return atomic_fetch_add(&making, 1) < AT_ONCE ? NULL : fault_make(FAULT_SYSTEM, "several submittals are made "
		"at this moment; nothing was done. Try again in a minute");
}

const struct fault *handing_make(struct scope *room, struct page_ask *a, int submittal, bool whole,
                                 struct handing **out)
{
	struct handing *h = NEW(a->sc, struct handing);
	const char *folder = NULL;
	bool draft = submittal == HANDING_DRAFT;
	TRY(draft ? view_of_draft(a->desk, &h->view) : view_of_submittal(a->desk, submittal, &h->view));
	TRY(draft ? act_may_draft(a->desk, h->view->package) : act_may_export(a->desk, h->view->submittal));
	h->name = handover_name(a->sc, h->view);
	h->workbook = handover_workbook(a->sc, h->view);
	TRY(begin_making(room));
	TRY(temporary_room(room, desk_temporary(a->desk), &folder));
	h->folder = path_join(a->sc, folder, "files");
	TRY(file_make_folder(h->folder));
	const struct sink sink = { put, whole ? copy : leave, place, (void *)(uintptr_t)h->folder };
	TRY(handover_write(a->sc, h->view, template_profiles(h->view->template)->at[0].name, h->workbook, &sink, NULL,
	                   h->sums));
	*out = h;
	return NULL;
}
