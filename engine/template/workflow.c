/* workflow.c: workflow.yaml, read and linted. */
#include "base/base.h"
#include "template/guard_form.h"
#include "template/template_private.h"

struct building { struct template *t; struct template_reader r; };

static void read_state(struct building *b, const char *id, const struct yaml *map, struct workflow_state *out)
{
	struct template_reader *r = &b->r;
	const struct yaml *clock = yaml_get(map, "clock");
	*out = (struct workflow_state){ .id = id, .title = template_words(r, NULL, "", id), .basis = "", .source = "",
	                                .place = template_place(r, map) };
	if (!template_keys(r, map, "title help example basis source owner remembers final clock"))
		return;
	const char *owner = template_plain(r, map, "owner", "");
	*out = (struct workflow_state){ .id = id, .title = template_title(r, map, id),
	                                .help = template_words(r, map, "help", ""),
		.example = template_words(r, map, "example", ""),
		.basis = yaml_get(map, "basis") ? template_basis(r, map) : "",
		.source = template_plain(r, map, "source", ""),
		.authority = strcmp(owner, "authority") == 0 || strcmp(owner, "government") == 0,
		.remembers = template_flag(r, map, "remembers", false), .final = template_flag(r, map, "final", false),
		.place = template_place(r, map) };
	if (!out->authority && strcmp(owner, "applicant") != 0)
		template_complain(r, template_at(map, "owner"), "the owner of a state is applicant or authority");
	template_check_word(r, map, PHRASE("a state"), id);
	if (strcmp(id, "previous") == 0 || strcmp(id, "any") == 0)
		template_complain(r, map, "no state can be called \"{state}\"", id);
	if (clock && out->final)
		template_complain(r, clock, "state \"{state}\" is final: its clock would run for ever", id);
	if (clock && template_keys(r, clock, "days basis says")) {
		out->clock = (struct workflow_clock){ template_integer(r, clock, "days", 0), template_basis(r, clock),
		                                      template_words(r, clock, "says", "") };
		if (!*out->clock.says.in[0])
			template_complain(r, clock, "\"{key}\" is missing", "says");
		if (out->clock.days < 1)
			template_complain(r, clock, "a clock needs its days");
	}
}

static void check_roles(struct building *b, const struct yaml *at, const struct names *roles)
{
	for (size_t i = 0; i < roles->count; i++)
		if (!template_role(b->t, roles->at[i]))
			template_complain(&b->r, at, "there is no role \"{role}\"", roles->at[i]);
}

static void read_argument(struct building *b, const char *name, const struct yaml *value, struct workflow_guard *g)
{
	struct workflow_argument *a = &g->arguments[g->count++];
	a->name = name;
	if (value->kind == YAML_TEXT)
		*LIST_ADD(b->r.sc, &a->values) = value->text;
	for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++)
		if (value->items[i]->kind == YAML_TEXT)
			*LIST_ADD(b->r.sc, &a->values) = value->items[i]->text;
}

static bool is_file(const struct template *t, const char *path)
{
	size_t n = strlen("registers/");
	for (size_t i = 0; i < t->elements.count; i++)
		if (strcmp(t->elements.at[i].file, path) == 0)
			return true;
	for (size_t i = 0; i < t->registers.count; i++)
		if (strncmp(path, "registers/", n) == 0 && strncmp(path + n, t->registers.at[i].name,
		                                                   strlen(t->registers.at[i].name)) == 0
		    && strcmp(path + n + strlen(t->registers.at[i].name), ".csv") == 0)
			return true;
	return strcmp(path, "package.yaml") == 0;
}

/* The register that a guard names, whatever it calls the argument; NULL if it names none that exists. */
static const struct template_register *register_of(struct building *b, const struct guard_form *f,
                                                   const struct workflow_guard *g)
{
	for (size_t i = 0; i < GUARD_ARGUMENTS && f->arguments[i].name; i++) {
		const struct names *v = f->arguments[i].type == GUARD_REGISTER ? workflow_argument(g,
			f->arguments[i].name) : NULL;
		if (v && v->count)
			return template_register(b->t, v->at[0]);
	}
	return NULL;
}

static void check_column(struct building *b, const struct yaml *at, const struct template_register *in,
                         const char *name, bool days)
{
	int column = in ? template_column(in, name) : -1;
	if (in && column < 0)
		template_complain(&b->r, at, "register {register} has no column \"{column}\"", in->name, name);
	else if (in && days && in->columns[column].type != TEMPLATE_DATE)
		template_complain(&b->r, at, "the column \"{column}\" of register {register} holds no days", name,
		                  in->name);
}

/* Where rules are read later, their names are looked for then. */
static void check_rule(struct building *b, const struct yaml *at, const char *rule)
{
	*LIST_ADD(b->r.sc, &b->t->parts->named) = (struct template_named){ rule, template_place(&b->r, at) };
	if (b->t->parts->read)
		template_check_named(b->t->parts, b->r.findings);
}

static bool is_rule(const struct template_parts *p, const char *id)
{
	enum finding_level level;
	const char *means, *fix;
	for (size_t i = 0; i < p->rules.count; i++)
		if (strcmp(p->rules.at[i].id, id) == 0)
			return true;
	return finding_explain(id, &level, &means, &fix);
}

void template_check_named(struct template_parts *p, struct findings *out)
{
	for (size_t i = 0; i < p->named.count; i++) {
		const struct template_named *n = &p->named.at[i];
		if (!is_rule(p, n->rule))
			finding_add(out, FINDING_template_invalid, n->place, PHRASE("there is no rule \"{rule}\"",
				n->rule));
	}
	p->named.count = 0;
}

/* A number that is none would be read as 0, a flag that is none as "no": the guard would stand open. */
static void check_value(struct building *b, const struct yaml *at, const struct guard_argument *a, const char *value,
                        const struct template_register *in)
{
	enum finding_level level;
	switch (a->type) {
	case GUARD_NUMBER:
		if (!template_is_number(value))
			template_complain(&b->r, at, "\"{name}\" wants a whole number, not \"{value}\"", a->name,
			                  value);
		break;
	case GUARD_FLAG:
		if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
			template_complain(&b->r, at, "\"{name}\" is true or false, not \"{value}\"", a->name, value);
		break;
	case GUARD_ROLE:
		if (!template_role(b->t, value))
			template_complain(&b->r, at, "there is no role \"{role}\"", value);
		break;
	case GUARD_LEVEL:
		if (!finding_level_parse(value, &level))
			template_complain(&b->r, at, "a level is error, warning or note");
		break;
	case GUARD_RULES:
		check_rule(b, at, value);
		break;
	case GUARD_STATES:
		if (!workflow_state(&b->t->workflow, value))
			template_complain(&b->r, at, "there is no state \"{state}\"", value);
		break;
	case GUARD_SEVERITY:
		if (template_severity(b->t, value) < 0)
			template_complain(&b->r, at, "there is no severity \"{severity}\" under remarks", value);
		break;
	case GUARD_ELEMENTS:
		if (strcmp(value, "all") != 0 && !template_unit_called(b->t, value))
			template_complain(&b->r, at, "there is no element \"{element}\"", value);
		break;
	case GUARD_FILES:
		if (!is_file(b->t, value))
			template_complain(&b->r, at, "a package of this template has no file \"{file}\"", value);
		break;
	case GUARD_REGISTER:
		if (!template_register(b->t, value))
			template_complain(&b->r, at, "there is no register \"{register}\"", value);
		break;
	case GUARD_COLUMN:
	case GUARD_DAY_COLUMN:
		check_column(b, at, in, value, a->type == GUARD_DAY_COLUMN);
	}
}

static const struct guard_form *find_form(const char *name)
{
	for (const struct guard_form *const *f = guard_forms; *f; f++)
		if (strcmp((*f)->name, name) == 0)
			return *f;
	return NULL;
}

static const struct guard_argument *find_argument(const struct guard_form *f, const char *name)
{
	for (size_t i = 0; i < GUARD_ARGUMENTS && f->arguments[i].name; i++)
		if (strcmp(f->arguments[i].name, name) == 0)
			return &f->arguments[i];
	return NULL;
}

/* A template's author learns of a slip when the template is read, not when the guard is judged. */
static void check_guard(struct building *b, const struct yaml *at, const struct workflow_guard *g)
{
	const struct guard_form *known = find_form(g->name);
	if (!known) {
		template_complain(&b->r, at, "there is no guard \"{guard}\"", g->name);
		return;
	}
	const struct template_register *in = register_of(b, known, g);
	for (size_t i = 0; i < g->count; i++) {
		const struct workflow_argument *given = &g->arguments[i];
		const struct guard_argument *a = find_argument(known, given->name);
		bool list = a && (a->type == GUARD_ELEMENTS || a->type == GUARD_FILES || a->type == GUARD_RULES
			|| a->type == GUARD_STATES);
		if (!a)
			template_complain(&b->r, at, "guard {guard} does not know \"{name}\"", g->name, given->name);
		else if (given->values.count == 0 || (given->values.count > 1 && !list))
			template_complain(&b->r, at, "\"{name}\" of guard {guard} wants one value", given->name,
			                  g->name);
		for (size_t k = 0; a && k < given->values.count; k++)
			check_value(b, at, a, given->values.at[k], in);
	}
	for (size_t i = 0; i < GUARD_ARGUMENTS && known->arguments[i].name; i++)
		if (known->arguments[i].required && !workflow_argument(g, known->arguments[i].name))
			template_complain(&b->r, at, "guard {guard} needs \"{name}\"", g->name,
			                  known->arguments[i].name);
}

/* "signed: false" would be read as what it is not. */
static void check_plain(struct building *b, const struct yaml *at, const struct yaml *arguments,
                        const struct workflow_guard *g)
{
	const struct guard_form *f = find_form(g->name);
	if (f && f->plain && arguments->kind != YAML_MAP
	    && (arguments->kind != YAML_TEXT || strcmp(arguments->text, "true") != 0))
		template_complain(&b->r, at, "guard {guard} is written true, or with its arguments in braces", g->name);
}

static void read_guards(struct building *b, const struct yaml *list, struct workflow_guards *out)
{
	if (!list)
		return;
	if (list->kind != YAML_LIST) {
		template_complain(&b->r, list, "guards are a list: - NAME: {{…}");
		return;
	}
	out->at = NEWS(b->r.sc, struct workflow_guard, list->count + 1);
	for (size_t i = 0; i < list->count; i++) {
		const struct yaml *item = list->items[i];
		if (item->kind != YAML_MAP || item->count != 1) {
			template_complain(&b->r, item, "a guard is written - NAME: {{…}");
			continue;
		}
		struct workflow_guard *g = &out->at[out->count++];
		const struct yaml *arguments = item->items[0];
		*g = (struct workflow_guard){ .name = item->keys[0] };
		g->arguments = NEWS(b->r.sc, struct workflow_argument, arguments->count + 1);
		for (size_t k = 0; arguments->kind == YAML_MAP && k < arguments->count; k++)
			read_argument(b, arguments->keys[k], arguments->items[k], g);
		check_guard(b, item, g);
		check_plain(b, item, arguments, g);
	}
}

/* "seal: [manager]", or with guards: "seal: {roles: [manager], guards: [...]}". */
static void read_act(struct building *b, const struct yaml *map, size_t i, struct workflow_act *act)
{
	const struct yaml *value = map->items[i];
	bool long_form = value->kind == YAML_MAP;
	if (long_form && !template_keys(&b->r, value, "roles guards"))
		return;
	act->place = template_place(&b->r, value);
	act->roles = long_form ? template_names(&b->r, value, "roles") : template_names(&b->r, map, map->keys[i]);
	if (!long_form && act->roles.count == 0)
		template_complain(&b->r, value, "nobody may do \"{action}\": name its roles", map->keys[i]);
	act->anyone = act->roles.count == 1 && strcmp(act->roles.at[0], "any") == 0;
	if (!act->anyone)
		check_roles(b, value, &act->roles);
	if (long_form)
		read_guards(b, yaml_get(value, "guards"), &act->guards);
}

/* Who together take the place of the last who may appoint when that person's key is lost. */
static void read_vouch(struct building *b, const struct yaml *map)
{
	struct workflow *w = &b->t->workflow;
	if (!template_keys(&b->r, map, "roles count"))
		return;
	w->vouch.roles = template_names(&b->r, map, "roles");
	w->vouch.count = template_integer(&b->r, map, "count", 2);
	check_roles(b, map, &w->vouch.roles);
	if (w->vouch.count < 2 || w->vouch.roles.count == 0)
		template_complain(&b->r, map, "two persons at least take the place of one: name their roles and a "
		                              "count "
			"from 2");
}

static void read_acts(struct building *b, const struct yaml *map)
{
	for (size_t i = 0; map && i < map->count; i++) {
		enum event_kind kind;
		if (strcmp(map->keys[i], "vouch") == 0) {
			read_vouch(b, map->items[i]);
		} else if (strcmp(map->keys[i], "draft") == 0) {
			if (template_keys(&b->r, map->items[i], "guards"))
				read_guards(b, yaml_get(map->items[i], "guards"), &b->t->workflow.draft);
		} else if (!event_kind_parse(map->keys[i], &kind) || kind == EVENT_OPEN || kind == EVENT_TRANSITION) {
			template_complain(&b->r, map->items[i], "\"{act}\" is no act; acts are appoint, sign-off, "
				"use, adopt, seal, exported, delivered, draft, note, letter, waive, unwaive, purge, "
				"remark, answer, close, reopen, trust, revoke, vouch", map->keys[i]);
		} else {
			read_act(b, map, i, &b->t->workflow.acts[kind]);
		}
	}
}

static struct names read_from(struct building *b, const struct yaml *map)
{
	struct workflow *w = &b->t->workflow;
	struct names from = template_names(&b->r, map, "from"), except = template_names(&b->r, map, "except"),
		out = {0};
	if (from.count != 1 || strcmp(from.at[0], "any") != 0)
		return from;
	for (size_t i = 0; i < except.count; i++)
		if (!workflow_state(w, except.at[i]))
			template_complain(&b->r, yaml_get(map, "except"), "\"{state}\" is no state", except.at[i]);
	for (size_t i = 0; i < w->state_count; i++)
		if (!w->states[i].final && !list_has(&except, w->states[i].id))
			*LIST_ADD(b->r.sc, &out) = w->states[i].id;
	return out;
}

static void read_transition(struct building *b, const struct yaml *map, struct workflow_transition *out)
{
	struct template_reader *r = &b->r;
	if (!template_keys(r, map, "action title from except to roles reported evidence guards effects"))
		return;
	const char *evidence = template_plain(r, map, "evidence", "none"), *to = template_required_text(r, map, "to");
	const char *action = template_required_text(r, map, "action");
	*out = (struct workflow_transition){ .action = action, .from = read_from(b, map),
		.to = strcmp(to, "previous") == 0 ? NULL : to, .roles = template_names(r, map, "roles"),
		.title = template_words(r, map, "title", action), .reported = template_flag(r, map, "reported", false),
		.place = template_place(r, map) };
	out->evidence = strcmp(evidence, "head") == 0 ? WORKFLOW_HEAD : strcmp(evidence, "record") == 0
		? WORKFLOW_RECORD
	                : WORKFLOW_NONE;
	if (strcmp(evidence, "head") != 0 && strcmp(evidence, "record") != 0 && strcmp(evidence, "none") != 0)
		template_complain(r, template_at(map, "evidence"), "evidence is head, record or none");
	template_check_word(r, map, PHRASE("an action"), action);
	check_roles(b, template_at(map, "roles"), &out->roles);
	if (out->roles.count == 0)
		template_complain(r, map, "nobody may do \"{action}\": name its roles", action);
	struct names effects = template_names(r, map, "effects");
	for (size_t i = 0; i < effects.count; i++) {
		if (strcmp(effects.at[i], "new_round") == 0)
			out->new_round = true;
		else
			template_complain(r, yaml_get(map, "effects"), "there is no effect \"{effect}\"; there is "
				"new_round", effects.at[i]);
	}
	read_guards(b, yaml_get(map, "guards"), &out->guards);
}

/* --- lint over the whole --- */

static bool is_possible(const struct workflow *w, enum event_kind act)
{
	return w->acts[act].anyone || w->acts[act].roles.count;
}

/* A guard that waits for an act nobody may do would be shut for ever. */
static void check_needs(struct building *b, const struct yaml *at, const struct workflow_transition *t,
                        const struct guard_form *f)
{
	for (size_t i = 0; f->needs[i] != EVENT_OPEN; i++)
		if (!is_possible(&b->t->workflow, f->needs[i]))
			template_complain(&b->r, at, "\"{action}\" waits with the guard {guard} for \"{act}\", which "
				"nobody may do: add it to acts", t->action, f->name, event_kind_name(f->needs[i]));
}

/* What a guard's own file knows about its use. */
static void check_guards(struct building *b, const struct workflow_transition *t)
{
	struct yaml at = { .line = t->place.line, .file = t->place.file };
	for (size_t i = 0; i < t->guards.count; i++) {
		const struct workflow_guard *g = &t->guards.at[i];
		const struct guard_form *f = find_form(g->name);
		const struct phrase *mistake = f && f->lint ? f->lint(b->r.sc, b->t, t, g) : NULL;
		if (f)
			check_needs(b, &at, t, f);
		if (mistake)
			template_complain_of(&b->r, &at, mistake);
	}
}

/* Does the package wait for the authority there?  to NULL: back to where it came from, which has waited. */
static bool awaits_report(const struct workflow *w, const char *to)
{
	for (size_t i = 0; to && i < w->transition_count; i++)
		if (w->transitions[i].reported && list_has(&w->transitions[i].from, to))
			return true;
	return !to;
}

/* Where a template knows deliveries, an answer that binds evidence without one would be believed unproven. */
static void check_answer(struct building *b, const struct workflow_transition *t)
{
	const struct workflow *w = &b->t->workflow;
	const struct workflow_act *deliver = &w->acts[EVENT_DELIVERED];
	bool binds = t->evidence == WORKFLOW_HEAD || (t->evidence == WORKFLOW_RECORD && !t->to);
	bool proven = t->reported || !binds || !awaits_report(w, t->to) || (!deliver->anyone && !deliver->roles.count);
	for (size_t i = 0; i < t->guards.count && !proven; i++) {
		const struct guard_form *f = find_form(t->guards.at[i].name);
		proven = f && f->proves_answer;
	}
	if (!proven)
		finding_add(b->r.findings, FINDING_template_weak, t->place,
			PHRASE("\"{action}\" leads to where the authority is awaited, and nothing proves that it got "
			       "anything: add the guard delivered", t->action));
}

static void check_transition(struct building *b, const struct workflow_transition *t)
{
	struct workflow *w = &b->t->workflow;
	struct yaml at = { .line = t->place.line, .file = t->place.file };
	if (t->to && !workflow_state(w, t->to))
		template_complain(&b->r, &at, "\"{action}\" leads to \"{state}\", which is no state", t->action, t->to);
	if (t->from.count == 0)
		template_complain(&b->r, &at, "\"{action}\" leads from no state", t->action);
	for (size_t i = 0; i < t->from.count; i++) {
		const struct workflow_state *from = workflow_state(w, t->from.at[i]);
		if (!from)
			template_complain(&b->r, &at, "\"{action}\" leads from \"{state}\", which is no state",
				t->action, t->from.at[i]);
		else if (from->final)
			template_complain(&b->r, &at, "\"{action}\" leads from \"{state}\", which is final", t->action,
				from->id);
		else if (!t->to && !from->remembers)
			template_complain(&b->r, &at, "\"{action}\" leads back from \"{state}\", which does not say "
				"remembers: true", t->action, from->id);
		else if (workflow_find(w, from->id, t->action) != t)
			template_complain(&b->r, &at, "\"{action}\" from \"{state}\" stands twice", t->action,
				from->id);
	}
	check_guards(b, t);
	check_answer(b, t);
}

static void check_reach(struct building *b)
{
	struct workflow *w = &b->t->workflow;
	bool *reached = NEWS(b->r.sc, bool, w->state_count + 1), more = true;
	for (size_t i = 0; i < w->state_count; i++)
		reached[i] = strcmp(w->states[i].id, w->initial) == 0;
	while (more) {
		more = false;
		for (size_t i = 0; i < w->transition_count; i++)
			for (size_t s = 0; w->transitions[i].to && s < w->state_count; s++)
				for (size_t from = 0; !reached[s] && from < w->state_count; from++)
					if (reached[from] && strcmp(w->states[s].id, w->transitions[i].to) == 0
					    && list_has(&w->transitions[i].from, w->states[from].id))
						more = reached[s] = true;
	}
	for (size_t s = 0; s < w->state_count; s++) {
		struct yaml at = { .line = w->states[s].place.line, .file = w->states[s].place.file };
		bool leaves = w->states[s].final;
		if (!reached[s])
			template_complain(&b->r, &at, "state \"{state}\" cannot be reached", w->states[s].id);
		for (size_t i = 0; i < w->transition_count && !leaves; i++)
			leaves = list_has(&w->transitions[i].from, w->states[s].id)
				 && (!w->transitions[i].to || strcmp(w->transitions[i].to, w->states[s].id) != 0);
		if (!leaves)
			template_complain(&b->r, &at, "nothing leads out of state \"{state}\"; say final: true if "
				"that is meant", w->states[s].id);
	}
}

/* Some acts rest on others: who may deliver what nobody may export, may do nothing. */
static void check_acts(struct building *b)
{
	static const enum event_kind rests[][2] = { { EVENT_DELIVERED, EVENT_SEAL }, { EVENT_EXPORTED, EVENT_SEAL },
	                                            { EVENT_STAMPED, EVENT_SEAL }, { EVENT_UNWAIVE, EVENT_WAIVE } };
	for (size_t i = 0; i < countof(rests); i++) {
		const struct workflow_act *act = &b->t->workflow.acts[rests[i][0]];
		struct yaml at = { .line = act->place.line, .file = act->place.file };
		if (is_possible(&b->t->workflow, rests[i][0]) && !is_possible(&b->t->workflow, rests[i][1]))
			template_complain(&b->r, &at, "\"{act}\" is of no use, because nobody may do \"{other}\"",
				event_kind_name(rests[i][0]), event_kind_name(rests[i][1]));
	}
}

/* Who opens a package is alone in it until somebody is appointed. */
static void check_founder(struct building *b, const struct yaml *root)
{
	const struct workflow_act *appoint = &b->t->workflow.acts[EVENT_APPOINT];
	if (!appoint->anyone && !list_has(&appoint->roles, b->t->workflow.founder_role))
		finding_add(b->r.findings, FINDING_template_weak, template_place(&b->r, root),
			PHRASE("the founder's role \"{role}\" may not appoint: nobody else can come to a package",
			       b->t->workflow.founder_role));
}

/* Where elements are signed, what the package says of itself would be printed on every page and stand under nobody's
 * sign-off. */
static void check_whole(struct building *b)
{
	const struct workflow_act *sign = &b->t->workflow.acts[EVENT_SIGN_OFF];
	if (!b->t->whole_is_signed && (sign->anyone || sign->roles.count))
		finding_add(b->r.findings, FINDING_template_weak, b->t->whole.place,
			PHRASE("nobody signs what the package says of itself (identity, screening, pins): give it a "
			       "title under \"{key}\"", "package"));
}

void template_read_workflow(struct template *t, const struct template_files *files, struct scope *sc,
                            struct findings *fs)
{
	struct building b = { t, { sc, NULL, fs, &t->languages } };
	struct workflow *w = &t->workflow;
	const struct yaml *root = template_root(&b.r, files, "workflow.yaml");
	w->initial = "";
	if (!root || !template_keys(&b.r, root, "format initial acts states transitions"))
		return;
	w->initial = template_required_text(&b.r, root, "initial");
	const struct yaml *states = yaml_get(root, "states"), *moves = yaml_get(root, "transitions");
	if (!states || states->kind != YAML_MAP || !moves || moves->kind != YAML_LIST) {
		template_complain(&b.r, root, "a workflow needs states (a map) and transitions (a list)");
		return;
	}
	w->states = NEWS(sc, struct workflow_state, states->count);
	for (size_t i = 0; i < states->count; i++)
		read_state(&b, states->keys[i], states->items[i], &w->states[w->state_count++]);
	read_acts(&b, template_map(&b.r, root, "acts"));
	if (!w->acts[EVENT_REPLY].anyone && !w->acts[EVENT_REPLY].roles.count)
		w->acts[EVENT_REPLY] = w->acts[EVENT_REMARK];   /* who may remark may reply */
	for (enum event_kind k = EVENT_TRUST; k <= EVENT_REVOKE; k++)
		if (!w->acts[k].anyone && !w->acts[k].roles.count)
			w->acts[k] = w->acts[EVENT_APPOINT];    /* who may appoint says whose keys count */
	if (!w->acts[EVENT_STAMPED].anyone && !w->acts[EVENT_STAMPED].roles.count) {
		w->acts[EVENT_STAMPED].roles = w->acts[EVENT_SEAL].roles;       /* who may seal may have it stamped */
		w->acts[EVENT_STAMPED].anyone = w->acts[EVENT_SEAL].anyone;
	}
	w->transitions = NEWS(sc, struct workflow_transition, moves->count);
	for (size_t i = 0; i < moves->count; i++)
		read_transition(&b, moves->items[i], &w->transitions[w->transition_count++]);
	if (fs->errors)
		return;                 /* the checks below trust what was read */
	if (!workflow_state(w, w->initial))
		template_complain(&b.r, root, "the initial state \"{state}\" is no state", w->initial);
	for (size_t i = 0; i < w->transition_count; i++)
		check_transition(&b, &w->transitions[i]);
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		check_guards(&b, &(struct workflow_transition){ .action = event_kind_name((enum event_kind)i),
			.guards = w->acts[i].guards, .place = w->acts[i].place });
	check_acts(&b);
	check_reach(&b);
	check_founder(&b, root);
	check_whole(&b);
}
