/* styles.c: the looks of cells by name, so that a person changes one of them for all its cells.
 *
 * libxlsxwriter knows one style, Normal, and gives each cell a format of
 * its own.  So the part that holds the formats (ECMA-376, 18.8) is written
 * anew: a style for each look in use, and each format under its style. */
#include "render/xlsx/xlsx_private.h"

static const char *const names[XLSX_LOOKS] = {
	[XLSX_BODY] = "SAR text", [XLSX_DATE] = "SAR day", [XLSX_LINK] = "SAR link", [XLSX_GOVERNMENT] = "SAR answer",
	[XLSX_BAND] = "SAR text, shaded", [XLSX_BAND_DATE] = "SAR day, shaded", [XLSX_BAND_LINK] = "SAR link, shaded",
	[XLSX_LABEL] = "SAR head and label", [XLSX_HEAD] = "SAR head", [XLSX_GOVERNMENT_HEAD] = "SAR head of answers",
	[XLSX_REQUIRED_HEAD] = "SAR head, required", [XLSX_NAME] = "SAR title", [XLSX_SOFT] = "SAR note",
	[XLSX_EDIT_TEXT] = "SAR entry", [XLSX_EDIT_NUMBER] = "SAR entry of a number",
	[XLSX_EDIT_DATE] = "SAR entry of a day",
};

/* A format as it is written: <xf .../> or <xf ...>...</xf>. */
struct xf { const char *at; size_t len; int style; };
struct xfs { struct xf *at; size_t count, cap; };
struct styles { int of[XLSX_LOOKS]; int count; };       /* of a look: its number from 1; 0: it is not in use */

static const char own[] = " xfId=\"0\"";

static void take_xfs(struct scope *sc, const char *from, const char *end, struct xfs *out)
{
	for (const char *at = from; (at = strstr(at, "<xf ")) && at < end; ) {
		const char *stop = strchr(at, '>');
		stop = stop && stop[-1] != '/' ? strstr(at, "</xf>") : stop;
		if (!stop)
			return;
		stop = strchr(stop, '>') + 1;
		*LIST_ADD(sc, out) = (struct xf){ at, (size_t)(stop - at), 0 };
		at = stop;
	}
}

void xlsx_number_styles(struct xlsx_book *b)
{
	for (int look = 0; look < XLSX_LOOKS; look++)
		b->numbers[look] = lxw_format_get_xf_index(b->looks[look]);
	for (size_t i = 0; i < b->forms.count; i++)
		b->forms.at[i].number = lxw_format_get_xf_index(b->forms.at[i].format);
}

static void name_xf(struct xfs *xfs, int number, enum xlsx_look look, struct styles *styles)
{
	if (number < 0 || (size_t)number >= xfs->count || xfs->at[number].style)
		return;                         /* looks that are the same have one format, and the first one's name */
	if (!styles->of[look])
		styles->of[look] = ++styles->count;
	xfs->at[number].style = styles->of[look];
}

static struct styles name_all(const struct xlsx_book *b, struct xfs *xfs)
{
	struct styles out = {{0}, 0};
	for (int look = 0; look < XLSX_LOOKS; look++)
		name_xf(xfs, b->numbers[look], (enum xlsx_look)look, &out);
	for (size_t i = 0; i < b->forms.count; i++)
		name_xf(xfs, b->forms.at[i].number, b->forms.at[i].look, &out);
	return out;
}

/* The format that stands for its style: the first under it. */
static const struct xf *first_of(const struct xfs *xfs, int style)
{
	for (size_t i = 0; i < xfs->count; i++)
		if (xfs->at[i].style == style)
			return &xfs->at[i];
	return NULL;
}

/* A format under a style, or, style 0, as a style itself, which is under none. */
static void put_xf(struct buf *out, const struct xf *xf, int style)
{
	const char *at = memmem(xf->at, xf->len, own, strlen(own));
	size_t before = at ? (size_t)(at - xf->at) : xf->len, rest = at ? before + strlen(own) : xf->len;
	buf_put(out, xf->at, before);
	if (style)
		buf_printf(out, " xfId=\"%d\"", style);
	buf_put(out, xf->at + rest, xf->len - rest);
}

static void put_styles(struct buf *out, const struct xfs *xfs, const struct styles *styles)
{
	buf_printf(out, "<cellStyleXfs count=\"%d\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>",
		styles->count + 1);
	for (int n = 1; n <= styles->count; n++)
		put_xf(out, first_of(xfs, n), 0);
	buf_printf(out, "</cellStyleXfs><cellXfs count=\"%zu\">", xfs->count);
	for (size_t i = 0; i < xfs->count; i++)
		if (xfs->at[i].style)
			put_xf(out, &xfs->at[i], xfs->at[i].style);
		else
			buf_put(out, xfs->at[i].at, xfs->at[i].len);
	buf_printf(out, "</cellXfs><cellStyles count=\"%d\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>",
		styles->count + 1);
	for (int look = 0; look < XLSX_LOOKS; look++)
		if (styles->of[look])
			buf_printf(out, "<cellStyle name=\"%s\" xfId=\"%d\"/>", names[look], styles->of[look]);
	buf_text(out, "</cellStyles>");
}

const char *xlsx_name_styles(const struct xlsx_book *b, const char *text, size_t *len)
{
	static const char last[] = "</cellStyles>";
	const char *begin = strstr(text, "<cellStyleXfs "), *formats = strstr(text, "<cellXfs ");
	const char *end = strstr(text, "</cellXfs>"), *rest = strstr(text, last);
	struct buf *out = buf_new(b->sc);
	struct xfs xfs = {0};
	if (!begin || !formats || !end || !rest)
		return NULL;
	take_xfs(b->sc, formats, end, &xfs);
	const struct styles styles = name_all(b, &xfs);
	buf_put(out, text, (size_t)(begin - text));
	put_styles(out, &xfs, &styles);
	buf_text(out, rest + strlen(last));
	*len = out->len;
	return out->at;
}
