/* t_quote.c: passages kept by their words: found again after edits elsewhere, told apart by their surroundings, gone
 * when they are gone. */
#include "unit.h"
#include "base/buf.h"
#include "text/markdown/quote.h"
#include <time.h>

static uint32_t seed = 7;
static uint32_t dice(uint32_t n) { seed = seed * 1664525u + 1013904223u; return (seed >> 8) % n; }

static const struct markdown *take(struct scope *sc, const char *text)
{
	return markdown_read(sc, text, strlen(text), 1);
}

/* Line of the n-th passage with these words, 0: there is none. */
static int line_of(struct scope *sc, const char *text, const char *words, size_t n)
{
	struct markdown_quote q;
	return markdown_quote_take(sc, take(sc, text), words, n, &q) ? q.line : 0;
}

/* Kept in one text, looked for in another. */
static int find_again(struct scope *sc, const char *before, const char *words, size_t n, const char *after)
{
	struct markdown_quote q;
	assert_true(markdown_quote_take(sc, take(sc, before), words, n, &q));
	return markdown_quote_find(sc, take(sc, after), &q) ? q.line : 0;
}

static void words_as_a_reader_sees_them(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char text[] = "# Title\n\nThe *limit* is **0.50** to\n`0.57` mm, "
	                           "see [the sheet](x.pdf).\n\n- one\n- two  \n  three\n";
	SAME(markdown_quote_words(sc, "  a \n\t b\xe3\x80\x80 c  "), "a b c");
	assert_int_equal(line_of(sc, text, "limit is 0.50 to 0.57 mm", 1), 3);
	assert_int_equal(line_of(sc, text, "0.57 mm,\n see the   sheet.", 1), 4);
	assert_int_equal(line_of(sc, text, "two three", 1), 7);
	assert_int_equal(line_of(sc, text, "three", 1), 8);
	assert_int_equal(line_of(sc, text, "**0.50**", 1), 0);
	assert_int_equal(line_of(sc, text, "x.pdf", 1), 0);
	assert_int_equal(line_of(sc, text, "", 1), 0);
	assert_int_equal(line_of(sc, text, " \n ", 1), 0);
	assert_int_equal(line_of(sc, "", "a", 1), 0);
	assert_int_equal(line_of(sc, "<!-- 0.50 -->\n\nText.\n", "0.50", 1), 0);
}

static void several_are_counted_and_taken(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char text[] = "# A\n\n0.50 mm here.\n\n# B\n\nHere 0.50 mm.\n\nAnd 0.50 mm.\n";
	const struct markdown *m = take(sc, text);
	struct markdown_quote q;
	assert_int_equal(markdown_quote_count(sc, m, "0.50  mm"), 3);
	assert_int_equal(markdown_quote_count(sc, m, "0.51"), 0);
	assert_int_equal(markdown_quote_count(sc, m, ""), 0);
	assert_true(markdown_quote_take(sc, m, "0.50 mm", 2, &q));
	SAME(q.exact, "0.50 mm");
	SAME(q.prefix, "A 0.50 mm here. B Here");
	SAME(q.suffix, ". And 0.50 mm.");
	assert_int_equal(q.line, 7);
	assert_int_equal(q.end_line, 7);
	assert_int_equal(q.heading, 1);
	assert_false(markdown_quote_take(sc, m, "0.50 mm", 4, &q));
}

static void surroundings_tell_apart(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char before[] = "# A\n\nThe wall is 0.50 mm thick at the root.\n\n# B\n\nThe braze gap is 0.50 mm "
	                             "wide at the tip.\n";
	/* in the other order */
	assert_int_equal(find_again(sc, before, "0.50 mm", 2, "# B\n\nThe braze gap is 0.50 mm wide at the tip.\n\n# "
	                                                      "A\n\nThe wall is 0.50 mm thick at the root.\n"), 3);
	assert_int_equal(find_again(sc, before, "0.50 mm", 1, "# B\n\nThe braze gap is 0.50 mm wide at the tip.\n\n# "
	                                                      "A\n\nThe wall is 0.50 mm thick at the root.\n"), 7);
	/* one has changed: the other is not taken for it */
	assert_int_equal(find_again(sc, before, "0.50 mm", 2, "# A\n\nThe wall is 0.50 mm thick at the root.\n\n# "
	                                                      "B\n\nThe braze gap is 0.55 mm wide at the tip.\n"), 0);
	/* surroundings half new */
	assert_int_equal(find_again(sc, before, "0.50 mm", 2, "# A\n\nGone.\n\n# B\n\nThe braze gap is 0.50 mm, "
	                                                      "measured.\n"), 7);
	/* many words are known wherever they stand */
	assert_int_equal(find_again(sc, before, "The braze gap is 0.50 mm wide at the tip.", 1,
	                            "New.\n\nThe braze gap is 0.50 mm wide at the tip. More.\n"), 3);
	/* nothing around it, then or now */
	assert_int_equal(find_again(sc, "0.50\n", "0.50", 1, "0.50\n"), 1);
	assert_int_equal(find_again(sc, "0.50\n", "0.50", 1, "Now 0.50 is among others\n"), 1);
	assert_int_equal(find_again(sc, before, "0.50 mm", 1, ""), 0);
	/* long words, and words in like places: not the first that will do, but the one that agrees most */
	static const char twice[] = "Every gauge of the shop is used for the wall of the vane.\n\nEvery gauge of the "
	                            "shop is used for the rim of the vane.\n";
	static const char longer[] = "New.\n\nEvery gauge of the shop is used for the wall of the vane.\n\nEvery gauge "
	                             "of the shop is used for the rim of the vane.\n";
	assert_int_equal(find_again(sc, twice, "gauge of the shop is used for the", 2, longer), 5);
	assert_int_equal(find_again(sc, twice, "used", 2, longer), 5);
	assert_int_equal(find_again(sc, twice, "used", 1, longer), 3);
}

static void in_code_tables_and_lists(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char text[] = "# T\n\n| a | b |\n|---|---|\n| 1 | wide open |\n| 2 | shut |\n\n```\nfirst "
	                           "line\nsecond line\n```\n\n    set in\n    as well\n\n> - quoted item\n>   goes "
	                           "on\n";
	struct markdown_quote q;
	assert_int_equal(line_of(sc, text, "wide open", 1), 5);
	assert_int_equal(line_of(sc, text, "shut", 1), 6);
	assert_int_equal(line_of(sc, text, "open 2 shut", 1), 5);
	assert_int_equal(line_of(sc, text, "first", 1), 9);
	assert_int_equal(line_of(sc, text, "second line", 1), 10);
	assert_int_equal(line_of(sc, text, "set in", 1), 13);
	assert_int_equal(line_of(sc, text, "as well", 1), 14);
	assert_int_equal(line_of(sc, text, "quoted item", 1), 16);
	assert_int_equal(line_of(sc, text, "goes on", 1), 17);
	assert_true(markdown_quote_take(sc, take(sc, text), "line second line set", 1, &q));
	assert_int_equal(q.line, 9);
	assert_int_equal(q.block_line, 8);
	assert_int_equal(q.end_line, 13);
	/* a row in another place: known by many words, or by those beside it; else nobody can tell */
	static const char moved[] = "| a | b |\n|---|---|\n| 2 | shut |\n| 1 | wide open |\n\n```\nfirst line\nsecond "
	                            "line\n```\n";
	assert_int_equal(find_again(sc, text, "wide open", 1, moved), 0);
	assert_int_equal(find_again(sc, "| a | b |\n|---|---|\n| WS-2417-010 | shut |\n| x | y |\n", "shut", 1,
	                            "| a | b |\n|---|---|\n| x | y |\n| WS-2417-010 | shut |\n"), 4);
}

static void in_japanese(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char text[] = "# 検査\n\n検査は工程百十で行う。肉厚は0.50mm以上とする。\n記録は五年保管する。検査員は毎年認定する。\n\n## "
	                           "記録\n\n検査員の記録は別に保管する。\n";
	struct markdown_quote q;
	assert_int_equal(markdown_quote_count(sc, take(sc, text), "検査員"), 2);
	assert_true(markdown_quote_take(sc, take(sc, text), "検査員", 1, &q));
	assert_int_equal(q.line, 4);
	/* the surroundings end at characters */
	for (const char *s = q.prefix; *s; s++)
		assert_true(s > q.prefix || ((unsigned char)*s & 0xc0) != 0x80);
	assert_true(((unsigned char)q.suffix[0] & 0xc0) != 0x80);
	assert_int_equal(find_again(sc, text, "検査員", 2, "# 検査\n\n前書き。\n\n検査員は毎年認定する。\n\n## 記録\n\n検査員の記録は別に保管する。\n"), 9);
	assert_int_equal(find_again(sc, text, "検査員", 2, "# 検査\n\n検査員は毎年認定する。\n"), 0);
	assert_int_equal(find_again(sc, text, "肉厚は0.50mm以上とする。", 1, "肉厚は0.50mm以上とする。\n"), 1);
}

/* --- a property: edits elsewhere do not move a passage --- */

enum { BLOCKS = 30 };

static const char *make_block(struct scope *sc, bool japanese)
{
	static const char *const words[] = { "wall", "gap", "0.50", "mm", "braze", "limit", "is", "the", "furnace",
	                                     "of", "lot", "record" };
	static const char *const kanji[] = { "検査", "記録", "肉厚", "は", "の", "工程", "百十", "を", "保管", "する", "。", "炉" };
	struct buf *b = buf_new(sc);
	for (uint32_t i = 0, n = 8 + dice(14); i < n; i++)
		buf_printf(b, "%s%s", i && !japanese ? dice(9) ? " " : "\n" : "", japanese ? kanji[dice(12)]
		           : words[dice(12)]);
	return b->at;
}

static const char *join(struct scope *sc, const char *const *blocks, size_t count)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%s\n\n", blocks[i]);
	return b->at;
}

/* Blocks come, go and change, but for the one with the passage and its neighbours. */
static const char *edit(struct scope *sc, const char *const *blocks, size_t kept, bool japanese)
{
	const char *out[2 * BLOCKS];
	size_t count = 0;
	for (size_t i = 0; i < BLOCKS; i++) {
		bool near = i + 1 >= kept && i <= kept + 1;
		uint32_t what = near ? 9 : dice(8);
		if (what == 0)
			continue;
		out[count++] = what == 1 ? make_block(sc, japanese) : blocks[i];
		if (what == 2)
			out[count++] = make_block(sc, japanese);
	}
	return join(sc, out, count);
}

static void edits_elsewhere_do_not_matter(void **state)
{
	(void)state;
	for (int round = 0; round < 1500; round++) {
		SCOPE(sc);
		const char *blocks[BLOCKS];
		bool japanese = round % 3 == 0;
		for (size_t i = 0; i < BLOCKS; i++)
			blocks[i] = make_block(sc, japanese);
		size_t kept = 1 + dice(BLOCKS - 2), n = 0;
		const char *words = markdown_quote_words(sc, blocks[kept]);
		const char *text = join(sc, blocks, BLOCKS), *after;
		/* a few words from the middle of the block, wherever else they stand */
		size_t from = strlen(words) / 4, len = strlen(words) / 2;
		while (((unsigned char)words[from] & 0xc0) == 0x80) from--;
		while (((unsigned char)words[from + len] & 0xc0) == 0x80) len--;
		const char *passage = markdown_quote_words(sc, scope_copy_bytes(sc, words + from, len));
		const struct markdown *m = take(sc, text);
		size_t count = markdown_quote_count(sc, m, passage);
		EXPECT(count >= 1, "round %d: \"%s\" is not in its own text", round, passage);
		int first = 1;
		for (size_t i = 0; i < kept; i++)
			for (const char *s = join(sc, blocks + i, 1); *s; s++)
				first += *s == '\n';
		struct markdown_quote q = {0};
		while (++n <= count && markdown_quote_take(sc, m, passage, n, &q) && q.block_line != first)
			;
		if (q.block_line != first)
			continue;               /* it overlaps another that was counted first */
		after = edit(sc, blocks, kept, japanese);
		EXPECT(markdown_quote_find(sc, take(sc, after), &q), "round %d: \"%s\" is lost", round, passage);
		const char *there = strstr(after, blocks[kept]);
		int line = 1;
		for (const char *s = after; s < there; s++)
			line += *s == '\n';
		EXPECT(q.block_line == line || strstr(there + 1, blocks[kept]),
		       "round %d: \"%s\" is found in line %d, not %d", round, passage, q.block_line, line);
	}
}

static void hostile_sizes(void **state)
{
	(void)state;
	SCOPE(sc);
#ifdef SCOPE_DEBUG
	enum { SIZE = 1 << 15 };        /* a sanitizer measures the whole text at each strstr() */
#else
	enum { SIZE = 1 << 20 };
#endif
	char *text = scope_alloc(sc, SIZE + 1, 1), *words = scope_alloc(sc, 1001, 1);
	struct markdown_quote q;
	clock_t began = clock();
	memset(text, 'a', SIZE);
	text[SIZE] = '\0';
	memset(words, 'a', 1000);
	words[1000] = '\0';
	assert_int_equal(markdown_quote_count(sc, take(sc, text), words), SIZE / 1000);
	assert_true(markdown_quote_take(sc, take(sc, text), words, 1, &q));
	assert_true(markdown_quote_find(sc, take(sc, text), &q));
	for (size_t i = 0; i < SIZE; i += 2)
		memcpy(text + i, "a ", 2);
	assert_true(markdown_quote_take(sc, take(sc, text), "a", SIZE / 3, &q));
	assert_true(markdown_quote_find(sc, take(sc, text), &q));
	assert_true(strlen(q.prefix) < 200 && strlen(q.suffix) < 200);
	/* words longer than the text */
	assert_false(markdown_quote_take(sc, take(sc, "a\n"), text, 1, &q));
	EXPECT((clock() - began) / CLOCKS_PER_SEC < 20, "it takes %ld seconds",
	       (long)((clock() - began) / CLOCKS_PER_SEC));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_as_a_reader_sees_them), cmocka_unit_test(several_are_counted_and_taken),
		cmocka_unit_test(surroundings_tell_apart), cmocka_unit_test(in_code_tables_and_lists),
			cmocka_unit_test(in_japanese),
		cmocka_unit_test(edits_elsewhere_do_not_matter), cmocka_unit_test(hostile_sizes),
	};
	return cmocka_run_group_tests_name("quote", tests, NULL, NULL);
}
