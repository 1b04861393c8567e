/* remarks.c: remarks as people read them. */
#include "base/base.h"
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
	size_t n = strcspn(text, "\n");
	bool more = text[n] && text[n + 1];
	if (n > SHOWN) {
		for (n = SHOWN; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80; )
			n--;
		more = true;
	}
	term_say(env, "      ");
	term_put(env, TERM_PLAIN, scope_printf(turn, "%.*s%s", (int)n, text, more ? " \xe2\x80\xa6" : ""));
	term_say(env, "\n");
}

static void put_head(const struct env *env, const struct view_remark *k)
{
	const struct fold_remark *r = k->of;
	bool orphan = k->at.gone && r->state != FOLD_CLOSED;
	term_say(env, "%4d  ", r->number);
	term_pad(env, orphan ? TERM_RED : r->state == FOLD_OPEN ? TERM_YELLOW : TERM_GREEN, orphan ? "orphan" : remark_state_name(r->state), 9);
	term_pad(env, TERM_BOLD, r->severity, 9);
	term_put(env, TERM_PLAIN, k->at.where);
	if (*k->owner)
		term_say(env, "; for "), term_put(env, TERM_PLAIN, k->owner);
	if (r->due)
		term_say(env, "; due %s", r->due);
	term_say(env, "\n");
	if (orphan) {
		term_say(env, "      ");
		term_put(env, TERM_RED, k->at.why);
		term_say(env, "\n");
	}
}

static void put_origin(const struct env *env, const struct view_remark *k)
{
	const struct fold_remark *r = k->of;
	term_say(env, "      ");
	if (r->reported_by) {
		term_say(env, "deficiency%s%s by ", r->theirs ? " " : "", r->theirs ? r->theirs : "");
		term_put(env, TERM_PLAIN, r->reported_by);
		term_say(env, ", %s%s%s; recorded by ", r->occurred, *k->letter ? ", letter " : "", k->letter);
	} else {
		term_say(env, "by ");
	}
	term_put(env, TERM_PLAIN, r->name);
	term_say(env, " (%s) on %s\n", r->role, r->as_of);
}

static void put_answer(const struct env *env, const struct fold_answer *a, const char *reason)
{
	term_say(env, "      answered on %s by ", a->as_of);
	term_put(env, TERM_PLAIN, a->name);
	if (a->version)
		term_say(env, ": %s, see version %.7s", a->disposition, a->version);
	else if (a->duplicate_of)
		term_say(env, ": duplicate of %s", a->duplicate_of);
	else
		term_say(env, ": %s", a->disposition);
	term_say(env, "\n");
	put_text(env, TERM_DIM, reason);
}

static void put_turn(const struct env *env, const struct view_turn *t)
{
	term_say(env, "      %s  ", t->day);
	term_put(env, TERM_BOLD, t->kind);
	if (t->disposition)
		term_say(env, ", %s", t->disposition);
	if (t->version)
		term_say(env, ", version %.7s", t->version);
	if (t->duplicate_of)
		term_say(env, " of %s", t->duplicate_of);
	term_say(env, ", ");
	term_put(env, TERM_PLAIN, t->person);
	term_say(env, "\n");
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
	if (k->of->exact)
		term_say(env, "      on the words \""), term_put(env, TERM_PLAIN, k->of->exact), term_say(env, "\"\n");
	put_text(env, TERM_PLAIN, k->text);
	for (size_t i = 0; i < k->thread.count; i++)
		put_turn(env, &k->thread.at[i]);
}
