/* cmd_remark_drafts.c: sarflow remark drafts: remarks that only who writes them sees. */
#include "base/base.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/term.h"
#include "desk/drafts.h"

enum { SHOWN = 160 };

static void show(const struct env *env, size_t number, const struct draft *d)
{
	SCOPE(turn);
	const struct act_remark *r = &d->of;
	const char *at = r->row ? r->row : r->field ? r->field : r->page ? r->page : "";
	term_printf(env, "%4zu  ", number);
	term_pad(env, TERM_BOLD, term_text(env, r->severity), 9);
	term_put(env, TERM_PLAIN, r->on ? r->on : term_text(env, WORD("the package")));
	term_printf(env, *at ? ", " : "");
	term_put(env, TERM_PLAIN, at);
	if (r->region)
		term_printf(env, ", %s \xe2\x80\xb0", r->region);
	if (r->version)
		term_printf(env, ", %.7s", r->version);
	term_printf(env, "\n");
	if (r->quote)
		term_say(env, "      on the words \"{words}\"\n", r->quote);
	term_printf(env, "      ");
	term_put(env, TERM_PLAIN, utf8_first_line(turn, d->text, SHOWN));
	term_printf(env, "\n");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct drafts *drafts = NULL;
	struct draft_list all;
	(void)l;
	TRY(env_open_desk(sc, env, &d));
	TRY(drafts_open(sc, d, NULL, &drafts));
	TRY(drafts_read(sc, drafts, &all));
	for (size_t i = 0; i < all.count; i++)
		show(env, i + 1, &all.at[i]);
	if (!all.count)
		term_say(env, "no draft waits; write one: {command}\n",
		         remedy_line(sc, REMEDY("remark add", "draft", "", "text", "TEXT")));
	return NULL;
}

const struct command cmd_remark_drafts = {
	.name = "remark drafts", .args = "", .brief = "remarks that you have written and not sent",
	.help = "Only you see them, in this copy. They stand in no version and no event until they are sent.",
	.example = "sarflow remark drafts", .pages = true, .run = run,
};
