/* cmd_remark_export.c: sarflow remark export: the comment-resolution matrix. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/matrix.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/sheet.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	const char *path = command_word(l, 0);
	struct buf *b = buf_new(sc);
	TRY(env_open_desk(sc, env, &d));
	TRY(template_complete(desk_template(d)));
	const struct template_profile *profile = matrix_profile(desk_template(d), command_flag(l, "theirs"));
	if (!profile)
		return fault_advise(fault_make(FAULT_REFUSED, "the template in force has no profile \"remarks\""),
			REMEDY("adopt"));
	TRY(show_need_folder(path));
	TRY(matrix_view(d, profile, command_flag(l, "theirs"), command_value(l, "version"), &v));
	if (path_has_suffix(path, ".xlsx")) {
		TRY(show_fill(sc, path, matrix_fill, &(struct matrix){ sc, v, profile->name }));
	} else if (path_has_suffix(path, ".csv") || path_has_suffix(path, ".html")) {
		const struct template_sheet *sheet = profile->sheets[0];
		TRY(path_has_suffix(path, ".csv") ? sheet_csv(sc, v, sheet, b) : sheet_page(sc, v, sheet, b));
		TRY(show_write(path, b->at, b->len));
	} else {
		return fault_make(FAULT_USAGE, "\"{path}\" is no .xlsx, .csv or .html", path);
	}
	term_printf(env, "%s\n", path);
	if (path_has_suffix(path, ".xlsx"))
		matrix_show_next(sc, env, profile, path);
	return NULL;
}

static const struct command_option options[] = {
	{ "theirs", 0, NULL, "only what the authority said: for a matrix that goes back to it" },
	{ "version", 'v', "VERSION", "as of that version; else the work tree, and with --theirs what is saved" },
	{ 0 },
};

const struct command cmd_remark_export = {
	.name = "remark export", .args = "FILE", .brief = "the comment-resolution matrix as .xlsx, .csv or .html",
	.help = "Writes a row a remark, as the first sheet of the template's profile \"remarks\" says. The name's end\n"
	        "says the form. With --theirs it is the profile \"matrix\": the authority's deficiencies, our answers\n"
	        "by now, and cells in which it says whether it concurs.",
	.example = "sarflow remark export ../matrix.xlsx", .options = options, .min_words = 1, .max_words = 1,
	.run = run,
};
