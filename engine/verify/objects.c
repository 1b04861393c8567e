/* objects.c: everything that the history leads to is here, is what its name says, and is written as git writes it. */
#include "base/base.h"
#include "verify/verify_private.h"
#include <strings.h>

/* --- folders --- */

enum { NAME = 20 };               /* bytes of an object's name */

static bool is_mode(const char *mode)
{
	static const char *const known[] = { "100644", "100755", "120000", "160000", "40000" };
	for (size_t i = 0; i < countof(known); i++)
		if (strcmp(mode, known[i]) == 0)
			return true;
	return false;
}

static bool is_name(const char *name)
{
	return *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0
	       && strcasecmp(name, ".git") != 0;
}

/* As git sorts: a folder's name as if it ended in '/'. */
static int order(const struct verify_entry *a, const struct verify_entry *b)
{
	size_t n = strlen(a->name), m = strlen(b->name), least = n < m ? n : m;
	int c = memcmp(a->name, b->name, least);
	unsigned char x = (unsigned char)(n > least ? a->name[least] : a->is_folder ? '/' : 0);
	unsigned char y = (unsigned char)(m > least ? b->name[least] : b->is_folder ? '/' : 0);
	return c ? c : x - y;
}

/* A file and a folder of one name do not stand beside each other where others come between. */
static bool stands_twice(const struct verify_entries *all)
{
	const struct verify_entry *last = &all->at[all->count - 1];
	size_t n = strlen(last->name);
	for (size_t i = all->count - 1; i-- > 0 && strncmp(all->at[i].name, last->name, n) == 0; )
		if (!all->at[i].name[n])
			return true;
	return false;
}

const struct phrase *verify_tree_read(struct scope *sc, const char *bytes, size_t len, struct verify_entries *out)
{
	static const char digits[] = "0123456789abcdef";
	for (const char *at = bytes, *end = bytes + len; at < end; ) {
		const char *blank = memchr(at, ' ', (size_t)(end - at));
		const char *nul = blank ? memchr(blank, '\0', (size_t)(end - blank)) : NULL;
		if (!nul || end - nul <= NAME)
			return phrase_new(sc, "it is cut off");
		struct verify_entry *e = LIST_ADD(sc, out);
		e->mode = scope_copy_bytes(sc, at, (size_t)(blank - at));
		e->name = scope_copy_bytes(sc, blank + 1, (size_t)(nul - blank) - 1);
		e->is_folder = strcmp(e->mode, "40000") == 0;
		for (size_t i = 0; i < NAME; i++) {
			e->id.hex[2 * i] = digits[(unsigned char)nul[1 + i] >> 4];
			e->id.hex[2 * i + 1] = digits[(unsigned char)nul[1 + i] & 15];
		}
		at = nul + 1 + NAME;
		if (!is_mode(e->mode) || !is_name(e->name))
			return phrase_new(sc, "\"{mode} {name}\" is no entry of a folder", e->mode, e->name);
		if (out->count > 1 && (order(&e[-1], e) >= 0 || stands_twice(out)))
			return phrase_new(sc, "\"{name}\" stands twice or not in its place", e->name);
	}
	return NULL;
}

/* --- reading --- */

static const char *word_of(enum store_kind kind)
{
	return kind == STORE_COMMIT ? WORD("version") : kind == STORE_TREE ? WORD("folder")
	       : kind == STORE_TAG ? WORD("tag") : WORD("file");
}

void verify_need(struct verifying *v, const struct store_id *id, enum store_kind kind)
{
	if (!id->hex[0] || !nameset_add(v->known, id->hex))
		return;
	*LIST_ADD(v->sc, &v->needs) = (struct verify_need){ *id, kind };
}

static void need_tree(struct scope *turn, struct verifying *v, const struct verify_need *n,
                      const struct store_object *o)
{
	struct verify_entries entries = {0};
	const struct phrase *why = verify_tree_read(turn, o->bytes, o->len, &entries);
	if (why)
		verify_tell_of(v, object_form, "objects", "folder {id.12}: {why}", n->id.hex, why);
	for (size_t i = 0; i < entries.count; i++)
		if (strcmp(entries.at[i].mode, "160000") != 0)
			verify_need(v, &entries.at[i].id, entries.at[i].is_folder ? STORE_TREE : STORE_BLOB);
}

static void need_commit(struct scope *turn, struct verifying *v, const struct verify_need *n,
                        const struct store_object *o)
{
	struct verify_header h;
	const struct phrase *why = verify_header_read(turn, o->bytes, o->len, &h);
	if (why)
		verify_tell_of(v, object_form, "objects", "version {id.12}: {why}", n->id.hex, why);
	else if (h.other.len)
		verify_tell_of(v, text_hidden, "objects", "version {id.12} has a header \"{name}\", which nobody is "
			"shown", n->id.hex, scope_copy_bytes(turn, h.other.at, h.other.len));
	if (!why)
		verify_signed_version(v, &n->id, o, &h);
	verify_need(v, &h.tree, STORE_TREE);
	for (size_t i = 0; i < h.parent_count; i++)
		verify_need(v, &h.parents[i], STORE_COMMIT);
}

/* What a tag points to, and of which kind it says that is. */
static void need_tag(struct verifying *v, const struct verify_need *n, const struct store_object *o)
{
	struct store_id id = {""};
	const char *type = o->len > 48 ? o->bytes + 48 : "";
	if (o->len < 60 || memcmp(o->bytes, "object ", 7) != 0 || strspn(o->bytes + 7, "0123456789abcdef") != 40
	    || strncmp(type, "type ", 5) != 0) {
		verify_tell_of(v, object_form, "objects", "tag {id.12} is not written as git writes one", n->id.hex);
		return;
	}
	memcpy(id.hex, o->bytes + 7, 40);
	verify_need(v, &id, strncmp(type + 5, "commit\n", 7) == 0 ? STORE_COMMIT
	            : strncmp(type + 5, "tree\n", 5) == 0 ? STORE_TREE
	            : strncmp(type + 5, "tag\n", 4) == 0 ? STORE_TAG : STORE_BLOB);
}

static void missing(struct verifying *v, const struct verify_need *n, const struct fault *f)
{
	SCOPE(turn);
	bool cut = v->oddities && (v->oddities->shallow || v->oddities->partial);
	if (f->code == FAULT_NOT_FOUND && cut)
		verify_gap_phrase(v, FINDING_content_absent, "objects", 0, PHRASE("{kind} {id.12} is not in this copy, "
			"which was cut off when it was made", phrase_bare(word_of(n->kind)), n->id.hex));
	else if (f->code == FAULT_NOT_FOUND)
		verify_tell_of(v, object_missing, "objects", "{kind} {id.12} is not here",
			phrase_bare(word_of(n->kind)), n->id.hex);
	v->halted = v->halted || f->code != FAULT_NOT_FOUND;
	if (f->code != FAULT_NOT_FOUND)
		verify_tell_of(v, object_damaged, "objects", "{kind} {id.12}: {why}", phrase_bare(word_of(n->kind)),
			n->id.hex, verify_words(turn, f));
}

static void read_one(struct verifying *v, const struct verify_need *n)
{
	SCOPE(turn);
	struct store_object o;
	const struct fault *f = store_object(turn, v->store, &n->id, &o);
	if (f) {
		missing(v, n, f);
		return;
	}
	v->out->objects++;
	if (o.kind != n->kind)
		verify_tell_of(v, object_form, "objects", "object {id.12} is a {kind} where a {wanted} is named",
			n->id.hex, phrase_bare(word_of(o.kind)), phrase_bare(word_of(n->kind)));
	else if (o.kind == STORE_TREE)
		need_tree(turn, v, n, &o);
	else if (o.kind == STORE_COMMIT)
		need_commit(turn, v, n, &o);
	else if (o.kind == STORE_TAG)
		need_tag(v, n, &o);
}

void verify_needs(struct verifying *v)
{
	while (v->needs.count && !verify_stops(v)) {
		struct verify_need n = v->needs.at[--v->needs.count];
		read_one(v, &n);
	}
}

bool verify_folder(struct scope *sc, struct verifying *v, const struct store_id *tree, struct verify_entries *out)
{
	struct store_object o;
	verify_need(v, tree, STORE_TREE);
	verify_needs(v);                /* whatever is wrong with it is told there, once */
	return !MISSED(store_object(sc, v->store, tree, &o)) && o.kind == STORE_TREE
	       && !verify_tree_read(sc, o.bytes, o.len, out);
}
