/* xml.h: a document of XML, read as it comes, with no tree.  For text/, in a child of the helper (base/helper.h).
 *
 * A document type declaration ends it, and so do entities: nothing that
 * means well needs one.  Elements are known by namespace and name,
 * whatever their prefix; what stands in mc:AlternateContent is read as
 * its mc:Fallback, as by any program that knows no extension. */
#ifndef TEXT_XML_H
#define TEXT_XML_H
#include "base/base.h"
#include "base/scope.h"

enum xml_state {
	XML_FINE,
	XML_NO_LIBRARY,         /* xml_load() was not called, or in vain */
	XML_BROKEN,             /* it is not well-formed, or ends too early */
	XML_DTD,
	XML_BOUNDS,             /* deeper, or with more or longer attributes, than anything honest */
};

/* Namespaces that the reader knows, each with a number from 1 on; several may have the same. */
struct xml_space { const char *name; int number; };

/* What begin() says of an element: a number of its own above 0, or that all in it is of no interest. */
enum { XML_SKIP = 0 };

struct xml_reader {
	const struct xml_space *spaces;
	size_t space_count;
	/* inside: what begin() said of the element around it, 0 at the root.  space: 0 for one that is not known.
	 * attributes: names with their prefixes and values in turn, then NULL. */
	int (*begin)(void *context, int inside, int space, const char *name, const char *const *attributes);
	void (*end)(void *context, int element);
	void (*text)(void *context, int element, const char *bytes, size_t len);        /* in pieces, UTF-8 */
};

struct xml;

/* The load of a job (base/helper.h), or part of one. */
void xml_load(void);

/* It lives as long as the scope.  NULL: there is no library. */
struct xml *xml_new(struct scope *, const struct xml_reader *, void *context);
/* The next bytes; last: there are no more. */
enum xml_state xml_feed(struct xml *, const char *bytes, size_t len, bool last) MUST_USE;

/* Did begin() take an interest in the root?  If not, it is a document of another sort. */
bool xml_is_known(const struct xml *);

/* In begin() alone: the value of an attribute that has this name and no prefix, or is in a namespace.  NULL: none. */
const char *xml_attribute(const char *const *attributes, const char *name);
const char *xml_attribute_in(const struct xml *, const char *const *attributes, int space, const char *name);
/* "1" and "true"; otherwise where it is missing. */
bool xml_is_true(const char *value, bool otherwise);
#endif
