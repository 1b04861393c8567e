/* fuzz_json.c: what was read and is written reads the same again; what is made of any bytes is JSON that can be
 * read. */
#include "fuzz.h"
#include "base/json.h"

enum { LIMIT = 1 << 23 };

static void read_and_write(struct scope *sc, const char *bytes, size_t len)
{
	const struct json *j = NULL, *again = NULL;
	struct buf *once = buf_new(sc), *twice = buf_new(sc);
	if (json_read(sc, "x", bytes, len, LIMIT, &j))
		return;
	json_write(j, once);
	HOLDS(!json_read(sc, "x", once->at, once->len, LIMIT, &again));
	json_write(again, twice);
	HOLDS(strcmp(once->at, twice->at) == 0);
}

/* Texts as unicode.h sees them: valid ones come back as they are, others are told from them. */
static void make(struct scope *sc, const char *text)
{
	const struct json *again = NULL;
	struct json *o = json_make_object(sc);
	struct buf *b = buf_new(sc);
	size_t bad;
	json_put_path(o, "path", text);
	json_write(o, b);
	HOLDS(!json_read(sc, "x", b->at, b->len, LIMIT, &again));
	bool valid = unicode_is_valid(text, strlen(text), &bad);
	HOLDS(valid == !json_member(again, "path_hex"));
	HOLDS(valid == (strcmp(json_text(json_member(again, "path")), text) == 0));
	for (const char *s = b->at; *s; s++)
		HOLDS(((unsigned char)*s >= 0x20 && *s != 0x7f) || *s == '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	read_and_write(sc, (const char *)data, size);
	make(sc, scope_copy_bytes(sc, data, size));
	return 0;
}
