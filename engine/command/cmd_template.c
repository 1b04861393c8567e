/* cmd_template.c: sarflow template: list, lint and draw templates. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/term.h"
#include "command/command.h"
#include "command/show.h"
#include "check/check.h"
#include "desk/edit.h"
#include "render/json.h"
#include <sys/wait.h>
#include <unistd.h>

static const struct fault *list_all(struct scope *sc, const struct env *env)
{
	const char *const *names = NULL;
	size_t count = 0;
	if (!env->templates)
		return fault_make(FAULT_NOT_FOUND, "no templates were found; set SARFLOW_TEMPLATES to their folder");
	TRY(file_names(sc, env->templates, &names, &count));
	for (size_t i = 0; i < count; i++) {
		const struct template *t = NULL;
		if (!file_exists(path_join(sc, path_join(sc, env->templates, names[i]), "template.yaml")))
			continue;
		TRY(edit_template(sc, env, names[i], &t));
		term_pad(env, TERM_BOLD, names[i], 18);
		term_put(env, TERM_PLAIN, t->title.in[template_language(t, env->language) < 0 ? 0 : template_language(t, env->language)]);
		term_say(env, " (%s %s); categories ", t->requirement_document.document, t->requirement_document.revision);
		for (size_t c = 0; c < t->categories.count; c++)
			term_say(env, "%s%s", c ? ", " : "", t->categories.at[c].id);
		term_say(env, "\n");
	}
	return NULL;
}

/* Templates whose packages are used lie in the same folder as this one, or nobody can tell. */
static void check_uses(struct scope *sc, const struct env *env, const char *folder, const struct template *t, struct findings *fs)
{
	for (size_t i = 0; i < t->uses.count; i++) {
		const struct template_use *u = &t->uses.at[i];
		const struct template *used = NULL;
		const char *beside = strchr(folder, '/') || !env->templates ? path_join(sc, path_join(sc, folder, ".."), u->template) : u->template;
		if (package_id_is_valid(u->template) && edit_template(sc, env, beside, &used))
			used = NULL;
		check_template_use(u, used, fs);
	}
}

static void show_lint(const struct env *env, const struct template *t, const struct findings *fs)
{
	show_findings(env, fs, FINDING_NOTE);
	term_say(env, "%zu elements, %zu checklist lines, %zu registers, %zu rules, %zu states: %zu mistake%s",
	         t->elements.count, t->requirements.count, t->registers.count, t->rules.count, t->workflow.state_count,
	         fs->errors, fs->errors == 1 ? "" : "s");
	if (fs->warnings)
		term_say(env, ", %zu warning%s", fs->warnings, fs->warnings > 1 ? "s" : "");
	term_say(env, "\n");
}

static const struct fault *lint(struct scope *sc, const struct env *env, const char *folder, int *status)
{
	const struct template_files *files = NULL;
	struct findings *fs = finding_list(sc);
	TRY(template_files_read(sc, strchr(folder, '/') || !env->templates ? folder : path_join(sc, env->templates, folder), &files));
	const struct template *t = template_read(sc, files, fs);
	if (!fs->errors)
		TRY(check_template(sc, t, fs));
	if (!fs->errors)
		check_uses(sc, env, folder, t, fs);
	finding_sort(fs);
	if (env->json)
		show_json(env, json_of_findings(sc, fs));
	else
		show_lint(env, t, fs);
	*status = fs->errors > 0;
	return NULL;
}

static void put_quoted(const struct env *env, const char *s)
{
	fputc('"', env->out);
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			fputc('\\', env->out);
		fputc(*s, env->out);
	}
	fputc('"', env->out);
}

static void draw(const struct env *env, const struct workflow *w, size_t language)
{
	fprintf(env->out, "digraph workflow {\n  rankdir=LR; node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
	        "  edge [fontname=\"sans-serif\", fontsize=10];\n");
	for (size_t i = 0; i < w->state_count; i++) {
		const struct workflow_state *s = &w->states[i];
		fprintf(env->out, "  ");
		put_quoted(env, s->id);
		fprintf(env->out, " [label=");
		put_quoted(env, s->title.in[language]);
		fprintf(env->out, "%s%s];\n", s->authority ? ", style=\"rounded,filled\", fillcolor=\"#e8eef7\"" : "",
		        s->final ? ", peripheries=2" : strcmp(s->id, w->initial) == 0 ? ", penwidth=2" : "");
	}
	for (size_t i = 0; i < w->transition_count; i++)
		for (size_t f = 0; f < w->transitions[i].from.count; f++) {
			const struct workflow_transition *t = &w->transitions[i];
			fprintf(env->out, "  ");
			put_quoted(env, t->from.at[f]);
			fprintf(env->out, " -> ");
			put_quoted(env, t->to ? t->to : t->from.at[f]);
			fprintf(env->out, " [label=");
			put_quoted(env, t->action);
			fprintf(env->out, "%s%s];\n", t->reported ? ", style=dashed" : "", t->to ? "" : ", arrowhead=empty");
		}
	fprintf(env->out, "}\n");
}

/* DOT through graphviz's dot, as SVG. */
static const struct fault *draw_svg(const struct env *env, const struct workflow *w, size_t language)
{
	int ends[2], status = 1;
	if (pipe(ends) != 0)
		return fault_errno("starting graphviz");
	fflush(env->out);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[0], 0);
		dup2(fileno(env->out), 1);
		close(ends[0]);
		close(ends[1]);
		execlp("dot", "dot", "-Tsvg", (char *)NULL);
		_exit(127);
	}
	close(ends[0]);
	struct env to = *env;
	to.out = child > 0 ? fdopen(ends[1], "w") : NULL;
	if (!to.out)
		return fault_errno("starting graphviz");
	draw(&to, w, language);
	fclose(to.out);
	waitpid(child, &status, 0);
	return status == 0 ? NULL : fault_make(FAULT_SYSTEM, "graphviz (the program dot) is not installed, or failed; leave --svg out to get DOT");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *what = command_word(l, 0), *name = command_word(l, 1);
	const struct template *t = NULL;
	if (env->json && strcmp(what, "lint"))
		return command_no_json(scope_printf(sc, "template %s", what));
	if (strcmp(what, "list") == 0)
		return list_all(sc, env);
	if (!name || (strcmp(what, "lint") && strcmp(what, "graph")))
		return fault_make(FAULT_USAGE, "use: sarflow template list, sarflow template lint NAME, sarflow template graph NAME");
	if (strcmp(what, "lint") == 0)
		return lint(sc, env, name, &l->status);
	TRY(edit_template(sc, env, name, &t));
	int at = template_language(t, env->language);
	if (command_flag(l, "svg"))
		return draw_svg(env, &t->workflow, at < 0 ? 0 : (size_t)at);
	draw(env, &t->workflow, at < 0 ? 0 : (size_t)at);
	return NULL;
}

static const struct command_option options[] = {
	{ "svg", 0, NULL, "graph: an SVG picture, where graphviz is installed" },
	{ 0 },
};

const struct command cmd_template = {
	.name = "template", .args = "list|lint|graph [NAME]", .brief = "list, check or draw templates",
	.help = "list shows those installed. lint reads one (a name, or a path with a /), tries every rule and sheet, and\n"
	        "says each mistake with file and line. graph prints the workflow for graphviz: dashed arrows are reported\n"
	        "acts of the Government, open arrow heads lead back to where the package came from.",
	.example = "sarflow template graph repair --svg > workflow.svg", .options = options, .min_words = 1,
	.max_words = 2, .json = true, .run = run,
};
