/* remark.c: remarks held against a package. */
#include "base/base.h"
#include "base/buf.h"
#include "compare/remark.h"
#include "text/letter.h"
#include "text/markdown/quote.h"

const char *remark_state_name(enum fold_remark_state s)
{
	return (const char *const[]){ "open", "answered", "closed" }[s];
}

bool remark_is_for(const struct fold *f, const struct fold_person *person, const struct fold_remark *r)
{
	SCOPE(turn);
	const char *name, *email;
	if (!person)
		return false;
	if (r->owner && event_person(turn, r->owner, &name, &email))
		return fold_person(f, email) == person;
	return list_has(&person->roles, r->owner ? r->owner : f->workflow->founder_role);
}

bool remark_is_at_least(const struct template *t, const struct fold_remark *r, const char *severity)
{
	return template_severity(t, r->severity) <= template_severity(t, severity);
}

static const struct package_register *find_register(const struct package *p, const char *path)
{
	const struct package_register *r = package_register_at(p, path);
	return r && r->present ? r : NULL;
}

static void be_gone(struct scope *sc, struct remark_place *out, const struct phrase *why)
{
	out->gone = true;
	out->why = phrase_keep(sc, why);
}

/* --- each sort of place --- */

static struct markdown_quote quote_of(const struct fold_remark *r)
{
	return (struct markdown_quote){ .exact = r->exact, .prefix = r->prefix ? r->prefix : "", .suffix = r->suffix
	                                ? r->suffix : "" };
}

static void find_passage(struct scope *sc, const struct package_document *d, const struct fold_remark *r,
                         struct remark_place *out)
{
	struct markdown_quote q = quote_of(r);
	const struct markdown_heading *headings = NULL;
	markdown_headings(d->markdown, &headings);
	if (!markdown_quote_find(sc, d->markdown, &q)) {
		be_gone(sc, out, PHRASE("the words \"{words}\" are not in {file} any more", r->exact, d->path));
		return;
	}
	out->line = q.line;
	out->heading = q.heading >= 0 ? headings[q.heading].text : "";
}

static void find_row(struct scope *sc, const struct package_register *g, const struct fold_remark *r,
                     struct remark_place *out)
{
	size_t row = package_row_find(g, r->row);
	if (row != PACKAGE_NO_ROW)
		out->line = g->rows.at[row].line;
	else
		be_gone(sc, out, PHRASE("the row \"{row}\" is not in {file} any more", r->row, g->path));
}

static void find_attachment(struct scope *sc, const struct package *p, const struct fold_remark *r,
                            struct remark_place *out)
{
	const struct package_attachment *a = package_attachment(p, r->path);
	if (!a)
		be_gone(sc, out, PHRASE("{file} is not in the package any more", r->path));
	else if (r->page && a->pages && atoi(r->page) > a->pages)
		be_gone(sc, out, PHRASE("{file} has no page {page} any more", r->path, r->page));
	else if (r->content && strcmp(r->content, a->entry->digest) != 0)
		be_gone(sc, out, PHRASE("{file} is another file now", r->path));
}

static void find_in_file(struct scope *sc, const struct package *p, const struct fold_remark *r,
                         struct remark_place *out)
{
	const struct package_document *d = package_text(p, r->path);
	const struct package_register *g = find_register(p, r->path);
	if (d && r->exact)
		find_passage(sc, d, r, out);
	else if (g && r->row)
		find_row(sc, g, r, out);
	else if (!d && !g && strncmp(r->path, "attachments/", strlen("attachments/")) == 0)
		find_attachment(sc, p, r, out);
	else if (r->field && !*package_value(p, r->field))
		be_gone(sc, out, PHRASE("{file} has no field {field} any more", r->path, r->field));
	else if (!d && !g && strcmp(r->path, "package.yaml") != 0)
		be_gone(sc, out, PHRASE("{file} is not in the package any more, or cannot be read", r->path));
}

static void find_requirements(struct scope *sc, const struct package *p, const struct fold_remark *r,
                              struct remark_place *out)
{
	for (size_t i = 0; i < r->requirements.count && !out->gone; i++)
		if (!template_requirement(p->template, r->requirements.at[i]))
			be_gone(sc, out, PHRASE("the template has no checklist line {line} any more",
			                        r->requirements.at[i]));
	if (!out->gone && r->element && !template_element(p->template, r->element))
		be_gone(sc, out, PHRASE("the template has no element {element} any more", r->element));
}

/* "evidence/C-x.md:31, C3 Inspection method": from the file to the line of the checklist. */
static const struct phrase *describe(struct scope *sc, const struct fold_remark *r, const struct remark_place *at)
{
	const char *file = r->path ? r->path : "", *place = at->line ? scope_printf(sc, "%s:%d", file, at->line) : file;
	const struct phrase *out = *place ? phrase_new(sc, "{place}", place) : NULL;
	if (out && r->page)
		out = phrase_new(sc, "{place}, page {page}", out, r->page);
	if (out && r->row)
		out = phrase_new(sc, "{place}, row {row}", out, r->row);
	if (out && (r->column || r->field))
		out = phrase_new(sc, "{place}, {column}", out, r->column ? r->column : r->field);
	if (out && *at->heading)
		out = phrase_new(sc, "{place}, {heading}", out, at->heading);
	const char *lines = list_join(sc, &r->requirements, ", ");
	if (*lines)
		out = phrase_keep(sc, out ? PHRASE("{place}, {lines}", out, lines) : PHRASE("{lines}", lines));
	if (r->element)
		out = phrase_keep(sc, out ? PHRASE("{place}, element {element}", out, r->element)
		                  : PHRASE("element {element}", r->element));
	return out ? out : phrase_new(sc, "the package");
}

void remark_find(struct scope *sc, const struct package *p, const struct fold_remark *r, struct remark_place *out)
{
	*out = (struct remark_place){ .file = r->path ? r->path : "", .heading = "" };
	if (r->path)
		find_in_file(sc, p, r, out);
	if (!out->gone)
		find_requirements(sc, p, r, out);
	out->where = describe(sc, r, out);
}

/* --- what a change touches --- */

static void put_side(struct buf *b, const struct markdown_compared *k, enum markdown_change without)
{
	for (size_t i = 0; i < k->pieces.count; i++)
		if (k->pieces.at[i].change != without)
			buf_text(b, k->pieces.at[i].text);
	buf_char(b, '\n');
}

/* Would a reader see it?  A character that nobody sees answers no remark. */
static bool is_seen(struct scope *sc, const struct compare *c, const struct compare_change *k)
{
	struct buf *before = buf_new(sc), *after = buf_new(sc);
	if (k->kind != COMPARE_CHANGED)
		return true;
	if (k->place != COMPARE_TEXT)
		return strcmp(letter_look(sc, k->before), letter_look(sc, k->after)) != 0
		       || strcmp(k->before, k->after) == 0;
	const struct markdown_compared *b = &c->documents.at[k->document].text->blocks.at[k->block];
	for (size_t i = 0; i < k->count; i++) {
		put_side(before, &b[i], MARKDOWN_ADDED);
		put_side(after, &b[i], MARKDOWN_REMOVED);
	}
	return strcmp(before->at, after->at) == 0 || strcmp(letter_look(sc, before->at), letter_look(sc,
		after->at)) != 0;
}

static bool names_requirement(const struct compare_change *k, const struct fold_remark *r, const struct template *t)
{
	for (size_t i = 0; i < r->requirements.count; i++) {
		const struct template_requirement *q = template_requirement(t, r->requirements.at[i]);
		if (q && k->element == q->element)
			return true;
	}
	return false;
}

/* The block in which a passage stood in the old state; line 0: nobody knows any more. */
struct passage { int line; const char *heading; };

static struct passage old_passage(struct scope *sc, const struct compare *c, const struct fold_remark *r)
{
	const struct package_document *d = r->exact && c->before ? package_text(c->before, r->path) : NULL;
	struct markdown_quote q = quote_of(r);
	const struct markdown_heading *headings = NULL;
	if (!d || !markdown_quote_find(sc, d->markdown, &q))
		return (struct passage){ 0, "" };
	markdown_headings(d->markdown, &headings);
	return (struct passage){ q.block_line, q.heading >= 0 ? headings[q.heading].text : "" };
}

/* The passage itself, or something under its heading. */
static bool touches_passage(const struct compare *c, const struct compare_change *k, const struct fold_remark *r,
                            struct passage at)
{
	if (k->place != COMPARE_TEXT || strcmp(k->file, r->path) != 0)
		return false;
	const struct markdown_compared *b = &c->documents.at[k->document].text->blocks.at[k->block];
	bool touched = at.line == 0 || strcmp(k->what, at.heading) == 0;
	for (size_t i = 0; i < k->count && !touched; i++)
		touched = b[i].before == at.line;
	return touched;
}

/* Is a row that changed, as either state names it, the one of that name? */
static bool is_row_of(const struct compare *c, const struct compare_change *k, const char *name)
{
	SCOPE(turn);
	const struct package *const states[] = { c->before, c->after };
	for (size_t i = 0; i < countof(states); i++) {
		const struct package_register *g = states[i] ? package_register_at(states[i], k->file) : NULL;
		size_t row = g ? package_row_find(g, name) : PACKAGE_NO_ROW;
		if (row != PACKAGE_NO_ROW && strcmp(package_row_name(turn, g, row), k->what) == 0)
			return true;
	}
	return strcmp(k->what, name) == 0;
}

static bool touches_file(const struct compare *c, const struct compare_change *k, const struct fold_remark *r,
                         struct passage at)
{
	if (r->exact)
		return touches_passage(c, k, r, at);
	if (k->place == COMPARE_ROW && strcmp(k->file, r->path) != 0)   /* a row that speaks of the attachment */
		return strstr(k->before, r->path) || strstr(k->after, r->path);
	if (strcmp(k->file, r->path) != 0 && !(k->place == COMPARE_ATTACHMENT && strcmp(k->before, r->path) == 0))
		return false;
	if (r->field)
		return strcmp(k->what, r->field) == 0;
	bool cell = !r->column || !k->column || strcmp(k->column, r->column) == 0;
	return !r->row || (cell && is_row_of(c, k, r->row));
}

const struct compare_change *remark_touched(struct scope *sc, const struct compare *c, const struct fold_remark *r)
{
	const struct template *t = c->after->template;
	const struct passage at = old_passage(sc, c, r);
	bool whole = !r->path && !r->element && r->requirements.count == 0;
	for (size_t i = 0; i < c->changes.count; i++) {
		const struct compare_change *k = &c->changes.at[i];
		if (!is_seen(sc, c, k))
			continue;
		if (whole || (r->path && touches_file(c, k, r, at)) || names_requirement(k, r, t)
		    || (r->element && k->element && strcmp(k->element->id, r->element) == 0))
			return k;
	}
	return NULL;
}
