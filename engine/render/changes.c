/* changes.c: the page of changes: the list first, then texts, tables, files. */
#include "base/base.h"
#include "base/path.h"
#include "changes_style.inc"
#include "changes_script.inc"
#include "render/changes_private.h"
#include "style.inc"

/* Changes that are shown together: of one file and one sort. */
static size_t section_end(const struct compare_changes *all, size_t from)
{
	size_t to = from + 1;
	while (to < all->count && all->at[to].place == all->at[from].place
	       && strcmp(all->at[to].file, all->at[from].file) == 0)
		to++;
	return to;
}

struct drawing { const struct changes *d; const char *path; size_t document; };

/* The page is one file: what a text shows is in it.  The new picture, or the old one where there is no new one; its
 * name where neither can be read. */
static const char *embed(struct scope *sc, void *context, const char *target)
{
	const struct drawing *of = context;
	const char *path = path_resolve(sc, of->path, target), *out = NULL;
	if (!path || strchr(target, ':'))
		return NULL;
	if (FAILED(changes_read_picture(sc, &of->d->after, path, &out)))
		return out;
	return out || !FAILED(changes_read_picture(sc, &of->d->before, path, &out)) ? out : NULL;
}

static void put_behind(void *context, size_t group, enum markdown_side side, struct buf *b)
{
	const struct drawing *of = context;
	changes_put_remark_behind(b, of->d, of->document, group, side);
}

static void put_unchanged(void *context, size_t blocks, struct buf *b)
{
	const struct changes *d = context;
	changes_say(b, d, "{count} unchanged", blocks);
}

static void put_texts(struct scope *sc, const struct changes *d, bool sides, struct buf **texts)
{
	const struct markdown_sides with = { put_unchanged, (void *)d };
	for (size_t i = 0; i < d->compare->documents.count; i++) {
		struct drawing drawing = { d, d->compare->documents.at[i].path, i };
		const struct markdown_linker linker = { NULL, embed, &drawing, NULL, put_behind };
		struct markdown_comparison *text = d->compare->documents.at[i].text;
		const char *prefix = scope_printf(sc, "text-%zu", i);
		texts[i] = buf_new(sc);
		if (sides)
			markdown_compare_sides(text, prefix, &linker, &with, texts[i]);
		else
			markdown_compare_html(text, prefix, &linker, texts[i]);
	}
}

static const char *language_of(const struct compare_document *c) { return (c->after ? c->after : c->before)->language; }

static void put_text(struct buf *b, const struct changes *d, bool sides, const struct compare_document *c,
                     const struct buf *text)
{
	html(b, "<article class=\"text\" lang=\"");
	html_text(b, language_of(c));
	html(b, "\">\n");
	if (sides)
		changes_put_captions(b, d);
	buf_put(b, text->at, text->len);
	html(b, "</article>\n");
}

static const struct fault *put_sections(struct scope *sc, const struct changes *d, bool sides,
                                        struct buf *const *texts, struct buf *b)
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
			put_text(b, d, sides, &d->compare->documents.at[k->document], texts[k->document]);
			break;
		case COMPARE_ATTACHMENT: TRY(changes_put_attachment(sc, b, d, i)); break;
		case COMPARE_ROW: (sides ? changes_put_beside : changes_put_register)(b, d, i, to); break;
		default: (sides ? changes_put_beside : changes_put_fields)(b, d, i, to); break;
		}
	}
	return NULL;
}

/* The page shows words of both states: where their markings differ it bears both. */
static const char *marking_of(struct scope *sc, const struct changes *d)
{
	const char *after = d->after.package->marking, *before = d->before.package ? d->before.package->marking : "";
	if (!*before || strcmp(before, after) == 0)
		return after;
	return *after ? scope_printf(sc, "%s / %s", before, after) : before;
}

const char *changes_style_sheet(size_t *len)
{
	*len = sizeof changes_style - 1;
	return changes_style;
}

static void put_head(struct scope *sc, struct buf *b, const struct changes *d)
{
	const struct package *p = d->after.package;
	html(b, "<!DOCTYPE html>\n<html lang=\"");
	html_text(b, d->template->languages.at[d->language]);
	html(b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
	     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	     /* nothing comes from elsewhere, whatever a document names */
	     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
	     "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>");
	changes_say(b, d, "{package}: what changed", p->id);
	html(b, "</title>\n<style>\n");
	buf_text(b, style);
	buf_text(b, changes_style);
	html(b, "</style>\n");
	html_running_head(b, p->id, marking_of(sc, d), scope_printf(sc, "%s \xe2\x86\x92 %s", d->before.name,
		d->after.name));
	html(b, "</head>\n");
	html_body(b, true);             /* rows of any register may stand on it */
	html_marking(b, marking_of(sc, d));
	html(b, "<header class=\"top\"><p><span class=\"id\">");
	html_text(b, p->id);
	html(b, "</span> ");
	html_text(b, p->title);
	html(b, "</p></header>\n<div class=\"bar-top\" hidden data-unchanged=\"");
	changes_say(b, d, "{count} unchanged", "#");        /* the script puts its number there */
	html(b, "\"><button type=\"button\" data-do=\"previous\">\xe2\x86\x91 ");
	changes_say(b, d, "Previous");
	html(b, " <kbd>k</kbd></button><button type=\"button\" data-do=\"next\">\xe2\x86\x93 ");
	changes_say(b, d, "Next");
	html(b, " <kbd>j</kbd></button><button type=\"button\" data-do=\"side\" aria-pressed=\"false\">");
	changes_say(b, d, "Side by side");
	html(b, " <kbd>s</kbd></button><button type=\"button\" data-do=\"all\" aria-pressed=\"false\">");
	changes_say(b, d, "All the text");
	html(b, " <kbd>a</kbd></button><span class=\"where soft\" role=\"status\"></span></div>\n<main id=\"main\">\n");
}

static void put_summary(struct buf *b, const struct changes *d)
{
	html(b, "<h1>");
	changes_say(b, d, "What changed");
	html(b, "</h1>\n<p class=\"soft\">");
	changes_say(b, d, "{before} \xe2\x86\x92 {after}. Changes: {count}.", d->before.name, d->after.name,
	            d->compare->changes.count);
	if (d->ended.count) {
		html(b, " ");
		changes_say(b, d, "Sign-offs that end: {count}.", d->ended.count);
	}
	if (d->lost.count) {
		html(b, " ");
		changes_say(b, d, "Waivers that end: {count}.", d->lost.count);
	}
	html(b, "</p>\n");
	if (d->compare->changes.count == 0)
		html(b, "<p>"), changes_say(b, d, "Nothing differs."), html(b, "</p>\n");
}

const struct fault *changes_put_all(struct scope *sc, const struct changes *d, bool sides, struct buf *b)
{
	struct buf **texts = NEWS(sc, struct buf *, d->compare->documents.count + 1);
	put_texts(sc, d, sides, texts); /* first: they know where each block is shown */
	put_summary(b, d);
	changes_put_list(b, d);
	changes_put_remarks(b, d);
	changes_put_findings(b, d, WORD("Findings that come"), d->come.at, d->come.count);
	changes_put_findings(b, d, WORD("Findings that go"), d->gone.at, d->gone.count);
	changes_put_findings(b, d, WORD("Waivers that end"), d->lost.at, d->lost.count);
	return put_sections(sc, d, sides, texts, b);
}

const struct fault *changes_put(struct scope *sc, const struct changes *d, struct buf *b)
{
	buf_clear(b);
	put_head(sc, b, d);
	TRY(changes_put_all(sc, d, false, b));
	html(b, "</main>\n<footer>");
	changes_say(b, d, "Made by {program}.", d->program);
	html(b, "</footer>\n");
	html_marking(b, marking_of(sc, d));
	for (size_t i = 0; i < b->len; i++)     /* no control character of a document goes out */
		if ((unsigned char)b->at[i] < 0x20 && !strchr("\n\t", b->at[i]))
			b->at[i] = '?';
	html(b, "<script>\n");
	buf_text(b, changes_script);
	html(b, "</script>\n</body>\n</html>\n");
	return NULL;
}
