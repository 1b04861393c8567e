/* changes_list.c: a line a change, by element, and what the changes touch. */
#include "base/base.h"
#include "base/path.h"
#include "text/letter.h"
#include "render/changes_private.h"
#include "render/frame.h"

enum { WORDS_AROUND = 8 };

static const char *kind_sign(enum compare_kind k)
{
	return (const char *const[]){ "+", "\xe2\x88\x92", "~", "\xe2\x86\xb7" }[k];
}

void changes_put_kind(struct buf *b, const struct changes *d, enum compare_kind k)
{
	html(b, "<span class=\"kind ");
	html_text(b, compare_kind_name(k));
	html(b, "\" title=\"");
	html_word(b, d->reader, compare_kind_name(k));
	html(b, "\">");
	html_text(b, kind_sign(k));
	html(b, "</span> ");
}

/* --- where a change is shown --- */

static const char *target_of(struct scope *sc, const struct changes *d, const struct compare_change *k)
{
	if (k->place == COMPARE_TEXT)
		return scope_printf(sc, "text-%zu-%zu", k->document,
		                    d->compare->documents.at[k->document].text->blocks.at[k->block].group);
	return scope_printf(sc, "change-%zu", (size_t)(k - d->compare->changes.at));
}

/* --- the list --- */

static void put_excerpt(struct scope *sc, struct buf *b, const struct changes *d, const struct compare_change *k)
{
	const struct markdown_compared *block = &d->compare->documents.at[k->document].text->blocks.at[k->block];
	struct markdown_pieces pieces = {0};
	bool marked = k->kind == COMPARE_CHANGED || k->kind == COMPARE_MOVED;
	if (block->block != MARKDOWN_HEADING || k->kind == COMPARE_CHANGED)     /* else the link has said it */
		markdown_excerpt(sc, block, WORDS_AROUND, &pieces);
	for (size_t i = 0; i < pieces.count; i++) {
		const struct markdown_piece *p = &pieces.at[i];
		if (marked && p->change == MARKDOWN_REMOVED)
			html(b, "<del>");
		if (marked && p->change == MARKDOWN_ADDED)
			html(b, "<ins>");
		html_text(b, p->text);
		if (marked && p->change == MARKDOWN_REMOVED)
			html(b, "</del>");
		if (marked && p->change == MARKDOWN_ADDED)
			html(b, "</ins>");
	}
	if (block->stands) {
		html(b, " <span class=\"soft\">(");
		html_say_phrase(b, d->reader, block->stood);
		html(b, " \xe2\x86\x92 ");
		html_say_phrase(b, d->reader, block->stands);
		html(b, ")</span>");
	}
	if (k->kind == COMPARE_MOVED) {
		html(b, " <span class=\"soft\">(");
		html_text(b, k->before);
		html(b, " \xe2\x86\x92 ");
		html_text(b, k->after);
		html(b, ")</span>");
	}
	if (k->count > 1)
		buf_printf(b, " <span class=\"soft\">(+%zu)</span>", k->count - 1);
}

void changes_put_values(struct buf *b, const struct compare_change *k)
{
	if (k->kind == COMPARE_MOVED) {
		html_text(b, k->before);
		html_text(b, " \xe2\x86\x92 ");
		html_text(b, k->after);
		return;
	}
	SCOPE(turn);
	if (*k->before) {
		html(b, "<del>");
		html_text(b, letter_told(turn, k->before, k->after));
		html(b, "</del>");
	}
	if (*k->before && *k->after)
		html(b, " ");
	if (*k->after) {
		html(b, "<ins>");
		html_text(b, letter_told(turn, k->after, k->before));
		html(b, "</ins>");
	}
}

static const struct template_register *register_of(const struct changes *d, const char *path)
{
	const struct package_register *r = package_register_at(d->after.package, path);
	r = r ? r : package_register_at(d->before.package, path);
	return r ? r->of : NULL;
}

/* Tables and columns by their titles, as people of this language know them. */
void changes_put_column(struct buf *b, const struct changes *d, const struct compare_change *k)
{
	const struct template_register *r = k->place == COMPARE_ROW ? register_of(d, k->file) : NULL;
	int at = r && k->column ? template_column(r, k->column) : -1;
	if (!k->column)
		return;
	html(b, ", ");
	html_text(b, at < 0 ? k->column : r->columns[at].title.in[d->language]);
}

static const char *word_of(const struct compare_change *k)
{
	return k->place == COMPARE_ATTACHMENT || !*k->what ? path_base(k->file) : k->what;
}

static void put_name(struct buf *b, const struct changes *d, const struct compare_change *k)
{
	const struct template_register *r = k->place == COMPARE_ROW ? register_of(d, k->file) : NULL;
	if (r) {
		html_text(b, r->title.in[d->language]);
		html(b, " ");
	}
	html_text(b, word_of(k));
}

/* --- what is read of it --- */

/* Belongs to the form "ticks", which its page has; name: of what it is a tick, for who does not see where it stands. */
static void put_tick(struct buf *b, const struct changes *d, const char *field, const char *value, bool read,
                     const char *name)
{
	html(b, "<label class=\"tick\"><input type=\"checkbox\" form=\"ticks\" name=\"");
	html_text(b, field);
	buf_text(b, "\" value=\"");
	html_text(b, value);
	html(b, "\"");
	if (read)
		buf_text(b, " checked");
	html(b, "> ");
	changes_say(b, d, "read");
	html(b, "<span class=\"hide\">: ");
	html_text(b, name);
	html(b, "</span></label>");
}

/* How many of the changes [from, to) are read. */
static size_t count_read(const struct changes *d, size_t from, size_t to)
{
	size_t read = 0;
	for (size_t i = from; d->ticks && i < to; i++)
		read += d->ticks[i].read;
	return read;
}

static void put_line(struct buf *b, const struct changes *d, const struct compare_change *k)
{
	SCOPE(turn);
	bool text = k->place == COMPARE_TEXT, ticks = d->ticks && !d->by_element;
	if (ticks)
		html(b, "<li class=\"ticked\"><div>");
	else
		html(b, "<li>");
	changes_put_kind(b, d, k->kind);
	html(b, "<a href=\"#");
	html_text(b, target_of(turn, d, k));
	html(b, "\">");
	put_name(b, d, k);
	html(b, "</a>");
	changes_put_column(b, d, k);
	bool heading = text
	               && d->compare->documents.at[k->document].text->blocks.at[k->block].block == MARKDOWN_HEADING;
	if (!heading || k->kind == COMPARE_CHANGED)
		html(b, ": ");
	if (text)
		put_excerpt(turn, b, d, k);
	else if (k->kind == COMPARE_ADDED || k->kind == COMPARE_REMOVED)        /* the sign says which */
		html_text(b, k->kind == COMPARE_ADDED ? k->after : k->before);
	else
		changes_put_values(b, k);
	if (ticks) {
		const struct changes_tick *t = &d->ticks[k - d->compare->changes.at];
		html(b, "</div> ");
		put_tick(b, d, "changes", t->change, t->read, word_of(k));
	}
	html(b, "</li>\n");
}

static void put_ended(struct buf *b, const struct changes *d, const struct template_element *e)
{
	for (size_t i = 0; i < d->ended.count; i++) {
		const struct fold_sign_off *s = d->ended.at[i];
		if (strcmp(s->element, e->id) != 0)
			continue;
		html(b, "<li class=\"ended\">");
		const struct template_role *r = template_role(d->template, s->role);
		changes_say(b, d, "This sign-off ends: {person} ({role}), {day}", s->name,
		            r ? r->title.in[d->language] : s->role, s->as_of);
		html(b, "</li>\n");
	}
}

static const char *title_of(const struct changes *d, const struct template_element *e)
{
	return e ? e->title.in[d->language] : phrase_word(d->reader, WORD("The package as a whole"));
}

/* Its head, and how much of it is read; what is read as a whole is folded. */
static bool open_element(struct buf *b, const struct changes *d, const struct template_element *e, size_t from,
                         size_t to)
{
	size_t read = count_read(d, from, to), count = to - from;
	bool folded = d->ticks && read == count;
	html(b, "<h2>");
	html_text(b, e ? e->id : "");
	html(b, " ");
	html_text(b, title_of(d, e));
	if (d->ticks) {
		html(b, " <small class=\"soft\">");
		changes_say(b, d, "{read} of {count} read", read, count);
		html(b, "</small>");
	}
	html(b, "</h2>");
	if (d->ticks && d->by_element)
		put_tick(b, d, "elements", e ? e->id : TEMPLATE_WHOLE, folded, title_of(d, e));
	if (folded) {
		html(b, "<details><summary>");
		changes_say(b, d, "{count} {count:change|changes}, all read; show them again", count);
		html(b, "</summary>");
	}
	html(b, "<ul>\n");
	return folded;
}

static void put_element(struct buf *b, const struct changes *d, size_t from, size_t to)
{
	const struct template_element *e = d->compare->changes.at[from].element;
	bool folded = open_element(b, d, e, from, to);
	if (e)
		put_ended(b, d, e);
	for (size_t i = from; i < to; i++)
		put_line(b, d, &d->compare->changes.at[i]);
	html(b, "</ul>\n");
	if (folded)
		html(b, "</details>\n");
}

void changes_put_list(struct buf *b, const struct changes *d)
{
	const struct compare_changes *all = &d->compare->changes;
	html(b, "<nav class=\"changes\" aria-label=\"");
	changes_say(b, d, "Changes");
	html(b, "\">\n");
	for (size_t i = 0, to; i < all->count; i = to) {
		for (to = i + 1; to < all->count && all->at[to].element == all->at[i].element; )
			to++;
		put_element(b, d, i, to);
	}
	html(b, "</nav>\n");
}

static void put_remarks_head(struct buf *b, const struct changes *d)
{
	html(b, "<h2>");
	changes_say(b, d, "Remarks it touches");
	html(b, "</h2><ul class=\"findings\">\n");
}

void changes_put_remarks(struct buf *b, const struct changes *d)
{
	for (size_t i = 0; i < d->remarks.count; i++) {
		const struct changes_remark *k = &d->remarks.at[i];
		if (i == 0)
			put_remarks_head(b, d);
		html(b, "<li class=\"warning\"><strong>");
		html_number(b, k->of->number);
		html(b, "</strong> ");
		html_text(b, frame_severity(d->template, d->language, k->of->severity));
		html(b, ": ");
		html_say_phrase(b, d->reader, k->now.gone ? k->now.why : k->now.where);
		html(b, "</li>\n");
	}
	if (d->remarks.count)
		html(b, "</ul>\n");
}

void changes_put_findings(struct buf *b, const struct changes *d, const char *head, const struct finding *const *at,
                          size_t count)
{
	if (count == 0)
		return;
	html(b, "<h2>");
	html_word(b, d->reader, head);
	html(b, "</h2><ul class=\"findings\">\n");
	for (size_t i = 0; i < count; i++) {
		SCOPE(turn);
		html(b, "<li class=\"");
		html_text(b, at[i]->waived ? "waived" : finding_level_name(at[i]->level));
		html(b, "\"><strong>");
		html_word(b, d->reader, finding_level_name(at[i]->level));
		html(b, "</strong> ");
		html_text(b, at[i]->place.file);
		html(b, ": ");
		html_text(b, finding_message(turn, d->reader, at[i]));
		html(b, " <span class=\"soft\">[");
		html_text(b, at[i]->rule);
		html(b, "]</span></li>\n");
	}
	html(b, "</ul>\n");
}
