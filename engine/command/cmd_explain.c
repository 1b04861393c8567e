/* cmd_explain.c: sarflow explain: what a word of the template means, where it comes from, how sure we are. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/desk.h"
#include "desk/edit.h"
#include "guard/guard.h"

struct explaining { const struct env *env; const struct template *t; size_t language; size_t found; };

static const char *basis_words(const struct explaining *e, const char *basis)
{
	const char *words = strcmp(basis, "P") == 0   ? WORD("P: a primary text was read")
	                    : strcmp(basis, "S") == 0 ? WORD("S: a secondary text or a summary was read")
	                    : strcmp(basis, "B") == 0 ? WORD("B: knowledge of the trade, not confirmed by a text")
	                    : strcmp(basis, "D") == 0 ? WORD("D: our own design, no rule of an authority") : "";
	return *words ? term_text(e->env, words) : "";
}

/* A sentence, as the text of a line. */
static const char *say(struct scope *sc, const struct explaining *e, const struct phrase *p)
{
	struct reader r = term_reader(e->env);
	return phrase_text(sc, &r, p);
}

static void head(struct explaining *e, const char *kind, const char *name, const char *title)
{
	if (e->found++)
		term_printf(e->env, "\n");
	term_put(e->env, TERM_BOLD, name);
	term_printf(e->env, "  %s\n", term_text(e->env, kind));
	if (*title && strcmp(title, name) != 0) {
		term_printf(e->env, "  ");
		term_put(e->env, TERM_PLAIN, title);
		term_printf(e->env, "\n");
	}
}

/* "label  text", the lines of a longer text set in; nothing for an empty one. */
static void line(struct explaining *e, const char *label, const char *text)
{
	for (const char *s = text; *s; ) {
		SCOPE(turn);
		size_t n = strcspn(s, "\n");
		term_printf(e->env, "  ");
		term_pad(e->env, TERM_DIM, s == text && *label ? term_text(e->env, label) : "", 11);
		term_printf(e->env, " ");
		term_put(e->env, TERM_PLAIN, scope_copy_bytes(turn, s, n));
		term_printf(e->env, "\n");
		s += n + (s[n] == '\n');
	}
}

static void explain_rule(struct explaining *e, const char *word)
{
	const struct template_rule *r = template_rule(e->t, word);
	if (!r)
		return;
	head(e, WORD("rule"), r->id, r->title.in[e->language]);
	line(e, WORD("level"), term_text(e->env, finding_level_name(r->level)));
	line(e, WORD("because"), r->raised);
	line(e, WORD("basis"), basis_words(e, r->basis));
	line(e, WORD("source"), r->source);
	line(e, WORD("to do"), r->fix.in[e->language]);
	line(e, WORD("passes"), r->example.in[e->language]);
	line(e, WORD("finds"), r->sql);
}

static void explain_requirement(struct explaining *e, const char *word)
{
	const struct template_requirement *r = template_requirement(e->t, word);
	if (!r)
		return;
	head(e, WORD("checklist line"), r->id, r->text.in[e->language]);
	const struct names *none = &e->t->says.not_applicable;
	SCOPE(turn);
	line(e, WORD("element"), scope_printf(turn, "%s, %s", r->element->id, r->element->title.in[e->language]));
	line(e, WORD("need"), !r->conditional ? term_text(e->env, WORD("required where the element is"))
	     : none->count ? say(turn, e, PHRASE("if applicable: \"{none}: reason\" is an answer", none->at[0]))
	     : term_text(e->env, WORD("if applicable")));
	line(e, WORD("basis"), basis_words(e, r->basis));
	line(e, WORD("source"), *r->source ? r->source : term_text(e->env, WORD("the paragraph was not seen")));
	line(e, WORD("to do"), r->help.in[e->language]);
	line(e, WORD("passes"), r->example.in[e->language]);
}

static void explain_state(struct explaining *e, const char *word)
{
	SCOPE(turn);
	const struct workflow *w = &e->t->workflow;
	const struct workflow_state *s = workflow_state(w, word);
	if (!s)
		return;
	head(e, WORD("state"), s->id, s->title.in[e->language]);
	line(e, WORD("means"), s->help.in[e->language]);
	line(e, WORD("turn of"), template_owner(turn, e->t, s, e->language));
	if (s->clock.days)
		line(e, WORD("clock"), say(turn, e, PHRASE("{days} days: {says}\n{basis}", s->clock.days,
		     s->clock.says.in[e->language], basis_words(e, s->clock.basis))));
	line(e, WORD("basis"), *s->basis ? basis_words(e, s->basis) : "");
	line(e, WORD("source"), s->source);
	for (size_t i = 0; i < w->transition_count; i++)
		if (w->transitions[i].to && strcmp(w->transitions[i].to, s->id) == 0)
			line(e, WORD("reached by"),
			     scope_printf(turn, "%s: %s", w->transitions[i].action,
			                  w->transitions[i].title.in[e->language]));
	for (size_t i = 0; i < w->transition_count; i++)
		if (list_has(&w->transitions[i].from, s->id))
			line(e, WORD("then"),
			     scope_printf(turn, "%s: %s", w->transitions[i].action,
			                  w->transitions[i].title.in[e->language]));
	const char *example = s->example.in[e->language];
	for (size_t i = 0; i < w->transition_count && !*example; i++)
		if (list_has(&w->transitions[i].from, s->id))
			example = scope_printf(turn, "sarflow do %s%s", w->transitions[i].action,
			                       w->transitions[i].reported
				? " --by 'OFFICE, NAME' --on DAY --received DAY --letter FILE" : "");
	line(e, WORD("example"), example);
}

static const char *evidence_words(enum workflow_evidence evidence)
{
	return evidence == WORKFLOW_HEAD     ? WORD("binds the newest saved version")
	       : evidence == WORKFLOW_RECORD ? WORD("stays with the version bound last")
	                                     : WORD("binds none");
}

static void explain_action(struct explaining *e, const char *word)
{
	const struct workflow *w = &e->t->workflow;
	for (size_t i = 0; i < w->transition_count; i++) {
		SCOPE(turn);
		const struct workflow_transition *t = &w->transitions[i];
		struct names both[] = { t->from, t->roles };
		const char *labels[] = { WORD("from"), WORD("by") };
		if (strcmp(t->action, word) != 0)
			continue;
		head(e, WORD("transition"), t->action, t->title.in[e->language]);
		for (size_t k = 0; k < countof(both); k++) {
			line(e, labels[k], list_join(turn, &both[k], ", "));
		}
		line(e, WORD("to"), t->to ? t->to : term_text(e->env, WORD("where it came from")));
		line(e, WORD("evidence"), term_text(e->env, evidence_words(t->evidence)));
		for (size_t g = 0; g < t->guards.count; g++)
			line(e, WORD("guard"),
			     scope_printf(turn, "%s: %s", t->guards.at[g].name,
			                  guard_find(t->guards.at[g].name)
			                      ? term_text(e->env, guard_find(t->guards.at[g].name)->says)
			                      : ""));
	}
}

static const char *need_words(const char *need)
{
	return *need == 'R' ? WORD("required") : *need == 'C' ? WORD("if applicable") : WORD("not used");
}

static void explain_element(struct explaining *e, const char *word)
{
	const struct template_element *el = template_element(e->t, word);
	SCOPE(turn);
	if (!el)
		return;
	head(e, WORD("element"), el->id, el->title.in[e->language]);
	line(e, WORD("means"), el->help.in[e->language]);
	line(e, WORD("file"), el->file);
	line(e, WORD("basis"), basis_words(e, el->basis));
	struct buf *b = buf_new(turn);
	for (size_t c = 0; c < e->t->categories.count; c++)
		buf_printf(b, "%s%s", c ? ", " : "",
		           say(turn, e,
		               PHRASE("{need} in {category}", phrase_bare(need_words(el->need[c])),
		                      e->t->categories.at[c].id)));
	line(e, WORD("need"), b->at);
	const struct template_requirements *lines = template_requirements(e->t);
	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].element == el)
			line(e, lines->at[i].id, lines->at[i].text.in[e->language]);
}

/* "role (key): Role, text, required: a | b" */
static const char *column_words(struct scope *sc, const struct explaining *e, const struct template_column *col)
{
	const struct phrase *type = phrase_bare(template_type_name(col->type));
	type = col->list ? phrase_new(sc, "list of {type}", type) : phrase_keep(sc, type);
	if (col->required)
		type = phrase_new(sc, "{type}, required", type);
	const char *title = col->title.in[e->language], *words = say(sc, e, type);
	const char *head = col->key ? say(sc, e, PHRASE("{column} (key)", col->name)) : col->name;
	return scope_printf(sc, col->choices.count ? "%s: %s, %s: %s" : "%s: %s, %s", head, title, words,
	                    list_join(sc, &col->choices, " | "));
}

static void explain_register(struct explaining *e, const char *word)
{
	const struct template_register *r = template_register(e->t, word);
	SCOPE(turn);
	if (!r)
		return;
	head(e, WORD("register"), r->name, r->title.in[e->language]);
	line(e, WORD("file"), scope_printf(turn, "registers/%s.csv", r->name));
	line(e, WORD("element"),
	     r->internal  ? term_text(e->env, WORD("none; it is for the team and is not handed over"))
	     : r->element ? r->element
	                  : term_text(e->env, WORD("that of the checklist line")));
	for (size_t c = 0; c < r->column_count; c++) {
		const struct template_column *col = &r->columns[c];
		line(e, c ? "" : WORD("columns"), column_words(turn, e, col));
	}
}

/* A code of a list, "amsc:C", or in every list that has it. */
static void explain_code(struct explaining *e, const char *word)
{
	const char *colon = strchr(word, ':');
	for (size_t i = 0; i < e->t->codes.count; i++) {
		const struct template_code *c = &e->t->codes.at[i];
		size_t n = strlen(c->list);
		bool listed = colon && (size_t)(colon - word) == n && strncmp(word, c->list, n) == 0
			&& strcmp(colon + 1, c->code) == 0;
		if (!listed && strcmp(c->code, word) != 0)
			continue;
		head(e, WORD("code"), c->code, c->title.in[e->language]);
		line(e, WORD("list"), c->list);
		line(e, WORD("means"), c->means.in[e->language]);
		line(e, WORD("basis"), basis_words(e, c->basis));
		line(e, WORD("source"), c->source);
	}
}

static void explain_others(struct explaining *e, const char *word)
{
	enum finding_level level;
	const char *means, *fix;
	const struct template_question *q = template_question(e->t, word);
	const struct guard *g = guard_find(word);
	int category = template_category(e->t, word);
	if (category >= 0) {
		const struct template_category *c = &e->t->categories.at[category];
		head(e, WORD("category"), word, c->title.in[e->language]);
		line(e, WORD("means"), c->help.in[e->language]);
		line(e, WORD("basis"), *c->basis ? basis_words(e, c->basis) : "");
		line(e, WORD("source"), c->source);
		line(e, WORD("offered"),
		     c->offered ? "" : term_text(e->env, WORD("no: nobody can make a package of it")));
		line(e, WORD("example"), c->example.in[e->language]);
	}
	if (q) {
		head(e, WORD("question of the screening"), q->id, q->text.in[e->language]);
		line(e, WORD("to do"), q->help.in[e->language]);
		line(e, WORD("basis"), basis_words(e, q->basis));
	}
	if (g) {
		head(e, WORD("guard"), g->form.name, "");
		line(e, WORD("open when"), term_text(e->env, g->says));
	}
	if (finding_explain(word, &level, &means, &fix)) {
		head(e, WORD("finding of sarflow itself"), word, "");
		line(e, WORD("level"), term_text(e->env, finding_level_name(level)));
		line(e, WORD("means"), term_text(e->env, means));
		line(e, WORD("to do"), term_text(e->env, fix));
	}
}

/* The template: the one named, else that of the package we are in. */
static const struct fault *find_template(struct scope *sc, const struct env *env, struct command_line *l,
                                         const struct template **t)
{
	struct desk *d = NULL;
	if (command_value(l, "template"))
		return edit_template(sc, &env->world, command_value(l, "template"), t);
	const struct fault *f = env_open_desk(sc, env, &d);
	if (f && f->code != FAULT_NOT_FOUND)
		return f;
	if (f)
		return fault_advise(fault_make(FAULT_USAGE, "{folder} is no package; say which template is meant",
		                               env->world.directory),
		                    REMEDY("", "template", "NAME"));
	*t = desk_template(d);
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	static void (*const all[])(struct explaining *, const char *) = { explain_rule, explain_requirement,
		explain_element, explain_state,
		explain_action, explain_register, explain_code, explain_others };
	struct explaining e = { .env = env };
	const char *word = command_word(l, 0);
	TRY(find_template(sc, env, l, &e.t));
	TRY(template_complete(e.t));
	int language = template_language(e.t, env->person.language);
	if (language < 0)
		return fault_make(FAULT_USAGE, "the template {template} has no texts in \"{language}\"", e.t->name,
			env->person.language);
	e.language = (size_t)language;
	for (size_t i = 0; i < countof(all); i++)
		all[i](&e, word);
	return e.found ? NULL : fault_make(FAULT_NOT_FOUND,
		"neither the template {template} nor sarflow knows \"{word}\"", e.t->name, word);
}

static const struct command_option options[] = {
	{ "template", 't', "NAME", "of this template; else of the package" },
	{ 0 },
};

const struct command cmd_explain = {
	.name = "explain", .args = "WORD", .brief = "what a rule, a checklist line or a state means",
	.help = "WORD is a rule, checklist line, element, category, state, transition, register, code (C, or amsc:C), "
	        "question,\n"
	        "guard, or a finding of sarflow itself. Shows what it means, where it comes from, how sure we are, "
	        "what to\n"
	        "do, and an example that passes.",
	.example = "sarflow explain license-end-use --template manufacture", .options = options, .min_words = 1,
	.max_words = 1,
	.pages = true, .run = run,
};
