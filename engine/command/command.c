/* command.c: the table of commands, made from the file names, and their words. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "command/command.h"

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

static const struct command_option *find_option(const struct command *c, const char *name, size_t len)
{
	for (const struct command_option *o = c->options; o && o->name; o++)
		if ((strlen(o->name) == len && strncmp(o->name, name, len) == 0) || (len == 1 && o->letter == *name))
			return o;
	return NULL;
}

const struct fault *command_parse(struct scope *sc, const struct command *c, int argc, char **argv, struct command_line *out)
{
	*out = (struct command_line){ .command = c };
	bool options = true;
	for (int i = 0; i < argc; i++) {
		const char *word = argv[i];
		if (!options || word[0] != '-' || !word[1]) {
			*LIST_ADD(sc, &out->words) = word;
			continue;
		}
		if (strcmp(word, "--") == 0) {
			options = false;
			continue;
		}
		const char *name = word + (word[1] == '-' ? 2 : 1), *equals = strchr(name, '=');
		size_t len = equals && word[1] == '-' ? (size_t)(equals - name) : strlen(name);
		const struct command_option *o = find_option(c, name, len);
		if (!o || (word[1] != '-' && len != 1))
			return fault_make(FAULT_USAGE, "there is no option %s; see: sarflow %s --help", word, c->name);
		const char *value = o->value && equals && word[1] == '-' ? equals + 1 : NULL;
		if (o->value && !value) {
			if (i + 1 == argc)
				return fault_make(FAULT_USAGE, "--%s wants %s", o->name, o->value);
			value = argv[++i];
		}
		if (!o->value && equals)
			return fault_make(FAULT_USAGE, "--%s takes no value", o->name);
		*LIST_ADD(sc, &out->given) = (struct command_given){ o, value };
	}
	if (out->words.count < c->min_words || out->words.count > c->max_words)
		return fault_make(FAULT_USAGE, "use: sarflow %s%s%s; see: sarflow %s --help", c->name, *c->args ? " " : "", c->args, c->name);
	return NULL;
}

const char *command_value(const struct command_line *l, const char *option)
{
	const char *value = NULL;
	for (size_t i = 0; i < l->given.count; i++)
		if (strcmp(l->given.at[i].option->name, option) == 0)
			value = l->given.at[i].value ? l->given.at[i].value : "";
	return value;
}

bool command_flag(const struct command_line *l, const char *option) { return command_value(l, option) != NULL; }

struct names command_values(struct scope *sc, const struct command_line *l, const char *option)
{
	struct names out = {0};
	for (size_t i = 0; i < l->given.count; i++)
		if (strcmp(l->given.at[i].option->name, option) == 0)
			*LIST_ADD(sc, &out) = l->given.at[i].value;
	return out;
}

const char *command_word(const struct command_line *l, size_t index)
{
	return index < l->words.count ? l->words.at[index] : NULL;
}

const struct fault *command_no_json(const char *command)
{
	return fault_make(FAULT_USAGE, "sarflow %s has no output for programs; leave out --json", command);
}

static void print_options(const struct env *env, const struct command *c)
{
	for (const struct command_option *o = c->options; o && o->name; o++) {
		char left[64];
		snprintf(left, sizeof left, "%s%s%s%s%s", o->letter ? (char[]){ '-', o->letter, ',', ' ', 0 } : "", "--", o->name,
		         o->value ? " " : "", o->value ? o->value : "");
		fprintf(env->out, "  %-26s %s\n", left, o->says);
	}
}

void command_print_help(const struct env *env, const struct command *c)
{
	fprintf(env->out, "sarflow %s%s%s: %s\n\n%s\n", c->name, *c->args ? " " : "", c->args, c->brief, c->help);
	fprintf(env->out, "\nOptions\n");
	print_options(env, c);
	fprintf(env->out, "  %-26s %s\n", "-C FOLDER", "work in this package's folder");
	fprintf(env->out, "\nExample\n");
	for (const char *s = c->example; *s; s += strcspn(s, "\n"), s += *s == '\n')
		fprintf(env->out, "  %.*s\n", (int)strcspn(s, "\n"), s);
}

void command_print_table(const struct env *env)
{
	for (const struct command *const *c = command_table; *c; c++)
		if (!(*c)->inner)
			fprintf(env->out, "  %-10s %-24s %s\n", (*c)->name, (*c)->args, (*c)->brief);
}

const char *command_folder(struct scope *sc, const struct env *env, const char *word)
{
	return *word == '/' ? word : path_join(sc, env->directory, word);
}

const char *command_package(struct scope *sc, const struct env *env, const char *word)
{
	const char *folder = word ? command_folder(sc, env, word) : NULL;
	return folder && file_exists(path_join(sc, folder, ".git")) ? folder : NULL;
}
