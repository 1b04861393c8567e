/* command.c: the table of commands, made from the file names, and their help. */
#include "base/base.h"
#include "base/buf.h"
#include "base/path.h"
#include "command/command.h"
#include "command/term.h"
#include "desk/packages.h"

#define COMMAND(name) extern const struct command cmd_##name;
#include "commands.def"
#undef COMMAND

const struct command *const command_table[] = {
#define COMMAND(name) &cmd_##name,
#include "commands.def"
#undef COMMAND
	NULL
};

const struct command *command_find(const char *name)
{
	for (const struct command *const *c = command_table; *c; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

const char *command_subword(const struct command *above, const struct command *c)
{
	size_t n = strlen(above->name);
	return strncmp(c->name, above->name, n) == 0 && c->name[n] == ' ' ? c->name + n + 1 : NULL;
}

const struct fault *command_no_json(const char *command)
{
	SCOPE(turn);
	return fault_make(FAULT_USAGE, "{command} has no output for programs; leave out {option}",
	                  scope_printf(turn, "sarflow %s", command), "--json");
}

/* --- help --- */

/* Rows of two or three columns, as wide as their longest words. */
struct help_row { const char *first, *second, *says; };
struct help_rows { struct help_row *at; size_t count, cap; };

static void print_rows(const struct env *env, const struct help_rows *rows, const struct help_rows *as_wide)
{
	const struct help_rows *both[] = { rows, as_wide };
	int first = 0, second = 0;
	for (size_t k = 0; k < countof(both); k++)
		for (size_t i = 0; both[k] && i < both[k]->count; i++) {
			int f = (int)strlen(both[k]->at[i].first), s = (int)strlen(both[k]->at[i].second);
			first = f > first ? f : first;
			second = s > second ? s : second;
		}
	for (size_t i = 0; i < rows->count; i++) {
		const struct help_row *r = &rows->at[i];
		if (second)
			term_printf(env, "  %-*s %-*s  %s\n", first, r->first, second, r->second, r->says);
		else
			term_printf(env, "  %-*s  %s\n", first, r->first, r->says);
	}
}

static void add_options(struct scope *sc, const struct env *env, const struct command_option *list,
                        struct help_rows *out)
{
	for (const struct command_option *o = list; o && o->name; o++) {
		struct buf *b = buf_new(sc);
		if (o->letter)
			buf_printf(b, "-%c", o->letter);
		if (o->name[1])
			buf_printf(b, "%s--%s", o->letter ? ", " : "", o->name);
		if (o->value)
			buf_printf(b, " %s", o->value);
		struct reader r = term_reader(env);
		const struct phrase *what = phrase_bare(o->says);
		const char *says = phrase_text(sc, &r, o->repeats ? PHRASE("{option}; may be repeated", what) : what);
		*LIST_ADD(sc, out) = (struct help_row){ b->at, "", says };
	}
}

static void print_subwords(struct scope *sc, const struct env *env, const struct command *c)
{
	struct help_rows rows = {0};
	for (const struct command *const *t = command_table; *t; t++)
		if (command_subword(c, *t))
			*LIST_ADD(sc, &rows) =
			    (struct help_row){ command_subword(c, *t), (*t)->args, term_text(env, (*t)->brief) };
	if (rows.count)
		term_printf(env, "\n%s\n", term_text(env, WORD("Words")));
	print_rows(env, &rows, NULL);
	if (c->without)
		term_say(env, "  without one: {word}\n", c->without);
}

void command_print_help(const struct env *env, const struct command *c)
{
	SCOPE(sc);
	struct help_rows own = {0}, globals = {0};
	add_options(sc, env, c->options, &own);
	add_options(sc, env, command_globals, &globals);
	term_printf(env, "sarflow %s%s%s: %s\n\n%s\n", c->name, *c->args ? " " : "", c->args, term_text(env, c->brief),
	            term_text(env, c->help));
	print_subwords(sc, env, c);
	if (own.count)
		term_printf(env, "\n%s\n", term_text(env, WORD("Options")));
	print_rows(env, &own, &globals);
	term_printf(env, "\n%s\n", term_text(env, WORD("For every command")));
	print_rows(env, &globals, &own);
	term_printf(env, "\n%s\n", term_text(env, WORD("Example")));
	for (const char *s = c->example; *s; s += strcspn(s, "\n"), s += *s == '\n')
		term_printf(env, "  %.*s\n", (int)strcspn(s, "\n"), s);
}

void command_print_globals(const struct env *env)
{
	SCOPE(sc);
	struct help_rows rows = {0};
	add_options(sc, env, command_globals, &rows);
	print_rows(env, &rows, NULL);
}

void command_print_table(const struct env *env)
{
	SCOPE(sc);
	struct help_rows rows = {0};
	for (const struct command *const *c = command_table; *c; c++)
		if (!(*c)->inner && !strchr((*c)->name, ' '))
			*LIST_ADD(sc, &rows) = (struct help_row){ (*c)->name, (*c)->args, term_text(env, (*c)->brief) };
	print_rows(env, &rows, NULL);
}

const char *command_folder(struct scope *sc, const struct env *env, const char *word)
{
	return *word == '/' ? word : path_join(sc, env->world.directory, word);
}

const char *command_package(struct scope *sc, const struct env *env, const char *word)
{
	const char *folder = word ? command_folder(sc, env, word) : NULL;
	return folder && packages_is_one(folder) ? folder : NULL;
}
