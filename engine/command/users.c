/* users.c: who is meant, and their password. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"
#include "journal/event.h"
#include <termios.h>
#include <unistd.h>

const struct fault *users_open(struct scope *sc, const struct env *env, bool make, struct accounts **out)
{
	return accounts_open(sc, env->world.directory, make, out);
}

static const char *read_line(struct scope *sc, FILE *in)
{
	char line[ACCOUNTS_LONGEST + 3];
	if (!fgets(line, sizeof line, in))
		return "";
	line[strcspn(line, "\r\n")] = '\0';
	return scope_copy(sc, line);
}

/* Not shown while it is typed. */
static const char *ask_hidden(struct scope *sc, const struct env *env, const struct phrase *question)
{
	struct termios was, now;
	bool hides = tcgetattr(STDIN_FILENO, &was) == 0;
	term_say_phrase(env, question);
	fflush(env->out);
	if (hides) {
		now = was;
		now.c_lflag &= (tcflag_t)~ECHO;
		hides = tcsetattr(STDIN_FILENO, TCSAFLUSH, &now) == 0;
	}
	const char *out = read_line(sc, env->in);
	if (hides)
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
	term_printf(env, "\n");
	return out;
}

const struct fault *users_ask_password(struct scope *sc, const struct env *env, const char **out)
{
	if (!env->in_terminal) {
		*out = read_line(sc, env->in);
		return NULL;
	}
	*out = ask_hidden(sc, env, PHRASE("Password: "));
	return strcmp(*out, ask_hidden(sc, env, PHRASE("The same again: "))) == 0 ? NULL
	       : fault_make(FAULT_USAGE, "the two passwords are not the same");
}

const struct fault *users_person(struct scope *sc, const char *word, bool alone, const char **name, const char **email)
{
	*name = NULL;
	*email = word;
	if (alone && strchr(word, '@') && !strpbrk(word, "<> \t"))
		return NULL;
	return event_person(sc, word, name, email) ? NULL : fault_make(FAULT_USAGE, "\"{person}\" is not of the form "
		"NAME <ADDRESS>", word);
}
