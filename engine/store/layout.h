/* layout.h: which path of a package is what; for store/ and desk/edit.c. */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H
#include "base/base.h"

enum layout_kind {
	LAYOUT_FILE,            /* package.yaml, columns.csv, .gitattributes, evidence/ *.md, registers/ *.csv */
	LAYOUT_ATTACHMENT,      /* attachments/ELEMENT/... */
	LAYOUT_STRAY            /* anything else: reported, neither read nor saved */
};

enum layout_kind layout_kind_of(const char *path);

/* What `new` writes: git leaves every byte alone, attachments are LFS pointers. */
extern const char layout_gitattributes[];
#endif
