/* act_remark.c: remarks and what is done about them. */
#include "base/base.h"
#include "base/date.h"
#include "base/number.h"
#include "base/path.h"
#include "desk/act_private.h"
#include "compare/compare.h"
#include "compare/remark.h"
#include "journal/event.h"
#include "text/markdown/quote.h"

enum { QUOTE_LIMIT = 1000 };    /* bytes of a passage; a remark on more is one on the section */

/* --- the place --- */

struct placing { struct acting *a; const struct act_remark *in; const struct package *p; struct names requirements; };

/* Which of the passages with these words is meant, from 1; 0: nobody said. */
static size_t choose(const struct placing *l, const struct package_document *d, const char *words, size_t count,
                     struct markdown_quote *q)
{
	for (size_t i = 1; l->in->line && !l->in->which && i <= count; i++)
		if (markdown_quote_take(l->a->sc, d->markdown, words, i, q) && q->block_line == l->in->line)
			return i;
	return l->in->which;
}

static const struct fault *set_passage(struct placing *l, const struct package_document *d)
{
	struct acting *a = l->a;
	struct markdown_quote q;
	const char *words = markdown_quote_words(a->sc, l->in->quote);
	size_t count = markdown_quote_count(a->sc, d->markdown, words);
	if (!*words || strlen(words) > QUOTE_LIMIT)
		return fault_make(FAULT_USAGE, "quote some words of the passage, at most {most} bytes of them",
			QUOTE_LIMIT);
	if (count == 0)
		return fault_make(FAULT_NOT_FOUND, "the newest saved version of {file} does not hold the words "
			"\"{words}\"; copy them from the page, without marks such as **", d->path, words);
	size_t which = choose(l, d, words, count, &q);
	if (count > 1 && !which)
		return fault_advise(fault_make(FAULT_USAGE, "{file} holds these words {count} times; quote more of "
			"them, or say which",
		                               d->path, count), REMEDY("", "which", "N"));
	if (!markdown_quote_take(a->sc, d->markdown, words, which ? which : 1, &q))
		return fault_make(FAULT_NOT_FOUND, "{file} holds these words only {count} {count:time|times}", d->path,
		                  count);
	ACT_SET(EXACT, q.exact);
	ACT_SET(PREFIX, q.prefix);
	ACT_SET(SUFFIX, q.suffix);
	return NULL;
}

static const struct fault *set_column(struct placing *l, const struct package_register *g)
{
	struct acting *a = l->a;
	if (l->in->column && template_column(g->of, l->in->column) < 0)
		return fault_make(FAULT_NOT_FOUND, "{file} has no column \"{column}\"", g->path, l->in->column);
	ACT_SET(COLUMN, l->in->column);
	return NULL;
}

static const struct fault *set_row(struct placing *l, const struct package_register *g)
{
	struct acting *a = l->a;
	size_t row = package_row_find(g, l->in->row);
	if (row != PACKAGE_NO_ROW) {
		ACT_SET(ROW, package_row_name(a->sc, g, row));
		return set_column(l, g);
	}
	return g->rows.count ? fault_make(FAULT_NOT_FOUND,
	                                  "{file} has no row \"{row}\" in the newest saved version; "
	                                  "a row is named by its key, such as "
	                                  "\"{example}\"", g->path, l->in->row, package_row_name(a->sc, g, 0))
	                     : fault_make(FAULT_NOT_FOUND,
	                                  "{file} has no row \"{row}\" in the newest saved version; it has none",
		g->path, l->in->row);
}

/* With one blank between its numbers. */
static const char *region_words(struct scope *sc, const char *s)
{
	struct buf *b = buf_new(sc);
	for (size_t n; *(s += strspn(s, ", ")); s += n) {
		n = strcspn(s, ", ");
		buf_printf(b, "%s%.*s", b->len ? " " : "", (int)n, s);
	}
	return b->at;
}

static const struct fault *set_page(struct placing *l, const struct package_attachment *at)
{
	struct acting *a = l->a;
	int page = number_read(l->in->page, at->pages ? at->pages : NUMBER_MOST);
	if (page == 0)
		return fault_make(FAULT_NOT_FOUND, "{file} has no page \"{page}\"; it has {pages}", at->entry->path,
			l->in->page, at->pages);
	ACT_SET(PAGE, scope_printf(a->sc, "%d", page));
	return NULL;
}

/* Of a picture as it is; of a page that is named. */
static const struct fault *set_region(struct placing *l, const struct package_attachment *at)
{
	struct acting *a = l->a;
	int region[4];
	const char *words = region_words(a->sc, l->in->region);
	bool picture = path_is_picture(at->entry->path);
	if (!picture && !l->in->page)
		return fault_make(FAULT_USAGE, "{file} is no picture; name the page that the area is on",
			at->entry->path);
	if (!event_region(words, region))
		return fault_make(FAULT_USAGE, "\"{area}\" is no area; write left, top, width and height in "
			"thousandths of the picture, such as \"{example}\"", l->in->region, "100,250,300,120");
	ACT_SET(REGION, words);
	return NULL;
}

static const struct fault *set_in_attachment(struct placing *l, const struct package_attachment *at)
{
	struct acting *a = l->a;
	ACT_SET(CONTENT, at->entry->digest);
	if (l->in->page)
		TRY(set_page(l, at));
	return l->in->region ? set_region(l, at) : NULL;
}

static const struct fault *refuse(const struct act_remark *in, const struct phrase *sort, const char *only)
{
	if (in->quote && strcmp(only, "quote") != 0)
		return fault_make(FAULT_USAGE, "a passage does not go with {sort}", sort);
	if (in->field && strcmp(only, "field") != 0)
		return fault_make(FAULT_USAGE, "a field does not go with {sort}; it is one of package.yaml", sort);
	if (in->column && !in->row)
		return fault_advise(fault_make(FAULT_USAGE, "a cell is named by its row and its column"),
			REMEDY("", "row", "KEY", "column", "NAME"));
	if (in->row && strcmp(only, "row") != 0)
		return fault_make(FAULT_USAGE, "a row does not go with {sort}", sort);
	if (in->region && strcmp(only, "page") != 0)
		return fault_make(FAULT_USAGE, "an area does not go with {sort}; it is one of a picture or a page",
			sort);
	return in->page && strcmp(only, "page") != 0 ? fault_make(FAULT_USAGE, "a page does not go with {sort}", sort)
		: NULL;
}

/* A file of the newest saved version, and the place in it. */
static const struct fault *set_file(struct placing *l)
{
	struct acting *a = l->a;
	const char *path = l->in->on;
	ACT_SET(PATH, path);
	for (size_t i = 0; i < l->p->documents.count + l->p->companions.count; i++) {
		size_t n = l->p->documents.count;
		const struct package_document *d = i < n ? &l->p->documents.at[i] : &l->p->companions.at[i - n];
		if (strcmp(d->path, path) != 0)
			continue;
		TRY(refuse(l->in, PHRASE("a text"), "quote"));
		return l->in->quote ? set_passage(l, d) : NULL;
	}
	const struct package_register *g = package_register_at(l->p, path);
	if (g && g->present) {
		TRY(refuse(l->in, PHRASE("a register"), "row"));
		return l->in->row ? set_row(l, g) : NULL;
	}
	const struct package_attachment *at = package_attachment(l->p, path);
	if (at) {
		TRY(refuse(l->in, PHRASE("an attachment"), "page"));
		return set_in_attachment(l, at);
	}
	if (strcmp(path, "package.yaml") == 0) {
		TRY(refuse(l->in, PHRASE("{file}", path), "field"));
		if (l->in->field && !*package_value(l->p, l->in->field))
			return fault_make(FAULT_NOT_FOUND, "{file} has no field \"{field}\" in that version", path,
				l->in->field);
		ACT_SET(FIELD, l->in->field);
		return NULL;
	}
	return fault_make(FAULT_NOT_FOUND, "the newest saved version has no file that can be read, no element and no "
		"checklist line \"{name}\"", path);
}

static const struct fault *add_requirement(struct placing *l, const char *id)
{
	if (!template_requirement(l->p->template, id))
		return fault_make(FAULT_NOT_FOUND, "the template has no checklist line \"{line}\"", id);
	if (!list_has(&l->requirements, id))
		*LIST_ADD(l->a->sc, &l->requirements) = id;
	return NULL;
}

static const struct fault *set_place(struct placing *l)
{
	struct acting *a = l->a;
	const char *on = l->in->on;
	if (on && template_requirement(l->p->template, on)) {
		TRY(refuse(l->in, PHRASE("a checklist line"), ""));
		TRY(add_requirement(l, on));
	} else if (on && template_element(l->p->template, on)) {
		TRY(refuse(l->in, PHRASE("an element"), ""));
		ACT_SET(ELEMENT, on);
	} else if (on) {
		TRY(set_file(l));
	} else {
		TRY(refuse(l->in, PHRASE("the package as a whole; name the file"), ""));
	}
	for (size_t i = 0; i < l->in->requirements.count; i++)
		TRY(add_requirement(l, l->in->requirements.at[i]));
	for (size_t i = 0; i < l->requirements.count; i++)
		ACT_SET(REQUIREMENT, l->requirements.at[i]);
	return NULL;
}

/* --- the rest of a remark --- */

static const struct fault *set_severity(struct acting *a, const char *severity)
{
	SCOPE(turn);
	const struct template *t = a->desk->template;
	struct names known = {0};
	if (t->severities.count == 0)
		return fault_advise(fault_make(FAULT_REFUSED, "the template in force knows no remarks"),
			REMEDY("adopt"));
	for (size_t i = 0; i < t->severities.count; i++)
		*LIST_ADD(turn, &known) = t->severities.at[i].id;
	if (!severity || template_severity(t, severity) < 0)
		return fault_advise(fault_make(FAULT_USAGE, "say how grave it is"), REMEDY("", "severity",
			list_join(turn, &known, "|")));
	ACT_SET(SEVERITY, severity);
	return NULL;
}

/* A role, or a person who is appointed, by address. */
static const struct fault *set_owner(struct acting *a, const char *owner)
{
	if (!owner)
		return NULL;
	const struct fold_person *p = fold_person(a->desk->journal->fold, owner);
	if (!p && !template_role(a->desk->template, owner))
		return fault_make(FAULT_USAGE, "\"{owner}\" is neither a role nor the address of a person who is "
			"appointed", owner);
	ACT_SET(OWNER, p ? scope_printf(a->sc, "%s <%s>", p->name, p->email) : owner);
	return NULL;
}

static const struct fault *set_due(struct acting *a, const char *due)
{
	int day;
	if (due && !date_parse(due, &day))
		return fault_make(FAULT_USAGE, "\"{day}\" is no day; write YYYY-MM-DD", due);
	ACT_SET(DUE, due);
	return NULL;
}

static const struct fault *check_reported(const struct acting *a, const struct act_options *o, const char *theirs)
{
	if (o->reported_by && (!o->occurred || !o->received))
		return fault_advise(fault_make(FAULT_USAGE, "what the authority says: give the day of it and the "
			"day you received it"), REMEDY("", "dated", "YYYY-MM-DD", "received", "YYYY-MM-DD"));
	if (!o->reported_by && (o->occurred || o->received || theirs))
		return fault_advise(fault_make(FAULT_USAGE, "a deficiency of the authority names its office"),
			REMEDY("", "by", "OFFICE, NAME"));
	return act_check_days(a, o);
}

/* A version as it was meant: with the template in force when it was saved. */
static const struct fault *read_version(struct desk *d, const char *version, struct package **out)
{
	struct desk_moment then;
	struct store_id id = {""};
	TRY(store_resolve(d->store, version, &id));
	TRY(desk_moment_of(d, &id, &then));
	return desk_package_at(d, id.hex, &then, out, &id);
}

/* A version of main that is named, and main's newest beside it, from which on a change is an answer. */
static const struct fault *read_named(struct acting *a, const char *version, struct package **p, struct store_id *id)
{
	struct desk *d = a->desk;
	struct store_id tip = {""};
	bool saved = false;
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	TRY(store_resolve(d->store, version, id));
	TRY(store_follows(d->store, &tip, id, &saved));
	if (!saved)
		return fault_advise(fault_make(FAULT_REFUSED, "{version.7} is no version of main", id->hex),
			REMEDY("log"));
	if (strcmp(tip.hex, id->hex) != 0)
		ACT_SET(NEWEST, tip.hex);
	return read_version(d, id->hex, p);
}

/* What is remarked on: main's tip; by the authority, the submittal it last got, even when main moved on. */
static const struct fault *read_remarked(struct acting *a, const struct act_options *o, struct package **p,
                                         struct store_id *id)
{
	struct desk *d = a->desk;
	const struct fold *f = d->journal->fold;
	struct desk_moment then;
	for (size_t i = f->seals.count; o->reported_by && i-- > 0; )
		if (f->seals.at[i].delivered_on) {
			TRY(desk_moment_at(d, f->seals.at[i].event, &then));
			return desk_package_at(d, f->seals.at[i].evidence, &then, p, id);
		}
	TRY(store_tip(d->store, STORE_MAIN, id));
	if (!id->hex[0])
		return fault_advise(fault_make(FAULT_REFUSED, "nothing is saved yet to remark on"), REMEDY("save",
			"message", "first version"));
	return desk_package(d, id->hex, p, id);
}

static const struct fault *remark_once(struct desk *d, const struct act_remark *in, const struct act_options *o,
                                       int *number)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct package *p = NULL;
	struct store_id head = {""};
	TRY(act_begin(a, sc, d, EVENT_REMARK));
	TRY(act_choose_role(a, o->role));
	TRY(set_severity(a, in->severity));
	TRY(set_owner(a, in->owner));
	TRY(set_due(a, in->due));
	TRY(check_reported(a, o, in->theirs));
	if (in->version && o->reported_by)
		return fault_make(FAULT_USAGE, "what the authority says is about the submittal that it last got; name "
			"no version");
	TRY(in->version ? read_named(a, in->version, &p, &head) : read_remarked(a, o, &p, &head));
	struct placing place = { .a = a, .in = in, .p = p };
	TRY(set_place(&place));
	*number = (int)d->journal->fold->remarks.count + 1;
	ACT_SET(EVIDENCE, head.hex);
	ACT_SET(FILED_IN, in->filed_in);
	ACT_SET(THEIRS, in->theirs);
	ACT_SET(ID, in->id);
	TRY(act_add_papers(a, o));
	return in->trial ? act_trial(a) : act_finish(a);
}

const struct fault *act_remark(struct desk *d, const struct act_remark *in, const struct act_options *o, int *number)
{
	return in->trial ? remark_once(d, in, o, number) : ACT_AGAIN(d, remark_once(d, in, o, number));
}

/* --- what is done about it --- */

/* The role to close in: the one the remark was raised in, else one that the template names, else any: the fold judges,
 * and says who may. */
static const char *role_to_close(const struct acting *a, const char *named, const struct fold_remark *r)
{
	const struct fold *f = a->desk->journal->fold;
	const struct fold_person *me = fold_person(f, a->person.email);
	const struct names *may = &f->workflow->acts[EVENT_CLOSE].roles;
	if (named || me->roles.count == 0)
		return named;
	if (!r->reported_by && list_has(&me->roles, r->role))
		return r->role;
	for (size_t i = 0; i < me->roles.count; i++)
		if (list_has(may, me->roles.at[i]))
			return me->roles.at[i];
	return me->roles.at[0];
}

static const struct fault *begin_on(struct acting *a, struct scope *sc, struct desk *d, enum event_kind kind,
                                    int number,
                                    const struct act_options *o)
{
	TRY(act_begin(a, sc, d, kind));
	const struct fold_remark *r = fold_remark(d->journal->fold, number);
	if (!r)
		return fault_advise(fault_make(FAULT_NOT_FOUND, "there is no remark {number}", number),
			REMEDY("remark list", "all", ""));
	const struct fold_person *me = fold_person(d->journal->fold, a->person.email);
	if (kind == EVENT_CLOSE && me && (o->role || me->roles.count))
		ACT_SET(ROLE, role_to_close(a, o->role, r));
	else
		TRY(act_choose_role(a, o->role));
	ACT_SET(REMARK, fold_remark(d->journal->fold, number)->id);
	return NULL;
}

/* The version a change is held against: where the remark was made, or the last of so many answers "changed" was not
 * enough. */
static const char *base_version(const struct fold_remark *r, size_t answers)
{
	const char *base = r->newest ? r->newest : r->evidence;
	for (size_t i = 0; i < answers; i++)
		base = r->answers.at[i].version ? r->answers.at[i].version : base;
	return base;
}

static const struct fault *check_version(const struct acting *a, const char *base, const struct store_id *id)
{
	struct desk *d = a->desk;
	struct store_id tip = {""}, from = {""};
	bool saved = false, later = false;
	snprintf(from.hex, sizeof from.hex, "%s", base);
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	TRY(store_follows(d->store, &tip, id, &saved));
	TRY(store_follows(d->store, id, &from, &later));
	if (!saved)
		return fault_advise(fault_make(FAULT_REFUSED, "{version.7} is no version of main", id->hex),
			REMEDY("log"));
	if (!later)
		return fault_advise(fault_make(FAULT_REFUSED, "version {version.7} does not come after {base.7}, "
		                                              "where the remark stands; name a later one, "
		                               "or answer otherwise and give a reason", id->hex, base),
		                    REMEDY("remark answer", "", "N", "clarified", "", "text", "WHY"));
	return NULL;
}

static const struct fault *is_touched(struct acting *a, const struct fold_remark *r, const char *base,
                                      const char *version, bool *out)
{
	struct package *before = NULL, *after = NULL;
	TRY(read_version(a->desk, base, &before));
	TRY(read_version(a->desk, version, &after));
	*out = remark_touched(a->sc, compare_packages(a->sc, before, after), r) != NULL;
	return NULL;
}

/* What was changed for the answer must still be so when the remark is closed. */
static const struct fault *confirm_still(struct acting *a, const struct fold_remark *r)
{
	const struct fold_answer *last = r->state == FOLD_ANSWERED ? &r->answers.at[r->answers.count - 1] : NULL;
	const char *base = last ? base_version(r, r->answers.count - 1) : NULL;
	struct store_id tip = {""};
	bool touched = true;
	if (!last || strcmp(last->disposition, "changed") != 0 || !base)
		return NULL;
	TRY(store_tip(a->desk->store, STORE_MAIN, &tip));
	TRY(is_touched(a, r, base, tip.hex, &touched));
	return touched ? NULL : fault_advise(fault_make(FAULT_REFUSED,
		"remark {number} was answered by a change, and nothing of it is left in the newest saved version",
		r->number), REMEDY("remark reopen", "", scope_printf(a->sc, "%d", r->number), "text", "WHY"));
}

/* "changed" is believed when it is true: of the version that is named, and of main as it is now. */
static const struct fault *confirm_change(struct acting *a, const struct fold_remark *r, const char *version)
{
	struct desk *d = a->desk;
	struct store_id id = {""}, tip = {""};
	const char *base = base_version(r, r->answers.count);
	bool there = false, still = false;
	if (version)
		TRY(store_resolve(d->store, version, &id));
	else
		TRY(store_tip(d->store, STORE_MAIN, &id));
	ACT_SET(EVIDENCE, id.hex);
	if (!base)
		return NULL;
	TRY(check_version(a, base, &id));
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	TRY(is_touched(a, r, base, id.hex, &there));
	if (there)
		TRY(is_touched(a, r, base, tip.hex, &still));
	if (there && still)
		return NULL;
	if (there)
		return fault_make(FAULT_REFUSED, "what version {version.7} changed about remark {number} is not so any "
			"more in the newest saved version", id.hex, r->number);
	const struct fault *f = r->answers.count && base != r->evidence && base != r->newest
		? fault_make(FAULT_REFUSED, "nothing of what remark {number} is about differs between version "
		                            "{base.7}, where it was "
		             "last answered, and {version.7}; save the change first, "
		             "or answer otherwise and give a reason",
		             r->number, base, id.hex)
		: fault_make(FAULT_REFUSED, "nothing of what remark {number} is about differs between version "
		                            "{base.7}, where it was "
		             "made, and {version.7}; save the change first, or answer otherwise and give a reason",
		             r->number, base, id.hex);
	return fault_advise(f, REMEDY("remark answer", "", scope_printf(a->sc, "%d", r->number), "clarified", "",
	                              "text", "WHY"));
}

static const struct fault *answer_once(struct desk *d, int number, const char *disposition, const char *version,
                                       int duplicate_of, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(begin_on(a, sc, d, EVENT_ANSWER, number, o));
	const struct fold_remark *r = fold_remark(d->journal->fold, number);
	if (r->state != FOLD_OPEN)
		return fault_advise(fault_make(FAULT_REFUSED, "remark {number} is {state} already", number,
			phrase_bare(remark_state_name(r->state))),
				REMEDY("remark show", "", scope_printf(a->sc, "%d", number)));
	if (strcmp(disposition, "changed") == 0)
		TRY(confirm_change(a, r, version));
	else if (strcmp(disposition, "duplicate") == 0 && (duplicate_of == number || !fold_remark(d->journal->fold,
		duplicate_of)))
		return fault_make(FAULT_USAGE, "a duplicate is one of another remark; there is no other remark "
			"{number}", duplicate_of);
	else if (strcmp(disposition, "duplicate") != 0 && (!o->note || !*o->note))
		return fault_advise(fault_make(FAULT_USAGE, "say why"), REMEDY("", "message", "TEXT"));
	ACT_SET(DISPOSITION, disposition);
	if (duplicate_of)
		ACT_SET(DUPLICATE, fold_remark(d->journal->fold, duplicate_of)->id);
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_answer(struct desk *d, int number, const char *disposition, const char *version,
                               int duplicate_of, const struct act_options *o)
{
	return ACT_AGAIN(d, answer_once(d, number, disposition, version, duplicate_of, o));
}

/* The authority closes and reopens what it said itself.  A remark of one's own house, of which a report said so, would
 * be settled by whoever types the office, past the rules on who raised it and who answered it. */
static const struct fault *refuse_report(const struct acting *a, const struct fold_remark *r,
                                         const struct act_options *o)
{
	const char *number = scope_printf(a->sc, "%d", r->number);
	if (!o->reported_by || r->reported_by)
		return NULL;
	return fault_advise(fault_make(FAULT_REFUSED, "remark {number} is of {person}, not of the authority; what the "
		"authority did settles only what it said itself. Leave its office out", r->number, r->name),
		a->event->kind == EVENT_CLOSE ? REMEDY("remark close", "", number)
		: REMEDY("remark reopen", "", number, "text", "WHY"));
}

static const struct fault *close_once(struct desk *d, int number, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(begin_on(a, sc, d, EVENT_CLOSE, number, o));
	TRY(refuse_report(a, fold_remark(d->journal->fold, number), o));
	TRY(check_reported(a, o, NULL));
	TRY(confirm_still(a, fold_remark(d->journal->fold, number)));
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_close(struct desk *d, int number, const struct act_options *o)
{
	return ACT_AGAIN(d, close_once(d, number, o));
}

static const struct fault *withdraw_once(struct desk *d, int number, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(begin_on(a, sc, d, EVENT_CLOSE, number, o));
	const struct fold_remark *r = fold_remark(d->journal->fold, number);
	const struct fold_person *me = fold_person(d->journal->fold, a->person.email);
	if (r->reported_by || !me || fold_person(d->journal->fold, r->email) != me)
		return fault_make(FAULT_REFUSED, "remark {number} is of {person}; who made a remark takes it back",
			number,
			r->reported_by ? r->reported_by : r->name);
	if (!o->note || !*o->note)
		return fault_advise(fault_make(FAULT_USAGE, "say why"), REMEDY("", "message", "TEXT"));
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_withdraw(struct desk *d, int number, const struct act_options *o)
{
	return ACT_AGAIN(d, withdraw_once(d, number, o));
}

static const struct fault *reply_once(struct desk *d, int number, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(begin_on(a, sc, d, EVENT_REPLY, number, o));
	if (!o->note || !*o->note)
		return fault_advise(fault_make(FAULT_USAGE, "say what is to be said"), REMEDY("", "message", "TEXT"));
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_reply(struct desk *d, int number, const struct act_options *o)
{
	return ACT_AGAIN(d, reply_once(d, number, o));
}

static const struct fault *reopen_once(struct desk *d, int number, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(begin_on(a, sc, d, EVENT_REOPEN, number, o));
	TRY(refuse_report(a, fold_remark(d->journal->fold, number), o));
	TRY(check_reported(a, o, NULL));
	if (!o->note || !*o->note)
		return fault_advise(fault_make(FAULT_USAGE, "say why"), REMEDY("", "message", "TEXT"));
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_reopen(struct desk *d, int number, const struct act_options *o)
{
	return ACT_AGAIN(d, reopen_once(d, number, o));
}
