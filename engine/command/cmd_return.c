/* cmd_return.c: sarflow return: the authority's workbook comes back. */
#include "base/base.h"
#include "base/date.h"
#include "base/file.h"
#include "base/path.h"
#include "command/command.h"
#include "command/incoming.h"
#include "command/matrix.h"
#include "command/redlines.h"
#include "command/show.h"
#include "command/taking.h"
#include "command/term.h"
#include "desk/returned.h"
#include "render/json.h"
#include "render/outcomes.h"
#include <unistd.h>

static void close_file(void *p) { close((int)(intptr_t)p); }

static const struct fault *open_paper(struct scope *sc, const char *path, struct act_paper *out)
{
	*out = (struct act_paper){ NULL, -1 };
	if (!path)
		return NULL;
	int fd = -1;
	TRY(file_open(path, &fd));
	scope_defer(sc, close_file, (void *)(intptr_t)fd);
	*out = (struct act_paper){ path_base(path), fd };
	return NULL;
}

/* --- what it says --- */

static void show_item(const struct env *env, const struct outcome *i)
{
	const char *severity = i->severity ? i->severity : "?";
	struct phrase_hole name = term_mark(TERM_BOLD, i->line->name);
	switch (i->what) {
	case OUTCOME_PASSED:    return;
	case OUTCOME_REMARK:
		if (i->number)
			term_say(env, "  {name}: {severity}: remark {number}\n", name, severity, i->number);
		else
			term_say(env, "  {name}: {severity}: a new remark\n", name, severity);
		break;
	case OUTCOME_KNOWN:     term_say(env, "  {name}: recorded already, remark {number}\n", name, i->number); return;
	case OUTCOME_AGREES:    term_say(env, "  remark {number}: they agree; it is closed\n", i->number); break;
	case OUTCOME_DISAGREES: term_say(env, "  remark {number}: they do not agree; it is open again\n",
		i->number); break;
	case OUTCOME_SAYS:      term_say(env, "  remark {number}: they say\n", i->number); break;
	}
	show_lines(env, TERM_PLAIN, "      ", i->text);
}

static void show_all(const struct env *env, const struct outcomes *r, bool whole)
{
	incoming_show_doubts(env, r->doubts, whole);
	term_say(env, "submittal {number}: {rows} {rows:line|lines}, {passed} passed without a word, {remarks} new "
		"{remarks:remark|remarks}, {known} recorded already\n", r->submittal, r->answers->rows, r->passed,
			r->remarks,
		r->known);
	for (size_t i = 0; i < r->answers->fields.count; i++) {
		term_printf(env, "  %s: ", r->answers->fields.at[i].key);
		term_put(env, TERM_PLAIN, r->answers->fields.at[i].value);
		term_printf(env, "\n");
	}
	for (size_t i = 0; i < r->items.count; i++)
		show_item(env, &r->items.at[i]);
}

/* --- who said it, and when --- */

static const char *or_null(const char *s) { return *s ? s : NULL; }

/* What the options do not say, the block of the workbook may. */
static const char *office_of(struct scope *sc, const struct answers *a)
{
	const char *office = answers_field(a, "office"), *evaluator = answers_field(a, "evaluator");
	return or_null(*office && *evaluator ? scope_printf(sc, "%s, %s", office, evaluator) : *office ? office
		: evaluator);
}

static const char *day_of(struct scope *sc, const char *said)
{
	char text[DATE_TEXT];
	int day;
	if (!*said || !date_read(said, &day))
		return NULL;
	date_print(day, text);
	return scope_copy(sc, text);
}

static const struct fault *read_options(struct scope *sc, struct command_line *l, const struct desk *d,
                                        const struct outcomes *r, const struct act_paper *file, struct act_options *o)
{
	char today[DATE_TEXT];
	date_print(desk_today(d), today);
	*o = (struct act_options){ .role = command_value(l, "role"), .reported_by = command_value(l, "by"),
		.occurred = command_value(l, "dated"), .received = command_value(l, "received"), .letter = *file };
	o->reported_by = o->reported_by ? o->reported_by : office_of(sc, r->answers);
	o->occurred = o->occurred ? o->occurred : day_of(sc, answers_field(r->answers, "day"));
	o->received = o->received ? o->received : scope_copy(sc, today);
	return o->reported_by && o->occurred ? NULL : fault_advise(fault_make(FAULT_USAGE,
		"the workbook does not say who "
		"evaluated it and when: say it"), REMEDY("", "by", "OFFICE, NAME", "dated", "YYYY-MM-DD"));
}

static const struct fault *write_page(struct scope *sc, const struct env *env, struct desk *d, const struct outcomes *r,
                                      const char *path)
{
	struct package *p = NULL;
	struct store_id id;
	struct buf *page = buf_new(sc);
	TRY(desk_package(d, NULL, &p, &id));
	outcomes_put(r, p, template_speaks(desk_template(d), desk_language(d)), page);
	return show_write_page(env, path, page);
}

static const struct fault *record(struct scope *sc, struct command_line *l, struct desk *d, struct outcomes *r,
                                  const struct act_paper *file)
{
	struct act_options o;
	const struct returned_wish wish = { command_value(l, "severity"), command_value(l, "owner"), command_value(l,
		"due") };
	TRY(read_options(sc, l, d, r, file, &o));
	return returned_record(d, r, &o, &wish);
}

/* Is there anything that the journal does not have?  A workbook in which nobody said anything is no letter. */
static bool says_news(const struct outcomes *r)
{
	bool says = r->items.count || r->answers->fields.count;
	return r->remarks || r->replies || (says && !r->letter);
}

/* --- the matrix --- */

/* What was made of it; lacks: why there is none, though there should be. */
struct made { const char *path; const struct fault *lacks; };

/* Only where they said something that is to be answered.  All is recorded by then: what goes wrong here undoes nothing,
 * and is a fault only where somebody named the file. */
static const struct fault *make_matrix(struct scope *sc, const struct command_line *l, struct desk *d,
                                       const struct outcomes *r, struct made *out)
{
	const char *named = command_value(l, "matrix");
	if (r->remarks || r->replies)
		out->lacks = matrix_write_new(sc, d, r->submittal, named, &out->path);
	return named ? out->lacks : NULL;
}

/* Asked before anything is recorded. */
static const struct fault *judge_matrix(const char *named)
{
	struct stat st;
	bool there;
	if (!named)
		return NULL;
	if (!path_has_suffix(named, ".xlsx"))
		return fault_make(FAULT_USAGE, "\"{path}\" is no .xlsx", named);
	TRY(show_need_folder(named));
	TRY(file_see(named, &st, &there));
	return there ? fault_make(FAULT_CONFLICT, "{file} is there already; it is not written over", named)
		: NULL;
}

static const char *export_line(struct scope *sc, const char *path)
{
	return remedy_line(sc, REMEDY("remark export", "theirs", "", "", path));
}

static void show_matrix(struct scope *sc, const struct env *env, const struct made *made)
{
	struct reader reader = term_reader(env);
	if (made->lacks)
		term_say(env, "the matrix of their words and your answers so far could not be written: {why}; write it "
			"elsewhere: {command}\n", fault_say(sc, &reader, made->lacks),
			export_line(sc, "FILE.xlsx"));
	if (!made->path)
		return;
	term_say(env, "their words and your answers so far are in {file}\nwhen you have answered, write it anew: "
		"{command}\n", made->path, export_line(sc, made->path));
}

static void show_end(struct scope *sc, const struct env *env, bool dry, const struct outcomes *r, const char *file)
{
	bool news = says_news(r);
	if (!news && !r->letter)
		term_say(env, "nothing was said in it; nothing was written\n");
	else if (!news)
		term_say(env, "all of it is recorded already; nothing was written\n");
	else if (dry)
		term_say(env, "nothing was written; without --dry-run this is recorded\n");
	else
		term_say(env, "recorded, with {file} as the letter\n", file);
	if (!news && r->known)
		term_say(env, "the matrix of their words and your answers so far: {command}\n",
			export_line(sc, "FILE.xlsx"));
}

/* A redline in Word (diff --docx): what its readers said, as remarks of who runs this. */
static const struct fault *take_redline(struct scope *sc, const struct env *env, struct command_line *l,
                                        const char *path)
{
	struct desk *d = NULL;
	struct redlined out = {0};
	const struct act_options o = { .role = command_value(l, "role") };
	const struct act_remark all = { .severity = command_value(l, "severity"), .owner = command_value(l, "owner"),
		.due = command_value(l, "due"), .trial = command_flag(l, "dry-run") };
	if (command_value(l, "html"))
		return fault_make(FAULT_USAGE, "a page is made of what a workbook says, not of a Word document");
	if (command_value(l, "matrix"))
		return fault_make(FAULT_USAGE, "a matrix is made of what the authority says in a workbook, not of a "
			"Word document");
	TRY(env_open_desk(sc, env, &d));
	TRY(redlines_add(sc, d, path, &all, &o, &out));
	if (env->json)
		show_json(env, json_of_redlined(sc, &out, !all.trial));
	else
		redlines_show(env, path, &out);
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct outcomes *r = NULL;
	struct workbook *book = NULL;
	struct act_paper file, exported;
	const char *path = command_word(l, 0);
	if (redlines_is_docx(path))
		return take_redline(sc, env, l, path);
	TRY(incoming_read(sc, env, path, &book));
	TRY(env_open_desk(sc, env, &d));
	TRY(template_complete(desk_template(d)));
	if (returned_is_own(d, book))
		return taking_run(sc, env, l, d, &(const struct take_wish){0});
	TRY(open_paper(sc, path, &file));
	TRY(open_paper(sc, command_value(l, "exported"), &exported));
	TRY(returned_read(d, book, &file, &exported, &r));
	TRY(judge_matrix(command_value(l, "matrix")));
	struct made made = {0};
	bool dry = command_flag(l, "dry-run");
	const struct fault *f = dry || !says_news(r) ? NULL : record(sc, l, d, r, &file);
	if (!f && !dry)
		f = make_matrix(sc, l, d, r, &made);
	l->status = doubt_count(r->doubts, FINDING_ERROR) > 0;
	if (!f && command_value(l, "html"))
		TRY(write_page(sc, env, d, r, command_value(l, "html")));
	if (env->json && !f)
		show_json(env, json_of_outcomes(sc, r, !dry, made.path));
	if (env->json)
		return f;
	show_all(env, r, command_flag(l,
		"all"));       /* also where it could not be recorded: what is missing stands there */
	TRY(f);
	show_end(sc, env, dry, r, file.name);
	show_matrix(sc, env, &made);
	return NULL;
}

static const struct command_option options[] = {
	{ "by", 0, "TEXT", "the office and person; else as the workbook says" },
	{ "dated", 0, "DAY", "the day of it; else as the workbook says" },
	{ "received", 0, "DAY", "the day you received it; else today" },
	{ "severity", 0, "NAME", "of deficiencies that bear none" },
	{ "owner", 0, "WHO", "who answers them: a role or a person's address" },
	{ "due", 0, "DAY", "the day by which they must be settled" },
	{ "exported", 0, "FILE", "the workbook as it was handed over, where this copy lacks it" },
	{ "matrix", 0, "FILE", "write the matrix there, a new .xlsx; else beside the package's folder" },
	{ "role", 'r', "ROLE", "act in this of your roles" },
	TAKING_OPTIONS,
	{ 0 },
};

const struct command cmd_return = {
	.name = "return", .args = "FILE", .brief = "the workbook that the authority filled in and sent back",
	.help = "Reads the returned checklist workbook (.xlsx; .ods and .xls where LibreOffice is installed) and "
		"holds it\n"
	        "cell by cell against the one that was handed over. The file itself is kept as a letter; each "
		"deficiency "
	        "and\n"
	        "comment becomes a remark of the authority on its checklist line, and what they say about our answers "
	        "closes\n"
	        "remarks or opens them again. What could not be placed is listed first: changes in cells that are not "
	        "theirs,\n"
	        "sheets and columns that are gone or were added. The same file twice changes nothing.\n"
	        "Where they said something, their words and your answers so far are written as a matrix, a new file.\n"
	        "A workbook of your own, from sarflow edit or render, is taken as sarflow take does; of a redline in "
	        "Word\n"
	        "(sarflow diff --docx) the comments and changes become remarks.",
	.example = "sarflow return ../checklist-returned.xlsx --dry-run\n"
	           "sarflow return ../checklist-returned.xlsx --by 'DLA Aviation, J. Doe' --dated 2026-11-30",
	.options = options, .min_words = 1, .max_words = 1, .pages = true, .json = true, .run = run,
};
