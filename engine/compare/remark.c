/* remark.c: whose a remark is, and what touched it. */
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

static struct markdown_quote quote_of(const struct fold_remark *r)
{
	return (struct markdown_quote){ .exact = r->exact, .prefix = r->prefix ? r->prefix : "", .suffix = r->suffix
	                                ? r->suffix : "" };
}

/* --- what it suggests --- */

#define FENCE "```"
static const char begin[] = FENCE "suggestion\n", end[] = "\n" FENCE;

const char *remark_suggestion(struct scope *sc, const struct fold_remark *r, const char *text)
{
	const char *at = r->exact && text ? strstr(text, begin) : NULL;
	if (!at || (at > text && at[-1] != '\n'))
		return NULL;
	const char *words = at + strlen(begin), *to = strstr(words, end);
	return to ? scope_copy_bytes(sc, words, (size_t)(to - words)) : NULL;
}

const char *remark_with_suggestion(struct scope *sc, const char *text, const char *suggestion)
{
	const char *last = text + strlen(text);
	if (strstr(suggestion, FENCE) || !suggestion[strspn(suggestion, " \t\r\n")])
		return NULL;
	const char *between = last == text ? "" : last[-1] == '\n' ? "\n" : "\n\n";
	return scope_printf(sc, "%s%s%s%s%s\n", text, between, begin, suggestion, end);
}

const char *remark_words_at(struct scope *sc, const struct package *p, const char *path, int line)
{
	enum { MOST = 400 };            /* bytes; a remark on more is one on the section */
	const struct package_document *d = package_text(p, path);
	return d && line > 0 ? markdown_quote_block(sc, d->markdown, line, MOST) : "";
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
	const struct package_register *g = package_register_at(c->after, k->file);
	int column = g && g->of && k->column ? template_column(g->of, k->column) : -1;
	bool renamed = column >= 0 && g->of->columns[column].key && strcmp(k->before, name) == 0;
	return renamed || strcmp(k->what, name) == 0;
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
