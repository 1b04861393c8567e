/* sight.c: areas are drawn over the picture in per cent, so that it may have any size. */
#include "base/base.h"
#include "base/path.h"
#include "render/frame.h"
#include "render/sight.h"

static const char *escaped(struct scope *sc, const char *s)
{
	struct buf *b = buf_new(sc);
	html_path(b, s);
	return b->at;
}

const char *sight_page(struct scope *sc, const char *file, int page)
{
	return page ? scope_printf(sc, "figure.html?file=%s&page=%d", escaped(sc, file), page)
	            : scope_printf(sc, "figure.html?file=%s", escaped(sc, file));
}

static const char *source_of(struct scope *sc, const struct sight *s)
{
	if (s->page)
		return scope_printf(sc, "leaf.png?file=%s&page=%d%s%s", escaped(sc, s->file), s->page,
		                    s->version ? "&version=" : "", s->version ? escaped(sc, s->version) : "");
	return scope_printf(sc, "%s%s%s", escaped(sc, s->file), s->version ? "?version=" : "",
	                    s->version ? escaped(sc, s->version) : "");
}

bool sight_has(const struct sight *s, const struct view_remark *k)
{
	return !k->at.gone && strcmp(k->at.file, s->file) == 0
	       && (!s->page || !k->of->page || atoi(k->of->page) == s->page);
}

/* "12.5%" */
static void put_share(struct buf *b, const char *name, int thousandths)
{
	html(b, " ");
	html_text(b, name);
	buf_printf(b, "=\"%d.%d%%\"", thousandths / 10, thousandths % 10);
}

static void put_area(struct buf *b, const struct view_remark *k)
{
	int r[4];
	if (!k->of->region || !event_region(k->of->region, r))
		return;
	html(b, "<rect");
	put_share(b, "x", r[0]);
	put_share(b, "y", r[1]);
	put_share(b, "width", r[2]);
	put_share(b, "height", r[3]);
	html(b, "></rect><text dx=\"4\" dy=\"17\"");
	put_share(b, "x", r[0]);
	put_share(b, "y", r[1]);
	html(b, ">");
	html_number(b, k->of->number);
	html(b, "</text>");
}

/* What the picture says to who cannot see it: its name. */
static const char *name_of(struct scope *sc, const struct view *v, const struct sight *s)
{
	return s->page ? phrase_text(sc, v->reader, PHRASE("{place}, page {page}", path_base(s->file),
		scope_printf(sc, "%d", s->page))) : path_base(s->file);
}

void sight_put(struct buf *b, const struct view *v, const struct sight *s)
{
	SCOPE(turn);
	if (s->choosing)
		html(b, "<div class=\"sight\" data-area><img alt=\"");
	else
		html(b, "<div class=\"sight\"><img alt=\"");
	html_text(b, name_of(turn, v, s));
	html(b, "\" src=\"");
	html_text(b, source_of(turn, s));
	html(b, "\"><svg aria-hidden=\"true\" width=\"100%\" height=\"100%\">");
	for (size_t i = 0; i < v->remarks.count; i++)
		if (v->remarks.at[i].of->state != FOLD_CLOSED && sight_has(s, &v->remarks.at[i]))
			put_area(b, &v->remarks.at[i]);
	html(b, "</svg></div>\n");
}
