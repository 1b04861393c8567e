/* take_document.c: a Word document into the text of its element, its pictures and itself into attachments. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/edit.h"
#include "desk/edit_attach.h"
#include "desk/take_private.h"
#include "intake/word.h"
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE_LIMIT = 256 << 20 };        /* of a document, as pandoc.c has it */

static const char *existing(void *context, const char *path)
{
	const char *bytes = NULL;
	size_t len = 0;
	bool unread = FAILED(take_bytes(context, path, &bytes, &len));  /* before it is replaced it is read again */
	return unread || !len ? NULL : bytes;
}

static void tell_notices(struct take *k, const struct word_proposal *p)
{
	const struct reader *reader = template_speaks(k->desk->template, k->desk->language);
	for (size_t i = 0; i < p->notices.count; i++) {
		const struct word_notice *n = &p->notices.at[i];
		const char *place = n->place ? phrase_text(k->desk->sc, reader, n->place) : "";
		doubt_add(k->doubts, n->level, place, 0, 0, n->says);
	}
}

static void close_file(void *p) { close((int)(intptr_t)p); }

/* Bytes as a file that can be opened by a name, as long as the desk is there. */
static const struct fault *as_file(struct take *k, const char *bytes, size_t len, const char *what, const char **name)
{
	int fd = memfd_create("attachment", MFD_CLOEXEC);
	if (fd < 0)
		return fault_errno("{file}", what);
	scope_defer(k->desk->sc, close_file, (void *)(intptr_t)fd);
	*name = scope_printf(k->desk->sc, "/proc/self/fd/%d", fd);
	return file_write_fd(fd, bytes, len, what);
}

static const struct fault *add_attachment(struct take *k, const char *file, const struct word_proposal *p,
                                          const struct word_attachment *a)
{
	const char *below = scope_printf(k->desk->sc, "attachments/%s/", p->element->id), *name = file;
	struct overlay_file shown = { a->path, a->bytes, a->len };
	if (a->bytes)
		TRY(as_file(k, a->bytes, a->len, a->path, &name));
	else
		TRY(file_read(k->desk->sc, file, SIZE_LIMIT, &shown.bytes, &shown.len));
	*LIST_ADD(k->desk->sc, &k->attached) = shown;
	struct attaching_wish *w = LIST_ADD(k->desk->sc, &k->wishes);
	*w = (struct attaching_wish){ .file = name, .element = p->element->id,
		.name = strncmp(a->path, below, strlen(below)) == 0 ? a->path + strlen(below) : path_base(a->path) };
	return NULL;
}

/* Rows come over the tables that are taken with them; the attachments themselves are not there yet. */
const struct fault *take_settle(struct take *k)
{
	const struct edit_attach how = { .set = &k->set };
	struct edit_targets targets;
	struct source *work = NULL;
	struct overlay_file with_rows;
	TRY(take_remember(k));
	if (k->wishes.count == 0)
		return NULL;
	TRY(store_source_work(k->desk->sc, k->desk->store, &work));
	TRY(edit_attach_plan(k->desk, overlay_source(k->desk->sc, work, k->files.at, k->files.count), &k->wishes, &how,
	                     &targets, &k->attaching));
	edit_attach_add_rows(&k->attaching, &targets);
	for (size_t i = 0; i < targets.count; i++)
		if (edit_rows_added(targets.at[i].rows, &with_rows))
			TRY(take_file(k, with_rows.path, with_rows.bytes, with_rows.len));
	return NULL;
}

const struct fault *take_document(struct take *k, const char *file, int fd, const struct take_wish *wish)
{
	const struct word_proposal *p = NULL;
	const struct word_request request = { .template = k->desk->template, .file_name = path_base(file),
		.element = wish->element, .category = k->package->category, .existing = existing, .context = k };
	const char *bytes = NULL;
	size_t len = 0;
	TRY(word_take(k->desk->sc, &request, fd, &p));
	tell_notices(k, p);
	TRY(take_bytes(k, p->path, &bytes, &len));
	for (size_t i = 0; i < p->attachments.count; i++)
		TRY(add_attachment(k, file, p, &p->attachments.at[i]));
	if (len != p->len || memcmp(bytes, p->text, len) != 0)
		TRY(take_file(k, p->path, p->text, p->len));
	if (wish->set)
		k->set = *wish->set;
	return NULL;
}

const struct attaching *take_attaching(const struct take *k) { return &k->attaching; }
