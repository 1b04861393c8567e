/* cmd_waive.c: sarflow waive: accept a finding for a time. */
#include "base/base.h"
#include "base/date.h"
#include "command/term.h"
#include "command/command.h"
#include "command/papers.h"
#include "command/show.h"
#include "desk/act.h"
#include "desk/desk.h"
#include "render/json.h"
#include "view/waivers.h"

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
				return fault_make(FAULT_USAGE, "\"{words}\" means more than one finding; name one by "
					"the digits that are shown behind it", words);
			*out = &fs->at[i];
		}
	return *out ? NULL : fault_advise(fault_make(FAULT_NOT_FOUND, "the newest saved version has no finding "
		"\"{words}\"", words), REMEDY("check", "version", "main"));
}

static const struct fault *list(struct scope *sc, const struct env *env, struct desk *d)
{
	struct waivers all = {0};
	struct reader reader = term_reader(env);
	TRY(waivers_of(d, &all));
	if (env->json) {
		show_json(env, json_of_waivers(sc, &all));
		return NULL;
	}
	for (size_t i = 0; i < all.count; i++) {
		const struct waivers_row *r = &all.at[i];
		term_printf(env, "%.8s  ", r->of->finding);
		term_pad(env, TERM_BOLD, r->of->rule, 28);
		term_say(env, " until {day}, {state}\n    {message}\n    by {person}, {role}, on {given}: {reason}\n",
		         r->of->until, term_text(env, waivers_state_name(r->state)),
		         r->present ? finding_message(sc, &reader, r->present) : r->message, r->of->name,
			r->of->role, r->of->as_of,
		         term_mark(TERM_DIM, r->reason));
	}
	if (all.count == 0)
		term_say(env, "nothing is waived\n");
	return NULL;
}

/* Taking back works by the digits of the waiver, also when the finding is gone. */
static const struct fault *withdraw(struct desk *d, const char *words, const struct act_options *o)
{
	const char *finding = waivers_find(d, words);
	if (!finding)
		return fault_advise(fault_make(FAULT_NOT_FOUND, "there is no waiver \"{words}\"", words),
			REMEDY("waive"));
	return act_unwaive(d, finding, o);
}

static const struct fault *need_finding(const struct command_line *l)
{
	static const char *const of_finding[] = { "reason", "until", "role", "withdraw", NULL };
	const char *option = command_first(l, of_finding);
	return option ? fault_advise(fault_make(FAULT_USAGE, "--{option} goes with a finding", option),
	                             REMEDY("waive", "", "FINDING"))
	              : NULL;
}

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
		TRY(need_finding(l));
	if (command_flag(l, "withdraw") && command_flag(l, "until"))
		return fault_make(FAULT_USAGE, "{option} does not go with {other}", "--until", "--withdraw");
	if (words && env->json)
		return command_no_json("waive FINDING");
	TRY(env_open_desk(sc, env, &d));
	if (words && command_flag(l, "withdraw")) {
		TRY(withdraw(d, words, &o));
		term_say(env, "withdrawn\n");
		return NULL;
	}
	if (!words)
		return list(sc, env, d);
	TRY(desk_head(d, &p, &head));
	TRY(desk_check(d, p, &fs));
	if (!o.note || !*o.note || !command_value(l, "until"))
		return fault_advise(fault_make(FAULT_USAGE, "say why and how long"), REMEDY("", "reason", "TEXT",
			"until", "YYYY-MM-DD"));
	TRY(find(fs, words, &f));
	TRY(act_waive(d, f, &head, command_value(l, "until"), &o));
	struct reader r = term_reader(env);
	term_say(env, "waived until {day}: {message}", command_value(l, "until"), finding_message(sc, &r, f));
	term_printf(env, " [%s, %.8s]\n", f->rule, f->id);
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
	.help = "FINDING is the digits that check prints behind a finding, or its rule or FILE:LINE where only one is "
	        "meant.\n"
	        "A waiver stands for exactly this finding about exactly this content: when the row or the section "
	        "changes,\n"
	        "or the day passes, it ends. The finding stays visible everywhere and is marked. Who may waive, "
	        "for how\n"
	        "long at most, and what nobody may waive stands in the template. Without FINDING it lists the waivers.",
	.example = "sarflow waive 3fa2b1c9 --reason \"Letter is on its way\" --until 2026-12-15", .options = options,
	.max_words = 1,
	.pages = true, .json = true, .run = run,
};
