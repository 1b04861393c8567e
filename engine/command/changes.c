/* changes.c: the list of changes. */
#include "base/base.h"
#include "base/buf.h"
#include "command/term.h"
#include "command/changes.h"
#include "command/show.h"

enum { WORDS_AROUND = 6, WORDS_WHOLE = 1000000 };

static const struct { const char *sign; enum term_style style; } looks[] = {
	[COMPARE_ADDED] = { "+", TERM_GREEN }, [COMPARE_REMOVED] = { "-", TERM_RED }, [COMPARE_CHANGED] = { "~", TERM_YELLOW },
	[COMPARE_MOVED] = { ">", TERM_BLUE } };

/* Old and new words: in colour, or between marks where there is none. */
static void put_word(const struct env *env, enum markdown_change change, const char *text)
{
	bool old = change == MARKDOWN_REMOVED, new = change == MARKDOWN_ADDED;
	if (!env->color && (old || new))
		term_say(env, old ? "[-" : "{+");
	term_put(env, old ? TERM_RED : new ? TERM_GREEN : TERM_PLAIN, text);
	if (!env->color && (old || new))
		term_say(env, old ? "-]" : "+}");
}

static void show_text(const struct env *env, const struct compare *c, const struct compare_change *k, bool whole)
{
	SCOPE(turn);
	const struct markdown_compared *b = &c->documents.at[k->document].text->blocks.at[k->block];
	struct markdown_pieces pieces = {0};
	bool marked = k->kind == COMPARE_CHANGED || k->kind == COMPARE_MOVED;
	if (b->block != MARKDOWN_HEADING && *k->what) {
		term_put(env, TERM_BOLD, k->what);
		term_say(env, ": ");
	}
	if (k->kind == COMPARE_MOVED) {
		term_say(env, "from ");
		term_put(env, TERM_PLAIN, k->before);
		term_say(env, ": ");
	}
	markdown_excerpt(turn, b, whole ? WORDS_WHOLE : WORDS_AROUND, &pieces);
	for (size_t i = 0; i < pieces.count; i++)
		put_word(env, marked ? pieces.at[i].change : MARKDOWN_SAME, pieces.at[i].text);
	if (*b->stands)
		term_put(env, TERM_DIM, scope_printf(turn, " (was: %s; is: %s)", b->stood, b->stands));
	else if (k->kind == COMPARE_CHANGED && b->pieces.count && !markdown_words_differ(b))
		term_put(env, TERM_DIM, " (the same words; where its item or quote begins, or a mark in them, differs)");
	if (k->count > 1)
		term_put(env, TERM_DIM, scope_printf(turn, " (and %zu more block%s)", k->count - 1, k->count == 2 ? "" : "s"));
}

static void show_values(const struct env *env, const struct compare_change *k)
{
	term_put(env, k->place == COMPARE_ATTACHMENT ? TERM_PLAIN : TERM_BOLD, k->place == COMPARE_ATTACHMENT ? "" : k->what);
	if (k->column)
		term_say(env, ", %s", k->column);
	if (!*k->before && !*k->after)
		return;
	if (k->place != COMPARE_ATTACHMENT)
		term_say(env, ": ");
	if (k->kind == COMPARE_MOVED)
		term_say(env, "from ");
	term_put(env, TERM_PLAIN, k->kind == COMPARE_ADDED ? k->after : *k->before ? k->before : "(empty)");
	if (k->kind == COMPARE_CHANGED) {
		term_say(env, " -> ");
		term_put(env, TERM_PLAIN, *k->after ? k->after : "(empty)");
	}
}

static void show_change(const struct env *env, const struct compare *c, const struct compare_change *k, bool whole)
{
	term_say(env, "  ");
	term_put(env, looks[k->kind].style, looks[k->kind].sign);
	term_say(env, " ");
	term_put(env, TERM_DIM, k->file);
	if (k->line)
		term_say(env, ":%d", k->line);
	term_say(env, "  ");
	if (k->place == COMPARE_TEXT)
		show_text(env, c, k, whole);
	else
		show_values(env, k);
	term_say(env, "\n");
}

void changes_show(const struct env *env, const struct compare *c, size_t language, bool whole)
{
	const struct template_element *now = NULL;
	for (size_t i = 0; i < c->changes.count; i++) {
		const struct compare_change *k = &c->changes.at[i];
		if (i == 0 || k->element != now) {
			term_put(env, TERM_BOLD, k->element ? k->element->id : "package");
			term_say(env, k->element ? "  " : "");
			term_put(env, TERM_BOLD, k->element ? k->element->title.in[language] : "");
			term_say(env, "\n");
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
			term_say(env, "%s\n", head);
		term_say(env, "  ");
		term_put(env, TERM_BOLD, at[i]->element);
		term_say(env, "  ");
		term_put(env, TERM_PLAIN, at[i]->name);
		term_say(env, " (");
		term_put(env, TERM_PLAIN, at[i]->role);
		term_say(env, "), signed on %s\n", at[i]->as_of);
	}
}

static void show_remarks(const struct env *env, const struct changes *d)
{
	for (size_t i = 0; i < d->remarks.count; i++) {
		const struct changes_remark *k = &d->remarks.at[i];
		term_say(env, i ? "  " : "remarks it touches\n  ");
		term_put(env, TERM_BOLD, k->of->severity);
		term_say(env, " %d, %s: ", k->of->number, remark_state_name(k->of->state));
		term_put(env, k->now.gone ? TERM_RED : TERM_PLAIN, k->now.gone ? k->now.why : k->now.where);
		term_say(env, "\n");
	}
}

static void show_lost(const struct env *env, const struct changes *d)
{
	for (size_t i = 0; i < d->lost.count; i++) {
		if (i == 0)
			term_say(env, "waivers that end: the content they were given for is another one\n");
		term_say(env, "  ");
		term_put(env, TERM_PLAIN, d->lost.at[i]->message);
		term_say(env, " [%s]\n", d->lost.at[i]->rule);
	}
}

static void show_findings_of(const struct env *env, const char *head, const struct finding *const *at, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			term_say(env, "%s\n", head);
		term_say(env, "  ");
		show_finding(env, at[i]);
	}
}

void changes_show_all(const struct env *env, const struct changes *d, bool whole)
{
	const struct compare *c = d->compare;
	term_put(env, TERM_BOLD, d->after.package->id);
	term_say(env, ": from ");
	term_put(env, TERM_PLAIN, d->before.name);
	term_say(env, " to ");
	term_put(env, TERM_PLAIN, d->after.name);
	term_say(env, ", %zu change%s", c->changes.count, c->changes.count == 1 ? "" : "s");
	if (d->elements)
		term_say(env, " in %zu element%s", d->elements, d->elements == 1 ? "" : "s");
	if (d->ended.count)
		term_say(env, ", %zu sign-off%s end%s", d->ended.count, d->ended.count == 1 ? "" : "s", d->ended.count == 1 ? "s" : "");
	term_say(env, "\n");
	changes_show(env, c, d->language, whole);
	show_sign_offs(env, "sign-offs that end", d->ended.at, d->ended.count);
	show_sign_offs(env, "sign-offs that stand again", d->again.at, d->again.count);
	show_remarks(env, d);
	show_lost(env, d);
	show_findings_of(env, "findings that come", d->come.at, d->come.count);
	show_findings_of(env, "findings that go", d->gone.at, d->gone.count);
	if (c->changes.count && d->come.count + d->gone.count == 0)
		term_say(env, "the findings stay the same\n");
}
