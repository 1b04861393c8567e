/* oracle.c: the same life in memory, and the comparison. */
#include "oracle.h"
#include "base/list.h"
#include "files.h"
#include "flaky.h"
#include "life.h"
#include "whole.h"
#include "../unit/history.h"
#include <unistd.h>

struct ids { struct store_id *at; size_t count, cap; };
struct oracle {
	struct store *memory;
	struct scope *reading;          /* of the journal below */
	struct journal *journal;
	struct ids mains, events;       /* the tips so far, the newest last; each begins with none */
	struct life_files work;         /* in memory's work tree */
	struct scope *looking;          /* of the store below */
	struct store *store;            /* the one under test, with its own eyes */
};

void oracle_end(struct oracle *o)
{
	if (o->reading)
		scope_close(o->reading);
	if (o->looking)
		scope_close(o->looking);
}

struct oracle *oracle_new(struct life *l)
{
	struct oracle *o = NEW(l->sc, struct oracle);
	o->memory = store_memory(l->sc);
	*LIST_ADD(l->sc, &o->mains) = (struct store_id){""};
	*LIST_ADD(l->sc, &o->events) = (struct store_id){""};
	return o;
}

static struct store_id *last(struct ids *ids) { return &ids->at[ids->count - 1]; }
static bool same(const struct store_id *a, const struct store_id *b) { return strcmp(a->hex, b->hex) == 0; }

static void broken(struct life *l, const struct fault *f, const char *doing)
{
	life_fail(l, "%s: %s", doing, f->text);
}

/* --- evidence --- */

static bool is_attachment(const char *path) { return strncmp(path, "attachments/", 12) == 0; }

static const struct fault *put(struct store *memory, const struct life_file *file)
{
	SCOPE(turn);
	int fd = -1;
	if (!is_attachment(file->path))
		return store_write(turn, memory, file->path, file->bytes, file->len);
	TRY(store_open_bytes(file->path, file->bytes, file->len, &fd));
	const struct fault *f = store_attach(turn, memory, fd, file->path, STORE_REPLACE);
	close(fd);
	return f;
}

/* The work tree in memory becomes the one that was saved. */
static const struct fault *take_work(struct life *l, struct oracle *o, const struct life_files *files)
{
	for (size_t i = 0; i < o->work.count; i++)
		store_memory_remove(o->memory, o->work.at[i].path);
	o->work.count = 0;
	for (size_t i = 0; i < files->count; i++) {
		TRY(put(o->memory, &files->at[i]));
		*LIST_ADD(l->sc, &o->work) = files->at[i];
	}
	return NULL;
}

static const struct fault *save_again(struct life *l, const struct life_save *s, struct store_id *id)
{
	SCOPE(turn);
	TRY(take_work(l, l->oracle, &s->files));
	return store_save(turn, l->oracle->memory, &s->person, "Save\n", id);
}

/* The tip goes back: nobody was told of what came after. */
static const struct fault *go_back(struct store *memory, const char *ref, struct ids *ids, size_t to)
{
	struct store_id now = *last(ids);
	ids->count = to + 1;
	return ids->at[to].hex[0] ? store_publish(memory, ref, &now, &ids->at[to]) : NULL;
}

static size_t position(const struct ids *ids, const struct store_id *id)
{
	size_t i = ids->count;
	while (i-- > 0)
		if (same(&ids->at[i], id))
			return i;
	return SIZE_MAX;
}

static void lose_saves(struct life *l, size_t to)
{
	struct oracle *o = l->oracle;
	for (size_t i = 0; i < l->saves.count; i++) {
		const struct life_save *s = l->saves.at[i];
		size_t at = position(&o->mains, &s->id);
		if (s->answer.told == LIFE_DONE && s->id.hex[0] && at != SIZE_MAX && at > to)
			life_fail(l, "version %.7s was saved, and is lost", s->id.hex);
	}
	const struct fault *f = to ? go_back(o->memory, STORE_MAIN, &o->mains, to) : NULL;
	if (f || to == 0)
		life_fail(l, "evidence is lost altogether");
}

/* One save since the last comparison can have moved main. */
static void compare_save(struct life *l, struct life_save *s, const struct store_id *tip)
{
	struct oracle *o = l->oracle;
	struct store_id id = {""};
	const struct fault *f = save_again(l, s, &id);
	if (f) {
		broken(l, f, "saving in memory");
		return;
	}
	if (s->answer.told == LIFE_DONE && !same(&s->id, &id))
		life_fail(l, "saved as %.7s, and in memory as %.7s", s->id.hex, id.hex);
	if (id.hex[0])
		*LIST_ADD(l->sc, &o->mains) = id;
	s->found = id.hex[0] && same(&id, tip);
	if (s->found && life_denies(&s->answer))
		life_fail(l, "a version was saved although it was said: %s", s->answer.words);
	if (!s->found && id.hex[0]) {
		f = o->mains.count > 2 ? go_back(o->memory, STORE_MAIN, &o->mains, o->mains.count - 2) : NULL;
		if (o->mains.count == 2)
			life_fail(l, "the first version was not saved as in memory");
		if (f)
			broken(l, f, "going back in memory");
	}
}

static bool may_have_moved(const struct life_save *s, const struct store_id *from, const struct store_id *tip)
{
	if (s->found || !same(&s->base, from))
		return false;
	return s->answer.told == LIFE_DONE || !same(from, tip);
}

static void compare_main(struct life *l, const struct store_id *tip)
{
	struct oracle *o = l->oracle;
	for (size_t i = 0; i < l->saves.count && !l->failure; i++) {
		struct life_save *s = l->saves.at[i];
		if (may_have_moved(s, last(&o->mains), tip))
			compare_save(l, s, tip);
		if (s->answer.told == LIFE_DONE && s->id.hex[0] && position(&o->mains, &s->id) == SIZE_MAX)
			life_fail(l, "version %.7s was saved, and is not in main's history", s->id.hex);
	}
	size_t at = position(&o->mains, tip);
	if (!l->failure && at == SIZE_MAX)
		life_fail(l, "main is at %.7s, which nobody saved", tip->hex);
	l->saves.count = 0;
	if (!l->failure && at + 1 < o->mains.count)
		lose_saves(l, at);
}

/* --- the journal --- */

static struct life_event *tried(struct life *l, const char *id)
{
	for (size_t i = l->events.count; i-- > 0; )
		if (strcmp(l->events.at[i]->id, id) == 0)
			return l->events.at[i];
	return NULL;
}

struct found { struct life *l; struct scope *sc; struct names ids; struct ids commits; const struct store_id *known; };
static const struct fault found_known = { .text = "known" };

static const struct fault *find_new(void *context, const struct store_commit *c)
{
	struct found *f = context;
	const struct phrase *why = NULL;
	if (same(&c->id, f->known))
		return &found_known;
	struct event *ev = event_decode(f->sc, c->message, buf_new(f->sc), &why);
	*LIST_ADD(f->sc, &f->ids) = ev ? event_get(ev, EVENT_ID_FIELD) : "";
	*LIST_ADD(f->sc, &f->commits) = c->id;
	return NULL;
}

/* Who was refused at the tip where memory stands now must be refused there, too, and in the same words. */
static void judge_refused(struct life *l)
{
	struct oracle *o = l->oracle;
	for (size_t i = 0; i < l->events.count && !l->failure; i++) {
		struct life_event *e = l->events.at[i];
		if (e->judged || e->answer.told != LIFE_FAULT || e->answer.code != FAULT_REFUSED
		    || !same(&e->base, &o->journal->tip))
			continue;
		e->judged = true;
		const struct fault *f = journal_append(o->journal, e->event, &e->person, e->files, e->file_count);
		if (!f || strcmp(f->text, e->answer.words) != 0)
			life_fail(l, "refused: %s; in memory: %s", e->answer.words, f ? f->text : "recorded");
	}
}

static void record_again(struct life *l, const char *id, const struct store_id *commit)
{
	struct oracle *o = l->oracle;
	struct life_event *e = tried(l, id);
	judge_refused(l);
	if (!e) {
		life_fail(l, "the journal has an event that nobody made");
		return;
	}
	const struct fault *f = journal_append(o->journal, e->event, &e->person, e->files, e->file_count);
	if (f)
		broken(l, f, "recorded, and not in memory");
	else if (!same(&o->journal->tip, commit))
		life_fail(l, "recorded as %.7s, and in memory as %.7s", commit->hex, o->journal->tip.hex);
	else if (life_denies(&e->answer))
		life_fail(l, "an event was recorded although it was said: %s", e->answer.words);
	e->found = true;
	*LIST_ADD(l->sc, &o->events) = *commit;
}

static void read_memory(struct life *l)
{
	struct oracle *o = l->oracle;
	if (o->reading)
		scope_close(o->reading);
	o->reading = scope_open();
	const struct fault *f = journal_read(o->reading, o->memory, &l->resolver, true, &o->journal);
	if (f)
		broken(l, f, "reading in memory");
}

/* Events that were seen and are gone: only after a cut, and nobody may have been told of them. */
static void lose_events(struct life *l, const struct store_id *tip, bool cut)
{
	struct oracle *o = l->oracle;
	size_t to = position(&o->events, tip);
	for (size_t i = 0; i < l->events.count; i++) {
		struct life_event *e = l->events.at[i];
		if (!e->found || position(&o->events, &e->base) < to || position(&o->events, &e->base) == SIZE_MAX)
			continue;
		if (e->answer.told == LIFE_DONE || !cut)
			life_fail(l, "event %s was recorded, and is lost", e->id);
		e->found = false;
	}
	const struct fault *f = to ? go_back(o->memory, STORE_JOURNAL, &o->events, to) : NULL;
	if (f || to == 0)
		life_fail(l, "the journal is lost altogether");
	read_memory(l);
}

static void compare_told(struct life *l)
{
	size_t kept = 0;
	for (size_t i = 0; i < l->events.count && !l->failure; i++) {
		struct life_event *e = l->events.at[i];
		if (e->answer.told == LIFE_DONE && !e->found)
			life_fail(l, "event %s was recorded, and is not there", e->id);
		if (e->found)
			l->events.at[kept++] = e;
	}
	l->events.count = kept;
}

static void compare_journal(struct life *l, const struct store_id *tip, bool cut)
{
	SCOPE(turn);
	struct oracle *o = l->oracle;
	struct found found = { .l = l, .sc = turn, .known = last(&o->events) };
	if (!o->journal)
		read_memory(l);
	if (position(&o->events, tip) != SIZE_MAX && !same(tip, last(&o->events)))
		lose_events(l, tip, cut);
	const struct fault *f = tip->hex[0] ? store_walk(o->store, tip, 0, find_new, &found) : NULL;
	if (f && f != &found_known)
		broken(l, f, "walking along the journal");
	for (size_t i = found.ids.count; i-- > 0 && !l->failure; )
		record_again(l, found.ids.at[i], &found.commits.at[i]);
	judge_refused(l);
	compare_told(l);
}

/* --- everything --- */

static void compare_whole(struct life *l)
{
	SCOPE(turn);
	struct oracle *o = l->oracle;
	struct journal *j = NULL;
	const struct fault *f = journal_read(turn, o->store, &l->resolver, true, &j);
	if (f) {
		broken(l, f, "reading the journal");
		return;
	}
	if (j->findings->count)
		life_fail(l, "the reader finds fault with the journal");
	if (strcmp(history_dump(turn, j->fold, true), history_dump(turn, o->journal->fold, true)) != 0)
		life_fail(l, "the fold differs from memory's");
	const char *broken_part = l->disc ? whole_find_broken(turn, LIFE_PLACE) : NULL;
	if (broken_part)
		life_fail(l, "%s", broken_part);
}

static const struct fault *look(struct life *l, bool anew)
{
	struct oracle *o = l->oracle;
	if (o->store && !anew)
		return NULL;
	if (o->looking)
		scope_close(o->looking);
	o->store = NULL;
	o->looking = scope_open();
	return life_open(l, o->looking, &o->store);
}

void oracle_compare(struct life *l, bool cut, bool whole)
{
	struct store_id main = {""}, journal = {""};
	const struct fault *f = look(l, cut || whole);
	if (!f)
		f = store_tip(l->oracle->store, STORE_MAIN, &main);
	if (!f)
		f = store_tip(l->oracle->store, STORE_JOURNAL, &journal);
	l->over = f && cut && f->code == FAULT_NOT_FOUND && l->told == 0;
	if (f && !l->over)
		broken(l, f, "opening the package");
	if (f)
		return;
	compare_main(l, &main);
	if (!l->failure)
		compare_journal(l, &journal, cut);
	if (!l->failure && whole)
		compare_whole(l);
}
