/* manifest.c: what a seal of a package hands over. */
#include "base/base.h"
#include "base/buf.h"
#include "package/package.h"
#include "store/source.h"

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
	const struct package_register *r = package_register_at(p, e->path);
	if (r)
		return !r->of->internal;
	return strcmp(e->path, "package.yaml") == 0;
}

static const struct fault *write_manifest(struct scope *sc, const struct package *p, bool here, const char **text)
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
		if (here && e->kind == SOURCE_ATTACHMENT && !e->present && !package_is_reference(p, e->path))
			return fault_make(FAULT_REFUSED, "the content of {file} is not here; fetch it before the "
				"seal, or keep it by reference", e->path);
		if (e->kind == SOURCE_FILE) {
			TRY(source_read(turn, p->source, e->path, &bytes, &size));
			digest_bytes(bytes, size, digest);
		}
		buf_printf(out, "%s  %zu  %s\n", digest, size, e->path);
	}
	*text = out->at;
	return NULL;
}

const struct fault *package_manifest(struct scope *sc, const struct package *p, const char **text)
{
	return write_manifest(sc, p, true, text);
}

const struct fault *package_manifest_named(struct scope *sc, const struct package *p, const char **text)
{
	return write_manifest(sc, p, false, text);
}
