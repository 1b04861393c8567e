/* object.c: trees and commits as git writes them, for their names: gitformat-pack and git-commit-tree say how. */
#include "store/memory/memory_private.h"

/* A tree holds names as twenty bytes. */
static void put_name(struct buf *b, const struct store_id *id)
{
	for (const char *s = id->hex; *s; s += 2) {
		char pair[] = { s[0], s[1], '\0' };
		buf_char(b, (char)(unsigned char)strtoul(pair, NULL, 16));
	}
}

/* The tree of files[from..to), whose paths begin alike for `skip` bytes.  By whole paths files stand as git wants the
 * entries of each tree: a folder's name sorts as if it ended in '/'. */
static void name_tree(const struct memory_files *files, size_t from, size_t to, size_t skip, struct store_id *out)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	for (size_t i = from, next; i < to; i = next) {
		const struct memory_file *f = &files->at[i];
		const char *name = f->path + skip, *slash = strchr(name, '/');
		size_t n = slash ? (size_t)(slash - name) : strlen(name);
		struct store_id id;
		next = i + 1;
		if (slash) {
			while (next < to && strncmp(files->at[next].path + skip, name, n + 1) == 0)
				next++;
			name_tree(files, i, next, skip + n + 1, &id);
		} else {
			digest_git("blob", f->bytes, f->len, id.hex);
		}
		buf_text(b, slash ? "40000 " : "100644 ");
		buf_put(b, name, n);
		buf_char(b, '\0');
		put_name(b, &id);
	}
	digest_git("tree", b->at, b->len, out->hex);
}

void memory_name(const struct memory_files *files, const char *path, struct store_id *out)
{
	const struct memory_file *f = memory_find(files, path);
	size_t n = strlen(path), from = 0, to;
	out->hex[0] = '\0';
	if (!n) {
		name_tree(files, 0, files->count, 0, out);
		return;
	}
	if (f) {
		digest_git("blob", f->bytes, f->len, out->hex);
		return;
	}
	while (from < files->count && (strncmp(files->at[from].path, path, n) != 0 || files->at[from].path[n] != '/'))
		from++;
	to = from;
	while (to < files->count && strncmp(files->at[to].path, path, n) == 0 && files->at[to].path[n] == '/')
		to++;
	if (to > from)
		name_tree(files, from, to, n + 1, out);
}

static bool is_crud(char c) { return (unsigned char)c <= ' ' || strchr(".,:;<>\"\\'", c); }

/* What git leaves of a name or address: nothing of this at its ends. */
static const char *trim(struct scope *sc, const char *s)
{
	size_t n = strlen(s);
	while (n > 0 && is_crud(s[n - 1]))
		n--;
	while (n > 0 && is_crud(*s))
		s++, n--;
	return scope_copy_bytes(sc, s, n);
}

static const struct fault *describe(struct memory *m, const struct store_append *a, struct store_commit *out)
{
	const struct store_person *p = &a->person;
	*out = (struct store_commit){ .author_name = trim(m->sc, p->name), .author_email = trim(m->sc, p->email),
		.time = p->time, .message = scope_copy(m->sc, a->message), .parent_count = a->parent_count };
	if (strpbrk(p->name, "<>") || strpbrk(p->email, "<>") || !*out->author_name || !*out->author_email)
		return fault_make(FAULT_SYSTEM, "writing as {person}: \"{person} <{address}>\" is no name and address",
			p->name, p->email);
	for (size_t i = 0; i < a->parent_count; i++) {
		const struct memory_commit *parent = NULL;
		TRY(memory_lookup(m, &a->parents[i], &parent));
		out->parents[i] = a->parents[i];
	}
	return NULL;
}

static void put_person(struct buf *b, const char *what, const struct store_commit *c, int offset)
{
	int minutes = abs(offset);
	buf_printf(b, "%s %s <%s> %lld %c%02d%02d\n", what, c->author_name, c->author_email, (long long)c->time,
	           offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void put_commit(struct buf *b, const struct memory_commit *c, int offset)
{
	buf_printf(b, "tree %s\n", c->tree.hex);
	for (size_t i = 0; i < c->head.parent_count; i++)
		buf_printf(b, "parent %s\n", c->head.parents[i].hex);
	put_person(b, "author", &c->head, offset);
	put_person(b, "committer", &c->head, offset);
	buf_printf(b, "\n%s", c->head.message);
}

const struct fault *memory_compose(struct memory *m, const struct store_append *a, const struct memory_files *files,
                                   struct buf *out)
{
	struct memory_commit c = {0};
	TRY(describe(m, a, &c.head));
	memory_name(files, "", &c.tree);
	put_commit(out, &c, a->person.offset);
	return NULL;
}

const struct fault *memory_commit(struct memory *m, const struct store_append *a, const struct memory_files *files,
                                  const struct buf *object, struct store_id *out)
{
	struct memory_commit *c = NEW(m->sc, struct memory_commit);
	const struct memory_commit *known = NULL;
	TRY(describe(m, a, &c->head));
	memory_name(files, "", &c->tree);
	digest_git("commit", object->at, object->len, c->head.id.hex);
	*out = c->head.id;
	if (!FAILED(memory_lookup(m, out, &known)))     /* said before, word for word */
		return NULL;
	for (size_t i = 0; i < files->count; i++)
		memory_put(m->sc, &c->files, files->at[i].path, files->at[i].bytes, files->at[i].len);
	*LIST_ADD(m->sc, &m->commits) = c;
	return NULL;
}
