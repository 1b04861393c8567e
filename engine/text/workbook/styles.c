/* styles.c: how cells look: number formats, what is struck through, what is locked. */
#include "base/base.h"
#include "base/list.h"
#include "text/workbook/workbook_private.h"

enum { SHEET = 1, FORMATS, FORMAT, FONTS, FONT, CELLS, CELL, PROTECTION };
enum { CODE = 2000 };                   /* bytes of a format; Excel takes 255 characters */

struct format { int number; const struct workbook_shape *shape; };
struct styling {
	struct workbook_reading *r;
	const char *part;
	struct formats { struct format *at; size_t count, cap; } formats;
	struct fonts { bool *at; size_t count, cap; } fonts;            /* is it struck? */
};

static int number_of(const char *const *attributes, const char *name)
{
	const char *s = xml_attribute(attributes, name);
	char *end;
	long n = s ? strtol(s, &end, 10) : 0;
	return n >= 0 && n <= INT32_MAX ? (int)n : 0;
}

static const struct workbook_shape *shape_of(struct styling *g, int number)
{
	for (size_t i = g->formats.count; i > 0; i--)
		if (g->formats.at[i - 1].number == number)
			return g->formats.at[i - 1].shape;
	struct format *f = LIST_ADD(g->r->sc, &g->formats);
	*f = (struct format){ number, workbook_shape_read(g->r->sc, workbook_shape_code(number)) };
	return f->shape;
}

static void add_format(struct styling *g, const char *const *attributes)
{
	const char *code = xml_attribute(attributes, "formatCode");
	if (!code || strlen(code) > CODE)
		return;
	const struct workbook_shape *shape = workbook_shape_read(g->r->sc, scope_copy(g->r->sc, code));
	*LIST_ADD(g->r->sc, &g->formats) = (struct format){ number_of(attributes, "numFmtId"), shape };
}

static void add_style(struct styling *g, const char *const *attributes)
{
	size_t font = (size_t)number_of(attributes, "fontId");
	*LIST_ADD(g->r->sc, &g->r->styles) = (struct workbook_style){
		.shape = shape_of(g, number_of(attributes, "numFmtId")),
		.struck = font < g->fonts.count && g->fonts.at[font],
	};
}

/* Formats, fonts and cells come in this order in every file. */
static int begin_in_sheet(const char *name)
{
	static const struct { const char *name; int element; } lists[] = {
		{ "numFmts", FORMATS }, { "fonts", FONTS }, { "cellXfs", CELLS },
	};
	for (size_t i = 0; i < countof(lists); i++)
		if (strcmp(name, lists[i].name) == 0)
			return lists[i].element;
	return XML_SKIP;
}

static int begin_entry(struct styling *g, int inside, const char *name, const char *const *attributes)
{
	if (inside == FORMATS && strcmp(name, "numFmt") == 0) {
		add_format(g, attributes);
		return FORMAT;
	}
	if (inside == FONTS && strcmp(name, "font") == 0) {
		*LIST_ADD(g->r->sc, &g->fonts) = false;
		return FONT;
	}
	if (inside == CELLS && strcmp(name, "xf") == 0) {
		add_style(g, attributes);
		return CELL;
	}
	if (inside == FONT && strcmp(name, "strike") == 0)
		g->fonts.at[g->fonts.count - 1] = xml_is_true(xml_attribute(attributes, "val"), true);
	if (inside == CELL && strcmp(name, "protection") == 0) {
		bool locked = xml_is_true(xml_attribute(attributes, "locked"), true);
		g->r->styles.at[g->r->styles.count - 1].unlocked = !locked;
	}
	return XML_SKIP;
}

static int begin_style(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct styling *g = context;
	if (g->formats.count > WORKBOOK_STYLES || g->fonts.count > WORKBOOK_STYLES ||
	    g->r->styles.count > WORKBOOK_STYLES)
		workbook_fail(g->r, WORKBOOK_LARGE, g->part);
	if (space != SPACE_SHEET || g->r->end)
		return XML_SKIP;
	if (inside == 0)
		return strcmp(name, "styleSheet") == 0 ? SHEET : XML_SKIP;
	return inside == SHEET ? begin_in_sheet(name) : begin_entry(g, inside, name, attributes);
}

static void end_style(void *context, int element) { (void)context; (void)element; }
static void text_style(void *c, int element, const char *bytes, size_t len)
{
	(void)c; (void)element; (void)bytes; (void)len;
}

bool workbook_styles_read(struct workbook_reading *r, const char *part)
{
	struct styling g = { .r = r, .part = part };
	struct xml_reader reader = { .begin = begin_style, .end = end_style, .text = text_style };
	if (part && !workbook_scan(r, part, reader, &g))
		return false;
	if (r->styles.count == 0)               /* a file without any: everything is general */
		LIST_ADD(r->sc, &r->styles)->shape = shape_of(&g, 0);
	return true;
}

const struct workbook_style *workbook_style_of(const struct workbook_reading *r, const char *number)
{
	size_t n = 0;
	for (const char *c = number ? number : ""; *c >= '0' && *c <= '9' && n < WORKBOOK_STYLES; c++)
		n = n * 10 + (size_t)(*c - '0');
	return &r->styles.at[n < r->styles.count ? n : 0];
}
