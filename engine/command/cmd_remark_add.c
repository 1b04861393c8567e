/* cmd_remark_add.c: sarflow remark add: a remark, or the deficiencies of a letter. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/deficiencies.h"
#include "command/redlines.h"
#include "command/said.h"
#include "compare/remark.h"
#include "desk/drafts.h"

/* Each row of a letter's file has its own. */
static const char *const of_rows[] = { "text", "on", "quote", "which", "row", "column", "field", "page",
	"area", "version", "requirement", "severity",
	"number", NULL };
/* Of a Word document each comment has its own words and place. */
static const char *const of_comments[] = { "text", "on", "quote", "which", "row", "column", "field", "page", "number",
	"area", "version", NULL };

static const struct fault *add_comments(struct scope *sc, const struct env *env, struct desk *d, const char *path,
                                        const struct act_remark *all, const struct act_options *o)
{
	struct redlined added = {0};
	TRY(redlines_add(sc, d, path, all, o, &added));
	redlines_show(env, path, &added);
	return NULL;
}

static const struct fault *suggest(struct scope *sc, const struct command_line *l, struct act_options *o)
{
	if (!command_value(l, "quote"))
		return fault_advise(fault_make(FAULT_USAGE, "a suggestion takes the place of words; quote them"),
			REMEDY("", "quote", "WORDS"));
	o->note = remark_with_suggestion(sc, o->note ? o->note : "", command_value(l, "suggest"));
	return o->note ? NULL : fault_make(FAULT_USAGE, "what is suggested holds a word, and no ``` in it");
}

/* Seen by who writes it alone, until it is sent with the others. */
static const struct fault *keep_draft(struct scope *sc, const struct env *env, struct desk *d,
                                      const struct act_remark *r, const struct act_options *o)
{
	struct drafts *drafts = NULL;
	struct draft_list all;
	if (r->filed_in || r->theirs || o->reported_by)
		return fault_make(FAULT_USAGE, "a deficiency of the authority is recorded, not drafted");
	TRY(drafts_open(sc, d, NULL, &drafts));
	TRY(drafts_keep(drafts, r, o->note, NULL));
	TRY(drafts_read(sc, drafts, &all));
	term_say(env, "draft {number}, only you see it; send all: {command}\n", all.count,
	         remedy_line(sc, REMEDY("remark send")));
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	struct act_remark r = { .on = command_value(l, "on"), .quote = command_value(l, "quote"),
		.row = command_value(l, "row"), .column = command_value(l, "column"),
		.field = command_value(l, "field"), .page = command_value(l, "page"),
		.region = command_value(l, "area"), .version = command_value(l, "version"),
		.requirements = command_values(sc, l, "requirement"), .severity = command_value(l, "severity"),
		.owner = command_value(l, "owner"), .due = command_value(l, "due"),
		.theirs = command_value(l, "number") };
	const char *from = command_value(l, "from");
	int number = 0, which = 0;
	bool docx = from && redlines_is_docx(from);
	const char *own = from ? command_first(l, docx ? of_comments : of_rows) : NULL;
	if (from && command_flag(l, "draft"))
		return fault_make(FAULT_USAGE, "{option} does not go with {other}", "--draft", "--from");
	if (from && command_value(l, "suggest"))
		return fault_make(FAULT_USAGE, "{option} does not go with {other}", "--suggest", "--from");
	if (own && docx)
		return fault_make(FAULT_USAGE, "--{option} does not go with {other}: each comment in the file says its "
			"own", own, "--from");
	if (own)
		return fault_make(FAULT_USAGE, "--{option} does not go with {other}: each row of the file says its own",
		                  own, "--from");
	r.trial = command_flag(l, "dry-run");
	if (r.trial && !docx)
		return fault_make(FAULT_USAGE, "{option} goes with {other}", "--dry-run", "--from FILE.docx");
	TRY(command_number(l, "which", &which));
	TRY(said_read(sc, env, l, &o));
	r.which = (size_t)which;
	TRY(env_open_desk(sc, env, &d));
	if (command_value(l, "letter"))
		TRY(deficiencies_letter(d, command_value(l, "letter"), &r.filed_in));
	if (docx)
		return add_comments(sc, env, d, from, &r, &o);
	if (from)
		return deficiencies_add(sc, env, d, from, &r, &o);
	if (command_value(l, "suggest"))
		TRY(suggest(sc, l, &o));
	if (!o.note || !*o.note)
		return fault_advise(
		    fault_make(FAULT_USAGE, "say what is to be said; \"-\" reads it from the standard input"),
		    REMEDY("", "text", "TEXT"));
	if (command_flag(l, "draft"))
		return keep_draft(sc, env, d, &r, &o);
	TRY(act_remark(d, &r, &o, &number));
	term_say(env, "remark {number}\n", number);
	return NULL;
}

static const struct command_option options[] = {
	SAID_TEXT,
	{ "on", 0, "PLACE", "a file, an element or a checklist line; else the package as a whole" },
	{ "quote", 0, "WORDS", "words of that file; the remark finds them again after edits" },
	{ "which", 0, "N", "the n-th passage with these words" },
	{ "row", 0, "KEY", "a row of that register, by its key" },
	{ "column", 0, "NAME", "with --row: one cell of it" },
	{ "field", 0, "NAME", "a field of package.yaml" },
	{ "page", 0, "N", "a page of that attachment" },
	{ "area", 0, "L,T,W,H", "of that picture or page: left, top, width, height in thousandths" },
	{ "version", 'v', "VERSION", "on that version, such as the older of two; else on the newest saved one" },
	{ "requirement", 0, "ID", "a checklist line it is about", true },
	{ "severity", 0, "NAME", "how grave it is, as the template names it" },
	{ "owner", 0, "WHO", "a role or a person's address" },
	{ "due", 0, "DAY", "the day by which it must be settled" },
	SAID_REPORTED,
	{ "letter", 0, "NAME", "the filed letter it stands in" },
	{ "number", 0, "TEXT", "the letter's own number for it" },
	{ "from", 0, "FILE", "deficiencies of a letter, from a CSV file; comments, from a .docx" },
	{ "suggest", 0, "TEXT", "with --quote: words to put in their place, which the author can take" },
	{ "draft", 0, NULL, "keep it for yourself until you send all your drafts" },
	{ "dry-run", 'n', NULL, "of a .docx: only show what would be recorded" },
	SAID_ROLE, { 0 },
};

const struct command cmd_remark_add = {
	.name = "remark add", .args = "", .brief = "make a remark, or record the deficiencies of a letter",
	.help = "A remark is made on the newest saved version: on a passage (--on FILE --quote WORDS), a row or a "
	        "cell\n"
	        "(--on FILE --row KEY --column NAME), a page (--on FILE --page N), a part of a picture or of a page\n"
	        "(--area 100,250,300,120: what begins a tenth from the left and a quarter from the top), a field\n"
	        "(--on package.yaml --field NAME), an element, a checklist line (--on C3), or the package.\n"
	        "--version makes it on an older version, so also about words that are gone by now. A deficiency of\n"
	        "the authority is on the submittal that it last got.\n"
	        "The place is followed from version to version: through changed words,\n"
	        "to another file, to a row under another key. When it is gone, the remark is an orphan and stands "
	        "first\n"
	        "in the list.\n"
	        "Deficiencies: file the letter first (sarflow letter in), then --letter NAME --by OFFICE --dated DAY\n"
	        "--received DAY, one by one or --from a CSV file with the columns number, severity, text and, as\n"
	        "needed, on, quote, row, page, requirements, owner, due. A number of that letter that is recorded\n"
	        "already is passed over.\n"
	        "Comments in a Word document of ours (sarflow diff --docx) that came back: --from FILE.docx --severity "
	        "NAME.\n"
	        "Each is a remark of yours that names who said it, when, and about which words; a paragraph that the "
	        "reader\n"
	        "changed is one, too. It is put at its words; where they are not there any more, on its file, and "
	        "this is told\n"
	        "first. What is recorded already is passed over.",
	.example = "sarflow remark add --on evidence/C-repair-documents.md --quote \"0.50 to 0.57 mm\" "
	           "--severity major -m \"Which gauge?\"\n"
	           "sarflow remark add --letter deficiencies.pdf --by 'DLA Aviation, J. Doe' --dated 2026-11-10 "
	           "--received 2026-11-12 --from rows.csv\n"
	           "sarflow remark add --from ../redline-answered.docx --severity major",
	.options = options, .run = run,
};
