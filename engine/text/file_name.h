/* file_name.h: names of files that travel: through Windows, macOS, a ZIP and a list in UTF-8.
 * For package/ and desk/. */
#ifndef TEXT_FILE_NAME_H
#define TEXT_FILE_NAME_H
#include "base/base.h"
#include "base/phrase.h"
#include "base/scope.h"

/* UTF-16 code units of a path in the package.  Windows takes 260 for all of it (MAX_PATH); 60 are left for the folder
 * that the receiver puts the package into. */
enum { FILE_NAME_PATH_UNITS = 200 };

/* What keeps this path from travelling, as the end of a sentence that begins with it; NULL: nothing.  Asked of each
 * part: UTF-8, composed (NFC); none of <>:"\|?* nor control characters; no blank at an end, no point behind; no name of
 * a device (Microsoft: "Naming Files, Paths, and Namespaces").  Asked of the whole: its length. */
const struct phrase *file_name_mistake(struct scope *, const char *path);
/* The nearest path that would do; the path itself where it does. */
const char *file_name_mended(struct scope *, const char *path);
/* Two paths of one key are one file where capitals do not count, or where accents are taken apart. */
const char *file_name_key(struct scope *, const char *path);
#endif
