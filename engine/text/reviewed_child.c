/* reviewed_child.c: a .docx read as it comes (ECMA-376 part 1, section 17), in the child. */
#include "base/base.h"
#include "base/buf.h"
#include "text/reviewed_private.h"
#include "text/xml.h"
#include "text/zip.h"

enum { PARTS = 5000, BYTES = 512 << 20, RATIO = 300, NESTED = 16 };
enum space { SPACE_WORDS = 1, SPACE_LINKS };
static const struct xml_space spaces[] = {
	{ "http://schemas.openxmlformats.org/wordprocessingml/2006/main", SPACE_WORDS },
	{ "http://purl.oclc.org/ooxml/wordprocessingml/main", SPACE_WORDS },
	{ "http://schemas.openxmlformats.org/package/2006/relationships", SPACE_LINKS },
};

struct changed { const char *author, *date; };
/* Changes that lie in one another; what lies deeper than NESTED has the fate of the last. */
struct changes_open { struct changed at[NESTED]; int count; };

struct word_reading {
	struct scope *sc;
	struct buf *out;
	const struct zip_parts *parts;
	enum reviewed_end end;
	struct changes_open came, went;
	struct buf *comment;            /* the words of one */
	const char *id, *author, *date;
	/* of the links of a part: the ending of the sort that is looked for, and where it leads */
	const char *sort, *target;
	struct xml *xml;                /* of the part that is read */
};

/* --- records --- */

static void put_text(struct buf *b, const char *s) { buf_put(b, s ? s : "", strlen(s ? s : "") + 1); }

static void put_kind(struct word_reading *r, enum reviewed_kind kind) { buf_char(r->out, REVIEWED_LETTERS[kind]); }

static void put_named(struct word_reading *r, enum reviewed_kind kind, const char *name)
{
	put_kind(r, kind);
	put_text(r->out, name);
}

/* A sign before the name tells an author without one from no author. */
static void put_changed(struct buf *b, const struct changes_open *open)
{
	int at = open->count > NESTED ? NESTED : open->count;
	if (at == 0) {
		put_text(b, "");
		put_text(b, "");
		return;
	}
	buf_char(b, '=');
	put_text(b, open->at[at - 1].author);
	put_text(b, open->at[at - 1].date);
}

static void put_words(struct word_reading *r, const char *bytes, size_t len)
{
	put_kind(r, REVIEWED_WORDS);
	buf_put(r->out, bytes, len);
	buf_char(r->out, '\0');
	put_changed(r->out, &r->came);
	put_changed(r->out, &r->went);
}

/* --- the document --- */

enum element { ROOT = 1, THROUGH, PARAGRAPH, TABLE, ROW, CELL, CAME, WENT, TEXT, COMMENT, LINK };

static const struct { const char *name; int is; } elements[] = {
	{ "p", PARAGRAPH }, { "tbl", TABLE }, { "tr", ROW }, { "tc", CELL }, { "ins", CAME }, { "moveTo", CAME },
	{ "del", WENT }, { "moveFrom", WENT }, { "t", TEXT }, { "delText", TEXT },
	/* properties and pictures say nothing here, but w:ins and w:del stand in them */
	{ "pPr", XML_SKIP }, { "rPr", XML_SKIP }, { "tblPr", XML_SKIP }, { "tblGrid", XML_SKIP }, { "trPr", XML_SKIP },
	{ "tcPr", XML_SKIP }, { "sectPr", XML_SKIP }, { "sdtPr", XML_SKIP }, { "instrText", XML_SKIP },
	{ "drawing", XML_SKIP }, { "pict", XML_SKIP }, { "object", XML_SKIP },
};

static int element_of(const char *name)
{
	for (size_t i = 0; i < countof(elements); i++)
		if (strcmp(elements[i].name, name) == 0)
			return elements[i].is;
	return THROUGH;
}

static const char *attribute(const struct word_reading *r, const char *const *attributes, const char *name)
{
	return xml_attribute_in(r->xml, attributes, SPACE_WORDS, name);
}

static void open_change(struct word_reading *r, struct changes_open *open, const char *const *attributes)
{
	if (open->count < NESTED)
		open->at[open->count] = (struct changed){ scope_copy(r->sc, attribute(r, attributes, "author")),
			scope_copy(r->sc, attribute(r, attributes, "date")) };
	open->count++;
}

/* Elements that are all in themselves. */
static void take_mark(struct word_reading *r, const char *name, const char *const *attributes)
{
	const char *id = attribute(r, attributes, "id");
	if (strcmp(name, "tab") == 0 || strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
		put_words(r, " ", 1);
	else if (strcmp(name, "noBreakHyphen") == 0)
		put_words(r, "-", 1);
	else if (strcmp(name, "commentRangeStart") == 0)
		put_named(r, REVIEWED_COMMENT, id);
	else if (strcmp(name, "commentRangeEnd") == 0)
		put_named(r, REVIEWED_COMMENT_END, id);
	else if (strcmp(name, "commentReference") == 0)
		put_named(r, REVIEWED_COMMENT_MARK, id);
	else if (strcmp(name, "bookmarkStart") == 0)
		put_named(r, REVIEWED_BOOKMARK, attribute(r, attributes, "name"));
}

static int begin_document(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct word_reading *r = context;
	if (inside == 0)
		return space == SPACE_WORDS && strcmp(name, "document") == 0 ? ROOT : XML_SKIP;
	if (space != SPACE_WORDS)
		return XML_SKIP;
	int is = element_of(name);
	switch (is) {
	case PARAGRAPH: put_kind(r, REVIEWED_PARAGRAPH); break;
	case TABLE: put_kind(r, REVIEWED_TABLE); break;
	case ROW: put_kind(r, REVIEWED_ROW); break;
	case CELL: put_kind(r, REVIEWED_CELL); break;
	case CAME: open_change(r, &r->came, attributes); break;
	case WENT: open_change(r, &r->went, attributes); break;
	case THROUGH: take_mark(r, name, attributes); break;
	default: break;
	}
	return is;
}

static void end_document(void *context, int element)
{
	struct word_reading *r = context;
	switch (element) {
	case PARAGRAPH: put_kind(r, REVIEWED_PARAGRAPH_END); break;
	case TABLE: put_kind(r, REVIEWED_TABLE_END); break;
	case ROW: put_kind(r, REVIEWED_ROW_END); break;
	case CELL: put_kind(r, REVIEWED_CELL_END); break;
	case CAME: r->came.count--; break;
	case WENT: r->went.count--; break;
	default: break;
	}
}

static void text_document(void *context, int element, const char *bytes, size_t len)
{
	if (element == TEXT)
		put_words(context, bytes, len);
}

/* --- the comments --- */

static int begin_comments(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct word_reading *r = context;
	if (inside == 0)
		return space == SPACE_WORDS && strcmp(name, "comments") == 0 ? ROOT : XML_SKIP;
	if (space != SPACE_WORDS)
		return XML_SKIP;
	if (inside != ROOT)
		return element_of(name);
	if (strcmp(name, "comment") != 0)
		return XML_SKIP;
	r->id = scope_copy(r->sc, attribute(r, attributes, "id"));
	r->author = scope_copy(r->sc, attribute(r, attributes, "author"));
	r->date = scope_copy(r->sc, attribute(r, attributes, "date"));
	buf_clear(r->comment);
	return COMMENT;
}

static void end_comments(void *context, int element)
{
	struct word_reading *r = context;
	if (element == PARAGRAPH)
		buf_char(r->comment, '\n');
	if (element != COMMENT)
		return;
	while (r->comment->len && r->comment->at[r->comment->len - 1] == '\n')
		r->comment->at[--r->comment->len] = '\0';
	buf_char(r->out, REVIEWED_COMMENT_LETTER);
	put_text(r->out, r->id);
	put_text(r->out, r->author);
	put_text(r->out, r->date);
	put_text(r->out, r->comment->at);
}

static void text_comments(void *context, int element, const char *bytes, size_t len)
{
	if (element == TEXT)
		buf_put(((struct word_reading *)context)->comment, bytes, len);
}

/* --- where they are --- */

static int begin_links(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct word_reading *r = context;
	if (inside == 0)
		return space == SPACE_LINKS && strcmp(name, "Relationships") == 0 ? ROOT : XML_SKIP;
	const char *type = xml_attribute(attributes, "Type"), *target = xml_attribute(attributes, "Target");
	const char *sort = type ? strrchr(type, '/') : NULL;
	if (sort && target && !r->target && strcmp(sort + 1, r->sort) == 0)
		r->target = scope_copy(r->sc, target);
	return XML_SKIP;
}

static void end_nothing(void *context, int element) { (void)context; (void)element; }

static void text_nothing(void *context, int element, const char *bytes, size_t len)
{
	(void)context; (void)element; (void)bytes; (void)len;
}

static const struct xml_reader of_document = { spaces, countof(spaces), begin_document, end_document, text_document };
static const struct xml_reader of_comments = { spaces, countof(spaces), begin_comments, end_comments, text_comments };
static const struct xml_reader of_links = { spaces, countof(spaces), begin_links, end_nothing, text_nothing };

static enum reviewed_end end_of_zip(enum zip_state s)
{
	switch (s) {
	case ZIP_FINE: return REVIEWED_READ;
	case ZIP_NO_LIBRARY: return REVIEWED_NO_LIBRARY;
	case ZIP_ENCRYPTED: return REVIEWED_LOCKED;
	case ZIP_SIZE: case ZIP_PARTS: return REVIEWED_LARGE;
	default: return REVIEWED_DAMAGED;
	}
}

/* What cannot be handed over need not be read to its end. */
static bool is_too_much(const struct word_reading *r) { return r->out->len + r->comment->len >= REVIEWED_ANSWER; }

static enum reviewed_end read_stream(struct word_reading *r, struct zip_stream *s)
{
	const char *bytes = NULL;
	size_t len = 1;
	while (len > 0) {
		enum zip_state bad = zip_stream_next(s, &bytes, &len);
		if (bad)
			return end_of_zip(bad);
		if (xml_feed(r->xml, bytes, len, len == 0))
			return REVIEWED_DAMAGED;
		if (is_too_much(r))
			return REVIEWED_LARGE;
	}
	return REVIEWED_READ;
}

/* must: a document without this part is none. */
static enum reviewed_end read_part(struct word_reading *r, const char *name, const struct xml_reader *reader, bool must)
{
	const struct zip_part *part = zip_parts_find(r->parts, name);
	struct zip_stream *s = NULL;
	if (!part)
		return must ? REVIEWED_NO_DOCUMENT : REVIEWED_READ;
	r->xml = xml_new(r->sc, reader, r);
	if (!r->xml)
		return REVIEWED_NO_LIBRARY;
	enum zip_state bad = zip_part_open(r->sc, r->parts, part, &s);
	return bad ? end_of_zip(bad) : read_stream(r, s);
}

/* Where a link of a part leads: from the top, or from the folder the part lies in. */
static const char *resolve(struct scope *sc, const char *part, const char *target)
{
	const char *slash = strrchr(part, '/');
	if (*target == '/')
		return target + 1;
	return slash ? scope_printf(sc, "%.*s/%s", (int)(slash - part), part, target) : target;
}

static enum reviewed_end find_link(struct word_reading *r, const char *part, const char *sort, const char **out)
{
	const char *slash = strrchr(part, '/'), *base = slash ? slash + 1 : part;
	r->sort = sort;
	r->target = NULL;
	*out = NULL;
	const char *links = scope_printf(r->sc, "%.*s_rels/%s.rels", (int)(base - part), part, base);
	enum reviewed_end end = read_part(r, links, &of_links, false);
	if (r->target)
		*out = resolve(r->sc, part, r->target);
	return end;
}

static enum reviewed_end read_all(struct word_reading *r)
{
	const char *document = NULL, *comments = NULL;
	enum reviewed_end end = find_link(r, "", "officeDocument", &document);
	if (end == REVIEWED_READ)
		end = document ? find_link(r, document, "comments", &comments) : REVIEWED_NO_DOCUMENT;
	if (end == REVIEWED_READ)
		end = read_part(r, document, &of_document, true);
	if (end == REVIEWED_READ && comments)
		end = read_part(r, comments, &of_comments, false);
	return end;
}

static bool run(const struct helper_input *in, struct buf *answer)
{
	SCOPE(sc);
	const struct zip_bounds bounds = { PARTS, BYTES, RATIO };
	struct word_reading r = { .sc = sc, .out = buf_new(sc), .comment = buf_new(sc) };
	enum zip_state bad = zip_parts_open(sc, in->files[0], &bounds, &r.parts);
	enum reviewed_end end = bad ? end_of_zip(bad) : read_all(&r);
	buf_char(answer, (char)end);
	if (end == REVIEWED_READ)
		buf_put(answer, r.out->at, r.out->len);
	return true;
}

static void load(void)
{
	zip_load();
	xml_load();
}

const struct helper_job reviewed_job = { "a Word document", run, load };
