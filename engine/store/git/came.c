/* came.c: the version that the work tree came from, and main brought into it where that moved on alone.
 *
 * A folder and main go together: who saves writes both, and git moves both.  But main can move by itself: by a push, by
 * another's hand.  Saved as it stands, the folder would then take back what it does not know.  So .git/sarflow/came
 * holds the version that was saved last here, and git's own log says what git did with the folder since: since the move
 * that the line with @ names, the last one before that save.  A file that was not touched here follows main before a
 * save.  Further lines name what a person brought back from a version since, file or folder: there the folder came from
 * that one.  A line that names nothing is a version that was about to be saved: where main goes on from it, it was.
 * Where all that is lost, git's index says of each file what it was. */
#include "base/cage.h"
#include "base/lookup.h"
#include "store/git/git_private.h"
#include <sys/stat.h>

/* Of a file, its lines; of git's log, its moves. */
enum { SAID = 1 << 20, BEGUN = 16, LOG = 8 << 20, MOVES = 200 };

static const char *place_of(struct scope *sc, struct store_git *g)
{
	return path_join(sc, git_repository_path(g->repo), "sarflow/came");
}

static const char *said(struct scope *sc, struct store_git *g)
{
	const char *path = place_of(sc, g), *bytes = "";
	size_t len = 0;
	struct stat st;
	bool there;
	/* what cannot be read nobody knows */
	bool read = !MISSED(file_see(path, &st, &there)) && there && !MISSED(file_read(sc, path, SAID, &bytes, &len));
	return read ? bytes : "";
}

/* Does a line begin with a version, and hold nothing else? */
static bool is_version(const char *line)
{
	const size_t hex = sizeof ((struct store_id *)NULL)->hex - 1;
	return strspn(line, "0123456789abcdef") == hex && line[hex] == '\n';
}

static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');
	return end ? end + 1 : "";
}

/* --- what git moved --- */

static bool says(const git_reflog_entry *e, const char *word)
{
	const char *words = git_reflog_entry_message(e);
	return words && strncmp(words, word, strlen(word)) == 0;
}

/* A push and a fetch move the branch alone, and are logged as well. */
static bool with_folder(const git_reflog_entry *e)
{
	static const char *const known[] = { "clone", "commit", "checkout", "merge", "pull", "reset", "rebase",
		"cherry-pick", "revert", "am" };
	for (size_t i = 0; i < countof(known); i++)
		if (says(e, known[i]))
			return true;
	return false;
}

static const char *mark_of(struct scope *sc, const git_reflog_entry *e)
{
	struct store_id from = store_git_id(git_reflog_entry_id_old(e)), to = store_git_id(git_reflog_entry_id_new(e));
	return scope_printf(sc, "@%s %s %lld\n", from.hex, to.hex,
	                    (long long)git_reflog_entry_committer(e)->when.time);
}

static void close_log(void *log) { git_reflog_free(log); }

/* git's own log of where the folder went, newest first; NULL: it keeps none that can be read. */
static git_reflog *open_log(struct scope *sc, struct store_git *g)
{
	SCOPE(turn);
	struct stat st;
	git_reflog *log = NULL;
	if (stat(path_join(turn, git_repository_path(g->repo), "logs/HEAD"), &st) != 0 || st.st_size > LOG
	    || git_reflog_read(&log, g->repo, "HEAD"))
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
	return "@\n";
}

/* --- what was saved --- */

/* Of a version that git forgot nobody knows whether anything follows it. */
static bool follows(struct store *s, const struct store_id *later, const struct store_id *earlier)
{
	bool yes = false;
	return later->hex[0] && earlier->hex[0] && !MISSED(store_git_follows(s, later, earlier, &yes)) && yes;
}

/* The version that was saved last here, "" where nobody knows; mark: the line of what git had moved before, "": of that
 * nothing is known. */
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
	int begun_lines = 0;
	for (const char *line = next_line(bytes); *line && begun_lines < BEGUN; line = next_line(line)) {
		if (!is_version(line))
			continue;
		begun_lines++;
		struct saved begun = read_version(sc, line);
		if (follows(s, main, &begun.id))
			out = begun;
	}
	return out;
}

/* --- two versions, and the folder --- */

/* back: lines of what was brought back. */
struct gap {
	struct store_git *g;
	const struct store_git_scan *scan;
	git_index *was, *now;
	const char *main, *back;
	int *looks;                     /* was is git's index, in which a person may have put what they changed: how
					 * many versions of files are looked at still; NULL: it is a version */
};

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

/* --- what became of a change of main's in the folder --- */

enum fate { FATE_NONE, FATE_HAS, FATE_LACKS };          /* it is none; the folder has it; it has not */

struct lines { struct names all; struct lookup *known; };

static const struct fault *read_lines(struct scope *sc, const char *bytes, size_t len, struct lines *out)
{
	out->known = lookup_new(sc);
	for (const char *at = bytes, *end = bytes + len; at < end; ) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t n = (size_t)((stop ? stop : end) - at);
		const char *line = scope_copy_bytes(sc, at, n && at[n - 1] == '\r' ? n - 1 : n);
		if (*line && lookup_add(out->known, line, out->all.count))
			*LIST_ADD(sc, &out->all) = line;
		at += n + 1;
	}
	return NULL;
}

static const struct fault *lines_of(struct scope *sc, const struct gap *k, const git_index_entry *e, struct lines *out)
{
	git_blob *blob = NULL;
	if (git_blob_lookup(&blob, k->g->repo, &e->id))
		return store_git_fault("reading the version");
	const struct fault *f = git_blob_rawsize(blob) > SOURCE_TEXT_LIMIT ? NULL
		: read_lines(sc, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), out);
	git_blob_free(blob);
	return f;
}

/* Lines of one version that the other has not, and how many of these the folder has. */
static void count(const struct lines *one, const struct lines *other, const struct lines *folder, size_t *all,
                  size_t *had)
{
	for (size_t i = 0; i < one->all.count; i++) {
		if (other->known && lookup_find(other->known, one->all.at[i]) != LOOKUP_NONE)
			continue;
		++*all;
		*had += folder->known && lookup_find(folder->known, one->all.at[i]) != LOOKUP_NONE;
	}
}

/* Of a text that is a third one in the folder: most of the lines that came are there, and most that went are not. */
static const struct fault *compare_lines(const struct gap *k, const char *path, const git_index_entry *was,
                                         const git_index_entry *now, enum fate *out)
{
	SCOPE(turn);
	struct lines a = {{0}}, b = {{0}}, folder = {{0}};
	const char *bytes = NULL;
	size_t len = 0, came = 0, has = 0, went = 0, kept = 0;
	TRY(store_git_read(turn, k->g, path, &bytes, &len));
	TRY(read_lines(turn, bytes, len, &folder));
	TRY(lines_of(turn, k, was, &a));
	TRY(lines_of(turn, k, now, &b));
	count(&b, &a, &folder, &came, &has);
	count(&a, &b, &folder, &went, &kept);
	*out = 2 * (has + went - kept) > came + went ? FATE_HAS : FATE_LACKS;
	return NULL;
}

bool store_git_main_had(struct store_git *g, const git_index_entry *e, int *looks)
{
	git_revwalk *walk = NULL;
	git_oid id;
	bool found = git_revwalk_new(&walk, g->repo) == 0 && git_revwalk_push_ref(walk, STORE_MAIN) == 0;
	bool once = false;
	while (found && !once && *looks > 0 && git_revwalk_next(&id, walk) == 0) {
		git_commit *commit = NULL;
		git_tree *tree = NULL;
		git_tree_entry *entry = NULL;
		--*looks;
		once = git_commit_lookup(&commit, g->repo, &id) == 0 && git_commit_tree(&tree, commit) == 0
			&& git_tree_entry_bypath(&entry, tree, e->path) == 0
			&& git_oid_equal(git_tree_entry_id(entry), &e->id);
		git_tree_entry_free(entry);
		git_tree_free(tree);
		git_commit_free(commit);
	}
	git_revwalk_free(walk);
	return once;
}

/* still: it stands there as it was. */
static const struct fault *find_fate(const struct gap *k, const char *path, enum fate *out, bool *still)
{
	const git_index_entry *was = git_index_get_bypath(k->was, path, 0);
	const git_index_entry *now = git_index_get_bypath(k->now, path, 0);
	enum layout_kind kind = layout_kind_of(path);
	git_oid oid = {{0}};
	bool there = false;
	*out = FATE_NONE;
	*still = false;
	if (kind == LAYOUT_STRAY || same(was, now ? &now->id : NULL) || store_git_is_left_out(k->scan, path))
		return NULL;
	/* else a person put it into the index, and it is theirs */
	if (k->looks && was && !store_git_main_had(k->g, was, k->looks))
		return NULL;
	TRY(look(k, path, &oid, &there));
	*still = same(was, there ? &oid : NULL);
	*out = same(now, there ? &oid : NULL) ? FATE_HAS : FATE_LACKS;
	return *out == FATE_HAS || *still || !was || !now || !there || kind == LAYOUT_ATTACHMENT ? NULL
	       : compare_lines(k, path, was, now, out);
}

static const struct fault *find_lacking(const struct gap *k, git_index *of, bool *any)
{
	enum fate fate;
	bool still;
	for (size_t i = 0; i < git_index_entrycount(of) && !*any; i++) {
		TRY(find_fate(k, git_index_get_byindex(of, i)->path, &fate, &still));
		*any = fate == FATE_LACKS;
	}
	return NULL;
}

static const struct fault *lacks_any(struct scope *sc, struct store *s, const struct store_id *was,
                                     const struct store_id *now, bool *out)
{
	struct store_git *g = store_git_of(s);
	struct store_git_scan scan = {0};
	struct gap k = { .g = g, .scan = &scan };
	TRY(store_git_scan(sc, g, &scan));
	TRY(read_tree(sc, g, was, &k.was));
	TRY(read_tree(sc, g, now, &k.now));
	TRY(find_lacking(&k, k.was, out));
	return find_lacking(&k, k.now, out);
}

/* --- where the folder came from --- */

static bool is_one(const struct store_id *a, const struct store_id *b) { return strcmp(a->hex, b->hex) == 0; }

/* git reset goes with the folder (--hard), or leaves it behind.  What it takes back it takes back in any case. */
static bool reset_came(struct store *s, const struct store_id *base, const struct store_id *to)
{
	SCOPE(turn);
	bool lacks = false;
	/* where it cannot be told, git's word counts */
	return follows(s, base, to) || MISSED(lacks_any(turn, s, base, to, &lacks)) || !lacks;
}

/* All else that git does turns what the folder had into what it has: a folder that lay behind lies behind. */
static void follow_moves(struct store *s, git_reflog *log, size_t count, struct store_id *base)
{
	while (count-- > 0) {
		const git_reflog_entry *e = git_reflog_entry_byindex(log, count);
		struct store_id from = store_git_id(git_reflog_entry_id_old(e));
		struct store_id to = store_git_id(git_reflog_entry_id_new(e));
		if (with_folder(e) && !is_one(&to, base)
		    && (says(e, "reset") ? reset_came(s, base, &to) : is_one(&from, base)))
			*base = to;
	}
}

/* Moves that are newer than a mark; MOVES + 1: more than are looked at. */
static size_t count_since(git_reflog *log, const char *mark)
{
	for (size_t i = 0; i < git_reflog_entrycount(log); i++) {
		SCOPE(turn);
		if (i > MOVES || strcmp(mark_of(turn, git_reflog_entry_byindex(log, i)), mark) == 0)
			return i;
	}
	return git_reflog_entrycount(log);      /* git forgets the oldest */
}

/* What main and the folder's version both came from, where somebody took main back or put another history there. */
static struct store_id shared(struct store *s, const struct store_id *main, const struct store_id *base)
{
	git_oid a, b, both;
	if (follows(s, main, base))
		return *base;
	if (FAILED(store_git_oid(main, &a)) || FAILED(store_git_oid(base, &b))
	    || git_merge_base(&both, store_git_of(s)->repo, &a, &b))
		return (struct store_id){""};
	return store_git_id(&both);
}

/* A version that main goes on from; "": only git's index knows. */
static struct store_id came_from(struct store *s, const struct store_id *main)
{
	SCOPE(turn);
	struct saved saved = recorded(turn, s, main);
	git_reflog *log = *saved.mark ? open_log(turn, store_git_of(s)) : NULL;
	size_t moves = log ? count_since(log, saved.mark) : 0;
	if (!saved.id.hex[0] || moves > MOVES)
		return (struct store_id){""};
	if (log)
		follow_moves(s, log, moves, &saved.id);
	return shared(s, main, &saved.id);
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
	struct store_id from = came_from(s, was);
	return is_one(&from, was);
}

bool store_git_is_behind(struct store *s, const struct store_id *main)
{
	struct store_id from = came_from(s, main);
	return main->hex[0] && from.hex[0] && !is_one(&from, main);     /* of what nobody knows nothing is known */
}

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
	enum fate fate;
	bool still = false;
	TRY(find_fate(k, path, &fate, &still));
	if (fate != FATE_LACKS || is_back(k, path))
		return NULL;
	if (!still && !git_index_get_bypath(k->now, path, 0))
		return fault_advise(fault_make(FAULT_CONFLICT, "{file} was changed in this folder and, since the "
			"folder last followed it, deleted on main; nothing was saved. Move your file out of the "
			"package's folder and save; if it is to stay, put it back then and save once more", path),
			REMEDY("save"));
	if (!still)
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

/* What went makes room for what comes. */
static const struct fault *bring_all(struct scope *sc, struct store *s, const struct gap *k,
                                     const struct store_id *main, const struct names *brought)
{
	size_t count = 0;
	for (size_t i = 0; i < brought->count; i++)
		if (!git_index_get_bypath(k->now, brought->at[i], 0))
			TRY(cage_remove(k->g->work, brought->at[i]));
	for (size_t i = 0; i < brought->count; i++) {
		if (!git_index_get_bypath(k->now, brought->at[i], 0))
			continue;
		store_git_remove_empty(sc, path_join(sc, k->g->work, brought->at[i]));
		TRY(store_git_restore(sc, s, main, brought->at[i], &count));
	}
	return NULL;
}

/* The folder is half of a merge with what main was then. */
static const struct fault *moved_in_merge(void)
{
	return fault_advise(fault_make(FAULT_CONFLICT, "main moved on since what git has under way here was begun; "
		"nothing was saved. Keep a copy of your files elsewhere, give it up with git, save, and do it again"),
		REMEDY("git status"));
}

const struct fault *store_git_catch_up(struct scope *sc, struct store *s, struct names *brought)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	struct store_git_scan scan = {0};
	struct store_id main = {""};
	const char *moved = store_git_moved(turn, s);
	int looks = STORE_GIT_LOOKS;
	struct gap k = { .g = g, .scan = &scan, .main = main.hex, .back = said(turn, g) };
	TRY(store_git_tip(s, STORE_MAIN, &main));
	struct store_id from = came_from(s, &main);
	TRY(fault_missed());            /* what was misread would take back what main has gained */
	if (!main.hex[0] || is_one(&from, &main) || !store_git_follows_main(s))
		return NULL;
	if (git_repository_state(g->repo) != GIT_REPOSITORY_STATE_NONE)
		return from.hex[0] ? moved_in_merge() : NULL;
	TRY(store_git_scan(turn, g, &scan));
	k.was = scan.index;
	k.looks = from.hex[0] ? NULL : &looks;
	if (from.hex[0])
		TRY(read_tree(turn, g, &from, &k.was));
	TRY(read_tree(turn, g, &main, &k.now));
	TRY(judge_all(sc, &k, k.was, brought));
	TRY(judge_all(sc, &k, k.now, brought));
	TRY(store_git_refuse_twins(g, k.now));
	TRY(store_git_refuse_standing(&scan, k.now, brought));
	TRY(bring_all(turn, s, &k, &main, brought));
	store_git_note_came(s, &main, moved);
	return NULL;
}
