/* cmd_remark.c: sarflow remark: what reviewers and the Government say, and what was done about it. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/term.h"
#include "command/command.h"
#include "command/deficiencies.h"
#include "command/remarks.h"
#include "command/show.h"
#include "desk/act.h"
#include "render/json.h"
#include "render/sheet.h"
#include "render/xlsx.h"
#include <unistd.h>

static const struct fault *read_options(struct scope *sc, const struct env *env, const struct command_line *l, struct act_options *o)
{
	size_t len;
	*o = (struct act_options){ .role = command_value(l, "role"), .reported_by = command_value(l, "by"), .occurred = command_value(l, "dated"),
		.received = command_value(l, "received"), .note = command_value(l, "text") };
	if (!o->note || strcmp(o->note, "-") != 0)
		return NULL;
	TRY(show_read_file(sc, env, "-", &o->note, &len));
	return strlen(o->note) == len ? NULL : fault_make(FAULT_USAGE, "what comes on the standard input is no text");
}

/* A whole number from 1; 0 if it is none. */
static int count_of(const char *words)
{
	return *words && strspn(words, "0123456789") == strlen(words) && strlen(words) <= 6 ? atoi(words) : 0;
}

static const struct fault *read_number(const struct command_line *l, int *out)
{
	const char *words = command_word(l, 1);
	*out = words ? count_of(words) : 0;
	if (*out < 1)
		return fault_make(FAULT_USAGE, "name the remark by its number, as in: sarflow remark %s 3", command_word(l, 0));
	return NULL;
}

/* --- each word --- */

static const struct fault *add(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d)
{
	struct act_options o;
	struct act_remark r = { .on = command_value(l, "on"), .quote = command_value(l, "quote"), .row = command_value(l, "row"),
		.page = command_value(l, "page"), .requirements = command_values(sc, l, "requirement"), .severity = command_value(l, "severity"),
		.owner = command_value(l, "owner"), .due = command_value(l, "due"), .theirs = command_value(l, "number") };
	int number = 0;
	TRY(read_options(sc, env, l, &o));
	if (command_value(l, "which"))
		r.which = (size_t)count_of(command_value(l, "which"));
	if (command_value(l, "which") && r.which == 0)
		return fault_make(FAULT_USAGE, "--which counts from 1");
	if (command_value(l, "letter"))
		TRY(deficiencies_letter(d, command_value(l, "letter"), &r.filed_in));
	if (command_value(l, "from"))
		return deficiencies_add(sc, env, d, command_value(l, "from"), &r, &o);
	if (!o.note || !*o.note)
		return fault_make(FAULT_USAGE, "say what is to be said: -m \"TEXT\", or -m - to read it from the standard input");
	TRY(act_remark(d, &r, &o, &number));
	term_say(env, "remark %d\n", number);
	return NULL;
}

static const struct fault *answer(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d)
{
	struct act_options o;
	int number, given = 0;
	const char *how = NULL, *other = command_value(l, "duplicate-of");
	TRY(read_number(l, &number));
	TRY(read_options(sc, env, l, &o));
	const char *const flags[] = { "changed", "no-change", "clarified" };
	for (size_t i = 0; i < countof(flags); i++)
		if (command_flag(l, flags[i])) {
			how = flags[i];
			given++;
		}
	given += other != NULL;
	if (given != 1)
		return fault_make(FAULT_USAGE, "say what was done: one of --changed, --no-change, --clarified, --duplicate-of N");
	TRY(act_answer(d, number, other ? "duplicate" : how, command_value(l, "version"), other ? count_of(other) : 0, &o));
	term_say(env, "remark %d is answered: %s\n", number, other ? "duplicate" : how);
	return NULL;
}

static const struct fault *end(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d)
{
	struct act_options o;
	int number;
	bool closing = strcmp(command_word(l, 0), "close") == 0;
	TRY(read_number(l, &number));
	TRY(read_options(sc, env, l, &o));
	TRY(closing ? act_close(d, number, &o) : act_reopen(d, number, &o));
	term_say(env, "remark %d is %s\n", number, closing ? "closed" : "open again");
	return NULL;
}

/* All or nothing, as file_write() does it. */
static const struct fault *write_workbook(struct scope *sc, const struct view *v, const char *profile, const char *path)
{
	const char *temporary = scope_printf(sc, "%s.new.%d", path, (int)getpid()), *bytes;
	size_t len;
	const struct fault *f = file_write(temporary, "", 0);   /* the library is told of no path that cannot be written */
	if (!f)
		f = xlsx_write(sc, v, profile, temporary);
	if (!f)
		f = file_read(sc, temporary, 1u << 30, &bytes, &len);
	unlink(temporary);
	return f ? f : file_write(path, bytes, len);
}

static const struct fault *export(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d)
{
	struct view *v = NULL;
	const char *path = command_word(l, 1);
	const struct template_profile *profile = template_profile(d->template, "remarks");
	struct buf *b = buf_new(sc);
	if (!path)
		return fault_make(FAULT_USAGE, "say where to: sarflow remark export FILE.xlsx, FILE.csv or FILE.html");
	if (!profile || profile->sheet_count == 0 || !profile->sheets[0]->sql)
		return fault_make(FAULT_REFUSED, "the template in force has no profile \"remarks\"; take a newer one: sarflow adopt");
	TRY(show_need_folder(path));
	TRY(view_of_remarks(d, command_value(l, "version"), &v));
	if (path_has_suffix(path, ".xlsx")) {
		TRY(write_workbook(sc, v, profile->name, path));
	} else if (path_has_suffix(path, ".csv") || path_has_suffix(path, ".html")) {
		TRY(path_has_suffix(path, ".csv") ? sheet_csv(sc, v, profile->sheets[0], b) : sheet_page(sc, v, profile->sheets[0], b));
		TRY(file_write(path, b->at, b->len));
	} else {
		return fault_make(FAULT_USAGE, "\"%s\" is no .xlsx, .csv or .html", path);
	}
	term_say(env, "%s\n", path);
	return NULL;
}

static const struct fault *list(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d)
{
	struct view *v = NULL;
	bool all = command_flag(l, "all");
	TRY(view_of_remarks(d, command_value(l, "version"), &v));
	size_t closed = view_keep_remarks(v, all, command_flag(l, "mine"), env->email);
	if (env->json)
		show_json(env, json_of_remarks(sc, v));
	else if (v->remarks.count)
		remarks_show_list(env, v);
	else
		term_say(env, "no remark waits%s\n", closed && !all ? "; closed ones: sarflow remark list --all" : "");
	return NULL;
}

static const struct fault *show(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d)
{
	struct view *v = NULL;
	int number;
	TRY(read_number(l, &number));
	TRY(view_of_remark(d, command_value(l, "version"), number, &v));
	if (env->json)
		show_json(env, json_of_remark(sc, &v->remarks.at[0]));
	else
		remarks_show(env, &v->remarks.at[0]);
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	const char *word = command_word(l, 0) ? command_word(l, 0) : "list";
	if (env->json && strcmp(word, "list") && strcmp(word, "show"))
		return command_no_json(scope_printf(sc, "remark %s", word));
	TRY(desk_open(sc, env, &d));
	if (strcmp(word, "add") == 0)
		return add(sc, env, l, d);
	if (strcmp(word, "answer") == 0)
		return answer(sc, env, l, d);
	if (strcmp(word, "close") == 0 || strcmp(word, "reopen") == 0)
		return end(sc, env, l, d);
	if (strcmp(word, "export") == 0)
		return export(sc, env, l, d);
	if (strcmp(word, "list") && strcmp(word, "show"))
		return fault_make(FAULT_USAGE, "\"%s\" is none of add, answer, close, reopen, list, show, export", word);
	return strcmp(word, "show") == 0 ? show(sc, env, l, d) : list(sc, env, l, d);
}

static const struct command_option options[] = {
	{ "text", 'm', "TEXT", "the words, Markdown; - reads them from the standard input" },
	{ "on", 0, "PLACE", "add: a file, an element or a checklist line; else the package as a whole" },
	{ "quote", 0, "WORDS", "add: words of that file; the remark finds them again after edits" },
	{ "which", 0, "N", "add: the n-th passage with these words" },
	{ "row", 0, "KEY", "add: a row of that register, by its key" },
	{ "page", 0, "N", "add: a page of that attachment" },
	{ "requirement", 0, "ID", "add: a checklist line it is about; may be given several times" },
	{ "severity", 0, "NAME", "add: how grave it is, as the template names it" },
	{ "owner", 0, "WHO", "add: a role or a person's address" },
	{ "due", 0, "DAY", "add: the day by which it must be settled" },
	{ "by", 0, "TEXT", "the Government's: its office and person" },
	{ "dated", 0, "DAY", "the Government's: the day it was said" },
	{ "received", 0, "DAY", "the Government's: the day you received it" },
	{ "letter", 0, "NAME", "add: the filed letter it stands in" },
	{ "number", 0, "TEXT", "add: the letter's own number for it" },
	{ "from", 0, "FILE", "add: all deficiencies of a letter, from a CSV file" },
	{ "changed", 0, NULL, "answer: the content was changed; refused where it was not" },
	{ "version", 'v', "VERSION", "answer --changed: the version with the change; list, show, export: as of that version" },
	{ "no-change", 0, NULL, "answer: nothing changes, for the reason given with -m" },
	{ "clarified", 0, NULL, "answer: explained with -m" },
	{ "duplicate-of", 0, "N", "answer: another remark says the same" },
	{ "role", 'r', "ROLE", "act in this of your roles" },
	{ "all", 'a', NULL, "list: closed ones, too" },
	{ "mine", 0, NULL, "list: those for me or my roles" },
	{ 0 },
};

const struct command cmd_remark = {
	.name = "remark", .args = "[WORD [N|FILE]]", .brief = "remarks of reviewers and deficiencies of the Government",
	.help = "WORD is add, answer, close, reopen, list, show or export; without it: list.\n"
	        "A remark is made on the newest saved version: on a passage (--on FILE --quote WORDS), a row (--on FILE --row KEY),\n"
	        "a page (--on FILE --page N), an element, a checklist line (--on C3), or the package. A passage is kept by its\n"
	        "words and those around it; when they are gone the remark is an orphan and stands first in the list.\n"
	        "Answers: --changed is held against the versions and refused where nothing of the place changed; --no-change\n"
	        "and --clarified want a reason. Who answered another person's remark does not close it. A remark without an answer\n"
	        "is closed with the reason only; reopen says with -m what is still wrong, and the next --changed must be a new one.\n"
	        "Deficiencies: file the letter first (sarflow letter in), then --letter NAME --by OFFICE --dated DAY --received\n"
	        "DAY, one by one or --from a CSV file with the columns number, severity, text and, as needed, on, quote, row,\n"
	        "page, requirements, owner, due. A number of that letter that is recorded already is passed over.\n"
	        "export writes the comment-resolution matrix as .xlsx, .csv or .html.",
	.example = "sarflow remark add --on evidence/C-repair-documents.md --quote \"0.50 to 0.57 mm\" --severity major -m \"Which gauge?\"\n"
	           "sarflow remark answer 3 --changed\nsarflow remark export ../matrix.xlsx",
	.options = options, .max_words = 2, .pages = true, .json = true, .run = run,
};
