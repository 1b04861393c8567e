/* returned.c: from a workbook that came back to a letter and remarks. */
#include "base/base.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "desk/desk_private.h"
#include "desk/returned.h"
#include "intake/identity.h"
#include "intake/value.h"
#include "text/token.h"
#include <unistd.h>

enum { SAID_LIMIT = 1000 };              /* lines of one file that say something: each becomes an event */

/* --- the workbook as it was handed over --- */

/* A matrix of what the authority found and we answered, made for it to concur or not. */
static bool is_matrix(const struct desk *d, const struct identity *who)
{
	const struct template_profile *p = template_profile(d->template, who->profile);
	for (size_t i = 0; p && who->submittal == 0 && i < p->sheet_count; i++)
		if (p->sheets[i]->about == TEMPLATE_ABOUT_REMARK)
			return true;
	return false;
}

bool returned_is_own(const struct desk *d, const struct workbook *book)
{
	SCOPE(turn);
	struct identity who;
	return identity_read(turn, book, &who) && who.submittal == 0 && !is_matrix(d, &who);
}

static const struct fault *judge_identity(const struct desk *d, const char *file, const struct identity *who)
{
	const char *own = d->journal->fold->package;
	if (strcmp(who->package, own) != 0)
		return fault_make(FAULT_REFUSED, "{file} belongs to the package {package}, not to {own}", file,
			who->package,
			own);
	if (who->form > TOKEN_FORM)
		return fault_make(FAULT_REFUSED, "{file} was made by a newer sarflow; use that one to read it", file);
	if (who->form < TOKEN_FORM)
		return fault_make(FAULT_REFUSED, "{file} was made by an older sarflow, which made no workbooks that "
			"can be read back",
			file);
	if (!who->submittal && !is_matrix(d, who))
		return fault_advise(fault_make(FAULT_REFUSED, "{file} is a workbook of your own, not of a submittal",
			file),
			REMEDY("take", "", file));
	return who->submittal > (int)d->journal->fold->seals.count
		? fault_make(FAULT_REFUSED, "{file} says that it is of submittal {number}, which this package has "
			"not", file,
			who->submittal) : NULL;
}

/* Was this submittal exported with a workbook? */
static bool is_export(struct scope *sc, const struct desk *d, size_t at, int submittal, struct desk_paper *out)
{
	const struct event *ev = d->journal->events[at];
	const char *number = ev->kind == EVENT_EXPORTED && ev->happened ? event_get(ev, EVENT_SUBMITTAL_FIELD) : NULL;
	return number && atoi(number) == submittal && desk_paper_of(sc, d, ev, out);
}

/* Was this sent as a letter?  So a matrix goes out. */
static bool is_sent(struct scope *sc, const struct desk *d, size_t at, struct desk_paper *out)
{
	const struct event *ev = d->journal->events[at];
	const char *direction = ev->kind == EVENT_LETTER && ev->happened ? event_get(ev, EVENT_DIRECTION_FIELD) : NULL;
	return direction && strcmp(direction, "out") == 0 && desk_paper_of(sc, d, ev, out);
}

static const struct fault *read_given(struct desk *d, const struct act_paper *given, int submittal,
	struct workbook **out)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	struct desk_paper p;
	bool known = false;
	TRY(digest_fd(given->fd, given->name, digest, &size));
	for (size_t i = d->journal->count; i-- > 0 && !known; )
		known = (submittal ? is_export(d->sc, d, i, submittal, &p) : is_sent(d->sc, d, i, &p))
			&& strcmp(p.content.digest, digest) == 0;
	if (!known && !submittal)
		return fault_make(FAULT_REFUSED, "{file} is no letter sent that was filed", given->name);
	if (!known)
		return fault_make(FAULT_REFUSED, "{file} is not the workbook that was recorded for submittal {number}",
			given->name, submittal);
	const struct fault *f = workbook_read(d->sc, given->fd, out);
	return f ? fault_while(f, "{file}", given->name) : NULL;
}

static const struct fault *read_kept(struct desk *d, const struct desk_paper *p, struct workbook **out)
{
	int fd = -1;
	TRY(desk_paper_open(d, p, &fd));
	const struct fault *f = workbook_read(d->sc, fd, out);
	close(fd);
	return f ? fault_while(f, "{file}", p->name) : NULL;
}

/* The newest export whose workbook is here. */
static const struct fault *read_exported(struct desk *d, const struct act_paper *given, int submittal,
                                         struct workbook **out)
{
	struct desk_paper p, lacking = {0};
	if (given->name)
		return read_given(d, given, submittal, out);
	for (size_t i = d->journal->count; i-- > 0; ) {
		if (!is_export(d->sc, d, i, submittal, &p))
			continue;
		if (p.state == DESK_PAPER_HERE)
			return read_kept(d, &p, out);
		lacking = lacking.event ? lacking : p;
	}
	if (!lacking.event)
		return fault_make(FAULT_NOT_FOUND, "no export of submittal {number} is recorded, so there is nothing "
			"to hold "
			"the file against", submittal);
	return fault_advise(fault_make(FAULT_NOT_FOUND, "the workbook of submittal {number} cannot be had: {lacks}",
		submittal,
		lacking.lacks), REMEDY("", "exported", "FILE"));
}

static bool same_matrix(const struct identity *a, const struct identity *b)
{
	return strcmp(a->package, b->package) == 0 && strcmp(a->profile, b->profile) == 0
	       && identity_fits(b->version, a->version);
}

/* The newest letter sent that is this matrix as it was made; where none was filed, it is read by itself. */
static const struct fault *read_sent(struct desk *d, const struct act_paper *given, const struct identity *who,
                                     struct workbook **out)
{
	struct desk_paper p;
	struct identity its;
	*out = NULL;
	if (given->name)
		return read_given(d, given, 0, out);
	for (size_t i = d->journal->count; i-- > 0; ) {
		struct workbook *book = NULL;
		if (!is_sent(d->sc, d, i, &p) || p.state != DESK_PAPER_HERE || !path_has_suffix(p.name, ".xlsx"))
			continue;
		TRY(read_kept(d, &p, &book));
		if (identity_read(d->sc, book, &its) && same_matrix(&its, who)) {
			*out = book;
			return NULL;
		}
	}
	return NULL;
}

/* --- what becomes of a line --- */

static const char *text_of(struct scope *sc, const struct answers_line *l)
{
	struct buf *b = buf_new(sc);
	buf_text(b, l->verdict);
	if (*l->finding)
		buf_printf(b, "%s%s", b->len ? ": " : "", l->finding);
	if (*l->comment)
		buf_printf(b, "%s%s", b->len ? "\n\n" : "", l->comment);
	buf_char(b, '\n');
	return b->at;
}

/* The words of an event, "" where it has none. */
static const struct fault *words_of(struct scope *sc, const struct desk *d, const char *event, const char **out)
{
	const char *bytes = "";
	size_t len = 0;
	const struct fault *f = desk_event_file(sc, d, event, "note.md", &bytes, &len);
	*out = f ? "" : bytes;
	return f && f->code != FAULT_NOT_FOUND ? f : NULL;
}

/* On this submittal, with the same name for it and the same words: it was said before. */
static const struct fault *find_known(struct scope *sc, const struct desk *d, const struct outcomes *r,
                                      const struct outcome *item, int *number)
{
	const struct fold *f = d->journal->fold;
	const char *evidence = f->seals.at[r->submittal - 1].evidence;
	for (size_t i = 0; i < f->remarks.count; i++) {
		const struct fold_remark *k = &f->remarks.at[i];
		if (!k->reported_by || !k->theirs || strcmp(k->theirs, item->line->name) != 0
		    || !k->evidence || strcmp(k->evidence, evidence) != 0)
			continue;
		const char *words = NULL;
		TRY(words_of(sc, d, k->event, &words));
		if (strcmp(value_trimmed(sc, words), value_trimmed(sc, item->text)) == 0) {
			*number = k->number;
			return NULL;
		}
	}
	return NULL;
}

/* Was this said about the remark before? */
static const struct fault *find_said(struct scope *sc, const struct desk *d, const struct fold_remark *of,
                                     const char *text, bool *found)
{
	for (size_t i = 0; i < d->journal->count; i++) {
		const struct event *ev = d->journal->events[i];
		const char *id = event_get(ev, EVENT_REMARK_FIELD), *words = NULL;
		bool said = ev->kind == EVENT_REPLY || ev->kind == EVENT_CLOSE || ev->kind == EVENT_REOPEN;
		if (!ev->happened || !said || !id || strcmp(id, of->id) != 0)
			continue;
		TRY(words_of(sc, d, ev->id, &words));
		*found = *found || (*words && strstr(words, value_trimmed(sc, text)));
	}
	return NULL;
}

/* About a remark: agreed, not agreed, or something said. */
static const struct fault *judge_reply(const struct desk *d, struct outcomes *r, struct outcome *item)
{
	bool said = false;
	const struct answers_line *l = item->line;
	const struct fold_remark *of = fold_remark(d->journal->fold, atoi(l->subject));
	item->number = of ? of->number : 0;
	item->what = OUTCOME_SAYS;
	if (!of)
		item->what = OUTCOME_REMARK;
	else if (*l->verdict && l->understood && !l->raises)
		item->what = of->state == FOLD_ANSWERED ? OUTCOME_AGREES : of->state == FOLD_CLOSED ? OUTCOME_KNOWN
			: OUTCOME_SAYS;
	else if (*l->verdict)
		item->what = of->state == FOLD_OPEN ? OUTCOME_SAYS : OUTCOME_DISAGREES;
	if (of)
		TRY(find_said(d->sc, d, of, item->text, &said));
	if (said)
		item->what = OUTCOME_KNOWN;
	r->replies += of && item->what != OUTCOME_KNOWN;
	return NULL;
}

static bool speaks_of(const struct answers_line *l)
{
	return *l->finding || *l->comment || l->raises || *l->severity;
}

/* Somebody who pulled a cell down to the end of the sheet did not find a million deficiencies. */
static const struct fault *judge_size(const char *file, const struct answers *a)
{
	size_t count = 0;
	for (size_t i = 0; i < a->lines.count; i++)
		count += speaks_of(&a->lines.at[i]) || (a->lines.at[i].about == TEMPLATE_ABOUT_REMARK
			&& *a->lines.at[i].verdict);
	return count <= SAID_LIMIT ? NULL : fault_make(FAULT_REFUSED, "{file} says something on {count} lines; at most "
		"{limit} are taken from one file: clear what was filled by pulling a cell down, or divide the file",
		file, count, (size_t)SAID_LIMIT);
}

static const struct fault *judge_line(struct desk *d, struct outcomes *r, const struct answers_line *l)
{
	struct outcome item = { .line = l, .text = text_of(d->sc, l), .severity = *l->severity ? l->severity : NULL };
	bool speaks = speaks_of(l);
	const struct template *t = d->template;
	if (l->about == TEMPLATE_ABOUT_REMARK && *l->subject)
		TRY(judge_reply(d, r, &item));
	else
		item.what = speaks ? OUTCOME_REMARK : OUTCOME_PASSED;
	if (item.what == OUTCOME_REMARK) {
		TRY(find_known(d->sc, d, r, &item, &item.number));
		item.what = item.number > 0 ? OUTCOME_KNOWN : OUTCOME_REMARK;
	}
	/* a comment on what passed: the mildest */
	if (item.what == OUTCOME_REMARK && !item.severity && !l->raises && t->severities.count)
		item.severity = t->severities.at[t->severities.count - 1].id;
	r->unsaid += item.what == OUTCOME_REMARK && !item.severity;
	r->passed += item.what == OUTCOME_PASSED;
	r->remarks += item.what == OUTCOME_REMARK;
	r->known += item.what == OUTCOME_KNOWN;
	*LIST_ADD(d->sc, &r->items) = item;
	return NULL;
}

/* A template of before says which cells are open and not what they mean. */
static const struct fault *judge_profile(const struct template_profile *p)
{
	for (size_t i = 0; i < p->sheet_count; i++)
		if (p->sheets[i]->about)
			return NULL;
	return fault_advise(fault_make(FAULT_REFUSED, "the template of this submittal does not say what the "
		"authority's "
		"columns mean: file the workbook as a letter and record its deficiencies one by one"),
		REMEDY("remark add", "letter", "NAME", "from", "FILE"));
}

/* The letter that holds this very file. */
static const struct fault *find_letter(struct desk *d, const struct act_paper *file, struct outcomes *r)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	TRY(digest_fd(file->fd, file->name, digest, &size));
	for (size_t i = d->journal->count; i-- > 0 && !r->letter; ) {
		struct desk_paper p;
		const struct event *ev = d->journal->events[i];
		if (ev->happened && ev->kind == EVENT_LETTER && desk_paper_of(d->sc, d, ev, &p)
		    && strcmp(p.content.digest, digest) == 0)
			r->letter = event_get(ev, EVENT_ID_FIELD);
	}
	return NULL;
}

const struct fault *returned_read(struct desk *d, const struct workbook *book, const struct act_paper *file,
                                  const struct act_paper *exported, struct outcomes **out)
{
	struct identity who;
	struct workbook *was = NULL;
	struct desk_moment then;
	struct outcomes *r = NEW(d->sc, struct outcomes);
	if (!identity_read(d->sc, book, &who))
		return fault_advise(fault_make(FAULT_REFUSED, "{file} does not say which workbook it is: its "
			"properties, its "
			"hidden sheet and the line in square brackets at the top of its sheets are gone", file->name),
			REMEDY("letter in", "letter", file->name, "on", "DAY"));
	TRY(template_complete(d->template));
	TRY(judge_identity(d, file->name, &who));
	then = desk_now(d);
	if (who.submittal) {
		TRY(read_exported(d, exported, who.submittal, &was));
		TRY(desk_moment_at(d, d->journal->fold->seals.at[who.submittal - 1].event, &then));
	} else {
		TRY(read_sent(d, exported, &who, &was));
	}
	TRY(template_complete(then.template));
	const struct template_profile *p = template_profile(then.template, who.profile);
	if (!p)
		return fault_make(FAULT_NOT_FOUND, "the template has no workbook profile \"{name}\"", who.profile);
	TRY(judge_profile(p));
	r->submittal = who.submittal ? who.submittal : (int)d->journal->fold->seals.count;
	r->doubts = doubt_list(d->sc);
	r->answers = answers_read(d->sc, then.template, p, was, book, r->doubts);
	TRY(judge_size(file->name, r->answers));
	TRY(find_letter(d, file, r));
	for (size_t i = 0; i < r->answers->lines.count; i++)
		TRY(judge_line(d, r, &r->answers->lines.at[i]));
	doubt_sort(r->doubts);
	r->tip = scope_copy(d->sc, d->journal->tip.hex);
	*out = r;
	return NULL;
}

/* --- recording --- */

/* The block as a note: what they said of all of it. */
static const char *block_of(struct scope *sc, const struct answers *a)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < a->fields.count; i++)
		buf_printf(b, "%s: %s  \n", a->fields.at[i].key, a->fields.at[i].value);
	return b->len ? b->at : NULL;
}

static const struct fault *file_letter(struct desk *d, struct outcomes *r, const struct act_options *o)
{
	struct act_options own = *o;
	if (r->letter)
		return NULL;
	own.note = block_of(d->sc, r->answers);
	TRY(act_letter(d, "in", &own));
	r->letter = desk_letter(d, o->letter.name);
	return r->letter ? NULL : fault_make(FAULT_CORRUPT, "the letter was filed and is not found");
}

static const struct fault *record_remark(struct desk *d, const struct outcomes *r, struct outcome *item,
                                         const struct act_options *o, const struct returned_wish *wish, bool trial)
{
	const struct answers_line *l = item->line;
	const struct act_remark remark = { .on = *l->subject && l->about == TEMPLATE_ABOUT_REQUIREMENT ? l->subject
		: NULL,
		.severity = item->severity ? item->severity : wish->severity, .owner = wish->owner, .due = wish->due,
		.filed_in = r->letter, .theirs = l->name, .trial = trial };
	struct act_options own = *o;
	int number = 0;
	own.letter = (struct act_paper){ NULL, -1 };
	own.note = item->text;
	const struct fault *f = act_remark(d, &remark, &own, &number);
	if (!f && !trial) {
		item->number = number;
		item->severity = remark.severity;
	}
	return f ? fault_while(f, "{sheet}, row {row}", l->sheet, l->row) : NULL;
}

static const struct fault *record_reply(struct desk *d, struct outcomes *r, struct outcome *item,
                                        const struct act_options *o)
{
	struct act_options own = *o;
	own.letter = (struct act_paper){ NULL, -1 };
	own.note = item->text;
	if (item->what == OUTCOME_SAYS) {       /* a reply is of who makes it: its words say whose they are */
		own.note = scope_printf(d->sc, "%s, %s: %s", o->reported_by, o->occurred, item->text);
		own.reported_by = own.occurred = own.received = NULL;
	}
	const struct fault *f = item->what == OUTCOME_AGREES ? act_close(d, item->number, &own)
		: item->what == OUTCOME_DISAGREES ? act_reopen(d, item->number, &own) : act_reply(d, item->number,
			&own);
	if (!f || f->code != FAULT_REFUSED)
		return f ? fault_while(f, "{sheet}, row {row}", item->line->sheet, item->line->row) : NULL;
	/* Who files a letter need not be who may close a remark: the rest is recorded, and this waits for the other. */
	item->what = OUTCOME_SAYS;
	doubt_add(r->doubts, FINDING_WARNING, item->line->sheet, item->line->row, 0,
		PHRASE("what they say of remark {number} "
		"is not recorded yet: {why}; whoever may do it takes the same file again", item->number,
		fault_say(d->sc, template_speaks(d->template, d->language), f)));
	return NULL;
}

static const struct fault *try_all(struct desk *d, struct outcomes *r, const struct act_options *o,
                                   const struct returned_wish *wish)
{
	for (size_t i = 0; i < r->items.count; i++)
		if (r->items.at[i].what == OUTCOME_REMARK)
			TRY(record_remark(d, r, &r->items.at[i], o, wish, true));
	return NULL;
}

static bool is_reply(const struct outcome *i)
{
	return i->what == OUTCOME_AGREES || i->what == OUTCOME_DISAGREES || i->what == OUTCOME_SAYS;
}

const struct fault *returned_record(struct desk *d, struct outcomes *r, const struct act_options *o,
                                    const struct returned_wish *wish)
{
	if (r->unsaid && !wish->severity)
		return fault_advise(fault_make(FAULT_USAGE, "{count} {count:deficiency bears|deficiencies bear} no "
			"severity; say "
			"which it is", r->unsaid), REMEDY("", "severity", "NAME"));
	SCOPE(lock);
	TRY(store_lock(lock, d->store));        /* nobody records anything between two of them */
	TRY(desk_refresh(d, false));
	if (strcmp(r->tip, d->journal->tip.hex) != 0)
		return fault_make(FAULT_CONFLICT, "something was recorded since the workbook was read; do it again: "
			"what is recorded already is passed over");
	TRY(try_all(d, r, o, wish));
	TRY(file_letter(d, r, o));
	for (size_t i = 0; i < r->items.count; i++) {
		if (r->items.at[i].what == OUTCOME_REMARK)
			TRY(record_remark(d, r, &r->items.at[i], o, wish, false));
		else if (is_reply(&r->items.at[i]))
			TRY(record_reply(d, r, &r->items.at[i], o));
	}
	return NULL;
}
