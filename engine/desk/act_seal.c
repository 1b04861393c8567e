/* act_seal.c: sealing a version as a submittal. */
#include "base/base.h"
#include "desk/act_private.h"
#include <unistd.h>

/* A seal vouches for content, so it looks at the content and not at its name. */
static const struct fault *verify_content(const struct package *p)
{
	for (size_t i = 0; i < p->attachments.count; i++) {
		const struct source_entry *e = p->attachments.at[i].entry;
		char digest[DIGEST_TEXT];
		uint64_t size;
		int fd = -1;
		if (!e->present && !e->damaged)
			continue;
		TRY(package_open(p, e, &fd));
		const struct fault *f = digest_fd(fd, e->path, digest, &size);
		close(fd);
		TRY(f);
		if (strcmp(digest, e->digest) != 0)
			return fault_make(FAULT_CORRUPT, "the stored content of {file} is damaged; fetch it again "
				"from another copy", e->path);
	}
	return NULL;
}

static const struct fault *seal_once(struct desk *d, const char *role, int *number)
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
	const struct fold_seal *last = f->seals.count ? &f->seals.at[f->seals.count - 1] : NULL;
	if (last && last->round == f->round && strcmp(last->evidence, head.hex) == 0
	    && strcmp(last->snapshot, f->snapshot) == 0 && desk_same_uses(&last->uses, &f->uses))
		return fault_make(FAULT_REFUSED, "this version is sealed already, as submittal {number}",
			f->seals.count);
	TRY(act_guards(a, p, &head));
	TRY(package_manifest(sc, p, &manifest));
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

const struct fault *act_seal(struct desk *d, const char *role, int *number)
{
	return ACT_AGAIN(d, seal_once(d, role, number));
}
