/* redline.c: the document: what it is, how to answer, what changed where, and then each file. */
#include "base/base.h"
#include "base/date.h"
#include "render/redline_private.h"

struct parts { struct redline_part *at; size_t count, cap; };

/* --- which files --- */

static bool is_asked(const struct redline_part *p, const char *only)
{
	return !only || strcmp(p->file, only) == 0 || (p->element && strcmp(p->element->id, only) == 0);
}

static bool is_listed(const struct parts *parts, const char *file)
{
	for (size_t i = 0; i < parts->count; i++)
		if (strcmp(parts->at[i].file, file) == 0)
			return true;
	return false;
}

static void list_changed(struct redline *r, const char *only, struct parts *out)
{
	const struct compare_changes *all = &r->of->compare->changes;
	for (size_t i = 0, to; i < all->count; i = to) {
		struct redline_part p = { all->at[i].file, all->at[i].element, i, i, false };
		for (to = i + 1; to < all->count && strcmp(all->at[to].file, p.file) == 0
		     && all->at[to].element == p.element; )
			to++;
		p.to = to;
		/* of an element the texts are whole; a register, where it is asked for itself, and then once */
		p.whole = only && (strcmp(p.file, only) == 0 || package_text(r->of->after.package, p.file));
		if (is_asked(&p, only) && !(p.whole && is_listed(out, p.file)))
			*LIST_ADD(r->sc, out) = p;
	}
}

/* What is asked for stands there, changed or not: texts of an element, a file. */
static void list_asked(struct redline *r, const char *only, struct parts *out)
{
	const struct package *p = r->of->after.package;
	for (size_t i = 0; i < p->documents.count + p->companions.count; i++) {
		size_t n = p->documents.count;
		const struct package_document *d = i < n ? &p->documents.at[i] : &p->companions.at[i - n];
		struct redline_part own = { d->path, d->element, 0, 0, true };
		if (is_asked(&own, only) && !is_listed(out, d->path))
			*LIST_ADD(r->sc, out) = own;
	}
	const struct package_register *g = package_register_at(p, only);
	if (g && g->present && !is_listed(out, only))
		*LIST_ADD(r->sc, out) = (struct redline_part){ g->path, g->of->element
			? template_element(p->template, g->of->element) : NULL, 0, 0, true };
}

/* --- the head --- */

static void put_about(struct redline *r, const char *const (*rows)[2], size_t count)
{
	SCOPE(turn);
	enum { FIRST = 1900 };
	struct redline_table t = { (int[]){ FIRST, REDLINE_UPRIGHT - FIRST }, 2, REDLINE_UPRIGHT };
	redline_table_begin(r, "SarPlain", &t);
	for (size_t i = 0; i < count; i++) {
		redline_row_begin(r, MARKDOWN_SAME, false);
		for (size_t c = 0; c < 2; c++) {
			redline_cell_begin(r, t.widths[c], MARKDOWN_SAME, c ? "SarCell" : "SarHead");
			redline_words(r, MARKDOWN_SAME, rows[i][c]);
			redline_cell_end(r);
		}
		redline_row_end(r);
	}
	redline_table_end(r);
}

static void put_head(struct redline *r)
{
	SCOPE(turn);
	const struct changes *d = r->of;
	char day[DATE_TEXT];
	date_print(d->today, day);
	const char *marking = d->after.package->marking;
	const char *const rows[][2] = {
		{ phrase_word(d->reader, WORD("Package")), scope_printf(turn, "%s  %s", d->after.package->id,
			d->after.package->title) },
		{ phrase_word(d->reader, WORD("Older version")), d->before.name },
		{ phrase_word(d->reader, WORD("Newer version")), d->after.name },
		{ phrase_word(d->reader, WORD("Written on")), day },
		{ phrase_word(d->reader, WORD("Marking")), marking } };
	redline_say(r, "Title", "What changed");
	put_about(r, rows, countof(rows) - !*marking);
	redline_say(r, "SarAnswer", "What changed is shown as insertions and deletions: tracked changes by {author}.",
	            r->by);
	redline_say(r, "SarAnswer", "To answer, mark the words you mean and add a comment (Review, New Comment). What "
	            "you change yourself becomes a tracked change of yours.");
	redline_say(r, "SarAnswer", "Leave the grey lines that name a file as they are: they say where your comment "
	            "belongs. Save the file as .docx and send it back.");
}

/* A link to where the file begins.  pandoc, which reads what comes back, forgets a bookmark that nothing leads to. */
static void put_leap(struct redline *r, const char *file)
{
	SCOPE(turn);
	redline_xml(r->body, "<w:hyperlink w:anchor=\"");
	redline_text(r->body, package_bookmark(turn, file));
	redline_xml(r->body, "\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"SarLink\"/></w:rPr>"
	            "<w:t xml:space=\"preserve\">");
	redline_text(r->body, file);
	redline_xml(r->body, "</w:t></w:r></w:hyperlink>");
}

static void put_contents(struct redline *r, const struct parts *parts)
{
	SCOPE(turn);
	const char **texts = NEWS(turn, const char *, 3 * (parts->count + 1) + 1);
	texts[0] = phrase_word(r->of->reader, WORD("Element"));
	texts[1] = phrase_word(r->of->reader, WORD("File"));
	texts[2] = phrase_word(r->of->reader, WORD("Changes"));
	for (size_t i = 0; i < parts->count; i++) {
		const struct redline_part *p = &parts->at[i];
		const char **row = &texts[3 * (i + 1)];
		row[0] = p->element ? scope_printf(turn, "%s  %s", p->element->id,
			p->element->title.in[r->of->language]) : "";
		row[1] = p->file;
		row[2] = scope_printf(turn, "%zu", p->to - p->from);
	}
	struct redline_table t = redline_fit(turn, texts, parts->count + 1, 3, REDLINE_UPRIGHT);
	redline_line(r, "SarSoft", "");
	redline_table_begin(r, "SarTable", &t);
	for (size_t i = 0; i <= parts->count; i++) {
		redline_row_begin(r, MARKDOWN_SAME, i == 0);
		for (size_t c = 0; c < 3; c++) {
			redline_cell_begin(r, t.widths[c], MARKDOWN_SAME, i ? "SarCell" : "SarHead");
			if (i && c == 1)
				put_leap(r, texts[3 * i + c]);
			else
				redline_words(r, MARKDOWN_SAME, texts[3 * i + c]);
			redline_cell_end(r);
		}
		redline_row_end(r);
	}
	redline_table_end(r);
}

/* --- files --- */

static void put_element(struct redline *r, const struct template_element *e)
{
	SCOPE(turn);
	if (e)
		redline_line(r, "SarElement", scope_printf(turn, "%s  %s", e->id, e->title.in[r->of->language]));
	else
		redline_say(r, "SarElement", "The package as a whole");
}

/* A file whose rows belong to several elements is named again; the bookmark is where it begins. */
static void put_name(struct redline *r, const char *file)
{
	SCOPE(turn);
	bool first = !list_has(&r->marked, file);
	redline_begin(r, "SarFile", MARKDOWN_SAME);
	if (first) {
		*LIST_ADD(r->sc, &r->marked) = file;
		buf_printf(r->body, "<w:bookmarkStart w:id=\"%d\" w:name=\"", ++r->marks);
		redline_text(r->body, package_bookmark(turn, file));
		redline_xml(r->body, "\"/>");
	}
	redline_words(r, MARKDOWN_SAME, file);
	if (first)
		buf_printf(r->body, "<w:bookmarkEnd w:id=\"%d\"/>", r->marks);
	redline_end(r);
}

static void put_text(struct redline *r, struct markdown_comparison *text)
{
	SCOPE(turn);
	redline_flow(r, markdown_flow(turn, text));
}

/* A text in which nothing changed. */
static void put_unchanged(struct redline *r, const char *path)
{
	const struct package_document *a = package_text(r->of->before.package, path);
	const struct package_document *b = package_text(r->of->after.package, path);
	const struct package_document *old = a ? a : b;
	if (b)
		put_text(r, markdown_compare(r->sc, old->markdown, b->markdown));
}

static void put_attachment(struct redline *r, const struct compare_change *k)
{
	enum markdown_change fate = k->kind == COMPARE_ADDED ? MARKDOWN_ADDED : k->kind == COMPARE_REMOVED
		? MARKDOWN_REMOVED : MARKDOWN_SAME;
	redline_begin(r, "Normal", fate);
	redline_values(r, k->before, k->after);
	redline_end(r);
}

static size_t section_end(const struct redline *r, size_t from, size_t to)
{
	const struct compare_change *at = r->of->compare->changes.at;
	size_t end = from + 1;
	while (end < to && at[end].place == at[from].place)
		end++;
	return end;
}

static void put_section(struct redline *r, const struct redline_part *p, size_t from, size_t to)
{
	const struct compare_change *k = &r->of->compare->changes.at[from];
	const struct redline_part rows = { p->file, p->element, from, to, p->whole };
	switch (k->place) {
	case COMPARE_TEXT: put_text(r, r->of->compare->documents.at[k->document].text); break;
	case COMPARE_ROW: redline_register(r, &rows); break;
	case COMPARE_ATTACHMENT: put_attachment(r, k); break;
	default: redline_fields(r, from, to); break;
	}
}

static bool has_text(const struct redline *r, const struct redline_part *p)
{
	for (size_t i = p->from; i < p->to; i++)
		if (r->of->compare->changes.at[i].place == COMPARE_TEXT)
			return true;
	return p->whole && package_text(r->of->after.package, p->file) != NULL;
}

/* A text upright, a wide table across; all else as the page lies. */
static void lay_for(struct redline *r, const struct redline_part *p)
{
	if (has_text(r, p))
		redline_lay(r, false);
	else if (redline_is_wide(r, p))
		redline_lay(r, true);
}

static void put_part(struct redline *r, const struct redline_part *p)
{
	bool text = false;
	put_name(r, p->file);
	for (size_t i = p->from, to; i < p->to; i = to) {
		to = section_end(r, i, p->to);
		text = text || r->of->compare->changes.at[i].place == COMPARE_TEXT;
		put_section(r, p, i, to);
	}
	if (has_text(r, p) && !text)
		put_unchanged(r, p->file);
	else if (p->from == p->to)
		redline_register(r, p);
}

/* --- all of it --- */

/* As Word writes it: the hour of the place, behind which it puts a Z all the same. */
static const char *moment_of(struct scope *sc, const struct changes *d)
{
	int64_t second = d->after.made + (int64_t)d->offset * 60;
	int64_t of_day = (second % 86400 + 86400) % 86400;
	char day[DATE_TEXT];
	date_print(date_at(d->after.made, d->offset), day);
	return scope_printf(sc, "%sT%02d:%02d:%02dZ", day, (int)(of_day / 3600), (int)(of_day / 60 % 60),
	                    (int)(of_day % 60));
}

const struct fault *redline_put(struct scope *sc, const struct changes *d, const char *only, struct buf *into)
{
	struct redline r = { .sc = sc, .of = d, .body = buf_new(sc), .when = moment_of(sc, d) };
	struct parts parts = {0};
	r.by = *d->after.by ? scope_printf(sc, "%s" REDLINE_OURS, d->after.by) : "sarflow";
	list_changed(&r, only, &parts);
	if (only)
		list_asked(&r, only, &parts);
	if (only && parts.count == 0)
		return fault_make(FAULT_NOT_FOUND, "the newer version has no element and no text or register "
			"\"{name}\", and nothing of that name has changed", only);
	put_head(&r);
	if (parts.count)
		put_contents(&r, &parts);
	else
		redline_say(&r, "Normal", "Nothing differs.");
	for (size_t i = 0; i < parts.count; i++) {
		lay_for(&r, &parts.at[i]);
		if (i == 0 || parts.at[i].element != parts.at[i - 1].element)
			put_element(&r, parts.at[i].element);
		put_part(&r, &parts.at[i]);
	}
	struct archive *z = archive_new(sc, into);
	redline_put_parts(&r, z);
	archive_end(z);
	return NULL;
}
