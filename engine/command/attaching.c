/* attaching.c: showing what attaching does, and what stands against it. */
#include "base/base.h"
#include "command/attaching.h"
#include "command/term.h"

enum { SHOWN = 40 };                    /* lines of what stands against it */

/* --- what is done --- */

static void show_facts(const struct env *env, const struct attaching_file *f)
{
	if (f->pages)
		term_say(env, "  {pages} {pages:page|pages}", f->pages);
	if (*f->title)
		term_say(env, "  titled \"{title}\"", f->title);
	term_printf(env, "\n");
}

static void show_rows(const struct env *env, const struct attaching_file *f)
{
	for (size_t i = 0; i < f->rows.count; i++) {
		const struct attaching_row *row = &f->rows.at[i];
		for (size_t c = 0; c < row->into->column_count; c++)
			if (row->proposed[c])
				term_say(env,
					"            {column} \"{value}\", as the file says; look whether it is so\n",
				         row->into->columns[c].name, row->cells[c]);
	}
	for (size_t i = 0; i < f->notes.count; i++) {
		term_printf(env, "            ");
		term_say_phrase(env, f->notes.at[i]);
		term_printf(env, "\n");
	}
}

static void show_problem(const struct env *env, const struct attaching_problem *p)
{
	SCOPE(turn);
	term_printf(env, "    ");
	term_say_phrase(env, p->says);
	if (p->remedy)
		term_say(env, "; try: {command}", remedy_line(turn, p->remedy));
	term_printf(env, "\n");
}

static const char *word_of(const struct attaching_file *f)
{
	switch (f->what) {
	case ATTACHING_NEW: return WORD("new");
	case ATTACHING_REPLACED: return WORD("replaced");
	case ATTACHING_ROWS: return WORD("its row");
	case ATTACHING_THERE: return WORD("is there");
	}
	return "";
}

static void show_file(const struct env *env, const struct attaching_file *f)
{
	bool refused = f->problems.count > 0;
	term_pad(env, refused ? TERM_RED : f->what == ATTACHING_THERE ? TERM_DIM : TERM_GREEN,
	         term_text(env, refused ? WORD("refused") : word_of(f)), 10);
	term_printf(env, "  ");
	term_put(env, TERM_BOLD, f->path ? f->path : f->file);
	show_facts(env, f);
	show_rows(env, f);
}

static void show_left(const struct env *env, const struct attaching *a)
{
	for (size_t i = 0; i < a->left.count; i++) {
		term_pad(env, TERM_DIM, term_text(env, WORD("left")), 10);
		term_printf(env, "  %s: ", a->left.at[i].file);
		term_say_phrase(env, a->left.at[i].why);
		term_printf(env, "\n");
	}
}

void attaching_show(const struct env *env, const struct attaching *a)
{
	for (size_t i = 0; i < a->notes.count; i++) {
		term_say_phrase(env, a->notes.at[i]);
		term_printf(env, "\n");
	}
	for (size_t i = 0; i < a->files.count; i++)
		show_file(env, &a->files.at[i]);
	show_left(env, a);
}

/* --- what stands against it --- */

/* What a column takes, for who has to say it. */
static const struct phrase *takes(struct scope *sc, const struct template_column *c, size_t language)
{
	if (c->choices.count)
		return phrase_new(sc, "one of: {choices}", list_join(sc, &c->choices, " | "));
	switch (c->type) {
	case TEMPLATE_YES_NO: return phrase_new(sc, "yes or no");
	case TEMPLATE_DATE: return phrase_new(sc, "a day as YYYY-MM-DD");
	case TEMPLATE_PAGES: return phrase_new(sc, "pages such as 3-5");
	case TEMPLATE_REQUIREMENT: return phrase_new(sc, "a line of the checklist");
	case TEMPLATE_INTEGER: return phrase_new(sc, "a whole number");
	case TEMPLATE_NUMBER: return phrase_new(sc, "a number");
	case TEMPLATE_FORMAT: return phrase_new(sc, "{says}", c->format->says.in[language]);
	default: return phrase_new(sc, "in words");
	}
}

struct lacks { struct scope *sc; const struct template *t; size_t language; };

static const char *lack_name(const struct lacks *of, const struct attaching_lack *l)
{
	return l->into == of->t->attach.into ? l->of->name : scope_printf(of->sc, "%s.%s", l->into->name, l->of->name);
}

/* What each takes, and that some may be empty. */
static void show_lacks(const struct env *env, const struct lacks *of, const struct attaching *a)
{
	for (size_t i = 0; i < a->lacks.count; i++) {
		const struct attaching_lack *l = &a->lacks.at[i];
		const struct phrase *what = takes(of->sc, l->of, of->language);
		if (!l->of->required)
			what = phrase_new(of->sc, "{what}; empty where there is none", what);
		term_say(env, "    {name} ({title}): {what}\n", lack_name(of, l), l->of->title.in[of->language], what);
	}
}

/* All of them in one remedy, so that the person types once. */
static const struct fault *lack_fault(const struct lacks *of, const struct attaching *a)
{
	const char *words[REMEDY_WORDS] = { "" };
	size_t n = 1, files = 0;
	for (size_t i = 0; i < a->lacks.count; i++) {
		files = a->lacks.at[i].files > files ? a->lacks.at[i].files : files;
		if (n + 2 > REMEDY_WORDS)
			continue;
		words[n++] = "set";
		words[n++] = scope_printf(of->sc, "%s=VALUE", lack_name(of, &a->lacks.at[i]));
	}
	const struct fault *f = a->lacks.count == 1 && files == 1
		? fault_make(FAULT_USAGE, "say the {column} of the file before it is stored",
		             a->lacks.at[0].of->title.in[of->language])
		: fault_make(FAULT_USAGE,
			"say the {count} {count:answer|answers} missing for {files} {files:file|files} before "
			"anything is stored", a->lacks.count, files);
	return fault_advise(f, &(const struct remedy){ n, words });
}

struct against { struct attaching_problems all; bool refused; };

static void take_problems(struct scope *sc, const struct attaching_problems *from, const struct attaching_file *f,
                          bool alone, struct against *to)
{
	for (size_t i = 0; i < from->count; i++) {
		struct attaching_problem p = from->at[i];
		if (f && f->line)
			p.says = phrase_new(sc, "line {line}, {file}: {what}", f->line, f->file, p.says);
		else if (f && !alone)
			p.says = phrase_new(sc, "{file}: {what}", f->file, p.says);
		to->refused = to->refused || p.code != FAULT_USAGE;
		*LIST_ADD(sc, &to->all) = p;
	}
}

const struct fault *attaching_fault(struct scope *sc, const struct env *env, const struct attaching *a,
                                    const struct template *t, size_t language)
{
	struct env errors = *env;
	struct against all = {0};
	const struct lacks of = { sc, t, language };
	errors.out = env->err;
	errors.color = false;
	take_problems(sc, &a->problems, NULL, true, &all);
	for (size_t i = 0; i < a->files.count; i++)
		take_problems(sc, &a->files.at[i].problems, &a->files.at[i], a->files.count == 1, &all);
	bool one = all.all.count == 1 && a->lacks.count == 0;
	for (size_t i = 0; i < all.all.count && i < SHOWN && !one; i++)
		show_problem(&errors, &all.all.at[i]);
	if (all.all.count > SHOWN)
		term_say(&errors, "    and {count} more\n", all.all.count - SHOWN);
	show_lacks(&errors, &of, a);
	if (all.all.count == 0)
		return a->lacks.count ? lack_fault(&of, a) : NULL;
	const struct attaching_problem *p = &all.all.at[0];
	const struct fault *f = one ? fault_of(p->code, p->says) : fault_make(all.refused ? FAULT_REFUSED : FAULT_USAGE,
		"nothing was attached; {count} {count:thing stands|things stand} against it", all.all.count
		+ a->lacks.count);
	return one && p->remedy ? fault_advise(f, p->remedy) : f;
}
