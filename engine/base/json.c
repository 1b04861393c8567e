/* json.c: the one door to jansson; every value of ours is one of its. */
#include "base/base.h"
#include "base/json.h"
#include "base/utf8.h"
#include <assert.h>
#include <ctype.h>
#include <jansson.h>

/* jansson says "no" with one value for several reasons.  All but the end of memory are ruled out before it is asked. */
static json_t *must(json_t *value)
{
	if (!value) {
		fputs("sarflow: out of memory\n", stderr);
		abort();
	}
	return value;
}

static json_t *inside(const struct json *j) { return (json_t *)(uintptr_t)j; }
static struct json *outside(json_t *value) { return (struct json *)value; }

static void close_value(void *value) { json_decref(value); }

static struct json *keep(struct scope *sc, json_t *value)
{
	scope_defer(sc, close_value, value);
	return outside(value);
}

struct json *json_make_object(struct scope *sc) { return keep(sc, must(json_object())); }
struct json *json_make_array(struct scope *sc) { return keep(sc, must(json_array())); }

/* --- text --- */

static bool is_utf8(const char *s)
{
	size_t n;
	for (; *s && (n = utf8_length(s)) > 0; s += n)
		;
	return !*s;
}

static json_t *make_text(const char *text)
{
	SCOPE(turn);
	if (!text || is_utf8(text))
		return must(json_string(text ? text : ""));
	struct buf *b = buf_new(turn);
	for (const char *s = text; *s; ) {
		size_t n = utf8_length(s);
		buf_put(b, n ? s : "\xef\xbf\xbd", n ? n : 3);
		s += n ? n : 1;
	}
	return must(json_string(b->at));
}

/* --- making --- */

static void put(struct json *object, const char *key, json_t *value)
{
	json_t *o = inside(object);
	assert(json_is_object(o) && is_utf8(key));      /* keys are our own literals */
	assert(!json_object_get(o, key));       /* it would be lost without a word */
	if (json_object_set_new(o, key, value) != 0)
		must(NULL);
}

static void add(struct json *array, json_t *value)
{
	assert(json_is_array(inside(array)));
	if (json_array_append_new(inside(array), value) != 0)
		must(NULL);
}

void json_put_text(struct json *object, const char *key, const char *text) { put(object, key, make_text(text)); }

void json_put(struct json *object, const char *key, const struct json *value)
{
	put(object, key, json_incref(inside(value)));
}

void json_put_path(struct json *object, const char *key, const char *path)
{
	SCOPE(turn);
	struct buf *hex = buf_new(turn);
	json_put_text(object, key, path);
	if (!path || is_utf8(path))
		return;
	for (const char *s = path; *s; s++)
		buf_printf(hex, "%02x", (unsigned char)*s);
	json_put_text(object, scope_printf(turn, "%s_hex", key), hex->at);
}

void json_put_number(struct json *object, const char *key, int64_t number)
{
	put(object, key, must(json_integer(number)));
}

void json_put_flag(struct json *object, const char *key, bool flag) { put(object, key, must(json_boolean(flag))); }

struct json *json_put_object(struct json *object, const char *key)
{
	json_t *value = must(json_object());
	put(object, key, value);
	return outside(value);
}

struct json *json_put_array(struct json *object, const char *key)
{
	json_t *value = must(json_array());
	put(object, key, value);
	return outside(value);
}

void json_add_text(struct json *array, const char *text) { add(array, make_text(text)); }

struct json *json_add_object(struct json *array)
{
	json_t *value = must(json_object());
	add(array, value);
	return outside(value);
}

/* --- writing --- */

/* jansson escapes what JSON asks for, in capitals.  What else a terminal may obey, or would not show (base/utf8.h), is
 * in texts only.  Returns the bytes used. */
static size_t put_byte(struct buf *b, const char *s)
{
	unsigned char c = (unsigned char)s[0], next = (unsigned char)s[1];
	uint32_t code;
	size_t hidden = utf8_hidden(s, &code);
	if (hidden && code > 0xffff)
		buf_printf(b, "\\u%04x\\u%04x", 0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff));
	else if (hidden)
		buf_printf(b, "\\u%04x", code);
	if (hidden)
		return hidden;
	size_t n = c < 0x80 ? 1 : utf8_length(s);
	buf_put(b, s, n ? n : 1);
	if (c != '\\')
		return n ? n : 1;
	buf_char(b, s[1]);
	for (int i = 2; next == 'u' && i < 6; i++)
		buf_char(b, (char)tolower((unsigned char)s[i]));
	return next == 'u' ? 6 : 2;
}

static void put_line(struct buf *b, const json_t *value)
{
	char *line = json_dumps(value, JSON_ENCODE_ANY);
	if (!line)
		must(NULL);
	for (const char *s = line; *s; )
		s += put_byte(b, s);
	free(line);
}

static bool is_laid_out(const json_t *value, int level)
{
	bool array = json_is_array(value);
	if (!array && !json_is_object(value))
		return false;
	if ((array ? json_array_size(value) : json_object_size(value)) == 0)
		return false;
	return level == 0 || (level == 1 && array && json_is_object(json_array_get(value, 0)));
}

static void put_value(struct buf *b, json_t *value, int level)
{
	bool array = json_is_array(value);
	void *at = array ? NULL : json_object_iter(value);
	if (!is_laid_out(value, level)) {
		put_line(b, value);
		return;
	}
	buf_char(b, array ? '[' : '{');
	for (size_t i = 0; array ? i < json_array_size(value) : at != NULL; i++) {
		buf_printf(b, "%s\n%*s", i ? "," : "", 2 * (level + 1), "");
		if (!array) {
			json_quote(b, json_object_iter_key(at));
			buf_text(b, ": ");
		}
		put_value(b, array ? json_array_get(value, i) : json_object_iter_value(at), level + 1);
		at = array ? NULL : json_object_iter_next(value, at);
	}
	buf_printf(b, "\n%*s%c", 2 * level, "", array ? ']' : '}');
}

void json_write(const struct json *j, struct buf *b)
{
	put_value(b, inside(j), 0);
	buf_char(b, '\n');
}

void json_quote(struct buf *b, const char *text)
{
	json_t *value = make_text(text);
	put_line(b, value);
	json_decref(value);
}

/* --- reading --- */

/* most: of values; 0: any number. */
struct scan { const char *name; int line, column, depth, deepest; size_t most, values; bool fractions, text, escaped; };

/* jansson stops at 2048 and takes numbers that are not whole.  Inside texts nothing is looked at but their end. */
static const struct fault *look_at(struct scan *s, char before, char c)
{
	bool open = c == '{' || c == '[';
	if (s->text) {
		s->text = s->escaped || c != '"';
		s->escaped = c == '\\' && !s->escaped;
		return NULL;
	}
	s->text = c == '"';
	s->depth += open ? 1 : c == '}' || c == ']' ? -1 : 0;
	if (open && s->depth > s->deepest)
		return fault_make(FAULT_CORRUPT,
			"{file}:{line}:{column}: lies deeper than {most} objects and arrays", s->name, s->line,
			s->column, s->deepest);
	s->values += open || c == ',';
	if (s->most && s->values > s->most)
		return fault_make(FAULT_CORRUPT, "{file}:{line}:{column}: more than {most} values", s->name, s->line,
			s->column, s->most);
	if (!s->fractions && isdigit((unsigned char)before) && (c == '.' || c == 'e' || c == 'E'))
		return fault_make(FAULT_CORRUPT, "{file}:{line}:{column}: a number that is not whole", s->name,
			s->line, s->column);
	return NULL;
}

static const struct fault *look_over(struct scan s, const char *bytes, size_t len)
{
	s.line = 1;
	for (size_t i = 0; i < len; i++) {
		s.column += ((unsigned char)bytes[i] & 0xc0) != 0x80;
		TRY(look_at(&s, i ? bytes[i - 1] : '\0', bytes[i]));
		if (bytes[i] == '\n') {
			s.line++;
			s.column = 0;
		}
	}
	return NULL;
}

static const struct fault *read_value(struct scope *sc, struct scan s, const char *bytes, size_t len, size_t limit,
                                      const struct json **out)
{
	json_error_t why;
	if (len > limit)
		return fault_make(FAULT_CORRUPT, "{file}: more than {limit} bytes", s.name, limit);
	TRY(look_over(s, bytes, len));
	json_t *value = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &why);
	if (!value && json_error_code(&why) == json_error_out_of_memory)
		must(NULL);
	if (!value)
		return fault_make(FAULT_CORRUPT, "{file}:{line}:{column}: {why}", s.name, why.line, why.column,
			why.text);
	*out = keep(sc, value);
	return NULL;
}

const struct fault *json_read(struct scope *sc, const char *name, const char *bytes, size_t len, size_t limit,
                              const struct json **out)
{
	return read_value(sc, (struct scan){ .name = name, .deepest = JSON_DEPTH,
		.most = JSON_VALUES }, bytes, len, limit, out);
}

const struct fault *json_read_foreign(struct scope *sc, const char *name, const char *bytes, size_t len, size_t limit,
                                      int depth, const struct json **out)
{
	return read_value(sc, (struct scan){ .name = name, .deepest = depth, .fractions = true }, bytes, len, limit,
	                  out);
}

enum json_kind json_kind(const struct json *j)
{
	switch (json_typeof(inside(j))) {
	case JSON_OBJECT:  return JSON_KIND_OBJECT;
	case JSON_ARRAY:   return JSON_KIND_ARRAY;
	case JSON_STRING:  return JSON_KIND_TEXT;
	case JSON_INTEGER: return JSON_KIND_NUMBER;
	case JSON_TRUE:
	case JSON_FALSE:   return JSON_KIND_FLAG;
	case JSON_REAL:    return JSON_KIND_FRACTION;
	case JSON_NULL:    break;
	}
	return JSON_KIND_NULL;
}

size_t json_count(const struct json *j)
{
	const json_t *value = inside(j);
	return json_is_object(value) ? json_object_size(value) : json_is_array(value) ? json_array_size(value) : 0;
}

const struct json *json_member(const struct json *j, const char *key)
{
	return outside(json_object_get(inside(j), key));
}

const char *json_key(const struct json *j, size_t index)
{
	void *at = json_object_iter(inside(j));
	for (; at && index > 0; index--)
		at = json_object_iter_next(inside(j), at);
	return at ? json_object_iter_key(at) : NULL;
}

const struct json *json_item(const struct json *j, size_t index) { return outside(json_array_get(inside(j), index)); }
const char *json_text(const struct json *j) { return json_string_value(inside(j)); }

bool json_number(const struct json *j, int64_t *out)
{
	if (!json_is_integer(inside(j)))
		return false;
	*out = json_integer_value(inside(j));
	return true;
}

bool json_flag(const struct json *j) { return json_is_true(inside(j)); }
