/* cmd_key_trust.c: sarflow key trust: bind a key to a person. */
#include "base/base.h"
#include "base/file.h"
#include "command/command.h"
#include "command/papers.h"
#include "command/term.h"
#include "desk/act.h"

enum { KEY_LINE = 16 * 1024 };

/* A file .pub, the private key it lies beside, or the line itself; other: a file of another kind of key. */
static const struct fault *read_line(struct scope *sc, const struct env *env, const char *word, const char **line,
                                     const char **file, const char **other)
{
	const char *path = command_folder(sc, env, word), *public = scope_printf(sc, "%s.pub", path);
	size_t n = strlen(path), len;
	*file = NULL;
	*line = word;
	if (strchr(word, ' ') && !file_exists(path))
		return NULL;
	bool is_public = n > 4 && strcmp(path + n - 4, ".pub") == 0;
	if (!is_public && !file_exists(public) && file_exists(path)) {
		*other = path;
		return NULL;
	}
	if (!is_public && !file_exists(public))
		return fault_make(FAULT_NOT_FOUND, "there is no public key {file}", public);
	TRY(file_read(sc, is_public ? path : public, KEY_LINE, line, &len));
	*file = is_public ? scope_copy_bytes(sc, path, n - 4) : path;
	return NULL;
}

/* A new key of one's own: signed in with the one before, and used from here on. */
static const struct fault *use_own(const struct env *env, struct desk *d, const char *file,
                                   const char *fingerprint)
{
	struct act_signer s;
	TRY(act_signs_with(d, &s));
	if (!file || !file_exists(file) || (s.fingerprint && strcmp(s.fingerprint, fingerprint) == 0))
		return NULL;
	TRY(act_sign_with(d, file));
	term_say(env, "this copy signs with it from here on\n");
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	const char *file = NULL;
	struct act_key k = { .person = command_value(l, "for"), .from = command_value(l, "from"),
		.until = command_value(l, "until") };
	struct act_trusted t;
	TRY(read_line(sc, env, command_word(l, 0), &k.line, &file, &k.file));
	TRY(papers_read(sc, env, l, &o));
	k.note = o.note;
	TRY(env_open_desk(sc, env, &d));
	TRY(act_trust(d, &k, &t));
	if (t.lacking) {
		term_say(env, "you have said that {key} is the key of {person}; it counts when {count} more "
			"{count:person has|people have} said so\n", t.fingerprint, t.person, t.lacking);
		return NULL;
	}
	term_say(env, "{key} counts for {person} from here on\n", t.fingerprint, t.person);
	return t.own ? use_own(env, d, file, t.fingerprint) : NULL;
}

static const struct command_option options[] = {
	{ "for", 0, "'NAME <ADDRESS>'", "whose key it is; else yours" },
	{ "from", 0, "DAY", "its first day" },
	{ "until", 0, "DAY", "its last day" },
	PAPERS_NOTE, { 0 },
};

const struct command cmd_key_trust = {
	.name = "key trust", .args = "FILE|'KEY'", .brief = "say that a key is a person's, so that it counts",
	.help = "FILE is a public key of SSH (.pub), a certificate (X.509), or a key that gpg exported. Compare its "
	        "name with\n"
	        "the person first, face to face or by telephone. If the last who may appoint has lost theirs, others "
	        "trust\n"
	        "the new one together: the template says who, and how many.",
	.example = "sarflow key trust aiko.pub --for 'Aiko Sato <aiko.sato@minato-turbine.example>' --until 2028-03-31",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
