/* edit_import.c: a package from a plain folder. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/act.h"
#include "desk/edit_private.h"
#include "store/layout.h"
#include <fcntl.h>
#include <unistd.h>

enum { IMPORT_LIMIT = SOURCE_TEXT_LIMIT };

static const struct fault *import_file(struct making *m, const char *from, const char *path)
{
	SCOPE(turn);
	const char *full = path_join(turn, from, path), *bytes = NULL;
	size_t len = 0;
	switch (layout_kind_of(path)) {
	case LAYOUT_ATTACHMENT: {
		int fd = open(full, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0)
			return fault_errno("{full}", full);
		const struct fault *f = store_attach(turn, m->store, fd, path, 0);
		close(fd);
		return f;
	}
	case LAYOUT_FILE:
		TRY(file_read(turn, full, IMPORT_LIMIT, &bytes, &len));
		return store_write(turn, m->store, path, bytes, len);
	case LAYOUT_STRAY:
		break;                  /* take_strays */
	}
	return NULL;
}

/* What says how git treats the files of a package is the package's own. */
static bool is_foreign(const char *from, const char *path)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	/* what cannot be read stays behind as well */
	return strcmp(path, ".gitattributes") == 0
	       && (FAILED(file_read(turn, path_join(turn, from, path), IMPORT_LIMIT, &bytes, &len))
	           || strcmp(bytes, layout_gitattributes) != 0);
}

static void tell_files(const struct making *m, size_t number, size_t count)
{
	if (m->progress && m->progress->files)
		m->progress->files(m->progress->context, number, count);
}

static const struct fault *import_all(struct making *m, const char *from, const char *const *paths, size_t count)
{
	struct source *source = NULL;
	struct package_identity identity;
	const struct template *t = NULL;
	for (size_t i = 0; i < count; i++) {
		tell_files(m, i + 1, count);
		if (!is_foreign(from, paths[i]))
			TRY(import_file(m, from, paths[i]));
	}
	tell_files(m, 0, count);
	if (is_foreign(from, ".gitattributes"))
		TRY(edit_put(m, ".gitattributes", layout_gitattributes, strlen(layout_gitattributes)));
	TRY(store_source_work(m->sc, m->store, &source));
	TRY(package_identify(m->sc, source, &identity));
	TRY(edit_template(m->sc, m->world, identity.template, &t));
	desk_take_zone(m->desk);        /* it was opened before it had a package.yaml */
	TRY(act_open(m->desk, t, identity.id));
	return edit_first_version(m->desk, scope_printf(m->sc, "import of %s", path_base(from)));
}

static const struct fault *identify_folder(struct scope *sc, const char *from, struct package_identity *out)
{
	const char *bytes = NULL;
	size_t len = 0;
	struct store *scratch = store_memory(sc);
	struct source *source = NULL;
	if (!file_is_folder(from))
		return fault_make(FAULT_NOT_FOUND, "there is no folder {folder}", from);
	if (!file_exists(path_join(sc, from, "package.yaml")))
		return fault_make(FAULT_NOT_FOUND, "{folder} holds no package.yaml; packages/README.md says what a "
			"package is", from);
	TRY(file_read(sc, path_join(sc, from, "package.yaml"), IMPORT_LIMIT, &bytes, &len));
	TRY(store_write(sc, scratch, "package.yaml", bytes, len));
	TRY(store_source_work(sc, scratch, &source));
	TRY(package_identify(sc, source, out));
	if (!out->id || !out->template)
		return out->id ? fault_make(FAULT_REFUSED, "{folder}/package.yaml does not say its template", from)
		               : fault_make(FAULT_REFUSED, "{folder}/package.yaml does not say its id", from);
	return NULL;
}

static void take_strays(struct scope *sc, const char *from, const char *const *paths, size_t count,
                        struct names *out)
{
	for (size_t i = 0; i < count; i++)
		if (layout_kind_of(paths[i]) == LAYOUT_STRAY || is_foreign(from, paths[i]))
			*LIST_ADD(sc, out) = paths[i];
}

/* A link where evidence should be, or a whole folder of it: what it leads to would be left out. */
static const struct fault *judge_others(struct scope *sc, const char *from, const struct names *others,
                                        struct names *strays)
{
	for (size_t i = 0; i < others->count; i++) {
		SCOPE(turn);
		const char *path = others->at[i];
		if (layout_kind_of(path) != LAYOUT_STRAY
		    || layout_kind_of(path_join(turn, path, "x.md")) != LAYOUT_STRAY
		    || layout_kind_of(path_join(turn, path, "x.csv")) != LAYOUT_STRAY
		    || layout_kind_of(path_join(turn, path, "C/x")) != LAYOUT_STRAY)
			return fault_make(FAULT_REFUSED, "{folder}/{file} is a link, or no file; put what it stands "
				"for in its place, and import again", from, path);
		*LIST_ADD(sc, strays) = path;
	}
	return NULL;
}

const struct fault *edit_import(struct scope *sc, const struct world *world, const struct person *person,
                                const struct desk_progress *progress, const char *from, const char **folder,
                                struct names *strays)
{
	SCOPE(turn);
	struct making m = { .sc = turn, .world = world, .person = person, .progress = progress };
	const char *const *paths = NULL;
	size_t count = 0;
	struct names others = {0};
	struct package_identity identity;
	const struct template *t = NULL;
	size_t n = strlen(from);
	while (n > 1 && from[n - 1] == '/')
		n--;
	from = scope_copy_bytes(sc, from, n);
	TRY(identify_folder(sc, from, &identity));
	TRY(edit_template(sc, world, identity.template, &t));
	TRY(edit_start(&m, identity.id));
	TRY(file_tree_and_others(sc, from, &paths, &count, &others));
	take_strays(sc, from, paths, count, strays);
	TRY(judge_others(sc, from, &others, strays));
	TRY(import_all(&m, from, paths, count));
	return edit_end(sc, &m, folder);
}
