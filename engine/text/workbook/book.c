/* book.c: a workbook as a whole: its sheets by their relations, its properties, the program that wrote it. */
#include "base/base.h"
#include "base/list.h"
#include "text/workbook/workbook_private.h"

enum { BOOK = WORDS_ELEMENTS, SHEETS, PROPERTIES, PROPERTY, VALUE, APP, APP_NAME, APP_VERSION, NOTHING_MORE };

struct tabs { struct workbook_tab *at; size_t count, cap; };
struct book {
	struct workbook_reading *r;
	const char *part;
	struct workbook_relations related;
	struct tabs tabs;
	struct buf *text, *program, *version;
	const char *name;                       /* of the property that is being read */
	uint32_t properties;
};

static void end_nothing(void *context, int element) { (void)context; (void)element; }
static void text_nothing(void *c, int element, const char *bytes, size_t len)
{
	(void)c; (void)element; (void)bytes; (void)len;
}

/* --- xl/workbook.xml --- */

static const struct workbook_relation *relation_of(const struct book *b, const char *id)
{
	for (size_t i = 0; id && i < b->related.count; i++)
		if (strcmp(b->related.at[i].id, id) == 0)
			return &b->related.at[i];
	return NULL;
}

/* Sheets of charts and of old dialogues hold no cells; those of old macros are programs. */
static void add_sheet(struct book *b, const char *const *attributes)
{
	struct scope *sc = b->r->sc;
	const char *name = xml_attribute(attributes, "name"), *state = xml_attribute(attributes, "state");
	const char *id = xml_attribute_in(b->r->xml, attributes, SPACE_RELATION, "id");
	const struct workbook_relation *to = relation_of(b, id);
	bool hidden = state && (strcmp(state, "hidden") == 0 || strcmp(state, "veryHidden") == 0);
	if (!name || !to || !to->part)
		workbook_fail(b->r, WORKBOOK_DAMAGED, b->part);
	else if (strcmp(to->type, "chartsheet") == 0 || strcmp(to->type, "dialogsheet") == 0)
		return;
	else if (strcmp(to->type, "worksheet") != 0)
		workbook_fail(b->r, strstr(to->type, "acrosheet") ? WORKBOOK_MACROS : WORKBOOK_DAMAGED, b->part);
	else if (b->tabs.count == WORKBOOK_SHEETS)
		workbook_fail(b->r, WORKBOOK_LARGE, b->part);
	else
		*LIST_ADD(sc, &b->tabs) = (struct workbook_tab){ scope_copy(sc, name), to->part, hidden };
}

static int begin_book(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct book *b = context;
	if (space != SPACE_SHEET || b->r->end)
		return XML_SKIP;
	if (inside == 0)
		return strcmp(name, "workbook") == 0 ? BOOK : XML_SKIP;
	if (inside == SHEETS && strcmp(name, "sheet") == 0)
		add_sheet(b, attributes);
	if (inside == BOOK && strcmp(name, "workbookPr") == 0)
		b->r->from_1904 = xml_is_true(xml_attribute(attributes, "date1904"), false);
	if (inside == BOOK && strcmp(name, "externalReferences") == 0)
		workbook_fail(b->r, WORKBOOK_LINKED, b->part);
	return inside == BOOK && strcmp(name, "sheets") == 0 ? SHEETS : XML_SKIP;
}

static bool read_book(struct book *b)
{
	struct xml_reader reader = { .begin = begin_book, .end = end_nothing, .text = text_nothing };
	if (!workbook_relations_read(b->r, b->part, &b->related))
		return false;
	if (workbook_relation_find(&b->related, "vbaProject"))
		workbook_fail(b->r, WORKBOOK_MACROS, b->part);
	if (workbook_relation_find(&b->related, "externalLink"))
		workbook_fail(b->r, WORKBOOK_LINKED, b->part);
	if (!b->r->end && workbook_scan(b->r, b->part, reader, b) && b->tabs.count == 0)
		workbook_fail(b->r, WORKBOOK_DAMAGED, b->part);
	return b->r->end == WORKBOOK_READ;
}

/* --- docProps --- */

static int begin_property(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct book *b = context;
	if (space == SPACE_PROPERTIES && inside == 0)
		return strcmp(name, "Properties") == 0 ? PROPERTIES : XML_SKIP;
	if (space == SPACE_PROPERTIES && inside == PROPERTIES && strcmp(name, "property") == 0) {
		b->name = scope_copy(b->r->sc, xml_attribute(attributes, "name"));
		buf_clear(b->text);
		return PROPERTY;
	}
	return space == SPACE_VALUES && inside == PROPERTY ? VALUE : XML_SKIP;
}

static void end_property(void *context, int element)
{
	struct book *b = context;
	if (element != PROPERTY || !b->name)
		return;
	workbook_words_decode(b->text, 0);
	workbook_put_text(b->r->answer, b->name, strlen(b->name));
	workbook_put_text(b->r->answer, b->text->at, b->text->len);
	if (++b->properties > WORKBOOK_PROPERTIES)
		workbook_fail(b->r, WORKBOOK_LARGE, b->part);
}

static void text_property(void *context, int element, const char *bytes, size_t len)
{
	struct book *b = context;
	if (element == VALUE)
		buf_put(b->text, bytes, len);
	if (b->text->len > WORKBOOK_LONGEST)
		workbook_fail(b->r, WORKBOOK_LARGE, b->part);
}

static int begin_app(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	(void)context; (void)attributes;
	if (space != SPACE_APP)
		return XML_SKIP;
	if (inside == 0)
		return strcmp(name, "Properties") == 0 ? APP : XML_SKIP;
	return inside != APP ? XML_SKIP : strcmp(name, "Application") == 0 ? APP_NAME
	     : strcmp(name, "AppVersion") == 0 ? APP_VERSION : XML_SKIP;
}

static void text_app(void *context, int element, const char *bytes, size_t len)
{
	struct book *b = context;
	struct buf *to = element == APP_NAME ? b->program : element == APP_VERSION ? b->version : NULL;
	if (to && to->len + len < WORKBOOK_LONGEST)
		buf_put(to, bytes, len);
}

/* A part of its own; where the relation leads nowhere, the workbook is none the worse. */
static const char *part_of(const struct book *b, const struct workbook_relations *top, const char *type)
{
	const struct workbook_relation *to = workbook_relation_find(top, type);
	return to && to->part && zip_parts_find(b->r->parts, to->part) ? to->part : NULL;
}

static void put_properties(struct book *b, const struct workbook_relations *top)
{
	const char *app = part_of(b, top, "extendedProperties"), *own = part_of(b, top, "customProperties");
	struct xml_reader of_app = { .begin = begin_app, .end = end_nothing, .text = text_app },
	                  of_own = { .begin = begin_property, .end = end_property, .text = text_property };
	if (app && !workbook_scan(b->r, app, of_app, b))
		return;
	if (b->version->len)
		buf_printf(b->program, "%s%s", b->program->len ? " " : "", b->version->at);
	workbook_put_text(b->r->answer, b->program->at, b->program->len);
	size_t at = b->r->answer->len;
	workbook_put_number(b->r->answer, 0);
	if (own)
		workbook_scan(b->r, own, of_own, b);
	memcpy(b->r->answer->at + at, &b->properties, sizeof b->properties);
}

/* --- the job --- */

static void read_sheets(struct workbook_reading *r, const struct book *b)
{
	const struct workbook_relation *styles = workbook_relation_find(&b->related, "styles"),
	                               *strings = workbook_relation_find(&b->related, "sharedStrings");
	if (!workbook_styles_read(r, styles ? styles->part : NULL) ||
	    !workbook_strings_read(r, strings ? strings->part : NULL))
		return;
	workbook_put_number(r->answer, (uint32_t)b->tabs.count);
	for (size_t i = 0; i < b->tabs.count; i++)
		if (!workbook_sheet_read(r, &b->tabs.at[i]))
			return;
}

static void read_all(struct workbook_reading *r)
{
	struct book b = { .r = r, .text = buf_new(r->sc), .program = buf_new(r->sc), .version = buf_new(r->sc) };
	struct workbook_relations top = {0};
	if (!workbook_relations_read(r, "", &top))
		return;
	const struct workbook_relation *main = workbook_relation_find(&top, "officeDocument");
	if (!main || !main->part) {
		workbook_fail(r, WORKBOOK_DAMAGED, "_rels/.rels");
		return;
	}
	b.part = main->part;
	if (!workbook_types_read(r, b.part) || !read_book(&b))
		return;
	put_properties(&b, &top);
	if (!r->end)
		read_sheets(r, &b);
}

static bool read_job(const struct helper_input *input, struct buf *answer)
{
	SCOPE(sc);
	const struct zip_bounds bounds = { WORKBOOK_PARTS, WORKBOOK_UNPACKED, WORKBOOK_RATIO };
	struct workbook_reading r = { .sc = sc, .answer = answer, .where = "" };
	workbook_put_number(answer, WORKBOOK_READ);
	workbook_put_text(answer, "", 0);
	workbook_fail(&r, workbook_end_of_zip(zip_parts_open(sc, input->files[0], &bounds, &r.parts)), "");
	if (!r.end)
		read_all(&r);
	if (r.end) {
		buf_clear(answer);
		workbook_put_number(answer, r.end);
		workbook_put_text(answer, r.where, strlen(r.where));
	}
	return true;
}

static void load(void)
{
	zip_load();
	xml_load();
}

const struct helper_job workbook_job = { "cells of a workbook", read_job, load };
