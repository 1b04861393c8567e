/* template.c: a template on its own: does each query run, can each skeleton be filled in? */
#include "base/base.h"
#include "check/check_private.h"
#include "store/source.h"

/* A package as `new` makes it: the skeletons of one category, and nothing in the registers. */
struct fresh { const struct template *t; int category; const char *identity; };

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct source_entry *)a)->path, ((const struct source_entry *)b)->path);
}

static const struct fault *list(struct scope *sc, struct source *s, const struct source_entry **out, size_t *count)
{
	const struct fresh *f = s->state;
	struct { struct source_entry *at; size_t count, cap; } entries = {0};
	for (size_t i = 0; f->category >= 0 && i < f->t->elements.count; i++)
		if (*f->t->elements.at[i].need[f->category] != '-')
			*LIST_ADD(sc, &entries) = (struct source_entry){ .path = f->t->elements.at[i].file };
	if (entries.count)
		qsort(entries.at, entries.count, sizeof *entries.at, by_path);  /* as a source lists */
	if (f->category >= 0)
		*LIST_ADD(sc, &entries) = (struct source_entry){ .path = "package.yaml" };
	*out = entries.at;
	*count = entries.count;
	return NULL;
}

static const struct fault *read_text(struct scope *sc, struct source *s, const char *path, const char **bytes,
                                     size_t *len)
{
	const struct fresh *f = s->state;
	const struct template_file *file = template_file(f->t, path);
	(void)sc;
	*bytes = file ? file->bytes : f->identity;
	*len = strlen(*bytes);
	return NULL;
}

static const struct fault *load(struct scope *sc, struct fresh *f, struct package **out)
{
	static const struct source_ops ops = { .list = list, .read = read_text };
	struct source *s = NEW(sc, struct source);
	*s = (struct source){ &ops, f, "a new package", "" };
	return package_load(sc, f->t, s, out);
}

/* Each line of the checklist wants a heading to be answered under, and a skeleton asks for nothing else. */
static const struct fault *check_skeletons(struct scope *sc, const struct template *t, int category,
                                           struct findings *out)
{
	struct fresh f = { t, category, scope_printf(sc, "format: 1\nid: X\ncategory: \"%s\"\n",
	                                             t->categories.at[category].id) };
	struct package *p = NULL;
	TRY(load(sc, &f, &p));
	const struct template_requirements *lines = template_requirements(t);
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		const struct package_document *d = package_document(p, r->element->id);
		bool found = !d || *package_need_of(p, r) == '-';
		for (size_t k = 0; !found && k < d->sections.count; k++)
			found = d->sections.at[k].requirement == r;
		if (!found)
			finding_add(out, FINDING_template_weak, r->place, PHRASE("the skeleton {file} has no heading "
				"\"## {id} ...\"", r->element->file, r->id));
	}
	for (size_t i = 0; i < p->findings->count; i++) {
		const struct finding *g = &p->findings->at[i];
		if (strcmp(g->rule, "requirement-unknown") == 0 || strcmp(g->rule, "requirement-twice") == 0
		    || strcmp(g->rule, "yaml-malformed") == 0 || strcmp(g->rule, "link-broken") == 0)
			finding_add(out, FINDING_template_weak, g->place, PHRASE("in the skeleton: {mistake}",
				g->says));
	}
	return NULL;
}

static const struct facts_table workbook_tables[] = {
	{ "manifest", "path, sha256, size, pages", 4, NULL, 0 },
	{ "deficiencies", "number, requirement, element, place, their_number, text, raised_by, raised_on, disposition, "
	                  "answer, answered_on", 11, NULL, 0 },
	{ "findings", "file, line, level, rule, message, basis, element, fix, id, waived", 10, NULL, 0 },
	{ "events", "number, recorded_on, kind, action, person, role, from_state, to_state, says, reported_by, "
	            "occurred_on, "
	  "received_on", 12, NULL, 0 },
	{ "sign_offs", "element, role, person, meaning, recorded_on, stands, why", 7, NULL, 0 },
	{ "remarks", "number, severity, state, orphan, place, requirements, quote, text, raised_by, raised_on, "
	             "their_number, letter, owner, "
	  "due, disposition, answer, answered_by, answered_on, closed_on, closed_by, thread", 21, NULL, 0 },
};

static bool has_hole(const char *text, const char *name)
{
	struct phrase_name names[PHRASE_HOLES];
	for (int i = 0, n = phrase_names(text, names); i < n; i++)
		if (strlen(name) == names[i].len && memcmp(names[i].at, name, names[i].len) == 0)
			return true;
	return false;
}

/* A column that no message shows is a message that lost a word. */
static void check_columns(const struct template_rule *r, const struct names *columns, struct findings *out)
{
	for (size_t c = 2; c < columns->count; c++) {
		bool shown = strcmp(columns->at[c], "says") == 0;
		for (size_t i = 0; i < r->says.count && !shown; i++)
			shown = has_hole(r->says.at[i].words.in[0], columns->at[c]);
		if (!shown)
			finding_add(out, FINDING_template_invalid, r->place, PHRASE("the query of rule {id} gives the "
				"column \"{column}\", which no message of it shows", r->id, columns->at[c]));
	}
}

static void check_saying(const struct template_rule *r, const struct template_saying *s, const struct names *columns,
                         struct findings *out)
{
	SCOPE(turn);
	struct phrase_name names[PHRASE_HOLES];
	for (int i = 0, n = phrase_names(s->words.in[0], names); i < n; i++) {
		const char *name = scope_copy_bytes(turn, names[i].at, names[i].len);
		if (!list_has(columns, name))
			finding_add(out, FINDING_template_invalid, s->place, PHRASE("the message wants \"{column}\", "
				"and the query of rule {id} has no such column", name, r->id));
	}
	if (*s->key && !list_has(columns, "says"))
		finding_add(out, FINDING_template_invalid, s->place, PHRASE("rule {id} has several messages: its query "
			"wants a column \"says\" that chooses one", r->id));
}

/* The first two columns say where; by their names, because two numbers look alike and two texts do. */
static void check_query(struct sql *facts, const struct template *t, const struct template_rule *r,
                        struct findings *out)
{
	SCOPE(turn);
	struct names columns = {0};
	const struct fault *f = r->says.count ? NULL : sql_try(facts, r->sql, 3);
	if (!f)
		f = sql_names(turn, facts, r->sql, &columns);
	if (f) {
		struct place at = { r->place.file, r->place.line + sql_fault_line(facts, r->sql) };
		finding_add(out, FINDING_template_invalid, at, PHRASE("rule {id} does not run: {mistake}", r->id,
			&f->says[f->depth - 1]));
		return;
	}
	check_literals(turn, t, r->sql, PHRASE("rule {id}", r->id), r->place, out);
	bool named = columns.count > 1 && strcmp(columns.at[0], "file") == 0 && strcmp(columns.at[1], "line") == 0;
	bool swapped = columns.count > 1 && (strcmp(columns.at[0], "line") == 0 || strcmp(columns.at[1], "file") == 0);
	if (swapped || (r->says.count && !named))
		finding_add(out, FINDING_template_invalid, r->place, PHRASE("the first two columns of rule {id} are "
			"its file and its line, and are called so: SELECT x.file, x.line", r->id));
	if (!r->says.count)
		return;
	check_columns(r, &columns, out);
	for (size_t i = 0; i < r->says.count; i++)
		check_saying(r, &r->says.at[i], &columns, out);
}

static const struct fault *check_rules(struct scope *sc, const struct template *t, const struct package *p,
                                       struct findings *out)
{
	struct sql *facts = NULL;
	TRY(facts_load(sc, p, 0, false, NULL, 0, &facts));
	const struct template_rules *rules = template_rules(t);
	for (size_t i = 0; i < rules->count; i++)
		check_query(facts, t, &rules->at[i], out);
	if (!out->errors)
		check_cases(sc, t, p, out);
	for (size_t i = 0; i < t->waivers.never.count; i++) {
		const char *rule = t->waivers.never.at[i], *means, *fix;
		enum finding_level level;
		if (!template_rule(t, rule) && !finding_explain(rule, &level, &means, &fix))
			finding_add(out, FINDING_template_weak, t->waivers.place, PHRASE("waivers name the rule "
				"\"{rule}\", which does not exist", rule));
	}
	return NULL;
}

static void note_basis(void *context, const char *table, const char *column)
{
	bool *shown = context;
	(void)table;
	*shown = *shown || strcmp(column, "basis") == 0;
}

/* How sure we are of what we ask for is a note of the team. */
static const struct fault *check_basis(struct sql *facts, const struct template_sheet *s, struct findings *out)
{
	bool shown = false;
	TRY(sql_reads(facts, s->sql, note_basis, &shown));
	if (shown)
		finding_add(out, FINDING_template_invalid, s->place, PHRASE("sheet {name} shows the basis of our "
			"facts; the first profile is handed over", s->name));
	return NULL;
}

/* What applies nowhere, and a day that is asked for and never given, are policy that nobody will see. */
static void check_use(const struct template *t, struct findings *out)
{
	for (size_t i = 0; i < t->elements.count; i++) {
		bool used = false;
		for (size_t c = 0; c < t->categories.count; c++)
			used = used || *t->elements.at[i].need[c] != '-';
		if (!used)
			finding_add(out, FINDING_template_weak, t->elements.at[i].place, PHRASE("no category needs the "
				"element {element}", t->elements.at[i].id));
	}
	const struct template_requirements *lines = template_requirements(t);
	for (size_t i = 0; i < lines->count; i++) {
		bool used = false;
		for (size_t c = 0; c < t->categories.count; c++)
			used = used || *template_need(t, &lines->at[i], (int)c) != '-';
		if (!used)
			finding_add(out, FINDING_template_weak, lines->at[i].place, PHRASE("the requirement "
				"{id} applies in no category", lines->at[i].id));
	}
	const struct template_rules *rules = template_rules(t);
	for (size_t i = 0; i < rules->count && t->horizon_days == 0; i++)
		if (strstr(rules->at[i].sql, "horizon()"))
			finding_add(out, FINDING_template_weak, rules->at[i].place, PHRASE("rule {id} asks for the "
				"horizon, and template.yaml gives no horizon_days", rules->at[i].id));
}

/* The first profile goes to the authority: it sees the manifest, and nothing of the inner history. */
static const struct fault *check_sheets(struct scope *sc, const struct template *t, const struct package *p,
                                        struct findings *out)
{
	struct sql *outer = NULL, *inner = NULL;
	TRY(facts_load(sc, p, 0, true, workbook_tables, 2, &outer));
	TRY(facts_load(sc, p, 0, true, workbook_tables, countof(workbook_tables), &inner));
	const struct template_profiles *profiles = template_profiles(t);
	for (size_t i = 0; i < profiles->count; i++)
		for (size_t k = 0; k < profiles->at[i].sheet_count; k++) {
			const struct template_sheet *s = profiles->at[i].sheets[k];
			const struct fault *f = s->sql ? sql_try(i ? inner : outer, s->sql, (int)s->result_count)
				: NULL;
			if (i == 0 && s->sql && !f)
				TRY(check_basis(outer, s, out));
			if (i == 0 && s->shown && s->shown->internal)
				finding_add(out, FINDING_template_invalid, s->place, PHRASE("sheet {name} shows the "
					"internal register {register}; the first profile is handed over", s->name,
					s->shown->name));
			if (s->sql && !f)
				check_literals(sc, t, s->sql, PHRASE("sheet {name}", s->name), s->place, out);
			if (f)
				finding_add(out, FINDING_template_invalid, (struct place){ s->place.file, s->place.line
					+ sql_fault_line(i ? inner : outer, s->sql) }, PHRASE("sheet {name} does not "
					"run: {mistake}", s->name, &f->says[f->depth - 1]));
		}
	return NULL;
}

const struct fault *check_template(struct scope *sc, const struct template *t, struct findings *out)
{
	struct fresh nothing = { t, -1, "" };
	struct package *p = NULL;
	TRY(load(sc, &nothing, &p));
	TRY(check_rules(sc, t, p, out));
	TRY(check_sheets(sc, t, p, out));
	check_use(t, out);
	for (size_t i = 0; i < t->categories.count; i++)
		TRY(check_skeletons(sc, t, (int)i, out));
	return NULL;
}

void check_template_use(const struct template_use *u, const struct template *used, struct findings *out)
{
	if (!used) {
		finding_add(out, FINDING_template_weak, u->place, PHRASE("\"{alias}\" is to be used from packages of "
			"the template \"{template}\", which does not lie beside this one", u->alias, u->template));
		return;
	}
	for (size_t i = 0; i < u->states.count; i++)
		if (!workflow_state(&used->workflow, u->states.at[i]))
			finding_add(out, FINDING_template_invalid, u->place, PHRASE("the template {template} has no "
				"state \"{state}\"", used->name, u->states.at[i]));
	for (size_t i = 0; i < u->reads.count; i++) {
		const struct template_reading *in = &u->reads.at[i];
		const struct template_register *r = template_register(used, in->name);
		if (!r)
			finding_add(out, FINDING_template_invalid, u->place, PHRASE("the template {template} has no "
				"register \"{register}\"", used->name, in->name));
		for (size_t c = 0; r && c < in->columns.count; c++)
			if (template_column(r, in->columns.at[c]) < 0)
				finding_add(out, FINDING_template_invalid, u->place, PHRASE("the register "
					"{register} of the template {template} has no column \"{column}\"",
					in->name, used->name, in->columns.at[c]));
	}
}
