/* difference.c: the list of changes first, then texts, tables, files. */
#include "base/base.h"
#include "base/digest.h"
#include "base/path.h"
#include "difference_style.inc"
#include "difference_script.inc"
#include "render/difference.h"
#include "render/html.h"
#include "style.inc"
#include <unistd.h>

enum { WORDS_AROUND = 8, PICTURE_LIMIT = 2 << 20 };     /* bytes of a picture that is shown */

static const char *kind_sign(enum compare_kind k) { return (const char *const[]){ "+", "\xe2\x88\x92", "~", "\xe2\x86\xb7" }[k]; }

static void say(struct buf *b, const struct difference *d, const char *phrase)
{
	html_text(b, template_phrase(d->template, d->language, phrase));
}

static void put_kind(struct buf *b, const struct difference *d, enum compare_kind k)
{
	html(b, "<span class=\"kind ");
	html_text(b, compare_kind_name(k));
	html(b, "\" title=\"");
	say(b, d, compare_kind_name(k));
	html(b, "\">");
	html_text(b, kind_sign(k));
	html(b, "</span> ");
}

/* --- where a change is shown --- */

static const char *target_of(struct scope *sc, const struct difference *d, const struct compare_change *k)
{
	if (k->place == COMPARE_TEXT)
		return scope_printf(sc, "text-%zu-%zu", k->document, d->compare->documents.at[k->document].text->blocks.at[k->block].group);
	return scope_printf(sc, "change-%zu", (size_t)(k - d->compare->changes.at));
}

/* --- the list --- */

static void put_excerpt(struct scope *sc, struct buf *b, const struct difference *d, const struct compare_change *k)
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
	if (*block->stands) {
		html(b, " <span class=\"soft\">(");
		html_text(b, block->stood);
		html(b, " \xe2\x86\x92 ");
		html_text(b, block->stands);
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

static void put_values(struct buf *b, const struct compare_change *k)
{
	if (k->kind == COMPARE_MOVED) {
		html_text(b, k->before);
		html_text(b, " \xe2\x86\x92 ");
		html_text(b, k->after);
		return;
	}
	if (*k->before) {
		html(b, "<del>");
		html_text(b, k->before);
		html(b, "</del>");
	}
	if (*k->before && *k->after)
		html(b, " ");
	if (*k->after) {
		html(b, "<ins>");
		html_text(b, k->after);
		html(b, "</ins>");
	}
}

static const struct package_register *register_at(const struct package *p, const char *path)
{
	for (size_t i = 0; i < p->template->registers.count; i++)
		if (strcmp(p->registers[i].path, path) == 0)
			return &p->registers[i];
	return NULL;
}

static const struct template_register *register_of(const struct difference *d, const char *path)
{
	const struct package_register *r = register_at(d->after.package, path);
	r = r ? r : register_at(d->before.package, path);
	return r ? r->of : NULL;
}

/* Tables and columns by their titles, as people of this language know them. */
static void put_column(struct buf *b, const struct difference *d, const struct compare_change *k)
{
	const struct template_register *r = k->place == COMPARE_ROW ? register_of(d, k->file) : NULL;
	int at = r && k->column ? template_column(r, k->column) : -1;
	if (!k->column)
		return;
	html(b, ", ");
	html_text(b, at < 0 ? k->column : r->columns[at].title.in[d->language]);
}

static void put_name(struct buf *b, const struct difference *d, const struct compare_change *k)
{
	const struct template_register *r = k->place == COMPARE_ROW ? register_of(d, k->file) : NULL;
	if (r) {
		html_text(b, r->title.in[d->language]);
		html(b, " ");
	}
	html_text(b, k->place == COMPARE_ATTACHMENT || !*k->what ? path_base(k->file) : k->what);
}

static void put_line(struct buf *b, const struct difference *d, const struct compare_change *k)
{
	SCOPE(turn);
	bool text = k->place == COMPARE_TEXT;
	html(b, "<li>");
	put_kind(b, d, k->kind);
	html(b, "<a href=\"#");
	html_text(b, target_of(turn, d, k));
	html(b, "\">");
	put_name(b, d, k);
	html(b, "</a>");
	put_column(b, d, k);
	bool heading = text && d->compare->documents.at[k->document].text->blocks.at[k->block].block == MARKDOWN_HEADING;
	if (!heading || k->kind == COMPARE_CHANGED)
		html(b, ": ");
	if (text)
		put_excerpt(turn, b, d, k);
	else if (k->kind == COMPARE_ADDED || k->kind == COMPARE_REMOVED)        /* the sign says which */
		html_text(b, k->kind == COMPARE_ADDED ? k->after : k->before);
	else
		put_values(b, k);
	html(b, "</li>\n");
}

static void put_ended(struct buf *b, const struct difference *d, const struct template_element *e)
{
	for (size_t i = 0; i < d->ended.count; i++) {
		const struct fold_sign_off *s = d->ended.at[i];
		if (strcmp(s->element, e->id) != 0)
			continue;
		html(b, "<li class=\"ended\">");
		say(b, d, "This sign-off ends");
		html(b, ": ");
		html_text(b, s->name);
		html(b, " (");
		const struct template_role *r = template_role(d->template, s->role);
		html_text(b, r ? r->title.in[d->language] : s->role);
		html(b, "), ");
		html_text(b, s->as_of);
		html(b, "</li>\n");
	}
}

static void put_list(struct buf *b, const struct difference *d)
{
	const struct compare_changes *all = &d->compare->changes;
	html(b, "<nav class=\"changes\" aria-label=\"");
	say(b, d, "Changes");
	html(b, "\">\n");
	for (size_t i = 0; i < all->count; i++) {
		const struct template_element *e = all->at[i].element;
		if (i == 0 || e != all->at[i - 1].element) {
			html(b, "<h2>");
			html_text(b, e ? e->id : "");
			html(b, " ");
			if (e)
				html_text(b, e->title.in[d->language]);
			else
				say(b, d, "The package as a whole");
			html(b, "</h2><ul>\n");
			if (e)
				put_ended(b, d, e);
		}
		put_line(b, d, &all->at[i]);
		if (i + 1 == all->count || e != all->at[i + 1].element)
			html(b, "</ul>\n");
	}
	html(b, "</nav>\n");
}

static void put_remarks(struct buf *b, const struct difference *d)
{
	for (size_t i = 0; i < d->remarks.count; i++) {
		const struct difference_remark *k = &d->remarks.at[i];
		if (i == 0)
			html(b, "<h2>"), say(b, d, "Remarks it touches"), html(b, "</h2><ul class=\"findings\">\n");
		html(b, "<li class=\"warning\"><strong>");
		html_number(b, k->of->number);
		html(b, "</strong> ");
		html_text(b, k->of->severity);
		html(b, ": ");
		html_text(b, k->now.gone ? k->now.why : k->now.where);
		html(b, "</li>\n");
	}
	if (d->remarks.count)
		html(b, "</ul>\n");
}

static void put_findings(struct buf *b, const struct difference *d, const char *head, const struct finding *const *at, size_t count)
{
	if (count == 0)
		return;
	html(b, "<h2>");
	say(b, d, head);
	html(b, "</h2><ul class=\"findings\">\n");
	for (size_t i = 0; i < count; i++) {
		html(b, "<li class=\"");
		html_text(b, at[i]->waived ? "waived" : finding_level_name(at[i]->level));
		html(b, "\"><strong>");
		html_text(b, finding_level_name(at[i]->level));
		html(b, "</strong> ");
		html_text(b, at[i]->place.file);
		html(b, ": ");
		html_text(b, at[i]->message);
		html(b, " <span class=\"soft\">[");
		html_text(b, at[i]->rule);
		html(b, "]</span></li>\n");
	}
	html(b, "</ul>\n");
}

/* --- pictures --- */

static bool is_picture(const char *path)
{
	return path_has_suffix(path, ".png") || path_has_suffix(path, ".jpg") || path_has_suffix(path, ".jpeg");
}

/* The picture as an address that holds it; NULL if it is none, too large or not here. */
static const struct fault *read_picture(struct scope *sc, const struct difference_state *s, const char *path, const char **out)
{
	const struct package_attachment *a = package_attachment(s->package, path);
	int fd = -1;
	*out = NULL;
	if (!a || !a->entry->present || a->entry->size > PICTURE_LIMIT || !is_picture(path))
		return NULL;
	TRY(source_open(s->package->source, a->entry, &fd));
	unsigned char *bytes = scope_alloc(sc, a->entry->size + 1, 1);
	size_t got = 0;
	for (ssize_t n; got < a->entry->size && (n = read(fd, bytes + got, a->entry->size - got)) > 0; )
		got += (size_t)n;
	close(fd);
	*out = scope_printf(sc, "data:image/%s;base64,%s", path_has_suffix(path, ".png") ? "png" : "jpeg", digest_base64(sc, bytes, got));
	return NULL;
}

/* --- fields and rows --- */

static void open_change(struct buf *b, size_t index, enum compare_kind kind)
{
	buf_printf(b, "<tr id=\"change-%zu\" class=\"touched ", index);
	html_text(b, compare_kind_name(kind));
	html(b, "\">");
}

static void put_fields(struct buf *b, const struct difference *d, size_t from, size_t to)
{
	html(b, "<div class=\"table\"><table><tbody>\n");
	for (size_t i = from; i < to; i++) {
		const struct compare_change *k = &d->compare->changes.at[i];
		buf_printf(b, "<tr id=\"change-%zu\" class=\"touched\"><th scope=\"row\">", i);
		html_text(b, k->what);
		put_column(b, d, k);
		html(b, "</th><td>");
		put_kind(b, d, k->kind);
		put_values(b, k);
		html(b, "</td></tr>\n");
	}
	html(b, "</tbody></table></div>\n");
}

static const struct package_row *row_at(const struct package_register *r, int line)
{
	size_t low = 0, high = r->rows.count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (r->rows.at[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->rows.count && r->rows.at[low].line == line ? &r->rows.at[low] : NULL;
}

/* One row with all its cells; changes [from, to) are of this row. */
static void put_row(struct buf *b, const struct difference *d, const struct package_register *r, size_t from, size_t to)
{
	const struct compare_change *first = &d->compare->changes.at[from];
	const struct package_row *row = row_at(r, first->line);
	open_change(b, from, first->kind);
	html(b, "<td>");
	put_kind(b, d, first->kind);
	for (size_t i = from + 1; i < to; i++)  /* the list leads to each of them */
		buf_printf(b, "<span id=\"change-%zu\"></span>", i);
	html(b, "</td>");
	for (size_t c = 0; row && c < r->of->column_count; c++) {
		const struct compare_change *cell = NULL;
		for (size_t i = from; i < to && !cell; i++)
			if (d->compare->changes.at[i].column && strcmp(d->compare->changes.at[i].column, r->of->columns[c].name) == 0)
				cell = &d->compare->changes.at[i];
		html(b, "<td>");
		if (cell)
			put_values(b, cell);
		else
			html_text(b, row->cells[c]);
		html(b, "</td>");
	}
	html(b, "</tr>\n");
}

static void put_register(struct buf *b, const struct difference *d, size_t from, size_t to)
{
	const char *path = d->compare->changes.at[from].file;
	const struct package_register *now = register_at(d->after.package, path), *then = register_at(d->before.package, path);
	const struct package_register *head = now ? now : then;
	html(b, "<div class=\"table\" tabindex=\"0\"><table class=\"rows\"><thead><tr><th></th>");
	for (size_t c = 0; c < head->of->column_count; c++) {
		html(b, "<th scope=\"col\">");
		html_text(b, head->of->columns[c].title.in[d->language]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	for (size_t i = from, n; i < to; i += n) {
		const struct compare_change *k = &d->compare->changes.at[i];
		for (n = 1; i + n < to && k->kind != COMPARE_REMOVED && k[n].line == k->line && k[n].kind != COMPARE_REMOVED; )
			n++;
		put_row(b, d, k->kind == COMPARE_REMOVED && then ? then : head, i, i + n);
	}
	html(b, "</tbody></table></div>\n");
}

/* --- attachments --- */

static const struct fault *put_picture(struct scope *sc, struct buf *b, const struct difference_state *s, const char *path)
{
	const char *address = NULL;
	TRY(read_picture(sc, s, path, &address));
	if (!address)
		return NULL;
	html(b, "<figure><img alt=\"\" src=\"");
	html_text(b, address);
	html(b, "\"><figcaption>");
	html_text(b, s->name);
	html(b, "</figcaption></figure>\n");
	return NULL;
}

static const struct fault *put_attachment(struct scope *sc, struct buf *b, const struct difference *d, size_t index)
{
	const struct compare_change *k = &d->compare->changes.at[index];
	buf_printf(b, "<div id=\"change-%zu\" class=\"file touched\"><p>", index);
	put_kind(b, d, k->kind);
	put_values(b, k);
	html(b, "</p>\n<div class=\"pictures\">");
	if (k->kind == COMPARE_CHANGED || k->kind == COMPARE_REMOVED)
		TRY(put_picture(sc, b, &d->before, k->file));
	if (k->kind == COMPARE_CHANGED || k->kind == COMPARE_ADDED)
		TRY(put_picture(sc, b, &d->after, k->file));
	html(b, "</div></div>\n");
	return NULL;
}

/* --- all of it --- */

/* Changes that are shown together: of one file and one sort. */
static size_t section_end(const struct compare_changes *all, size_t from)
{
	size_t to = from + 1;
	while (to < all->count && all->at[to].place == all->at[from].place && strcmp(all->at[to].file, all->at[from].file) == 0)
		to++;
	return to;
}

struct drawing { const struct difference *d; const char *path; };

/* The page is one file: what a text shows is in it.  The new picture, or the old one where there is no new one. */
static const char *embed(struct scope *sc, void *context, const char *target)
{
	const struct drawing *of = context;
	const char *path = path_resolve(sc, of->path, target), *out = NULL;
	if (!path || strchr(target, ':'))
		return NULL;
	if (read_picture(sc, &of->d->after, path, &out) == NULL && !out && read_picture(sc, &of->d->before, path, &out) != NULL)
		return NULL;
	return out;
}

static void put_texts(struct scope *sc, const struct difference *d, struct buf **texts)
{
	for (size_t i = 0; i < d->compare->documents.count; i++) {
		struct drawing drawing = { d, d->compare->documents.at[i].path };
		const struct markdown_linker linker = { NULL, embed, &drawing };
		texts[i] = buf_new(sc);
		markdown_compare_html(d->compare->documents.at[i].text, scope_printf(sc, "text-%zu", i), &linker, texts[i]);
	}
}

static const struct fault *put_sections(struct scope *sc, const struct difference *d, struct buf *const *texts, struct buf *b)
{
	const struct compare_changes *all = &d->compare->changes;
	for (size_t i = 0, to; i < all->count; i = to) {
		const struct compare_change *k = &all->at[i];
		to = section_end(all, i);
		if (i == 0 || strcmp(k->file, k[-1].file) != 0) {
			html(b, "<h2 class=\"file\">");
			html_text(b, k->file);
			html(b, "</h2>\n");
		}
		switch (k->place) {
		case COMPARE_TEXT:
			html(b, "<article class=\"text\" lang=\"");
			html_text(b, (d->compare->documents.at[k->document].after ? d->compare->documents.at[k->document].after
			                                                           : d->compare->documents.at[k->document].before)->language);
			html(b, "\">\n");
			buf_put(b, texts[k->document]->at, texts[k->document]->len);
			html(b, "</article>\n");
			break;
		case COMPARE_ROW: put_register(b, d, i, to); break;
		case COMPARE_ATTACHMENT: TRY(put_attachment(sc, b, d, i)); break;
		default: put_fields(b, d, i, to); break;
		}
	}
	return NULL;
}

static void put_head(struct buf *b, const struct difference *d)
{
	const struct package *p = d->after.package;
	html(b, "<!DOCTYPE html>\n<html lang=\"");
	html_text(b, d->template->languages.at[d->language]);
	html(b, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	     /* nothing comes from elsewhere, whatever a document names */
	     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
	     "script-src 'unsafe-inline'\">\n<title>");
	html_text(b, p->id);
	html(b, ": ");
	say(b, d, "what changed");
	html(b, "</title>\n<style>\n");
	buf_text(b, style);
	buf_text(b, difference_style);
	html(b, "</style>\n</head>\n<body>\n");
	if (*p->marking) {
		html(b, "<div class=\"marking\">");
		html_text(b, p->marking);
		html(b, "</div>\n");
	}
	html(b, "<header class=\"top\"><p><span class=\"id\">");
	html_text(b, p->id);
	html(b, "</span> ");
	html_text(b, p->title);
	html(b, "</p></header>\n<div class=\"bar-top\" hidden data-unchanged=\"");
	say(b, d, "unchanged");
	html(b, "\"><button type=\"button\" data-do=\"previous\">\xe2\x86\x91 ");
	say(b, d, "Previous");
	html(b, " <kbd>k</kbd></button><button type=\"button\" data-do=\"next\">\xe2\x86\x93 ");
	say(b, d, "Next");
	html(b, " <kbd>j</kbd></button><button type=\"button\" data-do=\"side\" aria-pressed=\"false\">");
	say(b, d, "Side by side");
	html(b, " <kbd>s</kbd></button><button type=\"button\" data-do=\"all\" aria-pressed=\"false\">");
	say(b, d, "All the text");
	html(b, " <kbd>a</kbd></button><span class=\"where soft\" role=\"status\"></span></div>\n<main id=\"main\">\n");
}

static void put_summary(struct buf *b, const struct difference *d)
{
	html(b, "<h1>");
	say(b, d, "What changed");
	html(b, "</h1>\n<p class=\"soft\">");
	html_text(b, d->before.name);
	html(b, " \xe2\x86\x92 ");
	html_text(b, d->after.name);
	html(b, ". ");
	say(b, d, "Changes");
	buf_printf(b, ": %zu. ", d->compare->changes.count);
	if (d->ended.count) {
		say(b, d, "Sign-offs that end");
		buf_printf(b, ": %zu. ", d->ended.count);
	}
	if (d->lost.count) {
		say(b, d, "Waivers that end");
		buf_printf(b, ": %zu.", d->lost.count);
	}
	html(b, "</p>\n");
	if (d->compare->changes.count == 0)
		html(b, "<p>"), say(b, d, "Nothing differs."), html(b, "</p>\n");
}

const struct fault *difference_put(struct scope *sc, const struct difference *d, struct buf *b)
{
	struct buf **texts = NEWS(sc, struct buf *, d->compare->documents.count + 1);
	put_texts(sc, d, texts);        /* first: they know where each block is shown */
	buf_clear(b);
	put_head(b, d);
	put_summary(b, d);
	put_list(b, d);
	put_remarks(b, d);
	put_findings(b, d, "Findings that come", d->come.at, d->come.count);
	put_findings(b, d, "Findings that go", d->gone.at, d->gone.count);
	put_findings(b, d, "Waivers that end", d->lost.at, d->lost.count);
	TRY(put_sections(sc, d, texts, b));
	html(b, "</main>\n<footer>");
	say(b, d, "Made by");
	html(b, " ");
	html_text(b, d->program);
	html(b, "</footer>\n");
	if (*d->after.package->marking) {
		html(b, "<div class=\"marking\">");
		html_text(b, d->after.package->marking);
		html(b, "</div>\n");
	}
	for (size_t i = 0; i < b->len; i++)     /* no control character of a document goes out */
		if ((unsigned char)b->at[i] < 0x20 && !strchr("\n\t", b->at[i]))
			b->at[i] = '?';
	html(b, "<script>\n");
	buf_text(b, difference_script);
	html(b, "</script>\n</body>\n</html>\n");
	return NULL;
}
