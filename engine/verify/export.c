/* export.c: a folder that was handed over: each file against its list, and all of it against the journal. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "text/csv.h"
#include "verify/verify_private.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const lists[] = { "SHA256SUMS", "DRAFT-SHA256SUMS" };

struct listed { const char *path, *digest; };
struct checking {
	struct scope *sc;
	const char *folder, *list;
	struct verify *out;
	struct { struct listed *at; size_t count, cap; } files;
	struct lookup *by_path;
	char digest[DIGEST_TEXT];               /* of the list itself */
	const char *sums;               /* its bytes */
	size_t sums_len;
	const char *seal, *seal_commit;         /* that the manifest names; NULL: it names none */
};

#define fails(c, file, ...) \
	finding_add((c)->out->findings, FINDING_export_differs, (struct place){ (file), 0, 0 }, PHRASE(__VA_ARGS__))

static const char *find_list(const char *folder)
{
	for (size_t i = 0; i < countof(lists); i++) {
		SCOPE(turn);
		if (file_exists(path_join(turn, folder, lists[i])))
			return lists[i];
	}
	return NULL;
}

bool verify_is_export(const char *folder) { return file_is_folder(folder) && find_list(folder); }

/* --- the list --- */

/* "DIGEST  PATH", as sha256sum -c reads it. */
static void take_line(struct checking *c, const char *line, size_t len)
{
	char *text = scope_copy_bytes(c->sc, line, len);
	bool good = len > DIGEST_TEXT + 1 && text[DIGEST_TEXT - 1] == ' ' && text[DIGEST_TEXT] == ' ';
	if (good)
		text[DIGEST_TEXT - 1] = '\0';
	const char *path = good ? text + DIGEST_TEXT + 1 : "";
	if (!good || !digest_is_valid(text) || !path_is_safe(path))
		fails(c, c->list, "\"{line}\" is no line of digests", text);
	else if (!lookup_add(c->by_path, path, c->files.count))
		fails(c, c->list, "{file} stands twice in it", path);
	else
		*LIST_ADD(c->sc, &c->files) = (struct listed){ path, text };
}

static const struct fault *read_list(struct checking *c)
{
	const char *bytes = NULL;
	size_t len = 0;
	TRY(file_read(c->sc, path_join(c->sc, c->folder, c->list), SOURCE_TEXT_LIMIT, &bytes, &len));
	digest_bytes(bytes, len, c->digest);
	c->sums = bytes;
	c->sums_len = len;
	for (const char *at = bytes, *end = bytes + len; at < end; ) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t n = stop ? (size_t)(stop - at) : (size_t)(end - at);
		take_line(c, at, n);
		at += n + 1;
	}
	return NULL;
}

/* --- the files --- */

/* Nothing is followed: a link in what was handed over could lead anywhere. */
static void compare_file(struct checking *c, const struct listed *l)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	struct stat st;
	int fd = open(path_join(c->sc, c->folder, l->path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	const struct fault *f = fd < 0 || fstat(fd, &st) != 0 ? fault_errno("{file}", l->path) : NULL;
	bool plain = !MISSED(f) && S_ISREG(st.st_mode);
	bool unread = plain && MISSED(digest_fd(fd, l->path, digest, &size));  /* told in the words of this place */
	if (fd >= 0)
		close(fd);
	c->out->files += plain;
	if (!plain)
		fails(c, l->path, "it is listed, and no such file is here");
	else if (unread || strcmp(digest, l->digest) != 0)
		fails(c, l->path, "it is not the file that the list names");
}

static const struct fault *find_unlisted(struct checking *c)
{
	const char *const *paths = NULL;
	size_t count = 0;
	TRY(file_tree(c->sc, c->folder, &paths, &count));
	for (size_t i = 0; i < count; i++)
		if (strcmp(paths[i], c->list) != 0 && !verify_is_beside(c->list, paths[i])
		    && lookup_find(c->by_path, paths[i]) == LOOKUP_NONE)
			fails(c, paths[i], "it lies there, and the list does not name it");
	return NULL;
}

/* --- the manifest --- */

static size_t column(const struct csv *t, const char *head)
{
	size_t i = 0;
	while (t->count && i < t->rows[0].count && strcmp(t->rows[0].cells[i], head) != 0)
		i++;
	return t->count && i < t->rows[0].count ? i : SIZE_MAX;
}

static const char *cell(const struct csv_row *r, size_t at) { return at < r->count ? r->cells[at] : ""; }

static void take_seal(struct checking *c, const struct csv *t, const char *file)
{
	size_t id = column(t, "seal_event"), commit = column(t, "seal_commit");
	for (size_t i = 1; i < t->count && id != SIZE_MAX && commit != SIZE_MAX; i++) {
		const char *own = cell(&t->rows[i], id), *hex = cell(&t->rows[i], commit);
		if (c->seal && (strcmp(c->seal, own) != 0 || strcmp(c->seal_commit, hex) != 0)) {
			fails(c, file, "its rows name different seals");
			return;
		}
		c->seal = own;
		c->seal_commit = hex;
	}
}

static const struct fault *read_manifest(struct checking *c)
{
	const char *file = c->list == lists[0] ? "manifest.csv" : "DRAFT-manifest.csv", *bytes = NULL;
	const char *path = path_join(c->sc, c->folder, file);
	size_t len = 0;
	if (!file_exists(path) || lookup_find(c->by_path, file) == LOOKUP_NONE)
		return NULL;            /* told where files are compared, or the list was never ours */
	TRY(file_read(c->sc, path, SOURCE_TEXT_LIMIT, &bytes, &len));
	const struct csv *t = csv_read(c->sc, bytes, len);
	size_t name = column(t, "path"), digest = column(t, "sha256");
	if (name == SIZE_MAX || digest == SIZE_MAX || t->mistake_count)
		fails(c, file, "it is no manifest: a column is missing, or a row cannot be read");
	for (size_t i = 1; i < t->count && name != SIZE_MAX && digest != SIZE_MAX; i++) {
		size_t at = lookup_find(c->by_path, cell(&t->rows[i], name));
		if (at == LOOKUP_NONE || strcmp(c->files.at[at].digest, cell(&t->rows[i], digest)) != 0)
			fails(c, file, "what it says of {file} is not what {list} says", cell(&t->rows[i], name),
				c->list);
	}
	take_seal(c, t, file);
	return NULL;
}

/* --- against the package --- */

static const struct event *find_event(const struct journal *j, const char *commit)
{
	for (size_t i = 0; i < j->count; i++)
		if (strcmp(j->events[i]->id, commit) == 0)
			return j->events[i];
	return NULL;
}

static const struct event *find_export(const struct checking *c, const struct journal *j)
{
	for (size_t i = j->count; i-- > 0; )
		if (j->events[i]->kind == EVENT_EXPORTED && j->events[i]->happened
		    && strcmp(event_get(j->events[i], EVENT_RESULT_FIELD), c->digest) == 0)
			return j->events[i];
	return NULL;
}

/* The seal that the paper names stands in the journal, at the commit that it names. */
static void compare_seal(struct checking *c, const struct journal *j)
{
	const struct event *ev = find_event(j, c->seal_commit);
	if (!ev || ev->kind != EVENT_SEAL || strcmp(event_get(ev, EVENT_ID_FIELD), c->seal) != 0)
		finding_add(c->out->findings, FINDING_journal_rewound, (struct place){ "journal", 0, 0 },
			PHRASE("the seal {seal} at {commit.12}, which was handed over, does not stand in it", c->seal,
			       c->seal_commit));
}

/* Each sealed attachment went out as it was sealed. */
static void compare_sealed(struct checking *c, const struct journal *j, const struct event *seal)
{
	const char *manifest = NULL;
	size_t len = 0;
	if (MISSED(journal_file(c->sc, j, seal, "manifest", &manifest, &len)))
		return;                 /* told as the journal was verified */
	for (const char *at = manifest; *at; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n')) {
		const char *line = scope_copy_bytes(c->sc, at, strcspn(at, "\n"));
		const char *path = strlen(line) > DIGEST_TEXT ? strstr(line + DIGEST_TEXT + 1, "  ") : NULL;
		if (!path || strncmp(path + 2, "attachments/", 12) != 0)
			continue;
		size_t k = lookup_find(c->by_path, path + 2);
		if (k == LOOKUP_NONE || strncmp(c->files.at[k].digest, line, DIGEST_TEXT - 1) != 0)
			fails(c, path + 2, "it was sealed, and is not handed over as it was sealed");
	}
}

static void compare_export(struct checking *c, const struct journal *j)
{
	const struct event *ev = find_export(c, j);
	const struct fold *f = j->fold;
	bool workbook = false;
	if (!ev) {
		fails(c, c->list, "no event of the journal records that this was made");
		return;
	}
	for (size_t i = 0; i < c->files.count; i++)
		workbook = workbook || strcmp(c->files.at[i].digest, event_get(ev, EVENT_WORKBOOK_FIELD)) == 0;
	if (!workbook)
		fails(c, c->list, "it lacks the workbook that the journal records");
	size_t number = strtoul(event_get(ev, EVENT_SUBMITTAL_FIELD), NULL, 10);
	if (number >= 1 && number <= f->seals.count) {
		const struct event *seal = find_event(j, f->seals.at[number - 1].event);
		if (seal)
			compare_sealed(c, j, seal);
	}
}

const struct fault *verify_export(struct scope *sc, const char *folder, struct verify *out, struct verifying *against,
                                  const struct verify_look *look)
{
	struct checking c = { .sc = sc, .folder = folder, .list = find_list(folder), .out = out,
		.by_path = lookup_new(sc) };
	const struct journal *j = against && against->desk && against->desk->journal ? against->desk->journal : NULL;
	TRY(read_list(&c));
	for (size_t i = 0; i < c.files.count; i++)
		compare_file(&c, &c.files.at[i]);
	TRY(find_unlisted(&c));
	TRY(read_manifest(&c));
	verify_handed(sc, folder, c.list, c.sums, c.sums_len, out, against, look->trust);
	verify_handed_stamp(sc, folder, c.seal_commit, out, look->authorities);
	if (c.list != lists[0])
		finding_add(out->findings, FINDING_export_draft, (struct place){ c.list, 0, 0 },
			PHRASE("it is a draft: no submittal, and no event records it"));
	else if (j && c.seal)
		compare_seal(&c, j);
	if (j && c.list == lists[0])
		compare_export(&c, j);
	return fault_missed();
}
