/* store.c: calls go to the implementation; what holds for all of them is asked here. */
#include "base/base.h"
#include "base/path.h"
#include "base/temporary.h"
#include "store/layout.h"
#include "store/mend.h"
#include "store/pointer.h"
#include "store/store_private.h"
#include <assert.h>
#include <unistd.h>

/* Forty digits, whoever gave them. */
static bool is_id(const struct store_id *id)
{
	return strspn(id->hex, "0123456789abcdef") == sizeof id->hex - 1;
}

static bool is_id_or_none(const struct store_id *id) { return !id->hex[0] || is_id(id); }

const struct fault *store_tip(struct store *s, const char *ref, struct store_id *id)
{
	TRY(s->history->tip(s, ref, id));
	assert(is_id_or_none(id));
	return NULL;
}

const struct fault *store_walk(struct store *s, const struct store_id *from, size_t limit, store_visit *visit,
                               void *context)
{
	return s->history->walk(s, from, limit, visit, context);
}

const struct fault *store_resolve(struct store *s, const char *words, struct store_id *id)
{
	TRY(s->history->resolve(s, words, id));
	assert(is_id(id));
	return NULL;
}

const struct fault *store_entry(struct store *s, const struct store_id *commit, const char *path, struct store_id *id)
{
	assert(is_id_or_none(commit));
	TRY(s->history->entry(s, commit, path, id));
	assert(is_id_or_none(id));
	return NULL;
}

const struct fault *store_file(struct scope *sc, struct store *s, const struct store_id *commit, const char *path,
                               const char **bytes, size_t *len)
{
	return s->history->file(sc, s, commit, path, bytes, len);
}

const struct fault *store_file_to_compare(struct scope *sc, struct store *s, const struct store_id *commit,
                                          const char *path, const char **bytes, size_t *len)
{
	const struct store_history *h = s->history;
	return (h->file_to_compare ? h->file_to_compare : h->file)(sc, s, commit, path, bytes, len);
}

const struct fault *store_names(struct scope *sc, struct store *s, const struct store_id *commit, const char *folder,
                                const char *const **names, size_t *count)
{
	return s->history->names(sc, s, commit, folder, names, count);
}

const struct fault *store_written(struct scope *sc, struct store *s, const struct store_id *id, const char *folder,
                                  const char **out)
{
	struct buf *b = buf_new(sc);
	char digest[DIGEST_TEXT];
	*out = "";
	if (s->history->written)
		TRY(s->history->written(sc, s, id, folder, b));
	if (b->len == 0)
		return NULL;
	digest_bytes(b->at, b->len, digest);
	*out = scope_copy(sc, digest);
	return NULL;
}

const struct fault *store_source_at(struct scope *sc, struct store *s, const struct store_id *id, struct source **out)
{
	TRY(s->history->at(sc, s, id, out));
	*out = store_without_purged(sc, s, *out);
	(*out)->results = s->results;
	return NULL;
}

const struct fault *store_open_bytes(const char *path, const char *bytes, size_t len, int *fd)
{
	FILE *f = temporary_nameless(NULL);
	if (!f)
		return fault_errno("{path}", path);
	bool written = fwrite(bytes, 1, len, f) == len && fflush(f) == 0;
	*fd = written ? dup(fileno(f)) : -1;
	const struct fault *fault = *fd < 0 ? fault_errno("{path}", path) : NULL;
	fclose(f);
	return fault || lseek(*fd, 0, SEEK_SET) == 0 ? fault : fault_errno("{path}", path);
}

/* What only a work tree can answer. */
static const struct fault *require_work(const struct store *s)
{
	return s->work ? NULL : fault_advise(fault_make(FAULT_REFUSED, "{package} has no work tree", s->name),
		REMEDY("git clone", "", s->name));
}

const struct fault *store_source_work(struct scope *sc, struct store *s, struct source **out)
{
	if (!s->work)
		return fault_make(FAULT_REFUSED, "{package} has no work tree; name a version", s->name);
	TRY(s->work->source(sc, s, out));
	*out = store_without_purged(sc, s, *out);
	(*out)->results = s->results;
	return NULL;
}

static void let_go(void *s) { ((struct store *)s)->held = false; }

const struct fault *store_lock(struct scope *sc, struct store *s)
{
	if (!s->history->lock)
		return NULL;
	TRY(s->history->lock(sc, s));
	assert(!s->held);
	s->held = true;
	scope_defer(sc, let_go, s);
	return NULL;
}

bool store_is_held(const struct store *s) { return s->held || !s->history->lock; }

const struct fault *store_changes(struct scope *sc, struct store *s, const struct store_change **changes, size_t *count)
{
	TRY(require_work(s));
	return s->work->changes(sc, s, changes, count);
}

const struct fault *store_removed(struct scope *sc, struct store *s, const struct store_change **changes, size_t *count)
{
	TRY(require_work(s));
	return s->work->removed(sc, s, changes, count);
}

const struct fault *store_catch_up(struct scope *sc, struct store *s, struct names *brought)
{
	assert(store_is_held(s));
	return s->work && s->work->catch_up ? s->work->catch_up(sc, s, brought) : NULL;
}

const struct fault *store_save(struct scope *sc, struct store *s, const struct store_person *person,
                               const char *message, struct store_id *id)
{
	assert(store_is_held(s) && *person->name && *person->email);
	TRY(require_work(s));
	TRY(s->work->save(sc, s, person, message, id));
	assert(is_id_or_none(id));
	return NULL;
}

const struct fault *store_settle(struct scope *sc, struct store *s)
{
	assert(store_is_held(s));
	TRY(require_work(s));
	return s->work->settle ? s->work->settle(sc, s, false, &(bool){ false }) : NULL;
}

/* A copy of another repository without its content: what lies there stands for a file, and is none. */
static const struct fault *refuse_pointer(int fd, const char *path)
{
	char bytes[POINTER_DAMAGED_MAX + 1];
	struct pointer p;
	ssize_t n = pread(fd, bytes, sizeof bytes, 0);
	if (n <= 0 || n > POINTER_DAMAGED_MAX)
		return NULL;
	return pointer_parse(bytes, (size_t)n, &p) || pointer_is_damaged(bytes, (size_t)n)
		? fault_make(FAULT_REFUSED, "{file} would be an LFS pointer, not the file it stands for; fetch the "
			"file where it comes from first", path) : NULL;
}

const struct fault *store_attachable(int fd, const char *path)
{
	return layout_kind_of(path) == LAYOUT_ATTACHMENT ? refuse_pointer(fd, path)
	       : fault_make(FAULT_REFUSED, "{file} is no place for an attachment", path);
}

const struct fault *store_attach(struct scope *sc, struct store *s, int fd, const char *path, int how)
{
	TRY(require_work(s));
	TRY(store_attachable(fd, path));
	assert(path_is_safe(path));
	return s->work->attach(sc, s, fd, path, how);
}

const struct fault *store_forgettable(const struct source_entry *what)
{
	return what->raw ? fault_make(FAULT_REFUSED, "{file} was committed as it is, by other means: git keeps it in "
		"its history; only a new repository without these commits is without it", what->path) : NULL;
}

/* The attachment as main's tip has it. */
static const struct fault *find_saved(struct scope *sc, struct store *s, const char *path,
                                     const struct source_entry **out)
{
	struct store_id tip = {""};
	struct source *version = NULL;
	const struct source_entry *entries = NULL;
	size_t count = 0;
	TRY(store_tip(s, STORE_MAIN, &tip));
	if (!tip.hex[0])
		return fault_make(FAULT_REFUSED, "nothing is saved yet; remove {file} and save", path);
	TRY(store_source_at(sc, s, &tip, &version));
	TRY(source_list(sc, version, &entries, &count));
	for (size_t i = 0; i < count; i++)
		if (entries[i].kind == SOURCE_ATTACHMENT && strcmp(entries[i].path, path) == 0) {
			*out = &entries[i];
			return NULL;
		}
	return fault_make(FAULT_NOT_FOUND, "the newest saved version has no attachment {file}", path);
}

const struct fault *store_purgeable(struct scope *sc, struct store *s, const char *path,
                                    const struct source_entry **what)
{
	TRY(require_work(s));
	TRY(find_saved(sc, s, path, what));
	TRY(store_forgettable(*what));
	assert(digest_is_valid((*what)->digest));
	return NULL;
}

const struct fault *store_keep(struct scope *sc, struct store *s, int fd, const char *path, const char **pointer,
                               size_t *len, struct source_entry *what, bool *fresh)
{
	struct pointer p = {0};
	char *text = scope_alloc(sc, POINTER_MAX, 1);
	TRY(refuse_pointer(fd, path));
	TRY(s->history->keep(s, fd, path, &p, fresh));
	*what = (struct source_entry){ .path = path, .kind = SOURCE_ATTACHMENT, .size = p.size, .present = true };
	memcpy(what->digest, p.digest, sizeof what->digest);
	*len = pointer_print(&p, text);
	*pointer = text;
	struct pointer again;           /* it is all that is left of the content, should that be lost */
	assert(pointer_parse(text, *len, &again) && again.size == p.size && strcmp(again.digest, what->digest) == 0);
	return NULL;
}

const struct fault *store_unkeep(struct store *s, const struct source_entry *what)
{
	return s->history->forget(s, what);
}

const struct fault *store_work_trees(struct scope *sc, struct store *s, struct names *out)
{
	return s->history->work_trees ? s->history->work_trees(sc, s, out) : NULL;
}

const struct fault *store_renew(struct store *s, const struct source_entry *what)
{
	return s->history->renew ? s->history->renew(s, what) : NULL;
}

const struct fault *store_kept(struct store *s, const struct store_id *id, const char *path, struct source_entry *out)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	struct pointer p;
	TRY(store_file(turn, s, id, path, &bytes, &len));
	*out = (struct source_entry){ .path = path, .kind = SOURCE_ATTACHMENT, .size = len };
	if (pointer_parse(bytes, len, &p)) {
		out->size = p.size;
		memcpy(out->digest, p.digest, sizeof out->digest);
		return s->history->find(s, &p, out);
	}
	out->raw = true;
	out->damaged = pointer_is_damaged(bytes, len);
	out->present = !out->damaged;
	digest_bytes(bytes, len, out->digest);
	assert(digest_is_valid(out->digest));
	return NULL;
}

const struct fault *store_open(struct store *s, const struct store_id *id, const struct source_entry *what, int *fd)
{
	SCOPE(turn);
	const char *bytes = "";
	size_t len = 0;
	if (!what->raw && what->size > 0)
		return s->history->open(s, what, fd);
	if (what->raw)
		TRY(store_file(turn, s, id, what->path, &bytes, &len));
	return store_open_bytes(what->path, bytes, len, fd);
}

const struct fault *store_forget(struct scope *sc, struct store *s, const struct source_entry *what)
{
	TRY(store_forgettable(what));
	if (s->work)
		return s->work->purge(sc, s, what);
	TRY(s->history->forget(s, what));
	return s->history->clear ? s->history->clear(s, NULL) : NULL;
}

const struct fault *store_find_spilled(struct scope *sc, struct store *s, const char *digits, struct store_spilled *out)
{
	*out = (struct store_spilled){""};
	return s->history->find_spilled ? s->history->find_spilled(sc, s, digits, out) : NULL;
}

const struct fault *store_remove_spilled(struct scope *sc, struct store *s, const struct store_spilled *what)
{
	return s->history->remove_spilled ? s->history->remove_spilled(sc, s, what) : NULL;
}

const struct fault *store_unsaved(struct scope *sc, struct store *s, const char *path, struct names *digests)
{
	return s->work && s->work->unsaved ? s->work->unsaved(sc, s, path, digests) : NULL;
}

const struct fault *store_unnamed(struct scope *sc, struct store *s, struct store_contents *out)
{
	return s->history->unnamed ? s->history->unnamed(sc, s, out) : NULL;
}

const struct fault *store_take(struct store *s, struct store *from, const struct store_id *id)
{
	if (s->history != from->history)
		return fault_make(FAULT_REFUSED, "{package} and {other} are not kept in the same way", s->name,
			from->name);
	return s->history->take(s, from, id);
}

const struct fault *store_write(struct scope *sc, struct store *s, const char *path, const char *bytes, size_t len)
{
	TRY(require_work(s));
	if (layout_kind_of(path) == LAYOUT_STRAY)
		return fault_make(FAULT_REFUSED, "{file} is not a place of a package", path);
	assert(path_is_safe(path));
	return s->work->write(sc, s, path, bytes, len);
}

const struct fault *store_restore(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                  size_t *count)
{
	TRY(require_work(s));
	return s->work->restore(sc, s, id, path, count);
}

const struct fault *store_fill(struct scope *sc, struct store *s, const struct source_entry *pointer, bool *filled)
{
	TRY(require_work(s));
	*filled = s->work->fill && pointer->pointer && pointer->present && !store_is_purged(s, pointer->digest);
	return *filled ? s->work->fill(sc, s, pointer) : NULL;
}

struct touching { struct store *store; const char *path; store_visit *visit; void *context; };

/* A commit touches a path when it differs from what every parent has there. */
static const struct fault *touch(void *context, const struct store_commit *c)
{
	struct touching *t = context;
	struct store_id mine = {""};
	if (!*t->path)
		return t->visit(t->context, c);
	TRY(store_entry(t->store, &c->id, t->path, &mine));
	bool touches = c->parent_count > 0 || mine.hex[0];
	for (size_t i = 0; i < c->parent_count && i < countof(c->parents) && touches; i++) {
		struct store_id theirs = {""};
		TRY(store_entry(t->store, &c->parents[i], t->path, &theirs));
		touches = strcmp(mine.hex, theirs.hex) != 0;
	}
	return touches ? t->visit(t->context, c) : NULL;
}

const struct fault *store_touched(struct scope *sc, struct store *s, const struct store_id *from, const char *path,
                                  const struct store_id *until, store_visit *visit, void *context)
{
	struct touching t = { s, path, visit, context };
	return s->history->reach(sc, s, from, until, touch, &t);
}

const struct fault *store_follows(struct store *s, const struct store_id *later, const struct store_id *earlier,
                                  bool *out)
{
	return s->history->follows(s, later, earlier, out);
}

const struct fault *store_filter(struct store *s, const char *name, bool clean, FILE *in, FILE *out)
{
	TRY(require_work(s));
	return s->work->filter(s, name, clean, in, out);
}

/* A name as git's own headers have, and none of those that say what the commit is. */
static bool may_have(const struct store_header *h)
{
	static const char *const taken[] = { "tree", "parent", "author", "committer" };
	for (size_t i = 0; i < countof(taken); i++)
		if (strcmp(h->name, taken[i]) == 0)
			return false;
	return *h->name && h->name[strspn(h->name, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0' && *h->value
	       && *h->value != '\n';
}

/* Behind a header's first line each begins with a blank; a line end behind the last one is not the value's. */
static void put_header(struct buf *b, const struct store_header *h)
{
	size_t n = strlen(h->value);
	buf_printf(b, "%s ", h->name);
	for (size_t i = 0; i < n; i++) {
		bool last = i + 1 == n;
		if (h->value[i] != '\n' || !last)
			buf_char(b, h->value[i]);
		if (h->value[i] == '\n' && !last)
			buf_char(b, ' ');
	}
	buf_char(b, '\n');
}

/* With a header behind those that it has. */
static const struct fault *add_header(struct scope *sc, const struct store_header *h, struct buf **object)
{
	const struct buf *was = *object;
	size_t head = (size_t)(strstr(was->at, "\n\n") - was->at) + 1;
	if (!may_have(h))
		return fault_make(FAULT_REFUSED, "a commit cannot have the header \"{name}\"", h->name);
	*object = buf_new(sc);
	buf_put(*object, was->at, head);
	put_header(*object, h);
	buf_put(*object, was->at + head, was->len - head);
	return NULL;
}

static const struct fault *compose(struct scope *sc, struct store *s, const struct store_append *append,
                                   struct buf **out)
{
	struct buf *object = buf_new(sc);
	if (append->parent_count > STORE_PARENTS)
		return fault_make(FAULT_REFUSED, "an event has {count} parents; at most {most} are recorded",
			append->parent_count, STORE_PARENTS);
	for (size_t i = 0; i < append->parent_count; i++)
		assert(is_id(&append->parents[i]));
	TRY(s->history->compose(sc, s, append, object));
	assert(strstr(object->at, "\n\n"));
	for (size_t i = 0; i < append->header_count; i++)
		TRY(add_header(sc, &append->headers[i], &object));
	*out = object;
	return NULL;
}

const struct fault *store_compose(struct scope *sc, struct store *s, const struct store_append *append,
                                  const char **bytes, size_t *len)
{
	struct buf *object = NULL;
	TRY(compose(sc, s, append, &object));
	*bytes = object->at;
	*len = object->len;
	return NULL;
}

static const char signature_header[] = "gpgsig";

const struct fault *store_signing(struct scope *sc, struct store *s, const struct store_person *person,
                                  struct signing *out)
{
	*out = (struct signing){ 0 };
	if (!person->signing)
		return NULL;
	*out = *person->signing;
	return s->history->signing ? s->history->signing(sc, s, out) : NULL;
}

const struct fault *store_sign(struct scope *sc, struct store *s, const struct store_person *person,
                               struct buf **object)
{
	struct signing how;
	const char *armour = NULL;
	TRY(store_signing(sc, s, person, &how));
	if (!signing_is_wanted(&how))
		return NULL;
	TRY(signing_make(sc, &how, s->tmp, "git", (*object)->at, (*object)->len, &armour));
	return add_header(sc, &(struct store_header){ signature_header, armour }, object);
}

const struct fault *store_sign_with(struct store *s, const char *key)
{
	return s->history->sign_with ? s->history->sign_with(s, key) : NULL;
}

static bool is_signed(const struct store_append *append)
{
	for (size_t i = 0; i < append->header_count; i++)
		if (strcmp(append->headers[i].name, signature_header) == 0)
			return true;
	return false;
}

const struct fault *store_prepare(struct scope *sc, struct store *s, const struct store_append *append,
                                  struct store_id *id)
{
	struct buf *object = NULL;
	TRY(compose(sc, s, append, &object));
	if (!is_signed(append))
		TRY(store_sign(sc, s, &append->person, &object));
	TRY(s->history->prepare(sc, s, append, object, id));
	assert(is_id(id));
	return NULL;
}

const struct fault *store_publish(struct store *s, const char *ref, const struct store_id *expected,
                                  const struct store_id *next)
{
	assert(is_id(next) && is_id_or_none(expected) && strncmp(ref, "refs/", 5) == 0);
	return s->history->publish(s, ref, expected, next);
}

const struct fault *store_name_tag(struct store *s, const char *tag, const struct store_id *id)
{
	assert(is_id(id) && path_is_safe(tag));
	return s->history->name_tag(s, tag, id);
}

/* --- as it lies there --- */

static const struct fault *require_audit(const struct store *s)
{
	return s->history->object ? NULL : fault_make(FAULT_REFUSED, "{package} does not lie on a disc, so nobody can "
		"look at it object by object", s->name);
}

const struct fault *store_object(struct scope *sc, struct store *s, const struct store_id *id, struct store_object *out)
{
	TRY(require_audit(s));
	return s->history->object(sc, s, id, out);
}

const struct fault *store_refs(struct scope *sc, struct store *s, const struct store_ref **out, size_t *count)
{
	TRY(require_audit(s));
	return s->history->refs(sc, s, out, count);
}

const struct fault *store_oddities(struct scope *sc, struct store *s, struct store_oddities *out)
{
	TRY(require_audit(s));
	return s->history->oddities(sc, s, out);
}

const struct fault *store_each(struct store *s, store_each_visit *visit, void *context)
{
	TRY(require_audit(s));
	return s->history->each(s, visit, context);
}

const struct fault *store_gate_make(struct scope *sc, struct store *s, uint64_t most, struct store_gate **out)
{
	return s->history->gate ? s->history->gate(sc, s, most, out)
	       : fault_make(FAULT_REFUSED, "{package} is not kept on a disc, so no git can read it", s->name);
}
