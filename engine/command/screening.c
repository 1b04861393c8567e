/* screening.c: the go or no-go page at the terminal. */
#include "base/base.h"
#include "command/term.h"
#include "command/screening.h"
#include "command/show.h"

static void show_line(const struct env *env, const struct screening_line *l, size_t language)
{
	term_printf(env, "  ");
	term_pad(env, TERM_PLAIN, l->question->text.in[language], 58);
	term_printf(env, " ");
	/* with its blank: "open" alone is said of an action, and is another word in other languages */
	term_put(env, *l->answer ? TERM_BOLD : TERM_YELLOW, *l->answer ? l->answer : term_text(env, WORD("open ")));
	term_printf(env, "\n");
	for (size_t i = 0; i < l->codes.count; i++) {
		const struct template_code *c = l->codes.at[i];
		term_printf(env, "      %s: ", c->code);
		term_put(env, TERM_DIM, c->title.in[language]);
		if (*c->means.in[language]) {
			term_printf(env, ". ");
			term_put(env, TERM_DIM, c->means.in[language]);
		}
		term_printf(env, " [%s]\n", c->basis);
	}
}

void screening_show(const struct env *env, const struct screening *s)
{
	static const enum term_style styles[] = { TERM_GREEN, TERM_YELLOW, TERM_RED };
	term_put(env, styles[s->verdict], term_text(env, screening_verdict_name(s->verdict)));
	term_printf(env, "  ");
	term_put(env, TERM_BOLD, s->package->id);
	term_printf(env, "  ");
	term_put(env, TERM_PLAIN, s->package->title);
	term_printf(env, "\n");
	for (size_t i = 0; i < s->lines.count; i++)
		show_line(env, &s->lines.at[i], s->language);
	show_findings(env, s->findings, FINDING_NOTE);
}
