/* json.h: values of JSON (RFC 8259), made in order and written out, or read; for every floor.
 *
 * A value belongs to the scope its outermost one was made in and ends
 * with it.  Members keep the order in which they were put.  Texts need
 * not be UTF-8: each byte that is not becomes U+FFFD, and is never lost
 * without a word.  Out of memory ends the process, as in scope.h. */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include "base/base.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/scope.h"

struct json;

struct json *json_make_object(struct scope *);
struct json *json_make_array(struct scope *);

/* Into an object, under a key it has not yet.  Text NULL counts as "". */
void json_put_text(struct json *object, const char *key, const char *text);
/* A path; if its bytes are not UTF-8, KEY_hex follows with all of them in lower-case hexadecimal digits. */
void json_put_path(struct json *object, const char *key, const char *path);
void json_put_number(struct json *object, const char *key, int64_t);
void json_put_flag(struct json *object, const char *key, bool);
struct json *json_put_object(struct json *object, const char *key);
/* Another value, which now stands in this one as well. */
void json_put(struct json *object, const char *key, const struct json *value);
struct json *json_put_array(struct json *object, const char *key);

/* At the end of an array. */
void json_add_text(struct json *array, const char *text);
struct json *json_add_object(struct json *array);

/* The outermost value with a member a line, an array of objects in it with an object a line; what lies deeper stands
 * on one line.  Control characters are escaped, DEL and C1 among them.  One line feed at the end; the same value gives
 * the same bytes. */
void json_write(const struct json *, struct buf *);
/* A text as JSON writes it, quotes around it; that is also YAML's double-quoted form. */
void json_quote(struct buf *, const char *text);

/* FRACTION: a number that is not whole; only json_read_foreign() lets it in, and nothing tells its value. */
enum json_kind { JSON_KIND_OBJECT, JSON_KIND_ARRAY, JSON_KIND_TEXT, JSON_KIND_NUMBER, JSON_KIND_FLAG, JSON_KIND_NULL,
                 JSON_KIND_FRACTION };

/* How deep objects and arrays may lie in one another when they are read, and how many values there may be: each takes
 * some fifty bytes, and two of the text. */
enum { JSON_DEPTH = 64, JSON_VALUES = 200000 };

/* Read an object or array.  FAULT_CORRUPT, with name:line:column, if it is not JSON in UTF-8, has a key twice, lies
 * deeper than JSON_DEPTH, has more values than JSON_VALUES or more bytes than limit, or a number that is not whole or
 * passes 64 bits. */
const struct fault *json_read(struct scope *, const char *name, const char *bytes, size_t len, size_t limit,
                              const struct json **) MUST_USE;
/* The same of what another program wrote: it may lie as deep as is said, have any number of values, and numbers that
 * are not whole.  Whoever
 * walks it in recursion chooses a depth that their stack bears. */
const struct fault *json_read_foreign(struct scope *, const char *name, const char *bytes, size_t len, size_t limit,
                                      int depth, const struct json **) MUST_USE;
enum json_kind json_kind(const struct json *);
/* Members of an object, items of an array; 0 for anything else. */
size_t json_count(const struct json *);
/* NULL if it is no object, or has no such member. */
const struct json *json_member(const struct json *, const char *key);
/* The key of a member by its place, from 0; NULL if it is no object, or has no such member.  For small objects. */
const char *json_key(const struct json *, size_t index);
/* NULL if it is no array, or has no such item; they count from 0. */
const struct json *json_item(const struct json *, size_t index);
/* NULL if it is no text (NULL is not). */
const char *json_text(const struct json *);
/* False if it is no number (NULL is not). */
bool json_number(const struct json *, int64_t *out);
/* True if it is the flag true (NULL is not). */
bool json_flag(const struct json *);
#endif
