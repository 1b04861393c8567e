/* cmd_export.c: sarflow export: what is handed over. */
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/path.h"
#include "base/term.h"
#include "command/command.h"
#include "command/show.h"
#include "package/act.h"
#include "package/desk.h"
#include "render/site.h"
#include "render/xlsx.h"
#include "text/csv.h"
#include <unistd.h>

/* The folder being filled, and the manifest of what went into it. */
struct filling { struct scope *sc; struct show_folder *folder; struct view *v; };

static void list(struct filling *f, const char *path, const char *digest, uint64_t size, int pages)
{
	struct view_file *out = LIST_ADD(f->sc, &f->v->manifest);
	*out = (struct view_file){ scope_copy(f->sc, path), scope_copy(f->sc, digest), size, pages };
}

static const struct fault *put(void *context, const char *path, const void *bytes, size_t len)
{
	struct filling *f = context;
	char digest[DIGEST_TEXT];
	digest_bytes(bytes, len, digest);
	TRY(show_folder_put(f->folder, path, bytes, len));
	list(f, path, digest, len, 0);
	return NULL;
}

static const struct fault *put_attachments(struct filling *f)
{
	for (size_t i = 0; i < f->v->package->attachments.count; i++) {
		const struct package_attachment *a = &f->v->package->attachments.at[i];
		char digest[DIGEST_TEXT];
		uint64_t size;
		int fd = -1;
		TRY(view_open(f->v, a, &fd));
		const struct fault *why = digest_fd(fd, a->entry->path, digest, &size);
		if (!why && strcmp(digest, a->entry->digest) != 0)
			why = fault_make(FAULT_CORRUPT, "the content of %s is damaged; fetch it again", a->entry->path);
		lseek(fd, 0, SEEK_SET);
		if (!why)
			why = show_folder_copy(f->folder, fd, a->entry->path);
		close(fd);
		TRY(why);
		list(f, a->entry->path, digest, size, a->pages);
	}
	return NULL;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct view_file *)a)->path, ((const struct view_file *)b)->path);
}

/* manifest.csv lists everything but the workbook and itself; SHA256SUMS lists those too. */
static const struct fault *put_manifest(struct filling *f)
{
	struct buf *b = buf_new(f->sc);
	qsort(f->v->manifest.at, f->v->manifest.count, sizeof *f->v->manifest.at, by_path);
	buf_text(b, "path,sha256,size,pages\n");
	for (size_t i = 0; i < f->v->manifest.count; i++) {
		const struct view_file *m = &f->v->manifest.at[i];
		csv_put(b, m->path);
		buf_printf(b, ",%s,%llu,", m->digest, (unsigned long long)m->size);
		if (m->pages)
			buf_printf(b, "%d", m->pages);
		buf_char(b, '\n');
	}
	TRY(show_folder_put(f->folder, "manifest.csv", b->at, b->len));
	char digest[DIGEST_TEXT];
	digest_bytes(b->at, b->len, digest);
	list(f, "manifest.csv", digest, b->len, 0);
	return NULL;
}

static const struct fault *put_sums(struct filling *f, const char *workbook, char digest[DIGEST_TEXT])
{
	struct buf *b = buf_new(f->sc);
	const char *bytes = NULL;
	size_t len = 0;
	TRY(file_read(f->sc, path_join(f->sc, f->folder->temporary, workbook), SIZE_MAX / 2, &bytes, &len));
	digest_bytes(bytes, len, digest);
	list(f, workbook, digest, len, 0);
	qsort(f->v->manifest.at, f->v->manifest.count, sizeof *f->v->manifest.at, by_path);
	for (size_t i = 0; i < f->v->manifest.count; i++)
		buf_printf(b, "%s  %s\n", f->v->manifest.at[i].digest, f->v->manifest.at[i].path);
	digest_bytes(b->at, b->len, digest);
	return show_folder_put(f->folder, "SHA256SUMS", b->at, b->len);
}

static const struct fault *fill(struct filling *f, const char *workbook, const char *profile, char digest[DIGEST_TEXT])
{
	struct site_sink sink = { put, f };
	TRY(put_attachments(f));
	TRY(site_render(f->sc, f->v, &sink));
	TRY(put_manifest(f));
	TRY(xlsx_write(f->sc, f->v, profile, path_join(f->sc, f->folder->temporary, workbook)));
	return put_sums(f, workbook, digest);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	struct filling f = { .sc = sc };
	char digest[DIGEST_TEXT];
	const char *number = command_value(l, "submittal"), *path = command_value(l, "output");
	TRY(desk_open(sc, env, &d));
	TRY(view_of_submittal(d, number ? atoi(number) : 0, &v));
	f.v = v;
	const char *name = scope_printf(sc, "%s-submittal-%d", v->package->id, v->submittal);
	TRY(show_folder_open(sc, path ? path : name, false, &f.folder));
	const char *workbook = scope_printf(sc, "%s-checklist.xlsx", name);
	TRY(show_folder_close(f.folder, fill(&f, workbook, "submittal", digest)));
	if (!command_flag(l, "no-record"))
		TRY(act_exported(d, v->submittal, "submittal", digest));
	term_say(env, "%s/%s\n%s/index.html\n%s/SHA256SUMS (SHA-256 %s)\n", f.folder->final, workbook, f.folder->final,
	         f.folder->final, digest);
	return NULL;
}

static const struct command_option options[] = {
	{ "submittal", 0, "N", "which submittal; else the newest" },
	{ "output", 'o', "FOLDER", "where to; else ID-submittal-N here; it must not exist" },
	{ "no-record", 0, NULL, "make it again without an event in the journal" },
	{ 0 },
};

const struct command cmd_export = {
	.name = "export", .args = "", .brief = "what is handed over: checklist workbook, pages, manifest",
	.help = "Makes the folder of a sealed submittal: the checklist workbook (profile submittal), a page for each\n"
	        "element and register, the attachments, manifest.csv and SHA256SUMS. It shows no findings, no scores and\n"
	        "no internal history. The same submittal gives the same bytes. The journal records its digest.",
	.example = "sarflow export -o /share/handover", .options = options, .run = run,
};
