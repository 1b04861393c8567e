/* t_json.c: values of JSON made, written and read. */
#include "unit.h"
#include "base/json.h"

static const char *written(struct scope *sc, const struct json *j)
{
	struct buf *b = buf_new(sc);
	json_write(j, b);
	return b->at;
}

static void lays_out(void **state)
{
	(void)state;
	SCOPE(sc);
	struct json *o = json_make_object(sc), *a = json_put_array(o, "rows"), *row = json_add_object(a);
	json_put_number(row, "line", INT64_MAX);
	json_add_text(json_put_array(json_put_object(row, "in"), "deep"), "x");
	json_put_flag(json_add_object(a), "yes", true);
	json_put_text(o, "a", NULL);            /* behind "rows": the order is ours, not the alphabet's */
	json_add_text(json_put_array(o, "names"), "n");
	json_put_array(o, "none");
	json_put_flag(json_put_object(o, "counts"), "no", false);
	SAME(written(sc, o), "{\n"
	     "  \"rows\": [\n"
	     "    {\"line\": 9223372036854775807, \"in\": {\"deep\": [\"x\"]}},\n"
	     "    {\"yes\": true}\n"
	     "  ],\n"
	     "  \"a\": \"\",\n"
	     "  \"names\": [\"n\"],\n"
	     "  \"none\": [],\n"
	     "  \"counts\": {\"no\": false}\n"
	     "}\n");
	SAME(written(sc, json_make_array(sc)), "[]\n");
	SAME(written(sc, json_make_object(sc)), "{}\n");
}

#define BAD "\xef\xbf\xbd"

/* One U+FFFD a byte that is not UTF-8 (RFC 3629); nothing vanishes. */
static void keeps_what_is_not_utf8(void **state)
{
	static const struct { const char *bytes, *text; } list[] = {
		{ "\x8c\x9f.pdf", "\"" BAD BAD ".pdf\"" }, { "a\xe6\xa4", "\"a" BAD BAD "\"" },
		{ "\xed\xa0\x80", "\"" BAD BAD BAD "\"" }, { "\xc0\xaf", "\"" BAD BAD "\"" },
		{ "\xf4\x90\x80\x80|\xf0\x9f\x94\xa7", "\"" BAD BAD BAD BAD "|\xf0\x9f\x94\xa7\"" },
		{ "検査", "\"検査\"" }, { BAD, "\"" BAD "\"" },
	};
	(void)state;
	SCOPE(sc);
	for (size_t i = 0; i < countof(list); i++) {
		struct buf *b = buf_new(sc);
		json_quote(b, list[i].bytes);
		EXPECT(strcmp(b->at, list[i].text) == 0, "%zu: %s", i, b->at);
	}
	struct json *o = json_make_object(sc);
	json_put_path(o, "file", "a/\x8c.pdf");
	json_put_path(o, "other", "a/検.pdf");
	json_put_path(o, "none", "");
	SAME(written(sc, o), "{\n  \"file\": \"a/" BAD ".pdf\",\n  \"file_hex\": \"612f8c2e706466\",\n"
	     "  \"other\": \"a/検.pdf\",\n  \"none\": \"\"\n}\n");
}

/* What a terminal may obey never comes out as it is. */
static void escapes(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	json_quote(b, "\\u001Ba\"b\\c\nd\te\x01\x1b[31m\x7f\xc2\x80\xc2\x9b\xc2\xa0/");
	SAME(b->at, "\"\\\\u001Ba\\\"b\\\\c\\nd\\te\\u0001\\u001b[31m\\u007f\\u0080\\u009b\xc2\xa0/\"");
	const struct json *j = NULL;
	const char *text = scope_printf(sc, "[%s]", b->at);
	OK(json_read(sc, "again", text, strlen(text), 1000, &j));
	SAME(json_text(json_item(j, 0)), "\\u001Ba\"b\\c\nd\te\x01\x1b[31m\x7f\xc2\x80\xc2\x9b\xc2\xa0/");
}

static void reads(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct json *j = NULL;
	int64_t n = 0;
	const char *text = "{\"name\": \"2.5e1\", \"n\": -9007199254740993, \"yes\": true, "
	                   "\"no\": false, \"nothing\": null, \"list\": [1, [2]]}";
	OK(json_read(sc, "x", text, strlen(text), 1000, &j));
	assert_int_equal(json_kind(j), JSON_KIND_OBJECT);
	assert_int_equal(json_count(j), 6);
	SAME(json_text(json_member(j, "name")), "2.5e1");
	assert_true(json_number(json_member(j, "n"), &n));
	assert_true(n == -9007199254740993);
	assert_true(json_flag(json_member(j, "yes")) && !json_flag(json_member(j, "no")));
	assert_int_equal(json_kind(json_member(j, "no")), JSON_KIND_FLAG);
	assert_int_equal(json_kind(json_member(j, "nothing")), JSON_KIND_NULL);
	assert_int_equal(json_kind(json_member(j, "list")), JSON_KIND_ARRAY);
	assert_int_equal(json_count(json_item(json_member(j, "list"), 1)), 1);
	/* What is not there, or is of another kind, is asked for without harm. */
	assert_null(json_member(j, "absent"));
	assert_null(json_item(json_member(j, "list"), 2));
	assert_null(json_text(json_member(j, "n")));
	assert_null(json_member(json_member(j, "absent"), "x"));
	assert_false(json_number(json_member(j, "name"), &n));
	assert_int_equal(json_count(json_member(j, "name")), 0);
}

/* "[0,0,...]" of so many. */
static const char *many(struct scope *sc, size_t count)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < count; i++)
		buf_text(b, i ? ",0" : "[0");
	buf_char(b, ']');
	return b->at;
}

static const char *nested(struct scope *sc, int depth)
{
	struct buf *b = buf_new(sc);
	for (int i = 0; i < depth; i++)
		buf_char(b, '[');
	for (int i = 0; i < depth; i++)
		buf_char(b, ']');
	return b->at;
}

static void refuses(void **state)
{
	static const struct { const char *text, *says; } list[] = {
		{ "{\"a\": 1,\n \"b\": 2,\n \"a\": 3}", "x:3:4: duplicate object key near '\"a\"'" },
		{ "{\"検査\": 1.0}", "x:1:9: a number that is not whole" },
		{ "[1E5]", "x:1:3: a number that is not whole" },
		{ "[1,\n2,]", "x:2:3: " }, { "[\"\\u0000\"]", "x:1:" }, { "[\"\x8c\"]", "x:1:" },
		{ "[99999999999999999999]", "too big" }, { "[] []", "end of file expected" }, { "", "x:1:0: " },
		{ "[\"a", "x:1:" }, { "1", "x:1:1: " }, { "{a: 1}", "x:1:2: " },
	};
	(void)state;
	SCOPE(sc);
	const struct json *j = NULL;
	for (size_t i = 0; i < countof(list); i++) {
		const struct fault *f = json_read(sc, "x", list[i].text, strlen(list[i].text), 1000, &j);
		EXPECT(f && f->code == FAULT_CORRUPT && strstr(f->text, list[i].says), "%s: %s", list[i].text,
		       f ? f->text : "taken");
	}
	const struct fault *f = json_read(sc, "x", "[1,2]", 5, 4, &j);
	assert_non_null(f);
	SAME(f->text, "x: more than 4 bytes");
	OK(json_read(sc, "x", nested(sc, JSON_DEPTH), 2 * JSON_DEPTH, 1000, &j));
	FAILS(json_read(sc, "x", nested(sc, JSON_DEPTH + 1), 2 * JSON_DEPTH + 2, 1000, &j), FAULT_CORRUPT);
	OK(json_read(sc, "x", many(sc, JSON_VALUES), 2 * JSON_VALUES + 1, 1000000, &j));
	assert_int_equal(json_count(j), JSON_VALUES);
	FAILS(json_read(sc, "x", many(sc, JSON_VALUES + 1), 2 * JSON_VALUES + 3, 1000000, &j), FAULT_CORRUPT);
	OK(json_read_foreign(sc, "x", many(sc, JSON_VALUES + 1), 2 * JSON_VALUES + 3, 1000000, 1, &j));
	OK(json_read(sc, "x", "[\"[[[[1.5\\\"e\"]", 14, 1000, &j));     /* inside a text nothing counts */
	SAME(json_text(json_item(j, 0)), "[[[[1.5\"e");
}

/* What another program wrote may lie deeper and hold what we never write. */
static void reads_foreign(void **state)
{
	(void)state;
	SCOPE(sc);
	const char text[] = "{\"w\": 0.5, \"n\": 3, \"e\": [1e-3]}";
	const struct json *j = NULL;
	OK(json_read_foreign(sc, "x", text, strlen(text), 100, 2, &j));
	assert_int_equal(json_kind(json_member(j, "w")), JSON_KIND_FRACTION);
	int64_t n = 0;
	assert_false(json_number(json_member(j, "w"), &n));
	assert_true(json_number(json_member(j, "n"), &n) && n == 3);
	SAME(json_key(j, 0), "w");
	SAME(json_key(j, 2), "e");
	assert_null(json_key(j, 3));
	assert_null(json_key(json_member(j, "e"), 0));
	OK(json_read_foreign(sc, "x", nested(sc, 300), 600, 1000, 300, &j));
	FAILS(json_read_foreign(sc, "x", nested(sc, 301), 602, 1000, 300, &j), FAULT_CORRUPT);
	FAILS(json_read_foreign(sc, "x", "[1e999]", 7, 1000, 300, &j), FAULT_CORRUPT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lays_out), cmocka_unit_test(keeps_what_is_not_utf8), cmocka_unit_test(escapes),
		cmocka_unit_test(reads), cmocka_unit_test(refuses),
		cmocka_unit_test(reads_foreign),
	};
	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
