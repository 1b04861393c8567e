/* changes_remark.c: where a remark on either side of a change begins. */
#include "base/base.h"
#include "render/changes_private.h"

static void put_value(struct buf *b, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	html_text(b, "&");
	html_text(b, name);
	html_text(b, "=");
	html_path(b, value);
}

void changes_put_remark(struct buf *b, const struct changes *d, bool old, const struct changes_place *at)
{
	const struct changes_state *side = old ? &d->before : &d->after;
	if (!d->remarking || !*side->version)
		return;
	html(b, " <a class=\"small\" href=\"remark-new.html?on=");
	html_path(b, at->on);
	put_value(b, "version", side->version);
	if (at->line)
		buf_printf(b, "&amp;line=%d", at->line);
	put_value(b, "row", at->row);
	put_value(b, "column", at->column);
	put_value(b, "field", at->field);
	html(b, "\">");
	html_word(b, d->reader, old ? WORD("Remark on the old \xe2\x80\xa6") : WORD("Remark on the new \xe2\x80\xa6"));
	html(b, "</a>");
}

/* The name of a row in one of both states: its key may be what changed. */
static const char *row_on(const struct changes *d, const struct compare_change *k, bool old)
{
	const struct package_register *g = package_register_at(d->after.package, k->file);
	int column = g && g->of && k->column ? template_column(g->of, k->column) : -1;
	return old && column >= 0 && g->of->columns[column].key ? k->before : k->what;
}

void changes_put_remark_on(struct buf *b, const struct changes *d, const struct compare_change *k, bool old)
{
	struct changes_place at = { .on = k->file };
	if ((old && k->kind == COMPARE_ADDED) || (!old && k->kind == COMPARE_REMOVED))
		return;
	if (k->place == COMPARE_ROW) {
		at.row = row_on(d, k, old);
		at.column = k->column;
	}
	if (k->place == COMPARE_FIELD && strcmp(k->file, "package.yaml") == 0)
		at.field = k->what;
	if (k->place == COMPARE_ROW || k->place == COMPARE_ATTACHMENT || k->place == COMPARE_FRONT || at.field)
		changes_put_remark(b, d, old, &at);
}

void changes_put_remark_behind(struct buf *b, const struct changes *d, size_t document, size_t group,
                               enum markdown_side side)
{
	const struct compare_document *c = &d->compare->documents.at[document];
	bool text = strncmp(c->path, "evidence/", strlen("evidence/")) == 0;    /* not what was read from a PDF */
	if (!d->remarking || !text)
		return;
	const struct markdown_group *lines = &c->text->groups.at[group];
	const struct changes_place was = { .on = c->path, .line = lines->before },
	                           is = { .on = c->path, .line = lines->after };
	html(b, "<p class=\"row\">");
	if (side != MARKDOWN_NEW && was.line)
		changes_put_remark(b, d, true, &was);
	if (side != MARKDOWN_OLD && is.line)
		changes_put_remark(b, d, false, &is);
	html(b, "</p>\n");
}
