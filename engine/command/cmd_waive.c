/* cmd_waive.c: sarflow waive: accept a finding for a time. */
#include "base/base.h"
#include "base/date.h"
#include "command/term.h"
#include "command/command.h"
#include "command/papers.h"
#include "command/show.h"
#include "desk/act.h"
#include "desk/desk.h"

enum { SHORTEST = 4 };          /* digits of an id that may name a finding */

static bool is_meant(const struct finding *f, const char *words)
{
	SCOPE(turn);
	const char *place = scope_printf(turn, "%s:%d", f->place.file, f->place.line);
	return strcmp(f->rule, words) == 0 || strcmp(place, words) == 0
	       || (strlen(words) >= SHORTEST && strncmp(f->id, words, strlen(words)) == 0);
}

static const struct fault *find(const struct findings *fs, const char *words, const struct finding **out)
{
	*out = NULL;
	for (size_t i = 0; i < fs->count; i++)
		if (is_meant(&fs->at[i], words)) {
			if (*out)
				return fault_make(FAULT_USAGE, "\"%s\" means more than one finding; name one by the digits that check prints behind it",
				                  words);
			*out = &fs->at[i];
		}
	return *out ? NULL : fault_make(FAULT_NOT_FOUND, "the newest saved version has no finding \"%s\"; see: sarflow check --version main",
	                                words);
}

static const char *state_of(const struct desk *d, const struct findings *fs, const struct fold_waiver *w)
{
	int until = 0;
	bool present = false;
	date_parse(w->until, &until);
	for (size_t i = 0; i < fs->count; i++)
		present = present || strcmp(fs->at[i].id, w->finding) == 0;
	return w->withdrawn_on ? "withdrawn" : until < desk_today(d) ? "expired" : present ? "in force" : "ended: the finding or its content changed";
}

static const struct fault *list(struct scope *sc, const struct env *env, struct desk *d, const struct findings *fs)
{
	const struct fold *f = desk_fold(d);
	if (env->json)
		fprintf(env->out, "[");
	for (size_t i = 0; i < f->waivers.count; i++) {
		const struct fold_waiver *w = &f->waivers.at[i];
		const char *reason = "", *says = "";
		size_t len;
		TRY(desk_event_file(sc, d, w->event, "note.md", &reason, &len));
		TRY(desk_event_file(sc, d, w->event, "finding.txt", &says, &len));
		if (env->json) {
			fprintf(env->out, "%s\n  {", i ? "," : "");
			show_json(env, "finding", w->finding, false);
			show_json(env, "rule", w->rule, false);
			show_json(env, "message", says, false);
			show_json(env, "state", state_of(d, fs, w), false);
			show_json(env, "until", w->until, false);
			show_json(env, "by", w->name, false);
			show_json(env, "role", w->role, false);
			show_json(env, "reason", reason, true);
			fprintf(env->out, "}");
			continue;
		}
		term_say(env, "%.8s  ", w->finding);
		term_pad(env, TERM_BOLD, w->rule, 28);
		term_say(env, " until %s, %s\n    ", w->until, state_of(d, fs, w));
		term_put(env, TERM_PLAIN, says);
		term_say(env, "\n    by ");
		term_put(env, TERM_PLAIN, w->name);
		term_say(env, ", %s, on %s: ", w->role, w->as_of);
		term_put(env, TERM_DIM, reason);
		term_say(env, "\n");
	}
	if (env->json)
		fprintf(env->out, "%s]\n", f->waivers.count ? "\n" : "");
	else if (f->waivers.count == 0)
		term_say(env, "nothing is waived\n");
	return NULL;
}

/* Taking back works by the digits of the waiver, also when the finding is gone. */
static const struct fault *withdraw(struct desk *d, const char *words, const struct act_options *o)
{
	const struct fold *f = desk_fold(d);
	for (size_t i = 0; i < f->waivers.count; i++)
		if (strlen(words) >= SHORTEST && strncmp(f->waivers.at[i].finding, words, strlen(words)) == 0
		    && !f->waivers.at[i].withdrawn_on)
			return act_unwaive(d, f->waivers.at[i].finding, o);
	return fault_make(FAULT_NOT_FOUND, "there is no waiver \"%s\"; see: sarflow waive", words);
}

static const char *const of_finding[] = { "reason", "until", "role", "withdraw", NULL };
static const char *const of_waiving[] = { "until", NULL };

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct package *p = NULL;
	struct findings *fs = NULL;
	const struct finding *f = NULL;
	struct store_id head = {""};
	const char *words = command_word(l, 0);
	struct act_options o = { .role = command_value(l, "role"), .note = command_value(l, "reason") };
	if (!words)
		TRY(command_refuse(l, of_finding, "goes with a finding: sarflow waive FINDING"));
	if (command_flag(l, "withdraw"))
		TRY(command_refuse(l, of_waiving, "does not go with --withdraw"));
	TRY(env_open_desk(sc, env, &d));
	if (words && command_flag(l, "withdraw")) {
		TRY(withdraw(d, words, &o));
		term_say(env, "withdrawn\n");
		return NULL;
	}
	if (words)
		TRY(desk_head(d, &p, &head));
	else
		TRY(desk_package(d, NULL, &p, &head));
	TRY(desk_check(d, p, &fs));
	if (!words)
		return list(sc, env, d, fs);
	if (!o.note || !*o.note || !command_value(l, "until"))
		return fault_make(FAULT_USAGE, "say why and how long: --reason \"TEXT\" --until YYYY-MM-DD");
	TRY(find(fs, words, &f));
	TRY(act_waive(d, f, &head, command_value(l, "until"), &o));
	term_say(env, "waived until %s: ", command_value(l, "until"));
	term_put(env, TERM_PLAIN, f->message);
	term_say(env, " [%s, %.8s]\n", f->rule, f->id);
	return NULL;
}

static const struct command_option options[] = {
	{ "reason", 'm', "TEXT", "why it may be accepted" },
	{ "until", 0, "DAY", "the last day it is accepted" },
	{ "role", 'r', "ROLE", "accept it in this of your roles" },
	{ "withdraw", 0, NULL, "take the waiver back" },
	{ 0 },
};

const struct command cmd_waive = {
	.name = "waive", .args = "[FINDING]", .brief = "accept a finding for a time, with a reason",
	.help = "FINDING is the digits that check prints behind a finding, or its rule or FILE:LINE where only one is meant.\n"
	        "A waiver stands for exactly this finding about exactly this content: when the row or the section changes,\n"
	        "or the day passes, it ends. The finding stays visible everywhere and is marked. Who may waive, for how\n"
	        "long at most, and what nobody may waive stands in the template. Without FINDING it lists the waivers.",
	.example = "sarflow waive 3fa2b1c9 --reason \"Letter is on its way\" --until 2026-12-15", .options = options, .max_words = 1,
	.pages = true, .run = run,
};
