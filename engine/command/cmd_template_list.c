/* cmd_template_list.c: sarflow template list: which templates are installed. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/edit.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *const *names = NULL;
	size_t count = 0;
	(void)l;
	if (!env->world.templates)
		return fault_make(FAULT_NOT_FOUND, "no templates were found; set {variable} to their folder",
		                  "SARFLOW_TEMPLATES");
	TRY(file_names(sc, env->world.templates, &names, &count));
	for (size_t i = 0; i < count; i++) {
		const struct template *t = NULL;
		if (!file_exists(path_join(sc, path_join(sc, env->world.templates, names[i]), "template.yaml")))
			continue;
		TRY(edit_template(sc, &env->world, names[i], &t));
		int language = template_language(t, env->person.language);
		term_pad(env, TERM_BOLD, names[i], 18);
		term_put(env, TERM_PLAIN, t->title.in[language < 0 ? 0 : language]);
		struct names categories = {0};
		for (size_t c = 0; c < t->categories.count; c++)
			*LIST_ADD(sc, &categories) = t->categories.at[c].id;
		term_say(env, " ({document} {revision}); categories {categories}\n", t->requirement_document.document,
		         t->requirement_document.revision, list_join(sc, &categories, ", "));
	}
	return NULL;
}

const struct command cmd_template_list = {
	.name = "template list", .args = "", .brief = "the templates that are installed",
	.help = "Each with its title, the document its checklist comes from, and its categories.",
	.example = "sarflow template list", .alone = true, .run = run,
};
