/* changes.c: finding the two states, and what stands or falls between them. */
#include "base/base.h"
#include "base/date.h"
#include "desk/desk_private.h"
#include "desk/take.h"
#include "view/changes.h"

static const char program[] = "sarflow " SARFLOW_VERSION;

/* --- a version as people name it --- */

struct looking { int day, offset; struct store_id found; };

static const struct fault *stop_at_day(void *context, const struct store_commit *c)
{
	struct looking *l = context;
	if (!l->found.hex[0] && date_at(c->time, l->offset) <= l->day)
		l->found = c->id;
	return NULL;
}

static const struct fault *find_day(struct desk *d, const char *words, int day, struct store_id *out)
{
	struct looking l = { day, d->offset, {""} };
	struct store_id tip;
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	if (tip.hex[0])
		TRY(store_walk(d->store, &tip, 0, stop_at_day, &l));
	if (!l.found.hex[0])
		return fault_advise(fault_make(FAULT_NOT_FOUND, "nothing was saved by {day}", words),
			REMEDY("git log", "", "main"));
	*out = l.found;
	return NULL;
}

static const struct fault *find_main(struct desk *d, struct store_id *out)
{
	TRY(store_tip(d->store, STORE_MAIN, out));
	return out->hex[0] ? NULL : fault_advise(fault_make(FAULT_NOT_FOUND, "nothing is saved yet, so there is "
		"nothing to compare with"), REMEDY("save", "message", "WHY"));
}

/* The seal that "submittal/2" names, or NULL. */
static const struct fold_seal *find_seal(const struct fold *f, const char *words)
{
	static const char begin[] = "submittal/";
	int n = strncmp(words, begin, strlen(begin)) == 0 ? atoi(words + strlen(begin)) : 0;
	return n >= 1 && (size_t)n <= f->seals.count ? &f->seals.at[n - 1] : NULL;
}

static const struct fault *take_maker(void *context, const struct store_commit *c)
{
	struct changes_state *s = context;
	s->by = scope_copy(s->package->sc, c->author_name);
	s->made = c->time;
	return NULL;
}

static const struct fault *find_state(struct desk *d, const char *words, struct changes_state *out)
{
	struct package *p = NULL;
	struct store_id id = {""};
	struct desk_moment then = desk_now(d);
	struct findings *fs = NULL;
	int day;
	bool work = strcmp(words, "work") == 0, dated = !work && date_parse(words, &day);
	if (dated)
		TRY(find_day(d, words, day, &id));
	else if (strcmp(words, "main") == 0)
		TRY(find_main(d, &id));
	else if (!work)
		TRY(desk_resolve(d, words, &id));
	const struct fold_seal *seal = find_seal(d->journal->fold, words);
	if (seal)
		TRY(desk_moment_at(d, seal->event, &then));
	else if (!work)
		TRY(desk_moment_of(d, &id, &then));
	TRY(desk_package_at(d, work ? NULL : id.hex, &then, &p, &id));
	TRY(desk_check(d, p, &fs));
	bool named = strncmp(words, "submittal/", strlen("submittal/")) == 0 || dated;
	const struct phrase *name = work && d->store->laid ? PHRASE("newest version") : work ? PHRASE("work tree")
		: named ? PHRASE("{name} (version {version.7})", words, id.hex)
		: PHRASE("version {version.7}", id.hex);
	*out = (struct changes_state){ phrase_text(d->sc, template_speaks(d->template, d->language), name),
	                               scope_copy(d->sc, work ? "" : id.hex), "", d->world.now, p, fs };
	return work ? NULL : store_walk(d->store, &id, 1, take_maker, out);
}

/* --- what it touches --- */

static bool stands_in(const struct package *p, const struct fold_sign_off *s)
{
	const struct template_element *e = template_unit_called(p->template, s->element);
	char digest[DIGEST_TEXT] = "";
	if (e)
		package_canon(p, e, digest);
	return e && strcmp(digest, s->digest) == 0;
}

static void find_sign_offs(struct desk *d, struct changes *out)
{
	const struct fold *f = d->journal->fold;
	for (size_t i = 0; i < f->sign_offs.count; i++) {
		const struct fold_sign_off *s = &f->sign_offs.at[i];
		bool before = stands_in(out->before.package, s), after = stands_in(out->after.package, s);
		if (before && !after)
			*LIST_ADD(d->sc, &out->ended) = s;
		else if (after && !before)
			*LIST_ADD(d->sc, &out->again) = s;
	}
}

/* The same words of the same rule about the same file: the id also changes with what stands around the place. */
static int by_words(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a, *y = *(const struct finding *const *)b;
	int d = strcmp(x->rule, y->rule);
	d = d ? d : strcmp(x->place.file, y->place.file);
	return d ? d : strcmp(x->message, y->message);
}

static const struct finding **sort_findings(struct scope *sc, const struct findings *fs)
{
	const struct finding **out = NEWS(sc, const struct finding *, fs->count + 1);
	for (size_t i = 0; i < fs->count; i++)
		out[i] = &fs->at[i];
	if (fs->count)
		qsort(out, fs->count, sizeof *out, by_words);
	return out;
}

static const struct finding *find_in(const struct finding **sorted, size_t count, const struct finding *f)
{
	const struct finding **found = count ? bsearch(&f, sorted, count, sizeof *sorted, by_words) : NULL;
	return found ? *found : NULL;
}

static void find_findings(struct desk *d, struct changes *out)
{
	SCOPE(turn);
	const struct findings *a = out->before.findings, *b = out->after.findings;
	const struct finding **in_a = sort_findings(turn, a), **in_b = sort_findings(turn, b);
	for (size_t i = 0; i < b->count; i++)
		if (!find_in(in_a, a->count, &b->at[i]))
			*LIST_ADD(d->sc, &out->come) = &b->at[i];
	for (size_t i = 0; i < a->count; i++) {
		const struct finding *now = find_in(in_b, b->count, &a->at[i]);
		if (!now)
			*LIST_ADD(d->sc, &out->gone) = &a->at[i];
		if (a->at[i].waived && (!now || !now->waived))
			*LIST_ADD(d->sc, &out->lost) = &a->at[i];
	}
}

static void find_remarks(struct desk *d, struct changes *out)
{
	const struct fold *f = d->journal->fold;
	for (size_t i = 0; i < f->remarks.count; i++) {
		SCOPE(turn);
		const struct fold_remark *r = &f->remarks.at[i];
		if (r->state == FOLD_CLOSED || !remark_touched(turn, out->compare, r))
			continue;
		struct changes_remark *k = LIST_ADD(d->sc, &out->remarks);
		k->of = r;
		remark_find(d->sc, out->after.package, r, &k->now);
	}
}

static size_t count_elements(const struct compare *c)
{
	size_t count = 0;
	for (size_t i = 0; i < c->changes.count; i++)   /* they stand in the elements' order */
		count += c->changes.at[i].element
			&& (i == 0 || c->changes.at[i].element != c->changes.at[i - 1].element);
	return count;
}

static struct changes *start(struct desk *d)
{
	struct changes *k = NEW(d->sc, struct changes);
	*k = (struct changes){ .language = d->language, .reader = template_speaks(d->template, d->language),
	                       .program = program, .offset = d->offset, .today = d->today };
	return k;
}

static void hold_together(struct desk *d, struct changes *k)
{
	k->template = k->after.package->template;
	k->compare = compare_packages(d->sc, k->before.package, k->after.package);
	k->elements = count_elements(k->compare);
	find_sign_offs(d, k);
	find_findings(d, k);
	find_remarks(d, k);
}

const struct fault *changes_of(struct desk *d, const char *before, const char *after, struct changes **out)
{
	*out = start(d);
	TRY(find_state(d, before ? before : "main", &(*out)->before));
	TRY(find_state(d, after ? after : "work", &(*out)->after));
	hold_together(d, *out);
	return NULL;
}

const struct fault *changes_of_take(struct desk *d, struct take *take, struct changes **out)
{
	struct findings *fs = NULL;
	const struct package *p = take_package(take);
	*out = start(d);
	TRY(find_state(d, take_before(take), &(*out)->before));
	TRY(desk_check(d, p, &fs));
	(*out)->after = (struct changes_state){ phrase_text(d->sc, (*out)->reader, PHRASE("what it would be")), "",
		"", d->world.now, p, fs };
	hold_together(d, *out);
	return NULL;
}
