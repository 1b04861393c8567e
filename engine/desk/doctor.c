/* doctor.c: the repository first, for all else is read from it; then content, by what refers to it. */
#include "base/base.h"
#include "base/lookup.h"
#include "desk/desk_private.h"
#include "desk/doctor.h"
#include "store/backup.h"
#include "store/home.h"
#include "store/mend.h"
#include <unistd.h>

struct healing {
	struct scope *sc;
	const struct doctor_wish *wish;
	struct doctor *out;
	struct store *store, *from;     /* from: NULL where there is no copy */
	struct desk *desk;
	struct lookup *done;            /* digests that were looked at */
	const struct source_entry *work;        /* of the work tree */
	size_t work_count;
	bool readable;                  /* no object is missing */
	struct names staged;            /* digests that git's index named, before it was put right */
	struct source *work_source;
};

static void note(struct healing *h, bool lost, const struct remedy *remedy, const struct phrase *says)
{
	enum doctor_state state = lost ? DOCTOR_LOST : h->wish->only_look ? DOCTOR_TO_MEND : DOCTOR_MENDED;
	*LIST_ADD(h->sc, &h->out->notes) = (struct doctor_note){ state, phrase_keep(h->sc, says),
		remedy_keep(h->sc, remedy) };
	h->out->lost += lost;
}

/* --- the repository --- */

static const struct fault *mend_store(struct healing *h, const struct world *world)
{
	struct store_mended m;
	TRY(store_mend(h->sc, h->store, world->program, h->from, h->wish->only_look, &m));
	h->readable = !m.lost.count && !m.shallow && !(h->wish->only_look && m.came.count);
	if (m.settings)
		note(h, false, NULL, PHRASE("git did not know how attachments are kept here (filter.lfs)"));
	if (m.index)
		note(h, false, NULL, PHRASE("git's index did not hold what is saved"));
	if (m.shallow)
		note(h, true, REMEDY("git fetch --unshallow", "", "origin", "", "main", "", "refs/sar/*:refs/sar/*"),
			PHRASE("this clone is shallow: older versions or events were left out as it was made"));
	for (size_t i = 0; i < m.came.count; i++)
		note(h, false, NULL, PHRASE("the object {id.12} was missing or damaged; the copy has it",
			m.came.at[i]));
	for (size_t i = 0; i < m.lost.count; i++)
		note(h, true, REMEDY("", "from", "COPY"), PHRASE("the object {id.12} is missing or damaged, and nobody "
			"here has it", m.lost.at[i]));
	return NULL;
}

/* --- content --- */

/* Is it what its digest says?  What cannot be read whole is not. */
static bool is_whole(int fd, const struct source_entry *e)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	return !FAILED(digest_fd(fd, e->path, digest, &size)) && strcmp(digest, e->digest) == 0;
}

static bool find_here(struct healing *h, const struct source_entry *e)
{
	int fd = -1;
	if (FAILED(store_open(h->store, NULL, e, &fd)))         /* it is told as what is not here */
		return false;
	bool whole = is_whole(fd, e);
	close(fd);
	return whole;
}

/* A disc may fail for a moment; where it fails twice, the content is lost as much as where it is damaged. */
static bool is_here(struct healing *h, const struct source_entry *e) { return find_here(h, e) || find_here(h, e); }

/* A file of the work tree that holds it, else the copy's; -1: nobody has it. */
static int find_content(struct healing *h, const struct source_entry *e)
{
	int fd = -1;
	for (size_t i = 0; i < h->work_count; i++) {
		if (h->work[i].kind != SOURCE_ATTACHMENT || strcmp(h->work[i].digest, e->digest) != 0
		    || FAILED(source_open(h->work_source, &h->work[i], &fd)))      /* another may have it */
			continue;
		if (is_whole(fd, e))
			return fd;
		close(fd);
	}
	if (!h->from || FAILED(store_open(h->from, NULL, e, &fd)))      /* nobody has it, then */
		return -1;
	if (is_whole(fd, e))
		return fd;
	close(fd);
	return -1;
}

static const struct fault *put_content(struct healing *h, const struct source_entry *e, int fd)
{
	const char *pointer = NULL;
	size_t len = 0;
	struct source_entry kept;
	bool fresh = false;
	TRY(store_unkeep(h->store, e));         /* what is damaged stands in its way */
	TRY(store_keep(h->sc, h->store, fd, e->path, &pointer, &len, &kept, &fresh));
	return NULL;
}

static const struct fault *heal(struct healing *h, const struct source_entry *e)
{
	int fd = find_content(h, e);
	if (fd < 0) {
		note(h, true, REMEDY("", "from", "COPY"), e->present || e->damaged
			? PHRASE("the stored content of {file} is damaged, and nobody here has it whole", e->path)
			: PHRASE("the content of {file} is not here", e->path));
		return NULL;
	}
	const struct fault *f = h->wish->only_look ? NULL : put_content(h, e, fd);
	close(fd);
	if (!f)
		note(h, false, NULL, PHRASE("the stored content of {file} was missing or damaged; it was found again",
			e->path));
	return f;
}

/* Content that was purged must not be there; any other must be, and whole. */
static const struct fault *look_at(struct healing *h, const struct source_entry *e)
{
	if (e->raw || e->size == 0 || !*e->digest || !lookup_add(h->done, scope_copy(h->sc, e->digest), 0))
		return NULL;
	bool purged = fold_purge(h->desk->journal->fold, e->digest) != NULL, here = is_here(h, e);
	if (!purged)
		return here ? NULL : heal(h, e);
	if (!here)
		return NULL;
	note(h, false, NULL, PHRASE("the content of {file} was purged, and lay here all the same", e->path));
	return h->wish->only_look ? NULL : store_forget(h->sc, h->store, e);
}

static const struct fault *look_at_version(struct healing *h)
{
	struct store_id main;
	struct source *source = NULL;
	const struct source_entry *entries = NULL;
	size_t count = 0;
	TRY(store_tip(h->store, STORE_MAIN, &main));
	if (!main.hex[0])
		return NULL;
	TRY(store_source_at(h->sc, h->store, &main, &source));
	TRY(source_list(h->sc, source, &entries, &count));
	for (size_t i = 0; i < count; i++)
		if (entries[i].kind == SOURCE_ATTACHMENT)
			TRY(look_at(h, &entries[i]));
	return NULL;
}

static const struct fault *look_at_papers(struct healing *h)
{
	for (size_t i = 0; i < h->desk->journal->count; i++) {
		struct desk_paper p;
		if (h->desk->journal->events[i]->happened && desk_paper_of(h->sc, h->desk,
			h->desk->journal->events[i], &p))
			TRY(look_at(h, &p.content));
	}
	return NULL;
}

/* A pointer in the work tree whose content is here now becomes the file again. */
static const struct fault *bring_back(struct healing *h)
{
	const struct source_entry *entries = NULL;
	size_t count = 0, files = 0;
	TRY(source_list(h->sc, h->work_source, &entries, &count));
	for (size_t i = 0; i < count; i++) {
		const struct source_entry *e = &entries[i];
		bool filled = true;
		if (e->kind != SOURCE_ATTACHMENT || !e->pointer || !e->present || !*e->digest)
			continue;
		if (!h->wish->only_look)        /* as the pointer says, which may be newer than main */
			TRY(store_fill(h->sc, h->store, e, &filled));
		files += filled;
	}
	if (files)
		note(h, false, NULL, PHRASE("{count} {count:file of the work tree was|files of the work tree were} "
			"pointers to content that is here", files));
	return NULL;
}

/* Last, so that what is brought back or filed is named by now. */
static const struct fault *sweep(struct healing *h, int64_t now)
{
	struct store_unused u;
	if (h->wish->unused == 0)
		return NULL;
	TRY(store_sweep(h->store, &h->staged, now - (int64_t)h->wish->unused * 24 * 60 * 60, h->wish->only_look, &u));
	if (u.count)
		note(h, false, NULL, PHRASE("{count} {count:file|files} of content, {size} KiB, that nothing refers to "
			"for {days} {days:day|days}", u.count, (u.bytes + 1023) / 1024, h->wish->unused));
	return NULL;
}

static const struct fault *mend_content(struct healing *h)
{
	if (h->store->work) {
		TRY(store_source_work(h->sc, h->store, &h->work_source));
		TRY(source_list(h->sc, h->work_source, &h->work, &h->work_count));
	}
	TRY(look_at_version(h));
	TRY(look_at_papers(h));
	if (!h->wish->only_look)
		TRY(desk_remove_purged(h->desk));
	return h->store->work ? bring_back(h) : NULL;
}

const struct fault *doctor_run(struct scope *sc, const struct world *world, const struct person *person,
                               const struct doctor_wish *wish, struct doctor *out)
{
	SCOPE(lock);
	struct healing h = { .sc = sc, .wish = wish, .out = out, .done = lookup_new(sc) };
	*out = (struct doctor){0};
	TRY(home_find(sc, world->directory, &h.store));
	if (wish->from)
		TRY(store_backup_open(sc, wish->from, false, &h.from));
	TRY(store_lock(lock, h.store));
	if (wish->unused)
		TRY(store_staged(sc, h.store, &h.staged));
	TRY(mend_store(&h, world));
	if (!h.readable)                        /* whoever reads on would end at the first object that is missing */
		return NULL;
	TRY(desk_of(sc, world, person, NULL, NULL, h.store, false, &h.desk));
	TRY(mend_content(&h));
	return sweep(&h, world->now);
}
