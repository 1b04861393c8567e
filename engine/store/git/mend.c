/* mend.c: settings, index and objects, as they should be. */
#include "store/git/git_private.h"
#include "base/lookup.h"
#include "store/mend.h"
#include <errno.h>
#include <unistd.h>

struct store_git_reading {
	struct scope *sc;
	struct store_git *g;
	git_odb *own, *other;           /* other: NULL where there is no copy */
	bool only_look;
	struct lookup *seen;
	struct lookup *cut;             /* commits whose parents were left out on purpose: git clone --depth */
	struct { git_oid *at; size_t count, cap; } next;
	struct store_mended *out;
};

static void close_odb(void *p) { git_odb_free(p); }

static void read_next(struct store_git_reading *r, const git_oid *oid)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_oid_tostr(hex, sizeof hex, oid);
	if (lookup_find(r->seen, hex) != LOOKUP_NONE)
		return;
	lookup_add(r->seen, scope_copy(r->sc, hex), 0);
	*LIST_ADD(r->sc, &r->next) = *oid;
}

/* --- one object --- */

/* A damaged one stands in the way of a good one. */
static const struct fault *replace(struct store_git_reading *r, const git_oid *oid, git_odb_object *good)
{
	SCOPE(turn);
	char hex[GIT_OID_HEXSZ + 1];
	git_oid written;
	git_oid_tostr(hex, sizeof hex, oid);
	const char *file = scope_printf(turn, "%s/objects/%.2s/%s", r->g->folder, hex, hex + 2);
	if (unlink(file) != 0 && errno != ENOENT)
		return fault_errno("{file}", file);
	int e = git_odb_write(&written, r->own, git_odb_object_data(good), git_odb_object_size(good),
	                      git_odb_object_type(good));
	return e ? store_git_fault("copying the other package") : NULL;
}

/* In a pack it cannot be replaced. */
static bool is_good(struct store_git_reading *r, const git_oid *oid)
{
	git_odb_object *again = NULL;
	bool good = git_odb_refresh(r->own) == 0 && git_odb_read(&again, r->own, oid) == 0;
	git_odb_object_free(again);
	return good;
}

/* Read from here, else from the copy; *out NULL: nobody has it. */
static const struct fault *read_one(struct store_git_reading *r, const git_oid *oid, git_odb_object **out)
{
	*out = NULL;
	/* a disc may fail for a moment; where it fails twice, the object is lost as much as where it is damaged */
	if (git_odb_read(out, r->own, oid) == 0 || (store_git_is_of_machine() && git_odb_read(out, r->own, oid) == 0))
		return NULL;
	const char *id = scope_copy(r->sc, store_git_id(oid).hex);
	bool had = r->other && git_odb_read(out, r->other, oid) == 0;
	if (had && !r->only_look)
		TRY(replace(r, oid, *out));
	if (had && (r->only_look || is_good(r, oid)))
		*LIST_ADD(r->sc, &r->out->came) = id;
	else
		*LIST_ADD(r->sc, &r->out->lost) = id;
	return NULL;
}

/* --- where it leads --- */

/* A parent that was left out on purpose, and nobody here can bring. */
static bool is_left_out(struct store_git_reading *r, const git_oid *commit, const git_oid *parent)
{
	return !r->other && lookup_find(r->cut, store_git_id(commit).hex) != LOOKUP_NONE
	       && !git_odb_exists(r->own, parent);
}

/* "tree 8c1f...", "parent 8c1f...": the lines at the head of a commit; a tag's "object". */
static void follow_lines(struct store_git_reading *r, const git_oid *of, const char *text)
{
	static const char *const leads[] = { "tree ", "parent ", "object " };
	for (; *text && *text != '\n'; text += strcspn(text, "\n") + 1) {
		git_oid oid;
		for (size_t i = 0; i < countof(leads); i++) {
			if (strncmp(text, leads[i], strlen(leads[i])) != 0
			    || git_oid_fromstrn(&oid, text + strlen(leads[i]), GIT_OID_HEXSZ) != 0)
				continue;
			bool left_out = *text == 'p' && is_left_out(r, of, &oid);
			r->out->shallow = r->out->shallow || left_out;
			if (!left_out)
				read_next(r, &oid);
		}
		if (!text[strcspn(text, "\n")])
			return;
	}
}

/* "100644 name", a NUL, twenty bytes; a commit of another repository (a submodule) is not here. */
static void follow_tree(struct store_git_reading *r, const char *bytes, size_t len)
{
	while (len > 0) {
		const char *end = memchr(bytes, '\0', len);
		size_t n = end ? (size_t)(end - bytes) + 1 + GIT_OID_RAWSZ : len + 1;
		git_oid oid;
		if (n > len)
			return;
		git_oid_fromraw(&oid, (const unsigned char *)end + 1);
		if (strncmp(bytes, "160000 ", 7) != 0)
			read_next(r, &oid);
		bytes += n;
		len -= n;
	}
}

static const struct fault *read_all(struct store_git_reading *r)
{
	while (r->next.count > 0) {
		git_oid oid = r->next.at[--r->next.count];
		git_odb_object *object = NULL;
		TRY(read_one(r, &oid, &object));
		git_object_t type = object ? git_odb_object_type(object) : GIT_OBJECT_BLOB;
		if (type == GIT_OBJECT_TREE)
			follow_tree(r, git_odb_object_data(object), git_odb_object_size(object));
		else if (type != GIT_OBJECT_BLOB)
			follow_lines(r, &oid, git_odb_object_data(object));
		git_odb_object_free(object);
	}
	return NULL;
}

static int add_reference(git_reference *ref, void *payload)
{
	if (git_reference_type(ref) == GIT_REFERENCE_DIRECT)
		read_next(payload, git_reference_target(ref));
	git_reference_free(ref);
	return 0;
}

/* The file has an id a line. */
static const struct fault *read_cut(struct store_git_reading *r)
{
	enum { MOST = 4 << 20 };
	const char *bytes = "", *path = path_join(r->sc, r->g->folder, "shallow");
	size_t len = 0;
	struct stat st;
	bool there;
	r->cut = lookup_new(r->sc);
	TRY(file_see_ours(path, &st, &there));
	if (there)
		TRY(file_read(r->sc, path, MOST, &bytes, &len));
	for (; *bytes; bytes += strcspn(bytes, "\n") + (bytes[strcspn(bytes, "\n")] == '\n'))
		lookup_add(r->cut, scope_copy_bytes(r->sc, bytes, strcspn(bytes, "\n")), 0);
	return NULL;
}

const struct fault *store_git_reading(struct scope *sc, struct store *s, struct store *other, bool only_look,
                                      struct store_mended *out, struct store_git_reading **reading)
{
	struct store_git_reading *r = *reading = NEW(sc, struct store_git_reading);
	*r = (struct store_git_reading){ .sc = sc, .g = store_git_of(s), .only_look = only_look, .seen = lookup_new(sc),
		.out = out };
	if (git_repository_odb(&r->own, r->g->repo)
	    || (other && git_repository_odb(&r->other, store_git_of(other)->repo)))
		return store_git_fault("reading the package {folder}", r->g->folder);
	scope_defer(sc, close_odb, r->own);
	scope_defer(sc, close_odb, r->other);
	return read_cut(r);
}

const struct fault *store_git_read_from(struct store_git_reading *r, const git_oid *oid)
{
	read_next(r, oid);
	return read_all(r);
}

bool store_git_has_read(const struct store_git_reading *r, const git_oid *oid)
{
	return lookup_find(r->seen, store_git_id(oid).hex) != LOOKUP_NONE;
}

static const struct fault *mend_objects(struct scope *sc, struct store *s, struct store *from, bool only_look,
                                        struct store_mended *out)
{
	struct store_git_reading *r = NULL;
	TRY(store_git_reading(sc, s, from, only_look, out, &r));
	if (git_reference_foreach(r->g->repo, add_reference, r))
		return store_git_fault("reading the references");
	return read_all(r);
}

const struct fault *store_mend(struct scope *sc, struct store *s, const char *filter, struct store *from,
                               bool only_look, struct store_mended *out)
{
	*out = (struct store_mended){0};
	TRY(mend_objects(sc, s, from, only_look, out));
	TRY(store_git_configure(store_git_of(s)->repo, filter, only_look, &out->settings));
	bool readable = !out->lost.count && !(only_look && out->came.count);
	return s->work && readable ? store_git_settle(sc, s, only_look, &out->index) : NULL;
}
