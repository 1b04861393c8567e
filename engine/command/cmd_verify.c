/* cmd_verify.c: sarflow verify: is what lies here what happened? */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "render/json.h"
#include "verify/verify.h"

enum { NOT_JUDGED = 4 };                /* neither a pass nor a failure: a status of its own */

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	static const int statuses[] = { [VERIFY_CONSISTENT] = 0, [VERIFY_INCONSISTENT] = 1,
		[VERIFY_NOT_JUDGED] = NOT_JUDGED };
	const char *what = command_word(l, 0), *package = command_word(l, 1),
	           *trust = command_value(l, "trust"), *authorities = command_value(l, "authorities");
	struct verify_asked asked = { what ? command_folder(sc, env, what) : env->world.directory,
		command_value(l, "since"), package ? command_folder(sc, env, package) : NULL,
		trust ? command_folder(sc, env, trust) : NULL,
		authorities ? command_folder(sc, env, authorities) : NULL };
	struct verify *v = NULL;
	TRY(verify_run(sc, &env->world, &asked, &v));
	l->status = statuses[verify_verdict(v)];
	if (env->json) {
		show_json(env, json_of_verify(sc, v));
		return NULL;
	}
	show_findings(env, v->findings, FINDING_NOTE);
	for (size_t i = 0; i < v->gaps->count; i++) {
		const struct finding *f = &v->gaps->at[i];
		const struct phrase *says = f->says;
		if (f->place.line)
			term_say(env, "{file}:{line}: not judged: {message} [{rule}]\n", f->place.file, f->place.line,
				says, f->rule);
		else
			term_say(env, "{file}: not judged: {message} [{rule}]\n", f->place.file, says, f->rule);
	}
	for (size_t i = 0; i < v->signers.count; i++) {
		const struct verify_signer *s = &v->signers.at[i];
		term_say(env, "{key}: {person} <{address}>: {events} {events:event|events}, {versions} "
			"{versions:version|versions}\n", s->fingerprint, s->name, s->email, s->events, s->versions);
	}
	if (*v->handed_by)
		term_say(env, "what was handed over is signed with {key}\n", v->handed_by);
	term_say(env, "{what}: {verdict} ({events} {events:event|events}, {objects} {objects:object|objects}, "
		"{files} {files:file|files})\n", *v->package ? v->package : v->what, verify_say(sc, v),
		v->events, v->objects, v->files);
	return NULL;
}

static const struct command_option options[] = {
	{ "since", 0, "EVENT", "the commit of an event seen earlier, as on paper: it must stand in the journal still" },
	{ "authorities", 0, "FILE", "certificates (PEM) of those who stamp the time: is a seal's stamp theirs?" },
	{ "trust", 0, "FILE", "keys known to be theirs (allowed signers): is the origin proven?" },
	{ 0 },
};

const struct command cmd_verify = {
	.name = "verify", .args = "[WHAT [PACKAGE]]",
	.brief = "is what lies here what happened? each event judged again",
	.help = "Reads all of it and believes nothing: every object, every event under the template, the roles and the "
	        "day of its\n"
	        "place, every guard asked again, every digest worked out again. A folder that was handed over is held "
	        "against its\n"
	        "list and, if a package is named behind it, against that package's journal. A bundle is one of `git "
	        "bundle`.\n"
	        "One finding a failure, then the verdict. The status is 0: consistent; 1: not consistent; 4: consistent"
	        " as far as\n"
	        "it can be judged, because content is not here. Signatures are judged by the keys that "
	        "the\n"
	        "journal binds to people at that place; who signed with which key stands above the verdict: ask the "
	        "owners\n"
	        "whether these are their keys. Without signatures nobody can tell who wrote a history that fits "
	        "together.",
	.example = "sarflow verify --since 3f9c0b7a51d2\nsarflow verify ../handover F110-NOZ-001",
	.options = options, .max_words = 2, .pages = true, .json = true, .alone = true, .run = run,
};
