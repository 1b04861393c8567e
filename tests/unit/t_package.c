/* t_package.c: a package is read: answers, registers, identity, links, rules, canonical forms. */
#include "unit.h"
#include "tiny.h"
#include "base/buf.h"
#include "base/date.h"
#include "check/check.h"
#include "store/store.h"

struct world { struct scope *sc; const struct template *t; struct store *s; struct package *p; };

/* A PDF with so many empty pages. */
static const char *pdf(struct scope *sc, int pages)
{
	struct buf *b = buf_new(sc);
	size_t at[64] = {0};
	int n = 0;
	buf_text(b, "%PDF-1.4\n");
	at[n++] = b->len;
	buf_text(b, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
	at[n++] = b->len;
	buf_printf(b, "2 0 obj\n<< /Type /Pages /Count %d /Kids [", pages);
	for (int i = 0; i < pages; i++)
		buf_printf(b, " %d 0 R", i + 3);
	buf_text(b, " ] >>\nendobj\n");
	for (int i = 0; i < pages; i++) {
		at[n++] = b->len;
		buf_printf(b, "%d 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n", i + 3);
	}
	size_t xref = b->len;
	buf_printf(b, "xref\n0 %d\n0000000000 65535 f \n", n + 1);
	for (int i = 0; i < n; i++)
		buf_printf(b, "%010zu 00000 n \n", at[i]);
	buf_printf(b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", n + 1, xref);
	return b->at;
}

static void put(struct world *w, const char *path, const char *text)
{
	OK(store_write(w->sc, w->s, path, text, strlen(text)));
}

/* The tiny package of tiny.h, with the drawing it names. */
static struct world *begin(struct scope *sc)
{
	struct world *w = NEW(sc, struct world);
	const struct template *t = NULL;
	OK(template_read_fit(sc, tiny_template(sc), &t));
	*w = (struct world){ .sc = sc, .t = t, .s = store_memory(sc) };
	for (size_t i = 0; i < countof(tiny_package); i++)
		put(w, tiny_package[i].path, tiny_package[i].text);
	put(w, "attachments/C/drawing.pdf", pdf(sc, 3));
	return w;
}

static struct package *load(struct world *w)
{
	struct source *work = NULL;
	OK(store_source_work(w->sc, w->s, &work));
	OK(package_load(w->sc, w->t, work, &w->p));
	return w->p;
}

static enum package_state state_of(const struct world *w, const char *id)
{
	const struct template_requirement *r = template_requirement(w->t, id);
	EXPECT(r, "no requirement %s", id);
	return package_state(w->p, r);
}

static const char *told(struct scope *sc, const struct findings *fs)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < fs->count; i++)
		buf_printf(b, "%s:%d: %s: %s\n", fs->at[i].place.file, fs->at[i].place.line, fs->at[i].rule,
		           fs->at[i].message);
	return b->at;
}

/* How many findings of a rule stand in a file; line 0: wherever. */
static size_t count(const struct findings *fs, const char *rule, const char *file, int line)
{
	size_t n = 0;
	for (size_t i = 0; i < fs->count; i++)
		n += strcmp(fs->at[i].rule, rule) == 0 && strcmp(fs->at[i].place.file, file) == 0
		     && (line == 0 || fs->at[i].place.line == line);
	return n;
}

static void found(struct world *w, const char *rule, const char *file, int line)
{
	EXPECT(count(w->p->findings, rule, file, line) == 1, "wanted once %s:%d: %s, but:\n%s", file, line, rule,
	       told(w->sc, w->p->findings));
}

static void the_tiny_package(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct package *p = load(w);
	SAME(p->id, "P-1");
	SAME(p->title, "A part");
	SAME(p->marking, "FICTITIOUS");
	assert_int_equal(p->category_index, 0);
	assert_int_equal(p->offset, 540);
	SAME(package_value(p, "part_numbers.cage"), "SJZ02");
	SAME(package_value(p, "none"), "");
	assert_int_equal(p->documents.count, 2);
	assert_null(package_document(p, "J"));
	SAME(package_document(p, "A")->front.at[3].value, "B");
	assert_int_equal(package_document(p, "A")->front.at[3].position, 2);
	assert_int_equal(package_document(p, "A")->front.at[1].line, 3);
	assert_int_equal(package_register(p, "gauges")->rows.count, 2);
	assert_int_equal(package_register(p, "gauges")->rows.at[1].line, 3);
	SAME(package_register(p, "gauges")->rows.at[0].cells[3], "2026-12-31");
	assert_int_equal(package_attachment(p, "attachments/C/drawing.pdf")->pages, 3);
	SAME(package_attachment(p, "attachments/C/drawing.pdf")->element->id, "C");
	SAME(package_need(p, template_element(w->t, "J")), "-");
	assert_int_equal(state_of(w, "A1"), PACKAGE_ANSWERED);
	assert_int_equal(state_of(w, "A2"), PACKAGE_NOT_APPLICABLE);
	assert_int_equal(state_of(w, "C1"), PACKAGE_ANSWERED);
	assert_int_equal(state_of(w, "C2"), PACKAGE_UNANSWERED);
	assert_int_equal(count(p->findings, "requirement-open", "evidence/C.md", 0), 3);
	assert_int_equal(p->findings->count, 3);
}

/* --- headings that answer --- */

static void answer_c(struct world *w, const char *heading, const char *content)
{
	put(w, "evidence/C.md", scope_printf(w->sc, "# Repair\n\n%s\n\n%s\n", heading, content));
	load(w);
}

static void headings_that_answer(void **state)
{
	(void)state;
	static const char *const yes[] = { "## C3 Inspection", "## C-3 Inspection", "## Ｃ３ Inspection", "## Ｃ３　検査方法",
	                                   "## Ｃ－３ x", "## c3", "# C3",
		"###### C3", "## C 3 x", "## C3: x", "## C3. x", "## C3) x", "## C3、検査", "## **C3** x", "## `C3` x",
			"## C03 x", "C3 x\n----", "## C3 ##",
		"## [C3](#x) x", "## C3-A1", "## C3-C1" };
	static const char *const no[] = { "## C33 x", "## XC3 x", "## 3 x", "## C x", "## See C3", "C3 x", "## C3a",
	                                  "## C30", "## C.3", "## D3 x",
		"## C--3", "- # C3", "> ## C3", "```\n## C3\n```", "    ## C3", "## 第C3" };
	for (size_t i = 0; i < countof(yes) + countof(no); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		const char *heading = i < countof(yes) ? yes[i] : no[i - countof(yes)];
		answer_c(w, heading, "Each one.");
		EXPECT(state_of(w, "C3") == (i < countof(yes) ? PACKAGE_ANSWERED : PACKAGE_UNANSWERED), "%s", heading);
		EXPECT(state_of(w, "C2") == PACKAGE_UNANSWERED, "%s", heading);
	}
}

static void ranges_that_answer(void **state)
{
	(void)state;
	static const char *const ranges[] = { "## C1-C3 x", "## C1–C3 x", "## Ｃ１～Ｃ３ x", "## C1〜C3 x", "## Ｃ１－Ｃ３",
	                                      "## C1 - C3 x", "## C1~C3", "## C-1 - C-3",
		"## C1-3" };
	for (size_t i = 0; i < countof(ranges); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		answer_c(w, ranges[i], "Each one.");
		static const char *const ids[] = { "C1", "C2", "C3" };
		for (size_t k = 0; k < countof(ids); k++)
			EXPECT(state_of(w, ids[k]) == PACKAGE_ANSWERED, "%s: %s", ranges[i], ids[k]);
		assert_int_equal(state_of(w, "C4"), PACKAGE_UNANSWERED);
		assert_int_equal(count(w->p->findings, "requirement-unknown", "evidence/C.md", 0), 0);
	}
	SCOPE(sc);
	struct world *w = begin(sc);
	answer_c(w, "## C3-C1 x", "Each.");
	assert_int_equal(state_of(w, "C3"), PACKAGE_ANSWERED);
	assert_int_equal(state_of(w, "C2"), PACKAGE_UNANSWERED);
	answer_c(w, "## C1-C99999999999999999999 x", "Each.");
	assert_int_equal(state_of(w, "C2"), PACKAGE_UNANSWERED);
}

static void an_answer_ends_at_the_next_heading_of_its_level(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	put(w, "evidence/C.md", "## C1\n\n### Detail\n\ntext\n\n## C2\n\n### C3\n\ntext\n\n# C12\n");
	load(w);
	assert_int_equal(state_of(w, "C1"), PACKAGE_ANSWERED);
	assert_int_equal(state_of(w, "C3"), PACKAGE_ANSWERED);
	assert_int_equal(state_of(w, "C12"), PACKAGE_UNANSWERED);
	put(w, "evidence/C.md", "## C1\n\n## C2\n\ntext\n");
	load(w);
	assert_int_equal(state_of(w, "C1"), PACKAGE_UNANSWERED);
	assert_int_equal(state_of(w, "C2"), PACKAGE_ANSWERED);
	assert_int_equal(count(w->p->findings, "requirement-open", "evidence/C.md", 1), 1);
}

static void headings_of_others(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	put(w, "evidence/C.md", "# Repair\n\n## C7 x\n\ntext\n\n## A1 x\n\ntext\n\n## F110 engines\n\n## C3 "
	                        "one\n\ntext\n\n## C-3 two\n\nTODO\n");
	load(w);
	found(w, "requirement-unknown", "evidence/C.md", 3);
	found(w, "requirement-unknown", "evidence/C.md", 7);
	found(w, "requirement-twice", "evidence/C.md", 17);
	assert_int_equal(count(w->p->findings, "requirement-unknown", "evidence/C.md", 0), 2);
	assert_int_equal(state_of(w, "C3"), PACKAGE_ANSWERED);
}

/* A companion is known by its name alone: the element's, a language of two or three letters. */
static void texts_in_other_languages(void **state)
{
	(void)state;
	static const char *const strays[] = { "evidence/C.j.md", "evidence/C.jaja.md", "evidence/C.JA.md",
		"evidence/C.x.ja.md",
		"evidence/C-2.ja.md", "evidence/CA.ja.md", "evidence/ja.md", "evidence/C-.md" };
	SCOPE(sc);
	struct world *w = begin(sc);
	put(w, "evidence/C.ja.md", "# 修理\n\n[図面](../attachments/C/drawing.pdf)\n");
	put(w, "evidence/C.deu.md", "# Reparatur\n");
	put(w, "evidence/J.ja.md", "# 類似\n");           /* its element is not used here */
	for (size_t i = 0; i < countof(strays); i++)
		put(w, strays[i], "# X\n");
	load(w);
	assert_int_equal(w->p->companions.count, 2);
	SAME(w->p->companions.at[0].path, "evidence/C.deu.md");
	SAME(package_text(w->p, "evidence/C.ja.md")->language, "ja");
	SAME(package_element_at(w->p, "evidence/C.deu.md")->id, "C");
	SAME(package_text(w->p, "evidence/C.md")->element->id, "C");
	assert_null(package_text(w->p, "evidence/J.ja.md"));
	for (size_t i = 0; i < countof(strays); i++)
		assert_int_equal(count(w->p->findings, "file-stray", strays[i], 0), 1);
	assert_int_equal(count(w->p->findings, "file-stray", "evidence/J.ja.md", 0), 0);
	assert_null(package_attachment(w->p, "attachments/C/none.pdf"));
	assert_int_equal(package_attachment(w->p, "attachments/C/drawing.pdf")->pages, 3);
}

static void what_is_no_answer(void **state)
{
	(void)state;
	static const char *const empty[] = { "", "<!-- text -->", "TODO", "todo", "TODO: write this", "TBD", "tbd.",
	                                     "- TBD", "* TODO", "**TODO**", "> TBD",
		"*Say* how.", "_Say_ how.", "*Say*\nhow.", "*Say* how.\n\n<!-- x -->",
		"---", "<br>", "<!-- a --> <!-- b -->" };
	static const char *const answers[] = { "Each one.", "TODOs are done.", "*Say* how!", "Say how.",
	                                       "| a |\n|---|\n| b |", "![x](../attachments/C/drawing.pdf)",
		"```\nx\n```", "`x`", "0", "検査する。", "The TODO list is empty.", "Not\napplied yet", "| TBDX |\n|---|" };
	for (size_t i = 0; i < countof(empty) + countof(answers); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		bool answered = i >= countof(empty);
		const char *content = answered ? answers[i - countof(empty)] : empty[i];
		answer_c(w, "## C3 Inspection", content);
		EXPECT(state_of(w, "C3") == (answered ? PACKAGE_ANSWERED : PACKAGE_UNANSWERED), "%s", content);
		if (!answered)
			EXPECT(count(w->p->findings, "requirement-open", "evidence/C.md", 3) == 1, "%s", content);
	}
}

static void the_skeleton_is_no_answer(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	static const char *const elements[] = { "evidence/A.md", "evidence/C.md" };
	for (size_t i = 0; i < countof(elements); i++)
		put(w, elements[i], template_files_find(w->t->files, elements[i])->bytes);
	load(w);
	for (size_t i = 0; i < template_requirements(w->t)->count; i++)
		EXPECT(w->p->states[i] == PACKAGE_UNANSWERED, "%s", template_requirements(w->t)->at[i].id);
}

static void not_applicable(void **state)
{
	(void)state;
	static const struct { const char *text, *reason; } good[] = {
		{ "Not applicable: one signature", "one signature" }, { "not applicable - one signature",
		                                                        "one signature" }, { "N/A: none", "none" },
		{ "**Not applicable:** none", "none" }, { "Not applicable. None here", "None here" },
			{ "該当なし：一名のみ", "一名のみ" },
		{ "Not applicable: first line\n\nmore text", "first line" },
	};
	for (size_t i = 0; i < countof(good); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		put(w, "evidence/A.md", scope_printf(sc, "## A2 x\n\n%s\n", good[i].text));
		const struct package_document *d = package_document(load(w), "A");
		EXPECT(state_of(w, "A2") == PACKAGE_NOT_APPLICABLE, "%s", good[i].text);
		SAME(d->sections.at[0].reason, good[i].reason);
		assert_int_equal(count(w->p->findings, "not-applicable", "evidence/A.md", 0), 0);
	}
	SCOPE(sc);
	struct world *w = begin(sc);
	static const char *const without[] = { "Not applicable", "Not applicable:", "N/A", "Not applicable.", "該当なし" };
	for (size_t i = 0; i < countof(without); i++) {
		put(w, "evidence/A.md", scope_printf(sc, "## A1 x\n\ntext\n\n## A2 x\n\n%s\n", without[i]));
		load(w);
		EXPECT(state_of(w, "A2") == PACKAGE_UNANSWERED, "%s", without[i]);
		found(w, "not-applicable", "evidence/A.md", 5);
	}
	/* A required line must be answered. */
	answer_c(w, "## C2 x", "Not applicable: we have none");
	assert_int_equal(state_of(w, "C2"), PACKAGE_UNANSWERED);
	found(w, "not-applicable", "evidence/C.md", 3);
	put(w, "package.yaml", "format: 1\nid: P-1\ntemplate: tiny\ncategory: II\nnsn: 2840-01-999-9902\npart_numbers: "
	                       "[{cage: SJZ02}]\n");
	load(w);
	assert_int_equal(state_of(w, "C2"), PACKAGE_NOT_APPLICABLE);
	found(w, "element-missing", "evidence/J.md", 0);
}

static void the_words_are_the_template_s(void **state)
{
	(void)state;
	static const char *const line = "words: {placeholder: [TODO, TBD], not_applicable: [Not applicable, N/A, "
	                                "該当なし]}\n";
	static const struct { const char *words, *todo, *open, *none; } worlds[] = {
		{ "", "", "TODO", "Not applicable: one" }, { "words: {placeholder: [noch offen]}\n", "noch offen",
		                                             "TODO", "N/A: one" },
		{ "words: {not_applicable: [entfällt]}\n", "entfällt", "TBD", "該当なし：一名" },
	};
	for (size_t i = 0; i < countof(worlds); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		struct template_files *files = tiny_template(sc);
		struct template_file *f = &files->at[template_files_find(files, "template.yaml") - files->at];
		const char *at = strstr(f->bytes, line);
		assert_non_null(at);
		f->bytes = scope_printf(sc, "%.*s%s%s", (int)(at - f->bytes), f->bytes, worlds[i].words,
		                        at + strlen(line));
		f->len = strlen(f->bytes);
		OK(template_read_fit(sc, files, &w->t));
		put(w, "evidence/A.md", scope_printf(sc, "## A1 x\n\n%s\n\n## A2 x\n\n%s\n", worlds[i].todo,
		                                     worlds[i].none));
		load(w);
		EXPECT(state_of(w, "A1") == PACKAGE_UNANSWERED, "%s", worlds[i].todo);
		EXPECT(state_of(w, "A2") == PACKAGE_ANSWERED, "%s", worlds[i].none);
		answer_c(w, "## C3", worlds[i].open);
		EXPECT(state_of(w, "C3") == PACKAGE_ANSWERED, "%s", worlds[i].open);
	}
}

/* --- answers by register --- */

static void rows_that_answer(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	put(w, "registers/evidence.csv",
	    "requirement,attachment,pages,shows\nC2,attachments/C/drawing.pdf,2,machines\nC4,"
	    "attachments/C/none.pdf,1,x\n"
	                                 "C12,attachments/C/drawing.pdf,2-4,x\nC13,attachments/C/drawing.pdf,,x\n"
	                                 "C3,../x.pdf,,x\nC12,attachments/C/drawing.pdf,x,y\n");
	load(w);
	assert_int_equal(state_of(w, "C2"), PACKAGE_ANSWERED);
	assert_int_equal(state_of(w, "C4"), PACKAGE_UNANSWERED);
	found(w, "attachment-missing", "registers/evidence.csv", 3);
	found(w, "attachment-pages", "registers/evidence.csv", 4);
	found(w, "csv-cell", "registers/evidence.csv", 5);
	found(w, "link-outside", "registers/evidence.csv", 6);
	found(w, "csv-cell", "registers/evidence.csv", 7);
	found(w, "csv-key", "registers/evidence.csv", 7);
	const struct package_answer *a = NULL;
	for (size_t i = 0; i < w->p->answers.count; i++)
		if (w->p->answers.at[i].attachment && strcmp(w->p->answers.at[i].requirement->id, "C2") == 0)
			a = &w->p->answers.at[i];
	assert_non_null(a);
	SAME(a->pages, "2");
	assert_int_equal(a->line, 2);
	/* An unanswered section is answered by a row all the same. */
	answer_c(w, "## C2 Machines", "TODO");
	assert_int_equal(state_of(w, "C2"), PACKAGE_ANSWERED);
}

static void pages(void **state)
{
	(void)state;
	static const struct { const char *text; int last; } table[] = {
		{ "3", 3 }, { "3-5", 5 }, { "3,7-9", 9 }, { "9,3", 9 }, { "1-2, 4", 4 }, { "3 - 5", 5 },
			{ "1,2,3", 3 }, { "10-12,1", 12 }, { "3-3", 3 },
		{ "", 0 }, { "0", 0 }, { "-3", 0 }, { "3-", 0 }, { "3,", 0 }, { ",3", 0 }, { "5-3", 0 },
			{ "3-5-7", 0 }, { "x", 0 }, { "3x", 0 }, { " 3", 0 },
		{ "3;5", 0 }, { "3,,5", 0 }, { "3--5", 0 }, { "0-3", 0 }, { "1000001", 0 }, { "99999999999999999999",
			0 }, { "iv", 0 }, { "３", 0 }, { "1.5", 0 },
	};
	for (size_t i = 0; i < countof(table); i++)
		EXPECT(package_last_page(table[i].text) == table[i].last, "\"%s\" is %d", table[i].text,
		       package_last_page(table[i].text));
}

/* --- registers --- */

#define HEAD "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
#define GAUGES "registers/gauges.csv"

static void gauges(struct world *w, const char *text)
{
	put(w, GAUGES, text);
	load(w);
}

static void columns(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	gauges(w, "made,gauge,color,weight,due,good,kind,nsn,parts,drawing,gauge\n2001,G-1,red,,,,,,,,G-9\n");
	assert_int_equal(count(w->p->findings, "csv-column", GAUGES, 1), 3);
	HAS(told(sc, w->p->findings), "no column \"color\"");
	HAS(told(sc, w->p->findings), "\"gauge\" stands twice");
	HAS(told(sc, w->p->findings), "\"sheet\" (sheet) is missing");
	SAME(package_register(w->p, "gauges")->rows.at[0].cells[0], "G-1");
	SAME(package_register(w->p, "gauges")->rows.at[0].cells[1], "2001");
	SAME(package_register(w->p, "gauges")->rows.at[0].cells[9], "");
	gauges(w, "made\n2001\n");
	HAS(told(sc, w->p->findings), "\"gauge\" (Gauge) is missing");
	assert_int_equal(package_register(w->p, "gauges")->rows.count, 0);
	gauges(w, " gauge , made \n G-1 , 2001 \n");
	SAME(package_register(w->p, "gauges")->rows.at[0].cells[0], "G-1");
	SAME(package_register(w->p, "gauges")->rows.at[0].cells[1], "2001");
	assert_int_equal(count(w->p->findings, "csv-cell", GAUGES, 0), 0);
}

static void cells(void **state)
{
	(void)state;
	static const struct { const char *column, *value; bool good; } table[] = {
		{ "made", "2001", true }, { "made", "-5", true }, { "made", "20x", false }, { "made", "1.5", false },
			{ "made", "99999999999999999999", false },
		{ "made", "令和", false }, { "weight", "1.5", true }, { "weight", "-2e3", true },
			{ "weight", "1,5", false }, { "weight", "1.5 kg", false },
		{ "due", "2026-03-04", true }, { "due", "2026/3/4", true }, { "due", "令和8年3月4日", true },
			{ "due", "4 Mar 2026", true },
		{ "due", "03/04/2026", false }, { "due", "2026-02-30", false }, { "due", "soon", false },
			{ "good", "yes", true }, { "good", "no", true },
		{ "good", "Yes", false }, { "good", "true", false }, { "kind", "caliper", true },
			{ "kind", "Caliper", false }, { "kind", "ruler", false },
		{ "nsn", "2840-01-999-9902", true }, { "nsn", "2840-01-999-990", false }, { "sheet", "1-3", true },
			{ "sheet", "p. 3", false },
		{ "parts", "anything; at all", true },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		gauges(w, scope_printf(sc, "gauge,%s\nG-1,\"%s\"\n", table[i].column, table[i].value));
		EXPECT(count(w->p->findings, "csv-cell", GAUGES, 2) == !table[i].good, "%s \"%s\":\n%s",
		       table[i].column, table[i].value,
		       told(sc, w->p->findings));
		if (strcmp(table[i].column, "due") == 0 && table[i].good)
			SAME(package_register(w->p, "gauges")->rows.at[0].cells[3], "2026-03-04");
	}
	SCOPE(sc);
	struct world *w = begin(sc);
	gauges(w, HEAD ",2001,,,,,,,,\n");
	found(w, "csv-cell", GAUGES, 2);
}

static void rows_and_keys(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	gauges(w, HEAD "G-1,,,,,,,,,\n\n\"G-\n2\",,,,,,,,,\nG-1,2001,,,,,,,,\nG-3\nG-4,,,,,,,,,,extra\n G-1 "
	               ",,,,,,,,,\n");
	const struct package_register *g = package_register(w->p, "gauges");
	assert_int_equal(g->rows.count, 6);
	found(w, "csv-key", GAUGES, 6);
	found(w, "csv-malformed", GAUGES, 7);
	found(w, "csv-malformed", GAUGES, 8);
	found(w, "csv-key", GAUGES, 9);
	assert_int_equal(g->rows.at[1].line, 4);
	gauges(w, HEAD "G-1,\"x\"y,,,,,,,,\nG-2,,,,,,,,,\n");
	found(w, "csv-malformed", GAUGES, 2);
	SAME(package_register(w->p, "gauges")->rows.at[1].cells[0], "G-2");
	/* Many rows, one key twice. */
	struct buf *b = buf_new(sc);
	buf_text(b, "gauge\n");
	for (int i = 0; i < 5000; i++)
		buf_printf(b, "G-%d\n", i == 4999 ? 17 : i);
	gauges(w, b->at);
	assert_int_equal(count(w->p->findings, "csv-key", GAUGES, 0), 1);
	found(w, "csv-key", GAUGES, 5001);
}

/* By value where a column counts, else by letter; what is no number is what it is. */
static void keys_by_value(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template_column whole = { .type = TEMPLATE_INTEGER }, number = { .type = TEMPLATE_NUMBER },
		text = { .type = TEMPLATE_TEXT };
	static const struct { const char *cell, *whole, *number; } cases[] = {
		{ "10", "10", "10" }, { "010", "10", "10" }, { "+0010", "10", "10" }, { "-07", "-7", "-7" },
		{ "000", "0", "0" }, { "-0", "0", "0" }, { "0.50", "0.50", "0.5" }, { "1e2", "1e2", "100" },
		{ "010.0", "010.0", "10" }, { "1O", "1O", "1O" }, { "", "", "" },
		{ "12345678901234567890", "12345678901234567890", "12345678901234567000" },
	};
	for (size_t i = 0; i < countof(cases); i++) {
		SAME(package_key_value(sc, &text, cases[i].cell), cases[i].cell);
		SAME(package_key_value(sc, &whole, cases[i].cell), cases[i].whole);
		EXPECT(strtod(package_key_value(sc, &number, cases[i].cell), NULL) == strtod(cases[i].number, NULL),
		       "%s is %s", cases[i].cell, package_key_value(sc, &number, cases[i].cell));
	}
	SAME(package_key_value(sc, &number, "1.5e-3"), package_key_value(sc, &number, "0.00150"));
}

static void encodings(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	static const char *const same[] = { "gauge,parts\nG-1,検査\n", "\xef\xbb\xbf" "gauge,parts\r\nG-1,検査\r\n",
	                                    "gauge,parts\nG-1,\x8c\x9f\x8d\xb8\n",
		"\"gauge\",\"parts\"\n\"G-1\",\"検査\"" };
	for (size_t i = 0; i < countof(same); i++) {
		gauges(w, same[i]);
		SAME(package_register(w->p, "gauges")->rows.at[0].cells[7], "検査");
		assert_int_equal(count(w->p->findings, "encoding-converted", GAUGES, 0), i == 2);
	}
	gauges(w, "gauge\nG-1\n\xff\xff\xff\n");
	found(w, "encoding", GAUGES, 3);
	put(w, "evidence/C.md", "# C\n\n\x8c\x9f\x8d\xb8\n");
	load(w);
	found(w, "encoding", "evidence/C.md", 3);
	put(w, "evidence/C.md", "\xef\xbb\xbf## C3\r\n\r\nEach\r\n");
	load(w);
	assert_int_equal(state_of(w, "C3"), PACKAGE_ANSWERED);
}

static void empty_and_missing(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	gauges(w, "");
	found(w, "file-empty", GAUGES, 0);
	gauges(w, "\n\n");
	found(w, "file-empty", GAUGES, 0);
	gauges(w, HEAD);
	found(w, "register-empty", GAUGES, 1);
	put(w, "evidence/A.md", "");
	put(w, "registers/operations.csv", "a\n");
	put(w, "evidence/X.md", "x");
	put(w, "attachments/Z/x.bin", "x");
	put(w, "attachments/C/broken.pdf", "no pdf");
	load(w);
	found(w, "file-empty", "evidence/A.md", 0);
	found(w, "register-unknown", "registers/operations.csv", 0);
	found(w, "file-stray", "evidence/X.md", 0);
	found(w, "file-stray", "attachments/Z/x.bin", 0);
	found(w, "attachment-damaged", "attachments/C/broken.pdf", 0);
	/* Nothing at all. */
	w->s = store_memory(sc);
	load(w);
	found(w, "element-missing", "package.yaml", 0);
	assert_int_equal(w->p->category_index, -1);
	put(w, "package.yaml", "category: I\n");
	load(w);
	found(w, "element-missing", "evidence/A.md", 0);
	found(w, "register-missing", GAUGES, 0);
	assert_int_equal(count(w->p->findings, "element-missing", "evidence/J.md", 0), 0);
	assert_int_equal(count(w->p->findings, "register-missing", "registers/evidence.csv", 0), 0);
}

/* --- identity, front matter, links --- */

static void identity(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	put(w, "package.yaml", "id: P 1\ntemplate: tiny\ncategory: III\nnsn: 2840\ncolour: red\ntime_zone: "
	                       "JST\npart_numbers:\n  - {cage: A, colour: b}\n");
	load(w);
	found(w, "identity-format", "package.yaml", 4);
	found(w, "identity-unknown", "package.yaml", 5);
	found(w, "identity-unknown", "package.yaml", 8);
	HAS(told(sc, w->p->findings), "no category \"III\"");
	HAS(told(sc, w->p->findings), "the id \"P 1\"");
	HAS(told(sc, w->p->findings), "time_zone \"JST\"");
	put(w, "package.yaml", "id: P-1\ncategory: I\nnsn: ''\n");
	load(w);
	assert_int_equal(count(w->p->findings, "identity-missing", "package.yaml", 0), 2);
	put(w, "package.yaml", "id: P-1\ncategory: I\nnsn: [\n");
	load(w);
	assert_int_equal(count(w->p->findings, "yaml-malformed", "package.yaml", 0), 1);
	put(w, "package.yaml", "id: P-1\nid: P-2\n");
	load(w);
	found(w, "yaml-malformed", "package.yaml", 2);
	static const char *const good[] = { "P-1", "F110-NOZ-001", "a", "A_b", "0" };
	static const char *const bad[] = { "", "-a", "_a", "a b", "a/b", "..", "a.b", "ä", "a\n",
	                                   "0123456789012345678901234567890123456789012345678901234567890" };
	for (size_t i = 0; i < countof(good); i++)
		EXPECT(package_id_is_valid(good[i]), "%s", good[i]);
	for (size_t i = 0; i < countof(bad); i++)
		EXPECT(!package_id_is_valid(bad[i]), "%s", bad[i]);
}

static void identifying(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct source *work = NULL;
	struct package_identity id;
	OK(store_source_work(sc, w->s, &work));
	OK(package_identify(sc, work, &id));
	SAME(id.id, "P-1");
	SAME(id.template, "tiny");
	assert_int_equal(id.offset, 540);
	put(w, "package.yaml", "a: [\n");
	FAILS(package_identify(sc, work, &id), FAULT_REFUSED);
	put(w, "package.yaml", "\xff");
	FAILS(package_identify(sc, work, &id), FAULT_REFUSED);
	put(w, "package.yaml", "");
	OK(package_identify(sc, work, &id));
	assert_null(id.id);
	OK(store_source_work(sc, store_memory(sc), &work));
	FAILS(package_identify(sc, work, &id), FAULT_NOT_FOUND);
}

static void front_matter(void **state)
{
	(void)state;
	static const struct { const char *text; const char *rule; int line, heading; } table[] = {
		{ "---\na: 1\n---\n## C3\n\nx\n", NULL, 0, 4 }, { "---\n---\n## C3\n\nx\n", NULL, 0, 3 },
			{ "---\na: 1\n---\n\n\n## C3\n\nx\n", NULL, 0, 6 },
		{ "## C3\n\nx\n\n---\n\na: 1\n", NULL, 0, 1 }, { "---\na: 1\n\n## C3\n\nx\n", "yaml-malformed", 1, 4 },
		{ "---\na: [\n---\n## C3\n\nx\n", "yaml-malformed", 0, 4 }, { "---\n- a\n---\n## C3\n\nx\n",
			"yaml-malformed", 2, 4 },
		{ "---\na: 1\na: 2\n---\n## C3\n\nx\n", "yaml-malformed", 3, 5 }, { "\n---\na: 1\n---\n## C3\n\nx\n",
			NULL, 0, 5 },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		put(w, "evidence/C.md", table[i].text);
		const struct package_document *d = package_document(load(w), "C");
		EXPECT(d->sections.count == 1, "%s", table[i].text);
		assert_int_equal(d->sections.at[0].heading->line, table[i].heading);
		if (table[i].rule)
			found(w, table[i].rule, "evidence/C.md", table[i].line);
		else
			assert_int_equal(count(w->p->findings, "yaml-malformed", "evidence/C.md", 0), 0);
	}
	SCOPE(sc);
	struct world *w = begin(sc);
	put(w, "evidence/C.md", "---\na: 1\n---");
	assert_int_equal(package_document(load(w), "C")->front.count, 1);
}

static void links(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	put(w, "evidence/C.md",
	    "[a](../attachments/C/drawing.pdf)\n[b](../attachments/C/none.pdf)\n[c](../../etc/passwd)\n"
	    "[d](/etc/passwd)\n[e](https://x.example/y)\n"
	                        "[f](mailto:a@x.example)\n[g](A.md#a1-signed)\n[h](#top)\n"
	                        "[i](../attachments/C/drawing.pdf#page=2)\n[j](B.md)\n");
	load(w);
	found(w, "link-broken", "evidence/C.md", 2);
	found(w, "link-outside", "evidence/C.md", 3);
	found(w, "link-outside", "evidence/C.md", 4);
	found(w, "link-broken", "evidence/C.md", 10);
	assert_int_equal(count(w->p->findings, "link-broken", "evidence/C.md", 0) + count(w->p->findings,
		"link-outside", "evidence/C.md", 0), 4);
}

/* --- rules --- */

static struct findings *check(struct world *w, const char *day)
{
	struct findings *fs = NULL;
	int as_of = 0;
	load(w);
	assert_true(date_parse(day, &as_of));
	OK(check_run(w->sc, w->p, as_of, &fs));
	return fs;
}

static void rules(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct findings *fs = check(w, "2026-12-31");
	assert_int_equal(fs->errors, 0);
	fs = check(w, "2027-01-01");
	assert_int_equal(fs->errors, 1);
	assert_int_equal(count(fs, "gauge-due", GAUGES, 2), 1);
	HAS(told(sc, fs), "gauge G-1 was due on 2026-12-31");
	put(w, GAUGES, "gauge,due,parts\nG-1,令和8年3月4日,SJZ02; SJZ09 ;;SJZ08\nG-2,,\n");
	fs = check(w, "2026-03-05");
	assert_int_equal(count(fs, "gauge-due", GAUGES, 2), 1);
	assert_int_equal(count(fs, "part-known", GAUGES, 2), 2);
	for (size_t i = 0; i < fs->count; i++)
		if (strcmp(fs->at[i].rule, "gauge-due") == 0) {
			SAME(fs->at[i].element, "C");
			SAME(fs->at[i].fix, "Calibrate it.");
			SAME(fs->at[i].basis, "P");
		}
	for (size_t i = 1; i < fs->count; i++)
		assert_true(strcmp(fs->at[i - 1].place.file, fs->at[i].place.file) <= 0);
}

static void text_from_cells_stays_text(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	put(w, GAUGES, "gauge,due\n\"x'; DROP TABLE gauges; --\",2020-01-01\n\"\"\"quoted\"\"\",2020-01-01\n");
	struct findings *fs = check(w, "2026-03-05");
	assert_int_equal(count(fs, "gauge-due", GAUGES, 0), 2);
	HAS(told(sc, fs), "gauge x'; DROP TABLE gauges; -- was due");
}

static void a_rule_that_cannot_run_is_a_fault(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct template_files *files = tiny_template(sc);
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->at[i].path, "rules.yaml") == 0) {
			files->at[i].bytes = "rules:\n  r: {title: x, level: note, basis: D, "
			                     "sql: SELECT file FROM gone}\n";
			files->at[i].len = strlen(files->at[i].bytes);
		}
	OK(template_read_fit(sc, files, &w->t));
	struct findings *fs = NULL;
	load(w);
	const struct fault *f = check_run(sc, w->p, 0, &fs);
	FAILS(f, FAULT_CORRUPT);
	HAS(f->text, "rules.yaml:2: rule r");
}

/* --- canon-1 --- */

static const char *canon(struct world *w, const char *element)
{
	char *hex = scope_alloc(w->sc, DIGEST_TEXT, 1);
	load(w);
	package_canon(w->p, template_element(w->t, element), hex);
	return hex;
}

#define CDOC "# Repair\n\n## C1 Routing\n\nSee [the drawing](../attachments/C/drawing.pdf).\n\n" \
	"## C3 Inspection\n\nEach one.\n"
#define ROW1 "G-1,2001,1.5,2026-12-31,yes,caliper,2840-01-999-9902,SJZ02;SJZ03,attachments/C/drawing.pdf,2-3\n"
#define ROW2 "G-2,,,,,,,,,\n"

static void canon_keeps(void **state)
{
	(void)state;
	static const char *const same[][2] = {
		{ "evidence/C.md", "\xef\xbb\xbf" CDOC },
			{ "evidence/C.md", "# Repair\r\n\r\n## C1 Routing\r\n\r\nSee [the "
			                   "drawing](../attachments/C/drawing.pdf).\r\n\r\n"
		  "## C3 Inspection\r\n\r\nEach one.\r\n" }, { "evidence/C.md", CDOC "\n<!-- comment -->\n" },
		{ "evidence/C.md", "Repair\n===\n\nC1 Routing\n---\nSee "
		                   "[the\ndrawing](../attachments/C/drawing.pdf).\n## C3   Inspection ##\nEach\none.   "
		                   "\n\n\n" },
		{ GAUGES, HEAD ROW2 ROW1 }, { GAUGES, "\xef\xbb\xbf" HEAD ROW1 ROW2 },
		{ GAUGES, "made,gauge,weight,due,good,kind,nsn,parts,drawing,sheet\n2001,G-1,1.5,2026-12-31,yes,"
		"caliper,"
		"2840-01-999-9902,SJZ02;SJZ03,"
		          "attachments/C/drawing.pdf,2-3\n,G-2,,,,,,,,\n" },
		{ GAUGES, HEAD "\"G-1\",\"2001\",1.5, 2026/12/31 "
		               ",yes,caliper,2840-01-999-9902,SJZ02;SJZ03,attachments/C/drawing.pdf,2-3\r\n" ROW2 },
		{ "evidence/A.md", "# other\n" }, { "attachments/A/other.bin", "x" },
			{ "package.yaml", "id: P-1\ncategory: I\ntitle: other\n" },
		{ "registers/evidence.csv", "requirement,attachment,pages,shows\nA1,attachments/C/drawing.pdf,1,x\n" },
	};
	for (size_t i = 0; i < countof(same); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		const char *before = canon(w, "C");
		assert_int_equal(strlen(before), 64);
		put(w, same[i][0], same[i][1]);
		EXPECT(strcmp(canon(w, "C"), before) == 0, "%s:\n%s", same[i][0], same[i][1]);
	}
	SCOPE(sc);
	struct world *w = begin(sc);
	const char *before = canon(w, "A");
	put(w, "evidence/A.md", "---\nprepared_by: [A, B]\nsigned_on: '2026-03-04'\nelement: \"A\"\n---\n# "
	                        "Letter\n\n## A1 Signed\n\nSigned by Kenji Mori.\n\n"
	                        "## A2 Second\n\nNot applicable: one signature is enough\n");
	SAME(canon(w, "A"), before);
	/* A register in CP932. */
	put(w, GAUGES, "gauge\n検査\n");
	before = canon(w, "C");
	put(w, GAUGES, "gauge\r\n\x8c\x9f\x8d\xb8\r\n");
	SAME(canon(w, "C"), before);
	/* What lists from outside call our columns is covered by nothing. */
	char whole[2][DIGEST_TEXT];
	package_canon(load(w), &w->t->whole, whole[0]);
	put(w, "columns.csv", "register,head,column\ngauges,No.,gauge\n");
	SAME(canon(w, "C"), before);
	package_canon(w->p, &w->t->whole, whole[1]);
	SAME(whole[0], whole[1]);
	assert_int_equal(w->p->heads.count, 1);
	SAME(w->p->heads.at[0].head, "No.");
}

static void canon_ends(void **state)
{
	(void)state;
	static const char *const other[][2] = {
		{ "evidence/C.md", "# Repair\n\n## C1 Routing\n\nSee [the "
		                   "drawing](../attachments/C/drawing.pdf).\n\n## C3 Inspection\n\nEach two.\n" },
		{ "evidence/C.md", "# Repair\n\n## C1 Routing\n\nSee [the "
		                   "drawing](../attachments/C/drawimg.pdf).\n\n## C3 Inspection\n\nEach one.\n" },
		{ "evidence/C.md", "# Repair\n\n## C1 Routing\n\nSee [the "
		                   "drawing](../attachments/C/drawing.pdf).\n\n### C3 Inspection\n\nEach one.\n" },
		{ "evidence/C.md", "---\nelement: C\n---\n" CDOC }, { GAUGES, HEAD ROW1 },
			{ GAUGES, HEAD ROW1 "G-3,,,,,,,,,\n" },
		{ GAUGES, HEAD "G-1,2002,1.5,2026-12-31,yes,caliper,2840-01-999-9902,SJZ02;SJZ03,"
		"attachments/C/drawing.pdf,2-3\n" ROW2 },
		{ "attachments/C/new.bin", "x" }, { "attachments/C/drawing.pdf", "other" },
		{ "registers/evidence.csv", "requirement,attachment,pages,shows\nC1,attachments/C/drawing.pdf,1,x\n" },
	};
	for (size_t i = 0; i < countof(other); i++) {
		SCOPE(sc);
		struct world *w = begin(sc);
		const char *before = canon(w, "C"), *a = canon(w, "A");
		put(w, other[i][0], other[i][1]);
		EXPECT(strcmp(canon(w, "C"), before) != 0, "%s:\n%s", other[i][0], other[i][1]);
		SAME(canon(w, "A"), a);
	}
	SCOPE(sc);
	struct world *w = begin(sc);
	const char *before = canon(w, "A");
	put(w, "evidence/A.md", "---\nelement: A\nsigned_on: 2026-03-05\nprepared_by: [A, "
	                        "B]\n---\n# Letter\n\n## A1 Signed\n\nSigned by Kenji Mori.\n\n"
	                        "## A2 Second\n\nNot applicable: one signature is enough\n");
	assert_string_not_equal(canon(w, "A"), before);
	SAME(canon(w, "J"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tiny_package), cmocka_unit_test(headings_that_answer),
			cmocka_unit_test(ranges_that_answer),
		cmocka_unit_test(an_answer_ends_at_the_next_heading_of_its_level), cmocka_unit_test(headings_of_others),
		cmocka_unit_test(texts_in_other_languages),
		cmocka_unit_test(what_is_no_answer), cmocka_unit_test(the_skeleton_is_no_answer),
			cmocka_unit_test(not_applicable), cmocka_unit_test(the_words_are_the_template_s),
		cmocka_unit_test(rows_that_answer), cmocka_unit_test(pages), cmocka_unit_test(columns),
			cmocka_unit_test(cells),
		cmocka_unit_test(rows_and_keys), cmocka_unit_test(keys_by_value),
		cmocka_unit_test(encodings), cmocka_unit_test(empty_and_missing),
			cmocka_unit_test(identity),
		cmocka_unit_test(identifying), cmocka_unit_test(front_matter), cmocka_unit_test(links),
			cmocka_unit_test(rules),
		cmocka_unit_test(text_from_cells_stays_text), cmocka_unit_test(a_rule_that_cannot_run_is_a_fault),
		cmocka_unit_test(canon_keeps), cmocka_unit_test(canon_ends),
	};
	return cmocka_run_group_tests_name("package", tests, NULL, NULL);
}
