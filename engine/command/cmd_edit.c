/* cmd_edit.c: sarflow edit: registers as a workbook to be edited. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "command/command.h"
#include "command/near.h"
#include "command/show.h"
#include "command/term.h"
#include "desk/desk.h"
#include "render/xlsx/xlsx.h"

struct asked {
	struct scope *sc;
	const struct view *v;
	struct { const struct template_register **at; size_t count, cap; } registers;
};

static const struct fault *refuse(struct scope *sc, const struct template *t, const char *word)
{
	struct names names = {0};
	for (size_t i = 0; i < t->registers.count; i++)
		*LIST_ADD(sc, &names) = t->registers.at[i].name;
	const char *near = near_find(&names, word);
	return near ? fault_make(FAULT_USAGE, "there is no register \"{register}\"; did you mean \"{near}\"?", word,
	                         near)
	       : fault_make(FAULT_USAGE, "there is no register \"{register}\"; there are {names}", word,
	                    list_join(sc, &names, ", "));
}

/* A register by its name, or by what people call it in any of the template's languages. */
static const struct template_register *find(const struct template *t, const char *word)
{
	const struct template_register *r = template_register(t, word);
	for (size_t i = 0; i < t->registers.count && !r; i++)
		for (size_t k = 0; k < t->languages.count && !r; k++)
			if (strcasecmp(t->registers.at[i].title.in[k], word) == 0)
				r = &t->registers.at[i];
	return r;
}

static bool is_used(const struct package *p, const struct template_register *r)
{
	const struct template_element *e = r->element ? template_element(p->template, r->element) : NULL;
	return !e || *package_need(p, e) != '-';
}

static const struct fault *take_names(struct asked *a, const struct command_line *l)
{
	const struct template *t = a->v->template;
	for (size_t i = 0; i < l->words.count; i++) {
		const struct template_register *r = find(t, l->words.at[i]);
		if (!r)
			return refuse(a->sc, t, l->words.at[i]);
		for (size_t k = 0; k < a->registers.count; k++)
			if (a->registers.at[k] == r)
				return fault_make(FAULT_USAGE, "the register \"{register}\" is named twice", r->name);
		*LIST_ADD(a->sc, &a->registers) = r;
	}
	for (size_t i = 0; i < t->registers.count && l->words.count == 0; i++)
		if (is_used(a->v->package, &t->registers.at[i]))
			*LIST_ADD(a->sc, &a->registers) = &t->registers.at[i];
	return a->registers.count ? NULL : fault_make(FAULT_REFUSED, "the template has no register");
}

static const struct fault *fill(void *context, const char *path)
{
	struct asked *a = context;
	return xlsx_write_registers(a->sc, a->v, a->registers.at, a->registers.count, path);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	const char *path = command_value(l, "output");
	struct stat st;
	bool there;
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of(d, NULL, &v));
	struct asked a = { .sc = sc, .v = v };
	TRY(take_names(&a, l));
	if (!path)
		path = show_beside(sc, desk_name(d), scope_printf(sc, "%s.xlsx", a.registers.count == 1
			? a.registers.at[0]->name : v->package->id));
	if (!path_has_suffix(path, ".xlsx"))
		return fault_make(FAULT_USAGE, "\"{path}\" is no .xlsx", path);
	TRY(show_need_folder(path));
	TRY(file_see(path, &st, &there));
	if (there)
		return fault_advise(fault_make(FAULT_REFUSED, "{path} is there already, and may hold work that was not "
			"taken back yet; name another file", path), REMEDY("", "output", "FILE.xlsx"));
	TRY(show_fill(sc, path, fill, &a));
	term_printf(env, "%s\n", path);
	return NULL;
}

static const struct command_option options[] = {
	{ "output", 'o', "FILE", "where to; else NAME.xlsx beside the package; it must not exist" },
	{ 0 },
};

const struct command cmd_edit = {
	.name = "edit", .args = "[NAME]...", .brief = "registers as a workbook to be edited",
	.help = "Writes one register, several, or all of them as a workbook for Excel or LibreOffice: a sheet each,\n"
	        "identifiers as text, lists to choose from, required columns marked with *, findings of the check\n"
	        "as notes on their cells, room for new rows. Nothing in the package changes. The workbook remembers\n"
	        "what it was made from, so that only what you changed is taken back. Leave its hidden row, column\n"
	        "and sheets as they are.",
	.example = "sarflow edit operations\nsarflow edit -o ../registers.xlsx", .options = options,
	.max_words = SIZE_MAX, .run = run,
};
