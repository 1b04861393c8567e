/* cmd_template_graph.c: sarflow template graph: a template's workflow as a picture. */
#include "base/base.h"
#include "base/utf8.h"
#include "command/command.h"
#include "desk/edit.h"
#include <sys/wait.h>
#include <unistd.h>

static void put_quoted(const struct env *env, const char *s)
{
	fputc('"', env->out);
	uint32_t code;
	for (size_t n; *s; s += n) {
		size_t hidden = utf8_hidden(s, &code);
		n = hidden ? hidden : utf8_length(s);
		if (*s == '"' || *s == '\\')
			fputc('\\', env->out);
		fwrite(hidden ? "?" : s, 1, hidden ? 1 : n, env->out);
	}
	fputc('"', env->out);
}

static void draw(const struct env *env, const struct workflow *w, size_t language)
{
	fprintf(env->out, "digraph workflow {\n"
	        "  rankdir=LR; node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
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
			fprintf(env->out, "%s%s];\n", t->reported ? ", style=dashed" : "",
			        t->to ? "" : ", arrowhead=empty");
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
	return status == 0 ? NULL : fault_make(FAULT_SYSTEM, "graphviz (the program dot) is not installed, or "
		"failed; without {option} you get DOT", "--svg");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const struct template *t = NULL;
	TRY(edit_template(sc, &env->world, command_word(l, 0), &t));
	int at = template_language(t, env->person.language);
	if (command_flag(l, "svg"))
		return draw_svg(env, &t->workflow, at < 0 ? 0 : (size_t)at);
	draw(env, &t->workflow, at < 0 ? 0 : (size_t)at);
	return NULL;
}

static const struct command_option options[] = {
	{ "svg", 0, NULL, "an SVG picture, where graphviz is installed" },
	{ 0 },
};

const struct command cmd_template_graph = {
	.name = "template graph", .args = "NAME", .brief = "draw a template's workflow",
	.help = "Prints the workflow for graphviz: dashed arrows are reported acts of the authority, open arrow\n"
	        "heads lead back to where the package came from.",
	.example = "sarflow template graph repair --svg > workflow.svg", .options = options, .min_words = 1,
	.max_words = 1, .alone = true, .run = run,
};
