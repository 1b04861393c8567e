/* cmd_diff.c: sarflow diff: what changed between two versions, as documents. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/changes.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/changes.h"
#include "render/json.h"
#include "render/redline.h"

static const struct fault *write_page(struct scope *sc, const struct env *env, const struct changes *k,
                                      const char *path)
{
	struct buf *page = buf_new(sc);
	TRY(changes_put(sc, k, page));
	return show_write_page(env, path, page);
}

static const struct fault *write_redline(struct scope *sc, const struct env *env, const struct changes *k,
                                         const char *path, const char *only)
{
	struct buf *docx = buf_new(sc);
	TRY(redline_put(sc, k, only, docx));
	TRY(show_need_folder(path));
	TRY(show_write(path, docx->at, docx->len));
	term_printf(env, "%s\n", path);
	return NULL;
}

static const struct fault *check_options(const struct env *env, const struct command_line *l)
{
	const char *docx = command_value(l, "docx");
	if (env->json && (docx || command_value(l, "html")))
		return command_no_json(docx ? "diff --docx" : "diff --html");
	if (docx && command_value(l, "html"))
		return fault_make(FAULT_USAGE, "{option} does not go with {other}", "--docx", "--html");
	if (command_value(l, "on") && !docx)
		return fault_advise(fault_make(FAULT_USAGE, "{option} goes with {other}", "--on", "--docx"),
			REMEDY("diff", "docx", "FILE", "on", "PLACE"));
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct env here = *env;
	struct desk *d = NULL;
	struct changes *k = NULL;
	const char *first = command_word(l, 0);
	const char *folder = command_package(sc, env, first);
	bool named = folder != NULL;
	if (named)
		here.world.directory = folder;
	else if (command_word(l, 2))
		return fault_advise(fault_make(FAULT_USAGE, "{first} is no package; compare two versions of the "
			"present one", first), REMEDY("diff", "", "A", "", "B"));
	TRY(check_options(env, l));
	TRY(env_open_desk(sc, &here, &d));
	TRY(changes_of(d, command_word(l, named), command_word(l, named + 1), &k));
	if (command_value(l, "html"))
		return write_page(sc, env, k, command_value(l, "html"));
	if (command_value(l, "docx"))
		return write_redline(sc, env, k, command_value(l, "docx"), command_value(l, "on"));
	if (env->json)
		show_json(env, json_of_changes(sc, k));
	else
		changes_show_all(env, k, command_flag(l, "whole"));
	return NULL;
}

static const struct command_option options[] = {
	{ "html", 0, "FILE", "write one page instead, that needs no other file: inline and side by side" },
	{ "docx", 0, "FILE", "write a Word document instead, with tracked changes, to be answered by comments in it" },
	{ "on", 0, "PLACE", "with --docx: this element or file only, as a whole, changed or not" },
	{ "whole", 'w', NULL, "all words of a changed text, not only those around the change" },
	{ 0 },
};

const struct command cmd_diff = {
	.name = "diff", .args = "[PACKAGE] [A [B]]", .brief = "what changed between two versions, read as documents",
	.help = "Compares version A with version B. Without B: with the work tree. Without both: main with the work "
	        "tree.\n"
	        "A version is: submittal/1, seven or more digits of a version, main, "
	        "a day (2026-10-01: what main held that\n"
	        "evening), or work, the work tree. Texts are compared word by word: a paragraph whose lines were only "
	        "broken\n"
	        "in another way has not changed. Registers are compared by the key of their rows, "
	        "attachments by content.\n"
	        "Signs: + came, - is gone, ~ changed, > moved. Then what it touches: sign-offs that end, "
	        "findings that come\n"
	        "and go, waivers that end. A PDF that was replaced is compared by its text layer, too, where\n"
	        "poppler's pdftotext is installed; pictures stand beside each other on the page of --html.\n"
	        "--docx writes it for those who live in Word: texts as a whole and registers with the rows that "
	        "changed, what\n"
	        "came and went as tracked changes. All accepted, it reads as B; all rejected, as A. What is said in "
	        "comments\n"
	        "comes back by: sarflow remark add --from FILE.docx.",
	.example = "sarflow diff\nsarflow diff submittal/1 --html ../changes.html\n"
	           "sarflow diff 2026-10-01 main --json\n"
	           "sarflow diff submittal/1 main --docx ../redline.docx --on C",
	.options = options, .max_words = 3, .pages = true, .json = true, .run = run,
};
