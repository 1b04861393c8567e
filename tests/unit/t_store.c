/* t_store.c: what store.h and source.h promise, asked of each implementation. */
#include "stores.h"
#include "base/buf.h"
#include "base/digest.h"

static const char *changes(struct scope *sc, struct store *s)
{
	static const char *const kinds[] = { "added", "changed", "removed" };
	const struct store_change *list = NULL;
	size_t count = 0;
	struct buf *b = buf_new(sc);
	OK(store_changes(sc, s, &list, &count));
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%s %s\n", kinds[list[i].kind], list[i].path);
	return b->at;
}

static const char *text_at(struct scope *sc, struct store *s, const struct store_id *id, const char *path)
{
	const char *bytes = NULL;
	size_t len = 0;
	OK(store_file(sc, s, id, path, &bytes, &len));
	assert_int_equal(bytes[len], '\0');
	assert_int_equal(strlen(bytes), len);
	return bytes;
}

static void empty(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id id;
	memset(&id, 'x', sizeof id);
	OK(store_tip(s, STORE_MAIN, &id));
	SAME(id.hex, "");
	OK(store_tip(s, STORE_JOURNAL, &id));
	SAME(id.hex, "");
	SAME(changes(sc, s), "");
	FAILS(store_resolve(s, "1234567", &id), FAULT_NOT_FOUND);
	FAILS(store_resolve(s, "submittal/1", &id), FAULT_NOT_FOUND);
	FAILS(store_resolve(s, "", &id), FAULT_NOT_FOUND);
}

static void saving(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	stores_write(sc, s, "evidence/A.md", "# A\n");
	stores_write(sc, s, "package.yaml", "id: P-1\n");
	SAME(changes(sc, s), "added evidence/A.md\nadded package.yaml\n");
	struct store_id one = stores_save(sc, s, 1), tip;
	assert_int_equal(strlen(one.hex), 40);
	assert_int_equal(strspn(one.hex, "0123456789abcdef"), 40);
	OK(store_tip(s, STORE_MAIN, &tip));
	SAME(tip.hex, one.hex);
	SAME(changes(sc, s), "");
	SAME(stores_save(sc, s, 2).hex, "");
	stores_write(sc, s, "evidence/A.md", "# A, again\n");
	SAME(changes(sc, s), "changed evidence/A.md\n");
	struct store_id two = stores_save(sc, s, 3);
	assert_string_not_equal(one.hex, two.hex);
	SAME(text_at(sc, s, &one, "evidence/A.md"), "# A\n");
	SAME(text_at(sc, s, &two, "evidence/A.md"), "# A, again\n");
	SAME(text_at(sc, s, &two, "package.yaml"), "id: P-1\n");
	/* Back to what was: no change any more. */
	stores_write(sc, s, "evidence/A.md", "# B\n");
	stores_write(sc, s, "evidence/A.md", "# A, again\n");
	SAME(changes(sc, s), "");
}

static void bytes_are_kept(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	static const char *const texts[] = { "a\r\nb\r\n", "\xef\xbb\xbf" "x\n", "\x8c\x9f\x8d\xb8", "no end", "",
	                                     "$Id$\n", "\n\n" };
	for (size_t i = 0; i < countof(texts); i++) {
		const char *path = scope_printf(sc, "registers/r%zu.csv", i);
		stores_write(sc, s, path, texts[i]);
	}
	struct store_id id = stores_save(sc, s, 1);
	for (size_t i = 0; i < countof(texts); i++)
		SAME(text_at(sc, s, &id, scope_printf(sc, "registers/r%zu.csv", i)), texts[i]);
}

static void places(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	static const char *const bad[] = { "README.md", "../package.yaml", "/tmp/x", ".git/config",
	                                   "evidence/sub/x.md", "evidence/x.txt", "", "attachments/x" };
	for (size_t i = 0; i < countof(bad); i++) {
		FAILS(store_write(sc, s, bad[i], "x", 1), FAULT_REFUSED);
		FAILS(stores_attach(sc, s, bad[i], "x", STORE_REPLACE), FAULT_REFUSED);
	}
	FAILS(stores_attach(sc, s, "package.yaml", "x", STORE_REPLACE), FAULT_REFUSED);
	FAILS(stores_attach(sc, s, "evidence/A.md", "x", STORE_REPLACE), FAULT_REFUSED);
	SAME(changes(sc, s), "");
}

static void reading(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	const char *bytes = NULL;
	size_t len = 0;
	stores_write(sc, s, "evidence/A.md", "a");
	stores_write(sc, s, "evidence/B.md", "b");
	stores_write(sc, s, "package.yaml", "p");
	struct store_id id = stores_save(sc, s, 1), nowhere = { "0123456789012345678901234567890123456789" };
	FAILS(store_file(sc, s, &id, "evidence/C.md", &bytes, &len), FAULT_NOT_FOUND);
	FAILS(store_file(sc, s, &id, "evidence", &bytes, &len), FAULT_NOT_FOUND);
	assert_non_null(store_file(sc, s, &nowhere, "package.yaml", &bytes, &len));
	const char *const *names = NULL;
	OK(store_names(sc, s, &id, "evidence", &names, &len));
	assert_int_equal(len, 2);
	SAME(names[0], "A.md");
	SAME(names[1], "B.md");
	OK(store_names(sc, s, &id, "registers", &names, &len));
	assert_int_equal(len, 0);
	OK(store_names(sc, s, &id, "package.yaml", &names, &len));
	assert_int_equal(len, 0);
	OK(store_names(sc, s, &id, "evid", &names, &len));
	assert_int_equal(len, 0);
}

static void entries(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id a, b, c;
	stores_write(sc, s, "evidence/A.md", "a");
	stores_write(sc, s, "package.yaml", "p");
	struct store_id one = stores_save(sc, s, 1);
	stores_write(sc, s, "package.yaml", "q");
	struct store_id two = stores_save(sc, s, 2);
	stores_write(sc, s, "evidence/B.md", "b");
	struct store_id three = stores_save(sc, s, 3);
	OK(store_entry(s, &one, "evidence", &a));
	OK(store_entry(s, &two, "evidence", &b));
	OK(store_entry(s, &three, "evidence", &c));
	assert_true(a.hex[0]);
	SAME(a.hex, b.hex);
	assert_string_not_equal(a.hex, c.hex);
	OK(store_entry(s, &one, "package.yaml", &a));
	OK(store_entry(s, &two, "package.yaml", &b));
	assert_string_not_equal(a.hex, b.hex);
	OK(store_entry(s, &one, "evidence/A.md", &a));
	OK(store_entry(s, &three, "evidence/A.md", &b));
	SAME(a.hex, b.hex);
	OK(store_entry(s, &one, "registers", &a));
	SAME(a.hex, "");
	OK(store_entry(s, &one, "evidence/B.md", &a));
	SAME(a.hex, "");
}

static void resolving(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id found;
	stores_write(sc, s, "package.yaml", "p");
	struct store_id one = stores_save(sc, s, 1);
	stores_write(sc, s, "package.yaml", "q");
	struct store_id two = stores_save(sc, s, 2);
	OK(store_resolve(s, one.hex, &found));
	SAME(found.hex, one.hex);
	OK(store_resolve(s, scope_printf(sc, "%.7s", two.hex), &found));
	SAME(found.hex, two.hex);
	FAILS(store_resolve(s, "0000000", &found), FAULT_NOT_FOUND);
	FAILS(store_resolve(s, "submittal/1", &found), FAULT_NOT_FOUND);
	FAILS(store_resolve(s, "no such words", &found), FAULT_NOT_FOUND);
}

static const char *listed(struct scope *sc, struct source *source)
{
	static const char *const kinds[] = { "file", "attachment", "link", "stray" };
	const struct source_entry *entries_ = NULL;
	size_t count = 0;
	struct buf *b = buf_new(sc);
	OK(source_list(sc, source, &entries_, &count));
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%s %s %llu%s%s\n", kinds[entries_[i].kind], entries_[i].path,
		           (unsigned long long)entries_[i].size,
		           entries_[i].kind == SOURCE_ATTACHMENT && entries_[i].present ? " here" : "",
			entries_[i].raw ? " raw" : "");
	return b->at;
}

/* Files without .gitattributes, whose size versions do not carry. */
static void sources(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct source *work = NULL, *at = NULL;
	const char *bytes = NULL;
	size_t len = 0;
	char hex[DIGEST_TEXT];
	stores_write(sc, s, "package.yaml", "old");
	OK(stores_attach(sc, s, "attachments/B/図面.pdf", "content", 0));
	struct store_id id = stores_save(sc, s, 1);
	stores_write(sc, s, "package.yaml", "newer");
	OK(store_source_work(sc, s, &work));
	OK(store_source_at(sc, s, &id, &at));
	SAME(work->version, "");
	SAME(at->version, id.hex);
	HAS(at->name, scope_printf(sc, "%.7s", id.hex));
	SAME(listed(sc, work), "attachment attachments/B/図面.pdf 7 here\nfile package.yaml 5\n");
	HAS(listed(sc, at), "attachment attachments/B/図面.pdf 7 here\nfile package.yaml ");
	OK(source_read(sc, work, "package.yaml", &bytes, &len));
	SAME(bytes, "newer");
	OK(source_read(sc, at, "package.yaml", &bytes, &len));
	SAME(bytes, "old");
	assert_int_equal(len, 3);
	FAILS(source_read(sc, work, "evidence/A.md", &bytes, &len), FAULT_NOT_FOUND);
	FAILS(source_read(sc, at, "evidence/A.md", &bytes, &len), FAULT_NOT_FOUND);
	digest_bytes("content", 7, hex);
	for (int i = 0; i < 2; i++) {
		const struct source_entry *list = NULL;
		size_t count = 0;
		char text[16] = "";
		int fd = -1;
		OK(source_list(sc, i ? at : work, &list, &count));
		SAME(list[0].digest, hex);
		SAME(list[1].digest, "");
		OK(source_open(i ? at : work, &list[0], &fd));
		assert_int_equal(read(fd, text, sizeof text), 7);
		SAME(text, "content");
		close(fd);
		struct source_entry none = list[0];
		none.path = "attachments/B/none.pdf";
		memset(none.digest, '0', 64);
		FAILS(source_open(i ? at : work, &none, &fd), FAULT_NOT_FOUND);
	}
}

static void attaching(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "one", 0));
	FAILS(stores_attach(sc, s, "attachments/B/x.pdf", "two", 0), FAULT_REFUSED);
	SAME(changes(sc, s), "added attachments/B/x.pdf\n");
	struct store_id first = stores_save(sc, s, 1);
	SAME(changes(sc, s), "");
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "two", STORE_REPLACE));
	SAME(changes(sc, s), "changed attachments/B/x.pdf\n");
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "one", STORE_REPLACE));
	SAME(changes(sc, s), "");
	OK(stores_attach(sc, s, "attachments/C/deep/er/empty", "", 0));
	struct store_id second = stores_save(sc, s, 2), a, b;
	OK(store_entry(s, &first, "attachments/B/x.pdf", &a));
	OK(store_entry(s, &second, "attachments/B/x.pdf", &b));
	SAME(a.hex, b.hex);
	struct source *at = NULL;
	OK(store_source_at(sc, s, &second, &at));
	SAME(listed(sc, at), "attachment attachments/B/x.pdf 3 here\nattachment attachments/C/deep/er/empty 0 here\n");
}

static void restoring(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct source *work = NULL;
	size_t count = 9;
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "old", 0));
	stores_write(sc, s, "evidence/A.md", "old");
	stores_write(sc, s, "package.yaml", "old");
	struct store_id one = stores_save(sc, s, 1);
	stores_write(sc, s, "package.yaml", "newer");
	stores_write(sc, s, "evidence/A.md", "newer");
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "newer", STORE_REPLACE));
	stores_save(sc, s, 2);
	OK(store_restore(sc, s, &one, "evidence/A.md", &count));
	assert_int_equal(count, 1);
	SAME(changes(sc, s), "changed evidence/A.md\n");
	OK(store_restore(sc, s, &one, "attachments", &count));
	assert_int_equal(count, 1);
	SAME(changes(sc, s), "changed attachments/B/x.pdf\nchanged evidence/A.md\n");
	OK(store_source_work(sc, s, &work));
	SAME(listed(sc, work), "attachment attachments/B/x.pdf 3 here\nfile evidence/A.md 3\nfile package.yaml 5\n");
	OK(store_restore(sc, s, &one, "evid", &count));
	assert_int_equal(count, 0);
	OK(store_restore(sc, s, &one, "", &count));
	assert_int_equal(count, 3);
	SAME(listed(sc, work), "attachment attachments/B/x.pdf 3 here\nfile evidence/A.md 3\nfile package.yaml 3\n");
	struct store_id three = stores_save(sc, s, 3), a, b;
	OK(store_entry(s, &one, "evidence", &a));
	OK(store_entry(s, &three, "evidence", &b));
	SAME(a.hex, b.hex);
}

struct visits { struct scope *sc; struct buf *seen; int stop; };

static const struct fault *visit(void *context, const struct store_commit *c)
{
	struct visits *v = context;
	buf_printf(v->seen, "%lld:%zu ", (long long)c->time - 1700000000, c->parent_count);
	SAME(c->author_name, "Aiko Sato");
	SAME(c->author_email, "aiko.sato@minato.example");
	SAME(c->message, "Save\n");
	return v->stop && --v->stop == 0 ? fault_make(FAULT_REFUSED, "enough") : NULL;
}

static void walking(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct visits v = { sc, buf_new(sc), 0 };
	struct store_id id[5], none = {""};
	for (int i = 0; i < 5; i++) {
		stores_write(sc, s, i % 2 ? "evidence/A.md" : "package.yaml", scope_printf(sc, "%d", i));
		id[i] = stores_save(sc, s, i);
	}
	OK(store_walk(s, &id[4], 0, visit, &v));
	SAME(v.seen->at, "4:1 3:1 2:1 1:1 0:0 ");
	buf_clear(v.seen);
	OK(store_walk(s, &id[3], 2, visit, &v));
	SAME(v.seen->at, "3:1 2:1 ");
	buf_clear(v.seen);
	v.stop = 2;
	FAILS(store_walk(s, &id[4], 0, visit, &v), FAULT_REFUSED);
	SAME(v.seen->at, "4:1 3:1 ");
	buf_clear(v.seen);
	OK(store_touched(sc, s, &id[4], "evidence/A.md", &none, visit, &v));
	SAME(v.seen->at, "3:1 1:1 ");
	buf_clear(v.seen);
	OK(store_touched(sc, s, &id[4], "evidence", &id[2], visit, &v));
	SAME(v.seen->at, "3:1 ");
	buf_clear(v.seen);
	OK(store_touched(sc, s, &id[4], "package.yaml", &none, visit, &v));
	SAME(v.seen->at, "4:1 2:1 0:0 ");
	buf_clear(v.seen);
	OK(store_touched(sc, s, &id[4], "registers", &none, visit, &v));
	SAME(v.seen->at, "");
	struct store_id nowhere = { "0123456789012345678901234567890123456789" };
	assert_non_null(store_walk(s, &nowhere, 0, visit, &v));
}

static const struct fault *keep_commit(void *context, const struct store_commit *c)
{
	*(struct store_commit *)context = *c;
	return NULL;
}

static struct store_id prepare(struct scope *sc, struct store *s, const char *message, const struct store_id *parents,
                               size_t count)
{
	struct store_id id = {""};
	struct store_blob files[] = { { "note.md", "hello", 5 }, { "letters/受領.pdf", "pdf", 3 },
	                              { "template/template.yaml", "x: 1\n", 5 } };
	struct store_append a = { message, stores_person(7), parents, count, files, countof(files) };
	OK(store_prepare(sc, s, &a, &id));
	return id;
}

static void appending(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id none = {""}, tip, first = prepare(sc, s, "first\n\nx: y\n", NULL, 0);
	OK(store_lock(sc, s));
	OK(store_tip(s, STORE_JOURNAL, &tip));
	SAME(tip.hex, "");
	FAILS(store_publish(s, STORE_JOURNAL, &first, &first), FAULT_CONFLICT);
	OK(store_publish(s, STORE_JOURNAL, &none, &first));
	OK(store_tip(s, STORE_JOURNAL, &tip));
	SAME(tip.hex, first.hex);
	FAILS(store_publish(s, STORE_JOURNAL, &none, &first), FAULT_CONFLICT);
	struct store_id second = prepare(sc, s, "second\n", &first, 1), rival = prepare(sc, s, "rival\n", &first, 1);
	OK(store_publish(s, STORE_JOURNAL, &first, &second));
	FAILS(store_publish(s, STORE_JOURNAL, &first, &rival), FAULT_CONFLICT);
	OK(store_tip(s, STORE_JOURNAL, &tip));
	SAME(tip.hex, second.hex);
	SAME(text_at(sc, s, &second, "note.md"), "hello");
	SAME(text_at(sc, s, &second, "letters/受領.pdf"), "pdf");
	struct store_id parents[] = { second, first, rival }, third = prepare(sc, s, "third\n", parents, 3);
	struct store_commit c;
	OK(store_walk(s, &third, 1, keep_commit, &c));
	assert_int_equal(c.parent_count, 3);
	for (size_t i = 0; i < 3; i++)
		SAME(c.parents[i].hex, parents[i].hex);
	assert_int_equal(c.time, 1700000007);
	/* The journal is no evidence. */
	OK(store_tip(s, STORE_MAIN, &tip));
	SAME(tip.hex, "");
}

static bool fresh_content;

static const struct fault *keep(struct scope *sc, struct store *s, const char *text, struct store_blob *out,
                                struct source_entry *what)
{
	FILE *f = tmpfile();
	const char *pointer = "";
	size_t len = 0;
	assert_non_null(f);
	fputs(text, f);
	fflush(f);
	const struct fault *fault = store_keep(sc, s, fileno(f), "x.pdf", &pointer, &len, what, &fresh_content);
	fclose(f);
	*out = (struct store_blob){ "letters/x.pdf", pointer, len };
	return fault;
}

static const char *content(struct scope *sc, struct store *s, const struct store_id *id,
                           const struct source_entry *what)
{
	char text[64] = "";
	int fd = -1;
	OK(store_open(s, id, what, &fd));
	ssize_t n = read(fd, text, sizeof text - 1);
	close(fd);
	assert_true(n >= 0);
	return scope_copy(sc, text);
}

/* What an event holds as a pointer: its content is beside git, and can go. */
static void content_of_events(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_blob files[2];
	struct source_entry what, found;
	struct store_id id;
	char hex[DIGEST_TEXT];
	int fd = -1;
	OK(keep(sc, s, "Dear all", &files[0], &what));
	digest_bytes("Dear all", 8, hex);
	SAME(what.digest, hex);
	assert_int_equal(what.size, 8);
	assert_true(fresh_content);
	OK(keep(sc, s, "Dear all", &files[0], &what));
	assert_false(fresh_content);
	HAS(files[0].bytes, hex);
	files[1] = (struct store_blob){ "itself.txt", "itself", 6 };
	struct store_append a = { "letter\n", stores_person(1), NULL, 0, files, 2 };
	OK(store_prepare(sc, s, &a, &id));
	OK(store_kept(s, &id, "letters/x.pdf", &found));
	SAME(found.digest, hex);
	assert_true(found.size == 8 && found.present && !found.raw && !found.damaged);
	SAME(content(sc, s, &id, &found), "Dear all");
	/* The file itself, as somebody else may have put it there. */
	struct source_entry itself;
	OK(store_kept(s, &id, "itself.txt", &itself));
	assert_true(itself.raw && itself.present && itself.size == 6);
	SAME(content(sc, s, &id, &itself), "itself");
	FAILS(store_forget(sc, s, &itself), FAULT_REFUSED);
	FAILS(store_kept(s, &id, "letters/none.pdf", &itself), FAULT_NOT_FOUND);
	/* The same content as an attachment goes with it; the pointers stay. */
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "Dear all", 0));
	stores_save(sc, s, 2);
	OK(store_forget(sc, s, &found));
	OK(store_kept(s, &id, "letters/x.pdf", &found));
	SAME(found.digest, hex);
	assert_true(found.size == 8 && !found.present && !found.damaged);
	FAILS(store_open(s, &id, &found, &fd), FAULT_NOT_FOUND);
	OK(store_forget(sc, s, &found));
	SAME(changes(sc, s), "");
	/* What came in for nothing goes again, and no file with it. */
	stores_write(sc, s, "package.yaml", "Dear all");
	OK(keep(sc, s, "Dear all", &files[0], &what));
	assert_true(fresh_content);
	OK(store_unkeep(s, &what));
	OK(store_kept(s, &id, "letters/x.pdf", &found));
	assert_false(found.present);
	SAME(changes(sc, s), "added package.yaml\n");
	/* Nothing is a file, a pointer is none. */
	OK(keep(sc, s, "", &files[0], &what));
	assert_int_equal(files[0].len, 0);
	OK(store_prepare(sc, s, &a, &id));
	OK(store_kept(s, &id, "letters/x.pdf", &found));
	assert_true(found.size == 0 && found.present);
	SAME(content(sc, s, &id, &found), "");
	FAILS(keep(sc, s, "version https://git-lfs.github.com/spec/v1\noid sha256:"
	           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\nsize 3\n", &files[0], &what),
	      FAULT_REFUSED);
}

static void the_same_commit_has_the_same_id(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id a = prepare(sc, s, "message\n", NULL, 0), b = prepare(sc, s, "message\n", NULL, 0);
	SAME(a.hex, b.hex);
	struct store_id c = prepare(sc, s, "messagf\n", NULL, 0), d = prepare(sc, s, "message\n", &a, 1);
	assert_string_not_equal(a.hex, c.hex);
	assert_string_not_equal(a.hex, d.hex);
}

static void tags(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id tip;
	stores_write(sc, s, "package.yaml", "p");
	struct store_id one = stores_save(sc, s, 1);
	stores_write(sc, s, "package.yaml", "q");
	struct store_id two = stores_save(sc, s, 2);
	OK(store_name_tag(s, "submittal/1", &one));
	OK(store_name_tag(s, "submittal/1", &one));
	OK(store_tip(s, "refs/tags/submittal/1", &tip));
	SAME(tip.hex, one.hex);
	OK(store_name_tag(s, "submittal/1", &two));
	OK(store_tip(s, "refs/tags/submittal/1", &tip));
	SAME(tip.hex, two.hex);
}

static void locks_follow_each_other(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	for (int i = 0; i < 3; i++) {
		SCOPE(turn);
		OK(store_lock(turn, s));
	}
}

/* --- what only a disc has --- */

static void opening(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = unit_folder(sc), *package = path_join(sc, folder, "P-1");
	struct store *s = NULL, *again = NULL;
	struct home_making *m = NULL;
	FAILS(home_find(sc, path_join(sc, folder, "none"), &s), FAULT_NOT_FOUND);
	FAILS(home_find(sc, folder, &s), FAULT_NOT_FOUND);
	OK(home_make(sc, home_at(sc, folder), "P-1", "/nowhere/sarflow", &m));
	s = m->store;
	FAILS(home_find(sc, s->name, &again), FAULT_NOT_FOUND);
	stores_write(sc, s, "package.yaml", "p");
	struct store_id id = stores_save(sc, s, 1);
	const struct fault *f = home_find(sc, s->name, &again);
	FAILS(f, FAULT_NOT_FOUND);
	assert_non_null(f->remedy);
	SAME(f->remedy->words[0], "git fetch");
	OK(store_publish(s, STORE_JOURNAL, &(struct store_id){""}, &id));
	OK(home_keep(m));
	OK(home_find(sc, package, &again));
	OK(file_make_folder(path_join(sc, package, "evidence")));
	OK(home_find(sc, path_join(sc, package, "evidence"), &again));
}

static void files_come_and_go(void **state)
{
	(void)state;
	SCOPE(sc);
	struct store *s = stores_git(sc);
	struct source *work = NULL;
	stores_write(sc, s, "package.yaml", "p");
	stores_write(sc, s, "evidence/A.md", "a");
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "x", 0));
	struct store_id one = stores_save(sc, s, 1);
	assert_int_equal(unlink(path_join(sc, s->name, "evidence/A.md")), 0);
	assert_int_equal(unlink(path_join(sc, s->name, "attachments/B/x.pdf")), 0);
	OK(file_write(path_join(sc, s->name, "notes.txt"), "stray", 5));
	assert_int_equal(symlink("/etc/passwd", path_join(sc, s->name, "evidence/L.md")), 0);
	SAME(changes(sc, s), "removed attachments/B/x.pdf\nremoved evidence/A.md\n");
	OK(store_source_work(sc, s, &work));
	SAME(listed(sc, work), "link evidence/L.md 11\nstray notes.txt 5\nfile package.yaml 1\n");
	struct store_id two = stores_save(sc, s, 2);
	OK(store_source_at(sc, s, &two, &work));
	HAS(listed(sc, work), "file package.yaml");
	LACKS(listed(sc, work), "notes.txt");
	LACKS(listed(sc, work), "L.md");
	size_t count = 0;
	OK(store_restore(sc, s, &one, "", &count));
	assert_int_equal(count, 3);
	SAME(changes(sc, s), "added attachments/B/x.pdf\nadded evidence/A.md\n");
}

static void nothing_is_written_through_links(void **state)
{
	(void)state;
	SCOPE(sc);
	struct store *s = stores_git(sc);
	const char *outside = unit_folder(sc);
	stores_write(sc, s, "evidence/A.md", "a");
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "x", 0));
	struct store_id id = stores_save(sc, s, 1);
	file_remove_tree(path_join(sc, s->name, "evidence"));
	file_remove_tree(path_join(sc, s->name, "attachments"));
	assert_int_equal(symlink(outside, path_join(sc, s->name, "evidence")), 0);
	assert_int_equal(symlink(outside, path_join(sc, s->name, "attachments")), 0);
	size_t count = 0;
	FAILS(store_write(sc, s, "evidence/A.md", "a", 1), FAULT_REFUSED);
	FAILS(stores_attach(sc, s, "attachments/B/x.pdf", "x", STORE_REPLACE), FAULT_REFUSED);
	FAILS(store_restore(sc, s, &id, "", &count), FAULT_REFUSED);
	const char *const *names = NULL;
	OK(file_names(sc, outside, &names, &count));
	assert_int_equal(count, 0);
}

static void content_may_be_absent(void **state)
{
	(void)state;
	SCOPE(sc);
	struct store *s = stores_git(sc);
	struct source *at = NULL, *work = NULL;
	const struct source_entry *list = NULL;
	size_t count = 0;
	int fd = -1;
	OK(stores_attach(sc, s, "attachments/B/x.pdf", "secret drawing", 0));
	struct store_id id = stores_save(sc, s, 1);
	file_remove_tree(path_join(sc, s->name, ".git/lfs"));
	assert_int_equal(unlink(path_join(sc, s->name, "attachments/B/x.pdf")), 0);
	OK(store_source_at(sc, s, &id, &at));
	SAME(listed(sc, at), "attachment attachments/B/x.pdf 14\n");
	OK(source_list(sc, at, &list, &count));
	FAILS(source_open(at, &list[0], &fd), FAULT_NOT_FOUND);
	/* Restored as its pointer, which is no change. */
	OK(store_restore(sc, s, &id, "", &count));
	assert_int_equal(count, 1);
	SAME(changes(sc, s), "");
	OK(store_source_work(sc, s, &work));
	SAME(listed(sc, work), "attachment attachments/B/x.pdf 14\n");
	SAME(stores_save(sc, s, 2).hex, "");
}

static void filters(void **state)
{
	(void)state;
	SCOPE(sc);
	struct store *s = stores_git(sc);
	FILE *in = tmpfile(), *pointer = tmpfile(), *out = tmpfile();
	char text[1024] = "";
	for (int i = 0; i < 100000; i++)
		fprintf(in, "%d\n", i);
	rewind(in);
	OK(store_filter(s, "x", true, in, pointer));
	rewind(pointer);
	assert_int_equal(fread(text, 1, 10, pointer), 10);
	SAME(text, "version ht");
	rewind(pointer);
	OK(store_filter(s, "x", false, pointer, out));
	rewind(out);
	for (int i = 0; i < 100000; i++) {
		int n = -1;
		assert_int_equal(fscanf(out, "%d\n", &n), 1);
		assert_int_equal(n, i);
	}
	assert_int_equal(fgetc(out), EOF);
	/* What is no pointer passes the smudge filter as it is. */
	FILE *plain = tmpfile(), *same = tmpfile();
	fputs("plain\n", plain);
	rewind(plain);
	OK(store_filter(s, "x", false, plain, same));
	rewind(same);
	assert_int_equal(fread(text, 1, sizeof text, same), 6);
	fclose(in); fclose(pointer); fclose(out); fclose(plain); fclose(same);
}

static void a_lock_left_behind_does_no_harm(void **state)
{
	(void)state;
	SCOPE(sc);
	struct store *s = stores_git(sc);
	struct store_id none = {""}, first = prepare(sc, s, "first\n", NULL, 0);
	OK(file_make_folder(path_join(sc, s->name, ".git/refs/sar")));
	OK(file_write(path_join(sc, s->name, ".git/refs/sar/journal.lock"), "", 0));
	OK(store_lock(sc, s));
	OK(store_publish(s, STORE_JOURNAL, &none, &first));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(empty), ON_BOTH(saving), ON_BOTH(bytes_are_kept), ON_BOTH(places), ON_BOTH(reading),
			ON_BOTH(entries),
		ON_BOTH(resolving), ON_BOTH(sources), ON_BOTH(attaching), ON_BOTH(restoring), ON_BOTH(walking),
			ON_BOTH(appending), ON_BOTH(content_of_events),
		ON_BOTH(the_same_commit_has_the_same_id), ON_BOTH(tags), ON_BOTH(locks_follow_each_other),
		cmocka_unit_test(opening), cmocka_unit_test(files_come_and_go),
			cmocka_unit_test(nothing_is_written_through_links),
		cmocka_unit_test(content_may_be_absent), cmocka_unit_test(filters),
			cmocka_unit_test(a_lock_left_behind_does_no_harm),
	};
	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
