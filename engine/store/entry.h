/* entry.h: what a store holds and how it is named, as data: nothing here can read or write one.
 * For everyone from package/ up. */
#ifndef STORE_ENTRY_H
#define STORE_ENTRY_H
#include "base/base.h"
#include "base/digest.h"

enum { SOURCE_TEXT_LIMIT = 64 << 20 };          /* bytes of a text or table that are read */

enum source_kind {
	SOURCE_FILE,            /* package.yaml, a document, a register */
	SOURCE_ATTACHMENT,
	SOURCE_LINK,            /* a symbolic link; never followed */
	SOURCE_STRAY            /* outside the layout */
};

struct source_entry {
	const char *path;
	enum source_kind kind;
	uint64_t size;                  /* of the content, in bytes */
	char digest[DIGEST_TEXT];       /* attachments: SHA-256 of the content; "" if it cannot be read */
	bool present;                   /* attachments: the content is here, not only its pointer */
	bool pointer;                   /* attachments of a work tree: the pointer stands there, not the content */
	bool raw;                       /* attachments: committed as it is, not as a pointer */
	bool purged;                    /* attachments: the content was removed on purpose, and is not given out */
	bool damaged;                   /* attachments: a pointer that is none, or not of its content's size */
};

/* A version, or an event: the 40 digits of a commit. */
struct store_id { char hex[41]; };              /* "" = none */

/* What the work tree has that the newest version has not. */
enum store_change_kind { STORE_ADDED, STORE_CHANGED, STORE_REMOVED };
struct store_change { const char *path; enum store_change_kind kind; };

/* How a file is taken in as an attachment: in the place of one that is there; by its pointer only; and others follow at
 * once, so that what makes a later save quick need be written with the last one only. */
enum { STORE_REPLACE = 1, STORE_REFERENCE = 2, STORE_MORE = 4 };
#endif
