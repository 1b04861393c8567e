/* xml.c: the one door to expat. */
#include "base/base.h"
#include "base/library.h"
#include "text/xml.h"
#include "expat_library.inc"
#include <expat.h>

enum { DEPTH = 200, ATTRIBUTES = 200, TOKEN = 1 << 20, SPACES = 100, PREFIX = 32 };
/* Of mc:AlternateContent, in between the namespaces of the reader. */
enum { COMPATIBILITY = -1 };
/* In the stack of elements, beside what begin() said: one that is not there for the reader. */
enum { SEEN_THROUGH = -1 };

/* The program is not linked with it: it is needed in a child alone. */
#define EXPAT(DO) DO(ParserCreate) DO(ParserFree) DO(SetUserData) DO(SetElementHandler) DO(SetCharacterDataHandler) \
	DO(SetStartDoctypeDeclHandler) DO(StopParser) DO(Parse) DO(GetCurrentByteIndex)
static struct {
#define MEMBER(name) __typeof__(XML_##name) *name;
#define SYMBOL(name) { "XML_" #name, &expat.name },
	EXPAT(MEMBER)
	bool loaded;
} expat;
static const struct library_symbol symbols[] = { EXPAT(SYMBOL) };

/* A prefix is bound to a namespace from the element at a depth on; "": no prefix. */
struct binding { char prefix[PREFIX]; int space; size_t depth; };

struct xml {
	const struct xml_reader *reader;
	void *context;
	XML_Parser parser;
	enum xml_state state;
	size_t fed, depth, skipped;             /* skipped: elements around, of which the outermost is of no interest */
	struct binding bindings[SPACES];
	size_t bound;
	int space;                              /* of names without a prefix */
	int elements[DEPTH + 1], around[DEPTH + 1];     /* what it is; what those in it are inside of */
};

void xml_load(void) { expat.loaded = library_load(expat_library, symbols, countof(symbols)); }

static void stop(struct xml *x, enum xml_state state)
{
	if (!x->state)
		x->state = state;
	expat.StopParser(x->parser, XML_FALSE);
}

/* --- namespaces --- */

static int number_of(const struct xml *x, const char *name)
{
	if (strcmp(name, "http://schemas.openxmlformats.org/markup-compatibility/2006") == 0)
		return COMPATIBILITY;
	for (size_t i = 0; i < x->reader->space_count; i++)
		if (strcmp(name, x->reader->spaces[i].name) == 0)
			return x->reader->spaces[i].number;
	return 0;
}

static int space_of(const struct xml *x, const char *prefix, size_t len)
{
	for (size_t i = x->bound; i > 0; i--)
		if (strncmp(x->bindings[i - 1].prefix, prefix, len) == 0 && !x->bindings[i - 1].prefix[len])
			return x->bindings[i - 1].space;
	return 0;
}

/* Is it xmlns or xmlns:prefix?  The prefix then. */
static const char *prefix_of(const char *attribute)
{
	if (attribute[0] != 'x' || strncmp(attribute, "xmlns", 5) != 0 || (attribute[5] && attribute[5] != ':'))
		return NULL;
	return attribute[5] ? attribute + 6 : "";
}

static void bind(struct xml *x, const char *prefix, const char *name)
{
	if (x->bound == SPACES || strlen(prefix) >= PREFIX) {
		stop(x, XML_BOUNDS);
		return;
	}
	struct binding *b = &x->bindings[x->bound++];
	memcpy(b->prefix, prefix, strlen(prefix) + 1);
	b->space = number_of(x, name);
	b->depth = x->depth;
	if (!*prefix)
		x->space = b->space;
}

static void bind_all(struct xml *x, const char *const *attributes)
{
	size_t count = 0;
	for (; attributes[0]; attributes += 2) {
		const char *prefix = prefix_of(attributes[0]);
		if (prefix)
			bind(x, prefix, attributes[1]);
		if (++count > ATTRIBUTES)
			stop(x, XML_BOUNDS);
	}
}

static void unbind(struct xml *x)
{
	size_t before = x->bound;
	while (x->bound && x->bindings[x->bound - 1].depth == x->depth)
		x->bound--;
	if (x->bound != before)
		x->space = space_of(x, "", 0);
}

/* --- elements --- */

static bool is_seen_through(int space, const char *name)
{
	return space == COMPATIBILITY && (strcmp(name, "AlternateContent") == 0 || strcmp(name, "Fallback") == 0);
}

static void on_begin(void *p, const XML_Char *name, const XML_Char **given)
{
	struct xml *x = p;
	const char *const *attributes = (const char *const *)given;
	if (++x->depth > DEPTH)
		stop(x, XML_BOUNDS);
	if (x->skipped || x->state) {
		x->skipped++;
		return;
	}
	bind_all(x, attributes);
	const char *colon = name;
	while (*colon && *colon != ':')                 /* names are shorter than it takes to call for help */
		colon++;
	if (!*colon)
		colon = NULL;
	int space = colon ? space_of(x, name, (size_t)(colon - name)) : x->space;
	int inside = x->around[x->depth - 1];
	const char *local = colon ? colon + 1 : name;
	int element = is_seen_through(space, local) ? SEEN_THROUGH : XML_SKIP;
	if (space != COMPATIBILITY)
		element = x->reader->begin(x->context, inside, space, local, attributes);
	x->elements[x->depth] = element;
	x->around[x->depth] = element == SEEN_THROUGH ? inside : element;
	if (element == XML_SKIP)
		x->skipped = 1;
}

static void on_end(void *p, const XML_Char *name)
{
	struct xml *x = p;
	(void)name;
	if (x->skipped)
		x->skipped--;
	else if (x->elements[x->depth] > 0)
		x->reader->end(x->context, x->elements[x->depth]);
	if (!x->skipped)
		unbind(x);
	x->depth--;
}

static void on_text(void *p, const XML_Char *bytes, int len)
{
	const struct xml *x = p;
	if (!x->skipped && x->elements[x->depth] > 0)
		x->reader->text(x->context, x->elements[x->depth], bytes, (size_t)len);
}

static void on_doctype(void *p, const XML_Char *name, const XML_Char *system, const XML_Char *public, int own)
{
	(void)name; (void)system; (void)public; (void)own;
	stop(p, XML_DTD);
}

/* --- its life --- */

static void close_parser(void *p) { expat.ParserFree(p); }

struct xml *xml_new(struct scope *sc, const struct xml_reader *reader, void *context)
{
	struct xml *x = NEW(sc, struct xml);
	*x = (struct xml){ .reader = reader, .context = context,
	                   .parser = expat.loaded ? expat.ParserCreate(NULL) : NULL };
	if (!x->parser)
		return NULL;
	scope_defer(sc, close_parser, x->parser);
	expat.SetUserData(x->parser, x);
	expat.SetElementHandler(x->parser, on_begin, on_end);
	expat.SetCharacterDataHandler(x->parser, on_text);
	expat.SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return x;
}

enum xml_state xml_feed(struct xml *x, const char *bytes, size_t len, bool last)
{
	if (!x->state && expat.Parse(x->parser, bytes, (int)len, last) != XML_STATUS_OK && !x->state)
		x->state = XML_BROKEN;
	x->fed += len;
	/* One long tag is looked through again with each piece of it that comes. */
	if (!x->state && (long long)x->fed - expat.GetCurrentByteIndex(x->parser) > TOKEN)
		x->state = XML_BOUNDS;
	return x->state;
}

bool xml_is_known(const struct xml *x) { return x->elements[1] != XML_SKIP; }

const char *xml_attribute(const char *const *attributes, const char *name)
{
	for (; attributes[0]; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

const char *xml_attribute_in(const struct xml *x, const char *const *attributes, int space, const char *name)
{
	for (; attributes[0]; attributes += 2) {
		const char *colon = strchr(attributes[0], ':');
		if (colon && strcmp(colon + 1, name) == 0 &&
		    space_of(x, attributes[0], (size_t)(colon - attributes[0])) == space)
			return attributes[1];
	}
	return NULL;
}

bool xml_is_true(const char *value, bool otherwise)
{
	return value ? strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0 : otherwise;
}
