/* screening.c: the go or no-go page at the terminal. */
#include "base/base.h"
#include "command/term.h"
#include "command/screening.h"
#include "command/show.h"
#include "view/screening.h"

static void show_line(const struct env *env, const struct desk *d, const struct screening_line *l)
{
	term_say(env, "  ");
	term_pad(env, TERM_PLAIN, l->question->text.in[desk_language(d)], 58);
	term_say(env, " ");
	term_put(env, *l->answer ? TERM_BOLD : TERM_YELLOW, *l->answer ? l->answer : "open");
	term_say(env, "\n");
	for (size_t i = 0; i < l->codes.count; i++) {
		const struct template_code *c = l->codes.at[i];
		term_say(env, "      %s: ", c->code);
		term_put(env, TERM_DIM, c->title.in[desk_language(d)]);
		if (*c->means.in[desk_language(d)]) {
			term_say(env, ". ");
			term_put(env, TERM_DIM, c->means.in[desk_language(d)]);
		}
		term_say(env, " [%s]\n", c->basis);
	}
}

static void show_screen_json(const struct env *env, const struct screening *s)
{
	fprintf(env->out, "{");
	show_json(env, "verdict", screening_verdict_name(s->verdict), false);
	fprintf(env->out, "\"answers\": [");
	for (size_t i = 0; i < s->lines.count; i++) {
		fprintf(env->out, "%s{", i ? ", " : "");
		show_json(env, "question", s->lines.at[i].question->id, false);
		show_json(env, "answer", s->lines.at[i].answer, true);
		fprintf(env->out, "}");
	}
	fprintf(env->out, "], \"findings\": ");
	show_findings_json(env, s->findings);
	fprintf(env->out, "}\n");
}

const struct fault *screening_show(struct scope *sc, const struct env *env, struct desk *d)
{
	static const enum term_style styles[] = { TERM_GREEN, TERM_YELLOW, TERM_RED };
	struct package *p = NULL;
	struct store_id id;
	struct findings *fs = NULL;
	struct screening *s = NULL;
	TRY(desk_package(d, NULL, &p, &id));
	TRY(desk_check(d, p, &fs));
	s = screening_of(sc, p, fs);
	if (env->json) {
		show_screen_json(env, s);
		return NULL;
	}
	term_put(env, styles[s->verdict], screening_verdict_name(s->verdict));
	term_say(env, "  ");
	term_put(env, TERM_BOLD, p->id);
	term_say(env, "  ");
	term_put(env, TERM_PLAIN, p->title);
	term_say(env, "\n");
	for (size_t i = 0; i < s->lines.count; i++)
		show_line(env, d, &s->lines.at[i]);
	show_findings(env, s->findings, FINDING_NOTE);
	return NULL;
}
