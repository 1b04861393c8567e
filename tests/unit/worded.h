/* worded.h: documents as pandoc writes them, made by hand, and what becomes of them: for the tests of intake/word.
 *
 *     const struct word_proposal *p = worded(sc, P(S("Gap") SP S("0.5")));
 *
 * In these texts ' stands for ". */
#ifndef WORDED_H
#define WORDED_H
#include "unit.h"
#include "tiny.h"
#include "intake/word.h"
#include "text/pandoc.h"

#define S(text) "{'t':'Str','c':'" text "'}"
#define SP ",{'t':'Space'},"
#define BR ",{'t':'LineBreak'},"
#define IN(kind, inlines) "{'t':'" kind "','c':[" inlines "]}"
#define SPAN(class, pairs, inlines) "{'t':'Span','c':[['',['" class "'],[" pairs "]],[" inlines "]]}"
#define WHO(author, day) "['author','" author "'],['date','" day "T09:00:00Z']"
#define LINK(target, inlines) "{'t':'Link','c':[['',[],[]],[" inlines "],['" target "','']]}"
#define IMAGE(name, inlines) "{'t':'Image','c':[['',[],[]],[" inlines "],['" name "','']]}"
#define NOTE(blocks) "{'t':'Note','c':[" blocks "]}"
#define P(inlines) "{'t':'Para','c':[" inlines "]}"
#define H(level, anchor, inlines) "{'t':'Header','c':[" #level ",['" anchor "',[],[]],[" inlines "]]}"
#define ITEM(blocks) "[" blocks "]"
#define BULLETS(items) "{'t':'BulletList','c':[" items "]}"
#define NUMBERS(start, style, end, items)                                                                            \
	"{'t':'OrderedList','c':[[" #start ",{'t':'" style "'},{'t':'" end "'}],[" items "]]}"
#define CELL(high, wide, blocks) "[['',[],[]],{'t':'AlignDefault'}," #high "," #wide ",[" blocks "]]"
#define C(text) CELL(1, 1, P(S(text)))
#define ROW(cells) "[['',[],[]],[" cells "]]"
#define COLUMN "[{'t':'AlignDefault'},{'t':'ColWidth','c':0.25}]"
#define TABLE(columns, head, rows) "{'t':'Table','c':[['',[],[]],[null,[]],[" columns "],[['',[],[]],[" head "]]," \
	"[[['',[],[]],0,[],[" rows "]]],[['',[],[]],[]]]}"

static inline const char *worded_quotes(struct scope *sc, const char *text)
{
	char *out = scope_copy(sc, text);
	for (char *s = out; *s; s++)
		*s = *s == '\'' ? '"' : *s;
	return out;
}

static inline const struct json *worded_document(struct scope *sc, const char *meta, const char *blocks)
{
	const struct json *document = NULL;
	const char *text = worded_quotes(
		sc, scope_printf(sc, "{'pandoc-api-version':[1,22,2,1],'meta':{%s},'blocks':[%s]}", meta, blocks));
	OK(json_read_foreign(sc, "document", text, strlen(text), 16 << 20, PANDOC_DEPTH, &document));
	return document;
}

/* Two pictures of three names. */
static inline bool worded_picture(struct scope *sc, void *context, const char *name, const char **bytes, size_t *len)
{
	(void)sc;
	(void)context;
	*bytes = strcmp(name, "media/image2.emf") == 0 ? "vectors" : "pixels";
	*len = strlen(*bytes);
	return strncmp(name, "media/image", 11) == 0;
}

static inline const struct template *worded_template(struct scope *sc)
{
	const struct template *t = NULL;
	OK(template_read_fit(sc, tiny_template(sc), &t));
	return t;
}

static inline const struct word_proposal *worded_of(struct scope *sc, const struct word_request *request,
                                                    const char *meta, const char *blocks)
{
	const struct word_proposal *p = NULL;
	struct word_source source = { .document = worded_document(sc, meta, blocks), .pictures = worded_picture };
	OK(word_make(sc, request, &source, &p));
	return p;
}

/* For element C of the tiny template, under one heading that answers nothing. */
static inline const struct word_proposal *worded(struct scope *sc, const char *blocks)
{
	struct word_request request = { .template = worded_template(sc), .file_name = "shop.docx", .element = "C",
	                                .language = "en" };
	return worded_of(sc, &request, "'title':{'t':'MetaInlines','c':[" S("T") "]}", blocks);
}

/* What stands below front matter and title. */
static inline const char *worded_body(const struct word_proposal *p)
{
	const char *title = strstr(p->text, "# T\n");
	assert_non_null(title);
	assert_int_equal(strlen(p->text), p->len);
	return title[4] ? title + 5 : title + 4;
}

static inline const char *worded_text(struct scope *sc, const char *blocks) { return worded_body(worded(sc, blocks)); }

/* Every notice: "line level: place: says". */
static inline const char *worded_notices(struct scope *sc, const struct word_proposal *p)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < p->notices.count; i++)
		buf_printf(b, "%d %s: %s: %s\n", p->notices.at[i].line, finding_level_name(p->notices.at[i].level),
		           p->notices.at[i].place ? phrase_text(sc, NULL, p->notices.at[i].place)
		           : "the whole", phrase_text(sc, NULL, p->notices.at[i].says));
	return b->at;
}
#endif
