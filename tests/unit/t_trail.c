/* t_trail.c: passages followed from one document into another: through changed words, moved and new text, and past
 * passages that only read the same. */
#include "unit.h"
#include "base/buf.h"
#include "text/markdown/trail.h"
#include <time.h>

static struct markdown *take(struct scope *sc, const char *text)
{
	return text ? markdown_read(sc, text, strlen(text), 1) : NULL;
}

/* "LINE WORDS" of the n-th passage with these words in the new text; "-" if it is gone, "< " before if it moved. */
static const char *follow(struct scope *sc, const char *before, const char *words, size_t n, const char *after)
{
	struct markdown *a = take(sc, before);
	struct markdown_trail *t = markdown_trail_new(sc, a, take(sc, after));
	struct markdown_quote q;
	struct markdown_followed out;
	assert_true(markdown_quote_take(sc, a, words, n, &q));
	assert_true(markdown_trail_begins(t, &q));
	if (!markdown_trail_follow(sc, t, &q, &out))
		return "-";
	return scope_printf(sc, "%s%d %s", out.moved ? "< " : "", out.now.line, out.now.exact);
}

/* The same of what is gone, in another document that was or was not there. */
static const char *arrive(struct scope *sc, const char *before, const char *words, size_t n, const char *after,
                          const char *other_before, const char *other_after)
{
	struct markdown *a = take(sc, before);
	struct markdown_trail *t = markdown_trail_new(sc, a, take(sc, after)),
		*to = markdown_trail_new(sc, take(sc, other_before), take(sc, other_after));
	struct markdown_quote q;
	struct markdown_followed out;
	assert_true(markdown_quote_take(sc, a, words, n, &q));
	assert_false(markdown_trail_follow(sc, t, &q, &out));
	if (!markdown_trail_find_arrived(sc, t, &q, to, &out))
		return "-";
	return scope_printf(sc, "%d %s", out.now.line, out.now.exact);
}

static const char wall[] = "# Work\n\n## C1\n\nThe wall is measured at 6 points, each with gauge G-12, before "
	"the braze.\n\n"
	"## C2\n\nParts are cleaned by hand in the bath.\n";

static void the_same_words_keep_their_place(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(follow(sc, wall, "gauge G-12", 1, wall), "5 gauge G-12");
	SAME(follow(sc, wall, "gauge G-12", 1, "# Work\n\nNew.\n\n## C1\n\nThe wall is measured at 6 points, "
		"each with\n"
		"gauge G-12, before the braze.\n\n## C2\n\nParts are cleaned by hand in the bath.\n"), "8 gauge "
		"G-12");
	/* broken into lines in another way, and with marks around */
	SAME(follow(sc, wall, "gauge G-12", 1, "# Work\n\n## C1\n\nThe wall is measured at 6 points,\neach with "
		"**gauge\n"
		"G-12**, before the braze.\n\n## C2\n\nParts are cleaned by hand in the bath.\n"), "6 gauge G-12");
}

static void changed_words_are_told(void **state)
{
	(void)state;
	SCOPE(sc);
	/* one word of several; one word alone; a word put in; part of a word */
	const char *eight = "# Work\n\n## C1\n\nThe wall is measured at 8 points, each with gauge G-12, before "
		"the braze.\n\n"
		"## C2\n\nParts are cleaned by hand in the bath.\n";
	SAME(follow(sc, wall, "measured at 6 points", 1, eight), "5 measured at 8 points");
	SAME(follow(sc, wall, "6", 1, eight), "5 8");
	SAME(follow(sc, wall, "points, each", 1, eight), "5 points, each");
}

static void a_word_within_and_words_at_the_ends(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(follow(sc, "One two three four five six.\n", "wo thre", 1, "Zero one two three four five six.\n"),
		"1 wo thre");
	SAME(follow(sc, "One two three four five six.\n", "One two", 1, "1 two three four five six.\n"), "1 1 two");
	SAME(follow(sc, "One two three four five six.\n", "six.", 1, "One two three four five seven.\n"), "1 seven.");
	SAME(follow(sc, "One two three four five six.\n", "two three", 1, "One two and a half three four five "
		"six.\n"),
	     "1 two and a half three");
	/* what stands beside a passage is not of it */
	SAME(follow(sc, "One two three four five six.\n", "two", 1, "One new two new three four five six.\n"),
		"1 two");
	SAME(follow(sc, "検査員は部品の壁を六箇所で測定する。\n", "六箇所", 1, "検査員は部品の壁を八箇所で測定する。\n"), "1 八箇所");
}

static void words_that_are_gone_are_gone(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char text[] = "Some words come before. Oxide in a crack stops the braze from wetting. A "
		"coupon is cut from "
		"each load before the load goes on.\n";
	static const char after[] = "Some words come before. It must be clean. A coupon is cut from each load "
		"before the load "
		"goes on.\n";
	SAME(follow(sc, text, "Oxide in a crack", 1, after), "-");
	SAME(follow(sc, text, "Some words come before.", 1, after), "1 Some words come before.");
	/* cut out, with nothing in their place */
	SAME(follow(sc, "One two three four five six.\n", "two three", 1, "One four five six.\n"), "-");
	SAME(follow(sc, wall, "gauge G-12", 1, "# Work\n\n## C2\n\nParts are cleaned by hand in the bath.\n"), "-");
	SAME(follow(sc, wall, "gauge G-12", 1, NULL), "-");
	SAME(follow(sc, wall, "gauge G-12", 1, ""), "-");
}

static const char twice[] = "## C1\n\nThe calibration of the gauge is checked before each shift.\n\nMore.\n\n"
	"## C2\n\nThe calibration of the gauge is checked before each shift.\n\nAnd more.\n";

static void an_identical_passage_is_another_one(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *words = "The calibration of the gauge is checked before each shift.";
	SAME(follow(sc, twice, words, 1, "## C1\n\nMore.\n\n## C2\n\nThe calibration of the gauge is checked "
		"before each "
		"shift.\n\nAnd more.\n"), "-");
	SAME(follow(sc, twice, words, 2, "## C1\n\nThe calibration of the gauge is checked before each "
		"shift.\n\nMore.\n\n"
		"## C2\n\nAnd more.\n"), "-");
	SAME(follow(sc, twice, words, 2, "## C1\n\nMore.\n\n## C2\n\nThe calibration of the gauge is checked "
		"before each "
		"shift.\n\nAnd more.\n"), "7 The calibration of the gauge is checked before each shift.");
	/* another document that holds the same words has held them before */
	SAME(arrive(sc, twice, words, 1, "## C1\n\nMore.\n", "# D\n\nThe calibration of the gauge is checked "
		"before each "
		"shift.\n", "# D\n\nThe calibration of the gauge is checked before each shift.\n\nNew.\n"), "-");
}

static void a_block_that_moved_takes_it_along(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(follow(sc, "## C1\n\nAlpha beta gamma delta.\n\n## C2\n\nText of two.\n\n## C3\n\nText of "
		"three.\n", "beta gamma", 1,
		"## C1\n\n## C2\n\nText of two.\n\n## C3\n\nText of three.\n\nAlpha beta gamma delta.\n"), "< 11 "
		"beta gamma");
}

static void another_document_takes_it_over(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *less = "# Work\n\n## C2\n\nParts are cleaned by hand in the bath.\n";
	const char *moved = "# D\n\nIt was here.\n\nThe wall is measured at 6 points, each with gauge G-12, "
		"before the braze.\n";
	SAME(arrive(sc, wall, "gauge G-12", 1, less, "# D\n\nIt was here.\n", moved), "5 gauge G-12");
	SAME(arrive(sc, wall, "gauge G-12", 1, less, NULL, moved), "5 gauge G-12");
	SAME(arrive(sc, wall, "gauge G-12", 1, NULL, NULL, moved), "5 gauge G-12");
	/* and is changed on the way */
	SAME(arrive(sc, wall, "gauge G-12, before", 1, less, "# D\n", "# D\n\nThe wall is measured at 6 points, "
		"each with "
		"gauge G-13, before the braze.\n"), "3 gauge G-13, before");
	/* a sentence that goes into a paragraph that stood there */
	SAME(arrive(sc, "# C\n\nFirst sentence of it. The wall is measured at 6 points with gauge G-12.\n",
		"The wall is measured at 6 points with gauge G-12.", 1, "# C\n\nFirst sentence of it.\n",
		"# D\n\nA long paragraph that says much about parts and how they are held in the bath.\n",
		"# D\n\nA long paragraph that says much about parts and how they are held in the bath. The wall "
		"is measured "
		"at 6 points with gauge G-12.\n"), "3 The wall is measured at 6 points with gauge G-12.");
	/* few words are not looked for where nothing around them agrees */
	SAME(arrive(sc, "# C\n\nClean it with care. Use oil.\n", "oil", 1, "# C\n\nClean it with care.\n", "# D\n",
		"# D\n\nA drum of oil was delivered.\n"), "-");
	SAME(arrive(sc, wall, "gauge G-12", 1, less, moved, moved), "-");
	SAME(arrive(sc, wall, "gauge G-12", 1, less, moved, NULL), "-");
}

static void rows_of_tables(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char table[] = "| No. | Name | Limit |\n|---|---|---|\n| 10 | Drill | 0.50 mm |\n| 20 | "
		"Ream | 0.50 mm |\n"
		"| 30 | Clean | 0.50 mm |\n";
	SAME(follow(sc, table, "0.50 mm", 2, "| No. | Name | Limit |\n|---|---|---|\n| 10 | Drill | 0.50 mm |\n"
		"| 20 | Ream | 0.55 mm |\n| 30 | Clean | 0.50 mm |\n"), "4 0.55 mm");
	SAME(follow(sc, table, "0.50 mm", 2, "| No. | Name | Limit |\n|---|---|---|\n| 10 | Drill | 0.50 mm |\n"
		"| 30 | Clean | 0.50 mm |\n"), "-");
}

static void a_passage_over_several_blocks(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char two[] = "First block of words here.\n\nSecond block of words there.\n";
	SAME(follow(sc, two, "words here. Second block", 1, two), "1 words here. Second block");
	SAME(follow(sc, two, "words here. Second block", 1, "First block of words here.\n\nNew.\n\nSecond block "
		"of words there.\n"),
	     "1 words here. New. Second block");
	SAME(follow(sc, two, "words here. Second block", 1, "First block of words here.\n"), "1 words here.");
	SAME(follow(sc, two, "words here. Second block", 1, "Second block of words there.\n"), "1 Second block");
}

/* A long document with many passages: in the time of a few comparisons. */
static void it_stays_quick(void **state)
{
	(void)state;
	enum { BLOCKS = 3000, PASSAGES = 200 };
	SCOPE(sc);
	struct buf *a = buf_new(sc), *b = buf_new(sc);
	for (int i = 0; i < BLOCKS; i++) {
		buf_printf(a, "Paragraph %d says what is number %d and not %d.\n\n", i, i * 7, i * 11);
		if (i % 3)
			buf_printf(b, "Paragraph %d says what is number %d and not %d.\n\n", i, i * 7, i * 11 +
			!(i % 5));
	}
	struct markdown *before = take(sc, a->at);
	struct markdown_trail *t = markdown_trail_new(sc, before, take(sc, b->at)),
		*other = markdown_trail_new(sc, NULL, take(sc, a->at));
	struct timespec from, to;
	size_t found = 0, arrived = 0;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (int i = 0; i < PASSAGES; i++) {
		SCOPE(turn);
		struct markdown_quote q;
		struct markdown_followed out;
		assert_true(markdown_quote_take(turn, before, scope_printf(turn, "Paragraph %d says", i * 3), 1, &q));
		found += markdown_trail_follow(turn, t, &q, &out);
		arrived += i < 20 && markdown_trail_find_arrived(turn, t, &q, other, &out);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	assert_int_equal(found, 0);
	assert_int_equal(arrived, 20);
	assert_true(to.tv_sec - from.tv_sec < 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_words_keep_their_place),
		cmocka_unit_test(changed_words_are_told),
		cmocka_unit_test(a_word_within_and_words_at_the_ends),
		cmocka_unit_test(words_that_are_gone_are_gone),
		cmocka_unit_test(an_identical_passage_is_another_one),
		cmocka_unit_test(a_block_that_moved_takes_it_along),
		cmocka_unit_test(another_document_takes_it_over),
		cmocka_unit_test(rows_of_tables),
		cmocka_unit_test(a_passage_over_several_blocks),
		cmocka_unit_test(it_stays_quick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
