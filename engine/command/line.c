/* line.c: the words of a command line, walked once. */
#include "base/base.h"
#include "base/buf.h"
#include "command/command.h"
#include "command/near.h"

const struct command_option command_globals[] = {
	{ "C", 'C', "FOLDER", "work in this package's folder; else in the present one" },
	{ "as", 0, "'NAME <ADDRESS>'", "who is acting; else git's user.name and user.email" },
	{ "as-of", 0, "DAY", "judge as on this day (YYYY-MM-DD); else today" },
	{ "json", 0, NULL, "output for programs" },
	{ "lang", 0, "LANGUAGE", "the language to read in, such as ja" },
	{ "no-pager", 0, NULL, "long output goes to the terminal as it is" },
	{ "no-color", 0, NULL, "no colours on the terminal" },
	{ "help", 'h', NULL, "what the command does, its options, an example" },
	{ 0 },
};

struct walk { struct scope *sc; struct command_line *line; const char *const *argv; int argc, at; };

/* The option that a word writes, and the value behind its "=", else NULL.  Never --X for -X, nor -name for --name. */
static const struct command_option *find_option(const struct command_option *list, const char *word, const char **value)
{
	*value = NULL;
	for (const struct command_option *o = list; o && o->name; o++) {
		size_t n = strlen(o->name);
		if (word[1] != '-' && word[1] == o->letter && !word[2])
			return o;
		if (word[1] != '-' || n == 1 || strncmp(word + 2, o->name, n) != 0)
			continue;
		const char *behind = word + 2 + n;
		if (*behind && *behind != '=')
			continue;
		*value = *behind ? behind + 1 : NULL;
		return o;
	}
	return NULL;
}

/* --- what was meant --- */

static void add_names(struct scope *sc, const struct command_option *list, struct names *out)
{
	for (const struct command_option *o = list; o && o->name; o++)
		if (o->name[1])
			*LIST_ADD(sc, out) = o->name;
}

/* The sub-words of the same command that have the option, as "remark add, remark close"; "" if none has. */
static const char *find_siblings(struct scope *sc, const struct command *c, const char *word)
{
	struct names found = {0};
	size_t above = strcspn(c->name, " ");
	const char *value;
	for (const struct command *const *t = command_table; *t && c->name[above]; t++)
		if (strncmp((*t)->name, c->name, above + 1) == 0 && find_option((*t)->options, word, &value))
			*LIST_ADD(sc, &found) = (*t)->name;
	return list_join(sc, &found, ", ");
}

/* "there is no option X", and what was meant by it. */
static const struct fault *refuse_option(struct scope *sc, const struct command *c, const char *word,
                                         const char *written)
{
	const char *bare = word + strspn(word, "-"), *name = scope_copy_bytes(sc, bare, strcspn(bare, "=")), *value;
	const char letter[] = { '-', word[1], '\0' };
	const struct command_option *o = find_option(c ? c->options : NULL, letter, &value);
	struct names names = {0};
	if (!o)
		o = find_option(command_globals, letter, &value);
	add_names(sc, c ? c->options : NULL, &names);
	add_names(sc, command_globals, &names);
	const char *near = near_find(&names, name), *others = c ? find_siblings(sc, c, word) : "";
	const char *meant = near ? scope_printf(sc, "--%s", near) : NULL;
	if (*others)
		return fault_make(FAULT_USAGE, "there is no option {option}; it goes with: {commands}", written,
		                  others);
	if (!meant && o && o->value)
		return fault_make(FAULT_USAGE, "there is no option {option}; a value stands apart: {form}", written,
		                  scope_printf(sc, "%s %s", letter, o->value));
	if (!meant && !c && command_find(name))
		meant = scope_printf(sc, "sarflow %s", name);
	if (meant)
		return fault_make(FAULT_USAGE, "there is no option {option}; did you mean {meant}?", written, meant);
	return fault_advise(fault_make(FAULT_USAGE, "there is no option {option}", written),
	                    c ? REMEDY(c->name, "help", "") : REMEDY("help"));
}

/* The sub-words of a command, or, for NULL, the commands. */
static struct names words_below(struct scope *sc, const struct command *above)
{
	struct names out = {0};
	for (const struct command *const *t = command_table; *t; t++) {
		const char *word = above ? command_subword(above, *t) : strchr((*t)->name, ' ') ? NULL : (*t)->name;
		if (word)
			*LIST_ADD(sc, &out) = word;
	}
	return out;
}

/* --- the walk --- */

/* A command with sub-words becomes the one that is meant without any. */
static const struct fault *settle(struct walk *w)
{
	const struct command *c = w->line->command;
	if (!c || c->run)
		return NULL;
	struct names below = words_below(w->sc, c);
	if (!c->without)
		return fault_advise(fault_make(FAULT_USAGE, "say which: {words}", list_join(w->sc, &below, ", ")),
		                    REMEDY(c->name, "help", ""));
	w->line->command = command_find(scope_printf(w->sc, "%s %s", c->name, c->without));
	return NULL;
}

static const struct fault *take_command(struct walk *w, const char *word)
{
	const struct command *above = w->line->command;
	struct names below = words_below(w->sc, above);
	if (list_has(&below, word)) {
		w->line->command = command_find(above ? scope_printf(w->sc, "%s %s", above->name, word) : word);
		return NULL;
	}
	const char *near = near_find(&below, word), *list = list_join(w->sc, &below, ", ");
	if (above && near)
		return fault_make(FAULT_USAGE, "\"{word}\" is none of {words}; did you mean {meant}?", word, list,
		                  near);
	if (above)
		return fault_make(FAULT_USAGE, "\"{word}\" is none of {words}", word, list);
	if (near)
		return fault_make(FAULT_USAGE, "there is no command \"{word}\"; did you mean {meant}?", word, near);
	return fault_advise(fault_make(FAULT_USAGE, "there is no command \"{word}\"", word), REMEDY("help"));
}

static const struct fault *take_option(struct walk *w, const char *word)
{
	struct command_line *l = w->line;
	const char *value;
	const struct command_option *o = find_option(command_globals, word, &value);
	bool global = o != NULL;
	if (!global)
		TRY(settle(w));
	if (!global && l->command)
		o = find_option(l->command->options, word, &value);
	const char *written = word[1] == '-' ? scope_copy_bytes(w->sc, word, strcspn(word, "=")) : word;
	if (!o)
		return refuse_option(w->sc, l->command, word, written);
	if (!o->value && value)
		return fault_make(FAULT_USAGE, "{option} takes no value", written);
	if (o->value && !value) {
		if (w->at == w->argc)
			return fault_make(FAULT_USAGE, "{option} wants {value}", written, o->value);
		value = w->argv[w->at++];
	}
	if (o->value && !global && !o->repeats && command_value(l, o->name))
		return fault_make(FAULT_USAGE, "{option} is given twice; say it once", written);
	*LIST_ADD(w->sc, &l->given) = (struct command_given){ o, value };
	return NULL;
}

static const struct fault *check_count(struct scope *sc, const struct command_line *l)
{
	const struct command *c = l->command;
	if (l->words.count >= c->min_words && l->words.count <= c->max_words)
		return NULL;
	const char *use = scope_printf(sc, "sarflow %s%s%s", c->name, *c->args ? " " : "", c->args);
	const struct fault *f = l->words.count < c->min_words
		? fault_make(FAULT_USAGE, "a word is missing; use: {command}", use)
		: fault_make(FAULT_USAGE, "\"{word}\" is one word too many; use: {command}", l->words.at[c->max_words],
		             use);
	return fault_advise(f, REMEDY(c->name, "help", ""));
}

const struct fault *command_parse(struct scope *sc, int argc, const char *const *argv, struct command_line *out)
{
	struct walk w = { .sc = sc, .line = out, .argc = argc, .argv = argv };
	bool options = true;
	*out = (struct command_line){0};
	while (w.at < argc) {
		const char *word = argv[w.at++];
		if (options && strcmp(word, "--") == 0)
			options = false;
		else if (options && word[0] == '-' && word[1])
			TRY(take_option(&w, word));
		else if (!out->command || !out->command->run)
			TRY(take_command(&w, word));
		else
			*LIST_ADD(sc, &out->words) = word;
	}
	if (!out->command)
		out->command = command_find("help");
	if (command_flag(out, "help"))
		return NULL;
	TRY(settle(&w));
	return check_count(sc, out);
}

/* --- reading what was found --- */

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

const struct fault *command_number(const struct command_line *l, const char *option, int *out)
{
	const char *words = command_value(l, option);
	size_t n = words ? strlen(words) : 0;
	*out = n && n <= 6 && strspn(words, "0123456789") == n ? atoi(words) : 0;
	return *out || !words ? NULL : fault_make(FAULT_USAGE, "--{option} counts from 1", option);
}

const char *command_first(const struct command_line *l, const char *const *options)
{
	for (; *options; options++)
		if (command_flag(l, *options))
			return *options;
	return NULL;
}

/* Not the walk's own: what stands behind the word that is off is read, too. */
const char *command_language(int argc, const char *const *argv)
{
	for (int i = 0; i < argc; i++)
		if (strncmp(argv[i], "--lang=", 7) == 0)
			return argv[i] + 7;
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			return argv[i + 1];
	return NULL;
}

const char *command_word(const struct command_line *l, size_t index)
{
	return index < l->words.count ? l->words.at[index] : NULL;
}
