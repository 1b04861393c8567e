/* cmd_explain.c: sarflow explain: what a word of the template means, where it comes from, how sure we are. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/desk.h"
#include "desk/edit.h"
#include "guard/guard.h"

struct explaining { const struct env *env; const struct template *t; size_t language; size_t found; };

static const char *basis_words(const char *basis)
{
	static const struct { const char *basis, *words; } list[] = {
		{ "P", "P: a primary text was read" }, { "S", "S: a secondary text or a summary was read" },
		{ "B", "B: knowledge of the trade, not confirmed by a text" }, { "D", "D: our own design, no rule of an authority" } };
	for (size_t i = 0; i < countof(list); i++)
		if (strcmp(list[i].basis, basis) == 0)
			return list[i].words;
	return "";
}

static void head(struct explaining *e, const char *kind, const char *name, const char *title)
{
	if (e->found++)
		term_say(e->env, "\n");
	term_put(e->env, TERM_BOLD, name);
	term_say(e->env, "  %s\n", kind);
	if (*title && strcmp(title, name) != 0) {
		term_say(e->env, "  ");
		term_put(e->env, TERM_PLAIN, title);
		term_say(e->env, "\n");
	}
}

/* "label  text", the lines of a longer text set in; nothing for an empty one. */
static void line(struct explaining *e, const char *label, const char *text)
{
	for (const char *s = text; *s; ) {
		SCOPE(turn);
		size_t n = strcspn(s, "\n");
		term_say(e->env, "  ");
		term_pad(e->env, TERM_DIM, s == text ? label : "", 11);
		term_say(e->env, " ");
		term_put(e->env, TERM_PLAIN, scope_copy_bytes(turn, s, n));
		term_say(e->env, "\n");
		s += n + (s[n] == '\n');
	}
}

static void explain_rule(struct explaining *e, const char *word)
{
	const struct template_rule *r = template_rule(e->t, word);
	if (!r)
		return;
	head(e, "rule", r->id, r->title.in[e->language]);
	line(e, "level", finding_level_name(r->level));
	line(e, "because", r->raised);
	line(e, "basis", basis_words(r->basis));
	line(e, "source", r->source);
	line(e, "to do", r->fix.in[e->language]);
	line(e, "passes", r->example.in[e->language]);
	line(e, "finds", r->sql);
}

static void explain_requirement(struct explaining *e, const char *word)
{
	const struct template_requirement *r = template_requirement(e->t, word);
	if (!r)
		return;
	head(e, "checklist line", r->id, r->text.in[e->language]);
	term_say(e->env, "  ");
	term_pad(e->env, TERM_DIM, "element", 11);
	term_say(e->env, " %s, ", r->element->id);
	term_put(e->env, TERM_PLAIN, r->element->title.in[e->language]);
	term_say(e->env, "\n");
	const struct names *none = &e->t->says.not_applicable;
	SCOPE(turn);
	const char *conditional = none->count ? scope_printf(turn, "if applicable: \"%s: reason\" is an answer", none->at[0]) : "if applicable";
	line(e, "need", r->conditional ? conditional : "required where the element is");
	line(e, "basis", basis_words(r->basis));
	line(e, "source", *r->source ? r->source : "the paragraph was not seen");
	line(e, "to do", r->help.in[e->language]);
	line(e, "passes", r->example.in[e->language]);
}

static void explain_state(struct explaining *e, const char *word)
{
	SCOPE(turn);
	const struct workflow *w = &e->t->workflow;
	const struct workflow_state *s = workflow_state(w, word);
	if (!s)
		return;
	head(e, "state", s->id, s->title.in[e->language]);
	line(e, "means", s->help.in[e->language]);
	line(e, "turn of", template_owner(turn, e->t, s, e->language));
	if (s->clock.days)
		line(e, "clock", scope_printf(turn, "%d days: %s\n%s", s->clock.days, s->clock.says, basis_words(s->clock.basis)));
	line(e, "basis", *s->basis ? basis_words(s->basis) : "");
	line(e, "source", s->source);
	for (size_t i = 0; i < w->transition_count; i++)
		if (w->transitions[i].to && strcmp(w->transitions[i].to, s->id) == 0)
			line(e, "reached by", scope_printf(turn, "%s: %s", w->transitions[i].action, w->transitions[i].title.in[e->language]));
	for (size_t i = 0; i < w->transition_count; i++)
		if (list_has(&w->transitions[i].from, s->id))
			line(e, "then", scope_printf(turn, "%s: %s", w->transitions[i].action, w->transitions[i].title.in[e->language]));
	const char *example = s->example.in[e->language];
	for (size_t i = 0; i < w->transition_count && !*example; i++)
		if (list_has(&w->transitions[i].from, s->id))
			example = scope_printf(turn, "sarflow do %s%s", w->transitions[i].action,
			                       w->transitions[i].reported ? " --by 'OFFICE, NAME' --on DAY --received DAY --letter FILE" : "");
	line(e, "example", example);
}

static void explain_action(struct explaining *e, const char *word)
{
	const struct workflow *w = &e->t->workflow;
	for (size_t i = 0; i < w->transition_count; i++) {
		SCOPE(turn);
		const struct workflow_transition *t = &w->transitions[i];
		struct names both[] = { t->from, t->roles };
		const char *labels[] = { "from", "by" };
		if (strcmp(t->action, word) != 0)
			continue;
		head(e, "transition", t->action, t->title.in[e->language]);
		for (size_t k = 0; k < countof(both); k++) {
			struct buf *b = buf_new(turn);
			for (size_t n = 0; n < both[k].count; n++)
				buf_printf(b, "%s%s", n ? ", " : "", both[k].at[n]);
			line(e, labels[k], b->at);
		}
		line(e, "to", t->to ? t->to : "where it came from");
		line(e, "evidence", t->evidence == WORKFLOW_HEAD ? "binds the newest saved version" : t->evidence == WORKFLOW_RECORD
		     ? "stays with the version bound last" : "binds none");
		for (size_t g = 0; g < t->guard_count; g++)
			line(e, "guard", scope_printf(turn, "%s: %s", t->guards[g].name,
			     guard_find(t->guards[g].name) ? guard_find(t->guards[g].name)->says : ""));
	}
}

static void explain_element(struct explaining *e, const char *word)
{
	const struct template_element *el = template_element(e->t, word);
	SCOPE(turn);
	if (!el)
		return;
	head(e, "element", el->id, el->title.in[e->language]);
	line(e, "means", el->help.in[e->language]);
	line(e, "file", el->file);
	line(e, "basis", basis_words(el->basis));
	struct buf *b = buf_new(turn);
	for (size_t c = 0; c < e->t->categories.count; c++)
		buf_printf(b, "%s%s in %s", c ? ", " : "", *el->need[c] == 'R' ? "required" : *el->need[c] == 'C' ? "if applicable" : "not used",
		           e->t->categories.at[c].id);
	line(e, "need", b->at);
	for (size_t i = 0; i < e->t->requirements.count; i++)
		if (e->t->requirements.at[i].element == el)
			line(e, e->t->requirements.at[i].id, e->t->requirements.at[i].text.in[e->language]);
}

static void explain_register(struct explaining *e, const char *word)
{
	const struct template_register *r = template_register(e->t, word);
	SCOPE(turn);
	if (!r)
		return;
	head(e, "register", r->name, r->title.in[e->language]);
	line(e, "file", scope_printf(turn, "registers/%s.csv", r->name));
	line(e, "element", r->internal ? "none; it is for the team and is not handed over" : r->element ? r->element : "that of the checklist line");
	for (size_t c = 0; c < r->column_count; c++) {
		const struct template_column *col = &r->columns[c];
		struct buf *b = buf_new(turn);
		buf_printf(b, "%s%s: %s, %s%s%s", col->name, col->key ? " (key)" : "", col->title.in[e->language],
		           col->list ? "list of " : "", template_type_name(col->type), col->required ? ", required" : "");
		for (size_t i = 0; i < col->choices.count; i++)
			buf_printf(b, "%s%s", i ? " | " : ": ", col->choices.at[i]);
		line(e, c ? "" : "columns", b->at);
	}
}

/* A code of a list, "amsc:C", or in every list that has it. */
static void explain_code(struct explaining *e, const char *word)
{
	const char *colon = strchr(word, ':');
	for (size_t i = 0; i < e->t->codes.count; i++) {
		const struct template_code *c = &e->t->codes.at[i];
		size_t n = strlen(c->list);
		bool listed = colon && (size_t)(colon - word) == n && strncmp(word, c->list, n) == 0 && strcmp(colon + 1, c->code) == 0;
		if (!listed && strcmp(c->code, word) != 0)
			continue;
		head(e, "code", c->code, c->title.in[e->language]);
		line(e, "list", c->list);
		line(e, "means", c->means.in[e->language]);
		line(e, "basis", basis_words(c->basis));
		line(e, "source", c->source);
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
		head(e, "category", word, c->title.in[e->language]);
		line(e, "means", c->help.in[e->language]);
		line(e, "basis", *c->basis ? basis_words(c->basis) : "");
		line(e, "source", c->source);
		line(e, "offered", c->offered ? "" : "no: nobody can make a package of it");
		line(e, "example", c->example.in[e->language]);
	}
	if (q) {
		head(e, "question of the screening", q->id, q->text.in[e->language]);
		line(e, "to do", q->help.in[e->language]);
		line(e, "basis", basis_words(q->basis));
	}
	if (g) {
		head(e, "guard", g->form.name, "");
		line(e, "open when", g->says);
	}
	if (finding_explain(word, &level, &means, &fix)) {
		head(e, "finding of sarflow itself", word, "");
		line(e, "level", finding_level_name(level));
		line(e, "means", means);
		line(e, "to do", fix);
	}
}

/* The template: the one named, else that of the package we are in. */
static const struct fault *find_template(struct scope *sc, const struct env *env, struct command_line *l, const struct template **t)
{
	struct desk *d = NULL;
	if (command_value(l, "template"))
		return edit_template(sc, &env->world, command_value(l, "template"), t);
	const struct fault *f = env_open_desk(sc, env, &d);
	if (f)
		return fault_make(FAULT_USAGE, "%s is no package; say --template NAME", env->world.directory);
	*t = desk_template(d);
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	static void (*const all[])(struct explaining *, const char *) = { explain_rule, explain_requirement, explain_element, explain_state,
		explain_action, explain_register, explain_code, explain_others };
	struct explaining e = { .env = env };
	const char *word = command_word(l, 0);
	TRY(find_template(sc, env, l, &e.t));
	int language = template_language(e.t, env->person.language);
	if (language < 0)
		return fault_make(FAULT_USAGE, "the template %s has no texts in \"%s\"", e.t->name,
		                  env->person.language);
	e.language = (size_t)language;
	for (size_t i = 0; i < countof(all); i++)
		all[i](&e, word);
	return e.found ? NULL : fault_make(FAULT_NOT_FOUND, "neither the template %s nor sarflow knows \"%s\"", e.t->name, word);
}

static const struct command_option options[] = {
	{ "template", 't', "NAME", "of this template; else of the package" },
	{ 0 },
};

const struct command cmd_explain = {
	.name = "explain", .args = "WORD", .brief = "what a rule, a checklist line or a state means",
	.help = "WORD is a rule, checklist line, element, category, state, transition, register, code (C, or amsc:C), question,\n"
	        "guard, or a finding of sarflow itself. Shows what it means, where it comes from, how sure we are, what to\n"
	        "do, and an example that passes.",
	.example = "sarflow explain license-end-use --template manufacture", .options = options, .min_words = 1, .max_words = 1,
	.pages = true, .run = run,
};
