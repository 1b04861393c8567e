/* events.c: what can be said of an event from itself: how its commit is written, its days, the files it holds. */
#include "base/base.h"
#include "base/date.h"
#include "text/unicode.h"
#include "verify/verify_private.h"


/* --- the commits, byte for byte, newest first --- */

static void note_wrong_of(struct verifying *v, size_t at, enum finding_id id, const struct phrase *says)
{
	*LIST_ADD(v->sc, &v->wrong) = (struct verify_wrong){ at, id, phrase_keep(v->sc, says) };
}

static void note_wrong(struct verifying *v, enum finding_id id, const struct phrase *says)
{
	note_wrong_of(v, v->seen.count - 1, id, says);
}

static void judge_headers(struct verifying *v, const struct verify_header *h)
{
	SCOPE(turn);
	if (h->author.len != h->committer.len || memcmp(h->author.at, h->committer.at, h->author.len) != 0)
		note_wrong(v, FINDING_event_header, PHRASE("its commit was written by another than its author, or at "
			"another time: {committer}", scope_copy_bytes(turn, h->committer.at, h->committer.len)));
	if (h->other.len)
		note_wrong(v, FINDING_event_header, PHRASE("its commit has a header \"{name}\", which sarflow does "
			"not write", scope_copy_bytes(turn, h->other.at, h->other.len)));
	if (h->is_signed && !h->signature_ends)
		note_wrong(v, FINDING_event_header, PHRASE("its signature is none from its first line to its last"));
	v->out->signed_events += h->is_signed;
}

static struct verify_signature judge_signature(struct scope *turn, struct verifying *v, const struct store_object *o,
                                               const struct verify_header *h)
{
	const struct phrase *why = NULL;
	struct verify_signature s = verify_signature_read(turn, v, o, h, &why);
	if (s.state == VERIFY_SIGNED_WRONG)
		note_wrong(v, FINDING_signature_bad, why);
	v->later += s.state == VERIFY_SIGNED_LATER;
	return s;
}

/* The newest come first, and the keys they are judged by with events before them. */
static void judge_later(struct verifying *v)
{
	for (size_t i = 0; v->later && i < v->seen.count && !verify_stops(v); i++) {
		SCOPE(turn);
		const struct phrase *why = NULL;
		struct verify_seen *s = &v->seen.at[i];
		if (s->signature.state != VERIFY_SIGNED_LATER)
			continue;
		struct store_id id = verify_name(v, s->commit);
		s->signature = verify_signature_later(turn, v, &id, &why);
		if (s->signature.state == VERIFY_SIGNED_WRONG)
			note_wrong_of(v, i, FINDING_signature_bad, why);
	}
}

/* What the list was before it grew is given back at once. */
static struct verify_seen *add_seen(struct verifying *v)
{
	if (v->seen.count == v->seen.cap) {
		struct scope *room = scope_open();
		v->seen.cap = v->seen.cap ? v->seen.cap + v->seen.cap / 2 : 256;
		struct verify_seen *moved = NEWS(room, struct verify_seen, v->seen.cap);
		memcpy(moved, v->seen.at, v->seen.count * sizeof *moved);
		scope_close(v->seen.room);
		v->seen.room = room;
		v->seen.at = moved;
	}
	return &v->seen.at[v->seen.count++];
}

/* As it stands: what reads a commit takes blanks and dots off a name. */
static bool is_author(const struct verify_header *h, const char *message)
{
	static const char trailer[] = "\nSar-Person: ";
	const char *person = strstr(message, trailer);
	if (!person)                    /* told where the event is read */
		return true;
	person += sizeof trailer - 1;
	size_t n = strcspn(person, "\n");
	return h->author.len > n && memcmp(h->author.at, person, n) == 0 && h->author.at[n] == ' ';
}

/* One commit; its first parent in *at, "" where it has none.  What it needs is read at once, so that little waits. */
static void see(struct verifying *v, const struct store_object *o, struct store_id *at)
{
	SCOPE(turn);
	struct verify_header h;
	struct verify_seen *s = add_seen(v);
	const struct phrase *why = verify_header_read(turn, o->bytes, o->len, &h);
	s->zone = (int16_t)h.zone;
	s->commit = (uint32_t)nameset_place(v->known, at->hex);
	v->out->objects++;
	v->torn = v->torn || why;
	if (why)
		note_wrong(v, FINDING_event_header, why);
	else
		judge_headers(v, &h);
	if (!why) {
		s->signature = judge_signature(turn, v, o, &h);
		s->other_author = !is_author(&h, o->bytes + h.message);
		verify_keys_held(v, o->bytes + h.message);
	}
	verify_need(v, &h.tree, STORE_TREE);
	s->tree = h.tree.hex[0] ? (uint32_t)nameset_place(v->known, h.tree.hex) : VERIFY_NOWHERE;
	for (size_t i = 1; i < h.parent_count; i++)
		verify_need(v, &h.parents[i], STORE_COMMIT);
	verify_needs(v);
	*at = h.parent_count ? h.parents[0] : (struct store_id){""};
}

struct store_id verify_name(const struct verifying *v, uint32_t place)
{
	struct store_id id = {""};
	if (place != VERIFY_NOWHERE)
		nameset_name(v->known, place, id.hex);
	return id;
}

bool verify_is_entry(const struct verifying *v, const struct store_id *id)
{
	size_t place = nameset_place(v->known, id->hex);
	for (size_t i = 0; place != NAMESET_NONE && i < v->seen.count; i++)
		if (v->seen.at[i].commit == place)
			return true;
	return false;
}

/* In a whole history each stands in its place; behind a commit that git reads and we do not, it is looked for. */
const struct verify_seen *verify_seen_of(const struct verifying *v, const struct event *ev)
{
	static const struct verify_seen none = { .commit = VERIFY_NOWHERE, .tree = VERIFY_NOWHERE };
	size_t n = v->seen.count, place = nameset_place(v->known, ev->id);
	if (v->number <= n && v->seen.at[n - v->number].commit == place)
		return &v->seen.at[n - v->number];
	for (size_t i = 0; i < n; i++)
		if (v->seen.at[i].commit == place)
			return &v->seen.at[i];
	return &none;
}

void verify_events_seen(struct verifying *v)
{
	struct store_id at = {""};
	const struct fault *f = store_tip(v->store, STORE_JOURNAL, &at);
	v->out->tip = scope_copy(v->sc, at.hex);
	while (!f && at.hex[0] && !verify_stops(v)) {
		SCOPE(turn);
		nameset_add(v->known, at.hex);
		struct store_object o;
		f = store_object(turn, v->store, &at, &o);
		if (!f && o.kind == STORE_COMMIT)
			see(v, &o, &at);
	}
	if (MISSED(f))
		verify_tell_phrase(v, f->code == FAULT_NOT_FOUND ? FINDING_object_missing : FINDING_object_damaged,
			"journal", 0, PHRASE("event {event.12} cannot be read, nor what came before it: {why}", at.hex,
			(const struct phrase *)&f->says[f->depth - 1]));
	v->halted = f != NULL;
	judge_later(v);
}

void verify_events_wrong(struct verifying *v)
{
	for (size_t i = 0; i < v->wrong.count; i++)
		verify_tell_phrase(v, v->wrong.at[i].id, "journal", v->seen.count - v->wrong.at[i].at,
		                   v->wrong.at[i].says);
}

/* --- its days --- */

/* What it reports lies before the day it was recorded, in its order. */
static void judge_reported(struct verifying *v, const struct event *ev, const char *as_of)
{
	const char *occurred = event_get(ev, EVENT_OCCURRED_FIELD), *received = event_get(ev, EVENT_RECEIVED_FIELD);
	const char *days[] = { occurred, received, event_get(ev, EVENT_LETTER_DATE_FIELD) };
	for (size_t i = 0; i < countof(days); i++)
		if (days[i] && strcmp(days[i], as_of) > 0)
			verify_tell(v, event_days, "{day} lies ahead of the day on which it was recorded, {recorded}",
				days[i], as_of);
	if (occurred && received && strcmp(received, occurred) < 0)
		verify_tell(v, event_days, "it was received ({received}) before it happened ({occurred})", received,
			occurred);
}

/* The clock of a state counts from the day that somebody gives: for what others did that is theirs to say.  Who records
 * late records the state before as late, but seldom by so much. */
static void judge_own_days(struct verifying *v, const struct desk *d, const struct event *ev)
{
	enum { LATE = 366 };
	const char *occurred = event_get(ev, EVENT_OCCURRED_FIELD), *received = event_get(ev, EVENT_RECEIVED_FIELD);
	const struct fold *f = d->journal->fold;
	int day = 0, entered = 0;
	if (ev->kind != EVENT_TRANSITION || (!occurred && !received))
		return;
	if (!event_get(ev, EVENT_REPORTED_BY_FIELD))
		verify_tell(v, event_days, "it is nobody's report, and gives a day of its own, {day}, on which it "
			"happened or was received", occurred ? occurred : received);
	else if (occurred && f->entered_on && date_parse(occurred, &day) && date_parse(f->entered_on, &entered)
	         && day + LATE < entered)
		verify_tell(v, event_doubtful, "it happened on {day}, before the package came to \"{state}\" on "
			"{entered}", occurred, f->state, f->entered_on);
}

static void judge_days(struct verifying *v, const struct event *ev)
{
	char day[DATE_TEXT];
	const char *as_of = event_get(ev, EVENT_AS_OF_FIELD);
	date_print(date_at(ev->recorded, verify_seen_of(v, ev)->zone), day);
	if (ev->recorded > v->world.now + VERIFY_CLOCKS)
		verify_tell(v, event_days, "it was recorded on {day}, which lies ahead", day);
	else if (strcmp(as_of, day) > 0)
		verify_tell(v, event_days, "it is of {day}, and was recorded before, on {recorded}", as_of, day);
	if (ev->recorded < v->recorded - VERIFY_CLOCKS)
		verify_tell(v, event_days, "it was recorded before the event it stands behind");
	if (*v->as_of && strcmp(as_of, v->as_of) < 0)
		verify_tell(v, event_days, "it is of {day}, and stands behind an event of {before}", as_of, v->as_of);
	else if (strcmp(as_of, day) < 0)
		verify_tell(v, event_backdated, "it was recorded on {recorded} for the day {day}: what it asked was "
			"judged as of that day", day, as_of);
	judge_reported(v, ev, as_of);
	v->recorded = ev->recorded;
	snprintf(v->as_of, sizeof v->as_of, "%s", as_of);
}

/* --- text that nobody sees --- */

/* What has no width, turns text round, fills a place, or ends a line where none ends. */
static bool is_unseen(uint32_t c)
{
	static const struct { uint32_t from, to; } ranges[] = {
		{ 0x80, 0x9f }, { 0xad, 0xad }, { 0x61c, 0x61c }, { 0x115f, 0x1160 }, { 0x180b, 0x180f },
		{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },
		{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff9, 0xfffb }, { 0xe0000, 0xe007f },
	};
	for (size_t i = 0; i < countof(ranges); i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

static void judge_text(struct verifying *v, const struct event *ev)
{
	for (size_t i = 0; i < ev->count; i++) {
		const char *s = ev->values[i].text;
		while ((unsigned char)*s && (unsigned char)*s < 0x80)
			s++;
		for (size_t n; *s; s += n) {
			if (!is_unseen(unicode_at(s, &n)))
				continue;
			verify_tell(v, text_hidden, "\"{value}\" holds a character that nobody sees",
				ev->values[i].text);
			break;
		}
	}
}

/* In what people write at length some have their place: what joins letters and chooses their shape, and line ends. */
static bool is_unseen_in_note(uint32_t c)
{
	bool joins = c == 0x200c || c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f);
	return (c < ' ' && !strchr("\t\n\f\r", (int)c)) || c == 0x7f || (is_unseen(c) && !joins);
}

static void judge_words(struct verifying *v, const char *bytes, size_t len)
{
	size_t at = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;        /* as Windows begins a text */
	for (size_t n; at < len; at += n)
		if (is_unseen_in_note(unicode_at(bytes + at, &n))) {
			verify_tell(v, text_hidden, "its note holds a character that nobody sees");
			return;
		}
}

/* --- its files --- */

/* What an event holds beside its words: packages/README.md, "What an event holds". */
struct holds { const char *name; bool is_folder; };

static size_t list_holds(const struct event *ev, struct holds out[3])
{
	size_t count = 0;
	bool template = ev->kind == EVENT_OPEN || ev->kind == EVENT_ADOPT
		|| (ev->kind == EVENT_USE && event_get(ev, EVENT_SNAPSHOT_FIELD));
	if (event_get(ev, EVENT_NOTE_FIELD))
		out[count++] = (struct holds){ event_get(ev, EVENT_NOTE_FIELD), false };
	if (event_get(ev, EVENT_LETTER_FIELD))
		out[count++] = (struct holds){ "letters", true };
	if (template)
		out[count++] = (struct holds){ "template", true };
	const char *own = ev->kind == EVENT_SEAL ? "manifest" : ev->kind == EVENT_WAIVE ? "finding.txt"
		: ev->kind == EVENT_EXPORTED ? DESK_PAPER_WORKBOOK : ev->kind == EVENT_STAMPED ? DESK_STAMP : NULL;
	if (own)
		out[count++] = (struct holds){ own, false };
	return count;
}

static void judge_note(struct verifying *v, const struct store_id *id)
{
	SCOPE(turn);
	struct store_object o;
	size_t bad;
	if (MISSED(store_object(turn, v->store, id, &o)))
		return;                 /* told where objects are read */
	if (o.kind != STORE_BLOB || o.len == 0 || !unicode_is_valid(o.bytes, o.len, &bad))
		verify_tell(v, event_tree, "its note is empty, or no text");
	else
		judge_words(v, o.bytes, o.len);
}

static bool is_plain(const struct verify_entry *e) { return strcmp(e->mode, "100644") == 0; }

static void judge_letters(struct verifying *v, const struct store_id *id, const char *letter)
{
	SCOPE(turn);
	struct verify_entries in = {0};
	if (!verify_folder(turn, v, id, &in))
		return;
	if (in.count != 1 || in.at[0].is_folder || strcmp(in.at[0].name, letter) != 0)
		verify_tell(v, event_tree, "its folder of letters does not hold {letter} and nothing else", letter);
	else if (!is_plain(&in.at[0]))
		verify_tell(v, event_tree, "{file} is no plain file in it", letter);
}

/* Its digest is of plain files alone: what else lies there is of no template. */
static void judge_template(struct verifying *v, const struct store_id *id, int depth)
{
	enum { DEEPEST = 20 };          /* a base of a base has three */
	SCOPE(turn);
	struct verify_entries in = {0};
	if (!verify_folder(turn, v, id, &in))
		return;
	for (size_t i = 0; i < in.count; i++)
		if (in.at[i].is_folder && depth < DEEPEST)
			judge_template(v, &in.at[i].id, depth + 1);
		else if (!is_plain(&in.at[i]))
			verify_tell(v, event_tree, "{file} is no plain file in it", in.at[i].name);
}

static void judge_entry(struct verifying *v, const struct event *ev, const struct verify_entry *e)
{
	if (!e->is_folder && !is_plain(e))
		verify_tell(v, event_tree, "{file} is no plain file in it", e->name);
	else if (event_get(ev, EVENT_NOTE_FIELD) && strcmp(e->name, event_get(ev, EVENT_NOTE_FIELD)) == 0)
		judge_note(v, &e->id);
	else if (e->is_folder && strcmp(e->name, "letters") == 0)
		judge_letters(v, &e->id, event_get(ev, EVENT_LETTER_FIELD));
	else if (e->is_folder && strcmp(e->name, "template") == 0)
		judge_template(v, &e->id, 0);
}

static void judge_tree(struct verifying *v, const struct event *ev)
{
	static const char empty[] = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
	SCOPE(turn);
	struct holds holds[3];
	size_t count = list_holds(ev, holds), found = 0;
	struct verify_entries in = {0};
	struct store_id tree = verify_name(v, verify_seen_of(v, ev)->tree);
	const char *note = event_get(ev, EVENT_NOTE_FIELD);
	if (note && strcmp(note, "note.md") != 0)
		verify_tell(v, event_tree, "its note is called {file}, not note.md", note);
	if (count == 0 && strcmp(tree.hex, empty) == 0)
		return;
	if (!verify_folder(turn, v, &tree, &in)) {
		verify_tell(v, event_tree, "the files that it holds cannot be read");
		return;
	}
	for (size_t i = 0; i < in.count; i++) {
		size_t k = 0;
		while (k < count && (strcmp(holds[k].name, in.at[i].name) != 0
		                     || holds[k].is_folder != in.at[i].is_folder))
			k++;
		found += k < count;
		if (k < count)
			judge_entry(v, ev, &in.at[i]);
		else
			verify_tell(v, event_tree, "it holds {file}, which it does not name", in.at[i].name);
	}
	for (size_t k = 0; k < count && found < count; k++) {
		size_t i = 0;
		while (i < in.count && strcmp(in.at[i].name, holds[k].name) != 0)
			i++;
		if (i == in.count)
			verify_tell(v, event_tree, "{file}, which it names, is not in it", holds[k].name);
	}
}

const struct fault *verify_event_before(void *verifying, struct desk *d, const struct event *ev)
{
	struct verifying *v = verifying;
	const char *own = event_get(ev, EVENT_ID_FIELD);
	if (verify_stops(v))
		return v->stopped;
	v->number = ev->number;
	v->out->events++;
	snprintf(v->out->tip_id, sizeof v->out->tip_id, "%s", own);
	v->since_stands = v->since_stands || (v->since && strcmp(own, v->since) == 0);
	if (verify_seen_of(v, ev)->other_author)
		verify_tell(v, event_author, "its author is not the person it names");
	judge_days(v, ev);
	judge_own_days(v, d, ev);
	judge_tree(v, ev);
	judge_text(v, ev);
	verify_signed_event(v, d, ev);
	if (!v->halted) {
		verify_bound(v, d, ev);
		verify_act(v, d, ev);
	}
	const struct fault *f = v->watch ? v->watch->before(v->watch->context, v, d, ev) : NULL;
	v->number = 0;
	return f;
}
