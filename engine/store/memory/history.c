/* history.c: versions and references in memory. */
#include "store/memory/memory_private.h"

static bool find(const struct memory *m, const struct store_id *id, size_t *index)
{
	for (*index = 0; *index < m->commits.count; ++*index)
		if (strcmp(m->commits.at[*index]->head.id.hex, id->hex) == 0)
			return true;
	return false;
}

const struct fault *memory_lookup(struct memory *m, const struct store_id *id, const struct memory_commit **out)
{
	size_t i;
	if (!find(m, id, &i))
		return fault_make(FAULT_NOT_FOUND, "there is no version {version}", id->hex);
	*out = m->commits.at[i];
	return NULL;
}

static struct memory_ref *find_ref(const struct memory *m, const char *name)
{
	for (size_t i = 0; i < m->refs.count; i++)
		if (strcmp(m->refs.at[i].name, name) == 0)
			return &m->refs.at[i];
	return NULL;
}

static const struct fault *tip(struct store *s, const char *name, struct store_id *out)
{
	const struct memory_ref *ref = find_ref(memory_of(s), name);
	*out = ref ? ref->id : (struct store_id){""};
	return NULL;
}

static const struct fault *walk(struct store *s, const struct store_id *from, size_t limit, store_visit *visit,
                                void *context)
{
	struct store_id id = *from;
	for (size_t n = 1; ; n++) {
		const struct memory_commit *c = NULL;
		TRY(memory_lookup(memory_of(s), &id, &c));
		TRY(visit(context, &c->head));
		if (c->head.parent_count == 0 || n == limit)
			return NULL;
		id = c->head.parents[0];
	}
}

static const struct fault *resolve(struct store *s, const char *words, struct store_id *out)
{
	static const char *const folders[] = { "", "refs/", "refs/tags/", "refs/heads/" };
	const struct memory *m = memory_of(s);
	for (size_t i = 0; i < countof(folders); i++) {
		SCOPE(turn);
		const struct memory_ref *ref = find_ref(m, scope_printf(turn, "%s%s", folders[i], words));
		if (ref) {
			*out = ref->id;
			return NULL;
		}
	}
	for (size_t i = 0; i < m->commits.count; i++)
		if (strlen(words) >= 7 && strncmp(m->commits.at[i]->head.id.hex, words, strlen(words)) == 0) {
			*out = m->commits.at[i]->head.id;
			return NULL;
		}
	return fault_make(FAULT_NOT_FOUND, "there is no version \"{version}\"", words);
}

static const struct fault *entry(struct store *s, const struct store_id *id, const char *path, struct store_id *out)
{
	const struct memory_commit *c = NULL;
	out->hex[0] = '\0';
	TRY(memory_lookup(memory_of(s), id, &c));
	if (*path)
		memory_name(&c->files, path, out);
	return NULL;
}

static const struct fault *file(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                const char **bytes, size_t *len)
{
	const struct memory_commit *c = NULL;
	TRY(memory_lookup(memory_of(s), id, &c));
	const struct memory_file *f = memory_find(&c->files, path);
	if (!f)
		return fault_make(FAULT_NOT_FOUND, "version {version.7} has no file {file}", id->hex, path);
	*bytes = scope_copy_bytes(sc, f->bytes, f->len);
	*len = f->len;
	return NULL;
}

static const struct fault *names(struct scope *sc, struct store *s, const struct store_id *id, const char *folder,
                                 const char *const **out, size_t *count)
{
	const struct memory_commit *c = NULL;
	struct names list = {0};
	size_t n = strlen(folder);
	TRY(memory_lookup(memory_of(s), id, &c));
	for (size_t i = 0; i < c->files.count; i++)
		if (strncmp(c->files.at[i].path, folder, n) == 0 && c->files.at[i].path[n] == '/')
			*LIST_ADD(sc, &list) = c->files.at[i].path + n + 1;
	*out = list.at;
	*count = list.count;
	return NULL;
}

static const struct fault *at(struct scope *sc, struct store *s, const struct store_id *id, struct source **out)
{
	const struct memory_commit *c = NULL;
	TRY(memory_lookup(memory_of(s), id, &c));
	const char *name = scope_printf(sc, "version %.7s", id->hex);
	*out = memory_source(sc, memory_of(s), &c->files, false, name, c->head.id.hex);
	return NULL;
}

/* One flag a commit: it is this one, or one of those it was made from. */
static const struct fault *mark(struct scope *sc, struct memory *m, const struct store_id *from, bool **out)
{
	const struct memory_commit *c = NULL;
	size_t index;
	TRY(memory_lookup(m, from, &c));
	*out = NEWS(sc, bool, m->commits.count);
	for (size_t i = m->commits.count; i-- > 0; ) {
		c = m->commits.at[i];
		(*out)[i] = (*out)[i] || strcmp(c->head.id.hex, from->hex) == 0;
		for (size_t k = 0; k < c->head.parent_count && (*out)[i]; k++)
			if (find(m, &c->head.parents[k], &index))
				(*out)[index] = true;
	}
	return NULL;
}

static const struct fault *follows(struct store *s, const struct store_id *later, const struct store_id *earlier,
                                  bool *out)
{
	SCOPE(turn);
	struct memory *m = memory_of(s);
	bool *marked = NULL;
	size_t index;
	TRY(mark(turn, m, later, &marked));
	*out = find(m, earlier, &index) && marked[index];
	return NULL;
}

/* How many commits that are still to come were made from each. */
static size_t *count_children(struct scope *sc, const struct memory *m, const bool *wanted)
{
	size_t *children = NEWS(sc, size_t, m->commits.count), index;
	for (size_t i = 0; i < m->commits.count; i++)
		for (size_t k = 0; k < m->commits.at[i]->head.parent_count && wanted[i]; k++)
			if (find(m, &m->commits.at[i]->head.parents[k], &index))
				children[index]++;
	return children;
}

/* The newest commit that none to come was made from; SIZE_MAX: there is none left. */
static size_t choose(const struct memory *m, const bool *wanted, const size_t *children)
{
	size_t best = SIZE_MAX;
	for (size_t i = m->commits.count; i-- > 0; )
		if (wanted[i] && children[i] == 0
		    && (best == SIZE_MAX || m->commits.at[i]->head.time > m->commits.at[best]->head.time))
			best = i;
	return best;
}

static const struct fault *reach(struct scope *sc, struct store *s, const struct store_id *from,
                                 const struct store_id *until, store_visit *visit, void *context)
{
	struct memory *m = memory_of(s);
	bool *wanted = NULL, *hidden = NULL;
	TRY(mark(sc, m, from, &wanted));
	if (until->hex[0])
		TRY(mark(sc, m, until, &hidden));
	for (size_t i = 0; i < m->commits.count && hidden; i++)
		wanted[i] = wanted[i] && !hidden[i];
	size_t *children = count_children(sc, m, wanted), index;
	for (size_t i; (i = choose(m, wanted, children)) != SIZE_MAX; ) {
		const struct store_commit *c = &m->commits.at[i]->head;
		wanted[i] = false;
		for (size_t k = 0; k < c->parent_count; k++)
			if (find(m, &c->parents[k], &index))
				children[index]--;
		TRY(visit(context, c));
	}
	return NULL;
}

static struct memory_files files_of(struct scope *sc, const struct store_append *a)
{
	struct memory_files files = {0};
	for (size_t i = 0; i < a->file_count; i++)
		memory_put(sc, &files, a->files[i].path, a->files[i].bytes, a->files[i].len);
	return files;
}

static const struct fault *compose(struct scope *sc, struct store *s, const struct store_append *a, struct buf *out)
{
	struct memory_files files = files_of(sc, a);
	return memory_compose(memory_of(s), a, &files, out);
}

static const struct fault *prepare(struct scope *sc, struct store *s, const struct store_append *a,
                                   const struct buf *object, struct store_id *out)
{
	struct memory_files files = files_of(sc, a);
	return memory_commit(memory_of(s), a, &files, object, out);
}

static const struct fault *publish(struct store *s, const char *name, const struct store_id *expected,
                                   const struct store_id *next)
{
	struct memory *m = memory_of(s);
	struct memory_ref *ref = find_ref(m, name);
	if (strcmp(ref ? ref->id.hex : "", expected->hex) != 0)
		return fault_make(FAULT_CONFLICT, "somebody else wrote to this package at the same moment");
	if (!ref) {
		ref = LIST_ADD(m->sc, &m->refs);
		ref->name = scope_copy(m->sc, name);
	}
	ref->id = *next;
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

static void copy_commit(struct memory *to, const struct memory_commit *c)
{
	struct memory_commit *copy = NEW(to->sc, struct memory_commit);
	size_t index;
	if (find(to, &c->head.id, &index))
		return;
	copy->head = c->head;
	copy->tree = c->tree;
	copy->head.author_name = scope_copy(to->sc, c->head.author_name);
	copy->head.author_email = scope_copy(to->sc, c->head.author_email);
	copy->head.message = scope_copy(to->sc, c->head.message);
	for (size_t i = 0; i < c->files.count; i++)
		memory_put(to->sc, &copy->files, c->files.at[i].path, c->files.at[i].bytes, c->files.at[i].len);
	*LIST_ADD(to->sc, &to->commits) = copy;
}

static const struct fault *take(struct store *s, struct store *from, const struct store_id *id)
{
	SCOPE(turn);
	struct memory *to = memory_of(s), *m = memory_of(from);
	const struct memory_commit *c = NULL;
	bool *wanted = NULL;
	TRY(memory_lookup(m, id, &c));
	TRY(mark(turn, m, id, &wanted));
	for (size_t i = 0; i < m->commits.count; i++)
		if (wanted[i])
			copy_commit(to, m->commits.at[i]);
	for (size_t i = 0; i < c->files.count; i++) {
		struct pointer p;
		bool attached = layout_kind_of(c->files.at[i].path) == LAYOUT_ATTACHMENT
		                && pointer_parse(c->files.at[i].bytes, c->files.at[i].len, &p);
		const struct memory_content *content = attached ? memory_content(m, p.digest) : NULL;
		if (content)
			memory_keep(to, content->bytes, content->len);
	}
	return NULL;
}

static const struct fault *keep(struct store *s, int fd, const char *name, struct pointer *out, bool *fresh)
{
	SCOPE(turn);
	struct buf *all = buf_new(turn);
	TRY(memory_read(fd, name, all));
	size_t before = memory_of(s)->contents.count;
	*out = memory_keep(memory_of(s), all->at, all->len);
	*fresh = memory_of(s)->contents.count > before;
	return NULL;
}

static const struct fault *look(struct store *s, const struct pointer *p, struct source_entry *out)
{
	memory_look(memory_of(s), p, out);
	return NULL;
}

static const struct fault *open_content(struct store *s, const struct source_entry *what, int *fd)
{
	const struct memory_content *c = memory_content(memory_of(s), what->digest);
	return c ? store_open_bytes(what->path, c->bytes, c->len, fd)
	       : fault_make(FAULT_NOT_FOUND, "the content of {file} is not here", what->path);
}

static const struct fault *forget(struct store *s, const struct source_entry *what)
{
	memory_drop(memory_of(s), what->digest);
	return NULL;
}

static const struct fault *lay(struct scope *sc, struct store *s, const struct store_person *person,
                               const char *message, const struct store_id *tip, const struct store_blob *files,
                               size_t count, struct store_id *out)
{
	struct memory *m = memory_of(s);
	const struct memory_commit *c = NULL;
	struct store_id before, after, id;
	struct buf *object = buf_new(sc);
	out->hex[0] = '\0';
	TRY(memory_lookup(m, tip, &c));
	struct memory_files next = {0};
	for (size_t i = 0; i < c->files.count; i++)
		memory_put(sc, &next, c->files.at[i].path, c->files.at[i].bytes, c->files.at[i].len);
	for (size_t i = 0; i < count; i++)
		memory_put(sc, &next, files[i].path, files[i].bytes, files[i].len);
	memory_name(&c->files, "", &before);
	memory_name(&next, "", &after);
	if (strcmp(before.hex, after.hex) == 0)
		return NULL;
	struct store_append a = { .message = message, .person = *person, .parents = tip, .parent_count = 1 };
	TRY(memory_compose(m, &a, &next, object));
	TRY(store_sign(sc, s, person, &object));
	TRY(memory_commit(m, &a, &next, object, &id));
	TRY(store_publish(s, STORE_MAIN, tip, &id));
	*out = id;
	return NULL;
}

const struct store_history memory_history = {
	.tip = tip,
	.walk = walk,
	.resolve = resolve,
	.entry = entry,
	.file = file,
	.names = names,
	.at = at,
	.follows = follows,
	.reach = reach,
	.compose = compose,
	.lay = lay,
	.prepare = prepare,
	.publish = publish,
	.name_tag = name_tag,
	.take = take,
	.keep = keep,
	.find = look,
	.open = open_content,
	.forget = forget,
};
