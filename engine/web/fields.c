/* fields.c: members of JSON, or parts of a form, held against what an act takes. */
#include "base/base.h"
#include "base/json.h"
#include "base/utf8.h"
#include "web/fields.h"
#include "web/parts.h"

static const char media[] = "application/json";

bool fields_is_json(const char *type)
{
	return type && strncasecmp(type, media, sizeof media - 1) == 0 && (!type[sizeof media - 1]
		|| strchr("; ", type[sizeof media - 1]));
}

static const struct field *find(const struct field *fields, const char *name)
{
	for (; fields->name; fields++)
		if (strcmp(fields->name, name) == 0)
			return fields;
	return NULL;
}

static const struct fault *not_of(const struct field *f, const char *what)
{
	return fault_make(FAULT_USAGE, "\"{field}\" is to be {kind}", f->name, phrase_bare(what));
}

/* As a form's values are: without control characters, a carriage return gone. */
static const char *clean(struct scope *sc, const char *text)
{
	struct buf *b = buf_new(sc);
	for (size_t n; *text; text += n) {
		unsigned char c = (unsigned char)*text;
		n = utf8_length(text);
		if (n == 0 || c == 0x7f || (c < 0x20 && c != '\n' && c != '\t' && c != '\r'))
			return NULL;
		if (c != '\r')
			buf_put(b, text, n);
	}
	return b->at;
}

static const struct fault *add(struct page_ask *a, const char *name, const char *value)
{
	const char *text = clean(a->sc, value);
	if (!text)
		return fault_make(FAULT_USAGE, "\"{field}\" holds a control character", name);
	if (a->values.count >= PAGE_VALUES)
		return fault_make(FAULT_USAGE, "there are more than {most} values", PAGE_VALUES);
	*LIST_ADD(a->sc, &a->values) = (struct page_value){ name, text };
	return NULL;
}

static const char *name_of(const struct field *f) { return f->as ? f->as : f->name; }

static const struct fault *add_number(struct page_ask *a, const struct field *f, const struct json *v)
{
	int64_t n = 0;
	if (!json_number(v, &n) || n < 1 || n > 999999)
		return not_of(f, WORD("a number from 1 to 999999"));
	return add(a, name_of(f), scope_printf(a->sc, "%lld", (long long)n));
}

static const struct fault *add_list(struct page_ask *a, const struct field *f, const struct json *v)
{
	if (json_kind(v) != JSON_KIND_ARRAY || json_count(v) == 0)
		return not_of(f, WORD("a list of texts, with one at least"));
	for (size_t i = 0; i < json_count(v); i++) {
		if (!json_text(json_item(v, i)))
			return not_of(f, WORD("a list of texts, with one at least"));
		TRY(add(a, name_of(f), json_text(json_item(v, i))));
	}
	return NULL;
}

static const struct fault *add_cell(struct page_ask *a, const struct field *f, const char *key, const struct json *v)
{
	const char *was = json_text(json_member(v, "was")), *now = json_text(json_member(v, "now"));
	if (!was || !now || json_count(v) != 2)
		return not_of(f, WORD("an object, each member with the texts \"was\" and \"now\""));
	TRY(add(a, scope_printf(a->sc, "was.%s", key), was));
	return add(a, scope_printf(a->sc, "now.%s", key), now);
}

static const struct fault *add_members(struct page_ask *a, const struct field *f, const struct json *v)
{
	if (json_kind(v) != JSON_KIND_OBJECT || json_count(v) == 0)
		return not_of(f, WORD("an object with a member at least"));
	for (size_t i = 0; i < json_count(v); i++) {
		const char *key = json_key(v, i);
		const struct json *of = json_member(v, key);
		if (f->kind == FIELDS_CELLS) {
			TRY(add_cell(a, f, key, of));
			continue;
		}
		if (!json_text(of))
			return not_of(f, WORD("an object whose members are texts"));
		TRY(add(a, scope_printf(a->sc, "%s.%s", name_of(f), key), json_text(of)));
	}
	return NULL;
}

static const struct fault *add_member(struct page_ask *a, const struct field *f, const struct json *v)
{
	switch (f->kind) {
	case FIELDS_NUMBER: return add_number(a, f, v);
	case FIELDS_LIST:   return add_list(a, f, v);
	case FIELDS_MAP:
	case FIELDS_CELLS:  return add_members(a, f, v);
	case FIELDS_FLAG:
		if (json_kind(v) != JSON_KIND_FLAG)
			return not_of(f, WORD("true or false"));
		return json_flag(v) ? add(a, name_of(f), "yes") : NULL;
	default:
		return json_text(v) ? add(a, name_of(f), json_text(v)) : not_of(f, WORD("a text"));
	}
}

static const struct fault *unknown(const char *name)
{
	return fault_make(FAULT_USAGE, "there is no field \"{field}\" here; the description at /api/v1/openapi.json "
		"says which there are", name);
}

static const struct fault *read_json(struct page_ask *a, const struct field *fields)
{
	const struct json *o = NULL;
	/* where in it the mistake is, a program's own reader tells better */
	if (FAILED(json_read(a->sc, "the request", a->body.bytes, a->body.len, a->body.len, &o))
	    || json_kind(o) != JSON_KIND_OBJECT)
		return fault_make(FAULT_USAGE, "what was sent is no object of JSON");
	for (size_t i = 0; i < json_count(o); i++) {
		const struct field *is = find(fields, json_key(o, i));
		if (!is)
			return unknown(json_key(o, i));
		TRY(add_member(a, is, json_member(o, is->name)));
	}
	return NULL;
}

/* --- a form with files --- */

static const char *before_dot(struct scope *sc, const char *name)
{
	return scope_copy_bytes(sc, name, strcspn(name, "."));
}

static bool is_number(const char *s) { return *s && strlen(s) <= 6 && *s != '0' && !s[strspn(s, "0123456789")]; }

/* A part bears the name of a field; of a map "set.KEY". */
static const struct fault *take_part(struct page_ask *a, const struct field *fields, const struct page_value *v)
{
	const struct field *f = find(fields, v->name), *map = find(fields, before_dot(a->sc, v->name));
	bool maps = map && map->kind == FIELDS_MAP && strchr(v->name, '.');
	if (!maps && (!f || f->kind >= FIELDS_MAP))
		return unknown(v->name);
	if (!maps && f->kind == FIELDS_NUMBER && !is_number(v->value))
		return not_of(f, WORD("a number from 1 to 999999"));
	if (!maps && f->kind == FIELDS_FLAG && strcmp(v->value, "true") != 0)
		return strcmp(v->value, "false") == 0 ? NULL : not_of(f, WORD("true or false"));
	if (!maps && f->kind != FIELDS_LIST && page_value(a, name_of(f)))
		return fault_make(FAULT_USAGE, "\"{field}\" is there twice", f->name);
	return add(a, maps ? v->name : name_of(f), !maps && f->kind == FIELDS_FLAG ? "yes" : v->value);
}

static const struct fault *read_parts(struct page_ask *a, const struct field *fields)
{
	struct page_values all = {0};
	TRY(parts_read(a->sc, a->body.type, a->body.bytes, a->body.len, &all, &a->files));
	for (size_t i = 0; i < all.count; i++)
		TRY(take_part(a, fields, &all.at[i]));
	for (size_t i = 0; i < a->files.count; i++)
		if (strcmp(a->files.at[i].field, "files") != 0)
			return unknown(a->files.at[i].field);
	return NULL;
}

/* A member of a map, or of cells, begins with its field's name. */
static bool is_there(const struct page_ask *a, const struct field *f)
{
	const char *name = f->kind == FIELDS_CELLS ? "now" : name_of(f);
	size_t n = strlen(name);
	for (size_t i = 0; i < a->values.count; i++) {
		const char *is = a->values.at[i].name;
		if (strncmp(is, name, n) == 0 && (f->kind < FIELDS_MAP ? !is[n] : is[n] == '.'))
			return true;
	}
	return false;
}

const struct fault *fields_read(struct page_ask *a, const struct field *fields, bool files)
{
	a->values = (struct page_values){0};
	a->files = (struct page_files){0};
	TRY(files && parts_is_form(a->body.type) ? read_parts(a, fields) : read_json(a, fields));
	for (const struct field *f = fields; f->name; f++)
		if (f->must && !is_there(a, f))
			return fault_make(FAULT_USAGE, "\"{field}\" is missing", f->name);
	return NULL;
}
