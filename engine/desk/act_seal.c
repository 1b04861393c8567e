/* act_seal.c: sealing a version as a submittal, and listing what it hands over. */
#include "base/base.h"
#include "base/buf.h"
#include "desk/act_private.h"
#include <unistd.h>

static bool is_handed_over(const struct package *p, const struct source_entry *e)
{
	if (e->kind == SOURCE_ATTACHMENT)
		return true;
	for (size_t i = 0; i < p->documents.count; i++)
		if (strcmp(p->documents.at[i].path, e->path) == 0)
			return true;
	for (size_t i = 0; i < p->companions.count; i++)
		if (strcmp(p->companions.at[i].path, e->path) == 0)
			return true;
	for (size_t i = 0; i < p->template->registers.count; i++)
		if (strcmp(p->registers[i].path, e->path) == 0)
			return !p->registers[i].of->internal;
	return strcmp(e->path, "package.yaml") == 0;
}

const struct fault *act_manifest(struct scope *sc, const struct package *p, const char **text)
{
	const struct source_entry *entries = NULL;
	size_t count = 0;
	struct buf *out = buf_new(sc);
	TRY(source_list(sc, p->source, &entries, &count));
	for (size_t i = 0; i < count; i++) {
		SCOPE(turn);
		const struct source_entry *e = &entries[i];
		char digest[DIGEST_TEXT];
		const char *bytes = NULL;
		size_t size = (size_t)e->size;
		if ((e->kind != SOURCE_FILE && e->kind != SOURCE_ATTACHMENT) || !is_handed_over(p, e))
			continue;
		memcpy(digest, e->digest, sizeof digest);
		if (e->kind == SOURCE_ATTACHMENT && !e->present && !package_is_reference(p, e->path))
			return fault_make(FAULT_REFUSED, "the content of %s is not here; fetch it before the seal, or keep it by reference",
			                  e->path);
		if (e->kind == SOURCE_FILE) {
			TRY(source_read(turn, p->source, e->path, &bytes, &size));
			digest_bytes(bytes, size, digest);
		}
		buf_printf(out, "%s  %zu  %s\n", digest, size, e->path);
	}
	*text = out->at;
	return NULL;
}

/* A seal vouches for content, so it looks at the content and not at its name. */
static const struct fault *verify_content(const struct package *p)
{
	for (size_t i = 0; i < p->attachments.count; i++) {
		const struct source_entry *e = p->attachments.at[i].entry;
		char digest[DIGEST_TEXT];
		uint64_t size;
		int fd = -1;
		if (!e->present)
			continue;
		TRY(source_open(p->source, e, &fd));
		const struct fault *f = digest_fd(fd, e->path, digest, &size);
		close(fd);
		TRY(f);
		if (strcmp(digest, e->digest) != 0)
			return fault_make(FAULT_CORRUPT, "the stored content of %s is damaged; fetch it again from another copy", e->path);
	}
	return NULL;
}

const struct fault *act_seal(struct desk *d, const char *role, int *number)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct package *p = NULL;
	struct store_id head;
	const char *manifest = NULL;
	char digest[DIGEST_TEXT];
	TRY(act_begin(a, sc, d, EVENT_SEAL));
	TRY(act_choose_role(a, role));
	TRY(desk_head(d, &p, &head));
	const struct fold *f = d->journal->fold;
	if (f->seals.count && strcmp(f->seals.at[f->seals.count - 1].evidence, head.hex) == 0)
		return fault_make(FAULT_REFUSED, "this version is sealed already, as submittal %zu", f->seals.count);
	TRY(act_manifest(sc, p, &manifest));
	TRY(verify_content(p));
	digest_bytes(manifest, strlen(manifest), digest);
	act_add_file(a, "manifest", manifest, strlen(manifest));
	*number = (int)f->seals.count + 1;
	ACT_SET(SUBMITTAL, scope_printf(sc, "%d", *number));
	ACT_SET(EVIDENCE, head.hex);
	ACT_SET(MANIFEST, digest);
	TRY(act_finish(a));
	journal_name_submittals(d->journal);
	return NULL;
}

