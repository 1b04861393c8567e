/* verify.c: a verification from its beginning to its line of verdict. */
#include "base/base.h"
#include "base/path.h"
#include "store/home.h"
#include "verify/verify_private.h"
#include <sys/stat.h>

/* --- telling --- */

static void tell(struct findings *fs, enum finding_id id, const char *file, size_t line, const struct phrase *says)
{
	finding_add(fs, id, (struct place){ file, (int)line, 0 }, says);
}

void verify_tell_phrase(struct verifying *v, enum finding_id id, const char *file, size_t line,
                        const struct phrase *says)
{
	tell(v->out->findings, id, file, line, says);
}

void verify_gap_phrase(struct verifying *v, enum finding_id id, const char *file, size_t line,
                       const struct phrase *says)
{
	tell(v->out->gaps, id, file, line, says);
}

const struct phrase *verify_words(struct scope *sc, const struct fault *f)
{
	const struct phrase *out = phrase_keep(sc, &f->says[f->depth - 1]);
	fault_miss(f);                  /* it becomes a finding */
	return *f->system ? phrase_new(sc, "{what} ({words})", out, f->system) : out;
}

/* --- a store --- */

static struct verifying *begin(struct scope *sc, const struct world *world, struct store *store, struct verify *out)
{
	struct verifying *v = NEW(sc, struct verifying);
	*v = (struct verifying){ .sc = sc, .world = *world, .store = store, .out = out,
		.known = nameset_new(sc, NAMESET_DIGITS), .bound = nameset_new(sc, NAMESET_DIGITS),
		.contents = lookup_new(sc), .names = lookup_new(sc), .key_places = lookup_new(sc),
		.held_places = lookup_new(sc) };
	return v;
}

static void close_rooms(void *p)
{
	struct verifying *v = p;
	if (v->kept)
		scope_close(v->kept);
	v->kept = NULL;
	scope_close(v->seen.room);
}

/* What the journal's own reading found, at the place of the event where it names one. */
static void take_findings(struct verifying *v)
{
	const struct findings *fs = v->desk->journal ? v->desk->journal->findings : NULL;
	for (size_t i = 0; fs && i < fs->count; i++) {
		struct finding f = fs->at[i];
		f.place = (struct place){ "journal", 0, 0 };
		finding_add_rule(v->out->findings, &f);
	}
	if (v->desk->journal && v->desk->journal->fold->newer)
		verify_gap(v, not_judged, "journal", "it was made by a newer sarflow ({why}): this one cannot judge "
			"all of it", v->desk->journal->fold->newer);
}

/* The commits have been walked; behind one that git reads and we do not, that came to its end too early. */
static void mark_blocks(struct scope *sc, const struct verifying *v, struct desk_watch *watch)
{
	size_t count = v->torn ? 0 : (v->seen.count + JOURNAL_BLOCK - 1) / JOURNAL_BLOCK;
	struct store_id *marks = NEWS(sc, struct store_id, count + 1);
	for (size_t i = 0; i < count; i++)
		marks[i] = verify_name(v, v->seen.at[i * JOURNAL_BLOCK].commit);
	watch->marks = count ? marks : NULL;
	watch->mark_count = count;
}

static void read_journal(struct verifying *v)
{
	SCOPE(turn);
	struct desk_watch watch = { .before = verify_event_before, .context = v };
	mark_blocks(turn, v, &watch);
	const struct fault *f = desk_replay(v->sc, &v->world, v->store, &watch, &v->desk);
	struct journal *j = v->desk->journal;
	if (f)
		verify_tell(v, object_missing, "the journal cannot be read to its beginning: {why}",
			verify_words(v->sc, f));
	v->number = 0;
	take_findings(v);
	if (j && j->fold->package)
		v->out->package = j->fold->package;
}

/* The package as it is now, whatever its events rest on. */
static void judge_main(struct verifying *v)
{
	SCOPE(turn);
	struct package_identity who = {0};
	struct source *source = NULL;
	const char *package = v->out->package;
	/* what cannot be read was told with the objects */
	if (!v->main.hex[0] || MISSED(store_source_at(turn, v->store, &v->main, &source))
	    || MISSED(package_identify(turn, source, &who)) || !*package)
		return;
	if (!who.id || strcmp(who.id, package) != 0)
		verify_tell_of(v, package_differs, "package.yaml", "the journal is of {package}, and main is of "
			"{other}", package, who.id ? who.id : "-");
}

/* Every object is what its name says: now what they say is believed as far as it goes. */
static void read_all(struct verifying *v)
{
	verify_mains(v);
	read_journal(v);
	verify_needs(v);
	judge_main(v);
	verify_main_days(v);
	verify_signatures(v);
	verify_origin(v);
	verify_tags(v);
	verify_content(v);
	verify_since(v);
	verify_aside(v);
}

const struct fault *verify_store(struct scope *sc, const struct world *world, struct store *given,
                                 const struct verify_look *look, struct verify *out, struct verifying **made)
{
	struct store *store = NEW(sc, struct store);
	*store = *given;
	store->results = NULL;          /* nothing that was worked out before is believed */
	struct verifying *v = begin(sc, world, store, out);
	v->trust = look->trust;
	v->skims = look->skims;
	v->since = look->since;
	v->authorities = look->authorities;
	v->watch = look->watch;
	v->seen.room = scope_open();
	v->seen.at = NEWS(v->seen.room, struct verify_seen, 1);
	scope_defer(sc, close_rooms, v);
	if (made)
		*made = v;
	verify_oddities(v);
	verify_events_seen(v);
	verify_refs(v);
	verify_needs(v);
	verify_events_wrong(v);
	if (v->halted)
		verify_gap(v, not_judged, "journal", "objects are damaged or missing, so nothing that rests on them "
			"was judged");
	else
		read_all(v);
	return v->stopped ? v->stopped : fault_missed();
}

bool verify_stops(struct verifying *v)
{
	enum { OFTEN = 64 };            /* so many objects between two looks */
	if (v->watch && !v->stopped && v->looks++ % OFTEN == 0)
		v->stopped = v->watch->goes_on(v->watch->context);
	return v->stopped != NULL;
}

/* --- what was given --- */

static bool is_name(const char *since)
{
	enum { LEAST = 7, MOST = 40 };
	size_t n = strlen(since);
	return n >= LEAST && n <= MOST && strspn(since, "0123456789abcdef") == n;
}

static bool is_file(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static const struct fault *run_store(struct scope *sc, const struct world *world, const char *folder,
                                     const struct verify_look *look, struct verify *out, struct verifying **made)
{
	struct store *store = NULL;
	TRY(home_find(sc, folder, &store));
	return verify_store(sc, world, store, look, out, made);
}

/* A package that lies in a folder or in a bundle. */
static const struct fault *run_package(struct scope *sc, const struct world *world, const char *what,
                                       const struct verify_look *look, struct verify *out,
                                       struct verifying **made)
{
	const char *folder = what;
	out->kind = is_file(what) ? "bundle" : "package";
	if (is_file(what))
		TRY(verify_bundle(sc, what, &folder));
	return run_store(sc, world, folder, look, out, made);
}

const struct fault *verify_run(struct scope *sc, const struct world *world, const struct verify_asked *asked,
                               struct verify **made)
{
	struct verify *out = NEW(sc, struct verify);
	struct verifying *v = NULL;
	struct verify_look look = { .since = asked->since, .authorities = asked->authorities };
	*out = (struct verify){ .what = asked->what, .kind = "export", .package = "", .tip = "",
	                        .handed_by = "",
		.findings = finding_list(sc), .gaps = finding_list(sc) };
	bool export = verify_is_export(asked->what);
	if (asked->since && !is_name(asked->since))
		return fault_make(FAULT_USAGE, "\"{event}\" is no event; give the digits of its commit, or its Sar-Id",
			asked->since);
	if (asked->since && export && !asked->package)
		return fault_make(FAULT_USAGE, "what is handed over holds no journal; name the package as well");
	if (asked->authorities && !is_file(asked->authorities))
		return fault_make(FAULT_NOT_FOUND, "there is no file {file}", asked->authorities);
	if (asked->trust)
		TRY(verify_trust_read(sc, asked->trust, &look.trust));
	if (!export)
		TRY(run_package(sc, world, asked->what, &look, out, &v));
	else if (asked->package)
		TRY(run_package(sc, world, asked->package, &look, out, &v));
	if (export) {
		out->kind = "export";
		TRY(verify_export(sc, asked->what, out, v, &look));
	}
	finding_sort(out->findings);
	finding_sort(out->gaps);
	*made = out;
	return NULL;
}

/* --- the verdict --- */

enum verify_verdict verify_verdict(const struct verify *v)
{
	return v->findings->errors ? VERIFY_INCONSISTENT : v->gaps->count ? VERIFY_NOT_JUDGED : VERIFY_CONSISTENT;
}

const char *verify_verdict_name(enum verify_verdict verdict)
{
	static const char *const names[] = { [VERIFY_CONSISTENT] = "consistent", [VERIFY_NOT_JUDGED] = "not-judged",
		[VERIFY_INCONSISTENT] = "inconsistent" };
	return names[verdict];
}

const char *verify_origin_name(enum verify_origin origin)
{
	static const char *const names[] = { [VERIFY_NOT_ASKED] = "unproven", [VERIFY_PROVEN] = "proven",
		[VERIFY_UNPROVEN] = "unproven" };
	return names[origin];
}

static const struct phrase *say_origin(struct scope *sc, const struct verify *v)
{
	if (v->origin == VERIFY_PROVEN)
		return phrase_new(sc, "origin proven by the keys that were named");
	if (v->origin == VERIFY_UNPROVEN)
		return phrase_new(sc, "origin unproven: {why}", v->origin_why);
	return v->signed_events ? phrase_new(sc, "{count} of {events} events are signed with keys that the journal "
		"binds to their people; ask the owners whether these are their keys", v->signed_well, v->events)
	       : phrase_new(sc, "unsigned: origin unproven");
}

const struct phrase *verify_say(struct scope *sc, const struct verify *v)
{
	const struct phrase *origin = say_origin(sc, v);
	switch (verify_verdict(v)) {
	case VERIFY_INCONSISTENT:
		return phrase_new(sc, "not consistent: {count} {count:failure|failures}", v->findings->errors);
	case VERIFY_NOT_JUDGED:
		return phrase_new(sc, "consistent as far as it can be judged; {count} {count:thing|things} cannot be. "
			"{origin}", v->gaps->count, origin);
	default:
		return phrase_new(sc, "consistent. {origin}", origin);
	}
}
