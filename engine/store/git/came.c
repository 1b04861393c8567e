/* came.c: the version that the work tree came from, and main brought into it where that moved on alone.
 *
 * A folder and main go together: who saves writes both, and git moves both.  But main can move by itself: by a push, by
 * another's hand.  Saved as it stands, the folder would then take back what it does not know.  So .git/sarflow/came
 * holds the version that was saved last here, and git's own log says what git brought here since: up to the move that a
 * line with @ names, the last one before that save.  A file that was not touched here follows main before a save.
 * Further lines name what a person brought back from a version since, file or folder: there the folder came from that
 * one.  A line that names nothing is a version that was about to be saved: where main goes on from it, it was. */
#include "base/cage.h"
#include "store/git/git_private.h"

enum { SAID = 1 << 20 };

static const char *place_of(struct scope *sc, struct store_git *g)
{
	return path_join(sc, git_repository_path(g->repo), "sarflow/came");
}

static const char *said(struct scope *sc, struct store_git *g)
{
	const char *path = place_of(sc, g), *bytes = "";
	size_t len = 0;
	/* what cannot be read nobody knows */
	return file_exists(path) && !FAILED(file_read(sc, path, SAID, &bytes, &len)) ? bytes : "";
}

/* Does a line begin with a version, and hold nothing else? */
static bool is_version(const char *line)
{
	const size_t hex = sizeof ((struct store_id *)NULL)->hex - 1;
	return strspn(line, "0123456789abcdef") == hex && line[hex] == '\n';
}

static void close_log(void *log) { git_reflog_free(log); }

static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');
	return end ? end + 1 : "";
}

/* --- what git moved --- */

/* A push moves the branch alone, and is logged as well. */
static bool with_folder(const git_reflog_entry *e)
{
	const char *words = git_reflog_entry_message(e);
	return words && *words && strncmp(words, "push", 4) != 0;
}

/* From a version to itself, as git reset does after a push: with the folder (--hard), or without. */
static bool in_place(const git_reflog_entry *e)
{
	return git_oid_equal(git_reflog_entry_id_old(e), git_reflog_entry_id_new(e));
}

static const char *mark_of(struct scope *sc, const git_reflog_entry *e)
{
	struct store_id from = store_git_id(git_reflog_entry_id_old(e)), to = store_git_id(git_reflog_entry_id_new(e));
	return scope_printf(sc, "@%s %s %lld\n", from.hex, to.hex,
	                    (long long)git_reflog_entry_committer(e)->when.time);
}

/* git's own log of where the folder went, newest first; NULL: it keeps none. */
static git_reflog *open_log(struct scope *sc, struct store_git *g)
{
	git_reflog *log = NULL;
	if (git_reflog_read(&log, g->repo, "HEAD"))
		return NULL;
	scope_defer(sc, close_log, log);
	return log;
}

const char *store_git_moved(struct scope *sc, struct store *s)
{
	git_reflog *log = open_log(sc, store_git_of(s));
	for (size_t i = 0; log && i < git_reflog_entrycount(log); i++)
		if (with_folder(git_reflog_entry_byindex(log, i)))
			return mark_of(sc, git_reflog_entry_byindex(log, i));
	return "";
}

/* --- what was saved --- */

/* Of a version that git forgot nobody knows whether anything follows it. */
static bool follows(struct store *s, const struct store_id *later, const struct store_id *earlier)
{
	bool yes = false;
	return later->hex[0] && earlier->hex[0] && !FAILED(store_git_follows(s, later, earlier, &yes)) && yes;
}

/* The version that was saved last here, "" where nobody knows; mark: the line of what git had moved before, or "". */
struct saved { struct store_id id; const char *mark; };

static struct saved read_version(struct scope *sc, const char *line)
{
	struct saved out = { .mark = next_line(line) };
	memcpy(out.id.hex, line, sizeof out.id.hex - 1);
	out.mark = *out.mark == '@' ? scope_copy_bytes(sc, out.mark, strcspn(out.mark, "\n") + 1) : "";
	return out;
}

/* Also where the save was cut off behind it. */
static struct saved recorded(struct scope *sc, struct store *s, const struct store_id *main)
{
	struct saved out = { .mark = "" };
	const char *bytes = said(sc, store_git_of(s));
	if (!is_version(bytes))
		return out;
	out = read_version(sc, bytes);
	for (const char *line = next_line(bytes); *line; line = next_line(line)) {
		if (!is_version(line))
			continue;
		struct saved begun = read_version(sc, line);
		if (follows(s, main, &begun.id))
			out = begun;
	}
	return out;
}

/* --- two versions, and the folder --- */

/* back: lines of what was brought back. */
struct gap { struct store_git *g; const struct store_git_scan *scan; git_index *was, *now; const char *main, *back; };

static bool same(const git_index_entry *a, const git_oid *b)
{
	return a ? b && git_oid_equal(&a->id, b) : !b;
}

/* What stands in the folder, as git would store it; false: nothing does. */
static const struct fault *look(const struct gap *k, const char *path, git_oid *out, bool *there)
{
	*there = false;
	for (size_t i = 0; i < k->scan->count; i++) {
		if (strcmp(k->scan->at[i].path, path) != 0)
			continue;
		*there = true;
		const struct fault *f = store_git_blob(k->g, k->scan, &k->scan->at[i], false, out);
		return f && f->code == FAULT_REFUSED ? NULL : f;        /* too large a text is nobody's version */
	}
	return NULL;
}

static const struct fault *read_tree(struct scope *sc, struct store_git *g, const struct store_id *id, git_index **out)
{
	git_tree *tree = NULL;
	if (git_index_new(out))
		return store_git_fault("reading the version");
	scope_defer(sc, store_git_close_index, *out);
	TRY(store_git_tree(sc, g, id, &tree));
	return git_index_read_tree(*out, tree) ? store_git_fault("reading the version") : NULL;
}

/* A file that differs between the two, and stands in the folder as the first has it. */
static const struct fault *stood_still(const struct gap *k, const char *path, bool *out)
{
	const git_index_entry *was = git_index_get_bypath(k->was, path, 0);
	const git_index_entry *now = git_index_get_bypath(k->now, path, 0);
	git_oid oid = {{0}};
	bool there = false;
	if (*out || layout_kind_of(path) == LAYOUT_STRAY || same(was, now ? &now->id : NULL))
		return NULL;
	TRY(look(k, path, &oid, &there));
	*out = same(was, there ? &oid : NULL);
	return NULL;
}

/* Is there such a file?  Then the folder did not follow from the one to the other. */
static const struct fault *stands_still(struct scope *sc, struct store *s, const struct store_id *was,
                                        const struct store_id *now, bool *out)
{
	struct store_git *g = store_git_of(s);
	struct store_git_scan scan = {0};
	struct gap k = { .g = g, .scan = &scan };
	TRY(store_git_scan(sc, g, &scan));
	TRY(read_tree(sc, g, was, &k.was));
	TRY(read_tree(sc, g, now, &k.now));
	for (size_t i = 0; i < git_index_entrycount(k.was); i++)
		TRY(stood_still(&k, git_index_get_byindex(k.was, i)->path, out));
	for (size_t i = 0; i < git_index_entrycount(k.now); i++)
		TRY(stood_still(&k, git_index_get_byindex(k.now, i)->path, out));
	return NULL;
}

/* Where it cannot be told, git's word counts. */
static bool was_left(struct store *s, const struct store_id *saved, const struct store_id *moved)
{
	SCOPE(turn);
	bool still = false;
	return !FAILED(stands_still(turn, s, saved, moved, &still)) && still;
}

static struct store_id went_to(const git_reflog_entry *e) { return store_git_id(git_reflog_entry_id_new(e)); }

/* How many moves of git are newer than what was saved last, or than the newest that main surely goes on from. */
static size_t moves_since(struct store *s, git_reflog *log, const struct store_id *main, const struct saved *saved,
                          struct store_id *from)
{
	size_t n = 0;
	for (; n < git_reflog_entrycount(log); n++) {
		SCOPE(turn);
		const git_reflog_entry *e = git_reflog_entry_byindex(log, n);
		struct store_id to = went_to(e);
		if (!with_folder(e))
			continue;
		if (strcmp(mark_of(turn, e), saved->mark) == 0)
			break;
		if (!in_place(e) && follows(s, main, &to)) {
			*from = to;
			break;
		}
	}
	return n;
}

/* The newest that main goes on from, of what git brought here since and what was saved; "" where there is none: then
 * somebody took main back, and the folder with it or not, as they wanted. */
static struct store_id came_from(struct store *s, const struct store_id *main)
{
	SCOPE(turn);
	struct saved saved = recorded(turn, s, main);
	struct store_id out = follows(s, main, &saved.id) ? saved.id : (struct store_id){""}, asked = out;
	git_reflog *log = saved.id.hex[0] ? open_log(turn, store_git_of(s)) : NULL;
	for (size_t n = log ? moves_since(s, log, main, &saved, &out) : 0; n-- > 0;) {
		const git_reflog_entry *e = git_reflog_entry_byindex(log, n);
		struct store_id to = went_to(e);
		if (!with_folder(e) || strcmp(to.hex, asked.hex) == 0 || !follows(s, main, &to))
			continue;
		asked = to;
		if (!out.hex[0] || !was_left(s, &out, &to))
			out = to;
	}
	return out;
}

static void say(struct store_git *g, const char *words)
{
	SCOPE(turn);
	const char *path = place_of(turn, g);
	size_t folder = strlen(path) - strlen(path_base(path)) - 1;
	/* where it cannot be written the next save knows less, and does as it would without */
	if (FAILED(file_make_folder(scope_copy_bytes(turn, path, folder)))
	    || FAILED(file_write(path, words, strlen(words))))
		return;
}

void store_git_note_came(struct store *s, const struct store_id *version, const char *moved)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	const char *words = scope_printf(turn, "%s\n%s", version->hex, moved);
	if (g->work && version->hex[0] && strcmp(said(turn, g), words) != 0)
		say(g, words);
}

void store_git_begin_came(struct store *s, const struct store_id *version, const char *moved)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	const char *now = said(turn, g);
	if (*now)
		say(g, scope_printf(turn, "%s%s\n%s", now, version->hex, moved));
}

const struct fault *store_git_bring_back(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                         size_t *count)
{
	struct store_git *g = store_git_of(s);
	TRY(store_git_restore(sc, s, id, path, count));
	const char *now = said(sc, g);
	if (*now && *count && strncmp(now, id->hex, sizeof id->hex - 1) != 0 && !strchr(path, '\n'))
		say(g, scope_printf(sc, "%s%s %s\n", now, id->hex, path));
	return NULL;
}

bool store_git_follows_came(struct store *s, const struct store_id *was)
{
	SCOPE(turn);
	return !recorded(turn, s, was).id.hex[0] || strcmp(came_from(s, was).hex, was->hex) == 0;
}

/* "" where it is not behind. */
static struct store_id behind(struct store *s, const struct store_id *main)
{
	SCOPE(turn);
	const struct store_id none = {""};
	struct store_id saved = recorded(turn, s, main).id;
	/* in a merge that git began the folder is somebody's work in any case */
	if (!main->hex[0] || !saved.hex[0] || strcmp(saved.hex, main->hex) == 0
	    || git_repository_state(store_git_of(s)->repo) != GIT_REPOSITORY_STATE_NONE)
		return none;
	struct store_id from = came_from(s, main);
	return strcmp(from.hex, main->hex) == 0 ? none : from;
}

bool store_git_is_behind(struct store *s, const struct store_id *main) { return behind(s, main).hex[0] != '\0'; }

/* --- what main has gained --- */

static bool lies_in(const char *path, const char *folder, size_t len)
{
	return len == 0 || (strncmp(path, folder, len) == 0 && (path[len] == '\0' || path[len] == '/'));
}

/* Brought back as main has it now? */
static bool is_back(const struct gap *k, const char *path)
{
	enum { HEX = 40 };
	for (const char *at = k->back; *at; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n')) {
		size_t len = strcspn(at, "\n");
		if (len > HEX && strncmp(at, k->main, HEX) == 0 && lies_in(path, at + HEX + 1, len - HEX - 1))
			return true;
	}
	return false;
}

static const struct fault *judge(struct scope *sc, const struct gap *k, const char *path, struct names *old)
{
	const git_index_entry *was = git_index_get_bypath(k->was, path, 0);
	const git_index_entry *now = git_index_get_bypath(k->now, path, 0);
	git_oid oid = {{0}};
	bool there = false;
	if (layout_kind_of(path) == LAYOUT_STRAY || is_back(k, path) || same(was, now ? &now->id : NULL))
		return NULL;
	TRY(look(k, path, &oid, &there));
	if (same(now, there ? &oid : NULL))
		return NULL;
	if (!same(was, there ? &oid : NULL))
		return fault_advise(fault_make(FAULT_CONFLICT, "{file} was changed in this folder and, since the "
			"folder last followed it, on main as well; nothing was saved. Keep a copy of your file "
			"elsewhere, bring main's back, and put your change into it", path),
			REMEDY("restore", "", path));
	if (!list_has(old, path))
		*LIST_ADD(sc, old) = scope_copy(sc, path);
	return NULL;
}

static const struct fault *judge_all(struct scope *sc, const struct gap *k, git_index *of, struct names *old)
{
	for (size_t i = 0; i < git_index_entrycount(of); i++)
		TRY(judge(sc, k, git_index_get_byindex(of, i)->path, old));
	return NULL;
}

static const struct fault *bring(struct scope *sc, struct store *s, const struct gap *k, const struct store_id *main,
                                 const char *path)
{
	size_t count = 0;
	return git_index_get_bypath(k->now, path, 0) ? store_git_restore(sc, s, main, path, &count)
	       : cage_remove(k->g->work, path);
}

const struct fault *store_git_catch_up(struct scope *sc, struct store *s, struct names *brought)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	struct store_git_scan scan = {0};
	struct store_id main = {""};
	const char *moved = store_git_moved(turn, s);
	struct gap k = { .g = g, .scan = &scan, .main = main.hex, .back = said(turn, g) };
	TRY(store_git_tip(s, STORE_MAIN, &main));
	struct store_id from = behind(s, &main);
	if (!from.hex[0])
		return NULL;
	TRY(store_git_scan(turn, g, &scan));
	TRY(read_tree(turn, g, &from, &k.was));
	TRY(read_tree(turn, g, &main, &k.now));
	TRY(judge_all(sc, &k, k.was, brought));
	TRY(judge_all(sc, &k, k.now, brought));
	for (size_t i = 0; i < brought->count; i++)
		TRY(bring(turn, s, &k, &main, brought->at[i]));
	store_git_note_came(s, &main, moved);
	return NULL;
}
