/* git.c: libgit2's settings, its faults, its ids; and who git says you are. */
#include "store/git/git_private.h"
#include "store/identity.h"
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

/* libgit2 puts the words of errno at the end of its own; by now errno may be another's.  0: it is not the machine's;
 * *len: how much stands before them. */
static int number_of_machine(const git_error *e, size_t *len)
{
	static const int numbers[] = { EIO, EMFILE, ENFILE, ENOMEM, ESTALE };
	size_t n = strlen(e->message);
	*len = n;
	for (size_t i = 0; i < countof(numbers); i++) {
		const char *words = strerror(numbers[i]);
		size_t tail = strlen(words);
		if (n <= tail + 2 || strcmp(e->message + n - tail, words) != 0 || strncmp(e->message + n - tail - 2,
			": ", 2) != 0)
			continue;
		*len = n - tail - 2;
		return numbers[i];
	}
	return e->klass == GIT_ERROR_NOMEMORY ? ENOMEM : 0;
}

bool store_git_is_of_machine(void)
{
	size_t len;
	const git_error *e = git_error_last();
	return e && number_of_machine(e, &len) != 0;
}

static const struct fault *tell(const git_error *e)
{
	SCOPE(turn);
	size_t len = 0;
	int number = number_of_machine(e, &len);
	if (!number)
		return fault_make(FAULT_SYSTEM, "{message}", e->message);
	errno = number;
	return fault_errno("{message}", scope_copy_bytes(turn, e->message, len));
}

const struct fault *store_git_fault_of(const struct phrase *doing)
{
	int number = errno;
	const git_error *e = git_error_last();
	const struct fault *f;
	if (e && strstr(e->message, "safe.directory"))
		f = fault_advise(fault_make(FAULT_SYSTEM, "the folder belongs to another user; work in a copy of your "
			"own, or tell git that you trust it"),
		                 REMEDY("git config --global --add safe.directory", "", "FOLDER"));
	else if (number == ENOSPC || number == EDQUOT)
		f = fault_make(FAULT_SYSTEM, "no space left on the disc; make room and try again");
	else if (number == EACCES || number == EROFS)
		f = fault_of_library(FAULT_SYSTEM, PHRASE("the package can be read here, not changed"),
		                     strerror(number));
	else
		f = e ? tell(e) : fault_make(FAULT_SYSTEM, "unknown error");
	return fault_of_doing(f, doing);
}

const struct fault *store_git_shallow(void)
{
	return fault_advise(fault_make(FAULT_SYSTEM, "this clone is shallow: older versions or events were left out "
		"as it was made (git clone --depth); fetch them from where it came from"),
		REMEDY("git fetch --unshallow", "", "origin", "", "main", "", "refs/sar/*:refs/sar/*"));
}

const struct fault *store_git_fault_in(struct store_git *g, const struct phrase *doing)
{
	const git_error *e = git_error_last();
	bool missing = e && strstr(e->message, "object not found") != NULL;
	const struct fault *f = store_git_fault_of(doing);
	return missing && git_repository_is_shallow(g->repo) == 1 ? store_git_shallow() : f;
}

struct store_id store_git_id(const git_oid *oid)
{
	struct store_id id;
	git_oid_tostr(id.hex, sizeof id.hex, oid);
	return id;
}

const struct fault *store_git_oid(const struct store_id *id, git_oid *oid)
{
	return git_oid_fromstr(oid, id->hex) ? fault_make(FAULT_NOT_FOUND, "\"{version}\" is no version", id->hex)
		: NULL;
}

void store_git_close_object(void *p) { git_object_free(p); }
void store_git_close_commit(void *p) { git_commit_free(p); }
void store_git_close_tree(void *p) { git_tree_free(p); }
void store_git_close_index(void *p) { git_index_free(p); }
void store_git_close_fd(void *p) { close((int)(intptr_t)p); }

/* --- folders of other users that the person trusts --- */

enum { TRUSTED = 64 };
static struct { const char *at[TRUSTED]; size_t count; } trusted;       /* filled before another thread runs */

static int trust(const git_config_entry *e, void *payload)
{
	(void)payload;
	if (!*e->value)                 /* an empty one takes back those before it, as git reads them */
		trusted.count = 0;
	if (*e->value && trusted.count < countof(trusted.at))
		trusted.at[trusted.count++] = strdup(e->value);
	return 0;
}

bool store_git_is_trusted(const char *folder)
{
	for (size_t i = 0; i < trusted.count; i++) {
		const char *t = trusted.at[i];
		size_t n = t ? strlen(t) : 0;
		bool below = n > 2 && strcmp(t + n - 2, "/*") == 0 && strncmp(folder, t, n - 1) == 0;
		if (t && (strcmp(t, "*") == 0 || strcmp(t, folder) == 0 || below))
			return true;
	}
	return false;
}

/* --- how git signs --- */

/* A value, where the settings have one; a path's "~/" worked out. */
static void take_setting(struct scope *sc, git_config *config, const char *name, bool path, const char **out)
{
	git_buf value = {0};
	if ((path ? git_config_get_path : git_config_get_string_buf)(&value, config, name) == 0)
		*out = scope_copy(sc, value.ptr);
	git_buf_dispose(&value);
}

static void take_signing(struct scope *sc, git_config *config, struct signing *out)
{
	int wanted = 0;
	if (git_config_get_bool(&wanted, config, "commit.gpgsign") == 0)
		out->wanted = wanted ? SIGNING_YES : SIGNING_NO;
	take_setting(sc, config, "gpg.format", false, &out->format);
	take_setting(sc, config, "user.signingkey", true, &out->key);
}

/* Which program is run is the person's to say: a package may come from anybody. */
static void take_programs(struct scope *sc, git_config *config, struct signing *out)
{
	take_setting(sc, config, "gpg.program", true, &out->openpgp_program);
	take_setting(sc, config, "gpg.openpgp.program", true, &out->openpgp_program);
	take_setting(sc, config, "gpg.ssh.program", true, &out->ssh_program);
	take_setting(sc, config, "gpg.x509.program", true, &out->x509_program);
}

const struct fault *store_git_signing(struct scope *sc, struct store *s, struct signing *out)
{
	git_config *config = NULL;
	if (git_repository_config_snapshot(&config, store_git_of(s)->repo))
		return store_git_fault("reading git's settings");
	take_signing(sc, config, out);
	git_config_free(config);
	return NULL;
}

/* libgit2 keeps the search paths for the process and without a lock. */
static void read_nothing_outside(void)
{
	for (int level = GIT_CONFIG_LEVEL_PROGRAMDATA; level <= GIT_CONFIG_LEVEL_GLOBAL; level++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
}

void store_identity_from_git(struct scope *sc, const char **name, const char **email, struct signing *signing)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	git_config *config = NULL;
	git_buf value = {0};
	store_git_begin();
	if (git_config_open_default(&config) == 0) {
		if (git_config_get_string_buf(&value, config, "user.name") == 0)
			*name = scope_copy(sc, value.ptr);
		git_buf_dispose(&value);
		if (git_config_get_string_buf(&value, config, "user.email") == 0)
			*email = scope_copy(sc, value.ptr);
		git_buf_dispose(&value);
		take_signing(sc, config, signing);
		take_programs(sc, config, signing);
		git_config_get_multivar_foreach(config, "safe.directory", NULL, trust, NULL);
		git_config_free(config);
	}
	pthread_once(&once, read_nothing_outside);
}
