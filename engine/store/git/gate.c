/* gate.c: a repository in front of a package's own, for the git of somebody else. */
#include "base/temporary.h"
#include "store/gate.h"
#include "store/git/git_private.h"
#include <assert.h>

/* Memory and place that one who asks may make git take; packs of others are opened in small pieces. */
static const char settings[] =
	"[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tpackedGitWindowSize = 32m\n\tpackedGitLimit = 256m\n"
	"\tbigFileThreshold = 8m\n\tlogAllRefUpdates = false\n"
	"[pack]\n\tthreads = 1\n\twindowMemory = 64m\n"
	"[http]\n\treceivepack = true\n\tuploadpack = true\n\tgetanyfile = false\n"
	"[transfer]\n\tfsckObjects = true\n"
	"[receive]\n\tautogc = false\n\tunpackLimit = 1\n\tdenyDeleteCurrent = ignore\n\tupdateServerInfo = false\n"
	"[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[uploadpack]\n\tallowFilter = false\n";

static bool is_shown(const char *name)
{
	return strcmp(name, STORE_MAIN) == 0 || strcmp(name, STORE_JOURNAL) == 0
	       || strncmp(name, "refs/tags/submittal/", 20) == 0;
}

struct shown { struct store_ref *at; size_t count, cap; };

static const struct fault *take_refs(struct scope *sc, struct store *s, struct store_gate *out)
{
	const struct store_ref *all = NULL;
	struct shown shown = {0};
	size_t count = 0;
	TRY(store_git_refs(sc, s, &all, &count));
	for (size_t i = 0; i < count; i++)
		if (is_shown(all[i].name) && all[i].id.hex[0])
			*LIST_ADD(sc, &shown) = all[i];
	out->refs = shown.at;
	out->count = shown.count;
	return NULL;
}

static const struct fault *put(struct scope *sc, const struct store_gate *gate, const char *name, const char *text)
{
	return file_write(path_join(sc, gate->folder, name), text, strlen(text));
}

static const struct fault *fill(struct scope *sc, struct store_git *g, uint64_t most, const struct store_gate *gate)
{
	static const char *const folders[] = { "objects/info", "objects/pack", "refs/heads", "refs/tags" };
	struct buf *refs = buf_new(sc);
	for (size_t i = 0; i < countof(folders); i++)
		TRY(file_make_folder(path_join(sc, gate->folder, folders[i])));
	for (size_t i = 0; i < gate->count; i++)
		buf_printf(refs, "%s %s\n", gate->refs[i].id.hex, gate->refs[i].name);
	TRY(put(sc, gate, "HEAD", "ref: " STORE_MAIN "\n"));
	TRY(put(sc, gate, "config", scope_printf(sc, "%s[receive]\n\tmaxInputSize = %llu\n", settings,
		(unsigned long long)most)));
	TRY(put(sc, gate, "packed-refs", refs->at));
	return put(sc, gate, "objects/info/alternates", scope_printf(sc, "%s/objects\n", g->folder));
}

const struct fault *store_git_gate(struct scope *sc, struct store *s, uint64_t most, struct store_gate **out)
{
	struct store_git *g = store_git_of(s);
	struct store_gate *gate = NEW(sc, struct store_gate);
	*gate = (struct store_gate){ .worked = g->work != NULL };
	TRY(store_git_make_tmp(g));
	TRY(temporary_room(sc, g->tmp, &gate->folder));
	TRY(take_refs(sc, s, gate));
	*out = gate;
	return fill(sc, g, most, gate);
}

/* --- what came --- */

static const struct store_ref *find(const struct store_ref *at, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(at[i].name, name) == 0)
			return &at[i];
	return NULL;
}

static void close_repository(void *p) { git_repository_free(p); }

static const struct fault *open_gate(struct scope *sc, const struct store_gate *gate, struct store **out)
{
	git_repository *repo = NULL;
	struct store_git *g = NEW(sc, struct store_git);
	struct store *s = NEW(sc, struct store);
	if (git_repository_open_ext(&repo, gate->folder, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE,
	                            NULL))
		return store_git_fault("reading what came");
	scope_defer(sc, close_repository, repo);
	*g = (struct store_git){ .sc = sc, .repo = repo, .store = s, .folder = gate->folder };
	*s = (struct store){ .state = g, .name = gate->folder };
	*out = s;
	return NULL;
}

struct moves { struct store_move *at; size_t count, cap; };

const struct fault *store_gate_moves(struct scope *sc, const struct store_gate *gate, const struct store_move **out,
                                     size_t *count)
{
	const struct store_ref *now = NULL;
	struct moves moves = {0};
	struct store *s = NULL;
	size_t refs = 0;
	TRY(open_gate(sc, gate, &s));
	TRY(store_git_refs(sc, s, &now, &refs));
	for (size_t i = 0; i < refs; i++) {
		const struct store_ref *was = find(gate->refs, gate->count, now[i].name);
		if (!was || strcmp(was->id.hex, now[i].id.hex) != 0)
			*LIST_ADD(sc, &moves) = (struct store_move){ now[i].name, was ? was->id
				: (struct store_id){""}, now[i].id };
	}
	for (size_t i = 0; i < gate->count; i++)
		if (!find(now, refs, gate->refs[i].name))
			*LIST_ADD(sc, &moves) = (struct store_move){ gate->refs[i].name, gate->refs[i].id,
				(struct store_id){""} };
	*out = moves.at;
	*count = moves.count;
	return NULL;
}

const struct fault *store_gate_see(struct store *s, const struct store_gate *gate, const struct store_move *moves,
                                   size_t count)
{
	struct store_git *g = store_git_of(s);
	git_odb *odb = NULL;
	if (git_repository_odb(&odb, g->repo))
		return store_git_fault("reading what came");
	int e = git_odb_add_disk_alternate(odb, path_join(g->sc, gate->folder, "objects"));
	git_odb_free(odb);
	g->moves = moves;
	g->move_count = count;
	return e ? store_git_fault("reading what came") : NULL;
}

const struct fault *store_gate_admit(struct store *s, const struct store_gate *gate, const struct store_move *m)
{
	SCOPE(turn);
	struct store *from = NULL;
	git_oid oid;
	assert(store_git_of(s)->move_count == 0);
	TRY(open_gate(turn, gate, &from));
	TRY(store_git_oid(&m->to, &oid));
	return store_git_copy(s, from, &oid);
}

const struct fault *store_gate_advance(struct store *s, const struct store_move *m)
{
	assert(store_is_held(s) && strcmp(m->ref, STORE_MAIN) == 0);
	return store_git_publish(s, m->ref, &m->from, &m->to);
}
