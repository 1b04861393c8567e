/* files.c: the files of a template, from its folder and from those it lies on. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "template/template_private.h"
#include "text/unicode.h"

enum { FILE_LIMIT = 4 << 20 };

static const char CASES[] = "cases.yaml";

static bool is_wanted(const char *path, bool cases)
{
	return (path_has_suffix(path, ".yaml") || path_has_suffix(path, ".md")) && (cases || strcmp(path, CASES) != 0);
}

static const struct fault *add_files(struct scope *sc, const char *folder, const char *prefix, bool cases,
                                     struct template_files *files)
{
	const char *const *paths = NULL;
	size_t count = 0;
	TRY(file_tree(sc, folder, &paths, &count));
	for (size_t i = 0; i < count; i++) {
		struct template_file f = { .path = scope_printf(sc, "%s%s", prefix, paths[i]) };
		if (!is_wanted(paths[i], cases))
			continue;
		TRY(file_read(sc, path_join(sc, folder, paths[i]), FILE_LIMIT, &f.bytes, &f.len));
		*LIST_ADD(sc, files) = f;
	}
	return NULL;
}

/* The folder named by `base:` in a template.yaml, relative to its own; NULL if it names none, or cannot be read. */
static const char *base_folder(struct scope *sc, const char *folder, const struct template_file *f)
{
	const struct yaml *root = NULL;
	struct yaml_mistake mistake;
	size_t bad;
	if (!f || !unicode_is_valid(f->bytes, f->len, &bad) || !yaml_read(sc, f->bytes, f->len, 1, &root, &mistake))
		return NULL;
	const char *name = yaml_text(root, "base", NULL);
	return name ? path_join(sc, folder, name) : NULL;
}

const struct template_file *template_file_exactly(const struct template_files *files, const char *path)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->at[i].path, path) == 0)
			return &files->at[i];
	return NULL;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct template_file *)a)->path, ((const struct template_file *)b)->path);
}

static const struct fault *read_files(struct scope *sc, const char *folder, bool cases,
                                      const struct template_files **out)
{
	struct template_files *files = NEW(sc, struct template_files);
	if (!file_is_folder(folder))
		return fault_advise(fault_make(FAULT_NOT_FOUND, "there is no template {folder}", folder),
			REMEDY("template list"));
	const char *prefix = "";
	for (size_t depth = 0; folder; depth++) {
		size_t before = files->count;
		if (!file_is_folder(folder))
			return fault_make(FAULT_NOT_FOUND, "there is no folder {folder} for a template to lie on",
				folder);
		if (depth == TEMPLATE_LAYERS)
			return fault_make(FAULT_REFUSED, "a template lies on at most {most} others; {folder} is one "
				"too many", TEMPLATE_LAYERS - 1, folder);
		TRY(add_files(sc, folder, prefix, cases, files));
		const char *own = scope_printf(sc, "%sbase/", prefix);
		folder = base_folder(sc, folder,
		                     template_file_exactly(files, scope_printf(sc, "%stemplate.yaml", prefix)));
		for (size_t i = before; folder && i < files->count; i++)
			if (strncmp(files->at[i].path, own, strlen(own)) == 0)
				return fault_make(FAULT_REFUSED, "a template that lies on another holds no folder "
					"base/ of its own");
		prefix = own;
	}
	if (files->count)
		qsort(files->at, files->count, sizeof *files->at, by_path);
	*out = files;
	return NULL;
}

const struct fault *template_files_read(struct scope *sc, const char *folder, const struct template_files **out)
{
	return read_files(sc, folder, false, out);
}

const struct fault *template_files_read_all(struct scope *sc, const char *folder, const struct template_files **out)
{
	return read_files(sc, folder, true, out);
}

void template_files_digest(const struct template_files *files, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	struct digest *d = digest_start(turn);
	for (size_t i = 0; i < files->count; i++) {
		char hex[DIGEST_TEXT];
		digest_bytes(files->at[i].bytes, files->at[i].len, hex);
		digest_add(d, files->at[i].path, strlen(files->at[i].path) + 1);
		digest_add(d, hex, sizeof hex);
	}
	digest_end(d, out);
}

/* index: of the files, or NULL. */
static const struct template_file *find_in_layers(const struct template_files *files, const struct lookup *index,
                                                  const char *path)
{
	char below[512] = "";
	for (size_t depth = 0, n = 0; depth <= TEMPLATE_LAYERS && n + strlen(path) < sizeof below; depth++) {
		snprintf(below + n, sizeof below - n, "%s", path);
		size_t at = index ? lookup_find(index, below) : LOOKUP_NONE;
		const struct template_file *f = !index ? template_file_exactly(files, below)
		                              : at == LOOKUP_NONE ? NULL : &files->at[at];
		if (f)
			return f;
		n += (size_t)snprintf(below + n, sizeof below - n, "base/");
	}
	return NULL;
}

const struct template_file *template_files_find(const struct template_files *files, const char *path)
{
	return find_in_layers(files, NULL, path);
}

const struct template_file *template_file(const struct template *t, const char *path)
{
	return find_in_layers(t->files, t->index.files, path);
}
