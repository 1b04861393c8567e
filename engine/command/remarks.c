/* remarks.c: remarks as people read them. */
#include "base/base.h"
#include "base/utf8.h"
#include "command/show.h"
#include "command/term.h"
#include "command/remarks.h"

static const struct fold_answer *last_answer(const struct fold_remark *r)
{
	return r->answers.count && r->state != FOLD_OPEN ? &r->answers.at[r->answers.count - 1] : NULL;
}

static void put_text(const struct env *env, enum term_style style, const char *text)
{
	show_lines(env, style, "      ", text);
}

static void put_first_line(const struct env *env, const char *text)
{
	enum { SHOWN = 160 };
	SCOPE(turn);
	term_printf(env, "      ");
	term_put(env, TERM_PLAIN, utf8_first_line(turn, text, SHOWN));
	term_printf(env, "\n");
}

static void put_head(const struct env *env, const struct view_remark *k)
{
	const struct fold_remark *r = k->of;
	bool orphan = k->at.gone && r->state != FOLD_CLOSED;
	term_printf(env, "%4d  ", r->number);
	/* with its blanks: "open" alone is said of an action, and is another word in other languages */
	const char *state = orphan                  ? WORD("orphan")
	                    : r->state == FOLD_OPEN ? WORD("open     ")
	                                            : remark_state_name(r->state);
	term_pad(env, orphan ? TERM_RED : r->state == FOLD_OPEN ? TERM_YELLOW : TERM_GREEN, term_text(env, state), 9);
	term_pad(env, TERM_BOLD, term_text(env, r->severity), 9);
	term_say_phrase(env, k->at.where);
	if (*k->owner)
		term_say(env, "; for {owner}", k->owner);
	if (r->due)
		term_say(env, "; due {day}", r->due);
	term_printf(env, "\n");
	if (orphan) {
		SCOPE(turn);
		struct reader reader = term_reader(env);
		term_printf(env, "      ");
		term_put(env, TERM_RED, phrase_text(turn, &reader, k->at.why));
		term_printf(env, "\n");
	}
	if (k->at.change)
		term_say(env, "      Since the remark was made: {change}\n", k->at.change);
}

static void put_origin(const struct env *env, const struct view_remark *k)
{
	const struct fold_remark *r = k->of;
	SCOPE(turn);
	const struct phrase *by = phrase_new(turn, "{person} ({role}) on {day}", r->name, r->role, r->as_of);
	term_printf(env, "      ");
	if (!r->reported_by) {
		term_say(env, "by {person}\n", by);
		return;
	}
	const struct phrase *said = r->theirs ? phrase_new(turn, "deficiency {theirs} by {office}, {day}", r->theirs,
	                                                   r->reported_by, r->occurred)
	                                      : phrase_new(turn, "deficiency by {office}, {day}", r->reported_by,
	                                                   r->occurred);
	if (*k->letter)
		term_say(env, "{deficiency}, letter {letter}; recorded by {person}\n", said, k->letter, by);
	else
		term_say(env, "{deficiency}; recorded by {person}\n", said, by);
}

static void put_answer(const struct env *env, const struct fold_answer *a, const char *reason)
{
	const struct phrase *what = a->version      ? PHRASE("{disposition}, see version {version.7}",
	                                                     phrase_bare(a->disposition), a->version)
	                            : a->duplicate_of ? PHRASE("duplicate of {number}", a->duplicate_of)
		: phrase_bare(a->disposition);
	term_say(env, "      answered on {day} by {person}: {answer}\n", a->as_of, a->name, what);
	put_text(env, TERM_DIM, reason);
}

static void put_turn(const struct env *env, const struct view_turn *t)
{
	term_printf(env, "      %s  ", t->day);
	term_put(env, TERM_BOLD, term_text(env, t->kind));
	if (t->disposition) {
		term_printf(env, ", ");
		term_say_phrase(env, t->duplicate_of ? PHRASE("duplicate of {number}", t->duplicate_of)
		                                     : phrase_bare(t->disposition));
	}
	if (t->version)
		term_say(env, ", version {version.7}", t->version);
	term_printf(env, ", ");
	term_put(env, TERM_PLAIN, t->person);
	term_printf(env, "\n");
	put_text(env, TERM_DIM, t->text ? t->text : "");
}

void remarks_show_list(const struct env *env, const struct view *v)
{
	for (size_t i = 0; i < v->remarks.count; i++) {
		const struct view_remark *k = &v->remarks.at[i];
		put_head(env, k);
		put_first_line(env, k->text);
		if (last_answer(k->of))
			put_answer(env, last_answer(k->of), "");
	}
}

void remarks_show(const struct env *env, const struct view_remark *k)
{
	put_head(env, k);
	put_origin(env, k);
	if (k->of->newest)
		term_say(env, "      made on version {version.7}, when {newest.7} was the newest\n", k->of->evidence,
		         k->of->newest);
	if (k->of->exact)
		term_say(env, "      on the words \"{words}\"\n", k->of->exact);
	put_text(env, TERM_PLAIN, k->text);
	for (size_t i = 0; i < k->thread.count; i++)
		put_turn(env, &k->thread.at[i]);
}
