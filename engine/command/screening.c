/* screening.c: the go or no-go page at the terminal. */
#include "base/base.h"
#include "command/term.h"
#include "command/screening.h"
#include "command/show.h"

static void show_line(const struct env *env, const struct screening_line *l, size_t language)
{
	term_say(env, "  ");
	term_pad(env, TERM_PLAIN, l->question->text.in[language], 58);
	term_say(env, " ");
	term_put(env, *l->answer ? TERM_BOLD : TERM_YELLOW, *l->answer ? l->answer : "open");
	term_say(env, "\n");
	for (size_t i = 0; i < l->codes.count; i++) {
		const struct template_code *c = l->codes.at[i];
		term_say(env, "      %s: ", c->code);
		term_put(env, TERM_DIM, c->title.in[language]);
		if (*c->means.in[language]) {
			term_say(env, ". ");
			term_put(env, TERM_DIM, c->means.in[language]);
		}
		term_say(env, " [%s]\n", c->basis);
	}
}

void screening_show(const struct env *env, const struct screening *s)
{
	static const enum term_style styles[] = { TERM_GREEN, TERM_YELLOW, TERM_RED };
	term_put(env, styles[s->verdict], screening_verdict_name(s->verdict));
	term_say(env, "  ");
	term_put(env, TERM_BOLD, s->package->id);
	term_say(env, "  ");
	term_put(env, TERM_PLAIN, s->package->title);
	term_say(env, "\n");
	for (size_t i = 0; i < s->lines.count; i++)
		show_line(env, &s->lines.at[i], s->language);
	show_findings(env, s->findings, FINDING_NOTE);
}
