/* t_yaml_plain.c: what the quick reader reads, libfyaml reads to the last column; our own files it reads all. */
#include "unit.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "text/yaml_private.h"

enum { TURNS = 20000 };

static void tell(struct buf *b, const struct yaml *y)
{
	buf_printf(b, "%d %d:%d %s%s ", (int)y->kind, y->line, y->column, y->null ? "null " : "", y->text);
	for (size_t i = 0; i < y->count; i++) {
		buf_printf(b, "%s<", y->kind == YAML_MAP ? y->keys[i] : "-");
		tell(b, y->items[i]);
		buf_printf(b, ">\n");
	}
}

static const char *told(struct scope *sc, const struct yaml *y)
{
	struct buf *b = buf_new(sc);
	if (y)
		tell(b, y);
	return b->at;
}

/* Whether the quick reader reads it; it must not, or as libfyaml does. */
static bool agree(const char *text, size_t len)
{
	SCOPE(sc);
	const struct yaml *quick = NULL, *slow = NULL;
	struct yaml_mistake m = { 0, 0, NULL };
	if (!yaml_plain(sc, text, len, 7, &quick))
		return false;
	if (!yaml_by_library(sc, text, len, 7, &slow, &m))
		fail_msg("libfyaml says at %d:%d \"%s\" of:\n%.*s\nand it was read as\n%s", m.line, m.column,
		         phrase_text(sc, NULL, m.says), (int)len, text, told(sc, quick));
	const char *one = told(sc, quick), *other = told(sc, slow);
	size_t same = 0, line = 0;
	for (; one[same] && one[same] == other[same]; same++)
		line = one[same] == '\n' ? same + 1 : line;
	if (one[same] || other[same])
		fail_msg("read as\n%.300s\nby libfyaml as\n%.300s\nin:\n%.*s", one + line, other + line,
		         len < 2000 ? (int)len : 0, text);
	return true;
}

static void each_file(struct scope *sc, const char *folder, void (*see)(const char *path, const char *, size_t))
{
	const char *const *paths = NULL;
	size_t count = 0, seen = 0;
	OK(file_tree(sc, folder, &paths, &count));
	for (size_t i = 0; i < count; i++) {
		const char *bytes = NULL;
		size_t len = 0;
		if (!path_has_suffix(paths[i], ".yaml"))
			continue;
		OK(file_read(sc, path_join(sc, folder, paths[i]), 4 << 20, &bytes, &len));
		see(paths[i], bytes, len);
		seen++;
	}
	assert_true(seen > 0);
}

static void must_be_read(const char *path, const char *bytes, size_t len)
{
	EXPECT(agree(bytes, len), "%s is left to libfyaml", path);
}

static void our_own_files_are_read(void **state)
{
	(void)state;
	SCOPE(sc);
	each_file(sc, "templates", must_be_read);
	each_file(sc, "packages", must_be_read);
}

/* Read, and as libfyaml reads it. */
static void what_it_reads(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"a: 1\n", "a: 1", "# c\n\n  # d\na: 1 # e\n#f\n", "\na: 1\n\n\nb: 2\n\n", "a:\n", "a:\nb:\n",
		"a: # c\n  b: 1\n", "a: ~\nb: null\nc: 'null'\nd: \"~\"\ne: ''\nf: nullable\n",
		"a:\n  - x\n  - 'y'\nb: 2\n", "a:\n- x\n- y\nb:\n- z\n", "a:\n  - b: 1\n    c: 2\n  - d: 3\n",
		"a:\n  -   b: 1\n      c: 2\n", "a:\n- b:\n  - c\n- d\n", "a: {}\nb: []\n",
		"a: {b: {c: [d, {e: f}]}, 'g': \"h\"}\n", "a: [ x , 'y', \"z\" ]\n", "a: [-1, a-b, it's]\n",
		"a: {b: 'x, }y', c: \"[:\"}\n", "a: 'it''s'\nb: ''''\nc: '\"'\n", "a: \"it's\"\n",
		"a: it's\nb: R & D\nc: x*y\n", "a: x # c\nb: x#c\n", "a: http://x\nb: 10:30\n",
		"a: (x) [y] {z}, w\n", "a: -x\nb: -1\nc: +1\nd: .5\n", "a: ../b\n",
		"1: a\n4.2.1: b\nx y: c\nx-y: d\nx/y: e\n_: f\n", "'a': 1\n\"b c: d\": 2\n'': 3\n",
		"検査: 部品\nb: 検 # 査\n", "a: {検: 査, b: 部品}\n", "a: |\n  one\n  two\nb: 1\n",
		"a: |\n  one\n\n    two\n\n\nb: 1\n", "a: |\n    deep\n    er\n",
		"a: |\n  # no comment\n  - 'x\n# one\nb: 1\n", "a:\n  b: |\n    x\n  c: |\n    y\n",
		"a: |\n one\n\n\n", "a:\n  - b: |\n      x\n    c: 1\n", "a: 'x' # c\nb: {c: d} # e\n",
		"a: x   \nb:   y\n", "a:   {b: c}   \n", "a: 1 \n  \n   # deeper\nb: 2\n",
	};
	for (size_t i = 0; i < countof(texts); i++)
		EXPECT(agree(texts[i], strlen(texts[i])), "left to libfyaml:\n%s", texts[i]);
}

static void deep_texts_are_read_alike(void **state)
{
	(void)state;
	for (int depth = 1; depth < 60; depth++) {
		SCOPE(sc);
		struct buf *maps = buf_new(sc), *flow = buf_new(sc), *lists = buf_new(sc);
		buf_text(flow, "a: ");
		for (int i = 0; i < depth; i++) {
			buf_printf(maps, "%*sa:\n", i, "");
			buf_printf(lists, "%*s- a:\n", 2 * i, "");
			buf_char(flow, '[');
		}
		for (int i = 0; i < depth; i++)
			buf_char(flow, ']');
		EXPECT(agree(maps->at, maps->len) == (depth < 30), "maps, %d deep", depth);
		agree(flow->at, flow->len);
		struct buf *whole = buf_new(sc);
		buf_printf(whole, "a:\n%s", lists->at);
		agree(whole->at, whole->len);
	}
}

/* Whatever is cut off: neither reads behind the end. */
static void cut_texts_are_read_alike(void **state)
{
	(void)state;
	static const char text[] = "a: {b: 'c', \"d\": [e, f]}\ng:\n  - h: |\n      i\n\n    j: # k\n\n  - 'l'\n";
	for (size_t len = 0; len < sizeof text; len++) {
		SCOPE(sc);
		char *exact = malloc(len + 1);
		assert_non_null(exact);
		memcpy(exact + 1, text, len);
		agree(exact + 1, len);
		free(exact);
	}
}

static unsigned chance(unsigned below)
{
	static uint64_t seed = 20261126;
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

static const char *piece(void)
{
	static const char *const pieces[] = {
		"a", "b", "c", "key", "x y", " ", " ", " ", "  ", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", ": ",
		": ", ":", ":\n", "- ", "-", "{", "}", "[", "]", ", ", ",", "'", "''", "\"", " #", "#", "|\n",
		": |\n  ",
		"~", "null", "検", "\\", "?", "&", "*", "!", "%", "@", "`", ">", "---", "...", ".", "<<", "1", "=", "(",
		"\xc2\xa0", "\xe3\x80\x80", "\t", "\r", "\xe2\x80\xa8",
	};
	return pieces[chance(countof(pieces))];
}

static void random_texts_are_read_alike(void **state)
{
	(void)state;
	size_t read = 0;
	for (int turn = 0; turn < TURNS; turn++) {
		SCOPE(sc);
		struct buf *b = buf_new(sc);
		buf_text(b, chance(3) ? "a: " : "");
		for (unsigned n = 1 + chance(14); n > 0; n--)
			buf_text(b, piece());
		read += agree(b->at, b->len);
	}
	EXPECT(read > TURNS / 50, "of %d texts %zu were read", TURNS, read);
}

/* Some lines of a file, as far to the left as they go, a few letters of them changed. */
static bool change_lines(const char *bytes, size_t len)
{
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	size_t from = chance((unsigned)len), until = from + 400;
	while (from > 0 && bytes[from - 1] != '\n')
		from--;
	size_t indent = strspn(bytes + from, " ");
	for (size_t i = from; i < len && (i < until || bytes[i - 1] != '\n'); i++) {
		bool starts = i == from || bytes[i - 1] == '\n';
		if (starts && strspn(bytes + i, " ") >= indent)
			i += indent;
		if (chance(200) == 0)
			buf_text(b, piece());
		if (chance(200))
			buf_char(b, bytes[i]);
	}
	return agree(b->at, b->len);
}

static size_t changed_and_read;

static void change(const char *path, const char *bytes, size_t len)
{
	(void)path;
	for (int turn = 0; turn < TURNS / 20; turn++)
		changed_and_read += change_lines(bytes, len);
}

static void changed_files_are_read_alike(void **state)
{
	(void)state;
	SCOPE(sc);
	each_file(sc, "templates", change);
	each_file(sc, "packages", change);
	EXPECT(changed_and_read > TURNS / 10, "%zu were read", changed_and_read);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_own_files_are_read), cmocka_unit_test(what_it_reads),
		cmocka_unit_test(deep_texts_are_read_alike), cmocka_unit_test(cut_texts_are_read_alike),
		cmocka_unit_test(random_texts_are_read_alike), cmocka_unit_test(changed_files_are_read_alike),
	};
	return cmocka_run_group_tests_name("yaml plain", tests, NULL, NULL);
}
