/* check.c: running the rules. */
#include "base/base.h"
#include "base/date.h"
#include "package/check.h"

struct judging { const struct package *p; const struct template_rule *rule; struct findings *out; };

/* The element a file belongs to, for grouping. */
static const char *element_of(const struct package *p, const char *file)
{
	for (size_t i = 0; i < p->template->elements.count; i++)
		if (strcmp(p->template->elements.at[i].file, file) == 0)
			return p->template->elements.at[i].id;
	for (size_t i = 0; i < p->template->registers.count; i++)
		if (strcmp(p->registers[i].path, file) == 0)
			return p->registers[i].of->element ? p->registers[i].of->element : "";
	const struct package_attachment *a = package_attachment(p, file);
	return a && a->element ? a->element->id : "";
}

static const struct fault *take(void *context, const struct sql_row *row)
{
	struct judging *j = context;
	finding_add_rule(j->out, &(struct finding){
		.level = j->rule->level, .rule = j->rule->id, .place = { row->texts[0], atoi(row->texts[1]), 0 },
		.message = row->texts[2], .basis = j->rule->basis, .fix = j->rule->fix.in[0],
		.element = element_of(j->p, row->texts[0]) });
	return NULL;
}

const struct fault *check_run(struct scope *sc, const struct package *p, int as_of, struct findings **out)
{
	SCOPE(turn);
	struct sql *facts = NULL;
	struct findings *fs = finding_list(sc);
	for (size_t i = 0; i < p->findings->count; i++) {
		struct finding f = p->findings->at[i];
		f.element = element_of(p, f.place.file);
		finding_add_rule(fs, &f);
	}
	TRY(facts_load(turn, p, as_of, false, NULL, 0, &facts));
	for (size_t i = 0; i < p->template->rules.count; i++) {
		struct judging j = { p, &p->template->rules.at[i], fs };
		const struct fault *f = sql_select(facts, j.rule->sql, 3, take, &j);
		if (f)
			return fault_while(f, "%s:%d: rule %s", j.rule->place.file, j.rule->place.line, j.rule->id);
	}
	finding_sort(fs);
	*out = fs;
	return NULL;
}

/* --- a template on its own --- */

static const struct fault *no_entries(struct scope *sc, struct source *s, const struct source_entry **entries, size_t *count)
{
	(void)sc; (void)s;
	*entries = NULL;
	*count = 0;
	return NULL;
}

static const struct facts_table workbook_tables[] = {
	{ "manifest", "path, sha256, size, pages", 4, NULL, 0 },
	{ "findings", "file, line, level, rule, message, basis, element, fix", 8, NULL, 0 },
	{ "events", "number, recorded_on, kind, action, person, role, from_state, to_state, says, reported_by, occurred_on, "
	  "received_on", 12, NULL, 0 },
	{ "sign_offs", "element, role, person, meaning, recorded_on, stands, why", 7, NULL, 0 },
};

const struct fault *check_template(struct scope *sc, const struct template *t, struct findings *out)
{
	static const struct source_ops ops = { .list = no_entries };
	struct source empty = { &ops, NULL, "nothing", "" };
	struct package *p = NULL;
	struct sql *facts = NULL, *whole = NULL;
	TRY(package_load(sc, t, &empty, &p));
	TRY(facts_load(sc, p, 0, false, NULL, 0, &facts));
	for (size_t i = 0; i < t->rules.count; i++) {
		const struct template_rule *r = &t->rules.at[i];
		const struct fault *f = sql_try(facts, r->sql, 3);
		if (f)
			finding_add(out, FINDING_template_invalid, r->place, "rule %s does not run: %s", r->id,
			            f->text);
	}
	/* The first profile goes to the authority: it sees the manifest, and nothing of the inner history. */
	TRY(facts_load(sc, p, 0, true, workbook_tables, 1, &facts));
	TRY(facts_load(sc, p, 0, true, workbook_tables, countof(workbook_tables), &whole));
	for (size_t i = 0; i < t->profiles.count; i++)
		for (size_t k = 0; k < t->profiles.at[i].sheet_count; k++) {
			const struct template_sheet *s = t->profiles.at[i].sheets[k];
			bool open = strcmp(t->profiles.at[i].name, "working") == 0;
			const struct fault *f = s->sql ? sql_try(open ? whole : facts, s->sql, (int)s->column_count) : NULL;
			if (f)
				finding_add(out, FINDING_template_invalid, s->place,
				            "sheet %s does not run: %s", s->name, f->text);
		}
	return NULL;
}
