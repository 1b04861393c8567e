/* paper.c: letters and exported workbooks: what an event holds beside its words, as a pointer to content beside git. */
#include "base/base.h"
#include "base/lookup.h"
#include "base/path.h"
#include "desk/desk_private.h"
#include "text/word.h"
#include <unistd.h>

enum { DIGITS = 7 };                    /* fewer name no event and no content */

/* Where it stands in the event's tree; NULL: the event holds none. */
static const char *place_of(struct scope *sc, const struct event *ev)
{
	const char *letter = event_get(ev, EVENT_LETTER_FIELD);
	if (ev->kind == EVENT_EXPORTED)
		return DESK_PAPER_WORKBOOK;
	return letter ? scope_printf(sc, "letters/%s", letter) : NULL;
}

/* Why its content cannot be had. */
static void judge(struct scope *sc, const struct desk *d, struct desk_paper *p, bool unread)
{
	const struct fold_purge *purge = fold_purge(d->journal->fold, p->content.digest);
	if (unread || (p->content.raw && p->content.damaged)) {
		p->state = DESK_PAPER_DAMAGED;
		p->lacks = phrase_new(sc, "the event does not say which file it holds: its pointer is damaged or "
			"missing");
	} else if (purge) {             /* though it may lie here again, with a copy from elsewhere */
		p->state = DESK_PAPER_REMOVED;
		p->lacks = phrase_new(sc, "its content was removed on {day} by {person}; pointer and journal stay",
		                      purge->as_of, purge->name);
	} else if (p->content.present) {
		p->state = DESK_PAPER_HERE;
	} else if (p->content.damaged) {
		p->state = DESK_PAPER_DAMAGED;
		p->lacks = phrase_new(sc, "the stored content is damaged; fetch it again from another copy");
	} else {
		p->state = DESK_PAPER_ABSENT;
		p->lacks = phrase_new(sc, "its content is not in this copy; fetch it from another one");
	}
}

bool desk_paper_of(struct scope *sc, const struct desk *d, const struct event *ev, struct desk_paper *out)
{
	struct store_id id = {""};
	const char *path = place_of(sc, ev);
	if (!path)
		return false;
	*out = (struct desk_paper){ .event = ev, .path = path, .name = path_base(path) };
	snprintf(id.hex, sizeof id.hex, "%s", ev->id);
	judge(sc, d, out, MISSED(store_kept(d->store, &id, path, &out->content)));
	return true;
}

static bool is_called(const struct desk_paper *p, const char *words)
{
	const char *own = event_get(p->event, EVENT_ID_FIELD);
	size_t n = strlen(words);
	return strcmp(words, p->path) == 0 || strcmp(words, p->name) == 0
	       || (n >= DIGITS && (strncmp(p->event->id, words, n) == 0 || strncmp(p->content.digest, words, n) == 0
	                           || (own && strncmp(own, words, n) == 0)));
}

const struct fault *desk_paper_find(struct scope *sc, const struct desk *d, const char *words, bool alone,
                                    struct desk_paper *out)
{
	struct desk_paper p;
	size_t count = 0;
	for (size_t i = d->journal->count; i-- > 0; ) {
		if (!d->journal->events[i]->happened || !desk_paper_of(sc, d, d->journal->events[i], &p)
		    || !is_called(&p, words))
			continue;
		if (count == 0)
			*out = p;
		if (count == 0 || strcmp(p.content.digest, out->content.digest) != 0)
			count++;
	}
	if (count == 0)
		return fault_advise(fault_make(FAULT_NOT_FOUND, "no letter \"{name}\" is filed", words), REMEDY("log"));
	return count > 1 && alone ? fault_advise(fault_make(FAULT_REFUSED, "several different files are called "
		"\"{name}\"; name one by its event or by its digest", words), REMEDY("log", "json", "")) : NULL;
}

const struct fault *desk_paper_open(const struct desk *d, const struct desk_paper *p, int *fd)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", p->event->id);
	if (p->lacks)
		return fault_make(FAULT_NOT_FOUND, "{letter}: {why}", p->name, p->lacks);
	TRY(store_open(d->store, &id, &p->content, fd));
	const struct fault *f = digest_fd(*fd, p->name, digest, &size);
	if (!f && strcmp(digest, p->content.digest) != 0)
		f = fault_make(FAULT_CORRUPT, "the stored content of {file} is damaged; fetch it again from "
			"another copy", p->name);
	if (f)
		close(*fd);
	return f;
}

const struct fault *desk_refuse_purged(const struct desk *d, int fd, const char *file)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	if (d->journal->fold->purges.count == 0)
		return NULL;
	TRY(digest_fd(fd, file, digest, &size));
	const struct fold_purge *p = fold_purge(d->journal->fold, digest);
	return p ? fault_make(FAULT_REFUSED, "this content was removed from the package on {day} by {person} ({file}); "
		"it does not come back", p->as_of, p->name, p->path) : NULL;
}

/* --- what is wrong with them --- */

bool desk_same_sender(const char *own, const char *told) { return word_is_in(told, own) || word_is_in(own, told); }

/* The events that hold letters, by their own ids: many reports may rest on one letter. */
static struct lookup *find_letters(struct scope *turn, const struct desk *d)
{
	struct lookup *out = lookup_new(turn);
	for (size_t i = 0; i < d->journal->count; i++) {
		const struct event *ev = d->journal->events[i];
		if (ev->happened && event_get(ev, EVENT_LETTER_FIELD))
			lookup_add(out, event_get(ev, EVENT_ID_FIELD), i);
	}
	return out;
}

/* The event that holds the letter on which a report rests: itself, or the one it names; NULL: there is no letter. */
static const struct event *letter_of(const struct desk *d, const struct lookup *letters, const struct event *ev)
{
	const char *filed = event_get(ev, EVENT_FILED_IN_FIELD);
	size_t at = lookup_find(letters, filed ? filed : event_get(ev, EVENT_ID_FIELD));
	return at == LOOKUP_NONE ? NULL : d->journal->events[at];
}

/* A report and the letter it rests on tell of the same day and of the same office. */
static void compare_letter(const struct event *holds, const struct event *ev, struct findings *fs)
{
	const char *letter = event_get(holds, EVENT_LETTER_FIELD);
	const char *own = event_get(holds, EVENT_LETTER_DATE_FIELD), *told = event_get(ev, EVENT_OCCURRED_FIELD);
	const char *from = event_get(holds, EVENT_LETTER_FROM_FIELD), *by = event_get(ev, EVENT_REPORTED_BY_FIELD);
	if (own && told && strcmp(own, told) != 0)
		finding_add(fs, FINDING_letter_differs, (struct place){ 0 },
			PHRASE("the letter {letter} is dated {own}, and the report that rests on it says {told} "
			       "(event {event.7})", letter, own, told, ev->id));
	if (from && by && !desk_same_sender(from, by))
		finding_add(fs, FINDING_letter_differs, (struct place){ 0 },
			PHRASE("the letter {letter} is from \"{own}\", and the report that rests on it names "
			       "\"{told}\" (event {event.7})", letter, from, by, ev->id));
}

static void check_paper(const struct desk_paper *p, struct findings *fs)
{
	static const enum finding_id ids[] = { [DESK_PAPER_ABSENT] = FINDING_letter_absent,
		[DESK_PAPER_REMOVED] = FINDING_letter_purged, [DESK_PAPER_DAMAGED] = FINDING_letter_damaged };
	const char *recorded = event_get(p->event, EVENT_WORKBOOK_FIELD);
	if (p->lacks)
		finding_add(fs, ids[p->state], (struct place){ 0 },
			PHRASE("{letter} (event {event.7}): {why}", p->name, p->event->id, p->lacks));
	if (recorded && *p->content.digest && strcmp(recorded, p->content.digest) != 0)
		finding_add(fs, FINDING_workbook_differs, (struct place){ 0 },
			PHRASE("event {event.7} records the workbook {recorded.12} and holds {held.12}", p->event->id,
			       recorded, p->content.digest));
}

/* A note that the event names and does not hold, or holds damaged. */
static void check_note(const struct desk *d, const struct event *ev, struct findings *fs)
{
	SCOPE(turn);
	const char *note = event_get(ev, EVENT_NOTE_FIELD), *bytes = "";
	size_t len = 0;
	const struct fault *f = note ? desk_event_file(turn, d, ev->id, note, &bytes, &len) : NULL;
	if (MISSED(f))
		finding_add(fs, FINDING_event_tree, (struct place){ 0 }, f->code == FAULT_NOT_FOUND
			? PHRASE("event {event.7}: {file}, which it names, is not in it", ev->id, note)
			: PHRASE("event {event.7}: {file}, which it names, cannot be read", ev->id, note));
}

void desk_check_papers(struct desk *d, struct findings *fs)
{
	SCOPE(turn);
	struct desk_paper p;
	const struct lookup *letters = find_letters(turn, d);
	for (size_t i = 0; i < d->journal->count; i++) {
		const struct event *ev = d->journal->events[i];
		if (!ev->happened)
			continue;
		const struct event *holds = letter_of(d, letters, ev);
		if (holds)
			compare_letter(holds, ev, fs);
		if (desk_paper_of(d->sc, d, ev, &p))
			check_paper(&p, fs);
		check_note(d, ev, fs);
	}
}
