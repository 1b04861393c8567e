/* gather.c: walking the folders that a person names. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "intake/gather.h"
#include <ctype.h>
#include <limits.h>
#include <sys/stat.h>

/* '*' stands for any letters; capitals do not count, for systems that leave these do not count them either. */
static bool fits(const char *pattern, const char *name)
{
	if (*pattern == '*')
		return fits(pattern + 1, name) || (*name && fits(pattern, name + 1));
	if (!*pattern || !*name)
		return *pattern == *name;
	return tolower((unsigned char)*pattern) == tolower((unsigned char)*name) && fits(pattern + 1, name + 1);
}

/* The first that fits says why. */
const struct phrase *gather_litter(struct scope *sc, const char *name)
{
	const char *const pictures = WORD("a system keeps small pictures there"),
		*const thrown = WORD("a system keeps there what was thrown away"),
		*const open = WORD("a program has a file of this folder open"),
		*const own = WORD("a system keeps its own records there"), *const hidden = WORD("it is hidden"),
		*const left = WORD("a program left it behind");
	const struct { const char *name, *says; } litter[] = {
		{ ".DS_Store", own }, { "._*", own }, { "__MACOSX", own },              /* macOS */
		{ "Thumbs.db", pictures }, { "ehthumbs*.db", pictures }, { "desktop.ini", own },        /* Windows */
		{ "$RECYCLE.BIN", thrown }, { "System Volume Information", own },
		{ "@eaDir", pictures }, { "#recycle", thrown },                         /* file servers */
		{ "~$*", open }, { ".~lock.*#", open },                                 /* Office, LibreOffice */
		{ "*.tmp", left }, { "*~", left }, { "*.bak", left }, { ".*", hidden },
	};
	for (size_t i = 0; i < countof(litter); i++)
		if (fits(litter[i].name, name))
			return phrase_keep(sc, phrase_bare(litter[i].says));
	return NULL;
}

struct walk {
	struct scope *sc;
	const char *top;                /* the folder that was named, without links */
	struct attaching_wishes *wishes;
	struct attaching *out;
	size_t found;
};

static void leave(struct walk *w, const char *file, const struct phrase *why)
{
	*LIST_ADD(w->sc, &w->out->left) = (struct attaching_left){ file, phrase_keep(w->sc, why) };
}

static void refuse(struct walk *w, enum fault_code code, const struct phrase *says)
{
	*LIST_ADD(w->sc, &w->out->problems) = (struct attaching_problem){ code, phrase_keep(w->sc, says), NULL };
}

static const struct fault *take(struct walk *w, const char *file, const char *name)
{
	if (w->wishes->count >= GATHER_FILES)
		return fault_make(FAULT_REFUSED, "these are more than {most} files; name fewer at a time",
			GATHER_FILES);
	*LIST_ADD(w->sc, w->wishes) = (struct attaching_wish){ .file = file, .name = name };
	w->found++;
	return NULL;
}

/* A path without links, below the folder and not the folder itself. */
static bool is_below(const char *real, const char *top)
{
	size_t n = strcmp(top, "/") == 0 ? 0 : strlen(top);
	return strncmp(real, top, n) == 0 && real[n] == '/' && real[n + 1];
}

static void judge_link(struct walk *w, const char *file)
{
	char real[PATH_MAX];
	if (!realpath(file, real))
		refuse(w, FAULT_REFUSED, PHRASE("{file} is a link that leads to nothing", file));
	else if (is_below(real, w->top) || strcmp(real, w->top) == 0)
		leave(w, file, PHRASE("it is a link into the same folder"));
	else
		refuse(w, FAULT_REFUSED,
			PHRASE("{file} is a link that leads out of the folder; attach what it leads to by "
			"its own name", file));
}

static const struct fault *walk_folder(struct walk *, const char *folder, const char *name, size_t depth);

static const struct fault *walk_entry(struct walk *w, const char *file, const char *name, size_t depth)
{
	struct stat st;
	const struct phrase *why = gather_litter(w->sc, path_base(name));
	if (lstat(file, &st) != 0)
		return fault_errno("{file}", file);
	if (S_ISLNK(st.st_mode) && !why)
		judge_link(w, file);
	else if (why)
		leave(w, file, why);
	else if (S_ISDIR(st.st_mode))
		return walk_folder(w, file, name, depth + 1);
	else if (S_ISREG(st.st_mode))
		return take(w, file, name);
	else
		refuse(w, FAULT_REFUSED, PHRASE("{file} is not a file", file));
	return NULL;
}

static const struct fault *walk_folder(struct walk *w, const char *folder, const char *name, size_t depth)
{
	const char *const *names = NULL;
	size_t count = 0;
	if (depth > GATHER_DEPTH)
		return fault_make(FAULT_REFUSED, "{folder} lies deeper than {most} folders", folder, GATHER_DEPTH);
	if (file_exists(path_join(w->sc, folder, "package.yaml")) && file_exists(path_join(w->sc, folder, ".git"))) {
		refuse(w, FAULT_REFUSED,
			PHRASE("{folder} is a package itself; name the files of it that you mean", folder));
		return NULL;
	}
	TRY(file_names(w->sc, folder, &names, &count));
	for (size_t i = 0; i < count; i++)
		TRY(walk_entry(w, path_join(w->sc, folder, names[i]), *name ? path_join(w->sc, name, names[i])
			: names[i], depth));
	return NULL;
}

static const char *without_slash(struct scope *sc, const char *word)
{
	size_t n = strlen(word);
	while (n > 1 && word[n - 1] == '/')
		n--;
	return scope_copy_bytes(sc, word, n);
}

static const struct fault *take_folder(struct walk *w, const char *folder)
{
	char real[PATH_MAX];
	size_t problems = w->out->problems.count;
	if (!realpath(folder, real))
		return fault_errno("{folder}", folder);
	w->top = scope_copy(w->sc, real);
	w->found = 0;
	TRY(walk_folder(w, folder, "", 0));
	if (w->found == 0 && w->out->problems.count == problems)
		refuse(w, FAULT_REFUSED, PHRASE("there is no file in {folder}", folder));
	return NULL;
}

/* A file that is named alone is meant, whatever its name; among others it may come from the shell's asterisk. */
static const struct fault *take_word(struct walk *w, const char *word, bool alone)
{
	struct stat st;
	const char *file = without_slash(w->sc, word);
	const struct phrase *why = alone ? NULL : gather_litter(w->sc, path_base(file));
	if (why)
		leave(w, file, why);
	else if (stat(file, &st) != 0)
		refuse(w, FAULT_NOT_FOUND, PHRASE("there is no file {file}", word));
	else if (S_ISDIR(st.st_mode))
		return take_folder(w, file);
	else if (S_ISREG(st.st_mode))
		return take(w, file, path_base(file));
	else
		refuse(w, FAULT_REFUSED, PHRASE("{file} is not a file", file));
	return NULL;
}

const struct fault *gather_files(struct scope *sc, const struct names *words, struct attaching_wishes *wishes,
                                 struct attaching *out)
{
	struct walk w = { .sc = sc, .wishes = wishes, .out = out };
	for (size_t i = 0; i < words->count; i++)
		TRY(take_word(&w, words->at[i], words->count == 1));
	return NULL;
}

/* Lists are written on Windows, too. */
static const char *with_slashes(struct scope *sc, const char *path)
{
	char *out = scope_copy(sc, path);
	for (char *c = out; *c; c++)
		if (*c == '\\')
			*c = '/';
	while (strncmp(out, "./", 2) == 0)
		out += 2;
	return out;
}

const struct fault *gather_listed(struct scope *sc, const char *folder, const char *path, const char **file,
                                  const char **name)
{
	char top[PATH_MAX], real[PATH_MAX];
	struct stat st;
	*name = with_slashes(sc, path);
	*file = path_join(sc, folder, *name);
	if (!path_is_safe(*name))
		return fault_make(FAULT_REFUSED, "\"{path}\" is no path below the folder of the list", path);
	if (stat(*file, &st) != 0)
		return fault_make(FAULT_NOT_FOUND, "there is no file {file}", *file);
	if (!S_ISREG(st.st_mode))
		return fault_make(FAULT_REFUSED, "{file} is not a file", *file);
	if (!realpath(folder, top) || !realpath(*file, real))
		return fault_errno("{file}", *file);
	return is_below(real, top) ? NULL
	       : fault_make(FAULT_REFUSED, "{file} is a link that leads out of the folder of the list", *file);
}
