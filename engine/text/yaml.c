/* yaml.c: the one door to libfyaml, and trees of YAML however they were read. */
#include "base/base.h"
#include "base/library.h"
#include "base/list.h"
#include "base/lookup.h"
#include "text/unicode.h"
#include "text/yaml_private.h"
#include "fyaml_library.inc"
#include <libfyaml.h>
#include <pthread.h>

enum { DEPTH = 40, KEYS = 10000, FEW = 16 };    /* FEW: keys that are sooner walked than looked up */

/* Most files are plain and need none of it: see yaml_plain.c. */
static struct {
#define MEMBER(name) __typeof__(fy_##name) *name;
#define SYMBOL(name) { "fy_" #name, &fy.name },
#define FYAML(DO) DO(diag_cfg_default) DO(diag_create) DO(diag_destroy) DO(diag_errors_iterate) \
	DO(diag_set_collect_errors) DO(parser_create) DO(parser_destroy) DO(parser_event_free) \
	DO(parser_get_stream_error) DO(parser_parse) DO(parser_set_string) DO(token_get_text) DO(token_scalar_style) \
	DO(token_start_mark)
	FYAML(MEMBER)
	bool loaded;
} fy;
static const struct library_symbol symbols[] = { FYAML(SYMBOL) };

static void load(void) { fy.loaded = library_load(fyaml_library, symbols, countof(symbols)); }

/* Events are read in turn, never a document as a whole: libfyaml's tree costs as much as all else. */
struct reading {
	struct scope *sc, *turn;        /* turn: until it is read */
	int first_line;
	struct yaml_mistake *mistake;
	struct fy_diag *diag;
	struct fy_parser *parser;
	struct fy_event *event;         /* comes next; NULL behind the last one, and where the text is no YAML */
};

static void close_parser(void *p) { fy.parser_destroy(p); }
static void close_diag(void *p) { fy.diag_destroy(p); }
static void close_event(void *p)
{
	struct reading *r = p;
	fy.parser_event_free(r->parser, r->event);
}

static void discard(struct fy_diag *diag, void *user, const char *text, size_t len)
{
	(void)diag; (void)user; (void)text; (void)len;
}

static bool refuse(struct reading *r, int line, int column, const struct phrase *says)
{
	*r->mistake = (struct yaml_mistake){ line, column, phrase_keep(r->sc, says) };
	return false;
}

static bool first_error(struct reading *r)
{
	void *prev = NULL;
	struct fy_diag_error *error = fy.diag_errors_iterate(r->diag, &prev);
	if (!error)
		return refuse(r, r->first_line, 0, PHRASE("this is not YAML"));
	return refuse(r, error->line + r->first_line - 1, error->column, PHRASE("{message}", error->msg));
}

static void step(struct reading *r)
{
	fy.parser_event_free(r->parser, r->event);
	r->event = fy.parser_parse(r->parser);
}

/* Of the event that comes next; FYET_NONE where there is none. */
static enum fy_event_type coming(const struct reading *r) { return r->event ? r->event->type : FYET_NONE; }

static void place(struct reading *r, struct fy_token *token, struct yaml *y)
{
	const struct fy_mark *mark = token ? fy.token_start_mark(token) : NULL;
	if (mark) {
		y->line = mark->line + r->first_line;
		y->column = mark->column + 1;
	}
}

static bool convert(struct reading *r, int depth, const struct yaml **out);

static bool convert_text(struct reading *r, struct yaml *y)
{
	size_t len = 0, bad;
	struct fy_token *token = r->event->scalar.value;
	const char *text = token ? fy.token_get_text(token, &len) : NULL;
	bool plain = !token || fy.token_scalar_style(token) == FYSS_PLAIN;
	y->kind = YAML_TEXT;
	y->text = scope_copy_bytes(r->sc, text ? text : "", text ? len : 0);
	y->null = plain && (len == 0 || strcmp(y->text, "~") == 0 || strcmp(y->text, "null") == 0);
	if (y->null)
		y->text = "";
	if (strlen(y->text) != len && !y->null)
		return refuse(r, y->line, y->column, PHRASE("a NUL character in a value"));
	/* Libfyaml miscounts the bytes of a block (|, >) that is not indented, and of a U+FEFF inside one. */
	if (!unicode_is_valid(y->text, strlen(y->text), &bad))
		return refuse(r, y->line, y->column, PHRASE("this text cannot be read; is it indented?"));
	return true;
}

struct items { const struct yaml **at; size_t count, cap; };

/* The next of a list's or a map's values.  Where it is the first, the whole stands where `at` does, unless it has a key
 * of its own. */
static bool convert_item(struct reading *r, int depth, struct items *items, struct yaml *y, const struct yaml *at)
{
	const struct yaml *item = NULL;
	if (!convert(r, depth + 1, &item))
		return false;
	*LIST_ADD(r->sc, items) = item;
	y->items = items->at;
	if (y->count++ == 0) {
		y->line = (at ? at : item)->line;
		y->column = (at ? at : item)->column;
	}
	return true;
}

static bool convert_list(struct reading *r, int depth, struct yaml *y)
{
	struct items items = {0};
	y->kind = YAML_LIST;
	for (step(r); coming(r) != FYET_SEQUENCE_END; step(r))
		if (!convert_item(r, depth, &items, y, NULL))
			return false;
	return true;
}

/* Does the map hold the key already?  seen: its keys, once there are more than a few. */
static bool is_twice(struct reading *r, struct lookup **seen, const struct yaml *map, const char *key)
{
	if (map->count < FEW)
		return yaml_get(map, key) != NULL;
	if (!*seen) {
		*seen = lookup_new(r->turn);
		for (size_t i = 0; i < map->count; i++)
			lookup_add(*seen, map->keys[i], i);
	}
	return !lookup_add(*seen, key, map->count);
}

static bool convert_key(struct reading *r, int depth, struct lookup **seen, const struct yaml *map,
                        const struct yaml **out)
{
	if (!convert(r, depth + 1, out))
		return false;
	const struct yaml *key = *out;
	if (key->kind != YAML_TEXT)
		return refuse(r, key->line, key->column, PHRASE("a key must be plain text"));
	if (is_twice(r, seen, map, key->text))
		return refuse(r, key->line, key->column, PHRASE("the key \"{key}\" stands here twice", key->text));
	step(r);
	return true;
}

static bool convert_map(struct reading *r, int depth, struct yaml *y)
{
	struct lookup *seen = NULL;
	struct names keys = {0};
	struct items items = {0};
	y->kind = YAML_MAP;
	for (step(r); coming(r) != FYET_MAPPING_END; step(r)) {
		const struct yaml *key = NULL;
		if (!convert_key(r, depth, &seen, y, &key) || !convert_item(r, depth, &items, y, key))
			return false;
		*LIST_ADD(r->sc, &keys) = key->text;
		y->keys = keys.at;
		if (y->count > KEYS)
			return refuse(r, y->line, 0, PHRASE("more keys than a map may have (10,000)"));
		/* What is no text stands where its key does; an empty value has no place of its own. */
		struct yaml *value = (struct yaml *)(uintptr_t)items.at[y->count - 1];
		if (value->line == 0 || value->kind != YAML_TEXT) {
			value->line = key->line;
			value->column = key->column;
		}
	}
	return true;
}

/* The node whose first event comes next; its last one is still there when it is done. */
static bool convert(struct reading *r, int depth, const struct yaml **out)
{
	struct yaml *y = NEW(r->sc, struct yaml);
	struct fy_token *anchor = NULL;
	*out = y;
	y->text = "";
	if (depth > DEPTH)
		return refuse(r, r->first_line, 0, PHRASE("nested too deeply"));
	switch (coming(r)) {
	case FYET_ALIAS:
		anchor = r->event->alias.anchor;
		break;
	case FYET_SCALAR:
		anchor = r->event->scalar.anchor;
		place(r, r->event->scalar.value, y);
		break;
	case FYET_SEQUENCE_START:
		anchor = r->event->sequence_start.anchor;
		break;
	case FYET_MAPPING_START:
		anchor = r->event->mapping_start.anchor;
		break;
	default:
		return first_error(r);
	}
	if (anchor) {
		place(r, anchor, y);
		return refuse(r, y->line, y->column,
		              PHRASE("anchors (&) and aliases (*) are not used; write the value out, or quote it"));
	}
	return coming(r) == FYET_SCALAR ? convert_text(r, y)
	     : coming(r) == FYET_MAPPING_START ? convert_map(r, depth, y) : convert_list(r, depth, y);
}

/* What stands behind a line "---" or "..." would be lost in silence. */
static bool read_stream(struct reading *r, const struct yaml **out)
{
	const struct yaml *second = NULL;
	step(r);
	if (coming(r) == FYET_STREAM_START)
		step(r);
	if (coming(r) == FYET_DOCUMENT_START) {
		step(r);
		if (!convert(r, 0, out))
			return false;
		step(r);
		if (coming(r) == FYET_DOCUMENT_END)
			step(r);
	}
	if (coming(r) == FYET_STREAM_END || (!r->event && !fy.parser_get_stream_error(r->parser)))
		return true;
	if (coming(r) != FYET_DOCUMENT_START)
		return first_error(r);
	step(r);
	return convert(r, 0, &second)
	       && refuse(r, second->line ? second->line : r->first_line, 0,
	                 PHRASE("a second document begins behind a line --- or ...; a file holds one"));
}

/* Keys written with "?" together with a tab behind a colon make libfyaml 0.7 and 0.8 write outside of its memory. 
 * Nobody needs either in these files: the line of such a "?", 0 if the text does not hold both.  Lines end with LF,
 * CR or both, and a byte order mark may stand before the first. */
static int line_of_trap(const char *bytes, size_t len)
{
	int line = 1, question = 0;
	bool starts = true, tab = false, colon = false;
	size_t bom = len > 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	if (!memchr(bytes, '\t', len))
		return 0;
	for (size_t i = 0; i < len; i++) {
		char c = bytes[i];
		bool blank = c == ' ' || c == '\t';
		bool alone = i + 1 == len || strchr(" \t\r\n", bytes[i + 1]);
		if (c == '?' && starts && alone && !question)
			question = line;
		tab = tab || (c == '\t' && colon);
		colon = c == ':' || (blank && colon);
		bool begins = c == '\n' || c == '\r' || i + 1 == bom;
		starts = begins || (starts && blank) || (alone && strchr("-?:", c) && c);
		line += c == '\n';
	}
	return tab ? question : 0;
}

bool yaml_by_library(struct scope *sc, const char *bytes, size_t len, int first_line, const struct yaml **out,
                     struct yaml_mistake *mistake)
{
	struct reading r = { .sc = sc, .first_line = first_line, .mistake = mistake };
	SCOPE(turn);                    /* ends before r does: it closes r's event */
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	r.turn = turn;
	*out = NULL;
	pthread_once(&once, load);
	if (!fy.loaded)
		return refuse(&r, first_line, 0,
		              PHRASE("the library {library} is missing; install it", fyaml_library));
	struct fy_diag_cfg diag_cfg;
	fy.diag_cfg_default(&diag_cfg);
	diag_cfg.fp = NULL;
	diag_cfg.output_fn = discard;
	r.diag = fy.diag_create(&diag_cfg);
	scope_defer(turn, close_diag, r.diag);
	fy.diag_set_collect_errors(r.diag, true);
	struct fy_parse_cfg cfg = { .flags = FYPCF_QUIET, .diag = r.diag };
	r.parser = fy.parser_create(&cfg);
	scope_defer(turn, close_parser, r.parser);
	scope_defer(turn, close_event, &r);
	int trap = line_of_trap(bytes, len);
	if (trap)
		return refuse(&r, trap + first_line - 1, 0,
		              PHRASE("a key with \"? \" before it cannot be read here; write it as \"key: value\""));
	if (fy.parser_set_string(r.parser, bytes, len))
		return first_error(&r);
	const struct yaml *root = NULL;
	bool ok = read_stream(&r, &root);
	*out = ok ? root : NULL;
	return ok;
}

bool yaml_read(struct scope *sc, const char *bytes, size_t len, int first_line, const struct yaml **out,
               struct yaml_mistake *mistake)
{
	return yaml_plain(sc, bytes, len, first_line, out)
	       || yaml_by_library(sc, bytes, len, first_line, out, mistake);
}

void yaml_name(const struct yaml *y, const char *file)
{
	if (!y)
		return;
	((struct yaml *)(uintptr_t)y)->file = file;     /* trees are built here, and constant to all others */
	for (size_t i = 0; i < y->count; i++)
		yaml_name(y->items[i], file);
}

/* --- one tree over another --- */

static const char *name_of(const struct yaml *y, const char *by) { return yaml_text(y, by, NULL); }

static bool are_named(const struct yaml *list, const char *by)
{
	for (size_t i = 0; i < list->count; i++)
		if (!name_of(list->items[i], by))
			return false;
	return list->kind == YAML_LIST;
}

static struct yaml *lay_onto(struct scope *sc, const struct yaml *under, const struct yaml *over)
{
	struct yaml *out = NEW(sc, struct yaml);
	*out = *over;
	out->count = 0;
	out->items = NEWS(sc, const struct yaml *, under->count + over->count + 1);
	out->keys = NEWS(sc, const char *, under->count + over->count + 1);
	return out;
}

/* The keys of a map; NULL where it has few. */
static struct lookup *index_keys(struct scope *turn, const struct yaml *map)
{
	struct lookup *l = map->count > FEW ? lookup_new(turn) : NULL;
	for (size_t i = 0; l && i < map->count; i++)
		lookup_add(l, map->keys[i], i);
	return l;
}

static const struct yaml *get(const struct yaml *map, const struct lookup *index, const char *key)
{
	size_t at = index ? lookup_find(index, key) : LOOKUP_NONE;
	return !index ? yaml_get(map, key) : at == LOOKUP_NONE ? NULL : map->items[at];
}

static const struct yaml *lay_map(struct scope *sc, const struct yaml *under, const struct yaml *over, const char *by)
{
	SCOPE(turn);
	struct lookup *keys_over = index_keys(turn, over), *keys_under = index_keys(turn, under);
	struct yaml *out = lay_onto(sc, under, over);
	for (size_t i = 0; i < under->count; i++) {
		const struct yaml *above = get(over, keys_over, under->keys[i]);
		if (above && above->null)
			continue;
		out->keys[out->count] = under->keys[i];
		out->items[out->count++] = yaml_lay(sc, under->items[i], above, by);
	}
	for (size_t i = 0; i < over->count; i++)
		if (!get(under, keys_under, over->keys[i])) {
			out->keys[out->count] = over->keys[i];
			out->items[out->count++] = over->items[i];
		}
	return out;
}

static const struct yaml *find_item(const struct yaml *list, const char *by, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(name_of(list->items[i], by), name) == 0)
			return list->items[i];
	return NULL;
}

static const struct yaml *lay_list(struct scope *sc, const struct yaml *under, const struct yaml *over, const char *by)
{
	struct yaml *out = lay_onto(sc, under, over);
	for (size_t i = 0; i < under->count; i++)
		out->items[out->count++] = yaml_lay(sc, under->items[i],
		                                    find_item(over, by, name_of(under->items[i], by)), by);
	for (size_t i = 0; i < over->count; i++)
		if (!find_item(under, by, name_of(over->items[i], by)))
			out->items[out->count++] = over->items[i];
	return out;
}

const struct yaml *yaml_lay(struct scope *sc, const struct yaml *under, const struct yaml *over, const char *by)
{
	if (!under || !over)
		return over ? over : under;
	if (under->kind == YAML_MAP && over->kind == YAML_MAP)
		return lay_map(sc, under, over, by);
	if (are_named(under, by) && are_named(over, by))
		return lay_list(sc, under, over, by);
	return over;
}

const struct yaml *yaml_get(const struct yaml *y, const char *key)
{
	if (!y || y->kind != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < y->count; i++)
		if (strcmp(y->keys[i], key) == 0)
			return y->items[i];
	return NULL;
}

const char *yaml_text(const struct yaml *y, const char *key, const char *otherwise)
{
	const struct yaml *value = yaml_get(y, key);
	return value && value->kind == YAML_TEXT && !value->null ? value->text : otherwise;
}
