/* screening.c: the answers of the screening, what they mean, what stands against going on. */
#include "base/base.h"
#include "desk/desk_private.h"
#include "view/screening.h"

static void find_codes(struct scope *sc, const struct template *t, struct screening_line *l)
{
	const struct names *lists = &l->question->codes;
	for (size_t i = 0; i < lists->count && strlen(l->answer) >= lists->count; i++) {
		const struct template_code *c = template_code(t, lists->at[i], lists->count == 1 ? l->answer
		                                              : (char[]){ l->answer[i], '\0' });
		if (c)
			*LIST_ADD(sc, &l->codes) = c;
	}
}

static void find_answer(const struct package_register *r, struct screening_line *l)
{
	int question = template_column(r->of, "question"), answer = template_column(r->of, "answer"),
		source = template_column(r->of, "source");
	l->answer = l->source = "";
	for (size_t i = 0; i < r->rows.count; i++)
		if (strcmp(r->rows.at[i].cells[question], l->question->id) == 0) {
			l->answer = r->rows.at[i].cells[answer];
			l->source = r->rows.at[i].cells[source];
		}
}

/* A row without an answer: the page says "open" and need not say it twice. */
static bool is_open(const struct package_register *r, int line)
{
	for (size_t i = 0; i < r->rows.count; i++)
		if (r->rows.at[i].line == line)
			return !*r->rows.at[i].cells[template_column(r->of, "answer")];
	return false;
}

struct screening *screening_of(struct scope *sc, const struct package *p, size_t language, const struct findings *fs)
{
	const struct template *t = p->template;
	const struct package_register *r = t->screening.into ? package_register(p, t->screening.into->name) : NULL;
	if (!r)
		return NULL;
	struct screening *s = NEW(sc, struct screening);
	s->package = p;
	s->language = language;
	s->findings = finding_list(sc);
	for (size_t i = 0; i < t->screening.questions.count; i++) {
		struct screening_line *l = LIST_ADD(sc, &s->lines);
		l->question = &t->screening.questions.at[i];
		find_answer(r, l);
		find_codes(sc, t, l);
		if (!*l->answer)
			s->verdict = SCREENING_ASK;
	}
	for (size_t i = 0; i < fs->count; i++)
		if (strcmp(fs->at[i].place.file, r->path) == 0 && !is_open(r, fs->at[i].place.line))
			finding_add_rule(s->findings, &fs->at[i]);
	if (s->findings->worst == FINDING_WARNING)
		s->verdict = SCREENING_ASK;
	if (s->findings->worst == FINDING_ERROR)
		s->verdict = SCREENING_STOP;
	return s;
}

const struct fault *screening_take(struct desk *d, struct screening **out)
{
	struct package *p = NULL;
	struct store_id id;
	struct findings *fs = NULL;
	*out = NULL;
	if (d->template->screening.questions.count) {
		TRY(desk_package(d, NULL, &p, &id));
		TRY(desk_check(d, p, &fs));
		*out = screening_of(d->sc, p, d->language, fs);
	}
	if (!*out)
		return fault_make(FAULT_REFUSED, "the template {template} asks nothing before work begins",
			d->template->name);
	return NULL;
}

const char *screening_verdict_name(enum screening_verdict v)
{
	static const char *const names[] = { "GO", "ASK", "STOP" };
	return names[v];
}
