/* cmd_user_certificate.c: sarflow user certificate: whose a certificate is. */
#include "base/base.h"
#include "command/term.h"
#include "command/users.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct accounts *a = NULL;
	const char *name = NULL, *email = NULL, *subject = command_word(l, 1);
	bool ends = command_flag(l, "remove");
	TRY(users_person(sc, command_word(l, 0), true, &name, &email));
	TRY(users_open(sc, env, false, &a));
	TRY(accounts_bind(a, email, subject, !ends));
	if (ends)
		term_say(env, "{subject} is nobody's certificate any more\n", subject);
	else
		term_say(env, "{subject} is {address}\n", subject, email);
	return NULL;
}

static const struct command_option options[] = {
	{ "remove", 0, NULL, "it is theirs no more" },
	{ 0 },
};

const struct command cmd_user_certificate = {
	.name = "user certificate", .args = "ADDRESS SUBJECT", .brief = "say whose a certificate is",
	.help = "For sarflow serve --client-ca: who shows a certificate with this subject is this person. A person may "
	        "have\nseveral, and a subject is one person's. The subject is written as the page says it that "
	        "refuses the\ncertificate, or as openssl x509 -noout -subject -nameopt RFC2253 prints it.",
	.example = "sarflow -C /srv/sar user certificate sachiko.endo@minato-turbine.example "
	           "'CN=Sachiko Endo,O=Minato'",
	.options = options, .min_words = 2, .max_words = 2, .alone = true, .run = run,
};
