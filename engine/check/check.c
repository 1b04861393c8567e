/* check.c: running the rules. */
#include "base/base.h"
#include "base/date.h"
#include "check/check_private.h"
#include "check/facts_private.h"
#include "check/unread.h"
#include <assert.h>

struct judging { const struct package *p; const struct template_rule *rule; struct findings *out; bool certain; };
enum { OWN = 2 };                       /* the columns before those of a rule's own: file and line */

/* The element a file belongs to, for grouping. */
static const char *element_of(const struct package *p, const char *file)
{
	const struct template_element *e = package_element_at(p, file);
	return e ? e->id : "";
}

static struct phrase_words words_of(const struct template *t, const struct words *w)
{
	return (struct phrase_words){ t->languages.at, w->in, t->languages.count };
}

static int column_of(const struct sql_row *row, const char *name, size_t len)
{
	for (int i = OWN; i < row->count; i++)
		if (strlen(row->names[i]) == len && memcmp(row->names[i], name, len) == 0)
			return i;
	return -1;
}

/* What fills a hole: a number, so that it can choose a form; a text of the template, which every reader has in their
 * own language; or the text as it is. */
static struct phrase_hole fill_hole(struct scope *turn, const struct judging *j, const struct sql_row *row, int at)
{
	const struct template *t = j->p->template;
	const char *text = at < 0 ? "" : row->texts[at];
	const struct words *w = template_text(t, text);
	if (at >= 0 && row->is_number[at] && !text[strspn(text, "-0123456789")])
		return phrase_of_number(strtoll(text, NULL, 10));
	return w ? phrase_of_phrase(template_say(turn, t, w)) : phrase_of_text(text);
}

/* The message that the row chose, its holes filled from the columns of their names; NULL where what chooses it is not
 * known. */
static const struct fault *say(struct scope *turn, const struct judging *j, const struct sql_row *row,
                               const struct phrase **out)
{
	struct phrase_name names[PHRASE_HOLES];
	struct phrase_words *words = NEW(turn, struct phrase_words);
	struct phrase *p = NEW(turn, struct phrase);
	int says = column_of(row, "says", 4);
	const char *key = says < 0 ? "" : row->texts[says];
	const struct template_saying *s = template_saying(j->rule, key);
	*out = NULL;
	if (!s && !j->certain)
		return NULL;
	if (!s)
		return fault_make(FAULT_CORRUPT, "it has no message \"{key}\"", key);
	int count = phrase_names(s->words.in[0], names);
	struct phrase_hole *holes = NEWS(turn, struct phrase_hole, PHRASE_HOLES);
	for (int i = 0; i < count; i++)
		holes[i] = fill_hole(turn, j, row, column_of(row, names[i].at, names[i].len));
	*words = words_of(j->p->template, &s->words);
	*p = (struct phrase){ s->words.in[0], (size_t)(count < 0 ? 0 : count), holes, words };
	*out = p;
	return NULL;
}

static const struct fault *take(void *context, const struct sql_row *row)
{
	SCOPE(turn);
	struct judging *j = context;
	assert(row->count >= OWN + (j->rule->says.count ? 0 : 1));
	const struct phrase *says = NULL;
	if (finding_is_full(j->out, j->rule->id))
		return NULL;
	if (j->rule->says.count)
		TRY(say(turn, j, row, &says));
	if (j->rule->says.count && !says)
		return NULL;
	finding_add_rule(j->out, &(struct finding){
		.level = j->rule->level, .rule = j->rule->id, .place = { row->texts[0], atoi(row->texts[1]), 0 },
		.message = says ? phrase_text(turn, NULL, says) : row->texts[OWN], .says = says,
		.basis = j->rule->basis, .fix = j->rule->fix.in[j->p->language],
		.title = j->rule->title.in[j->p->language],
		.element = element_of(j->p, row->texts[0]) });
	return NULL;
}

/* The id of a finding: the same finding about the same content has the same one, wherever its line moves. */
static void identify(struct scope *sc, const struct package *p, struct finding *f)
{
	SCOPE(turn);
	struct digest *d = digest_start(turn);
	char hex[DIGEST_TEXT];
	const char *parts[] = { "finding-1", f->rule, f->place.file, f->message,
	                        package_about(turn, p, f->place.file, f->place.line) };
	for (size_t i = 0; i < countof(parts); i++)
		digest_add(d, parts[i], strlen(parts[i]) + 1);
	digest_end(d, hex);
	assert(digest_is_valid(hex));
	f->id = scope_copy(sc, hex);
}

const struct fault *check_rule(struct sql *facts, const struct package *p, const struct template_rule *rule,
                               bool certain, struct findings *out)
{
	struct judging j = { p, rule, out, certain };
	const struct fault *f = sql_select(facts, rule->sql, rule->says.count ? 0 : OWN + 1, take, &j);
	return f ? fault_while(f, "{file}:{line}: rule {id}", rule->place.file, rule->place.line, rule->id) : NULL;
}

/* Whoever reads findings goes by these: a rule and a place for each, and every one of them counted once. */
static void assert_told(const struct findings *fs)
{
	assert(fs->errors + fs->warnings + fs->notes + fs->waived == fs->count);
	for (size_t i = 0; i < fs->count; i++) {
		assert(*fs->at[i].rule && fs->at[i].place.file && *fs->at[i].message);
		assert(i == 0 || strcmp(fs->at[i - 1].place.file, fs->at[i].place.file) <= 0);
	}
}

const struct fault *check_run(struct scope *sc, const struct package *p, int as_of, struct findings **out)
{
	SCOPE(turn);
	struct unread u = { .package = p, .as_of = as_of };
	struct findings *fs = finding_list(sc);
	for (size_t i = 0; i < p->findings->count; i++) {
		struct finding f = p->findings->at[i];
		f.element = element_of(p, f.place.file);
		finding_add_rule(fs, &f);
	}
	TRY(facts_load_world(turn, p, as_of, FACTS_UNKNOWN, &u.unknown));
	/* Without a package.yaml every rule would say so in its own way: the cause is one finding already. */
	const struct template_rules *rules = template_rules(p->template);
	for (size_t i = 0; p->identity.count && i < rules->count; i++)
		TRY(unread_judge(turn, &u, &rules->at[i], fs));
	finding_sort(fs);
	assert_told(fs);
	*out = fs;
	return NULL;
}

void check_identify(const struct package *p, struct findings *fs)
{
	for (size_t i = 0; i < fs->count; i++)
		identify(fs->sc, p, &fs->at[i]);
}

void check_waive(struct findings *fs, const struct template *t, const struct fold *fold, int as_of)
{
	for (size_t i = 0; i < fs->count; i++) {
		struct finding *f = &fs->at[i];
		const struct fold_waiver *w = *f->id ? fold_waiver(fold, f->id) : NULL;
		int until = 0;
		if (!w || list_has(&t->waivers.never, f->rule))
			continue;
		date_parse(w->until, &until);
		if (until >= as_of)
			f->waived = phrase_new(fs->sc, "until {day} by {name}, {role}", w->until, w->name, w->role);
		else
			f->note = phrase_new(fs->sc, "a waiver until {day} by {name}, {role} has ended", w->until,
			                     w->name, w->role);
	}
	finding_count(fs);
	assert(fs->errors + fs->warnings + fs->notes + fs->waived == fs->count);
}
