/* fuzz_package.c: files of a small package put in place of its own: loaded, checked, its canonical forms taken.
 * The input is records with the byte 1E between them, each a path, a line end and the file's bytes. */
#include "fuzz.h"
#include "tiny.h"
#include "base/buf.h"
#include "check/check.h"
#include "store/store.h"

static const struct template *template_of_all;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct scope *sc = scope_open();        /* for the whole run */
	struct buf *all = buf_new(sc);
	(void)argc; (void)argv;
	const struct fault *f = template_read_fit(sc, tiny_template(sc), &template_of_all);
	HOLDS(f == NULL);
	for (size_t i = 0; i < countof(tiny_package); i++) {
		buf_printf(all, "%s%s\n%s", i ? "\x1e" : "", tiny_package[i].path, tiny_package[i].text);
		fuzz_seed((int)i, scope_printf(sc, "%s\n", tiny_package[i].path), tiny_package[i].text);
	}
	fuzz_seed(99, "", all->at);
	return 0;
}

static void put(struct scope *sc, struct store *s, const char *path, const void *bytes, size_t len)
{
	const struct fault *f = store_write(sc, s, path, bytes, len);
	(void)f;                                /* a path that is none is left out */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	struct store *s = store_memory(sc);
	struct source *work = NULL;
	struct package *p = NULL;
	struct findings *fs = NULL;
	for (size_t i = 0; i < countof(tiny_package); i++)
		put(sc, s, tiny_package[i].path, tiny_package[i].text, strlen(tiny_package[i].text));
	for (const uint8_t *at = data, *end = data + size; at < end; ) {
		const uint8_t *stop = memchr(at, 0x1e, (size_t)(end - at)), *line;
		stop = stop ? stop : end;
		if ((line = memchr(at, '\n', (size_t)(stop - at))) != NULL)
			put(sc, s, scope_copy_bytes(sc, at, (size_t)(line - at)), line + 1, (size_t)(stop - line - 1));
		at = stop + 1;
	}
	HOLDS(store_source_work(sc, s, &work) == NULL);
	HOLDS(package_load(sc, template_of_all, work, &p) == NULL);
	const struct fault *f = check_run(sc, p, 20516, &fs);
	(void)f;
	for (size_t i = 0; i < template_of_all->elements.count; i++) {
		char one[DIGEST_TEXT], two[DIGEST_TEXT];
		package_canon(p, &template_of_all->elements.at[i], one);
		package_canon(p, &template_of_all->elements.at[i], two);
		HOLDS(strcmp(one, two) == 0 && (!*one || digest_is_valid(one)));
	}
	return 0;
}
