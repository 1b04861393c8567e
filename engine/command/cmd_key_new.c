/* cmd_key_new.c: sarflow key new: make a key, and let git sign with it. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "command/command.h"
#include "command/term.h"
#include "desk/act.h"

static const struct fault *find_place(struct scope *sc, const struct env *env, const char *named, const char **out)
{
	if (!named && !env->home)
		return fault_advise(fault_make(FAULT_USAGE, "you have no home folder here: say where the key shall "
		                                            "lie"),
			REMEDY("", "file", "FILE"));
	*out = named ? command_folder(sc, env, named) : path_join(sc, env->home, ".ssh/sarflow_ed25519");
	return NULL;
}

static const struct fault *make(struct scope *sc, const struct env *env, const struct command_line *l, const char *file)
{
	bool open = command_flag(l, "no-passphrase");
	if (!open && !(env->in_terminal && env->err_terminal))
		return fault_advise(fault_make(FAULT_USAGE, "nobody can be asked for a passphrase here: call it at a "
			"terminal, or make a key without one"), REMEDY("", "no-passphrase", ""));
	if (!open)
		term_say(env, "a passphrase protects the key if the machine is lost; ssh-keygen asks for it now\n");
	TRY(env_flush(env));
	TRY(act_make_key(sc, file, env->person.email ? env->person.email : "sarflow", !open));
	term_say(env, "your key lies in {file}; it is yours alone, so copy it nowhere and give it to nobody\n", file);
	return NULL;
}

/* A key that counts stays in use until the new one is trusted by it. */
static const struct fault *use(struct scope *sc, const struct env *env, struct desk *d, const char *file, bool all)
{
	struct act_signer now, new;
	const char *public = scope_printf(sc, "%s.pub", file);
	const char *how = remedy_line(sc, REMEDY("key trust", "", public));
	TRY(act_signs_with(d, &now));
	TRY(act_key_in(d, public, &new));
	if (now.counts && strcmp(now.fingerprint, new.fingerprint) != 0 && !new.counts) {
		term_say(env, "{key} counts for you and stays in use until the new key is trusted\n  {command}\n",
			now.fingerprint, how);
		return NULL;
	}
	TRY(all ? act_sign_everywhere(path_join(sc, env->home, ".gitconfig"), file) : act_sign_with(d, file));
	term_say(env, "git signs with {key} from here on\n", new.fingerprint);
	if (!new.counts)
		term_say(env, "it counts when who may appoint trusts it: give them {file}, "
		              "and tell them its name\n  {command}\n",
			public, how);
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	const char *file = NULL, *named = command_value(l, "file");
	bool all = command_flag(l, "everywhere");
	TRY(env_open_desk(sc, env, &d));
	TRY(find_place(sc, env, named, &file));
	if (all && !env->home)
		return fault_make(FAULT_USAGE, "you have no home folder here, so nothing can be set for all packages");
	if (file_exists(file) && named)
		return fault_make(FAULT_REFUSED, "{file} is there already, and no key is written over another", file);
	if (file_exists(file))
		term_say(env, "your key lies in {file} already\n", file);
	else
		TRY(make(sc, env, l, file));
	return use(sc, env, d, file, all);
}

static const struct command_option options[] = {
	{ "file", 0, "FILE", "where it shall lie; else ~/.ssh/sarflow_ed25519" },
	{ "no-passphrase", 0, NULL, "for a machine that only you can use" },
	{ "everywhere", 0, NULL, "git signs with it in all your repositories, not only in this package" },
	{ 0 },
};

const struct command cmd_key_new = {
	.name = "key new", .args = "", .brief = "make your key, and sign with it from here on",
	.help = "One key is enough for all packages. It is a key of SSH (Ed25519), made by ssh-keygen; "
	        "git's own settings "
	        "say\n"
	        "that it signs: gpg.format, user.signingkey, commit.gpgsign of this copy. A key that is there is never "
	        "written over.",
	.example = "sarflow key new", .options = options, .run = run,
};
