/* t_markdown.c: CommonMark, pipe tables, Japanese emphasis, canon-1, headings and links. */
#include "unit.h"
#include "text/markdown/markdown.h"

static struct markdown *read_text(struct scope *sc, const char *text)
{
	return markdown_read(sc, text, strlen(text), 1);
}

static const char *html(struct scope *sc, const char *text)
{
	struct buf *out = buf_new(sc);
	markdown_html(read_text(sc, text), NULL, out);
	return out->at;
}

/* cmark writes blocks on lines of their own; where that does not matter. */
static const char *flat(struct scope *sc, const char *text)
{
	const char *from = html(sc, text);
	struct buf *out = buf_new(sc);
	for (; *from; from++)
		if (*from != '\n')
			buf_char(out, *from);
	return out->at;
}

static const char *canon(struct scope *sc, const char *text) { return markdown_canon(read_text(sc, text)); }

/* --- HTML --- */

static void plain_documents(void **state)
{
	(void)state;
	static const struct { const char *text, *html; } table[] = {
		{ "", "" }, { "Hello\nworld\n", "<p>Hello\nworld</p>\n" },
			{ "a & b < c \"d\"\n", "<p>a &amp; b &lt; c &quot;d&quot;</p>\n" },
		{ "- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
			{ "`a<b`\n", "<p><code>a&lt;b</code></p>\n" },
		{ "```c\nx < y;\n```\n", "<pre><code class=\"language-c\">x &lt; y;\n</code></pre>\n" },
		{ "a\\\nb\n", "<p>a<br />\nb</p>\n" },
		{ "[x](y \"t\")\n", "<p><a href=\"y\" title=\"t\">x</a></p>\n" }, { "---\n", "<hr />\n" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		SAME(html(sc, table[i].text), table[i].html);
	}
	SCOPE(sc);
	SAME(flat(sc, "# Top *x*\n"), "<h1 id=\"top-x\">Top <em>x</em></h1>");
}

static void raw_html_is_text(void **state)
{
	(void)state;
	static const char *const texts[] = { "<script>alert(1)</script>\n", "a <script>alert(1)</script> b\n",
	                                     "<SCRIPT SRC=x>\n",
		"<div onclick=x>\n\ntext\n\n</div>\n", "a <img src=x onerror=alert(1)> b\n", "<!-- <script> -->\n",
			"<iframe src=x></iframe>\n",
		"| a |\n|---|\n| <script>x</script> |\n", "# <script>x</script>\n", "> <script>x</script>\n",
			"- <script>x\n", "<style>x</style>\n",
		"<?php x ?>\n", "<![CDATA[<script>]]>\n", "<!DOCTYPE x>\n", "**<script>**\n", "[<script>](x)\n",
			"![<script>](x)\n",
		"| <img src=x onerror=y> |\n|---|\n| x |\n", "<a href=x>y</a>\n", "text\n<script>\nx\n</script>\n" };
	static const char *const never[] = { "<script", "<SCRIPT", "<div o", "<img src=x", "<iframe", "<style", "<?",
	                                     "<!", "<a href=x" };
	for (size_t i = 0; i < countof(texts); i++) {
		SCOPE(sc);
		const char *got = html(sc, texts[i]);
		for (size_t k = 0; k < countof(never); k++)
			LACKS(got, never[k]);
	}
	SCOPE(sc);
	HAS(html(sc, "```\n<script>\n```\n"), "&lt;script&gt;");
	HAS(html(sc, "`<script>`\n"), "&lt;script&gt;");
	HAS(html(sc, "\\<script>\n"), "&lt;script&gt;");
}

static void links_to_scripts_are_emptied(void **state)
{
	(void)state;
	static const char *const texts[] = { "[x](javascript:alert(1))\n", "[x](JaVaScRiPt:alert(1))\n",
	                                     "[x](vbscript:x)\n",
		"[x](data:text/html;base64,x)\n", "<javascript:alert(1)>\n", "![x](javascript:alert(1))\n",
			"[x]\n\n[x]: javascript:alert(1)\n",
		"[x](&#106;avascript:alert(1))\n", "| [x](javascript:alert(1)) |\n|---|\n",
			"[x](file:///etc/passwd)\n" };
	for (size_t i = 0; i < countof(texts); i++) {
		SCOPE(sc);
		const char *got = html(sc, texts[i]);
		LACKS(got, "=\"javascript");
		LACKS(got, "=\"JaVa");
		LACKS(got, "=\"vbscript");
		LACKS(got, "=\"data:");
		LACKS(got, "=\"file:");
	}
}

static void attributes_are_escaped(void **state)
{
	(void)state;
	SCOPE(sc);
	LACKS(html(sc, "[x](a\"onclick=\"y)\n"), "\"onclick=");
	LACKS(html(sc, "[x](y '\"><script>')\n"), "<script");
	LACKS(html(sc, "```\"><script>\nx\n```\n"), "<script");
	LACKS(html(sc, "# \"><script>alert(1)</script>\n"), "<script");
}

static const char *to_html(struct scope *sc, void *context, const char *target)
{
	(void)context;
	return strncmp(target, "C-", 2) == 0 ? scope_printf(sc, "%.*s.html", (int)strcspn(target, "."), target) : NULL;
}

static void links_are_rewritten(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *out = buf_new(sc);
	markdown_html(read_text(sc, "[c](C-x.md) ![i](C-y.md) [d](D.md)\n"), &(struct markdown_linker){ to_html,
		to_html, NULL }, out);
	HAS(out->at, "href=\"C-x.html\"");
	HAS(out->at, "src=\"C-y.html\"");
	HAS(out->at, "href=\"D.md\"");
}

/* --- tables --- */

static void a_table(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *got = flat(sc, "| Gauge | Due | Note |\n|:------|----:|:----:|\n| MT-1 | 2026-03-04 | *ok* |\n| "
	                           "a\\|b | `x` |\n");
	HAS(got, "<table><thead><tr><th scope=\"col\">");
	HAS(got, "<th scope=\"col\" class=\"right\">");
	HAS(got, "<th scope=\"col\" class=\"middle\">");
	HAS(got, "<td class=\"middle\">");
	HAS(got, "<em>ok</em>");
	HAS(got, "a|b");
	HAS(got, "<code>x</code>");
	LACKS(got, ":----:");
	SAME(canon(sc, "| a | b |\n|---|---|\n| 1 | 2 |\n"), "|a|b\n|1|2\n");
}

static void what_is_a_table(void **state)
{
	(void)state;
	static const char *const yes[] = { "|a|\n|-|\n", "a|b\n-|-\n1|2\n", "| a | b\n|:-:|-:|\n",
	                                   "text\n| a |\n|---|\n| 1 |\n",
		"> | a |\n> |---|\n> | 1 |\n", "  | a |\n  |---|\n", "- x\n\n  | a |\n  |---|\n  | 1 |\n",
			"| 検査 | 合否 |\n|---|---|\n" };
	static const char *const no[] = { "| a |\n", "| a |\n| b |\n", "| a |\n|---|---|\n", "a\n---\n",
	                                  "    | a |\n    |---|\n",
		"```\n| a |\n|---|\n```\n", "| a |\n\n|---|\n", "|---|\n", "| a |\n|-x-|\n", "| a |\n| : |\n",
			"| a | b |\n|---|\n" };
	for (size_t i = 0; i < countof(yes); i++) {
		SCOPE(sc);
		HAS(html(sc, yes[i]), "<table>");
	}
	for (size_t i = 0; i < countof(no); i++) {
		SCOPE(sc);
		LACKS(html(sc, no[i]), "<table>");
	}
	SCOPE(sc);
	const char *got = html(sc, "before\n| a |\n|---|\n| 1 |\n\nafter\n");
	HAS(got, "<p>before</p>");
	HAS(got, "<p>after</p>");
}

static void cells_are_inline_text(void **state)
{
	(void)state;
	static const struct { const char *cell, *wanted; } table[] = {
		{ "- x", "- x<" }, { "# x", "# x<" }, { "1. x", "1. x<" }, { "> x", "&gt; x<" }, { "+ x", "+ x<" },
			{ "* x", "* x<" },
		{ "---", "---<" }, { "```", "```<" }, { "12.5", "12.5<" }, { "[x]: y", "[x]: y<" },
			{ "**b**", "<strong>b</strong><" },
		{ "_e_", "<em>e</em><" }, { "[l](u)", "<a href=\"u\">l</a><" }, { "<https://x.example/>",
			"<a href=\"https://x.example/\">" },
		{ "\\*", "*<" }, { "&amp;", "&amp;<" }, { "検査", "検査<" }, { "=", "=<" }, { "a\\|b\\|c", "a|b|c<" },
			{ "~~~", "~~~<" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		const char *got = flat(sc, scope_printf(sc, "| h | k |\n|---|---|\n| x | %s |\n", table[i].cell));
		HAS(got, table[i].wanted);
		LACKS(got, "\xe2\x80\x8b");
		LACKS(got, "8203");
	}
}

static void rows_of_other_lengths(void **state)
{
	(void)state;
	SCOPE(sc);
	struct markdown *m = markdown_read(sc, "x\n\n| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n", 42, 10);
	const struct markdown_mistake *mistakes = NULL;
	assert_int_equal(markdown_mistakes(m, &mistakes), 1);
	assert_int_equal(mistakes[0].line, 15);
	HAS(phrase_text(sc, NULL, mistakes[0].says), "more cells");
	SAME(markdown_canon(m), "x\n|a|b\n|1|\n|1|2 \\| 3 \\|\n");
}

static void too_many_cells_stay_text(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	buf_text(b, "| a | b |\n|---|---|\n");
	for (int i = 0; i < MARKDOWN_TABLE_CELLS / 2 + 10; i++)
		buf_text(b, "| 1 | 2 |\n");
	struct markdown *m = markdown_read(sc, b->at, b->len, 1);
	const struct markdown_mistake *mistakes = NULL;
	assert_int_equal(markdown_mistakes(m, &mistakes), 1);
	assert_int_equal(mistakes[0].line, 1);
	struct buf *out = buf_new(sc);
	markdown_html(m, NULL, out);
	LACKS(out->at, "<table>");
	/* The known blow-up of cmark-gfm: one wide head, many short rows. */
	buf_clear(b);
	for (int i = 0; i < 60; i++)
		buf_text(b, "|a");
	buf_char(b, '\n');
	for (int i = 0; i < 60; i++)
		buf_text(b, "|-");
	buf_char(b, '\n');
	for (int i = 0; i < 20000; i++)
		buf_text(b, "|\n");
	buf_clear(out);
	markdown_html(markdown_read(sc, b->at, b->len, 1), NULL, out);
	assert_true(out->len < 4u << 20);
}

/* --- Japanese --- */

static void japanese_emphasis(void **state)
{
	(void)state;
	static const struct { const char *text, *html; } table[] = {
		{ "**「承認」**です\n", "<p><strong>「承認」</strong>です</p>\n" },
			{ "**注意。**次\n", "<p><strong>注意。</strong>次</p>\n" },
		{ "**承認（不可）**と\n", "<p><strong>承認（不可）</strong>と</p>\n" },
			{ "**`code`**です\n", "<p><strong><code>code</code></strong>です</p>\n" },
		{ "これは**「重要」**です\n", "<p>これは<strong>「重要」</strong>です</p>\n" }, { "*「a」*と\n", "<p><em>「a」</em>と</p>\n" },
		{ "検査**合格**です\n", "<p>検査<strong>合格</strong>です</p>\n" },
		{ "**一。**二**三。**四\n", "<p><strong>一。</strong>二<strong>三。</strong>四</p>\n" },
		{ "***「承認」***です\n", "<p><em><strong>「承認」</strong></em>です</p>\n" },
		{ "`**「a」**です`\n", "<p><code>**「a」**です</code></p>\n" }, { "```\n**「a」**です\n```\n",
			"<pre><code>**「a」**です\n</code></pre>\n" },
		{ "    **「a」**です\n", "<pre><code>**「a」**です\n</code></pre>\n" }, { "\\*「a」\\*です\n", "<p>*「a」*です</p>\n" },
		{ "3*4「x」\n", "<p>3*4「x」</p>\n" }, { "検査 * 合格\n", "<p>検査 * 合格</p>\n" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		SAME(html(sc, table[i].text), table[i].html);
		LACKS(canon(sc, table[i].text), "\xe2\x80\x8b");
		LACKS(canon(sc, table[i].text), "8203");
	}
	SCOPE(sc);
	HAS(flat(sc, "| a |\n|---|\n| **「承認」**です |\n"), "<strong>「承認」</strong>です");
	HAS(html(sc, "# **「承認」**です\n"), "<strong>「承認」</strong>です");
	HAS(html(sc, "[**「承認」**です](x「*」a)\n"), "<strong>「承認」</strong>です</a>");
	LACKS(html(sc, "[**「承認」**です](x「*」a)\n"), "%E2%80%8B");
}

static void japanese_line_breaks(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(html(sc, "図面の\n改訂\n"), "<p>図面の改訂</p>\n");
	SAME(html(sc, "検査。\n合格\n"), "<p>検査。合格</p>\n");
	SAME(html(sc, "F110の\nABC\n"), "<p>F110の\nABC</p>\n");
	SAME(canon(sc, "図面の\n改訂\n"), canon(sc, "図面の改訂\n"));
}

/* --- canon-1 --- */

static void canon_keeps(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{ "one two\n", "one\ntwo\n" }, { "one two\n", "one   two  \n\n\n" }, { "- a\n- b\n", "* a\n* b\n" },
			{ "- a\n- b\n", "+ a\n+ b\n" },
		{ "- a\n- b\n", "-   a\n-   b\n" }, { "- a\n- b\n", "- a\n\n- b\n" },
			{ "1. a\n2. b\n", "1) a\n2) b\n" }, { "1. a\n2. b\n", "1. a\n1. b\n" },
		{ "*a* **b**\n", "_a_ __b__\n" }, { "text\n", "<!-- note -->\n\ntext\n" },
			{ "text\n", "text\n\n<!-- note\n\nlong -->\n" },
		{ "a b\n", "a <!-- x --> b\n" }, { "# A\n", "A\n===\n" }, { "## A\n", "## A ##\n" },
			{ "## A\n", "A\n---\n" }, { "---\n", "***\n" },
		{ "```\nx\n```\n", "~~~\nx\n~~~\n" }, { "```\nx\n```\n", "    x\n" },
			{ "| a | b |\n|---|---|\n| 1 | 2 |\n", "a|b\n-|-\n1|2\n" },
		{ "\\<T1 b>\n", "<T1 b>\n" }, { "a<br>b\n", "a\\\nb\n" }, { "a\n", "a\n\n[x]: b\n" },
		{ "[a](b)\n", "[a][x]\n\n[x]: b\n" }, { "a\\\nb\n", "a  \nb\n" }, { "a", "a\n" },
			{ "&amp; b\n", "\\& b\n" }, { "> a\n> b\n", "> a\nb\n" },
		{ "検査の合格\n", "検査の\n合格\n" }, { "a\n\n\n\nb\n", "a\n\nb\n" }, { "   a\n", "a\n" },
	};
	for (size_t i = 0; i < countof(pairs); i++) {
		SCOPE(sc);
		SAME(canon(sc, pairs[i][0]), canon(sc, pairs[i][1]));
	}
}

static void canon_ends(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{ "one two\n", "one three\n" }, { "one two\n", "onetwo\n" }, { "1.5 mm\n", "1.6 mm\n" },
			{ "# A\n", "## A\n" }, { "# A\n", "A\n" },
		{ "[a](b)\n", "[a](c)\n" }, { "[a](b)\n", "![a](b)\n" }, { "[a](b)\n", "a\n" },
			{ "[a](b)\n", "[a](b \"t\")\n" }, { "[a](b)\n", "\\[a](b)\n" },
		{ "*a*\n", "a\n" }, { "*a*\n", "**a**\n" }, { "*a*\n", "\\*a\\*\n" }, { "`a`\n", "a\n" },
			{ "`a`\n", "\\`a\\`\n" },
		{ "- a\n", "1. a\n" }, { "1. a\n", "2. a\n" }, { "- a\n- b\n", "- a\n  - b\n" },
			{ "- a\n- b\n", "- b\n- a\n" }, { "> a\n", "a\n" },
		{ "a\n\nb\n", "a b\n" }, { "a\\\nb\n", "a b\n" }, { "```\nx\n```\n", "x\n" },
			{ "```\nx\n```\n", "```c\nx\n```\n" },
		{ "```\nx  y\n```\n", "```\nx y\n```\n" }, { "| a |\n|---|\n| 1 |\n", "| a |\n|---|\n| 2 |\n" },
			{ "| a |\n|---|\n| 1 |\n", "| a |\n|---|\n" },
		{ "| a | b |\n|---|---|\n| 1 | |\n", "| a | b |\n|---|---|\n| | 1 |\n" }, { "| a |\n|---|\n| 1 |\n",
			"\\| a |\n|---|\n| 1 |\n" },
		{ "| a\\|b |\n|---|\n", "| a | b |\n|---|---|\n" }, { "a\n\n---\n", "a\n" }, { "検査\n", "検収\n" },
			{ "Ａ\n", "A\n" }, { "a\n", "A\n" },
		{ "検査 合格\n", "検査合格\n" }, { "", "a\n" }, { "t <T1 b> c\n", "t <T9 b> c\n" },
		{ "10<sup>6</sup>\n", "106\n" }, { "10<sup>6</sup>\n", "10<sub>6</sub>\n" },
		{ "10<sup>6</sup>\n", "10\\<sup>6\\</sup>\n" }, { "1<br>2\n", "12\n" }, { "1<br>2\n", "1 2\n" },
		{ "<div>a</div>\n", "<div>b</div>\n" }, { "<div a>x</div>\n", "<div b>x</div>\n" },
		{ "<!-- a --> b\n", "<!-- a --> c\n" }, { "| a |\n|---|\n| 1 | 2 |\n", "| a |\n|---|\n| 1 | 3 |\n" },
	};
	for (size_t i = 0; i < countof(pairs); i++) {
		SCOPE(sc);
		EXPECT(strcmp(canon(sc, pairs[i][0]), canon(sc, pairs[i][1])) != 0,
		       "one canonical form for:\n%s----\n%s", pairs[i][0],
		       pairs[i][1]);
	}
}

/* The form itself is fixed: a change of one byte ends every sign-off. */
static void canon_is_frozen(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(canon(sc, "# Repair *documents*\n\nThe routing\nis `complete`; see [C](../a.pdf).\n\n- one\n- two\n  1. "
	               "x\n  2. y\n\n"
	               "| Op | Note |\n|---|---|\n| 10 | ok |\n\n> said\n\n```sh\nls\n```\n"),
	     "# Repair *documents*\nThe routing is `complete`; see [C](../a.pdf).\n-\n  one\n-\n  two\n  1.\n    x\n  "
	     "2.\n    y\n"
	     "|Op|Note\n|10|ok\n>\n  said\n```sh\nls\n```\n");
}

/* --- nothing vanishes --- */

static void tags_that_do_what_they_say(void **state)
{
	(void)state;
	static const struct { const char *text, *html; } table[] = {
		{ "10<sup>-6</sup> m<SUB>2</SUB>\n", "<p>10<sup>-6</sup> m<sub>2</sub></p>" },
		{ "a<br>b<br/>c<BR />d\n", "<p>a<br />b<br />c<br />d</p>" },
		{ "a<sup>**2**</sup>\n", "<p>a<sup><strong>2</strong></sup></p>" },
		{ "a<sup>b<sub>c</sub></sup>\n", "<p>a<sup>b<sub>c</sub></sup></p>" },
		{ "a<sup>b *c</sup>d*\n", "<p>a&lt;sup&gt;b <em>c&lt;/sup&gt;d</em></p>" },
		{ "a<sup>2 b\n", "<p>a&lt;sup&gt;2 b</p>" }, { "a</sup>2\n", "<p>a&lt;/sup&gt;2</p>" },
		{ "<sup title=\"x\">2</sup>\n", "<p>&lt;sup title=&quot;x&quot;&gt;2&lt;/sup&gt;</p>" },
		{ "<br>\n", "<p><br /></p>" }, { "<sup>\n1</sup> note\n", "<p><sup><br />1</sup> note</p>" },
		{ "t <T1 and width >W2\n", "<p>t &lt;T1 and width &gt;W2</p>" },
		{ "<table>\n<tr><td>*a*<br>b</td></tr>\n</table>\n",
		  "<p>&lt;table&gt;<br />&lt;tr&gt;&lt;td&gt;*a*<br />b&lt;/td&gt;&lt;/tr&gt;"
		  "<br />&lt;/table&gt;</p>" },
		{ "<!-- how --> It is *milled*.\n", "<p>It is <em>milled</em>.</p>" },
		{ "<!-- a --><!-- b -->## C1 x\n", "<h2 id=\"c1-x\">C1 x</h2>" },
		{ "<!-- a --> <div>x</div>\n", "<p>&lt;div&gt;x&lt;/div&gt;</p>" },
		{ "a\n\n<!-- b\n\nc *d*\n", "<p>a</p><p>&lt;!-- b</p><p>c <em>d</em></p>" },
		{ "a <!-- b *c*\n", "<p>a &lt;!-- b <em>c</em></p>" }, { "<!-- a -->\n", "" },
		{ "- <div>a\n  b</div>\n- c\n", "<ul><li>&lt;div&gt;a<br />b&lt;/div&gt;</li><li>c</li></ul>" },
		{ "<?php x ?>\n", "<p>&lt;?php x ?&gt;</p>" }, { "<pre>\na\n\n<br>\n</pre>\n",
		  "<p>&lt;pre&gt;<br />a</p><p><br /><br />&lt;/pre&gt;</p>" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		SAME(flat(sc, table[i].text), table[i].html);
	}
}

static void html_is_told_once_a_line(void **state)
{
	(void)state;
	static const struct { const char *text; int lines[4]; } table[] = {
		{ "a <b>c</b>\nd <i>e</i>\n", { 7, 8 } }, { "a\n\n<div>\nx\n</div>\n", { 9 } },
		{ "a <br> <sup>2</sup> <!-- c -->\n\n<!-- d -->\n\n<br>\n", { 0 } },
		{ "| a |\n|---|\n| x |\n| <b>y |\n", { 10 } }, { "x\n\n<!-- a\n\n--> y <b>z\n", { 11 } },
		{ "x\n\n<!-- a\n\nb <c> d\n", { 9, 11 } }, { "a <T1 and b>W\n", { 7 } },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		const struct markdown_mistake *mistakes = NULL;
		const struct markdown *m = markdown_read(sc, table[i].text, strlen(table[i].text), 7);
		size_t count = markdown_mistakes(m, &mistakes);
		for (size_t k = 0; k < count; k++) {
			assert_int_equal(mistakes[k].line, table[i].lines[k]);
			assert_int_equal(mistakes[k].finding, FINDING_markdown_html);
		}
		assert_int_equal(table[i].lines[count], 0);
	}
}

static void tables_as_their_authors_meant(void **state)
{
	(void)state;
	static const struct { const char *text, *canon; } table[] = {
		{ "| a |\n|---|\n| 1 |\n---\n\nb\n", "|a\n|1\n---\nb\n" },
		{ "| a |\n|---|\n| 1 |\n- - -\nb\n", "|a\n|1\n---\nb\n" },
		{ "| a |\n|---|\n| 1 |\n===\n", "|a\n|1\n|===\n" },
		{ "| a |\n|---|\n| 1 |\n--\n", "|a\n|1\n|\\--\n" },
		{ "| a |\n|---|\n| 1 |\n## b\n", "|a\n|1\n## b\n" },
		{ "| a |\n|---|\n| 1 |\n- b\n", "|a\n|1\n-\n  b\n" },
		{ "n | s\n---|---\n1. | a\n2) | b\n- | c\n", "|n|s\n|\\1.|a\n|2)|b\n|\\-|c\n" },
		{ "1. | s\n---|---\n2. | a\n", "|\\1.|s\n|\\2.|a\n" }, { "# | s\n---|---\n1 | a\n", "|\\#|s\n|1|a\n" },
		{ "- | a | b |\n  |---|---|\n  | 1 | 2 |\n- c | d\n", "-\n  |a|b\n  |1|2\n-\n  c \\| d\n" },
		{ "> n | s\n> ---|---\n> 1. | a\n\n1. | b\n", ">\n  |n|s\n  |\\1.|a\n1.\n  \\| b\n" },
		{ "```\nn | s\n---|---\n1. | a\n```\n", "```\nn | s\n---|---\n1. | a\n```\n" },
		{ "x\n\n    n | s\n    ---|---\n    1. | a\n", "x\n```\nn | s\n---|---\n1. | a\n```\n" },
		{ "| a |\n|---|\n| [s][1] |\n\n[1]: u \"t\"\n", "|a\n|[s](u \"t\")\n" },
		{ "see [s][1]\n| a |\n|---|\n| [1] [x] |\n\n[1]: u\n", "see [s](u)\n|a\n|[1](u) \\[x\\]\n" },
		{ "| a |\n|---|\n| `x\\|y` **1** |\n| <sup>2</sup><br>3 |\n",
		  "|a\n|`x|y` **1**\n|<sup>2</sup>\\\n3\n" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		SAME(canon(sc, table[i].text), table[i].canon);
	}
}

static uint32_t seed = 11;
static uint32_t dice(uint32_t n) { seed = seed * 1664525u + 1013904223u; return (seed >> 8) % n; }

/* Whatever an author writes but a closed comment stands on the page and under the digest: words that are their own
 * witnesses, among signs that mean something to Markdown or HTML. */
static void no_word_vanishes(void **state)
{
	(void)state;
	static const char *const signs[] = { "<", ">", "</", "<b>", "</b>", "<br>", "<sup>", "</sup>", "<!-- ", "<!",
		"<?", "?>", "<div>", "\n</div>", "<table>", "\n\n", "\n", "\n- ", "\n1. ", "\n> ", "\n# ", " | ",
		"\n|---|---|\n", "\n| ", "\n---\n", "\n===\n", "**", "`", "\n```\n", "\\",
		"[", "]", "![", "&lt;", "<script>", "\n    ",
		"<a href=\"", "\">", "<pre>", "<![CDATA[", "]]>", "]] >" };
	for (int round = 0; round < 3000; round++) {
		SCOPE(sc);
		struct buf *text = buf_new(sc);
		uint32_t words = 3 + dice(20);
		for (uint32_t i = 0; i < words; i++) {
			buf_printf(text, "w%uw ", i);
			for (uint32_t n = dice(3); n > 0; n--)
				buf_text(text, signs[dice(countof(signs))]);
			buf_char(text, ' ');
		}
		const char *page = html(sc, text->at), *form = canon(sc, text->at);
		for (uint32_t i = 0; i < words; i++) {
			const char *w = scope_printf(sc, "w%uw", i);
			EXPECT(strstr(page, w) && strstr(form, w), "%s vanishes from:\n%s----\n%s----\n%s", w, text->at,
			       page, form);
		}
	}
}

/* --- headings and links --- */

static const char *words_of(struct scope *sc, const char *text, size_t heading)
{
	return markdown_words(sc, markdown_read(sc, text, strlen(text), 1), heading);
}

static void words(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *text = "Before.\n\n# Top *x*\n\nOne **bold**, `code` and\n[a link](to.md).\n\n## In\n\n"
		"| a | b |\n|---|---|\n| 1.5 | 2 |\n\n    typed\n\n# Next\n\n- 10\\. item <!-- no -->\n";
	SAME(words_of(sc, text, 0), "One bold, code and a link.\nIn\na | b\n1.5 | 2\ntyped\n");
	SAME(words_of(sc, text, 1), "a | b\n1.5 | 2\ntyped\n");
	SAME(words_of(sc, text, 2), "10. item \n");
	HAS(words_of(sc, text, 3), "Before.\nTop x\n");
	SAME(words_of(sc, "# Alone\n", 0), "");
	SAME(words_of(sc, "", 0), "");
}

static void headings(void **state)
{
	(void)state;
	SCOPE(sc);
	struct markdown *m = markdown_read(sc, "# Top *x*\n\nintro\n\n## C1 One\n\ntext\n\n### Deep\n\nmore\n\n## C2 "
	                                       "Two\n\n<!-- only -->\n\n"
	                                       "Three\n-----\n\n- # inner\n",
		strlen("# Top *x*\n\nintro\n\n## C1 One\n\ntext\n\n### Deep\n\nmore\n\n"
	                                       "## C2 Two\n\n<!-- only -->\n\nThree\n-----\n\n- # inner\n"), 5);
	const struct markdown_heading *h = NULL;
	assert_int_equal(markdown_headings(m, &h), 5);
	SAME(h[0].text, "Top x");
	assert_int_equal(h[0].level, 1);
	assert_int_equal(h[0].line, 5);
	SAME(h[0].anchor, "top-x");
	HAS(markdown_content(m, 0), "intro");
	HAS(markdown_content(m, 0), "Three");
	SAME(h[1].text, "C1 One");
	assert_int_equal(h[1].line, 9);
	SAME(markdown_content(m, 1), "text\n### Deep\nmore\n");
	SAME(markdown_content(m, 2), "more\n");
	SAME(markdown_content(m, 3), "");
	assert_int_equal(h[3].line, 17);
	assert_int_equal(h[4].level, 2);
	assert_int_equal(h[4].line, 21);
	HAS(markdown_content(m, 4), "# inner");
}

static void anchors_are_unique_and_plain(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	buf_text(b, "# A-2\n\n# \"quoted\" <x> & y\n\n# 検査\n\n# 合格\n\n#\n\n");
	for (int i = 0; i < 30; i++)
		buf_text(b, "# A\n\n");
	buf_text(b, "# AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
	struct markdown *m = markdown_read(sc, b->at, b->len, 1);
	const struct markdown_heading *h = NULL;
	size_t n = markdown_headings(m, &h);
	assert_int_equal(n, 36);
	for (size_t i = 0; i < n; i++) {
		assert_true(*h[i].anchor);
		assert_int_equal(strcspn(h[i].anchor, "ABCDEFGHIJKLMNOPQRSTUVWXYZ <>&\"'"), strlen(h[i].anchor));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(h[i].anchor, h[k].anchor);
	}
	SAME(h[2].anchor, "検査");
	struct buf *out = buf_new(sc);
	markdown_html(m, NULL, out);
	for (size_t i = 0; i < n; i++)
		HAS(out->at, scope_printf(sc, " id=\"%s\">", h[i].anchor));
}

static void links(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char text[] = "a [x](../attachments/B/x.pdf)\n![i](i.png)\n\n| a |\n|---|\n| [t](t.pdf) "
	                           "|\n\n[r][r] <https://x.example>\n\n"
	                           "[r]: r.pdf\n\n`[no](no)`\n";
	struct markdown *m = markdown_read(sc, text, strlen(text), 3);
	const struct markdown_link *l = NULL;
	assert_int_equal(markdown_links(m, &l), 5);
	SAME(l[0].target, "../attachments/B/x.pdf");
	assert_false(l[0].image);
	assert_int_equal(l[0].line, 3);
	assert_true(l[1].image);
	SAME(l[2].target, "t.pdf");
	SAME(l[3].target, "r.pdf");
	assert_int_equal(l[3].line, 10);
	SAME(l[4].target, "https://x.example");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_documents), cmocka_unit_test(raw_html_is_text),
			cmocka_unit_test(links_to_scripts_are_emptied),
		cmocka_unit_test(attributes_are_escaped), cmocka_unit_test(links_are_rewritten),
			cmocka_unit_test(a_table),
		cmocka_unit_test(what_is_a_table), cmocka_unit_test(cells_are_inline_text),
			cmocka_unit_test(rows_of_other_lengths),
		cmocka_unit_test(too_many_cells_stay_text), cmocka_unit_test(japanese_emphasis),
			cmocka_unit_test(japanese_line_breaks),
		cmocka_unit_test(canon_keeps), cmocka_unit_test(canon_ends), cmocka_unit_test(canon_is_frozen),
			cmocka_unit_test(tags_that_do_what_they_say), cmocka_unit_test(html_is_told_once_a_line),
			cmocka_unit_test(tables_as_their_authors_meant), cmocka_unit_test(no_word_vanishes),
			cmocka_unit_test(words), cmocka_unit_test(headings),
		cmocka_unit_test(anchors_are_unique_and_plain), cmocka_unit_test(links),
	};
	return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
