/* cmd_new.c: sarflow new: what decides go or no-go, then a package from a template. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/screening.h"
#include "desk/desk.h"
#include "desk/edit.h"

static bool is_given(const struct names *fields, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < fields->count; i++)
		if (strncmp(fields->at[i], name, n) == 0 && fields->at[i][n] == '=')
			return true;
	return false;
}

/* One question at the terminal, again until the answer is of its form; an empty line leaves it open. */
static const struct fault *ask(struct scope *sc, const struct env *env, const struct template *t,
                               const struct template_question *q, struct names *fields)
{
	int own = template_language(t, env->person.language);
	size_t language = own < 0 ? 0 : (size_t)own;
	const char *answer = NULL;
	struct env errors = *env;
	errors.out = env->err;
	fprintf(env->err, "\n");
	term_put(&errors, TERM_BOLD, q->text.in[language]);
	term_printf(&errors, "\n");
	term_put(&errors, TERM_DIM, q->help.in[language]);
	term_printf(&errors, "\n");
	for (size_t i = 0; i < q->choices.count; i++)
		term_printf(&errors, "  %zu  %s\n", i + 1, q->choices.at[i]);
	for (;;) {
		fprintf(env->err, "%s: ", q->id);
		TRY(term_read(sc, env, &answer));
		if (!answer)
			return fault_make(FAULT_USAGE, "nothing was made");
		char *rest = NULL;
		size_t number = (size_t)strtoul(answer, &rest, 10);
		/* "1C" is an answer, not choice 1 */
		bool chosen = *rest == '\0' && number >= 1 && number <= q->choices.count;
		const char *text = chosen ? q->choices.at[number - 1] : answer;
		const struct fault *f = edit_check_answer(t, q, text);
		if (!f) {
			if (*text)
				*LIST_ADD(sc, fields) = scope_printf(sc, "screening.%s=%s", q->id, text);
			return NULL;
		}
		struct reader r = term_reader(env);
		term_printf(&errors, "%s\n", fault_say(sc, &r, f));
	}
}

static const struct fault *ask_all(struct scope *sc, const struct env *env, const struct template *t,
                                   struct names *fields)
{
	if (!env->in_terminal || t->screening.questions.count == 0)
		return NULL;
	struct env errors = *env;
	errors.out = env->err;
	term_say(&errors, "First what decides go or no-go; an empty line leaves a question open.\n");
	for (size_t i = 0; i < t->screening.questions.count; i++) {
		const struct template_question *q = &t->screening.questions.at[i];
		if (!is_given(fields, scope_printf(sc, "screening.%s", q->id))
		    && !(q->field && is_given(fields, q->field->name)))
			TRY(ask(sc, env, t, q, fields));
	}
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *folder = NULL;
	const struct template *t = NULL;
	struct desk *d = NULL;
	struct screening *s = NULL;
	struct names fields = command_values(sc, l, "set");
	if (!command_value(l, "template") || !command_value(l, "category"))
		return fault_advise(fault_make(FAULT_USAGE, "say the template and its category"),
		                    REMEDY("", "template", "NAME", "category", "CATEGORY"));
	TRY(edit_template(sc, &env->world, command_value(l, "template"), &t));
	TRY(ask_all(sc, env, t, &fields));
	const char *title = command_value(l, "title") ? command_value(l, "title") : command_word(l, 0);
	TRY(edit_new(sc, &env->world, &env->person, command_word(l, 0), command_value(l, "template"),
	             command_value(l, "category"), title, &fields, &folder));
	term_say(env, "made {folder}\n", folder);
	if (t->screening.questions.count) {
		struct env there = *env;
		there.world.directory = folder;
		TRY(env_open_desk(sc, &there, &d));
		TRY(screening_take(d, &s));
		screening_show(env, s);
	}
	term_say(env, "fill in package.yaml, then see what is missing with: {command}\n",
	         scope_printf(sc, "sarflow -C %s status", folder));
	return NULL;
}

static const struct command_option options[] = {
	{ "template", 't', "NAME", "the sort of package; see: sarflow template list" },
	{ "category", 'c', "CATEGORY", "one of the template's categories" },
	{ "title", 0, "TEXT", "what the package is about" },
	{ "set", 's', "FIELD=VALUE", "an identity field, or screening.QUESTION=ANSWER", true },
	{ 0 },
};

const struct command cmd_new = {
	.name = "new", .args = "ID", .brief = "make a package from a template",
	.help = "Asks at the terminal what decides go or no-go, then makes the folder ID with package.yaml, "
	        "the template's\n"
	        "skeletons and empty registers, its own git repository, and the opening event of its journal, which\n"
	        "carries a copy of the template. You are its founder. Closes with the screen: see sarflow screen.",
	.example = "sarflow new F110-NOZ-002 --template repair --category IV --set nsn=2840-01-999-9904 --set "
	           "screening.amc_amsc=1C",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
