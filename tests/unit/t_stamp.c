/* t_stamp.c: what an authority's answer says of the time, whatever the bytes are. */
#include "unit.h"
#include "base/buf.h"
#include "store/stamp.h"

#define D64 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA256 "\x60\x86\x48\x01\x65\x03\x04\x02\x01"

/* A value of DER around others. */
static struct buf *der(struct scope *sc, unsigned tag, size_t count, const struct buf *const *parts)
{
	struct buf *b = buf_new(sc), *in = buf_new(sc);
	for (size_t i = 0; i < count; i++)
		buf_put(in, parts[i]->at, parts[i]->len);
	buf_char(b, (char)tag);
	if (in->len > 127) {
		buf_char(b, (char)0x82);
		buf_char(b, (char)(in->len >> 8));
	}
	buf_char(b, (char)(in->len & 0xff));
	buf_put(b, in->at, in->len);
	return b;
}
#define DER(tag, ...) der(sc, (tag), countof(((const struct buf *[]){ __VA_ARGS__ })), \
	(const struct buf *const[]){ __VA_ARGS__ })

static struct buf *leaf(struct scope *sc, unsigned tag, const char *bytes, size_t len)
{
	struct buf *b = buf_new(sc);
	buf_put(b, bytes, len);
	return der(sc, tag, 1, (const struct buf *const[]){ b });
}
#define LEAF(tag, text) leaf(sc, (tag), (text), sizeof(text) - 1)

static struct buf *answer(struct scope *sc, const char *status, const char *how, const char *time)
{
	unsigned char request[STAMP_REQUEST];
	stamp_request(D64, request);
	struct buf *imprint = DER(0x30, DER(0x30, leaf(sc, 0x06, how, 9), LEAF(0x05, "")),
	                          leaf(sc, 0x04, (const char *)request + 24, 32));
	struct buf *info = DER(0x30, LEAF(0x02, "\x01"), LEAF(0x06, "\x2a\x03"), imprint, LEAF(0x02, "\x07"),
	                       leaf(sc, 0x18, time, strlen(time)));
	struct buf *content = DER(0x30, LEAF(0x06, "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04"),
	                          DER(0xa0, DER(0x04, info)));
	struct buf *data = DER(0x30, LEAF(0x02, "\x03"), DER(0x31, LEAF(0x05, "")), content, DER(0x31, LEAF(0x05, "")));
	struct buf *token = DER(0x30, LEAF(0x06, "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), DER(0xa0, data));
	return DER(0x30, DER(0x30, leaf(sc, 0x02, status, 1)), token);
}

static void says(struct scope *sc, const struct buf *b, const char *wanted)
{
	struct stamp s;
	const struct phrase *why = NULL;
	bool good = stamp_read(sc, b->at, b->len, &s, &why);
	EXPECT(good == !wanted, "%s: %s", wanted ? wanted : "good", good ? "it was read" : why->english);
	if (wanted)
		HAS(why->english, wanted);
}

static void what_it_says(void **state)
{
	(void)state;
	SCOPE(sc);
	struct stamp s;
	const struct phrase *why = NULL;
	const struct buf *b = answer(sc, "\0", SHA256, "20261123000000.5Z");
	assert_true(stamp_read(sc, b->at, b->len, &s, &why));
	SAME(s.digest, D64);
	assert_int_equal(s.time, 1795392000);
	says(sc, answer(sc, "\1", SHA256, "20261123235960Z"), NULL);
	says(sc, answer(sc, "\2", SHA256, "20261123000000Z"), "the authority did not stamp it");
	says(sc, answer(sc, "\0", "\x60\x86\x48\x01\x65\x03\x04\x02\x02", "20261123000000Z"), "it is no answer");
	const char *const times[] = { "20261123000000", "20261323000000Z", "20261123240000Z", "2026112300000Z",
		"20261123000000+0900", "202611230000 0Z", "20261123006000Z", "" };
	for (size_t i = 0; i < countof(times); i++)
		says(sc, answer(sc, "\0", SHA256, times[i]), "it is no answer");
}

/* Cut anywhere, or with any byte changed, it is read within its bytes: a copy of its own size shows that to ASan. */
static void any_bytes(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct buf *b = answer(sc, "\0", SHA256, "20261123000000Z");
	for (size_t n = 0; n < b->len; n++) {
		SCOPE(turn);
		struct stamp s;
		const struct phrase *why = NULL;
		char *cut = malloc(n ? n : 1);
		memcpy(cut, b->at, n);
		EXPECT(!stamp_read(turn, cut, n, &s, &why), "cut at %zu of %zu it was read", n, b->len);
		free(cut);
	}
	for (size_t n = 0; n < b->len; n++)
		for (unsigned to = 0; to < 256; to++) {
			SCOPE(turn);
			struct stamp s;
			const struct phrase *why = NULL;
			char *bent = malloc(b->len);
			memcpy(bent, b->at, b->len);
			bent[n] = (char)to;
			if (stamp_read(turn, bent, b->len, &s, &why))
				assert_int_equal(strlen(s.digest), 64);
			free(bent);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_it_says), cmocka_unit_test(any_bytes) };
	return cmocka_run_group_tests_name("stamp", tests, NULL, NULL);
}
