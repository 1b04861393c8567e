/* memory.c: a package in memory: for unit tests and fuzzers.
 *
 * Commits are kept as they come; an id is the SHA-256 of message, tree
 * and parents, cut to forty digits.  There is one work tree, filled by
 * store_write; attachments are kept whole. */
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/list.h"
#include "store/layout.h"
#include "store/store_private.h"
#include <unistd.h>

struct blob { const char *path, *bytes; size_t len; };
struct blobs { struct blob *at; size_t count, cap; };
struct commit { struct store_commit head; struct blobs tree; };
struct commits { struct commit **at; size_t count, cap; };
struct ref { const char *name; struct store_id id; };
struct refs { struct ref *at; size_t count, cap; };

struct memory { struct scope *sc; struct blobs work; struct commits commits; struct refs refs; };

static struct memory *of(struct store *s) { return s->state; }

static struct blob *find(const struct blobs *blobs, const char *path)
{
	for (size_t i = 0; i < blobs->count; i++)
		if (strcmp(blobs->at[i].path, path) == 0)
			return &blobs->at[i];
	return NULL;
}

static void put(struct scope *sc, struct blobs *blobs, const char *path, const void *bytes, size_t len)
{
	struct blob *b = find(blobs, path);
	if (!b)
		b = LIST_ADD(sc, blobs);
	*b = (struct blob){ scope_copy(sc, path), scope_copy_bytes(sc, bytes, len), len };
}

static const struct commit *lookup(struct store *s, const struct store_id *id)
{
	for (size_t i = 0; i < of(s)->commits.count; i++)
		if (strcmp(of(s)->commits.at[i]->head.id.hex, id->hex) == 0)
			return of(s)->commits.at[i];
	return NULL;
}

static struct ref *find_ref(struct store *s, const char *name)
{
	for (size_t i = 0; i < of(s)->refs.count; i++)
		if (strcmp(of(s)->refs.at[i].name, name) == 0)
			return &of(s)->refs.at[i];
	return NULL;
}

static const struct fault *tip(struct store *s, const char *name, struct store_id *out)
{
	const struct ref *ref = find_ref(s, name);
	*out = ref ? ref->id : (struct store_id){""};
	return NULL;
}

static const struct fault *walk(struct store *s, const struct store_id *from, size_t limit, store_visit *visit,
                                void *context)
{
	struct store_id id = *from;
	for (size_t n = 1; ; n++) {
		const struct commit *c = lookup(s, &id);
		if (!c)
			return fault_make(FAULT_CORRUPT, "commit %s is missing", id.hex);
		TRY(visit(context, &c->head));
		if (c->head.parent_count == 0 || n == limit)
			return NULL;
		id = c->head.parents[0];
	}
}

static const struct fault *resolve(struct store *s, const char *words, struct store_id *out)
{
	static const char *const folders[] = { "", "refs/", "refs/tags/", "refs/heads/" };
	for (size_t i = 0; i < countof(folders); i++) {
		SCOPE(turn);
		const struct ref *ref = find_ref(s, scope_printf(turn, "%s%s", folders[i], words));
		if (ref) {
			*out = ref->id;
			return NULL;
		}
	}
	for (size_t i = 0; i < of(s)->commits.count; i++)
		if (strlen(words) >= 7 && strncmp(of(s)->commits.at[i]->head.id.hex, words, strlen(words)) == 0) {
			*out = of(s)->commits.at[i]->head.id;
			return NULL;
		}
	return fault_make(FAULT_NOT_FOUND, "there is no version \"%s\"", words);
}

/* A folder's id: of all that lies below it. */
static void hash_below(const struct commit *c, const char *path, struct store_id *out)
{
	SCOPE(turn);
	struct buf *all = buf_new(turn);
	char hex[DIGEST_TEXT];
	size_t n = strlen(path);
	for (size_t i = 0; i < c->tree.count; i++) {
		const struct blob *b = &c->tree.at[i];
		if (strncmp(b->path, path, n) != 0 || (b->path[n] != '/' && b->path[n] != '\0'))
			continue;
		digest_bytes(b->bytes, b->len, hex);
		buf_printf(all, "%s %s\n", b->path + n, hex);
	}
	out->hex[0] = '\0';
	if (all->len == 0)
		return;
	digest_bytes(all->at, all->len, hex);
	memcpy(out->hex, hex, 40);
	out->hex[40] = '\0';
}

static const struct fault *entry(struct store *s, const struct store_id *id, const char *path, struct store_id *out)
{
	const struct commit *c = lookup(s, id);
	if (!c)
		return fault_make(FAULT_NOT_FOUND, "there is no version %s", id->hex);
	hash_below(c, path, out);
	return NULL;
}

static const struct fault *file(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                const char **bytes, size_t *len)
{
	const struct commit *c = lookup(s, id);
	const struct blob *b = c ? find(&c->tree, path) : NULL;
	if (!b)
		return fault_make(FAULT_NOT_FOUND, "version %.7s has no file %s", id->hex, path);
	*bytes = scope_copy_bytes(sc, b->bytes, b->len);
	*len = b->len;
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const struct fault *names(struct scope *sc, struct store *s, const struct store_id *id, const char *folder,
                                 const char *const **out, size_t *count)
{
	const struct commit *c = lookup(s, id);
	struct names list = {0};
	size_t n = strlen(folder);
	for (size_t i = 0; c && i < c->tree.count; i++)
		if (strncmp(c->tree.at[i].path, folder, n) == 0 && c->tree.at[i].path[n] == '/')
			*LIST_ADD(sc, &list) = c->tree.at[i].path + n + 1;
	if (list.count)
		qsort(list.at, list.count, sizeof *list.at, by_name);
	*out = list.at;
	*count = list.count;
	return NULL;
}

/* --- sources: a commit's tree or the work tree --- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct source_entry *)a)->path, ((const struct source_entry *)b)->path);
}

static const struct fault *list(struct scope *sc, struct source *s, const struct source_entry **out, size_t *count)
{
	const struct blobs *blobs = s->state;
	struct source_entry *entries = NEWS(sc, struct source_entry, blobs->count + 1);
	for (size_t i = 0; i < blobs->count; i++) {
		enum layout_kind kind = layout_kind_of(blobs->at[i].path);
		entries[i] = (struct source_entry){ .path = blobs->at[i].path, .size = blobs->at[i].len, .present = true };
		entries[i].kind = kind == LAYOUT_FILE ? SOURCE_FILE : kind == LAYOUT_ATTACHMENT ? SOURCE_ATTACHMENT
		                  : SOURCE_STRAY;
		if (kind == LAYOUT_ATTACHMENT)
			digest_bytes(blobs->at[i].bytes, blobs->at[i].len, entries[i].digest);
	}
	qsort(entries, blobs->count, sizeof *entries, by_path);
	*out = entries;
	*count = blobs->count;
	return NULL;
}

static const struct fault *read_file(struct scope *sc, struct source *s, const char *path, const char **bytes, size_t *len)
{
	const struct blob *b = find(s->state, path);
	if (!b)
		return fault_make(FAULT_NOT_FOUND, "there is no file %s", path);
	*bytes = scope_copy_bytes(sc, b->bytes, b->len);
	*len = b->len;
	return NULL;
}

static const struct fault *open_content(struct source *s, const struct source_entry *e, int *fd)
{
	const struct blob *b = find(s->state, e->path);
	FILE *f = b ? tmpfile() : NULL;
	if (!f || fwrite(b->bytes, 1, b->len, f) != b->len || fflush(f) != 0)
		return fault_make(FAULT_NOT_FOUND, "the content of %s is not here", e->path);
	*fd = dup(fileno(f));
	fclose(f);
	lseek(*fd, 0, SEEK_SET);
	return NULL;
}

static struct source *source_of(struct scope *sc, struct blobs *blobs, const char *name, const char *version)
{
	static const struct source_ops ops = { list, read_file, open_content };
	struct source *s = NEW(sc, struct source);
	*s = (struct source){ &ops, blobs, name, version };
	return s;
}

static const struct fault *at(struct scope *sc, struct store *s, const struct store_id *id, struct source **out)
{
	const struct commit *c = lookup(s, id);
	if (!c)
		return fault_make(FAULT_NOT_FOUND, "there is no version %s", id->hex);
	*out = source_of(sc, (struct blobs *)(uintptr_t)&c->tree, scope_printf(sc, "version %.7s", id->hex), c->head.id.hex);
	return NULL;
}

static const struct fault *work(struct scope *sc, struct store *s, struct source **out)
{
	*out = source_of(sc, &of(s)->work, "work tree", "");
	return NULL;
}

/* --- writing --- */

static int by_change(const void *a, const void *b)
{
	return strcmp(((const struct store_change *)a)->path, ((const struct store_change *)b)->path);
}

static const struct fault *changes(struct scope *sc, struct store *s, const struct store_change **out, size_t *count)
{
	struct { struct store_change *at; size_t count, cap; } list_out = {0};
	struct store_id id;
	TRY(tip(s, STORE_MAIN, &id));
	const struct commit *c = id.hex[0] ? lookup(s, &id) : NULL;
	for (size_t i = 0; i < of(s)->work.count; i++) {
		const struct blob *now = &of(s)->work.at[i], *was = c ? find(&c->tree, now->path) : NULL;
		if (!was || was->len != now->len || memcmp(was->bytes, now->bytes, now->len) != 0)
			*LIST_ADD(sc, &list_out) = (struct store_change){ now->path, was ? STORE_CHANGED : STORE_ADDED };
	}
	if (list_out.count)
		qsort(list_out.at, list_out.count, sizeof *list_out.at, by_change);
	*out = list_out.at;
	*count = list_out.count;
	return NULL;
}

static struct store_id add(struct store *s, const struct store_append *a, const struct blobs *tree)
{
	SCOPE(turn);
	struct memory *m = of(s);
	struct commit *c = NEW(m->sc, struct commit);
	struct buf *all = buf_new(turn);
	char hex[DIGEST_TEXT];
	buf_printf(all, "%s\n%s\n%lld\n", a->message, a->person.email, (long long)a->person.time);
	for (size_t i = 0; i < a->parent_count; i++)
		buf_printf(all, "%s\n", (c->head.parents[i] = a->parents[i]).hex);
	for (size_t i = 0; i < tree->count; i++) {
		put(m->sc, &c->tree, tree->at[i].path, tree->at[i].bytes, tree->at[i].len);
		digest_bytes(tree->at[i].bytes, tree->at[i].len, hex);
		buf_printf(all, "%s %s\n", tree->at[i].path, hex);
	}
	digest_bytes(all->at, all->len, hex);
	memcpy(c->head.id.hex, hex, 40);
	c->head.parent_count = a->parent_count;
	c->head.author_name = scope_copy(m->sc, a->person.name);
	c->head.author_email = scope_copy(m->sc, a->person.email);
	c->head.time = a->person.time;
	c->head.message = scope_copy(m->sc, a->message);
	*LIST_ADD(m->sc, &m->commits) = c;
	return c->head.id;
}

static const struct fault *publish(struct store *s, const char *name, const struct store_id *expected,
                                   const struct store_id *next)
{
	struct ref *ref = find_ref(s, name);
	if (strcmp(ref ? ref->id.hex : "", expected->hex) != 0)
		return fault_make(FAULT_CONFLICT, "somebody else wrote to this package at the same moment");
	if (!ref) {
		ref = LIST_ADD(of(s)->sc, &of(s)->refs);
		ref->name = scope_copy(of(s)->sc, name);
	}
	ref->id = *next;
	return NULL;
}

static const struct fault *save(struct scope *sc, struct store *s, const struct store_person *person,
                                const char *message, struct store_id *out)
{
	const struct store_change *list_in = NULL;
	struct store_id parent;
	size_t count = 0;
	out->hex[0] = '\0';
	TRY(changes(sc, s, &list_in, &count));
	if (count == 0)
		return NULL;
	TRY(tip(s, STORE_MAIN, &parent));
	struct store_append a = { .message = message, .person = *person, .parents = &parent,
	                          .parent_count = parent.hex[0] != '\0' };
	*out = add(s, &a, &of(s)->work);
	return publish(s, STORE_MAIN, &parent, out);
}

static const struct fault *write_file(struct scope *sc, struct store *s, const char *path, const char *bytes, size_t len)
{
	(void)sc;
	if (layout_kind_of(path) == LAYOUT_STRAY)
		return fault_make(FAULT_REFUSED, "%s is not a place of a package", path);
	put(of(s)->sc, &of(s)->work, path, bytes, len);
	return NULL;
}

static const struct fault *attach(struct scope *sc, struct store *s, int fd, const char *path, int how)
{
	struct buf *all = buf_new(sc);
	char block[4096];
	if (layout_kind_of(path) != LAYOUT_ATTACHMENT || (!(how & STORE_REPLACE) && find(&of(s)->work, path)) || (how & STORE_REFERENCE))
		return fault_make(FAULT_REFUSED, "%s cannot be attached", path);
	for (ssize_t n; (n = read(fd, block, sizeof block)) > 0; )
		buf_put(all, block, (size_t)n);
	put(of(s)->sc, &of(s)->work, path, all->at, all->len);
	return NULL;
}

static const struct fault *restore(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                   size_t *count)
{
	const struct commit *c = lookup(s, id);
	size_t n = strlen(path);
	(void)sc;
	*count = 0;
	for (size_t i = 0; c && i < c->tree.count; i++) {
		const struct blob *b = &c->tree.at[i];
		if (strncmp(b->path, path, n) == 0 && (n == 0 || b->path[n] == '\0' || b->path[n] == '/')) {
			put(of(s)->sc, &of(s)->work, b->path, b->bytes, b->len);
			++*count;
		}
	}
	return NULL;
}

struct touching { struct store *store; const char *path; const struct store_id *until; store_visit *visit;
                  void *context; bool done; };

static const struct fault *touch(void *context, const struct store_commit *head)
{
	struct touching *t = context;
	struct store_id mine, theirs = {""};
	t->done = t->done || strcmp(head->id.hex, t->until->hex) == 0;
	if (t->done)
		return NULL;
	if (!*t->path)
		return t->visit(t->context, head);
	TRY(entry(t->store, &head->id, t->path, &mine));
	if (head->parent_count)
		TRY(entry(t->store, &head->parents[0], t->path, &theirs));
	return strcmp(mine.hex, theirs.hex) != 0 ? t->visit(t->context, head) : NULL;
}

static const struct fault *touched(struct scope *sc, struct store *s, const struct store_id *from, const char *path,
                                   const struct store_id *until, store_visit *visit, void *context)
{
	struct touching t = { s, path, until, visit, context, false };
	(void)sc;
	return walk(s, from, 0, touch, &t);
}

struct following { const struct store_id *earlier; bool *found; };

static const struct fault *follow(void *context, const struct store_commit *head)
{
	struct following *f = context;
	*f->found = *f->found || strcmp(head->id.hex, f->earlier->hex) == 0;
	return NULL;
}

static const struct fault *follows(struct store *s, const struct store_id *later, const struct store_id *earlier, bool *out)
{
	struct following f = { earlier, out };
	*out = false;
	return walk(s, later, 0, follow, &f);
}

static const struct fault *filter(struct store *s, bool clean, FILE *in, FILE *out)
{
	(void)s; (void)clean; (void)in; (void)out;
	return fault_make(FAULT_REFUSED, "a store in memory has no filters");
}

static const struct fault *prepare(struct scope *sc, struct store *s, const struct store_append *a, struct store_id *out)
{
	struct blobs tree = {0};
	for (size_t i = 0; i < a->file_count; i++)
		put(sc, &tree, a->files[i].path, a->files[i].bytes, a->files[i].len);
	*out = add(s, a, &tree);
	return NULL;
}

static const struct fault *name_tag(struct store *s, const char *tag, const struct store_id *id)
{
	SCOPE(turn);
	const char *name = scope_printf(turn, "refs/tags/%s", tag);
	struct store_id now;
	TRY(tip(s, name, &now));
	return publish(s, name, &now, id);
}

static const struct fault *take(struct store *s, struct store *from, const struct store_id *id)
{
	const struct commit *c = lookup(from, id);
	if (!c)
		return fault_make(FAULT_NOT_FOUND, "there is no version %s", id->hex);
	for (size_t i = 0; i < c->head.parent_count; i++)
		TRY(take(s, from, &c->head.parents[i]));
	if (lookup(s, id))
		return NULL;
	struct store_append a = { .message = c->head.message, .parents = c->head.parents, .parent_count = c->head.parent_count,
		.person = { c->head.author_name, c->head.author_email, c->head.time, 0 } };
	add(s, &a, &c->tree);
	return NULL;
}

static const struct fault *purge(struct scope *sc, struct store *s, const struct source_entry *what)
{
	(void)sc; (void)s;
	return fault_make(FAULT_REFUSED, "a store in memory keeps %s as it is", what->path);
}

struct store *store_memory(struct scope *sc)
{
	static const struct store_history history = {
		.tip = tip, .walk = walk, .resolve = resolve, .entry = entry, .file = file, .names = names, .at = at, .follows = follows,
		.touched = touched, .prepare = prepare, .publish = publish, .name_tag = name_tag, .take = take,
	};
	static const struct store_work work_tree = {
		.source = work, .changes = changes, .save = save, .attach = attach, .write = write_file, .restore = restore,
		.filter = filter, .purge = purge,
	};
	struct memory *m = NEW(sc, struct memory);
	m->sc = sc;
	struct store *s = NEW(sc, struct store);
	*s = (struct store){ .history = &history, .work = &work_tree, .state = m, .name = "memory" };
	return s;
}
