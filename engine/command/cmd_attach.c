/* cmd_attach.c: sarflow attach: take a file in as evidence. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/edit.h"

/* What the template asks for and was not given is asked at the terminal. */
static const struct fault *ask(struct scope *sc, const struct env *env, const struct desk *d, struct names *set)
{
	const struct template_register *r = desk_template(d)->attach.into;
	if (!r || !env->in_terminal)
		return NULL;
	for (size_t i = 0; i < desk_template(d)->attach.asks.count; i++) {
		const char *column = desk_template(d)->attach.asks.at[i];
		size_t n = strlen(column);
		bool given = false;
		const char *answer = NULL;
		for (size_t k = 0; k < set->count; k++)
			given = given || (strncmp(set->at[k], column, n) == 0 && set->at[k][n] == '=');
		if (given)
			continue;
		fprintf(env->err, "%s: ", r->columns[template_column(r, column)].title.in[desk_language(d)]);
		TRY(term_read(sc, env, &answer));
		if (!answer)
			return fault_make(FAULT_USAGE, "nothing was attached");
		*LIST_ADD(sc, set) = scope_printf(sc, "%s=%s", column, answer);
	}
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	const char *path = NULL;
	struct names set = command_values(sc, l, "set");
	if (!command_value(l, "element"))
		return fault_advise(fault_make(FAULT_USAGE, "say which element the file belongs to"),
		                    REMEDY("", "element", "E"));
	TRY(env_open_desk(sc, env, &d));
	if (!command_flag(l, "replace"))
		TRY(ask(sc, env, d, &set));
	int how = (command_flag(l, "replace") ? STORE_REPLACE : 0) | (command_flag(l, "reference") ? STORE_REFERENCE
	                                                              : 0);
	TRY(edit_attach(d, command_word(l, 0), command_value(l, "element"), command_value(l, "name"), how, &set,
	                &path));
	term_say(env, "attached {file}; save it with: {command}\n", path, remedy_line(sc, REMEDY("save")));
	return NULL;
}

static const struct command_option options[] = {
	{ "element", 'e', "E", "the element it belongs to" },
	{ "name", 0, "NAME", "another file name (ASCII: it is handed over under it)" },
	{ "set", 's', "COLUMN=VALUE", "a column of the template's register", true },
	{ "replace", 0, NULL, "put it in the place of an attachment of the same name" },
	{ "reference", 0, NULL, "keep digest and size only; content stays where it is and is handed over from there" },
	{ 0 },
};

const struct command cmd_attach = {
	.name = "attach", .args = "FILE", .brief = "take a file in as evidence",
	.help = "Copies a file of any size into attachments/E/ and adds a row to the register that the template "
	        "names.\n"
	        "What stands on its pages (distribution statement, export warning, CUI, legend), "
	        "its origin and its release\n"
	        "are asked for before a byte is stored. Where nobody can be asked give them with --set, "
	        "empty where there is\n"
	        "none. What the template lets nobody bring in without a release is refused. With --reference a "
	        "controlled\n"
	        "file stays in its vault: the package knows its digest, and `sarflow export --supply FOLDER` hands it "
	        "over.",
	.example = "sarflow attach traveler.pdf --element L\n"
	           "sarflow attach traveler.pdf --element L --set language=en --set distribution=none --set "
	           "export_warning=yes --set cui= "
	           "\\\n    --set dissemination=none --set legend=own --set origin=own --set released_by=",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
