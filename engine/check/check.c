/* check.c: running the rules. */
#include "base/base.h"
#include "base/date.h"
#include "check/check.h"

struct judging { const struct package *p; const struct template_rule *rule; struct findings *out; };

/* The element a file belongs to, for grouping. */
static const char *element_of(const struct package *p, const char *file)
{
	const struct template_element *e = package_element_at(p, file);
	return e ? e->id : "";
}

static const struct fault *take(void *context, const struct sql_row *row)
{
	struct judging *j = context;
	finding_add_rule(j->out, &(struct finding){
		.level = j->rule->level, .rule = j->rule->id, .place = { row->texts[0], atoi(row->texts[1]), 0 },
		.message = row->texts[2], .basis = j->rule->basis, .fix = j->rule->fix.in[j->p->language],
		.title = j->rule->title.in[j->p->language],
		.element = element_of(j->p, row->texts[0]) });
	return NULL;
}

/* The id of a finding: the same finding about the same content has the same one, wherever its line moves. */
static void identify(struct scope *sc, const struct package *p, struct finding *f)
{
	SCOPE(turn);
	struct digest *d = digest_start(turn);
	char hex[DIGEST_TEXT];
	const char *parts[] = { "finding-1", f->rule, f->place.file, f->message,
	                        package_about(turn, p, f->place.file, f->place.line) };
	for (size_t i = 0; i < countof(parts); i++)
		digest_add(d, parts[i], strlen(parts[i]) + 1);
	digest_end(d, hex);
	f->id = scope_copy(sc, hex);
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
	/* Without a package.yaml every rule would say so in its own way: the cause is one finding already. */
	size_t rules = p->identity.count ? p->template->rules.count : 0;
	for (size_t i = 0; i < rules; i++) {
		struct judging j = { p, &p->template->rules.at[i], fs };
		const struct fault *f = sql_select(facts, j.rule->sql, 3, take, &j);
		if (f)
			return fault_while(f, "{file}:{line}: rule {id}", j.rule->place.file, j.rule->place.line,
				j.rule->id);
	}
	finding_sort(fs);
	*out = fs;
	return NULL;
}

void check_identify(const struct package *p, struct findings *fs)
{
	for (size_t i = 0; i < fs->count; i++)
		identify(fs->sc, p, &fs->at[i]);
}

void check_waive(struct findings *fs, const struct template *t, const struct fold *fold, int as_of)
{
	for (size_t i = 0; i < fs->count; i++) {
		struct finding *f = &fs->at[i];
		const struct fold_waiver *w = *f->id ? fold_waiver(fold, f->id) : NULL;
		int until = 0;
		if (!w || list_has(&t->waivers.never, f->rule))
			continue;
		date_parse(w->until, &until);
		if (until >= as_of)
			f->waived = phrase_new(fs->sc, "until {day} by {name}, {role}", w->until, w->name, w->role);
		else
			f->note = phrase_new(fs->sc, "a waiver until {day} by {name}, {role} has ended", w->until,
			                     w->name, w->role);
	}
	finding_count(fs);
}
