/* fuzz_template.c: a file of a small template put in place of another: read, linted, its queries tried.
 * The input's first line names the file. */
#include "fuzz.h"
#include "tiny.h"
#include "base/path.h"
#include "check/check.h"

/* Seeds in which the block under one key is a list: what a mutation of bytes seldom makes. */
static void reshape(int *number, const char *path, const char *text)
{
	for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
		SCOPE(sc);
		size_t n = strcspn(line, "\n"), indent = strspn(line, " -");
		const char *rest = line + n + 1;
		if (n == 0 || line[n - 1] != ':')
			continue;
		while (*rest && strspn(rest, " -") > indent)
			rest += strcspn(rest, "\n") + 1;
		fuzz_seed(++*number, scope_printf(sc, "%s\n%.*s", path, (int)(line + n - text), text),
		          scope_printf(sc, " [a, b]\n%s", rest));
	}
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	int number = 100;
	(void)argc; (void)argv;
	for (size_t i = 0; i < countof(tiny_files); i++) {
		SCOPE(sc);
		fuzz_seed((int)i, scope_printf(sc, "%s\n", tiny_files[i].path), tiny_files[i].text);
		if (path_has_suffix(tiny_files[i].path, ".yaml"))
			reshape(&number, tiny_files[i].path, tiny_files[i].text);
	}
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	const uint8_t *end = memchr(data, '\n', size);
	if (!end)
		return 0;
	const char *path = scope_copy_bytes(sc, data, (size_t)(end - data));
	struct template_files *files = tiny_template(sc);
	bool known = false;
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->at[i].path, path) == 0) {
			files->at[i].len = size - (size_t)(end + 1 - data);
			files->at[i].bytes = scope_copy_bytes(sc, end + 1, files->at[i].len);
			known = true;
		}
	if (!known)
		return 0;
	struct findings *fs = finding_list(sc);
	const struct template *t = template_read(sc, files, fs);
	for (size_t i = 0; i < fs->count; i++)
		HOLDS(*fs->at[i].place.file && *fs->at[i].message);
	const struct template *fit = NULL;
	const struct fault *f = template_read_fit(sc, files, &fit);
	HOLDS((f == NULL) == (fs->errors == 0));
	if (fs->errors == 0 && check_template(sc, t, fs) == NULL)
		finding_sort(fs);
	return 0;
}
