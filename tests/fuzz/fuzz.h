/* fuzz.h: what the fuzzers share: a libFuzzer target is one function; a property that does not hold ends the
 * process. */
#ifndef FUZZ_H
#define FUZZ_H
#include "base/base.h"
#include "base/scope.h"
#include "text/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define HOLDS(property) do { if (!(property)) { \
	fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #property); abort(); } } while (0)

/* Text as the engine gets it, or NULL. */
static inline const char *fuzz_text(struct scope *sc, const uint8_t *data, size_t size, bool cp932, size_t *len)
{
	enum unicode_origin origin;
	size_t bad;
	int line = 0;
	const char *text = unicode_normalise(sc, scope_copy_bytes(sc, data, size), size, cp932, len, &origin, &line);
	HOLDS(text || line > 0);
	HOLDS(!text || (unicode_is_valid(text, *len, &bad) && strlen(text) == *len));
	return text;
}

/* Where the seeds of a target are to be written, or NULL. */
static inline void fuzz_seed(int number, const char *head, const char *text)
{
	SCOPE(sc);
	const char *folder = getenv("FUZZ_SEEDS");
	FILE *f = folder ? fopen(scope_printf(sc, "%s/own-%d", folder, number), "w") : NULL;
	if (!f)
		return;
	fprintf(f, "%s%s", head, text);
	fclose(f);
}
#endif
