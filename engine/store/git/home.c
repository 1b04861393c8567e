/* home.c: packages on disc: a folder with one folder for each, listed, found and made. */
#include "base/temporary.h"
#include "store/git/git_private.h"
#include "base/cage.h"
#include "store/git/vet.h"
#include "store/home_private.h"
#include "store/mend.h"
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

static const struct store_history history = {
	.tip = store_git_tip,
	.walk = store_git_walk,
	.resolve = store_git_resolve,
	.entry = store_git_entry,
	.file = store_git_file, .file_to_compare = store_git_file_to_compare,
	.names = store_git_names, .written = store_git_written,
	.at = store_git_at,
	.follows = store_git_follows,
	.reach = store_git_reach,
	.compose = store_git_compose,
	.lay = store_git_lay,
	.prepare = store_git_prepare,
	.publish = store_git_publish,
	.name_tag = store_git_name_tag,
	.signing = store_git_signing, .sign_with = store_git_sign_with,
	.take = store_git_take,
	.keep = store_git_keep,
	.find = store_git_find,
	.open = store_git_content,
	.renew = store_git_renew,
	.forget = store_git_forget,
	.clear = store_git_clear,
	.find_spilled = store_git_find_spilled, .remove_spilled = store_git_remove_spilled,
	.unnamed = store_git_unnamed,
	.work_trees = store_git_work_trees,
	.lock = store_git_lock,
	.object = store_git_object,
	.refs = store_git_refs,
	.oddities = store_git_oddities,
	.each = store_git_each,
	.gate = store_git_gate,
};

static const struct store_work work = {
	.source = store_git_work,
	.changes = store_git_changes,
	.removed = store_git_removed,
	.catch_up = store_git_catch_up,
	.save = store_git_save,
	.follows = store_git_follows_main,
	.settle = store_git_settle,
	.attach = store_git_attach,
	.write = store_git_write,
	.remove = store_git_remove,
	.restore = store_git_bring_back,
	.fill = store_git_fill,
	.filter = store_git_filter,
	.purge = store_git_purge,
	.unsaved = store_git_unsaved,
};

static void close_repository(void *p) { git_repository_free(p); }
static void close_config(void *p) { git_config_free(p); }

static const char *without_slash(struct scope *sc, const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	return scope_copy_bytes(sc, path, n);
}

/* The folder that holds this one. */
static const char *above(struct scope *sc, const char *folder)
{
	size_t n = strlen(folder) - strlen(path_base(folder));
	return n ? without_slash(sc, scope_copy_bytes(sc, folder, n)) : ".";
}

static struct store *wrap(struct scope *sc, git_repository *repo)
{
	struct store_git *g = NEW(sc, struct store_git);
	struct store *s = NEW(sc, struct store);
	*g = (struct store_git){ .sc = sc, .repo = repo, .store = s,
	                         .folder = without_slash(sc, git_repository_commondir(repo)) };
	g->tmp = path_join(sc, g->folder, "sarflow/tmp");
	scope_defer(sc, store_git_close_folders, g);
	*s = (struct store){ .history = &history, .state = g, .name = g->folder, .tmp = g->tmp,
	                     .results = path_join(sc, g->folder, "sarflow") };
	if (git_repository_workdir(repo)) {
		g->work = without_slash(sc, git_repository_workdir(repo));
		s->work = &work;
		s->name = g->work;
	}
	s->home = home_at(sc, above(sc, s->name));
	return s;
}

/* --- finding --- */

/* libgit2 was told to read no configuration of the person, so it cannot know whom they trust. */
static int open_trusted(git_repository **repo, const char *top)
{
	static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
	if (!store_git_is_trusted(top))
		return GIT_EOWNER;
	pthread_mutex_lock(&turn);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	int e = git_repository_open_ext(repo, top, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	pthread_mutex_unlock(&turn);
	return e;
}

const struct fault *store_git_look(struct scope *sc, const char *folder, struct store **out)
{
	git_repository *repo = NULL;
	store_git_begin();
	struct stat st;
	bool there;
	TRY(file_see_ours(folder, &st, &there));
	if (!there || !file_is_folder(folder))
		return fault_make(FAULT_NOT_FOUND, "there is no folder {folder}", folder);
	const char *top = "";
	TRY(vet_find_top(sc, folder, &top));
	int e = *top ? git_repository_open_ext(&repo, top, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) : GIT_ENOTFOUND;
	/* libgit2 1.5.1 says ENOTFOUND for another user's folder, too: it did not find safe.directory in the
	 * configuration */
	const git_error *why = e && *top ? git_error_last() : NULL;
	bool foreign = why && strstr(why->message, "safe.directory");
	if (foreign && open_trusted(&repo, top) == 0)
		e = 0;
	else if (e == GIT_ENOTFOUND && !foreign)
		return fault_advise(fault_make(FAULT_NOT_FOUND, "{folder} is no package and lies in none", folder),
			REMEDY("new", "", "ID"));
	if (e)
		return store_git_fault("opening the package {folder}", folder);
	scope_defer(sc, close_repository, repo);
	*out = wrap(sc, repo);
	return store_git_read_loose(repo, store_git_of(*out)->folder);
}

const struct fault *home_find(struct scope *sc, const char *folder, struct store **out)
{
	struct store_id journal = {""}, main = {""};
	TRY(store_git_look(sc, folder, out));
	TRY(store_tip(*out, STORE_JOURNAL, &journal));
	if (journal.hex[0])
		return NULL;
	TRY(store_tip(*out, STORE_MAIN, &main));
	struct store_id identity = {""};
	if (main.hex[0])
		TRY(store_entry(*out, &main, "package.yaml", &identity));
	if (identity.hex[0])
		return fault_advise(fault_make(FAULT_NOT_FOUND,
			"{package} has evidence but no journal: it is a copy that lacks it", (*out)->name),
			REMEDY("git fetch", "", "origin", "",
			"refs/sar/*:refs/sar/*"));
	return fault_advise(fault_make(FAULT_NOT_FOUND, "{name} is a git repository, but no package", (*out)->name),
		REMEDY("new", "", "ID"));
}

/* A bare one has at its top what others have in .git. */
const struct fault *home_see_package(const char *folder, bool *is)
{
	SCOPE(turn);
	struct stat st;
	bool head;
	TRY(file_see_ours(path_join(turn, folder, ".git"), &st, is));
	if (*is)
		return NULL;
	TRY(file_see_ours(path_join(turn, folder, "HEAD"), &st, &head));
	*is = head && file_is_folder(path_join(turn, folder, "objects"))
	      && file_is_folder(path_join(turn, folder, "refs"));
	return NULL;
}

bool home_is_package(const char *folder)
{
	bool is;
	return FAILED(home_see_package(folder, &is)) || is;     /* whoever opens it is told so */
}

/* A bare package goes by its name with or without git's ".git" behind it. */
static const char *place_of(struct scope *sc, const struct home *h, const char *name)
{
	const char *place = path_join(sc, h->name, name), *bare = scope_printf(sc, "%s.git", place);
	return !home_is_package(place) && home_is_package(bare) ? bare : place;
}

static bool has(struct home *h, const char *name)
{
	SCOPE(turn);
	return home_is_package(place_of(turn, h, name));
}

static const struct fault *list(struct scope *sc, struct home *h, const char *const **out, size_t *count)
{
	SCOPE(turn);
	const char *const *all = NULL;
	struct names packages = {0};
	TRY(file_names(turn, h->name, &all, count));
	for (size_t i = 0; i < *count; i++)
		if (*all[i] != '.' && home_is_package(path_join(turn, h->name, all[i])))
			*LIST_ADD(sc, &packages) = scope_copy(sc, all[i]);
	*out = packages.at;
	*count = packages.count;
	return NULL;
}

static const struct fault *open_one(struct scope *sc, struct home *h, const char *name, struct store **out)
{
	return home_find(sc, place_of(sc, h, name), out);
}

/* --- making --- */

/* One setting, as it shall be. */
static int set(git_config *config, const char *name, const char *value, bool only_look, bool *changed)
{
	git_buf now = GIT_BUF_INIT;
	bool same = git_config_get_string_buf(&now, config, name) == 0 && strcmp(now.ptr, value) == 0;
	git_buf_dispose(&now);
	*changed = *changed || !same;
	return same || only_look ? 0 : git_config_set_string(config, name, value);
}

/* git itself would take whatever is pushed to the journal by who can write here; only the server judges it. */
static int hide_journal(git_config *config, bool only_look, bool *changed)
{
	git_buf now = GIT_BUF_INIT;
	bool same = git_config_get_string_buf(&now, config, "receive.hiderefs") == 0
	            && strcmp(now.ptr, "refs/sar") == 0;
	git_buf_dispose(&now);
	*changed = *changed || !same;
	return same || only_look ? 0 : git_config_set_multivar(config, "receive.hiderefs", "^refs/sar$", "refs/sar");
}

const struct fault *home_refuse_pushes(const char *folder)
{
	SCOPE(turn);
	struct store *s = NULL;
	git_config *config = NULL;
	bool changed = false;
	TRY(store_git_look(turn, folder, &s));
	if (git_repository_config(&config, store_git_of(s)->repo))
		return store_git_fault("configuring the package");
	scope_defer(turn, close_config, config);
	return hide_journal(config, false, &changed) ? store_git_fault("configuring the package") : NULL;
}

const struct fault *store_git_configure(git_repository *repo, const char *filter, bool only_look, bool *changed)
{
	SCOPE(turn);
	git_config *config = NULL;
	*changed = false;
	if (git_repository_config(&config, repo))
		return store_git_fault("configuring the package");
	scope_defer(turn, close_config, config);
	const char *clean = scope_printf(turn, "'%s' filter clean %%f", filter);
	const char *smudge = scope_printf(turn, "'%s' filter smudge %%f", filter);
	const char *process = scope_printf(turn, "'%s' filter process", filter);
	if (set(config, "commitGraph.generationVersion", "1", only_look, changed)
	    || set(config, "filter.lfs.clean", clean, only_look, changed)
	    || set(config, "filter.lfs.smudge", smudge, only_look, changed)
	    /* git prefers it to the two above, and git-lfs sets its own for the whole machine */
	    || set(config, "filter.lfs.process", process, only_look, changed)
	    || set(config, "filter.lfs.required", "true", only_look, changed)
	    || hide_journal(config, only_look, changed))
		return store_git_fault("configuring the package");
	return NULL;
}

static const struct fault *sign_with(git_config *config, const char *key)
{
	bool changed = false;
	if (set(config, "gpg.format", "ssh", false, &changed) || set(config, "user.signingkey", key, false, &changed)
	    || set(config, "commit.gpgsign", "true", false, &changed))
		return store_git_fault("telling git to sign");
	return NULL;
}

const struct fault *store_git_sign_with(struct store *s, const char *key)
{
	git_config *config = NULL;
	if (git_repository_config(&config, store_git_of(s)->repo))
		return store_git_fault("telling git to sign");
	const struct fault *f = sign_with(config, key);
	git_config_free(config);
	return f;
}

const struct fault *store_sign_everywhere(const char *settings, const char *key)
{
	git_config *config = NULL;
	store_git_begin();
	if (git_config_open_ondisk(&config, settings))
		return store_git_fault("telling git to sign");
	const struct fault *f = sign_with(config, key);
	git_config_free(config);
	return f;
}

static const struct fault *create(struct scope *sc, const char *folder, const char *filter, struct store **out)
{
	git_repository *repo = NULL;
	git_repository_init_options options;
	store_git_begin();
	git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	options.flags = GIT_REPOSITORY_INIT_NO_REINIT | GIT_REPOSITORY_INIT_MKDIR;
	options.initial_head = "main";
	if (git_repository_init_ext(&repo, folder, &options))
		return store_git_fault("making the package {folder}", folder);
	scope_defer(sc, close_repository, repo);
	TRY(store_git_configure(repo, filter, false, &(bool){ false }));
	*out = wrap(sc, repo);
	return store_git_read_loose(repo, store_git_of(*out)->folder);
}

static const struct fault *refuse_taken(const char *place)
{
	return fault_make(FAULT_REFUSED, "{folder} exists already; choose another id, or another place", place);
}

/* In a folder of our own beside the package's place, hidden: nobody lists it, and it moves there by its name alone. */
static const struct fault *make(struct scope *sc, const char *name, const char *filter, struct home_making *m)
{
	const char *folder = NULL;
	m->place = path_join(sc, m->home->name, name);
	if (file_exists(m->place))
		return refuse_taken(m->place);
	temporary_sweep(m->home->name);
	TRY(temporary_folder(sc, m->home->name, &folder));
	m->state = scope_copy(sc, folder);
	return create(sc, folder, filter, &m->store);
}

static const struct fault *keep(struct home_making *m)
{
	SCOPE(turn);
	store_git_end(path_join(turn, m->state, ".git"));
	if (rename(m->state, m->place) != 0)
		return errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR ? refuse_taken(m->place)
		       : fault_errno("making {folder}", m->place);
	return store_git_sync_folder(m->home->name);    /* else a power cut takes the package away again */
}

struct home *home_at(struct scope *sc, const char *folder)
{
	static const struct home_ops ops = { .list = list, .has = has, .open = open_one, .make = make, .keep = keep };
	struct home *h = NEW(sc, struct home);
	*h = (struct home){ .ops = &ops, .name = scope_copy(sc, folder) };
	return h;
}
