/* changes.c: the list of changes. */
#include "base/base.h"
#include "base/buf.h"
#include "command/term.h"
#include "command/changes.h"
#include "text/letter.h"
#include "command/show.h"

enum { WORDS_AROUND = 6, WORDS_WHOLE = 1000000 };

static const struct { const char *sign; enum term_style style; } looks[] = {
	[COMPARE_ADDED] = { "+", TERM_GREEN }, [COMPARE_REMOVED] = { "-", TERM_RED }, [COMPARE_CHANGED] = { "~",
		TERM_YELLOW },
	[COMPARE_MOVED] = { ">", TERM_BLUE } };

/* Old and new words: in colour, or between marks where there is none. */
static void put_word(const struct env *env, enum markdown_change change, const char *text)
{
	bool old = change == MARKDOWN_REMOVED, new = change == MARKDOWN_ADDED;
	if (!env->color && (old || new))
		term_printf(env, "%s", old ? "[-" : "{+");
	term_put(env, old ? TERM_RED : new ? TERM_GREEN : TERM_PLAIN, text);
	if (!env->color && (old || new))
		term_printf(env, "%s", old ? "-]" : "+}");
}

static void show_text(const struct env *env, const struct compare *c, const struct compare_change *k, bool whole)
{
	SCOPE(turn);
	const struct markdown_compared *b = &c->documents.at[k->document].text->blocks.at[k->block];
	struct markdown_pieces pieces = {0};
	bool marked = k->kind == COMPARE_CHANGED || k->kind == COMPARE_MOVED;
	if (b->block != MARKDOWN_HEADING && *k->what) {
		term_put(env, TERM_BOLD, k->what);
		term_printf(env, ": ");
	}
	if (k->kind == COMPARE_MOVED)
		term_say(env, "from {place}: ", k->before);
	markdown_excerpt(turn, b, whole ? WORDS_WHOLE : WORDS_AROUND, &pieces);
	for (size_t i = 0; i < pieces.count; i++)
		put_word(env, marked ? pieces.at[i].change : MARKDOWN_SAME, pieces.at[i].text);
	struct reader r = term_reader(env);
	const struct phrase *more = NULL;
	if (b->stands)
		more = phrase_new(turn, " (was: {stood}; is: {stands})", b->stood, b->stands);
	else if (k->kind == COMPARE_CHANGED && b->pieces.count && !markdown_words_differ(b))
		more = phrase_new(turn, " (the same words; where its item or quote begins, or a mark in them, "
		                        "differs)");
	if (more)
		term_put(env, TERM_DIM, phrase_text(turn, &r, more));
	if (k->count > 1)
		term_put(env, TERM_DIM, phrase_text(turn, &r, PHRASE(" (and {count} more {count:block|blocks})",
		                                                     k->count - 1)));
}

static void show_values(const struct env *env, const struct compare_change *k)
{
	term_put(env, k->place == COMPARE_ATTACHMENT ? TERM_PLAIN : TERM_BOLD, k->place == COMPARE_ATTACHMENT ? ""
	         : k->what);
	if (k->column)
		term_printf(env, ", %s", k->column);
	if (!*k->before && !*k->after)
		return;
	if (k->place != COMPARE_ATTACHMENT)
		term_printf(env, ": ");
	SCOPE(turn);
	const char *before = letter_told(turn, k->before, k->after), *after = letter_told(turn, k->after, k->before);
	const char *empty = term_text(env, WORD("(empty)"));
	const char *value = k->kind == COMPARE_ADDED ? after : *before ? before : empty;
	if (k->kind == COMPARE_MOVED)
		term_say(env, "from {place}", value);
	else
		term_put(env, TERM_PLAIN, value);
	if (k->kind == COMPARE_CHANGED) {
		term_printf(env, " -> ");
		term_put(env, TERM_PLAIN, *after ? after : empty);
	}
}

static void show_change(const struct env *env, const struct compare *c, const struct compare_change *k, bool whole)
{
	term_printf(env, "  ");
	term_put(env, looks[k->kind].style, looks[k->kind].sign);
	term_printf(env, " ");
	term_put(env, TERM_DIM, k->file);
	if (k->line)
		term_printf(env, ":%d", k->line);
	term_printf(env, "  ");
	if (k->place == COMPARE_TEXT)
		show_text(env, c, k, whole);
	else
		show_values(env, k);
	term_printf(env, "\n");
}

void changes_show(const struct env *env, const struct compare *c, size_t language, bool whole)
{
	const struct template_element *now = NULL;
	for (size_t i = 0; i < c->changes.count; i++) {
		const struct compare_change *k = &c->changes.at[i];
		if (i == 0 || k->element != now) {
			term_put(env, TERM_BOLD, k->element ? k->element->id : term_text(env, WORD("package")));
			term_printf(env, "%s", k->element ? "  " : "");
			term_put(env, TERM_BOLD, k->element ? k->element->title.in[language] : "");
			term_printf(env, "\n");
		}
		now = k->element;
		show_change(env, c, k, whole);
	}
	if (c->changes.count == 0)
		term_say(env, "no word, no field, no row and no attachment differs\n");
}

/* --- what it touches --- */

static void show_sign_offs(const struct env *env, const char *head, const struct fold_sign_off *const *at, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			term_printf(env, "%s\n", term_text(env, head));
		term_say(env, "  {element}  {person} ({role}), signed on {day}\n",
		         term_mark(TERM_BOLD, at[i]->element), at[i]->name, at[i]->role, at[i]->as_of);
	}
}

static void show_remarks(const struct env *env, const struct changes *d)
{
	for (size_t i = 0; i < d->remarks.count; i++) {
		const struct changes_remark *k = &d->remarks.at[i];
		SCOPE(turn);
		struct reader r = term_reader(env);
		if (i == 0)
			term_say(env, "remarks it touches\n");
		term_printf(env, "  ");
		const struct phrase_hole severity = term_mark(TERM_BOLD, term_text(env, k->of->severity));
		if (k->of->state == FOLD_OPEN)
			term_say(env, "{severity} {number}, open: ", severity, k->of->number);
		else
			term_say(env, "{severity} {number}, {state}: ", severity, k->of->number,
			         phrase_bare(remark_state_name(k->of->state)));
		term_put(env, k->now.gone ? TERM_RED : TERM_PLAIN, phrase_text(turn, &r, k->now.gone ? k->now.why
			: k->now.where));
		term_printf(env, "\n");
	}
}

static void show_lost(const struct env *env, const struct changes *d)
{
	for (size_t i = 0; i < d->lost.count; i++) {
		if (i == 0)
			term_say(env, "waivers that end: the content they were given for is another one\n");
		term_printf(env, "  ");
		SCOPE(turn);
		struct reader r = term_reader(env);
		term_put(env, TERM_PLAIN, finding_message(turn, &r, d->lost.at[i]));
		term_printf(env, " [%s]\n", d->lost.at[i]->rule);
	}
}

static void show_findings_of(const struct env *env, const char *head, const struct finding *const *at, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			term_printf(env, "%s\n", term_text(env, head));
		term_printf(env, "  ");
		show_finding(env, at[i]);
	}
}

void changes_show_all(const struct env *env, const struct changes *d, bool whole)
{
	const struct compare *c = d->compare;
	SCOPE(turn);
	const struct phrase *what = phrase_new(turn, "{count} {count:change|changes}", c->changes.count);
	if (d->elements)
		what = phrase_new(turn, "{changes} in {count} {count:element|elements}", what, d->elements);
	if (d->ended.count)
		what = phrase_new(turn, "{changes}, {count} {count:sign-off ends|sign-offs end}", what, d->ended.count);
	term_say(env, "{package}: from {before} to {after}, {changes}\n", term_mark(TERM_BOLD, d->after.package->id),
	         d->before.name, d->after.name, what);
	changes_show(env, c, d->language, whole);
	show_sign_offs(env, WORD("sign-offs that end"), d->ended.at, d->ended.count);
	show_sign_offs(env, WORD("sign-offs that stand again"), d->again.at, d->again.count);
	show_remarks(env, d);
	show_lost(env, d);
	show_findings_of(env, WORD("findings that come"), d->come.at, d->come.count);
	show_findings_of(env, WORD("findings that go"), d->gone.at, d->gone.count);
	if (c->changes.count && d->come.count + d->gone.count == 0)
		term_say(env, "the findings stay the same\n");
}
