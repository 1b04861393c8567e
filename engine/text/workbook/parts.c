/* parts.c: the parts of a workbook's file and how they lead to each other (ECMA-376 part 2). */
#include "base/base.h"
#include "base/list.h"
#include "base/path.h"
#include "text/workbook/workbook_private.h"
#include <strings.h>

#define OFFICE_2006 "http://schemas.openxmlformats.org/officeDocument/2006/"
#define STRICT      "http://purl.oclc.org/ooxml/"
const struct xml_space workbook_spaces[] = {
	{ "http://schemas.openxmlformats.org/spreadsheetml/2006/main", SPACE_SHEET },
	{ STRICT "spreadsheetml/main", SPACE_SHEET },
	{ OFFICE_2006 "relationships", SPACE_RELATION },
	{ STRICT "officeDocument/relationships", SPACE_RELATION },
	{ "http://schemas.openxmlformats.org/package/2006/relationships", SPACE_RELATIONS },
	{ "http://schemas.openxmlformats.org/package/2006/content-types", SPACE_TYPES },
	{ OFFICE_2006 "custom-properties", SPACE_PROPERTIES },
	{ STRICT "officeDocument/customProperties", SPACE_PROPERTIES },
	{ OFFICE_2006 "docPropsVTypes", SPACE_VALUES },
	{ STRICT "officeDocument/docPropsVTypes", SPACE_VALUES },
	{ OFFICE_2006 "extended-properties", SPACE_APP },
	{ STRICT "officeDocument/extendedProperties", SPACE_APP },
	{ "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments", SPACE_THREADS },
};
const size_t workbook_space_count = countof(workbook_spaces);

void workbook_fail(struct workbook_reading *r, enum workbook_end end, const char *part)
{
	if (r->end)
		return;
	r->end = end;
	r->where = part;
}

/* --- one part --- */

enum workbook_end workbook_end_of_zip(enum zip_state state)
{
	static const enum workbook_end ends[] = {
		[ZIP_FINE] = WORKBOOK_READ, [ZIP_NO_LIBRARY] = WORKBOOK_NO_ZIP, [ZIP_NO_ZIP] = WORKBOOK_DAMAGED,
		[ZIP_NO_PART] = WORKBOOK_DAMAGED, [ZIP_DAMAGED] = WORKBOOK_DAMAGED, [ZIP_NAME] = WORKBOOK_PACKED,
		[ZIP_ENCRYPTED] = WORKBOOK_ENCRYPTED, [ZIP_TWICE] = WORKBOOK_PACKED, [ZIP_PARTS] = WORKBOOK_LARGE,
		[ZIP_SIZE] = WORKBOOK_LARGE,
	};
	return ends[state];
}

static enum workbook_end end_of_xml(enum xml_state state)
{
	return state == XML_DTD ? WORKBOOK_DTD : state ? WORKBOOK_DAMAGED : WORKBOOK_READ;
}

static void feed(struct workbook_reading *r, struct xml *x, struct zip_stream *s, const char *name)
{
	const char *bytes = NULL;
	size_t len = 1;
	while (!r->end && len > 0) {
		enum zip_state bad = zip_stream_next(s, &bytes, &len);
		if (bad)
			workbook_fail(r, workbook_end_of_zip(bad), name);
		enum workbook_end end = bad ? WORKBOOK_READ : end_of_xml(xml_feed(x, bytes, len, len == 0));
		if (end)
			workbook_fail(r, end, name);
	}
}

bool workbook_scan(struct workbook_reading *r, const char *name, struct xml_reader reader, void *context)
{
	SCOPE(turn);
	const struct zip_part *part = zip_parts_find(r->parts, name);
	struct zip_stream *s = NULL;
	enum zip_state bad = part ? zip_part_open(turn, r->parts, part, &s) : ZIP_NO_PART;
	if (bad)
		workbook_fail(r, workbook_end_of_zip(bad), name);
	reader.spaces = workbook_spaces;
	reader.space_count = workbook_space_count;
	struct xml *x = r->end ? NULL : xml_new(turn, &reader, context);
	if (!x)
		workbook_fail(r, WORKBOOK_NO_XML, name);
	r->xml = x;
	if (!r->end)
		feed(r, x, s, part->name);
	if (!r->end && !xml_is_known(x))
		workbook_fail(r, WORKBOOK_DAMAGED, part->name);
	r->xml = NULL;
	return r->end == WORKBOOK_READ;
}

/* --- relations --- */

struct relating { struct workbook_reading *r; const char *from; struct workbook_relations *out; };
enum { RELATIONS = 1, RELATION };

static const char *last_word(const char *type)
{
	const char *slash = strrchr(type, '/');
	return slash ? slash + 1 : type;
}

/* NULL: it leads out of the file. */
static const char *part_at(struct scope *sc, const char *from, const char *target)
{
	const char *decoded = path_decoded(sc, target);
	return *decoded == '/' ? decoded + 1 : path_resolve(sc, from, decoded);
}

static void add_relation(struct relating *g, const char *const *attributes)
{
	struct scope *sc = g->r->sc;
	const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type"),
	           *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");
	bool outside = mode && strcmp(mode, "External") == 0;
	if (!id || !type || !target)
		return;
	if (g->out->count == WORKBOOK_PARTS) {
		workbook_fail(g->r, WORKBOOK_LARGE, "");
		return;
	}
	*LIST_ADD(sc, g->out) = (struct workbook_relation){ scope_copy(sc, id), scope_copy(sc, last_word(type)),
		outside ? NULL : part_at(sc, g->from, target) };
}

static int begin_relation(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	if (space != SPACE_RELATIONS)
		return XML_SKIP;
	if (inside == 0 && strcmp(name, "Relationships") == 0)
		return RELATIONS;
	if (inside != RELATIONS || strcmp(name, "Relationship") != 0)
		return XML_SKIP;
	add_relation(context, attributes);
	return RELATION;
}

static void end_nothing(void *context, int element) { (void)context; (void)element; }
static void text_nothing(void *c, int element, const char *bytes, size_t len)
{
	(void)c; (void)element; (void)bytes; (void)len;
}

bool workbook_relations_read(struct workbook_reading *r, const char *part, struct workbook_relations *out)
{
	const char *base = path_base(part);
	const char *name = scope_printf(r->sc, "%.*s_rels/%s.rels", (int)(base - part), part, base);
	if (!zip_parts_find(r->parts, name))
		return true;
	struct relating g = { r, part, out };
	return workbook_scan(r, name, (struct xml_reader){ .begin = begin_relation, .end = end_nothing,
	                     .text = text_nothing }, &g);
}

/* "custom-properties" and "customProperties" */
static bool is_type(const char *type, const char *wanted)
{
	for (; *type && *wanted; type++, wanted++) {
		if (*type == '-')
			type++;
		if ((*type | 0x20) != (*wanted | 0x20))
			return false;
	}
	return *type == *wanted;
}

const struct workbook_relation *workbook_relation_find(const struct workbook_relations *list, const char *type)
{
	for (size_t i = 0; i < list->count; i++)
		if (is_type(list->at[i].type, type))
			return &list->at[i];
	return NULL;
}

/* --- what sort of file it is --- */

/* What the file says its main part is: by its name, or else by the end of its name. */
struct typing { const char *part; struct buf *by_name, *by_end; };

static void keep(struct buf *b, const char *type)
{
	buf_clear(b);
	buf_text(b, type);
}

static int begin_type(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct typing *t = context;
	const char *type = xml_attribute(attributes, "ContentType"), *part = xml_attribute(attributes, "PartName"),
	           *end = xml_attribute(attributes, "Extension"), *dot = strrchr(path_base(t->part), '.');
	if (space != SPACE_TYPES)
		return XML_SKIP;
	if (inside == 0)
		return strcmp(name, "Types") == 0;
	if (type && part && strcasecmp(part + (*part == '/'), t->part) == 0)
		keep(t->by_name, type);
	else if (type && end && dot && strcasecmp(end, dot + 1) == 0)
		keep(t->by_end, type);
	return XML_SKIP;
}

static bool has_macros(const struct zip_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		if (strcasecmp(path_base(parts->at[i].name), "vbaProject.bin") == 0)
			return true;
	return false;
}

static enum workbook_end judge_type(const char *type)
{
	static const struct { const char *word; enum workbook_end end; } words[] = {
		{ "sheet.binary", WORKBOOK_BINARY }, { "macroEnabled", WORKBOOK_MACROS },
		{ "spreadsheetml.sheet.main+xml", WORKBOOK_READ }, { "spreadsheetml.template.main+xml", WORKBOOK_READ },
	};
	for (size_t i = 0; i < countof(words); i++)
		if (strcasestr(type, words[i].word))
			return words[i].end;
	return WORKBOOK_NO_BOOK;
}

bool workbook_types_read(struct workbook_reading *r, const char *main)
{
	struct typing t = { main, buf_new(r->sc), buf_new(r->sc) };
	struct xml_reader reader = { .begin = begin_type, .end = end_nothing, .text = text_nothing };
	if (!workbook_scan(r, "[Content_Types].xml", reader, &t))
		return false;
	enum workbook_end end = judge_type(t.by_name->len ? t.by_name->at : t.by_end->at);
	if (!end && has_macros(r->parts))
		end = WORKBOOK_MACROS;
	if (end)
		workbook_fail(r, end, "");
	return !end;
}
