/* fuzz_letter.c: odd characters are found one behind the other, each once; a text that is mended has none any more;
 * what a text looks like looks like itself; what is told of it is a text.  The first byte chooses the use. */
#include "fuzz.h"
#include "base/utf8.h"
#include "text/letter.h"

static size_t count_odd(struct scope *sc, const char *text, enum letter_use use)
{
	struct letter l;
	size_t n = 0;
	for (size_t from = 0, before = 0; letter_odd(sc, text, use, &from, &l); before = from, n++) {
		HOLDS(l.at >= before && l.at < from && from <= strlen(text));
		HOLDS(utf8_length(text + l.at) == from - l.at && l.says);
	}
	return n;
}

static void text_holds(const char *text)
{
	size_t bad;
	HOLDS(text && unicode_is_valid(text, strlen(text), &bad));
}

static void look_holds(struct scope *sc, const char *text)
{
	const char *look = letter_look(sc, text);
	text_holds(look);
	HOLDS(strcmp(letter_look(sc, look), look) == 0);
}

static void use_holds(struct scope *sc, const char *text, enum letter_use use)
{
	const char *mended = letter_mended(sc, text, use);
	size_t odd = count_odd(sc, text, use);
	HOLDS((mended == NULL) == (odd == 0));
	text_holds(letter_spelled(sc, text, use));
	HOLDS(odd || strcmp(letter_spelled(sc, text, use), text) == 0);
	if (mended) {
		text_holds(mended);
		HOLDS(letter_mended(sc, mended, use) == NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	size_t len, half = size / 2;
	if (size == 0)
		return 0;
	const char *text = fuzz_text(sc, data + 1, size - 1, false, &len);
	if (!text)
		return 0;
	use_holds(sc, text, (enum letter_use)(data[0] % 3));
	look_holds(sc, text);
	const char *other = scope_copy_bytes(sc, text, utf8_begin(text, half < len ? half : len));
	text_holds(letter_told(sc, text, NULL));
	text_holds(letter_told(sc, text, other));
	if (strcmp(text, other) != 0 && strcmp(letter_look(sc, text), letter_look(sc, other)) == 0)
		HOLDS(letter_difference(sc, text, other));
	return 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc; (void)argv;
	fuzz_seed(1, "a", "Acme\xc2\xa0Works\xc2\xad \xe3\x83\xbc\xef\xbd\xb0 \xef\xbc\xa1\xef\xbc\x91");
	fuzz_seed(2, "b", "A\xd0\x90\xce\x91 \xe2\x80\x90-\xe2\x88\x92 1,5 \xe2\x80\x8b");
	fuzz_seed(3, "c", "e\xcc\x81 \xc3\xa9 \xef\xac\x81 \xe2\x85\xa0 2026\xe2\x80\x93" "07");
	return 0;
}
