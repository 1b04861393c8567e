/* yaml_private.h: the two ways in which a text is read; yaml.c chooses.  For text/ and its tests only. */
#ifndef TEXT_YAML_PRIVATE_H
#define TEXT_YAML_PRIVATE_H
#include "text/yaml.h"

/* The quick one, for YAML as nearly all files here are written.  False: something stands in the text that it does not
 * read; that says nothing about the text, and *out is nothing.  True: *out is what yaml_by_library() makes of the same
 * text, to the last line and column. */
bool yaml_plain(struct scope *, const char *bytes, size_t len, int first_line, const struct yaml **out) MUST_USE;
/* The one that knows all of YAML, and says what is wrong. */
bool yaml_by_library(struct scope *, const char *bytes, size_t len, int first_line, const struct yaml **out,
                     struct yaml_mistake *) MUST_USE;
#endif
