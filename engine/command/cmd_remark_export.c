/* cmd_remark_export.c: sarflow remark export: the comment-resolution matrix. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/sheet.h"
#include "render/xlsx.h"
#include <unistd.h>

/* All or nothing, as file_write() does it. */
static const struct fault *write_workbook(struct scope *sc, const struct view *v, const char *profile, const char *path)
{
	const char *temporary = scope_printf(sc, "%s.new.%d", path, (int)getpid()), *bytes;
	size_t len;
	/* the library is told of no path that cannot be written */
	const struct fault *f = file_write(temporary, "", 0);
	if (!f)
		f = xlsx_write(sc, v, profile, temporary);
	if (!f)
		f = file_read(sc, temporary, 1u << 30, &bytes, &len);
	unlink(temporary);
	return f ? f : file_write(path, bytes, len);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	const char *path = command_word(l, 0);
	struct buf *b = buf_new(sc);
	TRY(env_open_desk(sc, env, &d));
	TRY(template_complete(desk_template(d)));
	const struct template_profile *profile = template_profile(desk_template(d), "remarks");
	if (!profile || profile->sheet_count == 0 || !profile->sheets[0]->sql)
		return fault_advise(fault_make(FAULT_REFUSED, "the template in force has no profile \"remarks\""),
			REMEDY("adopt"));
	TRY(show_need_folder(path));
	TRY(view_of_remarks(d, command_value(l, "version"), &v));
	TRY(view_take_threads(d, v, command_flag(l, "theirs")));
	if (path_has_suffix(path, ".xlsx")) {
		TRY(write_workbook(sc, v, profile->name, path));
	} else if (path_has_suffix(path, ".csv") || path_has_suffix(path, ".html")) {
		const struct template_sheet *sheet = profile->sheets[0];
		TRY(path_has_suffix(path, ".csv") ? sheet_csv(sc, v, sheet, b) : sheet_page(sc, v, sheet, b));
		TRY(file_write(path, b->at, b->len));
	} else {
		return fault_make(FAULT_USAGE, "\"{path}\" is no .xlsx, .csv or .html", path);
	}
	term_printf(env, "%s\n", path);
	return NULL;
}

static const struct command_option options[] = {
	{ "theirs", 0, NULL, "only what the authority said: for a matrix that goes back to it" },
	{ "version", 'v', "VERSION", "as of that version; else the work tree" },
	{ 0 },
};

const struct command cmd_remark_export = {
	.name = "remark export", .args = "FILE", .brief = "the comment-resolution matrix as .xlsx, .csv or .html",
	.help = "Writes a row a remark, as the first sheet of the template's profile \"remarks\" says. The name's end\n"
	        "says the form.",
	.example = "sarflow remark export ../matrix.xlsx", .options = options, .min_words = 1, .max_words = 1,
	.run = run,
};
