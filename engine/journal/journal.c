/* journal.c: commits to events and back; the one writer of history. */
#include "base/base.h"
#include "base/buf.h"
#include "base/list.h"
#include "journal/append.h"
#include "journal/journal.h"
#include "store/write.h"
#include <assert.h>

/* Do the commit's parents and author say what the trailers say? */
static const struct phrase *contradiction(struct scope *sc, const struct event *ev, const struct store_commit *c,
                                          enum finding_id *id)
{
	const char *person = event_get(ev, EVENT_PERSON_FIELD);
	const char *bound[] = { event_get(ev, EVENT_EVIDENCE_FIELD), event_get(ev, EVENT_PINNED_FIELD) };
	size_t parent = ev->kind == EVENT_OPEN ? 0 : 1, names = strlen(c->author_name);
	for (size_t i = 0; i < countof(bound); i++) {
		if (!bound[i])
			continue;
		if (parent >= c->parent_count || parent >= countof(c->parents)
		    || strcmp(c->parents[parent].hex, bound[i]) != 0) {
			*id = FINDING_journal_link;
			return phrase_new(sc, "the evidence it names is not its parent");
		}
		parent++;
	}
	if (parent != c->parent_count) {
		*id = FINDING_journal_link;
		return phrase_new(sc, "it has parents that it does not name");
	}
	if (strncmp(person, c->author_name, names) != 0 || strncmp(person + names, " <", 2) != 0
	    || strncmp(person + names + 2, c->author_email, strlen(c->author_email)) != 0
	    || strcmp(person + names + 2 + strlen(c->author_email), ">") != 0) {
		*id = FINDING_event_author;
		return phrase_new(sc, "its author is not the person it names");
	}
	return NULL;
}

/* A commit of the journal as read: its event, or why it is none. */
struct entry {
	struct event *ev;
	struct store_id id;
	const struct phrase *why;
	const char *unknown;            /* the kind, of an event that only a newer program understands */
	enum finding_id finding;
	bool passes;                    /* it is folded, and not kept */
};
struct entries { struct entry *at; size_t count, cap; };
/* fold: what passes by this fold is kept in turn; NULL: all is kept. */
struct reading { struct scope *sc, *turn; struct buf *scratch; const struct fold *fold; struct entries entries; };

/* Where it lasts, or only until it is folded; what it says is looked at first. */
static struct event *decode(struct reading *r, const char *message, struct scope **where, const struct phrase **why)
{
	*where = r->fold ? r->turn : r->sc;
	struct event *ev = event_decode(*where, message, r->scratch, why);
	if (!ev || !r->fold || fold_passes(r->fold, ev))
		return ev;
	*where = r->sc;
	return event_decode(r->sc, message, r->scratch, why);
}

/* The store shows newest first and keeps nothing: what lasts is decoded here, and folded when the oldest is known. */
static const struct fault *take(void *context, const struct store_commit *c)
{
	struct reading *r = context;
	struct scope *sc = NULL;
	struct entry *e = LIST_ADD(r->turn, &r->entries);
	*e = (struct entry){ .id = c->id, .finding = FINDING_event_malformed };
	e->ev = decode(r, c->message, &sc, &e->why);
	if (!e->ev)
		e->unknown = event_unknown_kind(sc, c->message);
	if (!e->ev)
		return NULL;
	e->why = contradiction(sc, e->ev, c, &e->finding);
	e->passes = sc == r->turn;
	e->ev->id = scope_copy(sc, c->id.hex);
	e->ev->recorded = c->time;
	return NULL;
}

/* What holds of every journal, whoever wrote it: each event is folded once, and what is folded came from a commit. */
static void assert_stands(const struct journal *j)
{
	assert(j->count <= j->cap && j->fold->event_count == j->count + j->passed);
	assert(j->fold->event_count <= j->commits);
	assert(j->count == 0 || (j->tip.hex[0] && *j->events[j->count - 1]->id));
}

static void keep(struct journal *j, struct event *ev)
{
	if (j->count == j->cap)
		j->events = list_grow(j->sc, j->events, &j->cap, sizeof *j->events);
	j->events[j->count++] = ev;
}

static const struct fault *fold_entry(struct journal *j, const struct journal_watch *watch, const struct entry *e)
{
	j->commits++;
	if (e->unknown)
		fold_note_newer(j->fold, PHRASE("it holds an event \"{kind}\"", e->unknown));
	if (e->why) {
		finding_add(j->findings, e->finding, (struct place){ 0 },
		            PHRASE("journal entry {id.7} is ignored: {why}", e->id.hex, e->why));
		return NULL;
	}
	e->ev->number = j->commits;
	if (watch)
		TRY(watch->before(watch->context, j, e->ev));
	if (e->passes)
		j->passed++;
	else
		keep(j, e->ev);
	e->ev->happened = fold_step(j->fold, e->ev, &j->resolver, j->findings);
	return NULL;
}

static const struct fault *read_all(struct journal *j)
{
	SCOPE(turn);
	struct reading r = { .sc = j->sc, .turn = turn, .scratch = buf_new(turn) };
	TRY(store_walk(j->store, &j->tip, 0, take, &r));
	j->events = NEWS(j->sc, struct event *, j->cap = r.entries.count);
	for (size_t i = r.entries.count; i-- > 0; )
		TRY(fold_entry(j, NULL, &r.entries.at[i]));
	assert_stands(j);
	return NULL;
}

/* --- a journal that passes by --- */

/* The store leads from the newest event to the oldest, and they are folded the other way: in blocks, each read once to
 * find its first commit and once more to be folded, so that only one block's events are held at a time. */
struct blocks { struct scope *sc; size_t commits; struct store_id *at; size_t count, cap; };

static const struct fault *find_block(void *context, const struct store_commit *c)
{
	struct blocks *b = context;
	if (b->commits++ % JOURNAL_BLOCK == 0)
		*LIST_ADD(b->sc, b) = c->id;
	return NULL;
}

static const struct fault *pass_block(struct journal *j, const struct journal_watch *watch,
                                      const struct store_id *newest)
{
	SCOPE(turn);
	struct reading r = { .sc = j->sc, .turn = turn, .scratch = buf_new(turn), .fold = j->fold };
	TRY(store_walk(j->store, newest, JOURNAL_BLOCK, take, &r));
	for (size_t i = r.entries.count; i-- > 0; )
		TRY(fold_entry(j, watch, &r.entries.at[i]));
	fold_let_go(j->fold);
	return NULL;
}

static const struct fault *pass_all(struct journal *j, const struct journal_watch *watch)
{
	SCOPE(turn);
	struct blocks b = { .sc = turn };
	const struct store_id *at = watch->marks;
	size_t count = watch->mark_count;
	if (!at) {
		TRY(store_walk(j->store, &j->tip, 0, find_block, &b));
		at = b.at;
		count = b.count;
	}
	while (count > 0)
		TRY(pass_block(j, watch, &at[--count]));
	assert_stands(j);
	return NULL;
}

static struct journal *new_journal(struct scope *sc, struct store *store, const struct fold_resolver *resolver)
{
	struct journal *j = NEW(sc, struct journal);
	*j = (struct journal){ .sc = sc, .store = store, .resolver = *resolver, .findings = finding_list(sc),
	                       .fold = fold_new(sc) };
	return j;
}

static const struct fault *read_journal(struct scope *sc, struct store *store, const struct fold_resolver *resolver,
                                        bool may_be_empty, const struct journal_watch *watch, struct journal **out)
{
	struct journal *j = new_journal(sc, store, resolver);
	*out = j;
	TRY(store_tip(store, STORE_JOURNAL, &j->tip));
	if (!j->tip.hex[0])
		return may_be_empty ? NULL : fault_make(FAULT_NOT_FOUND, "{package} has no journal", store->name);
	return watch ? pass_all(j, watch) : read_all(j);
}

const struct fault *journal_read(struct scope *sc, struct store *store, const struct fold_resolver *resolver,
                                 bool may_be_empty, struct journal **out)
{
	return read_journal(sc, store, resolver, may_be_empty, NULL, out);
}

const struct fault *journal_read_watched(struct scope *sc, struct store *store, const struct fold_resolver *resolver,
                                         const struct journal_watch *watch, struct journal **out)
{
	return read_journal(sc, store, resolver, false, watch, out);
}

const struct fault *journal_read_until(struct scope *sc, struct store *store, const struct fold_resolver *resolver,
                                       const struct store_id *until, struct journal **out)
{
	*out = new_journal(sc, store, resolver);
	(*out)->tip = *until;
	return read_all(*out);
}

const struct fault *journal_file(struct scope *sc, const struct journal *j, const struct event *ev, const char *path,
                                 const char **bytes, size_t *len)
{
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", ev->id);
	return store_file(sc, j->store, &id, path, bytes, len);
}

static struct store_id parse_id(const char *hex)
{
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", hex);
	return id;
}

static const struct fault *refuse_mistake(struct scope *sc, const struct event *ev)
{
	const struct phrase *mistake = event_mistake(sc, ev);
	return mistake ? fault_while(fault_of(FAULT_REFUSED, mistake), "this cannot be recorded") : NULL;
}

/* What is written now will be read, for ever: as an event, and as this one. */
static const char *encode(struct scope *sc, const struct event *ev)
{
	const struct phrase *why = NULL;
	const char *message = event_encode(sc, ev);
	const struct event *again = event_decode(sc, message, buf_new(sc), &why);
	assert(again && again->kind == ev->kind && again->count == ev->count);
	return message;
}

/* As a commit behind the journal's tip, bound to what it names. */
static struct store_append commit_of(struct scope *sc, const struct journal *j, const struct event *ev,
                                     const struct store_person *person, const struct append_file *files,
                                     size_t file_count)
{
	const char *bound[] = { event_get(ev, EVENT_EVIDENCE_FIELD), event_get(ev, EVENT_PINNED_FIELD) };
	struct store_id *parents = NEWS(sc, struct store_id, STORE_PARENTS);
	struct store_blob *blobs = NEWS(sc, struct store_blob, file_count + 1);
	size_t count = 0;
	if (j->tip.hex[0])
		parents[count++] = j->tip;
	for (size_t i = 0; i < countof(bound); i++)
		if (bound[i])
			parents[count++] = parse_id(bound[i]);
	assert(count <= STORE_PARENTS);
	for (size_t i = 0; i < file_count; i++)
		blobs[i] = (struct store_blob){ files[i].path, files[i].bytes, files[i].len };
	return (struct store_append){ .message = encode(sc, ev), .person = *person, .parents = parents,
		.parent_count = count, .files = blobs, .file_count = file_count };
}

const struct fault *journal_compose(struct scope *sc, struct journal *j, const struct event *ev,
                                    const struct store_person *person, const struct append_file *files,
                                    size_t file_count, const char **bytes, size_t *len)
{
	TRY(refuse_mistake(sc, ev));
	struct store_append a = commit_of(sc, j, ev, person, files, file_count);
	return store_compose(sc, j->store, &a, bytes, len);
}

const struct fault *journal_append(struct journal *j, struct event *ev, const struct store_person *person,
                                   const struct append_file *files, size_t file_count)
{
	return journal_append_signed(j, ev, person, files, file_count, NULL, 0);
}

const struct fault *journal_append_signed(struct journal *j, struct event *ev, const struct store_person *person,
                                          const struct append_file *files, size_t file_count,
                                          const struct append_header *headers, size_t header_count)
{
	SCOPE(turn);
	struct store_id id;
	assert(store_is_held(j->store));
	assert_stands(j);
	TRY(refuse_mistake(turn, ev));
	if (j->fold->newer)
		return fault_make(FAULT_REFUSED, "made by a newer sarflow ({why}): this one may read the package, not "
			"change it", j->fold->newer);
	const struct phrase *why = fold_judge(turn, j->fold, ev, &j->resolver);
	/* these are judged with their tree, below */
	if (why && ev->kind != (j->fold->workflow ? EVENT_ADOPT : EVENT_OPEN))
		return fault_of(FAULT_REFUSED, why);
	struct store_append a = commit_of(turn, j, ev, person, files, file_count);
	struct store_header *more = NEWS(turn, struct store_header, header_count + 1);
	for (size_t i = 0; i < header_count; i++)
		more[i] = (struct store_header){ headers[i].name, headers[i].value };
	a.headers = more;
	a.header_count = header_count;
	TRY(store_prepare(turn, j->store, &a, &id));
	/* what was written must be what was meant, before anybody can see it */
	struct reading r = { .sc = j->sc, .turn = turn, .scratch = buf_new(turn) };
	TRY(store_walk(j->store, &id, 1, take, &r));
	assert(r.entries.count == 1);
	struct event *again = r.entries.at[0].ev;
	if (r.entries.at[0].why)
		return fault_make(FAULT_CORRUPT, "the event was not written as it was meant, and is not recorded; "
			"try again");
	why = fold_judge(turn, j->fold, again, &j->resolver);
	if (why)
		return fault_of(FAULT_REFUSED, why);
	TRY(store_publish(j->store, STORE_JOURNAL, &j->tip, &id));
	j->tip = id;
	again->number = ++j->commits;
	keep(j, again);
	again->happened = fold_step(j->fold, again, &j->resolver, j->findings);
	assert(again->happened && strcmp(again->id, j->tip.hex) == 0);         /* it was judged before it was seen */
	assert_stands(j);
	return NULL;
}

const struct fault *journal_forward(struct store *s, const struct store_id *from, const struct store_id *to)
{
	assert(store_is_held(s) && from->hex[0] && to->hex[0]);
	return store_publish(s, STORE_JOURNAL, from, to);
}

const struct fault *journal_secure(struct journal *j)
{
	return store_publish(j->store, STORE_JOURNAL, &j->tip, &j->tip);
}

void journal_name_submittals(const struct journal *j)
{
	for (size_t i = 0; i < j->fold->seals.count; i++) {
		SCOPE(turn);
		const struct fold_seal *seal = &j->fold->seals.at[i];
		struct store_id id = parse_id(seal->evidence);
		const char *tag = scope_printf(turn, "submittal/%d", seal->number);
		/* a disc may fail for a moment; the journal says it, and the next act tries again */
		if (FAILED(store_name_tag(j->store, tag, &id)) && FAILED(store_name_tag(j->store, tag, &id)))
			return;
	}
}
