/* handover.c: filling an output folder, and listing what went in. */
#include "base/base.h"
#include "base/buf.h"
#include "base/list.h"
#include "render/handover.h"
#include "render/site.h"
#include "render/statement.h"
#include "render/xlsx/xlsx.h"
#include "text/csv.h"
#include <fcntl.h>
#include <unistd.h>

struct filling { struct scope *sc; struct view *v; const struct sink *sink; };

static void list(struct filling *f, const char *path, const char *digest, uint64_t size, int pages)
{
	struct view_file *out = LIST_ADD(f->sc, &f->v->manifest);
	*out = (struct view_file){ scope_copy(f->sc, path), scope_copy(f->sc, digest), size, pages };
}

static const struct fault *put_listed(void *context, const char *path, const void *bytes, size_t len)
{
	struct filling *f = context;
	char digest[DIGEST_TEXT];
	digest_bytes(bytes, len, digest);
	TRY(f->sink->put(f->sink->context, path, bytes, len));
	list(f, path, digest, len, 0);
	return NULL;
}

static const struct fault *check_and_copy(struct filling *f, const struct package_attachment *a, int fd)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	TRY(digest_fd(fd, a->entry->path, digest, &size));
	if (strcmp(digest, a->entry->digest) != 0)
		return fault_make(FAULT_CORRUPT, "the content of {file} is damaged; fetch it again", a->entry->path);
	lseek(fd, 0, SEEK_SET);
	TRY(f->sink->copy(f->sink->context, fd, a->entry->path));
	list(f, a->entry->path, digest, size, a->pages);
	return NULL;
}

static const struct fault *put_attachments(struct filling *f)
{
	for (size_t i = 0; i < f->v->package->attachments.count; i++) {
		const struct package_attachment *a = &f->v->package->attachments.at[i];
		int fd = -1;
		TRY(view_open(f->v, a, &fd));
		const struct fault *why = check_and_copy(f, a, fd);
		close(fd);
		TRY(why);
	}
	return NULL;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct view_file *)a)->path, ((const struct view_file *)b)->path);
}

static void sort(struct filling *f)
{
	qsort(f->v->manifest.at, f->v->manifest.count, sizeof *f->v->manifest.at, by_path);
}

/* Everything but the workbook, which shows the manifest, and itself. */
static const struct fault *put_manifest(struct filling *f)
{
	struct buf *b = buf_new(f->sc);
	sort(f);
	buf_text(b, f->v->draft ? "path,sha256,size,pages,status\n"
	                        : "path,sha256,size,pages,seal_event,seal_commit\n");
	for (size_t i = 0; i < f->v->manifest.count; i++) {
		const struct view_file *m = &f->v->manifest.at[i];
		csv_put(b, m->path);
		buf_printf(b, ",%s,%llu,", m->digest, (unsigned long long)m->size);
		if (m->pages)
			buf_printf(b, "%d", m->pages);
		if (f->v->draft)
			buf_text(b, ",DRAFT\n");
		else
			buf_printf(b, ",%s,%s\n", f->v->seal, f->v->seal_commit);
	}
	return put_listed(f, f->v->draft ? "DRAFT-manifest.csv" : "manifest.csv", b->at, b->len);
}

static const struct fault *list_workbook(struct filling *f, const char *name)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	const char *path = f->sink->place(f->sc, f->sink->context, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("{path}", path);
	const struct fault *why = digest_fd(fd, name, digest, &size);
	close(fd);
	TRY(why);
	list(f, name, digest, size, 0);
	return NULL;
}

/* What an authority stamped, and its stamp: openssl holds one against the other. */
static const struct fault *put_stamp(struct filling *f)
{
	if (!f->v->stamp.answer)
		return NULL;
	TRY(put_listed(f, HANDOVER_SEAL, f->v->stamp.bytes, f->v->stamp.len));
	return put_listed(f, HANDOVER_STAMP, f->v->stamp.answer, f->v->stamp.answer_len);
}

const char *handover_sums(const struct view *v) { return v->draft ? "DRAFT-SHA256SUMS" : "SHA256SUMS"; }

const char *handover_name(struct scope *sc, const struct view *v)
{
	return v->draft ? scope_printf(sc, "%s-DRAFT-%.7s", v->package->id, v->version)
		: scope_printf(sc, "%s-submittal-%d", v->package->id, v->submittal);
}

const char *handover_workbook(struct scope *sc, const struct view *v)
{
	return scope_printf(sc, "%s-checklist.xlsx", handover_name(sc, v));
}

const char *handover_digest(const struct view *v, const char *path)
{
	for (size_t i = 0; i < v->manifest.count; i++)
		if (strcmp(v->manifest.at[i].path, path) == 0)
			return v->manifest.at[i].digest;
	return NULL;
}

static const struct fault *put_text(struct filling *f, const char *name, const char *text)
{
	return f->sink->put(f->sink->context, name, text, strlen(text));
}

/* The same submittal by the same key gives the same bytes; the list of digests is the same whoever signs it. */
static const struct fault *put_signed(struct filling *f, const struct handover_signer *s, const struct buf *sums,
                                      const char *digest)
{
	const char *armour = NULL, *envelope = NULL, *name = handover_sums(f->v);
	TRY(s->sign(s->context, f->sc, STATEMENT_NAMESPACE, sums->at, sums->len, &armour));
	TRY(put_text(f, scope_printf(f->sc, "%s%s", name, HANDOVER_SIGNATURE), armour));
	TRY(put_text(f, STATEMENT_SIGNERS, statement_signers(f->sc, s->statement)));
	TRY(s->envelop(s->context, f->sc, STATEMENT_NAMESPACE, STATEMENT_TYPE,
	               statement_words(f->sc, s->statement, name, digest), &envelope));
	return envelope ? put_text(f, STATEMENT_FILE, envelope) : NULL;
}

static const struct fault *put_sums(struct filling *f, const struct handover_signer *signer, char digest[DIGEST_TEXT])
{
	struct buf *b = buf_new(f->sc);
	sort(f);
	for (size_t i = 0; i < f->v->manifest.count; i++)
		buf_printf(b, "%s  %s\n", f->v->manifest.at[i].digest, f->v->manifest.at[i].path);
	digest_bytes(b->at, b->len, digest);
	TRY(f->sink->put(f->sink->context, handover_sums(f->v), b->at, b->len));
	return signer ? put_signed(f, signer, b, digest) : NULL;
}

const struct fault *handover_write(struct scope *sc, struct view *v, const char *profile, const char *workbook,
                                   const struct sink *sink, const struct handover_signer *signer,
                                   char digest[DIGEST_TEXT])
{
	struct filling f = { sc, v, sink };
	const struct sink listed = { put_listed, NULL, NULL, &f };
	TRY(put_attachments(&f));
	TRY(site_render(sc, v, &listed));
	TRY(put_stamp(&f));
	TRY(put_manifest(&f));
	TRY(xlsx_write(sc, v, profile, sink->place(sc, sink->context, workbook)));
	TRY(list_workbook(&f, workbook));
	return put_sums(&f, signer, digest);
}

const struct fault *handover_write_inner(struct scope *sc, const struct view *v, const char *profile,
                                         const char *workbook, const struct sink *sink)
{
	for (size_t i = 0; i < v->package->attachments.count; i++) {
		const struct package_attachment *a = &v->package->attachments.at[i];
		int fd = -1;
		if (!a->entry->present && !a->entry->damaged)
			continue;
		TRY(view_open(v, a, &fd));
		const struct fault *f = sink->copy(sink->context, fd, a->entry->path);
		close(fd);
		TRY(f);
	}
	if (profile)
		TRY(xlsx_write(sc, v, profile, sink->place(sc, sink->context, workbook)));
	return site_render(sc, v, sink);
}
