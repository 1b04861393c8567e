/* cmd_take.c: sarflow take: tables and texts from outside into the package. */
#include "base/base.h"
#include "command/taking.h"
#include "desk/desk.h"

/* 'Their head=our column', for the register that is named, or for whichever has such a column. */
static const struct fault *add_name(struct scope *sc, const struct template *t, const char *only, const char *given,
                                    struct taken_names *out)
{
	const char *sign = strrchr(given, '=');
	size_t before = out->count;
	for (size_t i = 0; sign && sign > given && i < t->registers.count; i++) {
		const struct template_register *r = &t->registers.at[i];
		if ((!only || strcmp(r->name, only) == 0) && template_column(r, sign + 1) >= 0)
			*LIST_ADD(sc, out) = (struct taken_name){ r->name,
				scope_copy_bytes(sc, given, (size_t)(sign - given)), sign + 1 };
	}
	return out->count > before ? NULL : fault_advise(fault_make(FAULT_USAGE, "\"{given}\": no register has such a "
		"column", given), REMEDY("", "column", "HEAD=COLUMN"));
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct taken_names names = {0};
	const struct names given = command_values(sc, l, "column");
	const struct names set = command_values(sc, l, "set");
	const struct take_wish wish = { command_value(l, "register"), command_flag(l, "whole"), &names,
		command_value(l, "element"), &set };
	TRY(env_open_desk(sc, env, &d));
	for (size_t i = 0; i < given.count; i++)
		TRY(add_name(sc, desk_template(d), wish.register_, given.at[i], &names));
	return taking_run(sc, env, l, d, &wish);
}

static const struct command_option options[] = {
	{ "register", 'r', "NAME", "take every table for this register; else for the one that fits" },
	{ "column", 'c', "HEAD=COLUMN", "what their column is here; remembered in this package", true },
	{ "element", 'e', "E", "of a Word document; else by its name or its headings" },
	{ "set", 's', "COLUMN=VALUE", "said of each picture and of the document itself, in their registers", true },
	{ "whole", 0, NULL, "the file is the whole register: rows and values it has not are removed" },
	TAKING_OPTIONS,
	{ 0 },
};

const struct command cmd_take = {
	.name = "take", .args = "FILE|FOLDER...", .brief = "tables from Excel and texts from Word into the package",
	.help = "Reads .xlsx and .csv files (.ods and .xls where LibreOffice is installed), finds the tables in them "
	        "and the\n"
	        "register each of them is by the heads of its columns, and shows what would change, as diff does. "
	        "Rows are known\n"
	        "by their key: new ones come, others change, and what the file does not have stays. Then it saves one "
	        "version.\n"
	        "Whatever was read in another form, or could not be read, is said with its cell: lost zeros, days "
	        "as numbers,\n"
	        "merged cells, heads that no column has. The exit status is 1 where something could not be taken as "
	        "it stands.\n"
	        "A .docx (where pandoc is installed) becomes the text of its element: merged cells are repeated, "
		"tracked "
	        "changes\n"
	        "taken, numbers of checklist lines proposed for its headings; its pictures and the file itself are "
	        "attached.\n"
	        "Of a folder every table and document in it is taken, and the rest is told.\n"
	        "A workbook that sarflow edit or render made comes back the same way, and changes only what was "
	        "changed in it.",
	.example = "sarflow take ../operations.xlsx --dry-run\n"
	           "sarflow take ../gauges.csv --register equipment --column '管理番号=id'\n"
	           "sarflow take ../repair-process.docx --element C --set marking=none",
	.options = options, .min_words = 1, .max_words = SIZE_MAX, .pages = true, .json = true, .run = run,
};
