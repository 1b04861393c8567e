/* booked.h: workbooks made by hand from pieces of XML: for t_workbook and the fuzzer.
 *
 *     struct booked b = { .cells = "<row r='1'><c r='A1'><v>10</v></c></row>" };
 *     int fd = booked_fd(sc, &b);
 *
 * What is NULL is as a plain, whole workbook of one sheet has it. */
#ifndef BOOKED_H
#define BOOKED_H
#include "zipped.h"

#define BOOKED_MAIN   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define BOOKED_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define BOOKED_RELS   "http://schemas.openxmlformats.org/package/2006/relationships"

struct booked_part { const char *name, *text; };
struct booked {
	const char *cells;              /* what stands in sheetData */
	const char *before, *after;     /* in the worksheet, around it */
	const char *strings;            /* si elements; "-": no such part */
	const char *styles;             /* what stands in styleSheet */
	const char *book;               /* in the workbook, before its sheets */
	const char *sheets;             /* sheet elements */
	const char *relations;          /* more of those of the workbook */
	const char *sheet_relations;
	const char *type;               /* of the workbook */
	struct booked_part parts[8];    /* more parts, or other ones in place of these */
};

static inline void booked_put(struct zipped *z, const struct booked *b, const char *name, const char *text)
{
	for (size_t i = 0; i < countof(b->parts) && b->parts[i].name; i++)
		if (strcmp(b->parts[i].name, name) == 0)
			return;                 /* it comes with the others */
	zipped_text(z, name, text);
}

static inline const char *booked_or(const char *given, const char *otherwise) { return given ? given : otherwise; }

static inline const char *booked_relations(struct scope *sc, const char *inside)
{
	return scope_printf(sc, "<Relationships xmlns='" BOOKED_RELS "'>%s</Relationships>", inside);
}

static inline const char *booked_sheet(struct scope *sc, const struct booked *b)
{
	return scope_printf(sc, "<?xml version='1.0' encoding='UTF-8'?>\n<worksheet xmlns='" BOOKED_MAIN "' xmlns:r='"
		BOOKED_OFFICE "relationships'>%s<sheetData>%s</sheetData>%s</worksheet>", booked_or(b->before, ""),
		booked_or(b->cells, ""), booked_or(b->after, ""));
}

static inline const char *booked_relation(struct scope *sc, const char *id, const char *type, const char *target)
{
	return scope_printf(sc, "<Relationship Id='%s' Type='" BOOKED_OFFICE "relationships/%s' Target='%s'/>", id,
	                    type, target);
}

static inline bool booked_has_strings(const struct booked *b) { return !b->strings || strcmp(b->strings, "-") != 0; }

static inline const char *booked_types(struct scope *sc, const struct booked *b)
{
	return scope_printf(sc, "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
		"<Default Extension='xml' ContentType='application/xml'/>"
		"<Override PartName='/xl/workbook.xml' ContentType='%s'/></Types>", booked_or(b->type,
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"));
}

static inline void booked_put_main(struct scope *sc, struct zipped *z, const struct booked *b)
{
	const char *top = scope_printf(sc, "%s%s%s", booked_relation(sc, "rId1", "officeDocument", "xl/workbook.xml"),
		booked_relation(sc, "rId2", "custom-properties", "docProps/custom.xml"),
		booked_relation(sc, "rId3", "extended-properties", "docProps/app.xml"));
	const char *related = scope_printf(sc, "%s%s%s%s",
		booked_relation(sc, "rId1", "worksheet", "worksheets/sheet1.xml"),
		booked_has_strings(b) ? booked_relation(sc, "rId2", "sharedStrings", "sharedStrings.xml") : "",
		b->styles ? booked_relation(sc, "rId3", "styles", "/xl/styles.xml") : "", booked_or(b->relations, ""));
	booked_put(z, b, "[Content_Types].xml", booked_types(sc, b));
	booked_put(z, b, "_rels/.rels", booked_relations(sc, top));
	booked_put(z, b, "xl/workbook.xml", scope_printf(sc, "<workbook xmlns='" BOOKED_MAIN "' xmlns:r='" BOOKED_OFFICE
		"relationships'>%s<sheets>%s</sheets></workbook>", booked_or(b->book, ""), booked_or(b->sheets,
		"<sheet name='One' sheetId='1' r:id='rId1'/>")));
	booked_put(z, b, "xl/_rels/workbook.xml.rels", booked_relations(sc, related));
}

static inline struct zipped *booked_zip(struct scope *sc, const struct booked *b)
{
	struct zipped *z = zipped_new(sc);
	booked_put_main(sc, z, b);
	if (booked_has_strings(b))
		booked_put(z, b, "xl/sharedStrings.xml", scope_printf(sc, "<sst xmlns='" BOOKED_MAIN "'>%s</sst>",
		           booked_or(b->strings, "")));
	if (b->styles)
		booked_put(z, b, "xl/styles.xml", scope_printf(sc, "<styleSheet xmlns='" BOOKED_MAIN "'>%s"
		           "</styleSheet>", b->styles));
	booked_put(z, b, "xl/worksheets/sheet1.xml", booked_sheet(sc, b));
	if (b->sheet_relations)
		booked_put(z, b, "xl/worksheets/_rels/sheet1.xml.rels", booked_relations(sc, b->sheet_relations));
	for (size_t i = 0; i < countof(b->parts) && b->parts[i].name; i++)
		if (b->parts[i].text)           /* else it is missing */
			zipped_text(z, b->parts[i].name, b->parts[i].text);
	return z;
}

static inline int booked_fd(struct scope *sc, const struct booked *b) { return zipped_fd(booked_zip(sc, b)); }
#endif
