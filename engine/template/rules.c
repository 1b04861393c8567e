/* rules.c: rules.yaml: what a package is checked for, as queries, and what each says. */
#include "base/base.h"
#include "template/template_private.h"

/* Holes are the query's columns: check/template.c holds them against it.  Every language has the holes of the first. */
static void read_saying(struct template_reader *r, const struct yaml *map, const char *key, struct template_rule *out)
{
	const struct yaml *text = yaml_get(map, key);
	struct template_saying *s = LIST_ADD(r->sc, &out->says);
	*s = (struct template_saying){ .key = "", .words = template_words(r, map, key, ""),
	                               .place = template_place(r, text) };
	for (size_t i = 0; i < r->languages->count; i++)
		if (!phrase_fits(s->words.in[0], s->words.in[i]))
			template_complain(r, text, "the holes of this message are not right: write {{column}, the same "
				"ones in each language, at most {most} of them", PHRASE_HOLES);
	if (!*s->words.in[0])
		template_complain(r, text, "a message of rule {id} says nothing", out->id);
}

/* `says` is a message, or several, each under a key that the query's column `says` chooses it by. */
static void read_sayings(const struct template *t, struct template_reader *r, const struct yaml *map,
                         struct template_rule *out)
{
	const struct yaml *says = yaml_get(map, "says");
	bool several = says && says->kind == YAML_MAP && says->count && says->items[0]->kind == YAML_MAP;
	if (!says && t->format > 1)
		template_complain(r, map, "rule {id} has no words: write them under \"says\"", out->id);
	if (!says)
		return;
	if (!several) {
		read_saying(r, map, "says", out);
		return;
	}
	for (size_t i = 0; i < says->count; i++) {
		read_saying(r, says, says->keys[i], out);
		out->says.at[i].key = says->keys[i];
	}
}

static void read_rule(struct template *t, struct template_reader *r, const char *id, const struct yaml *map)
{
	if (!template_keys(r, map, "title level basis raised source fix example says sql"))
		return;
	struct template_rule *out = LIST_ADD(r->sc, &t->parts->rules);
	*out = (struct template_rule){ .id = id, .title = template_title(r, map, id),
	                               .basis = template_basis(r, map),
		.raised = template_plain(r, map, "raised", ""), .source = template_plain(r, map, "source", ""),
		.fix = template_words(r, map, "fix", ""), .example = template_words(r, map, "example", ""),
		.sql = template_required_text(r, map, "sql"),
		.place = template_place(r, yaml_get(map, "sql") ? yaml_get(map, "sql") : map) };
	if (!finding_level_parse(template_plain(r, map, "level", ""), &out->level)) {
		template_complain(r, template_at(map, "level"), "the level of a rule is error, warning or note");
		out->level = FINDING_ERROR;
	}
	read_sayings(t, r, map, out);
	if (!*out->fix.in[0])
		finding_add(r->findings, FINDING_template_weak, template_place(r, map),
			PHRASE("rule {id} does not say what to do: give it a \"fix\"", id));
	bool unverified = *out->basis == 'B' || *out->basis == 'D';
	if (out->level == FINDING_ERROR && unverified && !*out->raised)
		template_complain(r, map, "rule {id} rests on basis {basis} and is an error: say why in \"raised:\", "
			"or make it a warning", id, out->basis);
}

void template_read_rules(struct template *t, const struct template_files *files, struct scope *sc, struct findings *fs)
{
	struct template_reader r = { sc, NULL, fs, &t->languages };
	const struct yaml *root = template_root(&r, files, "rules.yaml");
	if (!root || !template_keys(&r, root, "rules"))
		return;
	const struct yaml *map = template_map(&r, root, "rules");
	for (size_t i = 0; map && i < map->count; i++)
		read_rule(t, &r, map->keys[i], map->items[i]);
}
